"""The portal's addresses and the yardstick: the smallest views with one query."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from evaluasi.models import Periode
from opd.models import Opd
from zona.urls import urlpatterns as portal


def smallest(request: HttpRequest) -> JsonResponse:
    """One query of its own, for somebody who signed in."""
    return JsonResponse({"unit": Opd.objects.filter(kind="rsud").count()})


def change(request: HttpRequest) -> HttpResponse:
    """A statement that changes one row, for somebody who signed in, in a transaction."""
    with transaction.atomic():
        Periode.objects.filter(year=2026).update(basis=request.POST["nilai"])
    return HttpResponse("tersimpan")


# First, so that the yardsticks do not pay for the comparison with every address of the portal.
urlpatterns = [
    path("ukur/masuk/", smallest, name="ukur_masuk"),
    path("ukur/ubah/", change, name="ukur_ubah"),
    path("ukur/umum/", login_not_required(smallest), name="ukur_umum"),
    *portal,
]


def count_sql(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tells the number of SQL statements of each answer in a header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        count = 0

        def counting(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*args)

        with connection.execute_wrapper(counting):
            response = get_response(request)
        response.headers["X-Sql"] = str(count)
        return response

    return middleware
