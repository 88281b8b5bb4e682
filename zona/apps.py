from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ZonaConfig(AppConfig):
    name = "zona"
    verbose_name = "Zona"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dasar.pencarian import install_fold
        from zona import checks  # noqa: F401  # registers the system checks

        connection_created.connect(install_fold, dispatch_uid="zona.pencarian")
