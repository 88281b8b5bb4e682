"""Papers of the outcome: the report of a unit, the letters of a proposal; as PDF in the background, as Word at once."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from dasar.izin import require
from dasar.jurnal.domain import record
from evaluasi.domain.lhe.alur import passages_of
from evaluasi.domain.lhe.fakta import gather_facts
from evaluasi.models import LaporanHasil, Usulan
from zona.laporan.domain.fakta import gather_kop
from zona.laporan.domain.fakta_hasil import gather_usulan
from zona.laporan.domain.terbit import request_letter, request_lhe
from zona.laporan.enums import OF_USULAN, DokumenKind
from zona.laporan.permissions import can_issue_letters
from zona.laporan.word import MEDIA_TYPE, write_lhe, write_sptjm, write_usulan


def _report(request: HttpRequest, pk: UUID) -> LaporanHasil:
    rows = LaporanHasil.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("lembar__opd", "lembar__periode__instrumen"), pk=pk)


def _proposal(request: HttpRequest, pk: UUID) -> Usulan:
    return get_object_or_404(Usulan.objects.visible_to(request.actor).select_related("periode"), pk=pk)


def _kind(word: str) -> DokumenKind:
    if word not in OF_USULAN:
        raise Http404("Jenis surat tidak dikenal.")
    return DokumenKind(word)


def _file(data: bytes, name: str) -> HttpResponse:
    header = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    return HttpResponse(data, content_type=MEDIA_TYPE, headers=header)


@require_POST
def lhe_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the PDF of an approved report."""
    return redirect("laporan:pekerjaan", pk=request_lhe(_report(request, pk), actor=request.actor).pk)


@require_safe
def lhe_word(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report as Word: as approved, or the draft as it stands now."""
    row = _report(request, pk)
    approved = row.facts is not None
    facts = row.facts or gather_facts(row)
    naskah = facts["naskah"] if approved else passages_of(row, facts)
    fakta = facts | {"kop": gather_kop(), "naskah": naskah, "sidik_lhe": row.facts_hash}
    record(actor=request.actor, action="laporan.word.downloaded", obj=row, stream=row.stream)
    return _file(
        write_lhe(fakta, approved=approved), f"lhe-{row.lembar.opd.code.lower()}-{row.lembar.periode.year}"
    )


@require_POST
def surat_request(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Ask for the letter or the SPTJM as PDF."""
    job = request_letter(_proposal(request, pk), kind=_kind(kind), actor=request.actor)
    return redirect("laporan:pekerjaan", pk=job.pk)


@require_safe
def surat_word(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The letter or the SPTJM as Word."""
    row, wanted = _proposal(request, pk), _kind(kind)
    require(can_issue_letters(request.actor, row))
    write = write_usulan if wanted == DokumenKind.USULAN else write_sptjm
    record(actor=request.actor, action="laporan.word.downloaded", obj=row, stream=row.stream)
    return _file(write(gather_usulan(row)), f"{kind}-{row.periode.year}")
