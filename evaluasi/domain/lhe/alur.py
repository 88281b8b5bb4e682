"""A report from its beginning to approval: its letter, its passages, and each step of the chain with its person.

Anggota hands it to the leader, the leader passes it to the technical controller, who approves. A step is a row; any
step may send it back with a reason. Nobody takes two steps, and whoever decided a question passes nothing on.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dasar.errors import Conflict, DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import Transition, create, transition, update
from evaluasi.domain.lembar_kerja import TRANSITIONS as LEMBAR_TRANSITIONS
from evaluasi.domain.lhe.fakta import Fakta, fingerprint_of, gather_facts
from evaluasi.domain.lhe.rancangan import BY_KODE, draft_passages
from evaluasi.enums import LangkahLhe, LembarState, LheState
from evaluasi.models import LaporanHasil, LembarKerja, Naskah, Persetujuan
from evaluasi.permissions import can_pass_lhe, can_write_lhe

TRANSITIONS = {
    "submit": Transition(frozenset({LheState.DRAFT}), LheState.LEADER),
    "pass": Transition(frozenset({LheState.LEADER}), LheState.CONTROLLER),
    "approve": Transition(frozenset({LheState.CONTROLLER}), LheState.APPROVED),
    "return": Transition(frozenset({LheState.LEADER, LheState.CONTROLLER}), LheState.DRAFT),
}
STEP_OF = {
    LheState.DRAFT: LangkahLhe.ANGGOTA,
    LheState.LEADER: LangkahLhe.KETUA,
    LheState.CONTROLLER: LangkahLhe.DALNIS,
}
MOVED = "Isi laporan berubah sejak Anda membacanya. Baca sekali lagi sebelum meneruskan."


@transaction.atomic
def begin_lhe(lembar: LembarKerja, *, actor: Actor, contoh: bool = False, **values: Any) -> LaporanHasil:
    """Begin the report of a worksheet under review; `values` are its letter.

    Raises `PermissionRefused`, `WrongState` when the review has not begun, `DomainError` when there is one already.
    """
    row = LaporanHasil(lembar=lembar, contoh=contoh, **values)
    require(can_write_lhe(actor, row))
    if lembar.state != LembarState.IN_REVIEW:
        raise WrongState(f"Lembar kerja berstatus “{lembar.get_state_display()}”; LHE disusun saat dinilai.")
    return create(row, actor=actor, action="evaluasi.laporan_hasil.created", stream=row.stream)


@transaction.atomic
def update_lhe(lhe: LaporanHasil, *, version: int, actor: Actor, **changes: Any) -> LaporanHasil:
    """Number and dates of the report and of the assignment letter. Raises like `edit_passage`."""
    require(can_write_lhe(actor, lhe))
    _require_draft(lhe)
    return update(
        lhe, changes, version=version, actor=actor, action="evaluasi.laporan_hasil.updated", stream=lhe.stream
    )


@transaction.atomic
def edit_passage(lhe: LaporanHasil, *, actor: Actor, kode: str, text: str, version: int) -> Naskah:
    """Keep a passage in the author's words; `version` is 0 when it still read as drafted.

    What the portal drafts now is kept beside it, so that a later change of the facts is shown and never overwrites.
    Raises `PermissionRefused`, `WrongState` outside the draft, `DomainError` for an unknown or empty passage,
    `Conflict` with both texts.
    """
    require(can_write_lhe(actor, lhe))
    _require_draft(lhe)
    if kode not in BY_KODE:
        raise DomainError(f"Bagian {kode} tidak ada dalam laporan.")
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise DomainError("Tulis isinya, atau kembalikan ke rancangan portal.", field="text")
    base = draft_passages(gather_facts(lhe))[kode]
    row = lhe.naskah.filter(kode=kode).first()
    values = {"text": text, "base": base, "edited_at": timezone.now(), "edited_by": actor.pengguna}
    action = "evaluasi.naskah.edited"
    if row is None:
        if version:
            raise Conflict(
                "Bagian ini baru saja dikembalikan ke rancangan oleh orang lain. Simpan lagi bila isian Anda yang benar.",
                mine={"text": text},
                theirs={"text": base, "version": 0},
            )
        return create(Naskah(lhe=lhe, kode=kode, **values), actor=actor, action=action, stream=lhe.stream)
    if row.version != version and row.text != text:
        raise Conflict(
            "Bagian ini sudah disunting orang lain sejak Anda membukanya. Bandingkan, lalu simpan yang benar.",
            mine={"text": text},
            theirs={"text": row.text, "version": row.version},
        )
    return update(row, values, version=row.version, actor=actor, action=action, stream=lhe.stream)


@transaction.atomic
def reset_passage(lhe: LaporanHasil, *, actor: Actor, kode: str) -> None:
    """Let a passage read as drafted again; what the author wrote stays in the journal."""
    require(can_write_lhe(actor, lhe))
    _require_draft(lhe)
    row = lhe.naskah.filter(kode=kode).first()
    if row is None:
        return
    before, pk = snapshot(row), row.pk
    row.delete()
    row.pk = pk
    record(actor=actor, action="evaluasi.naskah.reset", obj=row, stream=lhe.stream, before=before)


def passages_of(lhe: LaporanHasil, facts: Fakta) -> dict[str, str]:
    """The passages as the report reads: the author's where there is one, else as drafted from these facts."""
    mine = dict(lhe.naskah.values_list("kode", "text"))
    return {kode: mine.get(kode, text) for kode, text in draft_passages(facts).items()}


@transaction.atomic
def submit_lhe(lhe: LaporanHasil, *, actor: Actor, seen: str = "") -> LaporanHasil:
    """Hand the report to the leader. `seen` is the fingerprint of what the person read, empty for a command.

    Raises `PermissionRefused`, `WrongState` on a second click or when what was read has changed meanwhile,
    `DomainError` while a question is not judged or the letter is incomplete.
    """
    require(can_write_lhe(actor, lhe))
    return _step(lhe, "submit", actor, seen)


@transaction.atomic
def pass_lhe(lhe: LaporanHasil, *, actor: Actor, seen: str = "") -> LaporanHasil:
    """The leader passes it on, or the technical controller approves it; approving freezes the facts.

    Raises like `submit_lhe`, and `PermissionRefused` for whoever took an earlier step or judged.
    """
    require(can_pass_lhe(actor, lhe))
    return _step(lhe, "approve" if lhe.state == LheState.CONTROLLER else "pass", actor, seen)


def _step(lhe: LaporanHasil, verb: str, actor: Actor, seen: str) -> LaporanHasil:
    rows = LaporanHasil.objects.select_for_update(of=("self",))
    lhe = rows.select_related("lembar__opd", "lembar__periode__instrumen").get(pk=lhe.pk)
    LembarKerja.objects.select_for_update().get(pk=lhe.lembar_id)
    facts = gather_facts(lhe)
    passages = passages_of(lhe, facts)
    sidik = fingerprint_of(facts, passages)
    if lhe.state in TRANSITIONS[verb].sources:
        if seen and seen != sidik:
            raise WrongState(MOVED)
        _require_ready(lhe, facts)
        _require_unmoved(lhe, verb, sidik)
    now = timezone.now()
    step, changes = (
        STEP_OF.get(LheState(lhe.state)),
        _frozen(facts, passages, sidik, now) if verb == "approve" else {},
    )
    action = {"submit": "submitted", "pass": "passed", "approve": "approved"}[verb]
    moved = transition(
        lhe,
        verb,
        TRANSITIONS,
        actor=actor,
        action=f"evaluasi.laporan_hasil.{action}",
        stream=lhe.stream,
        changes=changes,
    )
    _keep_step(moved, step, actor, sidik, now)
    if verb == "approve":
        _approve_lembar(moved, actor)
    return moved


def _frozen(facts: Fakta, passages: dict[str, str], sidik: str, now: datetime) -> dict[str, Any]:
    return {"facts": facts | {"naskah": passages}, "facts_hash": sidik, "approved_at": now}


def _keep_step(
    lhe: LaporanHasil, step: str | None, actor: Actor, sidik: str, now: datetime, reason: str = ""
) -> None:
    Persetujuan.objects.create(
        lhe=lhe,
        langkah=step,
        diteruskan=not reason,
        reason=reason,
        facts_hash=sidik,
        at=now,
        by=actor.pengguna,
    )


def _approve_lembar(lhe: LaporanHasil, actor: Actor) -> None:
    transition(
        lhe.lembar,
        "approve",
        LEMBAR_TRANSITIONS,
        actor=actor,
        action="evaluasi.lembar_kerja.approved",
        stream=lhe.stream,
    )


def _require_ready(lhe: LaporanHasil, facts: Fakta) -> None:
    if lhe.lembar.state != LembarState.IN_REVIEW:
        raise WrongState(
            f"Lembar kerja berstatus “{lhe.lembar.get_state_display()}”; LHE belum dapat diteruskan."
        )
    if not facts["lengkap"]:
        raise DomainError(
            f"Masih ada {len(facts['kosong'])} butir belum dinilai, mulai dari {facts['kosong'][0]}."
        )
    names = {"nomor": "nomor laporan", "tanggal": "tanggal laporan", "tugas_nomor": "nomor surat tugas"}
    missing = [words for name, words in names.items() if not facts[name]]
    if missing:
        raise DomainError(f"Lengkapi dahulu: {', '.join(missing)}.")


def _require_unmoved(lhe: LaporanHasil, verb: str, sidik: str) -> None:
    """What is passed on is exactly what the one before passed on."""
    if verb == "submit":
        return
    last = lhe.persetujuan.order_by("-at", "-pk").first()
    if last is None or last.facts_hash != sidik:
        raise WrongState(
            "Nilai, catatan, syarat, atau susunan tim berubah sesudah laporan diteruskan. Kembalikan agar anggota "
            "memeriksanya lagi."
        )


@transaction.atomic
def return_lhe(lhe: LaporanHasil, *, actor: Actor, reason: str) -> LaporanHasil:
    """Send it back to its authors with the reason. Raises like `pass_lhe`."""
    require(can_pass_lhe(actor, lhe))
    reason = reason.strip()
    if not reason:
        raise DomainError("Tuliskan apa yang harus diperbaiki.", field="reason")
    facts = gather_facts(lhe)
    sidik, step = fingerprint_of(facts, passages_of(lhe, facts)), STEP_OF.get(LheState(lhe.state))
    moved = transition(
        lhe,
        "return",
        TRANSITIONS,
        actor=actor,
        action="evaluasi.laporan_hasil.returned",
        stream=lhe.stream,
        reason=reason,
    )
    _keep_step(moved, step, actor, sidik, timezone.now(), reason)
    return moved


def _require_draft(lhe: LaporanHasil) -> None:
    state = LaporanHasil.objects.select_for_update().values_list("state", flat=True).get(pk=lhe.pk)
    if state != LheState.DRAFT:
        raise WrongState("Laporan ini sudah diteruskan dan tidak dapat diubah. Minta dikembalikan dahulu.")
