"""Who may do what in the lower domain. Roles are fixed in `opd.enums`; a refusal says why.

What a person may *see* is `visible_to` on each model; the questions here are asked of things seen.
"""

from __future__ import annotations

from dasar.izin import ALLOWED, Actor, Decision, Denied
from opd.enums import CITY_READERS, UNIT_ROLES, PencananganState, Role
from opd.models import NaskahPakta, Opd, Pegawai, Pencanangan, TandaTangan


def _grant(given: bool, reason: str) -> Decision:
    return ALLOWED if given else Denied(reason)


def can_read_city(actor: Actor) -> Decision:
    """Figures of the whole city."""
    return _grant(actor.has_city(*CITY_READERS), "Hanya peran tingkat kota yang melihat seluruh kota.")


def can_manage_accounts(actor: Actor) -> Decision:
    """Open accounts, issue first passwords, give and end memberships."""
    return _grant(actor.has_city(Role.ADMINISTRATOR), "Akun dan peran dikelola oleh administrator.")


def can_manage_register(actor: Actor) -> Decision:
    """Change the register of units and city targets."""
    return _grant(
        actor.has_city(Role.ADMINISTRATOR, Role.KOORDINATOR),
        "Daftar OPD dikelola oleh koordinator atau administrator.",
    )


def can_manage_pegawai(actor: Actor, opd: Opd) -> Decision:
    """Change the employee list of a unit."""
    given = actor.has_over(opd.jalur, *UNIT_ROLES) or actor.has_city(Role.KOORDINATOR, Role.ADMINISTRATOR)
    return _grant(given, "Daftar pegawai diisi oleh operator atau kepala unit itu sendiri.")


def can_import_pegawai(actor: Actor) -> Decision:
    """Import employees of several units at once: every unit whose list the person keeps."""
    given = actor.has(*UNIT_ROLES) or actor.has_city(Role.KOORDINATOR, Role.ADMINISTRATOR)
    return _grant(given, "Daftar pegawai diisi oleh operator atau kepala unit itu sendiri.")


def can_begin_pencanangan(actor: Actor) -> Decision:
    """Begin a declaration for some unit at all; for which one is asked by `can_create_pencanangan`."""
    given = actor.has(*UNIT_ROLES) or actor.has_city(Role.KOORDINATOR)
    return _grant(given, "Pencanangan dibuat oleh operator atau kepala OPD, atau koordinator.")


def can_create_pencanangan(actor: Actor, opd: Opd) -> Decision:
    """Begin a declaration that this unit organises."""
    given = actor.has_over(opd.jalur, *UNIT_ROLES) or actor.has_city(Role.KOORDINATOR)
    return _grant(given, "Pencanangan dibuat oleh operator atau kepala OPD penyelenggara, atau koordinator.")


def can_edit_pencanangan(actor: Actor, pencanangan: Pencanangan) -> Decision:
    """Change a declaration while its state leaves it open."""
    decision = can_create_pencanangan(actor, pencanangan.organiser)
    if not decision:
        return Denied("Hanya OPD penyelenggara atau koordinator yang dapat mengubah pencanangan ini.")
    if not pencanangan.is_editable:
        return Denied(
            f"Pencanangan berstatus “{pencanangan.get_state_display()}” dan tidak dapat diubah lagi."
        )
    return ALLOWED


def can_recall_pencanangan(actor: Actor, pencanangan: Pencanangan) -> Decision:
    """Take a submitted declaration back before anyone decided."""
    decision = can_create_pencanangan(actor, pencanangan.organiser)
    if decision and pencanangan.state != PencananganState.SUBMITTED:
        return Denied("Hanya pencanangan yang sedang menunggu verifikasi yang dapat ditarik kembali.")
    return decision


def is_of_own_unit(actor: Actor, pencanangan: Pencanangan) -> bool:
    """Whether the acting person belongs to the organiser, a participant, or a unit above or below one."""
    own = actor.unit_paths
    concerned = [pencanangan.organiser.jalur]
    concerned += pencanangan.peserta.values_list("opd__jalur", flat=True)
    return any(mine.startswith(theirs) or theirs.startswith(mine) for mine in own for theirs in concerned)


def can_open_queue(actor: Actor) -> Decision:
    """See what waits for verification."""
    return _grant(
        actor.has_city(Role.KOORDINATOR),
        "Antrean verifikasi dibuka oleh koordinator (Bagian Organisasi Setda).",
    )


def can_verify_pencanangan(actor: Actor, pencanangan: Pencanangan) -> Decision:
    """Approve or return a submitted declaration. Nobody verifies their own unit or their own submission."""
    if not actor.has_city(Role.KOORDINATOR):
        return Denied("Verifikasi dilakukan oleh koordinator (Bagian Organisasi Setda).")
    if is_of_own_unit(actor, pencanangan):
        return Denied("Anda anggota unit yang mencanangkan. Mintalah koordinator lain memverifikasinya.")
    if actor.pengguna is not None and pencanangan.submitted_by_id == actor.pengguna.pk:
        return Denied("Anda sendiri yang mengajukan. Mintalah koordinator lain memverifikasinya.")
    return ALLOWED


def can_cancel_pencanangan(actor: Actor, pencanangan: Pencanangan) -> Decision:
    """Withdraw a declaration that is not verified (its organiser), or annul a verified one (koordinator)."""
    if pencanangan.state == PencananganState.VERIFIED:
        return can_verify_pencanangan(actor, pencanangan)
    return can_create_pencanangan(actor, pencanangan.organiser)


def can_manage_naskah(actor: Actor) -> Decision:
    """Write, change and publish editions of the pakta integritas."""
    return _grant(
        actor.has_city(Role.KOORDINATOR, Role.ADMINISTRATOR),
        "Naskah pakta integritas disusun oleh koordinator atau administrator.",
    )


def can_edit_naskah(actor: Actor, naskah: NaskahPakta) -> Decision:
    """Change an edition while it is a draft."""
    decision = can_manage_naskah(actor)
    if decision and naskah.is_published:
        return Denied("Naskah yang sudah terbit tidak dapat diubah. Buat edisi baru.")
    return decision


def can_sign_for(actor: Actor, pegawai: Pegawai) -> Decision:
    """Sign after signing in: only for oneself."""
    return _grant(
        actor.pengguna is not None and pegawai.pengguna_id == actor.pengguna.pk,
        "Pakta integritas hanya dapat ditandatangani oleh orangnya sendiri.",
    )


def can_collect_signatures(actor: Actor, opd: Opd) -> Decision:
    """Hand out personal links, upload signed lists for a unit."""
    given = actor.has_over(opd.jalur, *UNIT_ROLES)
    return _grant(given, "Tanda tangan dikumpulkan oleh operator atau kepala unit itu sendiri.")


def can_withdraw_signature(actor: Actor, tanda_tangan: TandaTangan) -> Decision:
    """Mark a signature as withdrawn: the signer, or the head of the unit."""
    is_signer = actor.pengguna is not None and tanda_tangan.pegawai.pengguna_id == actor.pengguna.pk
    given = is_signer or actor.has_over(tanda_tangan.opd.jalur, Role.KEPALA)
    return _grant(given, "Tanda tangan hanya dapat ditarik oleh penanda tangan atau kepala unitnya.")


def can_manage_dokumen(actor: Actor, opd: Opd) -> Decision:
    """Change the evidence library of a unit."""
    return _grant(
        actor.has_over(opd.jalur, *UNIT_ROLES),
        "Pustaka bukti diisi oleh operator atau kepala unit itu sendiri.",
    )


def can_manage_rencana(actor: Actor, opd: Opd) -> Decision:
    """Write a unit's plan and report how far it has come."""
    return _grant(
        actor.has_over(opd.jalur, *UNIT_ROLES),
        "Rencana aksi disusun dan dilaporkan oleh operator atau kepala unit itu sendiri.",
    )


def can_verify_kemajuan(actor: Actor, opd: Opd) -> Decision:
    """State how much of a unit's reported progress is verified. Nobody verifies their own unit."""
    if not actor.has_city(Role.KOORDINATOR):
        return Denied("Capaian diverifikasi oleh koordinator (Bagian Organisasi Setda).")
    own = actor.unit_paths
    if any(mine.startswith(opd.jalur) or opd.jalur.startswith(mine) for mine in own):
        return Denied("Anda anggota unit ini. Mintalah koordinator lain memverifikasinya.")
    return ALLOWED


def can_begin_rencana(actor: Actor) -> Decision:
    """Begin a plan for some unit at all; for which one is asked by `can_manage_rencana`."""
    return _grant(actor.has(*UNIT_ROLES), "Rencana aksi disusun oleh operator atau kepala unit itu sendiri.")
