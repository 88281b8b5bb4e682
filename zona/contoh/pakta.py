"""The text of the pakta integritas in our own words, and example signatures under it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from dasar.izin import Actor, Peran
from opd.domain.daftar_pindai import sign_by_scan
from opd.domain.naskah import create_naskah, publish_naskah
from opd.enums import Role
from opd.models import NaskahPakta, Opd
from zona.contoh.gambar import draw_list

TITLE = "Pakta Integritas Pegawai"
TEXT = """Dalam rangka membangun Zona Integritas menuju Wilayah Bebas dari Korupsi dan Wilayah Birokrasi Bersih dan Melayani, saya menyatakan:

1. Saya ikut mencegah dan memberantas korupsi, kolusi, dan nepotisme, serta tidak melakukan perbuatan tercela.
2. Saya tidak meminta atau menerima, langsung atau tidak langsung, suap, hadiah, bantuan, atau bentuk lain yang tidak sesuai ketentuan.
3. Saya bekerja jujur, transparan, objektif, dan dapat dipertanggungjawabkan.
4. Saya menghindari benturan kepentingan dalam melaksanakan tugas.
5. Saya memberi contoh dalam menaati peraturan, terutama kepada rekan kerja di lingkungan saya.
6. Saya melaporkan penyimpangan integritas yang saya ketahui dan ikut menjaga kerahasiaan saksi.
7. Bila saya melanggar hal tersebut, saya siap menerima akibatnya menurut peraturan yang berlaku."""
BASIS = "Tujuh butir menurut PermenPANRB 49/2011, dengan kata-kata sendiri"
# In every sixth unit some have not signed yet: late signers may follow.
LATE_EVERY, LATE = 6, 2


def load_text() -> NaskahPakta:
    """Publish the example edition, in force since 2019."""
    naskah = create_naskah(
        actor=None, title=TITLE, text=TEXT, basis=BASIS, valid_from=date(2019, 1, 1), contoh=True
    )
    return publish_naskah(naskah, actor=None)


def load_signatures(naskah: NaskahPakta, declared: list[Opd], *, clerk: Actor) -> None:
    """This year's example signatures of the units that have declared, by scanned lists."""
    today = timezone.localdate()
    signed_on = min(date(today.year, 2, 2), today)
    for number, opd in enumerate(declared):
        staff = list(opd.pegawai.order_by("nip"))
        if number % LATE_EVERY == 0:
            staff = staff[:-LATE]
        operator = Actor(clerk.pengguna, (Peran(Role.OPERATOR, opd.pk, opd.jalur),))
        upload = draw_list(opd.name, [person.name for person in staff])
        sign_by_scan(opd, actor=operator, naskah=naskah, upload=upload, signed_on=signed_on, pegawai=staff)
