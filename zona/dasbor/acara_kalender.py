"""Windows and deadlines as events, for the calendar page and the iCal feed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from dasar.format import angka, waktu
from dasar.izin import Actor
from evaluasi.domain.queries.kedaluwarsa import list_expiring
from evaluasi.domain.queries.papan_lembar import list_years
from evaluasi.domain.queries.usulan import list_predikat
from evaluasi.models import LembarKerja, Penugasan, Periode, Ronde
from opd.domain.queries.janji import FIGURES, capaian_from, janji_rows
from opd.domain.queries.target import list_target
from opd.enums import TPI_ROLES, Role
from opd.permissions import can_read_city
from zona.antarmuka.tautan import address_of


@dataclass(frozen=True)
class AcaraKalender:
    """One day on which something opens, closes or runs out. `key` stays the same when the day moves; `href` is the
    page on which it is settled."""

    key: str
    day: date
    kata: str
    catatan: str = ""
    contoh: bool = False
    href: str = ""

    def is_past(self, today: date) -> bool:
        """Whether the day has gone by."""
        return self.day < today


def list_acara(actor: Actor, *, today: date) -> list[AcaraKalender]:
    """What this person has to know, soonest first: windows and targets for everyone who holds a role; in the units
    one may see evidence that runs out, deadlines of returned worksheets, promised actions and reports on predicates;
    the own assignments of assessors. Seven SQL statements at most."""
    if not actor.peran:
        return []
    found = [event for row in list_years() for event in _of_periode(row)]
    found += [
        AcaraKalender(
            f"target-{target.year}-{target.due_on:%m%d}",
            target.due_on,
            f"Tenggat target pencanangan {target.year}",
            f"{angka(target.units)} unit" if target.units else "Semua unit yang dihitung",
            target.contoh,
        )
        for target in list_target()
    ]
    found += [
        AcaraKalender(
            f"bukti-{row.dokumen}",
            row.expires_on,
            f"Bukti habis masa berlaku: {row.title}",
            row.unit_name,
            row.contoh,
            address_of("evaluasi:dokumen_detail", row.dokumen),
        )
        for row in list_expiring(actor, year=today.year, today=today)
    ]
    found += _of_rounds(actor)
    found += _of_promises(actor, today)
    found += _of_predikat(actor, today)
    if actor.has(*TPI_ROLES, Role.KOORDINATOR):
        found += _of_assignments(actor)
    return sorted(found, key=lambda event: (event.day, event.kata, event.key))


def _of_periode(row: Periode) -> Iterable[AcaraKalender]:
    opens, closes = timezone.localtime(row.opens_at), timezone.localtime(row.closes_at)
    basis = f"Dasar: {row.basis}." if row.basis else ""
    yield AcaraKalender(
        f"buka-{row.pk}", opens.date(), f"Pengisian LKE {row.year} dibuka", _at(opens, basis), row.contoh
    )
    yield AcaraKalender(
        f"tutup-{row.pk}", closes.date(), f"Pengisian LKE {row.year} ditutup", _at(closes, basis), row.contoh
    )
    if row.propose_opens_at and row.propose_closes_at:
        begins, ends = timezone.localtime(row.propose_opens_at), timezone.localtime(row.propose_closes_at)
        words = f"Pengusulan {row.year} ke Kementerian PANRB"
        yield AcaraKalender(f"usul-{row.pk}", begins.date(), f"{words} dibuka", _at(begins, ""), row.contoh)
        yield AcaraKalender(
            f"usul-akhir-{row.pk}", ends.date(), f"{words} ditutup", _at(ends, ""), row.contoh
        )
    if row.review_due_on:
        yield AcaraKalender(
            f"reviu-{row.pk}", row.review_due_on, f"Reviu TPI {row.year} selesai", "", row.contoh
        )


def _at(moment: datetime, basis: str) -> str:
    return f"Pukul {waktu(moment)}. {basis}".strip()


def _of_assignments(actor: Actor) -> Iterable[AcaraKalender]:
    rows = Penugasan.objects.filter(due_on__isnull=False).select_related("lembar__opd", "lembar__periode")
    if not actor.has_city(Role.KOORDINATOR):
        rows = rows.reachable_by(actor)
    for row in rows.order_by("due_on", "id"):
        unit = row.lembar.opd.short_name
        yield AcaraKalender(
            f"tugas-{row.pk}",
            row.due_on,
            f"Penilaian LKE {unit} {row.lembar.periode.year} selesai",
            contoh=row.lembar.contoh,
            href=address_of("evaluasi:lembar_detail", row.lembar_id),
        )


def _of_promises(actor: Actor, today: date) -> Iterable[AcaraKalender]:
    """Promised actions of this year that are not done yet: for the unit each day with its promises, for those who
    read the city each day with how many of which unit."""
    rows = janji_rows(actor, year=today.year).filter(cancelled_at=None)
    days: dict[date, list[tuple[str, str, bool]]] = defaultdict(list)
    lines = rows.order_by("due_on", "rencana__opd__short_name", "text", "id")
    for unit, text, contoh, *figures in lines.values_list(
        "rencana__opd__short_name", "text", "contoh", *FIGURES
    ):
        capaian = capaian_from(figures)
        if not capaian.is_reached and not capaian.is_verified:
            days[capaian.due_on].append((unit, text, contoh))
    for day, told in days.items():
        units = Counter(unit for unit, _, _ in told)
        if can_read_city(actor):
            note = ", ".join(f"{unit} {angka(count)}" for unit, count in units.items())
        else:
            note = "; ".join(text for _, text, _ in told)
        words = f"Tenggat {angka(len(told))} janji rencana aksi"
        href = f"{address_of('opd:rencana_list')}?tahun={today.year}"
        yield AcaraKalender(f"janji-{day}", day, words, note, any(contoh for *_, contoh in told), href)


def _of_predikat(actor: Actor, today: date) -> Iterable[AcaraKalender]:
    """When the next two-yearly report on a predicate is due."""
    for row in list_predikat(actor):
        if row.due is not None:
            href = address_of("evaluasi:predikat_list")
            words = f"Laporan predikat {row.row.kind} {row.row.opd.short_name} ke Kementerian PANRB"
            yield AcaraKalender(f"predikat-{row.row.pk}", row.due, words, contoh=row.row.contoh, href=href)


def _of_rounds(actor: Actor) -> Iterable[AcaraKalender]:
    """By when units answer what was returned to them."""
    sheets = LembarKerja.objects.visible_to(actor)
    rows = Ronde.objects.filter(lembar__in=sheets, deadline__isnull=False, closed_at=None)
    for row in rows.select_related("lembar__opd", "lembar__periode").order_by("deadline", "id"):
        due, lembar = timezone.localtime(row.deadline), row.lembar
        yield AcaraKalender(
            f"ronde-{row.pk}",
            due.date(),
            f"Perbaikan LKE {lembar.opd.short_name} {lembar.periode.year} dijawab",
            _at(due, f"Ronde {row.nomor}."),
            lembar.contoh,
            address_of("evaluasi:lembar_detail", lembar.pk),
        )


def write_ical(events: Iterable[AcaraKalender], *, now: datetime) -> bytes:
    """The events as an iCalendar file (RFC 5545), all-day, each with a key that lasts."""
    calendar = Calendar()
    calendar.add("prodid", "-//Zona Integritas//Kalender//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Zona Integritas")
    calendar.add("refresh-interval;value=duration", "PT6H")
    host = settings.PUBLIC_URL.split("://")[-1].split("/")[0]
    for row in events:
        event = Event()
        event.add("uid", f"{row.key}@{host}")
        event.add("dtstamp", now)
        event.add("dtstart", row.day)
        event.add("dtend", row.day + timedelta(days=1))
        event.add("summary", row.kata)
        event.add("transp", "TRANSPARENT")
        if row.catatan:
            event.add("description", row.catatan)
        calendar.add_component(event)
    return calendar.to_ical()
