"""Statements that are asked over and over: their SQL is worked out once, and values seen before are not converted again.

Building a statement of a board costs the ORM more than the database needs to answer it, and so do the texts in which
SQLite keeps keys, moments and JSON. Django's compiler writes the SQL and names the converters, so rows are what the query
would give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

VALUES_KEPT = 2048
"""So many values of a column are remembered: the worksheets of sixty units in ten years, as three assessors saw them."""


class KeptStatement:
    """What a query made with `values_list` asks, for keeping beside the arguments that it was made from.

    Values are shared between readings and must not be changed; the parameters are those of the query, so a day in them
    belongs to those arguments.
    """

    def __init__(self, query: QuerySet[Any, Any]) -> None:
        self._query = query.query

    def __iter__(self) -> Iterator[list[Any]]:
        """The rows as they are now, one SQL statement; none where the query cannot match anything."""
        sql, params, converters = self._compiled
        if not sql:
            return
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        for row in map(list, rows):
            for position, convert in converters:
                if row[position] is not None:
                    row[position] = convert(row[position])
            yield row

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Any, ...], list[tuple[int, Callable[[Any], Any]]]]:
        compiler = self._query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return "", (), []
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        found = compiler.get_converters(columns)
        return sql, tuple(params), [(at, _keeping(*both)) for at, both in found.items()]


def _keeping(converters: list[Callable[..., Any]], column: Any) -> Callable[[Any], Any]:
    """The converters of a column in turn, for a value that is not null."""

    @lru_cache(maxsize=VALUES_KEPT)
    def convert(value: Any) -> Any:
        for converter in converters:
            value = converter(value, column, connection)
        return value

    return convert
