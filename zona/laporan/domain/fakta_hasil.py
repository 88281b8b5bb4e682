"""What the papers of the outcome say besides the report itself: the steps of approval, the city's letters."""

from __future__ import annotations

from typing import Any

from dasar.format import tanggal, tanggal_waktu
from evaluasi.domain.bilangan import indonesian
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.enums import LheState, PredikatKind, Tahap
from evaluasi.models import LaporanHasil, Nilai, Usulan
from zona.laporan.domain.fakta import gather_kop

Fakta = dict[str, Any]


def gather_steps(lhe: LaporanHasil) -> Fakta:
    """Who passed the report on and when, the last run of the chain only; empty while it is drafted."""
    rows = lhe.persetujuan.select_related("by").order_by("at", "pk")
    last: list[Fakta] = []
    for row in rows:
        words = {
            "langkah": str(row.get_langkah_display()),
            "nama": row.by.name,
            "nip": row.by.nip,
            "pada": tanggal_waktu(row.at),
        }
        last = [*last, words] if row.diteruskan else []
    return {"persetujuan": last}


def gather_usulan(usulan: Usulan) -> Fakta:
    """The letter of a proposal: its facts and the units that it names, by rank."""
    rows = usulan.unit.proposed().select_related("lembar__opd", "lembar__lhe", "lembar__periode__instrumen")
    scores = dict(
        Nilai.objects.filter(lembar__in=rows.values("lembar"), tahap=Tahap.TPI, simpul__kode=TOTAL)
        .order_by()
        .values_list("lembar_id", "buku_kerja")
    )
    units = [_unit(row, scores) for row in rows]
    return {
        "kop": gather_kop(),
        "nomor": usulan.nomor,
        "tanggal": tanggal(usulan.tanggal) if usulan.tanggal else "",
        "tujuan": usulan.tujuan,
        "penandatangan": usulan.signer_name,
        "jabatan": usulan.signer_title,
        "tahun": usulan.periode.year,
        "units": units,
        "jumlah": {kind: sum(row["predikat"] == kind for row in units) for kind in PredikatKind.values},
        "contoh": usulan.contoh or any(row["contoh"] for row in units),
    }


def _unit(row: Any, scores: dict[Any, Any]) -> Fakta:
    lhe = getattr(row.lembar, "lhe", None)
    approved = lhe is not None and lhe.state == LheState.APPROVED
    groups = {item.kode: item.nama for item in read_isi(row.lembar.periode.instrumen).afirmasi}
    return {
        "urutan": row.urutan,
        "unit": row.lembar.opd.name,
        "predikat": row.predikat,
        "kategori": str(row.get_kategori_display()),
        "afirmasi": groups.get(row.afirmasi, row.afirmasi),
        "afirmasi_dasar": row.afirmasi_dasar,
        "nilai": indonesian(scores[row.lembar_id]) if row.lembar_id in scores else "",
        "lhe": f"{lhe.nomor}, {tanggal(lhe.tanggal)}" if approved and lhe.tanggal else "",
        "alasan": row.alasan,
        "contoh": row.lembar.opd.contoh or row.lembar.contoh,
    }
