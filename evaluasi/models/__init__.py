"""Aggregates of the judging side, lowest first: Regulasi, Instrumen, Periode, Tim, LembarKerja, Ronde, Usulan."""

from evaluasi.models.cuplikan import BerkasCuplikan, Cuplikan, CuplikanUnit, TautanBukti
from evaluasi.models.impor import ImporLembar
from evaluasi.models.instrumen import Gerbang, Instrumen, Masukan, Pilihan, Simpul, SoalPortal
from evaluasi.models.kiriman import BukuKiriman, KirimanBuku
from evaluasi.models.latihan import LatihanPortal
from evaluasi.models.lembar_kerja import Jawaban, LembarKerja, Nilai, PrasyaratUnit, Sitasi
from evaluasi.models.lhe import LaporanHasil, Naskah, Persetujuan
from evaluasi.models.master_soal import MasterSoal, PemetaanSoal
from evaluasi.models.periode import Periode
from evaluasi.models.portalrb import Pengambilan, TokenPortal
from evaluasi.models.predikat import HasilTpn, LaporanPredikat, Predikat
from evaluasi.models.regulasi import Regulasi
from evaluasi.models.reviu import (
    BacaanDiskusi,
    BuktiDilihat,
    ButirKembali,
    Diskusi,
    Putusan,
    Ronde,
)
from evaluasi.models.sampel import ButirSampel, Penyelarasan, Sampel
from evaluasi.models.tim import AnggotaTim, HubunganPenilai, Penugasan, Tim
from evaluasi.models.usulan import Usulan, UsulanUnit

__all__ = [
    "AnggotaTim",
    "BacaanDiskusi",
    "BerkasCuplikan",
    "BuktiDilihat",
    "BukuKiriman",
    "ButirKembali",
    "ButirSampel",
    "Cuplikan",
    "CuplikanUnit",
    "Diskusi",
    "Gerbang",
    "HasilTpn",
    "HubunganPenilai",
    "ImporLembar",
    "Instrumen",
    "Jawaban",
    "KirimanBuku",
    "LaporanHasil",
    "LaporanPredikat",
    "LatihanPortal",
    "LembarKerja",
    "MasterSoal",
    "Masukan",
    "Naskah",
    "Nilai",
    "PemetaanSoal",
    "Pengambilan",
    "Penugasan",
    "Penyelarasan",
    "Periode",
    "Persetujuan",
    "Pilihan",
    "PrasyaratUnit",
    "Predikat",
    "Putusan",
    "Regulasi",
    "Ronde",
    "Sampel",
    "Simpul",
    "Sitasi",
    "SoalPortal",
    "TautanBukti",
    "Tim",
    "TokenPortal",
    "Usulan",
    "UsulanUnit",
]
