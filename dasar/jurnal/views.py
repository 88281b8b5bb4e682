"""The public copies of the daily Segel; the caller's urls mount them (no sign-in: that is their purpose)."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from dasar.jurnal.models import Segel


@require_safe
def segel_file(request: HttpRequest, day: dt.date) -> HttpResponse:
    """The Segel of a day, byte for byte: `sha256sum` of the answer is the fingerprint that was announced."""
    segel = get_object_or_404(Segel, date=day)
    response = HttpResponse(segel.content.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="segel-{day.isoformat()}.json"'
    return response
