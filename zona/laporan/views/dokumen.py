"""Papers inside the portal: the list, asking for one, watching it being made, downloading it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dasar.berkas.http import serve
from dasar.edge import add_error
from dasar.errors import DomainError
from dasar.jurnal.domain import record
from dasar.pekerjaan.domain import cancel, retry
from dasar.pekerjaan.models import Pekerjaan
from opd.models import Pencanangan
from zona.laporan.domain.bulanan import request_ringkasan
from zona.laporan.domain.terbit import request_for_event, request_recap
from zona.laporan.enums import JOB_LABELS, DokumenKind
from zona.laporan.forms import RekapForm
from zona.laporan.models import DokumenTerbit
from zona.laporan.permissions import can_issue_recap

PAGE_SIZE = 30
HOME = ("Beranda", "/")


def _jobs(request: HttpRequest) -> QuerySet[Pekerjaan]:
    return Pekerjaan.objects.visible_to(request.actor).filter(kind__in=JOB_LABELS)


SUBJECTS = {"acara": "pencanangan", "lhe": "lhe", "usulan": "usulan"}


def _subject(request: HttpRequest) -> dict[str, UUID]:
    """The declaration, report or proposal that the address asks for, as a filter."""
    for word, field in SUBJECTS.items():
        try:
            return {field: UUID(request.GET.get(word, ""))}
        except ValueError:
            continue
    return {}


def _list_context(request: HttpRequest, form: RekapForm) -> dict[str, object]:
    subject = _subject(request)
    rows = DokumenTerbit.objects.visible_to(request.actor).filter(**subject)
    rows = rows.select_related("berkas", "pencanangan__organiser", "lhe__lembar__opd")
    return {
        "halaman": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "pekerjaan": [(job, JOB_LABELS[job.kind]) for job in _jobs(request).live()],
        "acara": bool(subject),
        "form": form,
        "boleh_rekap": can_issue_recap(request.actor),
        "jejak": [HOME, ("Dokumen", "")],
    }


@require_safe
def dokumen_list(request: HttpRequest) -> HttpResponse:
    """The papers that this person may see, newest first, and what is being made."""
    form = RekapForm(initial={"per": timezone.localdate()})
    return render(request, "laporan/daftar.html", _list_context(request, form))


@require_POST
def rekap_request(request: HttpRequest) -> HttpResponse:
    """Ask for the city's recap as of a day."""
    form = RekapForm(request.POST)
    if form.is_valid():
        try:
            job = request_recap(form.cleaned_data["per"], actor=request.actor)
            return redirect("laporan:pekerjaan", pk=job.pk)
        except DomainError as error:
            if error.field != "per":
                raise
            add_error(form, error)
    return render(request, "laporan/daftar.html", _list_context(request, form), status=400)


@require_POST
def ringkasan_request(request: HttpRequest) -> HttpResponse:
    """Ask for the brief on the month that runs."""
    return redirect("laporan:pekerjaan", pk=request_ringkasan(actor=request.actor).pk)


@require_POST
def dokumen_request(request: HttpRequest, pk: object, kind: str) -> HttpResponse:
    """Ask for a piagam or berita acara of one declaration."""
    if kind not in {DokumenKind.PIAGAM, DokumenKind.BERITA_ACARA}:
        raise Http404("Jenis dokumen tidak dikenal.")
    row = get_object_or_404(Pencanangan.objects.visible_to(request.actor).select_related("organiser"), pk=pk)
    job = request_for_event(row, kind=DokumenKind(kind), actor=request.actor)
    return redirect("laporan:pekerjaan", pk=job.pk)


@require_safe
def pekerjaan_detail(request: HttpRequest, pk: object) -> HttpResponse:
    """How far a job is; htmx asks for the changing part only, without script the page reloads itself."""
    job = get_object_or_404(_jobs(request), pk=pk)
    made = DokumenTerbit.objects.select_related("berkas").filter(job=job.pk).first()
    trail = [HOME, ("Dokumen", reverse("laporan:daftar")), ("Pembuatan", "")]
    context = {"pekerjaan": job, "judul_pekerjaan": JOB_LABELS[job.kind], "dokumen": made, "jejak": trail}
    template = "laporan/pekerjaan.html#keadaan" if request.htmx else "laporan/pekerjaan.html"
    return render(request, template, context)


@require_POST
def pekerjaan_retry(request: HttpRequest, pk: object) -> HttpResponse:
    """Start a failed or cancelled job again."""
    job = get_object_or_404(_jobs(request), pk=pk)
    return redirect("laporan:pekerjaan", pk=retry(pekerjaan=job, actor=request.actor).pk)


@require_POST
def pekerjaan_cancel(request: HttpRequest, pk: object) -> HttpResponse:
    """Stop a job that is waiting or under way."""
    job = get_object_or_404(_jobs(request), pk=pk)
    cancel(pekerjaan=job, actor=request.actor)
    return redirect("laporan:pekerjaan", pk=job.pk)


@require_POST
def dokumen_download(request: HttpRequest, pk: object) -> HttpResponseBase:
    """The file of a paper; each download leaves a line in the journal."""
    row = get_object_or_404(DokumenTerbit.objects.visible_to(request.actor).select_related("berkas"), pk=pk)
    record(actor=request.actor, action="laporan.dokumen_terbit.downloaded", obj=row, stream=row.stream)
    return serve(row.berkas, filename=row.filename, inline=False, request=request)
