"""Addresses of the commitments: texts, signatures, links, lists, coverage."""

from __future__ import annotations

from django.urls import URLPattern, path

from opd.views import daftar_pindai, komitmen, naskah, pakta_saya, tanda_tangan, tautan_tanda

UNIT = "komitmen/<uuid:pk>/"
EDITION = "pakta/naskah/<uuid:pk>/"
SIGNATURE = "pakta/tanda-tangan/<uuid:pk>/"

pakta: list[URLPattern] = [
    path("komitmen/", komitmen.komitmen_list, name="komitmen_list"),
    path(UNIT, komitmen.komitmen, name="komitmen"),
    path(UNIT + "tautan/", tautan_tanda.tautan_create, name="tautan_create"),
    path(UNIT + "pindai/", daftar_pindai.daftar_pindai_create, name="daftar_pindai_create"),
    path("pakta/saya/", pakta_saya.pakta_saya, name="pakta_saya"),
    path("pakta/saya/<uuid:pk>/", pakta_saya.pakta_sign, name="pakta_sign"),
    path("pakta/naskah/", naskah.naskah_list, name="naskah_list"),
    path("pakta/naskah/baru/", naskah.naskah_create, name="naskah_create"),
    path(EDITION, naskah.naskah_detail, name="naskah_detail"),
    path(EDITION + "ubah/", naskah.naskah_edit, name="naskah_edit"),
    path(EDITION + "terbitkan/", naskah.naskah_publish, name="naskah_publish"),
    path(EDITION + "beda/<uuid:other_id>/", naskah.naskah_compare, name="naskah_compare"),
    path(SIGNATURE, tanda_tangan.tanda_tangan_detail, name="tanda_tangan_detail"),
    path(SIGNATURE + "tanda-terima/", tanda_tangan.tanda_tangan_receipt, name="tanda_tangan_receipt"),
    path(SIGNATURE + "goresan/", tanda_tangan.tanda_tangan_mark, name="tanda_tangan_mark"),
    path(SIGNATURE + "tarik/", tanda_tangan.tanda_tangan_withdraw, name="tanda_tangan_withdraw"),
    path("pakta/tautan/<uuid:pk>/cabut/", tautan_tanda.tautan_revoke, name="tautan_revoke"),
    path("pakta/daftar/<uuid:pk>/", daftar_pindai.daftar_pindai_detail, name="daftar_pindai_detail"),
    path("pakta/daftar/<uuid:pk>/berkas/", daftar_pindai.daftar_pindai_file, name="daftar_pindai_file"),
    path("tanda/", tautan_tanda.tautan_sign, name="tautan_sign"),
    path(
        "verifikasi/tanda-tangan/<uuid:pk>/",
        tanda_tangan.verifikasi_tanda_tangan,
        name="verifikasi_tanda_tangan",
    ),
]
