"""How fast the ministry is answered: one unit with 127 soal, 60 units in the proposal.

Run: ./zi bench tests/bench/test_portalrb.py -s

In one process, one request after the other, with the log written each time. The bar: 50 requests in a second of
computing; the wall clock is told beside it, since other work on the machine stretches it.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from evaluasi.domain.instrumen_store import load_pustaka
from evaluasi.domain.pengisian import import_jawaban
from evaluasi.domain.portalrb.banding import read_units
from evaluasi.domain.portalrb.token import create_token
from evaluasi.domain.usulan import add_unit, approve_usulan, create_usulan
from evaluasi.enums import LembarState
from evaluasi.models import Instrumen, LembarKerja
from opd.enums import Role
from tests.evaluasi.contoh import best
from tests.factories.evaluasi import PeriodeFactory
from tests.factories.hasil import make_ready_lembar, make_scan
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.portalrb import KotaUsul, cite

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900), pytest.mark.django_db]
UNITS, REQUESTS = 60, 200
PER_SECOND = 50


def make_city() -> KotaUsul:
    load_pustaka(actor=None)
    now = timezone.now()
    periode = PeriodeFactory(
        year=2026,
        instrumen=Instrumen.objects.get(kode="permenpan-90-2021"),
        propose_opens_at=now - timedelta(days=1),
        propose_closes_at=now + timedelta(days=1),
    )
    actor = make_actor(Role.KOORDINATOR)
    usulan = create_usulan(
        actor=actor, periode=periode, nomor="1", tanggal=now.date(), signer_name="Wali Kota Contoh"
    )
    for _ in range(UNITS):
        lembar = make_ready_lembar(opd=OpdFactory(), periode=periode)
        LembarKerja.objects.filter(pk=lembar.pk).update(state=LembarState.DRAFT)
        lembar.refresh_from_db()
        import_jawaban(lembar, actor=make_actor(Role.OPERATOR, lembar.opd), answers=best())
        LembarKerja.objects.filter(pk=lembar.pk).update(state=LembarState.APPROVED)
        lembar.refresh_from_db()
        for kode in ("A.I.1.i.a", "A.I.1.ii.a", "B.I.a"):
            cite(lembar, kode, title=f"{lembar.opd.short_name} {kode}")
        add_unit(usulan, actor=actor, lembar=lembar, alasan="Nilai tertinggi.")
    start = time.perf_counter()
    usulan = approve_usulan(usulan, actor=make_actor(Role.KOORDINATOR), berkas=make_scan())
    sys.stdout.write(f"\nfreeze {UNITS} units: {time.perf_counter() - start:.2f} s\n")
    row, secret = create_token(actor=actor, name="PortalRB", days=2)
    first, second, *_ = usulan.cuplikan.unit.select_related("opd", "lembar")
    return KotaUsul(periode, usulan, usulan.cuplikan, first, second, row, secret, actor)


def test_ministry_is_answered_fifty_times_a_second() -> None:
    city = make_city()
    paths = [f"lke/jawaban-unit/{row.opd_id}" for row in city.cuplikan.unit.all()]
    assert len(city.get(paths[0]).json()["answers"]) == 127
    wall, start = time.perf_counter(), time.process_time()
    for at in range(REQUESTS):
        assert city.get(paths[at % UNITS]).status_code == 200
    rate, wall = REQUESTS / (time.process_time() - start), time.perf_counter() - wall
    start = time.process_time()
    read_units(city.cuplikan)
    took = time.process_time() - start
    sys.stdout.write(f"jawaban-unit: {rate:.0f}/s of computing, {REQUESTS / wall:.0f}/s by the clock\n")
    sys.stdout.write(f"comparing {UNITS} units: {took:.2f} s of computing\n")
    assert rate >= PER_SECOND
