"""Keys get scopes. A key that exists keeps what it could read until now; new ones choose."""

from django.db import migrations, models
from django.db.models import Q

READ_UNTIL_NOW = "read:papan read:opd read:pencanangan read:lke"


class Migration(migrations.Migration):
    dependencies = [("akun", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="kunciapi",
            name="scopes",
            field=models.CharField(default=READ_UNTIL_NOW, max_length=300, verbose_name="lingkup"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="kunciapi",
            constraint=models.CheckConstraint(
                condition=~Q(scopes=""),
                name="akun_kunciapi_has_scope",
                violation_error_message="Pilih sedikitnya satu lingkup.",
            ),
        ),
    ]
