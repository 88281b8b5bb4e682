"""What TPN answered, question by question, as the city learns it: rows of their own beside the unit's and TPI's."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from django.db import transaction

from dasar.errors import WrongState
from dasar.izin import Actor, require
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.lembar_csv import CATATAN, KEPALA
from evaluasi.domain.nilai import answers_of
from evaluasi.domain.pengisian import write_jawaban_many
from evaluasi.enums import Tahap, UsulanState
from evaluasi.models import UsulanUnit
from evaluasi.permissions import can_manage_usulan


@transaction.atomic
def record_jawaban_tpn(
    unit: UsulanUnit,
    *,
    actor: Actor,
    answers: Mapping[str, Isian | None],
    notes: Mapping[str, str] | None = None,
) -> int:
    """Keep TPN's answers and notes on these questions, all or none, with their scores; returns how many changed.

    Questions that are not named keep what was recorded before. What stood there is told in the journal. Raises
    `PermissionRefused`, `WrongState` before the proposal is approved, `DomainError` naming every question whose
    answer cannot be taken.
    """
    require(can_manage_usulan(actor))
    if unit.usulan.state != UsulanState.APPROVED or not unit.diusulkan:
        raise WrongState("Jawaban TPN dicatat untuk unit dalam usulan yang sudah disahkan.")
    standing = answers_of(unit.lembar, Tahap.TPN)
    said = {kode: standing.get(kode) for kode in notes or {}} | dict(answers)
    return write_jawaban_many(unit.lembar, actor=actor, answers=said, notes=notes, tahap=Tahap.TPN)


def write_form(unit: UsulanUnit) -> str:
    """The CSV to fill in, with what TPN answered so far, or else TPI: what is to be changed is little."""
    struktur = struktur_for(unit.lembar.periode.instrumen)
    said = answers_of(unit.lembar, Tahap.TPN) or answers_of(unit.lembar, Tahap.TPI)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([*KEPALA, CATATAN])
    for butir in struktur.butir:
        isian = said.get(butir.kode)
        for kunci in [item.kunci for item in butir.simpul.masukan] or [""]:
            value = isian.get(kunci) if isinstance(isian, Mapping) else isian
            rows.writerow([butir.kode, kunci, "" if value is None else value, ""])
    return out.getvalue()
