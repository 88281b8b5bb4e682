"""Addresses for citizens."""

from django.urls import path

from zona.publik.views import data, janji, keterbukaan, unit

app_name = "publik"

urlpatterns = [
    path("", janji.publik, name="janji"),
    path("unit/<uuid:pk>/", unit.unit, name="unit"),
    path("data/", data.data, name="data"),
    path("keterbukaan/", keterbukaan.keterbukaan, name="keterbukaan"),
    path("keterbukaan/umum/", keterbukaan.umum, name="keterbukaan_umum"),
    path("keterbukaan/<uuid:pk>/", keterbukaan.periode, name="keterbukaan_periode"),
]
