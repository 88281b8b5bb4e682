"""An example unit judged to the end: its report through all hands, a proposal being drafted, predicates of earlier years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from dasar.izin import Actor
from dasar.jurnal.domain import record
from dasar.writing import create, transition
from evaluasi.domain.instrumen_store import read_isi, simpul_ids, struktur_for
from evaluasi.domain.lembar_kerja import TRANSITIONS
from evaluasi.domain.lhe.alur import begin_lhe, edit_passage, pass_lhe, submit_lhe
from evaluasi.domain.nilai import answers_of, store_nilai
from evaluasi.domain.predikat import record_predikat
from evaluasi.domain.scoring import score
from evaluasi.domain.usulan import add_unit, create_usulan
from evaluasi.enums import LembarState, PeranTim, PredikatKind, Sikap, Tahap
from evaluasi.models import (
    AnggotaTim,
    Jawaban,
    LembarKerja,
    Penugasan,
    PrasyaratUnit,
    Putusan,
    Ronde,
    Tim,
)
from opd.models import Dokumen, Opd

SEATS = {PeranTim.ANGGOTA: "penilai", PeranTim.KETUA: "ketua.tpi", PeranTim.DALNIS: "dalnis"}
SHOWN = ("CTH-KESBANGPOL", "CTH-BUMD")
"""Whose worksheet is judged to the end: the first of these that the city has."""
LOWERED = {"A.I.2.i.b": "C", "A.I.3.ii.a": "B", "A.I.4.ii.c": "B", "A.I.6.iii.a": "B", "A.II.2.i.a": "B"}
"""Questions on which the example team gives less than the unit, where the question knows the option."""
NOTE = "Contoh: dokumen yang dikutip belum memuat seluruh unsur kriteria."
PROVEN = {
    "MASA_PEMBANGUNAN": "Laporan monev pembangunan ZI",
    "LAYANAN_UTAMA": "Standar pelayanan di situs unit",
}
"""Conditions with evidence, by the title it begins with; the others are stated without any."""
ADVICE = "Contoh: lengkapi dokumen dan tetapkan paling lambat triwulan berikut."


def load_hasil(facts: Mapping[str, Any], units: Mapping[str, Opd], actors: Mapping[str, Actor]) -> None:
    """All of it, through what people use; only the hundred verdicts are written at once."""
    _load_predikat(facts, units, actors["koordinator"])
    opd = units[next(code for code in SHOWN if code in units)]
    rows = LembarKerja.objects.filter(opd=opd).select_related("opd", "periode__instrumen")
    lembar = rows.order_by("-periode__year")[0]
    _assign(lembar, actors)
    _state_conditions(lembar, actors["bagor"])
    _judge(lembar, actors["penilai"])
    lembar.refresh_from_db()
    today = timezone.localdate()
    letter = {
        "nomor": f"700/CONTOH-12/{today.year}",
        "tanggal": today,
        "tugas_nomor": f"800.1.11.1/CONTOH-7/{today.year}",
        "tugas_tanggal": today - timedelta(days=21),
    }
    lhe = begin_lhe(lembar, actor=actors["penilai"], contoh=True, **letter)
    text = "Contoh naskah penyusun: tim berterima kasih atas keterbukaan unit selama evaluasi.\n\nRekomendasi agar ditindaklanjuti dan hasilnya disampaikan pada evaluasi berikutnya."
    edit_passage(lhe, actor=actors["penilai"], kode="penutup", text=text, version=0)
    lhe = pass_lhe(submit_lhe(lhe, actor=actors["penilai"]), actor=actors["ketua.tpi"])
    pass_lhe(lhe, actor=actors["dalnis"])
    lembar.refresh_from_db()
    usulan = create_usulan(
        actor=actors["koordinator"], periode=lembar.periode, contoh=True, signer_name="Wali Kota (peragaan)"
    )
    add_unit(
        usulan,
        actor=actors["koordinator"],
        lembar=lembar,
        alasan="Contoh: nilai TPI tertinggi tahun ini.",
    )


def _load_predikat(facts: Mapping[str, Any], units: Mapping[str, Opd], actor: Actor) -> None:
    """Predicates that the sources of the sample name; decision numbers are not known and stay empty."""
    for row in facts.get("predikat", []):
        if row["opd"] in units:
            record_predikat(
                actor=actor,
                opd=units[row["opd"]],
                kind=row["predikat"],
                year=row["year"],
                valid_from=date.fromisoformat(row["date"]),
                sumber=row["source"],
            )


def _assign(lembar: LembarKerja, actors: Mapping[str, Actor]) -> None:
    """A team for the worksheet, where it has none yet."""
    if Penugasan.objects.filter(lembar=lembar).exists():
        return
    boss, today = actors["koordinator"], timezone.localdate()
    tim = create(
        Tim(periode=lembar.periode, name="Tim contoh", contoh=True),
        actor=boss,
        action="evaluasi.tim.created",
        stream="kota",
    )
    seats = {}
    for peran, name in SEATS.items():
        seat = AnggotaTim(
            tim=tim, pengguna=actors[name].pengguna, peran=peran, active_from=today - timedelta(days=30)
        )
        seats[peran] = create(seat, actor=boss, action="evaluasi.anggota_tim.seated", stream="kota")
    row = Penugasan(tim=tim, lembar=lembar, penilai=seats[PeranTim.ANGGOTA], assigned_at=timezone.now())
    create(row, actor=boss, action="evaluasi.penugasan.given", stream=lembar.stream)


def _state_conditions(lembar: LembarKerja, clerk: Actor) -> None:
    papers = Dokumen.objects.filter(opd=lembar.opd).current().order_by("-effective_on")
    said = {"lembar": lembar, "met": True, "statement": "Contoh: dinyatakan terpenuhi."}
    for item in read_isi(lembar.periode.instrumen).syarat:
        if item.predikat == PredikatKind.WBK and item.tingkat != "kawasan":
            row = PrasyaratUnit(kode=item.kode, **said)
            if item.kode in PROVEN:
                row.dokumen = papers.filter(title__startswith=PROVEN[item.kode]).first()
            create(row, actor=clerk, action="evaluasi.prasyarat_unit.stated", stream=lembar.stream)


def _judge(lembar: LembarKerja, penilai: Actor) -> None:
    """The team's answer to every question: the unit's, but for a few."""
    struktur, unit, butir = (
        struktur_for(lembar.periode.instrumen),
        answers_of(lembar),
        struktur_for(lembar.periode.instrumen).butir_by_kode,
    )
    lower = {
        kode: key
        for kode, key in LOWERED.items()
        if kode in butir and key in {p.kunci for p in butir[kode].simpul.pilihan} and unit[kode] != key
    }
    ids = simpul_ids(lembar.periode.instrumen)
    rows = {row.simpul_id: row for row in Jawaban.objects.filter(lembar=lembar, tahap=Tahap.UNIT)}
    ronde = Ronde.objects.filter(lembar=lembar, closed_at=None).first() or Ronde.objects.create(
        lembar=lembar, nomor=1, opened_at=lembar.submitted_at
    )
    pairs = [_verdict(ronde, rows[ids[kode]], lower.get(kode), penilai) for kode in butir]
    Jawaban.objects.bulk_create(answer for answer, _ in pairs)
    Putusan.objects.bulk_create(verdict for _, verdict in pairs)
    store_nilai(lembar, score(struktur, answers_of(lembar, Tahap.TPI)), tahap=Tahap.TPI)
    action, kept = "evaluasi.putusan.confirmed", {"butir": sorted(butir)}
    record(actor=penilai, action=action, obj=lembar, stream=lembar.stream, after=kept)
    _begin_review(lembar, penilai)


def _verdict(ronde: Ronde, row: Jawaban, fallen: str | None, penilai: Actor) -> tuple[Jawaban, Putusan]:
    """The team's answer and verdict on one question; `fallen` is the lower option it gives."""
    now, note = timezone.now(), NOTE if fallen else ""
    said = {"pilihan": fallen or row.pilihan, "jumlah": row.jumlah, "angka": row.angka}
    kept = said["pilihan"] or (f"{row.angka.normalize():f}" if row.angka is not None else row.jumlah)
    own = {"simpul_id": row.simpul_id, "catatan": note}
    answer = Jawaban(
        lembar_id=row.lembar_id, tahap=Tahap.TPI, updated_at=now, updated_by=penilai.pengguna, **said, **own
    )
    verdict = Putusan(
        ronde=ronde,
        penilai=penilai.pengguna,
        sikap=Sikap.BERBEDA if fallen else Sikap.SAMA,
        isian=kept,
        rekomendasi=ADVICE if fallen else "",
        decided_at=now,
        detik=60,
        **own,
    )
    return answer, verdict


def _begin_review(lembar: LembarKerja, penilai: Actor) -> None:
    if lembar.state == LembarState.SUBMITTED:
        action = "evaluasi.lembar_kerja.review_begun"
        transition(lembar, "review", TRANSITIONS, actor=penilai, action=action, stream=lembar.stream)
