"""The board as flat texts for its templates: nothing is computed, counted or formatted in a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from dasar.format import angka, hari_tanggal, relatif, tanggal, tanggal_pendek
from opd.domain.queries.cakupan import Cakupan
from opd.domain.queries.papan import Langkah, Papan
from opd.domain.queries.pekan import Kabar
from opd.domain.queries.unit_papan import UnitPapan
from opd.enums import PencananganState as State
from zona import grafik
from zona.dasbor.kalimat import share, tell_coverage, tell_delay, tell_delay_shortly, tell_truth

SHOWN_MISSING, SHOWN_AREAS = 12, 30
SHOWN_STEPS = 60
FEWEST_FOR_COURSE = 3  # fewer units make no course, only a step
SHOWN_NEWS = 3  # more of one sort become one line
NEWS = {
    State.SUBMITTED: ("{unit} mengajukan pencanangan", "{n} pencanangan diajukan", "send", "waiting"),
    State.VERIFIED: (
        "Pencanangan {unit} diverifikasi",
        "{n} pencanangan diverifikasi",
        "circle-check",
        "done",
    ),
    State.RETURNED: (
        "Pencanangan {unit} dikembalikan",
        "{n} pencanangan dikembalikan",
        "arrow-back-up",
        "returned",
    ),
    State.CANCELLED: ("Pencanangan {unit} dibatalkan", "{n} pencanangan dibatalkan", "ban", "cancelled"),
}


class Sajian:
    """A board ready to print. `is_city` says whether its reader sees the whole city."""

    def __init__(self, papan: Papan, *, is_city: bool) -> None:
        self.papan = papan
        self.noun = "OPD" if is_city else "unit"
        self.is_today = papan.on == papan.today

    def context(self) -> dict[str, Any]:
        """Everything that the templates of the board print."""
        papan = self.papan
        return {
            "kalimat": tell_truth(papan, noun=self.noun),
            "noun": self.noun,
            "hari": hari_tanggal(papan.on),
            "hari_ini": self.is_today,
            "contoh": papan.has_contoh,
            "angka": self._figures(),
            "lintasan": self._course(),
            "belum": [self._missing(unit) for unit in papan.missing[:SHOWN_MISSING]],
            "belum_sisa": max(len(papan.missing) - SHOWN_MISSING, 0),
            "belum_semua": self.rows(status="belum"),
            "pekan": self._week(),
            "jenis": [
                self._group(row.label, row.declared, row.total, row.cakupan, jenis=row.key)
                for row in papan.kinds
            ],
            "kecamatan": [self._area(row) for row in papan.kecamatan[:SHOWN_AREAS]],
            "kecamatan_sisa": max(len(papan.kecamatan) - SHOWN_AREAS, 0),
            "kecamatan_semua": self.rows(jenis="kecamatan"),
        }

    def rows(self, **params: str) -> str:
        """The address of the rows behind a figure, on the same day."""
        if not self.is_today:
            params["per"] = self.papan.on.isoformat()
        return f"{reverse('dasbor:unit')}?{urlencode(params)}" if params else reverse("dasbor:unit")

    def _figures(self) -> list[dict[str, str]]:
        papan = self.papan
        recent = len(papan.declared_this_week)
        figures = [
            {
                "label": "Sudah mencanangkan",
                "value": angka(papan.declared),
                "of": f"dari {angka(papan.total)} {self.noun}",
                "href": self.rows(status="sudah"),
                "note": f"{angka(recent)} baru pekan ini" if recent else self._newest(),
                "sign": "",
            },
            self._late_figure(),
            {
                "label": f"Pegawai menandatangani pakta {papan.on.year}",
                "value": share(papan.cakupan),
                "of": f"{angka(papan.cakupan.signed)} dari {angka(papan.cakupan.total)}",
                "href": self.rows(lingkup="semua", urut="cakupan"),
                "note": self._coverage_note(),
                "sign": "",
            },
        ]
        return figures + ([self._waiting_figure()] if self.is_today else [])

    def _newest(self) -> str:
        newest = self.papan.newest[:1]
        return f"Terakhir {newest[0].short_name}, {tanggal(newest[0].declared_on)}" if newest else ""

    def _late_figure(self) -> dict[str, str]:
        papan = self.papan
        late = papan.late
        note = f"{angka(late)} lewat tenggat" if late else "Tidak ada yang lewat tenggat"
        if late and papan.missing[0].due_on:
            note += f", terlama sejak {tanggal(papan.missing[0].due_on)}"
        return {
            "label": "Belum mencanangkan",
            "value": angka(len(papan.missing)),
            "of": self.noun,
            "href": self.rows(status="belum"),
            "note": note,
            "sign": "alert-triangle" if late else "",
        }

    def _coverage_note(self) -> str:
        papan = self.papan
        if not papan.cakupan.total:
            return "Daftar pegawai belum diisi"
        note = f"{angka(papan.signed_this_week)} tanda tangan pekan ini"
        return note if papan.cakupan.complete_list else f"{note}; ada daftar pegawai belum lengkap"

    def _waiting_figure(self) -> dict[str, str]:
        waiting = self.papan.waiting
        oldest = min(waiting, key=lambda row: row.at) if waiting else None
        note = f"Tertua {oldest.organiser}, {relatif(oldest.at)}" if oldest else "Tidak ada yang menunggu"
        return {
            "label": "Menunggu verifikasi",
            "value": angka(len(waiting)),
            "of": "pencanangan",
            "href": f"{reverse('opd:pencanangan_list')}?keadaan=submitted",
            "note": note,
            "sign": "hourglass" if oldest else "",
        }

    def _course(self) -> dict[str, Any]:
        papan, steps = self.papan, self.papan.course
        target = papan.target
        start = steps[0].day
        one_year = start.year == papan.on.year
        lintasan = grafik.Lintasan(
            steps=[(step.day, step.declared) for step in steps],
            start=start,
            end=date(papan.on.year, 12, 31) if one_year else papan.on,
            top=max([step.counted for step in steps] + [(target.units or 0) if target else 0]),
            target=target.units if target else None,
            due=target.due_on if target else None,
        )
        title = f"Jumlah {self.noun} yang sudah mencanangkan, {start.year}"
        title += "" if one_year else f"–{papan.on.year}"
        desc = (
            f"Dari {steps[0].declared} menjadi {papan.declared} dari {papan.total} pada {tanggal(papan.on)}."
        )
        return {
            "judul": title,
            "lebar": grafik.course(lintasan, width=1080, height=340, title=title, desc=desc),
            "dinding": grafik.course(lintasan, width=720, height=330, title=title, desc=desc),
            "sempit": grafik.course(lintasan, width=340, height=260, title=title, desc=desc),
            "baris": [self._step(step) for step in _telling(steps)],
            "target": self._target_words(),
            "ada": papan.total >= FEWEST_FOR_COURSE,
        }

    def _target_words(self) -> str:
        target = self.papan.target
        if target is None:
            return "Kota belum menetapkan target; lintasan ditampilkan tanpa garis target."
        words = f"Target {target.year}: {angka(target.units)} {self.noun} sampai {tanggal(target.due_on)}."
        return f"{words} Dasar: {target.basis}." if target.basis else words

    def _step(self, step: Langkah) -> dict[str, str]:
        return {
            "tanggal": tanggal(step.day),
            "nama": shorten(step.names) or "Keadaan awal",
            "jumlah": f"{angka(step.declared)} dari {angka(step.counted)}",
        }

    def _missing(self, unit: UnitPapan) -> dict[str, Any]:
        return {
            "nama": unit.name,
            "href": reverse("opd:opd_detail", args=[unit.key]),
            "lambat": tell_delay(unit, self.papan.on),
            "lambat_pendek": tell_delay_shortly(unit, self.papan.on),
            "is_late": unit.days_late(self.papan.on) > 0,
            "contoh": unit.contoh,
        }

    def _week(self) -> dict[str, Any]:
        papan = self.papan
        return {
            "judul": "Tujuh hari terakhir" if self.is_today else f"Sepekan sampai {tanggal(papan.on)}",
            "kabar": list(_news(papan.kabar)),
            "tanda": angka(papan.signed_this_week) if papan.signed_this_week else "",
            "baru": [
                f"{u.short_name} mencanangkan, {tanggal(u.declared_on)}" for u in papan.declared_this_week
            ],
            "terakhir": self._newest(),
        }

    def _group(self, name: str, declared: int, total: int, cakupan: Cakupan, **params: str) -> dict[str, Any]:
        return {
            "nama": name,
            "href": self.rows(**params),
            "jumlah": f"{angka(declared)} dari {angka(total)}",
            "batang": grafik.share_bar(declared, total),
            "lengkap": declared == total,
            "cakupan": tell_coverage(cakupan),
        }

    def _area(self, row: Any) -> dict[str, Any]:
        unit = row.unit
        group = self._group(
            unit.name,
            row.declared_below,
            row.total_below,
            row.cakupan,
            induk=str(unit.key),
            lingkup="semua",
        )
        since = f"Mencanangkan {tanggal_pendek(unit.declared_on)}" if unit.declared_on else ""
        return group | {
            "sejak": since or tell_delay(unit, self.papan.on),
            "sudah": bool(unit.declared_on),
            "contoh": unit.contoh,
        }


def _telling(steps: Sequence[Langkah]) -> list[Langkah]:
    """The first step and those on which somebody declared; the latest `SHOWN_STEPS` when there are many."""
    first, *later = steps
    return [first, *[step for step in later if step.names][-SHOWN_STEPS:]]


def shorten(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= SHOWN_NEWS + 1:
        return ", ".join(names)
    return f"{', '.join(names[:SHOWN_NEWS])}, dan {angka(len(names) - SHOWN_NEWS)} lainnya"


def _news(rows: Sequence[Kabar]) -> Iterator[dict[str, Any]]:
    """Lines of news, one a declaration; more than `SHOWN_NEWS` of one sort are told in one line."""
    for state, (one, many, sign, tone) in NEWS.items():
        same = [row for row in rows if row.state == state]
        marks = {"sign": sign, "tone": tone}
        if len(same) > SHOWN_NEWS:
            words = f"{many.format(n=angka(len(same)))}: {shorten([row.organiser for row in same])}"
            every = {"href": f"{reverse('opd:pencanangan_list')}?keadaan={state.value}"}
            yield marks | _moment(same[0]) | every | {"kata": words, "contoh": all(r.contoh for r in same)}
            continue
        for row in same:
            words = one.format(unit=row.organiser)
            words += f" ({angka(row.unit_count)} unit)" if row.unit_count > 1 else ""
            yield marks | _moment(row) | {"kata": words, "contoh": row.contoh}


def _moment(row: Kabar) -> dict[str, str]:
    href = reverse("opd:pencanangan_detail", args=[row.pencanangan])
    return {"kapan": relatif(row.at), "iso": row.at.isoformat(), "href": href}
