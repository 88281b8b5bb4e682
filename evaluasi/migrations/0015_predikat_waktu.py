"""When the portal learnt of a predicate and of its revocation; for those already recorded the journal tells."""

from typing import Any

import django.utils.timezone
from django.db import migrations, models

MOMENTS = {"evaluasi.predikat.recorded": "recorded_at", "evaluasi.predikat.revoked": "revoked_at"}


def read_journal(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("jurnal", "Catatan").objects.filter(action__in=MOMENTS).order_by("at")
    predikat = apps.get_model("evaluasi", "Predikat").objects
    for action, key, at in rows.values_list("action", "object_id", "at"):
        predikat.filter(pk=key).update(**{MOMENTS[action]: at})


class Migration(migrations.Migration):
    dependencies = [
        ("evaluasi", "0014_kiriman_buku"),
        ("jurnal", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="predikat",
            name="recorded_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="dicatat pada"
            ),
        ),
        migrations.AddField(
            model_name="predikat",
            name="revoked_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="pencabutan dicatat pada"),
        ),
        migrations.RunPython(read_journal, migrations.RunPython.noop),
    ]
