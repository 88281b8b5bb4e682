"""Pages as pictures: drawn once, bounded, remembered when they cannot be."""

import os
import time

import pikepdf
import pytest
from PIL import Image

from dasar.berkas.domain import (
    PageWidth,
    open_page,
    page_count,
    page_problem,
    remove_unused_pages,
    store_bytes,
)
from dasar.berkas.enums import ScanState
from dasar.berkas.errors import BytesMissing, PageNotDrawn
from tests.dasar.berkas.corpus import image, pdf

pytestmark = pytest.mark.django_db


def stored(data, media_type="application/pdf"):
    return store_bytes(data=data, name_hint="uji", media_type=media_type)


def size_of(berkas, page=1, width=PageWidth.READ):
    with open_page(berkas, page=page, width=width) as stream, Image.open(stream) as picture:
        assert picture.format == "WEBP"
        return picture.size


def test_a_page_is_drawn_once_and_leaves_nothing_else_behind(gudang, files_in):
    berkas = stored(pdf(2))
    assert size_of(berkas, page=2) == (1200, 1553)
    drawn = [name for name in files_in() if name.startswith("halaman")]
    assert [name.rsplit("/", 1)[1] for name in drawn] == ["2-1200.webp"]
    (gudang / drawn[0]).write_bytes(b"kept")
    with open_page(berkas, page=2, width=PageWidth.READ) as stream:
        assert stream.read() == b"kept"  # not drawn again
    assert len(files_in()) == 2


def test_pages_of_any_shape_stay_within_bounds():
    def shapes(document):
        document.pages[0].MediaBox = pikepdf.Array([0, 0, 14400, 3])
        document.pages[1].MediaBox = pikepdf.Array([0, 0, 3, 14400])

    berkas = stored(pdf(2, shapes))
    assert size_of(berkas, 1, PageWidth.LIST) == (160, 1)
    assert size_of(berkas, 2, PageWidth.LIST) == (1, 480)


def test_a_photo_is_its_own_only_page():
    berkas = stored(image(size=(900, 600)), "image/jpeg")
    assert page_count(berkas) == 1
    assert size_of(berkas, width=PageWidth.LIST) == (160, 107)


def test_other_files_have_no_pages():
    assert page_count(stored(b"a,b", "text/csv")) == 0
    assert page_count(stored(pdf()), said=7) == 7  # made by the portal, counted by the citing row


LOCKED = {"encryption": pikepdf.Encryption(owner="a", user="b")}


@pytest.mark.parametrize(
    ("data", "words"),
    [(pdf(**LOCKED), "kata sandi"), (b"%PDF-1.7 not really", "rusak"), (pdf(1), "tidak ada di dalam")],
    ids=["locked", "broken", "beyond"],
)
def test_a_page_without_picture_says_why_and_costs_its_time_once(data, words, monkeypatch):
    berkas = stored(data)
    assert page_problem(berkas, 2) == ""
    with pytest.raises(PageNotDrawn, match=words):
        open_page(berkas, page=2, width=PageWidth.READ)
    assert words in page_problem(berkas, 2)
    monkeypatch.setattr("dasar.berkas.domain.pages._drawn", None)  # a second attempt would stumble over this
    with pytest.raises(PageNotDrawn, match=words):
        open_page(berkas, page=2, width=PageWidth.LIST)


def test_what_was_found_infected_shows_no_kept_picture():
    berkas = stored(pdf())
    size_of(berkas)
    berkas.scan_state = ScanState.INFECTED
    with pytest.raises(BytesMissing):
        open_page(berkas, page=1, width=PageWidth.READ)


def test_pictures_nobody_looked_at_for_a_month_leave(gudang, files_in):
    berkas = stored(image(), "image/jpeg")
    size_of(berkas)
    size_of(berkas, width=PageWidth.LIST)
    read, listed = sorted(gudang.glob("halaman/*/*/*/*.webp"))
    old = time.time() - 31 * 24 * 3600
    os.utime(read, (old, old))
    os.utime(listed, (old, old))
    size_of(berkas, width=PageWidth.LIST)  # looked at today
    assert remove_unused_pages() == 1
    assert not read.exists()
    assert listed.exists()
