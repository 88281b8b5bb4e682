from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "zona.laporan"
    label = "laporan"
    verbose_name = "Dokumen terbitan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zona.laporan import jobs  # noqa: F401  # registers the kinds of background job
