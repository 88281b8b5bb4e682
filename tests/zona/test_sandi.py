from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.test import override_settings

HASHERS = ["zona.sandi.HematArgon2PasswordHasher"]


@override_settings(PASSWORD_HASHERS=HASHERS)
def test_password_is_argon2id_with_19_mib_two_passes_one_lane() -> None:
    hashed = make_password("Kota Batik 1906")

    assert hashed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("Kota Batik 1906", hashed)
    assert not check_password("kota batik 1906", hashed)


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher", *HASHERS])
def test_heavier_hash_is_renewed_at_sign_in() -> None:
    heavy = make_password("Kota Batik 1906")

    with override_settings(PASSWORD_HASHERS=HASHERS):
        assert get_hasher().must_update(heavy)
