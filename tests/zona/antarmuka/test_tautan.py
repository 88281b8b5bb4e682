"""Addresses of lists: order, page and filters survive each other."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from zona.antarmuka import tautan


def test_sorting_turns_round_and_starts_at_the_first_page() -> None:
    query = QueryDict("jenis=dinas&urut=nama&halaman=4")

    assert tautan.sort_link(query, "nama") == {"href": "?jenis=dinas&urut=-nama", "order": "ascending"}
    assert tautan.sort_link(query, "nilai") == {"href": "?jenis=dinas&urut=nilai", "order": ""}
    assert tautan.sort_link(QueryDict("urut=-nama"), "nama") == {"href": "?urut=nama", "order": "descending"}


def test_pages_keep_filters_and_elide_the_middle() -> None:
    query = QueryDict("jenis=dinas&jenis=badan&halaman=5")
    page = Paginator(range(200), 20).get_page(5)

    links = tautan.page_links(query, page)

    assert [link["number"] for link in links] == [1, "…", 4, 5, 6, "…", 10]
    assert links[2]["href"] == "?jenis=dinas&jenis=badan&halaman=4"
    assert [link["number"] for link in links if link["current"]] == [5]
    assert tautan.neighbours(query, page)["after"] == "?jenis=dinas&jenis=badan&halaman=6"


def test_ends_of_a_list_have_no_neighbours() -> None:
    page = Paginator(range(5), 20).get_page(1)

    assert tautan.neighbours(QueryDict(""), page) == {"before": "", "after": ""}


@pytest.mark.parametrize(
    ("query", "active"),
    [("", False), ("urut=nama&halaman=2", False), ("jenis=", False), ("jenis=dinas", True)],
)
def test_only_filters_count_as_filters(query, active) -> None:
    assert tautan.has_filters(QueryDict(query)) is active


class Isian(forms.Form):
    tempat = forms.CharField(label="Tempat")
    jenis = forms.ChoiceField(label="Jenis", choices=[("a", "A")], widget=forms.RadioSelect)


def test_errors_lead_to_their_fields() -> None:
    form = Isian({})
    form.add_error(None, "Isian ini diubah orang lain.")
    rows = forms.formset_factory(Isian, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    )

    errors = tautan.form_errors([form, rows])

    assert errors[0] == {"text": "Isian ini diubah orang lain.", "target": ""}
    assert [error["target"] for error in errors[1:3]] == ["id_tempat", "id_jenis"]
    assert errors[1]["text"].startswith("Tempat: ")
    assert "id_form-0-tempat" in [error["target"] for error in errors]


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Drs. H. Taufiqu Rochman, M.Si.", "TR"),
        ("Sri Wahyuni", "SW"),
        ("Suharto", "S"),
        ("Dr.", ""),
        ("", ""),
    ],
)
def test_initials_leave_titles_out(name, mark) -> None:
    assert tautan.initials(name) == mark
