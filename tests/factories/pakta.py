from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from dasar.berkas.models import Berkas
from opd.domain.keutuhan import compute_evidence_hash
from opd.domain.naskah import hash_text
from opd.enums import CaraTanda
from opd.models import DaftarPindai, NaskahPakta, TandaTangan, TautanTanda
from tests.factories.akun import PenggunaFactory
from tests.factories.opd import LONG_AGO, PegawaiFactory

TEXT = "Saya berjanji:\n1. tidak melakukan korupsi;\n2. jujur, terbuka, dan akuntabel."


class NaskahPaktaFactory(factory.django.DjangoModelFactory):
    """A published edition in force."""

    class Meta:
        model = NaskahPakta

    number = factory.Sequence(lambda n: n + 100)
    title = "Pakta Integritas"
    text = TEXT
    text_hash = factory.LazyAttribute(lambda o: hash_text(o.text))
    valid_from = LONG_AGO
    published_at = datetime(2015, 1, 1, tzinfo=UTC)


class BerkasFactory(factory.django.DjangoModelFactory):
    """A row without bytes, for what is only pointed to."""

    class Meta:
        model = Berkas

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 1
    media_type = "application/pdf"


class TandaTanganFactory(factory.django.DjangoModelFactory):
    """An intact signature by personal link, with the name typed."""

    class Meta:
        model = TandaTangan

    pegawai = factory.SubFactory(PegawaiFactory)
    opd = factory.SelfAttribute("pegawai.opd")
    naskah = factory.SubFactory(NaskahPaktaFactory)
    signed_at = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
    year = factory.LazyAttribute(lambda o: o.signed_at.year)
    way = CaraTanda.TAUTAN
    name = factory.SelfAttribute("pegawai.name")
    nip = factory.SelfAttribute("pegawai.nip")
    title = factory.SelfAttribute("pegawai.title")
    opd_name = factory.SelfAttribute("opd.name")
    typed_name = factory.SelfAttribute("name")
    text_hash = factory.SelfAttribute("naskah.text_hash")
    evidence_hash = "0" * 64

    @classmethod
    def _create(cls, model_class: type[TandaTangan], *args: object, **values: object) -> TandaTangan:
        row = model_class(*args, **values)
        row.evidence_hash = compute_evidence_hash(row)
        row.save()
        return row


class DaftarPindaiFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DaftarPindai

    opd = factory.SubFactory("tests.factories.opd.OpdFactory")
    naskah = factory.SubFactory(NaskahPaktaFactory)
    filename = "daftar.pdf"
    berkas = factory.SubFactory(BerkasFactory)
    signed_on = date(2026, 2, 3)
    uploaded_at = datetime(2026, 2, 4, tzinfo=UTC)
    uploaded_by = factory.SubFactory(PenggunaFactory)


class TautanTandaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TautanTanda

    pegawai = factory.SubFactory(PegawaiFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    created_at = datetime(2026, 2, 1, tzinfo=UTC)
    created_by = factory.SubFactory(PenggunaFactory)
    expires_at = datetime(2026, 2, 15, tzinfo=UTC)
