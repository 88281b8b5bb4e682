"""The sample cities say what the sources say, and mark what they do not."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q
from django.utils import timezone

from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja
from opd.models import Dokumen, Kota, NaskahPakta, Opd, Pencanangan, TandaTangan
from opd.models.pencanangan import declared_on_or_before

pytestmark = pytest.mark.django_db


def declared(day: date) -> int:
    return Opd.objects.counted_on(day).filter(declared_on_or_before(day)).count()


@pytest.mark.lambat
def test_pekalongan_stands_where_the_city_stood_on_22_october_2020() -> None:
    call_command("seed_demo", kota="pekalongan", tahap="pencanangan", verbosity=0)
    day = date(2020, 10, 22)
    assert Opd.objects.counted_on(day).count() == 31
    assert [declared(date(2019, 12, 12)), declared(date(2019, 12, 13)), declared(date(2019, 12, 31))] == [
        0,
        9,
        10,
    ]
    assert declared(day) == 26
    utara = Pencanangan.objects.get(organiser__code="KEC-UTARA")
    assert (utara.date, utara.peserta.count(), utara.contoh) == (date(2020, 7, 20), 8, False)
    assert utara.leader_name == "H.A. Afzan Arslan Djunaid"
    kelurahan = Opd.objects.filter(kind="kelurahan")
    assert kelurahan.count() == 27
    assert not kelurahan.filter(counts_for_target=True).exists()
    # A unit that no source names is marked, and no real unit is shown as lagging behind.
    late = Opd.objects.counted_on(day).exclude(declared_on_or_before(day))
    assert set(late.values_list("contoh", flat=True)) == {True}
    assert set(Pencanangan.objects.values_list("state", flat=True)) == {"verified", "submitted", "returned"}
    assert TandaTangan.objects.exclude(way="unggahan").count() == 0


@pytest.mark.lambat
def test_kediri_is_one_event_with_many_signers() -> None:
    call_command("seed_demo", kota="kediri", verbosity=0)
    event = Pencanangan.objects.get()
    assert (Kota.objects.get().name, event.date) == ("Kota Kediri", date(2022, 3, 7))
    assert list(event.saksi.values_list("institution", flat=True)) == [
        "Kejaksaan Negeri",
        "Kodim 0809",
        "Pengadilan Negeri",
        "Polres Kediri Kota",
    ]
    assert list(event.penghargaan.values_list("recipient", flat=True)) == ["Kejaksaan Negeri"]
    assert event.peserta.count() == 10


@pytest.mark.lambat
def test_last_stage_has_worksheets_in_every_stage_with_their_scores(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("seed_demo", kota="pekalongan", verbosity=0)
    call_command("check_scores")
    assert "tidak ada perbedaan" in capsys.readouterr().out
    rows = LembarKerja.objects.all()
    assert set(rows.values_list("contoh", "periode__contoh")) == {(True, True)}
    assert set(rows.values_list("state", flat=True)) == {
        *("draft", "submitted", "returned", "in_review", "approved")
    }
    answered = Count("jawaban", filter=Q(jawaban__tahap=Tahap.UNIT), distinct=True)
    own = rows.annotate(n=answered).get(opd__code="CTH-DINPERKIM", periode__year=timezone.localdate().year)
    assert (own.n, own.state) == (56, "draft")
    assert sorted(set(rows.annotate(n=answered).values_list("n", flat=True))) == [0, 56, 113]
    last = rows.filter(periode__year=timezone.localdate().year - 1)
    assert set(last.values_list("state", flat=True)) == {"submitted"}
    assert not last.filter(submitted_at__gt=F("periode__closes_at")).exists()
    # Invented answers stand only under units that are examples themselves.
    assert set(rows.filter(jawaban__isnull=False).values_list("opd__contoh", flat=True)) == {True}
    assert set(Dokumen.objects.values_list("contoh", flat=True)) == {True}
    assert Dokumen.objects.exclude(link="").exists()
    assert Jawaban.objects.filter(needs_confirmation=True).exists()


@pytest.mark.lambat
def test_first_stage_has_people_and_a_text_to_sign_but_no_declaration() -> None:
    call_command("seed_demo", kota="kediri", tahap="daftar", verbosity=0)
    assert not Pencanangan.objects.exists()
    assert NaskahPakta.objects.published().count() == 1


@pytest.mark.lambat
def test_a_portal_that_holds_data_is_left_alone() -> None:
    call_command("seed_demo", kota="kediri", tahap="daftar", verbosity=0)
    before = Opd.objects.count()
    with pytest.raises(CommandError, match="sudah berisi"):
        call_command("seed_demo", kota="pekalongan", verbosity=0)
    assert Opd.objects.count() == before


def test_production_takes_no_demo_accounts(settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="produksi"):
        call_command("seed_demo", verbosity=0)
    assert not Opd.objects.exists()
