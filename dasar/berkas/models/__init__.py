from dasar.berkas.models.berkas import Berkas
from dasar.berkas.models.unggahan import Unggahan

__all__ = ["Berkas", "Unggahan"]
