"""What a reminder is about."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms


class PengingatForm(forms.Form):
    """What the person is to do, and the worksheet when its assessors are meant."""

    perihal = forms.CharField(
        label="Yang diminta",
        max_length=150,
        initial="Ada yang menunggu di portal",
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    lembar = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def address(self) -> str:
        """The same as the query of an address."""
        data = self.cleaned_data
        return urlencode({"perihal": data["perihal"], "lembar": data["lembar"] or ""})
