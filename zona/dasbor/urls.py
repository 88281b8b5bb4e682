"""Addresses of the boards."""

from django.urls import path

from zona.dasbor.views import kalender, papan, pekan, pencanangan, rapat, riwayat

app_name = "dasbor"

urlpatterns = [
    path("", papan.papan, name="papan"),
    path("langkah/<slug:step>/", papan.langkah, name="langkah"),
    path("pencanangan/", pencanangan.pencanangan, name="pencanangan"),
    path("dinding/", pencanangan.dinding, name="dinding"),
    path("riwayat/", riwayat.riwayat, name="riwayat"),
    path("riwayat/<uuid:pk>/", riwayat.riwayat_unit, name="riwayat_unit"),
    path("bandingkan/", riwayat.bandingkan, name="bandingkan"),
    path("pekan/", pekan.pekan, name="pekan"),
    path("pekan/ingatkan/<uuid:pk>/", pekan.ingatkan, name="ingatkan"),
    path("kalender/", kalender.kalender, name="kalender"),
    path("kalender/alamat/", kalender.alamat, name="alamat_kalender"),
    path("kalender/<str:token>.ics", kalender.umpan, name="umpan"),
    path("rapat/", rapat.rapat, name="rapat"),
    path("unit/", pencanangan.unit, name="unit"),
]
