"""Who may do what in the upper domain. A refusal says why."""

from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone

from dasar.format import tanggal_waktu
from dasar.izin import ALLOWED, Actor, Decision, Denied
from dasar.jurnal.models import Catatan
from evaluasi.enums import PERAN_MEMIMPIN, LembarState, LheState, PeranTim, Sikap, Tahap
from evaluasi.models import (
    AnggotaTim,
    HubunganPenilai,
    ImporLembar,
    Jawaban,
    LaporanHasil,
    LembarKerja,
    Putusan,
    Ronde,
    Sampel,
    Usulan,
)
from opd.enums import CITY_READERS, TPI_ROLES, UNIT_ROLES, Role
from opd.models import Opd


def can_load_instrumen(actor: Actor) -> Decision:
    """Load an instrument or a new revision of one."""
    if actor.has_city(Role.ADMINISTRATOR):
        return ALLOWED
    return Denied("Instrumen dimuat oleh administrator.")


def can_manage_periode(actor: Actor) -> Decision:
    """Set years, windows and the instrument that applies."""
    if actor.has_city(Role.KOORDINATOR, Role.ADMINISTRATOR):
        return ALLOWED
    return Denied("Periode diatur oleh koordinator atau administrator.")


def can_manage_portalrb(actor: Actor) -> Decision:
    """Load the question master, give tokens, rehearse, and mind what the ministry fetches."""
    if actor.has_city(Role.KOORDINATOR, Role.ADMINISTRATOR):
        return ALLOWED
    return Denied("Sambungan ke PortalRB diurus koordinator atau administrator.")


def can_read_portalrb(actor: Actor) -> Decision:
    """See what the ministry has and what the city has."""
    if actor.has_city(*CITY_READERS):
        return ALLOWED
    return Denied("Halaman ini dibaca koordinator, penilai, pimpinan, dan administrator.")


def can_take_bundle(actor: Actor, lembar: LembarKerja) -> Decision:
    """Take a unit's whole worksheet with its files out of the portal."""
    if actor.has_city(*CITY_READERS) or actor.has_over(lembar.opd.jalur, *UNIT_ROLES):
        return ALLOWED
    return Denied("Paket darurat diminta operator atau kepala unit itu sendiri, koordinator, atau TPI.")


def can_create_lembar(actor: Actor, opd: Opd) -> Decision:
    """Begin a unit's worksheet of a year."""
    if actor.has_over(opd.jalur, *UNIT_ROLES) or actor.has_city(Role.KOORDINATOR):
        return ALLOWED
    return Denied("Lembar kerja dimulai oleh operator atau kepala unit itu sendiri, atau koordinator.")


def can_fill(actor: Actor, lembar: LembarKerja, kode: str = "") -> Decision:
    """Answer, note and cite for the unit while its worksheet is open; of a returned one with points, those only.

    Without `kode`: whether the unit may write anything at all. A returned worksheet costs two SQL queries.
    """
    if not actor.has_over(lembar.opd.jalur, *UNIT_ROLES):
        return Denied("Lembar kerja diisi oleh operator atau kepala unit itu sendiri.")
    if not lembar.is_editable:
        return Denied(f"Lembar kerja berstatus “{lembar.get_state_display()}” dan terkunci bagi unit.")
    ronde = returned_round(lembar)
    if ronde is not None and kode and kode not in (points := points_of(ronde)) and points:
        return Denied(f"Butir {kode} tidak diminta diperbaiki pada {str(ronde).lower()}; isinya terkunci.")
    return _within_window(lembar, ronde)


def can_fill_syarat(actor: Actor, lembar: LembarKerja) -> Decision:
    """State the conditions besides the score: like answers, but in a round with points only where it says so."""
    decision = can_fill(actor, lembar)
    ronde = returned_round(lembar) if decision else None
    if ronde is not None and not ronde.syarat and points_of(ronde):
        return Denied(f"Syarat di luar nilai tidak diminta diperbaiki pada {str(ronde).lower()}.")
    return decision


def returned_round(lembar: LembarKerja) -> Ronde | None:
    """The round in which a returned worksheet waits for its unit; at most one SQL query."""
    if lembar.state != LembarState.RETURNED:
        return None
    return Ronde.objects.filter(lembar=lembar, closed_at=None, returned_at__isnull=False).first()


def points_of(ronde: Ronde) -> frozenset[str]:
    """The codes of the questions a round sends back; empty when it sends back the whole worksheet."""
    return frozenset(ronde.butir.order_by().values_list("simpul__kode", flat=True))


def can_fill_each(actor: Actor, lembar: LembarKerja, codes: set[str]) -> Decision:
    """The same for many questions at once: every one of them has to be open."""
    decision = can_fill(actor, lembar)
    if decision and (locked := sorted(codes - open_codes(lembar, codes))):
        return Denied(f"Tidak diminta diperbaiki pada ronde ini: {', '.join(locked)}.")
    return decision


def open_codes(lembar: LembarKerja, codes: set[str]) -> set[str]:
    """Those of the questions that a returned worksheet leaves open to its unit; all of them in any other state."""
    ronde = returned_round(lembar)
    points = points_of(ronde) if ronde is not None else frozenset()
    return codes & points if points else codes


def _within_window(lembar: LembarKerja, ronde: Ronde | None) -> Decision:
    now, periode = timezone.now(), lembar.periode
    if now < periode.opens_at:
        return Denied(f"Pengisian baru dibuka {tanggal_waktu(periode.opens_at)}.")
    if ronde is not None and ronde.deadline is not None:
        if now > ronde.deadline:
            return Denied(f"Tenggat {str(ronde).lower()} sudah lewat: {tanggal_waktu(ronde.deadline)}.")
        return ALLOWED
    if now > periode.closes_at:
        return Denied(f"Pengisian sudah ditutup {tanggal_waktu(periode.closes_at)}.")
    return ALLOWED


def can_submit_lembar(actor: Actor, lembar: LembarKerja) -> Decision:
    """Hand the worksheet in: the head of the unit confirms it."""
    if not actor.has_over(lembar.opd.jalur, Role.KEPALA):
        return Denied(
            "Lembar kerja diajukan oleh kepala unit. Operator dapat memintanya setelah semua terisi."
        )
    return ALLOWED


def can_return_lembar(actor: Actor, lembar: LembarKerja) -> Decision:
    """Open a worksheet to its unit again: the coordinator, or who assesses it. Nobody does this for their own unit."""
    if not actor.has_city(Role.KOORDINATOR) and not duties_of(actor, lembar) & JUDGES:
        return Denied(
            "Lembar kerja dikembalikan oleh koordinator, penilai yang ditugaskan, atau ketua timnya."
        )
    return _not_own(actor, lembar, "Anda anggota unit ini. Mintalah orang lain mengembalikannya.")


JUDGES = frozenset({PeranTim.ANGGOTA.value, PeranTim.KETUA.value})


def duties_of(actor: Actor, lembar: LembarKerja) -> frozenset[str]:
    """As what this person works on a worksheet today: first assessor (or substitute), leader, technical controller.

    Empty without a live city role of an assessor. One SQL query, none for others.
    """
    return frozenset(_seats_of(actor, lembar).values_list("peran", flat=True))


def _seats_of(actor: Actor, lembar: LembarKerja) -> QuerySet[AnggotaTim]:
    """The seats in which this person works on a worksheet today."""
    if actor.pengguna is None or not actor.has_city(*TPI_ROLES):
        return AnggotaTim.objects.none()
    seats = AnggotaTim.objects.live_on(timezone.localdate()).filter(
        Q(peran__in=PERAN_MEMIMPIN)
        | Q(pk=F("tim__penugasan__penilai"))
        | Q(menggantikan=F("tim__penugasan__penilai")),
        pengguna=actor.pengguna,
        tim__penugasan__lembar=lembar,
    )
    return seats.order_by()


def _not_own(actor: Actor, lembar: LembarKerja, words: str) -> Decision:
    own = actor.unit_paths
    theirs = lembar.opd.jalur
    if any(mine.startswith(theirs) or theirs.startswith(mine) for mine in own):
        return Denied(words)
    return ALLOWED


def can_manage_usulan(actor: Actor) -> Decision:
    """Draft the city's proposal: its letter, candidates, ranks and reasons."""
    if actor.has_city(Role.KOORDINATOR):
        return ALLOWED
    return Denied("Usulan kota disusun oleh koordinator.")


def can_approve_usulan(actor: Actor, usulan: Usulan) -> Decision:
    """Put the signed letter in force. Whoever scored one of its worksheets does not."""
    if not actor.has_city(Role.KOORDINATOR):
        return Denied("Usulan disahkan oleh koordinator, dengan surat yang sudah ditandatangani Wali Kota.")
    sheets = usulan.unit.values("lembar")
    scored = Jawaban.objects.filter(lembar__in=sheets, tahap=Tahap.TPI, updated_by=actor.pengguna)
    if scored.exists():
        return Denied("Anda ikut menilai unit dalam usulan ini. Mintalah koordinator lain mengesahkannya.")
    return ALLOWED


def can_write_lhe(actor: Actor, lhe: LaporanHasil) -> Decision:
    """Write a worksheet's report while it is drafted, and hand it to the leader: who assesses it."""
    if not duties_of(actor, lhe.lembar) & JUDGES:
        return Denied("LHE disusun oleh penilai yang ditugaskan pada unit ini.")
    if lhe.state != LheState.DRAFT:
        return Denied(f"Laporan berstatus “{lhe.get_state_display()}” dan tidak dapat disunting.")
    return _not_own(actor, lhe.lembar, "Anda anggota unit ini. Laporannya disusun orang lain.")


def can_pass_lhe(actor: Actor, lhe: LaporanHasil) -> Decision:
    """Take the next step of the approval chain, or send the report back: the leader, then the technical controller.

    Nobody takes two different steps of one report, and whoever decided a question of it passes nothing on.
    """
    step = {LheState.LEADER: PeranTim.KETUA, LheState.CONTROLLER: PeranTim.DALNIS}.get(LheState(lhe.state))
    if step is None:
        return Denied(f"Laporan berstatus “{lhe.get_state_display()}”; tidak ada yang perlu diputuskan.")
    if step not in duties_of(actor, lhe.lembar):
        return Denied(f"Langkah ini milik {step.label.lower()} yang ditugaskan pada unit ini.")
    if lhe.persetujuan.filter(by=actor.pengguna).exclude(langkah=step).exists():
        return Denied("Anda sudah mengambil langkah lain pada laporan ini. Mintalah pengganti memutuskannya.")
    if _has_judged(actor, lhe.lembar):
        return Denied(
            "Anda ikut menilai butir unit ini, sehingga tidak memutuskan laporannya. Mintalah koordinator menunjuk "
            f"pengganti {step.label.lower()} di Tim penilai."
        )
    return _not_own(actor, lhe.lembar, "Anda anggota unit ini. Mintalah orang lain memutuskannya.")


def _has_judged(actor: Actor, lembar: LembarKerja) -> bool:
    """Whether this person ever decided a question of the worksheet, also one that a colleague decided anew since: the
    verdict names the last to save it, the journal everyone."""
    verdicts = Putusan.objects.filter(ronde__lembar=lembar)
    if verdicts.filter(penilai=actor.pengguna).exclude(sikap=Sikap.BELUM).exists():
        return True
    keys = [str(pk) for pk in verdicts.values_list("pk", flat=True)]
    saved = Q(action="evaluasi.putusan.saved", object_type=Putusan._meta.label_lower, object_id__in=keys)
    confirmed = Q(
        action="evaluasi.putusan.confirmed", object_type=lembar._meta.label_lower, object_id=str(lembar.pk)
    )
    acts = Catatan.objects.filter(actor=actor.pengguna)
    return acts.filter((saved & ~Q(after__sikap=Sikap.BELUM)) | confirmed).exists()


def can_check_buku(actor: Actor) -> Decision:
    """Have a workbook examined without keeping it: whoever sees some unit's worksheet."""
    if actor.peran:
        return ALLOWED
    return Denied(
        "Pemeriksaan buku kerja tersedia bagi yang mempunyai peran di sebuah unit atau di tingkat kota."
    )


def can_send_books(actor: Actor) -> Decision:
    """Take in the workbooks of many units at once, and see what became of them."""
    if actor.has_city(Role.KOORDINATOR):
        return ALLOWED
    return Denied("Buku kerja banyak unit sekaligus dimuat oleh koordinator.")


def can_export_many(actor: Actor) -> Decision:
    """Take the worksheets of many units along as workbooks: whoever reads the city, each what they may see."""
    if actor.has_city(*CITY_READERS):
        return ALLOWED
    return Denied("Unduhan banyak unit sekaligus tersedia bagi peran tingkat kota.")


def can_load_blanks(actor: Actor, lembar: LembarKerja) -> Decision:
    """Fill what a unit left blank from the workbook it sent to the city: before the unit handed in, within the time.

    A rule of the portal: what the unit answered itself only the unit replaces.
    """
    if not (decision := can_send_books(actor)):
        return decision
    if lembar.state != LembarState.DRAFT:
        return Denied(f"Lembar kerja berstatus “{lembar.get_state_display()}”; hanya draf yang dapat diisi.")
    return _within_window(lembar, None)


def can_undo_import(actor: Actor, impor: ImporLembar, codes: set[str]) -> Decision:
    """Take an import back: the unit, or the coordinator who loaded it for the unit."""
    if (
        actor.pengguna is not None
        and impor.imported_by_id == actor.pengguna.pk
        and actor.has_city(Role.KOORDINATOR)
    ):
        return can_load_blanks(actor, impor.lembar)
    return can_fill_each(actor, impor.lembar, codes)


def can_read_usulan(actor: Actor) -> Decision:
    """Read the city's proposals: everyone who reads the whole city."""
    if actor.has_city(*CITY_READERS):
        return ALLOWED
    return Denied("Usulan kota dibaca oleh peran tingkat kota.")


def can_draw_sampel(actor: Actor) -> Decision:
    """Draw questions for a blind second assessment."""
    if actor.has_city(Role.KOORDINATOR, Role.PENGENDALI_TEKNIS):
        return ALLOWED
    return Denied("Sampel penilaian kedua ditarik oleh koordinator atau pengendali teknis.")


def can_judge_second(actor: Actor, sampel: Sampel) -> Decision:
    """Judge the drawn questions a second time: the person drawn for it, and nobody else."""
    if actor.pengguna is not None and actor.pengguna.pk == sampel.penilai_id:
        return ALLOWED
    return Denied("Penilaian kedua dikerjakan oleh penilai yang ditunjuk.")


def can_reconcile(actor: Actor, sampel: Sampel) -> Decision:
    """Say which of two answers stands: the leader of the team that judged first."""
    if PeranTim.KETUA not in duties_of(actor, sampel.lembar):
        return Denied("Perbedaan diselaraskan oleh ketua tim unit ini.")
    return _not_own(actor, sampel.lembar, "Anda anggota unit ini. Mintalah orang lain menyelaraskannya.")


def can_read_agreement(actor: Actor) -> Decision:
    """See how far two assessors agree, and which questions they read differently."""
    if actor.has_city(Role.KOORDINATOR, Role.PIMPINAN, Role.PENILAI_KETUA, Role.PENGENDALI_TEKNIS):
        return ALLOWED
    return Denied("Kesepakatan penilai dibaca oleh koordinator, pimpinan, ketua tim, dan pengendali teknis.")


def can_open_desk(actor: Actor, lembar: LembarKerja) -> Decision:
    """See what the assessors say while they say it: whoever works on the worksheet, and the coordinator."""
    own = _not_own(actor, lembar, "Anda anggota unit ini; hasil penilaian tampil sesudah disetujui.")
    if not own or actor.has_city(Role.KOORDINATOR) or duties_of(actor, lembar):
        return own
    return Denied("Meja penilaian dibuka oleh tim yang ditugaskan dan koordinator.")


def can_assess(actor: Actor, lembar: LembarKerja) -> Decision:
    """Decide about questions: the first assessor or their substitute, and the leader of the team. Nobody assesses
    their own unit; a technical controller only checks. One SQL query, none for those without the role."""
    declared = HubunganPenilai.objects.filter(pengguna=actor.pengguna, opd=lembar.opd_id, ended_on=None)
    seats = dict(_seats_of(actor, lembar).annotate(terkait=Exists(declared)).values_list("peran", "terkait"))
    if not seats:
        return Denied("Butir dinilai oleh penilai yang ditugaskan dan ketua timnya.")
    if not seats.keys() & JUDGES:
        return Denied("Pengendali teknis memeriksa hasil dan tidak menilai butir.")
    own = _not_own(actor, lembar, "Anda anggota unit ini. Unit sendiri dinilai orang lain.")
    if own and any(seats.values()):
        return Denied("Anda menyatakan hubungan dengan unit ini. Mintalah koordinator mengalihkannya.")
    if own and lembar.state not in {LembarState.SUBMITTED, LembarState.IN_REVIEW}:
        return Denied(f"Lembar kerja berstatus “{lembar.get_state_display()}”; penilaian tidak dapat diubah.")
    return own


def can_see_verdicts(actor: Actor, lembar: LembarKerja) -> Decision:
    """Compare what unit and assessors say: the team at any time, the unit once the team has approved."""
    done = lembar.state in {LembarState.APPROVED, LembarState.PROPOSED, LembarState.DECIDED}
    if done or actor.has_city(Role.PIMPINAN, Role.ADMINISTRATOR):
        return ALLOWED
    decision = can_open_desk(actor, lembar)
    return decision or Denied("Hasil penilaian tampil sesudah disetujui tim penilai.")


def can_discuss(actor: Actor, lembar: LembarKerja) -> Decision:
    """Write to the other side about a question: the unit's people and the team."""
    if actor.has_over(lembar.opd.jalur, *UNIT_ROLES) or duties_of(actor, lembar):
        return ALLOWED
    return Denied("Diskusi berlangsung antara unit dan tim penilainya.")


def can_manage_tim(actor: Actor) -> Decision:
    """Set up teams, seats, assignments and declared relations."""
    if actor.has_city(Role.KOORDINATOR):
        return ALLOWED
    return Denied("Tim dan penugasan diatur oleh koordinator.")


def can_see_board(actor: Actor) -> Decision:
    """See the workload of the teams."""
    if actor.has_city(Role.KOORDINATOR, Role.PIMPINAN, *TPI_ROLES):
        return ALLOWED
    return Denied("Papan tim dibuka oleh koordinator, pimpinan, dan tim penilai.")
