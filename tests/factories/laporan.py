from __future__ import annotations

from datetime import UTC, datetime

import factory

from dasar.berkas.domain import store_bytes
from dasar.kanonik import fingerprint
from tests.factories.opd import PencananganFactory
from zona.laporan.enums import DokumenKind
from zona.laporan.models import DokumenTerbit


class DokumenTerbitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DokumenTerbit

    kind = DokumenKind.PIAGAM
    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    pencanangan = factory.SubFactory(PencananganFactory)
    title = factory.LazyAttribute(lambda o: f"Piagam Pencanangan {o.pencanangan.organiser.short_name}")
    code = factory.Sequence(lambda n: f"{n:032x}")
    facts = factory.LazyAttribute(
        lambda o: {"organiser": o.pencanangan.organiser.name, "date": "20 Juli 2020", "contoh": False}
    )
    facts_hash = factory.LazyAttribute(lambda o: fingerprint(o.facts))
    berkas = factory.LazyAttribute(
        lambda o: store_bytes(
            data=f"%PDF {o.code}".encode(), name_hint="piagam.pdf", media_type="application/pdf"
        )
    )
    issued_at = datetime(2026, 11, 1, tzinfo=UTC)
