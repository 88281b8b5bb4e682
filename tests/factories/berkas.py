from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone

from dasar.berkas.enums import Kind
from dasar.berkas.models import Unggahan
from tests.factories.akun import PenggunaFactory


class UnggahanFactory(factory.django.DjangoModelFactory):
    """An upload that has just begun."""

    class Meta:
        model = Unggahan

    owner = factory.SubFactory(PenggunaFactory)
    name = "foto.jpg"
    size = 1000
    kinds = factory.LazyFunction(lambda: [Kind.GAMBAR])
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=24))
