import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("berkas", "0001_initial"),
        ("evaluasi", "0010_impor_lembar"),
        ("opd", "0005_dokumen"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cuplikan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("tahun", models.PositiveSmallIntegerField()),
                ("isi", models.TextField()),
                ("sidik", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(verbose_name="dibekukan pada")),
                (
                    "usulan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cuplikan",
                        to="evaluasi.usulan",
                    ),
                ),
            ],
            options={
                "verbose_name": "cuplikan",
                "verbose_name_plural": "cuplikan",
                "ordering": ["-made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="LatihanPortal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("pekerjaan", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("at", models.DateTimeField(verbose_name="dijalankan pada")),
                ("siap", models.BooleanField(verbose_name="siap")),
                ("isi", models.JSONField(default=dict)),
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
                    "usulan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="latihan",
                        to="evaluasi.usulan",
                    ),
                ),
            ],
            options={
                "verbose_name": "latihan PortalRB",
                "verbose_name_plural": "latihan PortalRB",
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MasterSoal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("tahun", models.PositiveSmallIntegerField()),
                ("dibuat", models.CharField(blank=True, max_length=40, verbose_name="dibuat kementerian")),
                ("sidik", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Menunggu dipastikan"),
                            ("confirmed", "Dipastikan"),
                            ("replaced", "Digantikan"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("loaded_at", models.DateTimeField(verbose_name="dimuat pada")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="dipastikan pada")),
                ("catatan", models.CharField(blank=True, max_length=500, verbose_name="catatan pemasti")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "instrumen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="master_soal",
                        to="evaluasi.instrumen",
                    ),
                ),
            ],
            options={
                "verbose_name": "master soal",
                "verbose_name_plural": "master soal",
                "ordering": ["-tahun", "-loaded_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("tahun",),
                        name="evaluasi_mastersoal_one_draft",
                        violation_error_message="Tahun ini sudah punya master soal yang menunggu dipastikan.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "confirmed")),
                        fields=("tahun",),
                        name="evaluasi_mastersoal_one_confirmed",
                        violation_error_message="Tahun ini sudah punya master soal yang dipastikan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "confirmed", "replaced"])),
                        name="evaluasi_mastersoal_state_known",
                        violation_error_message="Status master soal tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True), ("confirmed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="evaluasi_mastersoal_confirmed_has_time",
                        violation_error_message="Master soal yang dipastikan mencatat waktunya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TokenPortal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=80, verbose_name="dipakai oleh")),
                ("prefix", models.CharField(editable=False, max_length=12)),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("alamat", models.JSONField(blank=True, default=list, verbose_name="alamat yang diizinkan")),
                ("latihan", models.BooleanField(default=False, verbose_name="untuk latihan")),
                ("created_at", models.DateTimeField(verbose_name="dibuat pada")),
                ("expires_at", models.DateTimeField(verbose_name="berlaku sampai")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="dicabut pada")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pendahulu",
                        to="evaluasi.tokenportal",
                        verbose_name="digantikan oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "token PortalRB",
                "verbose_name_plural": "token PortalRB",
                "ordering": ["-created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="evaluasi_tokenportal_expires_after_created",
                        violation_error_message="Masa berlaku harus sesudah token dibuat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor", None),
                            models.Q(("successor", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="evaluasi_tokenportal_not_own_successor",
                        violation_error_message="Token tidak dapat menggantikan dirinya sendiri.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CuplikanUnit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("urutan", models.PositiveSmallIntegerField()),
                ("kategori", models.CharField(max_length=12)),
                ("isi", models.TextField()),
                ("sidik", models.CharField(max_length=64)),
                (
                    "cuplikan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit",
                        to="evaluasi.cuplikan",
                    ),
                ),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cuplikan",
                        to="evaluasi.lembarkerja",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cuplikan", to="opd.opd"
                    ),
                ),
            ],
            options={
                "verbose_name": "cuplikan unit",
                "verbose_name_plural": "cuplikan unit",
                "ordering": ["cuplikan", "urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cuplikan", "opd"),
                        name="evaluasi_cuplikanunit_once",
                        violation_error_message="Unit ini sudah ada dalam cuplikan.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PemetaanSoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField()),
                ("soal_id", models.PositiveIntegerField(verbose_name="nomor soal")),
                ("jalur", models.CharField(max_length=600)),
                ("teks", models.TextField()),
                ("kriteria", models.TextField(blank=True)),
                ("jenis", models.CharField(max_length=40)),
                ("opsi", models.JSONField(blank=True, default=list)),
                ("lembar", models.CharField(blank=True, max_length=40)),
                ("baris", models.PositiveIntegerField()),
                ("kolom", models.JSONField(blank=True, default=dict)),
                ("catatan", models.CharField(blank=True, max_length=500)),
                ("by_hand", models.BooleanField(default=False, verbose_name="dipasangkan dengan tangan")),
                (
                    "master",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="soal",
                        to="evaluasi.mastersoal",
                    ),
                ),
                (
                    "masukan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluasi.masukan",
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "pemetaan soal",
                "verbose_name_plural": "pemetaan soal",
                "ordering": ["master", "urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("master", "soal_id"),
                        name="evaluasi_pemetaansoal_soal_once",
                        violation_error_message="Nomor soal ini sudah ada dalam master.",
                    ),
                    models.UniqueConstraint(
                        fields=("master", "simpul", "masukan"),
                        name="evaluasi_pemetaansoal_masukan_once",
                        violation_error_message="Masukan ini sudah dipasangkan dengan soal lain.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("masukan__isnull", True)),
                        fields=("master", "simpul"),
                        name="evaluasi_pemetaansoal_simpul_once",
                        violation_error_message="Butir ini sudah dipasangkan dengan soal lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("simpul__isnull", False),
                            models.Q(("masukan", None), models.Q(("catatan", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="evaluasi_pemetaansoal_unplaced_says_why",
                        violation_error_message="Soal tanpa tempat menyebut sebabnya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pengambilan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="waktu")),
                (
                    "titik",
                    models.CharField(
                        choices=[
                            ("unit-wbk", "Daftar unit WBK"),
                            ("unit-wbbm", "Daftar unit WBBM"),
                            ("jawaban-unit", "Jawaban unit"),
                            ("lain", "Alamat lain"),
                            ("bukti", "Bukti satu butir"),
                            ("berkas", "Berkas bukti"),
                        ],
                        max_length=12,
                        verbose_name="yang diminta",
                    ),
                ),
                ("unit_ref", models.CharField(blank=True, max_length=80, verbose_name="unit yang diminta")),
                ("status", models.PositiveSmallIntegerField()),
                ("code", models.CharField(blank=True, max_length=40)),
                ("sidik", models.CharField(blank=True, max_length=64, verbose_name="sidik yang diserahkan")),
                ("alamat", models.GenericIPAddressField(blank=True, null=True)),
                ("latihan", models.BooleanField(default=False)),
                (
                    "token",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pengambilan",
                        to="evaluasi.tokenportal",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengambilan",
                "verbose_name_plural": "pengambilan",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["titik", "unit_ref", "-id"], name="evaluasi_pengambilan_unit")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "titik__in",
                                ["unit-wbk", "unit-wbbm", "jawaban-unit", "lain", "bukti", "berkas"],
                            )
                        ),
                        name="evaluasi_pengambilan_titik_known",
                        violation_error_message="Jenis permintaan tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__gte", 100), ("status__lte", 599)),
                        name="evaluasi_pengambilan_status_http",
                        violation_error_message="Status berupa kode HTTP.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BerkasCuplikan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "berkas",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cuplikan",
                        to="berkas.berkas",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="berkas",
                        to="evaluasi.cuplikanunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas cuplikan",
                "verbose_name_plural": "berkas cuplikan",
                "ordering": ["unit", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "berkas"),
                        name="evaluasi_berkascuplikan_once",
                        violation_error_message="Berkas ini sudah dicatat.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TautanBukti",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kode", models.CharField(max_length=40, verbose_name="butir")),
                ("edisi", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="dibuat pada")),
                ("expires_at", models.DateTimeField(verbose_name="berlaku sampai")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="dicabut pada")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tautan",
                        to="evaluasi.cuplikanunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "tautan bukti",
                "verbose_name_plural": "tautan bukti",
                "ordering": ["unit", "kode"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "kode"),
                        name="evaluasi_tautanbukti_once",
                        violation_error_message="Butir ini sudah punya tautan bukti.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="evaluasi_tautanbukti_expires_after_created",
                        violation_error_message="Masa berlaku harus sesudah tautan dibuat.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="periode",
            name="propose_closes_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="pengusulan ditutup"),
        ),
        migrations.AddField(
            model_name="periode",
            name="propose_opens_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Sejak saat ini PortalRB dapat mengambil usulan kota. Kosongkan bila jadwalnya belum diumumkan.",
                null=True,
                verbose_name="pengusulan dibuka",
            ),
        ),
        migrations.AddConstraint(
            model_name="periode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("propose_closes_at", None), ("propose_opens_at", None)),
                    models.Q(
                        ("propose_closes_at__gt", models.F("propose_opens_at")),
                        ("propose_closes_at__isnull", False),
                        ("propose_opens_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evaluasi_periode_propose_window_ordered",
                violation_error_message="Isi kedua waktu pengusulan; ditutup sesudah dibuka.",
            ),
        ),
    ]
