from django.apps import AppConfig


class JurnalConfig(AppConfig):
    name = "dasar.jurnal"
    label = "jurnal"
    verbose_name = "Jurnal"
