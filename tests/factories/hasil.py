"""Reports and proposals as the domain makes them, from worksheets that are judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory

from dasar.berkas.domain import store_bytes
from dasar.berkas.models import Berkas
from dasar.izin import Actor
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.lhe.alur import begin_lhe, pass_lhe, submit_lhe
from evaluasi.domain.nilai import answers_of, store_nilai
from evaluasi.domain.scoring import score
from evaluasi.domain.usulan import add_unit, approve_usulan, create_usulan
from evaluasi.enums import LembarState, PredikatKind, PutusanKind, Sikap, Tahap
from evaluasi.models import Jawaban, LaporanHasil, LembarKerja, Periode, Predikat, Putusan, Ronde, Usulan
from opd.enums import Role
from opd.models import Opd
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.reviu import RondeFactory, assign

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


class PredikatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Predikat

    opd = factory.SubFactory(OpdFactory)
    kind = PredikatKind.WBK
    year = 2020
    valid_from = date(2020, 12, 21)
    sumber = "Berita contoh"


def make_ready_lembar(*, opd: Opd | None = None, periode: Periode | None = None) -> LembarKerja:
    """A worksheet in the state from which a unit can be proposed; its answers are blank."""
    lembar = make_lembar(opd=opd, periode=periode)
    LembarKerja.objects.filter(pk=lembar.pk).update(state=LembarState.APPROVED, submitted_at=NOW)
    lembar.refresh_from_db()
    return lembar


def make_scan() -> Berkas:
    """A signed letter as a kept file."""
    return store_bytes(data=b"%PDF-1.7 surat", name_hint="surat", media_type="application/pdf")


def make_usulan(*units: Opd | None, approved: bool = False, **values: Any) -> Usulan:
    """A proposal with a ready worksheet of each unit (one new unit when none is named), approved if asked."""
    actor = make_actor(Role.KOORDINATOR)
    letter = {"nomor": "000.8/17/2026", "tanggal": date(2026, 5, 28), "signer_name": "Wali Kota Contoh"}
    usulan = create_usulan(
        actor=actor, **{"periode": values.pop("periode", None) or PeriodeFactory()} | letter | values
    )
    for opd in units or (None,):
        lembar = make_ready_lembar(opd=opd, periode=usulan.periode)
        add_unit(usulan, actor=actor, lembar=lembar, alasan="Nilai TPI tertinggi.")
    return approve_usulan(usulan, actor=actor, berkas=make_scan()) if approved else usulan


LETTER = {
    "nomor": "700/12/2026",
    "tanggal": date(2026, 4, 30),
    "tugas_nomor": "800.1.11.1/7/2026",
    "tugas_tanggal": date(2026, 3, 2),
}
ALL = {"A.1.i.a": "Ya", "A.1.i.b": "Ya", "A.1.i.c": "Ya", "B.I.a": Decimal(3)}
"""The small instrument answered: 60 + 3/4 x 40 = 90 points."""


def assess(lembar: LembarKerja, actor: Actor, answers: Mapping[str, str | Decimal]) -> None:
    """What the assessors' desk leaves behind: their answers, a verdict of the open round each, and the scores."""
    struktur, ids = struktur_for(lembar.periode.instrumen), simpul_ids(lembar.periode.instrumen)
    ronde = Ronde.objects.filter(lembar=lembar, closed_at=None).first() or RondeFactory(lembar=lembar)
    for kode, isian in answers.items():
        said = {"angka": isian} if isinstance(isian, Decimal) else {"pilihan": isian}
        Jawaban.objects.update_or_create(
            lembar=lembar,
            simpul_id=ids[kode],
            tahap=Tahap.TPI,
            defaults={**said, "updated_at": NOW, "updated_by": actor.pengguna, "catatan": f"Catatan {kode}"},
        )
        Putusan.objects.update_or_create(
            ronde=ronde,
            simpul_id=ids[kode],
            kind=PutusanKind.UTAMA,
            defaults={
                "penilai": actor.pengguna,
                "sikap": Sikap.BERBEDA,
                "isian": str(isian),
                "catatan": f"Catatan {kode}",
                "rekomendasi": f"Rekomendasi {kode}",
                "decided_at": NOW,
            },
        )
    store_nilai(lembar, score(struktur, answers_of(lembar, Tahap.TPI)), tahap=Tahap.TPI)


def make_reviewed(
    *,
    opd: Opd | None = None,
    periode: Periode | None = None,
    answers: Mapping[str, str | Decimal] | None = None,
    **people: Actor,
) -> tuple[LembarKerja, dict[str, Actor]]:
    """A worksheet under review by a team of three, its questions judged."""
    lembar = make_lembar(opd=opd, periode=periode)
    team = assign(lembar, **people)
    LembarKerja.objects.filter(pk=lembar.pk).update(state=LembarState.IN_REVIEW, submitted_at=NOW)
    lembar.refresh_from_db()
    assess(lembar, team["anggota"], ALL if answers is None else answers)
    return lembar, team


def make_lhe(**values: Any) -> tuple[LaporanHasil, dict[str, Actor]]:
    """A draft report and its team; `values` go to `make_reviewed` or to the letter."""
    letter = {name: values.pop(name, LETTER[name]) for name in LETTER}
    lembar, team = make_reviewed(**values)
    return begin_lhe(lembar, actor=team["anggota"], **letter), team


def make_approved_lhe(**values: Any) -> LaporanHasil:
    """A report through the whole chain; its facts are frozen."""
    lhe, team = make_lhe(**values)
    lhe = pass_lhe(submit_lhe(lhe, actor=team["anggota"]), actor=team["ketua"])
    return pass_lhe(lhe, actor=team["dalnis"])
