"""Components: what they refuse to hide, and what they never let through."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory

from dasar.izin import ALLOWED, Denied
from dasar.pekerjaan import enums as pekerjaan
from opd import enums as opd
from zona.antarmuka import tone

ROOT = Path(settings.BASE_DIR)
EVIL = '<script>alert(1)</script>" onclick="x'


def show(source: str, **context: object) -> str:
    return Template("{% load zona %}" + source).render(Context(context))


def test_refused_action_stays_visible_and_says_why() -> None:
    html = show(
        '{% button href="/ajukan/" can=can %}Ajukan{% endbutton %}',
        can=Denied("Hanya Kepala OPD yang dapat mengajukan."),
    )

    assert "Hanya Kepala OPD yang dapat mengajukan." in html
    assert 'aria-disabled="true"' in html
    assert "/ajukan/" not in html


def test_allowed_action_is_a_link_or_a_submit_button() -> None:
    assert '<a class="button button-primary" href="/ajukan/"' in show(
        '{% button href="/ajukan/" can=can %}Ajukan{% endbutton %}', can=ALLOWED
    )
    assert 'type="submit" name="aksi" value="kirim"' in show(
        '{% button name="aksi" value="kirim" %}Kirim{% endbutton %}'
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% badge x %}",
        "{% person x x %}",
        "{% unit x x %}",
        "{% stat x x of=x note=x href=x %}",
        "{% row x %}{{ x }}{% endrow %}",
        "{% task x word=x hint=x count=x href=x %}",
        "{% notice title=x %}{{ x }}{% endnotice %}",
        "{% button href=x %}{{ x }}{% endbutton %}",
        "{% file x href=x note=x preview=x %}{% endfile %}",
        "{% table caption=x note=x %}{% endtable %}",
        "{% page_head title=x kicker=x lead=x %}{% endpage_head %}",
        '{% cell x "met" href=x %}',
        "{% date_range x x x x %}",
        "{% tab x x %}",
    ],
)
def test_what_people_type_stays_text(source) -> None:
    html = show(source, x=EVIL)

    assert "<script" not in html
    assert '" onclick' not in html


def test_empty_fact_says_that_it_is_empty() -> None:
    assert "Belum diisi" in show('{% row "Saksi" %}  {% endrow %}')
    assert "Belum diisi" not in show('{% row "Saksi" %}0{% endrow %}')


def test_filters_keep_the_order_and_offer_to_clear() -> None:
    request = RequestFactory().get("/opd/", {"urut": "-nama", "jenis": "dinas"})

    html = show("{% filters %}{% endfilters %}", request=request)

    assert '<input type="hidden" name="urut" value="-nama">' in html
    assert "Hapus saringan" in html
    assert "Hapus saringan" not in show(
        "{% filters %}{% endfilters %}", request=RequestFactory().get("/opd/")
    )


def test_unknown_state_is_a_fault_and_not_a_grey_badge() -> None:
    with pytest.raises(KeyError):
        show('{% status "SEMBARANG" "Sembarang" %}')


@pytest.mark.parametrize("state", [*opd.PencananganState.values, *pekerjaan.State.values])
def test_every_state_has_a_tone(state) -> None:
    assert tone.tone_of(state) in tone.ICONS


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="([\w-]+)"', (ROOT / "static/ikon.svg").read_text(encoding="utf-8")))
    named = set(filter(None, tone.ICONS.values()))
    for path in [*ROOT.glob("templates/**/*.html")]:
        named |= set(re.findall(r'(?:icon|sign=|sign =) ?"([a-z][\w-]+)"', path.read_text(encoding="utf-8")))

    assert named - sprite == set()


def test_no_template_carries_inline_style_or_script() -> None:
    strays = [
        str(path.relative_to(ROOT))
        for path in ROOT.glob("templates/**/*.html")
        if "laporan" not in path.parts
        and path.name != "paket.html"  # opened from a disk on a day without the portal
        and re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=", path.read_text(encoding="utf-8"))
    ]
    assert strays == []
