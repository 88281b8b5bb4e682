"""Signing in and out, the second factor, and one's own account."""

from allauth.account import views as allauth_views
from django.urls import include, path

from dasar.akun.views import saya

urlpatterns = [
    path("masuk/", allauth_views.login, name="account_login"),
    path("keluar/", allauth_views.logout, name="account_logout"),
    path("nonaktif/", allauth_views.account_inactive, name="account_inactive"),
    path("daftar/", allauth_views.signup, name="account_signup"),
    path("pastikan/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("dua-langkah/", include("allauth.mfa.urls")),
    path("saya/", saya.akun_saya, name="akun_saya"),
    path("saya/ubah/", saya.akun_profil, name="akun_profil"),
    path("kata-sandi/", saya.akun_kata_sandi, name="akun_kata_sandi"),
    path("keluar-semua/", saya.akun_keluar_semua, name="akun_keluar_semua"),
    path("kunci-api/", saya.akun_kunci_api, name="akun_kunci_api"),
    path("kunci-api/<uuid:pk>/cabut/", saya.akun_kunci_api_cabut, name="akun_kunci_api_cabut"),
]
