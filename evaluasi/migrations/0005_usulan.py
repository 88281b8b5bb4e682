import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("berkas", "0001_initial"),
        ("evaluasi", "0004_tim_reviu"),
    ]

    operations = [
        migrations.CreateModel(
            name="Usulan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Disusun"), ("approved", "Disahkan"), ("withdrawn", "Ditarik")],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("nomor", models.CharField(blank=True, max_length=80, verbose_name="nomor surat")),
                ("tanggal", models.DateField(blank=True, null=True, verbose_name="tanggal surat")),
                (
                    "tujuan",
                    models.CharField(
                        default="Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
                        max_length=200,
                        verbose_name="kepada",
                    ),
                ),
                (
                    "signer_name",
                    models.CharField(blank=True, max_length=120, verbose_name="nama penandatangan"),
                ),
                (
                    "signer_title",
                    models.CharField(
                        default="Wali Kota", max_length=120, verbose_name="jabatan penandatangan"
                    ),
                ),
                (
                    "kuota",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Jumlah unit.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="kuota",
                    ),
                ),
                ("kuota_dasar", models.CharField(blank=True, max_length=200, verbose_name="dasar kuota")),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="disahkan pada"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ditarik pada"),
                ),
                (
                    "withdraw_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=1000, verbose_name="alasan penarikan"
                    ),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disahkan oleh",
                    ),
                ),
                (
                    "periode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usulan",
                        to="evaluasi.periode",
                        verbose_name="periode",
                    ),
                ),
                (
                    "surat",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usulan",
                        to="berkas.berkas",
                        verbose_name="surat bertanda tangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "usulan",
                "verbose_name_plural": "usulan",
                "ordering": ["-periode__year", "-approved_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("periode",),
                        name="evaluasi_usulan_one_live",
                        violation_error_message="Periode ini sudah punya usulan. Buka usulan itu, atau tarik dahulu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "approved", "withdrawn"])),
                        name="evaluasi_usulan_state_known",
                        violation_error_message="Status usulan tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at", None),
                                ("approved_by", None),
                                ("state", "draft"),
                                ("surat", None),
                            ),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                models.Q(("nomor", ""), _negated=True),
                                ("surat__isnull", False),
                                ("tanggal__isnull", False),
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evaluasi_usulan_approved_is_whole",
                        violation_error_message="Usulan yang disahkan punya nomor, tanggal, dan surat bertanda tangan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdraw_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdraw_reason", ""),
                                ("withdrawn_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="evaluasi_usulan_withdrawn_has_reason",
                        violation_error_message="Penarikan disertai waktu dan alasan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kuota", None), ("kuota_dasar", "")),
                            models.Q(
                                ("kuota__gte", 1),
                                ("kuota__isnull", False),
                                models.Q(("kuota_dasar", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evaluasi_usulan_kuota_has_basis",
                        violation_error_message="Kuota ditulis bersama dasarnya (surat atau keputusan).",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsulanUnit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "predikat",
                    models.CharField(
                        choices=[
                            ("WBK", "Wilayah Bebas dari Korupsi"),
                            ("WBBM", "Wilayah Birokrasi Bersih dan Melayani"),
                        ],
                        max_length=4,
                        verbose_name="predikat",
                    ),
                ),
                (
                    "kategori",
                    models.CharField(
                        choices=[("WBK", "WBK"), ("WBK-AFIRMASI", "WBK afirmasi"), ("WBBM", "WBBM")],
                        max_length=12,
                        verbose_name="kategori",
                    ),
                ),
                ("afirmasi", models.CharField(blank=True, max_length=40, verbose_name="kelompok afirmasi")),
                (
                    "afirmasi_dasar",
                    models.CharField(blank=True, max_length=200, verbose_name="dasar afirmasi"),
                ),
                (
                    "urutan",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="urutan"
                    ),
                ),
                ("diusulkan", models.BooleanField(default=True, verbose_name="diusulkan")),
                ("alasan", models.CharField(max_length=500, verbose_name="alasan")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usulan_unit",
                        to="evaluasi.lembarkerja",
                        verbose_name="lembar kerja",
                    ),
                ),
                (
                    "usulan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="unit", to="evaluasi.usulan"
                    ),
                ),
            ],
            options={
                "verbose_name": "unit usulan",
                "verbose_name_plural": "unit usulan",
                "ordering": ["usulan", "urutan", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("usulan", "lembar"),
                        name="evaluasi_usulanunit_once",
                        violation_error_message="Unit ini sudah ada dalam usulan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("afirmasi", ""),
                                ("afirmasi_dasar", ""),
                                ("kategori", "WBBM"),
                                ("predikat", "WBBM"),
                            ),
                            models.Q(
                                ("afirmasi", ""),
                                ("afirmasi_dasar", ""),
                                ("kategori", "WBK"),
                                ("predikat", "WBK"),
                            ),
                            models.Q(
                                ("kategori", "WBK-AFIRMASI"),
                                ("predikat", "WBK"),
                                models.Q(("afirmasi", ""), _negated=True),
                                models.Q(("afirmasi_dasar", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evaluasi_usulanunit_kategori_fits",
                        violation_error_message="Kategori sesuai predikat; afirmasi menyebut kelompok dan dasarnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("urutan__gte", 1)),
                        name="evaluasi_usulanunit_urutan_from_one",
                        violation_error_message="Urutan dimulai dari 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alasan", ""), _negated=True),
                        name="evaluasi_usulanunit_has_reason",
                        violation_error_message="Tuliskan alasannya.",
                    ),
                ],
            },
        ),
    ]
