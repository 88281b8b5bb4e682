from django.db.models import TextChoices


class Kind(TextChoices):
    """What a place for uploads may accept."""

    GAMBAR = "GAMBAR", "Foto atau gambar"
    PDF = "PDF", "PDF"
    LEMBAR_KERJA = "LEMBAR_KERJA", "Lembar kerja"
    DOKUMEN = "DOKUMEN", "Dokumen"


class ScanState(TextChoices):
    """What the virus scanner said; without a scanner every file stays NOT_SCANNED and is shown as such."""

    NOT_SCANNED = "NOT_SCANNED", "Belum dipindai"
    CLEAN = "CLEAN", "Bersih"
    INFECTED = "INFECTED", "Terinfeksi"


MB = 1024 * 1024
SIZE_LIMITS = {Kind.GAMBAR: 15 * MB, Kind.PDF: 25 * MB, Kind.LEMBAR_KERJA: 10 * MB, Kind.DOKUMEN: 10 * MB}
