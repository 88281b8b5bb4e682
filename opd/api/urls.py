"""Addresses of the API's first edition. A change that breaks a reader becomes a second edition."""

from django.urls import path

from opd.api import rencana, views

urlpatterns = [
    path("papan/", views.PapanView.as_view(), name="papan"),
    path("opd/", views.UnitListView.as_view(), name="opd_list"),
    path("opd/<uuid:pk>/", views.UnitDetailView.as_view(), name="opd_detail"),
    path("pencanangan/", views.PencananganListView.as_view(), name="pencanangan_list"),
    path("pencanangan/<uuid:pk>/", views.PencananganDetailView.as_view(), name="pencanangan_detail"),
    path("cakupan/", views.CakupanView.as_view(), name="cakupan"),
    path("rencana-aksi/", rencana.RencanaListView.as_view(), name="rencana_list"),
    path("tindakan/", rencana.TindakanListView.as_view(), name="tindakan_list"),
    path("saya/", views.SayaView.as_view(), name="saya"),
]
