"""The child process that parses: its limits hold, and its end is told as a refusal."""

from pathlib import Path

import pytest

from dasar.berkas.domain import store_upload
from dasar.berkas.enums import Kind
from dasar.berkas.errors import UploadRefused
from dasar.berkas.inspection import child, sandbox
from tests.dasar.berkas import corpus


def test_child_that_hangs_is_ended_and_told(db, monkeypatch, files_in):
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.001)
    with pytest.raises(UploadRefused, match="terlalu rumit untuk diperiksa"):
        store_upload(upload=corpus.upload("a.pdf", corpus.pdf()), kinds=frozenset(Kind))
    assert files_in() == []


def test_child_that_dies_is_told(tmp_path):
    assert sandbox.run_in_child("tiada", tmp_path) == {"refused": "too_complex"}


def test_memory_of_the_child_is_limited(tmp_path):
    """A picture within the pixel limit, but beyond a memory limit that leaves room for little more than Python."""
    small = tmp_path / "child.py"
    small.write_text(Path(child.__file__).read_text().replace("MEMORY = 768", "MEMORY = 90"))
    source = tmp_path / "a.png"
    source.write_bytes(corpus.image("PNG", size=(7000, 7000)))
    assert sandbox.run_in_child("image", source, tmp_path / "b", script=str(small)) == {
        "refused": "too_complex"
    }


def test_pdf_of_very_many_objects_is_refused(tmp_path):
    small = tmp_path / "child.py"
    small.write_text(
        Path(child.__file__).read_text().replace("MAX_PDF_OBJECTS = 150_000", "MAX_PDF_OBJECTS = 20")
    )
    source = tmp_path / "a.pdf"
    source.write_bytes(corpus.pdf(pages=30))
    assert sandbox.run_in_child("pdf", source, script=str(small)) == {"refused": "too_complex"}
