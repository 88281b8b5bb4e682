"""The history of units, employees, accounts and the city in words, from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from dasar.akun.models import Pengguna
from dasar.format import NOTHING
from dasar.jurnal.domain import Perubahan, with_changes
from dasar.jurnal.models import Catatan
from opd.models import Dokumen, Keanggotaan, Kemajuan, Opd, RencanaAksi, Tindakan

SHOWN = 40
# What happened, and the tone in which the page shows it.
WORDS = {
    "opd.opd.created": ("Unit didaftarkan", "draft"),
    "opd.opd.updated": ("Data unit diubah", "neutral"),
    "opd.opd.closed": ("Unit berakhir", "cancelled"),
    "opd.kepala.appointed": ("Kepala ditetapkan", "done"),
    "opd.kepala.corrected": ("Data kepala diperbaiki", "neutral"),
    "opd.kepala.ended": ("Masa jabatan kepala berakhir", "cancelled"),
    "opd.keanggotaan.granted": ("Peran diberikan", "done"),
    "opd.keanggotaan.ended": ("Peran berakhir", "cancelled"),
    "opd.keanggotaan.corrected": ("Masa peran diubah", "neutral"),
    "opd.pegawai.created": ("Pegawai ditambahkan", "done"),
    "opd.pegawai.updated": ("Data pegawai diubah", "neutral"),
    "opd.pegawai.ended": ("Pegawai berhenti dari unit", "cancelled"),
    "opd.pegawai.account_linked": ("Akun pegawai dihubungkan", "neutral"),
    "opd.kota.created": ("Data kota dibuat", "draft"),
    "opd.kota.updated": ("Data kota diubah", "neutral"),
    "opd.target.set": ("Target ditetapkan", "done"),
    "opd.target.updated": ("Target diubah", "neutral"),
    "opd.dokumen.added": ("Masuk pustaka", "done"),
    "opd.dokumen.updated": ("Keterangan diperbaiki", "neutral"),
    "opd.dokumen.superseded": ("Digantikan dokumen yang lebih baru", "neutral"),
    "opd.rencana_aksi.begun": ("Rencana aksi dimulai", "draft"),
    "opd.tindakan.added": ("Janji ditambahkan", "draft"),
    "opd.tindakan.updated": ("Janji diubah", "neutral"),
    "opd.tindakan.cancelled": ("Janji dibatalkan", "cancelled"),
    "opd.tindakan.removed": ("Janji dihapus", "cancelled"),
    "opd.kemajuan.reported": ("Kemajuan dilaporkan", "progress"),
    "opd.kemajuan.verified": ("Capaian diverifikasi", "done"),
    "akun.pengguna.created": ("Akun dibuka", "done"),
    "akun.pengguna.updated": ("Data akun diubah", "neutral"),
    "akun.pengguna.activated": ("Akun diaktifkan kembali", "done"),
    "akun.pengguna.deactivated": ("Akun dinonaktifkan", "cancelled"),
    "akun.kata_sandi.issued": ("Kata sandi awal diterbitkan", "warning"),
    "akun.kata_sandi.changed": ("Kata sandi diganti pemiliknya", "neutral"),
    "akun.sesi.ended_everywhere": ("Dikeluarkan dari semua perangkat", "neutral"),
    "akun.masuk.succeeded": ("Masuk", "done"),
    "akun.masuk.failed": ("Gagal masuk", "warning"),
    "akun.masuk.locked": ("Ditolak masuk karena terlalu banyak percobaan", "failed"),
    "akun.dua_langkah.added": ("Verifikasi dua langkah dipasang", "done"),
    "akun.dua_langkah.ended": ("Verifikasi dua langkah dilepas pemiliknya", "warning"),
    "akun.dua_langkah.renewed": ("Kode pemulihan dibuat ulang", "neutral"),
    "akun.dua_langkah.failed": ("Kode verifikasi salah", "warning"),
    "akun.dua_langkah.removed": ("Verifikasi dua langkah dilepas administrator", "warning"),
    "akun.kunci_api.created": ("Kunci API dibuat", "done"),
    "akun.kunci_api.revoked": ("Kunci API dicabut", "cancelled"),
}
# Rows that begin say everything already in their title; listing every column would hide the news.
SILENT = frozenset({"jalur", "id", "date_joined", "session_epoch", "contoh", "version"})


@dataclass(frozen=True)
class Peristiwa:
    """One event of a history: what, about whom, by whom, when, why, and the changed fields in words."""

    title: str
    tone: str
    about: str
    who: str
    at: datetime
    reason: str
    changes: list[Perubahan]


def history_of_opd(opd: Opd) -> list[Peristiwa]:
    """What happened to a unit, its heads and the roles in it, newest first; employees have their own list."""
    kinds = ("opd.opd", "opd.kepala", "opd.keanggotaan")
    return tell(Catatan.objects.filter(stream=opd.stream, object_type__in=kinds), own="opd.opd")


def history_of_pegawai_list(opd: Opd) -> list[Peristiwa]:
    """What happened to a unit's employee list, newest first."""
    return tell(Catatan.objects.filter(stream=opd.stream, object_type="opd.pegawai"), own="")


def history_of_pengguna(pengguna: Pengguna) -> list[Peristiwa]:
    """What happened to an account and its roles, sign-ins included, newest first."""
    roles = [str(pk) for pk in Keanggotaan.objects.filter(pengguna=pengguna).values_list("pk", flat=True)]
    own = Q(object_type="akun.pengguna", object_id=str(pengguna.pk))
    held = Q(object_type="opd.keanggotaan", object_id__in=roles)
    return tell(Catatan.objects.filter(own | held), own="akun.pengguna")


def history_of_dokumen(dokumen: Dokumen) -> list[Peristiwa]:
    """What happened to a document of the evidence library, newest first."""
    return tell(Catatan.objects.for_object(dokumen), own="opd.dokumen")


def history_of_tindakan(tindakan: Tindakan) -> list[Peristiwa]:
    """What happened to a promised action and to the lines of its progress, newest first."""
    lines = Kemajuan.objects.filter(tindakan=tindakan).values_list("pk", flat=True)
    own = Q(object_type="opd.tindakan", object_id=str(tindakan.pk))
    said = Q(object_type="opd.kemajuan", object_id__in=[str(pk) for pk in lines])
    stream = Catatan.objects.filter(stream=tindakan.rencana.stream)
    return tell(stream.filter(own | said), own="opd.tindakan")


def history_of_rencana(rencana: RencanaAksi) -> list[Peristiwa]:
    """What happened to a plan: its actions (those taken out as well) and what was said of them, newest first."""
    stream = Catatan.objects.filter(stream=rencana.stream)
    added = stream.filter(action="opd.tindakan.added", after__rencana=str(rencana.pk)).values("object_id")
    lines = Kemajuan.objects.filter(tindakan__rencana=rencana).values_list("pk", flat=True)
    own = Q(object_type="opd.rencanaaksi", object_id=str(rencana.pk))
    actions = Q(object_type="opd.tindakan", object_id__in=added)
    said = Q(object_type="opd.kemajuan", object_id__in=[str(pk) for pk in lines])
    return tell(stream.filter(own | actions | said), own="opd.rencanaaksi")


def history_of_kota() -> list[Peristiwa]:
    """What happened to the city's data and its targets, newest first."""
    kinds = ("opd.kota", "opd.targetpencanangan")
    return tell(Catatan.objects.filter(stream="kota", object_type__in=kinds), own="opd.kota")


def tell(rows: QuerySet[Catatan], *, own: str) -> list[Peristiwa]:
    """The newest rows in words; `own` is the kind of object whose page this is, so its name is not repeated."""
    newest = list(rows.order_by("-id")[:SHOWN])
    # What begins is told by its title alone, so no names are looked up for it; a role also says whose and where.
    told = [row for row in newest if row.before is not None or row.object_type == "opd.keanggotaan"]
    changes = {row.pk: changed for row, changed in with_changes(told)}
    return [_tell(row, changes.get(row.pk, []), own) for row in newest]


def _tell(row: Catatan, changes: list[Perubahan], own: str) -> Peristiwa:
    title, tone = WORDS.get(row.action, (row.action, "neutral"))
    begins = row.before is None
    shown = [] if begins else [change for change in changes if change.field not in SILENT]
    about = "" if row.object_type == own else row.object_label
    if row.object_type == "opd.keanggotaan" and begins:
        named = [change.after for change in changes if change.field in {"pengguna", "opd"}]
        about = " · ".join([about, *(name for name in named if name != NOTHING)])
    return Peristiwa(title, tone, about, row.actor_label, row.at, row.reason, shown)
