"""Examples for the description of the open data."""

from drf_spectacular.utils import OpenApiExample

UNIT = OpenApiExample(
    "Kecamatan Pekalongan Utara",
    response_only=True,
    value={
        "kode": "KEC-UTARA",
        "nama": "Kecamatan Pekalongan Utara",
        "jenis": "kecamatan",
        "dihitung": True,
        "mencanangkan_pada": "2020-07-20",
        "contoh": False,
    },
)
PENCANANGAN = OpenApiExample(
    "Apel pagi 20 Juli 2020",
    response_only=True,
    value={
        "tanggal": "2020-07-20",
        "acara": "Apel pagi",
        "tempat": "Halaman Kantor Kecamatan Pekalongan Utara",
        "kode_penyelenggara": "KEC-UTARA",
        "penyelenggara": "Kecamatan Pekalongan Utara",
        "kode_unit": ["KEC-UTARA"],
        "tautan": ["https://pekalongankota.go.id/"],
        "contoh": False,
    },
)
PENILAIAN = OpenApiExample(
    "Manajemen Perubahan, Kecamatan Pekalongan Utara",
    response_only=True,
    value={
        "tahun": 2026,
        "kode_unit": "KEC-UTARA",
        "unit": "Kecamatan Pekalongan Utara",
        "predikat": "WBK",
        "langkah": "Selesai dinilai TPI",
        "kode_area": "MP",
        "area": "Manajemen Perubahan",
        "bobot": "8.000000000000",
        "nilai_unit": "6.900000000000",
        "nilai_tpi": "6.200000000000",
        "contoh": True,
    },
)
JANJI = OpenApiExample(
    "Rapat monev tiap bulan",
    response_only=True,
    value={
        "tahun": 2026,
        "kode_unit": "KEC-UTARA",
        "unit": "Kecamatan Pekalongan Utara",
        "area": "Manajemen Perubahan",
        "janji": "Rapat pemantauan rencana aksi tiap bulan",
        "target": "12.00",
        "satuan": "kali",
        "tenggat": "2026-12-31",
        "menurut_unit": "7.00",
        "terverifikasi": "6.00",
        "keadaan": "Berjalan",
        "contoh": True,
    },
)
PREDIKAT = OpenApiExample(
    "Contoh predikat WBK",
    response_only=True,
    value={
        "kode_unit": "CTH-DISDUKCAPIL",
        "unit": "Dinas Kependudukan dan Pencatatan Sipil",
        "predikat": "WBK",
        "tahun": 2025,
        "keputusan": "",
        "diberikan_pada": "2025-12-10",
        "berlaku_sampai": None,
        "dicabut_pada": None,
        "contoh": True,
    },
)
KATALOG = OpenApiExample(
    "Katalog",
    response_only=True,
    value={
        "penerbit": "Pemerintah Kota Pekalongan",
        "surel": "",
        "lisensi": {
            "kode": "CC-BY-4.0",
            "nama": "CC BY 4.0: boleh dipakai siapa pun dengan menyebut sumber",
            "alamat": "https://creativecommons.org/licenses/by/4.0/deed.id",
        },
        "tahun_penilaian": [2026],
        "himpunan": [
            {
                "nama": "unit",
                "judul": "Unit kerja",
                "keterangan": "Unit pemerintah kota dan tanggal pencanangannya.",
                "json": "https://zona.example.go.id/api/terbuka/unit/?format=json",
                "csv": "https://zona.example.go.id/api/terbuka/unit/?format=csv",
                "xlsx": "https://zona.example.go.id/api/terbuka/unit/?format=xlsx",
            }
        ],
        "kamus": "https://zona.example.go.id/api/terbuka/kamus/",
    },
)
KAMUS = OpenApiExample(
    "Satu kolom",
    response_only=True,
    value={
        "himpunan": "unit",
        "kolom": "kode",
        "tipe": "teks",
        "arti": "Kode unit pada portal ini; tidak berubah.",
    },
)
