"""Examples for the API's description, from the public record of Kota Pekalongan."""

from drf_spectacular.utils import OpenApiExample

_CAKUPAN = {"menandatangani": 25, "pegawai": 27, "bagian": "0.9259", "daftar_lengkap": True}
_UNIT = {
    "id": "5f0c3b9e-7d51-4a0e-9a2f-3f5a7c1f5b10",
    "kode": "KEC-UTARA",
    "nama": "Kecamatan Pekalongan Utara",
    "singkatan": "Kec. Pekalongan Utara",
}
_EVENT = "0d1f7f52-9f0e-4a53-8a55-0f6a2b7c9d31"

UNIT = OpenApiExample(
    "Kecamatan Pekalongan Utara",
    response_only=True,
    value=_UNIT
    | {
        "jenis": "kecamatan",
        "dihitung": True,
        "aktif_sejak": "2017-01-01",
        "aktif_sampai": None,
        "mencanangkan_pada": "2020-07-20",
        "pencanangan": _EVENT,
        "tenggat": "2020-12-31",
        "hari_terlambat": 0,
        "cakupan": _CAKUPAN,
        "contoh": False,
    },
)
CAKUPAN = OpenApiExample(
    "Kecamatan Pekalongan Utara", response_only=True, value=_UNIT | {"cakupan": _CAKUPAN}
)
_PENCANANGAN = {
    "id": _EVENT,
    "penyelenggara": _UNIT,
    "bentuk": "bersama",
    "tanggal": "2020-07-20",
    "tempat": "Halaman Kantor Kecamatan Pekalongan Utara",
    "acara": "Apel pagi",
    "dipimpin_oleh": "H.A. Afzan Arslan Djunaid",
    "jabatan_pemimpin": "Wakil Wali Kota Pekalongan",
    "status": "verified",
    "status_kata": "Diverifikasi",
    "diajukan_pada": "2020-07-21T09:00:00+07:00",
    "diputuskan_pada": "2020-07-22T10:30:00+07:00",
    "jumlah_unit": 8,
    "contoh": False,
}
PENCANANGAN = OpenApiExample("Apel pagi 20 Juli 2020", response_only=True, value=_PENCANANGAN)
PENCANANGAN_RINCI = OpenApiExample(
    "Apel pagi 20 Juli 2020",
    response_only=True,
    value=_PENCANANGAN
    | {
        "dasar": "PermenPANRB 52/2014",
        "keterangan": "",
        "alasan_batal": "",
        "sumber": "Berita Kota Pekalongan, 20 Juli 2020",
        "peserta": [{"unit": _UNIT, "penanda_tangan": "", "jabatan": "Camat Pekalongan Utara"}],
        "saksi": [{"nama": "", "jabatan": "Kapolsek", "lembaga": "Polsek Pekalongan Utara"}],
        "lampiran": [{"jenis": "foto", "keterangan": "Penandatanganan", "nama_berkas": "apel.jpg"}],
        "publikasi": [{"alamat": "https://pekalongankota.go.id/", "judul": "Situs resmi"}],
        "penghargaan": [],
        "catatan_verifikasi": [],
    },
)
PAPAN = OpenApiExample(
    "22 Oktober 2020",
    response_only=True,
    status_codes=["200"],
    value={
        "tanggal": "2020-10-22",
        "dihitung": 31,
        "sudah": 26,
        "belum": 5,
        "terlambat": 0,
        "terlambat_lama": 0,
        "target": {
            "tahun": 2020,
            "tenggat": "2020-12-31",
            "unit": 31,
            "dasar": "Wali Kota, 22 Oktober 2020",
            "contoh": False,
        },
        "cakupan": _CAKUPAN,
        "tanda_tangan_pekan_ini": 0,
        "lintasan": [
            {"tanggal": "2020-01-01", "sudah": 10, "dihitung": 31, "unit": []},
            {"tanggal": "2020-07-20", "sudah": 17, "dihitung": 31, "unit": ["Kec. Pekalongan Utara"]},
            {"tanggal": "2020-10-22", "sudah": 26, "dihitung": 31, "unit": []},
        ],
        "daftar_belum": [],
        "menurut_jenis": [
            {"jenis": "kecamatan", "nama": "Kecamatan", "sudah": 4, "dihitung": 4, "cakupan": _CAKUPAN}
        ],
        "menurut_kecamatan": [],
        "menunggu": [],
        "kabar_pekan_ini": [],
    },
)
SAYA = OpenApiExample(
    "Pimpinan kota",
    response_only=True,
    value={
        "nama_pengguna": "pimpinan",
        "nama": "Wali Kota",
        "lingkup": "kota",
        "peran": [{"peran": "pimpinan", "unit": None}],
        "lingkup_kunci": ["read:papan", "read:opd"],
    },
)

_UNIT = {"id": "5f0c3b9e-7d51-4a0e-9a2f-3f5a7c1f5b10", "kode": "DINKES", "nama": "Dinas Kesehatan"}
RENCANA = OpenApiExample(
    "Dinas Kesehatan, 2026",
    response_only=True,
    value={
        "id": "0c1f7a52-2f3e-4b7b-8a51-0f2f6f3a7c10",
        "unit": _UNIT,
        "tahun": 2026,
        "mulai_disusun": "2026-01-05T09:00:00+07:00",
        "janji": 8,
        "selesai": 3,
        "tepat_waktu": 2,
        "terverifikasi": 2,
        "terlambat": 1,
        "menunggu_verifikasi": 1,
        "dibatalkan": 0,
        "contoh": True,
    },
)
TINDAKAN = OpenApiExample(
    "Rapat pemantauan tiap bulan",
    response_only=True,
    value={
        "id": "7a1f9c52-8d3e-4a8b-9a51-0f2f6f3a7c19",
        "rencana": "0c1f7a52-2f3e-4b7b-8a51-0f2f6f3a7c10",
        "unit": _UNIT,
        "tahun": 2026,
        "area": "MP",
        "janji": "Rapat pemantauan rencana aksi tiap bulan",
        "target": "12.00",
        "satuan": "kali",
        "mulai": "2026-01-05",
        "tenggat": "2026-12-31",
        "butir": ["A.I.1.ii.a"],
        "menurut_unit": "7.00",
        "tercapai_pada": None,
        "terverifikasi": "6.00",
        "keadaan": "berjalan",
        "contoh": True,
    },
)
