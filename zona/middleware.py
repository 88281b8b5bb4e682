"""Middleware that belongs to no app: the log line of a request, response headers."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "midi",
        "payment",
        "usb",
        "browsing-topics",
    )
)

requests = logging.getLogger("zona.permintaan")


def request_log(get_response: GetResponse) -> GetResponse:
    """Writes one log line for each request: method, path, status and milliseconds.

    No query string, no address, no person.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = get_response(request)
        data = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round((time.perf_counter() - start) * 1000),
        }
        requests.info("%s %s %s", request.method, request.path, response.status_code, extra={"zona": data})
        return response

    return middleware


def headers(get_response: GetResponse) -> GetResponse:
    """Permissions-Policy on every answer; answers to a signed-in browser are never kept in a cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class CompressText(GZipMiddleware):
    """Sends text in a third of its size; what is compressed already (pictures, PDF, workbooks) goes as it is.

    Pages vary in length by random bytes, so that a compressed length tells nothing (BREACH); Django adds them.
    """

    TYPES = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/vnd.oai")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.headers.get("Content-Type", "").startswith(self.TYPES):
            return super().process_response(request, response)
        return response
