"""Closed lists of the lower domain: roles, kinds and states."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is within the portal; fixed here, given by a membership, read at each request."""

    OPERATOR = "operator", "Operator OPD"
    KEPALA = "kepala", "Kepala OPD"
    KOORDINATOR = "koordinator", "Koordinator ZI"
    PENILAI_ANGGOTA = "penilai_anggota", "Penilai (anggota TPI)"
    PENILAI_KETUA = "penilai_ketua", "Penilai (ketua tim TPI)"
    PENGENDALI_TEKNIS = "pengendali_teknis", "Pengendali teknis TPI"
    PIMPINAN = "pimpinan", "Pimpinan kota"
    ADMINISTRATOR = "administrator", "Administrator"


UNIT_ROLES = (Role.OPERATOR, Role.KEPALA)
TPI_ROLES = (Role.PENILAI_ANGGOTA, Role.PENILAI_KETUA, Role.PENGENDALI_TEKNIS)
CITY_STAFF = (Role.KOORDINATOR, Role.PIMPINAN, Role.ADMINISTRATOR)
CITY_READERS = (*CITY_STAFF, *TPI_ROLES)


class Kedudukan(TextChoices):
    """How a post is held."""

    DEFINITIF = "definitif", "Definitif"
    PLT = "plt", "Plt. (pelaksana tugas)"
    PLH = "plh", "Plh. (pelaksana harian)"


class OpdKind(TextChoices):
    SEKRETARIAT = "sekretariat", "Sekretariat"
    INSPEKTORAT = "inspektorat", "Inspektorat"
    DINAS = "dinas", "Dinas"
    BADAN = "badan", "Badan"
    SATPOL = "satpol", "Satuan polisi pamong praja"
    KECAMATAN = "kecamatan", "Kecamatan"
    KELURAHAN = "kelurahan", "Kelurahan"
    RSUD = "rsud", "RSUD"
    PUSKESMAS = "puskesmas", "Puskesmas"
    UPTD = "uptd", "UPTD"
    SEKOLAH = "sekolah", "Sekolah"
    BAGIAN = "bagian", "Bagian"
    BUMD = "bumd", "BUMD"


class PencananganKind(TextChoices):
    SENDIRI = "sendiri", "Satu unit"
    BERSAMA = "bersama", "Bersama beberapa unit"


class PencananganState(TextChoices):
    DRAFT = "draft", "Draf"
    SUBMITTED = "submitted", "Diajukan"
    RETURNED = "returned", "Dikembalikan"
    VERIFIED = "verified", "Diverifikasi"
    CANCELLED = "cancelled", "Dibatalkan"


class LampiranKind(TextChoices):
    FOTO = "foto", "Foto kegiatan"
    PIAGAM = "piagam", "Piagam pencanangan"
    UNDANGAN = "undangan", "Undangan atau daftar hadir"
    SK = "sk", "Surat keputusan"
    LAIN = "lain", "Dokumen lain"


class Bagian(TextChoices):
    """The parts of a declaration that a verifier accepts or sends back one by one."""

    ACARA = "acara", "Tanggal, tempat, dan pemimpin acara"
    PESERTA = "peserta", "Unit peserta dan penanda tangan"
    SAKSI = "saksi", "Saksi"
    LAMPIRAN = "lampiran", "Dokumen dan foto"
    PUBLIKASI = "publikasi", "Tautan publikasi"
    KOMITMEN = "komitmen", "Tanda tangan komitmen"


class CaraTanda(TextChoices):
    """The way in which a commitment was signed; shown wherever the signature is shown."""

    LAYAR = "layar", "Di layar setelah masuk"
    TAUTAN = "tautan", "Melalui tautan atau QR pribadi"
    UNGGAHAN = "unggahan", "Pindaian daftar yang diunggah"


class DokumenKind(TextChoices):
    """Kinds of evidence by practice; the regulation prescribes none."""

    SK = "sk", "Surat keputusan atau penetapan"
    RENCANA = "rencana", "Rencana kerja atau rencana aksi"
    LAPORAN = "laporan", "Laporan atau hasil monev"
    NOTULEN = "notulen", "Notulen, undangan, atau daftar hadir"
    SOP = "sop", "SOP atau standar pelayanan"
    FOTO = "foto", "Foto atau tangkapan layar"
    SURVEI = "survei", "Hasil survei"
    LAIN = "lain", "Dokumen lain"


class AreaPerubahan(TextChoices):
    """The six areas of change, by the codes under which the instruments add up their questions."""

    MP = "MP", "Manajemen Perubahan"
    TT = "TT", "Penataan Tatalaksana"
    SDM = "SDM", "Penataan Sistem Manajemen SDM"
    AK = "AK", "Penguatan Akuntabilitas Kinerja"
    PW = "PW", "Penguatan Pengawasan"
    PP = "PP", "Peningkatan Kualitas Pelayanan Publik"


class Pihak(TextChoices):
    """Whose word a line of progress is: the unit's own, or that of the verifying Setda."""

    UNIT = "unit", "Menurut unit"
    VERIFIKATOR = "verifikator", "Terverifikasi"


class KeadaanTindakan(TextChoices):
    """How an action stands on a day; never stored, always derived from its progress, target and due date."""

    TERLAMBAT = "terlambat", "Terlambat"
    BELUM_MULAI = "belum_mulai", "Belum mulai"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai menurut unit"
    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
