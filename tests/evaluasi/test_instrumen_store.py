"""Instruments in the database: the same as on file, loaded once, never changed when used."""

import copy
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import ANONYMOUS, Actor, Peran
from dasar.jurnal.models import Catatan
from evaluasi import enums
from evaluasi.domain.instrumen import compare_instrumen, parse_instrumen, to_source
from evaluasi.domain.instrumen import data as plain
from evaluasi.domain.instrumen_store import (
    load_instrumen,
    load_regulasi,
    load_soal_portal,
    mark_used,
    read_isi,
    simpul_ids,
    struktur_for,
)
from evaluasi.domain.pustaka import (
    PetaSoalData,
    SoalData,
    instrumen_codes,
    read_instrumen,
    read_peta_soal,
    read_regulasi,
)
from evaluasi.domain.scoring import score
from evaluasi.models import Gerbang, Instrumen, Masukan, Pilihan, Regulasi, Simpul, SoalPortal
from opd.enums import Role
from tests.evaluasi.contoh import INSTRUMEN_90, best

ADMIN = Actor(None, (Peran(Role.ADMINISTRATOR),))


@pytest.fixture
def stored(db) -> Instrumen:
    load_regulasi(daftar=read_regulasi(), actor=None)
    return load_instrumen(isi=INSTRUMEN_90, actor=None).instrumen


def revised(revisi: int = 2, **changes) -> plain.InstrumenData:
    source = copy.deepcopy(to_source(INSTRUMEN_90)) | {"revisi": revisi}
    node = next(item for item in source["simpul"] if item["kode"] == "A.I.1.i.b")
    node["pilihan"][1]["kriteria"] = "Kriteria baru"
    return parse_instrumen(source | changes)


def test_closed_lists_are_those_of_the_pure_data():
    assert set(enums.SimpulKind.values) == {*plain.ANAK, plain.BUTIR, "area_gabungan"}
    assert tuple(enums.JawabanKind.values) == plain.JENIS_JAWABAN
    assert tuple(enums.PredikatKind.values) == plain.PREDIKAT
    assert tuple(enums.Satuan.values) == plain.SATUAN


@pytest.mark.parametrize("kode", instrumen_codes())
def test_source_round_trip(kode):
    isi = read_instrumen(kode)
    assert parse_instrumen(json.loads(json.dumps(to_source(isi)))) == isi


@pytest.mark.parametrize("kode", instrumen_codes())
def test_stored_instrumen_equals_the_file(db, kode):
    load_regulasi(daftar=read_regulasi(), actor=None)
    isi = read_instrumen(kode)
    stored = load_instrumen(isi=isi, actor=ADMIN).instrumen
    assert read_isi(stored) == isi
    assert read_isi(stored).sidik == isi.sidik
    assert set(simpul_ids(stored)) == set(struktur_for(stored).posisi)
    assert score(struktur_for(stored), best(isi)).nilai() == 100


def test_second_load_changes_nothing_and_journals_once(stored):
    rows = [model.objects.count() for model in (Instrumen, Simpul, Pilihan, Masukan, Gerbang, Regulasi)]
    load_regulasi(daftar=read_regulasi(), actor=None)
    again = load_instrumen(isi=INSTRUMEN_90, actor=None)
    assert (again.instrumen, again.changed) == (stored, False)
    assert [
        model.objects.count() for model in (Instrumen, Simpul, Pilihan, Masukan, Gerbang, Regulasi)
    ] == rows
    assert Catatan.objects.filter(action="evaluasi.instrumen.loaded").count() == 1
    assert Catatan.objects.filter(action="evaluasi.regulasi.loaded").count() == rows[-1]


def test_reading_is_cached_in_the_process(stored, django_assert_num_queries):
    struktur_for(stored)
    with django_assert_num_queries(0):
        assert struktur_for(Instrumen(pk=stored.pk, sidik=stored.sidik)) is struktur_for(stored)


def test_unused_revision_is_replaced_and_not_mixed_up(stored):
    other = load_instrumen(isi=revised(revisi=1), actor=None)
    assert other.changed
    assert other.instrumen.pk != stored.pk
    assert read_isi(other.instrumen) == revised(revisi=1)
    back = load_instrumen(isi=INSTRUMEN_90, actor=None).instrumen
    assert set(simpul_ids(back).values()) == set(
        Simpul.objects.filter(instrumen=back).values_list("pk", flat=True)
    )


def test_used_revision_is_immutable(stored):
    mark_used(instrumen=stored, actor=None)
    mark_used(instrumen=stored, actor=None)
    assert stored.is_used
    assert Catatan.objects.filter(action="evaluasi.instrumen.used").count() == 1
    with pytest.raises(WrongState, match="Naikkan `revisi` menjadi 2"):
        load_instrumen(isi=revised(revisi=1), actor=None)
    assert read_isi(stored) == INSTRUMEN_90


def test_correction_is_a_new_revision_with_its_difference(stored):
    hasil = load_instrumen(isi=revised(), actor=None)
    assert [(beda.kode, beda.hal, beda.baru) for beda in hasil.beda] == [
        ("A.I.1.i.b", "pilihan B: kriteria", "Kriteria baru")
    ]
    assert list(Instrumen.objects.latest_revisions()) == [hasil.instrumen]
    stored.delete()
    with pytest.raises(DomainError, match="Sudah ada revisi 2"):
        load_instrumen(isi=INSTRUMEN_90, actor=None)


def test_rows_changed_behind_the_domain_are_refused(stored):
    Gerbang.objects.filter(instrumen=stored, predikat="WBK", kode="TOTAL").update(ambang=70)
    with pytest.raises(DomainError, match="berbeda dari saat dimuat"):
        read_isi(stored)


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(None, (Peran(Role.KOORDINATOR),))])
def test_only_the_administrator_loads(db, actor):
    with pytest.raises(PermissionRefused):
        load_regulasi(daftar=read_regulasi(), actor=actor)
    with pytest.raises(PermissionRefused):
        load_instrumen(isi=INSTRUMEN_90, actor=actor)
    assert Instrumen.objects.count() == 0


def test_instrumen_needs_its_regulasi(db):
    with pytest.raises(DomainError, match="permenpan-90-2021"):
        load_instrumen(isi=INSTRUMEN_90, actor=None)


def test_command_loads_everything_and_again(db):
    out = StringIO()
    call_command("load_instrumen", stdout=out)
    call_command("load_instrumen", stdout=out)
    assert out.getvalue().count("dimuat.") == 2
    assert out.getvalue().count("sudah ada, tidak berubah.") == 2
    assert SoalPortal.objects.count() == 127
    soal = SoalPortal.objects.get(soal_id=179 - 63)
    assert (soal.simpul.kode, soal.masukan.kunci, soal.baris) == ("A.II.5.iii.a.0", "sudah", 179)


def test_command_tells_every_fault_of_a_file(stored, tmp_path):
    source = to_source(INSTRUMEN_90) | {"revisi": 2}
    source["simpul"][4]["bobot"] = "0.75"
    source["gerbang"][0]["satuan"] = "kilo"
    (tmp_path / "buruk.json").write_text(json.dumps(source))
    with pytest.raises(CommandError) as caught:
        call_command("load_instrumen", str(tmp_path / "buruk.json"))
    assert "A.I.1: bobot anak berjumlah" in str(caught.value)
    assert "gerbang WBK TOTAL: satuan harus poin atau persen." in str(caught.value)
    assert Instrumen.objects.get() == stored


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe", b"[" * 100_000])
def test_command_refuses_what_is_no_json(db, tmp_path, content):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(CommandError, match=r"x\.json"):
        call_command("load_instrumen", str(tmp_path / "x.json"))


def test_soal_portal_covers_every_butir_and_count_once():
    peta = read_peta_soal()[0]
    asked = {
        (butir.kode, masukan)
        for butir in INSTRUMEN_90.butir
        for masukan in ([item.kunci for item in butir.masukan] or [""])
    }
    assert {(item.kode, item.masukan) for item in peta.soal} == asked
    assert sorted(item.soal_id for item in peta.soal) == list(range(1, 128))
    assert len({item.baris for item in peta.soal}) == 127


@pytest.mark.parametrize(
    "soal",
    [
        (SoalData("A.IX", "", 1, 1),),
        (SoalData("A.II.4.i.0", "target", 1, 1),),
        (SoalData("A.I.1.i.a", "", 1, 1), SoalData("A.I.1.i.b", "", 1, 2)),
    ],
)
def test_soal_portal_refuses_foreign_codes_and_double_numbers(stored, soal):
    with pytest.raises(DomainError):
        load_soal_portal(
            instrumen=stored, peta=PetaSoalData("permenpan-90-2021", 2027, "Jawaban", soal), actor=None
        )
    assert SoalPortal.objects.count() == 0


def test_compare_names_additions_and_removals():
    source = to_source(INSTRUMEN_90)
    source["syarat"] = [item for item in source["syarat"] if item["kode"] != "JEDA_PENCABUTAN"]
    source["nama"] = "Lain"
    source["afirmasi"].append(source["afirmasi"][0] | {"kode": "BARU", "nama": "Baru"})
    beda = compare_instrumen(INSTRUMEN_90, parse_instrumen(source))
    assert [(item.daftar, item.kode, item.hal, bool(item.lama), bool(item.baru)) for item in beda] == [
        ("instrumen", "permenpan-90-2021", "nama", True, True),
        ("syarat", "WBK JEDA_PENCABUTAN", "", True, False),
        ("afirmasi", "BARU", "", False, True),
    ]
    assert compare_instrumen(INSTRUMEN_90, INSTRUMEN_90) == ()


@pytest.mark.parametrize(
    ("model", "where", "change", "constraint"),
    [
        (Simpul, {"kode": "A.I"}, {"kode": "A"}, "evaluasi_simpul_kode_unique"),
        (Simpul, {"kode": "A.I"}, {"urutan": 1}, "evaluasi_simpul_urutan_unique"),
        (Simpul, {"kode": "A.I"}, {"jenis": "cabang"}, "evaluasi_simpul_jenis_known"),
        (Simpul, {"kode": "A.I"}, {"jawaban": "abc"}, "evaluasi_simpul_only_butir_answered"),
        (Simpul, {"kode": "A.I.1.i.a"}, {"jawaban": "x"}, "evaluasi_simpul_only_butir_answered"),
        (Simpul, {"kode": "A.I"}, {"bobot": 0}, "evaluasi_simpul_bobot_positive"),
        (Simpul, {"kode": "A.I"}, {"bobot": None}, "evaluasi_simpul_bobot_positive"),
        (
            Pilihan,
            {"simpul__kode": "A.I.1.i.b", "kunci": "B"},
            {"kunci": "A"},
            "evaluasi_pilihan_kunci_unique",
        ),
        (
            Pilihan,
            {"simpul__kode": "A.I.1.i.b", "kunci": "B"},
            {"nilai": "1.1"},
            "evaluasi_pilihan_nilai_bounded",
        ),
        (
            Masukan,
            {"simpul__kode": "A.II.4.i.0", "kunci": "tercapai"},
            {"kunci": "sasaran"},
            "evaluasi_masukan_kunci_unique",
        ),
        (Gerbang, {"predikat": "WBK", "kode": "A"}, {"kode": "TOTAL"}, "evaluasi_gerbang_kode_unique"),
        (Gerbang, {"predikat": "WBK", "kode": "A"}, {"predikat": "WB"}, "evaluasi_gerbang_predikat_known"),
        (Gerbang, {"predikat": "WBK", "kode": "A"}, {"satuan": "kg"}, "evaluasi_gerbang_satuan_known"),
        (Gerbang, {"predikat": "WBK", "kode": "A"}, {"ambang": 0}, "evaluasi_gerbang_ambang_positive"),
        (Instrumen, {}, {"revisi": 0}, "evaluasi_instrumen_revisi_positive"),
        (Instrumen, {}, {"berlaku_sampai": "2020-01-01"}, "evaluasi_instrumen_validity_ordered"),
        (Instrumen, {}, {"gerbang_sampai": 2000}, "evaluasi_instrumen_gate_years_ordered"),
        (
            Regulasi,
            {"kode": "permenpan-52-2014"},
            {"kode": "permenpan-90-2021"},
            "evaluasi_regulasi_kode_unique",
        ),
        (
            Regulasi,
            {"kode": "permenpan-52-2014"},
            {"ditetapkan": "2015-01-01"},
            "evaluasi_regulasi_dates_ordered",
        ),
        (
            Regulasi,
            {"kode": "permenpan-52-2014"},
            {"dicabut": "2014-01-01"},
            "evaluasi_regulasi_revoked_after_promulgated",
        ),
    ],
)
def test_database_refuses_what_breaks_a_rule(stored, model, where, change, constraint):
    """One condition broken at a time; the constraint speaks Indonesian to whoever validates."""
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(**where).update(**change)
    rule = next(item for item in model._meta.constraints if item.name == constraint)
    assert rule.violation_error_message.endswith(".")
