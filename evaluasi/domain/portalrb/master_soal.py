"""Question masters in the database: loaded, completed by hand where the structure differs, confirmed by a person."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from dasar.writing import Transition, transition
from evaluasi.domain.instrumen_store import load_soal_portal, read_isi, simpul_ids
from evaluasi.domain.portalrb.master import MasterData
from evaluasi.domain.portalrb.pemetaan import Pasangan, Tempat, map_master, places_of
from evaluasi.domain.pustaka import PetaSoalData, SoalData
from evaluasi.enums import MasterState
from evaluasi.models import Instrumen, MasterSoal, Masukan, PemetaanSoal, Periode
from evaluasi.permissions import can_manage_portalrb

STREAM = "kota"
TRANSITIONS = {
    "confirm": Transition(frozenset({MasterState.DRAFT}), MasterState.CONFIRMED),
    "replace": Transition(frozenset({MasterState.CONFIRMED}), MasterState.REPLACED),
}


def instrumen_for(tahun: int) -> Instrumen:
    """The instrument of a year: that of its period, else the newest one in force then. Raises DomainError for none."""
    periode = Periode.objects.select_related("instrumen").filter(year=tahun).first()
    if periode is not None:
        return periode.instrumen
    rows = Instrumen.objects.latest_revisions().filter(berlaku_mulai__year__lte=tahun)
    found = next((row for row in rows if not row.berlaku_sampai or row.berlaku_sampai.year >= tahun), None)
    if found is None:
        raise DomainError(f"Belum ada instrumen yang berlaku untuk {tahun}. Muat instrumennya dahulu.")
    return found


@transaction.atomic
def load_master(*, master: MasterData, actor: Actor | None) -> MasterSoal:
    """Keep a master as a draft with its proposed mapping; a draft of the same year gives way to it.

    `actor` is None on the command line. The same file again gives the row that is there. Nothing that is served
    changes before a person confirms.
    """
    if actor is not None:
        require(can_manage_portalrb(actor))
    instrumen = instrumen_for(master.tahun)
    same = MasterSoal.objects.filter(tahun=master.tahun, sidik=master.sidik, instrumen=instrumen)
    existing = same.exclude(state=MasterState.REPLACED).first()
    if existing is not None:
        return existing
    MasterSoal.objects.filter(tahun=master.tahun, state=MasterState.DRAFT).delete()
    row = MasterSoal(
        instrumen=instrumen,
        tahun=master.tahun,
        dibuat=master.dibuat,
        sidik=master.sidik,
        loaded_at=timezone.now(),
    )
    row.full_clean()
    row.save(force_insert=True)
    peta = map_master(master, read_isi(instrumen))
    _insert(row, peta.pasangan)
    after = {"tahun": row.tahun, "sidik": row.sidik, "soal": len(peta.pasangan), "lepas": len(peta.lepas)}
    record(actor=actor, action="evaluasi.master_soal.loaded", obj=row, stream=STREAM, after=after)
    return row


def _insert(row: MasterSoal, pairs: tuple[Pasangan, ...]) -> None:
    simpul, masukan = simpul_ids(row.instrumen), masukan_ids(row.instrumen)
    rows = []
    for urutan, item in enumerate(pairs, 1):
        soal, place = item.soal, item.tempat
        made = PemetaanSoal(
            master=row,
            urutan=urutan,
            soal_id=soal.soal_id,
            jalur=item.jalur[:600],
            teks=soal.teks,
            kriteria=soal.kriteria,
            jenis=soal.jenis[:40],
            opsi=[[key, str(value)] for key, value in soal.opsi],
            lembar=soal.lembar,
            baris=soal.baris,
            kolom=dict(soal.kolom),
            simpul_id=simpul[place.kode] if place else None,
            masukan_id=masukan.get((place.kode, place.masukan)) if place else None,
            catatan=item.catatan[:500],
        )
        rows.append(made)
    PemetaanSoal.objects.bulk_create(rows)


def masukan_ids(instrumen: Instrumen) -> dict[tuple[str, str], int]:
    """Primary keys of the counts of an instrument by question and key; one SQL query."""
    rows = Masukan.objects.filter(simpul__instrumen=instrumen)
    return {(kode, kunci): pk for kode, kunci, pk in rows.values_list("simpul__kode", "kunci", "pk")}


def open_places(master: MasterSoal) -> list[Tempat]:
    """The places of the instrument that no soal of this master takes; one SQL query."""
    taken = set(master.soal.exclude(simpul=None).values_list("simpul__kode", "masukan__kunci"))
    places = [place for butir in read_isi(master.instrumen).butir for place in places_of(butir)]
    return [place for place in places if (place.kode, place.masukan or None) not in taken]


@transaction.atomic
def place_soal(master: MasterSoal, *, actor: Actor, soal_id: int, kode: str, masukan: str) -> PemetaanSoal:
    """Give a soal without a place one by hand. Raises WrongState when confirmed, DomainError for a taken place."""
    require(can_manage_portalrb(actor))
    if master.state != MasterState.DRAFT:
        raise WrongState("Pemetaan yang sudah dipastikan tidak berubah lagi. Muat berkas masternya kembali.")
    row = master.soal.filter(soal_id=soal_id, simpul=None).first()
    if row is None:
        raise DomainError(f"Soal {soal_id} sudah dipasangkan atau tidak ada pada master ini.")
    found = [place for place in open_places(master) if (place.kode, place.masukan) == (kode, masukan)]
    if not found:
        raise DomainError("Tempat itu tidak ada atau sudah terisi. Muat ulang halaman, lalu pilih lagi.")
    row.simpul_id = simpul_ids(master.instrumen)[kode]
    row.masukan_id = masukan_ids(master.instrumen).get((kode, masukan))
    row.by_hand = True
    row.full_clean(exclude=["teks", "kriteria"])
    row.save(update_fields=["simpul", "masukan", "by_hand"])
    after = {"soal_id": soal_id, "kode": kode, "masukan": masukan}
    record(actor=actor, action="evaluasi.pemetaan_soal.placed", obj=master, stream=STREAM, after=after)
    return row


@transaction.atomic
def confirm_master(master: MasterSoal, *, actor: Actor, catatan: str = "") -> MasterSoal:
    """Let the mapping count: from now on the ministry is answered under these numbers.

    An incomplete mapping (soal or places left over) needs a note that says why. Raises DomainError without it,
    WrongState when it was confirmed already.
    """
    require(can_manage_portalrb(actor))
    left, empty = master.soal.filter(simpul=None).count(), len(open_places(master))
    if (left or empty) and not catatan.strip():
        raise DomainError(
            f"{left} soal belum punya tempat dan {empty} tempat pada instrumen belum bernomor. Pasangkan dahulu, "
            "atau tulis mengapa tetap dipastikan.",
            field="catatan",
        )
    for older in MasterSoal.objects.filter(tahun=master.tahun, state=MasterState.CONFIRMED):
        transition(
            older,
            "replace",
            TRANSITIONS,
            actor=actor,
            action="evaluasi.master_soal.replaced",
            stream=STREAM,
        )
    changes = {
        "confirmed_at": timezone.now(),
        "confirmed_by": actor.pengguna,
        "catatan": catatan.strip(),
    }
    row = transition(
        master,
        "confirm",
        TRANSITIONS,
        actor=actor,
        action="evaluasi.master_soal.confirmed",
        stream=STREAM,
        changes=changes,
    )
    load_soal_portal(instrumen=row.instrumen, peta=_peta(row), actor=None)
    return row


def _peta(master: MasterSoal) -> PetaSoalData:
    rows = list(master.soal.exclude(simpul=None).select_related("simpul", "masukan"))
    soal = tuple(
        SoalData(row.simpul.kode, row.masukan.kunci if row.masukan else "", row.soal_id, row.baris)
        for row in rows
        if row.simpul
    )
    sheet = next((row.lembar for row in rows if row.lembar), "")
    return PetaSoalData(master.instrumen.kode, master.tahun, sheet, soal)
