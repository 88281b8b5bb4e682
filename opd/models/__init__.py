"""Aggregates of the promising side, lowest first: Kota, Opd, Keanggotaan, Pegawai, Pencanangan, Pakta, RencanaAksi."""

from opd.models.dokumen import Dokumen
from opd.models.keanggotaan import Keanggotaan
from opd.models.kota import Kota, TargetPencanangan
from opd.models.opd import Kepala, Opd
from opd.models.pakta import DaftarPindai, NaskahPakta, TandaTangan, TautanTanda
from opd.models.pegawai import Pegawai
from opd.models.pencanangan import (
    CatatanVerifikasi,
    Lampiran,
    Pencanangan,
    Penghargaan,
    Peserta,
    Saksi,
    TautanPublikasi,
)
from opd.models.rencana import Kemajuan, RencanaAksi, Tindakan

__all__ = [
    "CatatanVerifikasi",
    "DaftarPindai",
    "Dokumen",
    "Keanggotaan",
    "Kemajuan",
    "Kepala",
    "Kota",
    "Lampiran",
    "NaskahPakta",
    "Opd",
    "Pegawai",
    "Pencanangan",
    "Penghargaan",
    "Peserta",
    "RencanaAksi",
    "Saksi",
    "TandaTangan",
    "TargetPencanangan",
    "TautanPublikasi",
    "TautanTanda",
    "Tindakan",
]
