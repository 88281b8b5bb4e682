"""The one way in which the API gives a list: by pages as JSON, in full as CSV or workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django_filters.rest_framework import DjangoFilterBackend
from django_filters.utils import translate_validation
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.api.bacaan import tagged
from dasar.api.tabel import TABLES, columns_of, table_response

BATCH = 500  # rows of a table that are read at once


class DaftarView(ListAPIView):
    """A list. A subclass gives `source` (what there is, filtered and ordered, cut by slices) and, where rows need
    more than their query gives, `read`, which is asked only for the rows that are sent. It is described by
    `extend_schema_view(get=...)` above the class."""

    renderer_classes = (JSONRenderer, *TABLES)
    table_name = "daftar"

    def source(self, request: Request) -> Any:
        """What there is, as something that can be counted and sliced; the filter of the view by default."""
        return self.filter_queryset(self.get_queryset())

    def read(self, batch: Sequence[Any], request: Request) -> Sequence[Any]:
        """The rows to show for one slice of the source; a constant number of SQL statements."""
        return batch

    def context_of(self, request: Request) -> dict[str, Any]:
        """What the serializer must know beside the rows."""
        return {}

    @tagged
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, known by its ETag."""
        return self.list(request)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = request.accepted_renderer.format
        source = self.source(request)
        if form != JSONRenderer.format:
            columns = columns_of(self.serializer_class(context=self.context_of(request)))
            return table_response(form, columns, self._rows(source, request), name=self.table_name)
        rows = self.read(list(self.paginate_queryset(source) or []), request)
        return self.get_paginated_response(self._serialize(rows, request))

    def handle_exception(self, exc: Exception) -> Response:
        """A refusal is told as JSON, whatever form was asked for."""
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(exc)

    def _serialize(self, rows: Sequence[Any], request: Request) -> Any:
        return self.serializer_class(rows, many=True, context=self.context_of(request)).data

    def _rows(self, source: Any, request: Request) -> Iterator[dict[str, Any]]:
        start = 0
        while batch := list(source[start : start + BATCH]):
            yield from self._serialize(self.read(batch, request), request)
            start += BATCH


def read_filter(view: APIView, request: Request, queryset: QuerySet[Any]) -> Any:
    """The filter set of the view with what was asked. Raises `ValidationError` (400) when it is not valid."""
    filterset = DjangoFilterBackend().get_filterset(request, queryset, view)
    if not filterset.is_valid():
        raise translate_validation(filterset.errors)
    return filterset
