"""No false alarms: whatever people type, the row read back hashes as it was written, on both engines."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dasar.jurnal.domain import record, verify_database
from dasar.jurnal.models import Catatan

TEXT = st.text(st.characters(codec=None), max_size=20)  # with NUL, surrogates, controls
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | st.datetimes() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.dictionaries(TEXT, VALUES, max_size=3),
    after=st.none() | st.dictionaries(TEXT, VALUES),
    reason=TEXT,
)
def test_any_value_comes_back_as_it_was_hashed(db, before, after, reason):
    count = Catatan.objects.count()
    record(actor=None, action="uji.acak", obj=None, stream="acak", before=before, after=after, reason=reason)
    report = verify_database()
    assert (report.rows, report.faults) == (count + 1, [])
