"""Who may have papers made."""

from __future__ import annotations

from dasar.izin import ALLOWED, Actor, Decision, Denied
from evaluasi.enums import LheState, UsulanState
from evaluasi.models import LaporanHasil, Usulan
from opd.enums import CITY_READERS, UNIT_ROLES, PencananganState, Role
from opd.models import Pencanangan


def can_issue_for(actor: Actor, pencanangan: Pencanangan) -> Decision:
    """Piagam and berita acara: the organiser and the coordinator, once the declaration is verified."""
    if pencanangan.state != PencananganState.VERIFIED:
        return Denied("Dokumen dibuat setelah pencanangan diverifikasi.")
    if actor.has_over(pencanangan.organiser.jalur, *UNIT_ROLES) or actor.has_city(Role.KOORDINATOR):
        return ALLOWED
    return Denied("Dokumen ini dibuat oleh OPD penyelenggara atau koordinator.")


def can_issue_recap(actor: Actor) -> Decision:
    """The city's recap: everyone who reads the whole city."""
    if actor.has_city(*CITY_READERS):
        return ALLOWED
    return Denied("Rekap kota dibuat oleh peran tingkat kota.")


def can_issue_lhe(actor: Actor, lhe: LaporanHasil) -> Decision:
    """The report as a paper, once it is approved: whoever may read it."""
    if lhe.state != LheState.APPROVED:
        return Denied("PDF dibuat setelah laporan disetujui pengendali teknis.")
    if actor.has_over(lhe.lembar.opd.jalur, *UNIT_ROLES) or actor.has_city(*CITY_READERS):
        return ALLOWED
    return Denied("Laporan ini dibuat untuk unitnya, tim penilai, dan peran tingkat kota.")


def can_issue_letters(actor: Actor, usulan: Usulan) -> Decision:
    """The letter of the Wali Kota and the SPTJM, to be signed: the coordinator, until the proposal is withdrawn."""
    if usulan.state == UsulanState.WITHDRAWN:
        return Denied("Usulan ini sudah ditarik.")
    if actor.has_city(Role.KOORDINATOR):
        return ALLOWED
    return Denied("Surat usulan dibuat oleh koordinator.")
