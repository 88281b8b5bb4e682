"""What pages of the lower floors show of papers (they do not know that papers exist), and how a paper prints a passage."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from evaluasi.domain.lhe.rancangan import conclude
from evaluasi.models import LaporanHasil, Usulan
from opd.models import Pencanangan
from zona.laporan.enums import OF_PENCANANGAN, OF_USULAN
from zona.laporan.naskah import split_blocks
from zona.laporan.permissions import can_issue_for, can_issue_letters, can_issue_lhe

register = template.Library()


@register.inclusion_tag("laporan/tindakan.html", takes_context=True)
def paper_actions(context: template.Context, pencanangan: Pencanangan) -> dict[str, Any]:
    """Buttons that ask for the papers of a verified declaration, and the way to those issued; no query."""
    request = context["request"]
    return {
        "pencanangan": pencanangan,
        "jenis": [(kind.value, str(kind.label)) for kind in OF_PENCANANGAN],
        "boleh": can_issue_for(request.actor, pencanangan),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("laporan/tindakan_lhe.html", takes_context=True)
def lhe_papers(context: template.Context, lhe: LaporanHasil) -> dict[str, Any]:
    """The report as PDF and as Word; no query."""
    request = context["request"]
    return {
        "lhe": lhe,
        "boleh": can_issue_lhe(request.actor, lhe),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("laporan/tindakan_usulan.html", takes_context=True)
def usulan_papers(context: template.Context, usulan: Usulan) -> dict[str, Any]:
    """The letter and the SPTJM as PDF and as Word; no query."""
    request = context["request"]
    return {
        "usulan": usulan,
        "jenis": [(kind.value, str(kind.label)) for kind in OF_USULAN],
        "boleh": can_issue_letters(request.actor, usulan),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def blok(text: str) -> SafeString:
    """A passage as paragraphs and lists, every word escaped."""
    parts = []
    for block in split_blocks(text):
        if block.is_list:
            items = format_html_join("", "<li>{}</li>", ((line,) for line in block.lines))
            parts.append(format_html("<ul>{}</ul>", items))
        else:
            parts.append(format_html('<p class="narasi">{}</p>', block.lines[0]))
    return format_html_join("\n", "{}", ((part,) for part in parts))


@register.filter
def simpulan(fakta: dict[str, Any]) -> str:
    """The conclusion of a report in one sentence."""
    verdict = conclude(fakta)
    if verdict in {"memenuhi", "belum memenuhi"}:
        return f"{verdict.capitalize()} syarat untuk diusulkan {fakta['predikat']}"
    return f"Kesimpulan {verdict}"


@register.filter
def yang_berbeda(butir: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions that the assessors answered otherwise than the unit."""
    return [row for row in butir if row["berbeda"]]
