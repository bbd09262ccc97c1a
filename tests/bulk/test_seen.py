"""The set of ids that came before."""

from hypothesis import given
from hypothesis import strategies as st

from blocquotes.bulk.seen import SLOTS, Seen


@given(st.lists(st.text(max_size=3)))
def test_it_is_a_set(ids: list[str]) -> None:
    seen, known = Seen(), set[str]()
    for id_ in ids:
        assert seen.add(id_) == (id_ not in known)
        known.add(id_)


def test_it_grows_and_keeps_what_is_in_it() -> None:
    seen, count = Seen(), 2 * SLOTS
    assert all(seen.add(str(n)) for n in range(count))
    assert not any(seen.add(str(n)) for n in range(count))
    assert 12 * count <= seen.bytes <= 24 * count
