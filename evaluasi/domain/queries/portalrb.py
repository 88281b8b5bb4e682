"""The connection to PortalRB as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from evaluasi.domain.portalrb.banding import BarisUnit, list_fetched, read_units
from evaluasi.domain.portalrb.master_soal import open_places
from evaluasi.domain.portalrb.pemetaan import Tempat
from evaluasi.enums import MasterState, UsulanState
from evaluasi.models import (
    Cuplikan,
    LatihanPortal,
    MasterSoal,
    PemetaanSoal,
    Pengambilan,
    Periode,
    SoalPortal,
    TokenPortal,
    Usulan,
)
from opd.models import Opd

BASE = "/api/portalrb"
RECENT = 5


@dataclass(frozen=True)
class Siap:
    """One thing that must be in order before the window opens."""

    nama: str
    word: str
    tone: str
    hint: str
    url: str = ""


@dataclass(frozen=True)
class Ikhtisar:
    """Everything of the overview."""

    periode: Periode | None
    usulan: Usulan | None
    cuplikan: Cuplikan | None
    base: str
    siap: list[Siap]
    units: list[BarisUnit]
    list_at: datetime | None
    list_same: bool
    latihan: LatihanPortal | None
    recent: list[Pengambilan]


def read_overview() -> Ikhtisar:
    """The newest proposal with what the ministry has of it; a constant number of SQL statements."""
    usulan = (
        Usulan.objects.live()
        .select_related("periode__instrumen", "cuplikan")
        .order_by("-periode__year")
        .first()
    )
    periode = usulan.periode if usulan else Periode.objects.select_related("instrumen").first()
    cuplikan = usulan.cuplikan if usulan and usulan.state == UsulanState.APPROVED else None
    latihan = LatihanPortal.objects.filter(usulan=usulan).first() if usulan else None
    list_at, list_same = list_fetched(cuplikan) if cuplikan else (None, False)
    return Ikhtisar(
        periode=periode,
        usulan=usulan,
        cuplikan=cuplikan,
        base=f"{settings.PUBLIC_URL}{BASE}",
        siap=_readiness(periode, usulan, latihan),
        units=read_units(cuplikan) if cuplikan else [],
        list_at=list_at,
        list_same=list_same,
        latihan=latihan,
        recent=list(Pengambilan.objects.real().select_related("token")[:RECENT]),
    )


def _readiness(periode: Periode | None, usulan: Usulan | None, latihan: LatihanPortal | None) -> list[Siap]:
    return [
        _master_line(periode),
        _window_line(periode),
        _token_line(),
        _usulan_line(usulan),
        _rehearsal_line(latihan),
    ]


def _master_line(periode: Periode | None) -> Siap:
    if periode is None:
        return Siap(
            "Master soal",
            "Belum ada periode",
            "neutral",
            "Buka periode tahun ini dahulu.",
            url=reverse("evaluasi:master_list"),
        )
    states = set(MasterSoal.objects.filter(tahun=periode.year).values_list("state", flat=True))
    if MasterState.CONFIRMED in states:
        return Siap(
            "Master soal",
            "Dipastikan",
            "done",
            "Nomor soal kementerian sudah disandingkan.",
            url=reverse("evaluasi:master_list"),
        )
    if MasterState.DRAFT in states:
        return Siap(
            "Master soal",
            "Menunggu dipastikan",
            "waiting",
            "Periksa pemetaannya, lalu pastikan.",
            url=reverse("evaluasi:master_list"),
        )
    rows = SoalPortal.objects.filter(instrumen=periode.instrumen_id, tahun=periode.year).count()
    if rows:
        hint = f"{rows} nomor bawaan portal dipakai. Muat berkas resmi untuk menyandingkannya."
        return Siap("Master soal", "Bawaan portal", "warning", hint, url=reverse("evaluasi:master_list"))
    return Siap(
        "Master soal",
        "Belum ada",
        "failed",
        f"Muat master soal {periode.year} dari PortalRB.",
        url=reverse("evaluasi:master_list"),
    )


def _window_line(periode: Periode | None) -> Siap:
    if periode is None or periode.propose_opens_at is None or periode.propose_closes_at is None:
        hint = "Isi waktunya pada periode setelah diumumkan; sampai itu semua permintaan ditolak."
        return Siap(
            "Jendela pengusulan", "Belum diisi", "warning", hint, url=reverse("evaluasi:periode_list")
        )
    if periode.is_proposing(timezone.now()):
        return Siap(
            "Jendela pengusulan",
            "Terbuka",
            "done",
            "PortalRB dapat mengambil sekarang.",
            url=reverse("evaluasi:periode_list"),
        )
    if periode.propose_opens_at > timezone.now():
        return Siap(
            "Jendela pengusulan",
            "Belum dibuka",
            "waiting",
            "Pakai waktu ini untuk latihan.",
            url=reverse("evaluasi:periode_list"),
        )
    return Siap(
        "Jendela pengusulan",
        "Sudah ditutup",
        "neutral",
        "Permintaan kementerian ditolak.",
        url=reverse("evaluasi:periode_list"),
    )


def _token_line() -> Siap:
    live = TokenPortal.objects.live(timezone.now()).filter(latihan=False).count()
    if live:
        return Siap(
            "Token kementerian",
            f"{live} berlaku",
            "done",
            "Didaftarkan kementerian di PortalRB.",
            url=reverse("evaluasi:token_list"),
        )
    return Siap(
        "Token kementerian",
        "Belum ada",
        "warning",
        "Buat token, lalu daftarkan di PortalRB.",
        url=reverse("evaluasi:token_list"),
    )


def _usulan_line(usulan: Usulan | None) -> Siap:
    name, begin = "Usulan kota", reverse("evaluasi:usulan_list")
    if usulan is None:
        return Siap(
            name, "Belum disusun", "neutral", "Susun usulan dari lembar kerja yang disetujui TPI.", url=begin
        )
    page = reverse("evaluasi:usulan_detail", args=[usulan.pk])
    if usulan.state == UsulanState.APPROVED:
        hint = "Isinya dibekukan; itulah yang diterima kementerian."
        return Siap(name, "Disahkan", "done", hint, url=page)
    return Siap(name, "Disusun", "progress", "PortalRB baru dapat mengambil sesudah disahkan.", url=page)


def _rehearsal_line(latihan: LatihanPortal | None) -> Siap:
    if latihan is None:
        return Siap(
            "Latihan",
            "Belum pernah",
            "neutral",
            "Coba seluruh pengambilan sebelum jendela dibuka.",
            url=reverse("evaluasi:portalrb_rehearse"),
        )
    if latihan.siap:
        return Siap(
            "Latihan",
            "Semua siap",
            "done",
            "Ulangi bila ada yang berubah.",
            url=reverse("evaluasi:portalrb_rehearse"),
        )
    return Siap(
        "Latihan",
        "Ada yang belum siap",
        "warning",
        "Lihat laporannya.",
        url=reverse("evaluasi:portalrb_rehearse"),
    )


@dataclass(frozen=True)
class HalamanMaster:
    """One master with its mapping."""

    rows: list[PemetaanSoal]
    lost: list[PemetaanSoal]
    places: list[Tempat]
    noted: int
    differs: list[int]
    """Soal that the numbers in use place elsewhere."""

    @property
    def whole(self) -> bool:
        """Whether every soal has a place and every place a soal."""
        return not self.lost and not self.places


def read_master(master: MasterSoal) -> HalamanMaster:
    """The mapping row by row, and how it differs from the numbers in use; three SQL queries."""
    rows = list(master.soal.select_related("simpul", "masukan"))
    used = dict_of_numbers(master)
    return HalamanMaster(
        rows=rows,
        lost=[row for row in rows if row.simpul_id is None],
        places=open_places(master),
        noted=sum(bool(row.catatan) for row in rows),
        differs=[
            row.soal_id
            for row in rows
            if row.simpul_id and used and used.get(row.soal_id) != (row.simpul_id, row.masukan_id)
        ],
    )


def dict_of_numbers(master: MasterSoal) -> dict[int, tuple[int, int | None]]:
    """The places of the numbers in use for the master's year; one SQL query."""
    rows = SoalPortal.objects.filter(instrumen=master.instrumen_id, tahun=master.tahun)
    return {
        number: (simpul, masukan)
        for number, simpul, masukan in rows.values_list("soal_id", "simpul_id", "masukan_id")
    }


def name_units(rows: list[Pengambilan]) -> list[tuple[Pengambilan, str]]:
    """Log lines with the unit in words; one SQL query."""
    keys = {row.unit_ref.partition("/")[0] for row in rows if row.unit_ref}
    names = {
        str(pk): name
        for pk, name in Opd.objects.filter(pk__in=filter(_is_uuid, keys)).values_list("pk", "name")
    }
    found = []
    for row in rows:
        unit, _, kode = row.unit_ref.partition("/")
        words = names.get(unit, unit[:40])
        found.append((row, f"{words}, butir {kode}" if kode else words))
    return found


def _is_uuid(text: str) -> bool:
    return len(text) == 36 and all(char in "0123456789abcdef-" for char in text)
