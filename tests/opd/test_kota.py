"""The city's own data and targets."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from dasar.errors import Conflict, DomainError, PermissionRefused
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.kota import create_kota, current_kota, set_target, update_kota, update_target
from opd.enums import Role
from opd.models import Kota, TargetPencanangan
from tests.factories.opd import KotaFactory, OpdFactory, TargetFactory, make_actor

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Kota Pekalongan",
    "government": "Pemerintah Kota Pekalongan",
    "province": "Jawa Tengah",
    "area_code": "33.75",
}


@pytest.fixture
def koordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.pengguna)
    return client


def test_city_is_set_up_once(koordinator: Actor) -> None:
    kota = create_kota(actor=koordinator, **FACTS)
    with pytest.raises(DomainError):
        create_kota(actor=koordinator, **FACTS)
    assert current_kota() == kota
    assert [row.action for row in Catatan.objects.for_object(kota)] == ["opd.kota.created"]


def test_city_and_targets_are_not_changed_by_others() -> None:
    kota, target = KotaFactory(), TargetFactory()
    for actor in (make_actor(Role.OPERATOR, OpdFactory()), make_actor(Role.PIMPINAN)):
        for attempt in (
            lambda actor=actor: create_kota(actor=actor, **FACTS),
            lambda actor=actor: update_kota(kota, version=1, actor=actor, name="X"),
            lambda actor=actor: set_target(actor=actor, year=2021, due_on=date(2021, 12, 31)),
            lambda actor=actor: update_target(target, version=1, actor=actor, units=1),
        ):
            with pytest.raises(PermissionRefused):
                attempt()
    assert (Kota.objects.get().name, TargetPencanangan.objects.get().units) == ("Kota Pekalongan", None)


def test_second_editor_is_told_both_texts(koordinator: Actor) -> None:
    kota, target = KotaFactory(), TargetFactory()
    update_kota(kota, version=1, actor=koordinator, province="Jateng")
    update_target(target, version=1, actor=koordinator, units=31)
    with pytest.raises(Conflict):
        update_kota(kota, version=1, actor=koordinator, province="Jawa T.")
    with pytest.raises(Conflict):
        update_target(target, version=1, actor=koordinator, units=30)


def test_a_year_has_one_target_with_its_day_inside(koordinator: Actor) -> None:
    set_target(actor=koordinator, year=2020, due_on=date(2020, 12, 31))
    for year, day in ((2020, date(2020, 6, 30)), (2021, date(2022, 1, 1))):
        with pytest.raises(DomainError):
            set_target(actor=koordinator, year=year, due_on=day)
    assert TargetPencanangan.objects.count() == 1


def test_pages_set_up_the_city_and_its_target(koordinator: Actor) -> None:
    client = client_of(koordinator)
    page = reverse("opd:kota_edit")
    wrong = client.post(page, FACTS | {"area_code": "3375", "website": "javascript:1"})
    assert sorted(wrong.context["form"].errors) == ["area_code", "website"]
    coloured = client.post(page, FACTS | {"accent": "coklat"})
    assert coloured.context["form"].errors == {"accent": ["Tulis seperti #8a5a19."]}
    assert b"Kota Pekalongan" in wrong.content
    assert (
        client.post(page, FACTS | {"accent": "#8A5A19", "website": "pekalongankota.go.id"}).status_code == 302
    )
    assert Kota.objects.values_list("accent", "website").get() == ("#8a5a19", "https://pekalongankota.go.id")
    client.post(reverse("opd:target_set"), {"year": 2020, "due_on": "2020-12-31"})
    target = TargetPencanangan.objects.get()
    client.post(
        reverse("opd:target_edit", args=[target.pk]), {"version": 1, "due_on": "2020-12-01", "units": 31}
    )
    target.refresh_from_db()
    assert (target.year, target.due_on, target.units) == (2020, date(2020, 12, 1), 31)
    told = client.get(reverse("opd:kota_detail")).content.decode()
    assert "Target diubah" in told


def test_coat_of_arms_is_a_picture_and_nothing_else(koordinator: Actor) -> None:
    KotaFactory()
    client, page = client_of(koordinator), reverse("opd:kota_edit")
    picture = io.BytesIO()
    Image.new("RGB", (40, 50), "navy").save(picture, "PNG")
    svg = SimpleUploadedFile("lambang.svg", b"<svg onload='x()'/>")
    refused = client.post(page, FACTS | {"version": 1, "lambang_baru": svg})
    assert list(refused.context["form"].errors) == ["lambang_baru"]
    png = SimpleUploadedFile("lambang.png", picture.getvalue())
    assert client.post(page, FACTS | {"version": 1, "lambang_baru": png}).status_code == 302
    assert Kota.objects.get().lambang.media_type == "image/png"
    assert client.post(page, FACTS | {"version": 2, "province": "Jateng"}).status_code == 302
    assert Kota.objects.get().lambang is not None


def test_city_leader_reads_but_is_shown_why_not_to_change() -> None:
    KotaFactory()
    page = client_of(make_actor(Role.PIMPINAN)).get(reverse("opd:kota_detail")).content.decode()
    assert "Daftar OPD dikelola oleh koordinator atau administrator." in page
