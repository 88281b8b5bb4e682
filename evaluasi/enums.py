"""Closed lists of the upper domain."""

from django.db.models import TextChoices


class SimpulKind(TextChoices):
    """What a node of an instrument is."""

    TOTAL = "total", "Total"
    KOMPONEN = "komponen", "Komponen"
    BAGIAN = "bagian", "Bagian"
    AREA = "area", "Area"
    SUB_ASPEK = "sub_aspek", "Sub-aspek"
    UNSUR_HASIL = "unsur_hasil", "Unsur hasil"
    BUTIR = "butir", "Butir"
    AREA_GABUNGAN = "area_gabungan", "Area gabungan"


class JawabanKind(TextChoices):
    """How a question is answered."""

    YA_TIDAK = "ya_tidak", "Ya/Tidak"
    ABC = "abc", "A/B/C"
    ABCD = "abcd", "A/B/C/D"
    ABCDE = "abcde", "A/B/C/D/E"
    PERSEN = "persen", "Persen"
    SKALA_0_4 = "skala_0_4", "Skala 0-4"


class PredikatKind(TextChoices):
    """What a unit is judged for."""

    WBK = "WBK", "Wilayah Bebas dari Korupsi"
    WBBM = "WBBM", "Wilayah Birokrasi Bersih dan Melayani"


class Satuan(TextChoices):
    """In what a gate's threshold is given."""

    POIN = "poin", "Poin"
    PERSEN = "persen", "Persen dari bobot"


class LembarState(TextChoices):
    """Where a worksheet stands between the unit and its evaluators."""

    DRAFT = "draft", "Sedang diisi"
    SUBMITTED = "submitted", "Diajukan"
    IN_REVIEW = "in_review", "Sedang dinilai"
    RETURNED = "returned", "Dikembalikan"
    APPROVED = "approved", "Disetujui TPI"
    PROPOSED = "proposed", "Diusulkan"
    DECIDED = "decided", "Diputuskan"


class Tahap(TextChoices):
    """Whose answer a row is. The later assessor's answer stands; nothing is blended."""

    UNIT = "unit", "Unit"
    TPI = "tpi", "TPI"
    TPN = "tpn", "TPN"


class PeranTim(TextChoices):
    """What a person is within a team of assessors."""

    ANGGOTA = "anggota", "Anggota"
    KETUA = "ketua", "Ketua tim"
    DALNIS = "dalnis", "Pengendali teknis"


PERAN_MEMIMPIN = (PeranTim.KETUA, PeranTim.DALNIS)


class PutusanKind(TextChoices):
    """Which assessment a verdict belongs to: the one that counts, or the blind second one of a sample."""

    UTAMA = "utama", "Penilaian utama"
    KEDUA = "kedua", "Penilaian kedua"


class Sikap(TextChoices):
    """Whether the assessor's answer is the unit's; open while only a note stands."""

    BELUM = "belum", "Belum diputuskan"
    SAMA = "sama", "Sama dengan unit"
    BERBEDA = "berbeda", "Berbeda dari unit"


class Pihak(TextChoices):
    """On which side of the talk a message stands."""

    UNIT = "unit", "Unit"
    TPI = "tpi", "TPI"


class UsulanState(TextChoices):
    """Where the city's proposal of a year stands."""

    DRAFT = "draft", "Disusun"
    APPROVED = "approved", "Disahkan"
    WITHDRAWN = "withdrawn", "Ditarik"


class Kategori(TextChoices):
    """As what a unit is proposed, in the ministry's own words."""

    WBK = "WBK", "WBK"
    WBK_AFIRMASI = "WBK-AFIRMASI", "WBK afirmasi"
    WBBM = "WBBM", "WBBM"


class LheState(TextChoices):
    """Where the assessors' report stands."""

    DRAFT = "draft", "Disusun anggota"
    LEADER = "leader", "Diperiksa ketua tim"
    CONTROLLER = "controller", "Diperiksa pengendali teknis"
    APPROVED = "approved", "Disetujui"


class LangkahLhe(TextChoices):
    """Whose step of the approval chain it is."""

    ANGGOTA = "anggota", "Anggota"
    KETUA = "ketua", "Ketua tim"
    DALNIS = "dalnis", "Pengendali teknis"


class TahapTpn(TextChoices):
    """The stages of the national assessment, in their order."""

    ADMINISTRASI = "administrasi", "Seleksi administrasi"
    SANGGAH = "sanggah", "Sanggah"
    DESK = "desk", "Analisis dokumen (desk)"
    WAWANCARA = "wawancara", "Wawancara"
    LAPANGAN = "lapangan", "Verifikasi lapangan"
    PANEL = "panel", "Panel"
    PENETAPAN = "penetapan", "Penetapan"


class HasilKind(TextChoices):
    """What came out of a stage."""

    LULUS = "lulus", "Lulus"
    GUGUR = "gugur", "Tidak lulus"


class TataBuku(TextChoices):
    """The layouts of workbooks that circulate."""

    LAMPIRAN_III = "lampiran_iii", "Lampiran III (lembar “LKE ZI”)"
    JAWABAN = "jawaban", "Kementerian (lembar “Jawaban”)"


class ImporState(TextChoices):
    """Whether an import stands or was taken back."""

    APPLIED = "applied", "Dimuat"
    UNDONE = "undone", "Dibatalkan"


class BukuState(TextChoices):
    """Where a workbook of a consignment stands."""

    MENUNGGU = "menunggu", "Menunggu diperiksa"
    TANPA_UNIT = "tanpa_unit", "Unit belum dikenali"
    SIAP = "siap", "Siap dimuat"
    SAMA = "sama", "Tidak ada yang baru"
    DITOLAK = "ditolak", "Tidak terbaca"
    DIMUAT = "dimuat", "Sudah dimuat"
    DIKELUARKAN = "dikeluarkan", "Dikeluarkan"


class MasterState(TextChoices):
    """Where a loaded question master stands."""

    DRAFT = "draft", "Menunggu dipastikan"
    CONFIRMED = "confirmed", "Dipastikan"
    REPLACED = "replaced", "Digantikan"


class Titik(TextChoices):
    """What was asked from outside."""

    WBK = "unit-wbk", "Daftar unit WBK"
    WBBM = "unit-wbbm", "Daftar unit WBBM"
    JAWABAN = "jawaban-unit", "Jawaban unit"
    LAIN = "lain", "Alamat lain"
    BUKTI = "bukti", "Bukti satu butir"
    BERKAS = "berkas", "Berkas bukti"
