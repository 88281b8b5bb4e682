"""Outside links into a unit's evidence library, many at once, as an import brings them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.jurnal.domain import Entri, record_all, snapshot
from opd.enums import DokumenKind
from opd.models import Dokumen, Opd
from opd.permissions import can_manage_dokumen


@dataclass(frozen=True, slots=True)
class TautanBaru:
    """An address to be kept, what it is called, and where it comes from."""

    link: str
    title: str
    note: str = ""


@transaction.atomic
def add_links(
    opd: Opd, *, actor: Actor, links: Sequence[TautanBaru]
) -> tuple[dict[str, Dokumen], list[Dokumen]]:
    """Documents for these addresses, by address, and which of them are new; those the library has are taken.

    A new one bears today's date, since nobody stated the document's own. A few SQL statements however many.
    Raises `DomainError` naming the first address that cannot be one, `PermissionRefused`.
    """
    require(can_manage_dokumen(actor, opd))
    wanted = {item.link: item for item in links}
    known = Dokumen.objects.filter(opd=opd, link__in=wanted).order_by("uploaded_at", "id")
    found = {row.link: row for row in known}
    new = [_row(opd, actor, item) for link, item in wanted.items() if link not in found]
    Dokumen.objects.bulk_create(new)
    entries = [Entri("opd.dokumen.added", row, None, snapshot(row)) for row in new]
    record_all(entries, actor=actor, stream=opd.stream)
    return found | {row.link: row for row in new}, new


def _row(opd: Opd, actor: Actor, item: TautanBaru) -> Dokumen:
    row = Dokumen(
        opd=opd,
        title=item.title[:200],
        kind=DokumenKind.LAIN,
        effective_on=timezone.localdate(),
        link=item.link,
        note=item.note[:500],
        uploaded_at=timezone.now(),
        uploaded_by=actor.pengguna,
    )
    try:
        row.clean_fields(exclude=["opd", "uploaded_by"])
    except ValidationError as error:
        raise DomainError(f"Tautan {item.link[:80]} tidak dapat disimpan: {error.messages[0]}") from error
    return row
