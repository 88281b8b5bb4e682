"""Examples for the description of the worksheets; the figures are made up."""

from drf_spectacular.utils import OpenApiExample

_LEMBAR = {
    "id": "3a1f9c52-8d3e-4a8b-9a51-0f2f6f3a7c11",
    "unit": {
        "id": "5f0c3b9e-7d51-4a0e-9a2f-3f5a7c1f5b10",
        "kode": "KEC-UTARA",
        "nama": "Kecamatan Pekalongan Utara",
        "singkatan": "Kec. Pekalongan Utara",
    },
    "tahun": 2026,
    "instrumen": "permenpan-90-2021",
    "predikat": "WBK",
    "status": "approved",
    "diajukan_pada": "2026-04-28T10:15:00+07:00",
    "terisi": 173,
    "butir": 173,
    "nilai": "78.412500000000",
    "lantai": "78.412500000000",
    "nilai_tpi": "76.090000000000",
    "nilai_tpn": None,
    "contoh": True,
}
_NODE = {
    "kode": "TOTAL",
    "nama": "Nilai total",
    "nilai": "78.412500000000",
    "lantai": "78.412500000000",
    "terisi": 173,
    "butir": 173,
}
_GATES = [
    {
        "predikat": "WBK",
        "diberikan": True,
        "tercapai": 1,
        "dari": 1,
        "memenuhi": True,
        "batas": [
            {
                "kode": "TOTAL",
                "nama": "Nilai total",
                "nilai": "78.412500000000",
                "ambang": "75.000000000000",
                "bobot": "100.000000000000",
                "terpenuhi": True,
                "pasti": True,
                "mengikat": False,
                "keterangan": "mencapai batas 75,00",
                "dasar": "PermenPANRB 90/2021",
            }
        ],
    }
]
LEMBAR = OpenApiExample("Kecamatan Pekalongan Utara, 2026", response_only=True, value=_LEMBAR)
LEMBAR_RINCI = OpenApiExample(
    "Kecamatan Pekalongan Utara, 2026",
    response_only=True,
    value=_LEMBAR
    | {
        "lengkap": True,
        "kosong": [],
        "simpul": [_NODE],
        "gerbang": _GATES,
        "tahap": [
            {
                "tahap": "tpi",
                "nilai": "76.090000000000",
                "lantai": "76.090000000000",
                "terisi": 173,
                "butir": 173,
                "simpul": [_NODE | {"nilai": "76.090000000000", "lantai": "76.090000000000"}],
                "gerbang": _GATES,
            }
        ],
    },
)
_GERBANG = {
    "lembar": _LEMBAR["id"],
    "unit": _LEMBAR["unit"],
    "tahun": 2026,
    "status": "approved",
    "tahap": "unit",
    "predikat": "WBK",
    "kode": "TOTAL",
    "nama": "Nilai total",
    "nilai": "78.412500000000",
    "ambang": "75.000000000000",
    "bobot": "100.000000000000",
    "jarak": "3.412500000000",
    "terpenuhi": True,
    "pasti": True,
    "dasar": "PermenPANRB 90/2021",
    "contoh": True,
}
GERBANG = OpenApiExample("Kecamatan Pekalongan Utara", response_only=True, value=_GERBANG)
PAPAN_TAHUN = OpenApiExample(
    "2026",
    response_only=True,
    value={
        "tahun": 2026,
        "per": "2026-06-30",
        "tahap": "unit",
        "tahun_tersedia": [2026, 2025],
        "corong": [
            {
                "tahun": 2026,
                "per": "2026-06-30",
                "dihitung": 31,
                "langkah": [
                    {
                        "langkah": "dicanangkan",
                        "nama": "Dicanangkan",
                        "unit": 27,
                        "arti": "acara pencanangannya sudah diverifikasi sampai akhir tahun itu",
                    }
                ],
            }
        ],
        "laju": {
            "diajukan": 4,
            "lembar": 9,
            "tenggat": "2026-04-30",
            "hari_tersisa": 0,
            "rendah": None,
            "tinggi": None,
            "alasan": "Tenggat sudah lewat, jadi tidak ada yang diperkirakan.",
        },
        "hampir_tercapai": [],
        "hampir_lepas": [_GERBANG],
        "semua_batas_tercapai": [],
        "belum_mulai": [],
        "bukti_habis": [],
        "janji": {
            "janji": 24,
            "selesai": 9,
            "terverifikasi": 6,
            "terlambat": 3,
            "dibatalkan": 1,
            "rencana_terlambat": [
                {
                    "rencana": "5c1f9c52-8d3e-4a8b-9a51-0f2f6f3a7c15",
                    "unit": _LEMBAR["unit"]["id"],
                    "nama_unit": _LEMBAR["unit"]["singkatan"],
                    "terlambat": 3,
                    "janji": 6,
                }
            ],
        },
        "peristiwa": [
            {
                "pada": "2026-06-12T09:00:00+07:00",
                "peristiwa": "submitted",
                "predikat": "",
                "unit": _LEMBAR["unit"]["id"],
                "nama_unit": _LEMBAR["unit"]["singkatan"],
                "lembar": _LEMBAR["id"],
            }
        ],
    },
)

RIWAYAT = OpenApiExample(
    "Kecamatan Pekalongan Utara, 2025",
    response_only=True,
    value={
        "lembar": _LEMBAR["id"],
        "unit": _LEMBAR["unit"],
        "tahun": 2025,
        "predikat": "WBK",
        "status": "decided",
        "akhir": "tidak_lulus",
        "gagal": True,
        "diraih": "",
        "tahap": "tpi",
        "nilai": "73.900000000000",
        "nilai_unit": "81.250000000000",
        "batas_kurang": ["TOTAL"],
        "contoh": True,
    },
)
PROFIL = OpenApiExample(
    "Manajemen Perubahan, Kecamatan Pekalongan Utara",
    response_only=True,
    value={
        "lembar": _LEMBAR["id"],
        "unit": _LEMBAR["unit"],
        "tahun": 2026,
        "tahap": "unit",
        "kode_area": "MP",
        "area": "Manajemen Perubahan",
        "bobot": "8.000000000000",
        "nilai": "6.900000000000",
        "lantai": "6.900000000000",
        "contoh": True,
    },
)
LHE = OpenApiExample(
    "LHE Kecamatan Pekalongan Utara, 2026",
    response_only=True,
    value={
        "id": "9b1f9c52-8d3e-4a8b-9a51-0f2f6f3a7c12",
        "lembar": _LEMBAR["id"],
        "unit": _LEMBAR["unit"],
        "tahun": 2026,
        "predikat": "WBK",
        "nomor": "700/12/2026",
        "tanggal": "2026-04-30",
        "disetujui_pada": "2026-04-30T14:00:00+07:00",
        "sidik": "5f0c3b9e7d514a0e9a2f3f5a7c1f5b105f0c3b9e7d514a0e9a2f3f5a7c1f5b10",
        "nilai_unit": "78.41",
        "nilai_tpi": "76.09",
        "batas_terpenuhi": 7,
        "batas": 8,
        "kesimpulan": "belum memenuhi",
        "rincian": [
            {"kode": "TOTAL", "nama": "Nilai akhir", "bobot": "100.00", "unit": "78.41", "tpi": "76.09"}
        ],
        "gerbang": [
            {"kode": "TOTAL", "nama": "Nilai total", "ambang": "75.00", "nilai": "76.09", "terpenuhi": True}
        ],
        "syarat": [{"nama": "Opini BPK wajar tanpa pengecualian", "keadaan": "terpenuhi"}],
        "contoh": True,
    },
)
USULAN = OpenApiExample(
    "Kecamatan Pekalongan Utara, diusulkan 2026",
    response_only=True,
    value={
        "id": "1d1f9c52-8d3e-4a8b-9a51-0f2f6f3a7c13",
        "usulan": "2e1f9c52-8d3e-4a8b-9a51-0f2f6f3a7c14",
        "tahun": 2026,
        "status": "approved",
        "nomor": "000.8/17/2026",
        "tanggal": "2026-05-28",
        "lembar": _LEMBAR["id"],
        "unit": _LEMBAR["unit"],
        "predikat": "WBK",
        "kategori": "WBK",
        "urutan": 1,
        "diusulkan": True,
        "alasan": "Nilai TPI tertinggi.",
        "hasil": [{"tahap": "desk", "hasil": "lulus", "tanggal": "2026-09-01", "nilai": "76.5000"}],
        "contoh": True,
    },
)
