"""Signing for oneself: what there is to sign, and the page on which it is signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from dasar.akun.recency import proved_recently
from dasar.edge import add_error, status_of
from dasar.errors import DomainError, PermissionRefused
from dasar.izin import require
from opd.domain.queries.pakta_saya import naskah_today, own_pakta
from opd.domain.tanda_tangan import find_live, sign_on_screen
from opd.forms.tanda_tangan import TandaTanganForm
from opd.models import NaskahPakta, Pegawai, TandaTangan
from opd.permissions import can_sign_for

KEPT = "pakta_isian"
FIELDS = ("setuju", "drawn", "typed_name")


@require_safe
def pakta_saya(request: HttpRequest) -> HttpResponse:
    """My pakta: for each post what is to be signed this year, and everything signed before."""
    context = {
        "rows": own_pakta(request.actor),
        "naskah": naskah_today(),
        "year": timezone.localdate().year,
        "jejak": [("Beranda", "/"), ("Pakta saya", "")],
    }
    return render(request, "opd/pakta/saya.html", context)


def _signer(request: HttpRequest, pk: UUID) -> Pegawai:
    """One's own post; 403 for someone else's that one may see, 404 for all others."""
    own = Pegawai.objects.owned_by(request.actor).select_related("opd").filter(pk=pk).first()
    if own is None:
        seen = get_object_or_404(Pegawai.objects.visible_to(request.actor), pk=pk)
        require(can_sign_for(request.actor, seen))
        raise Http404
    return own


def _already(request: HttpRequest, pegawai: Pegawai) -> HttpResponse | None:
    """The way to the receipt for who signed today's text already: a second click, a second visit."""
    naskah = naskah_today()
    earlier = find_live(pegawai, year=timezone.localdate().year, naskah=naskah) if naskah else None
    if earlier is None:
        return None
    messages.info(
        request, "Anda sudah menandatangani naskah ini. Satu kali sudah cukup; ini tanda terimanya."
    )
    return redirect("opd:tanda_tangan_detail", pk=earlier.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def pakta_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read the whole text and sign it; a session older than five minutes proves itself first, nothing is lost."""
    pegawai = _signer(request, pk)
    done = _already(request, pegawai)
    if done is not None:
        return done
    kept = request.session.get(KEPT, {}).get(str(pk), {})
    form = TandaTanganForm(
        request.POST if request.method == "POST" else None, name=pegawai.name, initial=kept
    )
    if request.method == "POST" and form.is_valid():
        if not proved_recently(request):
            return _prove_first(request, pegawai)
        row = _sign(request, pegawai, form)
        if row is not None:
            request.session.pop(KEPT, None)
            messages.success(request, "Tanda tangan Anda tercatat. Simpan tanda terima ini bila perlu.")
            return redirect("opd:tanda_tangan_detail", pk=row.pk)
    return _sign_page(request, pegawai, form, kept=bool(kept))


def _prove_first(request: HttpRequest, pegawai: Pegawai) -> HttpResponse:
    """Keep what was typed and drawn in the session and ask for the password."""
    request.session[KEPT] = {str(pegawai.pk): {name: request.POST.get(name, "") for name in FIELDS}}
    messages.info(request, "Pastikan ini benar Anda. Goresan dan isian Anda tersimpan, tidak perlu diulang.")
    query = urlencode({"next": reverse("opd:pakta_sign", args=[pegawai.pk])})
    return redirect(f"{reverse('account_reauthenticate')}?{query}")


def _sign(request: HttpRequest, pegawai: Pegawai, form: TandaTanganForm) -> TandaTangan | None:
    """The signature; None with the reason in the form."""
    data = form.cleaned_data
    try:
        naskah = NaskahPakta.objects.published().filter(pk=data["naskah"]).first() or naskah_today()
        if naskah is None:
            raise DomainError("Belum ada naskah pakta integritas yang berlaku.")
        return sign_on_screen(
            pegawai, actor=request.actor, naskah=naskah, seen_hash=data["seen_hash"], mark=form.mark
        )
    except PermissionRefused:
        raise
    except DomainError as error:
        add_error(form, error)
        form.refused_with = status_of(error)
        return None


def _sign_page(request: HttpRequest, pegawai: Pegawai, form: TandaTanganForm, *, kept: bool) -> HttpResponse:
    context: dict[str, Any] = {
        "pegawai": pegawai,
        "naskah": naskah_today(),
        "form": form,
        "kept": kept and not form.is_bound,
        "fresh": proved_recently(request),
        "year": timezone.localdate().year,
        "action": reverse("opd:pakta_sign", args=[pegawai.pk]),
        "token": "",
        "jejak": [("Beranda", "/"), ("Pakta saya", reverse("opd:pakta_saya")), ("Tanda tangani", "")],
    }
    return render(request, "opd/pakta/tanda_tangani.html", context, status=form.status)
