"""What the ministry has to do with the small city: a frozen proposal of both units, a token, a master, a rehearsal."""

from __future__ import annotations

from typing import Any

from dasar.akun.models import Pengguna
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.domain.portalrb.jobs import PAKET
from evaluasi.domain.portalrb.latihan import Laporan, keep_report
from evaluasi.domain.portalrb.master import parse_master
from evaluasi.domain.portalrb.master_soal import load_master
from evaluasi.domain.portalrb.token import create_token
from evaluasi.domain.usulan import approve_usulan
from opd.enums import Role
from opd.models import Opd
from tests.factories.evaluasi import PeriodeFactory
from tests.factories.hasil import make_scan
from tests.factories.opd import make_actor
from tests.factories.pekerjaan import PekerjaanFactory
from tests.factories.portalrb import CLOSES, OPENS, make_draft, master_json

YEAR = 2019  # an old year, so that no page takes it for the current one


def add_portal(opd: Opd, other: Opd, people: dict[str, Pengguna | None]) -> dict[str, Any]:
    """The objects by the name that the matrix uses."""
    periode = PeriodeFactory(year=YEAR, propose_opens_at=OPENS, propose_closes_at=CLOSES)
    draft = make_draft(periode, units=((opd, "WBK"), (other, "WBBM")))
    usulan = approve_usulan(draft, actor=make_actor(Role.KOORDINATOR), berkas=make_scan())
    unit = usulan.cuplikan.unit.get(opd=opd)
    master = parse_master(master_json(read_isi(periode.instrumen), YEAR))
    return {
        "cuplikan_unit": unit,
        "token_portal": create_token(actor=make_actor(Role.KOORDINATOR), name="PortalRB", days=30)[0],
        "master_soal": load_master(master=master, actor=None),
        "latihan": keep_report(usulan, Laporan(), actor=None),
        "pekerjaan_portal": PekerjaanFactory(
            kind=PAKET, requested_by=people["koordinator"], params={"lembar": str(unit.lembar_id)}
        ),
    }
