"""Speed of the arithmetic, as ratios to a fixed loop so that any machine can be compared.

Run: python -m pytest tests/bench/test_penilaian.py -m bench -s
"""

import random
from collections.abc import Callable
from time import perf_counter

import pytest

from evaluasi.domain.gerbang import evaluate_semua
from evaluasi.domain.jalur import MAKS_USAHA, find_jalur
from evaluasi.domain.penjelasan import explain
from evaluasi.domain.pustaka import read_struktur
from evaluasi.domain.scoring import Angka, score
from tests.evaluasi.contoh import best, lowest

pytestmark = pytest.mark.bench
S90 = read_struktur()
RUNS = 7


def loop() -> int:
    """The yardstick: 400,000 multiply-adds."""
    total = 0
    for number in range(400_000):
        total += number * 3
    return total


def fastest(work: Callable[[], object], times: int = 1) -> float:
    """Seconds for one run of `work`: the best of several series, which noise cannot flatter."""
    series = []
    for _ in range(RUNS):
        begin = perf_counter()
        for _ in range(times):
            work()
        series.append((perf_counter() - begin) / times)
    return min(series)


def report(name: str, seconds: float) -> None:
    print(f"{name}: {seconds * 1000:.2f} ms = {seconds / fastest(loop):.3f} x the loop")  # noqa: T201 - what a benchmark is for


def worksheets(count: int) -> list[dict]:
    """Worksheets between the best and the lowest, with counts that share no denominator."""
    rng = random.Random(90)
    result = []
    for number in range(count):
        jawaban = {kode: rng.choice((best()[kode], lowest()[kode])) for kode in best()}
        jawaban["A.II.5.ii.0"] = {"harus": 101 + number, "proses": 0, "selesai": rng.randrange(100)}
        jawaban["A.II.4.i.0"] = {"sasaran": 7 + number % 5, "tercapai": rng.randrange(7)}
        result.append(jawaban)
    return result


def save(jawaban: dict) -> None:
    """What one saved answer costs in arithmetic: both figures of every node and all gates."""
    skor = score(S90, jawaban)
    skor.semua()
    skor.semua(Angka.LANTAI)
    evaluate_semua(skor)


def test_score_one_worksheet():
    jawaban = worksheets(1)[0]
    seconds = fastest(lambda: score(S90, jawaban), 50)
    report("score one worksheet", seconds)
    assert seconds < 0.005
    report(
        "score it, write out every node twice, hold it against all gates", fastest(lambda: save(jawaban), 20)
    )
    skor = score(S90, jawaban)
    report("explain the total down to the answers", fastest(lambda: explain(skor, jawaban, "TOTAL")))


def test_recompute_sixty_units_times_six_years():
    everything = worksheets(360)
    seconds = fastest(lambda: [save(jawaban) for jawaban in everything])
    report("recompute 60 units x 6 years", seconds)
    assert seconds < 2


@pytest.mark.parametrize("predikat", ["WBK", "WBBM"])
def test_cheapest_path_at_its_worst(predikat):
    """Nothing answered yet, and efforts that share no divisor, at random and against the weights."""
    rng = random.Random(2021)
    efforts = [{butir.kode: rng.randint(1, MAKS_USAHA) for butir in S90.butir} for _ in range(3)]
    efforts.append({butir.kode: rng.choice((MAKS_USAHA, MAKS_USAHA - 1)) for butir in S90.butir})
    heaviest = max(S90.bobot_of(butir.kode) for butir in S90.butir)
    efforts.append(
        {b.kode: MAKS_USAHA - int(S90.bobot_of(b.kode) * (MAKS_USAHA - 1) / heaviest) for b in S90.butir}
    )
    seconds = max(
        fastest(lambda usaha=usaha: find_jalur(S90, lowest(), predikat, usaha=usaha)) for usaha in efforts
    )
    report(f"cheapest path to {predikat}, worst of {len(efforts)}", seconds)
    assert seconds < 1
