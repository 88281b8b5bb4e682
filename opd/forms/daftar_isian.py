"""Forms of the lists of a declaration: signers, witnesses, links, awards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from opd.domain.daftar_isian import Baris
from opd.forms.pencanangan import TeksKelak

MOST = 500


class BarisForm(forms.Form):
    """One line. A new line with nothing typed in it does not count; `hapus` takes a stored one out."""

    use_required_attribute = False
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    hapus = forms.BooleanField(label="Hapus baris ini", required=False)

    def clean(self) -> dict[str, Any]:
        """A line that goes need not be right."""
        if self.cleaned_data.get("hapus"):
            self.errors.clear()
        return self.cleaned_data

    def baris(self) -> Baris:
        values = {n: v for n, v in self.cleaned_data.items() if n not in ("id", "hapus")}
        return Baris(self.cleaned_data.get("id"), values, bool(self.cleaned_data.get("hapus")))


class PenandaTanganForm(BarisForm):
    hapus = forms.BooleanField(label="Keluarkan unit ini dari acara", required=False)
    signer_name = TeksKelak(label="Penanda tangan", max_length=150)
    signer_title = forms.CharField(label="Jabatan", max_length=150, required=False)


class SaksiForm(BarisForm):
    institution = forms.CharField(
        label="Lembaga", max_length=150, error_messages={"required": "Isi lembaga saksi."}
    )
    name = forms.CharField(
        label="Nama", max_length=150, required=False, help_text="Boleh kosong bila tidak diketahui."
    )
    title = forms.CharField(label="Jabatan", max_length=150, required=False)


class PublikasiForm(BarisForm):
    url = forms.URLField(
        label="Alamat",
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": "Isi alamat halaman.",
            "invalid": "Salin alamat lengkapnya, misalnya https://pekalongankota.go.id/berita/…",
        },
    )
    title = forms.CharField(label="Judul atau nama media", max_length=200, required=False)


class PenghargaanForm(BarisForm):
    recipient = forms.CharField(
        label="Penerima", max_length=150, error_messages={"required": "Isi penerimanya."}
    )
    title = forms.CharField(
        label="Penghargaan",
        max_length=200,
        help_text="Misalnya: piagam penghargaan.",
        error_messages={"required": "Isi penghargaannya."},
    )


class DaftarFormSet(BaseFormSet):
    """A list as the person left it: removed new lines and untouched empty lines are not there."""

    def baris(self) -> list[tuple[int, Baris]]:
        """Position in the form and line, in order."""
        found = []
        for position, form in enumerate(self.forms):
            if form.cleaned_data.get("id") or form.has_changed():
                found.append((position, form.baris()))
        return found


def formset_for(form: type[BarisForm], *, extra: int) -> type[DaftarFormSet]:
    return formset_factory(form, formset=DaftarFormSet, extra=extra, max_num=MOST, absolute_max=MOST)


def rows_as_initial(rows: list[Any], form: type[BarisForm]) -> list[Mapping[str, Any]]:
    names = [name for name in form.base_fields if name not in ("id", "hapus")]
    return [{"id": row.pk, **{name: getattr(row, name) for name in names}} for row in rows]
