import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("berkas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NaskahPakta",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(editable=False, unique=True, verbose_name="edisi"),
                ),
                ("title", models.CharField(max_length=150, verbose_name="judul")),
                ("text", models.TextField(max_length=20000, verbose_name="isi naskah")),
                ("text_hash", models.CharField(editable=False, max_length=64, verbose_name="sidik naskah")),
                ("valid_from", models.DateField(verbose_name="berlaku sejak")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="dasar")),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="diterbitkan pada"),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "naskah pakta integritas",
                "verbose_name_plural": "naskah pakta integritas",
                "ordering": ["-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text_hash__regex", "^[0-9a-f]{64}$")),
                        name="opd_naskahpakta_hash_form",
                        violation_error_message="Sidik naskah tidak sah.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opd",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9][A-Z0-9.-]{0,29}$",
                                "Kode memakai huruf besar, angka, titik, atau tanda hubung, paling panjang 30 karakter.",
                            )
                        ],
                        verbose_name="kode",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                ("short_name", models.CharField(max_length=60, verbose_name="singkatan")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sekretariat", "Sekretariat"),
                            ("inspektorat", "Inspektorat"),
                            ("dinas", "Dinas"),
                            ("badan", "Badan"),
                            ("satpol", "Satuan polisi pamong praja"),
                            ("kecamatan", "Kecamatan"),
                            ("kelurahan", "Kelurahan"),
                            ("rsud", "RSUD"),
                            ("puskesmas", "Puskesmas"),
                            ("uptd", "UPTD"),
                            ("sekolah", "Sekolah"),
                            ("bagian", "Bagian"),
                            ("bumd", "BUMD"),
                        ],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("jalur", models.CharField(editable=False, max_length=240, unique=True)),
                ("active_from", models.DateField(verbose_name="aktif sejak")),
                ("active_to", models.DateField(blank=True, null=True, verbose_name="aktif sampai")),
                (
                    "counts_for_target",
                    models.BooleanField(default=False, verbose_name="dihitung dalam target kota"),
                ),
                (
                    "employee_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="jumlah pegawai menurut unit"
                    ),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber data")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anak",
                        to="opd.opd",
                        verbose_name="induk",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pendahulu",
                        to="opd.opd",
                        verbose_name="unit penerus",
                    ),
                ),
            ],
            options={
                "verbose_name": "OPD",
                "verbose_name_plural": "OPD",
                "ordering": ["name", "id"],
                "indexes": [
                    models.Index(fields=["counts_for_target", "active_from"], name="opd_opd_counted")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active_to", None)),
                        fields=("code",),
                        name="opd_opd_code_active_unique",
                        violation_error_message="Kode ini sudah dipakai unit lain yang masih aktif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_to", None), ("active_to__gt", models.F("active_from")), _connector="OR"
                        ),
                        name="opd_opd_active_period",
                        violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="opd_opd_not_own_parent",
                        violation_error_message="Unit tidak dapat menjadi induk dirinya sendiri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor", None), ("active_to__isnull", False), _connector="OR"
                        ),
                        name="opd_opd_successor_when_closed",
                        violation_error_message="Unit penerus hanya ada bila unit ini sudah berakhir.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "sekretariat",
                                    "inspektorat",
                                    "dinas",
                                    "badan",
                                    "satpol",
                                    "kecamatan",
                                    "kelurahan",
                                    "rsud",
                                    "puskesmas",
                                    "uptd",
                                    "sekolah",
                                    "bagian",
                                    "bumd",
                                ],
                            )
                        ),
                        name="opd_opd_kind_known",
                        violation_error_message="Jenis unit tidak dikenal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetPencanangan",
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
                ("due_on", models.DateField(verbose_name="tenggat")),
                (
                    "units",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Kosongkan bila targetnya semua unit yang dihitung.",
                        null=True,
                        verbose_name="jumlah unit",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="dasar")),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "target pencanangan",
                "verbose_name_plural": "target pencanangan",
                "ordering": ["year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__year", models.F("year"))),
                        name="opd_targetpencanangan_due_in_year",
                        violation_error_message="Tenggat harus berada dalam tahun target.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Kota",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nama kota")),
                ("government", models.CharField(max_length=120, verbose_name="nama pemerintah daerah")),
                ("province", models.CharField(max_length=80, verbose_name="provinsi")),
                (
                    "area_code",
                    models.CharField(
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{2}\\.\\d{2}$", "Contoh: 33.75.")
                        ],
                        verbose_name="kode wilayah",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="alamat kantor")),
                ("website", models.URLField(blank=True, verbose_name="situs resmi")),
                (
                    "accent",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator("^#[0-9a-f]{6}$", "Tulis seperti #8a5a19.")
                        ],
                        verbose_name="warna aksen",
                    ),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "lambang",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="berkas.berkas",
                        verbose_name="lambang",
                    ),
                ),
            ],
            options={
                "verbose_name": "kota",
                "verbose_name_plural": "kota",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)),
                        name="opd_kota_single",
                        violation_error_message="Satu portal melayani satu kota.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Kepala",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                (
                    "nip",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{18}$",
                                "NIP terdiri atas 18 angka tanpa spasi. Periksa kembali angka yang diketik.",
                            )
                        ],
                        verbose_name="NIP",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="jabatan")),
                (
                    "kedudukan",
                    models.CharField(
                        choices=[
                            ("definitif", "Definitif"),
                            ("plt", "Plt. (pelaksana tugas)"),
                            ("plh", "Plh. (pelaksana harian)"),
                        ],
                        default="definitif",
                        max_length=10,
                        verbose_name="kedudukan",
                    ),
                ),
                ("active_from", models.DateField(verbose_name="sejak")),
                ("active_to", models.DateField(blank=True, null=True, verbose_name="sampai")),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kepala",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "kepala unit",
                "verbose_name_plural": "kepala unit",
                "ordering": ["-active_from", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active_to", None)),
                        fields=("opd",),
                        name="opd_kepala_one_at_a_time",
                        violation_error_message="Unit ini masih punya kepala; akhiri dulu masa jabatannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_to", None), ("active_to__gt", models.F("active_from")), _connector="OR"
                        ),
                        name="opd_kepala_active_period",
                        violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kedudukan__in", ["definitif", "plt", "plh"])),
                        name="opd_kepala_kedudukan_known",
                        violation_error_message="Kedudukan tidak dikenal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Keanggotaan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("operator", "Operator OPD"),
                            ("kepala", "Kepala OPD"),
                            ("koordinator", "Koordinator ZI"),
                            ("penilai_anggota", "Penilai (anggota TPI)"),
                            ("penilai_ketua", "Penilai (ketua tim TPI)"),
                            ("pengendali_teknis", "Pengendali teknis TPI"),
                            ("pimpinan", "Pimpinan kota"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="peran",
                    ),
                ),
                (
                    "kedudukan",
                    models.CharField(
                        choices=[
                            ("definitif", "Definitif"),
                            ("plt", "Plt. (pelaksana tugas)"),
                            ("plh", "Plh. (pelaksana harian)"),
                        ],
                        default="definitif",
                        max_length=10,
                        verbose_name="kedudukan",
                    ),
                ),
                ("active_from", models.DateField(verbose_name="berlaku sejak")),
                ("active_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keanggotaan",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengguna",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keanggotaan",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "keanggotaan",
                "verbose_name_plural": "keanggotaan",
                "ordering": ["-active_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_to", None), ("active_to__gt", models.F("active_from")), _connector="OR"
                        ),
                        name="opd_keanggotaan_active_period",
                        violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active_to", None), ("opd__isnull", False)),
                        fields=("pengguna", "opd", "role"),
                        name="opd_keanggotaan_unit_role_unique",
                        violation_error_message="Orang ini sudah memegang peran tersebut di unit itu.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active_to", None), ("opd__isnull", True)),
                        fields=("pengguna", "role"),
                        name="opd_keanggotaan_city_role_unique",
                        violation_error_message="Orang ini sudah memegang peran tersebut untuk seluruh kota.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "operator",
                                    "kepala",
                                    "koordinator",
                                    "penilai_anggota",
                                    "penilai_ketua",
                                    "pengendali_teknis",
                                    "pimpinan",
                                    "administrator",
                                ],
                            )
                        ),
                        name="opd_keanggotaan_role_known",
                        violation_error_message="Peran tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kedudukan__in", ["definitif", "plt", "plh"])),
                        name="opd_keanggotaan_kedudukan_known",
                        violation_error_message="Kedudukan tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role__in", ["operator", "kepala"]), _negated=True),
                            ("opd__isnull", False),
                            _connector="OR",
                        ),
                        name="opd_keanggotaan_unit_role_has_unit",
                        violation_error_message="Peran operator dan kepala OPD selalu terikat pada satu unit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DaftarPindai",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("filename", models.CharField(max_length=150, verbose_name="nama berkas")),
                ("signed_on", models.DateField(verbose_name="tanggal pada daftar")),
                ("uploaded_at", models.DateTimeField(verbose_name="diunggah pada")),
                (
                    "berkas",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_pindai",
                        to="berkas.berkas",
                        verbose_name="pindaian",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "naskah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="opd.naskahpakta",
                        verbose_name="naskah",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_pindai",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "daftar pindai",
                "verbose_name_plural": "daftar pindai",
                "ordering": ["-uploaded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Pegawai",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                (
                    "nip",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{18}$",
                                "NIP terdiri atas 18 angka tanpa spasi. Periksa kembali angka yang diketik.",
                            )
                        ],
                        verbose_name="NIP",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="jabatan")),
                ("active_from", models.DateField(verbose_name="bekerja sejak")),
                ("active_to", models.DateField(blank=True, null=True, verbose_name="bekerja sampai")),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pegawai",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
                (
                    "pengguna",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pegawai",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="akun",
                    ),
                ),
            ],
            options={
                "verbose_name": "pegawai",
                "verbose_name_plural": "pegawai",
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_to", None), ("active_to__gt", models.F("active_from")), _connector="OR"
                        ),
                        name="opd_pegawai_active_period",
                        violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active_to", None), models.Q(("nip", ""), _negated=True)),
                        fields=("nip",),
                        name="opd_pegawai_nip_active_unique",
                        violation_error_message="NIP ini masih tercatat aktif di unit lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nip", ""), ("nip__regex", "^[0-9]{18}$"), _connector="OR"),
                        name="opd_pegawai_nip_digits",
                        violation_error_message="NIP terdiri atas 18 angka.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pencanangan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("sendiri", "Satu unit"), ("bersama", "Bersama beberapa unit")],
                        max_length=10,
                        verbose_name="bentuk",
                    ),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="tanggal")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                (
                    "occasion",
                    models.CharField(
                        blank=True, help_text="Misalnya: apel pagi.", max_length=200, verbose_name="acara"
                    ),
                ),
                ("leader_name", models.CharField(blank=True, max_length=150, verbose_name="dipimpin oleh")),
                (
                    "leader_title",
                    models.CharField(blank=True, max_length=150, verbose_name="jabatan pemimpin acara"),
                ),
                ("legal_basis", models.CharField(blank=True, max_length=200, verbose_name="dasar")),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="keterangan")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Diajukan"),
                            ("returned", "Dikembalikan"),
                            ("verified", "Diverifikasi"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="diajukan pada"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="diputuskan pada"),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="alasan pembatalan"
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="putaran pengajuan"
                    ),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber data")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pencanangan_diadakan",
                        to="opd.opd",
                        verbose_name="penyelenggara",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pencanangan",
                "verbose_name_plural": "pencanangan",
                "ordering": ["-date", "id"],
                "indexes": [models.Index(fields=["state", "date"], name="opd_pencanangan_state_date")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "returned", "verified", "cancelled"])
                        ),
                        name="opd_pencanangan_state_known",
                        violation_error_message="Status pencanangan tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["sendiri", "bersama"])),
                        name="opd_pencanangan_kind_known",
                        violation_error_message="Bentuk pencanangan tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "cancelled"]),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="opd_pencanangan_submitted_has_time",
                        violation_error_message="Pencanangan yang diajukan mencatat waktu pengajuannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("state__in", ["verified", "returned", "cancelled"]),
                            ),
                            models.Q(("decided_at__isnull", True), ("state__in", ["draft", "submitted"])),
                            _connector="OR",
                        ),
                        name="opd_pencanangan_decided_has_time",
                        violation_error_message="Waktu keputusan ada bila, dan hanya bila, sudah diputuskan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "cancelled", "returned"]),
                            ("date__isnull", False),
                            _connector="OR",
                        ),
                        name="opd_pencanangan_submitted_has_date",
                        violation_error_message="Tanggal acara wajib ada sebelum diajukan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "verified"), _negated=True),
                            ("date__isnull", True),
                            ("decided_at__date__gte", models.F("date")),
                            _connector="OR",
                        ),
                        name="opd_pencanangan_date_before_verification",
                        violation_error_message="Tanggal acara tidak boleh sesudah tanggal verifikasi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), models.Q(("cancel_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                            _connector="OR",
                        ),
                        name="opd_pencanangan_cancelled_has_reason",
                        violation_error_message="Pembatalan disertai alasan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lampiran",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("foto", "Foto kegiatan"),
                            ("piagam", "Piagam pencanangan"),
                            ("undangan", "Undangan atau daftar hadir"),
                            ("sk", "Surat keputusan"),
                            ("lain", "Dokumen lain"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("caption", models.CharField(blank=True, max_length=200, verbose_name="keterangan")),
                ("filename", models.CharField(max_length=150, verbose_name="nama berkas")),
                ("uploaded_at", models.DateTimeField(verbose_name="diunggah pada")),
                (
                    "berkas",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lampiran",
                        to="berkas.berkas",
                        verbose_name="berkas",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pencanangan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lampiran",
                        to="opd.pencanangan",
                        verbose_name="pencanangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "lampiran",
                "verbose_name_plural": "lampiran",
                "ordering": ["kind", "uploaded_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["foto", "piagam", "undangan", "sk", "lain"])),
                        name="opd_lampiran_kind_known",
                        violation_error_message="Jenis lampiran tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("pencanangan", "berkas"),
                        name="opd_lampiran_file_once",
                        violation_error_message="Berkas yang sama sudah dilampirkan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CatatanVerifikasi",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="putaran")),
                (
                    "bagian",
                    models.CharField(
                        choices=[
                            ("acara", "Tanggal, tempat, dan pemimpin acara"),
                            ("peserta", "Unit peserta dan penanda tangan"),
                            ("saksi", "Saksi"),
                            ("lampiran", "Dokumen dan foto"),
                            ("publikasi", "Tautan publikasi"),
                            ("komitmen", "Tanda tangan komitmen"),
                        ],
                        max_length=10,
                        verbose_name="bagian",
                    ),
                ),
                ("accepted", models.BooleanField(verbose_name="diterima")),
                ("text", models.CharField(blank=True, max_length=1000, verbose_name="catatan")),
                ("at", models.DateTimeField(verbose_name="pada")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pencanangan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="catatan",
                        to="opd.pencanangan",
                        verbose_name="pencanangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "catatan verifikasi",
                "verbose_name_plural": "catatan verifikasi",
                "ordering": ["round", "at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pencanangan", "round", "bagian"),
                        name="opd_catatanverifikasi_once_per_round",
                        violation_error_message="Bagian ini sudah dinilai pada putaran ini.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bagian__in", ["acara", "peserta", "saksi", "lampiran", "publikasi", "komitmen"])
                        ),
                        name="opd_catatanverifikasi_bagian_known",
                        violation_error_message="Bagian tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted", True), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="opd_catatanverifikasi_returned_has_text",
                        violation_error_message="Bagian yang dikembalikan disertai catatan apa yang harus diperbaiki.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Penghargaan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recipient", models.CharField(max_length=150, verbose_name="penerima")),
                ("title", models.CharField(max_length=200, verbose_name="penghargaan")),
                (
                    "pencanangan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="penghargaan",
                        to="opd.pencanangan",
                        verbose_name="pencanangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "penghargaan",
                "verbose_name_plural": "penghargaan",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Peserta",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("signer_name", models.CharField(blank=True, max_length=150, verbose_name="penanda tangan")),
                (
                    "signer_title",
                    models.CharField(blank=True, max_length=150, verbose_name="jabatan penanda tangan"),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peserta",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
                (
                    "pencanangan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="peserta",
                        to="opd.pencanangan",
                        verbose_name="pencanangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "peserta pencanangan",
                "verbose_name_plural": "peserta pencanangan",
                "ordering": ["opd__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pencanangan", "opd"),
                        name="opd_peserta_unit_once",
                        violation_error_message="Unit ini sudah tercantum.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Saksi",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="nama")),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="jabatan")),
                ("institution", models.CharField(max_length=150, verbose_name="lembaga")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="urutan")),
                (
                    "pencanangan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saksi",
                        to="opd.pencanangan",
                        verbose_name="pencanangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "saksi",
                "verbose_name_plural": "saksi",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="TandaTangan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("layar", "Digambar di layar setelah masuk"),
                            ("tautan", "Melalui tautan atau QR pribadi"),
                            ("unggahan", "Pindaian daftar yang diunggah"),
                        ],
                        max_length=10,
                        verbose_name="cara",
                    ),
                ),
                ("signed_at", models.DateTimeField(verbose_name="ditandatangani pada")),
                ("name", models.CharField(max_length=150, verbose_name="nama saat itu")),
                ("nip", models.CharField(blank=True, max_length=18, verbose_name="NIP saat itu")),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="jabatan saat itu")),
                ("opd_name", models.CharField(max_length=150, verbose_name="unit saat itu")),
                (
                    "typed_name",
                    models.CharField(blank=True, max_length=150, verbose_name="nama yang diketik"),
                ),
                ("text_hash", models.CharField(max_length=64, verbose_name="sidik naskah")),
                ("evidence_hash", models.CharField(max_length=64, verbose_name="sidik bukti")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ditarik pada")),
                (
                    "withdraw_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="alasan penarikan"),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                (
                    "berkas",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tanda_tangan",
                        to="berkas.berkas",
                    ),
                ),
                (
                    "daftar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tanda_tangan",
                        to="opd.daftarpindai",
                    ),
                ),
                (
                    "naskah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tanda_tangan",
                        to="opd.naskahpakta",
                        verbose_name="naskah",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tanda_tangan",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
                (
                    "pegawai",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tanda_tangan",
                        to="opd.pegawai",
                        verbose_name="pegawai",
                    ),
                ),
                (
                    "pencanangan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tanda_tangan",
                        to="opd.pencanangan",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tanda tangan",
                "verbose_name_plural": "tanda tangan",
                "ordering": ["-signed_at", "id"],
                "indexes": [models.Index(fields=["opd", "year"], name="opd_tandatangan_opd_year")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("pegawai", "naskah", "year"),
                        name="opd_tandatangan_once",
                        violation_error_message="Pegawai ini sudah menandatangani naskah ini untuk tahun tersebut.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["layar", "tautan", "unggahan"])),
                        name="opd_tandatangan_way_known",
                        violation_error_message="Cara menandatangani tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "unggahan"), _negated=True),
                            ("daftar__isnull", False),
                            _connector="OR",
                        ),
                        name="opd_tandatangan_scan_has_list",
                        violation_error_message="Tanda tangan dari pindaian menunjuk daftar yang diunggah.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way__in", ["layar", "tautan"]), _negated=True),
                            ("berkas__isnull", False),
                            models.Q(("typed_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="opd_tandatangan_screen_has_mark",
                        violation_error_message="Gambarlah tanda tangan atau ketik nama lengkap.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "layar"), _negated=True),
                            ("signed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="opd_tandatangan_screen_has_account",
                        violation_error_message="Tanda tangan di layar selalu melalui akun yang masuk.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdraw_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdraw_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="opd_tandatangan_withdrawn_has_reason",
                        violation_error_message="Penarikan tanda tangan disertai alasan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text_hash__regex", "^[0-9a-f]{64}$"), ("evidence_hash__regex", "^[0-9a-f]{64}$")
                        ),
                        name="opd_tandatangan_hash_form",
                        violation_error_message="Sidik tidak sah.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TautanPublikasi",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("url", models.URLField(max_length=500, verbose_name="alamat")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="judul atau media")),
                (
                    "pencanangan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publikasi",
                        to="opd.pencanangan",
                        verbose_name="pencanangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "tautan publikasi",
                "verbose_name_plural": "tautan publikasi",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pencanangan", "url"),
                        name="opd_tautanpublikasi_url_once",
                        violation_error_message="Tautan ini sudah dicantumkan.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TautanTanda",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(verbose_name="dibuat pada")),
                ("expires_at", models.DateTimeField(verbose_name="berlaku sampai")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="dipakai pada")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="dicabut pada")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pegawai",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tautan_tanda",
                        to="opd.pegawai",
                        verbose_name="pegawai",
                    ),
                ),
                (
                    "pencanangan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="opd.pencanangan",
                        verbose_name="pencanangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "tautan tanda tangan",
                "verbose_name_plural": "tautan tanda tangan",
                "ordering": ["-created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="opd_tautantanda_expires_after_created",
                        violation_error_message="Masa berlaku harus sesudah tautan dibuat.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None), ("used_at", None)),
                        fields=("pegawai",),
                        name="opd_tautantanda_one_open",
                        violation_error_message="Pegawai ini masih punya tautan yang berlaku.",
                    ),
                ],
            },
        ),
    ]
