"""What every layout needs to know, as one name in the template context: `antarmuka`."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString

from dasar.izin import ANONYMOUS, Actor
from zona.antarmuka import kota, navigasi, tema

SHEETS = (
    "css/token.css",
    "css/base.css",
    "css/layout.css",
    "css/masthead.css",
    "css/components.css",
    "css/parts.css",
    "css/forms.css",
    "css/tables.css",
    "css/board.css",
    "css/chart.css",
    "css/entrance.css",
    "css/print.css",
)


class Antarmuka:
    """Read by the layouts; every part is worked out only when a template asks for it."""

    lembar = SHEETS

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._actor: Actor = getattr(request, "actor", ANONYMOUS)

    @cached_property
    def kota(self) -> kota.Ciri:
        return kota.ciri()

    @property
    def versi(self) -> str:
        return settings.ZONA_VERSI

    @property
    def tertanam(self) -> bool:
        return not settings.PRODUCTION

    @cached_property
    def tema(self) -> tema.Tema:
        return tema.chosen(self._request)

    @property
    def pilihan_tema(self) -> list[dict[str, Any]]:
        return tema.choices(self.tema)

    @cached_property
    def navigasi(self) -> tuple[navigasi.Entri, ...]:
        return navigasi.menu_of(self._actor, self._request.path)

    @property
    def menu_meja(self) -> SafeString:
        """The navigation for a desk, as HTML."""
        return navigasi.print_menu("layout/navigasi.html", self.navigasi)

    @property
    def menu_telepon(self) -> SafeString:
        """The navigation for a phone, as HTML."""
        return navigasi.print_menu("layout/navigasi_telepon.html", self.navigasi)

    @property
    def tautan_kaki(self) -> list[dict[str, Any]]:
        return navigasi.footer_of(self._actor)

    @property
    def orang(self) -> dict[str, Any] | None:
        """The person who signed in: name and roles in words; None for a visitor."""
        if self._actor.pengguna is None:
            return None
        return {"nama": self._actor.pengguna.name, "peran": navigasi.roles_in_words(self._actor)}


def antarmuka(request: HttpRequest) -> dict[str, Antarmuka]:
    return {"antarmuka": Antarmuka(request)}
