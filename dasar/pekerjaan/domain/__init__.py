from dasar.pekerjaan.domain.queueing import cancel, enqueue, retry
from dasar.pekerjaan.domain.registry import PekerjaanLost, Progress, label_of, register
from dasar.pekerjaan.domain.running import run_pekerjaan
from dasar.pekerjaan.domain.sweeping import resend_stuck

__all__ = [
    "PekerjaanLost",
    "Progress",
    "cancel",
    "enqueue",
    "label_of",
    "register",
    "resend_stuck",
    "retry",
    "run_pekerjaan",
]
