import pytest
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from dasar.errors import Conflict, DomainError, NotFound, PermissionRefused, WrongState


def answer(error: Exception) -> Response:
    class View(APIView):
        permission_classes = ()
        authentication_classes = ()

        def get(self, request: Request) -> Response:
            raise error

    return View.as_view()(APIRequestFactory().get("/"))


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (DomainError("Isi tanggal."), 400, "DomainError"),
        (WrongState("Isi tanggal."), 409, "WrongState"),
        (PermissionRefused("Isi tanggal."), 403, "PermissionRefused"),
        (NotFound("Isi tanggal."), 404, "NotFound"),
    ],
)
def test_domain_error_says_its_sentence_in_detail(error: DomainError, status: int, kind: str) -> None:
    response = answer(error)

    assert response.status_code == status
    assert response.data == {"detail": "Isi tanggal.", "kode": kind, "isian": ""}


def test_domain_error_names_the_field() -> None:
    assert answer(DomainError("Isi tanggal.", field="tanggal")).data["isian"] == "tanggal"


def test_conflict_brings_both_texts() -> None:
    response = answer(Conflict("Sudah diubah.", mine="a", theirs="b"))

    assert response.status_code == 409
    assert response.data == {
        "detail": "Sudah diubah.",
        "kode": "Conflict",
        "isian": "",
        "milik_anda": "a",
        "tersimpan": "b",
    }


def test_unknown_error_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        answer(ZeroDivisionError())
