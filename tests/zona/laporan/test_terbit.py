"""A paper says what the database said, is numbered once, and can be recognised by anyone."""

from __future__ import annotations

import io
from datetime import date, timedelta
from threading import Thread

import pikepdf
import pytest
from django.db import connection
from django.utils import timezone

from dasar.errors import DomainError, PermissionRefused
from dasar.jurnal.models import Catatan
from dasar.kanonik import fingerprint
from dasar.pekerjaan.domain import run_pekerjaan
from dasar.pekerjaan.models import Pekerjaan
from opd.enums import PencananganState, Role
from opd.models import Pencanangan
from tests.factories.opd import OpdFactory, PencananganFactory, PesertaFactory, SaksiFactory, make_actor
from tests.zona.laporan.penerima import Listener
from zona.laporan.domain.fakta import gather_recap
from zona.laporan.domain.terbit import (
    find_by_fingerprint,
    issue_for_event,
    issue_recap,
    request_for_event,
    request_recap,
)
from zona.laporan.enums import DokumenKind
from zona.laporan.models import DokumenTerbit

pytestmark = pytest.mark.django_db


@pytest.fixture
def verified() -> Pencanangan:
    row = PencananganFactory(organiser=OpdFactory(name="Dinas Kesehatan", short_name="Dinkes"))
    PesertaFactory(pencanangan=row, signer_name="dr. Budi")
    SaksiFactory(pencanangan=row, institution="Pengadilan Negeri")
    now = timezone.now()
    Pencanangan.objects.filter(pk=row.pk).update(
        state=PencananganState.VERIFIED, submitted_at=now, decided_at=now
    )
    return Pencanangan.objects.get(pk=row.pk)


def text_of(pdf: bytes, tmp_path: object) -> str:
    """What a reader of the PDF can read, by poppler."""
    import subprocess

    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return run.stdout.decode()


def read(berkas: object) -> bytes:
    from dasar.berkas.domain import open_berkas

    with open_berkas(berkas) as stream:
        return stream.read()


def test_berita_acara_states_the_event_and_carries_its_own_address(
    verified: Pencanangan, tmp_path: object
) -> None:
    berkas = issue_for_event(verified, kind=DokumenKind.BERITA_ACARA, issued_by=None)
    row = DokumenTerbit.objects.get()
    text = text_of(read(berkas), tmp_path)
    for part in (
        "Senin, 20 Juli 2020",
        "Dinas Kesehatan",
        "dr. Budi",
        "Pengadilan Negeri",
        row.code,
        row.label,
    ):
        assert part in text
    assert row.facts_hash[:16] in text
    assert row.facts_hash == fingerprint(row.facts)
    pdf = pikepdf.open(io.BytesIO(read(berkas)))
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("id", True)
    assert Catatan.objects.for_object(row).get().action == "laporan.dokumen_terbit.issued"


def test_numbers_run_per_kind_and_year_and_a_job_issues_once(verified: Pencanangan) -> None:
    job = verified.pk  # any UUID stands for a job
    first = issue_for_event(verified, kind=DokumenKind.PIAGAM, issued_by=None, job=job)
    again = issue_for_event(verified, kind=DokumenKind.PIAGAM, issued_by=None, job=job)
    other = issue_for_event(verified, kind=DokumenKind.PIAGAM, issued_by=None)
    assert first == again
    assert first != other
    year = timezone.localdate().year
    labels = sorted(row.label for row in DokumenTerbit.objects.all())
    assert labels == [f"ZI/PIAGAM/{year}/0001", f"ZI/PIAGAM/{year}/0002"]


def test_recap_counts_what_had_declared_by_that_day(verified: Pencanangan, tmp_path: object) -> None:
    OpdFactory(name="Dinas Lain")
    OpdFactory(name="Kelurahan", counts_for_target=False)
    before, on = gather_recap(date(2020, 7, 19)), gather_recap(date(2020, 7, 20))
    assert [(f["declared"], f["total"]) for f in (before, on)] == [(0, 2), (1, 2)]
    text = text_of(read(issue_recap(date(2020, 7, 20), issued_by=None)), tmp_path)
    assert "1 dari 2 unit sudah mencanangkan (50%)" in text


def test_paper_before_verification_or_for_a_foreign_unit_is_refused(verified: Pencanangan) -> None:
    operator = make_actor(Role.OPERATOR, verified.organiser)
    draft = PencananganFactory(organiser=verified.organiser)
    with pytest.raises(PermissionRefused, match="setelah pencanangan diverifikasi"):
        request_for_event(draft, kind=DokumenKind.PIAGAM, actor=operator)
    with pytest.raises(PermissionRefused):
        request_for_event(verified, kind=DokumenKind.PIAGAM, actor=make_actor(Role.OPERATOR, OpdFactory()))
    with pytest.raises(PermissionRefused):
        request_recap(date(2020, 1, 1), actor=operator)
    assert not Pekerjaan.objects.exists()


def test_recap_of_a_day_to_come_is_refused() -> None:
    with pytest.raises(DomainError, match="belum tiba"):
        request_recap(timezone.localdate() + timedelta(days=1), actor=make_actor(Role.PIMPINAN))


def test_second_click_gives_the_job_under_way_and_running_it_makes_the_paper(verified: Pencanangan) -> None:
    operator = make_actor(Role.OPERATOR, verified.organiser)
    job = request_for_event(verified, kind=DokumenKind.PIAGAM, actor=operator)
    assert request_for_event(verified, kind=DokumenKind.PIAGAM, actor=operator) == job
    run_pekerjaan(job.pk)
    row = DokumenTerbit.objects.get(job=job.pk)
    assert row.issued_by == operator.pengguna
    assert find_by_fingerprint(row.berkas.sha256) == row
    assert find_by_fingerprint("0" * 64) is None


def test_other_units_do_not_see_the_paper(verified: Pencanangan) -> None:
    issue_for_event(verified, kind=DokumenKind.PIAGAM, issued_by=None)
    foreign, own = make_actor(Role.OPERATOR, OpdFactory()), make_actor(Role.OPERATOR, verified.organiser)
    assert DokumenTerbit.objects.visible_to(foreign).count() == 0
    assert DokumenTerbit.objects.visible_to(own).count() == 1
    assert DokumenTerbit.objects.visible_to(make_actor(Role.PIMPINAN)).count() == 1


PAYLOADS = (
    '<img src="{url}/a">',
    '<link rel="attachment" href="file://{marker}">',
    '<a rel="attachment" href="{url}/b">x</a>',
    '<object data="{url}/c"></object>',
    '<style>@import url("{url}/d"); body{{background:url("{url}/e")}}</style>',
    '<svg><image href="{url}/f"/></svg>',
    "url({url}/g)",
    '" onload="x" style="background:url({url}/h)',
)


@pytest.mark.parametrize("kind", [DokumenKind.PIAGAM, DokumenKind.BERITA_ACARA])
def test_nothing_typed_reaches_a_file_or_the_network(
    kind: DokumenKind, verified: Pencanangan, tmp_path: object
) -> None:
    marker = tmp_path / "rahasia.txt"
    marker.write_text("RAHASIA-7f3a")
    with Listener() as listener:
        for field in ("place", "occasion", "leader_name", "leader_title", "legal_basis"):
            room = Pencanangan._meta.get_field(field).max_length
            text = "".join(PAYLOADS[:2]).format(url=listener.url, marker=marker)[:room]
            Pencanangan.objects.filter(pk=verified.pk).update(**{field: text})
        note = "".join(PAYLOADS).format(url=listener.url, marker=marker)
        Pencanangan.objects.filter(pk=verified.pk).update(note=note)
        row = Pencanangan.objects.get(pk=verified.pk)
        pdf = read(issue_for_event(row, kind=kind, issued_by=None))
    assert listener.requests == []
    opened = pikepdf.open(io.BytesIO(pdf))
    streams = b"".join(
        o.read_bytes() for o in opened.objects if isinstance(o, pikepdf.Stream) and _readable(o)
    )
    assert b"RAHASIA-7f3a" not in pdf + streams
    assert "/EmbeddedFiles" not in str(opened.Root.get("/Names", ""))
    assert "&lt;" not in text_of(pdf, tmp_path)  # escaped once, not twice


def _readable(stream: object) -> bool:
    try:
        stream.read_bytes()
    except pikepdf.PdfError:
        return False
    return True


def test_the_listener_can_hear() -> None:
    from urllib.request import urlopen

    with Listener() as listener:
        urlopen(f"{listener.url}/ada", timeout=5).read()
    assert listener.requests == ["/ada"]


@pytest.mark.django_db(transaction=True)
def test_two_papers_at_once_get_two_numbers(verified: Pencanangan) -> None:
    failures: list[Exception] = []

    def issue() -> None:
        try:
            issue_for_event(verified, kind=DokumenKind.PIAGAM, issued_by=None)
        except Exception as error:  # noqa: BLE001  # told by the main thread
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=issue) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(DokumenTerbit.objects.values_list("number", flat=True)) == [1, 2]
