"""Addresses of the connection to PortalRB: the city's pages, the evidence for outsiders, the ministry's base."""

from django.urls import URLPattern, path, re_path

from evaluasi.views import bukti_luar, portalrb, portalrb_akses, portalrb_api

LEMBAR = "lembar-kerja/<uuid:pk>/"
FROZEN = "portalrb/unit/<uuid:pk>/"
MASTER = "portalrb/master/<uuid:pk>/"
portalrb_urls: list[URLPattern] = [
    path("portalrb/", portalrb.portalrb_home, name="portalrb"),
    path("portalrb/catatan/", portalrb.portalrb_log, name="portalrb_log"),
    path(FROZEN, portalrb.portalrb_unit, name="portalrb_unit"),
    path(FROZEN + "tautan/ganti/", portalrb.portalrb_links_renew, name="portalrb_links_renew"),
    path(FROZEN + "tautan/cabut/", portalrb.portalrb_links_revoke, name="portalrb_links_revoke"),
    path("portalrb/latihan/", portalrb.portalrb_rehearse, name="portalrb_rehearse"),
    path("portalrb/latihan/<uuid:pk>/", portalrb.portalrb_rehearsal, name="portalrb_rehearsal"),
    path("portalrb/master/", portalrb_akses.master_list, name="master_list"),
    path(MASTER, portalrb_akses.master_detail, name="master_detail"),
    path(MASTER + "pastikan/", portalrb_akses.master_confirm, name="master_confirm"),
    path(MASTER + "soal/<int:soal_id>/", portalrb_akses.master_place, name="master_place"),
    path("portalrb/token/", portalrb_akses.token_list, name="token_list"),
    path("portalrb/token/<uuid:pk>/ganti/", portalrb_akses.token_rotate, name="token_rotate"),
    path("portalrb/token/<uuid:pk>/cabut/", portalrb_akses.token_revoke, name="token_revoke"),
    path(LEMBAR + "paket/", portalrb.lembar_bundle, name="lembar_bundle"),
    path("bukti/", bukti_luar.bukti_luar, name="bukti_luar"),
    path("bukti/<int:nomor>/", bukti_luar.bukti_luar_berkas, name="bukti_luar_berkas"),
    re_path(r"^api/portalrb(?:/(?P<jalur>[\s\S]*))?$", portalrb_api.portalrb, name="portalrb_api"),
]
