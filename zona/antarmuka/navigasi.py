"""The main navigation: one registry, filtered by the roles a person holds right now.

To add a page: one `Item` in MENU (or FOOTER). It is shown to whoever holds one of its roles; no roles means
everybody who signed in. Hiding a link is a courtesy, never a protection: the page itself decides.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dasar.izin import Actor
from opd.enums import CITY_READERS, TPI_ROLES, Role
from zona.antarmuka.tautan import address_of
from zona.jejak.bacaan import READERS


@dataclass(frozen=True)
class Item:
    """A place one can go to. `icon` is a name of static/ikon.svg, `url` the name of an address without arguments.

    A `rare` one stands under “Lainnya” on a desk, so that the daily ones keep to one line.
    """

    label: str
    url: str
    icon: str
    roles: tuple[str, ...] = ()
    rare: bool = False

    def shown_to(self, actor: Actor) -> bool:
        return not self.roles or actor.has(*self.roles)


MENU: tuple[Item, ...] = (
    Item("Beranda", "beranda", "home"),
    Item("Papan", "dasbor:papan", "chart-line"),
    Item("Meja penilaian", "evaluasi:meja_list", "clipboard-list", TPI_ROLES),
    Item("Pencanangan", "opd:pencanangan_list", "speakerphone"),
    Item("Verifikasi", "opd:verifikasi_queue", "clipboard-check", (Role.KOORDINATOR,)),
    Item("Komitmen", "opd:komitmen_list", "signature"),
    Item("Lembar kerja", "evaluasi:lembar_list", "list-check"),
    Item("Pustaka bukti", "evaluasi:pustaka", "files"),
    Item("Dokumen", "laporan:daftar", "file-text"),
    Item("OPD", "opd:opd_list", "building-community"),
    Item("Rencana aksi", "opd:rencana_list", "target", rare=True),
    Item("Pakta saya", "opd:pakta_saya", "writing", rare=True),
    Item("Diskusi", "evaluasi:diskusi_list", "messages", rare=True),
    Item("Tim penilai", "evaluasi:tim_board", "users", (Role.KOORDINATOR, *TPI_ROLES), rare=True),
    Item("Penilaian kedua", "evaluasi:sampel_list", "users", (Role.KOORDINATOR, *TPI_ROLES), rare=True),
    Item("LHE", "evaluasi:lhe_list", "gavel", rare=True),
    Item("Usulan", "evaluasi:usulan_list", "send", CITY_READERS, rare=True),
    Item("Predikat", "evaluasi:predikat_list", "award", rare=True),
    Item("PortalRB", "evaluasi:portalrb", "cloud-check", CITY_READERS, rare=True),
    Item("Keterbukaan", "publik:keterbukaan", "eye", (Role.KOORDINATOR, Role.ADMINISTRATOR), rare=True),
    Item("Instrumen", "evaluasi:instrumen_list", "scale", CITY_READERS, rare=True),
    Item("Kota", "opd:kota_detail", "building", CITY_READERS, rare=True),
    Item("Pengguna", "opd:pengguna_list", "users", (Role.ADMINISTRATOR,), rare=True),
    Item("Jurnal", "jejak:jurnal", "history", READERS, rare=True),
)
FOOTER: tuple[Item, ...] = (
    Item("Periksa dokumen", "laporan:verifikasi", "shield-check"),
    Item("Data terbuka", "publik:data", "database"),
    Item("Segel jurnal", "jejak:segel", "history"),
)


def leads_to(href: str, path: str) -> bool:
    """Whether the page at `path` belongs to the entry at `href`; the first page has nothing below it."""
    return path == href if href == "/" else path.startswith(href)


class Entri(NamedTuple):
    """An `Item` as it is printed for one person on one page."""

    label: str
    icon: str
    href: str
    rare: bool
    current: bool


def menu_of(actor: Actor, path: str) -> tuple[Entri, ...]:
    """The main navigation for this person; the entry with the longest address that leads to `path` is current."""
    if not actor.is_authenticated:
        return ()
    shown = [(item, address_of(item.url)) for item in MENU if item.shown_to(actor)]
    current = max((href for _, href in shown if leads_to(href, path)), key=len, default="")
    fold = sum(item.rare for item, _ in shown) > 1
    return tuple(
        Entri(item.label, item.icon, href, item.rare and fold, href == current) for item, href in shown
    )


@lru_cache(maxsize=512)
def print_menu(template: str, navigasi: tuple[Entri, ...]) -> SafeString:
    """The navigation as HTML, printed once in this process for equal entries: every page carries it twice."""
    rare = [item for item in navigasi if item.rare]
    context = {
        "navigasi": navigasi,
        "ada_lainnya": bool(rare),
        "di_lainnya": any(item.current for item in rare),
    }
    return render_to_string(template, context)


def footer_of(actor: Actor) -> list[dict[str, str]]:
    return [{"label": item.label, "href": address_of(item.url)} for item in FOOTER if item.shown_to(actor)]


def roles_in_words(actor: Actor) -> list[str]:
    """The roles a person holds, as a person reads them, each once."""
    return list(dict.fromkeys(str(Role(peran.role).label) for peran in actor.peran))
