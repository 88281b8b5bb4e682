"""How an action stands on a day: one derivation for pages, counts, board and paper. Nothing of it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from opd.enums import KeadaanTindakan as Keadaan

SOON = timedelta(days=30)
"""Within how many days a due date counts as near: a rule of the portal, said on the page."""


@dataclass(frozen=True)
class Capaian:
    """How far one action has come. `reported` and `verified` are the newest cumulative amounts of each side, None
    where nothing was said; `reached_on` is the first day on which the unit reported the whole target."""

    target: Decimal
    due_on: date
    is_cancelled: bool = False
    reported: Decimal | None = None
    reported_at: datetime | None = None
    reached_on: date | None = None
    verified: Decimal | None = None
    verified_at: datetime | None = None

    @property
    def is_reached(self) -> bool:
        """Whether the unit's newest report gives the whole target."""
        return self.reported is not None and self.reported >= self.target

    @property
    def is_verified(self) -> bool:
        """Whether the whole target is verified."""
        return self.verified is not None and self.verified >= self.target

    @property
    def is_on_time(self) -> bool:
        """Whether the whole target was reported for a day not after the due date, and still stands."""
        return self.is_reached and self.reached_on is not None and self.reached_on <= self.due_on

    @property
    def waits(self) -> bool:
        """Whether the unit reported something that nobody has verified since."""
        if self.is_cancelled or self.reported_at is None:
            return False
        return self.verified_at is None or self.verified_at < self.reported_at

    def is_late(self, day: date) -> bool:
        """Whether the due date has passed without the whole target."""
        return not self.is_cancelled and not self.is_reached and not self.is_verified and self.due_on < day

    def is_soon(self, day: date) -> bool:
        """Whether it is due within the next 30 days and not reached."""
        open_ = not (self.is_cancelled or self.is_reached or self.is_verified)
        return open_ and day <= self.due_on <= day + SOON

    def state_on(self, day: date) -> Keadaan:
        """The one word for it on that day."""
        if self.is_cancelled:
            return Keadaan.DIBATALKAN
        if self.is_verified:
            return Keadaan.TERVERIFIKASI
        if self.is_reached:
            return Keadaan.SELESAI
        if self.is_late(day):
            return Keadaan.TERLAMBAT
        return Keadaan.BERJALAN if self.reported is not None else Keadaan.BELUM_MULAI


@dataclass(frozen=True)
class JumlahJanji:
    """Counts of actions. `total` leaves the cancelled ones out; they are counted beside it, never hidden."""

    total: int = 0
    on_time: int = 0
    reached: int = 0
    verified: int = 0
    late: int = 0
    soon: int = 0
    idle: int = 0
    waiting: int = 0
    cancelled: int = 0
    contoh: bool = False

    @classmethod
    def of(cls, capaian: Capaian, day: date, *, contoh: bool = False) -> JumlahJanji:
        """One action as a count."""
        if capaian.is_cancelled:
            return cls(cancelled=1, contoh=contoh)
        return cls(
            total=1,
            on_time=int(capaian.is_on_time),
            reached=int(capaian.is_reached or capaian.is_verified),
            verified=int(capaian.is_verified),
            late=int(capaian.is_late(day)),
            soon=int(capaian.is_soon(day)),
            idle=int(capaian.reported is None),
            waiting=int(capaian.waits),
            contoh=contoh,
        )

    def __add__(self, other: JumlahJanji) -> JumlahJanji:
        return JumlahJanji(
            self.total + other.total,
            self.on_time + other.on_time,
            self.reached + other.reached,
            self.verified + other.verified,
            self.late + other.late,
            self.soon + other.soon,
            self.idle + other.idle,
            self.waiting + other.waiting,
            self.cancelled + other.cancelled,
            self.contoh or other.contoh,
        )
