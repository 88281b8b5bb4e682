"""The search: whatever one may see is found by its words, on both engines, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.pencarian import fold, mark, suggest, words_of
from opd.enums import Role
from opd.models import Pencanangan, Tindakan
from tests.factories.evaluasi import DokumenFactory, PeriodeFactory, make_lembar
from tests.factories.laporan import DokumenTerbitFactory
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.rencana import TindakanFactory
from tests.opd.test_papan import declare

pytestmark = pytest.mark.django_db
RAHASIA = "KNRI7f3a"
LAYOUT = 2  # session, account with roles


@pytest.fixture
def kota() -> dict[str, Client]:
    """Two units with a declaration, a promised action, a worksheet, a document and a paper each; those of the second say RAHASIA."""
    periode = PeriodeFactory(year=2026)
    units = [OpdFactory(name="Dinas Kesehatan", short_name="Dinkes", code="DINKES")]
    units.append(OpdFactory(name=f"Dinas Cafe {RAHASIA}", short_name=f"Dincafé {RAHASIA}", code="ASING"))
    for opd in units:
        event = declare(opd, day=date(2020, 7, 20))
        Pencanangan.objects.filter(pk=event.pk).update(place=f"Aula {opd.short_name}")
        TindakanFactory(rencana__opd=opd, text=f"Loket tanpa pungutan {opd.short_name}")
        make_lembar(opd=opd, periode=periode)
        DokumenFactory(opd=opd, title=f"SK Tim Kerja {opd.short_name}")
        DokumenTerbitFactory(pencanangan=event)
    people = {
        "kota": make_actor(Role.PIMPINAN),
        "unit": make_actor(Role.OPERATOR, units[0]),
        "asing": make_actor(Role.OPERATOR, units[1]),
    }
    clients = {}
    for name, actor in people.items():
        clients[name] = Client()
        clients[name].force_login(actor.pengguna)
    return clients


def ask(client: Client, words: str, **more: str) -> str:
    response = client.get("/cari/", {"q": words, **more})
    assert response.status_code == 200
    text = response.content.decode().partition('<main class="page"')[2]
    return " ".join(text.replace("<mark>", "").replace("</mark>", "").split())


def test_every_sort_of_thing_is_found_by_its_words(kota: dict[str, Client]) -> None:
    told = ask(kota["kota"], "dinkes")
    for sort in (
        "OPD",
        "Pencanangan",
        "Janji rencana aksi",
        "Lembar kerja",
        "Pustaka bukti",
        "Dokumen terbitan",
    ):
        assert f"</svg> {sort}</h2>" in told
    assert ">Dinas Kesehatan</a>" in told
    assert ">SK Tim Kerja Dinkes</a>" in told
    assert ">Lembar kerja Dinas Kesehatan 2026</a>" in told


def test_case_accents_order_and_parts_of_words_do_not_matter(kota: dict[str, Client]) -> None:
    assert ">Dinas Kesehatan</a>" in ask(kota["kota"], "SEHAT dinas")
    assert "Dinas Cafe" in ask(kota["kota"], "DINCAFÉ")
    assert "Dinas Cafe" in ask(kota["kota"], "dincafe")
    assert "Tidak ada yang cocok" in ask(kota["kota"], "dinas perhubungan")
    assert ">Lembar kerja Dinas Kesehatan 2026</a>" in ask(kota["kota"], "lembar 2026 sehat")
    assert "20 Juli 2020" in ask(kota["kota"], "aula dinkes 2020")


def test_a_question_is_found_by_code_and_leads_the_unit_to_its_own_worksheet(kota: dict[str, Client]) -> None:
    told = ask(kota["unit"], "a.1.i.b")
    assert "A.1.i.b Butir A.1.i.b" in told
    assert "/butir/A.1.i.b/" in told
    assert "/instrumen/" in ask(kota["kota"], "A.1.i.b")
    assert "A.1.i.b Butir" in ask(kota["kota"], "a1ib")  # without dots
    assert "A.1.i.b Butir" in ask(kota["kota"], "a.i.b")  # without its second part


def finds(told: str) -> str:
    """The finds alone: what was asked stands again in the box and in addresses."""
    return told.partition("</form>")[2].partition("<footer")[0].replace("\n", "")


def test_a_promise_is_found_and_says_whose_it_is_and_until_when(kota: dict[str, Client]) -> None:
    told = ask(kota["unit"], "pungutan")
    assert ">Loket tanpa pungutan Dinkes</a>" in told
    assert "Dinkes · Rencana aksi 2026 · tenggat 31 Desember 2026" in told
    row = Tindakan.objects.get(rencana__opd__short_name="Dinkes")
    assert f"/rencana-aksi/tindakan/{row.pk}/" in told
    Tindakan.objects.filter(pk=row.pk).update(cancelled_at=timezone.now(), cancel_reason="Digabung")
    assert "tenggat 31 Desember 2026 · dibatalkan" in ask(kota["kota"], "pungutan dinkes 2026")


def test_nothing_foreign_is_found(kota: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """The foreign unit has the same things, all with the mark; its own people find them."""
    monkeypatch.setattr("zona.cari.views.PER_MINUTE", 100)
    assert finds(ask(kota["asing"], RAHASIA)).count(RAHASIA) >= 6
    for words in (RAHASIA, "dinas", "aula", "loket", "sk tim", "lembar", "piagam", "dincafe", "knri7f3b"):
        for sort in ("", "opd", "pencanangan", "janji", "lembar", "bukti", "dokumen"):
            told = finds(ask(kota["unit"], words, jenis=sort)).replace(f"?q={RAHASIA}", "")
            assert RAHASIA.lower() not in told.lower()


def test_a_misspelt_word_is_mended(kota: dict[str, Client]) -> None:
    assert "<strong>kesehatan</strong>" in ask(kota["unit"], "kesehtan")
    assert suggest(["dinas", "kesehtan"], ["dinas", "kesehatan"]) == "dinas kesehatan"
    assert suggest(["xyzzy"], ["dinas"]) == ""


def test_the_nearest_comes_first() -> None:
    for name, code in (("Kantor Dinas", "B"), ("Dinas Pasar", "C"), ("Bagian Lain", "DINAS")):
        OpdFactory(name=name, short_name=name, code=code)
    client = Client()
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    told = ask(client, "dinas")
    assert told.index("Bagian Lain") < told.index("Dinas Pasar") < told.index("Kantor Dinas")


def test_more_finds_stand_on_pages_of_their_own() -> None:
    for number in range(31):
        OpdFactory(name=f"Kelurahan {number:02}")
    client = Client()
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    first = ask(client, "kelurahan")
    assert first.count(">Kelurahan ") == 5
    assert "q=kelurahan&amp;jenis=opd" in first
    assert ask(client, "kelurahan", jenis="opd", halaman="2").count(">Kelurahan ") == 1


def test_odd_questions_are_answered_calmly(kota: dict[str, Client]) -> None:
    assert "Ketik sedikitnya dua huruf" in ask(kota["unit"], "a")
    assert "menemukan bagian kata" in ask(kota["unit"], "  ")
    for words in ("%", "_%", "\x00", "'; --", "é" * 200, "\\", "a" * 500, "100%", "<b>"):
        assert RAHASIA not in ask(kota["unit"], words)
    assert "Tidak ada yang cocok" in ask(kota["kota"], "%%")
    assert "<b>" not in ask(kota["kota"], "<b>")


@pytest.mark.usefixtures("one_minute")
def test_too_many_searches_are_slowed_down(kota: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zona.cari.views.PER_MINUTE", 2)
    assert [kota["unit"].get("/cari/?q=zz").status_code for _ in range(3)] == [200, 200, 429]
    assert kota["kota"].get("/cari/?q=zz").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_a_search_costs_the_same_queries_at_any_size(many: int) -> None:
    periode = PeriodeFactory(year=2026)
    for _ in range(many):
        opd = OpdFactory(name="Dinas Sama")
        DokumenTerbitFactory(pencanangan=declare(opd, day=date(2020, 7, 20)))
        make_lembar(opd=opd, periode=periode)
        DokumenFactory(opd=opd, title="Dinas Sama")
        TindakanFactory(rencana__opd=opd)
    client = Client()
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    with CaptureQueriesContext(connection) as queries:
        client.get("/cari/?q=sama")
    assert len(queries) == LAYOUT + 7


def test_folding_is_letter_for_letter_and_the_same_in_the_database() -> None:
    text = "ÀÉÎõüçŁ ẞß Ǆ Čž ỳ Dinas"
    assert len(fold(text)) == len(text)
    opd = OpdFactory(name=text)
    from dasar.pencarian import Fold
    from opd.models import Opd

    assert Opd.objects.annotate(folded=Fold("name")).get(pk=opd.pk).folded == fold(text)
    assert words_of("  Dinas DINAS  sehat ") == ("dinas", "sehat")
    assert mark("Kesehatan Sehat", ["sehat"]) == [
        ("Ke", False),
        ("sehat", True),
        ("an ", False),
        ("Sehat", True),
    ]
