import django.core.validators
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evaluasi", "0001_instrumen"),
        ("opd", "0005_dokumen"),
    ]

    operations = [
        migrations.CreateModel(
            name="Periode",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        unique=True,
                        validators=[django.core.validators.MinValueValidator(2011)],
                        verbose_name="tahun",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="pengisian dibuka")),
                ("closes_at", models.DateTimeField(verbose_name="pengisian ditutup")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="dasar jadwal")),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "instrumen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periode",
                        to="evaluasi.instrumen",
                        verbose_name="instrumen",
                    ),
                ),
            ],
            options={
                "verbose_name": "periode",
                "verbose_name_plural": "periode",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="evaluasi_periode_window_ordered",
                        violation_error_message="Pengisian ditutup sesudah dibuka.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LembarKerja",
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
                        verbose_name="predikat yang dituju",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Sedang diisi"),
                            ("submitted", "Diajukan"),
                            ("returned", "Dikembalikan"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="diajukan pada"),
                ),
                (
                    "returned_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="dikembalikan pada"
                    ),
                ),
                (
                    "return_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=1000, verbose_name="alasan pengembalian"
                    ),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lembar_kerja",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turunan",
                        to="evaluasi.lembarkerja",
                        verbose_name="disalin dari",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "periode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lembar_kerja",
                        to="evaluasi.periode",
                        verbose_name="periode",
                    ),
                ),
            ],
            options={
                "verbose_name": "lembar kerja",
                "verbose_name_plural": "lembar kerja",
                "ordering": ["-periode__year", "opd__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opd", "periode"),
                        name="evaluasi_lembarkerja_once_per_period",
                        violation_error_message="Unit ini sudah punya lembar kerja pada periode tersebut.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "returned"])),
                        name="evaluasi_lembarkerja_state_known",
                        violation_error_message="Status lembar kerja tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predikat__in", ["WBK", "WBBM"])),
                        name="evaluasi_lembarkerja_predikat_known",
                        violation_error_message="Predikat tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("submitted_at__isnull", False), _connector="OR"
                        ),
                        name="evaluasi_lembarkerja_submitted_has_time",
                        violation_error_message="Lembar kerja yang diajukan mencatat waktunya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), models.Q(("return_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "returned"), _negated=True), ("return_reason", "")),
                            _connector="OR",
                        ),
                        name="evaluasi_lembarkerja_returned_has_reason",
                        violation_error_message="Pengembalian disertai alasan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrasyaratUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(max_length=40, verbose_name="kode")),
                ("met", models.BooleanField(blank=True, null=True, verbose_name="terpenuhi")),
                ("statement", models.CharField(blank=True, max_length=300, verbose_name="keadaan")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "dokumen",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prasyarat",
                        to="opd.dokumen",
                        verbose_name="bukti",
                    ),
                ),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prasyarat",
                        to="evaluasi.lembarkerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "prasyarat unit",
                "verbose_name_plural": "prasyarat unit",
                "ordering": ["lembar", "kode"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lembar", "kode"),
                        name="evaluasi_prasyaratunit_once",
                        violation_error_message="Prasyarat ini sudah dicatat.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitasi",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "pages",
                    models.CharField(
                        blank=True, help_text="Misalnya: 3 atau 5-7.", max_length=60, verbose_name="halaman"
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                ("cited_at", models.DateTimeField(verbose_name="dikutip pada")),
                (
                    "cited_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sitasi",
                        to="opd.dokumen",
                        verbose_name="dokumen",
                    ),
                ),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sitasi",
                        to="evaluasi.lembarkerja",
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sitasi",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "sitasi",
                "verbose_name_plural": "sitasi",
                "ordering": ["cited_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lembar", "simpul", "dokumen"),
                        name="evaluasi_sitasi_once",
                        violation_error_message="Dokumen ini sudah dikutip pada butir tersebut.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Jawaban",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tahap",
                    models.CharField(
                        choices=[("unit", "Unit"), ("tpi", "TPI"), ("tpn", "TPN")],
                        default="unit",
                        max_length=4,
                        verbose_name="penilai",
                    ),
                ),
                ("pilihan", models.CharField(blank=True, max_length=5, verbose_name="pilihan")),
                ("jumlah", models.JSONField(blank=True, default=dict, verbose_name="jumlah")),
                (
                    "angka",
                    models.DecimalField(
                        blank=True, decimal_places=12, max_digits=14, null=True, verbose_name="angka"
                    ),
                ),
                ("catatan", models.TextField(blank=True, max_length=4000, verbose_name="catatan")),
                (
                    "needs_confirmation",
                    models.BooleanField(default=False, verbose_name="perlu dipastikan lagi"),
                ),
                ("updated_at", models.DateTimeField(verbose_name="diubah pada")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jawaban_lembar",
                        to="evaluasi.simpul",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jawaban",
                        to="evaluasi.lembarkerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban",
                "verbose_name_plural": "jawaban",
                "ordering": ["lembar", "simpul__urutan", "tahap"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lembar", "simpul", "tahap"),
                        name="evaluasi_jawaban_once",
                        violation_error_message="Butir ini sudah dijawab.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tahap__in", ["unit", "tpi", "tpn"])),
                        name="evaluasi_jawaban_tahap_known",
                        violation_error_message="Penilai tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("jumlah", {}), ("pilihan", "")),
                            models.Q(("angka", None), ("pilihan", "")),
                            models.Q(("angka", None), ("jumlah", {})),
                            _connector="OR",
                        ),
                        name="evaluasi_jawaban_one_kind",
                        violation_error_message="Satu butir dijawab dengan satu cara.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("angka", None),
                            models.Q(("angka__gte", Decimal(0)), ("angka__lte", Decimal(4))),
                            _connector="OR",
                        ),
                        name="evaluasi_jawaban_angka_range",
                        violation_error_message="Angka antara 0 dan 4.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nilai",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tahap",
                    models.CharField(
                        choices=[("unit", "Unit"), ("tpi", "TPI"), ("tpn", "TPN")],
                        default="unit",
                        max_length=4,
                        verbose_name="penilai",
                    ),
                ),
                (
                    "buku_kerja",
                    models.DecimalField(decimal_places=12, max_digits=16, verbose_name="menurut buku kerja"),
                ),
                ("lantai", models.DecimalField(decimal_places=12, max_digits=16, verbose_name="lantai")),
                ("terisi", models.PositiveSmallIntegerField(verbose_name="butir terisi")),
                ("butir", models.PositiveSmallIntegerField(verbose_name="jumlah butir")),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nilai",
                        to="evaluasi.lembarkerja",
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nilai",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "nilai",
                "verbose_name_plural": "nilai",
                "ordering": ["lembar", "simpul__urutan", "tahap"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lembar", "simpul", "tahap"),
                        name="evaluasi_nilai_once",
                        violation_error_message="Nilai simpul ini sudah ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tahap__in", ["unit", "tpi", "tpn"])),
                        name="evaluasi_nilai_tahap_known",
                        violation_error_message="Penilai tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lantai__gte", 0), ("lantai__lte", models.F("buku_kerja"))),
                        name="evaluasi_nilai_floor_not_above",
                        violation_error_message="Lantai tidak melebihi nilai buku kerja.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("terisi__lte", models.F("butir"))),
                        name="evaluasi_nilai_answered_of_all",
                        violation_error_message="Butir terisi tidak melebihi jumlah butir.",
                    ),
                ],
            },
        ),
    ]
