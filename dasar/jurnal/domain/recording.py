"""Writing the journal: the one way by which a row gets into it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.transaction import TransactionManagementError

from dasar.jurnal.models import Catatan, Rantai
from dasar.jurnal.request_id import current_request_id
from dasar.jurnal.verifier import row_hash

if TYPE_CHECKING:
    from dasar.izin import Actor

SYSTEM_LABEL = "Sistem"
ANONYMOUS_LABEL = "Pengunjung tanpa masuk"
# PostgreSQL stores neither NUL nor halves of surrogate pairs; a journal row must never fail for them.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# One statement locks the head (or makes it), raises its number and tells the hash of the row before; the ORM
# needs two or three for the same and cannot say "seq + 1" in an upsert.
_NEXT_LINK = """
    INSERT INTO jurnal_rantai (stream, seq, hash) VALUES (%s, %s, '')
    ON CONFLICT (stream) DO UPDATE SET seq = jurnal_rantai.seq + %s
    RETURNING seq, hash
"""
# The two statements that hold a stream for an act and move it on, written out: they are in every save.
_HEAD = "SELECT seq, hash FROM jurnal_rantai WHERE stream = %s"
_ADVANCE = "UPDATE jurnal_rantai SET seq = %s, hash = %s WHERE stream = %s AND seq = %s"


@dataclass(frozen=True)
class Entri:
    """One act of many, for `record_all`: what was done to which object, before and after."""

    action: str
    obj: models.Model | None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


@dataclass(frozen=True)
class Kepala:
    """Where a stream stands, held until the transaction ends: its last number and hash."""

    seq: int
    hash: str


def lock_stream(stream: str) -> Kepala | None:
    """Let nobody else write to this stream until the transaction ends; where it stands, None if it has no row yet.

    For acts that must be alone among those that tell the same stream, before they read: one SQL statement that
    `record` then saves when it is given the result.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A stream is held until a transaction ends; there is none.")
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + lock, [stream])
        row = cursor.fetchone()
    return Kepala(*row) if row else None


@transaction.atomic(savepoint=False)
def record(
    *,
    actor: "Actor | None",
    action: str,
    obj: models.Model | None,
    stream: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    head: Kepala | None = None,
) -> Catatan:
    """Append one row to a stream, in the transaction of the change it tells of: both stay or neither does.

    `actor` None means the system itself. `obj` None is for acts without a row, such as a failed sign-in with
    an unknown name. Costs three SQL statements, two with the `head` that `lock_stream` gave in this transaction,
    since which nothing was told to the stream. Raises TypeError if a value is a float or not JSON.
    A caller that writes to several streams in one transaction does so in the order of their names.
    """
    number, prev_hash = (head.seq + 1, head.hash) if head else _next_links(stream, 1)
    catatan = _row(actor, Entri(action, obj, before, after), stream=stream, reason=reason)
    _link(catatan, number, prev_hash)
    catatan.save()
    _advance(stream, head.seq if head else number, number, catatan.hash)
    return catatan


def _advance(stream: str, standing: int, number: int, last: str) -> None:
    """Set the head of a held stream; RuntimeError when it does not stand where it was left."""
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [number, last, stream, standing])
        if cursor.rowcount != 1:
            raise RuntimeError(f"The stream {stream} moved on while it was held.")


@transaction.atomic(savepoint=False)
def record_all(entries: Sequence[Entri], *, actor: "Actor | None", stream: str, reason: str = "") -> None:
    """Append many rows to one stream, as `record` would one after the other, in a few SQL statements.

    For imports, where thousands of rows change in one act; each still has its own line and hash.
    """
    if not entries:
        return
    last, prev_hash = _next_links(stream, len(entries))
    rows = []
    for number, entry in enumerate(entries, start=last - len(entries) + 1):
        row = _row(actor, entry, stream=stream, reason=reason)
        prev_hash = _link(row, number, prev_hash)
        rows.append(row)
    Catatan.objects.append(rows)
    Rantai.objects.filter(stream=stream).update(hash=prev_hash)


def _next_links(stream: str, count: int) -> tuple[int, str]:
    """Lock the head of a stream and raise its number by `count`; the new number and the last hash."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_LINK, [stream, count, count])
        return cursor.fetchone()


def _row(actor: "Actor | None", entry: Entri, *, stream: str, reason: str) -> Catatan:
    obj = entry.obj
    return Catatan(
        stream=stream,
        at=datetime.now(UTC),
        actor=actor.pengguna if actor else None,
        actor_label=_actor_label(actor),
        action=entry.action,
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        object_label=_storable(str(obj))[:200] if obj is not None else "",
        before=_json_safe(entry.before),
        after=_json_safe(entry.after),
        reason=_storable(reason),
        request_id=current_request_id(),
    )


def _link(catatan: Catatan, number: int, prev_hash: str) -> str:
    """Put a row at its place in the chain; its own hash."""
    catatan.seq, catatan.prev_hash = number, prev_hash
    catatan.hash = row_hash(catatan.as_row())
    return catatan.hash


def snapshot(obj: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """The values of an object in the form in which the journal keeps them, for `before` and `after`.

    Without `fields`: every column of its own table. A foreign key is the key of the other row; a relation to
    many is told only when named, as a sorted list of keys (one query). Passwords and what the model lists in
    `jurnal_hidden` never enter the journal.
    """
    hidden = {"password", *getattr(obj, "jurnal_hidden", ())}
    names = [field.name for field in obj._meta.concrete_fields] if fields is None else list(fields)
    return {name: _field_value(obj, name) for name in names if name not in hidden}


def _field_value(obj: models.Model, name: str) -> Any:
    field = obj._meta.get_field(name)
    if field.many_to_many or field.one_to_many:
        return sorted(str(pk) for pk in getattr(obj, name).values_list("pk", flat=True))
    return _json_safe(getattr(obj, field.attname))


def _json_safe(value: Any) -> Any:
    """Dates as ISO text (times in UTC), Decimal and UUID as text, bytes as their length; floats raise later."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return _storable(str(value))
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return f"{len(value)} bita"
        case dict():
            return {_storable(str(key)): _json_safe(inner) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            return [_json_safe(inner) for inner in items]
        case models.Model():
            return str(value.pk)
    raise TypeError(f"{type(value).__name__} cannot be kept in the journal.")


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _actor_label(actor: "Actor | None") -> str:
    if actor is None:
        return SYSTEM_LABEL
    return _storable(str(actor.pengguna))[:200] if actor.pengguna else ANONYMOUS_LABEL
