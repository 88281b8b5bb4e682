"""Background jobs of this floor for whoever asked for them: how far, stop, again, and the file that came out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dasar.berkas.http import serve
from dasar.izin import require
from dasar.jurnal.domain import record
from dasar.pekerjaan.domain import cancel, label_of, retry
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.kiriman_buku import MUAT, PERIKSA
from evaluasi.domain.kiriman_jobs import EKSPOR, export_name, readable_export
from evaluasi.domain.portalrb.jobs import LATIHAN, PAKET
from evaluasi.domain.portalrb.paket import bundle_name
from evaluasi.models import LatihanPortal, LembarKerja, Periode
from evaluasi.permissions import can_export_many, can_take_bundle
from opd.views.jejak import trail

HERE = (LATIHAN, PAKET, PERIKSA, MUAT, EKSPOR)


@dataclass(frozen=True)
class Hasil:
    """Where the result of a job is read."""

    url: str
    word: str


def _jobs(request: HttpRequest) -> QuerySet[Pekerjaan]:
    return Pekerjaan.objects.visible_to(request.actor).filter(kind__in=HERE)


def _result(job: Pekerjaan) -> Hasil | None:
    """The page on which a finished job is read; None where it gives a file, or nothing yet."""
    if job.kind in {PERIKSA, MUAT}:
        return Hasil(reverse("evaluasi:kiriman_detail", args=[job.params["kiriman"]]), "Lihat hasilnya")
    report = LatihanPortal.objects.filter(pekerjaan=job.pk).first() if job.kind == LATIHAN else None
    return Hasil(reverse("evaluasi:portalrb_rehearsal", args=[report.pk]), "Baca laporan") if report else None


@require_safe
def job_state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a job is; htmx asks for the changing part only, without script the page reloads itself."""
    job = get_object_or_404(_jobs(request).select_related("result"), pk=pk)
    hasil = _result(job)
    if hasil and job.is_done and not request.htmx:
        return redirect(hasil.url)
    context = {
        "pekerjaan": job,
        "judul": label_of(job.kind),
        "hasil": hasil,
        "offline": job.kind == PAKET,
        "jejak": trail("Pembuatan"),
    }
    template = "evaluasi/pekerjaan.html"
    return render(request, f"{template}#keadaan" if request.htmx else template, context)


@require_POST
def job_act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """Stop a job, or start it again."""
    job = get_object_or_404(_jobs(request), pk=pk)
    {"batal": cancel, "ulang": retry}[act](pekerjaan=job, actor=request.actor)
    return redirect("evaluasi:pekerjaan", pk=pk)


@require_POST
def job_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file that a job made, as long as what it holds may still be seen."""
    job = get_object_or_404(_jobs(request).select_related("result"), pk=pk, kind__in=[PAKET, EKSPOR])
    name = _bundle(request, job) if job.kind == PAKET else _export(request, job)
    return serve(job.result, filename=name, inline=False, request=request)


def _bundle(request: HttpRequest, job: Pekerjaan) -> str:
    rows = LembarKerja.objects.visible_to(request.actor).select_related("opd", "periode")
    lembar = get_object_or_404(rows, pk=job.params["lembar"])
    require(can_take_bundle(request.actor, lembar))
    _require_made(job)
    record(actor=request.actor, action="evaluasi.paket.downloaded", obj=lembar, stream=lembar.stream)
    return bundle_name(lembar)


def _export(request: HttpRequest, job: Pekerjaan) -> str:
    require(can_export_many(request.actor))
    _require_made(job)
    if not readable_export(job, actor=request.actor):
        raise Http404("Ada lembar kerja di dalamnya yang tidak lagi dapat Anda buka.")
    periode = get_object_or_404(Periode, pk=job.params["periode"])
    after = {"bentuk": job.params["bentuk"], "lembar": len(job.params["lembar"])}
    record(actor=request.actor, action="evaluasi.periode.exported", obj=periode, stream="kota", after=after)
    return export_name(job)


def _require_made(job: Pekerjaan) -> None:
    if job.result is None:
        raise Http404("Berkas ini belum jadi.")
