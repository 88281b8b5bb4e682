"""The sample city publishes everything, so that its public pages show what they can."""

from __future__ import annotations

from evaluasi.models import Periode
from zona.publik.domain.keterbukaan import set_keterbukaan, set_terbitan
from zona.publik.enums import Lisensi


def load_keterbukaan() -> None:
    """Open data on; of every year all that can be published."""
    set_keterbukaan(actor=None, is_open=True, licence=Lisensi.CC_BY)
    for periode in Periode.objects.all():
        set_terbitan(
            periode,
            actor=None,
            progress=True,
            self_view=True,
            tpi_view=True,
            promises=True,
            basis="Contoh keputusan kota",
        )
