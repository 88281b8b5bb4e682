from __future__ import annotations

from datetime import UTC, datetime

import factory

from dasar.pekerjaan.models import Pekerjaan

AT = datetime(2026, 11, 1, tzinfo=UTC)


class PekerjaanFactory(factory.django.DjangoModelFactory):
    """A job that waits for a worker."""

    class Meta:
        model = Pekerjaan

    kind = "uji"
    key = factory.Sequence(str)
    created_at = AT
    sent_at = AT
