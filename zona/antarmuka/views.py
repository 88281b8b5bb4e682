"""The theme switch, the city's colour, and the gallery of components."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from dasar.berkas.http import serve
from dasar.izin import ANONYMOUS
from opd.domain.kota import current_kota
from opd.enums import Role
from zona.antarmuka import contoh, kota, tema, warna


@login_not_required
@require_POST
def pilih_tema(request: HttpRequest) -> HttpResponse:
    """Remembers light or dark on this device and goes back to where the person was."""
    back = request.POST.get("kembali", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    choice = request.POST.get("tema", "")
    if choice in tema.values():
        response.set_cookie(
            tema.COOKIE,
            choice,
            max_age=tema.COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


@login_not_required
@require_safe
@cache_control(max_age=3600, public=True)
def kota_css(request: HttpRequest, palette: str) -> HttpResponse:
    """The accent colour that the city set, in shades that stay readable."""
    accent = kota.ciri().warna
    if palette not in warna.GROUNDS or not accent:
        raise Http404
    return HttpResponse(warna.stylesheet(accent, palette), content_type="text/css")


@login_not_required
@require_safe
@cache_control(max_age=30 * 24 * 3600, public=True)
def lambang(request: HttpRequest) -> HttpResponseBase:
    """The city's coat of arms, for everyone: it stands on every page."""
    row = current_kota()
    if row is None or row.lambang is None:
        raise Http404
    return serve(row.lambang, filename="lambang", inline=True, request=request)


@login_not_required
@require_safe
def galeri(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build the portal."""
    actor = getattr(request, "actor", ANONYMOUS)
    if not settings.DEBUG and not actor.has(Role.ADMINISTRATOR):
        raise Http404
    return render(request, "antarmuka/galeri.html", contoh.context(request))
