from datetime import date, datetime

from django.urls import path, register_converter

from zona.jejak import views


class IsoDay:
    """A day in an address: 2026-11-22."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(IsoDay, "hari")

app_name = "jejak"
urlpatterns = [
    path("jurnal/", views.jurnal, name="jurnal"),
    path("verifikasi/segel/", views.segel_list, name="segel"),
    path("verifikasi/segel/<hari:day>.json", views.segel_file, name="segel_berkas"),
]
