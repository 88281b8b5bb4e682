"""A client that behaves as the ministry's: it fetches, gives up on silence, tries again on schedule, and believes nothing.

It knows the contract from the guide and nothing of how we answer; so it can be pointed at this portal inside the
process, or at any address over the network.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import quote

from evaluasi.domain.portalrb.layanan import Permintaan, Sumber, answer

TUNGGU = (0, 60, 120)
"""Seconds before each further try (guide, section on retries); after the last one the unit counts as failed."""
TEKS = ("jawaban_tpi", "catatan_unit", "bukti_dukung_unit", "catatan_tpi")
MAKS_BALASAN = 32 * 1024 * 1024


class TidakSampai(Exception):
    """No answer: no connection, or silence beyond the time-out."""


@dataclass(frozen=True)
class Tiba:
    """An answer as it arrived."""

    status: int
    teks: str

    def isi(self) -> Any:
        """The JSON in it; None when it is none."""
        try:
            return json.loads(self.teks)
        except ValueError:
            return None


class Saluran(Protocol):
    """A way to the portal."""

    def get(self, jalur: str, token: str) -> Tiba:
        """Ask for an address below the base. Raises TidakSampai."""


class Jam:
    """A clock that can be waited on without waiting."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def wait(self, seconds: int) -> None:
        """Let so many seconds pass."""
        self.now += timedelta(seconds=seconds)


class JamNyata(Jam):
    """The clock on the wall."""

    def wait(self, seconds: int) -> None:
        """Sleep, really."""
        time.sleep(seconds)
        super().wait(seconds)


class SaluranDalam:
    """Straight into the portal's own service, as of the clock's moment; `sumber` replaces the frozen proposal."""

    def __init__(self, jam: Jam, sumber: Sumber | None = None) -> None:
        self.jam, self.sumber = jam, sumber

    def get(self, jalur: str, token: str) -> Tiba:
        permintaan = Permintaan(jalur, authorization=f"Bearer {token}" if token else "")
        balasan = answer(permintaan, at=self.jam.now, sumber=self.sumber, log=False)
        return Tiba(balasan.status, balasan.teks)


class SaluranHttp:
    """Over the network, with the time-out that the ministry would have."""

    def __init__(self, base: str, timeout: int = 30) -> None:
        if not base.startswith(("https://", "http://")):
            raise ValueError("Alamat dasar diawali https://.")
        self.base, self.timeout = base.rstrip("/"), timeout

    def get(self, jalur: str, token: str) -> Tiba:
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(f"{self.base}/{quote(jalur)}", headers=headers)  # noqa: S310 - checked above
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as reply:  # noqa: S310
                return Tiba(reply.status, reply.read(MAKS_BALASAN).decode(errors="replace"))
        except urllib.error.HTTPError as error:
            return Tiba(error.code, error.read(MAKS_BALASAN).decode(errors="replace"))
        except OSError as error:
            raise TidakSampai(str(error)) from error


class SaluranPutus:
    """A way that swallows the first answers after the portal has given them: what a time-out is to the portal."""

    def __init__(self, saluran: Saluran, drops: int) -> None:
        self.saluran, self.drops = saluran, drops
        self.swallowed: list[Tiba] = []

    def get(self, jalur: str, token: str) -> Tiba:
        tiba = self.saluran.get(jalur, token)
        if len(self.swallowed) < self.drops:
            self.swallowed.append(tiba)
            raise TidakSampai("batas waktu habis")
        return tiba


@dataclass
class Hasil:
    """What became of one fetch: the answer if any came, and the second at which each try was made."""

    tiba: Tiba | None
    detik: list[int] = field(default_factory=list)
    lama_ms: int = 0


def fetch(
    saluran: Saluran, jalur: str, token: str, jam: Jam, *, tick: Callable[[], float] = time.perf_counter
) -> Hasil:
    """Ask as the ministry does: on silence or a 5xx again at once, after 60 and after 120 seconds."""
    hasil, began = Hasil(None), jam.now
    for wait in (None, *TUNGGU):
        jam.wait(wait or 0)
        hasil.detik.append(round((jam.now - began).total_seconds()))
        start = tick()
        try:
            hasil.tiba = saluran.get(jalur, token)
        except TidakSampai:
            hasil.tiba = None
        hasil.lama_ms = round((tick() - start) * 1000)
        if hasil.tiba is not None and hasil.tiba.status < 500:
            return hasil
    return hasil


def list_problems(isi: Any, kategori: Iterable[str]) -> list[str]:
    """What is wrong with a list of units by the guide; empty when nothing is."""
    if not isinstance(isi, dict) or not isinstance(isi.get("units"), list):
        return ["Bukan objek dengan `tahun` dan `units`."]
    problems = [] if _is_int(isi.get("tahun")) else ["`tahun` bukan bilangan."]
    allowed, seen = set(kategori), set()
    for at, unit in enumerate(isi["units"], 1):
        if not isinstance(unit, dict) or not _words(unit.get("id")) or not _words(unit.get("nama")):
            problems.append(f"Unit {at}: `id` dan `nama` wajib berisi teks.")
            continue
        if unit["id"] in seen:
            problems.append(f"{unit['nama']}: id dipakai dua kali.")
        seen.add(unit["id"])
        if unit.get("kategori") not in allowed or not isinstance(unit.get("afirmasi"), bool):
            problems.append(f"{unit['nama']}: `kategori` atau `afirmasi` di luar kontrak.")
    return problems


def unit_problems(isi: Any, *, unit_id: str, soal: Iterable[int]) -> list[str]:
    """What is wrong with a unit's answers by the guide; empty when nothing is."""
    if not isinstance(isi, dict) or not isinstance(isi.get("answers"), list):
        return ["Bukan objek dengan `answers`."]
    problems = [] if isi.get("unit_id") == unit_id else ["`unit_id` bukan yang diminta."]
    if not _words(isi.get("nama_unit")) or not _is_int(isi.get("tahun")):
        problems.append("`nama_unit` atau `tahun` tidak berisi.")
    seen: list[int] = []
    for item in isi["answers"]:
        problems += _answer_problems(item)
        seen += [item["soal_id"]] if isinstance(item, dict) and _is_int(item.get("soal_id")) else []
    wanted = sorted(soal)
    if sorted(seen) != wanted:
        problems.append(f"{len(seen)} soal dikirim, master soal memuat {len(wanted)}; nomornya harus sama.")
    return problems


def _answer_problems(item: Any) -> list[str]:
    if not isinstance(item, dict) or not _is_int(item.get("soal_id")) or "jawaban_unit" not in item:
        return ["Ada jawaban tanpa `soal_id` atau `jawaban_unit`."]
    wrong = [name for name in ("jawaban_unit", *TEKS) if not isinstance(item.get(name), str | None)]
    return [f"Soal {item['soal_id']}: {', '.join(wrong)} harus teks atau kosong."] if wrong else []


def refusal_problems(tiba: Tiba | None, *, status: int, code: str = "") -> list[str]:
    """What is wrong with a refusal by the guide; empty when nothing is."""
    if tiba is None:
        return ["Tidak ada jawaban."]
    problems = [] if tiba.status == status else [f"Dijawab {tiba.status}, seharusnya {status}."]
    isi = tiba.isi()
    if not isinstance(isi, Mapping) or isi.get("error") is not True:
        return [*problems, "Badan jawaban bukan JSON dengan `error: true`."]
    if not _words(isi.get("code")) or not _words(isi.get("message")):
        problems.append("`code` dan `message` wajib berisi teks.")
    if code and isi.get("code") != code:
        problems.append(f"`code` {isi.get('code')}, seharusnya {code}.")
    return problems


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
