"""What the ministry has and sends, in its own form and in our words; and a city whose proposal it may fetch."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from dasar.berkas.domain import store_bytes
from dasar.izin import Actor
from evaluasi.domain.instrumen import InstrumenData
from evaluasi.domain.instrumen_store import load_soal_portal, read_isi
from evaluasi.domain.portalrb.pemetaan import places_of
from evaluasi.domain.portalrb.token import create_token
from evaluasi.domain.pustaka import PetaSoalData, SoalData
from evaluasi.domain.usulan import add_unit, approve_usulan, create_usulan
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import (
    Cuplikan,
    CuplikanUnit,
    Instrumen,
    Jawaban,
    LembarKerja,
    Periode,
    TokenPortal,
    Usulan,
)
from opd.enums import Role
from opd.models import Opd
from tests.factories.evaluasi import DokumenFactory, PeriodeFactory, SitasiFactory
from tests.factories.hasil import PredikatFactory, make_ready_lembar, make_scan
from tests.factories.opd import OpdFactory, make_actor

OPENS = datetime(2026, 6, 1, tzinfo=UTC)
CLOSES = datetime(2026, 6, 30, 16, 59, 59, tzinfo=UTC)
DURING = datetime(2026, 6, 15, tzinfo=UTC)
JENIS = {"JUMLAH": "Jumlah"}


def master_of(isi: InstrumenData, tahun: int = 2026) -> dict[str, Any]:
    """A question master in the ministry's form for an instrument, with wording of our own."""
    number = iter(range(1, 10_000))
    row = iter(range(6, 10_000))

    def soal(place: Any) -> dict[str, Any]:
        butir = next(item for item in isi.butir if item.kode == place.kode)
        scheme = [{"key": o.kunci, "label": o.kunci, "multiplier": float(o.nilai)} for o in butir.pilihan]
        return {
            "id": next(number),
            "teks_pertanyaan": f"Naskah {place.nama}",
            "kriteria_nilai": "Kriteria",
            "jenis_jawaban": JENIS.get(place.jenis, place.jenis),
            "bobot_maksimal": 0,
            "skema_penilaian": scheme,
            "excel_sheet": "Jawaban",
            "excel_baris": next(row),
            "excel_kolom_jawaban_unit": "K",
        }

    def node(simpul: Any) -> dict[str, Any]:
        children = [item for item in isi.simpul if item.induk == simpul.kode]
        places = [place for item in children if item.jenis == "butir" for place in places_of(item)]
        return {
            "id": next(number),
            "nama": f"{simpul.kode.rpartition('.')[2]}. {simpul.nama}",
            "level": simpul.jenis,
            "bobot_maksimal": float(simpul.bobot),
            "soals": [soal(place) for place in places],
            "children": [node(item) for item in children if item.jenis != "butir"],
        }

    top = [node(item) for item in isi.simpul if item.induk == "TOTAL"]
    total = sum(len(places_of(butir)) for butir in isi.butir)
    return {"tahun": tahun, "total_soal": total, "generated_at": "2026-06-09", "data": top}


def master_json(isi: InstrumenData, tahun: int = 2026) -> bytes:
    """The same as a file."""
    return json.dumps(master_of(isi, tahun)).encode()


def number_soal(instrumen: Instrumen, tahun: int) -> None:
    """Give every question and count of an instrument a number of the ministry, from 101."""
    places = [place for butir in read_isi(instrumen).butir for place in places_of(butir)]
    soal = tuple(SoalData(p.kode, p.masukan, 101 + at, 6 + at) for at, p in enumerate(places))
    load_soal_portal(
        instrumen=instrumen, peta=PetaSoalData(instrumen.kode, tahun, "Jawaban", soal), actor=None
    )


@dataclass
class KotaUsul:
    """A city with an approved proposal of two units (WBK and WBBM) and a token of the ministry."""

    periode: Periode
    usulan: Usulan
    cuplikan: Cuplikan
    wbk: CuplikanUnit
    wbbm: CuplikanUnit
    token: TokenPortal
    secret: str
    koordinator: Actor
    client: Client = field(default_factory=Client)  # one for all: a new one reads all static files again

    def get(self, path: str, *, token: str | None = None, **extra: Any) -> Any:
        """Ask below the base as the ministry would."""
        given = self.secret if token is None else token
        headers = {"Authorization": f"Bearer {given}"} if given else {}
        return self.client.get(f"/api/portalrb/{path}", headers=headers, **extra)


def cite(
    lembar: LembarKerja, kode: str, *, title: str = "SK Tim", pages: str = "2-3", data: bytes = b""
) -> None:
    """A kept file cited on a question."""
    berkas = store_bytes(
        data=data or f"%PDF-1.7 {title}".encode(), name_hint="bukti", media_type="application/pdf"
    )
    dokumen = DokumenFactory(opd=lembar.opd, title=title, link="", berkas=berkas, filename=f"{title}.pdf")
    simpul = lembar.periode.instrumen.simpul.get(kode=kode)
    SitasiFactory(lembar=lembar, simpul=simpul, dokumen=dokumen, pages=pages)


def reply(lembar: LembarKerja, kode: str, tahap: str = Tahap.UNIT, **values: Any) -> Jawaban:
    """An answer as a row."""
    simpul = lembar.periode.instrumen.simpul.get(kode=kode)
    return Jawaban.objects.create(lembar=lembar, simpul=simpul, tahap=tahap, updated_at=DURING, **values)


def make_draft(periode: Periode | None = None, *, units: tuple[tuple[Opd | None, str], ...] = ()) -> Usulan:
    """A drafted proposal; each unit has one answer, one TPI answer and one cited file."""
    periode = periode or PeriodeFactory(propose_opens_at=OPENS, propose_closes_at=CLOSES)
    number_soal(periode.instrumen, periode.year)
    actor = make_actor(Role.KOORDINATOR)
    usulan = create_usulan(
        actor=actor,
        periode=periode,
        nomor="000.8/17/2026",
        tanggal=datetime(2026, 5, 28, tzinfo=UTC).date(),
        signer_name="Wali Kota Contoh",
    )
    for opd, predikat in units or ((None, "WBK"), (None, "WBBM")):
        lembar = make_ready_lembar(opd=opd or OpdFactory(), periode=periode)
        if predikat == "WBBM" and not lembar.opd.predikat.exists():
            PredikatFactory(opd=lembar.opd)
        LembarKerja.objects.filter(pk=lembar.pk).update(predikat=predikat, state=LembarState.APPROVED)
        lembar.refresh_from_db()
        reply(lembar, "A.1.i.a", pilihan="Ya", catatan="SK 12/2026")
        reply(lembar, "A.1.i.a", Tahap.TPI, pilihan="Tidak", catatan="SK belum ditandatangani")
        reply(lembar, "B.I.a", angka="3.60")
        cite(lembar, "A.1.i.a", title=f"SK Tim {lembar.opd.short_name}")
        add_unit(usulan, actor=actor, lembar=lembar, alasan="Nilai TPI tertinggi.")
    return usulan


def make_kota_usul(**token: Any) -> KotaUsul:
    """The city, approved and with its token."""
    draft = make_draft()
    usulan = approve_usulan(draft, actor=make_actor(Role.KOORDINATOR), berkas=make_scan())
    koordinator = make_actor(Role.KOORDINATOR)
    row, secret = create_token(actor=koordinator, **{"name": "PortalRB", "days": 400} | token)
    wbk, wbbm = usulan.cuplikan.unit.select_related("opd", "lembar").order_by("urutan")
    return KotaUsul(draft.periode, usulan, usulan.cuplikan, wbk, wbbm, row, secret, koordinator)
