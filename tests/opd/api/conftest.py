from __future__ import annotations

import pytest

from tests.arsitektur.dunia import CANARY, Dunia, make_people
from tests.factories.opd import OpdFactory, PegawaiFactory, PencananganFactory, PesertaFactory


@pytest.fixture
def dunia(db: None) -> Dunia:
    """Two units that must not see each other, the foreign one with the canary; a draft of the own one."""
    opd = OpdFactory(code="MILIK", name="Dinas Milik", short_name="Dinmilik")
    other = OpdFactory(code="ASING", name=f"Dinas Asing {CANARY}", short_name=f"Asing {CANARY}")
    draft = PencananganFactory(organiser=opd)
    PesertaFactory(pencanangan=draft)
    pegawai = PegawaiFactory(opd=opd)
    return Dunia(opd, other, make_people(opd, other), {"pencanangan": draft, "pegawai": pegawai})
