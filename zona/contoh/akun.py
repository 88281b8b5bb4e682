"""Demo accounts: one for each way of using the portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dasar.akun.domain import create_pengguna
from dasar.akun.models import Pengguna
from dasar.izin import Actor, Peran
from dasar.writing import create
from opd.enums import Role
from opd.models import Keanggotaan, Opd

SINCE = date(2020, 1, 1)
# Demo accounts exist only outside production mode; the word is in the README for everyone to read.
SANDI = "zona-peragaan"


@dataclass(frozen=True)
class DemoAccount:
    """A line of the table that the start prints."""

    username: str
    name: str
    role: Role
    unit: str
    purpose: str
    must_change: bool = False


ACCOUNTS = (
    DemoAccount("operator", "Operator {unit}", Role.OPERATOR, "belum", "OPD yang belum mencanangkan"),
    DemoAccount("kepala", "Kepala {unit}", Role.KEPALA, "belum", "kepala OPD itu, menandatangani pakta"),
    DemoAccount(
        "operator.camat", "Operator {unit}", Role.OPERATOR, "kecamatan", "kecamatan dan kelurahannya"
    ),
    DemoAccount("koordinator", "Koordinator ZI Kota", Role.KOORDINATOR, "", "memverifikasi pencanangan"),
    DemoAccount(
        "bagor", "Staf Bagian Organisasi", Role.KOORDINATOR, "bagor", "koordinator dari Setda sendiri"
    ),
    DemoAccount("pimpinan", "Wali Kota (peragaan)", Role.PIMPINAN, "", "melihat papan seluruh kota"),
    DemoAccount("penilai", "Anggota TPI", Role.PENILAI_ANGGOTA, "", "menilai lembar kerja"),
    DemoAccount("ketua.tpi", "Ketua Tim TPI", Role.PENILAI_KETUA, "", "memimpin penilaian"),
    DemoAccount("dalnis", "Pengendali Teknis TPI", Role.PENGENDALI_TEKNIS, "", "menyetujui hasil penilaian"),
    DemoAccount("admin", "Administrator Portal", Role.ADMINISTRATOR, "", "mengelola akun dan peran"),
    DemoAccount(
        "baru",
        "Pengguna Baru {unit}",
        Role.OPERATOR,
        "belum",
        "wajib mengganti sandi saat pertama masuk",
        True,
    ),
)


def load_accounts(places: dict[str, Opd]) -> dict[str, Actor]:
    """Open the demo accounts; returns each as an acting person by sign-in name.

    `places` says which unit each kind of place is in this city; an account whose place is missing is left out.
    """
    actors = {}
    for account in ACCOUNTS:
        opd = places.get(account.unit)
        if account.unit and opd is None:
            continue
        pengguna = create_pengguna(
            actor=None,
            password=SANDI,
            username=account.username,
            name=account.name.format(unit=opd.short_name if opd else ""),
            must_change_password=account.must_change,
        )
        actors[account.username] = _enrol(pengguna, account.role, opd)
    return actors


def _enrol(pengguna: Pengguna, role: Role, opd: Opd | None) -> Actor:
    """Give the role; a coordinator who works in a unit holds the city role and belongs to that unit."""
    city = role not in {Role.OPERATOR, Role.KEPALA}
    rows = [Keanggotaan(pengguna=pengguna, opd=None if city else opd, role=role, active_from=SINCE)]
    if city and opd is not None:
        rows.append(Keanggotaan(pengguna=pengguna, opd=opd, role=Role.OPERATOR, active_from=SINCE))
    for row in rows:
        stream = row.opd.stream if row.opd else "kota"
        create(row, actor=None, action="opd.keanggotaan.granted", stream=stream)
    peran = tuple(Peran(row.role, row.opd_id, row.opd.jalur if row.opd else "") for row in rows)
    return Actor(pengguna, peran)


def link_employees(actors: dict[str, Actor], places: dict[str, Opd]) -> None:
    """Tie the demo operator and head to employees of their unit, so that they can sign for themselves."""
    staff = list(places["belum"].pegawai.order_by("nip"))
    for username, pegawai in zip(("kepala", "operator"), staff, strict=False):
        type(pegawai).objects.filter(pk=pegawai.pk).update(pengguna=actors[username].pengguna)


def describe_accounts() -> str:
    """The table of demo accounts, as the start prints it."""
    rows = [f"  {a.username:<15} {SANDI:<15} {a.role.label:<28} {a.purpose}" for a in ACCOUNTS]
    head = f"  {'nama pengguna':<15} {'kata sandi':<15} {'peran':<28} untuk apa"
    return "\n".join(["Akun peragaan:", head, *rows])
