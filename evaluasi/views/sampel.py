"""The blind second assessment: drawing a sample, judging it, agreement and its calibration list, reconciling."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.akun.models import Pengguna
from dasar.berkas.http import serve
from dasar.izin import require
from evaluasi.domain.queries.sampel import list_sampel, read_agreement, read_blind, read_pairs, visible_sampel
from evaluasi.domain.sampel import draw_sampel, reconcile, save_second
from evaluasi.enums import LembarState
from evaluasi.forms.sampel import PenilaianKeduaForm, SampelForm, SelarasForm
from evaluasi.models import ButirSampel, LembarKerja, Sampel, Sitasi
from evaluasi.permissions import can_draw_sampel, can_judge_second, can_read_agreement, can_reconcile
from opd.enums import TPI_ROLES
from opd.models import Keanggotaan
from opd.views.jejak import trail

HOME = "Penilaian kedua"


def _trail(*here: tuple[str, str] | str) -> list[tuple[str, str]]:
    return trail((HOME, reverse("evaluasi:sampel_list")), *here)


def _visible(request: HttpRequest, pk: UUID) -> Sampel:
    return get_object_or_404(visible_sampel(request.actor), pk=pk)


def _question(sampel: Sampel, kode: str) -> ButirSampel:
    rows = sampel.butir.select_related(
        "simpul", "kedua", "sampel__lembar__periode__instrumen", "sampel__lembar__opd"
    )
    return get_object_or_404(rows, simpul__kode=kode)


@require_safe
def sampel_list(request: HttpRequest) -> HttpResponse:
    """Samples of this person, and the agreement for those who lead."""
    leads = can_read_agreement(request.actor)
    context = {
        "rows": list_sampel(request.actor),
        "papan": read_agreement(request.actor) if leads else None,
        "saya": request.actor.pengguna,
        "can_draw": can_draw_sampel(request.actor),
        "jejak": trail(HOME),
    }
    return render(request, "evaluasi/sampel/daftar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sampel_create(request: HttpRequest) -> HttpResponse:
    """Draw questions of a worksheet for a second assessor."""
    require(can_draw_sampel(request.actor))
    sheets = LembarKerja.objects.visible_to(request.actor).filter(state=LembarState.IN_REVIEW, sampel=None)
    live = Keanggotaan.objects.live_on(timezone.localdate()).filter(opd=None, role__in=TPI_ROLES)
    people = Pengguna.objects.filter(pk__in=live.values("pengguna")).order_by("name")
    form = SampelForm(request.POST or None, sheets=sheets.select_related("opd", "periode"), people=people)
    made = form.attempt(draw_sampel, actor=request.actor)
    if made:
        messages.success(request, f"{made.butir.count()} butir ditarik. Bilangan acaknya {made.seed}.")
        return redirect("evaluasi:sampel_detail", pk=made.pk)
    context = {"form": form, "title": "Tarik sampel", "jejak": _trail("Tarik sampel")}
    return render(request, "evaluasi/sampel/isian.html", context, status=400 if form.errors else 200)


@require_safe
def sampel_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One sample: to the second assessor what is left to judge; to the leader both verdicts side by side."""
    sampel = _visible(request, pk)
    own = can_judge_second(request.actor, sampel)
    context = {
        "sampel": sampel,
        "butir": sampel.butir.select_related("simpul").order_by("simpul__urutan"),
        "pasangan": [] if own else read_pairs([sampel]).get(sampel.pk, []),
        "is_own": own,
        "can_reconcile": can_reconcile(request.actor, sampel),
        "jejak": _trail(str(sampel)),
    }
    return render(request, "evaluasi/sampel/lihat.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sampel_judge(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """One drawn question, without sight of the first verdict."""
    sampel = _visible(request, pk)
    require(can_judge_second(request.actor, sampel))
    butir = _question(sampel, kode)
    blind = read_blind(sampel, butir)
    form = PenilaianKeduaForm(request.POST or None, simpul=blind.simpul)
    if form.attempt(save_second, butir=butir, actor=request.actor):
        return _next(request, sampel)
    context = {"form": form, "blind": blind, "sampel": sampel}
    context["jejak"] = _trail((str(sampel), reverse("evaluasi:sampel_detail", args=[pk])), kode)
    return render(request, "evaluasi/sampel/butir.html", context, status=400 if form.errors else 200)


def _next(request: HttpRequest, sampel: Sampel) -> HttpResponse:
    left = sampel.butir.filter(kedua=None).order_by("simpul__urutan").select_related("simpul").first()
    if left is None:
        messages.success(request, "Semua butir sampel sudah Anda nilai. Terima kasih.")
        return redirect("evaluasi:sampel_detail", pk=sampel.pk)
    messages.success(request, "Penilaian kedua dicatat. Berikut butir berikutnya.")
    return redirect("evaluasi:sampel_judge", pk=sampel.pk, kode=left.simpul.kode)


@require_safe
def sampel_file(request: HttpRequest, pk: UUID, sitasi: UUID) -> HttpResponseBase:
    """A document cited on a drawn question, for the second assessor."""
    sampel = _visible(request, pk)
    cited = Sitasi.objects.filter(lembar=sampel.lembar, simpul__in=sampel.butir.values("simpul"))
    row = get_object_or_404(cited.select_related("dokumen__berkas"), pk=sitasi)
    if row.dokumen.berkas is None:
        raise Http404("Dokumen ini tautan ke luar portal.")
    return serve(row.dokumen.berkas, filename=row.dokumen.filename, inline=True, request=request)


@require_http_methods(["GET", "HEAD", "POST"])
def sampel_reconcile(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """The leader's word on a question read differently."""
    sampel = _visible(request, pk)
    require(can_reconcile(request.actor, sampel))
    butir = _question(sampel, kode)
    line = next((row for row in read_pairs([sampel]).get(sampel.pk, []) if row.butir.pk == butir.pk), None)
    if line is None:
        raise Http404("Butir ini belum dinilai dua kali.")
    form = SelarasForm(request.POST or None)
    if form.attempt(reconcile, butir=butir, actor=request.actor):
        messages.success(request, f"Butir {kode} diselaraskan.")
        return redirect("evaluasi:sampel_detail", pk=pk)
    context = {"form": form, "line": line, "title": f"Selaraskan {kode}"}
    context["jejak"] = _trail((str(sampel), reverse("evaluasi:sampel_detail", args=[pk])), kode)
    return render(request, "evaluasi/sampel/selaras.html", context, status=400 if form.errors else 200)
