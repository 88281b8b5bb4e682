"""A small city with one account per principal, two units that must not see each other, and objects of both.

Every text of the foreign unit carries CANARY, so that a leak shows in any response.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.berkas.domain import store_bytes
from evaluasi.domain.sampel import draw_sampel
from evaluasi.models import Diskusi, ImporLembar, LembarKerja, Putusan
from opd.domain.keanggotaan import actor_for
from opd.enums import PencananganState, Role
from opd.models import Opd
from tests.arsitektur.dunia_portalrb import add_portal
from tests.factories.akun import KunciApiFactory, PenggunaFactory
from tests.factories.berkas import UnggahanFactory
from tests.factories.evaluasi import (
    BukuKirimanFactory,
    DokumenFactory,
    ImporLembarFactory,
    KirimanBukuFactory,
    PeriodeFactory,
    SitasiFactory,
    make_instrumen,
    make_lembar,
)
from tests.factories.goresan import draw_png
from tests.factories.hasil import (
    PredikatFactory,
    make_approved_lhe,
    make_lhe,
    make_ready_lembar,
    make_reviewed,
    make_usulan,
)
from tests.factories.laporan import DokumenTerbitFactory
from tests.factories.opd import (
    KeanggotaanFactory,
    KepalaFactory,
    LampiranFactory,
    OpdFactory,
    PegawaiFactory,
    PencananganFactory,
    TargetFactory,
)
from tests.factories.opd import PesertaFactory as Peserta
from tests.factories.pakta import (
    DaftarPindaiFactory,
    NaskahPaktaFactory,
    TandaTanganFactory,
    TautanTandaFactory,
)
from tests.factories.pekerjaan import PekerjaanFactory
from tests.factories.rencana import KemajuanFactory, RencanaAksiFactory, TindakanFactory
from tests.factories.reviu import HubunganPenilaiFactory, RondeFactory, assign

CANARY = "KNRI-7f3a"
PRINCIPALS = ("anonim", "asing", "operator", "kepala", "koordinator", "penilai", "pimpinan", "administrator")


@dataclass
class Dunia:
    """The city: accounts and session keys by principal, and objects by the name that the matrix uses."""

    opd: Opd
    other: Opd
    people: dict[str, Pengguna | None]
    objects: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)


def make_people(opd: Opd, other: Opd) -> dict[str, Pengguna | None]:
    """One account for each principal of the matrix."""
    held = {
        "asing": (Role.OPERATOR, other),
        "operator": (Role.OPERATOR, opd),
        "kepala": (Role.KEPALA, opd),
        "koordinator": (Role.KOORDINATOR, None),
        "penilai": (Role.PENILAI_ANGGOTA, None),
        "pimpinan": (Role.PIMPINAN, None),
        "administrator": (Role.ADMINISTRATOR, None),
    }
    people: dict[str, Pengguna | None] = {"anonim": None}
    for principal, (role, unit) in held.items():
        person = PenggunaFactory(username=principal, name=f"Orang {principal}")
        KeanggotaanFactory(pengguna=person, opd=unit, role=role)
        people[principal] = person
    return people


def build() -> Dunia:
    """Make the city; objects hold one of each kind that addresses name."""
    opd = OpdFactory(code="MILIK", name="Dinas Milik", short_name="Dinmilik")
    other = OpdFactory(code="ASING", name=f"Dinas Asing {CANARY}", short_name=f"Asing {CANARY}")
    dunia = Dunia(opd, other, make_people(opd, other))
    draft = PencananganFactory(organiser=opd)
    Peserta(pencanangan=draft)
    verified = PencananganFactory(
        organiser=opd,
        state=PencananganState.VERIFIED,
        submitted_at=timezone.now(),
        decided_at=timezone.now(),
    )
    Peserta(pencanangan=verified)
    dunia.objects = {
        "opd": opd,
        "pencanangan": draft,
        "unggahan": UnggahanFactory(owner=dunia.people["operator"]),
        "lampiran": LampiranFactory(pencanangan=draft),
        "pegawai": PegawaiFactory(opd=opd),
        "kepala": KepalaFactory(opd=opd),
        "pengguna": dunia.people["operator"],
        "instrumen": make_instrumen(),
        "keanggotaan": dunia.people["operator"].keanggotaan.get(),
        "kunci_api": KunciApiFactory(pengguna=dunia.people["operator"]),
        "target": TargetFactory(),
        "verified": verified,
        "dokumen": DokumenTerbitFactory(pencanangan=verified),
        "pekerjaan": PekerjaanFactory(kind="laporan.piagam", requested_by=dunia.people["operator"]),
    }
    dunia.objects |= _commitments(dunia)
    dunia.objects |= _evidence(dunia)
    dunia.objects |= _outcome(dunia)
    dunia.objects |= add_portal(opd, other, dunia.people)
    dunia.objects |= _promises(dunia)
    return dunia


def _commitments(dunia: Dunia) -> dict[str, Any]:
    """Texts, signatures, links and lists of the own unit; the foreign unit has the same, full of CANARY."""
    naskah = NaskahPaktaFactory()
    berkas = store_bytes(data=draw_png(), name_hint="goresan", media_type="image/png")
    theirs = PegawaiFactory(opd=dunia.other, name=f"Pegawai {CANARY}", pengguna=dunia.people["asing"])
    TandaTanganFactory(pegawai=theirs, naskah=naskah)
    DaftarPindaiFactory(opd=dunia.other, naskah=naskah, filename=f"{CANARY}.pdf")
    TautanTandaFactory(pegawai=PegawaiFactory(opd=dunia.other, name=f"Tanpa akun {CANARY}"))
    return {
        "naskah": naskah,
        "naskah_draf": NaskahPaktaFactory(published_at=None),
        "pegawai_operator": PegawaiFactory(opd=dunia.opd, pengguna=dunia.people["operator"]),
        "tanda_tangan": TandaTanganFactory(pegawai__opd=dunia.opd, naskah=naskah, berkas=berkas),
        "daftar_pindai": DaftarPindaiFactory(opd=dunia.opd, naskah=naskah, berkas=berkas),
        "tautan_tanda": TautanTandaFactory(pegawai__opd=dunia.opd),
    }


def _evidence(dunia: Dunia) -> dict[str, Any]:
    """A worksheet that cites a document; the foreign unit has the same, full of CANARY."""
    periode = PeriodeFactory()
    made = []
    for opd, mark in ((dunia.opd, ""), (dunia.other, CANARY)):
        lembar = make_lembar(opd=opd, periode=periode)
        berkas = store_bytes(data=draw_png(), name_hint="bukti", media_type="image/png")
        dokumen = DokumenFactory(
            opd=opd, title=f"SK Tim {mark}", link="", berkas=berkas, filename=f"sk{mark}.png", note=mark
        )
        simpul = periode.instrumen.simpul.get(kode="A.1.i.a")
        made.append(
            (lembar, dokumen, SitasiFactory(lembar=lembar, simpul=simpul, dokumen=dokumen, remark=mark))
        )
        ImporLembarFactory(
            lembar=lembar, filename=f"{mark or 'milik'}.xlsx", imported_by=dunia.people["operator"]
        )
    lembar, dokumen, sitasi = made[0]
    _talk(dunia, made[1][0])
    seats = assign(lembar, anggota=actor_for(dunia.people["penilai"]))
    tim = lembar.penugasan.get().tim
    hubungan = HubunganPenilaiFactory(pengguna=seats["ketua"].pengguna, opd=dunia.other)
    reviewed = {"tim": tim, "anggota": tim.anggota.get(peran="dalnis"), "hubungan": hubungan}
    impor = ImporLembar.objects.get(lembar=lembar)
    kiriman = KirimanBukuFactory(periode=periode, sent_by=dunia.people["koordinator"])
    sent = BukuKirimanFactory.create_batch(2, kiriman=kiriman)
    impor_banyak = {"kiriman_buku": kiriman, "buku_kiriman": sent[0], "buku_kiriman_lain": sent[1]}
    made_here = impor_banyak | {"impor_lembar": impor, "periode": periode, "lembar_kerja": lembar}
    return made_here | {"bukti": dokumen, "sitasi": sitasi} | reviewed


def _talk(dunia: Dunia, lembar: LembarKerja) -> None:
    """What the foreign unit and its own assessors say, full of CANARY."""
    people, simpul = assign(lembar), lembar.periode.instrumen.simpul.get(kode="A.1.i.a")
    ronde = RondeFactory(lembar=lembar)
    verdict = {"penilai": people["anggota"].pengguna, "sikap": "berbeda", "decided_at": timezone.now()}
    Putusan.objects.create(ronde=ronde, simpul=simpul, catatan=CANARY, rekomendasi=CANARY, **verdict)
    Diskusi.objects.create(
        lembar=lembar,
        simpul=simpul,
        pihak="unit",
        penulis=dunia.people["asing"],
        text=CANARY,
        sent_at=timezone.now(),
    )


def _outcome(dunia: Dunia) -> dict[str, Any]:
    """Reports, drafted by the assessor of the matrix and approved, of both units; and a proposal of both."""
    judge = actor_for(dunia.people["penilai"])
    last, this = PeriodeFactory(), PeriodeFactory()
    made = {}
    for opd in (dunia.other, dunia.opd):
        made["lhe"] = make_approved_lhe(opd=opd, periode=last)
        made["lhe_draf"], _ = make_lhe(opd=opd, periode=this, anggota=judge)
        made["predikat"] = PredikatFactory(opd=opd, sumber=f"Berita {opd.name}")
    sheet, _ = make_reviewed(opd=dunia.opd, periode=PeriodeFactory())
    drawn = {"actor": actor_for(dunia.people["koordinator"]), "penilai": judge.pengguna, "persen": 100}
    made["sampel"] = draw_sampel(sheet, **drawn)
    simpul = sheet.periode.instrumen.simpul.get(kode="A.1.i.a")
    dokumen = dunia.objects["bukti"]
    made["sitasi_sampel"] = SitasiFactory(lembar=sheet, simpul=simpul, dokumen=dokumen)
    year = PeriodeFactory()
    usulan = make_usulan(dunia.opd, dunia.other, periode=year)
    made["usulan"], made["calon_usulan"] = usulan, usulan.unit.get(lembar__opd=dunia.opd)
    made["calon"] = make_ready_lembar(periode=year)
    return made


def _promises(dunia: Dunia) -> dict[str, Any]:
    """A plan with a reported action; the foreign unit has the same, full of CANARY."""
    made = []
    for opd, mark in ((dunia.opd, "Milik"), (dunia.other, CANARY)):
        row = TindakanFactory(
            rencana=RencanaAksiFactory(opd=opd, year=timezone.localdate().year),
            text=f"Janji {mark}",
            satuan=mark,
        )
        KemajuanFactory(tindakan=row, note=mark)
        made.append(row)
    return {"rencana": made[0].rencana, "tindakan": made[0]}
