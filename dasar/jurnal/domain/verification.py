"""Checking the journal in the database, and telling it to others as lines of JSON."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from dasar.jurnal.models import Catatan, Rantai, Segel
from dasar.jurnal.verifier import Fault, Report, verify

TRIGGERS = frozenset(
    {
        "jurnal_catatan_no_update",
        "jurnal_catatan_no_delete",
        "jurnal_segel_no_update",
        "jurnal_segel_no_delete",
        "jurnal_rantai_forward_only",
        "jurnal_rantai_no_delete",
    }
)
TRUNCATE_TRIGGERS = frozenset(
    {"jurnal_catatan_no_truncate", "jurnal_segel_no_truncate", "jurnal_rantai_no_truncate"}
)


def verify_database(outside_seals: Iterable[str] = ()) -> Report:
    """Check every chain, the heads, the stored Segel, those kept outside (their texts), and the triggers."""
    seals = [*Segel.objects.values_list("content", flat=True), *outside_seals]
    heads = {head.stream: {"seq": head.seq, "hash": head.hash} for head in Rantai.objects.all()}
    rows = Catatan.objects.in_chain_order().iterator(chunk_size=2000)
    report = verify((row.as_row() for row in rows), heads, seals)
    report.faults += [
        Fault(name, 0, "pemicu pelindung jurnal tidak terpasang di basis data")
        for name in sorted(missing_triggers())
    ]
    return report


def missing_triggers() -> frozenset[str]:
    """The append-only triggers that someone removed or switched off (or a migration lost by rebuilding a table)."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'jurnal%%' AND tgenabled <> 'D'", []
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {name for (name,) in cursor.fetchall()}
    return (TRIGGERS | TRUNCATE_TRIGGERS if postgresql else TRIGGERS) - present


def export_lines() -> Iterator[str]:
    """The whole journal as JSON lines, for `verifier.py` on another machine or for the archive."""
    for row in Catatan.objects.in_chain_order().iterator(chunk_size=2000):
        yield _line("catatan", row.as_row())
    for head in Rantai.objects.order_by("stream"):
        yield _line("rantai", {"stream": head.stream, "seq": head.seq, "hash": head.hash})
    for segel in Segel.objects.order_by("date"):
        yield _line("segel", {"content": segel.content, "sha256": segel.sha256})


def _line(kind: str, values: dict[str, Any]) -> str:
    return json.dumps({"type": kind, **values}, ensure_ascii=False, sort_keys=True)
