"""`manage.py load_master_soal FILE`: the ministry's question master of a year, mapped and waiting to be confirmed.

Nothing that is served changes; a person looks at the mapping on the page and confirms it there.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dasar.errors import DomainError
from evaluasi.domain.portalrb.master import MasterData, MasterInvalid, parse_master
from evaluasi.domain.portalrb.master_soal import load_master, open_places


class Command(BaseCommand):
    help = "Memuat master soal PortalRB satu tahun (JSON kementerian) dan memetakannya ke instrumen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("berkas", metavar="BERKAS", help="master soal dalam JSON")

    def handle(self, *, berkas: str, **options: Any) -> None:
        master = self._read(Path(berkas))
        try:
            row = load_master(master=master, actor=None)
        except DomainError as error:
            raise CommandError(str(error)) from error
        lost = row.soal.filter(simpul=None)
        self.stdout.write(f"{row}: {row.soal.count()} soal, {lost.count()} tanpa tempat ({row.instrumen}).")
        for item in lost:
            self.stdout.write(f"  soal {item.soal_id} ({item.jalur}): {item.catatan}")
        for place in open_places(row):
            self.stdout.write(f"  tanpa soal: {place.kode} {place.masukan}".rstrip())
        self.stdout.write(f"Status: {row.get_state_display()}. Periksa dan pastikan di halaman PortalRB.")

    def _read(self, path: Path) -> MasterData:
        try:
            return parse_master(path.read_bytes())
        except MasterInvalid as error:
            raise CommandError("\n".join([f"{path}: master soal ditolak.", *error.problems])) from error
        except OSError as error:
            raise CommandError(f"{path}: tidak dapat dibuka ({error.strerror}).") from error
