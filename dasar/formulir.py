"""Forms whose act is a domain function: they hold the shape, the domain decides, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from dasar.edge import add_error
from dasar.errors import Conflict, DomainError, PermissionRefused
from dasar.format import NOTHING, tanggal

T = TypeVar("T")
CONFLICT = (
    "Orang lain menyimpan data ini sesudah Anda membukanya. Isian Anda masih ada di bawah. "
    "Bandingkan, lalu simpan lagi bila isian Anda yang benar."
)


@dataclass(frozen=True)
class Benturan:
    """One field on which two people disagree: its label, what was typed, what is stored."""

    label: str
    mine: str
    theirs: str


def _low(label: str | None) -> str:
    """A label inside a sentence; abbreviations keep their capitals."""
    text = str(label or "isian ini")
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


class ActForm(forms.Form):
    """Shape of one act; `attempt` hands the values to the domain and puts a refusal beside its field."""

    benturan: tuple[Benturan, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            picks = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
            field.error_messages["required"] = f"{'Pilih' if picks else 'Isi'} {_low(field.label)}."

    def values(self) -> dict[str, Any]:
        """What the domain function is given."""
        return self.cleaned_data

    def attempt(self, act: Callable[..., T], **more: Any) -> T | None:
        """Run the act with the values of a valid form; None when something has to be mended first.

        Raises `PermissionRefused`: that is no fault of the form.
        """
        if not self.is_bound or not self.is_valid():
            return None
        try:
            return act(**more, **self.values())
        except PermissionRefused:
            raise
        except Conflict as conflict:
            self.show_conflict(conflict)
        except DomainError as error:
            add_error(self, error)
        return None

    def show_conflict(self, conflict: Conflict) -> None:
        """Told above the form; forms of rows with a version also show both texts."""
        add_error(self, conflict)

    @property
    def status(self) -> int:
        """The HTTP status under which the page with this form is answered."""
        return 409 if self.benturan else 200


class RowForm(ActForm, forms.ModelForm):
    """Fields of one model; the row itself is validated and written by the domain alone.

    With an instance it carries the version that was read. After a conflict it shows both texts and the
    stored version, so that saving again is a decision.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        if self.is_new:
            del self.fields["version"]
        else:
            self.initial["version"] = self.instance.version
        self._add_model_validators()

    def _add_model_validators(self) -> None:
        """What a column demands is told beside its field, all at once; fields that a form cleans first are left out."""
        for name, field in self.fields.items():
            if name in self.declared_fields or hasattr(self, f"clean_{name}"):
                continue
            has = {type(validator) for validator in field.validators}
            demanded = self._meta.model._meta.get_field(name).validators
            field.validators += [validator for validator in demanded if type(validator) not in has]

    def clean_version(self) -> int:
        version = self.cleaned_data["version"]
        if version is None:
            raise ValidationError("Halaman ini tidak utuh. Muat ulang, lalu isi kembali.")
        return version

    def _post_clean(self) -> None:
        """The domain validates the row as a whole; the instance stays what was read."""

    def show_conflict(self, conflict: Conflict) -> None:
        mine, theirs = conflict.mine or {}, conflict.theirs or {}
        rows = [
            Benturan(
                str(self.fields[name].label), self._read(name, self[name].value()), self._read(name, stored)
            )
            for name, stored in theirs.items()
            if name in self.fields and mine.get(name) != stored
        ]
        self.benturan = tuple(row for row in rows if row.mine != row.theirs)
        fresh = self.instance.__class__._base_manager.values_list("version", flat=True).get(
            pk=self.instance.pk
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(fresh)
        self.add_error(None, CONFLICT)

    def _read(self, name: str, value: Any) -> str:
        """A stored or typed value as a person reads it."""
        text = "" if value in (None, "None") else str(value)
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "Ya" if text in {"True", "on"} else "Tidak"
        if isinstance(field, forms.ModelChoiceField):
            found = field.queryset.filter(pk=text).first() if text else None
            return str(found) if found else (text or NOTHING)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(text, text)) or NOTHING
        if isinstance(field, forms.DateField) and text:
            try:
                return tanggal(date.fromisoformat(text))
            except ValueError:
                return text
        return text or NOTHING
