"""Kinds of papers that the portal issues."""

from django.db.models import TextChoices


class DokumenKind(TextChoices):
    PIAGAM = "piagam", "Piagam pencanangan"
    BERITA_ACARA = "berita_acara", "Berita acara pencanangan"
    REKAP = "rekap", "Rekapitulasi pencanangan kota"
    RINGKASAN = "ringkasan", "Ringkasan bulanan"
    LHE = "lhe", "Laporan hasil evaluasi"
    USULAN = "usulan", "Surat usulan Wali Kota"
    SPTJM = "sptjm", "Surat pernyataan tanggung jawab mutlak"


JOB_KINDS = {
    DokumenKind.PIAGAM: "laporan.piagam",
    DokumenKind.BERITA_ACARA: "laporan.berita_acara",
    DokumenKind.REKAP: "laporan.rekap",
    DokumenKind.RINGKASAN: "laporan.ringkasan",
    DokumenKind.LHE: "laporan.lhe",
    DokumenKind.USULAN: "laporan.usulan",
    DokumenKind.SPTJM: "laporan.sptjm",
}
OF_PENCANANGAN = (DokumenKind.PIAGAM, DokumenKind.BERITA_ACARA)
OF_USULAN = (DokumenKind.USULAN, DokumenKind.SPTJM)
JOB_LABELS = {job: kind.label for kind, job in JOB_KINDS.items()}
