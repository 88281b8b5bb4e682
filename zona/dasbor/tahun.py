"""The board of a year as flat texts for its templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from dasar.format import angka, hari_tanggal, tanggal
from evaluasi.domain.queries.corong import RULES, Langkah
from evaluasi.domain.queries.kedaluwarsa import SOON, BuktiHabis
from evaluasi.domain.queries.papan_kota import NEAR_PERCENT, PapanTahun
from evaluasi.domain.queries.papan_lembar import JarakGerbang
from evaluasi.enums import Tahap
from zona import grafik
from zona.antarmuka.tautan import address_of
from zona.dasbor.kalimat_tahun import step_label, tell_forecast, tell_gates, tell_step, tell_year
from zona.dasbor.matriks import Matriks
from zona.dasbor.poin import tell_gap
from zona.dasbor.tautan import sheet_address

SHOWN_ROWS, SHOWN_NEAR, SHOWN_EXPIRING = 40, 6, 6
FEWEST_FOR_COURSE = 3
NOT_BEGUN = "belum-mulai"
SWITCH = {Tahap.UNIT: "Unit sendiri", Tahap.TPI: "TPI", Tahap.TPN: "TPN"}


class SajianTahun:
    """The board of a year ready to print."""

    def __init__(self, papan: PapanTahun) -> None:
        self.papan = papan

    def context(self, page: int = 1) -> dict[str, Any]:
        """Everything that the template prints, but what belongs to the reader alone."""
        papan = self.papan
        start = (page - 1) * SHOWN_ROWS
        matriks = Matriks(papan)
        return {
            "tahun": papan.year,
            "hari": hari_tanggal(papan.today),
            "kalimat": tell_year(papan),
            "batas_kata": tell_gates(papan),
            "contoh": papan.has_contoh,
            "corong": [self._step(step) for step in Langkah],
            "aturan_corong": [(step_label(step), rule) for step, rule in RULES.items()],
            "pilihan_tahun": [
                self._choice(str(year), tahun=year) | {"current": year == papan.year} for year in papan.years
            ],
            "pilihan_penilai": [
                self._choice(word, penilai=tahap.value) | {"current": tahap == papan.tahap}
                for tahap, word in SWITCH.items()
            ],
            "kolom": matriks.head(),
            "matriks": matriks.rows(papan.lembar[start : start + SHOWN_ROWS]),
            "matriks_halaman": self._pages(page),
            "akan_diraih": [self._near(item) for item in papan.to_win[:SHOWN_NEAR]],
            "akan_gugur": [self._near(item) for item in papan.to_lose[:SHOWN_NEAR]],
            "dekat": f"{NEAR_PERCENT}%",
            "laju": self._pace(),
            "habis": [self._expiring(row) for row in papan.habis[:SHOWN_EXPIRING]],
            "habis_sisa": max(len(papan.habis) - SHOWN_EXPIRING, 0),
            "segera": SOON.days,
            "tanpa_lembar": len(papan.without_lembar),
            "tanpa_lembar_href": self.address("dasbor:langkah", NOT_BEGUN),
        }

    def address(self, name: str, *args: object, **params: object) -> str:
        """An address that keeps year and assessor."""
        asked = {"tahun": self.papan.year, "penilai": self.papan.tahap} | params
        return f"{address_of(name, *args)}?{urlencode(asked)}"

    def _choice(self, word: str, **params: object) -> dict[str, Any]:
        return {"word": word, "href": self.address("dasbor:papan", **params)}

    def _pages(self, page: int) -> list[dict[str, Any]]:
        last = -(-len(self.papan.lembar) // SHOWN_ROWS)
        if last < 2:
            return []
        near = sorted({1, last, *range(max(page - 1, 1), min(page + 1, last) + 1)})
        return [self._choice(angka(each), halaman=each) | {"current": each == page} for each in near]

    def _step(self, step: Langkah) -> dict[str, Any]:
        papan, count = self.papan, self.papan.funnel.count(step)
        most = max(papan.funnel.count(each) for each in Langkah)
        before = papan.corong[-2].count(step) if len(papan.corong) > 1 else None
        return {
            "kata": step_label(step),
            "n": angka(count),
            "batang": grafik.share_bar(count, most),
            "href": self.address("dasbor:langkah", step.value),
            "catatan": tell_step(step, count, before, papan.year),
        }

    def _near(self, item: JarakGerbang) -> dict[str, Any]:
        papan = self.papan
        return {
            "unit": papan.units[item.lembar.unit].short_name,
            "batas": item.batas.nama,
            "predikat": item.batas.predikat,
            "kata": tell_gap(item),
            "pasti": item.certain,
            "href": sheet_address(papan, "evaluasi:lembar_why", item.lembar.key, item.batas.simpul),
            "contoh": item.lembar.contoh,
        }

    def _expiring(self, row: BuktiHabis) -> dict[str, Any]:
        over = row.is_over(self.papan.today)
        when = "habis sejak" if over else "berlaku sampai"
        return {
            "judul": row.title,
            "unit": row.unit_name,
            "href": address_of("evaluasi:dokumen_detail", row.dokumen),
            "kata": f"{when} {tanggal(row.expires_on)}, dikutip {angka(row.cited)} butir",
            "lewat": over,
            "contoh": row.contoh,
        }

    def _pace(self) -> dict[str, Any]:
        papan, laju = self.papan, self.papan.laju
        if laju is None or papan.periode is None:
            return {"ada": False}
        days = sorted(timezone.localdate(row.submitted_at) for row in papan.lembar if row.submitted_at)
        title = f"Penilaian mandiri {papan.year} yang sudah diajukan"
        desc = f"{laju.done} dari {laju.total} pada {tanggal(papan.today)}."
        opens, due = timezone.localdate(papan.periode.opens_at), timezone.localdate(papan.periode.closes_at)
        lintasan = self._course(days, opens, due)
        return {
            "ada": True,
            "bergambar": laju.total >= FEWEST_FOR_COURSE,
            "judul": title,
            "lebar": grafik.course(lintasan, width=1080, height=300, title=title, desc=desc),
            "sempit": grafik.course(lintasan, width=340, height=240, title=title, desc=desc),
            "kata": tell_forecast(laju),
            "sisa": angka(laju.left),
            "baris": [(tanggal(day), angka(number)) for day, number in _by_day(days).items()],
        }

    def _course(self, days: Sequence[date], start: date, due: date) -> grafik.Lintasan:
        """Handed in by day, from the opening to the deadline (or to the last one, if that was late)."""
        papan = self.papan
        shown = [max(day, start) for day in days]
        steps = {start: 0} | _by_day(shown)
        today = min(max(papan.today, start), due)
        steps.setdefault(max([today, *shown]), len(shown))
        return grafik.Lintasan(
            steps=sorted(steps.items()),
            start=start,
            end=max([due, *shown]),
            top=len(papan.lembar),
            target=len(papan.lembar),
            due=due,
        )


def _by_day(days: Sequence[date]) -> dict[date, int]:
    """How many had come by the end of each of these days, which are in order."""
    return {day: number for number, day in enumerate(days, 1)}
