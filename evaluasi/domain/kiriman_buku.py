"""Workbooks of many units at once: sent, examined one by one, placed by a person where need be, loaded one by one."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from dasar.lembar import read_buku
from dasar.pekerjaan.domain import enqueue
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.bilangan import indonesian
from evaluasi.domain.bungkus_buku import Terkirim, keep_books
from evaluasi.domain.gabung_buku import Gabungan, Keadaan, Pilihan, hold_against
from evaluasi.domain.impor_lembar import ImporChanged, load_blanks
from evaluasi.enums import BukuState
from evaluasi.models import BukuKiriman, KirimanBuku, LembarKerja, Periode
from evaluasi.permissions import can_send_books
from evaluasi.workbook.tata import find_tata
from evaluasi.workbook.temuan import Berat
from evaluasi.workbook.unit import find_units
from opd.models import Opd

logger = logging.getLogger(__name__)
PERIKSA, MUAT = "evaluasi.periksa_kiriman", "evaluasi.muat_kiriman"
AGAIN_WITHIN = timedelta(minutes=10)
"""Within this time the same files from the same person are a second click, not a second consignment."""
FAULT = "Portal gagal memeriksa berkas ini. Berkas lain tidak terpengaruh; beri tahu administrator, atau muat lewat halaman unitnya."
TWICE = (
    "Unit ini sudah punya berkas lain dalam kiriman ini. Keluarkan salah satunya, lalu pilih unitnya lagi."
)


def send_books(*, actor: Actor, periode: Periode, files: Sequence[UploadedFile]) -> KirimanBuku:
    """Keep the workbooks that came together and have them examined in the background; nothing is loaded.

    A file that cannot be kept stands in the list with its reason. The same files again within ten minutes are the
    same consignment. Raises `PermissionRefused`, `DomainError` for none, too many, or a broken zip.
    """
    require(can_send_books(actor))
    kept = keep_books(files)
    sidik = _fingerprint(kept)
    since = timezone.now() - AGAIN_WITHIN
    earlier = KirimanBuku.objects.filter(
        periode=periode, sidik=sidik, sent_by=actor.pengguna, sent_at__gt=since
    ).first()
    if earlier is not None:
        return earlier
    with transaction.atomic():
        kiriman = KirimanBuku.objects.create(
            periode=periode, sidik=sidik, sent_at=timezone.now(), sent_by=actor.pengguna
        )
        rows = [_row(kiriman, number, item) for number, item in enumerate(kept, 1)]
        BukuKiriman.objects.bulk_create(rows)
        after = {"periode": periode.year, "berkas": [row.filename for row in rows]}
        record(
            actor=actor, action="evaluasi.kiriman_buku.sent", obj=kiriman, stream=kiriman.stream, after=after
        )
        request_examination(kiriman, actor=actor)
    return kiriman


def _fingerprint(kept: Iterable[Terkirim]) -> str:
    told = sorted(f"{item.name}\0{item.berkas.sha256 if item.berkas else item.pesan}" for item in kept)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _row(kiriman: KirimanBuku, number: int, item: Terkirim) -> BukuKiriman:
    state = BukuState.MENUNGGU if item.berkas else BukuState.DITOLAK
    return BukuKiriman(
        kiriman=kiriman,
        urutan=number,
        filename=item.name[:150],
        berkas=item.berkas,
        state=state,
        pesan=item.pesan,
    )


def request_examination(kiriman: KirimanBuku, *, actor: Actor) -> Pekerjaan:
    """Have what still waits examined; a second click gets the job under way."""
    require(can_send_books(actor))
    return enqueue(kind=PERIKSA, key=str(kiriman.pk), params={"kiriman": str(kiriman.pk)}, actor=actor)


def request_load(kiriman: KirimanBuku, *, actor: Actor, chosen: Iterable[UUID]) -> Pekerjaan:
    """Have the chosen workbooks loaded, each for itself; a second click gets the job under way.

    Raises `DomainError` when none of them is ready.
    """
    require(can_send_books(actor))
    rows = kiriman.buku.filter(pk__in=list(chosen), state=BukuState.SIAP).values_list("pk", flat=True)
    ready = [str(pk) for pk in rows]
    if not ready:
        raise DomainError("Belum ada buku kerja yang dipilih. Centang yang siap dimuat.")
    params = {"kiriman": str(kiriman.pk), "buku": ready}
    return enqueue(kind=MUAT, key=str(kiriman.pk), params=params, actor=actor)


def place_book(row: BukuKiriman, *, actor: Actor, lembar: LembarKerja) -> BukuKiriman:
    """Say whose workbook it is, and examine it against that worksheet.

    Raises `WrongState` once it is loaded or dropped, `DomainError` for a worksheet of another year or one that
    another file of the consignment has.
    """
    require(can_send_books(actor))
    if lembar.periode_id != row.kiriman.periode_id:
        raise DomainError("Pilih unit yang mempunyai lembar kerja pada tahun kiriman ini.")
    if not row.dapat_dipilih:
        raise WrongState(f"Buku kerja ini berstatus “{row.get_state_display()}”; unitnya tidak diubah lagi.")
    values = {"lembar": lembar, "state": BukuState.MENUNGGU, "pesan": "", "ringkas": {}, "digest": ""}
    try:
        with transaction.atomic():
            _move(row, values)
            after = row.told(unit=str(lembar.opd))
            action = "evaluasi.buku_kiriman.placed"
            record(actor=actor, action=action, obj=row, stream=row.kiriman.stream, after=after)
    except IntegrityError as error:
        raise DomainError(TWICE) from error
    return examine_book(row)


@transaction.atomic
def drop_book(row: BukuKiriman, *, actor: Actor) -> BukuKiriman:
    """Leave a workbook out of its consignment; its unit is free for another. Raises `WrongState` once it is loaded."""
    require(can_send_books(actor))
    if row.state in {BukuState.DIMUAT, BukuState.DIKELUARKAN}:
        raise WrongState(f"Buku kerja ini berstatus “{row.get_state_display()}”.")
    _move(row, {"state": BukuState.DIKELUARKAN, "lembar": None})
    action = "evaluasi.buku_kiriman.dropped"
    record(actor=actor, action=action, obj=row, stream=row.kiriman.stream, after=row.told())
    return row


def _move(row: BukuKiriman, values: dict[str, Any]) -> None:
    """Compare-and-set: whoever came second is told."""
    if not BukuKiriman.objects.filter(pk=row.pk, state=row.state).update(**values):
        raise WrongState("Buku kerja ini baru saja berubah. Muat ulang halaman untuk melihat keadaannya.")
    for name, value in values.items():
        setattr(row, name, value)


def examine_book(row: BukuKiriman) -> BukuKiriman:
    """Recognise whose workbook it is and hold it against that worksheet; what is wrong with it stands in the row."""
    try:
        with transaction.atomic():
            _move(row, _examined(row))
    except DomainError as error:
        _move(row, {"state": BukuState.DITOLAK, "pesan": error.message[:1000]})
    except IntegrityError:
        _move(row, {"state": BukuState.TANPA_UNIT, "pesan": TWICE})
    except Exception:
        logger.exception("workbook %s of a consignment could not be examined", row.pk)
        _move(row, {"state": BukuState.DITOLAK, "pesan": FAULT})
    return row


def _examined(row: BukuKiriman) -> dict[str, Any]:
    if row.berkas is None:
        raise DomainError("Berkas ini tidak tersimpan.")
    buku = read_buku(row.berkas)
    lembar, pesan = row.lembar, ""
    if lembar is None:
        names = _names()
        lembar, pesan = _worksheet_of(row.kiriman.periode, find_units(find_tata(buku), buku, names))
    if lembar is None:
        return {"state": BukuState.TANPA_UNIT, "pesan": pesan}
    gabungan = hold_against(lembar, buku, sidik=row.berkas.sha256)
    state = BukuState.SIAP if gabungan.fill_blanks() != Pilihan() else BukuState.SAMA
    ringkas = summarise(gabungan)
    return {"state": state, "lembar": lembar, "pesan": "", "ringkas": ringkas, "digest": gabungan.digest}


def _names() -> dict[UUID, tuple[str, str]]:
    rows = Opd.objects.active_on(timezone.localdate()).values_list("pk", "name", "short_name")
    return {pk: (name, short) for pk, name, short in rows}


def _worksheet_of(periode: Periode, units: Sequence[UUID]) -> tuple[LembarKerja | None, str]:
    """The worksheet of the one unit that was named, or why there is none."""
    rows = LembarKerja.objects.select_related("opd", "periode__instrumen")
    found = list(rows.filter(periode=periode, opd__in=list(units)[:10]))
    if len(units) == 1 and found:
        return found[0], ""
    called = ", ".join(Opd.objects.filter(pk__in=list(units)[:5]).values_list("name", flat=True))
    if not units:
        return None, "Tidak ada nama unit di judul atau kepala lembarnya. Pilih unitnya."
    if len(units) > 1:
        return None, f"Menyebut beberapa unit: {called}. Pilih unitnya."
    return (
        None,
        f"Dikenali sebagai {called}, tetapi unit itu belum punya lembar kerja {periode.year}. Mulai dahulu, lalu pilih unitnya.",
    )


def summarise(gabungan: Gabungan) -> dict[str, Any]:
    """What the list of a consignment tells of one workbook."""
    laporan, pilihan = gabungan.laporan, gabungan.fill_blanks()
    tercetak = laporan.selisih.tercetak
    return {
        "butir": len(gabungan.rows),
        "terjawab": laporan.terjawab,
        "jawaban": len(pilihan.jawaban),
        "catatan": len(pilihan.catatan),
        "berbeda": sum(item.keadaan is Keadaan.BERBEDA for item in gabungan.rows),
        "tolak": laporan.counts[Berat.TOLAK],
        "peringatan": laporan.counts[Berat.PERINGATAN],
        "tercetak": "" if tercetak is None else indonesian(tercetak),
        "menurut": indonesian(laporan.selisih.buku_kerja),
    }


def load_book(row: BukuKiriman, *, actor: Actor) -> BukuKiriman:
    """Load one examined workbook, all that it fills or nothing; what stands in the way is kept in the row."""
    if row.lembar is None or row.berkas is None or row.state != BukuState.SIAP:
        return row
    try:
        with transaction.atomic():
            impor = load_blanks(
                row.lembar, actor=actor, berkas=row.berkas, filename=row.filename, digest=row.digest
            )
            _move(row, {"state": BukuState.DIMUAT, "impor": impor, "pesan": ""})
    except ImporChanged:
        _move(row, {"state": BukuState.MENUNGGU})
        examine_book(row)
        if row.state == BukuState.SIAP:
            _move(
                row,
                {
                    "pesan": "Lembar kerja berubah sejak diperiksa; ini hasil yang baru. Muat lagi bila sesuai."
                },
            )
    except DomainError as error:
        _move(row, {"pesan": error.message[:1000]})
    return row
