"""Issuing a paper: ask for it, make it in the background, keep exactly what it said."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.berkas.domain import open_berkas, store_bytes
from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.format import tanggal_waktu
from dasar.izin import Actor, require
from dasar.kanonik import fingerprint
from dasar.pekerjaan.domain import enqueue
from dasar.pekerjaan.models import Pekerjaan
from dasar.writing import create
from evaluasi.models import LaporanHasil, Usulan
from opd.models import Kota, Pencanangan
from zona.laporan.domain.fakta import gather_berita_acara, gather_event, gather_kop, gather_recap
from zona.laporan.domain.fakta_hasil import gather_steps, gather_usulan
from zona.laporan.domain.ringkasan import gather_ringkasan
from zona.laporan.enums import JOB_KINDS, DokumenKind
from zona.laporan.gambar import draw_ringkasan
from zona.laporan.models import DokumenTerbit
from zona.laporan.models.dokumen import make_label
from zona.laporan.permissions import can_issue_for, can_issue_letters, can_issue_lhe, can_issue_recap
from zona.laporan.render import DocumentTooLong, data_uri, default_arms, make_qr, render_pdf

NUMBER_TRIES = 5
BRIEF_PAGES = 2
BRIEF_SETTINGS = (
    {"padat": False, "banyak": ":6"},
    {"padat": True, "banyak": ":6"},
    {"padat": True, "banyak": ":3"},
)  # how close the type of a brief is set, and how many lines each of its lists shows
CODE_BYTES = 16  # 128 bits: the public address of a paper cannot be guessed
TITLES = {
    DokumenKind.PIAGAM: "Piagam Pencanangan Zona Integritas {}",
    DokumenKind.BERITA_ACARA: "Berita Acara Pencanangan Zona Integritas {}",
}


def request_for_event(pencanangan: Pencanangan, *, kind: DokumenKind, actor: Actor) -> Pekerjaan:
    """Ask for a piagam or berita acara; a second click gets the job that is under way already.

    Raises `PermissionRefused` before verification, or for people of other units.
    """
    require(can_issue_for(actor, pencanangan))
    params = {"pencanangan": str(pencanangan.pk)}
    return enqueue(kind=JOB_KINDS[kind], key=_key(actor, pencanangan.pk), params=params, actor=actor)


def request_recap(day: date, *, actor: Actor) -> Pekerjaan:
    """Ask for the city's recap as of a day. Raises `DomainError` for a day to come."""
    require(can_issue_recap(actor))
    if day > timezone.localdate():
        raise DomainError("Tanggal rekap belum tiba. Pilih hari ini atau sebelumnya.", field="per")
    params = {"per": day.isoformat()}
    return enqueue(kind=JOB_KINDS[DokumenKind.REKAP], key=_key(actor, day), params=params, actor=actor)


def _key(actor: Actor, subject: object) -> str:
    """One job per person and subject at a time; two people may ask for the same paper."""
    return f"{subject}:{actor.pengguna.pk if actor.pengguna else ''}"


def request_lhe(lhe: LaporanHasil, *, actor: Actor) -> Pekerjaan:
    """Ask for the PDF of an approved report. Raises like `request_for_event`."""
    require(can_issue_lhe(actor, lhe))
    return enqueue(
        kind=JOB_KINDS[DokumenKind.LHE], key=_key(actor, lhe.pk), params={"lhe": str(lhe.pk)}, actor=actor
    )


def request_letter(usulan: Usulan, *, kind: DokumenKind, actor: Actor) -> Pekerjaan:
    """Ask for the letter of a proposal or its SPTJM, to be signed. Raises like `request_for_event`."""
    require(can_issue_letters(actor, usulan))
    params = {"usulan": str(usulan.pk)}
    return enqueue(kind=JOB_KINDS[kind], key=_key(actor, usulan.pk), params=params, actor=actor)


def issue_for_event(
    pencanangan: Pencanangan, *, kind: DokumenKind, issued_by: Pengguna | None, job: UUID | None = None
) -> Berkas:
    """Make a paper on a declaration and register it; returns its file.

    A second run of the same `job` gives the paper that the first one issued.
    """
    gather = gather_berita_acara if kind == DokumenKind.BERITA_ACARA else gather_event
    title = TITLES[kind].format(pencanangan.organiser.short_name)
    subject = {"pencanangan": pencanangan, "title": title, "job": job}
    return _issue(kind, gather(pencanangan), subject, issued_by=issued_by)


def issue_recap(day: date, *, issued_by: Pengguna | None, job: UUID | None = None) -> Berkas:
    """Make the city's recap as of a day and register it; returns its file. `job` as in `issue_for_event`."""
    facts = gather_recap(day)
    title = f"Rekapitulasi Pencanangan Zona Integritas {facts['kop']['name']} per {facts['as_of']}"
    return _issue(DokumenKind.REKAP, facts, {"as_of": day, "title": title, "job": job}, issued_by=issued_by)


def issue_ringkasan(month: date, *, issued_by: Pengguna | None, job: UUID | None = None) -> Berkas:
    """Make the brief on a month as things stand now; `job` as in `issue_for_event`."""
    today = timezone.localdate()
    facts = gather_ringkasan(month, today=today)
    title = f"Ringkasan Zona Integritas {facts['kop']['name']} {facts['month']}"
    subject = {"as_of": today, "month": month, "title": title, "job": job}
    return _issue(DokumenKind.RINGKASAN, facts, subject, issued_by=issued_by)


def issue_lhe(lhe: LaporanHasil, *, issued_by: Pengguna | None, job: UUID | None = None) -> Berkas:
    """Make an approved report as a paper: exactly the facts frozen at approval, under the city's letterhead.

    Raises `DomainError` while it is not approved. `job` as in `issue_for_event`.
    """
    if lhe.facts is None:
        raise DomainError("Laporan ini belum disetujui.")
    facts = lhe.facts | {"kop": gather_kop(), "sidik_lhe": lhe.facts_hash} | gather_steps(lhe)
    title = f"Laporan Hasil Evaluasi Zona Integritas {lhe.lembar.opd.short_name} {lhe.lembar.periode.year}"
    return _issue(DokumenKind.LHE, facts, {"lhe": lhe, "title": title, "job": job}, issued_by=issued_by)


def issue_letter(
    usulan: Usulan, *, kind: DokumenKind, issued_by: Pengguna | None, job: UUID | None = None
) -> Berkas:
    """Make the letter of a proposal or its SPTJM; `job` as in `issue_for_event`."""
    title = f"{kind.label} {usulan.periode.year}"
    subject = {"usulan": usulan, "title": title, "job": job}
    return _issue(kind, gather_usulan(usulan), subject, issued_by=issued_by)


def _issue(
    kind: DokumenKind, facts: dict[str, Any], subject: dict[str, Any], *, issued_by: Pengguna | None
) -> Berkas:
    """Number, render, keep the bytes, then write the register row: a paper exists only when it is whole.

    Rendering takes seconds and happens outside any transaction, so that nobody waits for it; if another
    paper took the number meanwhile, this one is rendered again with the next.
    """
    done = DokumenTerbit.objects.filter(job=subject["job"]).first() if subject["job"] else None
    if done is not None:
        return done.berkas
    for _ in range(NUMBER_TRIES):
        row = _draft(kind, facts, subject)
        row.issued_by = issued_by
        row.berkas = store_bytes(data=_render(row), name_hint=row.filename, media_type="application/pdf")
        try:
            return _register(row).berkas
        except (DomainError, IntegrityError):  # the second when both passed the check at the same moment
            if not DokumenTerbit.objects.filter(kind=kind, year=row.year, number=row.number).exists():
                raise
    raise DomainError("Nomor dokumen terus terpakai dokumen lain. Coba lagi sebentar lagi.")


def _draft(kind: DokumenKind, facts: dict[str, Any], subject: dict[str, Any]) -> DokumenTerbit:
    now = timezone.now()
    year = timezone.localdate(now).year
    last = DokumenTerbit.objects.filter(kind=kind, year=year).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    facts = facts | {"number": make_label(kind, year, number), "issued": tanggal_waktu(now)}
    return DokumenTerbit(
        kind=kind,
        year=year,
        number=number,
        code=secrets.token_hex(CODE_BYTES),
        facts=facts,
        facts_hash=fingerprint(facts),
        issued_at=now,
        **subject,
    )


def _render(row: DokumenTerbit) -> bytes:
    address = f"{settings.PUBLIC_URL}/verifikasi/{row.code}/"
    context = {
        "fakta": row.facts,
        "judul": row.title,
        "sidik": row.facts_hash,
        "alamat": address,
        "qr": make_qr(address),
        "lambang": _arms(),
    }
    if row.kind == DokumenKind.RINGKASAN:
        return _render_brief(context | draw_ringkasan(row.facts))
    return render_pdf(f"laporan/{row.kind}.html", context)


def _render_brief(context: dict[str, Any]) -> bytes:
    """Two pages: where names are long the type is set closer, and then the lists are shorter. A third page only where
    even that does not suffice."""
    *looser, last = BRIEF_SETTINGS
    for setting in looser:
        with suppress(DocumentTooLong):
            return render_pdf("laporan/ringkasan.html", context | setting, most=BRIEF_PAGES)
    return render_pdf("laporan/ringkasan.html", context | last)


@transaction.atomic
def _register(row: DokumenTerbit) -> DokumenTerbit:
    return create(row, actor=Actor(row.issued_by), action="laporan.dokumen_terbit.issued", stream=row.stream)


def _arms() -> str:
    kota = Kota.objects.select_related("lambang").first()
    if kota is None or kota.lambang is None:
        return default_arms()
    with open_berkas(kota.lambang) as stream:
        return data_uri(stream.read(), kota.lambang.media_type)


def find_by_fingerprint(sha256: str) -> DokumenTerbit | None:
    """The issued paper whose file has exactly this SHA-256, or none."""
    return DokumenTerbit.objects.select_related("berkas").filter(berkas__sha256=sha256).first()
