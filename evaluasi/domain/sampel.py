"""The blind second assessment: drawing questions, the second verdict, and the leader's word on a difference.

Which questions are drawn follows from the recorded random number alone: those with the lowest SHA-256 of number and
question's code. Anyone can draw again and get the same.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from dasar.writing import create
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.jawaban import is_angka, jawaban_problems
from evaluasi.domain.nilai import lock_lembar, plain, score_lembar, store_nilai
from evaluasi.enums import LembarState, PutusanKind, Sikap, Tahap
from evaluasi.models import ButirSampel, Jawaban, LembarKerja, Penyelarasan, Putusan, Ronde, Sampel
from evaluasi.permissions import can_draw_sampel, can_judge_second, can_reconcile
from opd.enums import TPI_ROLES
from opd.models import Keanggotaan

SEED_BYTES = 8


def pick_codes(codes: list[str], *, seed: str, persen: int) -> list[str]:
    """So many per cent of the codes, rounded up, as the random number draws them; in the order of the list. Pure."""
    many = -(-len(codes) * persen // 100)
    drawn = sorted(codes, key=lambda kode: hashlib.sha256(f"{seed}/{kode}".encode()).hexdigest())[:many]
    return [kode for kode in codes if kode in set(drawn)]


@transaction.atomic
def draw_sampel(
    lembar: LembarKerja, *, actor: Actor, penilai: Pengguna, persen: int, seed: str = ""
) -> Sampel:
    """Draw questions of a worksheet under review for a second assessor who had no part in the first.

    Raises `PermissionRefused`, `WrongState` outside the review, `DomainError` when the person is no assessor, judged
    here already, belongs to the unit, or the worksheet has a sample.
    """
    require(can_draw_sampel(actor))
    if lembar.state != LembarState.IN_REVIEW:
        raise WrongState(
            f"Lembar kerja berstatus “{lembar.get_state_display()}”; sampel ditarik saat dinilai."
        )
    _require_stranger(lembar, penilai)
    seed = seed or secrets.token_hex(SEED_BYTES)
    row = Sampel(
        lembar=lembar,
        penilai=penilai,
        persen=persen,
        seed=seed,
        drawn_at=timezone.now(),
        drawn_by=actor.pengguna,
    )
    create(row, actor=actor, action="evaluasi.sampel.drawn", stream=lembar.stream)
    ids = simpul_ids(lembar.periode.instrumen)
    codes = [butir.kode for butir in struktur_for(lembar.periode.instrumen).butir]
    picked = pick_codes(codes, seed=seed, persen=persen)
    ButirSampel.objects.bulk_create(ButirSampel(sampel=row, simpul_id=ids[kode]) for kode in picked)
    return row


def _require_stranger(lembar: LembarKerja, penilai: Pengguna) -> None:
    today = timezone.localdate()
    roles = Keanggotaan.objects.live_on(today).filter(pengguna=penilai)
    if not roles.filter(opd=None, role__in=TPI_ROLES).exists():
        raise DomainError(f"{penilai.name} bukan penilai TPI.", field="penilai")
    if any(
        lembar.opd.jalur.startswith(own) or own.startswith(lembar.opd.jalur)
        for own in roles.filter(opd__isnull=False).values_list("opd__jalur", flat=True)
    ):
        raise DomainError(f"{penilai.name} anggota unit ini.", field="penilai")
    seats = lembar.penugasan.filter(tim__anggota__pengguna=penilai)
    if seats.exists() or Putusan.objects.filter(ronde__lembar=lembar, penilai=penilai).exists():
        raise DomainError(
            f"{penilai.name} ikut menilai unit ini; pilih orang di luar timnya.", field="penilai"
        )


@transaction.atomic
def save_second(butir: ButirSampel, *, actor: Actor, isian: Isian, catatan: str = "") -> ButirSampel:
    """Keep the second assessor's verdict on a drawn question, given without sight of the first. It stands once given.

    Raises `PermissionRefused` for anybody else, `WrongState` on a second one or once the review is over, `DomainError`
    on an answer that the question cannot take.
    """
    sampel = butir.sampel
    require(can_judge_second(actor, sampel))
    simpul = struktur_for(sampel.lembar.periode.instrumen).butir_by_kode[butir.simpul.kode].simpul
    problems = jawaban_problems(simpul, isian)
    if problems or isian in (None, "", {}):
        raise DomainError(" ".join(problems) or "Pilih jawabannya.", field="isian")
    fresh = ButirSampel.objects.select_for_update().get(pk=butir.pk)
    if fresh.kedua_id is not None:
        raise WrongState("Penilaian kedua butir ini sudah tercatat dan tidak diubah.")
    ronde = Ronde.objects.filter(lembar=sampel.lembar, closed_at=None).first()
    if ronde is None or sampel.lembar.state != LembarState.IN_REVIEW:
        raise WrongState("Penilaian lembar kerja ini sudah selesai.")
    unit = Jawaban.objects.filter(lembar=sampel.lembar, simpul=butir.simpul, tahap=Tahap.UNIT).first()
    same = unit is not None and plain(unit) == isian
    fresh.kedua = create(
        Putusan(
            ronde=ronde,
            simpul=butir.simpul,
            kind=PutusanKind.KEDUA,
            penilai=actor.pengguna,
            sikap=Sikap.SAMA if same else Sikap.BERBEDA,
            isian=_as_json(isian),
            catatan=catatan.strip(),
            decided_at=timezone.now(),
        ),
        actor=actor,
        action="evaluasi.putusan.second_given",
        stream=sampel.lembar.stream,
    )
    fresh.save(update_fields=["kedua"])
    return fresh


def _as_json(isian: Isian) -> Any:
    if isinstance(isian, str):
        return isian
    return dict(isian) if hasattr(isian, "items") else f"{isian.normalize():f}"


@transaction.atomic
def reconcile(butir: ButirSampel, *, actor: Actor, second_stands: bool, reason: str) -> Penyelarasan:
    """The leader's word on a difference: the first answer stands, or the second takes its place; with the reason.

    The standing answer of TPI and its scores change in the same transaction. Raises `PermissionRefused`, `WrongState`
    before the second verdict, on a second click or once the review is over, `DomainError` without a reason.
    """
    lembar = butir.sampel.lembar
    require(can_reconcile(actor, butir.sampel))
    if not reason.strip():
        raise DomainError("Tuliskan alasannya.", field="reason")
    lock_lembar(lembar)
    if butir.kedua is None:
        raise WrongState("Penilai kedua belum menilai butir ini.")
    if Penyelarasan.objects.filter(butir=butir).exists():
        raise WrongState("Butir ini sudah diselaraskan.")
    if lembar.state != LembarState.IN_REVIEW:
        raise WrongState("Penilaian lembar kerja ini sudah selesai.")
    first = Jawaban.objects.filter(lembar=lembar, simpul=butir.simpul, tahap=Tahap.TPI).first()
    if first is None:
        raise WrongState("Penilai pertama belum menilai butir ini.")
    if second_stands:
        _take_second(first, butir, actor)
    row = Penyelarasan(
        butir=butir,
        isian=butir.kedua.isian if second_stands else _as_json(plain(first) or ""),
        reason=reason.strip(),
        at=timezone.now(),
        by=actor.pengguna,
    )
    return create(
        row, actor=actor, action="evaluasi.penyelarasan.decided", stream=lembar.stream, reason=row.reason
    )


def _take_second(first: Jawaban, butir: ButirSampel, actor: Actor) -> None:
    """Put the second verdict in the place of the standing answer; the first stays in its round's verdict."""
    lembar, kept = butir.sampel.lembar, butir.kedua.isian if butir.kedua else None
    simpul = struktur_for(lembar.periode.instrumen).butir_by_kode[butir.simpul.kode].simpul
    before, skor = plain(first), score_lembar(lembar, Tahap.TPI)
    first.pilihan = kept if isinstance(kept, str) and not is_angka(simpul) else ""
    first.jumlah = dict(kept) if isinstance(kept, dict) else {}
    first.angka = kept if is_angka(simpul) else None
    first.updated_at, first.updated_by = timezone.now(), actor.pengguna
    first.version += 1
    first.full_clean()
    first.save()
    store_nilai(lembar, score_lembar(lembar, Tahap.TPI), tahap=Tahap.TPI, before=skor)
    record(
        actor=actor,
        action="evaluasi.jawaban.reconciled",
        obj=first,
        stream=lembar.stream,
        before={"isian": _as_json(before) if before is not None else None},
        after={"isian": kept},
    )
