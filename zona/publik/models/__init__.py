"""What the city has decided to publish."""

from zona.publik.models.keterbukaan import Keterbukaan, TerbitanPeriode

__all__ = ["Keterbukaan", "TerbitanPeriode"]
