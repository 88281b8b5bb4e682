"""What a form says when Django's own fields refuse something: what is wrong and how to mend it.

A field that needs its own sentence brings `error_messages`; these stand in where it has none.
"""

from django import forms

MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Bagian ini perlu diisi."},
    forms.IntegerField: {"invalid": "Tulis angka bulat tanpa titik, koma, atau huruf."},
    forms.DecimalField: {"invalid": "Tulis angka, dengan koma untuk pecahan. Contoh: 3,25."},
    forms.DateField: {"invalid": "Tulis tanggal yang ada di kalender, misalnya 22-10-2020."},
    forms.TimeField: {"invalid": "Tulis jam, misalnya 14.30."},
    forms.DateTimeField: {"invalid": "Tulis tanggal dan jam, misalnya 22-10-2020 14.30."},
    forms.EmailField: {"invalid": "Tulis alamat surel lengkap, misalnya nama@pekalongankota.go.id."},
    forms.URLField: {"invalid": "Tulis alamat lengkap yang dimulai dengan https://."},
    forms.ChoiceField: {"invalid_choice": "Pilih salah satu dari daftar."},
    forms.MultipleChoiceField: {
        "invalid_choice": "Pilih dari daftar yang ada.",
        "invalid_list": "Pilih dari daftar yang ada.",
    },
    forms.ModelChoiceField: {"invalid_choice": "Pilihan ini tidak ada lagi. Pilih yang lain dari daftar."},
    forms.FileField: {
        "invalid": "Berkas tidak terkirim. Pilih berkas lagi, lalu kirim ulang.",
        "missing": "Berkas tidak terkirim. Pilih berkas lagi, lalu kirim ulang.",
        "empty": "Berkas ini kosong (0 bita). Periksa berkasnya, lalu pilih lagi.",
    },
}


def speak_plainly() -> None:
    """Gives Django's fields these sentences; called once, before any form is made."""
    for field, sentences in MESSAGES.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
