"""Forms say how to mend what is wrong, also where nobody wrote a message."""

import pytest
from django import forms

from zona.antarmuka.pesan_isian import MESSAGES


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.CharField(), "", "Bagian ini perlu diisi."),
        (forms.DateField(), "31-02-2020", "Tulis tanggal yang ada di kalender, misalnya 22-10-2020."),
        (forms.IntegerField(), "dua", "Tulis angka bulat tanpa titik, koma, atau huruf."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Pilih salah satu dari daftar."),
        (forms.CharField(error_messages={"required": "Isi tempat acara."}), "", "Isi tempat acara."),
    ],
)
def test_fields_say_how_to_mend(field, value, sentence) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)

    assert refused.value.messages == [sentence]


def test_every_sentence_stands_in_for_one_that_django_has() -> None:
    for field, sentences in MESSAGES.items():
        assert set(sentences) <= {
            key for kind in field.__mro__ for key in getattr(kind, "default_error_messages", {})
        }
