"""Readings kept in the memory of this process for exactly as long as nothing has changed.

The key holds the length of the journal: every change commits together with its entry, so the first change by
anyone makes everything kept unfindable. It also holds what the person may see and the time to five minutes, since pages
say "5 menit lalu". One short query then decides instead of the many that made the reading. No figure here is
ever stale, and nothing is shared between processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from dasar.izin import Actor
from dasar.jurnal.domain import journal_length

STORE = "proses"
SLOT_MINUTES = 5
PARTS = ("kepala", "isi")
T = TypeVar("T")


def reading_key(actor: Actor, *parts: object) -> str:
    """What a reading depends on, as a short text. Equal keys mean equal readings. One SQL query, none where the
    journal's length came with the account.

    `parts` name the reading and what was asked. Ask for the key before reading: a change in between makes the
    key too old, never the reading.
    """
    roles = sorted((peran.role, peran.jalur) for peran in actor.peran)
    now = timezone.localtime()
    slot = now.replace(minute=now.minute - now.minute % SLOT_MINUTES, second=0, microsecond=0)
    length = journal_length() if actor.journal is None else actor.journal
    text = repr((length, roles, slot.isoformat(), *map(str, parts)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def remember(key: str, make: Callable[[], T]) -> T:
    """What `make` gave for this key, made at most once as long as it is kept. None is never kept."""
    store = caches[STORE]
    kept: T | None = store.get(key)
    if kept is None:
        kept = make()
        store.set(key, kept)
    return kept


def render_kept(
    request: HttpRequest,
    template: str,
    make: Callable[[], dict[str, Any]],
    *,
    actor: Actor | None = None,
    own: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """A reading page whose partials `kepala` and `isi` are kept; the layout around them is the person's own.

    `make` gives what the partials print, and the breadcrumbs (`jejak`). They may use the request's address, and
    nothing of the person but the roles: no name, message or form that is sent. `actor` is for a page that is
    the same for all. `own` is asked each time for what belongs to the reader alone, from what `make` left under
    `data` (plain values, kept as well).
    """
    key = reading_key(actor or request.actor, template, request.get_full_path())

    def parts() -> dict[str, Any]:
        made = make()
        kept = {part: render_to_string(f"{template}#{part}", made, request) for part in PARTS}
        return kept | {"jejak": made.get("jejak", ()), "data": made.get("data")}

    kept = remember(key, parts)
    mine = own(kept["data"]) if own else {}
    return render(request, template, {"kept": kept, "jejak": kept["jejak"]} | mine)
