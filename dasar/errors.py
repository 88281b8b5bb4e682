"""Errors that a domain function may raise: each one carries a sentence in Indonesian for the person at the screen.

Edges (views, API, commands) translate them once: DomainError 400 (the form again, with what was typed),
PermissionRefused 403, NotFound 404, Conflict 409.
"""


class DomainError(Exception):
    """A rule of the domain says no; `message` tells a person what, where and how to mend it.

    `field` names the form field the message belongs to; empty means the whole form.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message


class PermissionRefused(DomainError):
    """The actor sees the object but may not do this (403); `message` is the reason."""


class WrongState(DomainError):
    """The object is not in a state that allows this step, or someone else took the step first."""


class Conflict(DomainError):
    """The row was changed by someone else since it was read (409); both texts are kept for the person to choose."""

    def __init__(
        self,
        message: str,
        *,
        mine: object = None,
        theirs: object = None,
        field: str = "",
    ) -> None:
        super().__init__(message, field=field)
        self.mine = mine
        self.theirs = theirs


class NotFound(DomainError):
    """The object does not exist for this actor (404); nothing tells whether it exists for others."""

    def __init__(self, message: str = "Data tidak ditemukan.", *, field: str = "") -> None:
        super().__init__(message, field=field)
