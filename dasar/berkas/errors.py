from dasar.errors import DomainError


class UploadRefused(DomainError):
    """An upload that is not taken; `message` says what, why and how to mend it, `code` names the rule."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class PageNotDrawn(DomainError):
    """A page has no picture; `message` says why. The file itself can still be opened."""


class BytesMissing(DomainError):
    """The row exists but its bytes are gone or held back."""
