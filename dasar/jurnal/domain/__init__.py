from dasar.jurnal.domain.changes import Perubahan, diff, with_changes
from dasar.jurnal.domain.recording import Entri, Kepala, lock_stream, record, record_all, snapshot
from dasar.jurnal.domain.sealing import make_segel
from dasar.jurnal.domain.verification import verify_database
from dasar.jurnal.domain.version import journal_length, journal_length_expression

__all__ = [
    "Entri",
    "Kepala",
    "Perubahan",
    "diff",
    "journal_length",
    "journal_length_expression",
    "lock_stream",
    "make_segel",
    "record",
    "record_all",
    "snapshot",
    "verify_database",
    "with_changes",
]
