"""Addresses of the upper domain."""

from django.urls import URLPattern, path

from dasar.berkas.views import upload_create, upload_piece
from evaluasi.urls_portalrb import portalrb_urls
from evaluasi.views import (
    buku_kerja,
    coba,
    diskusi,
    dokumen,
    ekspor,
    halaman,
    instrumen,
    janji,
    kiriman,
    lembar_kerja,
    lhe,
    meja,
    pekerjaan,
    pengisian,
    periode,
    prasyarat,
    predikat,
    sampel,
    sitasi,
    tim,
    tpn,
    usulan,
)
from opd.domain.dokumen import KINDS

app_name = "evaluasi"

instrumen_urls: list[URLPattern] = [
    path("instrumen/", instrumen.instrumen_list, name="instrumen_list"),
    path("instrumen/banding/", instrumen.instrumen_compare, name="instrumen_compare"),
    path("instrumen/muat/", instrumen.instrumen_load, name="instrumen_load"),
    path("instrumen/muat-bawaan/", instrumen.instrumen_load_bundled, name="instrumen_load_bundled"),
    path("instrumen/<uuid:pk>/", instrumen.instrumen_detail, name="instrumen_detail"),
    path("instrumen/<uuid:pk>/butir/", instrumen.instrumen_butir, name="instrumen_butir"),
    path("instrumen/<uuid:pk>/berkas/", instrumen.instrumen_source, name="instrumen_source"),
]
pustaka_urls: list[URLPattern] = [
    path("pustaka/", dokumen.pustaka, name="pustaka"),
    path("pustaka/tambah/<uuid:pk>/", dokumen.dokumen_add, name="dokumen_add"),
    path("pustaka/unggahan/", upload_create, {"kinds": KINDS}, name="unggahan_create"),
    path("pustaka/unggahan/<uuid:unggahan_id>/", upload_piece, name="unggahan_piece"),
    path("pustaka/<uuid:pk>/", dokumen.dokumen_detail, name="dokumen_detail"),
    path("pustaka/<uuid:pk>/berkas/", dokumen.dokumen_file, name="dokumen_file"),
    path("pustaka/<uuid:pk>/halaman/<int:nomor>/", halaman.dokumen_page, name="dokumen_page"),
    path("pustaka/<uuid:pk>/halaman/<int:nomor>/gambar/", halaman.dokumen_picture, name="dokumen_picture"),
    path("pustaka/<uuid:pk>/ubah/", dokumen.dokumen_edit, name="dokumen_edit"),
    path("pustaka/<uuid:pk>/ganti/", dokumen.dokumen_supersede, name="dokumen_supersede"),
    path("pustaka/<uuid:pk>/keluarkan/", dokumen.dokumen_remove, name="dokumen_remove"),
]
sitasi_urls: list[URLPattern] = [
    path("lke/<uuid:pk>/bukti/<str:kode>/", sitasi.bukti_add, name="bukti_add"),
    path("lke/<uuid:pk>/bukti/<str:kode>/kutip/", sitasi.sitasi_add, name="sitasi_add"),
    path("rencana-aksi/tindakan/<uuid:pk>/butir/<str:kode>/", janji.butir_janji, name="butir_janji"),
    path("kutipan/<uuid:pk>/ubah/", sitasi.sitasi_edit, name="sitasi_edit"),
    path("kutipan/<uuid:pk>/lepas/", sitasi.sitasi_remove, name="sitasi_remove"),
    path("kutipan/<uuid:pk>/berkas/", sitasi.sitasi_file, name="sitasi_file"),
    path("kutipan/<uuid:pk>/halaman/<int:nomor>/", halaman.sitasi_page, name="sitasi_page"),
    path("kutipan/<uuid:pk>/halaman/<int:nomor>/gambar/", halaman.sitasi_picture, name="sitasi_picture"),
]
periode_urls: list[URLPattern] = [
    path("periode/", periode.periode_list, name="periode_list"),
    path("periode/baru/", periode.periode_create, name="periode_create"),
    path("periode/<uuid:pk>/", periode.periode_edit, name="periode_edit"),
]
LEMBAR = "lembar-kerja/<uuid:pk>/"

lembar_urls: list[URLPattern] = [
    path("lembar-kerja/", lembar_kerja.lembar_list, name="lembar_list"),
    path("lembar-kerja/baru/", lembar_kerja.lembar_create, name="lembar_create"),
    path(LEMBAR, lembar_kerja.lembar_detail, name="lembar_detail"),
    path(LEMBAR + "butir/<str:kode>/", pengisian.butir_edit, name="lembar_butir"),
    path(LEMBAR + "area/<str:kode>/", pengisian.area_edit, name="lembar_area"),
    path(LEMBAR + "mengapa/<str:kode>/", lembar_kerja.lembar_why, name="lembar_why"),
    path(LEMBAR + "coba/", coba.lembar_try, name="lembar_try"),
    path(LEMBAR + "jalur/", coba.lembar_path, name="lembar_path"),
    path(LEMBAR + "syarat/", prasyarat.syarat_list, name="syarat_list"),
    path(LEMBAR + "syarat/<str:kode>/", prasyarat.syarat_edit, name="syarat_edit"),
    path(LEMBAR + "syarat/<str:kode>/bukti/", prasyarat.syarat_evidence, name="syarat_evidence"),
    path(LEMBAR + "periksa/", lembar_kerja.lembar_check, name="lembar_check"),
    path(LEMBAR + "ajukan/", lembar_kerja.lembar_submit, name="lembar_submit"),
    path(LEMBAR + "salin/", lembar_kerja.lembar_copy, name="lembar_copy"),
    path(LEMBAR + "kembalikan/", lembar_kerja.lembar_return, name="lembar_return"),
    path(LEMBAR + "beda/", meja.lembar_compare, name="lembar_compare"),
    path(LEMBAR + "riwayat/", lembar_kerja.lembar_history, name="lembar_history"),
]
LHE = "lhe/<uuid:pk>/"

lhe_urls: list[URLPattern] = [
    path("lhe/", lhe.lhe_list, name="lhe_list"),
    path(LEMBAR + "lhe/", lhe.lhe_begin, name="lhe_begin"),
    path(LHE, lhe.lhe_detail, name="lhe_detail"),
    path(LHE + "surat/", lhe.lhe_letter, name="lhe_letter"),
    path(LHE + "naskah/<slug:kode>/", lhe.lhe_passage, name="lhe_passage"),
    path(LHE + "naskah/<slug:kode>/rancangan/", lhe.lhe_passage_reset, name="lhe_passage_reset"),
    path(LHE + "ajukan/", lhe.lhe_submit, name="lhe_submit"),
    path(LHE + "teruskan/", lhe.lhe_pass, name="lhe_pass"),
    path(LHE + "kembalikan/", lhe.lhe_return, name="lhe_return"),
]
buku_urls: list[URLPattern] = [
    path(LEMBAR + "excel/", buku_kerja.impor_start, name="impor_start"),
    path(LEMBAR + "excel/periksa/", buku_kerja.impor_check, name="impor_check"),
    path(LEMBAR + "excel/gabung/", buku_kerja.impor_merge, name="impor_merge"),
    path("impor-excel/<uuid:pk>/batalkan/", buku_kerja.impor_undo, name="impor_undo"),
    path("impor-excel/<uuid:pk>/berkas/", buku_kerja.impor_file, name="impor_file"),
    path(LEMBAR + "unduh/", ekspor.ekspor, name="ekspor"),
    path(LEMBAR + "unduh/<str:bentuk>/", ekspor.ekspor_file, name="ekspor_file"),
    path("periksa-buku-kerja/", buku_kerja.buku_check, name="buku_check"),
]
KIRIMAN = "buku-kerja/kiriman/<uuid:pk>/"
BUKU = "buku-kerja/berkas/<uuid:pk>/"
JOB = "buku-kerja/pekerjaan/<uuid:pk>/"

banyak_urls: list[URLPattern] = [
    path("buku-kerja/", kiriman.buku_banyak, name="buku_banyak"),
    path("buku-kerja/kirim/", kiriman.kiriman_create, name="kiriman_create"),
    path("buku-kerja/unduh/", kiriman.ekspor_banyak, name="ekspor_banyak"),
    path(KIRIMAN, kiriman.kiriman_detail, name="kiriman_detail"),
    path(KIRIMAN + "periksa/", kiriman.kiriman_examine, name="kiriman_examine"),
    path(KIRIMAN + "muat/", kiriman.kiriman_load, name="kiriman_load"),
    path(BUKU, kiriman.buku_detail, name="buku_detail"),
    path(BUKU + "unit/", kiriman.buku_place, name="buku_place"),
    path(BUKU + "keluarkan/", kiriman.buku_drop, name="buku_drop"),
    path(JOB, pekerjaan.job_state, name="pekerjaan"),
    path(JOB + "batal/", pekerjaan.job_act, {"act": "batal"}, name="pekerjaan_cancel"),
    path(JOB + "ulang/", pekerjaan.job_act, {"act": "ulang"}, name="pekerjaan_retry"),
    path(JOB + "unduh/", pekerjaan.job_file, name="pekerjaan_file"),
]
USULAN = "usulan/<uuid:pk>/"
CALON = "usulan/calon/<uuid:pk>/"

usulan_urls: list[URLPattern] = [
    path("usulan/", usulan.usulan_list, name="usulan_list"),
    path("usulan/baru/", usulan.usulan_create, name="usulan_create"),
    path(USULAN, usulan.usulan_detail, name="usulan_detail"),
    path(USULAN + "surat/", usulan.usulan_edit, name="usulan_edit"),
    path(USULAN + "calon/", usulan.usulan_candidates, name="usulan_candidates"),
    path(USULAN + "calon/<uuid:lembar>/", usulan.usulan_unit_add, name="usulan_unit_add"),
    path(USULAN + "urutkan/", usulan.usulan_rank, name="usulan_rank"),
    path(USULAN + "sahkan/", usulan.usulan_approve, name="usulan_approve"),
    path(USULAN + "tarik/", usulan.usulan_withdraw, name="usulan_withdraw"),
    path(USULAN + "berkas/", usulan.usulan_file, name="usulan_file"),
    path(CALON + "ubah/", usulan.usulan_unit_edit, name="usulan_unit_edit"),
    path(CALON + "pindah/", usulan.usulan_unit_move, name="usulan_unit_move"),
    path(CALON + "keluarkan/", usulan.usulan_unit_remove, name="usulan_unit_remove"),
    path(CALON + "hasil/", predikat.hasil_record, name="hasil_record"),
    path(CALON + "jawaban-tpn/", tpn.jawaban_tpn, name="jawaban_tpn"),
    path(CALON + "jawaban-tpn/isian.csv", tpn.jawaban_tpn_form, name="jawaban_tpn_form"),
    path("predikat/", predikat.predikat_list, name="predikat_list"),
    path("predikat/baru/", predikat.predikat_create, name="predikat_create"),
    path("predikat/<uuid:pk>/laporan/", predikat.predikat_report, name="predikat_report"),
    path("predikat/<uuid:pk>/cabut/", predikat.predikat_revoke, name="predikat_revoke"),
]
SAMPEL = "penilaian-kedua/<uuid:pk>/"

sampel_urls: list[URLPattern] = [
    path("penilaian-kedua/", sampel.sampel_list, name="sampel_list"),
    path("penilaian-kedua/baru/", sampel.sampel_create, name="sampel_create"),
    path(SAMPEL, sampel.sampel_detail, name="sampel_detail"),
    path(SAMPEL + "bukti/<uuid:sitasi>/", sampel.sampel_file, name="sampel_file"),
    path(SAMPEL + "butir/<str:kode>/", sampel.sampel_judge, name="sampel_judge"),
    path(SAMPEL + "selaras/<str:kode>/", sampel.sampel_reconcile, name="sampel_reconcile"),
]
MEJA = "meja/<uuid:pk>/"

meja_urls: list[URLPattern] = [
    path("meja/", meja.meja_list, name="meja_list"),
    path(MEJA, meja.meja_detail, name="meja_detail"),
    path(MEJA + "pastikan/", meja.meja_confirm, name="meja_confirm"),
    path(MEJA + "kembalikan/", meja.meja_return, name="meja_return"),
    path(MEJA + "<str:kode>/", meja.meja_butir, name="meja_butir"),
    path(MEJA + "<str:kode>/dilihat/", meja.meja_seen, name="meja_seen"),
]
tim_urls: list[URLPattern] = [
    path("tim/", tim.tim_board, name="tim_board"),
    path("tim/baru/", tim.tim_create, name="tim_create"),
    path("tim/hubungan/", tim.hubungan_list, name="hubungan_list"),
    path("tim/hubungan/<uuid:pk>/akhiri/", tim.hubungan_end, name="hubungan_end"),
    path("tim/anggota/<uuid:pk>/akhiri/", tim.anggota_end, name="anggota_end"),
    path("tim/tugaskan/<uuid:pk>/", tim.penugasan_edit, name="penugasan_edit"),
    path("tim/<uuid:pk>/", tim.tim_detail, name="tim_detail"),
]
diskusi_urls: list[URLPattern] = [
    path("diskusi/", diskusi.diskusi_list, name="diskusi_list"),
    path("diskusi/<uuid:pk>/<str:kode>/", diskusi.diskusi_thread, name="diskusi_thread"),
    path("diskusi/<uuid:pk>/<str:kode>/dibaca/", diskusi.diskusi_read, name="diskusi_read"),
]
urlpatterns: list[URLPattern] = [
    *instrumen_urls,
    *pustaka_urls,
    *sitasi_urls,
    *periode_urls,
    *lembar_urls,
    *lhe_urls,
    *buku_urls,
    *banyak_urls,
    *portalrb_urls,
    *usulan_urls,
    *sampel_urls,
    *meja_urls,
    *tim_urls,
    *diskusi_urls,
]
