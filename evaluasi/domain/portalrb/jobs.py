"""Background jobs of PortalRB: the rehearsal, and the emergency bundle of a unit. Each is safe to run twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from dasar.berkas.models import Berkas
from dasar.izin import Actor, require
from dasar.pekerjaan.domain import enqueue, register
from dasar.pekerjaan.domain.registry import Progress
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.portalrb.latihan import keep_report, rehearse
from evaluasi.domain.portalrb.paket import make_bundle
from evaluasi.models import LembarKerja, Usulan
from evaluasi.permissions import can_manage_portalrb, can_take_bundle

LATIHAN, PAKET = "evaluasi.latihan_portalrb", "evaluasi.paket_darurat"


def request_rehearsal(usulan: Usulan, *, actor: Actor) -> Pekerjaan:
    """Ask for a rehearsal of a proposal; a second click gets the one under way."""
    require(can_manage_portalrb(actor))
    return enqueue(kind=LATIHAN, key=_key(usulan.pk, actor), params={"usulan": str(usulan.pk)}, actor=actor)


def request_bundle(lembar: LembarKerja, *, actor: Actor) -> Pekerjaan:
    """Ask for the emergency bundle of a worksheet the actor may see; a second click gets the one under way."""
    require(can_take_bundle(actor, lembar))
    return enqueue(kind=PAKET, key=_key(lembar.pk, actor), params={"lembar": str(lembar.pk)}, actor=actor)


def _key(subject: UUID, actor: Actor) -> str:
    return f"{subject}:{actor.pengguna.pk if actor.pengguna else ''}"


@register(LATIHAN, label="Latihan pengambilan PortalRB")
def run_rehearsal(pekerjaan: Pekerjaan, progress: Progress) -> None:
    """Rehearse, and keep the report under the job."""
    usulan = Usulan.objects.select_related("periode__instrumen").get(pk=pekerjaan.params["usulan"])
    actor = Actor(pekerjaan.requested_by)
    keep_report(usulan, rehearse(usulan, actor=None, tell=progress), actor=actor, job=pekerjaan.pk)


@register(PAKET, label="Paket darurat", lease=timedelta(minutes=10))
def run_bundle(pekerjaan: Pekerjaan, progress: Progress) -> Berkas:
    """Pack one unit; the file is the job's result."""
    rows = LembarKerja.objects.select_related("opd", "periode__instrumen")
    return make_bundle(rows.get(pk=pekerjaan.params["lembar"]), tell=progress)
