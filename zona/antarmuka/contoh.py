"""What the gallery shows: realistic texts and figures, all of them examples."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from dasar.izin import Denied
from dasar.widget import GoresanInput, TanggalInput
from zona.antarmuka import contoh_papan
from zona.antarmuka.tone import Tone

UNITS = (
    ("Dinas Kesehatan", "Dinas", "VERIFIED", "Diverifikasi", 214, 231, Decimal("82.4013")),
    ("Dinas Kearsipan dan Perpustakaan", "Dinas", "VERIFIED", "Diverifikasi", 41, 41, Decimal("86.2150")),
    ("Kecamatan Pekalongan Barat", "Kecamatan", "VERIFIED", "Diverifikasi", 88, 96, Decimal("79.9950")),
    (
        "Kecamatan Pekalongan Utara",
        "Kecamatan",
        "SUBMITTED",
        "Perlu diverifikasi",
        64,
        91,
        Decimal("71.3300"),
    ),
    (
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "Dinas",
        "RETURNED",
        "Dikembalikan",
        30,
        38,
        Decimal("84.0049"),
    ),
    ("RSUD Bendan", "RSUD", "DRAFT", "Draf", 112, 640, Decimal("54.1200")),
    ("Satuan Polisi Pamong Praja", "Satpol PP", "CANCELLED", "Dibatalkan", 0, 120, None),
)
AREAS = (
    ("Manajemen Perubahan", Decimal("6.9012"), Decimal(8)),
    ("Penataan Tatalaksana", Decimal("5.3300"), Decimal(7)),
    ("Penataan Sistem Manajemen SDM Aparatur", Decimal("8.1250"), Decimal(10)),
    ("Penguatan Akuntabilitas", Decimal("7.4000"), Decimal(10)),
    ("Penguatan Pengawasan", Decimal("13.6500"), Decimal(15)),
    ("Peningkatan Kualitas Pelayanan Publik", Decimal("8.9999"), Decimal(10)),
)
COLOURS = {
    "Nila": [f"nila-{step}" for step in (50, 100, 200, 300, 400, 500, 600, 700, 800, 900)],
    "Sogan": [f"sogan-{step}" for step in (100, 300, 500, 600, 700)],
    "Mori": [f"mori-{step}" for step in (0, 50, 100, 200, 300)],
    "Makna": ["positive-fill", "warning-fill", "guide-fill", "negative-fill", "neutral-fill"],
}


class PencananganContoh(forms.Form):
    """A form with every kind of field; sent with faults, it shows every kind of error."""

    tempat = forms.CharField(label="Tempat", help_text="Misalnya: Halaman Kantor Kecamatan Pekalongan Utara.")
    tanggal = forms.DateField(label="Tanggal pencanangan", widget=TanggalInput)
    jenis = forms.ChoiceField(
        label="Jenis pencanangan",
        choices=[("sendiri", "Satu OPD sendiri"), ("bersama", "Bersama beberapa OPD")],
        widget=forms.RadioSelect,
    )
    unit = forms.MultipleChoiceField(
        label="Unit yang ikut",
        choices=[
            ("krapyak", "Kelurahan Krapyak"),
            ("degayu", "Kelurahan Degayu"),
            ("bandengan", "Kelurahan Bandengan"),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="Kelurahan di bawah kecamatan ini.",
    )
    pemimpin = forms.ChoiceField(
        label="Dipimpin oleh",
        choices=[("", "Pilih pejabat"), ("wk", "Wakil Wali Kota"), ("sd", "Sekretaris Daerah")],
    )
    pegawai = forms.IntegerField(
        label="Jumlah pegawai", min_value=1, widget=forms.NumberInput(attrs={"class": "width-4"})
    )
    catatan = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    foto = forms.FileField(
        label="Foto kegiatan",
        help_text="JPG atau PNG, paling besar 10 MB. Data lokasi di dalam foto dihapus.",
        widget=forms.FileInput(attrs={"accept": "image/*", "data-max-bytes": 10_000_000}),
    )
    goresan = forms.CharField(label="Goresan tanda tangan", widget=GoresanInput, required=False)
    nama = forms.CharField(
        label="Ketik nama lengkap Anda", help_text="Nama ini tercatat sebagai tanda tangan Anda."
    )
    setuju = forms.BooleanField(label="Saya sudah membaca seluruh naskah pakta integritas dan menyetujuinya.")


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery prints. `?galat` shows the form with its errors."""
    now = timezone.now()
    wrong = PencananganContoh({"pegawai": "-3", "tempat": "", "tanggal": "31-02-2020"}, auto_id="salah_%s")
    wrong.add_error(None, "Isian ini diubah orang lain saat Anda mengetik. Muat ulang lalu bandingkan.")
    rows = [
        {
            "name": name,
            "kind": kind,
            "state": state,
            "word": word,
            "signed": signed,
            "staff": staff,
            "score": score,
        }
        for name, kind, state, word, signed, staff, score in UNITS
    ]
    return contoh_papan.context(UNITS, AREAS) | {
        "jejak": [("Beranda", "/"), ("Antarmuka", "")],
        "warna": COLOURS,
        "tones": list(Tone),
        "ditolak": Denied(
            "Hanya Kepala OPD yang dapat mengajukan. Beri tahu Kepala OPD bahwa isian sudah lengkap."
        ),
        "unit": rows,
        "page": Paginator(range(187), 25).get_page(request.GET.get("halaman", 3)),
        "langkah": ["Data kegiatan", "Unit dan saksi", "Dokumen dan foto", "Periksa jawaban"],
        "form": PencananganContoh(),
        "salah": wrong,
        "kini": now,
        "tadi": now - timedelta(minutes=7),
        "lampau": now - timedelta(days=12),
        "area": [
            {"name": name, "value": value, "top": top, "target": top * Decimal("0.6")}
            for name, value, top in AREAS
        ],
        "total": {"value": Decimal("13.6500"), "top": Decimal(20), "target": Decimal(14)},
    }
