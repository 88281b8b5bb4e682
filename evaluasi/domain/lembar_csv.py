"""A worksheet as CSV (`kode,masukan,jawaban`, for some with `catatan`), read strictly: every fault with its line,
nothing guessed. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dasar.errors import DomainError
from evaluasi.domain.instrumen import SimpulData
from evaluasi.domain.instrumen.data import OPSI
from evaluasi.domain.jawaban import Jawaban, is_angka, jawaban_problems, read_angka, read_jumlah
from evaluasi.domain.struktur import Struktur

KEPALA = ["kode", "masukan", "jawaban"]
CATATAN = "catatan"
MAKS_CATATAN = 4000
MAKS_BYTES = 2 * 1024 * 1024
LANGSUNG = "langsung"


@dataclass(frozen=True, slots=True)
class Kesalahan:
    """One fault: the line in the file (0 for the file as a whole) and the reason in Indonesian."""

    baris: int
    alasan: str

    def __str__(self) -> str:
        return f"baris {self.baris}: {self.alasan}" if self.baris else self.alasan


class LembarCsvInvalid(DomainError):
    """The file cannot be read as a worksheet; `kesalahan` lists every fault in line order."""

    def __init__(self, kesalahan: list[Kesalahan]) -> None:
        super().__init__("; ".join(str(item) for item in kesalahan))
        self.kesalahan = tuple(kesalahan)


def read_file(path: Path) -> str:
    """The text of a worksheet file, UTF-8 with or without a byte order mark. Raises LembarCsvInvalid."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAKS_BYTES + 1)
    except OSError as error:
        raise LembarCsvInvalid([Kesalahan(0, f"berkas tidak dapat dibuka: {_os_reason(error)}.")]) from error
    except ValueError as error:
        raise LembarCsvInvalid([Kesalahan(0, "nama berkas tidak sah.")]) from error
    return decode(raw)


def decode(raw: bytes) -> str:
    """The text of a worksheet's bytes, UTF-8 with or without a byte order mark. Raises LembarCsvInvalid."""
    if len(raw) > MAKS_BYTES:
        raise LembarCsvInvalid([Kesalahan(0, "berkas lebih dari 2 MB; satu LKE hanya beberapa kilobita.")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LembarCsvInvalid([Kesalahan(line, "bukan teks UTF-8; simpan sebagai CSV UTF-8.")]) from error


def _os_reason(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "tidak ditemukan",
        IsADirectoryError: "ini folder, bukan berkas",
        PermissionError: "tidak ada izin membaca",
    }
    return reasons.get(type(error), error.strerror or "galat sistem berkas")


def parse_lembar(text: str, struktur: Struktur) -> dict[str, Jawaban]:
    """The answers that a CSV text holds, ready for `score`; an empty `jawaban` is a blank.

    Guarantees that every answer fits its question. Raises LembarCsvInvalid with all faults and their lines.
    """
    return _parse(text, _Parser(struktur, KEPALA))


def parse_with_notes(text: str, struktur: Struktur) -> tuple[dict[str, Jawaban], dict[str, str]]:
    """The same for a text with a fourth column, the note on each question: answers and notes by code.

    A question with a note and no answer has a note only. Raises LembarCsvInvalid with all faults and their lines.
    """
    parser = _Parser(struktur, [*KEPALA, CATATAN])
    return _parse(text, parser), parser.catatan


def _parse(text: str, parser: _Parser) -> dict[str, Jawaban]:
    try:
        for baris, row in _rows(text):
            parser.take(baris, row)
    except csv.Error:
        parser.fault(parser.last + 1, "CSV rusak: tanda kutip tidak ditutup atau salah tempat.")
    jawaban = parser.finish()
    if parser.kesalahan:
        raise LembarCsvInvalid(sorted(parser.kesalahan, key=lambda item: item.baris))
    return jawaban


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield first, [cell.strip() for cell in row]
        first = reader.line_num + 1


@dataclass
class _Parser:
    struktur: Struktur
    kepala: list[str]
    catatan: dict[str, str] = field(default_factory=dict)
    kesalahan: list[Kesalahan] = field(default_factory=list)
    last: int = 0
    _header: bool = False
    _foreign: bool = False
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)
    _jawaban: dict[str, Jawaban] = field(default_factory=dict)
    _jumlah: dict[str, dict[str, int]] = field(default_factory=dict)

    def fault(self, baris: int, alasan: str) -> None:
        self.kesalahan.append(Kesalahan(baris, alasan))

    def take(self, baris: int, row: list[str]) -> None:
        self.last = baris
        if not self._header:
            self._header = True
            self._take_header(baris, row)
        elif self._foreign:
            return
        elif len(row) != (many := len(self.kepala)):
            self.fault(baris, f"harus tepat {many} kolom ({','.join(self.kepala)}), terbaca {len(row)}.")
        else:
            self._take_answer(baris, *row[: len(KEPALA)])
            self._take_note(baris, row[0], "".join(row[len(KEPALA) :]))

    def _take_header(self, baris: int, row: list[str]) -> None:
        if [cell.lower() for cell in row] == self.kepala:
            return
        self._foreign = True  # every line below would only repeat the one fault
        if len(row) == 1 and ";" in row[0]:
            self.fault(baris, "pemisah kolom titik koma; simpan kembali dengan pemisah koma.")
        else:
            self.fault(baris, f"baris pertama harus {','.join(self.kepala)}.")

    def _take_answer(self, baris: int, kode: str, masukan: str, jawaban: str) -> None:
        butir = self.struktur.butir_by_kode.get(kode)
        if butir is None:
            self.fault(baris, self._unknown(kode))
            return
        alasan = _masukan_fault(butir.simpul, masukan)
        if alasan:
            self.fault(baris, f"{kode}: {alasan}")
            return
        key = (kode, "" if is_angka(butir.simpul) else masukan)
        if key in self._seen:
            nama = f"{kode} {masukan}".strip()
            self.fault(baris, f"{nama} sudah diisi pada baris {self._seen[key]}; hapus salah satu.")
            return
        self._seen[key] = baris
        if jawaban:
            self._keep(baris, butir.simpul, masukan, jawaban)

    def _take_note(self, baris: int, kode: str, catatan: str) -> None:
        if len(catatan) > MAKS_CATATAN:
            self.fault(baris, f"{kode}: catatan paling banyak {MAKS_CATATAN} huruf, terbaca {len(catatan)}.")
        elif catatan and kode in self.struktur.butir_by_kode:
            self.catatan[kode] = catatan

    def _keep(self, baris: int, butir: SimpulData, masukan: str, text: str) -> None:
        try:
            if butir.jawaban in OPSI:
                self._jawaban[butir.kode] = _read_pilihan(butir, text)
            elif is_angka(butir) and butir.rumus and butir.rumus.maks is not None:
                self._jawaban[butir.kode] = read_angka(text, butir.rumus.maks)
            else:
                self._jumlah.setdefault(butir.kode, {})[masukan] = read_jumlah(text)
        except ValueError as error:
            nama = butir.kode if butir.jawaban in OPSI else f"{butir.kode} {masukan}".strip()
            self.fault(baris, f"{nama}: {error}")

    def finish(self) -> dict[str, Jawaban]:
        if not self._header:
            self.fault(1, f"berkas kosong; baris pertama harus {','.join(self.kepala)}.")
        for kode, jumlah in self._jumlah.items():
            for problem in jawaban_problems(self.struktur.butir_by_kode[kode].simpul, jumlah):
                self.fault(max(self._seen[kode, masukan] for masukan in jumlah), f"{kode}: {problem}")
        return self._jawaban | self._jumlah

    def _unknown(self, kode: str) -> str:
        if not kode:
            return "kolom kode kosong."
        if kode in self.struktur.posisi:
            return f"{kode} bukan butir yang dijawab; isi butir di bawahnya."
        mirip = next((each for each in self.struktur.butir_by_kode if each.lower() == kode.lower()), "")
        hint = f"; maksudnya {mirip}?" if mirip else "."
        return f"kode {kode} tidak ada dalam {self.struktur.instrumen.kode}{hint}"


def _masukan_fault(butir: SimpulData, masukan: str) -> str:
    if butir.jawaban in OPSI:
        return f"masukan harus kosong untuk butir pilihan, tertulis `{masukan}`." if masukan else ""
    kunci = [item.kunci for item in butir.masukan]
    if butir.rumus and butir.rumus.jenis == LANGSUNG:
        kunci += ["", "skor"]  # the law names no input here, so the ways to leave it unnamed are one
    if masukan in kunci:
        return ""
    tersedia = ", ".join(item.kunci for item in butir.masukan)
    return f"masukan `{masukan}` tidak dikenal; yang ada: {tersedia}."


def _read_pilihan(butir: SimpulData, text: str) -> str:
    for kunci in OPSI[butir.jawaban]:
        if kunci.lower() == text.lower():
            return kunci
    raise ValueError(f"jawaban `{text}` tidak dikenal; pilih {', '.join(OPSI[butir.jawaban])}.")
