"""`manage.py rehearse_portalrb`: plays the ministry and tells unit by unit what is ready; exit code 1 if anything is not.

Inside the process by default, with time standing still. With --alamat and --token over the network, as the ministry
comes; give it a token for rehearsals, which is answered outside the window too.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluasi.domain.portalrb.kementerian import Jam, JamNyata, SaluranHttp
from evaluasi.domain.portalrb.latihan import (
    Laporan,
    check_unit,
    fetch_lists,
    keep_report,
    rehearse,
    try_the_unusual,
)
from evaluasi.models import SoalPortal, Usulan


class Command(BaseCommand):
    help = "Latihan pengambilan PortalRB: memainkan kementerian dan melaporkan kesiapan tiap unit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tahun", type=int, help="tahun usulan; baku: yang terbaru")
        parser.add_argument(
            "--alamat", help="alamat dasar di jaringan, misalnya https://zona.kota.go.id/api/portalrb"
        )
        parser.add_argument("--token", help="token latihan, bersama --alamat")
        parser.add_argument("--batas", type=int, default=30, help="batas waktu tiap permintaan, detik")
        parser.add_argument("--cepat", action="store_true", help="jangan menunggu di antara percobaan")

    def handle(self, **options: Any) -> None:
        usulan = self._usulan(options["tahun"])
        if bool(options["alamat"]) != bool(options["token"]):
            raise CommandError("--alamat dan --token diberikan bersama.")
        if options["alamat"]:
            laporan = self._over_network(usulan, options)
        else:
            laporan = rehearse(usulan, actor=None, tell=lambda _percent, note: self.stderr.write(note))
            keep_report(usulan, laporan, actor=None)
        self._tell(laporan)
        if not laporan.siap:
            sys.exit(1)

    def _usulan(self, tahun: int | None) -> Usulan:
        rows = Usulan.objects.live().select_related("periode__instrumen").order_by("-periode__year")
        found = (rows.filter(periode__year=tahun) if tahun else rows).first()
        if found is None:
            raise CommandError("Belum ada usulan untuk dilatih.")
        return found

    def _over_network(self, usulan: Usulan, options: dict[str, Any]) -> Laporan:
        try:
            way = SaluranHttp(options["alamat"], options["batas"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        jam = Jam(timezone.now()) if options["cepat"] else JamNyata(timezone.now())
        laporan, token = Laporan(), options["token"]
        units = fetch_lists(way, token, jam, laporan)
        rows = SoalPortal.objects.filter(instrumen=usulan.periode.instrumen_id, tahun=usulan.periode.year)
        wanted = list(rows.values_list("soal_id", flat=True))
        laporan.unit = [check_unit(way, token, jam, unit, wanted)[0] for unit in units]
        try_the_unusual(way, token, jam, laporan)
        return laporan

    def _tell(self, laporan: Laporan) -> None:
        for step in laporan.langkah:
            self.stdout.write(f"{'sesuai' if step.lulus else 'BELUM '}  {step.nama}: {step.ket}")
        for unit in laporan.unit:
            facts = (
                f"{unit.terjawab}/{unit.soal} terjawab, {unit.tpi} TPI, {unit.bukti} berbukti, {unit.ms} ms"
            )
            self.stdout.write(
                f"{'siap  ' if unit.siap else 'BELUM '}  {unit.nama} ({unit.kategori}): {facts}"
            )
            for line in (*unit.masalah, *unit.catatan):
                self.stdout.write(f"          {line}")
        self.stdout.write("Semua siap." if laporan.siap else "BELUM SIAP: lihat di atas.")
