"""A rehearsal of the ministry's fetching before its window opens, with a verdict on each step and each unit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dasar.berkas.models import Berkas
from dasar.berkas.storage import content_storage
from dasar.format import tanggal_waktu
from dasar.izin import Actor
from evaluasi.domain.portalrb.cuplikan import list_text, proposed_units
from evaluasi.domain.portalrb.isi import Isi, build_units, canonical, fingerprint_of
from evaluasi.domain.portalrb.kementerian import (
    TUNGGU,
    Hasil,
    Jam,
    Saluran,
    SaluranDalam,
    SaluranPutus,
    fetch,
    list_problems,
    refusal_problems,
    unit_problems,
)
from evaluasi.domain.portalrb.layanan import JAWABAN, Sumber, SumberCuplikan
from evaluasi.domain.portalrb.token import create_token, revoke_token
from evaluasi.enums import Kategori, MasterState, UsulanState
from evaluasi.models import LatihanPortal, MasterSoal, Periode, SoalPortal, Usulan

Report = Callable[[int, str], None]


def tell_nobody(_percent: int, _note: str) -> None:
    """For whoever does not want to hear of the progress."""


WBK, WBBM = "pengusulan/unit-wbk", "pengusulan/unit-wbbm"
KATEGORI = {WBK: (Kategori.WBK.value, Kategori.WBK_AFIRMASI.value), WBBM: (Kategori.WBBM.value,)}
TOKEN_DAYS = 400
SALAH = "zrb_bukan-token-yang-pernah-dibuat"
MAKS_MASALAH = 12


@dataclass
class Langkah:
    """One step of the rehearsal."""

    nama: str
    lulus: bool
    ket: str = ""


@dataclass
class UnitSiap:
    """How one unit fared: what stops it (`masalah`), and what is only to be known (`catatan`)."""

    id: str
    nama: str
    kategori: str
    soal: int = 0
    terjawab: int = 0
    tpi: int = 0
    bukti: int = 0
    ms: int = 0
    masalah: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    @property
    def siap(self) -> bool:
        return not self.masalah


@dataclass
class Laporan:
    """The whole rehearsal."""

    langkah: list[Langkah] = field(default_factory=list)
    unit: list[UnitSiap] = field(default_factory=list)

    @property
    def siap(self) -> bool:
        """Whether the window may open as far as the portal can tell."""
        return all(item.lulus for item in self.langkah) and all(item.siap for item in self.unit)

    def plain(self) -> dict[str, Any]:
        """As data for keeping."""
        return {
            "langkah": [asdict(item) for item in self.langkah],
            "unit": [asdict(item) | {"siap": item.siap} for item in self.unit],
        }


class SumberPratinjau:
    """A proposal that is still drafted, as it would be frozen now; its evidence links are not made yet."""

    def __init__(self, usulan: Usulan) -> None:
        built = build_units(proposed_units(usulan))
        prints = [(row, fingerprint_of(canonical(isi))) for row, isi in built.items()]
        self.text = list_text(usulan, prints)
        self.units = {
            row.lembar.opd_id: (isi, sidik)
            for (row, isi), (_, sidik) in zip(built.items(), prints, strict=True)
        }

    def daftar(self) -> tuple[Isi, str]:
        return json.loads(self.text), fingerprint_of(self.text)

    def unit(self, unit_id: UUID) -> tuple[Isi, Mapping[str, str], str] | None:
        found = self.units.get(unit_id)
        if found is None:
            return None
        isi, sidik = found
        return isi, dict.fromkeys(isi["bukti"], "(tautan dibuat saat usulan disahkan)"), sidik


def source_of(usulan: Usulan) -> Sumber:
    """What a rehearsal of this proposal fetches from: the frozen text, or the draft as it would be frozen."""
    if usulan.state == UsulanState.APPROVED:
        return SumberCuplikan(usulan.cuplikan, timezone.now())
    return SumberPratinjau(usulan)


def rehearse(usulan: Usulan, *, actor: Actor | None, tell: Report = tell_nobody) -> Laporan:
    """Play the ministry against this portal, with time standing still; nothing of it enters the log of fetches.

    A token is made for it and closed again. `tell` hears of the progress in percent.
    """
    row, token = create_token(actor=actor, name="Latihan PortalRB", days=TOKEN_DAYS)
    try:
        jam, laporan, sumber = Jam(timezone.now()), Laporan(), source_of(usulan)
        saluran = SaluranDalam(jam, sumber)
        tell(5, "Mengambil daftar unit")
        wanted = _numbers(usulan.periode)
        laporan.langkah.append(_master_step(usulan.periode.year, wanted))
        units = fetch_lists(saluran, token, jam, laporan)
        for at, unit in enumerate(units):
            tell(10 + 70 * at // max(len(units), 1), f"Mengambil jawaban {unit['nama']}")
            laporan.unit.append(_rehearse_unit(saluran, token, jam, unit, wanted, sumber))
        tell(85, "Mencoba yang tidak biasa")
        try_the_unusual(saluran, token, jam, laporan)
        _try_silence(saluran, token, jam, laporan, units)
        _try_window(usulan, token, laporan)
    finally:
        revoke_token(row, actor=actor)
    return laporan


@transaction.atomic
def keep_report(
    usulan: Usulan, laporan: Laporan, *, actor: Actor | None, job: UUID | None = None
) -> LatihanPortal:
    """Keep what a rehearsal found; the same job again keeps the first."""
    done = LatihanPortal.objects.filter(pekerjaan=job).first() if job else None
    return done or LatihanPortal.objects.create(
        usulan=usulan,
        pekerjaan=job,
        at=timezone.now(),
        by=actor.pengguna if actor else None,
        siap=laporan.siap,
        isi=laporan.plain(),
    )


def _numbers(periode: Periode) -> list[int]:
    rows = SoalPortal.objects.filter(instrumen=periode.instrumen_id, tahun=periode.year)
    return list(rows.values_list("soal_id", flat=True))


def _master_step(tahun: int, wanted: list[int]) -> Langkah:
    if not wanted:
        return Langkah(
            "Nomor soal", False, f"Tahun {tahun} belum punya master soal; muat dan pastikan dahulu."
        )
    state = MasterSoal.objects.filter(tahun=tahun, state=MasterState.CONFIRMED).exists()
    told = "dari master resmi yang dipastikan" if state else "bawaan portal; master resmi belum disandingkan"
    return Langkah("Nomor soal", True, f"{len(wanted)} nomor, {told}.")


def fetch_lists(saluran: Saluran, token: str, jam: Jam, laporan: Laporan) -> list[dict[str, Any]]:
    """Fetch both lists, note how it went, and give all units in them."""
    units: list[dict[str, Any]] = []
    for jalur, allowed in KATEGORI.items():
        hasil = fetch(saluran, jalur, token, jam)
        if jalur == WBBM and hasil.tiba is not None and hasil.tiba.status == 404:
            wrong = refusal_problems(hasil.tiba, status=404, code="DATA_NOT_FOUND")
            words = "Tidak ada unit WBBM; dijawab DATA_NOT_FOUND."
            laporan.langkah.append(Langkah("Daftar unit WBBM", not wrong, " ".join(wrong) or words))
            continue
        problems = _arrival_problems(hasil) or list_problems(hasil.tiba.isi(), allowed)  # type: ignore[union-attr]
        found = [] if problems or hasil.tiba is None else hasil.tiba.isi()["units"]
        name = "Daftar unit WBBM" if jalur == WBBM else "Daftar unit WBK"
        laporan.langkah.append(Langkah(name, not problems, " ".join(problems) or f"{len(found)} unit."))
        units += found
    return units


def _arrival_problems(hasil: Hasil) -> list[str]:
    if hasil.tiba is None:
        return [f"Tidak dijawab, juga sesudah dicoba lagi ({len(hasil.detik)} kali)."]
    if hasil.tiba.status != 200:
        isi = hasil.tiba.isi()
        told = isi.get("message", "") if isinstance(isi, dict) else ""
        return [f"Dijawab {hasil.tiba.status}. {told}".strip()]
    return []


def check_unit(
    saluran: Saluran, token: str, jam: Jam, unit: dict[str, Any], wanted: list[int]
) -> tuple[UnitSiap, list[dict[str, Any]]]:
    """Fetch one unit twice: by the contract, and the same both times. With its answers when they can be read."""
    jalur = f"{JAWABAN}{unit['id']}"
    line = UnitSiap(id=unit["id"], nama=unit["nama"], kategori=unit["kategori"])
    first, again = fetch(saluran, jalur, token, jam), fetch(saluran, jalur, token, jam)
    line.ms = first.lama_ms
    line.masalah = _arrival_problems(first)
    if line.masalah or first.tiba is None:
        return line, []
    isi = first.tiba.isi()
    line.masalah = unit_problems(isi, unit_id=unit["id"], soal=wanted)[:MAKS_MASALAH]
    if again.tiba is None or again.tiba.teks != first.tiba.teks:
        line.masalah.append("Pengambilan ulang memberi isi yang berbeda.")
    answers = isi.get("answers", []) if isinstance(isi, dict) else []
    line.soal = len(answers)
    line.terjawab = sum(item.get("jawaban_unit") is not None for item in answers)
    line.tpi = sum(item.get("jawaban_tpi") is not None for item in answers)
    line.bukti = sum(bool(item.get("bukti_dukung_unit")) for item in answers)
    return line, answers


def _rehearse_unit(
    saluran: Saluran, token: str, jam: Jam, unit: dict[str, Any], wanted: list[int], sumber: Sumber
) -> UnitSiap:
    line, answers = check_unit(saluran, token, jam, unit, wanted)
    if not answers:
        return line
    blank = [item["soal_id"] for item in answers if item["jawaban_unit"] is None]
    if blank:
        line.masalah.append(f"{len(blank)} soal belum dijawab unit: {_some(blank)}.")
    if line.tpi < line.soal:
        line.catatan.append(f"{line.soal - line.tpi} soal tanpa jawaban TPI.")
    bare = [item["soal_id"] for item in answers if not item["bukti_dukung_unit"]]
    if bare:
        line.catatan.append(f"{len(bare)} soal tanpa bukti: {_some(bare)}.")
    found = sumber.unit(UUID(unit["id"]))
    line.masalah += _lost_files(found[0]) if found else []
    return line


def _some(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return f"{shown}, dan {len(numbers) - 10} lain" if len(numbers) > 10 else shown


def _lost_files(isi: Isi) -> list[str]:
    """Cited files whose bytes are not there or are held back."""
    cited = {
        item["berkas"]["sidik"]: item for items in isi["bukti"].values() for item in items if item["berkas"]
    }
    rows = {row.sha256: row for row in Berkas.objects.filter(sha256__in=cited)}
    storage = content_storage()
    return [
        f"Berkas “{item['judul']}” tidak dapat dibuka."
        for sha256, item in cited.items()
        if sha256 not in rows or not storage.exists(rows[sha256].storage_name)
    ]


def try_the_unusual(saluran: Saluran, token: str, jam: Jam, laporan: Laporan) -> None:
    """What the ministry meets when something is wrong on its side: each has its agreed answer."""
    absent = "00000000-0000-4000-8000-000000000000"
    for name, jalur, given, status in (
        ("Tanpa token", WBK, "", 401),
        ("Token salah", WBK, SALAH, 401),
        ("Unit yang tidak diusulkan", f"{JAWABAN}{absent}", token, 404),
        ("unit_id yang tidak mungkin", f"{JAWABAN}bukan-id", token, 422),
        ("Alamat di luar kontrak", "pengusulan/unit-lain", token, 404),
    ):
        wrong = refusal_problems(fetch(saluran, jalur, given, jam).tiba, status=status)
        laporan.langkah.append(Langkah(name, not wrong, " ".join(wrong) or f"Dijawab {status} dengan benar."))


def _try_silence(
    saluran: Saluran, token: str, jam: Jam, laporan: Laporan, units: list[dict[str, Any]]
) -> None:
    """Answers lost on the way: the retry brings the same content; too many, and the unit waits for a refetch."""
    jalur = f"{JAWABAN}{units[0]['id']}" if units else WBK
    putus = SaluranPutus(saluran, 2)
    hasil = fetch(putus, jalur, token, jam)
    same = hasil.tiba is not None and all(item.teks == hasil.tiba.teks for item in putus.swallowed)
    words = "Dua balasan hilang; percobaan detik ke-{} memberi isi yang sama."
    told = words.format(hasil.detik[-1]) if same else "Percobaan ulang memberi isi yang berbeda."
    laporan.langkah.append(Langkah("Batas waktu, lalu dicoba lagi", same, told))
    lost = fetch(SaluranPutus(saluran, len(TUNGGU) + 1), jalur, token, jam)
    later = fetch(saluran, jalur, token, jam)
    fine = lost.tiba is None and later.tiba is not None and later.tiba.status == 200
    told = f"Semua percobaan ({', '.join(map(str, lost.detik))} detik) hilang; pengambilan ulang berhasil."
    laporan.langkah.append(Langkah("Gagal, lalu diambil ulang", fine, told if fine else "Tidak pulih."))


def _try_window(usulan: Usulan, token: str, laporan: Laporan) -> None:
    """Closed a second before and a second after; open in between, once the proposal is approved."""
    periode = usulan.periode
    if periode.propose_opens_at is None or periode.propose_closes_at is None:
        told = "Jendela pengusulan belum diisi pada periode; sampai itu diisi, semua permintaan ditolak."
        laporan.langkah.append(Langkah("Jendela pengusulan", False, told))
        return
    second = timedelta(seconds=1)
    for name, at in (
        ("Sedetik sebelum dibuka", periode.propose_opens_at - second),
        ("Sedetik sesudah ditutup", periode.propose_closes_at + second),
    ):
        wrong = refusal_problems(_ask(at, token), status=403, code="OUTSIDE_WINDOW")
        laporan.langkah.append(Langkah(name, not wrong, " ".join(wrong) or f"{tanggal_waktu(at)}: ditolak."))
    if usulan.state != UsulanState.APPROVED:
        told = "Usulan belum disahkan; selama itu PortalRB dijawab DATA_NOT_FOUND."
        laporan.langkah.append(Langkah("Usulan disahkan", False, told))
        return
    status = _ask(periode.propose_opens_at, token).status
    told = f"{tanggal_waktu(periode.propose_opens_at)}: dijawab {status}."
    laporan.langkah.append(Langkah("Tepat saat dibuka", status == 200, told))


def _ask(at: datetime, token: str) -> Any:
    return SaluranDalam(Jam(at)).get(WBK, token)
