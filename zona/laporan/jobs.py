"""The background jobs that make papers. Each is safe to run twice: it registers one more edition at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from dasar.berkas.models import Berkas
from dasar.pekerjaan.domain import register
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.models import LaporanHasil, Usulan
from opd.models import Pencanangan
from zona.laporan.domain.bulanan import send_ringkasan
from zona.laporan.domain.terbit import issue_for_event, issue_letter, issue_lhe, issue_recap, issue_ringkasan
from zona.laporan.enums import JOB_KINDS, DokumenKind
from zona.laporan.models import DokumenTerbit

Progress = Callable[[int, str], None]


def _make_for_event(pekerjaan: Pekerjaan, progress: Progress, *, kind: DokumenKind) -> Berkas:
    progress(10, "Mengumpulkan data pencanangan")
    row = Pencanangan.objects.select_related("organiser").get(pk=pekerjaan.params["pencanangan"])
    progress(30, "Menyusun dokumen")
    return issue_for_event(row, kind=kind, issued_by=pekerjaan.requested_by, job=pekerjaan.pk)


register(JOB_KINDS[DokumenKind.PIAGAM], label=DokumenKind.PIAGAM.label)(
    partial(_make_for_event, kind=DokumenKind.PIAGAM)
)
register(JOB_KINDS[DokumenKind.BERITA_ACARA], label=DokumenKind.BERITA_ACARA.label)(
    partial(_make_for_event, kind=DokumenKind.BERITA_ACARA)
)


@register(JOB_KINDS[DokumenKind.REKAP], label=DokumenKind.REKAP.label)
def make_recap(pekerjaan: Pekerjaan, progress: Progress) -> Berkas:
    """The city's recap as of the day in the job's parameters."""
    progress(20, "Menghitung rekap kota")
    day = date.fromisoformat(pekerjaan.params["per"])
    return issue_recap(day, issued_by=pekerjaan.requested_by, job=pekerjaan.pk)


@register(JOB_KINDS[DokumenKind.RINGKASAN], label=DokumenKind.RINGKASAN.label)
def make_ringkasan(pekerjaan: Pekerjaan, progress: Progress) -> Berkas:
    """The brief on the month in the job's parameters; one that the portal makes by itself is also sent."""
    progress(20, "Mengumpulkan keadaan kota")
    month = date.fromisoformat(pekerjaan.params["bulan"])
    berkas = issue_ringkasan(month, issued_by=pekerjaan.requested_by, job=pekerjaan.pk)
    if pekerjaan.requested_by is None:
        progress(80, "Mengirim kepada pimpinan")
        send_ringkasan(DokumenTerbit.objects.select_related("berkas").get(job=pekerjaan.pk))
    return berkas


@register(JOB_KINDS[DokumenKind.LHE], label=DokumenKind.LHE.label)
def make_lhe(pekerjaan: Pekerjaan, progress: Progress) -> Berkas:
    """The PDF of an approved report."""
    progress(20, "Membaca laporan yang disetujui")
    rows = LaporanHasil.objects.select_related("lembar__opd", "lembar__periode")
    row = rows.get(pk=pekerjaan.params["lhe"])
    progress(40, "Menyusun dokumen")
    return issue_lhe(row, issued_by=pekerjaan.requested_by, job=pekerjaan.pk)


def _make_letter(pekerjaan: Pekerjaan, progress: Progress, *, kind: DokumenKind) -> Berkas:
    progress(20, "Mengumpulkan unit yang diusulkan")
    row = Usulan.objects.select_related("periode").get(pk=pekerjaan.params["usulan"])
    progress(40, "Menyusun surat")
    return issue_letter(row, kind=kind, issued_by=pekerjaan.requested_by, job=pekerjaan.pk)


register(JOB_KINDS[DokumenKind.USULAN], label=DokumenKind.USULAN.label)(
    partial(_make_letter, kind=DokumenKind.USULAN)
)
register(JOB_KINDS[DokumenKind.SPTJM], label=DokumenKind.SPTJM.label)(
    partial(_make_letter, kind=DokumenKind.SPTJM)
)
