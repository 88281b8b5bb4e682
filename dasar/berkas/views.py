"""Uploads in pieces over HTTP, after tus 1.0. Mount both under one path, with the kinds that the place takes:

    path("unggahan/", upload_create, {"kinds": frozenset({Kind.PDF})}),
    path("unggahan/<uuid:unggahan_id>/", upload_piece),

POST with `Upload-Length` and `Upload-Metadata: filename <base64>` begins and answers `Location`; PATCH with
`Upload-Offset` adds a piece (at most 5 MB); HEAD tells how far it is; the last piece answers what became of it.
A form then sends the upload's id, and its view calls `claim_unggahan`.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from dasar.berkas.domain import append_piece, create_unggahan, finish_unggahan
from dasar.berkas.enums import Kind
from dasar.berkas.models import Unggahan
from dasar.edge import status_of
from dasar.errors import Conflict, DomainError, NotFound
from dasar.saringan import number

PIECE_TYPE = "application/offset+octet-stream"
View = Callable[..., HttpResponse]


def _errors_as_json(view: View) -> View:
    """Refusals as {"message": ...} with their status: uploads are sent by a script, which shows the sentence."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, **kwargs)
        except DomainError as error:
            response = JsonResponse({"message": error.message}, status=status_of(error))
            if isinstance(error, Conflict):
                response["Upload-Offset"] = str(error.theirs)
        response["Cache-Control"] = "no-store"
        response["Tus-Resumable"] = "1.0.0"
        return response

    return wrapped


@require_POST
@_errors_as_json
def upload_create(request: HttpRequest, *, kinds: frozenset[Kind]) -> HttpResponse:
    """Begin an upload."""
    unggahan = create_unggahan(
        actor=request.actor,
        name=_file_name(request.headers.get("Upload-Metadata", "")),
        size=_whole_number(request, "Upload-Length"),
        kinds=kinds,
    )
    response = JsonResponse(_told(unggahan), status=201)
    response["Location"] = f"{request.path}{unggahan.pk}/"
    return response


@require_http_methods(["GET", "HEAD", "PATCH"])
@_errors_as_json
def upload_piece(request: HttpRequest, *, unggahan_id: UUID) -> HttpResponse:
    """Tell how far an upload is, or add a piece; the last piece makes the Berkas."""
    if request.method != "PATCH":
        unggahan = Unggahan.objects.visible_to(request.actor).filter(pk=unggahan_id).first()
        if unggahan is None:
            raise NotFound("Unggahan ini tidak ditemukan atau sudah kedaluwarsa. Mulai unggah ulang.")
    else:
        if request.content_type != PIECE_TYPE:
            raise DomainError(f"Potongan berkas harus berjenis {PIECE_TYPE}.")
        offset = _whole_number(request, "Upload-Offset")
        unggahan = append_piece(
            actor=request.actor, unggahan_id=unggahan_id, offset=offset, data=request.body
        )
        if unggahan.is_whole:
            unggahan.berkas = finish_unggahan(actor=request.actor, unggahan_id=unggahan_id)
    response = JsonResponse(_told(unggahan))
    response["Upload-Offset"] = str(unggahan.offset)
    response["Upload-Length"] = str(unggahan.size)
    return response


def _told(unggahan: Unggahan) -> dict[str, Any]:
    return {
        "id": str(unggahan.pk),
        "name": unggahan.name,
        "size": unggahan.size,
        "offset": unggahan.offset,
        "done": unggahan.berkas_id is not None,
    }


def _whole_number(request: HttpRequest, header: str) -> int:
    found = number(request.headers.get(header, ""), 15)
    if found is None:
        raise DomainError(f"Kepala {header} harus berisi bilangan bulat.")
    return found


def _file_name(metadata: str) -> str:
    """`Upload-Metadata` is a list of "key base64" pairs."""
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                break
    raise DomainError("Kepala Upload-Metadata harus memuat nama berkas (filename).")
