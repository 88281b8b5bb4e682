"""The ministry's question master: read, laid on the instrument by structure, completed by hand, confirmed."""

from __future__ import annotations

import copy
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dasar.errors import DomainError, PermissionRefused, WrongState
from evaluasi.domain.instrumen_store import load_pustaka, read_isi
from evaluasi.domain.portalrb.master import MasterInvalid, parse_master
from evaluasi.domain.portalrb.master_soal import confirm_master, load_master, open_places, place_soal
from evaluasi.domain.portalrb.pemetaan import map_master
from evaluasi.enums import MasterState
from evaluasi.models import MasterSoal, SoalPortal
from opd.enums import Role
from tests.evaluasi.contoh import INSTRUMEN_90
from tests.factories.evaluasi import PeriodeFactory
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.portalrb import master_of

SOURCE = master_of(INSTRUMEN_90)


def data(source: Any) -> bytes:
    return json.dumps(source).encode()


def node(source: dict[str, Any], *labels: str) -> dict[str, Any]:
    here = {"children": source["data"]}
    for label in labels:
        here = next(item for item in here["children"] if item["nama"].startswith(f"{label}. "))
    return here


def test_the_instrument_in_force_gets_127_numbers_of_which_22_are_counts() -> None:
    peta = map_master(parse_master(data(SOURCE)), INSTRUMEN_90)
    assert (len(peta.pasangan), peta.lepas, peta.kosong) == (127, (), ())
    assert sum(item.soal.jenis == "JUMLAH" for item in peta.pasangan) == 22
    assert all(item.catatan == "" for item in peta.pasangan)
    assert len({(item.tempat.kode, item.tempat.masukan) for item in peta.pasangan}) == 127


def test_a_question_added_by_the_ministry_is_reported_and_its_neighbours_not_guessed() -> None:
    source = copy.deepcopy(SOURCE)
    branch = node(source, "A", "I", "1", "i")
    branch["soals"].append(branch["soals"][0] | {"id": 999})
    source["total_soal"] += 1
    peta = map_master(parse_master(data(source)), INSTRUMEN_90)
    assert [item.soal.soal_id for item in peta.lepas] == [*(s["id"] for s in branch["soals"][:2]), 999]
    assert "3 soal, pada instrumen 2" in peta.lepas[0].catatan
    assert {place.kode for place in peta.kosong} == {"A.I.1.i.a", "A.I.1.i.b"}


def test_other_kind_other_weight_other_option_values_and_a_strange_branch_are_told() -> None:
    source = copy.deepcopy(SOURCE)
    first = node(source, "A", "I", "1", "i")
    first["soals"][0]["jenis_jawaban"] = "ABCDE"
    node(source, "A", "I", "1", "ii")["bobot_maksimal"] = 2
    third = node(source, "A", "I", "1", "iii")["soals"][0]
    third["skema_penilaian"][0]["multiplier"] = 0.9
    node(source, "B", "II")["nama"] = "IX. BAGIAN BARU"
    peta = map_master(parse_master(data(source)), INSTRUMEN_90)
    assert [item.catatan for item in peta.lepas] == [
        "Jenis jawaban ABCDE, pada instrumen YA_TIDAK (A.I.1.i.a).",
        "Cabang “IX. BAGIAN BARU” tidak ada di bawah “Hasil”.",
    ]
    noted = {item.tempat.kode: item.catatan for item in peta.pasangan if item.tempat and item.catatan}
    assert noted["A.I.1.ii.a"] == "Bobot cabang 2, pada instrumen 1."
    assert "Nilai opsi pada master" in noted["A.I.1.iii.a"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s.pop("data"), "Tidak ada satu soal pun"),
        (lambda s: s.update(tahun="2026"), "`tahun` harus berupa bilangan"),
        (lambda s: s.update(total_soal=126), "menyebut 126, sedangkan isinya 127"),
        (lambda s: node(s, "A", "I", "1", "i")["soals"][0].update(id=127), "dipakai dua kali"),
        (lambda s: node(s, "A").update(bobot_maksimal="enam puluh"), "`bobot_maksimal` harus berupa angka"),
        (lambda s: node(s, "A", "I", "1", "i")["soals"][0].pop("teks_pertanyaan"), "`teks_pertanyaan`"),
        (lambda s: node(s, "A").update(children="x"), "`children` harus berupa daftar"),
    ],
)
def test_a_damaged_file_is_refused_with_its_place(change: Any, told: str) -> None:
    source = copy.deepcopy(SOURCE)
    used = [item.soal_id for item in parse_master(data(source)).soal()]
    if "dua kali" in told:
        node(source, "A", "I", "1", "i")["soals"][0]["id"] = used[-1]
    else:
        change(source)
    with pytest.raises(MasterInvalid) as refusal:
        parse_master(data(source))
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b'{"data": NaN}', b"[" * 100_000, b'{"tahun":1e999999}', b"x" * 9_000_000],
)
def test_what_is_no_master_is_refused_at_once(text: bytes) -> None:
    with pytest.raises(MasterInvalid):
        parse_master(text)


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"nama": "x", "bobot_maksimal": 1, "children": []}
    for _ in range(depth):
        inner = {"nama": "x", "bobot_maksimal": 1, "children": [inner]}
    return {"tahun": 2026, "data": [inner]}


def test_a_tree_without_end_is_refused() -> None:
    with pytest.raises(MasterInvalid):
        parse_master(data(nested(200)))


@pytest.fixture
def small(db: None) -> dict[str, Any]:
    periode = PeriodeFactory(year=2026)
    return master_of(read_isi(periode.instrumen))


def test_command_loads_and_tells_and_changes_nothing_that_is_served(
    small: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "master.json"
    path.write_bytes(data(small))
    out = StringIO()
    call_command("load_master_soal", str(path), stdout=out)
    assert "4 soal, 0 tanpa tempat" in out.getvalue()
    assert not SoalPortal.objects.exists()
    call_command("load_master_soal", str(path), stdout=out)
    assert MasterSoal.objects.count() == 1
    path.write_bytes(b"{}")
    with pytest.raises(CommandError, match="ditolak"):
        call_command("load_master_soal", str(path))


def test_a_year_without_an_instrument_says_so(db: None) -> None:
    master = parse_master(data(SOURCE | {"tahun": 2012}))
    with pytest.raises(DomainError, match="Belum ada instrumen yang berlaku untuk 2012"):
        load_master(master=master, actor=make_actor(Role.KOORDINATOR))


def test_confirmation_by_a_person_puts_the_numbers_in_force_and_a_restart_keeps_them(
    small: dict[str, Any],
) -> None:
    koordinator = make_actor(Role.KOORDINATOR)
    row = load_master(master=parse_master(data(small)), actor=koordinator)
    for stranger in (make_actor(Role.OPERATOR, OpdFactory()), make_actor(Role.PENILAI_KETUA)):
        with pytest.raises(PermissionRefused):
            confirm_master(row, actor=stranger)
    confirmed = confirm_master(row, actor=koordinator)
    assert confirmed.state == MasterState.CONFIRMED
    numbers = list(SoalPortal.objects.filter(tahun=2026).values_list("soal_id", flat=True))
    assert len(numbers) == 4
    with pytest.raises(WrongState):
        confirm_master(row, actor=koordinator)
    load_pustaka(actor=None)
    assert list(SoalPortal.objects.filter(tahun=2026).values_list("soal_id", flat=True)) == numbers


def test_what_is_left_over_is_placed_by_hand_or_explained(small: dict[str, Any]) -> None:
    koordinator = make_actor(Role.KOORDINATOR)
    soals = small["data"][0]["children"][0]["children"][0]["soals"]
    soals[0]["jenis_jawaban"] = "ABC"
    row = load_master(master=parse_master(data(small)), actor=koordinator)
    with pytest.raises(DomainError, match="1 soal belum punya tempat dan 1 tempat") as refusal:
        confirm_master(row, actor=koordinator)
    assert refusal.value.field == "catatan"
    (place,) = open_places(row)
    with pytest.raises(DomainError, match="Tempat itu tidak ada"):
        place_soal(row, actor=koordinator, soal_id=soals[0]["id"], kode="A.1.i.b", masukan="")
    place_soal(row, actor=koordinator, soal_id=soals[0]["id"], kode=place.kode, masukan=place.masukan)
    with pytest.raises(DomainError, match="sudah dipasangkan"):
        place_soal(row, actor=koordinator, soal_id=soals[0]["id"], kode=place.kode, masukan="")
    confirm_master(row, actor=koordinator)
    assert SoalPortal.objects.filter(soal_id=soals[0]["id"], simpul__kode="A.1.i.a").exists()


def test_a_newer_file_replaces_the_draft_and_then_the_confirmed(small: dict[str, Any]) -> None:
    koordinator = make_actor(Role.KOORDINATOR)
    first = load_master(master=parse_master(data(small)), actor=koordinator)
    second = load_master(master=parse_master(data(small | {"generated_at": "lagi"})), actor=koordinator)
    assert not MasterSoal.objects.filter(pk=first.pk).exists()
    confirm_master(second, actor=koordinator)
    third = load_master(master=parse_master(data(small | {"generated_at": "baru"})), actor=koordinator)
    confirm_master(third, actor=koordinator)
    assert dict(MasterSoal.objects.values_list("pk", "state")) == {
        second.pk: MasterState.REPLACED,
        third.pk: MasterState.CONFIRMED,
    }
