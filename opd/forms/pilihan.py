"""Choosing a unit from a long register."""

from __future__ import annotations

from typing import Any

from django import forms

from dasar.widget import SelectLekas


class OpdChoice(forms.ModelChoiceField):
    """A unit by name with its code, so that two units of one name can be told apart."""

    widget = SelectLekas

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"
