"""Addresses of worksheets in the API's first edition."""

from django.urls import path

from evaluasi.api import papan, views

urlpatterns = [
    path("papan-tahun/", papan.PapanTahunView.as_view(), name="papan_tahun"),
    path("gerbang/", papan.GerbangView.as_view(), name="gerbang"),
    path("lembar-kerja/", views.LembarListView.as_view(), name="lembar_list"),
    path("lembar-kerja/<uuid:pk>/", views.LembarDetailView.as_view(), name="lembar_detail"),
]
