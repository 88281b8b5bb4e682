import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from dasar.jurnal.domain.verification import export_lines


class Command(BaseCommand):
    help = "Menulis seluruh jurnal sebagai baris JSON, untuk arsip dan untuk dasar/jurnal/verifier.py."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("berkas", nargs="?", type=Path, help="berkas tujuan; tanpa ini ke keluaran baku")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["berkas"] is None:
            sys.stdout.reconfigure(encoding="utf-8")
            for line in export_lines():
                self.stdout.write(line)
            return
        with options["berkas"].open("w", encoding="utf-8") as target:
            target.writelines(f"{line}\n" for line in export_lines())
        self.stderr.write(f"Jurnal ditulis ke {options['berkas']}.")
