"""What a report states, gathered from the database as plain texts: the same facts give the same fingerprint.

Points come from the assessors' answers by the exact arithmetic of `scoring` and the gates of `gerbang`; nothing is
rounded before it is compared. Texts are in Indonesian and ready to print.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dasar.format import tanggal
from dasar.kanonik import fingerprint
from evaluasi.domain.bilangan import half_up, indonesian
from evaluasi.domain.gerbang import HasilPredikat, evaluate_gerbang
from evaluasi.domain.instrumen.data import TOTAL, SimpulData
from evaluasi.domain.instrumen_store import read_isi, simpul_ids, struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.nilai import answers_of
from evaluasi.domain.penilaian import from_json
from evaluasi.domain.queries.gerbang import gate_words, name_of
from evaluasi.domain.queries.lembar import count_evidence
from evaluasi.domain.queries.syarat import read_syarat
from evaluasi.domain.scoring import Skor, score
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import PeranTim, PredikatKind, PutusanKind, Tahap
from evaluasi.models import AnggotaTim, Jawaban, LaporanHasil, LembarKerja, Penyelarasan, Putusan, Regulasi

Fakta = dict[str, Any]
UNANSWERED = "kosong"


def gather_facts(lhe: LaporanHasil) -> Fakta:
    """Everything the report states, without its passages: of a draft as the database stands now."""
    lembar = lhe.lembar
    struktur = struktur_for(lembar.periode.instrumen)
    unit, tpi = answers_of(lembar, Tahap.UNIT), answers_of(lembar, Tahap.TPI)
    skor = score(struktur, tpi)
    notes, advice = _notes(lembar), _advice(lembar)
    butir = [_question(item.simpul, unit, tpi, notes, advice) for item in struktur.butir]
    gates = evaluate_gerbang(skor, lembar.predikat, tahun=lembar.periode.year)
    conditions = _conditions(lembar)
    return {
        **_head(lhe),
        "tim": _team(lembar),
        "ronde": _rounds(lembar),
        "nilai": _table(struktur, score(struktur, unit), skor),
        "lengkap": skor.lengkap,
        "kosong": list(skor.kosong),
        "gerbang": _gates(struktur, gates),
        "gerbang_diberikan": gates.diberikan,
        "nilai_memenuhi": gates.memenuhi,
        "syarat": conditions,
        "syarat_memenuhi": all(row["keadaan"] == "terpenuhi" for row in conditions),
        "butir": butir,
        "penyelarasan": _settled(lembar, struktur),
        "tanpa_bukti": _without_evidence(lembar, struktur),
    }


def fingerprint_of(facts: Fakta, passages: Mapping[str, str]) -> str:
    """SHA-256 of the facts with the passages that stand beside them."""
    return fingerprint(facts | {"naskah": dict(passages)})


def _head(lhe: LaporanHasil) -> Fakta:
    lembar, instrumen = lhe.lembar, lhe.lembar.periode.instrumen
    isi = read_isi(instrumen)
    rules = Regulasi.objects.filter(kode__in=isi.regulasi).order_by("urutan")
    return {
        "nomor": lhe.nomor,
        "tanggal": tanggal(lhe.tanggal) if lhe.tanggal else "",
        "tugas_nomor": lhe.tugas_nomor,
        "tugas_tanggal": tanggal(lhe.tugas_tanggal) if lhe.tugas_tanggal else "",
        "unit": lembar.opd.name,
        "singkatan": lembar.opd.short_name,
        "tahun": lembar.periode.year,
        "predikat": lembar.predikat,
        "predikat_nama": str(PredikatKind(lembar.predikat).label),
        "instrumen": f"{isi.nama}, revisi {isi.revisi}",
        "instrumen_dasar": isi.dasar,
        "instrumen_sidik": isi.sidik,
        "peraturan": [f"{row.nama} tentang {row.tentang[:1].lower()}{row.tentang[1:]}" for row in rules],
        "contoh": lhe.contoh or lembar.contoh,
    }


def _team(lembar: LembarKerja) -> list[Fakta]:
    """Who sits in the team, the technical controller first, as an assignment letter lists them."""
    order = {PeranTim.DALNIS: 0, PeranTim.KETUA: 1, PeranTim.ANGGOTA: 2}
    seats = AnggotaTim.objects.filter(tim__penugasan__lembar=lembar).select_related("pengguna")
    rows = sorted(seats, key=lambda seat: (order[PeranTim(seat.peran)], seat.active_from, str(seat.pk)))
    return [
        {
            "peran": str(seat.get_peran_display()) + (" (pengganti)" if seat.menggantikan_id else ""),
            "nama": seat.pengguna.name,
            "nip": seat.pengguna.nip,
            "jabatan": seat.pengguna.title,
        }
        for seat in rows
        if seat.active_to is None or seat.active_to > seat.active_from
    ]


def _rounds(lembar: LembarKerja) -> list[Fakta]:
    return [
        {
            "nomor": row.nomor,
            "diajukan": tanggal(row.opened_at),
            "dikembalikan": tanggal(row.returned_at) if row.returned_at else "",
            "butir": row.butir.count(),
        }
        for row in lembar.ronde.order_by("nomor")
    ]


def _table(struktur: Struktur, unit: Skor, tpi: Skor) -> list[Fakta]:
    """Both assessments of the whole, its components, the combined areas and the elements of the result."""
    isi = struktur.instrumen
    codes = [TOTAL]
    for item in isi.simpul:
        if item.jenis == "komponen":
            codes.append(item.kode)
            under = set(struktur.butir_under(item.kode))
            codes += [a.kode for a in isi.area_gabungan if set(struktur.butir_under(a.kode)) <= under]
            codes += [s.kode for s in isi.simpul if s.jenis == "unsur_hasil" and s.induk == item.kode]
    codes = [*codes[1:], TOTAL]
    return [_line(struktur, unit, tpi, kode) for kode in codes]


def _line(struktur: Struktur, unit: Skor, tpi: Skor, kode: str) -> Fakta:
    mine, theirs, node = unit.fraction(kode), tpi.fraction(kode), struktur.simpul_by_kode.get(kode)
    return {
        "kode": kode,
        "nama": "Nilai akhir" if kode == TOTAL else name_of(struktur, kode),
        "pokok": kode == TOTAL or (node is not None and node.jenis == "komponen"),
        "bobot": indonesian(struktur.bobot_of(kode)),
        "unit": indonesian(mine),
        "tpi": indonesian(theirs),
        "selisih": signed(theirs - mine),
        "persen": str(tpi.persen(kode)).replace(".", ",") + "%",
    }


def signed(value: Fraction) -> str:
    """A difference for people: −1,25; 0,00; +0,40."""
    size = half_up(abs(value))
    mark = "" if not size else "−" if value < 0 else "+"
    return f"{mark}{size}".replace(".", ",")


def _gates(struktur: Struktur, gates: HasilPredikat) -> list[Fakta]:
    return [
        {
            "kode": item.gerbang.kode,
            "nama": name_of(struktur, item.gerbang.simpul),
            "syarat": item.gerbang.syarat,
            "nilai": indonesian(item.nilai),
            "ambang": indonesian(item.ambang),
            "terpenuhi": item.terpenuhi,
            "words": gate_words(item),
            "dasar": item.gerbang.dasar,
        }
        for item in gates.gerbang
    ]


def _conditions(lembar: LembarKerja) -> list[Fakta]:
    """The conditions besides the score, without those of a kawasan, which no single unit answers."""
    return [
        {
            "kode": row.kode,
            "tingkat": level,
            "syarat": row.nama,
            "keadaan": row.word.lower(),
            "keterangan": row.row.statement if row.row else "",
            "bukti": row.row.dokumen.title if row.row and row.row.dokumen else "",
            "dasar": row.dasar,
        }
        for level, rows in read_syarat(lembar).levels
        for row in rows
    ]


def _notes(lembar: LembarKerja) -> dict[str, str]:
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    rows = Jawaban.objects.filter(lembar=lembar, tahap=Tahap.TPI).exclude(catatan="").order_by()
    return {codes[pk]: text for pk, text in rows.values_list("simpul_id", "catatan")}


def _advice(lembar: LembarKerja) -> dict[str, str]:
    """What the assessors recommend on each question, of the latest round that says something."""
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    rows = Putusan.objects.filter(ronde__lembar=lembar, kind=PutusanKind.UTAMA).order_by("ronde__nomor")
    return {codes[pk]: text for pk, text in rows.values_list("simpul_id", "rekomendasi") if text}


def _question(
    simpul: SimpulData,
    unit: Mapping[str, Isian | None],
    tpi: Mapping[str, Isian | None],
    notes: Mapping[str, str],
    advice: Mapping[str, str],
) -> Fakta:
    mine, theirs = unit.get(simpul.kode), tpi.get(simpul.kode)
    return {
        "kode": simpul.kode,
        "nama": simpul.nama,
        "unit": isian_words(simpul, mine),
        "tpi": isian_words(simpul, theirs),
        "berbeda": mine != theirs,
        "catatan": notes.get(simpul.kode, ""),
        "rekomendasi": advice.get(simpul.kode, ""),
    }


def isian_words(simpul: SimpulData, isian: Isian | None) -> str:
    """An answer as a report prints it: the option, the number, or each count with what it counts."""
    if isian is None or isian == "":
        return UNANSWERED
    if isinstance(isian, str):
        return isian
    if isinstance(isian, Mapping):
        return "; ".join(
            f"{item.label}: {isian[item.kunci]}" for item in simpul.masukan if item.kunci in isian
        )
    return f"{isian.normalize():f}".replace(".", ",")


def _settled(lembar: LembarKerja, struktur: Struktur) -> list[Fakta]:
    """The questions that two assessors read differently, with the answer that stands and the leader's reason."""
    rows = Penyelarasan.objects.filter(butir__sampel__lembar=lembar).select_related("butir__simpul", "by")
    found = []
    for row in rows.order_by("butir__simpul__urutan"):
        simpul = struktur.simpul_by_kode[row.butir.simpul.kode]
        words = {
            "kode": simpul.kode,
            "nama": simpul.nama,
            "berlaku": isian_words(simpul, from_json(simpul, row.isian)),
        }
        found.append(words | {"alasan": row.reason, "oleh": row.by.name})
    return found


def _without_evidence(lembar: LembarKerja, struktur: Struktur) -> list[Fakta]:
    cited = count_evidence(lembar)
    return [
        {"kode": item.kode, "nama": item.simpul.nama} for item in struktur.butir if not cited.get(item.kode)
    ]
