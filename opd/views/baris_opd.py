"""Lines of the register as plain words: worked out once in Python, so that a page of sixty stays cheap to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from dasar.format import angka, tanggal_pendek
from opd.domain.queries.register import Baris, head_of
from opd.forms.saringan import SaringanOpdForm

ANY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """One printed line: `toggle` folds its children out or in and is empty when there are none."""

    key: str
    name: str
    href: str
    depth: int
    toggle: str
    opened: bool
    note: str
    more: str
    code: str
    head: str
    listed: str
    stated: str
    counted: bool
    contoh: bool


def printed(lines: Iterable[Baris], form: SaringanOpdForm, *, flat: bool) -> list[BarisTampil]:
    """The lines in words; in a flat list each also says under which unit it lies."""
    address = reverse("opd:opd_detail", args=[ANY])
    toggle = form.toggles()
    return [_print(line, address, "" if flat or not line.children else toggle(line), flat) for line in lines]


def _print(line: Baris, address: str, toggle: str, flat: bool) -> BarisTampil:
    opd, key = line.opd, str(line.opd.pk)
    return BarisTampil(
        key=key,
        name=opd.name,
        href=address.replace(ANY, key),
        depth=line.depth,
        toggle=toggle,
        opened=line.opened,
        note=_note(line, flat=flat),
        more=f"Lihat {angka(line.more)} unit lainnya" if line.more else "",
        code=opd.code,
        head=head_of(opd),
        listed=angka(opd.listed),
        stated=f"dari {angka(opd.employee_count)}" if opd.employee_count else "",
        counted=opd.counts_for_target,
        contoh=opd.contoh,
    )


def _note(line: Baris, *, flat: bool) -> str:
    parts = [str(line.opd.get_kind_display())]
    if flat and line.opd.parent:
        parts.append(f"di bawah {line.opd.parent.short_name}")
    if line.children:
        parts.append(f"{angka(line.children)} unit di bawahnya")
    if line.opd.active_to:
        parts.append(f"sampai {tanggal_pendek(line.opd.active_to)}")
    return " · ".join(parts)
