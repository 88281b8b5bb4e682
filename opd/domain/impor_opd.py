"""Import of the register: a row registers a unit, changes one, or finds everything as it is."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.lembar import CellError, Kolom, SheetUnreadable, read_lembar
from dasar.lembar.reading import clean_text
from dasar.lembar.sel import read_count, read_date, read_text, read_yes
from opd.domain import impor_kepala
from opd.domain.impor import Langkah, Pembaca, Pratinjau, Rencana, check_unchanged
from opd.domain.opd import make_jalur, update_opd
from opd.enums import OpdKind
from opd.models import Kepala, Opd
from opd.models.opd import validate_code
from opd.permissions import can_manage_register

MAX_UNITS = 5_000
MAX_DEPTH = 10
KINDS = {str(kind.label).casefold(): kind.value for kind in OpdKind} | {
    kind.value: kind.value for kind in OpdKind
}
COLUMNS = (
    Kolom(
        "code", "Kode", "Huruf besar, angka, titik, tanda hubung. Unit dikenali dari kode ini.", required=True
    ),
    Kolom("name", "Nama", "Nama lengkap unit.", ("nama unit", "nama opd"), required=True, width=44),
    Kolom("short_name", "Singkatan", "Dipakai di tabel dan papan. Bila kosong: nama lengkap.", width=24),
    Kolom("kind", "Jenis", "Salah satu: " + ", ".join(OpdKind.labels) + ".", required=True, width=18),
    Kolom(
        "parent",
        "Kode induk",
        "Kode unit di atasnya, boleh unit di berkas ini juga. Kosong: langsung di bawah kota.",
        ("induk",),
    ),
    Kolom(
        "active_from",
        "Aktif sejak",
        "Tanggal, seperti 31/12/2016. Bila kosong: hari ini. Tidak diubah lewat impor sesudah tercatat.",
        width=16,
    ),
    Kolom("counts_for_target", "Dihitung dalam target", "Ya atau Tidak.", ("dihitung", "target"), width=14),
    Kolom("employee_count", "Jumlah pegawai", "Jumlah menurut unit sendiri.", ("pegawai",), width=14),
    Kolom("source", "Sumber data", "Dari mana data ini.", ("sumber",), width=40),
    *impor_kepala.COLUMNS,
)
GUIDE = (
    "Isi lembar pertama, satu baris satu unit. Kolom bertanda * wajib.",
    "Kode yang sudah terdaftar diperbarui; kode baru didaftarkan. Unit yang tidak tercantum dibiarkan.",
    "Unit yang berakhir atau berganti nama karena penataan dicatat di halaman unit, bukan lewat impor.",
)
LABELS = {column.key: column.head for column in COLUMNS}
OWN = [column.key for column in COLUMNS if column not in impor_kepala.COLUMNS]


def read_kind(cell: Any) -> str:
    """The kind of a unit by its Indonesian name."""
    text = read_text(cell, most=60)
    if text and text.casefold() not in KINDS:
        raise CellError(f"Jenis “{text}” tidak dikenal. Pilih: {', '.join(OpdKind.labels)}.")
    return KINDS.get(text.casefold(), "")


def read_code(cell: Any) -> str:
    """A code in capitals, or empty."""
    text = read_text(cell, most=60).upper()
    if text and not validate_code.regex.search(text):
        raise CellError(f"Kode “{text}” tidak dapat dipakai. {validate_code.message}")
    return text


def check_row(pembaca: Pembaca) -> dict[str, Any]:
    """The values of one row by themselves; a wrong cell is noted and has none. Touches no database."""
    values: dict[str, Any] = {
        "code": pembaca.need("code", read_code),
        "name": pembaca.need("name", read_text, most=150),
        "short_name": pembaca.read("short_name", read_text, most=60),
        "kind": pembaca.need("kind", read_kind),
        "parent": pembaca.read("parent", read_code),
        "active_from": pembaca.read("active_from", read_date),
        "counts_for_target": pembaca.read("counts_for_target", read_yes),
        "employee_count": pembaca.read("employee_count", read_count),
        "source": pembaca.read("source", read_text, most=200),
        "kepala": impor_kepala.check_head(pembaca),
    }
    if not pembaca.failed and not values["short_name"] and len(values["name"]) > 60:
        pembaca.wrong("short_name", "Nama lebih dari 60 karakter, jadi singkatannya wajib diisi.")
    return values


def preview_opd(*, actor: Actor, berkas: Berkas) -> Pratinjau:
    """What importing this file would do, row by row; nothing is written.

    Raises `PermissionRefused`, or `SheetUnreadable` when the file is no such table.
    """
    require(can_manage_register(actor))
    lembar = read_lembar(berkas, COLUMNS)
    if len(lembar.rows) > MAX_UNITS:
        raise SheetUnreadable("Lebih dari 5.000 unit. Bagi menjadi beberapa berkas, induk lebih dahulu.")
    pratinjau = Pratinjau(lembar.name)
    rows: dict[str, tuple[Pembaca, dict[str, Any]]] = {}
    for baris in lembar.rows:
        pembaca = Pembaca(lembar, baris, pratinjau.errors)
        values = check_row(pembaca)
        code = values["code"]
        if code and code in rows:
            pembaca.wrong(
                "code", f"Kode ini sudah ada di baris {rows[code][0].baris.number}. Hapus salah satunya."
            )
        if code and code not in rows:
            rows[code] = (pembaca, values)
        else:
            pratinjau.lines.append(_wrong(pembaca))
    _plan_all(pratinjau, rows)
    pratinjau.lines.sort(key=lambda line: line.row)
    pratinjau.errors.sort(key=lambda error: error.row)
    return pratinjau


def _wrong(pembaca: Pembaca) -> Rencana:
    return Rencana(pembaca.baris.number, Langkah.WRONG, str(pembaca.baris.cells.get("name") or "–"))


def _plan_all(pratinjau: Pratinjau, rows: dict[str, tuple[Pembaca, dict[str, Any]]]) -> None:
    known = {opd.code: opd for opd in Opd.objects.filter(active_to=None).select_related("parent")}
    above = {code: opd.parent.code if opd.parent else "" for code, opd in known.items()}
    for code, (pembaca, values) in rows.items():
        if pembaca.has("parent") or code not in known:
            above[code] = values["parent"] or ""
    heads = {row.opd_id: row for row in Kepala.objects.filter(active_to=None)}
    for code, (pembaca, values) in rows.items():
        _check_parent(pembaca, code, above)
        found = known.get(code)
        line = (
            None if pembaca.failed else _plan(pembaca, values, found, heads.get(found.pk) if found else None)
        )
        pratinjau.lines.append(_wrong(pembaca) if line is None or pembaca.failed else line)


def _check_parent(pembaca: Pembaca, code: str, above: dict[str, str]) -> None:
    """The parent exists, and going up from the unit never comes back to it."""
    parent = above.get(code, "")
    if parent and parent not in above:
        pembaca.wrong("parent", f"Kode induk “{parent}” tidak terdaftar dan tidak ada di berkas ini.")
        return
    passed = {code}
    while parent:
        if parent in passed:
            pembaca.wrong("parent", "Induknya berputar: unit ini akan berada di bawah dirinya sendiri.")
            return
        passed.add(parent)
        parent = above.get(parent, "")
    if len(passed) > MAX_DEPTH:
        pembaca.wrong("parent", f"Susunan unit paling dalam {MAX_DEPTH} tingkat.")


def _plan(pembaca: Pembaca, values: dict[str, Any], found: Opd | None, head: Kepala | None) -> Rencana | None:
    number = pembaca.baris.number
    kepala = impor_kepala.plan_head(pembaca, values["kepala"], head)
    if found is None:
        new = {
            **values,
            "kepala": kepala,
            "short_name": values["short_name"] or values["name"],
            "active_from": values["active_from"] or timezone.localdate(),
            "counts_for_target": bool(values["counts_for_target"]),
        }
        return Rencana(number, Langkah.NEW, values["name"], values["code"], values=new)
    since = values["active_from"]
    if since is not None and since != found.active_from:
        pembaca.wrong(
            "active_from",
            f"Tercatat sejak {found.active_from:%d/%m/%Y} dan tidak diubah lewat impor. Kosongkan sel ini.",
        )
        return None
    stored = _stored(found)
    changes = {key: value for key, value in _wanted(pembaca, values).items() if stored[key] != value}
    told = tuple((LABELS[key], _shown(stored[key]), _shown(value)) for key, value in changes.items())
    if kepala:
        told += impor_kepala.tell_head(kepala, head)
        changes["kepala"] = kepala
    step = Langkah.CHANGED if changes else Langkah.SAME
    key = f"{found.pk}:{found.version}"
    return Rencana(number, step, values["name"], values["code"], told, key, changes)


def _wanted(pembaca: Pembaca, values: dict[str, Any]) -> dict[str, Any]:
    """What the row says of a known unit; a column that is not there, or a name left empty, says nothing."""
    keys = {"name", "short_name", "kind", "parent", "counts_for_target", "employee_count", "source"}
    wanted = {key: values[key] for key in keys if pembaca.has(key)}
    if not wanted.get("short_name"):
        wanted.pop("short_name", None)
    if wanted.get("counts_for_target") is None:
        wanted.pop("counts_for_target", None)
    return dict(sorted(wanted.items()))


def _stored(opd: Opd) -> dict[str, Any]:
    texts = {key: clean_text(getattr(opd, key)) or "" for key in ("name", "short_name", "source")}
    return texts | {
        "kind": opd.kind,
        "parent": opd.parent.code if opd.parent else "",
        "counts_for_target": opd.counts_for_target,
        "employee_count": opd.employee_count,
    }


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if value in OpdKind.values:
        return str(OpdKind(value).label)
    return "–" if value in (None, "") else str(value)


@transaction.atomic
def import_opd(*, actor: Actor, berkas: Berkas, digest: str) -> Pratinjau:
    """Write what the preview with this fingerprint showed: all of it or nothing, parents before children.

    Raises `DomainError` when something has to be mended, `ImportChanged` when the data moved since the preview.
    """
    pratinjau = preview_opd(actor=actor, berkas=berkas)
    check_unchanged(pratinjau, digest)
    try:
        for _, level in groupby(_top_down(pratinjau), key=lambda pair: pair[0]):
            lines = [line for _, line in level]
            _change([line for line in lines if line.step == Langkah.CHANGED], actor)
            _insert([line for line in lines if line.step == Langkah.NEW], actor, berkas)
    except IntegrityError as error:
        raise DomainError(
            "Orang lain baru saja mencatat unit yang sama. Unggah berkasnya sekali lagi."
        ) from error
    return pratinjau


def _top_down(pratinjau: Pratinjau) -> list[tuple[int, Rencana]]:
    """The lines to write with their depth in the new tree, top first: a parent is in place before its children."""
    lines = [line for line in pratinjau.lines if line.step in (Langkah.NEW, Langkah.CHANGED)]
    above = dict(Opd.objects.filter(active_to=None).values_list("code", "parent__code"))
    above |= {line.place: line.values["parent"] for line in lines if "parent" in line.values}

    def depth(line: Rencana) -> int:
        steps, code = 0, above.get(line.place)
        while code:
            steps, code = steps + 1, above.get(code)
        return steps

    return sorted(((depth(line), line) for line in lines), key=lambda pair: pair[0])


def _change(lines: list[Rencana], actor: Actor) -> None:
    for line in lines:
        values = dict(line.values)
        if "parent" in values:
            code = values["parent"]
            values["parent"] = Opd.objects.get(code=code, active_to=None) if code else None
        kepala = values.pop("kepala", None)
        key, version = line.key.split(":")
        opd = Opd.objects.get(pk=key)
        if values:
            update_opd(opd, version=int(version), actor=actor, **values)
        if kepala:
            impor_kepala.write_head(opd, kepala, actor)


def _insert(lines: list[Rencana], actor: Actor, berkas: Berkas) -> None:
    """New units of one level in one go, each with its line in its own journal stream."""
    codes = {line.values["parent"] for line in lines} - {""}
    parents = {opd.code: opd for opd in Opd.objects.filter(code__in=codes, active_to=None)}
    rows = []
    for line in lines:
        parent = parents.get(line.values["parent"])
        opd = Opd(**{key: line.values[key] for key in OWN} | {"parent": parent})
        opd.jalur = make_jalur(opd.pk, parent)
        opd.clean_fields(exclude=["parent", "successor"])
        rows.append(opd)
    Opd.objects.bulk_create(rows, batch_size=500)
    for opd in sorted(rows, key=lambda row: row.stream):
        told = f"Impor berkas {berkas.sha256[:12]}"
        record(
            actor=actor,
            action="opd.opd.created",
            obj=opd,
            stream=opd.stream,
            after=snapshot(opd),
            reason=told,
        )
    by_code = {opd.code: opd for opd in rows}
    for line in lines:
        if line.values["kepala"]:
            impor_kepala.write_head(by_code[line.values["code"]], line.values["kepala"], actor)


def export_rows(actor: Actor, *, day: date) -> list[tuple[str | int | bool | date | None, ...]]:
    """The units that the person may see, active that day, in the columns of the import; two SQL queries."""
    rows = Opd.objects.visible_to(actor).active_on(day).select_related("parent").order_by("jalur")
    depth_first = sorted(rows, key=lambda opd: (opd.jalur.count("/"), opd.name))
    heads = {row.opd_id: row for row in Kepala.objects.on(day).filter(opd__in=rows).order_by("active_from")}
    return [
        (
            opd.code,
            opd.name,
            opd.short_name,
            str(opd.get_kind_display()),
            opd.parent.code if opd.parent else "",
            opd.active_from,
            opd.counts_for_target,
            opd.employee_count,
            opd.source,
            *impor_kepala.export_head(heads.get(opd.pk)),
        )
        for opd in depth_first
    ]
