"""What is typed at the desk, read into what the domain takes; and the forms of a return and of a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django import forms

from dasar.errors import DomainError
from dasar.formulir import ActForm
from dasar.saringan import number
from dasar.widget import WaktuInput
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.penilaian import Penilaian
from evaluasi.domain.queries.meja import ButirMeja
from evaluasi.domain.queries.meja_butir import IsianPenilaian
from evaluasi.forms.jawaban import Kiriman, read_kiriman, with_typed

MAKS = 2000
MAKS_DETIK = 3600
LABELS = {"rekomendasi": "Rekomendasi", "permintaan": "Permintaan"}


@dataclass(frozen=True)
class KirimanMeja:
    """One verdict as it was sent."""

    kiriman: Kiriman
    isi: Penilaian
    detik: int

    @property
    def problems(self) -> Mapping[str, str]:
        return self.kiriman.problems

    def told(self, error: DomainError) -> tuple[KirimanMeja, str]:
        """What the domain refused: beside the field it names, or as a sentence over the form."""
        if not error.field:
            return self, error.message
        problems = {**self.problems, error.field: error.message}
        return replace(self, kiriman=replace(self.kiriman, problems=problems)), ""


def read_meja_kiriman(simpul: SimpulData, data: Mapping[str, str]) -> KirimanMeja:
    """A verdict from a form: like an answer, with recommendation, request and the time it took."""
    kiriman = read_kiriman(simpul, data)
    texts, problems = {}, dict(kiriman.problems)
    for name, label in LABELS.items():
        texts[name] = data.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()
        if len(texts[name]) > MAKS:
            problems[name] = f"{label} paling banyak {MAKS} huruf; ini {len(texts[name])}. Ringkaskan."
    seconds = min(number(data.get("detik", ""), 8) or 0, MAKS_DETIK)
    isi = Penilaian(kiriman.isian, kiriman.catatan, **texts)
    return KirimanMeja(replace(kiriman, problems=problems), isi, seconds)


def with_typed_verdict(isian: IsianPenilaian, kiriman: KirimanMeja) -> IsianPenilaian:
    """The form as stored, but with what was typed and what is wrong with it."""
    typed = kiriman.kiriman
    return replace(
        isian,
        butir=with_typed(isian.butir, typed),
        version=typed.version,
        rekomendasi=kiriman.isi.rekomendasi,
        permintaan=kiriman.isi.permintaan,
    )


class RondeForm(ActForm):
    """Returning a worksheet: one text for each question, an introduction, a deadline."""

    use_required_attribute = False
    reason = forms.CharField(
        label="Pengantar untuk unit",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Unit membacanya di atas daftar permintaan.",
    )
    deadline = forms.DateTimeField(
        label="Tenggat jawaban unit",
        required=False,
        widget=WaktuInput,
        help_text="Kosong: sampai pengisian ditutup.",
    )
    syarat = forms.BooleanField(
        label="Syarat di luar nilai ikut dibuka",
        required=False,
        help_text="Bila ada syarat yang perlu diperbaiki.",
    )

    def __init__(self, data: Mapping[str, str] | None, rows: list[ButirMeja]) -> None:
        super().__init__(data)
        self.rows = rows
        for row in rows:
            self.fields[f"butir-{row.kode}"] = forms.CharField(
                label=f"{row.kode} {row.nama}",
                required=False,
                max_length=MAKS,
                initial=row.permintaan,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def points(self) -> list[forms.BoundField]:
        """The fields of the questions, in order."""
        return [self[f"butir-{row.kode}"] for row in self.rows]

    def values(self) -> dict[str, object]:
        said = self.cleaned_data
        asked = {row.kode: said[f"butir-{row.kode}"] for row in self.rows}
        return {name: said[name] for name in ("reason", "deadline", "syarat")} | {"points": asked}


class PesanForm(ActForm):
    """One message."""

    use_required_attribute = False
    text = forms.CharField(label="Pesan", max_length=MAKS, widget=forms.Textarea(attrs={"rows": 3}))
