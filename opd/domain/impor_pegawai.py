"""Import of employees: a row adds someone, corrects someone, or finds everything as it is."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.jurnal.domain import Entri, record_all, snapshot
from dasar.lembar import Kolom, read_lembar
from dasar.lembar.reading import clean_text
from dasar.lembar.sel import read_date, read_nip, read_text
from opd.domain.impor import Langkah, Pembaca, Pratinjau, Rencana, check_unchanged
from opd.models import Opd, Pegawai
from opd.permissions import can_manage_pegawai

COLUMNS = (
    Kolom(
        "unit",
        "Kode unit",
        "Kode unit seperti di Daftar OPD. Boleh kosong bila impor dibuka dari halaman unit itu.",
        aliases=("kode opd", "unit", "opd"),
        width=16,
    ),
    Kolom(
        "name",
        "Nama",
        "Nama lengkap dengan gelar.",
        aliases=("nama lengkap", "nama pegawai"),
        required=True,
        width=36,
    ),
    Kolom("nip", "NIP", "18 angka. Kosongkan bagi pegawai tanpa NIP.", width=22),
    Kolom("title", "Jabatan", "Misalnya: Analis Kebijakan Ahli Muda.", width=36),
    Kolom(
        "active_from",
        "Bekerja sejak",
        "Tanggal mulai di unit ini, seperti 31/12/2020. Bila kosong: hari ini.",
        aliases=("sejak", "tmt", "tanggal mulai"),
        width=16,
    ),
)
GUIDE = (
    "Isi lembar pertama, satu baris satu pegawai. Kolom bertanda * wajib.",
    "Pegawai dikenali dari NIP; tanpa NIP, dari namanya di unit itu.",
    "Pegawai yang tidak tercantum dibiarkan. Pindah dan berhenti dicatat di halaman pegawai.",
)
LABELS = {"name": "Nama", "nip": "NIP", "title": "Jabatan"}


class _Known:
    """What the rows are held against: units the actor keeps, and who is active now."""

    def __init__(self, actor: Actor, unit: Opd | None) -> None:
        today = timezone.localdate()
        units = Opd.objects.visible_to(actor).active_on(today)
        self.units = {opd.code: opd for opd in units if can_manage_pegawai(actor, opd)}
        self.default = unit or (next(iter(self.units.values())) if len(self.units) == 1 else None)
        self.by_nip: dict[str, Pegawai] = {}
        self.by_name: dict[tuple[UUID, str], list[Pegawai]] = {}
        self.unit_of = {opd.pk: opd for opd in self.units.values()}
        for row in Pegawai.objects.filter(active_to=None):
            if row.nip:
                self.by_nip[row.nip] = row
            self.by_name.setdefault((row.opd_id, row.name.casefold()), []).append(row)

    def find(self, opd: Opd, name: str, nip: str) -> Pegawai | None:
        """The employee a row means: by NIP, else the only one of that name whose NIP does not speak against it.

        A row without NIP means the namesake without NIP before one with: else it would be entered anew each time.
        """
        if nip and nip in self.by_nip:
            return self.by_nip[nip]
        namesakes = [row for row in self.by_name.get((opd.pk, name.casefold()), []) if not (nip and row.nip)]
        bare = [row for row in namesakes if not row.nip]
        alike = bare if len(bare) == 1 else namesakes
        return alike[0] if len(alike) == 1 else None


def check_row(pembaca: Pembaca) -> dict[str, Any]:
    """The values of one row by themselves; a wrong cell is noted and has none. Touches no database."""
    values: dict[str, Any] = {
        "unit": (pembaca.read("unit", read_text, most=30) or "").upper(),
        "name": pembaca.need("name", read_text, most=150),
        "nip": pembaca.read("nip", read_nip),
        "title": pembaca.read("title", read_text, most=150),
        "active_from": pembaca.read("active_from", read_date),
    }
    return values


def preview_pegawai(*, actor: Actor, berkas: Berkas, unit: Opd | None = None) -> Pratinjau:
    """What importing this file would do, row by row; nothing is written.

    `unit` stands for rows without a unit code. Raises `SheetUnreadable` when the file is no such table.
    """
    if unit is not None:
        require(can_manage_pegawai(actor, unit))
    lembar = read_lembar(berkas, COLUMNS)
    pratinjau = Pratinjau(lembar.name)
    known, seen = _Known(actor, unit), {}
    for baris in lembar.rows:
        pembaca = Pembaca(lembar, baris, pratinjau.errors)
        values = check_row(pembaca)
        line = None if pembaca.failed else _plan(pembaca, values, known, seen)
        label = str(baris.cells.get("name") or "–")
        pratinjau.lines.append(line or Rencana(baris.number, Langkah.WRONG, label))
    return pratinjau


def _plan(
    pembaca: Pembaca, values: dict[str, Any], known: _Known, seen: dict[tuple[str, ...], int]
) -> Rencana | None:
    code = values.pop("unit")
    opd = known.units.get(code) if code else known.default
    if opd is None:
        pembaca.wrong("unit", _unit_unknown(code))
        return None
    _check_twice(pembaca, values, opd, seen)
    found = known.find(opd, values["name"], values["nip"])
    if found is not None and found.opd_id != opd.pk:
        elsewhere = known.unit_of.get(found.opd_id)
        where = f"di {elsewhere.name}" if elsewhere else "di unit lain"
        pembaca.wrong("nip", f"NIP ini masih tercatat aktif {where}. Pindahkan dahulu orangnya ke unit ini.")
    if found is not None and not pembaca.failed:
        return _compare(pembaca, values, found, opd)
    if pembaca.failed:
        return None
    new = {**values, "active_from": values["active_from"] or timezone.localdate(), "opd": opd.pk}
    _check_period(pembaca, new["active_from"], opd)
    if pembaca.failed:
        return None
    return Rencana(pembaca.baris.number, Langkah.NEW, values["name"], opd.short_name, values=new)


def _unit_unknown(code: str) -> str:
    if not code:
        return "Isi kode unit, atau buka impor dari halaman unitnya."
    return f"Kode “{code}” bukan unit aktif yang daftarnya Anda kelola. Lihat kode di Daftar OPD."


def _check_twice(
    pembaca: Pembaca, values: dict[str, Any], opd: Opd, seen: dict[tuple[str, ...], int]
) -> None:
    """Nobody stands in the file twice."""
    nip, name = values["nip"], values["name"]
    key = ("nip", nip) if nip else ("nama", str(opd.pk), name.casefold())
    first = seen.setdefault(key, pembaca.baris.number)
    if first != pembaca.baris.number and nip:
        pembaca.wrong("nip", f"NIP ini sudah ada di baris {first}. Hapus salah satunya.")
    elif first != pembaca.baris.number:
        pembaca.wrong(
            "name", f"Nama ini sudah ada di baris {first}. Isi NIP supaya keduanya dapat dibedakan."
        )


def _check_period(pembaca: Pembaca, day: date, opd: Opd) -> None:
    if day < opd.active_from:
        pembaca.wrong("active_from", f"Unit ini baru ada sejak {opd.active_from:%d/%m/%Y}.")


def _compare(pembaca: Pembaca, values: dict[str, Any], found: Pegawai, opd: Opd) -> Rencana | None:
    since = values["active_from"]
    if since is not None and since != found.active_from:
        pembaca.wrong(
            "active_from",
            f"Tercatat sejak {found.active_from:%d/%m/%Y} dan tidak diubah lewat impor. Kosongkan sel ini.",
        )
        return None
    wanted = {key: values[key] for key in LABELS if pembaca.has(key)}
    if not wanted.get("nip"):
        wanted.pop("nip", None)
    changes = {
        key: value for key, value in wanted.items() if (clean_text(getattr(found, key)) or "") != value
    }
    told = tuple((LABELS[key], getattr(found, key) or "–", value or "–") for key, value in changes.items())
    step = Langkah.CHANGED if changes else Langkah.SAME
    label, place = values["name"], opd.short_name
    return Rencana(pembaca.baris.number, step, label, place, told, f"{found.pk}:{found.version}", changes)


@transaction.atomic
def import_pegawai(*, actor: Actor, berkas: Berkas, digest: str, unit: Opd | None = None) -> Pratinjau:
    """Write what the preview with this fingerprint showed: all of it or nothing.

    Raises `DomainError` when something has to be mended, `ImportChanged` when the data moved since the preview.
    """
    pratinjau = preview_pegawai(actor=actor, berkas=berkas, unit=unit)
    check_unchanged(pratinjau, digest)
    entries: dict[str, list[Entri]] = {}
    try:
        for row, entry in (*_insert(pratinjau), *_change(pratinjau)):
            entries.setdefault(f"opd:{row.opd_id}", []).append(entry)
    except IntegrityError as error:
        raise DomainError(
            "Orang lain baru saja mencatat pegawai yang sama. Unggah berkasnya sekali lagi."
        ) from error
    for stream in sorted(entries):
        record_all(entries[stream], actor=actor, stream=stream, reason=f"Impor berkas {berkas.sha256[:12]}")
    return pratinjau


def _insert(pratinjau: Pratinjau) -> list[tuple[Pegawai, Entri]]:
    new = [line.values for line in pratinjau.lines if line.step == Langkah.NEW]
    rows = [
        Pegawai(opd_id=values["opd"], **{k: v for k, v in values.items() if k != "opd"}) for values in new
    ]
    for row in rows:
        row.clean_fields(exclude=["opd", "pengguna"])
    Pegawai.objects.bulk_create(rows, batch_size=500)
    return [(row, Entri("opd.pegawai.created", row, None, snapshot(row))) for row in rows]


def _change(pratinjau: Pratinjau) -> list[tuple[Pegawai, Entri]]:
    planned = [line for line in pratinjau.lines if line.step == Langkah.CHANGED]
    told = []
    for line in planned:
        key, version = line.key.split(":")
        row = Pegawai.objects.get(pk=key)
        before = snapshot(row, fields=line.values)
        for name, value in line.values.items():
            setattr(row, name, value)
        row.clean_fields(exclude=["opd", "pengguna"])
        rows = Pegawai.objects.filter(pk=key, version=int(version))
        if rows.update(**line.values, version=F("version") + 1) != 1:
            raise DomainError("Orang lain baru saja mengubah pegawai ini. Unggah berkasnya sekali lagi.")
        told.append((row, Entri("opd.pegawai.updated", row, before, snapshot(row, fields=line.values))))
    return told


def export_rows(opd: Opd, *, day: date) -> list[tuple[str | date | None, ...]]:
    """The employees of a unit and of those below it that day, in the columns of the import; one SQL query."""
    rows = Pegawai.objects.active_on(day).filter(opd__jalur__startswith=opd.jalur)
    return list(
        rows.order_by("opd__name", "name", "id").values_list(
            "opd__code", "name", "nip", "title", "active_from"
        )
    )
