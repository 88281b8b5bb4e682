"""Uploads in pieces, through the views as a phone would: lost answers, broken lines, other people's ids."""

import base64
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone

from dasar.berkas.domain import (
    append_piece,
    claim_unggahan,
    create_unggahan,
    finish_unggahan,
    open_berkas,
    remove_expired,
    store_upload,
    uploading,
)
from dasar.berkas.enums import Kind
from dasar.berkas.errors import UploadRefused
from dasar.berkas.models import Berkas, Unggahan
from dasar.berkas.tasks import clean_uploads
from dasar.berkas.views import upload_create, upload_piece
from dasar.errors import Conflict, DomainError, NotFound, PermissionRefused, WrongState
from dasar.izin import ANONYMOUS
from tests.dasar.berkas.corpus import pdf, pdf_with_script

PDFS = frozenset({Kind.PDF})
DATA = pdf(30)
SIZE = len(DATA)


def begin(actor, data=DATA, name="laporan é.pdf"):
    metadata = "filename " + base64.b64encode(name.encode()).decode() + ",lain YQ=="
    headers = {"Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    request = RequestFactory().post("/unggahan/", headers=headers)
    request.actor = actor
    return upload_create(request, kinds=PDFS)


def send(actor, unggahan_id, offset, data, content_type="application/offset+octet-stream"):
    headers = {"Upload-Offset": str(offset)}
    request = RequestFactory().patch("/", data=data, content_type=content_type, headers=headers)
    request.actor = actor
    return upload_piece(request, unggahan_id=unggahan_id)


def where(actor, unggahan_id):
    request = RequestFactory().head("/")
    request.actor = actor
    return upload_piece(request, unggahan_id=unggahan_id)


def open_one(actor, size=SIZE, name="a.pdf"):
    return create_unggahan(actor=actor, name=name, size=size, kinds=PDFS)


def test_upload_in_pieces_becomes_the_same_berkas_as_in_one(siti, files_in):
    response = begin(siti)
    unggahan = Unggahan.objects.get()
    assert (response.status_code, response["Location"]) == (201, f"/unggahan/{unggahan.pk}/")
    for start in range(0, len(DATA), 400):
        response = send(siti, unggahan.pk, start, DATA[start : start + 400])
    assert response.status_code == 200
    assert response["Upload-Offset"] == response["Upload-Length"] == str(len(DATA))
    berkas = claim_unggahan(actor=siti, unggahan_id=unggahan.pk, kinds=PDFS)
    with open_berkas(berkas) as stream:
        assert stream.read() == DATA
    assert berkas == store_upload(upload=SimpleUploadedFile("b.pdf", DATA), kinds=PDFS)
    assert files_in() == [f"berkas/{berkas.storage_name}"]


def test_lost_answer_is_found_out_and_the_upload_goes_on(siti):
    unggahan = open_one(siti)
    send(siti, unggahan.pk, 0, DATA[:500])
    again = send(siti, unggahan.pk, 0, DATA[:500])
    assert (again.status_code, again["Upload-Offset"]) == (409, "500")
    assert where(siti, unggahan.pk)["Upload-Offset"] == "500"
    assert send(siti, unggahan.pk, 500, DATA[500:]).status_code == 200
    assert where(siti, unggahan.pk)["Upload-Offset"] == str(len(DATA))
    assert finish_unggahan(actor=siti, unggahan_id=unggahan.pk) == Berkas.objects.get()


def test_bytes_left_behind_by_a_crash_are_forgotten(siti):
    unggahan = open_one(siti)
    append_piece(actor=siti, unggahan_id=unggahan.pk, offset=0, data=DATA[:100])
    with unggahan.path.open("ab") as file:
        file.write(b"potongan yang tidak pernah diakui" * 500)
    append_piece(actor=siti, unggahan_id=unggahan.pk, offset=100, data=DATA[100:])
    assert finish_unggahan(actor=siti, unggahan_id=unggahan.pk).size == len(DATA)


def test_refused_content_is_told_and_removed(siti, files_in):
    data = pdf(change=pdf_with_script)
    unggahan = open_one(siti, len(data))
    response = send(siti, unggahan.pk, 0, data)
    assert response.status_code == 400
    assert b"Cetak > Simpan sebagai PDF" in response.content
    assert (Unggahan.objects.count(), Berkas.objects.count(), files_in()) == (0, 0, [])


def test_forty_megabytes_are_refused_before_the_first_piece(siti):
    with pytest.raises(UploadRefused, match="berukuran 40 MB; batasnya 25 MB"):
        open_one(siti, 40 * 1024 * 1024)
    assert Unggahan.objects.count() == 0


def test_more_bytes_than_announced_are_refused(siti):
    unggahan = open_one(siti, 10)
    assert send(siti, unggahan.pk, 0, b"12345678901").status_code == 400


def test_foreign_upload_does_not_exist(siti, budi):
    unggahan = open_one(siti)
    assert [where(budi, unggahan.pk).status_code, where(ANONYMOUS, unggahan.pk).status_code] == [404, 404]
    assert send(budi, unggahan.pk, 0, DATA).status_code == 404
    append_piece(actor=siti, unggahan_id=unggahan.pk, offset=0, data=DATA)
    with pytest.raises(NotFound):
        claim_unggahan(actor=budi, unggahan_id=unggahan.pk, kinds=PDFS)
    assert Unggahan.objects.get().berkas is None


def test_claim_wants_a_whole_upload_of_the_right_kind(siti):
    unggahan = open_one(siti)
    with pytest.raises(WrongState, match="belum selesai"):
        claim_unggahan(actor=siti, unggahan_id=unggahan.pk, kinds=PDFS)
    append_piece(actor=siti, unggahan_id=unggahan.pk, offset=0, data=DATA)
    with pytest.raises(DomainError, match="tidak diterima di sini"):
        claim_unggahan(actor=siti, unggahan_id=unggahan.pk, kinds=frozenset({Kind.GAMBAR}))
    with pytest.raises(Conflict):
        append_piece(actor=siti, unggahan_id=unggahan.pk, offset=len(DATA), data=b"")


def test_visitor_cannot_begin(db):
    with pytest.raises(PermissionRefused):
        open_one(ANONYMOUS)


@pytest.mark.parametrize(("limit", "value"), [("MAX_OPEN", 2), ("MAX_OPEN_BYTES", 2 * len(DATA))])
def test_unfinished_uploads_of_one_person_are_limited(siti, budi, monkeypatch, limit, value):
    monkeypatch.setattr(uploading, limit, value)
    for _ in range(2):
        open_one(siti)
    with pytest.raises(UploadRefused, match="belum selesai") as refusal:
        open_one(siti)
    assert refusal.value.code == "quota"
    assert open_one(budi).owner == budi.pengguna


def test_expired_uploads_go_with_their_pieces_and_finished_files_stay(siti, files_in, gudang):
    abandoned, finished, young = open_one(siti), open_one(siti), open_one(siti)
    for unggahan, data in ((abandoned, DATA[:50]), (finished, DATA), (young, DATA[:50])):
        append_piece(actor=siti, unggahan_id=unggahan.pk, offset=0, data=data)
    berkas = finish_unggahan(actor=siti, unggahan_id=finished.pk)
    killed, stray = gudang / "sementara" / "unggah-x" / "asli", gudang / "potongan" / "0.bagian"
    killed.parent.mkdir()
    for path in (killed, stray):
        path.write_bytes(b"sisa")
    for path in (killed.parent, stray):
        os.utime(path, (0, 0))
    Unggahan.objects.exclude(pk=young.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert clean_uploads() == 2
    assert remove_expired() == 0
    assert files_in() == sorted([f"berkas/{berkas.storage_name}", f"potongan/{young.path.name}"])


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, "Upload-Metadata"),
        ({"Upload-Metadata": "filename !!!"}, "Upload-Metadata"),
        ({"Upload-Metadata": "filename YS5wZGY="}, "Upload-Length"),
        ({"Upload-Metadata": "filename YS5wZGY=", "Upload-Length": "-5"}, "Upload-Length"),
        ({"Upload-Metadata": "filename YS5wZGY=", "Upload-Length": "9" * 30}, "Upload-Length"),
    ],
)
def test_odd_headers_are_told(siti, headers, said):
    request = RequestFactory().post("/", headers=headers)
    request.actor = siti
    response = upload_create(request, kinds=PDFS)
    assert (response.status_code, said in response.content.decode()) == (400, True)


def test_piece_of_a_wrong_type_is_told(siti):
    assert send(siti, open_one(siti).pk, 0, b"x", content_type="text/plain").status_code == 400
