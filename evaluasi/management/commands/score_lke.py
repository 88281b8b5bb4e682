"""`manage.py score_lke FILE...`: the score of worksheets in CSV, one line of JSON per file.

Reads the instruments that come with the portal; needs no database. Exit status 0 when every worksheet is
complete, 1 when one is incomplete (it is still scored), 2 when a file cannot be read; the greatest one counts.
A file that cannot be read prints nothing on standard output: its lines and reasons go to standard error, and
the other files are scored all the same.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from evaluasi.domain.lembar_csv import LembarCsvInvalid, parse_lembar, read_file
from evaluasi.domain.pustaka import INSTRUMEN_BERLAKU, instrumen_codes, read_struktur
from evaluasi.domain.ringkasan import summarise
from evaluasi.domain.scoring import score

COMPLETE, INCOMPLETE, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = "Menghitung nilai LKE dari berkas CSV (kode,masukan,jawaban); satu baris JSON per berkas."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("berkas", nargs="+", metavar="BERKAS", help="CSV berkepala kode,masukan,jawaban")
        parser.add_argument(
            "--instrumen",
            choices=instrumen_codes(),
            default=INSTRUMEN_BERLAKU,
            help="instrumen yang dipakai (bawaan: %(default)s)",
        )
        parser.add_argument("--json", action="store_true", help="keluaran JSON; selalu begitu")

    def handle(self, *, berkas: list[str], instrumen: str, **options: Any) -> None:
        status = max([self._score(name, instrumen) for name in berkas])
        if status != COMPLETE:
            self.stdout.flush()
            sys.exit(status)

    def _score(self, name: str, kode: str) -> int:
        struktur = read_struktur(kode)
        try:
            jawaban = parse_lembar(read_file(Path(name)), struktur)
        except LembarCsvInvalid as error:
            for kesalahan in error.kesalahan:
                self.stderr.write(f"{name}: {kesalahan}")
            return UNREADABLE
        skor = score(struktur, jawaban)
        self.stdout.write(json.dumps({"berkas": name} | summarise(skor)))
        return COMPLETE if skor.lengkap else INCOMPLETE
