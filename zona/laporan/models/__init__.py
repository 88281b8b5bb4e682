"""Papers that the portal issued, so that anyone can ask whether a file is one of them."""

from zona.laporan.models.dokumen import DokumenTerbit
from zona.laporan.models.kiriman import Kiriman

__all__ = ["DokumenTerbit", "Kiriman"]
