"""Settings of the API: who may ask, how often, in which form it answers; `zona.settings` takes them over."""

from typing import Any

# What a key may open; the words stand beside the box to tick.
API_SCOPES = {
    "read:papan": "Papan: angka kota, lintasan, corong, gerbang, riwayat, jadwal, yang menunggu",
    "read:opd": "OPD: daftar unit dan cakupan tanda tangan",
    "read:pencanangan": "Pencanangan: acara, peserta, saksi, catatan verifikasi",
    "read:rencana": "Rencana aksi: janji, target, tenggat, dan kemajuannya",
    "read:lhe": "LHE: laporan hasil evaluasi yang sudah disetujui, isinya saja",
    "read:usulan": "Usulan: unit yang diusulkan kota dan hasilnya di kementerian",
    "read:lke": "Lembar kerja: nilai tiap tahap dan batas, tanpa jawaban dan bukti",
}
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "dasar.akun.authentication.KunciApiAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "dasar.akun.authentication.KunciApiScope",
    ],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "zona.api.skema.SkemaOtomatis",
    "DEFAULT_PAGINATION_CLASS": "zona.api.laju.Halaman",
    "DEFAULT_THROTTLE_CLASSES": ["zona.api.laju.LajuAkun"],
    "DEFAULT_THROTTLE_RATES": {"akun": "600/min", "alamat": "120/min"},
    "EXCEPTION_HANDLER": "dasar.edge.api_exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "API Zona",
    "DESCRIPTION": (
        "Data yang sama dengan halaman portal, dengan hak yang sama. Masuk di portal, atau kirim "
        "`Authorization: Bearer zona_…` dengan kunci API dari halaman akun Anda; kunci hanya membaca, dan hanya "
        "dalam lingkupnya (`read:papan`, `read:opd`, …). Daftar diberikan per halaman sebagai JSON, atau seluruhnya "
        "dengan `?format=csv` (koma, UTF-8) dan `?format=xlsx`. Setiap jawaban membawa `ETag`; kirim kembali dalam "
        "`If-None-Match`, dan yang belum berubah dijawab 304 tanpa isi. "
        "Unit lain di luar wewenang Anda dijawab 404, seolah tidak ada. Tanggal memakai bentuk 2020-10-22."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/(v1|terbuka)",
    "POSTPROCESSING_HOOKS": [
        "zona.api.skema.drop_docstrings",
        "drf_spectacular.hooks.postprocess_schema_enums",
    ],
    "ENUM_NAME_OVERRIDES": {
        "JenisUnit": "opd.enums.OpdKind.choices",
        "JenisLampiran": "opd.enums.LampiranKind.choices",
        "StatusPencanangan": "opd.enums.PencananganState.choices",
        "StatusLembarKerja": "evaluasi.enums.LembarState.choices",
        "TahapPenilaian": "evaluasi.enums.Tahap.choices",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None, "defaultModelsExpandDepth": -1},
    "TAGS": [
        {"name": name}
        for name in (
            *("Papan", "OPD", "Pencanangan", "Cakupan", "Rencana aksi", "Lembar kerja", "LHE", "Usulan"),
            *("Saya", "Data terbuka"),
        )
    ],
}
