"""Forms of teams, seats, assignments and declared relations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.formulir import ActForm
from dasar.widget import TanggalInput
from evaluasi.enums import PeranTim
from evaluasi.models import AnggotaTim, Periode, Tim
from opd.enums import TPI_ROLES
from opd.models import Keanggotaan, Opd


class TimForm(ActForm):
    """A new team."""

    use_required_attribute = False
    periode = forms.ModelChoiceField(Periode.objects.order_by("-year"), label="Periode", empty_label=None)
    name = forms.CharField(label="Nama tim", max_length=80, help_text="Misalnya: Tim 1 atau Tim Pelayanan.")


class SeatField(forms.ModelChoiceField):
    def label_from_instance(self, obj: AnggotaTim) -> str:
        return f"{obj.tim.name}: {obj.pengguna} ({obj.get_peran_display()})"


def assessors() -> Any:
    """Accounts that hold an assessor's role of the city today."""
    live = Keanggotaan.objects.live_on(timezone.localdate()).filter(role__in=TPI_ROLES)
    return Pengguna.objects.filter(keanggotaan__in=live).distinct().order_by("name", "pk")


class AnggotaForm(ActForm):
    """A seat; in the place of somebody, until a day."""

    use_required_attribute = False
    pengguna = forms.ModelChoiceField(
        Pengguna.objects.none(),
        label="Orang",
        empty_label="Pilih orang",
        help_text="Hanya akun dengan peran penilai.",
    )
    peran = forms.ChoiceField(label="Peran dalam tim", choices=PeranTim.choices)
    active_from = forms.DateField(label="Sejak", widget=TanggalInput)
    active_to = forms.DateField(
        label="Sampai", required=False, widget=TanggalInput, help_text="Wajib bagi pengganti."
    )
    menggantikan = SeatField(
        AnggotaTim.objects.none(),
        label="Menggantikan",
        required=False,
        empty_label="Tidak menggantikan siapa pun",
    )
    reason = forms.CharField(
        label="Alasan", max_length=300, required=False, help_text="Misalnya: cuti, diklat."
    )

    def __init__(self, data: Any, tim: Tim) -> None:
        super().__init__(data, initial={"active_from": timezone.localdate()})
        self.fields["pengguna"].queryset = assessors()
        seats = tim.anggota.filter(menggantikan=None).select_related("tim", "pengguna")
        self.fields["menggantikan"].queryset = seats


class TugasForm(ActForm):
    """Who assesses a worksheet first; the seat says which team."""

    use_required_attribute = False
    penilai = SeatField(AnggotaTim.objects.none(), label="Penilai pertama", empty_label="Pilih penilai")
    due_on = forms.DateField(
        label="Selesai sebelum",
        required=False,
        widget=TanggalInput,
        help_text="Kosong: menurut periode.",
    )

    def __init__(self, data: Any, periode: Periode, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        seats = AnggotaTim.objects.live_on(timezone.localdate()).filter(
            tim__periode=periode, menggantikan=None
        )
        seats = seats.exclude(peran=PeranTim.DALNIS).select_related("tim", "pengguna")
        self.fields["penilai"].queryset = seats.order_by("tim__name", "pengguna__name")


class AkhirForm(ActForm):
    """The day on which a seat is no longer held."""

    use_required_attribute = False
    active_to = forms.DateField(
        label="Berakhir pada", widget=TanggalInput, help_text="Pada hari itu ia tidak bertugas lagi."
    )


class HubunganForm(ActForm):
    """A relation to a unit; the coordinator may declare it for somebody."""

    use_required_attribute = False
    pengguna = forms.ModelChoiceField(Pengguna.objects.none(), label="Penilai", empty_label="Pilih penilai")
    opd = forms.ModelChoiceField(
        Opd.objects.filter(active_to=None).order_by("name", "id"), label="Unit", empty_label="Pilih unit"
    )
    keterangan = forms.CharField(
        label="Hubungan", max_length=300, help_text="Misalnya: suami kepala unit. Dibaca koordinator."
    )

    def __init__(self, data: Any, people: Any) -> None:
        super().__init__(data)
        self.fields["pengguna"].queryset = people
        only = list(people[:2])
        if len(only) == 1:
            self.fields["pengguna"].initial = only[0].pk
            self.fields["pengguna"].empty_label = None
