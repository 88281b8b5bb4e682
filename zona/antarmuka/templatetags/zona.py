"""Components of the portal as template tags: `{% load zona %}`.

Each tag's signature is the contract of its template in templates/components/; docs/desain.md shows one example of
each and the gallery at /antarmuka/ every state. Block tags put what stands between their tags into the slot.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dasar import format as tulis
from zona import grafik
from zona.antarmuka import tautan
from zona.antarmuka.tone import ICONS, Tone, tone_of

register = template.Library()
register.filter("angka", tulis.angka)
register.filter("persen", tulis.persen)
register.filter("tanggal", tulis.tanggal)
register.filter("tanggal_pendek", tulis.tanggal_pendek)
register.filter("hari_tanggal", tulis.hari_tanggal)
register.filter("tanggal_waktu", tulis.tanggal_waktu)
register.filter("waktu", tulis.waktu)
register.filter("relatif", tulis.relatif)
register.filter("ukuran", tulis.ukuran)


def _render(name: str, /, **slots: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", slots)


def _filled(content: str) -> str:
    """The slot, or an empty text when nothing but blanks stands in it."""
    return content if content.strip() else ""


# --- Small marks ---


@lru_cache(maxsize=256)
def _decoration(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("ikon.svg"), name
    )


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of static/ikon.svg. Without `label` it is decoration and a word must stand beside it."""
    if not label:
        return _decoration(name)
    url = f"{static('ikon.svg')}#{name}"
    return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, url)


@register.simple_tag
def badge(word: str, tone: str = Tone.NEUTRAL, sign: str = "") -> SafeString:
    """A word with the colour and icon of its tone; `sign` names another icon."""
    sign = sign or ICONS[Tone(tone)]
    return format_html('<span class="badge tone-{}">{}{}</span>', tone, icon(sign) if sign else "", word)


@register.simple_tag
def status(state: str, word: str) -> SafeString:
    """A stored state, shown with the word for this audience."""
    return badge(word, tone_of(state))


@register.simple_tag
def person(name: str, note: str = "") -> SafeString:
    """A person: initials, name, and a note such as title or NIP."""
    return _render("chip", name=name, note=note, mark=tautan.initials(name), kind="person", href="")


@register.simple_tag
def unit(name: str, note: str = "", href: str = "") -> SafeString:
    """A unit of the city, with a link to its page when the reader may open it."""
    return _render("chip", name=name, note=note, mark="", kind="unit", href=href)


@register.simple_tag
def save_state(state: str = "idle", word: str = "") -> SafeString:
    """Whether what was typed is kept: idle, saving, saved or failed; autosave.js keeps it up to date."""
    return _render("save_state", state=state, word=word)


# --- Actions and messages ---


@register.simple_block_tag
def button(
    content: str,
    href: str = "",
    kind: str = "primary",
    sign: str = "",
    can: Any = True,
    name: str = "",
    value: str = "",
    form: str = "",
    opens: str = "",
    small: bool = False,
) -> SafeString:
    """A link (with `href`) or a submit button. kind: primary, secondary, quiet, danger.

    `can` is a decision (Allowed, Denied); a refused action stays visible and says why.
    `opens` is the id of a dialog; without JavaScript the href, or the form, does the work.
    """
    return _render(
        "button",
        content=content,
        href=href,
        kind=kind,
        sign=sign,
        allowed=bool(can),
        reason=getattr(can, "reason", ""),
        name=name,
        value=value,
        form=form,
        opens=opens,
        small=small,
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", role: str = "") -> SafeString:
    """A message in the page. tone: info, done, warning, failed. role="status" or "alert" when it just appeared."""
    sign = {"info": "info-circle", "done": "circle-check", "warning": "alert-triangle", "failed": "circle-x"}[
        tone
    ]
    return _render("notice", content=content, tone=tone, sign=sign, title=title, role=role)


@register.simple_block_tag
def empty(content: str, title: str, sign: str = "bulb") -> SafeString:
    """Nothing here yet: says why and what to do first; a button may stand in the slot."""
    return _render("empty", content=content, title=title, sign=sign)


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002  # the HTML word
    """A native dialog before a destructive act. The slot says what is lost and holds the form with its buttons."""
    return _render("dialog", content=content, id=id, title=title)


@register.simple_block_tag
def definition(content: str, word: str = "Cara menghitung") -> SafeString:
    """The folded explanation of a figure or chart: what is counted, from which rows, by which rule."""
    return _render("definition", content=content, word=word)


# --- Page ---


@register.simple_block_tag
def page_head(content: str, title: str, kicker: str = "", lead: str = "") -> SafeString:
    """The head of a page with its only h1. The slot takes `.page-meta` (states, facts) and `.page-actions`."""
    return _render("page_head", content=content, title=title, kicker=kicker, lead=lead)


@register.simple_tag
def breadcrumbs(jejak: list[tuple[str, str]]) -> SafeString:
    """The way back: pairs of word and address, the last one being this page (address empty)."""
    return _render("breadcrumbs", jejak=jejak)


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """Views of one thing as links; the slot takes `{% tab %}`."""
    return _render("tabs", content=content, label=label)


@register.simple_tag
def tab(word: str, href: str, current: bool = False, count: int | None = None) -> SafeString:
    return _render("tab", word=word, href=href, current=current, count=count)


@register.simple_tag
def steps(words: list[str], current: int) -> SafeString:
    """The steps of a longer act; `current` counts from 1."""
    rows = [
        {"word": word, "number": number, "state": tautan.step_state(number, current)}
        for number, word in enumerate(words, start=1)
    ]
    return _render("steps", rows=rows, total=len(rows))


# --- Facts and lists ---


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """Facts as a list of word and value without cards; also check-your-answers. The slot takes `{% row %}`."""
    return format_html('<dl class="summary">{}</dl>', content)


@register.simple_block_tag
def row(content: str, word: str, href: str = "", act: str = "Ubah") -> SafeString:
    """One fact of a summary; `href` adds a link to change it. An empty slot reads "Belum diisi"."""
    return _render("row", content=_filled(content), word=word, href=href, act=act)


@register.simple_block_tag
def tasks(content: str) -> SafeString:
    """What is to be done, as a list of links with their state. The slot takes `{% task %}`."""
    return format_html('<ul class="tasks">{}</ul>', content)


@register.simple_tag
def task(
    title: str, word: str, tone: str = Tone.NEUTRAL, href: str = "", hint: str = "", count: str = ""
) -> SafeString:
    """One task: without `href` it cannot be opened yet, and `hint` says why. `count`: "3 dari 12 terisi"."""
    return _render("task", title=title, word=word, tone=tone, href=href, hint=hint, count=count)


@register.simple_block_tag
def history(content: str) -> SafeString:
    """What happened, newest first. The slot takes `{% event %}`."""
    return format_html('<ol class="history">{}</ol>', content)


@register.simple_block_tag
def event(
    content: str, title: str, who: str, at: Any, tone: str = Tone.NEUTRAL, sign: str = ""
) -> SafeString:
    """One event; the slot takes reason (`blockquote`) or changes (`<ul class="changes">` with del and ins)."""
    sign = sign or ICONS[Tone(tone)]
    return _render("event", content=_filled(content), title=title, who=who, at=at, tone=tone, sign=sign)


@register.simple_block_tag
def files(content: str) -> SafeString:
    """Files with preview. The slot takes `{% file %}`."""
    return format_html('<ul class="files">{}</ul>', content)


@register.simple_block_tag
def file(
    content: str,
    name: str,
    href: str,
    size: int | None = None,
    note: str = "",
    preview: str = "",
    sign: str = "file-text",
) -> SafeString:
    """One file: `preview` is the address of a small picture, `sign` the icon when there is none; slot: actions."""
    return _render(
        "file",
        content=_filled(content),
        name=name,
        href=href,
        size=size,
        note=note,
        preview=preview,
        sign=sign,
    )


# --- Tables ---


@register.simple_block_tag
def table(content: str, caption: str, note: str = "", cards: bool = True, dense: bool = False) -> SafeString:
    """A data table; the slot takes thead and tbody. `cards`: rows become small forms under 600 px (`data-label`)."""
    return _render("table", content=content, caption=caption, note=note, cards=cards, dense=dense)


@register.simple_tag(takes_context=True)
def sort_head(context: template.Context, word: str, key: str, number: bool = False) -> SafeString:
    """A head cell that sorts by `key` through the address (?urut=key or ?urut=-key)."""
    request: HttpRequest = context["request"]
    return _render("sort_head", word=word, number=number, **tautan.sort_link(request.GET, key))


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page, noun: str = "baris") -> SafeString:
    """Where one is in a list, and the way on; filters in the address are kept."""
    request: HttpRequest = context["request"]
    links = tautan.page_links(request.GET, page)
    return _render("pagination", page=page, links=links, noun=noun, **tautan.neighbours(request.GET, page))


@register.simple_block_tag(takes_context=True)
def filters(context: template.Context, content: str, word: str = "Terapkan") -> SafeString:
    """The filters of a list as a form whose result is an address; the slot takes fields."""
    request: HttpRequest = context["request"]
    return _render(
        "filters",
        content=content,
        word=word,
        path=request.path,
        sort=request.GET.get("urut", ""),
        active=tautan.has_filters(request.GET),
    )


@register.simple_tag
def date_range(label: str, name: str, start: str = "", end: str = "") -> SafeString:
    """Two dates of a filter, sent as `<name>_dari` and `<name>_sampai` in ISO form."""
    return _render("date_range", label=label, name=name, start=start, end=end)


# --- Forms ---


@register.simple_tag
def error_summary(*forms: Any) -> SafeString:
    """All errors of these forms at the top of the page, each a link to its field. Empty without errors."""
    return _render("error_summary", errors=tautan.form_errors(forms))


# --- Figures ---


@register.simple_block_tag
def stats(content: str) -> SafeString:
    """At most four figures side by side. The slot takes `{% stat %}`."""
    return format_html('<ul class="stats">{}</ul>', content)


@register.simple_tag
def stat(label: str, value: str, of: str = "", href: str = "", note: str = "", sign: str = "") -> SafeString:
    """One figure that leads to its rows: value "27", of "dari 31", a note that says what it means."""
    return _render("stat", label=label, value=value, of=of, href=href, note=note, sign=sign)


@register.simple_tag
def meter(
    label: str, value: Decimal, top: Decimal, target: Decimal | None = None, places: int = 2, href: str = ""
) -> SafeString:
    """A score from 0 to `top` against its target line, with the missing points in words."""
    words = grafik.gap_words(value, target, places) if target is not None else ""
    return _render(
        "meter",
        label=label,
        value=tulis.angka(value, places),
        top=tulis.angka(top, places),
        words=words,
        met=target is None or value >= target,
        has_target=target is not None,
        href=href,
        svg=grafik.meter(value=value, top=top, target=target, label=label),
    )


CELL_WORDS = {"met": "memenuhi", "short": "hampir", "fail": "kurang", "none": "belum dinilai"}
CELL_ICONS = {"met": "check", "short": "alert-triangle", "fail": "x", "none": "minus"}


@register.simple_tag
def cell(value: str, state: str, href: str = "") -> SafeString:
    """A cell of a `<table class="matrix">`: value, sign and, for screen readers, how it stands."""
    return _render(
        "cell", value=value, state=state, href=href, word=CELL_WORDS[state], sign=CELL_ICONS[state]
    )


@register.simple_block_tag
def chart(content: str, svg: str, title: str, narrow: str = "", open: bool = False) -> SafeString:  # noqa: A002  # the HTML word
    """A chart of `zona.grafik` with the table behind it in the slot; `narrow` is the same drawn for phones."""
    return _render("chart", content=content, svg=svg, title=title, narrow=narrow, open=open)
