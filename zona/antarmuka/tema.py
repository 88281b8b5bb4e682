"""Light, dark, or as the device says: remembered in a cookie, chosen by a form, no script needed."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest

COOKIE = "tema"
COOKIE_AGE = 365 * 24 * 3600


class Tema(StrEnum):
    OTOMATIS = "otomatis"
    TERANG = "terang"
    GELAP = "gelap"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def icon(self) -> str:
        return {"otomatis": "adjustments-horizontal", "terang": "sun", "gelap": "moon"}[self.value]

    @property
    def dark_media(self) -> str:
        """When the dark palette counts. Paper is always light."""
        return {
            "otomatis": "screen and (prefers-color-scheme: dark)",
            "terang": "not all",
            "gelap": "screen",
        }[self.value]

    @property
    def scheme(self) -> str:
        """The value of <meta name="color-scheme">."""
        return {"otomatis": "light dark", "terang": "light", "gelap": "dark"}[self.value]


def values() -> list[str]:
    return [tema.value for tema in Tema]


def chosen(request: HttpRequest) -> Tema:
    """What the person chose on this device; anything unknown counts as no choice."""
    try:
        return Tema(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return Tema.OTOMATIS


def choices(current: Tema) -> list[dict[str, Any]]:
    return [
        {
            "value": tema.value,
            "label": tema.label,
            "icon": tema.icon,
            "media": tema.dark_media,
            "chosen": tema == current,
        }
        for tema in Tema
    ]
