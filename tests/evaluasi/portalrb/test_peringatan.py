"""Where people work on what the city froze, they are told that a change needs a new “Sesuai”."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.izin import Actor
from evaluasi.domain.portalrb.banding import moved_since_frozen
from evaluasi.models import LembarKerja
from opd.enums import Role
from opd.models import Dokumen, Opd
from tests.factories.evaluasi import make_lembar
from tests.factories.opd import make_actor
from tests.factories.portalrb import KotaUsul
from tests.factories.reviu import assign

pytestmark = pytest.mark.django_db
FROZEN, MOVED = "Dibekukan dalam usulan kota", "perlu “Sesuai” baru"


def shown(actor: Actor, name: str, *args: object) -> str:
    client = Client()
    client.force_login(actor.pengguna)
    reply = client.get(reverse(f"evaluasi:{name}", args=args))
    assert reply.status_code == 200
    return reply.content.decode()


def rename(kota: KotaUsul) -> LembarKerja:
    Opd.objects.filter(pk=kota.wbk.opd_id).update(name="Nama Sesudah Disahkan")
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=kota.wbk.lembar_id)


def test_unit_is_told_on_worksheet_question_and_area(kota_usul: KotaUsul) -> None:
    lembar = kota_usul.wbk.lembar
    operator = make_actor(Role.OPERATOR, lembar.opd)
    pages = [("lembar_detail", ()), ("lembar_butir", ("A.1.i.a",)), ("lembar_area", ("MP",))]
    for name, more in pages:
        page = shown(operator, name, lembar.pk, *more)
        assert (FROZEN in page, "Berubah sejak usulan disahkan" in page) == (True, False)
    rename(kota_usul)
    for name, more in pages:
        page = shown(operator, name, lembar.pk, *more)
        assert MOVED in page
        assert "Unit: nama unit" in page
        assert reverse("evaluasi:portalrb_unit", args=[kota_usul.wbk.pk]) not in page


def test_assessors_and_coordinators_are_told_at_desk_and_proposal(kota_usul: KotaUsul) -> None:
    lembar = rename(kota_usul)
    anggota = assign(lembar)["anggota"]
    for name, more in (("meja_detail", ()), ("meja_butir", ("A.1.i.a",))):
        page = shown(anggota, name, lembar.pk, *more)
        assert MOVED in page
        assert reverse("evaluasi:portalrb_unit", args=[kota_usul.wbk.pk]) in page
    page = shown(make_actor(Role.KOORDINATOR), "usulan_detail", kota_usul.usulan.pk)
    assert "Nama Sesudah Disahkan</a>: 1 hal" in page


def test_keeper_of_a_cited_document_is_told_before_changing_it(kota_usul: KotaUsul) -> None:
    lembar = kota_usul.wbk.lembar
    operator = make_actor(Role.OPERATOR, lembar.opd)
    dokumen = Dokumen.objects.get(opd=lembar.opd)
    for name in ("dokumen_edit", "dokumen_supersede"):
        assert MOVED in shown(operator, name, dokumen.pk)


def test_worksheet_outside_a_proposal_costs_nothing_and_says_nothing() -> None:
    lembar = make_lembar()
    with CaptureQueriesContext(connection) as queries:
        assert moved_since_frozen(lembar) is None
    assert len(queries) == 0
    assert MOVED not in shown(make_actor(Role.OPERATOR, lembar.opd), "lembar_detail", lembar.pk)
