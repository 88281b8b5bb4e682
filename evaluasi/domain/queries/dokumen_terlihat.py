"""Which documents a person sees. An assessor's wall is the assignment, as for worksheets."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from dasar.izin import Actor
from evaluasi.models import Penugasan, Sampel
from opd.enums import CITY_STAFF, TPI_ROLES
from opd.models import Dokumen
from opd.models.opd import paths_filter


def visible_dokumen(actor: Actor) -> QuerySet[Dokumen]:
    """The city's staff see every library, members that of their own unit and below; assessors those of the units whose
    worksheet they are assigned to, or judge a second time. One semi-join each, no statement of its own."""
    rows = Dokumen.objects.visible_to(actor)
    if actor.has_city(*CITY_STAFF) or not actor.has_city(*TPI_ROLES):
        return rows
    assigned = Penugasan.objects.reachable_by(actor).filter(lembar__opd=OuterRef("opd"))
    second = Sampel.objects.filter(penilai=actor.pengguna, lembar__opd=OuterRef("opd"))
    own = paths_filter("opd__", actor.unit_paths)
    return Dokumen.objects.filter(own | Exists(assigned) | Exists(second))
