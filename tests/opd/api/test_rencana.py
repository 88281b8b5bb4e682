"""Plans and promises through the API: counts, filters, walls, and nobody's name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opd.enums import Pihak, Role
from opd.models import Opd
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.rencana import KemajuanFactory, RencanaAksiFactory, TindakanFactory

pytestmark = pytest.mark.django_db
ORANG = "KNRI-orang"


def enter(role: Role, opd: Opd | None = None) -> Client:
    client = Client()
    client.force_login(make_actor(role, opd).pengguna)
    return client


@pytest.fixture
def opd() -> Opd:
    """A unit with a plan: one action reported in full and verified in part, one late, one cancelled."""
    opd = OpdFactory(name="Dinas Kesehatan")
    plan = RencanaAksiFactory(opd=opd, year=2020)
    common = {"rencana": plan, "starts_on": date(2020, 1, 1), "responsible": ORANG}
    done = TindakanFactory(text="Selesai", due_on=date(2020, 6, 30), butir="A.1.i.a, A.1.i.b", **common)
    KemajuanFactory(tindakan=done, amount=12, on=date(2020, 6, 1), note=ORANG)
    KemajuanFactory(tindakan=done, amount=9, on=date(2020, 6, 9), pihak=Pihak.VERIFIKATOR)
    TindakanFactory(text="Terlambat", due_on=date(2020, 9, 30), area="PP", **common)
    TindakanFactory(
        text="Batal",
        cancelled_at="2020-05-05T00:00Z",
        cancel_reason=ORANG,
        due_on=date(2020, 12, 1),
        **common,
    )
    return opd


def test_plan_tells_its_counts(opd: Opd) -> None:
    (told,) = enter(Role.PIMPINAN).get("/api/v1/rencana-aksi/").json()["results"]
    names = ("janji", "selesai", "tepat_waktu", "terverifikasi", "terlambat", "dibatalkan")
    assert [told[name] for name in names] == [2, 1, 1, 0, 1, 1]
    assert told["unit"]["nama"] == "Dinas Kesehatan"


def test_action_tells_what_was_said_beside_what_was_verified(opd: Opd) -> None:
    answer = enter(Role.PIMPINAN).get("/api/v1/tindakan/")
    told = {row["janji"]: row for row in answer.json()["results"]}
    assert [told[name]["keadaan"] for name in ("Selesai", "Terlambat", "Batal")] == [
        "selesai",
        "terlambat",
        "dibatalkan",
    ]
    done = told["Selesai"]
    assert (Decimal(done["menurut_unit"]), Decimal(done["terverifikasi"])) == (12, 9)
    assert (done["tercapai_pada"], done["butir"]) == ("2020-06-01", ["A.1.i.a", "A.1.i.b"])
    assert ORANG not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("area=PP", 1),
        ("tahun=2021", 0),
        ("batal=true", 1),
        ("batal=false", 2),
        ("tenggat_sebelum=2020-07-01", 1),
    ],
)
def test_actions_are_narrowed(opd: Opd, query: str, found: int) -> None:
    assert enter(Role.PIMPINAN).get(f"/api/v1/tindakan/?{query}").json()["count"] == found


def test_nothing_foreign_is_told(opd: Opd) -> None:
    own, foreign = enter(Role.KEPALA, opd), enter(Role.KEPALA, OpdFactory())
    for url, count in (("/api/v1/rencana-aksi/", 1), ("/api/v1/tindakan/", 3)):
        assert own.get(url).json()["count"] == count
        assert foreign.get(url).json()["count"] == 0
        assert foreign.get(f"{url}?unit={opd.pk}").json()["count"] == 0


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("url", "statements"), [("rencana-aksi", 5), ("tindakan", 4)])
def test_lists_cost_the_same_at_any_size(url: str, statements: int, many: int) -> None:
    for _ in range(many):
        KemajuanFactory(tindakan__rencana__opd=OpdFactory())
    client = enter(Role.PIMPINAN)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/api/v1/{url}/").status_code == 200
    assert len(asked) == statements
