"""The ministry's question master laid on an instrument by its structure: same branch, same weight, same kind of answer.

Wording plays no part: it is shown to the person who confirms. Nothing is guessed; where the structure differs, the
soal stays without a place and says why. Pure: no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluasi.domain.bilangan import short_indonesian
from evaluasi.domain.instrumen.data import BUTIR, OPSI, SKALA, InstrumenData, SimpulData
from evaluasi.domain.portalrb.master import JUMLAH, MasterData, SimpulMaster, SoalMaster

LABEL = re.compile(r"^\s*([A-Za-z]+|[0-9]+)\s*[.)]\s")
JENIS = {kind: kind.upper() for kind in OPSI} | {SKALA: "0-4"}
"""What the ministry calls each kind of answer."""


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where a soal can belong: a question of the instrument, or one of its counts."""

    kode: str
    masukan: str
    jenis: str
    nama: str


@dataclass(frozen=True, slots=True)
class Pasangan:
    """A soal with its place; `tempat` is None when it has none, and then `catatan` says why.

    With a place, `catatan` tells what differs from the instrument and wants a second look.
    """

    soal: SoalMaster
    jalur: str
    tempat: Tempat | None
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Peta:
    """The whole mapping, in the order of the master, and the places that no soal took."""

    pasangan: tuple[Pasangan, ...]
    kosong: tuple[Tempat, ...]

    @property
    def lepas(self) -> tuple[Pasangan, ...]:
        """The soal without a place."""
        return tuple(item for item in self.pasangan if item.tempat is None)


def places_of(butir: SimpulData) -> tuple[Tempat, ...]:
    """The places of one question: itself, or each of its counts or indices."""
    if butir.jawaban in OPSI:
        return (Tempat(butir.kode, "", JENIS[butir.jawaban], butir.nama),)
    kind = JENIS.get(butir.jawaban, JUMLAH)
    return tuple(
        Tempat(butir.kode, item.kunci, kind, f"{butir.nama}: {item.label}") for item in butir.masukan
    )


def map_master(master: MasterData, isi: InstrumenData) -> Peta:
    """Lay a master on an instrument. Every soal of the master stands in the result exactly once."""
    roots = [item for item in isi.simpul if not item.induk]
    mapped = tuple(_branches(master.simpul, roots[0], isi, ()))
    taken = {(item.tempat.kode, item.tempat.masukan) for item in mapped if item.tempat}
    places = (place for butir in isi.butir for place in places_of(butir))
    return Peta(mapped, tuple(place for place in places if (place.kode, place.masukan) not in taken))


def _branches(
    nodes: Sequence[SimpulMaster], parent: SimpulData, isi: InstrumenData, way: tuple[str, ...]
) -> Iterator[Pasangan]:
    children = [item for item in isi.simpul if item.induk == parent.kode and item.jenis != BUTIR]
    labels = [_label(node.nama) for node in nodes]
    for at, node in enumerate(nodes):
        label = labels[at]
        found = [item for item in children if item.kode.rpartition(".")[2] == label]
        if not label and len(children) == len(nodes):  # no letters in the master: by place
            found = [children[at]]
        if len(found) != 1 or (label and labels.count(label) > 1):
            yield from _lost(node, way, f"Cabang “{node.nama}” tidak ada di bawah “{parent.nama}”.")
            continue
        yield from _node(node, found[0], isi, way)


def _node(
    node: SimpulMaster, simpul: SimpulData, isi: InstrumenData, way: tuple[str, ...]
) -> Iterator[Pasangan]:
    here = (*way, node.nama)
    note = ""
    if simpul.bobot is not None and node.bobot != simpul.bobot:
        note = (
            f"Bobot cabang {short_indonesian(node.bobot)}, pada instrumen {short_indonesian(simpul.bobot)}."
        )
    butir = [item for item in isi.butir if item.induk == simpul.kode]
    yield from _soal_of(node.soal, [place for item in butir for place in places_of(item)], here, note, isi)
    yield from _branches(node.anak, simpul, isi, here)


def _soal_of(
    soal: Sequence[SoalMaster], places: Sequence[Tempat], way: tuple[str, ...], note: str, isi: InstrumenData
) -> Iterator[Pasangan]:
    """One node's soal in their order; when their number differs, none of them is placed."""
    jalur = " › ".join(way)
    if len(soal) != len(places):
        why = f"Cabang ini memuat {len(soal)} soal, pada instrumen {len(places)}; pasangkan dengan tangan."
        yield from (Pasangan(item, jalur, None, why) for item in soal)
        return
    for item, place in zip(soal, places, strict=True):
        if item.jenis != place.jenis:
            why = f"Jenis jawaban {item.jenis}, pada instrumen {place.jenis} ({place.kode})."
            yield Pasangan(item, jalur, None, why)
            continue
        yield Pasangan(item, jalur, place, " ".join(filter(None, (note, _options_differ(item, place, isi)))))


def _options_differ(soal: SoalMaster, place: Tempat, isi: InstrumenData) -> str:
    butir = next(item for item in isi.butir if item.kode == place.kode)
    ours = tuple((item.kunci, item.nilai) for item in butir.pilihan)
    if not ours or not soal.opsi or sorted(soal.opsi) == sorted(ours):
        return ""
    told = ", ".join(f"{key} {short_indonesian(value)}" for key, value in soal.opsi)
    return f"Nilai opsi pada master: {told}; berbeda dari instrumen."


def _lost(node: SimpulMaster, way: tuple[str, ...], why: str) -> Iterator[Pasangan]:
    here = (*way, node.nama)
    yield from (Pasangan(item, " › ".join(here), None, why) for item in node.soal)
    for anak in node.anak:
        yield from _lost(anak, here, why)


def _label(nama: str) -> str:
    found = LABEL.match(nama)
    return found.group(1) if found else ""
