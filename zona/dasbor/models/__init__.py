"""Aggregates of the boards."""

from zona.dasbor.models.kalender import AlamatKalender
from zona.dasbor.models.kunjungan import Kunjungan
from zona.dasbor.models.pengingat import Pengingat

__all__ = ["AlamatKalender", "Kunjungan", "Pengingat"]
