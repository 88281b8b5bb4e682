import threading
from datetime import timedelta

import pytest
from celery import current_app
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from dasar.berkas.domain import open_berkas
from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import ANONYMOUS
from dasar.jurnal.models import Catatan
from dasar.pekerjaan.domain import (
    cancel,
    enqueue,
    queueing,
    register,
    resend_stuck,
    retry,
    run_pekerjaan,
    sending,
)
from dasar.pekerjaan.domain.registry import KINDS, JobKind
from dasar.pekerjaan.domain.running import KIND_UNKNOWN, PORTAL_FAULT
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan
from dasar.pekerjaan.tasks import sweep
from tests.dasar.pekerjaan import handlers

KIND = "uji.laporan"


@pytest.fixture(autouse=True)
def queue(monkeypatch):
    """The messages sent, instead of a broker: each test hands them on as it likes."""
    sent = []
    monkeypatch.setattr(sending, "send", sent.append)
    monkeypatch.setattr("dasar.pekerjaan.domain.sweeping.send", sent.append)
    return sent


def ask(actor, key="2026", **params):
    return enqueue(kind=KIND, key=key, params=params, actor=actor)


def actions():
    return list(Catatan.objects.filter(stream="pekerjaan").values_list("action", flat=True))


def with_handler(monkeypatch, handler, **options):
    values = {"lease": timedelta(minutes=3), "max_tries": 2} | options
    monkeypatch.setitem(KINDS, KIND, JobKind("Uji", handler, **values))


def test_job_runs_to_its_result(siti, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(siti)
    assert (job.state, queue) == (State.QUEUED, [job.pk])
    assert run_pekerjaan(job.pk) == State.DONE
    job.refresh_from_db()
    assert (job.state, job.progress, job.tries, job.note, job.error) == (State.DONE, 100, 1, "", "")
    assert (job.is_live, job.is_done, job.has_result, job.deadline) == (False, True, True, None)
    with open_berkas(job.result) as stream:
        assert stream.read() == b"hasil 2026"
    assert actions() == ["pekerjaan.pekerjaan.queued", "pekerjaan.pekerjaan.done"]


def test_message_is_sent_only_after_commit(siti, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        ask(siti)
    assert (queue, len(callbacks)) == ([], 1)


def test_same_job_asked_twice_is_one(siti, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = ask(siti), ask(siti)
    assert (first, len(queue), Pekerjaan.objects.count()) == (second, 1, 1)
    run_pekerjaan(first.pk)
    assert ask(siti) != first


def test_live_job_of_another_person_is_told_not_shown(siti, budi):
    job = ask(siti)
    with pytest.raises(WrongState, match="atas permintaan orang lain"):
        ask(budi)
    assert list(Pekerjaan.objects.visible_to(siti)) == [job]
    assert list(Pekerjaan.objects.visible_to(budi)) == []
    assert list(Pekerjaan.objects.visible_to(ANONYMOUS)) == []


def test_visitor_and_unknown_kind_are_refused(siti):
    with pytest.raises(PermissionRefused):
        ask(ANONYMOUS)
    with pytest.raises(KeyError):
        enqueue(kind="tiada", key="a", params={}, actor=siti)


def test_portal_itself_may_ask(db):
    job = ask(None)
    assert (job.requested_by, ask(None)) == (None, job)


def test_live_jobs_of_one_person_are_limited(siti, budi, monkeypatch):
    monkeypatch.setattr(queueing, "MAX_LIVE_PER_PERSON", 2)
    for key in "ab":
        ask(siti, key)
    with pytest.raises(DomainError, match="sudah punya 2 pekerjaan"):
        ask(siti, "c")
    assert ask(siti, "a") != ask(budi, "c")


def test_doubled_message_does_nothing(siti, tmp_path):
    job = ask(siti, log=str(tmp_path / "log"))
    assert [run_pekerjaan(job.pk) for _ in range(3)] == [State.DONE, None, None]
    assert (tmp_path / "log").read_text() == "2026\n"


def test_message_of_a_vanished_job_does_nothing(db):
    assert run_pekerjaan("00000000-0000-0000-0000-000000000000") is None


def test_rule_of_the_domain_fails_the_job_with_its_words(siti):
    job = ask(siti, rule=True)
    assert run_pekerjaan(job.pk) == State.FAILED
    job.refresh_from_db()
    assert (job.error, job.tries) == ("Periode ini belum ditutup. Tutup dahulu, lalu ulangi.", 1)


def test_fault_of_the_portal_is_tried_again_and_told_without_internals(siti):
    job = ask(siti, bug=True)
    assert run_pekerjaan(job.pk) == State.QUEUED
    job.refresh_from_db()
    assert (job.note, job.error) == ("Percobaan ke-1 gagal; segera diulang.", "")
    assert run_pekerjaan(job.pk) == State.FAILED
    job.refresh_from_db()
    assert (job.error, job.tries, job.is_failed) == (PORTAL_FAULT, 2, True)
    assert "rahasia-internal" not in str(Catatan.objects.values_list("after", flat=True))


def test_job_may_end_without_a_result(siti):
    job = ask(siti, empty=True)
    run_pekerjaan(job.pk)
    job.refresh_from_db()
    assert (job.state, job.has_result) == (State.DONE, False)


def test_job_of_a_kind_this_version_does_not_know_fails(siti, monkeypatch):
    job = ask(siti)
    monkeypatch.delitem(KINDS, KIND)
    assert run_pekerjaan(job.pk) == State.FAILED
    job.refresh_from_db()
    assert job.error == KIND_UNKNOWN


def test_progress_is_shown_and_moves_the_deadline(siti, monkeypatch):
    seen = []

    def handler(job, progress):
        for percent, note in ((40, "Menyusun halaman"), (400, "x" * 300), (-5, "")):
            Pekerjaan.objects.filter(pk=job.pk).update(deadline=timezone.now())
            progress(percent, note)
            row = Pekerjaan.objects.get(pk=job.pk)
            seen.append((row.progress, len(row.note), row.deadline > timezone.now() + timedelta(minutes=2)))

    with_handler(monkeypatch, handler)
    run_pekerjaan(ask(siti).pk)
    assert seen == [(40, 16, True), (100, 200, True), (0, 0, True)]


def test_cancelled_job_is_never_run(siti):
    job = cancel(pekerjaan=ask(siti), actor=siti)
    assert (job.state, run_pekerjaan(job.pk)) == (State.CANCELLED, None)
    assert actions()[-1] == "pekerjaan.pekerjaan.cancelled"


def test_running_job_stops_at_its_next_sign_of_life_when_cancelled(siti, monkeypatch):
    reached = []

    def handler(job, progress):
        cancel(pekerjaan=Pekerjaan.objects.get(pk=job.pk), actor=siti)
        progress(50, "Menyusun")
        reached.append("sesudah dibatalkan")

    with_handler(monkeypatch, handler)
    job = ask(siti)
    assert (run_pekerjaan(job.pk), reached) == (None, [])
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_result_of_an_overtaken_run_is_dropped(siti, monkeypatch):
    def slow(job, progress):
        with_handler(monkeypatch, handlers.make_report)
        assert resend_stuck(timezone.now() + timedelta(minutes=10)) == 1
        assert run_pekerjaan(job.pk) == State.DONE
        return

    with_handler(monkeypatch, slow)
    job = ask(siti)
    assert run_pekerjaan(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.tries, job.has_result) == (State.DONE, 2, True)
    assert actions().count("pekerjaan.pekerjaan.done") == 1


def test_overtaken_run_may_not_write_while_the_other_runs(siti, monkeypatch):
    """The first run reports and ends in the middle of the second; the row stays the second one's."""

    def first(job, progress):
        def second(job, progress_of_second):
            progress(90, "Dari yang lama")  # raises PekerjaanLost, which ends this second run unfinished

        with_handler(monkeypatch, second)
        resend_stuck(timezone.now() + timedelta(minutes=10))
        assert run_pekerjaan(job.pk) is None

    with_handler(monkeypatch, first)
    job = ask(siti)
    assert run_pekerjaan(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.tries, job.progress, job.note) == (State.RUNNING, 2, 0, "")


def test_only_the_owner_cancels_and_retries(siti, budi):
    job = ask(siti)
    for act in (cancel, retry):
        for actor in (budi, ANONYMOUS):
            with pytest.raises(PermissionRefused, match="Hanya yang meminta"):
                act(pekerjaan=job, actor=actor)


def test_ended_job_is_not_cancelled_and_live_or_done_not_retried(siti):
    job = ask(siti)
    with pytest.raises(WrongState, match="Hanya pekerjaan yang gagal atau dibatalkan"):
        retry(pekerjaan=job, actor=siti)
    stale = Pekerjaan.objects.get(pk=job.pk)
    run_pekerjaan(job.pk)
    with pytest.raises(WrongState, match="baru saja berubah"):
        cancel(pekerjaan=stale, actor=siti)
    job.refresh_from_db()
    for act in (cancel, retry):
        with pytest.raises(WrongState):
            act(pekerjaan=job, actor=siti)


def test_retry_starts_the_same_row_anew(siti, queue, django_capture_on_commit_callbacks):
    job = ask(siti, rule=True)
    run_pekerjaan(job.pk)
    job.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        retry(pekerjaan=job, actor=siti)
    assert (job.state, job.tries, job.error, job.finished_at, queue) == (State.QUEUED, 0, "", None, [job.pk])
    assert run_pekerjaan(job.pk) == State.FAILED


def test_retry_beside_a_live_one_is_told(siti):
    old = cancel(pekerjaan=ask(siti), actor=siti)
    ask(siti)
    with pytest.raises(WrongState, match="sudah berjalan"):
        retry(pekerjaan=old, actor=siti)
    old.refresh_from_db()
    assert old.state == State.CANCELLED


def test_sweeper_sends_lost_messages_again_but_not_fresh_ones(siti, queue):
    job = ask(siti)
    assert (sweep(), queue) == (0, [])
    later = timezone.now() + timedelta(seconds=91)
    assert (resend_stuck(later), queue) == (1, [job.pk])
    assert resend_stuck(later) == 0
    assert resend_stuck(later + timedelta(seconds=91)) == 1


def test_sweeper_takes_a_job_from_a_dead_worker_and_gives_up_after_the_last_try(siti, queue, monkeypatch):
    def dies(job, progress):
        raise SystemExit

    with_handler(monkeypatch, dies)
    job = ask(siti)
    for run in (1, 2):
        with pytest.raises(SystemExit):
            run_pekerjaan(job.pk)
        assert resend_stuck() == 0
        assert resend_stuck(timezone.now() + timedelta(minutes=4)) == 2 - run
    job.refresh_from_db()
    assert (job.state, job.tries, queue) == (State.FAILED, 2, [job.pk])
    assert job.error.startswith("Pekerjaan ini terhenti berulang kali")
    assert actions()[-1] == "pekerjaan.pekerjaan.failed"


def test_broker_that_is_down_stops_nobody(siti, monkeypatch, django_capture_on_commit_callbacks):
    class Down:
        def apply_async(self, **options):
            raise OperationalError("connection refused")

    monkeypatch.undo()
    monkeypatch.setitem(current_app.tasks, sending.TASK, Down())
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(siti)
    assert Pekerjaan.objects.get() == job


def test_message_reaches_the_task(siti, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(siti)
    job.refresh_from_db()
    assert job.state == State.DONE


def test_kind_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        register(KIND, label="Lain")(print)


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "ENTAH"},
        {"progress": 101},
        {"state": State.RUNNING},
        {"deadline": timezone.now()},
        {"finished_at": timezone.now()},
        {"state": State.DONE},
        {"state": State.FAILED, "finished_at": timezone.now()},
        {"error": "sebab"},
    ],
)
def test_database_refuses_impossible_rows(siti, broken):
    job = ask(siti)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pekerjaan.objects.filter(pk=job.pk).update(**broken)


def test_database_refuses_a_second_live_job_and_a_result_before_the_end(siti):
    job = ask(siti)
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pekerjaan.objects.create(kind=KIND, key="2026", created_at=now, sent_at=now)
    other = ask(siti, "lain")
    run_pekerjaan(other.pk)
    other.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pekerjaan.objects.filter(pk=job.pk).update(result=other.result)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_exactly_one_takes_a_job(tmp_path):
    job = ask(None, log=str(tmp_path / "log"), steps=2)
    results = []

    def work():
        try:
            results.append(run_pekerjaan(job.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == ["DONE", "None", "None", "None", "None"]
    assert (tmp_path / "log").read_text() == "2026\n"


@pytest.mark.django_db(transaction=True)
def test_of_many_requests_at_once_one_job_results():
    asked = []

    def work():
        try:
            asked.append(ask(None).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked) == 5
    assert set(asked) == {Pekerjaan.objects.get().pk}
