"""Fills an empty portal with a sample city at a chosen stage of the process."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from dasar.akun.models import Pengguna
from opd.models import Opd
from zona.contoh import acara, akun, hasil, janji, keterbukaan, kota, nama, pakta, penilaian

STAGES = ("daftar", "pencanangan", "penilaian")
PLACES = {
    "pekalongan": {"belum": "CTH-DINPERKIM", "kecamatan": "KEC-UTARA", "bagor": "BAGORG"},
    "kediri": {"belum": "PKM-UTARA", "kecamatan": "KEC-PESANTREN", "bagor": "SETDA"},
}


class Command(BaseCommand):
    help = "Mengisi portal kosong dengan kota contoh pada tahap yang dipilih."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kota", choices=kota.CITIES, default="pekalongan")
        parser.add_argument("--tahap", choices=STAGES, default=STAGES[-1])

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Data dan akun peragaan tidak dimuat pada mode produksi.")
        if Pengguna.objects.exists() or Opd.objects.exists():
            raise CommandError(
                "Basis data sudah berisi. Kosongkan dahulu, atau pakai ZONA_DATA_DIR yang lain."
            )
        with transaction.atomic():
            self._load(options["kota"], STAGES.index(options["tahap"]))
        self.stdout.write(akun.describe_accounts())

    def _load(self, city: str, stage: int) -> None:
        facts = kota.read(city)
        names = nama.people()
        units = kota.load_register(facts)
        kota.load_heads(facts, units, names)
        kota.load_employees(units, names)
        places = {place: units[code] for place, code in PLACES[city].items()}
        actors = akun.load_accounts(places)
        akun.link_employees(actors, places)
        naskah = pakta.load_text()
        if stage < STAGES.index("pencanangan"):
            return
        clerk, verifier = actors["bagor"], actors["koordinator"]
        acara.load_verified(facts, units, clerk=clerk, verifier=verifier)
        if city == "pekalongan":
            acara.load_waiting(units, clerk=clerk, verifier=verifier)
        declared = Opd.objects.filter(peserta__pencanangan__state="verified").distinct().order_by("code")
        pakta.load_signatures(naskah, list(declared), clerk=clerk)
        if stage >= STAGES.index("penilaian"):
            penilaian.load_penilaian(units, places, actors)
            hasil.load_hasil(facts, units, actors)
            keterbukaan.load_keterbukaan()
            janji.load_janji(units, places, actors)
