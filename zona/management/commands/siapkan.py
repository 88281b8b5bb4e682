"""Makes the portal ready to start, in one process: each manage.py call would cost seconds of its own."""

from io import StringIO
from textwrap import indent
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from zona import env


class Command(BaseCommand):
    requires_system_checks = ("data",)
    help = "Menyiapkan basis data, cache, berkas statis (produksi), dan kota contoh (bila masih kosong)."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        city = env.text("ZONA_CONTOH", "0" if settings.PRODUCTION else "pekalongan")
        if city != "0":
            self.stdout.write(self._sample_accounts(city))

    def _sample_accounts(self, city: str) -> str:
        """What `seed_demo` said when it filled the empty database; kept for the next starts."""
        report = settings.DATA_DIR / "akun-contoh.txt"
        if not get_user_model().objects.exists():
            self.stderr.write("  Memuat kota contoh")
            said = StringIO()
            call_command("seed_demo", kota=city, stdout=said)
            report.touch(mode=0o600)
            report.write_text(said.getvalue())
        return "\n" + indent(report.read_text().rstrip(), "  ") if report.exists() else ""
