"""Forms of what the city publishes."""

from dasar.formulir import RowForm
from zona.publik.models import Keterbukaan, TerbitanPeriode


class KeterbukaanForm(RowForm):
    """Open data in general."""

    class Meta:
        model = Keterbukaan
        fields = ("is_open", "licence", "contact")
        help_texts = {
            "is_open": "Daftar unit, pencanangan yang sudah diverifikasi, dan predikat dapat diunduh siapa pun. "
            "Tidak ada nama orang di dalamnya.",
            "contact": "Surel kantor, bukan surel pribadi. Tampil pada halaman data.",
        }


class TerbitanForm(RowForm):
    """What of one year is published."""

    class Meta:
        model = TerbitanPeriode
        fields = ("progress", "self_view", "tpi_view", "promises", "basis")
        help_texts = {
            "progress": "Sampai di mana tiap unit: mengisi, diajukan, dinilai, diusulkan.",
            "self_view": "Nilai tiap area menurut unit, sesudah kepala unit mengajukannya.",
            "tpi_view": "Nilai tiap area menurut TPI, sesudah disetujui. Tampil di samping nilai mandiri.",
            "promises": "Janji tiap unit, target dan tenggatnya, serta kemajuannya menurut unit dan yang terverifikasi. "
            "Penanggung jawab, keterangan, dan bukti tidak ikut terbit.",
            "basis": "Misalnya: Keputusan Sekretaris Daerah Nomor 700/45 Tahun 2026.",
        }
