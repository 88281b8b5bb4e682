"""Importing a workbook into a worksheet, all of what was chosen or nothing; and taking an import back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dasar.berkas.models import Berkas
from dasar.errors import DomainError, WrongState
from dasar.format import tanggal_waktu
from dasar.izin import Actor, require
from dasar.jurnal.domain import Entri, record, record_all, snapshot
from dasar.lembar import Buku, read_buku
from dasar.writing import Transition, transition
from evaluasi.domain.gabung_buku import BarisGabung, Gabungan, Pilihan, hold_against
from evaluasi.domain.instrumen_store import simpul_ids
from evaluasi.domain.isian_json import from_json, to_json
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.nilai import hold_lembar, plain
from evaluasi.domain.pengisian import write_jawaban_many
from evaluasi.enums import ImporState, Tahap
from evaluasi.models import ImporLembar, Jawaban, LembarKerja, Sitasi
from evaluasi.permissions import can_fill, can_fill_each, can_load_blanks, can_undo_import
from opd.domain.dokumen import remove_dokumen
from opd.domain.dokumen_tautan import TautanBaru, add_links
from opd.models import Dokumen

TRANSITIONS = {"undo": Transition(frozenset({ImporState.APPLIED}), ImporState.UNDONE)}


class ImporChanged(DomainError):
    """The worksheet moved between preview and confirmation, so the plan no longer is what was shown."""

    def __init__(self) -> None:
        super().__init__(
            "Lembar kerja berubah sejak Anda memeriksanya, jadi belum ada yang disimpan. "
            "Periksa pratinjau yang baru, lalu simpan lagi."
        )


def preview_import(lembar: LembarKerja, *, berkas: Berkas) -> Gabungan:
    """What a stored workbook would change. Raises `SheetUnreadable`, `TataUnknown`; writes nothing."""
    return hold_against(lembar, read_buku(berkas), sidik=berkas.sha256)


def apply_import(
    lembar: LembarKerja, *, actor: Actor, berkas: Berkas, filename: str, pilihan: Pilihan, digest: str
) -> ImporLembar:
    """Write what was chosen of a workbook, all of it or nothing, and keep the file with it.

    Raises `PermissionRefused` (locked, window), `ImporChanged` when the worksheet is no longer what the preview
    with this `digest` showed, `DomainError` when nothing was chosen.
    """
    require(can_fill(actor, lembar))
    buku = read_buku(berkas)
    with transaction.atomic():
        gabungan = _as_shown(lembar, buku, berkas, digest)
        gabungan.check(pilihan)
        wanted = {*gabungan.answers(pilihan), *(key.partition("|")[0] for key in pilihan.tautan)}
        require(can_fill_each(actor, lembar, wanted))
        if pilihan == Pilihan():
            raise DomainError(
                "Belum ada yang dipilih. Centang jawaban, catatan, atau tautan yang ingin dimuat."
            )
        return _apply(lembar, actor, berkas, filename, gabungan, pilihan)


def load_blanks(
    lembar: LembarKerja, *, actor: Actor, berkas: Berkas, filename: str, digest: str
) -> ImporLembar:
    """Fill what the unit left blank from the workbook it sent to the city, all of it or nothing; replaces nothing.

    Raises like `apply_import`.
    """
    require(can_load_blanks(actor, lembar))
    buku = read_buku(berkas)
    with transaction.atomic():
        gabungan = _as_shown(lembar, buku, berkas, digest)
        pilihan = gabungan.fill_blanks()
        if pilihan == Pilihan():
            raise DomainError("Tidak ada butir kosong yang dapat diisi dari buku kerja ini.")
        return _apply(lembar, actor, berkas, filename, gabungan, pilihan)


def _as_shown(lembar: LembarKerja, buku: Buku, berkas: Berkas, digest: str) -> Gabungan:
    """The worksheet locked, the workbook held against it. Raises `ImporChanged` when that is not what was shown."""
    hold_lembar(lembar)
    gabungan = hold_against(lembar, buku, sidik=berkas.sha256)
    if gabungan.digest != digest:
        raise ImporChanged
    return gabungan


def _apply(
    lembar: LembarKerja, actor: Actor, berkas: Berkas, filename: str, gabungan: Gabungan, pilihan: Pilihan
) -> ImporLembar:
    answers, notes = gabungan.answers(pilihan), gabungan.notes(pilihan)
    if answers:
        write_jawaban_many(lembar, actor=actor, answers=answers, notes=notes)
    isi = {
        "jawaban": {kode: _told(gabungan.by_kode[kode], isian, notes) for kode, isian in answers.items()},
        "tautan": _cite_links(lembar, actor, gabungan, pilihan, filename),
    }
    row = ImporLembar(
        lembar=lembar,
        berkas=berkas,
        filename=filename,
        tata=gabungan.laporan.bacaan.di.tata,
        sheet=gabungan.laporan.bacaan.di.halaman.name[:100],
        isi=isi,
        imported_at=timezone.now(),
        imported_by=actor.pengguna,
    )
    row.clean_fields(exclude=["lembar", "berkas", "imported_by"])
    row.save(force_insert=True)
    action = "evaluasi.impor_lembar.applied"
    record(actor=actor, action=action, obj=row, stream=lembar.stream, after=snapshot(row))
    return row


def _told(row: BarisGabung, isian: Isian | None, notes: Mapping[str, str]) -> dict[str, Any]:
    """What a question said before an import and says after it."""
    return {
        "sebelum": {"isian": to_json(row.kini), "catatan": row.catatan_kini, "perlu": row.perlu},
        "sesudah": {
            "isian": to_json(isian),
            "catatan": notes.get(row.kode, row.catatan_kini),
            "perlu": False,
        },
    }


def _words(row: Jawaban | None) -> dict[str, Any]:
    if row is None:
        return {"isian": {}, "catatan": "", "perlu": False}
    return {"isian": to_json(plain(row)), "catatan": row.catatan, "perlu": row.needs_confirmation}


def _cite_links(
    lembar: LembarKerja, actor: Actor, gabungan: Gabungan, pilihan: Pilihan, filename: str
) -> list[dict[str, Any]]:
    """Keep the chosen links in the unit's library and cite each on its question."""
    chosen = {key: link for key, link in gabungan.links.items() if key in pilihan.tautan}
    if not chosen:
        return []
    ids, codes = simpul_ids(lembar.periode.instrumen), {key: key.partition("|")[0] for key in chosen}
    wanted = [
        TautanBaru(link.url, link.judul or f"Tautan bukti {codes[key]}", f"Dari {filename}, sel {link.cell}")
        for key, link in chosen.items()
    ]
    found, new = add_links(lembar.opd, actor=actor, links=wanted)
    rows = [
        Sitasi(
            lembar=lembar,
            simpul_id=ids[codes[key]],
            dokumen=found[link.url],
            remark="Dari buku kerja Excel",
            cited_at=timezone.now(),
            cited_by=actor.pengguna,
        )
        for key, link in chosen.items()
    ]
    Sitasi.objects.bulk_create(rows)
    entries = [Entri("evaluasi.sitasi.added", row, None, snapshot(row)) for row in rows]
    record_all(entries, actor=actor, stream=lembar.stream)
    made = {row.pk for row in new}
    return [
        {
            "kode": codes[key],
            "url": link.url,
            "sitasi": str(row.pk),
            "dokumen": str(row.dokumen_id) if row.dokumen_id in made else "",
        }
        for (key, link), row in zip(chosen.items(), rows, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Berubah:
    """One thing that changed since an import, in words."""

    kode: str
    pesan: str


def changes_since(impor: ImporLembar) -> list[Berubah]:
    """What stands in the way of taking an import back; empty when everything it wrote still stands. Two SQL queries."""
    lembar, jawaban = impor.lembar, impor.isi.get("jawaban", {})
    ids = simpul_ids(lembar.periode.instrumen)
    rows = Jawaban.objects.filter(
        lembar=lembar, tahap=Tahap.UNIT, simpul_id__in=[ids[kode] for kode in jawaban]
    ).select_related("updated_by")
    by_id = {row.simpul_id: row for row in rows}
    found = []
    for kode, told in jawaban.items():
        row = by_id.get(ids[kode])
        if _words(row) != told["sesudah"]:
            who = f" oleh {row.updated_by} {tanggal_waktu(row.updated_at)}" if row and row.updated_by else ""
            found.append(Berubah(kode, f"Jawaban atau catatan diubah{who}."))
    cited = {item["sitasi"]: item["kode"] for item in impor.isi.get("tautan", [])}
    if cited:
        kept = Sitasi.objects.filter(pk__in=cited, version=1).values_list("pk", flat=True)
        gone = cited.keys() - {str(pk) for pk in kept}
        found += [Berubah(cited[key], "Kutipan tautannya diubah atau dilepas.") for key in sorted(gone)]
    return found


def undo_import(impor: ImporLembar, *, actor: Actor) -> ImporLembar:
    """Put back what stood before an import, as long as nothing it wrote was changed since.

    Raises `PermissionRefused`, `WrongState` on a second click or when something changed, told question by question.
    """
    lembar = impor.lembar
    cited = Sitasi.objects.filter(pk__in=[item["sitasi"] for item in impor.isi.get("tautan", [])])
    touched = {*impor.isi.get("jawaban", {}), *cited.values_list("simpul__kode", flat=True)}
    require(can_undo_import(actor, impor, touched))
    with transaction.atomic():
        hold_lembar(lembar)
        changed = changes_since(impor) if impor.state == ImporState.APPLIED else []
        if changed:
            told = " ".join(f"{item.kode}: {item.pesan}" for item in changed[:5])
            raise WrongState(f"Impor ini tidak dapat dibatalkan lagi, karena isinya sudah berubah. {told}")
        row = transition(
            impor,
            "undo",
            TRANSITIONS,
            actor=actor,
            action="evaluasi.impor_lembar.undone",
            stream=lembar.stream,
            changes={"undone_at": timezone.now(), "undone_by": actor.pengguna},
        )
        _put_back(lembar, actor, impor.isi.get("jawaban", {}))
        _drop_links(lembar, actor, impor.isi.get("tautan", []))
        return row


def _put_back(lembar: LembarKerja, actor: Actor, jawaban: Mapping[str, Mapping[str, Any]]) -> None:
    before = {kode: told["sebelum"] for kode, told in jawaban.items()}
    if not before:
        return
    answers = {kode: from_json(told["isian"]) for kode, told in before.items()}
    notes = {kode: told["catatan"] for kode, told in before.items()}
    write_jawaban_many(lembar, actor=actor, answers=answers, notes=notes)
    ids = simpul_ids(lembar.periode.instrumen)
    perlu = [ids[kode] for kode, told in before.items() if told["perlu"]]
    if perlu:
        rows = Jawaban.objects.filter(lembar=lembar, tahap=Tahap.UNIT, simpul_id__in=perlu)
        rows.update(needs_confirmation=True)


def _drop_links(lembar: LembarKerja, actor: Actor, tautan: Sequence[Mapping[str, str]]) -> None:
    rows = list(Sitasi.objects.filter(pk__in=[item["sitasi"] for item in tautan]).select_related("dokumen"))
    entries = [Entri("evaluasi.sitasi.removed", row, snapshot(row), None) for row in rows]
    Sitasi.objects.filter(pk__in=[row.pk for row in rows]).delete()
    record_all(entries, actor=actor, stream=lembar.stream)
    made = [UUID(item["dokumen"]) for item in tautan if item["dokumen"]]
    for dokumen in Dokumen.objects.filter(pk__in=made, opd=lembar.opd).select_related("opd"):
        try:
            remove_dokumen(dokumen, actor=actor)
        except WrongState:
            continue  # another question cites it by now: the library keeps it
