"""Agreement against an example computed by hand, and its borders."""

from __future__ import annotations

from fractions import Fraction

from evaluasi.domain.kesepakatan import find_differing, measure, weighted_kappa

A, B, C = Fraction(1), Fraction(1, 2), Fraction(0)


def test_worked_example() -> None:
    """Ten questions on A/B/C. First assessor: 5 A, 3 B, 2 C. Second: 4 A, 4 B, 2 C.

    Pairs: AA x4, AB x1, BB x2, BC x1, CC x1, CB x1. Observed disagreement: three halves over ten = 3/20.
    Expected: sum of p(i) q(j) |i - j| with p = (.5, .3, .2), q = (.4, .4, .2):
    AB .5*.4*.5 = .10, AC .5*.2*1 = .10, BA .3*.4*.5 = .06, BC .3*.2*.5 = .03, CA .2*.4*1 = .08, CB .2*.4*.5 = .04;
    together .41. Kappa = 1 - .15 / .41 = 26/41.
    """
    pairs = [(A, A)] * 4 + [(A, B)] + [(B, B)] * 2 + [(B, C)] + [(C, C)] + [(C, B)]
    found = measure(pairs)
    assert (found.banyak, found.sama, found.persen) == (10, 7, Fraction(70))
    assert found.kappa == Fraction(26, 41)


def test_a_greater_distance_weighs_more() -> None:
    near, far = [(A, A), (C, C), (A, B)], [(A, A), (C, C), (A, C)]
    assert measure(near).persen == measure(far).persen
    assert (weighted_kappa(near) or 0) > (weighted_kappa(far) or 0)


def test_full_agreement_is_one_and_opposition_is_minus_one() -> None:
    assert weighted_kappa([(A, A), (C, C)]) == 1
    assert weighted_kappa([(A, C), (C, A)]) == -1


def test_no_kappa_where_chance_cannot_be_told() -> None:
    assert weighted_kappa([]) is None
    assert measure([]).persen is None
    assert weighted_kappa([(A, A), (A, A)]) is None


def test_questions_read_differently_come_worst_first() -> None:
    rows = find_differing({"a": [(A, A)], "b": [(A, B)], "c": [(A, C)], "d": [(A, B), (A, A)]})
    assert [key for key, _, _ in rows] == ["c", "b", "d"]
    assert rows[0][2] == 1
    assert rows[2][1].persen == 50
