"""How far the journal has come: a number that rises with every change anyone makes."""

from django.db.models import BigIntegerField, Func, Subquery, Sum

from dasar.jurnal.models import Rantai


def journal_length() -> int:
    """The number of entries in all streams together; one SQL query over one short row per stream.

    Every change commits together with its entry, and the head of a stream is locked while it grows, so equal
    numbers mean equal data. (The highest row id would not do: a lower id may commit after a higher one.)
    """
    return Rantai.objects.aggregate(total=Sum("seq"))["total"] or 0


def journal_length_expression() -> Subquery:
    """The same number as a column of another statement; NULL while nothing was written."""
    total = Func("seq", function="SUM", output_field=BigIntegerField())
    return Subquery(Rantai.objects.order_by().annotate(total=total).values("total"))
