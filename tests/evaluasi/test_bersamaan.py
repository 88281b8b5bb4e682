"""Several people of one unit save different questions at the same moment: the stored scores are of all of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from evaluasi.domain.instrumen_store import read_isi
from evaluasi.domain.nilai import find_differences
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.models import Jawaban, LembarKerja
from opd.enums import Role
from tests.evaluasi.contoh import best
from tests.factories.evaluasi import make_lembar
from tests.factories.opd import make_actor

pytestmark = pytest.mark.django_db(transaction=True)


def test_scores_are_of_all_answers_saved_at_the_same_moment() -> None:
    lembar = LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=make_lembar().pk)
    actor = make_actor(Role.OPERATOR, lembar.opd)
    answers = best(read_isi(lembar.periode.instrumen))
    together = Barrier(len(answers))

    def save(kode: str) -> None:
        try:
            together.wait()
            save_jawaban(lembar, actor=actor, kode=kode, isian=answers[kode], version=0)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(answers)) as pool:
        list(pool.map(save, answers))

    assert Jawaban.objects.filter(lembar=lembar).count() == len(answers)
    assert list(find_differences(lembar)) == []
