"""Who may do what: decisions with a reason, the acting person, and the guard of reading requests.

`dasar` knows no roles of Zona Integritas; a role is a plain word here and gets its meaning in the
`permissions.py` of each app above.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connections
from django.http import HttpRequest, HttpResponse

from dasar.errors import PermissionRefused

if TYPE_CHECKING:
    from dasar.akun.models import Pengguna

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# A reading request may still keep its own session and the shared cache (rate limits) up to date, and a download or
# an export is told to the journal; a reader's last visit is the reader's own mark.
TABLES_WRITTEN_ON_READ = [
    "django_session",
    "zona_cache",
    "akun_kunciapi",
    "jurnal_catatan",
    "jurnal_rantai",
    "dasbor_kunjungan",
]


def allow_log_on_read(table: str) -> None:
    """Let reading requests add to this table, which is a log of readings; an app says so when it starts."""
    if table not in TABLES_WRITTEN_ON_READ:
        TABLES_WRITTEN_ON_READ.append(table)


@dataclass(frozen=True)
class Allowed:
    """A permission that was given; truthy."""

    reason: str = ""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """A permission that was refused; falsy, and says why in words for the person who asked."""

    reason: str

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Denied
ALLOWED = Allowed()


def require(decision: Decision) -> None:
    """Go on if the decision allows it; raise `PermissionRefused` with its reason if not."""
    if not decision:
        raise PermissionRefused(decision.reason)


@dataclass(frozen=True)
class Peran:
    """One role that a person holds today: over a unit and all below it, or over the whole city."""

    role: str
    unit_id: UUID | None = None
    jalur: str = ""
    kedudukan: str = ""

    @property
    def is_city(self) -> bool:
        return self.jalur == ""

    def covers(self, jalur: str) -> bool:
        """Whether the unit at this tree path is the role's own unit or lies below it."""
        return jalur.startswith(self.jalur)


@dataclass(frozen=True)
class Actor:
    """Who acts in this request: an account and the roles it holds right now (read anew each time).

    `journal` is the length of the journal when the account was read, in a request that only reads; else None.
    """

    pengguna: Pengguna | None = None
    peran: tuple[Peran, ...] = field(default=())
    journal: int | None = field(default=None, compare=False)

    @property
    def is_authenticated(self) -> bool:
        return self.pengguna is not None

    def has(self, *roles: str) -> bool:
        """Whether the person holds one of these roles anywhere."""
        return any(peran.role in roles for peran in self.peran)

    def has_city(self, *roles: str) -> bool:
        """Whether the person holds one of these roles over the whole city."""
        return any(peran.is_city and peran.role in roles for peran in self.peran)

    def has_over(self, jalur: str, *roles: str) -> bool:
        """Whether the person holds one of these roles over the unit at this tree path."""
        return any(peran.role in roles and peran.covers(jalur) for peran in self.peran)

    def paths(self, *roles: str) -> tuple[str, ...]:
        """The tree paths over which the person holds one of these roles (all roles if none named)."""
        return tuple(sorted({p.jalur for p in self.peran if not roles or p.role in roles}))

    @property
    def unit_paths(self) -> tuple[str, ...]:
        """The tree paths of the units to which the person belongs, without what a city role opens."""
        return tuple(peran.jalur for peran in self.peran if not peran.is_city)

    @property
    def own_units(self) -> frozenset[UUID]:
        """The units this person belongs to, whatever the role: nobody judges these."""
        return frozenset(peran.unit_id for peran in self.peran if peran.unit_id is not None)


ANONYMOUS = Actor()


class WriteOnReadError(RuntimeError):
    """A request that promises only to read tried to change data."""


def _refuse_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    text = str(sql)
    verb = text.lstrip(" (").split(None, 1)[0].upper() if text.strip() else ""
    if verb in {"INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "ALTER", "DROP", "CREATE"}:
        target = text[:200].replace('"', "").lower()
        if not any(table in target for table in TABLES_WRITTEN_ON_READ):
            raise WriteOnReadError(f"A reading request tried to write: {text[:120]}")
    return execute(sql, params, many, context)


@contextmanager
def reading_only() -> Any:
    """Within this block every statement that changes data (session and cache apart) raises."""
    wrappers = [connection.execute_wrapper(_refuse_writes) for connection in connections.all()]
    for wrapper in wrappers:
        wrapper.__enter__()
    try:
        yield
    finally:
        for wrapper in reversed(wrappers):
            wrapper.__exit__(None, None, None)


class ReadOnlyGuardMiddleware:
    """GET, HEAD and OPTIONS never change data: a view that tries is a fault, found in tests and in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with reading_only():
            return self.get_response(request)
