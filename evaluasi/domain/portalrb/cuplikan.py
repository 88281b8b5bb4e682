"""Freezing what the city approved, once and for good; and telling whether the frozen text is still what it was."""

from __future__ import annotations

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.izin import Actor
from dasar.jurnal.domain import record
from evaluasi.domain.portalrb.isi import Isi, build_units, canonical, fingerprint_of
from evaluasi.enums import UsulanState
from evaluasi.models import BerkasCuplikan, Cuplikan, CuplikanUnit, TautanBukti, Usulan, UsulanUnit

LINK_DAYS = 365
"""How long evidence links live unless shortened: a rule of the portal. The round of 2025 ended in February 2026."""


def proposed_units(usulan: Usulan) -> list[UsulanUnit]:
    """The units that the letter names, with what building their content needs; one SQL query."""
    return list(usulan.unit.proposed().select_related("lembar__opd", "lembar__periode__instrumen"))


def list_text(usulan: Usulan, units: list[tuple[UsulanUnit, str]]) -> str:
    """The canonical list of a proposal; `units` are with the fingerprint of their content."""
    return canonical(
        {
            "tahun": usulan.periode.year,
            "surat": {
                "nomor": usulan.nomor,
                "tanggal": usulan.tanggal.isoformat() if usulan.tanggal else None,
                "sidik": usulan.surat.sha256 if usulan.surat else None,
            },
            "units": [
                {
                    "id": str(row.lembar.opd_id),
                    "nama": row.lembar.opd.name,
                    "kategori": row.kategori,
                    "afirmasi": row.is_afirmasi,
                    "sidik": sidik,
                }
                for row, sidik in units
            ],
        }
    )


@transaction.atomic
def freeze_usulan(usulan: Usulan, *, actor: Actor) -> Cuplikan:
    """Freeze the approved proposal: list, answers, notes, scores, evidence; with a link for each cited question.

    Called by the approval, in its transaction. Raises DomainError for a proposal that is not approved. Twice gives
    the same snapshot.
    """
    if usulan.state != UsulanState.APPROVED:
        raise DomainError("Hanya usulan yang disahkan yang dibekukan.")
    existing = Cuplikan.objects.filter(usulan=usulan).first()
    if existing is not None:
        return existing
    now = timezone.now()
    texts = [(row, canonical(isi)) for row, isi in build_units(proposed_units(usulan)).items()]
    prints = [(row, fingerprint_of(text)) for row, text in texts]
    listed = list_text(usulan, prints)
    cuplikan = Cuplikan.objects.create(
        usulan=usulan, tahun=usulan.periode.year, isi=listed, sidik=fingerprint_of(listed), made_at=now
    )
    rows = [
        CuplikanUnit(
            cuplikan=cuplikan,
            opd_id=row.lembar.opd_id,
            lembar_id=row.lembar_id,
            urutan=urutan,
            kategori=row.kategori,
            isi=text,
            sidik=fingerprint_of(text),
        )
        for urutan, (row, text) in enumerate(texts, 1)
    ]
    CuplikanUnit.objects.bulk_create(rows)
    _keep_evidence(rows)
    record(
        actor=actor,
        action="evaluasi.cuplikan.made",
        obj=cuplikan,
        stream=usulan.stream,
        after={"sidik": cuplikan.sidik, "unit": [row.sidik for row in rows]},
    )
    return cuplikan


def _keep_evidence(rows: list[CuplikanUnit]) -> None:
    """Hold on to the bytes, and make the links."""
    now = timezone.now()
    until = now + timedelta(days=LINK_DAYS)
    read = [(row, json.loads(row.isi)["bukti"]) for row in rows]
    wanted = {
        (row, item["berkas"]["id"])
        for row, bukti in read
        for items in bukti.values()
        for item in items
        if item["berkas"]
    }
    BerkasCuplikan.objects.bulk_create([BerkasCuplikan(unit=row, berkas_id=pk) for row, pk in wanted])
    TautanBukti.objects.bulk_create(
        [
            TautanBukti(unit=row, kode=kode, created_at=now, expires_at=until)
            for row, bukti in read
            for kode in bukti
        ]
    )


def read_unit(row: CuplikanUnit) -> Isi:
    """The frozen content of a unit. Raises DomainError when the text is no longer what the fingerprint says."""
    if fingerprint_of(row.isi) != row.sidik:
        raise DomainError("Isi cuplikan tidak cocok dengan sidiknya. Hubungi administrator.")
    return json.loads(row.isi)


def find_altered() -> list[str]:
    """Every snapshot whose text or list no longer fits its fingerprint, in words; empty when all is well."""
    found = []
    for cuplikan in Cuplikan.objects.select_related("usulan__periode"):
        units = {str(row.opd_id): row for row in cuplikan.unit.select_related("opd", "cuplikan")}
        wrong = fingerprint_of(cuplikan.isi) != cuplikan.sidik
        listed = {item["id"]: item["sidik"] for item in json.loads(cuplikan.isi)["units"]}
        if wrong or listed != {key: row.sidik for key, row in units.items()}:
            found.append(f"{cuplikan}: daftarnya berubah.")
        found += [f"{row}: isinya berubah." for row in units.values() if fingerprint_of(row.isi) != row.sidik]
    return found


def cited_file(row: CuplikanUnit, sha256: str) -> Berkas | None:
    """The kept file of a frozen unit by its fingerprint, or none."""
    held = row.berkas.select_related("berkas").filter(berkas__sha256=sha256).first()
    return held.berkas if held else None
