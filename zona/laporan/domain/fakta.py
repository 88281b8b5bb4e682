"""What a paper says, gathered once and frozen: plain texts, ready to print."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dasar.format import awal_kecil, bagian, hari_tanggal, tanggal, tanggal_waktu
from dasar.izin import Actor, Peran
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.queries.corong import LABELS, Langkah
from evaluasi.domain.queries.papan_kota import read_papan_tahun
from evaluasi.enums import LembarState, Tahap
from opd.domain.queries.cakupan import Cakupan, coverage_of
from opd.enums import CaraTanda, OpdKind, Role
from opd.models import Kota, Opd, Pencanangan, TandaTangan
from opd.models.pencanangan import declared_since
from zona.dasbor.poin import tell_points

# The recap is about the whole city, whoever asks for it.
CITY = Actor(None, (Peran(Role.PIMPINAN),))
NO_CITY = {"name": "Kota", "government": "Pemerintah Kota", "address": "", "website": ""}


def gather_kop() -> dict[str, str]:
    """The letterhead: the city's names and address as set in the portal."""
    kota = Kota.objects.first()
    if kota is None:
        return dict(NO_CITY)
    return {name: getattr(kota, name) for name in NO_CITY}


def _coverage_words(cakupan: Cakupan) -> str:
    if not cakupan.total:
        return "jumlah pegawai belum diisi"
    words = f"{cakupan.signed} dari {cakupan.total} pegawai ({bagian(cakupan.signed, cakupan.total)})"
    return words if cakupan.complete_list else f"{words}, daftar pegawai belum lengkap"


def gather_event(row: Pencanangan) -> dict[str, Any]:
    """The facts of a declaration as its papers state them."""
    peserta = [
        {"unit": p.opd.name, "signer": p.signer_name, "title": p.signer_title, "contoh": p.opd.contoh}
        for p in row.peserta.select_related("opd").order_by("opd__jalur")
    ]
    return {
        "kop": gather_kop(),
        "organiser": row.organiser.name,
        "joint": len(peserta) > 1,
        "date": hari_tanggal(row.date),
        "date_short": tanggal(row.date),
        "place": row.place,
        "occasion": row.occasion,
        "leader": row.leader_name,
        "leader_title": row.leader_title,
        "basis": row.legal_basis,
        "note": row.note,
        "source": row.source,
        "contoh": row.contoh,
        "peserta": peserta,
        "saksi": [{"name": s.name, "title": s.title, "institution": s.institution} for s in row.saksi.all()],
        "awards": [{"title": a.title, "recipient": a.recipient} for a in row.penghargaan.all()],
        "links": [link.url for link in row.publikasi.all()],
        "verified": tanggal_waktu(row.decided_at),
        "verifier": row.decided_by.name if row.decided_by else "",
    }


def _signature_line(sign: TandaTangan) -> dict[str, str]:
    day_only = sign.way == CaraTanda.UNGGAHAN
    return {
        "name": sign.name,
        "nip": sign.nip,
        "title": sign.title,
        "at": tanggal(sign.signed_at) if day_only else tanggal_waktu(sign.signed_at),
        "way": str(sign.get_way_display()),
        "print": sign.evidence_hash[:12],
    }


def gather_berita_acara(row: Pencanangan) -> dict[str, Any]:
    """The facts of a declaration with the signatures of this year, unit by unit."""
    today = timezone.localdate()
    units = [p.opd for p in row.peserta.select_related("opd").order_by("opd__jalur")]
    coverage = coverage_of(units, year=today.year, on=today)
    signs: dict[Any, list[dict[str, str]]] = {opd.pk: [] for opd in units}
    rows = TandaTangan.objects.live().filter(opd__in=units, year=today.year).order_by("name", "id")
    for sign in rows:
        signs[sign.opd_id].append(_signature_line(sign))
    return gather_event(row) | {
        "year": today.year,
        "as_of": tanggal(today),
        "attachments": [f"{a.get_kind_display()}: {a.caption or a.filename}" for a in row.lampiran.all()],
        "units": [
            {"unit": opd.name, "coverage": _coverage_words(coverage[opd.pk]), "signs": signs[opd.pk]}
            for opd in units
        ],
    }


def _evaluation(day: date) -> dict[str, Any]:
    """The evaluation of that day's year as things stand now: a line for each unit, and the steps with their counts.

    Empty where the city has not opened the year; three to five SQL statements.
    """
    papan = read_papan_tahun(CITY, year=day.year)
    if papan.periode is None or papan.year != day.year:
        return {"steps": [], "units": {}}
    units = {}
    for row in papan.lembar:
        total = row.nilai[Tahap.UNIT].points.get(TOTAL, 0)
        words = f"{row.predikat}: {awal_kecil(str(LembarState(row.state).label))}"
        units[str(row.unit)] = f"{words}, nilai mandiri {tell_points(total)}"
    for title in papan.gelar:
        if title.held_on(papan.funnel.on):
            before = units.get(str(title.unit), "")
            units[str(title.unit)] = f"memegang {title.predikat}" + (f"; {before}" if before else "")
    steps = [{"step": LABELS[step], "count": papan.funnel.count(step)} for step in Langkah]
    return {"steps": steps, "units": units}


def gather_recap(day: date) -> dict[str, Any]:
    """Declared of counted units on a day, each unit with its date and its coverage of that year."""
    units = list(Opd.objects.counted_on(day).annotate(since=declared_since("pk")).order_by("kind", "name"))
    coverage, lke = coverage_of(units, year=day.year, on=day), _evaluation(day)
    lines, by_kind = [], {}
    for opd in units:
        declared = opd.since is not None and opd.since <= day
        lines.append(
            {
                "unit": opd.name,
                "kind": str(opd.get_kind_display()),
                "since": tanggal(opd.since) if declared else "Belum",
                "declared": declared,
                "coverage": _coverage_words(coverage[opd.pk]),
                "lke": lke["units"].get(str(opd.pk), "–"),
                "contoh": opd.contoh,
            }
        )
        of_kind = by_kind.setdefault(opd.kind, [0, 0])
        of_kind[0] += declared
        of_kind[1] += 1
    declared_count = sum(1 for line in lines if line["declared"])
    return {
        "kop": gather_kop(),
        "as_of": tanggal(day),
        "year": day.year,
        "declared": declared_count,
        "total": len(lines),
        "share": bagian(declared_count, len(lines)) if lines else "",
        "fraction": str(Decimal(declared_count) / Decimal(len(lines))) if lines else "0",
        "lines": lines,
        "steps": lke["steps"],
        "kinds": [
            {"kind": str(OpdKind(kind).label), "declared": done, "total": total}
            for kind, (done, total) in by_kind.items()
        ],
        "contoh": any(line["contoh"] for line in lines),
    }
