from django.apps import AppConfig


class DasborConfig(AppConfig):
    name = "zona.dasbor"
    label = "dasbor"
    verbose_name = "Papan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zona.dasbor import jobs  # noqa: F401  # registers the kind of background job
