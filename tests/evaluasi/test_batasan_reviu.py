"""Each rule that the database holds on teams and reviews, broken one at a time, all else valid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import models

from evaluasi.enums import LembarState, Pihak, Sikap
from evaluasi.models import (
    AnggotaTim,
    BacaanDiskusi,
    BuktiDilihat,
    ButirKembali,
    Diskusi,
    HubunganPenilai,
    LembarKerja,
    Putusan,
    Ronde,
)
from tests.evaluasi.test_batasan import question, refused, sentence
from tests.factories.akun import PenggunaFactory
from tests.factories.evaluasi import DokumenFactory, SitasiFactory, make_lembar
from tests.factories.opd import OpdFactory
from tests.factories.reviu import AnggotaTimFactory, PenugasanFactory, RondeFactory, TimFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
DAY, NEXT_DAY = date(2026, 5, 4), date(2026, 5, 5)
RETURNED = {"returned_at": NOW, "reason": "Lengkapi"}
Make = Callable[[], models.Model]


@pytest.fixture
def lembar() -> LembarKerja:
    return make_lembar()


def seat(**values: Any) -> AnggotaTim:
    sound = {"tim": TimFactory(), "pengguna": PenggunaFactory(), "peran": "anggota", "active_from": DAY}
    return AnggotaTim(**(sound | values))


def seat_beside(**values: Any) -> AnggotaTim:
    """A second seat in a team where somebody sits already."""
    there = AnggotaTimFactory(peran=values.get("peran", "anggota"))
    person = values.pop("pengguna", None) or there.pengguna
    return seat(tim=there.tim, pengguna=person, **values)


def own_substitute() -> AnggotaTim:
    row = seat(active_to=NEXT_DAY)
    row.menggantikan_id = row.pk
    return row


def second_round(**values: Any) -> Ronde:
    first = RondeFactory(lembar=make_lembar())
    return RondeFactory.build(lembar=first.lembar, **({"nomor": 2} | values))


def after_closed(**values: Any) -> Ronde:
    first = RondeFactory(lembar=make_lembar(), **RETURNED, closed_at=NOW)
    return RondeFactory.build(lembar=first.lembar, **values)


def alone(**values: Any) -> Ronde:
    return RondeFactory.build(lembar=make_lembar(), **values)


def verdict(**values: Any) -> Putusan:
    ronde = RondeFactory(lembar=make_lembar())
    sound = {"penilai": PenggunaFactory(), "sikap": Sikap.SAMA, "decided_at": NOW}
    return Putusan(ronde=ronde, simpul=question(ronde.lembar), **(sound | values))


def talk(**values: Any) -> Diskusi:
    lembar = make_lembar()
    sound = {"pihak": Pihak.UNIT, "penulis": PenggunaFactory(), "text": "Halo", "sent_at": NOW}
    return Diskusi(lembar=lembar, simpul=question(lembar), **(sound | values))


def relation(**values: Any) -> HubunganPenilai:
    sound = {"pengguna": PenggunaFactory(), "opd": OpdFactory(), "keterangan": "Suami", "declared_on": DAY}
    return HubunganPenilai(**(sound | values))


def point(text: str) -> ButirKembali:
    ronde = RondeFactory(lembar=make_lembar(), **RETURNED)
    return ButirKembali(ronde=ronde, simpul=question(ronde.lembar), permintaan=text)


CASES: list[tuple[Make, str, str]] = [
    (lambda: seat(peran="lain"), "anggotatim_peran_known", "Peran dalam tim tidak dikenal."),
    (
        lambda: seat(active_from=NEXT_DAY, active_to=DAY),
        "anggotatim_period_ordered",
        "Tanggal berakhir tidak boleh sebelum tanggal mulai.",
    ),
    (
        lambda: seat_beside(peran="ketua", pengguna=PenggunaFactory()),
        "anggotatim",
        "Tim ini sudah punya orang pada peran tersebut; akhiri dulu masanya.",
    ),
    (own_substitute, "anggotatim_not_own_substitute", "Seseorang tidak menggantikan dirinya sendiri."),
    (
        lambda: seat(menggantikan=AnggotaTimFactory()),
        "anggotatim_substitute_ends",
        "Pengganti duduk sampai tanggal tertentu.",
    ),
    (lambda: seat_beside(), "anggotatim", "Orang ini sudah duduk dalam tim tersebut."),
    (
        lambda: relation(ended_on=date(2026, 5, 3)),
        "hubunganpenilai_period_ordered",
        "Hubungan berakhir sesudah dinyatakan.",
    ),
    (lambda: alone(nomor=0), "ronde_nomor_positive", "Ronde dimulai dari 1."),
    (
        lambda: alone(returned_at=NOW),
        "ronde_returned_has_reason",
        "Pengembalian disertai alasan; tenggat hanya ada pada pengembalian.",
    ),
    (
        lambda: alone(**RETURNED, deadline=NOW),
        "ronde_deadline_after_return",
        "Tenggat harus sesudah dikembalikan.",
    ),
    (
        lambda: alone(closed_at=NOW),
        "ronde_closed_was_returned",
        "Hanya ronde yang dikembalikan yang dijawab.",
    ),
    (second_round, "ronde", "Masih ada ronde yang berjalan."),
    (after_closed, "ronde", "Ronde ini sudah ada."),
    (lambda: verdict(kind="lain"), "putusan_kind_known", "Jenis penilaian tidak dikenal."),
    (lambda: verdict(sikap="lain"), "putusan_sikap_known", "Putusan tidak dikenal."),
    (lambda: talk(pihak="lain"), "diskusi_pihak_known", "Pihak tidak dikenal."),
    (lambda: talk(text=""), "diskusi_not_empty", "Pesan tidak boleh kosong."),
    (lambda: point(""), "butirkembali_says_what", "Tuliskan apa yang diminta dari unit."),
]


@pytest.mark.parametrize(("make", "name", "told"), CASES, ids=[told for _, _, told in CASES])
def test_row_that_contradicts_itself_is_refused(make: Make, name: str, told: str) -> None:
    row = make()
    assert sentence(row) == [told]
    assert f"evaluasi_{name}" in refused(row)


@pytest.mark.parametrize("state", ["in_review", "approved", "proposed", "decided"])
def test_later_states_need_the_time_of_handing_in(state: str) -> None:
    row = make_lembar()
    row.state = LembarState(state)
    assert sentence(row) == ["Lembar kerja yang diajukan mencatat waktunya."]
    row.submitted_at = NOW
    row.validate_constraints()


@pytest.mark.parametrize(
    "make",
    [
        lambda: seat(menggantikan=AnggotaTimFactory(), active_to=NEXT_DAY),
        lambda: seat_beside(pengguna=PenggunaFactory()),
        lambda: after_closed(nomor=2),
        lambda: alone(**RETURNED, deadline=datetime(2026, 6, 1, tzinfo=UTC)),
        lambda: point("Unggah laporan monev"),
        talk,
        verdict,
        relation,
    ],
)
def test_sound_row_is_kept(make: Make) -> None:
    row = make()
    row.full_clean()
    row.save(force_insert=True)


def test_each_of_these_stands_once(lembar: LembarKerja) -> None:
    person, simpul = PenggunaFactory(), question(lembar)
    sitasi = SitasiFactory(lembar=lembar, simpul=simpul, dokumen=DokumenFactory(opd=lembar.opd))
    ronde = RondeFactory(lembar=lembar, **RETURNED)
    penilai = AnggotaTimFactory()
    twins: list[tuple[models.Model, models.Model]] = [
        (TimFactory(), TimFactory.build()),
        (
            PenugasanFactory(tim=penilai.tim, lembar=lembar, penilai=penilai),
            PenugasanFactory.build(tim=penilai.tim, lembar=lembar, penilai=penilai),
        ),
        *(
            (model(**values), model(**values))
            for model, values in (
                (HubunganPenilai, {"pengguna": person, "opd": lembar.opd, "declared_on": DAY}),
                (ButirKembali, {"ronde": ronde, "simpul": simpul, "permintaan": "Lengkapi"}),
                (BuktiDilihat, {"sitasi": sitasi, "pengguna": person, "sitasi_version": 1, "seen_at": NOW}),
                (BacaanDiskusi, {"lembar": lembar, "simpul": simpul, "pengguna": person, "read_at": NOW}),
                (
                    Putusan,
                    {"ronde": ronde, "simpul": simpul, "penilai": person, "sikap": "sama", "decided_at": NOW},
                ),
            )
        ),
    ]
    twins[0][1].__dict__.update(periode_id=twins[0][0].periode_id, name=twins[0][0].name)
    for there, twin in twins:
        there.save()
        assert sentence(twin)
        refused(twin)
