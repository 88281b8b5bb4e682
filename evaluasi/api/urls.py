"""Addresses of worksheets in the API's first edition."""

from django.urls import path

from evaluasi.api import laporan, papan, riwayat, views

urlpatterns = [
    path("papan-tahun/", papan.PapanTahunView.as_view(), name="papan_tahun"),
    path("gerbang/", papan.GerbangView.as_view(), name="gerbang"),
    path("riwayat/", riwayat.RiwayatView.as_view(), name="riwayat"),
    path("profil/", riwayat.ProfilView.as_view(), name="profil"),
    path("lhe/", laporan.LheListView.as_view(), name="lhe_list"),
    path("usulan/", laporan.UsulanListView.as_view(), name="usulan_list"),
    path("lembar-kerja/", views.LembarListView.as_view(), name="lembar_list"),
    path("lembar-kerja/<uuid:pk>/", views.LembarDetailView.as_view(), name="lembar_detail"),
]
