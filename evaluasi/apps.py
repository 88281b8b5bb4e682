"""App configuration."""

from django.apps import AppConfig


class EvaluasiConfig(AppConfig):
    """How Zona Integritas is judged."""

    name = "evaluasi"
    verbose_name = "Evaluasi"

    def ready(self) -> None:
        from dasar.izin import allow_log_on_read
        from evaluasi import jobs as _review_jobs  # noqa: F401  # registers the kinds of background job
        from evaluasi.domain import kiriman_jobs as _book_jobs  # noqa: F401  # those of many workbooks
        from evaluasi.domain.portalrb import jobs  # noqa: F401  # and those of PortalRB
        from evaluasi.models import Pengambilan

        allow_log_on_read(Pengambilan._meta.db_table)
