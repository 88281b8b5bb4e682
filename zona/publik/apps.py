from django.apps import AppConfig


class PublikConfig(AppConfig):
    name = "zona.publik"
    label = "publik"
    verbose_name = "Keterbukaan"
    default_auto_field = "django.db.models.BigAutoField"
