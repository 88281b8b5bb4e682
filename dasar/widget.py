"""Form widgets that any app may use; their templates are in templates/components/."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class TanggalInput(forms.DateInput):
    """A date by the browser's own picker; travels in ISO form, so no month is taken for a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class WaktuInput(forms.DateTimeInput):
    """A moment to the minute by the browser's own picker, in the city's zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class GoresanInput(forms.TextInput):
    """A signature drawn on the screen, as a PNG data URL in a hidden input; empty where no script runs.

    A form that offers it also has a text field for the typed name: drawing is never the only way to sign.
    """

    input_type = "hidden"
    template_name = "components/signature.html"

    @property
    def is_hidden(self) -> bool:
        return False


class SelectLekas(forms.Select):
    """A select printed in one go: one template for each option costs more than the rest of a list page."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if str(key) == chosen else "", label)
                for key, label in self.choices
            ),
        )
        wanted = self.build_attrs(self.attrs, attrs)
        printed = format_html_join(
            "",
            " {}",
            ((format_html('{}="{}"', key, "" if on is True else on),) for key, on in wanted.items() if on),
        )
        return format_html('<select name="{}"{}>{}</select>', name, printed, options)
