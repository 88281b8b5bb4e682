"""Breadcrumbs: the way back from each page."""

from __future__ import annotations

from django.urls import reverse


def trail(*places: tuple[str, str] | str) -> list[tuple[str, str]]:
    """From the first page to here: pairs of word and address; a bare word is this page, an empty one is none.

    When no bare word ends the trail, its last place is this page and loses its address.
    """
    way = [("Beranda", reverse("beranda"))]
    way += [(place, "") if isinstance(place, str) else place for place in places if place]
    return [*way[:-1], (way[-1][0], "")]
