"""One's own account: password, devices, keys; nobody else's."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dasar.akun.domain import create_kunci_api, find_by_key, revoke_kunci_api
from dasar.akun.models import KunciApi, Pengguna
from dasar.errors import DomainError
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from tests.factories.akun import PASSWORD, KunciApiFactory, PenggunaFactory

pytestmark = pytest.mark.django_db
NEW = "kuda-hijau-lari-malam"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def siti() -> Pengguna:
    return PenggunaFactory(username="siti", name="Siti Aminah")


def signed_in(pengguna: Pengguna) -> Client:
    client = Client()
    client.force_login(pengguna)
    return client


def change(client: Client, **fields: str) -> object:
    typed = {"current": PASSWORD, "password1": NEW, "password2": NEW} | fields
    return client.post(reverse("akun_kata_sandi"), typed)


def test_first_password_is_changed_before_anything_else() -> None:
    baru = PenggunaFactory(must_change_password=True)
    client = signed_in(baru)
    assert client.get("/")["Location"] == reverse("akun_kata_sandi")
    answer = client.post(reverse("akun_kata_sandi"), {"password1": NEW, "password2": NEW})
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200
    baru.refresh_from_db()
    assert (baru.must_change_password, baru.check_password(NEW)) == (False, True)


def test_changed_password_ends_every_other_session(siti: Pengguna) -> None:
    here, elsewhere = signed_in(siti), signed_in(siti)
    assert change(here).status_code == 302
    assert here.get(reverse("akun_saya")).status_code == 200
    assert elsewhere.get(reverse("akun_saya")).status_code == 302
    assert [row.action for row in Catatan.objects.for_object(siti)] == ["akun.kata_sandi.changed"]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"current": "salah"}, "current"),
        ({"password1": "pendek", "password2": "pendek"}, "password1"),
        ({"password1": "siti-aminah", "password2": "siti-aminah"}, "password1"),
        ({"password1": "password123", "password2": "password123"}, "password1"),
        ({"password1": "31415926535", "password2": "31415926535"}, "password1"),
        ({"password1": PASSWORD, "password2": PASSWORD}, "password1"),
        ({"password2": "lain-sama-sekali"}, "password2"),
    ],
)
def test_weak_wrong_or_mistyped_password_is_told_beside_its_field(
    siti: Pengguna, fields: dict[str, str], at: str
) -> None:
    answer = change(signed_in(siti), **fields)
    assert list(answer.context["form"].errors) == [at]
    assert NEW.encode() not in answer.content
    siti.refresh_from_db()
    assert siti.check_password(PASSWORD)


def test_present_password_is_not_guessed_at_an_open_session(siti: Pengguna) -> None:
    client = signed_in(siti)
    codes = [change(client, current="salah").status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    assert change(client).status_code == 429


def test_sign_out_everywhere_keeps_this_device_only(siti: Pengguna) -> None:
    here, elsewhere = signed_in(siti), signed_in(siti)
    here.post(reverse("akun_keluar_semua"))
    assert here.get(reverse("akun_saya")).status_code == 200
    assert elsewhere.get(reverse("akun_saya")).status_code == 302


def test_profile_changes_title_and_mail_but_not_name(siti: Pengguna) -> None:
    client = signed_in(siti)
    typed = {"version": 1, "title": "Bidan", "email": "siti@contoh.go.id", "name": "Wali Kota", "nip": "1"}
    client.post(reverse("akun_profil"), typed)
    siti.refresh_from_db()
    assert (siti.name, siti.nip, siti.title, siti.email) == ("Siti Aminah", "", "Bidan", "siti@contoh.go.id")
    wrong = client.post(reverse("akun_profil"), {"version": 2, "email": "bukan surel"})
    assert list(wrong.context["form"].errors) == ["email"]


def test_key_is_shown_once_and_opens_until_revoked(siti: Pengguna) -> None:
    client, page = signed_in(siti), reverse("akun_kunci_api")
    answer = client.post(page, {"name": "Dasbor", "days": 30, "scopes": ["read:papan"]})
    key = answer.context["rahasia"]
    row = KunciApi.objects.get()
    assert key.encode() in answer.content
    assert key.encode() not in client.get(page).content
    assert key not in str(list(KunciApi.objects.values())) + str(list(Catatan.objects.values()))
    assert find_by_key(key, at=timezone.now()) == row
    client.post(reverse("akun_kunci_api_cabut", args=[row.pk]))
    assert find_by_key(key, at=timezone.now()) is None
    assert [line.action for line in Catatan.objects.for_object(row).order_by("seq")] == [
        "akun.kunci_api.created",
        "akun.kunci_api.revoked",
    ]


def test_key_of_another_is_neither_seen_nor_revoked(siti: Pengguna) -> None:
    foreign = KunciApiFactory(name="Kunci Rahasia")
    client = signed_in(siti)
    assert b"Kunci Rahasia" not in client.get(reverse("akun_kunci_api")).content
    assert client.post(reverse("akun_kunci_api_cabut", args=[foreign.pk])).status_code == 404
    with pytest.raises(DomainError):
        revoke_kunci_api(foreign, actor=Actor(siti))
    foreign.refresh_from_db()
    assert foreign.revoked_at is None


def test_revoking_twice_leaves_one_line(siti: Pengguna) -> None:
    row, _ = create_kunci_api(actor=Actor(siti), name="Dasbor", days=30, scopes=["read:papan"])
    revoke_kunci_api(row, actor=Actor(siti))
    revoke_kunci_api(row, actor=Actor(siti))
    assert Catatan.objects.for_object(row).filter(action="akun.kunci_api.revoked").count() == 1


@pytest.mark.parametrize(("name", "days"), [("", 30), ("Dasbor", 0), ("Dasbor", 366)])
def test_key_without_name_or_end_is_refused(siti: Pengguna, name: str, days: int) -> None:
    with pytest.raises(DomainError):
        create_kunci_api(actor=Actor(siti), name=name, days=days, scopes=["read:papan"])
    assert not KunciApi.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_keys_cost_the_same_at_any_number(
    siti: Pengguna, rows: int, django_assert_num_queries: object
) -> None:
    KunciApiFactory.create_batch(rows, pengguna=siti)
    client = signed_in(siti)
    with django_assert_num_queries(3):  # session, person with roles, keys
        client.get(reverse("akun_kunci_api"))
