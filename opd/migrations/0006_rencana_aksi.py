import django.core.validators
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("opd", "0005_dokumen"),
    ]

    operations = [
        migrations.CreateModel(
            name="RencanaAksi",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("begun_at", models.DateTimeField(verbose_name="mulai disusun pada")),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "begun_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rencana_aksi",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "rencana aksi",
                "verbose_name_plural": "rencana aksi",
                "ordering": ["-year", "opd__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opd", "year"),
                        name="opd_rencanaaksi_once_a_year",
                        violation_error_message="Unit ini sudah punya rencana aksi untuk tahun itu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)),
                        name="opd_rencanaaksi_year",
                        violation_error_message="Isi tahun antara 2000 dan 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tindakan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("MP", "Manajemen Perubahan"),
                            ("TT", "Penataan Tatalaksana"),
                            ("SDM", "Penataan Sistem Manajemen SDM"),
                            ("AK", "Penguatan Akuntabilitas Kinerja"),
                            ("PW", "Penguatan Pengawasan"),
                            ("PP", "Peningkatan Kualitas Pelayanan Publik"),
                        ],
                        max_length=3,
                        verbose_name="area perubahan",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="janji")),
                (
                    "target",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="target",
                    ),
                ),
                ("satuan", models.CharField(max_length=40, verbose_name="satuan")),
                ("responsible", models.CharField(max_length=150, verbose_name="penanggung jawab")),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("due_on", models.DateField(verbose_name="tenggat")),
                (
                    "butir",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z](\\.[0-9A-Za-z]{1,4}){1,5}(, [A-Z](\\.[0-9A-Za-z]{1,4}){1,5})*$",
                                "Tulis kode butir seperti pada lembar kerja, misalnya A.I.1.ii.a; beberapa dipisah koma.",
                            )
                        ],
                        verbose_name="butir LKE",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="dibatalkan pada"
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="alasan pembatalan"
                    ),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "rencana",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tindakan",
                        to="opd.rencanaaksi",
                        verbose_name="rencana aksi",
                    ),
                ),
            ],
            options={
                "verbose_name": "tindakan",
                "verbose_name_plural": "tindakan",
                "ordering": ["due_on", "text", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("area__in", ["MP", "TT", "SDM", "AK", "PW", "PP"])),
                        name="opd_tindakan_area_known",
                        violation_error_message="Area perubahan tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__gt", 0)),
                        name="opd_tindakan_target_above_zero",
                        violation_error_message="Target harus lebih dari nol.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("starts_on"))),
                        name="opd_tindakan_due_after_start",
                        violation_error_message="Tenggat tidak boleh sebelum tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancel_reason", ""), ("cancelled_at", None)),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                models.Q(("cancel_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="opd_tindakan_cancelled_has_reason",
                        violation_error_message="Pembatalan disertai alasan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kemajuan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "pihak",
                    models.CharField(
                        choices=[("unit", "Menurut unit"), ("verifikator", "Terverifikasi")],
                        max_length=11,
                        verbose_name="pihak",
                    ),
                ),
                ("on", models.DateField(verbose_name="keadaan pada")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal(0))],
                        verbose_name="tercapai sejak awal",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="keterangan")),
                ("at", models.DateTimeField(verbose_name="dicatat pada")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dokumen",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kemajuan",
                        to="opd.dokumen",
                        verbose_name="dokumen",
                    ),
                ),
                (
                    "tindakan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kemajuan",
                        to="opd.tindakan",
                        verbose_name="tindakan",
                    ),
                ),
            ],
            options={
                "verbose_name": "kemajuan",
                "verbose_name_plural": "kemajuan",
                "ordering": ["-on", "-at", "id"],
                "indexes": [models.Index(fields=["tindakan", "pihak", "on"], name="opd_kemajuan_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pihak__in", ["unit", "verifikator"])),
                        name="opd_kemajuan_pihak_known",
                        violation_error_message="Pihak tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="opd_kemajuan_amount_not_below_zero",
                        violation_error_message="Capaian tidak boleh kurang dari nol.",
                    ),
                ],
            },
        ),
    ]
