"""Example plans of this year, with actions in every state; everything goes through what people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from dasar.izin import Actor, Peran
from opd.domain.rencana import add_tindakan, begin_rencana, cancel_tindakan, report_kemajuan, verify_kemajuan
from opd.enums import AreaPerubahan as Area
from opd.enums import Role
from opd.models import Dokumen, Opd, RencanaAksi


@dataclass(frozen=True)
class Janji:
    """An action of the sample: its due date in days from today, and what was reported and verified of its target."""

    area: Area
    text: str
    target: int
    satuan: str
    responsible: str
    due: int
    butir: str = ""
    reports: tuple[tuple[int, int], ...] = ()  # (days ago, amount since the beginning)
    verified: int | None = None
    note: str = ""
    cancelled: str = ""


JANJI = (
    Janji(
        Area.MP,
        "Rapat monev pembangunan ZI tiap bulan, dipimpin kepala unit",
        12,
        "kali",
        "Sekretaris",
        38,
        "A.I.1.iii.a",
        ((150, 5), (20, 10)),
        verified=10,
    ),
    Janji(
        Area.MP,
        "Media sosialisasi ZI dipasang di semua ruang pelayanan",
        4,
        "ruang",
        "Kepala Subbagian Umum",
        -60,
        "A.I.1.ii.c",
        ((90, 2), (70, 4)),
        verified=4,
    ),
    Janji(
        Area.TT,
        "SOP pelayanan utama dievaluasi dan ditetapkan ulang",
        8,
        "SOP",
        "Kepala Bidang Pelayanan",
        -25,
        "A.I.2.i.c",
        ((40, 5),),
        verified=4,
        note="Satu SOP belum ditandatangani.",
    ),
    Janji(
        Area.SDM,
        "Pelatihan pelayanan prima bagi petugas loket",
        24,
        "orang",
        "Kepala Subbagian Umum",
        12,
        reports=((30, 9),),
    ),
    Janji(Area.AK, "Dialog kinerja kepala unit dengan semua bidang", 4, "kali", "Sekretaris", 39),
    Janji(
        Area.PW,
        "Pegawai menandatangani pernyataan bebas benturan kepentingan",
        100,
        "persen",
        "Kepala Subbagian Umum",
        -30,
        reports=((12, 100),),
    ),
    Janji(
        Area.PP,
        "Survei kepuasan dan persepsi antikorupsi diumumkan tiap triwulan",
        4,
        "triwulan",
        "Kepala Bidang Pelayanan",
        36,
        "B.I.a, B.II.a",
        ((200, 1), (15, 3)),
        verified=3,
    ),
    Janji(
        Area.PP,
        "Gerai pelayanan keliling di pasar",
        6,
        "kali",
        "Kepala Bidang Pelayanan",
        20,
        reports=((100, 1),),
        cancelled="Pasar direhabilitasi sampai akhir tahun; diganti pelayanan daring.",
    ),
)
# Which of the actions each unit of the sample promised.
PLAN: dict[str, tuple[int, ...]] = {
    "CTH-DINDIK": (0, 1, 2, 4, 6),
    "CTH-DINSOS": (0, 1, 5),
    "CTH-DINDAG": (1, 3, 5, 6, 7),
}
PLACES = {"belum": (0, 1, 2, 3, 4, 5, 6, 7), "kecamatan": (0, 3, 4)}


def load_janji(units: dict[str, Opd], places: dict[str, Opd], actors: dict[str, Actor]) -> None:
    """The plans of this year of some units."""
    plan = {units[code]: chosen for code, chosen in PLAN.items() if code in units}
    plan |= {places[place]: chosen for place, chosen in PLACES.items()}
    for opd, chosen in plan.items():
        clerk = Actor(actors["bagor"].pengguna, (Peran(Role.KEPALA, opd.pk, opd.jalur),))
        keeper = {places["belum"]: actors["kepala"], places["kecamatan"]: actors["operator.camat"]}.get(
            opd, clerk
        )
        evidence = Dokumen.objects.filter(opd=opd, title__startswith="Laporan monev").first()
        rencana = begin_rencana(actor=keeper, opd=opd, year=timezone.localdate().year, contoh=True)
        for number in chosen:
            _promise(rencana, JANJI[number], keeper, actors["koordinator"], evidence)


def _within(day: date, year: int) -> date:
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))


def _promise(
    rencana: RencanaAksi, janji: Janji, keeper: Actor, verifier: Actor, evidence: Dokumen | None
) -> None:
    today, year = timezone.localdate(), rencana.year
    row = add_tindakan(
        rencana,
        actor=keeper,
        area=janji.area,
        text=janji.text,
        target=Decimal(janji.target),
        satuan=janji.satuan,
        responsible=janji.responsible,
        starts_on=date(year, 1, 1),
        due_on=_within(today + timedelta(days=janji.due), year),
        butir=janji.butir,
        contoh=True,
    )
    for ago, amount in janji.reports:
        on = _within(today - timedelta(days=ago), year)
        shown = evidence if ago == janji.reports[-1][0] and janji.verified is not None else None
        report_kemajuan(row, actor=keeper, on=on, amount=Decimal(amount), dokumen=shown)
    if janji.verified is not None:
        verify_kemajuan(row, actor=verifier, amount=Decimal(janji.verified), note=janji.note)
    if janji.cancelled:
        cancel_tindakan(row, actor=keeper, reason=janji.cancelled)
