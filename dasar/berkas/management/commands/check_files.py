from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dasar.berkas.domain import check_files, remove_orphans


class Command(BaseCommand):
    help = "Memeriksa bahwa isi setiap berkas ada dan sidiknya cocok; melaporkan isi tanpa catatan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--bersihkan", action="store_true", help="hapus isi tanpa catatan yang berumur lebih dari sehari"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = check_files()
        for label, digests in (("HILANG", findings.missing), ("RUSAK", findings.damaged)):
            for digest in digests:
                self.stderr.write(f"{label}  {digest}")
        removed = remove_orphans(findings) if options["bersihkan"] else 0
        cleaned = f", {removed} dihapus" if options["bersihkan"] else ""
        counts = f"{findings.rows} berkas diperiksa; {len(findings.orphans)} isi tanpa catatan{cleaned}."
        if not findings.sound:
            faults = f"{len(findings.missing)} hilang, {len(findings.damaged)} rusak"
            raise CommandError(f"Berkas BERMASALAH: {faults}; {counts}", returncode=1)
        self.stdout.write(f"Berkas UTUH: {counts}")
