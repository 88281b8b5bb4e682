from __future__ import annotations

from datetime import UTC, datetime, timedelta

import factory

from dasar.akun.models import KunciApi, Pengguna

PASSWORD = "sandi-uji-2026"


class PenggunaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pengguna
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"pengguna{n}")
    name = factory.Sequence(lambda n: f"Pengguna {n}")
    must_change_password = False
    password = factory.django.Password(PASSWORD)


class KunciApiFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = KunciApi

    pengguna = factory.SubFactory(PenggunaFactory)
    name = "Dasbor Diskominfo"
    scopes = "read:papan"
    prefix = factory.Sequence(lambda n: f"zona_{n:07}")
    key_hash = factory.Sequence(lambda n: f"{n:064x}")
    created_at = factory.LazyFunction(lambda: datetime.now(UTC))
    expires_at = factory.LazyAttribute(lambda o: o.created_at + timedelta(days=90))
