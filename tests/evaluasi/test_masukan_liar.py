"""Whatever is thrown at the readers, they answer with an account of faults and never with a crash."""

import contextlib
import copy
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluasi.domain.instrumen import InstrumenInvalid, parse_instrumen, to_source
from evaluasi.domain.jawaban import jawaban_problems
from evaluasi.domain.lembar_csv import LembarCsvInvalid, parse_lembar
from evaluasi.domain.scoring import score
from evaluasi.domain.struktur import compile_instrumen
from tests.evaluasi.contoh import INSTRUMEN_52, INSTRUMEN_90

S90 = compile_instrumen(INSTRUMEN_90)
S52 = compile_instrumen(INSTRUMEN_52)
CELLS = st.one_of(
    st.sampled_from(
        [*S90.posisi, *S52.posisi, "skor", "sudah", "persen", "A", "Ya", "", "3.6", "4", "-1", "1.000,5"]
    ),
    st.text(max_size=12),
    st.integers(-5, 10**12).map(str),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(",".join), max_size=8)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just([]), st.just({}))
SOURCE = json.dumps(to_source(INSTRUMEN_52))


@given(rows=ROWS, ending=st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
@example(rows=['A.I.1.i.a,,"Ya'], ending="\n")
@example(rows=["A.I.1.i.a\x00,,Ya"], ending="\n")
@example(rows=["٣,٣,٣"], ending="\n")
@settings(max_examples=150, deadline=None)
def test_any_csv_is_read_or_refused(rows, ending):
    text = ending.join(["kode,masukan,jawaban", *rows])
    for struktur in (S90, S52):
        with contextlib.suppress(LembarCsvInvalid):
            jawaban = parse_lembar(text, struktur)
            for kode, answer in jawaban.items():
                assert jawaban_problems(struktur.butir_by_kode[kode].simpul, answer) == []
            assert 0 <= score(struktur, jawaban).fraction() <= 100


@given(text=st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(LembarCsvInvalid):
        parse_lembar(text, S90)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_instrumen_with_anything_changed_is_read_or_refused(data):
    """One value anywhere in the tree becomes something else; what comes through can be scored."""
    source = json.loads(SOURCE)
    place = source
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or not data.draw(st.integers(0, 5)):
            break
        place = inner
    place[key] = data.draw(st.one_of(SCALARS, st.just(copy.deepcopy(inner))))
    with contextlib.suppress(InstrumenInvalid):
        assert score(compile_instrumen(parse_instrumen(source)), {}).fraction() == 0
