from django.apps import AppConfig


class AkunConfig(AppConfig):
    name = "dasar.akun"
    label = "akun"
    verbose_name = "Akun"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dasar.akun import faktor  # reads models, which are there only now

        faktor.connect()
