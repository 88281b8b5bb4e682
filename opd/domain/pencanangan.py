"""A declaration from draft to verified: the transition table and every write to the aggregate.

R90/2021 Lampiran I (p. 12): a declaration is made when the head and all or most employees have signed;
a formal event is not required, spreading the news is.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError
from dasar.izin import Actor, Decision, Denied, require
from dasar.writing import Transition, create, transition, update
from opd.domain.peserta import enrol_units, units_below
from opd.enums import PencananganKind
from opd.enums import PencananganState as State
from opd.models import Opd, Pencanangan, Peserta
from opd.permissions import can_cancel_pencanangan, can_create_pencanangan, can_edit_pencanangan

TRANSITIONS = {
    "submit": Transition(frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED),
    "recall": Transition(frozenset({State.SUBMITTED}), State.DRAFT),
    "return": Transition(frozenset({State.SUBMITTED}), State.RETURNED),
    "verify": Transition(frozenset({State.SUBMITTED}), State.VERIFIED),
    "cancel": Transition(
        frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.VERIFIED}), State.CANCELLED
    ),
}


@transaction.atomic
def create_pencanangan(*, actor: Actor, organiser: Opd, **values: Any) -> Pencanangan:
    """Begin a draft that `organiser` holds; the organiser is its first participant.

    Raises `PermissionRefused` for another unit's people and `DomainError` on invalid values.
    """
    require(can_create_pencanangan(actor, organiser))
    row = Pencanangan(organiser=organiser, created_by=actor.pengguna, **values)
    create(row, actor=actor, action="opd.pencanangan.created", stream=row.stream)
    add_peserta(row, actor=actor, opd=organiser)
    return row


@transaction.atomic
def begin_pencanangan(
    *,
    actor: Actor,
    key: UUID,
    organiser: Opd,
    with_children: bool = False,
    **values: Any,
) -> Pencanangan:
    """Begin a draft under a key drawn beforehand: asked again with the same key, the same draft.

    With `with_children` every unit directly below the organiser that was active on the day takes part.
    """
    there = Pencanangan.objects.visible_to(actor).filter(pk=key, organiser=organiser).first()
    if there is not None:
        return there
    if with_children and organiser.anak.filter(active_to=None).exists():
        values["kind"] = PencananganKind.BERSAMA
    row = create_pencanangan(actor=actor, organiser=organiser, id=key, **values)
    if row.kind == PencananganKind.BERSAMA and with_children:
        enrol_units(row, actor=actor, units=units_below(row))
    return row


@transaction.atomic
def update_pencanangan(
    pencanangan: Pencanangan, *, version: int, actor: Actor, **changes: Any
) -> Pencanangan:
    """Change the facts of the event while it is a draft or was returned.

    Raises `Conflict` with both texts when somebody saved in between, `DomainError` when the event would
    become one unit's own while several take part.
    """
    require(can_edit_pencanangan(actor, pencanangan))
    if changes.get("kind") == PencananganKind.SENDIRI and pencanangan.peserta.count() > 1:
        raise DomainError(
            "Masih ada beberapa unit peserta. Keluarkan unit lain dahulu di bagian peserta.", field="kind"
        )
    return update(
        pencanangan,
        changes,
        version=version,
        actor=actor,
        action="opd.pencanangan.updated",
        stream=pencanangan.stream,
    )


@transaction.atomic
def add_peserta(pencanangan: Pencanangan, *, actor: Actor, opd: Opd, **values: Any) -> Peserta:
    """Add a unit that declares in this event, with who signs for it (its head on that day by default).

    Raises `DomainError` when the unit takes part already or did not exist on the day, or when the
    event is one unit's own.
    """
    require(can_edit_pencanangan(actor, pencanangan))
    if not actor.is_authenticated or not Opd.objects.visible_to(actor).filter(pk=opd.pk).exists():
        raise DomainError("Unit ini bukan bagian dari unit Anda.", field="opd")
    others = pencanangan.peserta.exclude(opd=opd).exists()
    if others and pencanangan.kind == PencananganKind.SENDIRI:
        raise DomainError(
            "Pencanangan ini untuk satu unit. Ubah bentuknya menjadi “bersama” bila unit lain ikut serta.",
            field="opd",
        )
    day = pencanangan.date or timezone.localdate()
    if not values.get("signer_name"):
        head = opd.kepala.on(day).first()
        if head is not None:
            values |= {"signer_name": head.name, "signer_title": head.title}
    row = Peserta(pencanangan=pencanangan, opd=opd, **values)
    return create(row, actor=actor, action="opd.peserta.added", stream=pencanangan.stream)


def missing_before_submit(pencanangan: Pencanangan) -> list[tuple[str, str]]:
    """What still has to be done before this declaration can be submitted: (part, sentence) pairs.

    Empty when it is ready. The page lists it and the button obeys it. Signatures are not asked for:
    the law lets late signers follow (R90/2021 p. 12).
    """
    missing: list[tuple[str, str]] = []
    today = timezone.localdate()
    if pencanangan.date is None:
        missing.append(("acara", "Isi tanggal acara."))
    elif pencanangan.date > today:
        missing.append(("acara", "Tanggal acara masih akan datang; ajukan setelah acara berlangsung."))
    if not pencanangan.place:
        missing.append(("acara", "Isi tempat acara."))
    if not pencanangan.leader_name:
        missing.append(("acara", "Isi siapa yang memimpin pencanangan."))
    peserta = list(pencanangan.peserta.select_related("opd"))
    if not peserta:
        missing.append(("peserta", "Tambahkan sedikitnya satu unit yang mencanangkan."))
    if pencanangan.kind == PencananganKind.BERSAMA and len(peserta) == 1:
        missing.append(
            ("peserta", "Acara bersama diikuti sedikitnya dua unit. Tambahkan unit, atau ubah bentuknya.")
        )
    for row in peserta:
        if not row.signer_name:
            missing.append(("peserta", f"Isi siapa yang menandatangani untuk {row.opd.short_name}."))
        if pencanangan.date and not _existed(row.opd, pencanangan):
            missing.append(("peserta", f"{row.opd.short_name} tidak aktif pada tanggal acara."))
    if not pencanangan.lampiran.exists() and not pencanangan.publikasi.exists():
        missing.append(
            ("lampiran", "Lampirkan satu foto atau dokumen, atau cantumkan satu tautan publikasi.")
        )
    return missing


def _existed(opd: Opd, pencanangan: Pencanangan) -> bool:
    day = pencanangan.date
    return bool(day and opd.active_from <= day and (opd.active_to is None or opd.active_to > day))


@transaction.atomic
def submit_pencanangan(pencanangan: Pencanangan, *, actor: Actor) -> Pencanangan:
    """Hand the declaration to Setda for verification and lock it for the unit.

    Raises `DomainError` naming everything that is missing, `WrongState` on a second click.
    """
    require(can_create_pencanangan(actor, pencanangan.organiser))
    if pencanangan.is_editable:
        missing = missing_before_submit(pencanangan)
        if missing:
            raise DomainError("Belum dapat diajukan. " + " ".join(text for _, text in missing))
    return transition(
        pencanangan,
        "submit",
        TRANSITIONS,
        actor=actor,
        action="opd.pencanangan.submitted",
        stream=pencanangan.stream,
        changes={
            "submitted_at": timezone.now(),
            "submitted_by": actor.pengguna,
            "decided_at": None,
            "decided_by": None,
            "round": pencanangan.round + 1,
        },
    )


@transaction.atomic
def recall_pencanangan(pencanangan: Pencanangan, *, actor: Actor) -> Pencanangan:
    """Take a submitted declaration back to mend it before anyone decided."""
    require(can_create_pencanangan(actor, pencanangan.organiser))
    return transition(
        pencanangan,
        "recall",
        TRANSITIONS,
        actor=actor,
        action="opd.pencanangan.recalled",
        stream=pencanangan.stream,
    )


@transaction.atomic
def cancel_pencanangan(pencanangan: Pencanangan, *, actor: Actor, reason: str) -> Pencanangan:
    """Cancel with a reason; units that had declared only by it no longer count as declared.

    Raises `DomainError` without a reason, `WrongState` when it is cancelled already.
    """
    require(can_cancel_pencanangan(actor, pencanangan))
    if not reason.strip():
        raise DomainError("Tuliskan alasan pembatalan.", field="reason")
    return transition(
        pencanangan,
        "cancel",
        TRANSITIONS,
        actor=actor,
        action="opd.pencanangan.cancelled",
        stream=pencanangan.stream,
        changes={
            "cancel_reason": reason.strip(),
            "decided_at": timezone.now(),
            "decided_by": actor.pengguna,
        },
        reason=reason.strip(),
    )


def can_submit_now(pencanangan: Pencanangan, *, actor: Actor, missing: list[tuple[str, str]]) -> Decision:
    """Whether the submit button works, and if not, why; `missing` is what `missing_before_submit` found."""
    decision = can_edit_pencanangan(actor, pencanangan)
    if decision and missing:
        return Denied(f"Masih ada {len(missing)} hal yang harus dilengkapi; lihat daftar di bagian ini.")
    return decision
