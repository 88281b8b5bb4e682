"""A signature given: its receipt, its picture, its withdrawal, and what the public may check."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dasar.berkas.http import serve
from dasar.edge import add_error
from dasar.errors import DomainError, PermissionRefused
from dasar.izin import require
from dasar.qr import qr_svg
from opd.domain.keutuhan import explain_faults, write_evidence
from opd.domain.tanda_tangan import withdraw_signature
from opd.forms.tanda_tangan import TarikForm
from opd.models import TandaTangan
from opd.permissions import can_withdraw_signature

# The signature just given by personal link in this browser: its signer may read the receipt there.
JUST_GIVEN = "tanda_tangan_diberikan"


def _all() -> object:
    return TandaTangan.objects.with_evidence().select_related("opd", "pegawai", "withdrawn_by")


def _entitled(request: HttpRequest, pk: UUID) -> TandaTangan | None:
    """The signature if this person may read it whole: by role, as its signer, or having just given it here."""
    row = _all().filter(pk=pk)
    if request.session.get(JUST_GIVEN) == str(pk):
        return row.first()
    return row.filter(pk__in=TandaTangan.objects.visible_to(request.actor).values("pk")).first()


def _readable(request: HttpRequest, pk: UUID) -> TandaTangan:
    row = _entitled(request, pk)
    if row is None:
        raise Http404
    return row


def _verify_url(request: HttpRequest, row: TandaTangan) -> str:
    return request.build_absolute_uri(reverse("opd:verifikasi_tanda_tangan", args=[row.pk]))


@require_safe
def tanda_tangan_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt: what was signed, by whom, when, how, and whether it is intact."""
    row = _readable(request, pk)
    url = _verify_url(request, row)
    context = {
        "row": row,
        "faults": explain_faults(row),
        "verify_url": url,
        "qr": qr_svg(url, label="QR ke halaman pemeriksaan tanda tangan ini"),
        "is_own": request.actor.is_authenticated and row.pegawai.pengguna_id == request.actor.pengguna.pk,
        "can_withdraw": can_withdraw_signature(request.actor, row),
        "jejak": [("Beranda", "/"), ("Pakta saya", reverse("opd:pakta_saya")), ("Tanda terima", "")],
    }
    return render(request, "opd/pakta/tanda_terima.html", context)


@login_not_required
@never_cache
@require_safe
def tanda_tangan_receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt as a text file that anyone can keep, and check with any SHA-256 program."""
    row = _readable(request, pk)
    context = {"row": row, "evidence": write_evidence(row), "verify_url": _verify_url(request, row)}
    text = render_to_string("opd/pakta/tanda_terima.txt", context)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tanda-terima-{row.number}.txt"'
    return response


@login_not_required
@require_safe
def tanda_tangan_mark(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The drawn signature as a picture, for who may read the receipt."""
    row = _readable(request, pk)
    if row.berkas is None:
        raise Http404
    return serve(row.berkas, filename=f"tanda-tangan-{row.number}.png", inline=True, request=request)


@require_http_methods(["GET", "HEAD", "POST"])
def tanda_tangan_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw with a reason; the page says what that means."""
    row = _readable(request, pk)
    require(can_withdraw_signature(request.actor, row))
    form = TarikForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_signature(row, actor=request.actor, reason=form.cleaned_data["reason"])
        except PermissionRefused:
            raise
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(
                request, "Tanda tangan ditarik dan tidak lagi dihitung. Riwayatnya tetap tersimpan."
            )
            return redirect("opd:tanda_tangan_detail", pk=pk)
    back = reverse("opd:tanda_tangan_detail", args=[pk])
    context = {"row": row, "form": form, "jejak": [("Beranda", "/"), ("Tanda terima", back), ("Tarik", "")]}
    return render(request, "opd/pakta/tarik.html", context, status=400 if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def verifikasi_tanda_tangan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For everybody: is there such a signature, and is it intact? Names are told to those entitled only."""
    row = get_object_or_404(_all(), pk=pk)
    context = {
        "row": row,
        "faults": explain_faults(row),
        "entitled": _entitled(request, pk) is not None,
        "just_given": request.session.get(JUST_GIVEN) == str(pk),
    }
    return render(request, "opd/pakta/verifikasi.html", context)
