"""Lists as tables: flat columns from a serializer, CSV row by row, a workbook in one file.

CSV is plain (comma, UTF-8, one head), for programs; the workbook is for people. In both a text that a spreadsheet
program would run stays text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer

from dasar.lembar import XLSX_TYPE, Kolom, write_xlsx

CSV, XLSX = "csv", "xlsx"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
Row = Mapping[str, Any]


class _TableRenderer(BaseRenderer):
    """Only says that this form exists; the list makes it. Refusals are told as JSON."""

    charset = None

    def render(self, data: Any, media_type: str | None = None, context: Any = None) -> bytes:
        return JSONRenderer().render(data)


class CsvRenderer(_TableRenderer):
    media_type, format = "text/csv", CSV


class XlsxRenderer(_TableRenderer):
    media_type, format = XLSX_TYPE, XLSX


TABLES = (CsvRenderer, XlsxRenderer)


def columns_of(serializer: serializers.BaseSerializer, prefix: str = "") -> list[str]:
    """The flat columns of a serializer: parts of a part are joined with `_`; lists of objects are left out."""
    found = []
    for name, field in serializer.fields.items():
        if isinstance(field, serializers.ListSerializer):
            continue
        if isinstance(field, serializers.BaseSerializer):
            found += columns_of(field, f"{prefix}{name}_")
        else:
            found.append(prefix + name)
    return found


def flatten(row: Row, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """One answer as pairs of column and value; a list of texts is one text."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{prefix}{name}_")
        elif isinstance(value, list | tuple):
            yield prefix + name, "; ".join(str(item) for item in value if not isinstance(item, Mapping))
        else:
            yield prefix + name, value


def _cells(columns: list[str], row: Row) -> list[Any]:
    flat = dict(flatten(row))
    return [flat.get(name) for name in columns]


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.startswith(_STARTERS) and not _NUMBER.fullmatch(text) else text


class _Echo:
    """Hands each written line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _lines(columns: list[str], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_csv_cell(cell) for cell in _cells(columns, row)])


def table_response(form: str, columns: list[str], rows: Iterable[Row], *, name: str) -> Any:
    """The rows as an answer: CSV goes out line by line, whatever its length; a workbook when it is complete."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    if form == CSV:
        return StreamingHttpResponse(
            _lines(columns, rows), content_type="text/csv; charset=utf-8; header=present", headers=disposition
        )
    heads = [Kolom(name, name, width=max(12, min(len(name) + 2, 40))) for name in columns]
    body = write_xlsx(heads, (_cells(columns, row) for row in rows), title=name)
    return HttpResponse(body, content_type=XLSX_TYPE, headers=disposition)
