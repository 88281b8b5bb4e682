"""Handing out bytes. Whoever calls `serve` has asked, in this request, whether the person may see the object."""

import re
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotModified
from django.utils.http import content_disposition_header, parse_etags

from dasar.berkas.domain import PageWidth, open_berkas, open_page
from dasar.berkas.models import Berkas
from dasar.berkas.validators import clean_name

# Only these are ever shown in the browser's own window: images were made anew, PDF cannot act.
INLINE_TYPES = frozenset({"image/jpeg", "image/png", "application/pdf"})
# Nothing in an answer may load, run or send; Chromium's PDF viewer works under it (seen with version 156).
_POLICY = "default-src 'none'; sandbox"
_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


def serve(
    berkas: Berkas, *, filename: str, inline: bool, request: HttpRequest | None = None
) -> HttpResponseBase:
    """The bytes as an answer, under a cleaned `filename`, in the browser (`inline`) or as a download.

    With `request`, a browser that has these bytes already gets 304, and one that asks for a range gets it (206).
    Raises BytesMissing if the bytes are gone or held back.
    """
    etag = f'"{berkas.sha256}"'
    if request is not None and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponseNotModified(), etag)
    part = _wanted_part(request, berkas.size, etag)
    if part is not None and not part:
        refusal = HttpResponse(status=416, headers={"Content-Range": f"bytes */{berkas.size}"})
        return _with_headers(refusal, etag)
    stream = open_berkas(berkas)
    inline = inline and berkas.media_type in INLINE_TYPES
    response = FileResponse(stream if part is None else _Part(stream, part), content_type=berkas.media_type)
    response["Content-Disposition"] = content_disposition_header(not inline, clean_name(filename))
    response["Content-Length"] = str(berkas.size if part is None else len(part))
    response["Accept-Ranges"] = "bytes"
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{berkas.size}"
    return _with_headers(response, etag)


def serve_page(
    berkas: Berkas, *, page: int, width: PageWidth, filename: str, request: HttpRequest
) -> HttpResponseBase:
    """One page as a picture; 304 for a browser that has it already. Raises PageNotDrawn and BytesMissing."""
    etag = f'"{berkas.sha256}-{page}-{int(width)}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponseNotModified(), etag)
    response = FileResponse(open_page(berkas, page=page, width=width), content_type="image/webp")
    name = f"{clean_name(filename)} halaman {page}.webp"
    response["Content-Disposition"] = content_disposition_header(False, name)
    return _with_headers(response, etag)


class _Part:
    """A window on a stream, read in pieces and closed with it."""

    def __init__(self, stream: BinaryIO, part: range) -> None:
        self.stream, self.left = stream, len(part)
        stream.seek(part.start)

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.stream.close()


def _wanted_part(request: HttpRequest | None, size: int, etag: str) -> range | None:
    """The bytes asked for: None for all of them (also when the request is odd), an empty range if there are none."""
    match = _RANGE.match(request.headers.get("Range", "")) if request is not None else None
    if match is None or match.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size) if int(last) else range(0)
    start, stop = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return range(start, stop) if start < size else range(0)


def _with_headers(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"  # kept by the browser, but asked about at each use
    return response
