"""What the documents say exists: links, pictures, commands, environment variables, demo accounts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from zona.contoh.akun import ACCOUNTS, SANDI

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PICTURES = sorted((ROOT / "docs/gambar").glob("*.png"))
LINK = re.compile(r'\]\(([^)\s]+)\)|src="([^"]+)"')
ZI = re.compile(r"\./zi ([a-z-]+)")
MANAGE = re.compile(r"manage\.py ([a-z_]+)")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PUT_TOGETHER = {
    "Buat piagam pencanangan",
    "Buat berita acara",
}  # from the word “Buat” and the name of a paper
VARIABLE = re.compile(r"\b(?:ZONA|ZI)_[A-Z0-9_]+\b")
# Where variables are read; what only tests read is told with the tests.
READERS = [
    *sorted((ROOT / "zona").glob("*.py")),
    *sorted((ROOT / "zona/management").rglob("*.py")),
    ROOT / "zi",
]
READ = re.compile(r'(?:text|flag|number|words)\(\s*"([A-Z0-9_]+)"|\$\{(ZI_[A-Z]+)')
# Settings of Django that carry the portal's name, and no variables of the environment.
SETTINGS = {"ZONA_VERSI"}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def links(path: Path) -> list[str]:
    """Relative addresses of a document, without what stands after #."""
    found = ["".join(groups).partition("#")[0] for groups in LINK.findall(text(path))]
    return [link for link in found if link and "://" not in link]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_of_a_document_exists(path: Path) -> None:
    assert [link for link in links(path) if not (path.parent / link).exists()] == []


def test_every_picture_is_shown_and_light() -> None:
    shown = {(path.parent / link).resolve() for path in DOCUMENTS for link in links(path)}
    assert [picture.name for picture in PICTURES if picture not in shown] == []
    assert [picture.name for picture in PICTURES if picture.stat().st_size > 150_000] == []
    assert sum(picture.stat().st_size for picture in PICTURES) <= 3_000_000


def test_every_guide_is_short() -> None:
    guides = sorted((ROOT / "docs/panduan").glob("*.md"))
    assert [guide.stem for guide in guides] == [
        *("administrator", "buku-kerja", "koordinator", "operator", "pengusulan", "penilai", "pimpinan")
    ]
    assert {
        guide.stem: len(text(guide).splitlines()) for guide in guides if len(text(guide).splitlines()) > 150
    } == {}


def screen_words() -> str:
    """Everything that templates and modules may put on a screen, in one line."""
    floors = [ROOT / name for name in ("templates", "zona", "evaluasi", "opd", "dasar")]
    sources = [
        path for floor in floors for path in sorted(floor.rglob("*")) if path.suffix in {".html", ".py"}
    ]
    return " ".join(" ".join(map(text, sources)).split())


def bold_words(path: Path) -> set[str]:
    """What a guide sets in bold: the words on the screen, and nothing else."""
    return {" ".join(words.split()) for words in BOLD.findall(text(path))}


def test_guides_set_in_bold_only_what_the_screen_says() -> None:
    screen = screen_words()
    told = set().union(*(bold_words(path) for path in (ROOT / "docs/panduan").glob("*.md")))
    assert len(told) > 100
    assert sorted(words for words in told - PUT_TOGETHER if words not in screen) == []


def test_every_command_in_the_documents_exists() -> None:
    cases = set(re.findall(r"^([a-z-]+)\)", text(ROOT / "zi"), re.MULTILINE))
    told = "\n".join(map(text, DOCUMENTS))
    assert set(ZI.findall(told)) <= cases
    assert set(MANAGE.findall(told)) <= get_commands().keys()


def read_variables() -> set[str]:
    found = {"".join(groups) for path in READERS for groups in READ.findall(text(path))}
    return found - {"ZI_VENV", "ZI_PYTHON"}  # for those who work on zi itself


def told_variables() -> set[str]:
    example = set(re.findall(r"^([A-Z0-9_]+)=", text(ROOT / ".env.contoh"), re.MULTILINE))
    return example | set(VARIABLE.findall(text(ROOT / "README.md")))


def test_every_variable_that_is_read_is_told() -> None:
    assert read_variables() - told_variables() == set()


def test_every_variable_that_is_told_is_read_somewhere() -> None:
    places = [*READERS, ROOT / "docker-compose.yml", ROOT / "tests/lewat.py", ROOT / ".ci/run"]
    everything = "\n".join(map(text, places))
    told = told_variables() | {name for path in DOCUMENTS for name in VARIABLE.findall(text(path))}
    assert {name for name in told - SETTINGS if name not in everything} == set()


def test_the_table_of_demo_accounts_is_that_of_the_sample_city() -> None:
    readme = text(ROOT / "README.md")
    table = readme.partition("| sign in as |")[2].partition("\n\n")[0].splitlines()[2:]
    named = [name for line in table for name in re.findall(r"`([a-z.]+)`", line.split("|")[1])]
    assert sorted(named) == sorted(account.username for account in ACCOUNTS)
    assert f"`{SANDI}`" in readme


def test_the_checks_can_fail(tmp_path: Path) -> None:
    page = tmp_path / "halaman.md"
    page.write_text('[a](tidak-ada.md#b) <img src="c.png"> [luar](https://example.org)', encoding="utf-8")
    assert links(page) == ["tidak-ada.md", "c.png"]
    assert ZI.findall("`./zi terbang` dan manage.py hapus_semua") == ["terbang"]
    assert MANAGE.findall("`./zi terbang` dan manage.py hapus_semua") == ["hapus_semua"]
    assert READ.findall('env.text("ZONA_BARU") ${ZI_LAIN:-1}') == [("ZONA_BARU", ""), ("", "ZI_LAIN")]
