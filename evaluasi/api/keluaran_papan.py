"""What the API answers on the board of a year: funnel, gates, pace, evidence that runs out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluasi.api.keluaran import NILAI, UnitLembarSerializer
from evaluasi.domain.bilangan import STORED_PLACES
from evaluasi.domain.queries.corong import Corong, Langkah
from evaluasi.domain.queries.papan_kota import PERISTIWA
from evaluasi.enums import LembarState, PredikatKind, Tahap


def points(value: int) -> Decimal:
    """Points from units of the last stored place."""
    return Decimal(value).scaleb(-STORED_PLACES)


class LangkahCorongSerializer(serializers.Serializer):
    """One step of the funnel."""

    langkah = serializers.ChoiceField(choices=[(step.value, step.name) for step in Langkah])
    nama = serializers.CharField()
    unit = serializers.IntegerField(help_text="Jumlah unit yang sampai pada langkah ini.")
    arti = serializers.CharField(help_text="Apa yang dihitung; aturan portal.")


class CorongSerializer(serializers.Serializer):
    """The funnel of one year."""

    tahun = serializers.IntegerField(source="year")
    per = serializers.DateField(source="on", help_text="Akhir tahun itu, atau hari ini bila masih berjalan.")
    dihitung = serializers.IntegerField(source="counted", help_text="Unit dalam target kota pada hari itu.")
    langkah = serializers.SerializerMethodField()

    @extend_schema_field(LangkahCorongSerializer(many=True))
    def get_langkah(self, corong: Corong) -> list[dict[str, Any]]:
        return [
            {
                "langkah": step.value,
                "nama": self.context["labels"][step],
                "unit": corong.count(step),
                "arti": self.context["rules"][step],
            }
            for step in Langkah
        ]


class LajuSerializer(serializers.Serializer):
    """The pace of handing in against the deadline."""

    diajukan = serializers.IntegerField(source="done")
    lembar = serializers.IntegerField(source="total")
    tenggat = serializers.DateField(source="due")
    hari_tersisa = serializers.IntegerField(source="days_left")
    rendah = serializers.IntegerField(source="low", allow_null=True)
    tinggi = serializers.IntegerField(source="high", allow_null=True)
    alasan = serializers.CharField(source="reason", help_text="Mengapa tidak ada perkiraan; kosong bila ada.")


class BuktiHabisSerializer(serializers.Serializer):
    """A cited document that runs out."""

    dokumen = serializers.UUIDField()
    judul = serializers.CharField(source="title")
    unit = serializers.UUIDField()
    nama_unit = serializers.CharField(source="unit_name")
    berlaku_sampai = serializers.DateField(source="expires_on")
    dikutip = serializers.IntegerField(source="cited", help_text="Banyaknya butir yang mengutip.")
    contoh = serializers.BooleanField()


class GerbangUnitSerializer(serializers.Serializer):
    """One worksheet against one gate."""

    lembar = serializers.UUIDField()
    unit = UnitLembarSerializer()
    tahun = serializers.IntegerField()
    status = serializers.ChoiceField(choices=LembarState.choices)
    tahap = serializers.ChoiceField(choices=Tahap.choices)
    predikat = serializers.ChoiceField(choices=PredikatKind.choices)
    kode = serializers.CharField(help_text="Kode batas.")
    nama = serializers.CharField()
    nilai = serializers.DecimalField(**NILAI)
    ambang = serializers.DecimalField(**NILAI)
    bobot = serializers.DecimalField(**NILAI)
    jarak = serializers.DecimalField(
        max_digits=16, decimal_places=12, help_text="Nilai dikurangi ambang; negatif bila belum tercapai."
    )
    terpenuhi = serializers.BooleanField()
    pasti = serializers.BooleanField(help_text="Tercapai apa pun jawaban butir yang masih kosong.")
    dasar = serializers.CharField()
    contoh = serializers.BooleanField()


class RencanaTerlambatSerializer(serializers.Serializer):
    """A plan with late promises."""

    rencana = serializers.UUIDField()
    unit = serializers.UUIDField(source="opd")
    nama_unit = serializers.CharField(source="unit")
    terlambat = serializers.IntegerField(source="jumlah.late")
    janji = serializers.IntegerField(source="jumlah.total")


class JanjiTahunSerializer(serializers.Serializer):
    """What became of the promises of a year."""

    janji = serializers.IntegerField(source="jumlah.total", help_text="Tanpa yang dibatalkan.")
    selesai = serializers.IntegerField(source="jumlah.reached", help_text="Selesai menurut unit.")
    terverifikasi = serializers.IntegerField(source="jumlah.verified")
    terlambat = serializers.IntegerField(source="jumlah.late")
    dibatalkan = serializers.IntegerField(source="jumlah.cancelled")
    rencana_terlambat = RencanaTerlambatSerializer(source="terlambat", many=True)


class PeristiwaSerializer(serializers.Serializer):
    """Something that happened this year."""

    pada = serializers.DateTimeField(source="at")
    peristiwa = serializers.ChoiceField(
        source="kind",
        choices=list(PERISTIWA.items()),
    )
    unit = serializers.UUIDField()
    nama_unit = serializers.CharField(source="unit_name")
    lembar = serializers.UUIDField(allow_null=True)
    predikat = serializers.CharField(
        allow_blank=True, help_text="WBK atau WBBM yang dicatat atau dicabut; selain itu kosong."
    )


class PapanTahunSerializer(serializers.Serializer):
    """The board of a year."""

    tahun = serializers.IntegerField()
    per = serializers.DateField()
    tahap = serializers.ChoiceField(choices=Tahap.choices, help_text="Menurut siapa batas dihitung.")
    tahun_tersedia = serializers.ListField(child=serializers.IntegerField())
    corong = CorongSerializer(
        many=True, help_text="Tahun yang diminta terakhir; tahun sebelumnya lebih dahulu."
    )
    laju = LajuSerializer(allow_null=True)
    hampir_tercapai = GerbangUnitSerializer(
        many=True, help_text="Kurang paling banyak 5 persen bobot; terdekat dahulu."
    )
    hampir_lepas = GerbangUnitSerializer(
        many=True, help_text="Lebih paling banyak 5 persen bobot, atau belum pasti."
    )
    semua_batas_tercapai = UnitLembarSerializer(many=True)
    belum_mulai = UnitLembarSerializer(many=True, help_text="Sudah mencanangkan, belum memulai lembar kerja.")
    bukti_habis = BuktiHabisSerializer(
        many=True, help_text="Habis masa berlakunya dalam 60 hari, atau sudah."
    )
    janji = JanjiTahunSerializer(help_text="Rencana aksi tahun itu; nol bila belum ada yang dicatat.")
    peristiwa = PeristiwaSerializer(
        many=True, help_text="Terbaru dahulu: pencanangan, predikat, dan lembar kerja tahun itu."
    )
