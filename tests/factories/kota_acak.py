"""A varied city by lot: units in every state of two years, scored by three assessors, evidence, promises."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from evaluasi.domain.instrumen_store import load_pustaka, read_isi, simpul_ids, struktur_for
from evaluasi.domain.nilai import summarise_gates
from evaluasi.domain.scoring import Angka, score
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import Instrumen, LembarKerja, Nilai, Periode, Predikat
from opd.enums import Pihak
from opd.models import Opd
from tests.factories.evaluasi import DokumenFactory, PeriodeFactory, SitasiFactory, make_lembar
from tests.factories.opd import OpdFactory
from tests.factories.rencana import KemajuanFactory, RencanaAksiFactory, TindakanFactory
from tests.opd.test_papan import declare
from zona.contoh.jawaban import answers_for

TODAY = date(2026, 11, 20)
YEARS = (2025, 2026)
UNITS = 18
LATER = {
    LembarState.IN_REVIEW: (Tahap.TPI,),
    LembarState.RETURNED: (Tahap.TPI,),
    LembarState.APPROVED: (Tahap.TPI,),
    LembarState.PROPOSED: (Tahap.TPI, Tahap.TPN),
    LembarState.DECIDED: (Tahap.TPI, Tahap.TPN),
}


def make_kota_acak(seed: int) -> list[Opd]:
    """The same city for the same seed, with the instrument and the gates of the law."""
    rng = Random(seed)
    load_pustaka(actor=None)
    instrumen = Instrumen.objects.get(kode="permenpan-90-2021")
    units = [OpdFactory(name=f"Unit {number:02}", short_name=f"U{number}") for number in range(UNITS)]
    for unit in units:
        if rng.random() < 0.8:
            declare(unit, day=date(rng.choice([2024, 2025, 2026]), rng.randint(1, 11), rng.randint(1, 28)))
    for year in YEARS:
        opens, closes = datetime(year, 1, 2, tzinfo=UTC), datetime(year, 12, 31, 9, tzinfo=UTC)
        periode = PeriodeFactory(year=year, instrumen=instrumen, opens_at=opens, closes_at=closes)
        for unit in units:
            if rng.random() < 0.85:
                _sheet(rng, unit, periode)
    _award(rng, units)
    _promise(rng, units)
    return units


def _sheet(rng: Random, unit: Opd, periode: Periode) -> None:
    sheet, state = make_lembar(opd=unit, periode=periode), rng.choice(LembarState.values)
    handed = datetime(periode.year, 11, 20, tzinfo=UTC) - timedelta(
        days=rng.randint(0, 60), hours=rng.randint(0, 23)
    )
    LembarKerja.objects.filter(pk=sheet.pk).update(
        state=state,
        predikat=rng.choice(["WBK", "WBK", "WBBM"]),
        submitted_at=None if state == LembarState.DRAFT else handed,
        returned_at=handed + timedelta(days=1) if state == LembarState.RETURNED else None,
        return_reason="Lengkapi" if state == LembarState.RETURNED else "",
    )
    Nilai.objects.filter(lembar=sheet).delete()
    level = rng.randint(55, 100)
    for step, tahap in enumerate((Tahap.UNIT, *LATER.get(LembarState(state), ()))):
        _score(rng, sheet, periode.instrumen, tahap, max(level - 8 * step, 0))
    _evidence(rng, sheet)


def _score(rng: Random, sheet: LembarKerja, instrumen: Instrumen, tahap: str, level: int) -> None:
    """Answers by lot, a few left blank; the score stored for every node and question."""
    given = answers_for(read_isi(instrumen), f"{sheet.opd.short_name} {sheet.periode.year}", level)
    for kode in rng.sample(list(given), rng.choice([0, 0, 2, 9])):
        given[kode] = None
    skor, ids = score(struktur_for(instrumen), given), simpul_ids(instrumen)
    floor = skor.semua(Angka.LANTAI)
    rows = []
    for kode, value in skor.semua().items():
        terisi, butir = skor.terisi(kode)
        rows.append(
            Nilai(
                lembar=sheet,
                simpul_id=ids[kode],
                tahap=tahap,
                buku_kerja=value,
                lantai=floor[kode],
                terisi=terisi,
                butir=butir,
                ringkas=summarise_gates(skor) if kode == "TOTAL" else {},
            )
        )
    Nilai.objects.bulk_create(rows)


def _evidence(rng: Random, sheet: LembarKerja) -> None:
    for _ in range(rng.randint(0, 2)):
        ends = TODAY + timedelta(days=rng.randint(-30, 120))
        paper = DokumenFactory(opd=sheet.opd, expires_on=rng.choice([None, ends, ends]))
        if rng.random() < 0.2:
            paper.successor = DokumenFactory(opd=sheet.opd)
            paper.save()
        asked = list(sheet.periode.instrumen.simpul.filter(jenis="butir").order_by("urutan")[:5])
        for simpul in rng.sample(asked, rng.randint(0, 3)):
            SitasiFactory(lembar=sheet, simpul=simpul, dokumen=paper)


def _award(rng: Random, units: list[Opd]) -> None:
    for unit in rng.sample(units, 5):
        kind = rng.choice(["WBK", "WBBM"])
        Predikat.objects.create(
            opd=unit, kind=kind, year=2025, valid_from=date(2025, 12, 9), sk_nomor="9/MENPAN/2025"
        )


def _promise(rng: Random, units: list[Opd]) -> None:
    for unit in rng.sample(units, 9):
        plan = RencanaAksiFactory(opd=unit, year=2026)
        for _ in range(rng.randint(0, 4)):
            due = date(2026, rng.randint(3, 12), rng.randint(1, 28))
            action = TindakanFactory(rencana=plan, target=Decimal(rng.randint(1, 12)), due_on=due)
            if rng.random() < 0.2:
                action.cancelled_at, action.cancel_reason = (
                    datetime(2026, 6, 1, tzinfo=UTC),
                    "Anggaran ditunda",
                )
                action.save()
            for number in range(rng.randint(0, 4)):
                KemajuanFactory(
                    tindakan=action,
                    pihak=rng.choice([Pihak.UNIT, Pihak.UNIT, Pihak.VERIFIKATOR]),
                    on=date(2026, 2 + number, rng.randint(1, 28)),
                    amount=Decimal(rng.randint(0, 13)),
                    at=datetime(2026, 2 + number, 28, rng.randint(0, 23), tzinfo=UTC),
                )
