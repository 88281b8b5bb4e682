from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dasar.errors import DomainError
from opd.domain.akun import open_first_administrator


class Command(BaseCommand):
    help = (
        "Membuka akun administrator pertama di portal yang belum punya, dan menampilkan kata sandi awalnya."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nama_pengguna", help="untuk masuk: huruf kecil, angka, titik")
        parser.add_argument("nama", help="nama lengkap, di antara tanda petik")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pengguna, password = open_first_administrator(
                username=options["nama_pengguna"], name=options["nama"]
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            f"Akun {pengguna.username} dibuka. Kata sandi awal, hanya tampil sekali: {password}"
        )
