"""The id that ties journal rows and log lines to one request or one background job."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("zona_request_id", default="")


def current_request_id() -> str:
    """The id of the request or job being worked on; empty outside of both (a command, a shell)."""
    return _current.get()


@contextmanager
def bound_request_id(value: str) -> Iterator[None]:
    """Everything journaled inside the block carries `value` (at most 64 characters)."""
    token = _current.set(value[:64])
    try:
        yield
    finally:
        _current.reset(token)
