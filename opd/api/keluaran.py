"""What the API answers: flat, named as a clerk names it, dates in ISO form, shares as decimal texts."""

from __future__ import annotations

from decimal import Decimal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from opd.domain.queries.cakupan import Cakupan
from opd.domain.queries.papan import LONG_LATE_DAYS, Papan
from opd.domain.queries.unit_papan import UnitPapan
from opd.enums import Bagian, LampiranKind, OpdKind, PencananganKind, PencananganState, Role
from opd.models import Pencanangan

SHARE = Decimal("0.0001")


class CakupanSerializer(serializers.Serializer):
    """Coverage of signatures."""

    menandatangani = serializers.IntegerField(source="signed", help_text="Pegawai yang sudah menandatangani.")
    pegawai = serializers.IntegerField(
        source="total", help_text="Yang terbesar di antara daftar pegawai dan pernyataan unit."
    )
    bagian = serializers.SerializerMethodField(help_text="Pecahan 0 sampai 1; null bila belum ada pegawai.")
    daftar_lengkap = serializers.BooleanField(
        source="complete_list", help_text="Apakah daftar pegawai selengkap pernyataan unit."
    )

    @extend_schema_field(serializers.DecimalField(max_digits=5, decimal_places=4, allow_null=True))
    def get_bagian(self, row: Cakupan) -> str | None:
        return None if row.share is None else f"{row.share.quantize(SHARE):f}"


class UnitRingkasSerializer(serializers.Serializer):
    """A unit in a sentence."""

    id = serializers.UUIDField(source="key")
    kode = serializers.CharField(source="code")
    nama = serializers.CharField(source="name")
    singkatan = serializers.CharField(source="short_name")


class UnitSerializer(UnitRingkasSerializer):
    """A unit on a day."""

    jenis = serializers.ChoiceField(source="kind", choices=OpdKind.choices)
    dihitung = serializers.BooleanField(source="counted", help_text="Masuk hitungan target kota.")
    aktif_sejak = serializers.DateField(source="active_from")
    aktif_sampai = serializers.DateField(source="active_to", allow_null=True)
    mencanangkan_pada = serializers.DateField(
        source="declared_on", allow_null=True, help_text="Tanggal acara pertama yang sudah diverifikasi."
    )
    pencanangan = serializers.UUIDField(source="declared_in", allow_null=True)
    tenggat = serializers.DateField(source="due_on", allow_null=True)
    hari_terlambat = serializers.SerializerMethodField(help_text="0 bila sudah atau belum jatuh tempo.")
    cakupan = CakupanSerializer()
    contoh = serializers.BooleanField(help_text="Data contoh, bukan keadaan sebenarnya.")

    def get_hari_terlambat(self, row: UnitPapan) -> int:
        return row.days_late(self.context["on"])


class UnitCakupanSerializer(UnitRingkasSerializer):
    """Coverage of one unit."""

    cakupan = CakupanSerializer()


class TargetSerializer(serializers.Serializer):
    """The city's target."""

    tahun = serializers.IntegerField(source="year")
    tenggat = serializers.DateField(source="due_on")
    unit = serializers.IntegerField(source="units")
    dasar = serializers.CharField(source="basis")
    contoh = serializers.BooleanField()


class LangkahSerializer(serializers.Serializer):
    """A day on which the course changed."""

    tanggal = serializers.DateField(source="day")
    sudah = serializers.IntegerField(source="declared")
    dihitung = serializers.IntegerField(source="counted")
    unit = serializers.ListField(source="names", child=serializers.CharField())


class KelompokSerializer(serializers.Serializer):
    """Counted units of one kind."""

    jenis = serializers.ChoiceField(source="key", choices=OpdKind.choices)
    nama = serializers.CharField(source="label")
    sudah = serializers.IntegerField(source="declared")
    dihitung = serializers.IntegerField(source="total")
    cakupan = CakupanSerializer()


class WilayahSerializer(serializers.Serializer):
    """A kecamatan and the units below it."""

    unit = UnitRingkasSerializer()
    mencanangkan_pada = serializers.DateField(source="unit.declared_on", allow_null=True)
    di_bawah_sudah = serializers.IntegerField(source="declared_below")
    di_bawah = serializers.IntegerField(source="total_below")
    cakupan = CakupanSerializer()


class KabarSerializer(serializers.Serializer):
    """A declaration that moved in the last seven days, or waits."""

    pencanangan = serializers.UUIDField()
    penyelenggara = serializers.CharField(source="organiser")
    jumlah_unit = serializers.IntegerField(source="unit_count")
    status = serializers.ChoiceField(source="state", choices=PencananganState.choices)
    pada = serializers.DateTimeField(source="at")
    contoh = serializers.BooleanField()


class BelumSerializer(UnitRingkasSerializer):
    """A counted unit without a declaration."""

    tenggat = serializers.DateField(source="due_on", allow_null=True)
    hari_terlambat = serializers.SerializerMethodField()
    contoh = serializers.BooleanField()

    def get_hari_terlambat(self, row: UnitPapan) -> int:
        return row.days_late(self.context["on"])


class PapanSerializer(serializers.Serializer):
    """The board of one day."""

    tanggal = serializers.DateField(source="on")
    dihitung = serializers.IntegerField(source="total", help_text="Unit dalam target kota pada tanggal itu.")
    sudah = serializers.IntegerField(source="declared")
    belum = serializers.SerializerMethodField()
    terlambat = serializers.IntegerField(source="late", help_text="Belum mencanangkan dan lewat tenggat.")
    terlambat_lama = serializers.IntegerField(
        source="long_late", help_text=f"Lewat tenggat lebih dari {LONG_LATE_DAYS} hari."
    )
    target = TargetSerializer(allow_null=True)
    cakupan = CakupanSerializer()
    tanda_tangan_pekan_ini = serializers.IntegerField(source="signed_this_week")
    lintasan = LangkahSerializer(many=True, source="course")
    daftar_belum = BelumSerializer(many=True, source="missing")
    menurut_jenis = KelompokSerializer(many=True, source="kinds")
    menurut_kecamatan = WilayahSerializer(many=True, source="kecamatan")
    menunggu = KabarSerializer(many=True, source="waiting")
    kabar_pekan_ini = KabarSerializer(many=True, source="kabar")

    def get_belum(self, papan: Papan) -> int:
        return len(papan.missing)


class UnitAcuanSerializer(UnitRingkasSerializer):
    """A unit to which something else refers, from its row."""

    id = serializers.UUIDField(source="pk")


class PencananganSerializer(serializers.ModelSerializer):
    """A declaration in a list."""

    penyelenggara = UnitAcuanSerializer(source="organiser")
    bentuk = serializers.ChoiceField(source="kind", choices=PencananganKind.choices)
    tanggal = serializers.DateField(source="date", allow_null=True)
    tempat = serializers.CharField(source="place")
    acara = serializers.CharField(source="occasion")
    dipimpin_oleh = serializers.CharField(source="leader_name")
    jabatan_pemimpin = serializers.CharField(source="leader_title")
    status = serializers.ChoiceField(source="state", choices=PencananganState.choices)
    status_kata = serializers.CharField(source="get_state_display")
    diajukan_pada = serializers.DateTimeField(source="submitted_at", allow_null=True)
    diputuskan_pada = serializers.DateTimeField(source="decided_at", allow_null=True)
    jumlah_unit = serializers.IntegerField(source="unit_count")

    class Meta:
        model = Pencanangan
        fields = (
            "id",
            "penyelenggara",
            "bentuk",
            "tanggal",
            "tempat",
            "acara",
            "dipimpin_oleh",
            "jabatan_pemimpin",
            "status",
            "status_kata",
            "diajukan_pada",
            "diputuskan_pada",
            "jumlah_unit",
            "contoh",
        )


class PesertaSerializer(serializers.Serializer):
    """A unit that declared, and who signed for it."""

    unit = UnitAcuanSerializer(source="opd")
    penanda_tangan = serializers.CharField(source="signer_name")
    jabatan = serializers.CharField(source="signer_title")


class SaksiSerializer(serializers.Serializer):
    nama = serializers.CharField(source="name")
    jabatan = serializers.CharField(source="title")
    lembaga = serializers.CharField(source="institution")


class LampiranSerializer(serializers.Serializer):
    jenis = serializers.ChoiceField(source="kind", choices=LampiranKind.choices)
    keterangan = serializers.CharField(source="caption")
    nama_berkas = serializers.CharField(source="filename")


class PublikasiSerializer(serializers.Serializer):
    alamat = serializers.URLField(source="url")
    judul = serializers.CharField(source="title")


class PenghargaanSerializer(serializers.Serializer):
    penerima = serializers.CharField(source="recipient")
    penghargaan = serializers.CharField(source="title")


class CatatanSerializer(serializers.Serializer):
    putaran = serializers.IntegerField(source="round")
    bagian = serializers.ChoiceField(choices=Bagian.choices)
    diterima = serializers.BooleanField(source="accepted")
    catatan = serializers.CharField(source="text")
    pada = serializers.DateTimeField(source="at")


class PencananganRinciSerializer(PencananganSerializer):
    """A declaration with all that belongs to it."""

    dasar = serializers.CharField(source="legal_basis")
    keterangan = serializers.CharField(source="note")
    alasan_batal = serializers.CharField(source="cancel_reason")
    sumber = serializers.CharField(source="source")
    peserta = PesertaSerializer(many=True)
    saksi = SaksiSerializer(many=True)
    lampiran = LampiranSerializer(many=True)
    publikasi = PublikasiSerializer(many=True)
    penghargaan = PenghargaanSerializer(many=True)
    catatan_verifikasi = CatatanSerializer(many=True, source="catatan")

    class Meta(PencananganSerializer.Meta):
        fields = (
            *PencananganSerializer.Meta.fields,
            "dasar",
            "keterangan",
            "alasan_batal",
            "sumber",
            "peserta",
            "saksi",
            "lampiran",
            "publikasi",
            "penghargaan",
            "catatan_verifikasi",
        )


class PeranSerializer(serializers.Serializer):
    """A role held today."""

    peran = serializers.ChoiceField(source="role", choices=Role.choices)
    unit = serializers.UUIDField(source="unit_id", allow_null=True, help_text="null: seluruh kota.")


class SayaSerializer(serializers.Serializer):
    """Whose key or session this is, and what it may see."""

    nama_pengguna = serializers.CharField()
    nama = serializers.CharField()
    lingkup = serializers.ChoiceField(
        choices=[("kota", "Seluruh kota"), ("unit", "Unit sendiri dan di bawahnya")]
    )
    peran = PeranSerializer(many=True)
    lingkup_kunci = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text="Lingkup kunci yang dipakai; null bila masuk sendiri.",
    )
