from django.apps import AppConfig


class BerkasConfig(AppConfig):
    name = "dasar.berkas"
    label = "berkas"
    verbose_name = "Berkas"
