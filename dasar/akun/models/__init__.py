"""Accounts: a person who signs in, and the keys by which other systems read in that person's name."""

from dasar.akun.models.kunci_api import KunciApi
from dasar.akun.models.pengguna import Pengguna

__all__ = ["KunciApi", "Pengguna"]
