import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Regulasi",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kode", models.SlugField(max_length=60)),
                ("nama", models.CharField(max_length=100)),
                ("tentang", models.CharField(max_length=300)),
                ("ditetapkan", models.DateField(blank=True, null=True)),
                ("diundangkan", models.DateField(blank=True, null=True)),
                ("dicabut", models.DateField(blank=True, null=True)),
                ("berita_negara", models.CharField(blank=True, max_length=60, verbose_name="berita negara")),
                (
                    "naskah_tersedia",
                    models.BooleanField(
                        default=True,
                        help_text="Tidak, bila portal belum pernah membaca naskahnya.",
                        verbose_name="naskah tersedia",
                    ),
                ),
                ("catatan", models.TextField(blank=True)),
                ("urutan", models.PositiveSmallIntegerField()),
                (
                    "mencabut",
                    models.ManyToManyField(blank=True, related_name="dicabut_oleh", to="evaluasi.regulasi"),
                ),
                (
                    "mengubah",
                    models.ManyToManyField(blank=True, related_name="diubah_oleh", to="evaluasi.regulasi"),
                ),
            ],
            options={
                "verbose_name": "regulasi",
                "verbose_name_plural": "regulasi",
                "ordering": ["urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kode",),
                        name="evaluasi_regulasi_kode_unique",
                        violation_error_message="Kode regulasi sudah dipakai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ditetapkan__isnull", True),
                            ("diundangkan__isnull", True),
                            ("diundangkan__gte", models.F("ditetapkan")),
                            _connector="OR",
                        ),
                        name="evaluasi_regulasi_dates_ordered",
                        violation_error_message="Regulasi diundangkan sesudah ditetapkan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dicabut__isnull", True),
                            ("diundangkan__isnull", True),
                            ("dicabut__gte", models.F("diundangkan")),
                            _connector="OR",
                        ),
                        name="evaluasi_regulasi_revoked_after_promulgated",
                        violation_error_message="Regulasi dicabut sesudah diundangkan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instrumen",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kode", models.SlugField(max_length=60)),
                ("revisi", models.PositiveSmallIntegerField()),
                ("nama", models.CharField(max_length=200)),
                ("dasar", models.CharField(max_length=300)),
                ("berlaku_mulai", models.DateField(verbose_name="berlaku mulai")),
                ("berlaku_sampai", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("gerbang_mulai", models.PositiveSmallIntegerField(verbose_name="tahun pertama gerbang")),
                (
                    "gerbang_sampai",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="tahun terakhir gerbang"
                    ),
                ),
                ("rincian", models.JSONField(default=dict)),
                ("sidik", models.CharField(editable=False, max_length=64)),
                ("dimuat_pada", models.DateTimeField(auto_now_add=True, verbose_name="dimuat pada")),
                (
                    "digunakan_sejak",
                    models.DateTimeField(editable=False, null=True, verbose_name="digunakan sejak"),
                ),
                ("regulasi", models.ManyToManyField(related_name="instrumen", to="evaluasi.regulasi")),
            ],
            options={
                "verbose_name": "instrumen",
                "verbose_name_plural": "instrumen",
                "ordering": ["-berlaku_mulai", "kode", "-revisi"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kode", "revisi"),
                        name="evaluasi_instrumen_revisi_unique",
                        violation_error_message="Revisi instrumen ini sudah ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revisi__gte", 1)),
                        name="evaluasi_instrumen_revisi_positive",
                        violation_error_message="Revisi dimulai dari 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("berlaku_sampai__isnull", True),
                            ("berlaku_sampai__gte", models.F("berlaku_mulai")),
                            _connector="OR",
                        ),
                        name="evaluasi_instrumen_validity_ordered",
                        violation_error_message="Masa berlaku berakhir sebelum dimulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gerbang_sampai__isnull", True),
                            ("gerbang_sampai__gte", models.F("gerbang_mulai")),
                            _connector="OR",
                        ),
                        name="evaluasi_instrumen_gate_years_ordered",
                        violation_error_message="Tahun gerbang berakhir sebelum dimulai.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Simpul",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField()),
                ("kode", models.CharField(max_length=40)),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("total", "Total"),
                            ("komponen", "Komponen"),
                            ("bagian", "Bagian"),
                            ("area", "Area"),
                            ("sub_aspek", "Sub-aspek"),
                            ("unsur_hasil", "Unsur hasil"),
                            ("butir", "Butir"),
                            ("area_gabungan", "Area gabungan"),
                        ],
                        max_length=15,
                    ),
                ),
                ("nama", models.CharField(max_length=300)),
                ("bobot", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                (
                    "jawaban",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ya_tidak", "Ya/Tidak"),
                            ("abc", "A/B/C"),
                            ("abcd", "A/B/C/D"),
                            ("abcde", "A/B/C/D/E"),
                            ("persen", "Persen"),
                            ("skala_0_4", "Skala 0-4"),
                        ],
                        max_length=10,
                        verbose_name="jenis jawaban",
                    ),
                ),
                ("rumus", models.JSONField(blank=True, null=True)),
                ("contoh_bukti", models.JSONField(blank=True, default=list, verbose_name="contoh bukti")),
                ("catatan", models.TextField(blank=True)),
                (
                    "gabungan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bagian",
                        to="evaluasi.simpul",
                        verbose_name="area gabungan",
                    ),
                ),
                (
                    "induk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anak",
                        to="evaluasi.simpul",
                    ),
                ),
                (
                    "instrumen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="simpul",
                        to="evaluasi.instrumen",
                    ),
                ),
            ],
            options={
                "verbose_name": "simpul",
                "verbose_name_plural": "simpul",
                "ordering": ["instrumen", "urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instrumen", "kode"),
                        name="evaluasi_simpul_kode_unique",
                        violation_error_message="Kode sudah dipakai dalam instrumen ini.",
                    ),
                    models.UniqueConstraint(
                        fields=("instrumen", "urutan"),
                        name="evaluasi_simpul_urutan_unique",
                        violation_error_message="Urutan sudah dipakai dalam instrumen ini.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "jenis__in",
                                [
                                    "total",
                                    "komponen",
                                    "bagian",
                                    "area",
                                    "sub_aspek",
                                    "unsur_hasil",
                                    "butir",
                                    "area_gabungan",
                                ],
                            )
                        ),
                        name="evaluasi_simpul_jenis_known",
                        violation_error_message="Jenis simpul tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("jawaban__in", ["ya_tidak", "abc", "abcd", "abcde", "persen", "skala_0_4"]),
                                ("jenis", "butir"),
                            ),
                            models.Q(models.Q(("jenis", "butir"), _negated=True), ("jawaban", "")),
                            _connector="OR",
                        ),
                        name="evaluasi_simpul_only_butir_answered",
                        violation_error_message="Butir, dan hanya butir, memiliki jenis jawaban.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bobot__gt", 0), ("bobot__isnull", False)),
                            models.Q(("bobot__isnull", True), ("jenis", "butir")),
                            _connector="OR",
                        ),
                        name="evaluasi_simpul_bobot_positive",
                        violation_error_message="Bobot lebih dari 0; hanya butir boleh tanpa bobot.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pilihan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField()),
                ("kunci", models.CharField(max_length=5)),
                ("nilai", models.DecimalField(decimal_places=6, max_digits=7)),
                ("kriteria", models.TextField()),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pilihan",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "pilihan",
                "verbose_name_plural": "pilihan",
                "ordering": ["simpul", "urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("simpul", "kunci"),
                        name="evaluasi_pilihan_kunci_unique",
                        violation_error_message="Pilihan ini sudah ada pada butir.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nilai__gte", 0), ("nilai__lte", 1)),
                        name="evaluasi_pilihan_nilai_bounded",
                        violation_error_message="Nilai pilihan antara 0 dan 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Masukan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField()),
                ("kunci", models.CharField(max_length=30)),
                ("label", models.CharField(max_length=200)),
                ("ikut_rumus", models.BooleanField(verbose_name="ikut rumus")),
                ("bagian_dari", models.JSONField(blank=True, default=list, verbose_name="bagian dari")),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="masukan",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "masukan",
                "verbose_name_plural": "masukan",
                "ordering": ["simpul", "urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("simpul", "kunci"),
                        name="evaluasi_masukan_kunci_unique",
                        violation_error_message="Masukan ini sudah ada pada butir.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gerbang",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField()),
                (
                    "predikat",
                    models.CharField(
                        choices=[
                            ("WBK", "Wilayah Bebas dari Korupsi"),
                            ("WBBM", "Wilayah Birokrasi Bersih dan Melayani"),
                        ],
                        max_length=4,
                    ),
                ),
                ("kode", models.CharField(max_length=40)),
                ("ambang", models.DecimalField(decimal_places=6, max_digits=9)),
                (
                    "satuan",
                    models.CharField(
                        choices=[("poin", "Poin"), ("persen", "Persen dari bobot")], max_length=6
                    ),
                ),
                ("syarat", models.CharField(max_length=300)),
                ("setara", models.CharField(blank=True, max_length=100)),
                ("dasar", models.CharField(max_length=300)),
                (
                    "instrumen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gerbang",
                        to="evaluasi.instrumen",
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gerbang",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "gerbang",
                "verbose_name_plural": "gerbang",
                "ordering": ["instrumen", "urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instrumen", "predikat", "kode"),
                        name="evaluasi_gerbang_kode_unique",
                        violation_error_message="Gerbang ini sudah ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predikat__in", ["WBK", "WBBM"])),
                        name="evaluasi_gerbang_predikat_known",
                        violation_error_message="Predikat tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("satuan__in", ["poin", "persen"])),
                        name="evaluasi_gerbang_satuan_known",
                        violation_error_message="Satuan ambang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ambang__gt", 0)),
                        name="evaluasi_gerbang_ambang_positive",
                        violation_error_message="Ambang lebih dari 0.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SoalPortal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tahun", models.PositiveSmallIntegerField()),
                ("soal_id", models.PositiveIntegerField(verbose_name="nomor soal")),
                ("lembar", models.CharField(max_length=40)),
                ("baris", models.PositiveIntegerField()),
                (
                    "instrumen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="soal_portal",
                        to="evaluasi.instrumen",
                    ),
                ),
                (
                    "masukan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="soal_portal",
                        to="evaluasi.masukan",
                    ),
                ),
                (
                    "simpul",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="soal_portal",
                        to="evaluasi.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "soal portal",
                "verbose_name_plural": "soal portal",
                "ordering": ["instrumen", "tahun", "soal_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instrumen", "tahun", "soal_id"),
                        name="evaluasi_soalportal_soal_id_unique",
                        violation_error_message="Nomor soal sudah dipakai pada tahun ini.",
                    ),
                    models.UniqueConstraint(
                        fields=("tahun", "simpul", "masukan"),
                        name="evaluasi_soalportal_masukan_unique",
                        violation_error_message="Masukan ini sudah bernomor pada tahun ini.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("masukan__isnull", True)),
                        fields=("tahun", "simpul"),
                        name="evaluasi_soalportal_simpul_unique",
                        violation_error_message="Butir ini sudah bernomor pada tahun ini.",
                    ),
                ],
            },
        ),
    ]
