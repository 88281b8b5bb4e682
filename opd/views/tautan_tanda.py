"""Personal links: making, printing and revoking them; and the page on which one signs without an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dasar.edge import add_error, status_of
from dasar.errors import DomainError, NotFound
from dasar.format import tanggal
from dasar.izin import require
from dasar.laju import within_limit
from dasar.qr import qr_svg
from opd.domain.queries.komitmen import unsigned_staff
from opd.domain.queries.pakta_saya import naskah_today
from opd.domain.tautan_tanda import (
    LINKS_AT_ONCE,
    create_tautan_for,
    find_tautan,
    revoke_tautan,
    sign_by_link,
    signed_just_now,
)
from opd.forms.tanda_tangan import PilihPegawaiForm, TandaTanganForm
from opd.models import NaskahPakta, Opd, TandaTangan, TautanTanda
from opd.permissions import can_collect_signatures
from opd.views.komitmen import unit_trail, visible_unit
from opd.views.tanda_tangan import JUST_GIVEN

TOKEN = "k"  # noqa: S105  # the name of the parameter
# Only wrong links are counted, so that a whole office behind one address may sign at once.
WRONG_PER_MINUTE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def tautan_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose employees; the answer is the sheet with their links, shown this once."""
    opd = visible_unit(request, pk)
    require(can_collect_signatures(request.actor, opd))
    people = unsigned_staff(opd, on=timezone.localdate())
    form = PilihPegawaiForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            made, left_out = create_tautan_for(opd, form.cleaned_data["pegawai"], actor=request.actor)
        except DomainError as error:
            add_error(form, error)
        else:
            return _sheet(request, opd, made, left_out)
    context = {
        "opd": opd,
        "form": form,
        "people": people,
        "chosen": form.chosen or {str(row.pk) for row in people if not row.pengguna_id and not row.has_link},
        "most": LINKS_AT_ONCE,
        "naskah": naskah_today(),
        "jejak": unit_trail(opd, "Tautan pribadi"),
    }
    return render(request, "opd/pakta/tautan_pilih.html", context, status=400 if form.errors else 200)


def _sheet(
    request: HttpRequest, opd: Opd, made: list[tuple[TautanTanda, str]], left_out: list[str]
) -> HttpResponse:
    cards = [_card(request, opd, tautan, token) for tautan, token in made]
    context = {"opd": opd, "cards": cards, "left_out": left_out, "jejak": unit_trail(opd, "Tautan pribadi")}
    response = render(request, "opd/pakta/tautan_lembar.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _card(request: HttpRequest, opd: Opd, tautan: TautanTanda, token: str) -> dict[str, Any]:
    """One person's link, its QR, and the message that carries it; the name is the only personal detail in it."""
    url = request.build_absolute_uri(f"{reverse('opd:tautan_sign')}?{urlencode({TOKEN: token})}")
    name = tautan.pegawai.name
    text = _message(name, opd, tautan.expires_at, url)
    return {
        "key": tautan.pk,
        "name": name,
        "title": tautan.pegawai.title,
        "expires_at": tautan.expires_at,
        "url": url,
        "qr": qr_svg(url, label=f"QR tautan pribadi {name}"),
        "text": text,
        "share": f"https://wa.me/?{urlencode({'text': text})}",
    }


def _message(name: str, opd: Opd, until: datetime, url: str) -> str:
    return (
        f"Yth. {name}, mohon membaca dan menandatangani pakta integritas {opd.name} melalui tautan pribadi ini: {url}\n"
        f"Tautan berlaku sampai {tanggal(until)}, satu kali, dan hanya untuk Anda. Mohon tidak diteruskan."
    )


@require_POST
def tautan_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a link before it is used."""
    tautan = get_object_or_404(
        TautanTanda.objects.visible_to(request.actor).select_related("pegawai__opd"), pk=pk
    )
    revoke_tautan(tautan, actor=request.actor)
    messages.success(request, f"Tautan {tautan.pegawai.name} dicabut dan tidak dapat dipakai lagi.")
    return redirect("opd:komitmen", pk=tautan.pegawai.opd_id)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tautan_sign(request: HttpRequest) -> HttpResponse:
    """Sign by personal link, without an account. What is not open gets one and the same answer."""
    token = (request.POST if request.method == "POST" else request.GET).get(TOKEN, "")
    try:
        response = _sign_page(request, token)
    except NotFound as refusal:
        response = _refuse(request, refusal)
    # Never the address with its token, to nobody; the bare origin stays, because without it browsers send
    # "Origin: null" and the form would be refused as forged.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _refuse(request: HttpRequest, refusal: NotFound) -> HttpResponse:
    """Unknown, used, revoked, expired: the same page; who keeps guessing waits. An open link is never slowed down."""
    if not within_limit(request, act="tautan_tanda", per_minute=WRONG_PER_MINUTE):
        return render(request, "429.html", status=429)
    return render(request, "opd/pakta/tautan_tutup.html", {"alasan": refusal.message}, status=404)


def _sign_page(request: HttpRequest, token: str) -> HttpResponse:
    """Raises `NotFound` for a token that is not open and did not sign a moment ago."""
    if request.method == "POST":
        again = signed_just_now(token)
        if again is not None:
            return _thank(request, again)
    tautan = find_tautan(token)
    form = TandaTanganForm(request.POST if request.method == "POST" else None, name=tautan.pegawai.name)
    row = _sign(form, token) if request.method == "POST" else None
    if row is not None:
        return _thank(request, row)
    context = {
        "pegawai": tautan.pegawai,
        "naskah": naskah_today(),
        "form": form,
        "year": timezone.localdate().year,
        "action": reverse("opd:tautan_sign"),
        "token": token,
        "expires_at": tautan.expires_at,
    }
    return render(request, "opd/pakta/tautan_tanda_tangani.html", context, status=form.status)


def _thank(request: HttpRequest, row: TandaTangan) -> HttpResponse:
    """To the page of the signature, where this browser may read the receipt."""
    request.session[JUST_GIVEN] = str(row.pk)
    return redirect("opd:verifikasi_tanda_tangan", pk=row.pk)


def _sign(form: TandaTanganForm, token: str) -> TandaTangan | None:
    """The signature; None with the reason in the form. Raises `NotFound` for a token that is not open."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        naskah = NaskahPakta.objects.published().filter(pk=data["naskah"]).first() or naskah_today()
        if naskah is None:
            raise DomainError("Belum ada naskah pakta integritas yang berlaku.")
        return sign_by_link(token, naskah=naskah, seen_hash=data["seen_hash"], mark=form.mark)
    except NotFound:
        raise
    except DomainError as error:
        add_error(form, error)
        form.refused_with = status_of(error)
        return None
