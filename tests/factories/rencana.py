"""Plans, actions and their progress."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from opd.enums import AreaPerubahan, Pihak
from opd.models import Kemajuan, RencanaAksi, Tindakan
from tests.factories.opd import OpdFactory


class RencanaAksiFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RencanaAksi

    opd = factory.SubFactory(OpdFactory)
    year = 2026
    begun_at = datetime(2026, 1, 5, tzinfo=UTC)


class TindakanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tindakan

    rencana = factory.SubFactory(RencanaAksiFactory)
    area = AreaPerubahan.MP
    text = factory.Sequence(lambda n: f"Rapat monev {n}")
    target = Decimal(12)
    satuan = "kali"
    responsible = "Sekretaris"
    starts_on = date(2026, 1, 1)
    due_on = date(2026, 12, 31)


class KemajuanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kemajuan

    tindakan = factory.SubFactory(TindakanFactory)
    pihak = Pihak.UNIT
    on = date(2026, 2, 1)
    amount = Decimal(3)
    at = factory.Sequence(lambda n: datetime(2026, 2, 2, 0, 0, n % 60, tzinfo=UTC))
