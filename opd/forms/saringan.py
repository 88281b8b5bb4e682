"""Filters that live in the address of a list."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone

from dasar.izin import Actor
from dasar.widget import SelectLekas, TanggalInput
from opd.domain.queries.register import Baris, Saringan
from opd.enums import OpdKind
from opd.models import Opd

OPEN = "buka"
BELOW = "induk"


def uuid_of(text: str | None) -> UUID | None:
    """A key from an address; nonsense is nothing."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


class SaringanOpdForm(forms.Form):
    """What the address of the register says; anything unreadable in it counts as not said."""

    cari = forms.CharField(
        label="Cari", required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    jenis = forms.ChoiceField(
        widget=SelectLekas, label="Jenis", required=False, choices=[("", "Semua jenis"), *OpdKind.choices]
    )
    dihitung = forms.ChoiceField(
        widget=SelectLekas,
        label="Target kota",
        required=False,
        choices=[("", "Semua"), ("ya", "Dihitung"), ("tidak", "Tidak dihitung")],
    )
    keadaan = forms.ChoiceField(
        widget=SelectLekas,
        label="Keadaan",
        required=False,
        choices=[("", "Aktif"), ("berakhir", "Sudah berakhir"), ("semua", "Semua")],
    )
    pada = forms.DateField(label="Pada tanggal", required=False, widget=TanggalInput)

    def saringan(self) -> Saringan:
        """The filters as plain values, with today where no day is named."""
        self.is_valid()
        said = self.cleaned_data
        return Saringan(
            day=said.get("pada") or timezone.localdate(),
            text=said.get("cari", ""),
            kind=said.get("jenis", ""),
            counted=said.get("dihitung", ""),
            state=said.get("keadaan") or "aktif",
            sort=self.data.get("urut", ""),
        )

    def below(self, actor: Actor) -> Opd | None:
        """The unit whose children are looked at, if the address names one that the person may see."""
        key = uuid_of(self.data.get(BELOW))
        return Opd.objects.visible_to(actor).filter(pk=key).first() if key else None

    def opened(self) -> list[UUID]:
        """The units whose children are folded out."""
        return [key for text in self.data.getlist(OPEN) if (key := uuid_of(text))]

    def toggles(self) -> Callable[[Baris], str]:
        """From a line to the address at which it is folded out, or in again."""
        query: QueryDict = self.data.copy()
        opened = [str(key) for key in self.opened()]
        query.setlist(OPEN, [])
        kept = query.urlencode()

        def toggle(line: Baris) -> str:
            key = str(line.opd.pk)
            others = [one for one in opened if one != key]
            shown = [f"{OPEN}={one}" for one in (others if line.opened else [*others, key])]
            return f"?{'&'.join([kept, *shown] if kept else shown)}#u-{key}"

        return toggle
