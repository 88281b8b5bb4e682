"""Consignments of workbooks as their pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dasar.izin import Actor
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.gabung_buku import Gabungan
from evaluasi.domain.impor_lembar import preview_import
from evaluasi.domain.kiriman_buku import MUAT, PERIKSA
from evaluasi.enums import BukuState
from evaluasi.models import BukuKiriman, KirimanBuku, LembarKerja
from evaluasi.permissions import can_load_blanks

RECENT = 20


def list_kiriman(actor: Actor) -> list[KirimanBuku]:
    """The newest consignments with how many files each has and how many are loaded; one SQL query."""
    many = Count("buku")
    loaded = Count("buku", filter=Q(buku__state=BukuState.DIMUAT))
    rows = KirimanBuku.objects.visible_to(actor).select_related("periode", "sent_by")
    return list(rows.annotate(banyak=many, dimuat=loaded)[:RECENT])


@dataclass(frozen=True)
class RingkasKiriman:
    """A consignment: its files, how many stand where, and the job under way."""

    rows: Sequence[BukuKiriman]
    hitung: list[tuple[str, str]]
    """State, and how many stand in it in words; in the order of the states."""
    live: Pekerjaan | None

    @property
    def siap(self) -> int:
        return sum(row.state == BukuState.SIAP for row in self.rows)

    @property
    def menunggu(self) -> int:
        return sum(row.state == BukuState.MENUNGGU for row in self.rows)


def read_kiriman(kiriman: KirimanBuku) -> RingkasKiriman:
    """Its files in the order in which they came; two SQL queries."""
    rows = list(kiriman.buku.select_related("lembar__opd", "impor"))
    jobs = Pekerjaan.objects.live().filter(kind__in=[PERIKSA, MUAT], key=str(kiriman.pk))
    counts = Counter(row.state for row in rows)
    hitung = [(state.value, f"{counts[state]} {state.label.lower()}") for state in BukuState if counts[state]]
    return RingkasKiriman(rows, hitung, jobs.order_by("-created_at").first())


def free_sheets(row: BukuKiriman) -> QuerySet[LembarKerja]:
    """The worksheets of the year that no other file of the consignment has."""
    taken = BukuKiriman.objects.filter(kiriman=row.kiriman_id).exclude(pk=row.pk).exclude(lembar=None)
    rows = LembarKerja.objects.filter(periode=row.kiriman.periode_id).exclude(pk__in=taken.values("lembar"))
    return rows.select_related("opd", "periode__instrumen").order_by("opd__name", "pk")


def preview_book(row: BukuKiriman) -> Gabungan | None:
    """The workbook held against its worksheet as it stands now; None without a unit. Raises `SheetUnreadable`."""
    if row.lembar is None or row.berkas is None:
        return None
    return preview_import(row.lembar, berkas=row.berkas)


def stands_in_the_way(row: BukuKiriman, actor: Actor) -> str:
    """Why the coordinator cannot load it, empty when nothing does."""
    decision = can_load_blanks(actor, row.lembar) if row.lembar else None
    return decision.reason if decision is not None and not decision else ""
