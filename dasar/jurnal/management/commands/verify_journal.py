from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dasar.jurnal.domain import verify_database


class Command(BaseCommand):
    help = "Memeriksa keutuhan jurnal: rantai, nomor yang hilang, ekor terpotong, segel, pemicu basis data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--segel",
            type=Path,
            action="append",
            default=[],
            help="berkas segel yang disimpan di luar peladen",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outside = [path.read_text("utf-8") for path in options["segel"]]
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Berkas segel tidak terbaca: {error}") from error
        report = verify_database(outside)
        for fault in report.faults:
            self.stderr.write(f"RUSAK  {fault}")
        counts = f"{report.rows} catatan, {report.streams} rantai, {report.seals} segel diperiksa."
        if report.faults:
            raise CommandError(f"Jurnal RUSAK: {len(report.faults)} temuan; {counts}", returncode=1)
        self.stdout.write(f"Jurnal UTUH: {counts}")
