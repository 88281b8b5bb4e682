from django.db import models

from dasar.jurnal.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class Segel(AppendOnlyModel):
    """The heads of all streams on one day, to be kept outside the server (mail, print, other offices).

    `content` is canonical JSON and its SHA-256 is that of the published file, so `sha256sum` is enough to
    compare. Who holds an old Segel can show any later rewriting of the journal, even by a database owner.
    """

    date = models.DateField("tanggal", unique=True)
    made_at = models.DateTimeField("dibuat pada")
    content = models.TextField("isi")
    sha256 = models.CharField("sidik", max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "segel jurnal"
        verbose_name_plural = "segel jurnal"
        ordering = ("date",)

    def __str__(self) -> str:
        return f"Segel {self.date.isoformat()}"
