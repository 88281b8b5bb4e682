"""What waits for a person, by role: the lines of the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from dasar.format import angka, tanggal_waktu
from dasar.izin import Actor
from evaluasi.domain.queries.beban import list_own
from evaluasi.domain.queries.diskusi import count_unread
from evaluasi.domain.queries.menunggu import TungguLembar, lacks_instrumen, lacks_periode, wait_for_lembar
from evaluasi.enums import LembarState
from opd.domain.queries.janji import count_waiting, wait_for_janji
from opd.domain.queries.menunggu import TungguUnit, wait_for_administrator, wait_for_city, wait_for_unit
from opd.domain.queries.pakta_saya import own_pakta
from opd.domain.queries.pencanangan import title_of
from opd.domain.queries.target import list_target
from opd.domain.queries.unit_papan import list_unit_papan
from opd.domain.queries.verifikasi import age_in_days, waiting_for
from opd.enums import TPI_ROLES, UNIT_ROLES, PencananganState, Role
from opd.models import Pencanangan
from zona.dasbor.kalimat import tell_delay

SHOWN = 6
STATES = {
    PencananganState.RETURNED: (
        "Perbaiki",
        "Dikembalikan",
        "returned",
        "Bagian Organisasi meminta perbaikan",
    ),
    PencananganState.DRAFT: ("Lengkapi", "Draf", "draft", "Lengkapi lalu ajukan ke Bagian Organisasi"),
    PencananganState.SUBMITTED: (
        "Pantau",
        "Diajukan",
        "waiting",
        "Menunggu verifikasi Bagian Organisasi Setda",
    ),
}


@dataclass(frozen=True)
class Tugas:
    """One thing on the home page. `is_mine` says whether this person has to act, or only follows it."""

    title: str
    word: str
    tone: str
    href: str
    hint: str = ""
    is_mine: bool = True


def tasks_of(actor: Actor, at: datetime) -> Iterator[Tugas]:
    """What waits for this person, by role, the most pressing of each role first."""
    today = timezone.localdate(at)
    yield from _own_pakta(actor, today)
    yield from _of_assessor(actor)
    yield from _messages(actor)
    if actor.has_city(Role.KOORDINATOR):
        yield from _of_coordinator(actor, today)
    if actor.has(*UNIT_ROLES):
        yield from _of_lembar(actor, at)
        yield from _of_unit(actor, wait_for_unit(actor, on=today), today)
        yield from _of_janji(actor, today)
    if actor.has_city(Role.ADMINISTRATOR):
        yield from _of_administrator(today)


def _of_assessor(actor: Actor) -> Iterator[Tugas]:
    """Worksheets in this person's hands, the one that waits longest first."""
    if not actor.has_city(*TPI_ROLES):
        return
    for row in [row for row in list_own(actor).rows if row.sisa and row.umur is not None][:SHOWN]:
        word, tone = ("Lewat tenggat", "warning") if row.lewat else (f"{angka(row.sisa)} butir", "progress")
        href = reverse("evaluasi:meja_detail", args=[row.lembar.pk])
        hint = f"Menunggu {angka(row.umur or 0)} hari" if row.umur else "Diajukan hari ini"
        yield Tugas(f"Nilai {row.lembar.opd.short_name}", word, tone, href, hint)


def _messages(actor: Actor) -> Iterator[Tugas]:
    """What the other side wrote about worksheets and was not read yet."""
    if not actor.has(*UNIT_ROLES, *TPI_ROLES):
        return
    count = count_unread(actor)
    if count:
        href, hint = reverse("evaluasi:diskusi_list"), "Diskusi tentang butir lembar kerja"
        yield Tugas(f"Baca {angka(count)} pesan baru", "Belum dibaca", "waiting", href, hint)


def _of_coordinator(actor: Actor, today: date) -> Iterator[Tugas]:
    """The queue by age, then the units that have not declared."""
    waiting = [row for row in waiting_for(actor) if not row.is_own and not row.is_self]
    for row in waiting[:SHOWN]:
        age = age_in_days(row)
        yield Tugas(
            f"Periksa pencanangan {title_of(row, row.units)}",
            "Perlu diverifikasi",
            "waiting",
            reverse("opd:verifikasi_review", args=[row.pk]),
            f"Menunggu {angka(age)} hari" if age else "Diajukan hari ini",
        )
    if len(waiting) > SHOWN:
        more = f"{angka(len(waiting) - SHOWN)} pencanangan lain di antrean"
        yield Tugas(more, "Perlu diverifikasi", "waiting", reverse("opd:verifikasi_queue"))
    reported = count_waiting(actor, year=today.year)
    if reported:
        href = f"{reverse('opd:rencana_list')}?keadaan=menunggu"
        yield Tugas(f"Verifikasi capaian {angka(reported)} janji", "Perlu diverifikasi", "waiting", href)
    if lacks_periode(today.year):
        hint = "Tanpa periode, unit belum dapat mengisi LKE tahun ini"
        yield Tugas(
            f"Buka periode evaluasi {today.year}", "Belum", "warning", reverse("evaluasi:periode_list"), hint
        )
    city = wait_for_city(list_unit_papan(actor, on=today, targets=list_target()), today)
    if city.missing:
        word, tone = ("Lewat tenggat", "warning") if city.late else ("Belum", "neutral")
        hint = f"{angka(city.late)} di antaranya lewat tenggat" if city.late else "Semua masih dalam tenggat"
        href = reverse("dasbor:unit") + "?status=belum"
        yield Tugas(f"{angka(city.missing)} OPD belum mencanangkan", word, tone, href, hint, is_mine=False)


def _of_unit(actor: Actor, unit: TungguUnit, today: date) -> Iterator[Tugas]:
    """Open declarations, units to begin with, employees to list and to gather signatures from."""
    for row in unit.open:
        yield _open(row)
    for missing in unit.undeclared[:SHOWN]:
        late = missing.days_late(today) > 0
        yield Tugas(
            f"Buat pencanangan {missing.short_name}",
            "Lewat tenggat" if late else "Belum",
            "warning" if late else "neutral",
            reverse("opd:pencanangan_create"),
            tell_delay(missing, today),
        )
    unlisted = [each for each in unit.units if not each.cakupan.listed]
    for each in unlisted[:SHOWN]:
        href = reverse("opd:pegawai_list", args=[each.key])
        hint = "Tanpa daftar pegawai, cakupan tanda tangan tidak dapat dihitung"
        yield Tugas(f"Isi daftar pegawai {each.short_name}", "Kosong", "warning", href, hint)
    if unit.cakupan.unsigned:
        yield Tugas(
            f"Kumpulkan tanda tangan pakta {today.year}",
            f"{angka(unit.cakupan.unsigned)} belum",
            "progress",
            reverse("opd:komitmen_list"),
            f"{angka(unit.cakupan.signed)} dari {angka(unit.cakupan.total)} pegawai sudah menandatangani",
        )


def _open(row: Pencanangan) -> Tugas:
    verb, word, tone, hint = STATES[PencananganState(row.state)]
    return Tugas(
        f"{verb} pencanangan {title_of(row, row.units)}",
        word,
        tone,
        reverse("opd:pencanangan_detail", args=[row.pk]),
        hint,
        is_mine=row.state != PencananganState.SUBMITTED,
    )


def _of_lembar(actor: Actor, at: datetime) -> Iterator[Tugas]:
    """Worksheets to fill in, to mend or to hand in; those handed in are followed."""
    for row in wait_for_lembar(actor, at=at):
        verb, word, tone, is_mine = _step(row)
        hint = row.reason or f"{angka(row.terisi)} dari {angka(row.butir)} butir terisi"
        yield Tugas(
            f"{verb} LKE {row.unit} {row.year}",
            word,
            tone,
            reverse("evaluasi:lembar_detail", args=[row.key]),
            f"{hint}; {'tenggat perbaikan' if row.is_round else 'pengisian ditutup'} {tanggal_waktu(row.until)}",
            is_mine=is_mine,
        )


def _of_janji(actor: Actor, today: date) -> Iterator[Tugas]:
    """Promised actions that are late or due within 30 days; more than a few of them become one line."""
    waiting = wait_for_janji(actor, day=today)
    for row in waiting[:SHOWN]:
        days = abs((row.due_on - today).days)
        word, tone = ("Terlambat", "warning") if row.is_late else ("Segera", "waiting")
        when = (
            f"lewat {angka(days)} hari" if row.is_late else f"{angka(days)} hari lagi" if days else "hari ini"
        )
        href = reverse("opd:tindakan_detail", args=[row.key])
        yield Tugas(f"Tepati janji: {row.text}", word, tone, href, f"{row.unit}, tenggat {when}")
    if len(waiting) > SHOWN:
        more = f"{angka(len(waiting) - SHOWN)} janji lain terlambat atau segera jatuh tempo"
        yield Tugas(more, "Segera", "waiting", reverse("opd:rencana_list"))


def _step(row: TungguLembar) -> tuple[str, str, str, bool]:
    if row.state == LembarState.SUBMITTED:
        return "Pantau", "Diajukan", "waiting", False
    if row.state == LembarState.RETURNED:
        return "Perbaiki", "Dikembalikan", "returned", True
    if not row.is_complete:
        return "Isi", "Sedang diisi", "progress", True
    return ("Ajukan" if row.can_submit else "Pantau"), "Lengkap", "done", row.can_submit


def _own_pakta(actor: Actor, today: date) -> Iterator[Tugas]:
    for post in own_pakta(actor):
        if post.is_active and post.current is None:
            title, href = f"Tandatangani pakta integritas {today.year}", reverse("opd:pakta_saya")
            yield Tugas(title, "Belum", "warning", href, f"Sebagai {post.pegawai.title or 'pegawai'}")


def _of_administrator(today: date) -> Iterator[Tugas]:
    accounts = wait_for_administrator(on=today)
    people = reverse("opd:pengguna_list")
    if not accounts.units:
        hint = "Satu per satu, atau sekaligus dari Excel"
        yield Tugas("Daftarkan OPD kota Anda", "Belum ada", "warning", reverse("opd:opd_list"), hint)
    if lacks_instrumen():
        hint = "Peraturan dan lembar kerjanya sudah disertakan dalam portal"
        yield Tugas("Muat instrumen LKE", "Belum ada", "warning", reverse("evaluasi:instrumen_list"), hint)
    if accounts.without_role:
        title = f"Beri peran kepada {angka(accounts.without_role)} akun"
        yield Tugas(title, "Tanpa peran", "warning", people, "Akun tanpa peran tidak melihat apa pun")
    if accounts.units_without_operator:
        title = f"Tunjuk operator untuk {angka(accounts.units_without_operator)} OPD"
        yield Tugas(
            title, "Tanpa operator", "warning", people, "OPD tanpa operator tidak dapat mengisi apa pun"
        )
    if accounts.first_password:
        title = f"{angka(accounts.first_password)} akun belum mengganti kata sandi awal"
        yield Tugas(title, "Menunggu", "waiting", people, "Ingatkan pemiliknya untuk masuk", is_mine=False)
