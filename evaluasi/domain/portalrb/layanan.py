"""Answers to PortalRB: the three addresses of the contract, from the frozen proposal, refusals in the agreed form.

Source: Kementerian PANRB, Panduan Teknis API Integrasi ZI, v1.0.0 (2026).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from dasar.format import tanggal_waktu
from evaluasi.domain.portalrb.cuplikan import read_unit
from evaluasi.domain.portalrb.isi import Isi
from evaluasi.domain.portalrb.tautan_bukti import links_of
from evaluasi.domain.portalrb.token import find_token, may_come_from
from evaluasi.enums import Kategori, Titik
from evaluasi.models import Cuplikan, Pengambilan, Periode, TokenPortal

DAFTAR = {"pengusulan/unit-wbk": Titik.WBK, "pengusulan/unit-wbbm": Titik.WBBM}
JAWABAN = "lke/jawaban-unit/"
KATEGORI = {
    Titik.WBK: frozenset({Kategori.WBK, Kategori.WBK_AFIRMASI}),
    Titik.WBBM: frozenset({Kategori.WBBM}),
}
PER_ANSWER = ("soal_id", "jawaban_unit", "jawaban_tpi", "catatan_unit", "catatan_tpi")


class Ditolak(Exception):
    """A refusal in the form of the contract: HTTP status, code for the machine, sentence for a person."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@dataclass(frozen=True)
class Permintaan:
    """One request below the base address."""

    jalur: str
    metode: str = "GET"
    authorization: str = ""
    alamat: str | None = None


@dataclass
class Balasan:
    """What is answered, and what the log keeps of it."""

    status: int = 200
    isi: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    titik: str = Titik.LAIN
    unit_ref: str = ""
    sidik: str = ""
    token: TokenPortal | None = None

    @property
    def teks(self) -> str:
        """The body as JSON text."""
        return json.dumps(self.isi, ensure_ascii=False, separators=(",", ":"))


class Sumber(Protocol):
    """Where the content comes from: the frozen proposal, or the preview of a draft in a rehearsal."""

    def daftar(self) -> tuple[Isi, str]:
        """The list with its fingerprint."""

    def unit(self, unit_id: UUID) -> tuple[Isi, Mapping[str, str], str] | None:
        """A unit's content, its evidence links by question, and its fingerprint; None for a unit not proposed."""


class SumberCuplikan:
    """The frozen proposal."""

    def __init__(self, cuplikan: Cuplikan, at: datetime) -> None:
        self.cuplikan, self.at = cuplikan, at

    def daftar(self) -> tuple[Isi, str]:
        return json.loads(self.cuplikan.isi), self.cuplikan.sidik

    def unit(self, unit_id: UUID) -> tuple[Isi, Mapping[str, str], str] | None:
        row = self.cuplikan.unit.filter(opd_id=unit_id).first()
        return None if row is None else (read_unit(row), links_of(row, at=self.at), row.sidik)


def refusal_body(code: str, message: str) -> dict[str, Any]:
    """A refusal as the contract words it."""
    return {"error": True, "code": code, "message": message}


def answer(
    permintaan: Permintaan, *, at: datetime, sumber: Sumber | None = None, log: bool = True
) -> Balasan:
    """Answer one request as of a moment, and note it. Never raises for what is asked.

    `sumber` replaces the frozen proposal in a rehearsal; then the window is the caller's affair.
    """
    balasan = Balasan()
    try:
        _answer(permintaan, balasan, at, sumber)
    except Ditolak as refusal:
        balasan.status, balasan.code = refusal.status, refusal.code
        balasan.isi = refusal_body(refusal.code, refusal.message)
    if log:
        note(balasan, alamat=permintaan.alamat, at=at)
    return balasan


def note(balasan: Balasan, *, alamat: str | None, at: datetime) -> None:
    """One line in the log of fetches; one SQL statement."""
    Pengambilan.objects.create(
        at=at,
        titik=balasan.titik,
        unit_ref=balasan.unit_ref[:80],
        status=balasan.status,
        code=balasan.code,
        sidik=balasan.sidik,
        token=balasan.token,
        alamat=alamat,
        latihan=bool(balasan.token and balasan.token.latihan),
    )


def _answer(permintaan: Permintaan, balasan: Balasan, at: datetime, sumber: Sumber | None) -> None:
    _name(permintaan.jalur, balasan)
    token = find_token(permintaan.authorization, at=at)
    if token is None:
        raise Ditolak(
            401, "UNAUTHORIZED", "Token tidak ada, tidak dikenal, sudah dicabut, atau habis masanya."
        )
    balasan.token = token
    if not may_come_from(token, permintaan.alamat):
        raise Ditolak(403, "FORBIDDEN", "Token ini tidak berlaku dari alamat pengirim.")
    if permintaan.metode not in {"GET", "HEAD"}:
        raise Ditolak(405, "METHOD_NOT_ALLOWED", "Alamat ini hanya dibaca, dengan GET.")
    if balasan.titik == Titik.LAIN:
        raise Ditolak(404, "NOT_FOUND", "Alamat ini tidak ada dalam kontrak.")
    sumber = sumber or _frozen(at, latihan=token.latihan)
    if balasan.titik == Titik.JAWABAN:
        _give_unit(sumber, balasan)
    else:
        _give_list(sumber, balasan)


def _name(jalur: str, balasan: Balasan) -> None:
    """What is asked, before anything is decided, so that refusals are logged under it."""
    if jalur in DAFTAR:
        balasan.titik = DAFTAR[jalur]
    elif jalur.startswith(JAWABAN) and "/" not in jalur.removeprefix(JAWABAN):
        balasan.titik, balasan.unit_ref = Titik.JAWABAN, jalur.removeprefix(JAWABAN).replace("\x00", "")


def _frozen(at: datetime, *, latihan: bool) -> SumberCuplikan:
    """The proposal whose window is open now. A token for rehearsals reads it outside the window too."""
    rows = Cuplikan.objects.in_force() if latihan else Cuplikan.objects.open_at(at)
    cuplikan = rows.order_by("-tahun").first()
    if cuplikan is not None:
        return SumberCuplikan(cuplikan, at)
    if latihan or Periode.objects.filter(propose_opens_at__lte=at, propose_closes_at__gte=at).exists():
        raise Ditolak(404, "DATA_NOT_FOUND", "Usulan kota belum disahkan.")
    coming = Periode.objects.filter(propose_opens_at__gt=at).order_by("propose_opens_at").first()
    when = f" Dibuka {tanggal_waktu(coming.propose_opens_at)}." if coming and coming.propose_opens_at else ""
    raise Ditolak(403, "OUTSIDE_WINDOW", f"Di luar masa pengusulan.{when}")


def _give_list(sumber: Sumber, balasan: Balasan) -> None:
    daftar, sidik = sumber.daftar()
    wanted = KATEGORI[Titik(balasan.titik)]
    units = [
        {name: item[name] for name in ("id", "nama", "kategori", "afirmasi")}
        for item in daftar["units"]
        if item["kategori"] in wanted
    ]
    if balasan.titik == Titik.WBBM and not units:
        raise Ditolak(404, "DATA_NOT_FOUND", "Usulan kota tahun ini tidak memuat unit WBBM.")
    balasan.isi, balasan.sidik = {"tahun": daftar["tahun"], "units": units}, sidik


def _give_unit(sumber: Sumber, balasan: Balasan) -> None:
    try:
        unit_id = UUID(balasan.unit_ref)
    except ValueError as error:
        raise Ditolak(422, "INVALID_UNIT_ID", "unit_id harus berupa id dari daftar unit.") from error
    found = sumber.unit(unit_id)
    if found is None:
        raise Ditolak(404, "DATA_NOT_FOUND", "Unit ini tidak ada dalam usulan kota.")
    isi, links, balasan.sidik = found
    balasan.unit_ref = str(unit_id)
    numbered = [item for item in isi["answers"] if item["soal_id"] is not None]
    balasan.isi = {
        "unit_id": isi["id"],
        "nama_unit": isi["nama"],
        "tahun": isi["tahun"],
        "answers": [
            {name: item[name] for name in PER_ANSWER} | {"bukti_dukung_unit": links.get(item["kode"])}
            for item in sorted(numbered, key=lambda item: item["soal_id"])
        ],
    }
