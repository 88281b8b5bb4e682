"""URL × role: what each address answers to each principal. An address that is not here fails the build.

A row is (arguments, GET, POST). Columns, in this order:
anonim, asing (operator of another unit), operator, kepala, koordinator, penilai, pimpinan, administrator.
Codes: L to the sign-in page; 200 302 403 404 405 that status; ok anything that is no refusal and no fault
(200, 302, 400, 409: an empty POST is answered with what is missing). `-` stands for a whole row of 405.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.arsitektur.dunia import Dunia

Arguments = Callable[[Dunia], dict[str, object]]


def NONE(_: Dunia) -> dict[str, object]:  # noqa: N802 - reads as the constant it is
    return {}


def of(name: str, kwarg: str = "pk", **more: object) -> Arguments:
    """Arguments that name an object of the world by its key."""
    return lambda dunia: {kwarg: dunia.objects[name].pk, **more}


PUBLIC = "200 200 200 200 200 200 200 200"
ALL_IN = "L 200 200 200 200 200 200 200"

MANAGERS = "L 403 403 403 200 403 403 200"  # koordinator and administrator
MANAGERS_OF_UNIT = "L 404 403 403 200 403 403 200"
UNIT_READERS = "L 404 200 200 200 200 200 200"
STAFF_KEEPERS = "L 404 200 200 200 403 403 200"  # of the unit itself, koordinator, administrator
ADMINISTRATOR = "L 403 403 403 403 403 403 200"
IMPORTERS = "L 200 200 200 200 403 403 200"
CITY = "L 403 403 403 200 200 200 200"


EVENT_READERS = "L 404 200 200 200 200 200 200"
EVENT_EDITORS = "L 404 200 200 200 403 403 403"
ORGANISERS = "L 200 200 200 200 403 403 403"
VERIFIERS = "L 403 403 403 200 403 403 403"


def file_of(dunia: Dunia) -> dict[str, object]:
    """The address of a photo of the city's declaration."""
    return {"pk": dunia.objects["pencanangan"].pk, "lampiran_id": dunia.objects["lampiran"].pk}


def by(name: str) -> Arguments:
    """The address of one of the city's objects, named by its key."""
    return lambda dunia: {"pk": dunia.objects[name].pk}


def XLSX(_: Dunia) -> dict[str, object]:  # noqa: N802 - reads as the constant it is
    return {"form": "xlsx"}


def acts(row: str) -> str:
    """The same people may also send; an empty or repeated send is answered without a fault."""
    return row.replace("200", "ok")


SENT_ON = "L 302 302 302 302 302 302 302"  # to prove who one is, or to where one is already
NO_FACTOR = "L 404 404 404 404 404 404 404"  # nothing to show without a second factor
IN_OR_ON = "200 302 302 302 302 302 302 302"  # sign-in pages send on who is in already

API = "401 200 200 200 200 200 200 200"
API_OWN = "401 404 200 200 200 200 200 200"
API_POST = "401 405 405 405 405 405 405 405"

PUBLIC_POST = "405 405 405 405 405 405 405 405"
NOWHERE = "404 404 404 404 404 404 404 404"
EVERYBODY_ON = "302 302 302 302 302 302 302 302"

OWN_JOB = "L 404 200 404 404 404 404 404"


WORKSHEET_READERS = "L 404 200 200 200 200 200 200"
WORKSHEET_FILLERS = "L 404 200 200 403 403 403 403"
NO_TICKET = "L 404 302 302 403 403 403 403"  # back to the upload
WORKSHEET_RETURNERS = "L 404 403 403 200 200 403 403"


def QUESTION(dunia: Dunia) -> dict[str, object]:  # noqa: N802
    return {"pk": dunia.objects["lembar_kerja"].pk, "kode": "A.1.i.a"}


def CONDITION(dunia: Dunia) -> dict[str, object]:  # noqa: N802
    return {"pk": dunia.objects["lembar_kerja"].pk, "kode": "WTP"}


def AREA(dunia: Dunia) -> dict[str, object]:  # noqa: N802
    return {"pk": dunia.objects["lembar_kerja"].pk, "kode": "MP"}


def TWO_EDITIONS(dunia: Dunia) -> dict[str, object]:  # noqa: N802
    return {"pk": dunia.objects["naskah"].pk, "other_id": dunia.objects["naskah_draf"].pk}


COLLECTORS = "L 404 200 200 403 403 403 403"  # operator and head of the unit itself
WRITERS_OF_DRAFT = "L 404 404 404 200 404 404 200"


def cited_on(dunia: Dunia) -> dict[str, object]:
    """A question of the own unit's worksheet."""
    return {"pk": dunia.objects["lembar_kerja"].pk, "kode": "A.1.i.a"}


def piece_of(dunia: Dunia) -> dict[str, object]:
    """An upload that the operator has begun."""
    return {"unggahan_id": dunia.objects["unggahan"].pk}


KEEPERS = "L 404 200 200 403 403 403 403"  # of a unit's library and worksheet
OWN_UPLOAD = "L 404 200 404 404 404 404 404"
NO_LENGTH = "L 400 400 400 400 400 400 400"

CITY_PAGES = "L 404 404 404 200 200 200 200"  # rows that only the city's readers see
WRITERS_OF_REPORT = "L 404 404 404 403 200 403 403"  # who is assigned; a unit sees no draft


def passage_of(dunia: Dunia) -> dict[str, object]:
    """A passage of the drafted report."""
    return {"pk": dunia.objects["lhe_draf"].pk, "kode": "tujuan"}


def SOAL(dunia: Dunia) -> dict[str, object]:  # noqa: N802
    return {"pk": dunia.objects["master_soal"].pk, "soal_id": 1}


NOBODY_IN = "L 404 404 404 404 404 404 404"
COORDINATORS_JOB = "L 404 404 404 200 404 404 404"
TOKEN_ONLY = "401 401 401 401 401 401 401 401"  # a session counts for nothing there
BOARD = "L 403 403 403 200 200 200 403"  # koordinator, assessors, leaders of the city
COORDINATOR = "L 403 403 403 200 403 403 403"
DESK = "L 404 403 403 200 200 403 403"
COMPARERS = "L 404 403 403 200 200 200 200"


PROPOSERS = "L 404 404 404 200 403 403 403"  # the coordinator; others of the city read
AWARD_KEEPERS = "L 404 403 403 200 403 403 403"


def candidate_of(dunia: Dunia) -> dict[str, object]:
    """A worksheet that the drafted proposal does not hold."""
    return {"pk": dunia.objects["usulan"].pk, "lembar": dunia.objects["calon"].pk}


SECOND = "L 404 404 404 403 200 403 403"  # whom the sample was drawn for; the city's staff see it


def second_of(dunia: Dunia) -> dict[str, object]:
    """A question drawn for the assessor of the matrix."""
    return {"pk": dunia.objects["sampel"].pk, "kode": "A.1.i.a"}


def evidence_of(dunia: Dunia) -> dict[str, object]:
    """A document cited on a drawn question."""
    return {"pk": dunia.objects["sampel"].pk, "sitasi": dunia.objects["sitasi_sampel"].pk}


PLANNERS = "L 404 200 200 403 403 403 403"  # operator and head of the unit itself
VERIFY_OTHERS = "L 404 403 403 200 403 403 403"


def SERVED(dunia: Dunia) -> dict[str, object]:  # noqa: N802
    return {"pk": dunia.objects["tindakan"].pk, "kode": "A.1.i.a"}


MATRIX: dict[str, tuple[Arguments, str, str]] = {
    "account_inactive": (NONE, PUBLIC, "-"),
    "account_login": (NONE, IN_OR_ON, IN_OR_ON),
    "account_logout": (NONE, ALL_IN, "L L L L L L L L"),
    "account_reauthenticate": (NONE, ALL_IN, ALL_IN),
    "account_signup": (NONE, IN_OR_ON, IN_OR_ON),
    "api:cakupan": (NONE, API, API_POST),
    "api:dokumen": (NONE, PUBLIC, "-"),
    "api:gerbang": (NONE, API, API_POST),
    "api:jadwal": (NONE, API, API_POST),
    "api:menunggu": (NONE, "401 403 403 403 200 403 403 403", API_POST),
    "api:papan_tahun": (NONE, API, API_POST),
    "api:lembar_detail": (by("lembar_kerja"), API_OWN, API_POST),
    "api:lembar_list": (NONE, API, API_POST),
    "api:opd_detail": (of("opd"), API_OWN, API_POST),
    "api:opd_list": (NONE, API, API_POST),
    "api:papan": (NONE, API, API_POST),
    "api:pencanangan_detail": (of("pencanangan"), API_OWN, API_POST),
    "api:pencanangan_list": (NONE, API, API_POST),
    "api:lhe_list": (NONE, API, API_POST),
    "api:profil": (NONE, API, API_POST),
    "api:rencana_list": (NONE, API, API_POST),
    "api:riwayat": (NONE, API, API_POST),
    "api:tindakan_list": (NONE, API, API_POST),
    "api:usulan_list": (NONE, API, API_POST),
    "api:saya": (NONE, API, API_POST),
    "api:skema": (NONE, PUBLIC, "-"),
    "antarmuka:galeri": (NONE, "404 404 404 404 404 404 404 200", "-"),
    "antarmuka:kota_css": (lambda _: {"palette": "terang"}, NOWHERE, "-"),  # a city without its own colour
    "antarmuka:lambang": (NONE, NOWHERE, "-"),  # a city without a coat of arms
    "antarmuka:tema": (NONE, "-", EVERYBODY_ON),
    "akun_kata_sandi": (NONE, ALL_IN, ALL_IN),
    "akun_keluar_semua": (NONE, "-", acts(ALL_IN)),
    "akun_kunci_api": (NONE, ALL_IN, ALL_IN),
    "akun_kunci_api_cabut": (by("kunci_api"), "-", "L 404 ok 404 404 404 404 404"),
    "akun_profil": (NONE, ALL_IN, ALL_IN),
    "akun_saya": (NONE, ALL_IN, "-"),
    "evaluasi:bukti_add": (cited_on, KEEPERS, acts(KEEPERS)),
    "evaluasi:butir_janji": (SERVED, "L 404 302 302 302 302 302 302", "-"),
    "opd:kemajuan_add": (of("tindakan"), PLANNERS, acts(PLANNERS)),
    "opd:kemajuan_verify": (of("tindakan"), VERIFY_OTHERS, acts(VERIFY_OTHERS)),
    "opd:rencana_create": (NONE, "L 200 200 200 403 403 403 403", acts("L 200 200 200 403 403 403 403")),
    "opd:rencana_detail": (of("rencana"), UNIT_READERS, "-"),
    "opd:rencana_list": (NONE, ALL_IN, "-"),
    "opd:rencana_print": (of("rencana"), UNIT_READERS, "-"),
    "opd:tindakan_add": (of("rencana"), PLANNERS, acts(PLANNERS)),
    "opd:tindakan_cancel": (of("tindakan"), PLANNERS, acts(PLANNERS)),
    "opd:tindakan_detail": (of("tindakan"), UNIT_READERS, "-"),
    "opd:tindakan_edit": (of("tindakan"), PLANNERS, acts(PLANNERS)),
    "opd:tindakan_remove": (of("tindakan"), PLANNERS, acts(PLANNERS)),
    "evaluasi:dokumen_add": (of("opd"), KEEPERS, acts(KEEPERS)),
    "evaluasi:dokumen_detail": (by("bukti"), UNIT_READERS, "-"),
    "evaluasi:dokumen_edit": (by("bukti"), KEEPERS, acts(KEEPERS)),
    "evaluasi:dokumen_file": (by("bukti"), UNIT_READERS, "-"),
    "evaluasi:dokumen_page": (of("bukti", nomor=1), UNIT_READERS, "-"),
    "evaluasi:dokumen_picture": (of("bukti", nomor=1), UNIT_READERS, "-"),
    "evaluasi:dokumen_remove": (by("bukti"), KEEPERS, acts(KEEPERS)),
    "evaluasi:dokumen_supersede": (by("bukti"), KEEPERS, acts(KEEPERS)),
    "publik:janji": (NONE, PUBLIC, "-"),
    "publik:data": (NONE, PUBLIC, "-"),
    "publik:keterbukaan": (NONE, CITY, "-"),
    "publik:keterbukaan_periode": (by("periode"), MANAGERS, acts(MANAGERS)),
    "publik:keterbukaan_umum": (NONE, MANAGERS, acts(MANAGERS)),
    "publik:unit": (of("opd"), PUBLIC, "-"),
    "terbuka:janji": (NONE, NOWHERE, PUBLIC_POST),
    "terbuka:kamus": (NONE, NOWHERE, PUBLIC_POST),  # a city that publishes nothing
    "terbuka:katalog": (NONE, NOWHERE, PUBLIC_POST),
    "terbuka:pencanangan": (NONE, NOWHERE, PUBLIC_POST),
    "terbuka:penilaian": (NONE, NOWHERE, PUBLIC_POST),
    "terbuka:predikat": (NONE, NOWHERE, PUBLIC_POST),
    "terbuka:unit": (NONE, NOWHERE, PUBLIC_POST),
    "beranda": (NONE, "302 200 200 200 200 200 302 200", "-"),
    "evaluasi:instrumen_butir": (by("instrumen"), ALL_IN, "-"),
    "evaluasi:instrumen_compare": (NONE, ALL_IN, "-"),
    "evaluasi:instrumen_detail": (by("instrumen"), ALL_IN, "-"),
    "evaluasi:instrumen_list": (NONE, ALL_IN, "-"),
    "evaluasi:instrumen_load": (NONE, ADMINISTRATOR, acts(ADMINISTRATOR)),
    "evaluasi:instrumen_load_bundled": (NONE, "-", acts(ADMINISTRATOR)),
    "evaluasi:instrumen_source": (by("instrumen"), ALL_IN, "-"),
    "evaluasi:pustaka": (NONE, ALL_IN, "-"),
    "evaluasi:sitasi_add": (
        cited_on,
        "-",
        "L 404 404 404 403 403 403 403",
    ),  # an empty send names no document
    "evaluasi:sitasi_edit": (by("sitasi"), KEEPERS, acts(KEEPERS)),
    "evaluasi:sitasi_file": (by("sitasi"), UNIT_READERS, "-"),
    "evaluasi:sitasi_page": (of("sitasi", nomor=1), UNIT_READERS, "-"),
    "evaluasi:sitasi_picture": (of("sitasi", nomor=1), UNIT_READERS, "-"),
    "evaluasi:sitasi_remove": (by("sitasi"), "-", "L 404 ok 404 404 404 404 404"),
    "evaluasi:token_list": (NONE, MANAGERS, acts(MANAGERS)),
    "evaluasi:token_revoke": (by("token_portal"), "-", acts(MANAGERS)),
    "evaluasi:token_rotate": (by("token_portal"), MANAGERS, acts(MANAGERS)),
    "evaluasi:unggahan_create": (NONE, "-", NO_LENGTH),
    "evaluasi:unggahan_piece": (piece_of, OWN_UPLOAD, "-"),
    "evaluasi:buku_check": (NONE, ALL_IN, acts(ALL_IN)),
    "evaluasi:ekspor": (by("lembar_kerja"), WORKSHEET_READERS, "-"),
    "evaluasi:ekspor_file": (
        lambda dunia: {"pk": dunia.objects["lembar_kerja"].pk, "bentuk": "lke"},
        WORKSHEET_READERS,
        "-",
    ),
    "evaluasi:impor_check": (by("lembar_kerja"), NO_TICKET, "-"),
    "evaluasi:impor_file": (by("impor_lembar"), WORKSHEET_READERS, "-"),
    "evaluasi:impor_merge": (by("lembar_kerja"), NO_TICKET, NO_TICKET),
    "evaluasi:impor_start": (by("lembar_kerja"), WORKSHEET_READERS, acts(WORKSHEET_FILLERS)),
    "evaluasi:impor_undo": (by("impor_lembar"), WORKSHEET_FILLERS, acts(WORKSHEET_FILLERS)),
    "evaluasi:lembar_area": (AREA, WORKSHEET_READERS, "-"),
    "evaluasi:lembar_butir": (QUESTION, WORKSHEET_READERS, acts(WORKSHEET_FILLERS)),
    "evaluasi:lembar_check": (by("lembar_kerja"), WORKSHEET_READERS, "-"),
    "evaluasi:lembar_copy": (by("lembar_kerja"), "-", acts(WORKSHEET_FILLERS)),
    "evaluasi:lembar_create": (NONE, ALL_IN, acts(ALL_IN)),
    "evaluasi:lembar_detail": (by("lembar_kerja"), WORKSHEET_READERS, "-"),
    "evaluasi:lembar_history": (by("lembar_kerja"), WORKSHEET_READERS, "-"),
    "evaluasi:lembar_list": (NONE, ALL_IN, "-"),
    "evaluasi:lembar_path": (by("lembar_kerja"), WORKSHEET_READERS, acts(WORKSHEET_READERS)),
    "evaluasi:lembar_return": (by("lembar_kerja"), WORKSHEET_RETURNERS, acts(WORKSHEET_RETURNERS)),
    "evaluasi:lembar_submit": (by("lembar_kerja"), "-", acts("L 404 403 200 403 403 403 403")),
    "evaluasi:lembar_try": (by("lembar_kerja"), WORKSHEET_READERS, acts(WORKSHEET_READERS)),
    "evaluasi:lembar_why": (AREA, WORKSHEET_READERS, "-"),
    "evaluasi:lembar_compare": (by("lembar_kerja"), COMPARERS, "-"),
    "evaluasi:meja_butir": (QUESTION, DESK, acts("L 404 403 403 403 403 403 403")),
    "evaluasi:meja_confirm": (by("lembar_kerja"), "-", acts("L 404 403 403 403 403 403 403")),
    "evaluasi:meja_detail": (by("lembar_kerja"), DESK, "-"),
    "evaluasi:meja_list": (NONE, BOARD, "-"),
    "evaluasi:meja_return": (by("lembar_kerja"), WORKSHEET_RETURNERS, acts(WORKSHEET_RETURNERS)),
    "evaluasi:meja_seen": (QUESTION, "-", acts("L 404 403 403 302 302 403 403")),
    "evaluasi:tim_board": (NONE, BOARD, "-"),
    "evaluasi:tim_create": (NONE, COORDINATOR, acts(COORDINATOR)),
    "evaluasi:tim_detail": (by("tim"), BOARD, acts(COORDINATOR)),
    "evaluasi:anggota_end": (by("anggota"), COORDINATOR, acts(COORDINATOR)),
    "evaluasi:penugasan_edit": (by("lembar_kerja"), COORDINATOR, acts(COORDINATOR)),
    "evaluasi:hubungan_list": (NONE, BOARD, acts(BOARD)),
    "evaluasi:hubungan_end": (by("hubungan"), "-", acts("L 403 403 403 302 403 403 403")),
    "evaluasi:diskusi_list": (NONE, ALL_IN, "-"),
    "evaluasi:diskusi_thread": (QUESTION, WORKSHEET_READERS, acts(WORKSHEET_READERS)),
    "evaluasi:diskusi_read": (QUESTION, "-", "L 404 302 302 302 302 302 302"),
    "evaluasi:periode_create": (NONE, MANAGERS, acts(MANAGERS)),
    "evaluasi:periode_edit": (by("periode"), MANAGERS, acts(MANAGERS)),
    "evaluasi:periode_list": (NONE, ALL_IN, "-"),
    "evaluasi:bukti_luar": (NONE, NOWHERE, "-"),  # without a link
    "evaluasi:bukti_luar_berkas": (lambda _: {"nomor": 1}, NOWHERE, "-"),
    "evaluasi:lembar_bundle": (by("lembar_kerja"), WORKSHEET_READERS, acts(WORKSHEET_READERS)),
    "evaluasi:master_confirm": (by("master_soal"), "-", acts(MANAGERS)),
    "evaluasi:master_detail": (by("master_soal"), CITY, "-"),
    "evaluasi:master_list": (NONE, MANAGERS, acts(MANAGERS)),
    "evaluasi:master_place": (SOAL, "-", acts(MANAGERS)),
    "evaluasi:portalrb": (NONE, CITY, "-"),
    "evaluasi:portalrb_api": (lambda _: {"jalur": "pengusulan/unit-wbk"}, TOKEN_ONLY, TOKEN_ONLY),
    "evaluasi:pekerjaan": (by("pekerjaan_portal"), COORDINATORS_JOB, "-"),
    "evaluasi:pekerjaan_cancel": (by("pekerjaan_portal"), "-", acts(COORDINATORS_JOB)),
    "evaluasi:pekerjaan_file": (by("pekerjaan_portal"), "-", NOBODY_IN),  # not made yet
    "evaluasi:pekerjaan_retry": (by("pekerjaan_portal"), "-", acts(COORDINATORS_JOB)),
    "evaluasi:buku_banyak": (NONE, CITY, "-"),
    "evaluasi:buku_detail": (by("buku_kiriman"), COORDINATOR, "-"),
    "evaluasi:buku_drop": (by("buku_kiriman_lain"), "-", acts(COORDINATOR)),
    "evaluasi:buku_place": (by("buku_kiriman"), "-", acts(COORDINATOR)),
    "evaluasi:ekspor_banyak": (NONE, "-", acts(CITY)),
    "evaluasi:kiriman_create": (NONE, "-", acts(COORDINATOR)),
    "evaluasi:kiriman_detail": (by("kiriman_buku"), COORDINATOR, "-"),
    "evaluasi:kiriman_examine": (by("kiriman_buku"), "-", acts(COORDINATOR)),
    "evaluasi:kiriman_load": (by("kiriman_buku"), "-", acts(COORDINATOR)),
    "evaluasi:portalrb_links_renew": (by("cuplikan_unit"), "-", acts(MANAGERS)),
    "evaluasi:portalrb_links_revoke": (by("cuplikan_unit"), "-", acts(MANAGERS)),
    "evaluasi:portalrb_log": (NONE, CITY, "-"),
    "evaluasi:portalrb_rehearsal": (by("latihan"), MANAGERS, "-"),
    "evaluasi:portalrb_rehearse": (NONE, MANAGERS, acts(MANAGERS)),
    "evaluasi:portalrb_unit": (by("cuplikan_unit"), CITY, "-"),
    "evaluasi:syarat_edit": (CONDITION, WORKSHEET_READERS, acts(WORKSHEET_FILLERS)),
    "evaluasi:syarat_evidence": (CONDITION, WORKSHEET_FILLERS, acts(WORKSHEET_FILLERS)),
    "evaluasi:syarat_list": (by("lembar_kerja"), WORKSHEET_READERS, "-"),
    "evaluasi:lhe_begin": (
        by("lembar_kerja"),
        "-",
        "L 404 403 403 403 409 403 403",
    ),  # assigned, but not handed in
    "evaluasi:lhe_detail": (by("lhe"), "L 404 200 200 200 200 200 200", "-"),
    "evaluasi:lhe_letter": (by("lhe_draf"), WRITERS_OF_REPORT, acts(WRITERS_OF_REPORT)),
    "evaluasi:lhe_list": (NONE, ALL_IN, "-"),
    "evaluasi:lhe_pass": (by("lhe_draf"), "-", "L 404 404 404 403 403 403 403"),
    "evaluasi:lhe_passage": (passage_of, WRITERS_OF_REPORT, acts(WRITERS_OF_REPORT)),
    "evaluasi:lhe_passage_reset": (passage_of, "-", acts(WRITERS_OF_REPORT)),
    "evaluasi:lhe_return": (
        by("lhe_draf"),
        "L 404 404 404 403 403 403 403",
        "L 404 404 404 403 403 403 403",
    ),
    "evaluasi:lhe_submit": (by("lhe_draf"), "-", acts(WRITERS_OF_REPORT)),
    "evaluasi:hasil_record": (by("calon_usulan"), PROPOSERS, acts(PROPOSERS)),
    "evaluasi:jawaban_tpn": (by("calon_usulan"), PROPOSERS, acts(PROPOSERS)),
    "evaluasi:jawaban_tpn_form": (by("calon_usulan"), PROPOSERS, "-"),
    "evaluasi:predikat_create": (NONE, "L 403 403 403 200 403 403 403", "L 403 403 403 ok 403 403 403"),
    "evaluasi:predikat_list": (NONE, ALL_IN, "-"),
    "evaluasi:predikat_report": (by("predikat"), AWARD_KEEPERS, acts(AWARD_KEEPERS)),
    "evaluasi:predikat_revoke": (by("predikat"), AWARD_KEEPERS, acts(AWARD_KEEPERS)),
    "evaluasi:sampel_create": (NONE, "L 403 403 403 200 403 403 403", "L 403 403 403 ok 403 403 403"),
    "evaluasi:sampel_detail": (by("sampel"), "L 404 404 404 200 200 200 200", "-"),
    "evaluasi:sampel_file": (evidence_of, "L 404 404 404 200 200 200 200", "-"),
    "evaluasi:sampel_judge": (second_of, SECOND, acts(SECOND)),
    "evaluasi:sampel_list": (NONE, ALL_IN, "-"),
    "evaluasi:sampel_reconcile": (
        second_of,
        "L 404 404 404 403 403 403 403",
        "L 404 404 404 403 403 403 403",
    ),
    "evaluasi:usulan_approve": (by("usulan"), PROPOSERS, acts(PROPOSERS)),
    "evaluasi:usulan_candidates": (by("usulan"), PROPOSERS, "-"),
    "evaluasi:usulan_create": (NONE, "L 403 403 403 200 403 403 403", "L 403 403 403 ok 403 403 403"),
    "evaluasi:usulan_detail": (by("usulan"), CITY_PAGES, "-"),
    "evaluasi:usulan_edit": (by("usulan"), PROPOSERS, acts(PROPOSERS)),
    "evaluasi:usulan_file": (by("usulan"), NOWHERE.replace("404", "L", 1), "-"),  # not signed yet
    "evaluasi:usulan_list": (NONE, CITY, "-"),
    "evaluasi:usulan_rank": (by("usulan"), "-", acts(PROPOSERS)),
    "evaluasi:usulan_unit_add": (candidate_of, PROPOSERS, acts(PROPOSERS)),
    "evaluasi:usulan_unit_edit": (by("calon_usulan"), PROPOSERS, acts(PROPOSERS)),
    "evaluasi:usulan_unit_move": (by("calon_usulan"), "-", acts(PROPOSERS)),
    "evaluasi:usulan_unit_remove": (by("calon_usulan"), "-", "L 404 404 404 ok 404 404 404"),
    "evaluasi:usulan_withdraw": (by("usulan"), PROPOSERS, acts(PROPOSERS)),
    "opd:keanggotaan_end": (by("keanggotaan"), ADMINISTRATOR, acts(ADMINISTRATOR)),
    "opd:keanggotaan_grant": (by("pengguna"), ADMINISTRATOR, acts(ADMINISTRATOR)),
    "opd:kepala_appoint": (by("opd"), MANAGERS_OF_UNIT, acts(MANAGERS_OF_UNIT)),
    "opd:kepala_correct": (by("kepala"), MANAGERS_OF_UNIT, acts(MANAGERS_OF_UNIT)),
    "opd:kepala_end": (by("kepala"), MANAGERS_OF_UNIT, acts(MANAGERS_OF_UNIT)),
    "opd:kota_detail": (NONE, CITY, "-"),
    "opd:kota_edit": (NONE, MANAGERS, acts(MANAGERS)),
    "opd:opd_close": (by("opd"), MANAGERS_OF_UNIT, acts(MANAGERS_OF_UNIT)),
    "opd:opd_create": (NONE, MANAGERS, acts(MANAGERS)),
    "opd:opd_detail": (by("opd"), UNIT_READERS, "-"),
    "opd:opd_edit": (by("opd"), MANAGERS_OF_UNIT, acts(MANAGERS_OF_UNIT)),
    "opd:opd_export": (XLSX, ALL_IN, "-"),
    "opd:opd_import": (NONE, MANAGERS, acts(MANAGERS)),
    "opd:opd_import_save": (NONE, "-", acts(MANAGERS)),
    "opd:opd_list": (NONE, ALL_IN, "-"),
    "opd:opd_template": (XLSX, ALL_IN, "-"),
    "opd:opd_reorganise": (by("opd"), MANAGERS_OF_UNIT, acts(MANAGERS_OF_UNIT)),
    "opd:pegawai_account": (by("pegawai"), "L 404 403 403 403 403 403 200", "L 404 403 403 403 403 403 ok"),
    "opd:pegawai_create": (by("opd"), STAFF_KEEPERS, acts(STAFF_KEEPERS)),
    "opd:pegawai_edit": (by("pegawai"), STAFF_KEEPERS, acts(STAFF_KEEPERS)),
    "opd:pegawai_end": (by("pegawai"), STAFF_KEEPERS, acts(STAFF_KEEPERS)),
    "opd:pegawai_export": (lambda dunia: {"pk": dunia.opd.pk, "form": "xlsx"}, UNIT_READERS, "-"),
    "opd:pegawai_import": (NONE, IMPORTERS, acts(IMPORTERS)),
    "opd:pegawai_import_save": (NONE, "-", acts(IMPORTERS)),
    "opd:pegawai_template": (XLSX, ALL_IN, "-"),
    "opd:pegawai_list": (by("opd"), UNIT_READERS, "-"),
    "opd:pegawai_move": (by("pegawai"), STAFF_KEEPERS, acts(STAFF_KEEPERS)),
    "opd:pengguna_close": (by("pengguna"), "-", acts(ADMINISTRATOR)),
    "opd:pengguna_create": (NONE, ADMINISTRATOR, acts(ADMINISTRATOR)),
    "opd:pengguna_detail": (by("pengguna"), ADMINISTRATOR, "-"),
    "opd:pengguna_edit": (by("pengguna"), ADMINISTRATOR, acts(ADMINISTRATOR)),
    "opd:pengguna_list": (NONE, ADMINISTRATOR, "-"),
    "opd:pengguna_mfa_remove": (by("pengguna"), "-", acts(ADMINISTRATOR)),
    "opd:pengguna_password": (by("pengguna"), "-", acts(ADMINISTRATOR)),
    "opd:pengguna_reopen": (by("pengguna"), "-", acts(ADMINISTRATOR)),
    "opd:lampiran_caption": (file_of, EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:lampiran_file": (file_of, EVENT_READERS, "-"),
    "opd:lampiran_remove": (file_of, "-", "L 404 ok 404 404 403 403 403"),
    "opd:lampiran_thumbnail": (file_of, EVENT_READERS, "-"),
    "opd:pencanangan_acara": (by("pencanangan"), EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:pencanangan_peserta": (by("pencanangan"), EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:pencanangan_peserta_add": (by("pencanangan"), EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:pencanangan_saksi": (by("pencanangan"), EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:pencanangan_lampiran": (by("pencanangan"), EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:pencanangan_publikasi": (by("pencanangan"), EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:pencanangan_penghargaan": (by("pencanangan"), EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:pencanangan_cancel": (by("pencanangan"), EVENT_EDITORS, acts(EVENT_EDITORS)),
    "opd:pencanangan_check": (by("pencanangan"), EVENT_EDITORS, "-"),
    "opd:pencanangan_create": (NONE, ORGANISERS, acts(ORGANISERS)),
    "opd:pencanangan_detail": (by("pencanangan"), EVENT_READERS, "-"),
    "opd:pencanangan_history": (by("pencanangan"), EVENT_READERS, "-"),
    "opd:pencanangan_list": (NONE, ALL_IN, "-"),
    "opd:pencanangan_peserta_below": (by("pencanangan"), "-", acts(EVENT_EDITORS)),
    "opd:pencanangan_recall": (by("pencanangan"), "-", acts(EVENT_EDITORS)),
    "opd:pencanangan_submit": (by("pencanangan"), "-", acts(EVENT_EDITORS)),
    "opd:pencanangan_upload": (NONE, "-", NO_LENGTH),
    "opd:pencanangan_upload_piece": (piece_of, OWN_UPLOAD, "-"),
    "opd:verifikasi_queue": (NONE, VERIFIERS, "-"),
    "opd:verifikasi_register": (NONE, ALL_IN, "-"),
    "opd:verifikasi_review": (by("pencanangan"), VERIFIERS, acts(VERIFIERS)),
    "opd:target_edit": (by("target"), MANAGERS, acts(MANAGERS)),
    "opd:target_set": (NONE, MANAGERS, acts(MANAGERS)),
    "mfa_activate_totp": (NONE, SENT_ON, SENT_ON),
    "mfa_authenticate": (NONE, SENT_ON, SENT_ON),
    "mfa_deactivate_totp": (NONE, NO_FACTOR, NO_FACTOR),
    "mfa_download_recovery_codes": (NONE, NO_FACTOR, NO_FACTOR),
    "mfa_generate_recovery_codes": (NONE, SENT_ON, SENT_ON),
    "mfa_index": (NONE, ALL_IN, "-"),
    "mfa_reauthenticate": (NONE, SENT_ON, SENT_ON),
    "mfa_view_recovery_codes": (NONE, NO_FACTOR, "-"),
    "cari:cari": (NONE, ALL_IN, "-"),
    "dasbor:dinding": (NONE, ALL_IN, "-"),
    "dasbor:langkah": (lambda _: {"step": "menilai"}, ALL_IN, "-"),
    "dasbor:papan": (NONE, ALL_IN, "-"),
    "dasbor:pencanangan": (NONE, ALL_IN, "-"),
    "dasbor:bandingkan": (NONE, ALL_IN, "-"),
    "dasbor:riwayat": (NONE, ALL_IN, "-"),
    "dasbor:riwayat_unit": (by("opd"), UNIT_READERS, "-"),
    "dasbor:alamat_kalender": (NONE, "-", acts(ALL_IN)),
    "dasbor:ingatkan": (
        by("opd"),
        "L 404 403 403 200 403 403 403",
        acts("L 404 403 403 200 403 403 403"),
    ),
    "dasbor:kalender": (NONE, ALL_IN, "-"),
    "dasbor:pekan": (NONE, VERIFIERS, "-"),
    "dasbor:rapat": (NONE, ALL_IN, "-"),
    "dasbor:umpan": (lambda _: {"token": "tidak-ada"}, NOWHERE, "-"),
    "dasbor:unit": (NONE, ALL_IN, "-"),
    "jejak:jurnal": (NONE, "L 403 403 403 200 403 200 200", "-"),
    "jejak:segel": (NONE, PUBLIC, "-"),
    "jejak:segel_berkas": (lambda _: {"day": date(2020, 1, 1)}, NOWHERE, "-"),
    "laporan:daftar": (NONE, ALL_IN, "-"),
    "laporan:minta": (of("verified", kind="piagam"), "-", "L 404 302 302 302 403 403 403"),
    "laporan:minta_lhe": (of("lhe"), "-", "L 404 302 302 302 302 302 302"),
    "laporan:minta_surat": (of("usulan", kind="usulan"), "-", "L 404 404 404 302 403 403 403"),
    "laporan:word_lhe": (of("lhe"), "L 404 200 200 200 200 200 200", "-"),
    "laporan:word_surat": (of("usulan", kind="sptjm"), "L 404 404 404 200 403 403 403", "-"),
    "laporan:pekerjaan": (of("pekerjaan"), OWN_JOB, "-"),
    "laporan:pekerjaan_batal": (of("pekerjaan"), "-", "L 404 302 404 404 404 404 404"),
    "laporan:pekerjaan_ulang": (of("pekerjaan"), "-", "L 404 409 404 404 404 404 404"),
    "laporan:ringkasan": (NONE, "-", "L 403 403 403 302 302 302 302"),
    "laporan:rekap": (NONE, "-", "L 400 400 400 400 400 400 400"),
    "laporan:unduh": (of("dokumen"), "-", "L 404 200 200 200 200 200 200"),
    "laporan:verifikasi": (NONE, PUBLIC, "400 400 400 400 400 400 400 400"),
    "laporan:verifikasi_dokumen": (
        lambda dunia: {"code": dunia.objects["dokumen"].code},
        PUBLIC,
        "400 400 400 400 400 400 400 400",
    ),
    "opd:daftar_pindai_create": (by("opd"), COLLECTORS, acts(COLLECTORS)),
    "opd:daftar_pindai_detail": (by("daftar_pindai"), UNIT_READERS, "-"),
    "opd:daftar_pindai_file": (by("daftar_pindai"), UNIT_READERS, "-"),
    "opd:komitmen": (by("opd"), UNIT_READERS, "-"),
    "opd:komitmen_list": (NONE, ALL_IN, "-"),
    "opd:naskah_compare": (TWO_EDITIONS, WRITERS_OF_DRAFT, "-"),
    "opd:naskah_create": (NONE, MANAGERS, acts(MANAGERS)),
    "opd:naskah_detail": (by("naskah"), ALL_IN, "-"),
    "opd:naskah_edit": (by("naskah_draf"), WRITERS_OF_DRAFT, acts(WRITERS_OF_DRAFT)),
    "opd:naskah_list": (NONE, ALL_IN, "-"),
    "opd:naskah_publish": (by("naskah_draf"), WRITERS_OF_DRAFT, acts(WRITERS_OF_DRAFT)),
    "opd:pakta_saya": (NONE, ALL_IN, "-"),
    "opd:pakta_sign": (
        by("pegawai_operator"),
        "L 404 200 403 403 403 403 403",
        "L 404 ok 403 403 403 403 403",
    ),
    "opd:tanda_tangan_detail": (by("tanda_tangan"), UNIT_READERS, "-"),
    "opd:tanda_tangan_mark": (by("tanda_tangan"), "404 404 200 200 200 200 200 200", "-"),
    "opd:tanda_tangan_receipt": (by("tanda_tangan"), "404 404 200 200 200 200 200 200", "-"),
    "opd:tanda_tangan_withdraw": (
        by("tanda_tangan"),
        "L 404 403 200 403 403 403 403",
        "L 404 403 ok 403 403 403 403",
    ),
    "opd:tautan_create": (by("opd"), COLLECTORS, acts(COLLECTORS)),
    "opd:tautan_revoke": (by("tautan_tanda"), "-", acts(COLLECTORS)),
    "opd:tautan_sign": (NONE, NOWHERE, NOWHERE),
    "opd:verifikasi_tanda_tangan": (by("tanda_tangan"), PUBLIC, "-"),
    "sehat_hidup": (NONE, PUBLIC, "-"),
    "sehat_siap": (NONE, PUBLIC, "-"),
}
