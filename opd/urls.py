"""Addresses of the lower domain: the register, employees, people and roles, the city, declarations."""

from __future__ import annotations

from django.urls import URLPattern, path

from dasar.berkas.enums import Kind
from dasar.berkas.views import upload_create, upload_piece
from opd.urls_pakta import pakta
from opd.views import (
    akun,
    impor,
    isian,
    keanggotaan,
    kepala,
    kota,
    lampiran,
    opd,
    pegawai,
    pencanangan,
    peserta,
    rencana,
    tindakan,
    verifikasi,
)

app_name = "opd"

daftar_opd: list[URLPattern] = [
    path("opd/", opd.opd_list, name="opd_list"),
    path("opd/baru/", opd.opd_create, name="opd_create"),
    path("opd/<uuid:pk>/", opd.opd_detail, name="opd_detail"),
    path("opd/<uuid:pk>/ubah/", opd.opd_edit, name="opd_edit"),
    path("opd/<uuid:pk>/akhiri/", opd.opd_close, name="opd_close"),
    path("opd/<uuid:pk>/tata-ulang/", opd.opd_reorganise, name="opd_reorganise"),
    path("opd/<uuid:pk>/kepala/", kepala.kepala_appoint, name="kepala_appoint"),
    path("kepala/<uuid:pk>/perbaiki/", kepala.kepala_correct, name="kepala_correct"),
    path("kepala/<uuid:pk>/akhiri/", kepala.kepala_end, name="kepala_end"),
]
daftar_pegawai: list[URLPattern] = [
    path("opd/<uuid:pk>/pegawai/", pegawai.pegawai_list, name="pegawai_list"),
    path("opd/<uuid:pk>/pegawai/baru/", pegawai.pegawai_create, name="pegawai_create"),
    path("pegawai/<uuid:pk>/ubah/", pegawai.pegawai_edit, name="pegawai_edit"),
    path("pegawai/<uuid:pk>/akhiri/", pegawai.pegawai_end, name="pegawai_end"),
    path("pegawai/<uuid:pk>/pindah/", pegawai.pegawai_move, name="pegawai_move"),
    path("pegawai/<uuid:pk>/akun/", pegawai.pegawai_account, name="pegawai_account"),
]
orang: list[URLPattern] = [
    path("pengguna/", akun.pengguna_list, name="pengguna_list"),
    path("pengguna/baru/", akun.pengguna_create, name="pengguna_create"),
    path("pengguna/<uuid:pk>/", akun.pengguna_detail, name="pengguna_detail"),
    path("pengguna/<uuid:pk>/ubah/", akun.pengguna_edit, name="pengguna_edit"),
    path("pengguna/<uuid:pk>/nonaktifkan/", akun.pengguna_close, name="pengguna_close"),
    path("pengguna/<uuid:pk>/aktifkan/", akun.pengguna_reopen, name="pengguna_reopen"),
    path("pengguna/<uuid:pk>/kata-sandi-awal/", akun.pengguna_password, name="pengguna_password"),
    path("pengguna/<uuid:pk>/lepas-dua-langkah/", akun.pengguna_mfa_remove, name="pengguna_mfa_remove"),
    path("pengguna/<uuid:pk>/peran/", keanggotaan.keanggotaan_grant, name="keanggotaan_grant"),
    path("peran/<uuid:pk>/akhiri/", keanggotaan.keanggotaan_end, name="keanggotaan_end"),
]
data_kota: list[URLPattern] = [
    path("kota/", kota.kota_detail, name="kota_detail"),
    path("kota/ubah/", kota.kota_edit, name="kota_edit"),
    path("kota/target/", kota.target_set, name="target_set"),
    path("kota/target/<uuid:pk>/", kota.target_edit, name="target_edit"),
]
lembar: list[URLPattern] = [
    path("opd/impor/", impor.opd_import, name="opd_import"),
    path("opd/impor/simpan/", impor.opd_import_save, name="opd_import_save"),
    path("opd/impor/contoh.<str:form>", impor.opd_template, name="opd_template"),
    path("opd/daftar-opd.<str:form>", impor.opd_export, name="opd_export"),
    path("pegawai/impor/", impor.pegawai_import, name="pegawai_import"),
    path("pegawai/impor/simpan/", impor.pegawai_import_save, name="pegawai_import_save"),
    path("pegawai/impor/contoh.<str:form>", impor.pegawai_template, name="pegawai_template"),
    path("opd/<uuid:pk>/pegawai.<str:form>", impor.pegawai_export, name="pegawai_export"),
]
EVENT = "pencanangan/<uuid:pk>/"
FILE = EVENT + "lampiran/<uuid:lampiran_id>/"

PIECES = {"kinds": frozenset({Kind.GAMBAR, Kind.PDF, Kind.DOKUMEN})}

pencanangan_dan_isinya: list[URLPattern] = [
    path("pencanangan/unggahan/", upload_create, PIECES, name="pencanangan_upload"),
    path("pencanangan/unggahan/<uuid:unggahan_id>/", upload_piece, name="pencanangan_upload_piece"),
    path("pencanangan/", pencanangan.pencanangan_list, name="pencanangan_list"),
    path("pencanangan/baru/", pencanangan.pencanangan_create, name="pencanangan_create"),
    path(EVENT, pencanangan.pencanangan_detail, name="pencanangan_detail"),
    path(EVENT + "acara/", isian.acara_edit, name="pencanangan_acara"),
    path(EVENT + "peserta/", isian.penanda_tangan_edit, name="pencanangan_peserta"),
    path(EVENT + "peserta/tambah/", peserta.peserta_add, name="pencanangan_peserta_add"),
    path(EVENT + "peserta/di-bawahnya/", peserta.peserta_add_below, name="pencanangan_peserta_below"),
    path(EVENT + "saksi/", isian.daftar_edit, {"part": "saksi"}, name="pencanangan_saksi"),
    path(EVENT + "lampiran/", lampiran.lampiran_edit, name="pencanangan_lampiran"),
    path(FILE, lampiran.lampiran_file, name="lampiran_file"),
    path(FILE + "kecil/", lampiran.lampiran_thumbnail, name="lampiran_thumbnail"),
    path(FILE + "keterangan/", lampiran.lampiran_caption, name="lampiran_caption"),
    path(FILE + "hapus/", lampiran.lampiran_remove, name="lampiran_remove"),
    path(EVENT + "publikasi/", isian.daftar_edit, {"part": "publikasi"}, name="pencanangan_publikasi"),
    path(EVENT + "penghargaan/", isian.daftar_edit, {"part": "penghargaan"}, name="pencanangan_penghargaan"),
    path(EVENT + "periksa/", pencanangan.pencanangan_check, name="pencanangan_check"),
    path(EVENT + "ajukan/", pencanangan.pencanangan_submit, name="pencanangan_submit"),
    path(EVENT + "tarik/", pencanangan.pencanangan_recall, name="pencanangan_recall"),
    path(EVENT + "batalkan/", pencanangan.pencanangan_cancel, name="pencanangan_cancel"),
    path(EVENT + "riwayat/", pencanangan.pencanangan_history, name="pencanangan_history"),
]

verifikasi_setda: list[URLPattern] = [
    path("pencanangan/verifikasi/", verifikasi.verifikasi_queue, name="verifikasi_queue"),
    path("pencanangan/verifikasi/<uuid:pk>/", verifikasi.verifikasi_review, name="verifikasi_review"),
    path("pencanangan/register/", verifikasi.verifikasi_register, name="verifikasi_register"),
]

ACTION = "tindakan/<uuid:pk>/"

rencana_aksi: list[URLPattern] = [
    path("rencana-aksi/", rencana.rencana_list, name="rencana_list"),
    path("rencana-aksi/mulai/", rencana.rencana_create, name="rencana_create"),
    path("rencana-aksi/<uuid:pk>/", rencana.rencana_detail, name="rencana_detail"),
    path("rencana-aksi/<uuid:pk>/laporan/", rencana.rencana_print, name="rencana_print"),
    path("rencana-aksi/<uuid:pk>/janji/", tindakan.tindakan_add, name="tindakan_add"),
    path("rencana-aksi/" + ACTION, tindakan.tindakan_detail, name="tindakan_detail"),
    path("rencana-aksi/" + ACTION + "ubah/", tindakan.tindakan_edit, name="tindakan_edit"),
    path("rencana-aksi/" + ACTION + "batalkan/", tindakan.tindakan_cancel, name="tindakan_cancel"),
    path("rencana-aksi/" + ACTION + "hapus/", tindakan.tindakan_remove, name="tindakan_remove"),
    path("rencana-aksi/" + ACTION + "kemajuan/", tindakan.kemajuan_add, name="kemajuan_add"),
    path("rencana-aksi/" + ACTION + "verifikasi/", tindakan.kemajuan_verify, name="kemajuan_verify"),
]

urlpatterns: list[URLPattern] = [
    *lembar,
    *daftar_opd,
    *daftar_pegawai,
    *orang,
    *data_kota,
    *pencanangan_dan_isinya,
    *verifikasi_setda,
    *pakta,
    *rencana_aksi,
]
