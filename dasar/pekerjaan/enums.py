from django.db.models import TextChoices


class State(TextChoices):
    """QUEUED > RUNNING > DONE, FAILED or CANCELLED; a broken try goes back to QUEUED."""

    QUEUED = "QUEUED", "Menunggu giliran"
    RUNNING = "RUNNING", "Sedang dikerjakan"
    DONE = "DONE", "Selesai"
    FAILED = "FAILED", "Gagal"
    CANCELLED = "CANCELLED", "Dibatalkan"


LIVE = (State.QUEUED, State.RUNNING)
FINISHED = (State.DONE, State.FAILED, State.CANCELLED)
