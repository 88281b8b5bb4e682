"""What a database owner could do to the journal, and that each of it is found (with a Segel kept outside)."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import RequestFactory

from dasar.jurnal import verifier
from dasar.jurnal.domain import make_segel, record, verify_database
from dasar.jurnal.models import Catatan, Rantai, Segel
from dasar.jurnal.tasks import make_daily_segel
from dasar.jurnal.views import segel_file
from tests.pemicu import triggers_off

STREAM = "opd:1"
DAY = date(2026, 11, 22)


@pytest.fixture
def sealed_journal(db) -> str:
    """Ten rows in one stream, ten in another, and the Segel of the day as an outsider keeps it."""
    for number in range(10):
        for stream in (STREAM, "kota"):
            record(actor=None, action="uji.ditambah", obj=None, stream=stream, after={"nomor": number})
    return make_segel(DAY).content


def change(seq, **values):
    QuerySet(Catatan).filter(stream=STREAM, seq=seq).update(**values)


def remove(seq):
    QuerySet(Catatan).filter(stream=STREAM, seq=seq).delete()


def rechain(*, renumber=True):
    """Recompute the whole stream with its head, as a forger who knows the format would."""
    prev = ""
    rows = list(Catatan.objects.filter(stream=STREAM).order_by("seq"))
    for place, row in enumerate(rows, start=1):
        number = place if renumber else row.seq
        row.seq, row.prev_hash = number, prev
        row.hash = prev = verifier.row_hash(row.as_row())
        QuerySet(Catatan).filter(pk=row.pk).update(seq=number, prev_hash=row.prev_hash, hash=row.hash)
    Rantai.objects.filter(stream=STREAM).update(seq=rows[-1].seq, hash=prev)


def edit():
    change(4, after={"nomor": 99})


def edit_actor_name():
    change(4, actor_label="Orang Lain")


def delete():
    remove(4)


def insert():
    row = Catatan.objects.get(stream=STREAM, seq=10)
    row.pk, row.seq, row.prev_hash = None, 11, row.hash
    row.hash = verifier.row_hash(row.as_row())
    QuerySet(Catatan).bulk_create([row])


def swap():
    fourth, fifth = Catatan.objects.filter(stream=STREAM, seq__in=(4, 5))
    for pk, seq in ((fourth.pk, 100), (fifth.pk, 4), (fourth.pk, 5)):
        QuerySet(Catatan).filter(pk=pk).update(seq=seq)


def cut_tail():
    remove(9)
    remove(10)


def cut_tail_and_head():
    cut_tail()
    rechain()


def edit_and_rechain():
    edit()
    rechain()


def delete_and_rechain():
    delete()
    rechain()


def delete_and_rechain_with_a_gap():
    delete()
    rechain(renumber=False)


def backdate():
    change(4, at=Catatan.objects.get(stream=STREAM, seq=4).at - timedelta(days=365))


def backdate_and_rechain():
    backdate()
    rechain()


def remove_stream():
    QuerySet(Catatan).filter(stream=STREAM).delete()
    Rantai.objects.filter(stream=STREAM).delete()


def truncate():
    QuerySet(Catatan).all().delete()
    Rantai.objects.all().delete()


def forge_head():
    Rantai.objects.filter(stream=STREAM).update(hash="0" * 64)


def forge_stored_segel_too():
    edit_and_rechain()
    QuerySet(Segel).all().delete()
    make_segel(DAY)


def float_in_json():
    change(4, after={"nomor": 3.0})


@pytest.mark.parametrize(
    ("tamper", "first_bad"),
    [
        (edit, 4),
        (edit_actor_name, 4),
        (delete, 5),
        (insert, 11),
        (swap, 4),
        (cut_tail, 9),
        (cut_tail_and_head, 9),
        (edit_and_rechain, 10),
        (delete_and_rechain, 10),
        (delete_and_rechain_with_a_gap, 5),
        (backdate, 4),
        (backdate_and_rechain, 10),
        (remove_stream, 1),
        (truncate, 1),
        (forge_head, 10),
        (forge_stored_segel_too, 10),
        (float_in_json, 4),
    ],
)
def test_tampering_is_found_and_the_first_bad_row_named(sealed_journal, tamper, first_bad):
    with triggers_off():
        tamper()
    faults = [fault for fault in verify_database([sealed_journal]).faults if fault.stream == STREAM]
    assert [fault.seq for fault in faults] == [first_bad]


def test_verify_passes_what_is_sound(sealed_journal):
    record(actor=None, action="uji.sesudah_segel", obj=None, stream=STREAM)
    report = verify_database([sealed_journal])
    assert (report.rows, report.streams, report.seals, report.faults) == (21, 2, 2, [])


def test_verify_of_an_empty_journal_is_sound(db):
    assert verify_database().faults == []


def test_verify_notices_a_missing_trigger(sealed_journal):
    with connection.cursor() as cursor:
        on_table = " ON jurnal_catatan" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER jurnal_catatan_no_update{on_table}")
    assert [fault.stream for fault in verify_database().faults] == ["jurnal_catatan_no_update"]


def test_verify_says_which_segel_is_damaged(sealed_journal):
    faults = verify_database([sealed_journal.replace("2026-11-22", "2026-11-21"), "bukan json"]).faults
    assert [str(fault) for fault in faults] == [
        "Segel: isi berkas segel rusak atau telah diubah",
        "Segel 2026-11-22: tidak menyambung dengan segel 2026-11-21",
    ]


def test_segel_is_made_once_a_day_and_names_the_one_before(sealed_journal):
    first = Segel.objects.get()
    assert make_segel(DAY) == first
    second = make_segel(DAY + timedelta(days=1))
    assert json.loads(second.content)["prev"] == first.sha256 == verifier.sha256_text(sealed_journal)
    assert verify_database([sealed_journal]).faults == []


def test_daily_task_makes_the_segel_of_today(db):
    digest = make_daily_segel()
    assert Segel.objects.get().sha256 == digest


def test_segel_file_is_byte_for_byte_what_was_sealed(sealed_journal):
    response = segel_file(RequestFactory().get("/"), DAY)
    assert response.content.decode() == sealed_journal
    assert response["Content-Disposition"] == 'attachment; filename="segel-2026-11-22.json"'


def test_command_reports_and_exits_with_one(sealed_journal, tmp_path, capsys):
    outside = tmp_path / "segel.json"
    outside.write_text(sealed_journal, encoding="utf-8")
    call_command("verify_journal", "--segel", str(outside))
    assert capsys.readouterr().out == "Jurnal UTUH: 20 catatan, 2 rantai, 2 segel diperiksa.\n"
    with triggers_off():
        edit()
    with pytest.raises(CommandError, match="1 temuan") as error:
        call_command("verify_journal")
    assert error.value.returncode == 1
    assert capsys.readouterr().err == "RUSAK  opd:1 nomor 4: isi catatan telah diubah\n"
    with pytest.raises(CommandError, match="tidak terbaca"):
        call_command("verify_journal", "--segel", str(tmp_path / "tiada.json"))


def run_standalone(*arguments):
    command = [sys.executable, "-I", "-S", verifier.__file__, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)


def test_standalone_verifier_needs_nothing_of_the_portal(sealed_journal, tmp_path):
    export, outside = tmp_path / "jurnal.jsonl", tmp_path / "segel.json"
    outside.write_text(sealed_journal, encoding="utf-8")
    call_command("export_journal", str(export))
    sound = run_standalone(export, "--segel", outside)
    assert (sound.returncode, sound.stdout) == (0, "UTUH: 20 catatan, 2 rantai, 2 segel diperiksa.\n")
    with triggers_off():
        edit_and_rechain()
    call_command("export_journal", str(export))
    forged = run_standalone(export, "--segel", outside)
    assert forged.returncode == 1
    assert forged.stdout.splitlines()[0] == (
        "RUSAK  opd:1 nomor 10: berbeda dari yang diumumkan dalam Segel 2026-11-22; rantai telah ditulis ulang"
    )
    assert len(Path(verifier.__file__).read_text().splitlines()) < 200
