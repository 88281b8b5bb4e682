"""The search: one box, finds in groups, no script needed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dasar.laju import within_personal_limit
from zona.cari.pencarian import find_all, find_in, suggest_words, too_short, words_of

PER_MINUTE = 60


@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    """What the words of `?q=` find; `?jenis=` shows all finds of one sort."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:80]
    words = words_of(asked)
    context: dict[str, Any] = {"q": asked, "pendek": bool(words) and too_short(words)}
    if words and not context["pendek"]:
        if not within_personal_limit(request.actor.pengguna.pk, act="cari", per_minute=PER_MINUTE):
            return render(request, "cari/hasil.html", context | {"terlalu_sering": True}, status=429)
        context |= _found(request, words)
    return render(request, "cari/hasil.html", context)


def _found(request: HttpRequest, words: tuple[str, ...]) -> dict[str, Any]:
    one = find_in(request.actor, request.GET.get("jenis", ""), words, request.GET.get("halaman"))
    if one is not None:
        group, page = one
        return {
            "dicari": True,
            "kelompok": [group] if group.baris else [],
            "page": page,
            "satu": group.sumber,
        }
    groups = find_all(request.actor, words)
    saran = "" if groups else suggest_words(request.actor, words)
    return {"dicari": True, "kelompok": groups, "saran": saran}
