"""Forms of the register: a unit, its end, its reorganisation, its head."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from dasar.formulir import ActForm, RowForm
from dasar.izin import Actor
from dasar.widget import TanggalInput
from opd.enums import Kedudukan, OpdKind
from opd.forms.pilihan import OpdChoice
from opd.models import Kepala, Opd

NARROW = {"class": "width-20"}


class OpdForm(RowForm):
    """A unit of the register."""

    parent = OpdChoice(
        queryset=Opd.objects.none(),
        required=False,
        label="Induk",
        empty_label="Tidak ada (langsung di bawah kota)",
        help_text="Misalnya kecamatan bagi kelurahan, atau dinas bagi UPTD dan sekolah.",
    )

    class Meta:
        model = Opd
        fields = (
            "name",
            "short_name",
            "code",
            "kind",
            "parent",
            "active_from",
            "counts_for_target",
            "employee_count",
            "source",
        )
        widgets = {"active_from": TanggalInput, "code": forms.TextInput(NARROW)}
        help_texts = {
            "code": "Huruf besar, angka, titik, atau tanda hubung. Misalnya: KEC-UTARA.",
            "short_name": "Dipakai di tabel dan papan. Misalnya: Dinkes.",
            "active_from": "Tanggal unit ini dibentuk atau mulai tercatat.",
            "counts_for_target": "Unit yang dicentang masuk hitungan “berapa dari berapa OPD”.",
            "employee_count": "Angka yang dinyatakan unit; dipakai bila daftar pegawai belum lengkap.",
            "source": "Dari mana data ini. Misalnya: Perda Nomor 5 Tahun 2016.",
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Opd.objects.visible_to(actor).active_on(timezone.localdate())
        if not self.is_new:
            units = units.exclude(jalur__startswith=self.instance.jalur)
        self.fields["parent"].queryset = units
        self.fields["kind"].choices = [("", "Pilih jenis"), *OpdKind.choices]
        self.fields["employee_count"].widget.attrs |= {"class": "width-10", "inputmode": "numeric"}

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()


class OpdCloseForm(ActForm):
    """The end of a unit, with the unit that goes on in its place."""

    active_to = forms.DateField(
        label="Berakhir pada",
        widget=TanggalInput,
        help_text="Mulai tanggal ini unit tidak dihitung lagi. Riwayat sebelumnya tetap.",
    )
    successor = OpdChoice(
        queryset=Opd.objects.none(),
        required=False,
        label="Unit penerus",
        empty_label="Tidak ada penerus",
        help_text="Unit yang melanjutkan tugasnya, bila sudah terdaftar.",
    )

    def __init__(self, *args: Any, opd: Opd, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Opd.objects.visible_to(actor).active_on(timezone.localdate())
        self.fields["successor"].queryset = units.exclude(pk=opd.pk)


class OpdReorganiseForm(RowForm):
    """The new unit that takes a unit's place."""

    on = forms.DateField(
        label="Berlaku mulai",
        widget=TanggalInput,
        help_text="Unit lama berakhir dan unit baru mulai pada tanggal ini.",
    )
    take_pegawai = forms.BooleanField(
        label="Pindahkan pegawai ke unit baru",
        required=False,
        initial=True,
        help_text="Setiap pegawai aktif berhenti dari unit lama dan tercatat di unit baru pada tanggal itu.",
    )

    class Meta:
        model = Opd
        fields = ("name", "short_name", "code", "kind", "source")
        widgets = {"code": forms.TextInput(NARROW)}
        help_texts = {
            "name": "Nama unit baru.",
            "code": "Kode baru. Kode lama tetap milik riwayat unit lama.",
            "source": "Dasar penataan. Misalnya: Perda Nomor 3 Tahun 2025.",
        }

    field_order = ("on", "name", "short_name", "code", "kind", "source", "take_pegawai", "version")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()


class KepalaForm(RowForm):
    """A new head, from a day on."""

    class Meta:
        model = Kepala
        fields = ("name", "nip", "title", "kedudukan", "active_from")
        widgets = {"active_from": TanggalInput, "kedudukan": forms.RadioSelect}
        help_texts = {
            "name": "Nama lengkap dengan gelar, seperti pada surat.",
            "nip": "18 angka, tanpa spasi.",
            "title": "Misalnya: Kepala Dinas Kesehatan, atau Camat Pekalongan Utara.",
            "active_from": "Pejabat sebelumnya berakhir pada tanggal yang sama.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kedudukan"].choices = Kedudukan.choices
        self.fields["nip"].widget.attrs |= {"class": "width-20", "inputmode": "numeric"}


class KepalaCorrectForm(KepalaForm):
    """A mistyped head; the day stays, since another head is an appointment."""

    class Meta(KepalaForm.Meta):
        fields = ("name", "nip", "title", "kedudukan")


class EndForm(ActForm):
    """The last day of something: a head's time, a role, an employee's time in a unit."""

    active_to = forms.DateField(
        label="Berakhir pada",
        widget=TanggalInput,
        help_text="Pada tanggal ini sudah tidak berlaku. Isi tanggal hari ini bila berakhir sekarang.",
    )
