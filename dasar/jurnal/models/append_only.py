from typing import Any, NoReturn

from django.db import models

from dasar.jurnal.errors import AppendOnlyError

MESSAGE = "The journal is append-only: rows are neither changed nor removed."


class AppendOnlyQuerySet(models.QuerySet):
    """Reading and single inserts only; the database triggers refuse the rest even without Django."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(MESSAGE)

    def delete(self) -> NoReturn:
        raise AppendOnlyError(MESSAGE)

    def bulk_create(self, objs: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(MESSAGE)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> NoReturn:
        raise AppendOnlyError(MESSAGE)


class AppendOnlyModel(models.Model):
    """A row that is written once. Triggers in the database say the same (migration 0002)."""

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(MESSAGE)
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(MESSAGE)
