"""Background jobs of many workbooks: examining, loading, and writing them. Each is safe to run twice."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from dasar.berkas.domain import store_stream
from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.pekerjaan.domain import enqueue, register
from dasar.pekerjaan.domain.registry import Progress
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.ekspor_buku import BENTUK, write_form
from evaluasi.domain.kiriman_buku import MUAT, PERIKSA, examine_book, load_book
from evaluasi.enums import BukuState
from evaluasi.models import BukuKiriman, LembarKerja, Periode
from evaluasi.permissions import can_export_many
from opd.domain.keanggotaan import actor_for

EKSPOR = "evaluasi.ekspor_banyak"
ZIP = "application/zip"
LEASE = timedelta(minutes=5)


def _rows(pekerjaan: Pekerjaan) -> Any:
    rows = BukuKiriman.objects.filter(kiriman=pekerjaan.params["kiriman"])
    return rows.select_related("berkas", "kiriman__periode", "lembar__opd", "lembar__periode__instrumen")


def _each(rows: list[BukuKiriman], progress: Progress, act: Callable[[BukuKiriman], BukuKiriman]) -> None:
    for at, row in enumerate(rows):
        progress(100 * at // len(rows), f"{at + 1} dari {len(rows)}: {row.filename}")
        act(row)


@register(PERIKSA, label="Pemeriksaan banyak buku kerja", lease=LEASE)
def run_examination(pekerjaan: Pekerjaan, progress: Progress) -> None:
    """Examine what waits, one by one; a second run goes on where the first was stopped."""
    _each(list(_rows(pekerjaan).filter(state=BukuState.MENUNGGU)), progress, examine_book)


@register(MUAT, label="Pemuatan banyak buku kerja", lease=LEASE)
def run_load(pekerjaan: Pekerjaan, progress: Progress) -> None:
    """Load the chosen ones, each in its own transaction; who lost the role meanwhile loads nothing."""
    actor = actor_for(pekerjaan.requested_by)
    rows = _rows(pekerjaan).filter(pk__in=pekerjaan.params["buku"], state=BukuState.SIAP)
    _each(list(rows), progress, lambda row: load_book(row, actor=actor))


def request_export(periode: Periode, *, actor: Actor, bentuk: str) -> Pekerjaan:
    """Ask for every worksheet of a year that the actor may see, in one zip; a second click gets the job under way.

    Raises `DomainError` when there is none, or a form that this year does not have.
    """
    require(can_export_many(actor))
    if bentuk not in BENTUK:
        raise DomainError("Pilih susunan dari daftar.")
    rows = LembarKerja.objects.visible_to(actor).filter(periode=periode)
    found = [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]
    if not found:
        raise DomainError(f"Tidak ada lembar kerja tahun {periode.year} yang dapat Anda buka.")
    params = {"periode": str(periode.pk), "bentuk": bentuk, "lembar": found}
    key = f"{periode.pk}:{bentuk}:{actor.pengguna.pk if actor.pengguna else ''}"
    return enqueue(kind=EKSPOR, key=key, params=params, actor=actor)


def readable_export(pekerjaan: Pekerjaan, *, actor: Actor) -> bool:
    """Whether the actor may still see every worksheet that the zip holds; one SQL query."""
    wanted = [UUID(pk) for pk in pekerjaan.params["lembar"]]
    return LembarKerja.objects.visible_to(actor).filter(pk__in=wanted).count() == len(wanted)


def export_name(pekerjaan: Pekerjaan) -> str:
    """The name under which the zip is offered."""
    return f"buku-kerja-{pekerjaan.params['bentuk']}-{pekerjaan.created_at:%Y%m%d}.zip"


@register(EKSPOR, label="Unduhan banyak buku kerja", lease=LEASE)
def run_export(pekerjaan: Pekerjaan, progress: Progress) -> Berkas:
    """One workbook a unit, in a zip; two SQL queries each."""
    actor = actor_for(pekerjaan.requested_by)
    require(can_export_many(actor))
    rows = LembarKerja.objects.visible_to(actor).filter(pk__in=pekerjaan.params["lembar"])
    sheets = list(rows.select_related("opd", "periode__instrumen").order_by("opd__name", "pk"))
    with (
        tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix="ekspor-") as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive,
    ):
        for at, row in enumerate(sheets):
            progress(95 * at // len(sheets), f"{at + 1} dari {len(sheets)}: {row.opd.short_name}")
            content, _, name = write_form(row, pekerjaan.params["bentuk"], actor=actor)
            archive.writestr(f"{at + 1:03d}-{name}", content)
        archive.close()
        return store_stream(stream=out, name_hint=export_name(pekerjaan), media_type=ZIP)
