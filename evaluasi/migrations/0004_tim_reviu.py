import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evaluasi", "0003_sitasi_version"),
        ("opd", "0005_dokumen"),
    ]

    operations = [
        migrations.CreateModel(
            name="BacaanDiskusi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField(verbose_name="dibaca sampai")),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bacaan_diskusi",
                        to="evaluasi.lembarkerja",
                    ),
                ),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bacaan_diskusi",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "bacaan diskusi",
                "verbose_name_plural": "bacaan diskusi",
                "ordering": ["read_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lembar", "simpul", "pengguna"),
                        name="evaluasi_bacaandiskusi_once",
                        violation_error_message="Tanda baca ini sudah ada.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BuktiDilihat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sitasi_version", models.PositiveIntegerField(verbose_name="versi sitasi")),
                ("seen_at", models.DateTimeField(verbose_name="dibuka pada")),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sitasi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dilihat",
                        to="evaluasi.sitasi",
                    ),
                ),
            ],
            options={
                "verbose_name": "bukti dilihat",
                "verbose_name_plural": "bukti dilihat",
                "ordering": ["seen_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sitasi", "pengguna"),
                        name="evaluasi_buktidilihat_once",
                        violation_error_message="Bukti ini sudah ditandai dilihat.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Diskusi",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "pihak",
                    models.CharField(
                        choices=[("unit", "Unit"), ("tpi", "TPI")], max_length=5, verbose_name="pihak"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="pesan")),
                ("sent_at", models.DateTimeField(verbose_name="dikirim pada")),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="diskusi",
                        to="evaluasi.lembarkerja",
                        verbose_name="lembar kerja",
                    ),
                ),
                (
                    "penulis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diskusi",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penulis",
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diskusi",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "diskusi",
                "verbose_name_plural": "diskusi",
                "ordering": ["sent_at", "id"],
                "indexes": [
                    models.Index(fields=["lembar", "simpul", "sent_at"], name="evaluasi_diskusi_thread")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pihak__in", ["unit", "tpi"])),
                        name="evaluasi_diskusi_pihak_known",
                        violation_error_message="Pihak tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="evaluasi_diskusi_not_empty",
                        violation_error_message="Pesan tidak boleh kosong.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HubunganPenilai",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "keterangan",
                    models.CharField(
                        help_text="Misalnya: suami kepala unit.", max_length=300, verbose_name="hubungan"
                    ),
                ),
                ("declared_on", models.DateField(verbose_name="dinyatakan pada")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="berakhir pada")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hubungan",
                        to="opd.opd",
                        verbose_name="unit",
                    ),
                ),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hubungan",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penilai",
                    ),
                ),
            ],
            options={
                "verbose_name": "hubungan penilai",
                "verbose_name_plural": "hubungan penilai",
                "ordering": ["-declared_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("pengguna", "opd"),
                        name="evaluasi_hubunganpenilai_once",
                        violation_error_message="Hubungan dengan unit ini sudah dinyatakan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("declared_on")), _connector="OR"
                        ),
                        name="evaluasi_hubunganpenilai_period_ordered",
                        violation_error_message="Hubungan berakhir sesudah dinyatakan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ronde",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("nomor", models.PositiveSmallIntegerField(verbose_name="ronde")),
                ("opened_at", models.DateTimeField(verbose_name="diajukan pada")),
                (
                    "returned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dikembalikan pada"),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=1000, verbose_name="pengantar pengembalian"),
                ),
                (
                    "deadline",
                    models.DateTimeField(blank=True, null=True, verbose_name="tenggat jawaban unit"),
                ),
                (
                    "syarat",
                    models.BooleanField(default=False, verbose_name="syarat di luar nilai ikut dibuka"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="dijawab pada")),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ronde",
                        to="evaluasi.lembarkerja",
                        verbose_name="lembar kerja",
                    ),
                ),
                (
                    "returned_by",
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
                "verbose_name": "ronde",
                "verbose_name_plural": "ronde",
                "ordering": ["lembar", "nomor"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lembar", "nomor"),
                        name="evaluasi_ronde_nomor_unique",
                        violation_error_message="Ronde ini sudah ada.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("lembar",),
                        name="evaluasi_ronde_one_open",
                        violation_error_message="Masih ada ronde yang berjalan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nomor__gte", 1)),
                        name="evaluasi_ronde_nomor_positive",
                        violation_error_message="Ronde dimulai dari 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at__isnull", False), models.Q(("reason", ""), _negated=True)),
                            models.Q(("deadline", None), ("reason", ""), ("returned_at", None)),
                            _connector="OR",
                        ),
                        name="evaluasi_ronde_returned_has_reason",
                        violation_error_message="Pengembalian disertai alasan; tenggat hanya ada pada pengembalian.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deadline", None), ("deadline__gt", models.F("returned_at")), _connector="OR"
                        ),
                        name="evaluasi_ronde_deadline_after_return",
                        violation_error_message="Tenggat harus sesudah dikembalikan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("returned_at__isnull", False), _connector="OR"
                        ),
                        name="evaluasi_ronde_closed_was_returned",
                        violation_error_message="Hanya ronde yang dikembalikan yang dijawab.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tim",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nama tim")),
                ("contoh", models.BooleanField(default=False, verbose_name="data contoh")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "periode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tim",
                        to="evaluasi.periode",
                        verbose_name="periode",
                    ),
                ),
            ],
            options={
                "verbose_name": "tim",
                "verbose_name_plural": "tim",
                "ordering": ["-periode__year", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("periode", "name"),
                        name="evaluasi_tim_name_unique",
                        violation_error_message="Nama tim ini sudah dipakai pada periode tersebut.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnggotaTim",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "peran",
                    models.CharField(
                        choices=[
                            ("anggota", "Anggota"),
                            ("ketua", "Ketua tim"),
                            ("dalnis", "Pengendali teknis"),
                        ],
                        max_length=10,
                        verbose_name="peran dalam tim",
                    ),
                ),
                ("active_from", models.DateField(verbose_name="sejak")),
                ("active_to", models.DateField(blank=True, null=True, verbose_name="sampai")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "menggantikan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pengganti",
                        to="evaluasi.anggotatim",
                        verbose_name="menggantikan",
                    ),
                ),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anggota_tim",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penilai",
                    ),
                ),
                (
                    "tim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anggota",
                        to="evaluasi.tim",
                        verbose_name="tim",
                    ),
                ),
            ],
            options={
                "verbose_name": "anggota tim",
                "verbose_name_plural": "anggota tim",
                "ordering": ["tim", "peran", "active_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("peran__in", ["anggota", "ketua", "dalnis"])),
                        name="evaluasi_anggotatim_peran_known",
                        violation_error_message="Peran dalam tim tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_to", None), ("active_to__gte", models.F("active_from")), _connector="OR"
                        ),
                        name="evaluasi_anggotatim_period_ordered",
                        violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active_to", None)),
                        fields=("tim", "pengguna"),
                        name="evaluasi_anggotatim_person_once",
                        violation_error_message="Orang ini sudah duduk dalam tim tersebut.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("active_to", None), ("menggantikan", None), ("peran__in", ("ketua", "dalnis"))
                        ),
                        fields=("tim", "peran"),
                        name="evaluasi_anggotatim_one_leader",
                        violation_error_message="Tim ini sudah punya orang pada peran tersebut; akhiri dulu masanya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("menggantikan", None),
                            models.Q(("menggantikan", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="evaluasi_anggotatim_not_own_substitute",
                        violation_error_message="Seseorang tidak menggantikan dirinya sendiri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("menggantikan", None), ("active_to__isnull", False), _connector="OR"
                        ),
                        name="evaluasi_anggotatim_substitute_ends",
                        violation_error_message="Pengganti duduk sampai tanggal tertentu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ButirKembali",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("permintaan", models.TextField(max_length=2000, verbose_name="yang diminta")),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="butir_kembali",
                        to="evaluasi.simpul",
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="butir",
                        to="evaluasi.ronde",
                        verbose_name="ronde",
                    ),
                ),
            ],
            options={
                "verbose_name": "butir kembali",
                "verbose_name_plural": "butir kembali",
                "ordering": ["ronde", "simpul__urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ronde", "simpul"),
                        name="evaluasi_butirkembali_once",
                        violation_error_message="Butir ini sudah ada dalam daftar pengembalian.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("permintaan", ""), _negated=True),
                        name="evaluasi_butirkembali_says_what",
                        violation_error_message="Tuliskan apa yang diminta dari unit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Putusan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("utama", "Penilaian utama"), ("kedua", "Penilaian kedua")],
                        default="utama",
                        max_length=6,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "sikap",
                    models.CharField(
                        choices=[("sama", "Sama dengan unit"), ("berbeda", "Berbeda dari unit")],
                        max_length=8,
                        verbose_name="putusan",
                    ),
                ),
                ("isian", models.JSONField(blank=True, null=True, verbose_name="jawaban penilai")),
                ("catatan", models.TextField(blank=True, max_length=4000, verbose_name="catatan")),
                ("rekomendasi", models.TextField(blank=True, max_length=2000, verbose_name="rekomendasi")),
                ("unit_isian", models.JSONField(blank=True, null=True, verbose_name="jawaban unit saat itu")),
                (
                    "unit_catatan",
                    models.TextField(blank=True, max_length=4000, verbose_name="catatan unit saat itu"),
                ),
                ("unit_version", models.PositiveIntegerField(default=0, verbose_name="versi jawaban unit")),
                ("bukti", models.JSONField(blank=True, default=dict, verbose_name="bukti saat itu")),
                ("dilihat", models.JSONField(blank=True, default=dict, verbose_name="bukti yang dibuka")),
                ("detik", models.PositiveIntegerField(default=0, verbose_name="lama dikerjakan, detik")),
                ("decided_at", models.DateTimeField(verbose_name="diputuskan pada")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "penilai",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="putusan",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penilai",
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="putusan",
                        to="evaluasi.simpul",
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="putusan",
                        to="evaluasi.ronde",
                        verbose_name="ronde",
                    ),
                ),
            ],
            options={
                "verbose_name": "putusan",
                "verbose_name_plural": "putusan",
                "ordering": ["ronde", "simpul__urutan", "kind"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ronde", "simpul", "kind"),
                        name="evaluasi_putusan_once",
                        violation_error_message="Butir ini sudah diputuskan pada ronde tersebut.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["utama", "kedua"])),
                        name="evaluasi_putusan_kind_known",
                        violation_error_message="Jenis penilaian tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sikap__in", ["sama", "berbeda"])),
                        name="evaluasi_putusan_sikap_known",
                        violation_error_message="Putusan tidak dikenal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Penugasan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="ditugaskan pada")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="selesai sebelum")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="penugasan",
                        to="evaluasi.lembarkerja",
                        verbose_name="lembar kerja",
                    ),
                ),
                (
                    "penilai",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="penugasan",
                        to="evaluasi.anggotatim",
                        verbose_name="penilai pertama",
                    ),
                ),
                (
                    "tim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="penugasan",
                        to="evaluasi.tim",
                        verbose_name="tim",
                    ),
                ),
            ],
            options={
                "verbose_name": "penugasan",
                "verbose_name_plural": "penugasan",
                "ordering": ["tim", "assigned_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lembar",),
                        name="evaluasi_penugasan_once",
                        violation_error_message="Lembar kerja ini sudah ditugaskan.",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="lembarkerja",
            name="evaluasi_lembarkerja_state_known",
        ),
        migrations.AddField(
            model_name="periode",
            name="jeda_bulan",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Selama sekian bulan sesudah pindah, penilai tidak menilai unit lamanya. Kosong: belum ditetapkan.",
                null=True,
                verbose_name="jeda bekas jabatan, bulan",
            ),
        ),
        migrations.AddField(
            model_name="periode",
            name="review_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="reviu TPI selesai sebelum"),
        ),
        migrations.AlterField(
            model_name="lembarkerja",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Sedang diisi"),
                    ("submitted", "Diajukan"),
                    ("in_review", "Sedang dinilai"),
                    ("returned", "Dikembalikan"),
                    ("approved", "Disetujui TPI"),
                    ("proposed", "Diusulkan"),
                    ("decided", "Diputuskan"),
                ],
                default="draft",
                editable=False,
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="lembarkerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["draft", "submitted", "in_review", "returned", "approved", "proposed", "decided"],
                    )
                ),
                name="evaluasi_lembarkerja_state_known",
                violation_error_message="Status lembar kerja tidak dikenal.",
            ),
        ),
    ]
