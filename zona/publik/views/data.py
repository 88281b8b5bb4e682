"""The open data as a page for people: what there is, in which forms, what each column means."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dasar.izin import ANONYMOUS
from dasar.tembolok import render_kept
from zona.publik.api.keluaran import dictionary_of
from zona.publik.api.views import HIMPUNAN
from zona.publik.domain.keterbukaan import current_keterbukaan
from zona.publik.domain.terbitan import published_years
from zona.publik.enums import LICENCE_URLS, Lisensi


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The same for everybody, kept until something changes."""
    return render_kept(request, "publik/data.html", _context, actor=ANONYMOUS)


def _context() -> dict[str, Any]:
    row = current_keterbukaan()
    return {
        "terbuka": row.is_open,
        "surel": row.contact,
        "lisensi": Lisensi(row.licence).label,
        "alamat_lisensi": LICENCE_URLS[Lisensi(row.licence)],
        "tahun": ", ".join(str(year) for year in published_years()),
        "himpunan": [
            {
                "judul": title,
                "keterangan": words,
                "alamat": reverse(f"terbuka:{name}"),
                "kolom": dictionary_of(name, view.serializer_class),
            }
            for name, (view, title, words) in HIMPUNAN.items()
        ],
        "jejak": [("Janji", reverse("publik:janji")), ("Data terbuka", "")],
    }
