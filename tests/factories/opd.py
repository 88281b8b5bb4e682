from __future__ import annotations

import zlib
from datetime import date
from io import BytesIO

import factory
from django.utils import timezone
from PIL import Image

from dasar.berkas.domain import store_bytes
from dasar.izin import Actor
from opd.domain.keanggotaan import actor_for
from opd.domain.opd import make_jalur
from opd.enums import LampiranKind, OpdKind, PencananganKind, Role
from opd.models import (
    Keanggotaan,
    Kepala,
    Kota,
    Lampiran,
    Opd,
    Pegawai,
    Pencanangan,
    Peserta,
    Saksi,
    TargetPencanangan,
)
from tests.factories.akun import PenggunaFactory

LONG_AGO = date(2015, 1, 1)


class OpdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opd

    code = factory.Sequence(lambda n: f"OPD-{n:03}")
    name = factory.Sequence(lambda n: f"Dinas Uji {n}")
    short_name = factory.LazyAttribute(lambda o: o.name)
    kind = OpdKind.DINAS
    active_from = LONG_AGO
    counts_for_target = True
    jalur = factory.LazyAttribute(lambda o: make_jalur(o.id, o.parent))
    id = factory.Faker("uuid4", cast_to=None)
    parent = None


class KepalaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kepala

    opd = factory.SubFactory(OpdFactory)
    name = factory.Sequence(lambda n: f"Kepala {n}")
    title = "Kepala Dinas"
    active_from = LONG_AGO


class KeanggotaanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Keanggotaan

    pengguna = factory.SubFactory(PenggunaFactory)
    opd = factory.SubFactory(OpdFactory)
    role = Role.OPERATOR
    active_from = LONG_AGO


class PegawaiFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pegawai

    opd = factory.SubFactory(OpdFactory)
    name = factory.Sequence(lambda n: f"Pegawai {n}")
    nip = factory.Sequence(lambda n: f"{198001012005010000 + n}")
    title = "Pelaksana"
    active_from = LONG_AGO


class KotaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kota

    name = "Kota Pekalongan"
    government = "Pemerintah Kota Pekalongan"
    province = "Jawa Tengah"
    area_code = "33.75"


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TargetPencanangan

    year = 2020
    due_on = date(2020, 12, 31)


class PencananganFactory(factory.django.DjangoModelFactory):
    """A draft with everything that submitting asks for except an attachment or link."""

    class Meta:
        model = Pencanangan

    organiser = factory.SubFactory(OpdFactory)
    kind = PencananganKind.SENDIRI
    date = date(2020, 7, 20)
    place = "Halaman kantor"
    occasion = "Apel pagi"
    leader_name = "Wakil Wali Kota"


class PesertaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Peserta

    pencanangan = factory.SubFactory(PencananganFactory)
    opd = factory.SelfAttribute("pencanangan.organiser")
    signer_name = "Kepala Dinas"


class SaksiFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Saksi

    pencanangan = factory.SubFactory(PencananganFactory)
    institution = "Kejaksaan Negeri"


def picture(text: str = "Foto", size: tuple[int, int] = (640, 480)) -> bytes:
    """A small PNG; another text is another picture."""
    out = BytesIO()
    Image.new("RGB", size, f"#{zlib.crc32(text.encode()) & 0xFFFFFF:06x}").save(out, "PNG")
    return out.getvalue()


class LampiranFactory(factory.django.DjangoModelFactory):
    """A photo whose bytes are really there."""

    class Meta:
        model = Lampiran

    pencanangan = factory.SubFactory(PencananganFactory)
    kind = LampiranKind.FOTO
    filename = factory.Sequence(lambda n: f"foto{n}.png")
    berkas = factory.LazyAttribute(
        lambda o: store_bytes(data=picture(o.filename), name_hint=o.filename, media_type="image/png")
    )
    thumbnail = factory.LazyAttribute(lambda o: o.berkas)
    uploaded_at = factory.LazyFunction(timezone.now)
    uploaded_by = factory.SubFactory(PenggunaFactory)


def make_actor(role: str, opd: Opd | None = None, **person: object) -> Actor:
    """An account with one role, as the acting person."""
    pengguna = PenggunaFactory(**person)
    KeanggotaanFactory(pengguna=pengguna, opd=opd, role=role)
    return actor_for(pengguna)
