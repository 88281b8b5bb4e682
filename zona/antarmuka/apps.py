from django.apps import AppConfig


class AntarmukaConfig(AppConfig):
    name = "zona.antarmuka"
    verbose_name = "Antarmuka"

    def ready(self) -> None:
        from zona.antarmuka.pesan_isian import speak_plainly

        speak_plainly()
