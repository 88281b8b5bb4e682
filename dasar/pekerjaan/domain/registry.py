"""Which kinds of job there are and what carries each of them out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from dasar.berkas.models import Berkas
from dasar.pekerjaan.models import Pekerjaan

Progress = Callable[[int, str], None]
Handler = Callable[[Pekerjaan, Progress], Berkas | None]


class PekerjaanLost(Exception):
    """This run may no longer write: the job was cancelled, or another worker took over. Handlers let it pass."""


@dataclass(frozen=True)
class JobKind:
    """A kind of job, called `label` where people read of it. After `lease` without a sign of life its worker
    counts as dead.
    """

    label: str
    handler: Handler
    lease: timedelta
    max_tries: int


KINDS: dict[str, JobKind] = {}


def register(
    kind: str, *, label: str, lease: timedelta = timedelta(minutes=3), max_tries: int = 3
) -> Callable[[Handler], Handler]:
    """Declare the handler of a kind of job; in a module that `AppConfig.ready` imports, so that every process knows.

    A handler gets the row and `progress(percent, note)`, which it calls at least once per `lease`, and returns the
    result to offer for download, or None. It may be run again from the start at any moment (a killed worker), so
    running twice must do no harm; it runs outside a transaction. A DomainError ends the job with its message;
    any other error is a broken try, repeated up to `max_tries` times.
    """

    def add(handler: Handler) -> Handler:
        if KINDS.setdefault(kind, JobKind(label, handler, lease, max_tries)).handler is not handler:
            raise ValueError(f"The kind of job {kind} is registered twice.")
        return handler

    return add


def label_of(kind: str) -> str:
    """What a kind of job is called; a kind of an older release keeps its name."""
    return KINDS[kind].label if kind in KINDS else kind
