"""Marks and lanes of the preview, for annotations at any places."""

from hypothesis import given
from hypothesis import strategies as st

from blocquotes.model import Span
from blocquotes.preview import marked_text
from blocquotes.preview.marked_text import Mark


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 8), st.sampled_from(sorted(marked_text.RANKS))), max_size=9)
)
def test_marks_of_any_kind_are_cut_into_nested_tokens(places: list[tuple[int, int, str]]) -> None:
    text = "abcdefghijklmnopqrst"
    marks = [Mark(Span(start, start + size), kind, number) for number, (start, size, kind) in enumerate(places)]
    stack: list[Mark] = []
    held: dict[int, str] = {}
    begun: list[int] = []
    ended: list[int] = []
    whole = ""
    for token in marked_text.tokens(text, Span(0, len(text)), marks):
        if token.kind == "text":
            whole += token.text
            for mark in stack:
                held[mark.about] = held.get(mark.about, "") + token.text
        elif token.mark and token.kind == "open":
            stack.append(token.mark)
            begun += [token.mark.about] * token.begins
        elif token.mark:
            assert stack.pop() is token.mark
            ended += [token.mark.about] * token.ends
    assert whole == text and not stack
    assert held == {mark.about: text[mark.span.start : mark.span.end] for mark in marks}
    assert sorted(begun) == sorted(ended) == list(range(len(marks)))


@given(
    st.dictionaries(
        st.integers(0, 5),
        st.lists(st.builds(lambda a, n: Span(a, a + n), st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=2),
    )
)
def test_quotes_that_meet_have_lanes_of_their_own(contents: dict[int, list[Span]]) -> None:
    lanes = marked_text.lanes(contents)
    for one in contents:
        for other in contents:
            if one != other and any(a.meets(b) for a in contents[one] for b in contents[other]):
                assert lanes[one] != lanes[other]
