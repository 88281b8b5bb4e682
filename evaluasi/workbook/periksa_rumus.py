"""Formulas of a worksheet held against the law by what they read: who is counted twice, who is never read. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from evaluasi.workbook.bacaan import Bacaan
from evaluasi.workbook.rumus_sel import reads_elsewhere, references
from evaluasi.workbook.temuan import Berat, Jenis

MANY = 3


def check_formulas(bacaan: Bacaan) -> None:
    """Add a finding for every formula that reads the wrong cells, is typed over, or ends in an error."""
    kolom = bacaan.di.kolom
    if not kolom.nilai:
        return
    pemeriksa = _Pemeriksa(bacaan)
    pemeriksa.check_errors()
    if bacaan.ada_rumus and pemeriksa.uses_formulas():
        pemeriksa.check_nodes()
        pemeriksa.check_questions()


class _Pemeriksa:
    def __init__(self, bacaan: Bacaan) -> None:
        self.bacaan = bacaan
        self.kolom = bacaan.di.kolom
        self.struktur = bacaan.struktur
        self.row_of = dict(bacaan.peta.simpul) | {k: b.terbaca.row for k, b in bacaan.peta.butir.items()}
        self.code_at = {row: kode for kode, row in self.row_of.items()}
        self.rows_of = {
            kode: {item.terbaca.row, item.total or item.terbaca.row, *item.jumlah.values()}
            for kode, item in bacaan.peta.butir.items()
        }
        self.owner = {row: kode for kode, rows in self.rows_of.items() for row in rows}

    def uses_formulas(self) -> bool:
        """Whether the column of scores is reckoned at all, and not a copy of values."""
        cells = [self.bacaan.at(row, self.kolom.nilai) for row in self.row_of.values()]
        formulas = sum(bool(cell.formula) for cell in cells)
        return formulas * 2 > sum(not cell.is_blank for cell in cells)

    def check_errors(self) -> None:
        for kode, row in sorted(self.row_of.items(), key=lambda item: item[1]):
            for column in {self.kolom.nilai, self.kolom.bobot}:
                if error := self.bacaan.at(row, column).error:
                    self.bacaan.find(
                        Jenis.GALAT, Berat.PERINGATAN, row, column, self._error_words(kode, error), kode
                    )

    def _error_words(self, kode: str, error: str) -> str:
        below = [
            anak
            for anak in self.struktur.anak.get(kode, ())
            if anak in self.row_of and self.bacaan.at(self.row_of[anak], self.kolom.nilai).error
        ]
        if below:
            return f"{kode} menampilkan {error}, ikut galat dari {', '.join(below[:MANY])}."
        if error == "#DIV/0!":
            return f"{kode} menampilkan #DIV/0! karena dibagi nol: belum ada butir yang dijawab atau penyebutnya 0. Portal menghitungnya menurut aturan nol yang tertulis."
        return (
            f"{kode} menampilkan {error}. Rumusnya rusak; unduh buku kerja dari portal untuk rumus yang utuh."
        )

    def check_nodes(self) -> None:
        for kode, row in self.bacaan.peta.simpul.items():
            cell = self.bacaan.at(row, self.kolom.nilai)
            if cell.formula:
                self._check_node(kode, row, cell.formula)
            elif isinstance(cell.value, Decimal):
                pesan = f"Nilai {kode} diketik menimpa rumus, jadi tidak ikut berubah bila jawaban berubah."
                self.bacaan.find(Jenis.TERTIMPA, Berat.PERINGATAN, row, self.kolom.nilai, pesan, kode)

    def _check_node(self, kode: str, row: int, formula: str) -> None:
        read = references(formula)
        seen = self._questions_in(read, row)
        wrong = (
            self._coverage(kode, seen, self._questions_in(references(formula, reckoned=True), row))
            if seen
            else []
        )
        wrong += [
            f"memakai bobot baris lain ({self.bacaan.di.cell(at, column)})"
            for at, column in read
            if column == self.kolom.bobot
            and at != row
            and self.code_at.get(at) not in self._allowed_weights(kode)
        ]
        if reads_elsewhere(formula):
            wrong.append("membaca lembar atau berkas lain")
        if wrong:
            pesan = f"Rumus {kode} {'; '.join(wrong)}."
            self.bacaan.find(Jenis.RUMUS, Berat.PERINGATAN, row, self.kolom.nilai, pesan, kode)

    def _questions_in(self, read: Counter[tuple[int, int]], row: int) -> Counter[str]:
        """How often each question is read, directly or by the node above it."""
        seen: Counter[str] = Counter()
        for (at, column), times in read.items():
            if column == self.kolom.nilai and at in self.code_at and at != row:
                for butir in self.struktur.butir_under(self.code_at[at]):
                    seen[butir] += times
            elif column == self.kolom.jawaban and at in self.owner:
                seen[self.owner[at]] += times
        return seen

    def _allowed_weights(self, kode: str) -> tuple[str, ...]:
        return (kode, *self.struktur.anak.get(kode, ()))

    def _coverage(self, kode: str, seen: Counter[str], reckoned: Counter[str]) -> list[str]:
        expected = [butir for butir in self.struktur.butir_under(kode) if butir in self.row_of]
        twice = [butir for butir in expected if reckoned[butir] > 1]
        never = [butir for butir in expected if not seen[butir]]
        alien = [butir for butir in seen if butir not in expected]
        return [
            f"{verb} {self._names(codes)}{end}"
            for codes, verb, end in (
                (twice, "menghitung", " dua kali"),
                (never, "tidak pernah membaca", ""),
                (alien, "ikut membaca", ""),
            )
            if codes
        ]

    def _names(self, codes: Sequence[str]) -> str:
        shown = [f"{kode} ({self.struktur.simpul_by_kode[kode].nama})" for kode in codes[:MANY]]
        rest = len(codes) - len(shown)
        return ", ".join(shown) + (f", dan {rest} butir lain" if rest else "")

    def check_questions(self) -> None:
        for kode, item in self.bacaan.peta.butir.items():
            row = item.terbaca.row
            own = self.rows_of[kode]
            columns = (self.kolom.nilai, self.kolom.jawaban) if item.jumlah else (self.kolom.nilai,)
            for column in columns:
                cell = self.bacaan.at(row, column)
                if not cell.formula:
                    self._check_typed(kode, row, column, cell.value)
                    continue
                strangers = self._strangers(references(cell.formula), own)
                if strangers:
                    pesan = f"Rumus {kode} membaca jawaban baris lain ({', '.join(strangers[:MANY])})."
                    self.bacaan.find(Jenis.RUMUS, Berat.PERINGATAN, row, column, pesan, kode)

    def _check_typed(self, kode: str, row: int, column: int, value: object) -> None:
        if not isinstance(value, Decimal):
            return
        what = "Nilai" if column == self.kolom.nilai else "Persentase"
        pesan = f"{what} {kode} diketik menimpa rumus; portal menghitungnya lagi dari jawaban."
        self.bacaan.find(Jenis.TERTIMPA, Berat.PERINGATAN, row, column, pesan, kode)

    def _strangers(self, read: Iterable[tuple[int, int]], own: set[int]) -> list[str]:
        """Answer cells of other questions that a formula reads."""
        return [
            self.bacaan.di.cell(at, column)
            for at, column in read
            if column in {self.kolom.jawaban, self.kolom.nilai} and at in self.owner and at not in own
        ]
