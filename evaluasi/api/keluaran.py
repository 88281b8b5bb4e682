"""What the API answers on worksheets: points as decimal texts as stored, cut off after 12 places."""

from __future__ import annotations

from rest_framework import serializers

from evaluasi.enums import LembarState, PredikatKind, Tahap

NILAI = {"max_digits": 16, "decimal_places": 12}


class UnitLembarSerializer(serializers.Serializer):
    """The unit of a worksheet."""

    id = serializers.UUIDField()
    kode = serializers.CharField(source="code")
    nama = serializers.CharField(source="name")
    singkatan = serializers.CharField(source="short_name")


class LembarSerializer(serializers.Serializer):
    """A worksheet in a list."""

    id = serializers.UUIDField(source="lembar.pk")
    unit = UnitLembarSerializer(source="lembar.opd")
    tahun = serializers.IntegerField(source="lembar.periode.year")
    instrumen = serializers.CharField(source="lembar.periode.instrumen.kode")
    predikat = serializers.ChoiceField(source="lembar.predikat", choices=PredikatKind.choices)
    status = serializers.ChoiceField(source="lembar.state", choices=LembarState.choices)
    diajukan_pada = serializers.DateTimeField(source="lembar.submitted_at", allow_null=True)
    terisi = serializers.IntegerField(source="total.terisi", help_text="Butir yang sudah dijawab.")
    butir = serializers.IntegerField(source="total.butir", help_text="Jumlah butir instrumen.")
    nilai = serializers.DecimalField(
        source="total.buku_kerja", help_text="Menurut buku kerja: butir kosong dilewati.", **NILAI
    )
    lantai = serializers.DecimalField(
        source="total.lantai", help_text="Butir kosong bernilai 0; nilai tidak akan di bawahnya.", **NILAI
    )
    nilai_tpi = serializers.DecimalField(
        allow_null=True, help_text="Menurut TPI; null sebelum penilaiannya disetujui.", **NILAI
    )
    nilai_tpn = serializers.DecimalField(
        allow_null=True, help_text="Menurut TPN; null bila belum ada.", **NILAI
    )
    contoh = serializers.BooleanField(source="lembar.contoh")


class NilaiSerializer(serializers.Serializer):
    """One node of a worksheet in both figures."""

    kode = serializers.CharField()
    nama = serializers.CharField()
    nilai = serializers.DecimalField(source="angka.buku_kerja", **NILAI)
    lantai = serializers.DecimalField(source="angka.lantai", **NILAI)
    terisi = serializers.IntegerField(source="angka.terisi")
    butir = serializers.IntegerField(source="angka.butir")


class BatasSerializer(serializers.Serializer):
    """One gate."""

    kode = serializers.CharField()
    nama = serializers.CharField()
    nilai = serializers.DecimalField(**NILAI)
    ambang = serializers.DecimalField(**NILAI)
    bobot = serializers.DecimalField(**NILAI)
    terpenuhi = serializers.BooleanField()
    pasti = serializers.BooleanField(help_text="Tercapai apa pun jawaban butir yang masih kosong.")
    mengikat = serializers.BooleanField(help_text="Yang paling menentukan di antara yang belum tercapai.")
    keterangan = serializers.CharField(source="words")
    dasar = serializers.CharField()


class PredikatSerializer(serializers.Serializer):
    """All gates of one predicate."""

    predikat = serializers.ChoiceField(choices=PredikatKind.choices)
    diberikan = serializers.BooleanField(help_text="Salah bila peraturan tidak memberi ambang tahun itu.")
    tercapai = serializers.IntegerField(source="met")
    dari = serializers.IntegerField(source="many")
    memenuhi = serializers.SerializerMethodField(
        help_text="Hanya bila lembar kerja lengkap dan semua batas tercapai; null bila ambang tidak diberikan."
    )
    batas = BatasSerializer(many=True, source="rows")

    def get_memenuhi(self, papan: object) -> bool | None:
        if not papan.diberikan:  # type: ignore[attr-defined]
            return None
        return papan.semua and papan.lengkap  # type: ignore[attr-defined]


class TahapSerializer(serializers.Serializer):
    """A later assessor's figures."""

    tahap = serializers.ChoiceField(choices=Tahap.choices)
    nilai = serializers.DecimalField(source="total.buku_kerja", **NILAI)
    lantai = serializers.DecimalField(source="total.lantai", **NILAI)
    terisi = serializers.IntegerField(source="total.terisi")
    butir = serializers.IntegerField(source="total.butir")
    simpul = NilaiSerializer(many=True)
    gerbang = PredikatSerializer(many=True)


class LembarRinciSerializer(LembarSerializer):
    """A worksheet with every node and gate."""

    lengkap = serializers.BooleanField()
    kosong = serializers.ListField(child=serializers.CharField(), help_text="Kode butir yang belum dijawab.")
    simpul = NilaiSerializer(many=True)
    gerbang = PredikatSerializer(many=True)
    tahap = TahapSerializer(many=True, help_text="Penilai sesudah unit (TPI, TPN), bila sudah disetujui.")
