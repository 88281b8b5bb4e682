"""Instruments and regulations in the database: loaded once, read through a cache, never changed when used.

The rows hold an instrument completely: `read_isi` builds the same `InstrumenData` that the file gives, and refuses
rows whose fingerprint is not the one noted at loading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from evaluasi.domain.instrumen import Beda, InstrumenData, compare_instrumen
from evaluasi.domain.instrumen_rows import build_isi, insert_rows
from evaluasi.domain.pustaka import (
    PetaSoalData,
    RegulasiData,
    instrumen_codes,
    read_instrumen,
    read_peta_soal,
    read_regulasi,
)
from evaluasi.domain.struktur import Struktur, compile_instrumen
from evaluasi.enums import MasterState
from evaluasi.models import Instrumen, MasterSoal, Masukan, Regulasi, Simpul, SoalPortal
from evaluasi.permissions import can_load_instrumen

STREAM = "kota"
REGULASI_FIELDS = (
    *("nama", "tentang", "ditetapkan", "diundangkan", "dicabut"),
    *("berita_negara", "naskah_tersedia", "catatan"),
)


@dataclass(frozen=True, slots=True)
class HasilMuat:
    """What loading did: `changed` is False when the same revision was already there; `beda` holds what differs
    from the revision before."""

    instrumen: Instrumen
    changed: bool
    beda: tuple[Beda, ...] = ()


def _may_load(actor: Actor | None) -> None:
    """None is the command line on the server, whose operator needs no role."""
    if actor is not None:
        require(can_load_instrumen(actor))


@transaction.atomic
def load_regulasi(*, daftar: tuple[RegulasiData, ...], actor: Actor | None) -> None:
    """Bring the table of regulations to the given list, oldest first; others stay. Idempotent."""
    _may_load(actor)
    rows = {item.kode: _save_regulasi(item, urutan, actor) for urutan, item in enumerate(daftar, 1)}
    for item in daftar:
        rows[item.kode].mengubah.set([rows[kode] for kode in item.mengubah])
        rows[item.kode].mencabut.set([rows[kode] for kode in item.mencabut])


def _save_regulasi(item: RegulasiData, urutan: int, actor: Actor | None) -> Regulasi:
    existing = Regulasi.objects.filter(kode=item.kode).first()
    row = existing or Regulasi(kode=item.kode)
    before = snapshot(existing) if existing else None
    for name in REGULASI_FIELDS:
        setattr(row, name, getattr(item, name))
    row.urutan = urutan
    row.full_clean()
    row.save()
    if (after := snapshot(row)) != before:
        record(
            actor=actor, action="evaluasi.regulasi.loaded", obj=row, stream=STREAM, before=before, after=after
        )
    return row


@transaction.atomic
def load_instrumen(*, isi: InstrumenData, actor: Actor | None) -> HasilMuat:
    """Store one revision of an instrument. Idempotent: the same content again changes nothing.

    A revision that no worksheet uses is replaced; a used one is refused with WrongState, since a correction is a
    new revision. Raises PermissionRefused, DomainError when a regulation is unknown or a newer revision exists.
    """
    _may_load(actor)
    existing = Instrumen.objects.filter(kode=isi.kode, revisi=isi.revisi).first()
    if existing and existing.sidik == isi.sidik:
        return HasilMuat(existing, changed=False)
    if existing and existing.is_used:
        raise WrongState(
            f"{existing} sudah digunakan dan tidak boleh berubah. Naikkan `revisi` menjadi {_newest(isi.kode) + 1}."
        )
    if not existing and isi.revisi <= _newest(isi.kode):
        raise DomainError(f"Sudah ada revisi {_newest(isi.kode)} dari {isi.kode}; pakai nomor sesudahnya.")
    if existing:
        existing.delete()
    instrumen = insert_rows(isi)
    record(
        actor=actor,
        action="evaluasi.instrumen.loaded",
        obj=instrumen,
        stream=STREAM,
        before={"sidik": existing.sidik} if existing else None,
        after={"kode": isi.kode, "revisi": isi.revisi, "sidik": isi.sidik},
    )
    previous = Instrumen.objects.filter(kode=isi.kode, revisi__lt=isi.revisi).order_by("-revisi").first()
    return HasilMuat(
        instrumen, changed=True, beda=compare_instrumen(read_isi(previous), isi) if previous else ()
    )


@transaction.atomic
def load_pustaka(*, actor: Actor | None) -> tuple[HasilMuat, ...]:
    """Load everything that comes with the portal: regulations, instruments (oldest first), the ministry's numbers.

    Idempotent. Raises PermissionRefused, and what `load_instrumen` raises.
    """
    load_regulasi(daftar=read_regulasi(), actor=actor)
    loaded = [load_instrumen(isi=read_instrumen(kode), actor=actor) for kode in reversed(instrumen_codes())]
    latest = {item.kode: item for item in Instrumen.objects.latest_revisions()}
    confirmed = set(MasterSoal.objects.filter(state=MasterState.CONFIRMED).values_list("tahun", flat=True))
    for peta in read_peta_soal():
        if peta.tahun in confirmed:  # a person's confirmation of the ministry's own file stands
            continue
        load_soal_portal(instrumen=latest[peta.instrumen], peta=peta, actor=actor)
    return tuple(loaded)


def _newest(kode: str) -> int:
    return (
        Instrumen.objects.filter(kode=kode).order_by("-revisi").values_list("revisi", flat=True).first() or 0
    )


@transaction.atomic
def mark_used(*, instrumen: Instrumen, actor: Actor | None) -> None:
    """Close a revision against change; call it when a period takes it into use. Does nothing the second time."""
    if Instrumen.objects.filter(pk=instrumen.pk, digunakan_sejak=None).update(digunakan_sejak=timezone.now()):
        instrumen.refresh_from_db(fields=["digunakan_sejak"])
        record(actor=actor, action="evaluasi.instrumen.used", obj=instrumen, stream=STREAM)


@transaction.atomic
def load_soal_portal(*, instrumen: Instrumen, peta: PetaSoalData, actor: Actor | None) -> int:
    """Store the ministry's numbers of one year for an instrument, in place of that year's earlier ones.

    Returns how many. Raises DomainError naming codes that the instrument does not have, or numbers given twice.
    """
    _may_load(actor)
    simpul = dict(Simpul.objects.filter(instrumen=instrumen).values_list("kode", "pk"))
    masukan = {
        (kode, kunci): pk
        for kode, kunci, pk in Masukan.objects.filter(simpul__instrumen=instrumen).values_list(
            "simpul__kode", "kunci", "pk"
        )
    }
    for item in peta.soal:
        if item.kode not in simpul or (item.masukan and (item.kode, item.masukan) not in masukan):
            raise DomainError(f"Soal {item.soal_id}: {item.kode} {item.masukan} tidak ada dalam {instrumen}.")
    if len({item.soal_id for item in peta.soal}) != len(peta.soal):
        raise DomainError(f"Peta soal {peta.tahun}: ada nomor soal yang dipakai dua kali.")
    SoalPortal.objects.filter(instrumen=instrumen, tahun=peta.tahun).delete()
    rows = [
        SoalPortal(
            instrumen=instrumen,
            tahun=peta.tahun,
            soal_id=item.soal_id,
            simpul_id=simpul[item.kode],
            masukan_id=masukan.get((item.kode, item.masukan)),
            lembar=peta.lembar,
            baris=item.baris,
        )
        for item in peta.soal
    ]
    return len(SoalPortal.objects.bulk_create(rows))


def read_isi(instrumen: Instrumen) -> InstrumenData:
    """The content of a stored instrument, from the cache of this process when its fingerprint is known.

    Raises DomainError when the rows no longer give the fingerprint noted at loading.
    """
    return _cached(instrumen.pk, instrumen.sidik).isi


def struktur_for(instrumen: Instrumen) -> Struktur:
    """A stored instrument ready to score, from the cache of this process. Raises DomainError like `read_isi`."""
    return _cached(instrumen.pk, instrumen.sidik).struktur


def simpul_ids(instrumen: Instrumen) -> Mapping[str, int]:
    """Primary key of each node, question and combined area by its code, from the cache of this process."""
    return _cached(instrumen.pk, instrumen.sidik).simpul


@dataclass(frozen=True, slots=True)
class _Siap:
    isi: InstrumenData
    struktur: Struktur
    simpul: Mapping[str, int]


@lru_cache(maxsize=16)
def _cached(pk: UUID, sidik: str) -> _Siap:
    """Safe to keep: a replaced revision gets a new primary key, a used one never changes."""
    isi = build_isi(Instrumen.objects.get(pk=pk))
    if isi.sidik != sidik:
        raise DomainError(
            f"Isi {isi.nama} revisi {isi.revisi} di basis data berbeda dari saat dimuat. Hubungi administrator."
        )
    ids: dict[str, Any] = dict(Simpul.objects.filter(instrumen_id=pk).values_list("kode", "pk"))
    return _Siap(isi, compile_instrumen(isi), ids)
