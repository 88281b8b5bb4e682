"""Twenty assessors on one question: nothing is lost, and whoever comes second is told with both texts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dasar.errors import Conflict
from dasar.jurnal.models import Catatan
from evaluasi.domain.nilai import find_differences
from evaluasi.domain.penilaian import Penilaian, save_putusan
from evaluasi.domain.queries.meja_butir import read_stored
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja
from tests.evaluasi.test_penilaian import A, Kasus

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lambat, pytest.mark.postgresql]
WORKERS = 20
EDITS = 50


def test_twenty_people_edit_one_answer_and_each_conflict_is_told() -> None:
    kasus = Kasus()
    actor, together = kasus.anggota, Barrier(WORKERS)

    def work(number: int) -> tuple[list[str], int]:
        kept, told, lembar = [], 0, kasus.lembar
        together.wait()
        for edit in range(EDITS):
            mine, seen = f"{number}-{edit}", read_stored(lembar, A)
            try:
                isi = Penilaian("Ya" if edit % 2 else "Tidak", catatan=mine)
                save_putusan(lembar, actor=actor, kode=A, isi=isi, version=seen["version"])
                kept.append(mine)
            except Conflict as conflict:
                told += bool(conflict.message)
        connection.close()
        return kept, told

    with ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(work, range(WORKERS)))

    row = Jawaban.objects.get(lembar=kasus.pk, tahap=Tahap.TPI)
    everything = [mark for kept, _ in results for mark in kept]
    journal = Catatan.objects.filter(action="evaluasi.putusan.saved").order_by("seq")
    said = [line.after["catatan"] for line in journal]
    assert sorted(said) == sorted(everything)
    assert row.catatan == said[-1]
    assert row.version == len(everything)
    assert len(everything) + sum(told for _, told in results) == WORKERS * EDITS
    assert sum(told for _, told in results) > 0
    assert (
        list(find_differences(LembarKerja.objects.select_related("periode__instrumen").get(pk=kasus.pk)))
        == []
    )
