"""The address of the search."""

from django.urls import path

from zona.cari import views

app_name = "cari"

urlpatterns = [path("", views.cari, name="cari")]
