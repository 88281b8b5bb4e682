"""Compares every proposal snapshot with its fingerprints."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluasi.domain.portalrb.cuplikan import find_altered
from evaluasi.models import Cuplikan


class Command(BaseCommand):
    help = "Mencocokkan setiap cuplikan usulan dengan sidiknya dan melaporkan yang berubah."

    def handle(self, *args: Any, **options: Any) -> None:
        found = find_altered()
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} bagian cuplikan berubah sejak disahkan.")
        self.stdout.write(f"{Cuplikan.objects.count()} cuplikan diperiksa, tidak ada yang berubah.")
