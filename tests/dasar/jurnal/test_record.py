import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from dasar.izin import ANONYMOUS
from dasar.jurnal.domain import diff, record, snapshot, verify_database, with_changes
from dasar.jurnal.errors import AppendOnlyError
from dasar.jurnal.middleware import RequestIdMiddleware
from dasar.jurnal.models import Catatan, Rantai, Segel
from dasar.jurnal.request_id import bound_request_id, current_request_id


def add(actor=None, stream="kota", **values):
    return record(
        actor=actor, action="uji.objek.changed", obj=values.pop("obj", None), stream=stream, **values
    )


def test_record_keeps_who_what_when_before_and_after(siti, budi):
    before = datetime.now(UTC)
    with bound_request_id("permintaan-1"):
        add(
            siti,
            obj=budi.pengguna,
            before={"name": "Budi"},
            after={"name": "Budi Santoso"},
            reason="Salah ketik",
        )
    row = Catatan.objects.get()
    assert (row.stream, row.seq, row.action) == ("kota", 1, "uji.objek.changed")
    assert (row.actor_id, row.actor_label) == (siti.pengguna.pk, "Siti Aminah")
    assert (row.object_type, row.object_id) == ("akun.pengguna", str(budi.pengguna.pk))
    assert row.object_label == "Budi Santoso"
    assert (row.before, row.after, row.reason) == ({"name": "Budi"}, {"name": "Budi Santoso"}, "Salah ketik")
    assert row.request_id == "permintaan-1"
    assert before <= row.at <= datetime.now(UTC) + timedelta(seconds=1)


def test_record_names_the_system_and_the_anonymous_visitor(db):
    assert [add(None).actor_label, add(ANONYMOUS).actor_label] == ["Sistem", "Pengunjung tanpa masuk"]


def test_record_chains_each_stream_by_itself(db):
    first, second, other = add(), add(), add(stream="opd:1")
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert (other.seq, other.prev_hash) == (1, "")
    assert list(Rantai.objects.order_by("stream").values_list("stream", "seq", "hash")) == [
        ("kota", 2, second.hash),
        ("opd:1", 1, other.hash),
    ]


def test_record_costs_three_statements_from_the_first_row_on(siti, django_assert_num_queries):
    for _ in range(2):
        with transaction.atomic(), django_assert_num_queries(3):
            add(siti, obj=siti.pengguna, after={"a": 1})


def test_record_vanishes_with_the_change_that_fails(db):
    @transaction.atomic
    def change_that_fails():
        add()
        raise ZeroDivisionError

    add()
    with pytest.raises(ZeroDivisionError):
        change_that_fails()
    assert add().seq == 2
    assert verify_database().faults == []


@pytest.mark.parametrize("value", [0.5, {"x": [1, 2.0]}, object()])
def test_record_refuses_floats_and_foreign_types(db, value):
    with pytest.raises(TypeError), transaction.atomic():
        add(after={"nilai": value})
    assert Catatan.objects.count() == 0


def test_record_keeps_hostile_text_readable_on_both_engines(db):
    row = add(after={"teks": "nol\x00 separuh\ud800 emoji 😀 \u202e"}, reason="a\x00b")
    row.refresh_from_db()
    assert row.after == {"teks": "nol\ufffd separuh\ufffd emoji 😀 \u202e"}
    assert row.reason == "a\ufffdb"
    assert verify_database().faults == []


def test_record_survives_large_numbers_and_deep_values_unchanged(db):
    add(before={"besar": 2**70, "dalam": {"b": [True, None, "é"], "a": Decimal("1.50")}})
    assert Catatan.objects.get().before == {"besar": 2**70, "dalam": {"a": "1.50", "b": [True, None, "é"]}}
    assert verify_database().faults == []


def test_snapshot_tells_columns_without_secrets(siti):
    siti.pengguna.set_password("rahasia-sekali")
    told = snapshot(siti.pengguna)
    assert told["name"] == "Siti Aminah"
    assert told["id"] == str(siti.pengguna.pk)
    assert UUID(told["id"])
    assert "password" not in told
    assert "rahasia" not in str(told)


def test_snapshot_of_named_fields_only(db):
    row = Segel(date=date(2026, 11, 22), content="{}", sha256="0" * 64)
    assert snapshot(row, ["date", "sha256"]) == {"date": "2026-11-22", "sha256": "0" * 64}


def test_diff_speaks_indonesian(siti, budi):
    row = add(
        siti,
        obj=budi.pengguna,
        before={"name": "Budi", "is_active": True, "email": "", "version": 1},
        after={
            "name": "Budi Santoso",
            "is_active": False,
            "email": "budi@contoh.go.id",
            "version": 1,
            "jumlah": 2,
        },
    )
    assert [(c.label, c.before, c.after) for c in diff(row)] == [
        ("Nama lengkap", "Budi", "Budi Santoso"),
        ("Aktif", "Ya", "Tidak"),
        ("Surel", "–", "budi@contoh.go.id"),
        ("Jumlah", "–", "2"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_with_changes_names_linked_objects_with_one_query(siti, budi, django_assert_num_queries, count):
    origin = add(siti)
    for _ in range(count):
        add(
            obj=origin,
            before={"actor": str(siti.pengguna.pk), "at": "2026-11-22T01:02:03+00:00"},
            after={"actor": str(budi.pengguna.pk), "at": "2026-11-23T18:00:00+00:00"},
        )
    with django_assert_num_queries(2):
        told = with_changes(Catatan.objects.for_object(origin))
    assert len(told) == count
    assert {(c.label, c.before, c.after) for _, changes in told for c in changes} == {
        ("Pelaku", "Siti Aminah", "Budi Santoso"),
        ("Waktu", "22-11-2026 08.02", "24-11-2026 01.00"),
    }


def test_diff_of_a_model_that_is_gone_shows_what_was_kept(db):
    row = add(before={"nama_lama": "a"}, after={"nama_lama": "b"})
    row.object_type = "lenyap.model"
    assert [(c.label, c.before, c.after) for c in diff(row)] == [("Nama lama", "a", "b")]


def test_for_object_is_newest_first_and_only_of_that_object(siti, budi):
    add(obj=siti.pengguna)
    add(obj=budi.pengguna)
    add(obj=siti.pengguna, stream="opd:1")
    assert [r.stream for r in Catatan.objects.for_object(siti.pengguna)] == ["opd:1", "kota"]


def test_rows_refuse_change_and_removal_in_python(db):
    row = add()
    for attempt in (
        row.save,
        row.delete,
        Catatan.objects.all().delete,
        lambda: Catatan.objects.update(reason="x"),
        lambda: Catatan.objects.bulk_create([Catatan(stream="kota", seq=2)]),
        lambda: Catatan.objects.bulk_update([row], ["reason"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    assert Catatan.objects.get().reason == ""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE jurnal_catatan SET reason = 'x'",
        "DELETE FROM jurnal_catatan",
        "UPDATE jurnal_segel SET content = 'x'",
        "DELETE FROM jurnal_segel",
        "UPDATE jurnal_rantai SET seq = seq - 1",
        "UPDATE jurnal_rantai SET stream = 'lain'",
        "DELETE FROM jurnal_rantai",
        pytest.param("TRUNCATE jurnal_catatan", marks=pytest.mark.postgresql),  # SQLite has no TRUNCATE
        pytest.param("TRUNCATE jurnal_segel", marks=pytest.mark.postgresql),  # SQLite has no TRUNCATE
        pytest.param("TRUNCATE jurnal_rantai", marks=pytest.mark.postgresql),  # SQLite has no TRUNCATE
    ],
)
def test_database_refuses_change_and_removal(db, sql):
    add()
    add()
    Segel(date=date(2026, 11, 22), made_at=datetime.now(UTC), content="{}", sha256="0" * 64).save()
    connection.check_constraints()  # TRUNCATE waits for no deferred check
    refused = pytest.raises(IntegrityError, match="Jurnal hanya boleh ditambah")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert (Catatan.objects.count(), Segel.objects.count(), Rantai.objects.get().seq) == (2, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_threads_on_one_stream_make_one_unbroken_chain():
    failures = []

    def work():
        try:
            for _ in range(10):
                add()
        except Exception as error:  # noqa: BLE001  # whatever it is, the test must see it
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = verify_database()
    assert failures == []
    assert (report.rows, report.streams, report.faults) == (40, 1, [])


def test_request_id_is_our_own_and_ends_with_the_request():
    seen = []

    def view(request):
        seen.append(current_request_id())
        return HttpResponse()

    request = RequestFactory().get("/", headers={"X-Request-ID": "palsu"})
    response = RequestIdMiddleware(view)(request)
    assert response["X-Request-ID"] == seen[0]
    assert len(seen[0]) == 32
    assert current_request_id() == ""
