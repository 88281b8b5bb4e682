"""Addresses of the open data."""

from django.urls import path

from zona.publik.api.views import HIMPUNAN, KamusView, KatalogView

app_name = "terbuka"

urlpatterns = [
    path("", KatalogView.as_view(), name="katalog"),
    path("kamus/", KamusView.as_view(), name="kamus"),
    *(path(f"{name}/", view.as_view(), name=name) for name, (view, *_) in HIMPUNAN.items()),
]
