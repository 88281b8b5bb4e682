"""Recomputes every worksheet and reports each stored score that is not what its answers give."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluasi.domain.nilai import find_differences
from evaluasi.models import LembarKerja


class Command(BaseCommand):
    help = "Menghitung ulang semua lembar kerja dan melaporkan nilai tersimpan yang berbeda."

    def handle(self, *args: Any, **options: Any) -> None:
        count = wrong = 0
        rows = LembarKerja.objects.select_related("opd", "periode__instrumen").order_by("pk")
        for lembar in rows.iterator(chunk_size=200):
            count += 1
            for selisih in find_differences(lembar):
                wrong += 1
                kept = "tidak ada" if selisih.tersimpan is None else selisih.tersimpan
                self.stdout.write(
                    f"{lembar} {selisih.tahap} {selisih.kode}: tersimpan {kept}, seharusnya {selisih.seharusnya}"
                )
        if wrong:
            raise CommandError(f"{wrong} nilai berbeda dalam {count} lembar kerja.")
        self.stdout.write(f"{count} lembar kerja diperiksa, tidak ada perbedaan.")
