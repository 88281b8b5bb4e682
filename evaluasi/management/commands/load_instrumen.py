"""`manage.py load_instrumen [FILE...]`: regulations, instruments and the ministry's yearly numbers.

Without a file it loads what comes with the portal; run it again at any time, what is there stays. A file is one
instrument in the form of `evaluasi/data/instrumen/`; all faults are told at once and nothing is written.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dasar.errors import DomainError
from evaluasi.domain.instrumen import InstrumenData, InstrumenInvalid, parse_json
from evaluasi.domain.instrumen_store import HasilMuat, load_instrumen, load_pustaka
from evaluasi.models import SoalPortal


class Command(BaseCommand):
    help = "Memuat regulasi dan instrumen (bawaan portal, atau dari berkas JSON)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("berkas", nargs="*", metavar="BERKAS", help="instrumen dalam JSON")

    def handle(self, *, berkas: list[str], **options: Any) -> None:
        if not berkas:
            for hasil in load_pustaka(actor=None):
                self._tell(hasil)
            self.stdout.write(f"Soal PortalRB: {SoalPortal.objects.count()} nomor.")
        for isi in [self._read(Path(name)) for name in berkas]:
            self._load(isi)

    def _read(self, path: Path) -> InstrumenData:
        try:
            return parse_json(path.read_bytes())
        except InstrumenInvalid as error:
            raise CommandError("\n".join([f"{path}: instrumen ditolak.", *error.problems])) from error
        except OSError as error:
            raise CommandError(f"{path}: tidak dapat dibuka ({error.strerror}).") from error

    def _load(self, isi: InstrumenData) -> None:
        try:
            hasil = load_instrumen(isi=isi, actor=None)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._tell(hasil)

    def _tell(self, hasil: HasilMuat) -> None:
        self.stdout.write(f"{hasil.instrumen}: {'dimuat' if hasil.changed else 'sudah ada, tidak berubah'}.")
        for beda in hasil.beda:
            self.stdout.write(
                f"  {beda.daftar} {beda.kode} {beda.hal}: {beda.lama or '-'} -> {beda.baru or '-'}"
            )
