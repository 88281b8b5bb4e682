"""Addresses that components build: sorting, paging and filters live in the query string and survive each other."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.urls import get_script_prefix, reverse

SORT = "urut"
PAGE = "halaman"
OPEN = "buka"


def address_of(name: str, *args: object) -> str:
    """The address of a page, as `reverse` gives it; worked out once in this process, since boards ask by the hundred."""
    return _address(name, args, get_script_prefix())


@lru_cache(maxsize=4096)
def _address(name: str, args: tuple[object, ...], prefix: str) -> str:
    return reverse(name, args=args)


def with_params(query: QueryDict, **changes: str) -> str:
    """The query string with these parameters set (an empty value removes one); the others stay."""
    copy = query.copy()
    for key, value in changes.items():
        if value:
            copy[key] = value
        else:
            copy.pop(key, None)
    return f"?{copy.urlencode()}"


def sort_link(query: QueryDict, key: str) -> dict[str, str]:
    """Where a head cell leads and how it is sorted now (`ascending`, `descending` or empty). Sorting starts at page 1."""
    now = query.get(SORT, "")
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    following = f"-{key}" if order == "ascending" else key
    return {"href": with_params(query, **{SORT: following, PAGE: ""}), "order": order}


def page_links(query: QueryDict, page: Page) -> list[dict[str, Any]]:
    """The numbered pages around the current one; a gap is an entry without address."""
    links = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            href = with_params(query, **{PAGE: str(number)})
            links.append({"number": number, "href": href, "current": number == page.number})
        else:
            links.append({"number": "…", "href": "", "current": False})
    return links


def neighbours(query: QueryDict, page: Page) -> dict[str, str]:
    """Addresses of the page before and after, empty at the ends."""
    before = with_params(query, **{PAGE: str(page.number - 1)}) if page.has_previous() else ""
    after = with_params(query, **{PAGE: str(page.number + 1)}) if page.has_next() else ""
    return {"before": before, "after": after}


def has_filters(query: QueryDict) -> bool:
    """Whether anything besides order, page and folded-out rows narrows the list."""
    return any(value for key, value in query.items() if key not in (SORT, PAGE, OPEN))


def form_errors(forms: Iterable[Any]) -> list[dict[str, str]]:
    """Every error of forms and formsets with the id of the field it belongs to (empty for the whole form)."""
    found = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            found += [{"text": str(error), "target": ""} for error in form.non_form_errors()]
            found += form_errors(form.forms)
        elif isinstance(form, BaseForm):
            found += _errors_of(form)
    return found


def _errors_of(form: BaseForm) -> list[dict[str, str]]:
    found = [{"text": str(error), "target": ""} for error in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or field.auto_id
        # A label that is a sentence of its own (a box to tick) would only be repeated.
        label = "" if str(field.label).endswith(".") else f"{field.label}: "
        found += [{"text": f"{label}{error}", "target": target} for error in field.errors]
    return found


def initials(name: str) -> str:
    """Two letters for a person's mark; titles such as `Drs.` and `H.` are left out."""
    words = [word for word in name.split(",")[0].split() if not word.endswith(".")]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def step_state(number: int, current: int) -> str:
    if number == current:
        return "now"
    return "done" if number < current else "next"
