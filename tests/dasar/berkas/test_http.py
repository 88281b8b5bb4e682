import pytest
from django.http import StreamingHttpResponse
from django.test import RequestFactory

from dasar.berkas.domain import store_bytes
from dasar.berkas.http import serve

DATA = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture
def pdf_file(db):
    return store_bytes(data=DATA, name_hint="a.pdf", media_type="application/pdf")


def ask(berkas, *, inline=True, filename="Piagam Dinas Pendidikan é.pdf", **headers):
    request = RequestFactory().get("/", headers=headers)
    return serve(berkas, filename=filename, inline=inline, request=request)


def body(response):
    if isinstance(response, StreamingHttpResponse):
        data = b"".join(response.streaming_content)
        response.close()
        return data
    return response.content


def test_serve_tells_type_name_and_forbids_everything_else(pdf_file):
    response = serve(pdf_file, filename="Piagam Dinas Pendidikan é.pdf", inline=True)
    assert body(response) == DATA
    assert {name: response[name] for name in response.headers} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(DATA)),
        "Content-Disposition": "inline; filename*=utf-8''Piagam%20Dinas%20Pendidikan%20%C3%A9.pdf",
        "Accept-Ranges": "bytes",
        "ETag": f'"{pdf_file.sha256}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
    }


@pytest.mark.parametrize(
    ("media_type", "inline", "begins"),
    [
        ("application/pdf", True, "inline"),
        ("application/pdf", False, "attachment"),
        ("image/jpeg", True, "inline"),
        ("image/png", True, "inline"),
        ("text/csv", True, "attachment"),
        ("text/html", True, "attachment"),
        ("image/svg+xml", True, "attachment"),
    ],
)
def test_only_harmless_types_are_shown_inline(db, media_type, inline, begins):
    berkas = store_bytes(data=media_type.encode(), name_hint="a", media_type=media_type)
    response = serve(berkas, filename="a", inline=inline)
    assert response["Content-Disposition"].split(";")[0] == begins
    response.close()


def test_hostile_file_name_cannot_leave_its_header(pdf_file):
    response = serve(pdf_file, filename='../a"\r\nSet-Cookie: x\u202e.pdf', inline=False)
    assert response["Content-Disposition"] == 'attachment; filename="a_Set-Cookie_ x.pdf"'
    response.close()


@pytest.mark.parametrize(
    ("asked", "status", "first", "stop"),
    [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, len(DATA)),
        ("bytes=-50", 206, len(DATA) - 50, len(DATA)),
        ("bytes=0-999999", 206, 0, len(DATA)),
        ("bytes=-999999", 206, 0, len(DATA)),
        ("bytes=0-0", 206, 0, 1),
        ("bytes=9-3", 200, 0, len(DATA)),
        ("bytes=0-1,5-9", 200, 0, len(DATA)),
        ("baris=1-2", 200, 0, len(DATA)),
        ("bytes=-", 200, 0, len(DATA)),
    ],
)
def test_serve_answers_ranges(pdf_file, asked, status, first, stop):
    response = ask(pdf_file, Range=asked)
    assert (response.status_code, body(response)) == (status, DATA[first:stop])
    assert response["Content-Length"] == str(stop - first)
    assert response.get("Content-Range") == (
        f"bytes {first}-{stop - 1}/{len(DATA)}" if status == 206 else None
    )


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0"])
def test_range_beyond_the_end_is_416(pdf_file, asked):
    response = ask(pdf_file, Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(DATA)}")


def test_range_of_an_older_content_gets_the_whole(pdf_file):
    response = ask(pdf_file, **{"Range": "bytes=0-1", "If-Range": '"lain"'})
    assert (response.status_code, body(response)) == (200, DATA)


def test_known_content_is_not_sent_again(pdf_file):
    response = ask(pdf_file, **{"If-None-Match": f'"{pdf_file.sha256}"'})
    assert (response.status_code, response.content) == (304, b"")
    assert response["Cache-Control"] == "private, no-cache"
