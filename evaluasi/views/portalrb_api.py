"""The base address that PortalRB pulls from: every answer below it is JSON, whatever goes wrong."""

from __future__ import annotations

import hashlib
import logging
import time

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dasar.laju import within_limit
from evaluasi.domain.portalrb.layanan import Balasan, Permintaan, answer, refusal_body

logger = logging.getLogger(__name__)
# The ministry fetches some dozens of units; this only stops a client that has gone wild.
REQUESTS_PER_MINUTE = 3_600
WRONG_PER_MINUTE = 30
MINUTE = 60


@csrf_exempt  # no cookie counts here, only the bearer token
@login_not_required
@never_cache
def portalrb(request: HttpRequest, jalur: str = "") -> HttpResponse:
    """Answer the ministry. All decisions are in `domain.portalrb.layanan`; here stand the limits and the form."""
    try:
        balasan = _answer(request, jalur)
    except Exception:
        logger.exception("PortalRB: %s broke", jalur[:60])
        words = "Terjadi kesalahan di portal kota. Coba lagi; koordinator kota dapat melihat catatannya."
        balasan = Balasan(status=500, isi=refusal_body("INTERNAL_ERROR", words))
    response = HttpResponse(balasan.teks, content_type="application/json", status=balasan.status)
    response["X-Robots-Tag"] = "noindex"
    if balasan.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="portalrb"'
    if balasan.status == 405:
        response["Allow"] = "GET, HEAD"
    if balasan.status == 429:
        response["Retry-After"] = str(MINUTE)
    return response


def _answer(request: HttpRequest, jalur: str) -> Balasan:
    """Raises nothing that is foreseen; whoever asks too often is refused before anything is read."""
    authorization = request.headers.get("Authorization", "")
    if not _within(authorization):
        return _too_many()
    permintaan = Permintaan(
        jalur=jalur,
        metode=request.method or "",
        authorization=authorization,
        alamat=_address(request),
    )
    balasan = answer(permintaan, at=timezone.now())
    guessing = balasan.status == 401 and permintaan.alamat is not None
    if guessing and not within_limit(request, act="portalrb", per_minute=WRONG_PER_MINUTE):
        return _too_many()
    return balasan


def _address(request: HttpRequest) -> str | None:
    """Where the request comes from; None when nobody can tell, which a token bound to addresses refuses."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None


def _within(authorization: str) -> bool:
    """Count one request under this header; kept in this process, as the API's own limit."""
    store, minute = caches["proses"], int(time.time()) // MINUTE
    key = f"portalrb:{hashlib.sha256(authorization.encode(errors='replace')).hexdigest()[:24]}:{minute}"
    store.add(key, 0, MINUTE * 2)
    try:
        return store.incr(key) <= REQUESTS_PER_MINUTE
    except ValueError:  # thrown out between the two
        return True


def _too_many() -> Balasan:
    words = "Terlalu banyak permintaan. Coba lagi sesudah waktu pada Retry-After."
    return Balasan(status=429, isi=refusal_body("TOO_MANY_REQUESTS", words))
