from dasar.jurnal.models.catatan import Catatan, Rantai
from dasar.jurnal.models.segel import Segel

__all__ = ["Catatan", "Rantai", "Segel"]
