"""Addresses of the week and the calendar in the API's first edition."""

from django.urls import path

from zona.dasbor.api import views

urlpatterns = [
    path("menunggu/", views.MenungguView.as_view(), name="menunggu"),
    path("jadwal/", views.JadwalView.as_view(), name="jadwal"),
]
