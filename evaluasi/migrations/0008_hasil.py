import django.core.validators
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evaluasi", "0007_nilai_ringkas"),
        ("opd", "0005_dokumen"),
    ]

    operations = [
        migrations.CreateModel(
            name="LaporanHasil",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Disusun anggota"),
                            ("leader", "Diperiksa ketua tim"),
                            ("controller", "Diperiksa pengendali teknis"),
                            ("approved", "Disetujui"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("nomor", models.CharField(blank=True, max_length=80, verbose_name="nomor laporan")),
                ("tanggal", models.DateField(blank=True, null=True, verbose_name="tanggal laporan")),
                (
                    "tugas_nomor",
                    models.CharField(blank=True, max_length=80, verbose_name="nomor surat tugas"),
                ),
                (
                    "tugas_tanggal",
                    models.DateField(blank=True, null=True, verbose_name="tanggal surat tugas"),
                ),
                (
                    "facts",
                    models.JSONField(
                        blank=True, editable=False, null=True, verbose_name="isi saat disetujui"
                    ),
                ),
                (
                    "facts_hash",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="sidik isi"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="disetujui pada"
                    ),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "lembar",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lhe",
                        to="evaluasi.lembarkerja",
                        verbose_name="lembar kerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "laporan hasil evaluasi",
                "verbose_name_plural": "laporan hasil evaluasi",
                "ordering": ["-lembar__periode__year", "lembar__opd__name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "leader", "controller", "approved"])),
                        name="evaluasi_laporanhasil_state_known",
                        violation_error_message="Status laporan tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("facts__isnull", False),
                                ("state", "approved"),
                                models.Q(("facts_hash", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "approved"), _negated=True),
                                ("approved_at", None),
                                ("facts__isnull", True),
                                ("facts_hash", ""),
                            ),
                            _connector="OR",
                        ),
                        name="evaluasi_laporanhasil_approved_is_frozen",
                        violation_error_message="Laporan yang disetujui menyimpan isi dan sidiknya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Predikat",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2011)],
                        verbose_name="putaran tahun",
                    ),
                ),
                ("sk_nomor", models.CharField(blank=True, max_length=120, verbose_name="nomor keputusan")),
                ("valid_from", models.DateField(verbose_name="diberikan pada")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("sumber", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="dicabut pada")),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=1000, verbose_name="alasan pencabutan"),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predikat",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predikat_diberikan",
                        to="evaluasi.usulanunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "predikat",
                "verbose_name_plural": "predikat",
                "ordering": ["-valid_from", "opd__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opd", "kind", "year"),
                        name="evaluasi_predikat_once",
                        violation_error_message="Predikat unit ini pada putaran tersebut sudah dicatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["WBK", "WBBM"])),
                        name="evaluasi_predikat_kind_known",
                        violation_error_message="Predikat tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="evaluasi_predikat_valid_period",
                        violation_error_message="Masa berlaku harus berakhir sesudah dimulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoke_reason", ""), ("revoked_on", None)),
                            models.Q(
                                ("revoked_on__gte", models.F("valid_from")),
                                ("revoked_on__isnull", False),
                                models.Q(("revoke_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evaluasi_predikat_revoked_has_reason",
                        violation_error_message="Pencabutan sesudah pemberian, disertai alasannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sk_nomor", ""), _negated=True),
                            models.Q(("sumber", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evaluasi_predikat_names_its_source",
                        violation_error_message="Tulis nomor keputusannya, atau sumber beritanya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sampel",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "persen",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bagian butir, persen",
                    ),
                ),
                ("seed", models.CharField(editable=False, max_length=32, verbose_name="bilangan acak")),
                ("drawn_at", models.DateTimeField(editable=False, verbose_name="diundi pada")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lembar",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sampel",
                        to="evaluasi.lembarkerja",
                        verbose_name="lembar kerja",
                    ),
                ),
                (
                    "penilai",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sampel",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penilai kedua",
                    ),
                ),
            ],
            options={
                "verbose_name": "sampel",
                "verbose_name_plural": "sampel",
                "ordering": ["-drawn_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("persen__gte", 1), ("persen__lte", 100)),
                        name="evaluasi_sampel_share_range",
                        violation_error_message="Bagian antara 1 dan 100 persen.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HasilTpn",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "tahap",
                    models.CharField(
                        choices=[
                            ("administrasi", "Seleksi administrasi"),
                            ("sanggah", "Sanggah"),
                            ("desk", "Analisis dokumen (desk)"),
                            ("wawancara", "Wawancara"),
                            ("lapangan", "Verifikasi lapangan"),
                            ("panel", "Panel"),
                            ("penetapan", "Penetapan"),
                        ],
                        max_length=12,
                        verbose_name="tahap",
                    ),
                ),
                (
                    "hasil",
                    models.CharField(
                        choices=[("lulus", "Lulus"), ("gugur", "Tidak lulus")],
                        max_length=6,
                        verbose_name="hasil",
                    ),
                ),
                ("tanggal", models.DateField(verbose_name="tanggal")),
                (
                    "nilai",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=7, null=True, verbose_name="nilai TPN"
                    ),
                ),
                ("catatan", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                (
                    "sumber",
                    models.CharField(
                        help_text="Surat, pengumuman, atau laman.", max_length=200, verbose_name="sumber"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="dicatat pada")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hasil",
                        to="evaluasi.usulanunit",
                        verbose_name="unit usulan",
                    ),
                ),
            ],
            options={
                "verbose_name": "hasil TPN",
                "verbose_name_plural": "hasil TPN",
                "ordering": ["unit", "tanggal", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "tahap"),
                        name="evaluasi_hasiltpn_once",
                        violation_error_message="Hasil tahap ini sudah dicatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hasil__in", ["lulus", "gugur"]),
                            (
                                "tahap__in",
                                [
                                    "administrasi",
                                    "sanggah",
                                    "desk",
                                    "wawancara",
                                    "lapangan",
                                    "panel",
                                    "penetapan",
                                ],
                            ),
                        ),
                        name="evaluasi_hasiltpn_words_known",
                        violation_error_message="Tahap atau hasil tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nilai", None),
                            models.Q(("nilai__gte", Decimal(0)), ("nilai__lte", Decimal(100))),
                            _connector="OR",
                        ),
                        name="evaluasi_hasiltpn_nilai_range",
                        violation_error_message="Nilai antara 0 dan 100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ButirSampel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kedua",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sampel",
                        to="evaluasi.putusan",
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluasi.simpul"
                    ),
                ),
                (
                    "sampel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="butir",
                        to="evaluasi.sampel",
                    ),
                ),
            ],
            options={
                "verbose_name": "butir sampel",
                "verbose_name_plural": "butir sampel",
                "ordering": ["sampel", "simpul__urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sampel", "simpul"),
                        name="evaluasi_butirsampel_once",
                        violation_error_message="Butir ini sudah ada dalam sampel.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Naskah",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(max_length=20, verbose_name="bagian")),
                ("text", models.TextField(max_length=20000, verbose_name="naskah penyusun")),
                ("base", models.TextField(blank=True, verbose_name="rancangan saat disunting")),
                ("edited_at", models.DateTimeField(verbose_name="disunting pada")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lhe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="naskah",
                        to="evaluasi.laporanhasil",
                    ),
                ),
            ],
            options={
                "verbose_name": "naskah laporan",
                "verbose_name_plural": "naskah laporan",
                "ordering": ["lhe", "kode"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lhe", "kode"),
                        name="evaluasi_naskah_once",
                        violation_error_message="Bagian ini sudah disunting.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Persetujuan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "langkah",
                    models.CharField(
                        choices=[
                            ("anggota", "Anggota"),
                            ("ketua", "Ketua tim"),
                            ("dalnis", "Pengendali teknis"),
                        ],
                        max_length=10,
                        verbose_name="langkah",
                    ),
                ),
                ("diteruskan", models.BooleanField(verbose_name="diteruskan")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="alasan")),
                ("facts_hash", models.CharField(max_length=64, verbose_name="sidik isi")),
                ("at", models.DateTimeField(verbose_name="pada")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "lhe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="persetujuan",
                        to="evaluasi.laporanhasil",
                    ),
                ),
            ],
            options={
                "verbose_name": "persetujuan laporan",
                "verbose_name_plural": "persetujuan laporan",
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("langkah__in", ["anggota", "ketua", "dalnis"])),
                        name="evaluasi_persetujuan_langkah_known",
                        violation_error_message="Langkah persetujuan tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diteruskan", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="evaluasi_persetujuan_return_has_reason",
                        violation_error_message="Pengembalian disertai alasan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LaporanPredikat",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("nomor", models.CharField(max_length=80, verbose_name="nomor surat")),
                ("tanggal", models.DateField(verbose_name="tanggal surat")),
                ("masih", models.BooleanField(verbose_name="masih memenuhi syarat")),
                (
                    "nilai",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=7, null=True, verbose_name="nilai TPI"
                    ),
                ),
                ("catatan", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="dicatat pada")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "predikat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="laporan",
                        to="evaluasi.predikat",
                    ),
                ),
            ],
            options={
                "verbose_name": "laporan predikat",
                "verbose_name_plural": "laporan predikat",
                "ordering": ["-tanggal", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predikat", "tanggal"),
                        name="evaluasi_laporanpredikat_once",
                        violation_error_message="Laporan pada tanggal itu sudah dicatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("masih", True), models.Q(("catatan", ""), _negated=True), _connector="OR"
                        ),
                        name="evaluasi_laporanpredikat_says_why",
                        violation_error_message="Tuliskan apa yang tidak lagi dipenuhi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nilai", None),
                            models.Q(("nilai__gte", Decimal(0)), ("nilai__lte", Decimal(100))),
                            _connector="OR",
                        ),
                        name="evaluasi_laporanpredikat_nilai_range",
                        violation_error_message="Nilai antara 0 dan 100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Penyelarasan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("isian", models.JSONField(blank=True, null=True, verbose_name="jawaban yang berlaku")),
                ("reason", models.CharField(max_length=1000, verbose_name="alasan")),
                ("at", models.DateTimeField(verbose_name="pada")),
                (
                    "butir",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="penyelarasan",
                        to="evaluasi.butirsampel",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "penyelarasan",
                "verbose_name_plural": "penyelarasan",
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="evaluasi_penyelarasan_says_why",
                        violation_error_message="Tuliskan alasannya.",
                    )
                ],
            },
        ),
    ]
