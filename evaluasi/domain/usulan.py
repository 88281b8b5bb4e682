"""The city's proposal: candidates ranked with reasons, the signed letter, and what stands from then on.

Source: PermenPANRB 5/2024, Lampiran II Bab II (one letter of the head of the agency for all units, with the SPTJM;
affirmation of named kinds of units). The quota is entered with its basis; the portal knows none of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dasar.berkas.domain import store_upload
from dasar.berkas.enums import Kind
from dasar.berkas.models import Berkas
from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import Transition, create, transition, update
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.domain.lembar_kerja import TRANSITIONS as LEMBAR_TRANSITIONS
from evaluasi.domain.portalrb.cuplikan import freeze_usulan
from evaluasi.domain.predikat import find_obstacle
from evaluasi.enums import Kategori, LembarState, PredikatKind, UsulanState
from evaluasi.models import LembarKerja, Periode, Usulan, UsulanUnit
from evaluasi.permissions import can_approve_usulan, can_manage_usulan

TRANSITIONS = {
    "approve": Transition(frozenset({UsulanState.DRAFT}), UsulanState.APPROVED),
    "withdraw": Transition(frozenset({UsulanState.APPROVED}), UsulanState.WITHDRAWN),
}
CANDIDATES = frozenset({LembarState.APPROVED})
SIGNED = frozenset({Kind.PDF, Kind.GAMBAR})


@transaction.atomic
def create_usulan(*, actor: Actor, periode: Periode, contoh: bool = False, **values: Any) -> Usulan:
    """Begin the proposal of a year. Raises `DomainError` when the year has a live one."""
    require(can_manage_usulan(actor))
    row = Usulan(periode=periode, contoh=contoh, **values)
    return create(row, actor=actor, action="evaluasi.usulan.created", stream=row.stream)


@transaction.atomic
def update_usulan(usulan: Usulan, *, version: int, actor: Actor, **changes: Any) -> Usulan:
    """Correct the letter's facts or the quota while it is drafted. Raises `WrongState`, `Conflict`, `DomainError`."""
    require(can_manage_usulan(actor))
    _require_draft(usulan)
    kuota = changes.get("kuota", usulan.kuota)
    if kuota is not None and usulan.unit.proposed().count() > kuota:
        raise DomainError(
            "Unit yang diusulkan sudah lebih banyak. Keluarkan dahulu dari kuota.", field="kuota"
        )
    return update(
        usulan, changes, version=version, actor=actor, action="evaluasi.usulan.updated", stream=usulan.stream
    )


@transaction.atomic
def add_unit(usulan: Usulan, *, actor: Actor, lembar: LembarKerja, alasan: str, **values: Any) -> UsulanUnit:
    """Put a worksheet on the list, at the end. `values` as in `update_unit`.

    Raises `DomainError` for a worksheet of another year, one that is not ready, a category of affirmation that
    the instrument does not list, or a full quota.
    """
    require(can_manage_usulan(actor))
    _require_draft(usulan)
    if lembar.periode_id != usulan.periode_id:
        raise DomainError("Lembar kerja ini dari tahun lain.", field="lembar")
    if lembar.state not in CANDIDATES:
        raise DomainError(
            f"Lembar kerja {lembar.opd.short_name} berstatus “{lembar.get_state_display()}”, belum dapat diusulkan.",
            field="lembar",
        )
    row = UsulanUnit(usulan=usulan, lembar=lembar, urutan=usulan.unit.count() + 1, alasan=alasan.strip())
    _fill(row, {"predikat": lembar.predikat, "diusulkan": True} | values)
    _require_free(row)
    create(row, actor=actor, action="evaluasi.usulan_unit.added", stream=lembar.stream)
    _require_quota(usulan)
    return row


@transaction.atomic
def update_unit(unit: UsulanUnit, *, version: int, actor: Actor, **changes: Any) -> UsulanUnit:
    """Change what a candidate aims at (`predikat`), its `afirmasi` (a code of the instrument, or empty), whether the
    letter names it (`diusulkan`), or the `alasan`. Raises like `add_unit`, and `Conflict` on a stale version."""
    require(can_manage_usulan(actor))
    _require_draft(unit.usulan)
    probe = UsulanUnit(usulan=unit.usulan, lembar=unit.lembar, predikat=unit.predikat, afirmasi=unit.afirmasi)
    _fill(probe, {"predikat": unit.predikat, "afirmasi": unit.afirmasi} | changes)
    if changes.get("diusulkan", unit.diusulkan):
        _require_free(probe)
    changes |= {name: getattr(probe, name) for name in ("kategori", "afirmasi_dasar")}
    changed = update(
        unit,
        changes,
        version=version,
        actor=actor,
        action="evaluasi.usulan_unit.updated",
        stream=unit.lembar.stream,
    )
    _require_quota(unit.usulan)
    return changed


@transaction.atomic
def rank_units(usulan: Usulan, *, actor: Actor, order: Sequence[UUID]) -> None:
    """Put all candidates in this order, 1 first. Raises `DomainError` when the list is not exactly the candidates."""
    require(can_manage_usulan(actor))
    _require_draft(usulan)
    rows = {row.pk: row for row in usulan.unit.select_related("lembar")}
    if sorted(order) != sorted(rows):
        raise DomainError("Daftar calon berubah sejak halaman dibuka. Muat ulang, lalu urutkan lagi.")
    before = [str(pk) for pk in sorted(rows, key=lambda pk: (rows[pk].urutan, pk))]
    for number, pk in enumerate(order, start=1):
        rows[pk].urutan = number
    UsulanUnit.objects.bulk_update(rows.values(), ["urutan"])
    after = [str(pk) for pk in order]
    if after != before:
        record(
            actor=actor,
            action="evaluasi.usulan.ranked",
            obj=usulan,
            stream=usulan.stream,
            before={"unit": before},
            after={"unit": after},
        )


def move_unit(unit: UsulanUnit, *, actor: Actor, up: bool) -> None:
    """Move a candidate one place up or down; at the end of the list nothing happens. Raises like `rank_units`."""
    order = list(unit.usulan.unit.order_by("urutan", "id").values_list("pk", flat=True))
    at = order.index(unit.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    rank_units(unit.usulan, actor=actor, order=order)


@transaction.atomic
def remove_unit(unit: UsulanUnit, *, actor: Actor) -> None:
    """Take a candidate off the list of a draft; those behind move up."""
    require(can_manage_usulan(actor))
    _require_draft(unit.usulan)
    usulan, before, pk = unit.usulan, snapshot(unit), unit.pk
    unit.delete()
    unit.pk = pk
    record(
        actor=actor,
        action="evaluasi.usulan_unit.removed",
        obj=unit,
        stream=unit.lembar.stream,
        before=before,
    )
    rows = list(usulan.unit.order_by("urutan", "id"))
    for number, row in enumerate(rows, start=1):
        row.urutan = number
    UsulanUnit.objects.bulk_update(rows, ["urutan"])


def approve_usulan(
    usulan: Usulan, *, actor: Actor, upload: UploadedFile | None = None, berkas: Berkas | None = None
) -> Usulan:
    """Put the letter in force with its signed scan (a fresh upload, or a file kept already); frozen from now on.

    Raises `PermissionRefused` for whoever scored a unit of it, `WrongState` on a second click, `DomainError` when
    number, date or signer is missing, nothing is proposed, the quota is exceeded, or the scan is refused.
    """
    require(can_approve_usulan(actor, usulan))
    if upload is not None and usulan.state == UsulanState.DRAFT:
        berkas = store_upload(upload=upload, kinds=SIGNED)
    return _approve(usulan, actor=actor, berkas=berkas)


@transaction.atomic
def _approve(usulan: Usulan, *, actor: Actor, berkas: Berkas | None) -> Usulan:
    usulan = Usulan.objects.select_for_update(of=("self",)).select_related("periode").get(pk=usulan.pk)
    if usulan.state == UsulanState.DRAFT:
        _require_whole(usulan, berkas)
    changes = {"surat": berkas, "approved_at": timezone.now(), "approved_by": actor.pengguna}
    approved = transition(
        usulan,
        "approve",
        TRANSITIONS,
        actor=actor,
        action="evaluasi.usulan.approved",
        stream=usulan.stream,
        changes=changes,
    )
    _move_lembar(approved, "propose", actor)
    # What the ministry will read is frozen here, in the same transaction, from the rows as they now stand.
    freeze_usulan(approved, actor=actor)
    return approved


def _move_lembar(usulan: Usulan, verb: str, actor: Actor) -> None:
    """Move the worksheets that the letter names along, in the order of their journal streams."""
    action = {"propose": "evaluasi.lembar_kerja.proposed", "recall": "evaluasi.lembar_kerja.recalled"}[verb]
    rows = usulan.unit.proposed().select_related("lembar__opd", "lembar__periode")
    for unit in sorted(rows, key=lambda row: row.lembar.stream):
        lembar = unit.lembar
        transition(lembar, verb, LEMBAR_TRANSITIONS, actor=actor, action=action, stream=lembar.stream)


@transaction.atomic
def withdraw_usulan(usulan: Usulan, *, actor: Actor, reason: str) -> Usulan:
    """Take an approved proposal back, with the reason; it stays readable and another may begin.

    Raises `PermissionRefused`, `DomainError` without a reason, `WrongState` on a second click or when the ministry's
    result of a unit is known already.
    """
    require(can_manage_usulan(actor))
    if not reason.strip():
        raise DomainError("Tuliskan alasan penarikan.", field="reason")
    withdrawn = transition(
        usulan,
        "withdraw",
        TRANSITIONS,
        actor=actor,
        action="evaluasi.usulan.withdrawn",
        stream=usulan.stream,
        changes={"withdrawn_at": timezone.now(), "withdraw_reason": reason.strip()},
        reason=reason.strip(),
    )
    _move_lembar(withdrawn, "recall", actor)
    return withdrawn


def _require_draft(usulan: Usulan) -> None:
    """The state as stored now, not as read, and nobody approves until this transaction ends."""
    state = Usulan.objects.select_for_update().values_list("state", flat=True).get(pk=usulan.pk)
    if state != UsulanState.DRAFT:
        raise WrongState(
            "Usulan ini sudah disahkan dan tidak dapat diubah. Tarik dahulu bila ada yang salah."
        )


def _require_free(unit: UsulanUnit) -> None:
    """What the law puts in the way of a unit that the letter would name."""
    obstacle = find_obstacle(unit.lembar.opd, unit.predikat, timezone.localdate()) if unit.diusulkan else ""
    if obstacle:
        raise DomainError(obstacle, field="predikat")


def _require_quota(usulan: Usulan) -> None:
    if usulan.kuota is not None and usulan.unit.proposed().count() > usulan.kuota:
        raise DomainError(
            f"Kuota {usulan.kuota} unit sudah penuh. Calon ini hanya dapat dicatat di luar kuota.",
            field="diusulkan",
        )


def _require_whole(usulan: Usulan, berkas: Berkas | None) -> None:
    wanted = (
        ("nomor", usulan.nomor),
        ("tanggal", usulan.tanggal),
        ("nama penandatangan", usulan.signer_name),
    )
    missing = [name for name, value in wanted if not value]
    if missing:
        raise DomainError(f"Lengkapi surat dahulu: {', '.join(missing)}.")
    if berkas is None:
        raise DomainError("Unggah pindaian surat yang sudah ditandatangani.", field="upload")
    if not usulan.unit.proposed().exists():
        raise DomainError("Belum ada unit yang diusulkan.")
    _require_quota(usulan)


def _fill(row: UsulanUnit, values: dict[str, Any]) -> None:
    """Set what a candidate aims at, and derive the category and the citation of its affirmation."""
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.kategori = Kategori(row.predikat)
    row.afirmasi_dasar = ""
    if not row.afirmasi:
        return
    known = {item.kode: item for item in read_isi(row.lembar.periode.instrumen).afirmasi}
    if row.afirmasi not in known:
        raise DomainError("Kelompok afirmasi ini tidak ada dalam peraturan.", field="afirmasi")
    if row.predikat != PredikatKind.WBK:
        raise DomainError("Afirmasi hanya untuk pengusulan WBK.", field="afirmasi")
    row.kategori, row.afirmasi_dasar = Kategori.WBK_AFIRMASI, known[row.afirmasi].dasar
