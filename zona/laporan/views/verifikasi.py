"""Is this file one that the portal issued? Open to everyone."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from zona.laporan.domain.terbit import find_by_fingerprint
from zona.laporan.forms import PeriksaForm
from zona.laporan.models import DokumenTerbit


def _fingerprint(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _check(request: HttpRequest) -> tuple[PeriksaForm, dict[str, object]]:
    """The form, and for a sent file its fingerprint with the paper that has it."""
    if request.method != "POST":
        return PeriksaForm(), {}
    form = PeriksaForm(request.POST, request.FILES)
    if not form.is_valid():
        return form, {}
    upload = form.cleaned_data["berkas"]
    sidik = _fingerprint(upload)
    return form, {"nama": upload.name, "sidik": sidik, "cocok": find_by_fingerprint(sidik)}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi(request: HttpRequest) -> HttpResponse:
    """Drop a file: it is named if the portal issued exactly these bytes."""
    form, result = _check(request)
    status = 400 if form.is_bound and not result else 200
    return render(request, "laporan/verifikasi.html", {"form": form, "hasil": result}, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi_dokumen(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR of a paper leads to: what was issued, and whether a file is exactly that."""
    row = get_object_or_404(DokumenTerbit.objects.select_related("berkas"), code=code)
    newer = DokumenTerbit.objects.filter(
        kind=row.kind,
        pencanangan=row.pencanangan_id,
        lhe=row.lhe_id,
        usulan=row.usulan_id,
        as_of=row.as_of,
        issued_at__gt=row.issued_at,
    ).exists()
    form, result = _check(request)
    context = {"dokumen": row, "form": form, "hasil": result, "ada_lebih_baru": newer}
    status = 400 if form.is_bound and not result else 200
    return render(request, "laporan/verifikasi_dokumen.html", context, status=status)
