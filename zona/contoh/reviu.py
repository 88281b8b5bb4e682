"""An example team of assessors at work: one worksheet half judged, one sent back with points, talk on a question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum, auto

from django.utils import timezone

from dasar.izin import Actor
from evaluasi.domain.diskusi import send_diskusi
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.lembar_kerja import return_lembar
from evaluasi.domain.nilai import answers_of
from evaluasi.domain.penilaian import Penilaian, confirm_same, mark_seen, save_putusan
from evaluasi.domain.tim import assign_lembar, create_tim, seat_anggota
from evaluasi.enums import PeranTim
from evaluasi.models import LembarKerja, Sitasi

REASON = "Contoh: sebagian besar bukti sudah lengkap. Mohon perbaiki butir di bawah ini."
SEATS = {"penilai": PeranTim.ANGGOTA, "ketua.tpi": PeranTim.KETUA, "dalnis": PeranTim.DALNIS}
JUDGED = 24
"""How many questions of the half judged worksheet were decided one by one."""


class Sampai(StrEnum):
    """How far a worksheet of the sample has come."""

    BLANK = auto()
    HALF = auto()
    COPIED = auto()
    COMPLETE = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    IN_REVIEW = auto()


def load_reviu(
    sheets: Mapping[LembarKerja, Sampai], *, keepers: Mapping[LembarKerja, Actor], actors: Mapping[str, Actor]
) -> None:
    """A team, its worksheets, and what it has done with two of them."""
    boss, penilai = actors["koordinator"], actors["penilai"]
    tim = create_tim(actor=boss, periode=next(iter(sheets)).periode, name="Tim 1", contoh=True)
    since = timezone.localdate() - timedelta(days=30)
    seats = {
        peran: seat_anggota(tim, actor=boss, pengguna=actors[name].pengguna, peran=peran, active_from=since)
        for name, peran in SEATS.items()
    }
    due = timezone.localdate() + timedelta(days=30)
    for lembar, stage in sheets.items():
        if stage in {Sampai.SUBMITTED, Sampai.RETURNED, Sampai.IN_REVIEW}:
            assign_lembar(lembar, actor=boss, penilai=seats[PeranTim.ANGGOTA], due_on=due)
        if stage == Sampai.IN_REVIEW:
            _judge(lembar, penilai, JUDGED)
            _talk(lembar, keepers[lembar], penilai)
        if stage == Sampai.RETURNED:
            _judge(lembar, penilai, 6)
            points = {kode: _asked(kode) for kode in _first(lembar, 2)}
            deadline = timezone.now() + timedelta(days=7)
            return_lembar(lembar, actor=penilai, reason=REASON, points=points, deadline=deadline)


def _first(lembar: LembarKerja, count: int) -> list[str]:
    return [butir.kode for butir in struktur_for(lembar.periode.instrumen).butir[:count]]


def _asked(kode: str) -> str:
    return f"Contoh: unggah notulen dan daftar hadir terbaru untuk butir {kode}."


def _judge(lembar: LembarKerja, penilai: Actor, count: int) -> None:
    """Confirm what has evidence, decide the first ones one by one: every fourth choice one step lower."""
    answers, codes = answers_of(lembar), _first(lembar, count)
    mark_seen(lembar, actor=penilai, sitasi=Sitasi.objects.filter(lembar=lembar).values_list("pk", flat=True))
    confirm_same(lembar, actor=penilai, codes=codes)
    butir = struktur_for(lembar.periode.instrumen).butir_by_kode
    for number, kode in enumerate(codes):
        if number % 4 != 3 or not butir[kode].simpul.pilihan:
            continue
        lower = butir[kode].simpul.pilihan[-1].kunci
        same = answers[kode] == lower
        isi = Penilaian(
            lower,
            catatan="" if same else "Contoh: bukti yang dikutip belum menunjukkan hal ini.",
            rekomendasi="" if same else "Contoh: tetapkan lalu unggah dokumennya pada triwulan berikut.",
        )
        save_putusan(
            lembar, actor=penilai, kode=kode, isi=isi, version=0 if kode not in _said(lembar) else 1, detik=95
        )


def _said(lembar: LembarKerja) -> set[str]:
    return set(answers_of(lembar, "tpi"))


def _talk(lembar: LembarKerja, keeper: Actor, penilai: Actor) -> None:
    (kode,) = _first(lembar, 1)
    send_diskusi(lembar, actor=penilai, kode=kode, text="Contoh: apakah SK ini sudah diperbarui tahun ini?")
    send_diskusi(lembar, actor=keeper, kode=kode, text="Contoh: sudah, halaman 3 memuat susunan terbaru.")
