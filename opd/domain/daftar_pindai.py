"""Signatures on paper: a scanned list, and the employees whose signatures stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dasar.berkas.domain import store_upload
from dasar.berkas.enums import Kind
from dasar.berkas.validators import clean_name
from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.writing import create
from opd.domain.tanda_tangan import keep_signature, require_signable
from opd.enums import CaraTanda
from opd.models import DaftarPindai, NaskahPakta, Opd, Pegawai, Pencanangan, TandaTangan
from opd.permissions import can_collect_signatures


def naskah_of_list(signed_on: date) -> NaskahPakta:
    """The text that was in force on the day written on a list. Raises `DomainError` for a day to come, or none."""
    if signed_on > timezone.localdate():
        raise DomainError("Tanggal pada daftar belum tiba.", field="signed_on")
    naskah = NaskahPakta.objects.current(signed_on)
    if naskah is None:
        raise DomainError(
            "Pada tanggal itu belum ada naskah pakta integritas yang berlaku. Periksa tanggalnya.",
            field="signed_on",
        )
    return naskah


def sign_by_scan(
    opd: Opd,
    *,
    actor: Actor,
    naskah: NaskahPakta,
    upload: UploadedFile,
    signed_on: date,
    pegawai: Sequence[Pegawai],
    pencanangan: Pencanangan | None = None,
) -> tuple[DaftarPindai, list[str]]:
    """Record the signatures on a scanned paper list for the employees named.

    Those who have signed already are left out and named in the returned sentences; the rest is recorded.
    Raises `DomainError` for a bad file, a date to come, nobody named, or someone of another unit, and
    `WrongState` when nobody is left to record; then nothing is kept.
    """
    require(can_collect_signatures(actor, opd))
    if signed_on > timezone.localdate():
        raise DomainError("Tanggal pada daftar belum tiba.", field="signed_on")
    if not pegawai:
        raise DomainError(
            "Pilih sedikitnya satu pegawai yang tanda tangannya ada pada daftar.", field="pegawai"
        )
    if any(person.opd_id != opd.pk for person in pegawai):
        raise DomainError("Daftar hanya memuat pegawai unit ini.", field="pegawai")
    berkas = store_upload(upload=upload, kinds=frozenset({Kind.PDF, Kind.GAMBAR}))
    daftar = DaftarPindai(
        opd=opd,
        naskah=naskah,
        filename=clean_name(upload.name or ""),
        berkas=berkas,
        signed_on=signed_on,
        uploaded_at=timezone.now(),
        uploaded_by=actor.pengguna,
    )
    return _record(daftar, pegawai, actor=actor, pencanangan=pencanangan)


@transaction.atomic
def _record(
    daftar: DaftarPindai, pegawai: Sequence[Pegawai], *, actor: Actor, pencanangan: Pencanangan | None
) -> tuple[DaftarPindai, list[str]]:
    create(daftar, actor=actor, action="opd.daftar_pindai.uploaded", stream=daftar.opd.stream)
    left_out = []
    for person in pegawai:
        try:
            _keep_scanned(person, daftar, actor=actor, pencanangan=pencanangan)
        except WrongState as refusal:
            left_out.append(refusal.message)
    if len(left_out) == len(pegawai):
        raise WrongState("Tidak ada tanda tangan baru yang dapat dicatat. " + " ".join(left_out[:3]))
    return daftar, left_out


def _keep_scanned(
    pegawai: Pegawai, daftar: DaftarPindai, *, actor: Actor, pencanangan: Pencanangan | None
) -> TandaTangan:
    on = daftar.signed_on
    require_signable(pegawai, daftar.naskah, seen_hash=daftar.naskah.text_hash, on=on)
    row = TandaTangan(
        pegawai=pegawai,
        naskah=daftar.naskah,
        year=on.year,
        pencanangan=pencanangan,
        way=CaraTanda.UNGGAHAN,
        signed_at=timezone.make_aware(datetime.combine(on, time.min)),
        signed_by=actor.pengguna,
        daftar=daftar,
    )
    return keep_signature(row, actor=actor)
