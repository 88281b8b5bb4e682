"""Papers: /laporan/ for those who signed in, /verifikasi/ for everyone."""

from django.urls import path, re_path

from zona.laporan.views import dokumen, hasil, verifikasi

app_name = "laporan"
urlpatterns = [
    path("laporan/", dokumen.dokumen_list, name="daftar"),
    path("laporan/ringkasan/", dokumen.ringkasan_request, name="ringkasan"),
    path("laporan/rekap/", dokumen.rekap_request, name="rekap"),
    path("laporan/pencanangan/<uuid:pk>/<slug:kind>/", dokumen.dokumen_request, name="minta"),
    path("laporan/lhe/<uuid:pk>/", hasil.lhe_request, name="minta_lhe"),
    path("laporan/lhe/<uuid:pk>/word/", hasil.lhe_word, name="word_lhe"),
    path("laporan/usulan/<uuid:pk>/<slug:kind>/", hasil.surat_request, name="minta_surat"),
    path("laporan/usulan/<uuid:pk>/<slug:kind>/word/", hasil.surat_word, name="word_surat"),
    path("laporan/pekerjaan/<uuid:pk>/", dokumen.pekerjaan_detail, name="pekerjaan"),
    path("laporan/pekerjaan/<uuid:pk>/ulang/", dokumen.pekerjaan_retry, name="pekerjaan_ulang"),
    path("laporan/pekerjaan/<uuid:pk>/batal/", dokumen.pekerjaan_cancel, name="pekerjaan_batal"),
    path("laporan/dokumen/<uuid:pk>/unduh/", dokumen.dokumen_download, name="unduh"),
    path("verifikasi/", verifikasi.verifikasi, name="verifikasi"),
    re_path(
        r"^verifikasi/(?P<code>[0-9a-f]{32})/$", verifikasi.verifikasi_dokumen, name="verifikasi_dokumen"
    ),
]
