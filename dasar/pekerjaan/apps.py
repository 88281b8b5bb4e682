from django.apps import AppConfig


class PekerjaanConfig(AppConfig):
    name = "dasar.pekerjaan"
    label = "pekerjaan"
    verbose_name = "Pekerjaan latar"

    def ready(self) -> None:
        """Every process that asks for a job knows the task that carries it out."""
        from dasar.pekerjaan import tasks  # noqa: F401
