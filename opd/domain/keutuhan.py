"""What a signature binds, and whether it still agrees with the moment of signing.

Three witnesses must agree: the fingerprint of the text, the fingerprint over everything the signature binds,
and the line that the append-only journal kept when it was given.
"""

from __future__ import annotations

import hashlib
import json

from django.utils import timezone

from dasar.jurnal.domain import snapshot
from dasar.jurnal.models import Catatan
from opd.models import TandaTangan

GIVEN = "opd.tanda_tangan.given"
# The columns that never change after signing; the journal's line is held against them one by one.
FROZEN = (
    "pegawai",
    "opd",
    "naskah",
    "year",
    "way",
    "signed_at",
    "signed_by",
    "name",
    "nip",
    "title",
    "opd_name",
    "typed_name",
    "berkas",
    "daftar",
    "text_hash",
    "evidence_hash",
)


def write_evidence(row: TandaTangan) -> str:
    """Everything that a signature binds, as one line of canonical JSON: the same row gives the same line."""
    bound = {
        "naskah": str(row.naskah_id),
        "sidik_naskah": row.text_hash,
        "pegawai": str(row.pegawai_id),
        "nama": row.name,
        "nip": row.nip,
        "jabatan": row.title,
        "unit": str(row.opd_id),
        "nama_unit": row.opd_name,
        "tahun": row.year,
        "cara": str(row.way),
        "waktu": row.signed_at.astimezone(timezone.get_fixed_timezone(0)).isoformat(),
        "akun": str(row.signed_by_id or ""),
        "nama_diketik": row.typed_name,
        "sidik_goresan": row.berkas.sha256 if row.berkas else "",
        "sidik_daftar": row.daftar.berkas.sha256 if row.daftar else "",
    }
    return json.dumps(bound, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def compute_evidence_hash(row: TandaTangan) -> str:
    """SHA-256 of `write_evidence` in UTF-8, 64 hex digits; anyone can work it out again from the receipt."""
    return hashlib.sha256(write_evidence(row).encode()).hexdigest()


def find_faults(row: TandaTangan) -> list[str]:
    """What no longer agrees with the moment of signing; empty when intact. No query after `with_evidence`."""
    faults = []
    if row.text_hash != row.naskah.text_hash:
        faults.append("Naskah yang ditunjuk bukan naskah yang ditandatangani.")
    if row.naskah.text_hash != hashlib.sha256(row.naskah.text.encode()).hexdigest():
        faults.append("Isi naskah berubah sesudah ditandatangani.")
    if row.evidence_hash != compute_evidence_hash(row):
        faults.append("Data tanda tangan berubah sesudah ditandatangani.")
    return faults


def explain_faults(row: TandaTangan) -> list[str]:
    """`find_faults`, and which details differ from what the journal noted at the signing; one query more."""
    faults = find_faults(row)
    given = Catatan.objects.for_object(row).filter(action=GIVEN).first()
    if given is None:
        return [*faults, "Jurnal tidak mencatat pemberian tanda tangan ini."]
    then, now = given.after or {}, snapshot(row, fields=FROZEN)
    labels = [str(row._meta.get_field(key).verbose_name) for key in FROZEN if then.get(key) != now[key]]
    return [*faults, *(f"Berbeda dari catatan jurnal: {label}." for label in labels)]
