"""Answers that are sent again only when something changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from dasar.izin import ANONYMOUS
from dasar.tembolok import reading_key

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="ETag dari jawaban sebelumnya."
)
View = Callable[..., HttpResponseBase]


def knows(request: Request, etag: str) -> bool:
    """Whether the asker holds this answer already (`If-None-Match`, weak or strong)."""
    known = request.headers.get("If-None-Match", "").split(",")
    return any(part.strip().removeprefix("W/") in (etag, "*") for part in known)


def tagged_for_all(view: View) -> View:
    """The same for a GET that answers everybody alike; any cache on the way may keep it for five minutes."""

    @wraps(view)
    def read(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = request.accepted_renderer.format
        key = reading_key(ANONYMOUS, "api", request.get_host(), request.get_full_path(), form)
        headers = {"ETag": f'"{key}"', "Cache-Control": "public, max-age=300", "Vary": "Accept"}
        return _answer(view, self, request, headers, key, *args, **kwargs)

    return read


def tagged(view: View) -> View:
    """A GET whose answer carries an ETag of everything it depends on; 304 without reading when nothing changed.

    The tag holds the length of the journal, the roles, the address asked and its form, and the time to five minutes.
    One SQL statement.
    """

    @wraps(view)
    def read(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = request.accepted_renderer.format
        key = reading_key(request.actor, "api", request.get_host(), request.get_full_path(), form)
        headers = {
            "ETag": f'"{key}"',
            "Cache-Control": "private, no-cache",
            "Vary": "Accept, Authorization, Cookie",
        }
        return _answer(view, self, request, headers, key, *args, **kwargs)

    return read


def _answer(
    view: View, self: Any, request: Request, headers: dict[str, str], key: str, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if knows(request, headers["ETag"]):
        return Response(status=304, headers=headers)
    self.reading_key = key
    response = view(self, request, *args, **kwargs)
    if response.status_code == 200:
        for name, value in headers.items():
            response.headers[name] = value
    return response
