"""Verification by Setda: the queue, one declaration on one screen, and the register by date."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.edge import add_error
from dasar.errors import DomainError
from dasar.izin import require
from opd.domain.queries.cakupan import sum_coverage
from opd.domain.queries.pencanangan import participants_with_coverage, read_pencanangan
from opd.domain.queries.riwayat import changes_since
from opd.domain.queries.verifikasi import age_in_days, next_waiting, read_queue, read_register, waiting_for
from opd.domain.verifikasi import return_pencanangan, verify_pencanangan
from opd.enums import Bagian, PencananganState
from opd.forms.verifikasi import PutusanForm, TanggalForm
from opd.models import Pencanangan
from opd.permissions import can_open_queue, can_verify_pencanangan
from opd.views.pencanangan import draft_key, visible

PAGE_SIZE = 60


@require_safe
def verifikasi_queue(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first."""
    require(can_open_queue(request.actor))
    page = Paginator(waiting_for(request.actor), PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "rows": read_queue(page.object_list),
        "jejak": [("Beranda", "/"), ("Verifikasi", "")],
    }
    return render(request, "opd/verifikasi/antrean.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything of one declaration, and the decision."""
    require(can_open_queue(request.actor))
    row = visible(request, pk)
    form = PutusanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decided = _decide(request, row, form)
        except DomainError as error:
            add_error(form, error)
        else:
            return _go_on(request, decided)
    return render(
        request, "opd/verifikasi/tinjau.html", _review(request, row, form), status=400 if form.errors else 200
    )


def _decide(request: HttpRequest, row: Pencanangan, form: PutusanForm) -> Pencanangan:
    """Approve or send back, as the pressed button says."""
    if request.POST.get("keputusan") != "setuju":
        return return_pencanangan(row, actor=request.actor, notes=form.notes)
    if form.objected:
        raise DomainError(
            f"Anda menandai “{'”, “'.join(form.objected)}” perlu diperbaiki. "
            "Kembalikan dengan catatan, atau tandai sesuai sebelum menyetujui."
        )
    return verify_pencanangan(row, actor=request.actor)


def _go_on(request: HttpRequest, decided: Pencanangan) -> HttpResponse:
    """To the next in the queue, or to the queue when nothing waits."""
    word = "diverifikasi" if decided.state == PencananganState.VERIFIED else "dikembalikan dengan catatan"
    following = next_waiting(request.actor)
    tail = "Berikut yang menunggu paling lama." if following else "Tidak ada lagi yang menunggu Anda."
    messages.success(request, f"Pencanangan {decided.organiser.short_name} {word}. {tail}")
    return (
        redirect("opd:verifikasi_review", pk=following.pk) if following else redirect("opd:verifikasi_queue")
    )


def _review(request: HttpRequest, row: Pencanangan, form: PutusanForm) -> dict[str, object]:
    lengkap = read_pencanangan(row, request.actor)
    returned_at = max((note.at for note in lengkap.catatan), default=None)
    decision = can_verify_pencanangan(request.actor, row)
    is_waiting = row.state == PencananganState.SUBMITTED
    may_decide = is_waiting and decision
    participants = participants_with_coverage(lengkap, on=timezone.localdate())
    return {
        "row": row,
        "lengkap": lengkap,
        "participants": participants,
        "total": sum_coverage(item.cakupan for item in participants if item.cakupan),
        "parts": form.parts(lengkap.earlier_objections) if may_decide else dict.fromkeys(Bagian.values),
        "changes": changes_since(row, returned_at) if returned_at else [],
        "age_days": age_in_days(row),
        "form": form,
        "can_verify": decision,
        "is_waiting": is_waiting,
        "simpanan": draft_key(request, row, "putusan") if may_decide else "",
        "jejak": [
            ("Beranda", "/"),
            ("Verifikasi", reverse("opd:verifikasi_queue")),
            (row.organiser.short_name, ""),
        ],
    }


@require_safe
def verifikasi_register(request: HttpRequest) -> HttpResponse:
    """Which units had declared by a day, and which had not."""
    today = timezone.localdate()
    form = TanggalForm(request.GET)
    has_declared = request.GET.get("status") != "belum"
    register = read_register(request.actor, day=form.day(today), has_declared=has_declared)
    context = {
        "register": register,
        "is_today": register.day == today,
        "has_declared": has_declared,
        "page": Paginator(register.rows, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "form": form,
        "jejak": [("Beranda", "/"), ("Register pencanangan", "")],
    }
    return render(request, "opd/verifikasi/register.html", context)
