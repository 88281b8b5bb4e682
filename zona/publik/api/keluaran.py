"""The datasets as they are given out. Their fields are also the dictionary: no person is among them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluasi.enums import PredikatKind
from opd.enums import OpdKind

NILAI = {"max_digits": 16, "decimal_places": 12, "allow_null": True}
CONTOH = "Data contoh, bukan keadaan sebenarnya."


class UnitTerbukaSerializer(serializers.Serializer):
    """A unit."""

    kode = serializers.CharField(source="code", help_text="Kode unit pada portal ini; tidak berubah.")
    nama = serializers.CharField(source="name", help_text="Nama resmi unit.")
    jenis = serializers.ChoiceField(source="kind", choices=OpdKind.choices, help_text="Jenis unit.")
    dihitung = serializers.BooleanField(source="counted", help_text="Masuk hitungan target kota.")
    mencanangkan_pada = serializers.DateField(
        source="declared_on",
        allow_null=True,
        help_text="Tanggal acara pencanangan pertama yang sudah diverifikasi; kosong bila belum.",
    )
    contoh = serializers.BooleanField(help_text=CONTOH)


class PencananganTerbukaSerializer(serializers.Serializer):
    """A verified declaration."""

    tanggal = serializers.DateField(source="date", help_text="Tanggal acara.")
    acara = serializers.CharField(source="occasion", help_text="Nama acara.")
    tempat = serializers.CharField(source="place", help_text="Tempat acara.")
    kode_penyelenggara = serializers.CharField(source="organiser.code", help_text="Kode unit penyelenggara.")
    penyelenggara = serializers.CharField(source="organiser.name", help_text="Nama unit penyelenggara.")
    kode_unit = serializers.SerializerMethodField(
        help_text="Kode semua unit yang mencanangkan pada acara itu."
    )
    tautan = serializers.SerializerMethodField(help_text="Alamat berita atau unggahan tentang acara itu.")
    contoh = serializers.BooleanField(help_text=CONTOH)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_kode_unit(self, row: Any) -> list[str]:
        return [peserta.opd.code for peserta in row.peserta.all()]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_tautan(self, row: Any) -> list[str]:
        return [link.url for link in row.publikasi.all()]


class PenilaianTerbukaSerializer(serializers.Serializer):
    """One area of one unit in one year."""

    tahun = serializers.IntegerField(help_text="Tahun evaluasi.")
    kode_unit = serializers.CharField(help_text="Kode unit.")
    unit = serializers.CharField(help_text="Nama unit.")
    predikat = serializers.ChoiceField(choices=PredikatKind.choices, help_text="Predikat yang dituju.")
    langkah = serializers.CharField(
        allow_blank=True,
        help_text="Sampai di mana unit pada tahun itu; kosong bila kota tidak menerbitkannya.",
    )
    kode_area = serializers.CharField(
        allow_blank=True, help_text="Kode area; TOTAL untuk keseluruhan; kosong bila nilai tidak diterbitkan."
    )
    area = serializers.CharField(allow_blank=True, help_text="Nama area.")
    bobot = serializers.DecimalField(help_text="Nilai tertinggi area itu.", **NILAI)
    nilai_unit = serializers.DecimalField(
        help_text="Nilai mandiri unit sesudah diajukan; kosong bila tidak diterbitkan.", **NILAI
    )
    nilai_tpi = serializers.DecimalField(
        help_text="Nilai TPI sesudah disetujui; kosong bila tidak diterbitkan.", **NILAI
    )
    contoh = serializers.BooleanField(help_text=CONTOH)


class JanjiTerbukaSerializer(serializers.Serializer):
    """One promised action."""

    tahun = serializers.IntegerField(help_text="Tahun rencana aksi.")
    kode_unit = serializers.CharField(help_text="Kode unit.")
    unit = serializers.CharField(help_text="Nama unit.")
    area = serializers.CharField(help_text="Area perubahan.")
    janji = serializers.CharField(help_text="Yang dijanjikan.")
    target = serializers.DecimalField(
        max_digits=12, decimal_places=2, help_text="Banyaknya yang dijanjikan, dihitung sejak awal."
    )
    satuan = serializers.CharField(help_text="Satuan target.")
    tenggat = serializers.DateField(help_text="Paling lambat.")
    menurut_unit = serializers.DecimalField(
        max_digits=12, decimal_places=2, allow_null=True, help_text="Tercapai menurut laporan terakhir unit."
    )
    terverifikasi = serializers.DecimalField(
        max_digits=12,
        decimal_places=2,
        allow_null=True,
        help_text="Tercapai menurut verifikasi terakhir koordinator.",
    )
    keadaan = serializers.CharField(help_text="Keadaan pada hari data dibaca.")
    contoh = serializers.BooleanField(help_text=CONTOH)


class PredikatTerbukaSerializer(serializers.Serializer):
    """A predicate."""

    kode_unit = serializers.CharField(source="code", help_text="Kode unit.")
    unit = serializers.CharField(help_text="Nama unit.")
    predikat = serializers.ChoiceField(source="kind", choices=PredikatKind.choices, help_text="Predikatnya.")
    tahun = serializers.IntegerField(source="year", help_text="Putaran tahun.")
    keputusan = serializers.CharField(
        source="decision", allow_blank=True, help_text="Nomor keputusan, bila diketahui."
    )
    diberikan_pada = serializers.DateField(source="valid_from", help_text="Mulai berlaku.")
    berlaku_sampai = serializers.DateField(
        source="valid_to",
        allow_null=True,
        help_text="Menurut keputusannya; kosong bila keputusan tidak menyebut.",
    )
    dicabut_pada = serializers.DateField(
        source="revoked_on", allow_null=True, help_text="Tanggal pencabutan; kosong bila tidak dicabut."
    )
    contoh = serializers.BooleanField(help_text=CONTOH)


class KamusSerializer(serializers.Serializer):
    """One column of one dataset."""

    himpunan = serializers.CharField(help_text="Nama himpunan data.")
    kolom = serializers.CharField(help_text="Nama kolom.")
    tipe = serializers.CharField(help_text="Tipe isi kolom.")
    arti = serializers.CharField(help_text="Arti kolom.")


class LisensiSerializer(serializers.Serializer):
    kode = serializers.CharField()
    nama = serializers.CharField()
    alamat = serializers.URLField()


class HimpunanSerializer(serializers.Serializer):
    """One dataset in the catalogue."""

    nama = serializers.CharField()
    judul = serializers.CharField()
    keterangan = serializers.CharField()
    json = serializers.URLField()
    csv = serializers.URLField()
    xlsx = serializers.URLField()


class KatalogSerializer(serializers.Serializer):
    """What there is, from whom, and under which licence."""

    penerbit = serializers.CharField()
    surel = serializers.CharField(allow_blank=True)
    lisensi = LisensiSerializer()
    tahun_penilaian = serializers.ListField(
        child=serializers.IntegerField(), help_text="Tahun yang penilaiannya diterbitkan."
    )
    himpunan = HimpunanSerializer(many=True)
    kamus = serializers.URLField()


TYPES = {
    serializers.BooleanField: "ya/tidak (true, false)",
    serializers.IntegerField: "bilangan bulat",
    serializers.DecimalField: "desimal (titik)",
    serializers.DateField: "tanggal (2020-10-22)",
    serializers.SerializerMethodField: "daftar teks; dalam CSV dipisah titik koma",
}


def dictionary_of(name: str, serializer: type[serializers.Serializer]) -> list[dict[str, str]]:
    """The columns of a dataset, told from its own fields."""
    rows = []
    for column, field in serializer().fields.items():
        kind = TYPES.get(type(field), "teks")
        if isinstance(field, serializers.ChoiceField):
            kind = "salah satu dari: " + ", ".join(field.choices)
        rows.append({"himpunan": name, "kolom": column, "tipe": kind, "arti": str(field.help_text)})
    return rows
