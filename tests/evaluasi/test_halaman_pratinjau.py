"""Pages of evidence as pictures: beside the question, turned one by one, closed to other units."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dasar.berkas.domain import store_bytes
from evaluasi.domain.halaman import read_pages
from evaluasi.models import LembarKerja, Sitasi
from opd.enums import Role
from tests.dasar.berkas.corpus import pdf
from tests.factories.evaluasi import DokumenFactory, SitasiFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.reviu import assign

pytestmark = pytest.mark.django_db


def enter(role: Role, opd: object = None) -> Client:
    client = Client()
    client.force_login(make_actor(role, opd).pengguna)
    return client


def cite(data: bytes, pages: str = "2, 4-5", said: int = 6) -> Sitasi:
    lembar = LembarKerja.objects.select_related("periode__instrumen").get(pk=make_lembar().pk)
    berkas = store_bytes(data=data, name_hint="uji", media_type="application/pdf")
    dokumen = DokumenFactory(opd=lembar.opd, title="SK Tim", link="", berkas=berkas, pages=said)
    simpul = lembar.periode.instrumen.simpul.get(kode="A.1.i.a")
    return SitasiFactory(lembar=lembar, simpul=simpul, dokumen=dokumen, pages=pages)


def test_the_question_shows_the_cited_page_and_the_way_to_each_other_one():
    row = cite(pdf(6))
    page = enter(Role.KEPALA, row.lembar.opd).get(f"/lembar-kerja/{row.lembar.pk}/butir/A.1.i.a/")
    html = page.content.decode()
    assert f'src="/kutipan/{row.pk}/halaman/2/gambar/"' in html
    assert 'alt="Halaman 2 dari 6: SK Tim.' in html
    links = set(re.findall(rf'href="/kutipan/{row.pk}/halaman/(\d+)/"', html))
    assert links == {"1", "2", "3", "4", "5"}  # the neighbours and the pages pointed at


def test_a_page_is_turned_with_and_without_script():
    row = cite(pdf(6))
    client = Client()
    client.force_login(assign(row.lembar)["anggota"].pengguna)
    whole = client.get(f"/kutipan/{row.pk}/halaman/6/").content.decode()
    assert "Halaman 6 dari 6" in whole
    assert f'href="/lembar-kerja/{row.lembar.pk}/butir/A.1.i.a/"' in whole
    part = client.get(f"/kutipan/{row.pk}/halaman/3/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<figure")
    picture = client.get(f"/kutipan/{row.pk}/halaman/3/gambar/?kecil")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    again = client.get(picture.wsgi_request.get_full_path(), headers={"If-None-Match": picture["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/kutipan/{row.pk}/halaman/7/").status_code == 404
    assert client.get(f"/kutipan/{row.pk}/halaman/0/gambar/").status_code == 404


def test_a_damaged_file_says_so_and_still_opens():
    row = cite(b"%PDF-1.7 nothing more")
    client = enter(Role.KEPALA, row.lembar.opd)
    assert client.get(f"/kutipan/{row.pk}/halaman/2/gambar/").status_code == 422
    html = client.get(f"/kutipan/{row.pk}/halaman/2/").content.decode()
    assert "rusak atau tidak utuh" in html
    assert f'href="/kutipan/{row.pk}/berkas/"' in html
    question = client.get(f"/lembar-kerja/{row.lembar.pk}/butir/A.1.i.a/").content.decode()
    assert 'src="/kutipan' not in question  # what is known not to be there is not asked for again


def test_another_unit_finds_no_page():
    row = cite(pdf(6))
    stranger = enter(Role.OPERATOR, OpdFactory())
    for path in (f"kutipan/{row.pk}", f"pustaka/{row.dokumen.pk}"):
        assert stranger.get(f"/{path}/halaman/2/").status_code == 404
        assert stranger.get(f"/{path}/halaman/2/gambar/").status_code == 404


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", ()),
        ("3", (3,)),
        ("3, 5-7", (3, 5, 6, 7)),
        ("5-6, 3, 6", (5, 6, 3)),
        ("8-99999", (8, 9)),
        ("12", ()),
    ],
)
def test_pointers_become_pages_that_the_file_has(text, pages):
    assert read_pages(text, total=9) == pages
