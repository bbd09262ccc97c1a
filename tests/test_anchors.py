"""Anchors: what is described is found again, alone, however the text repeats itself."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes import anchors
from blocquotes.model import Anchor, Span
from conftest import least_cpu

FEW = st.text("ab “”.\n", min_size=1, max_size=60)
"""Texts of few different characters, in which nearly every span has rivals."""

ANY = st.text(min_size=1, max_size=60)


def whole(text: str) -> list[Span]:
    return [Span(0, len(text))]


@st.composite
def texts_with_a_span(draw: st.DrawFn) -> tuple[str, Span, list[Span]]:
    """A text, areas that lie in it in order, and a span in one of them."""
    text = draw(FEW | ANY)
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=4))})
    areas = [Span(a, b) for a, b in pairwise(cuts)]
    area = draw(st.sampled_from(areas))
    start = draw(st.integers(area.start, area.end - 1))
    return text, Span(start, draw(st.integers(start + 1, area.end))), areas


def matches(text: str, anchor: Anchor, areas: list[Span]) -> list[Span]:
    """The places of an anchor, looked for at every character."""
    words = anchor.prefix + anchor.exact + anchor.suffix
    shift = len(anchor.prefix)
    return [
        Span(at + shift, at + shift + len(anchor.exact))
        for area in areas
        for at in range(area.start, area.end - len(words) + 1)
        if text[at : at + len(words)] == words
    ]


@given(texts_with_a_span())
def test_what_is_described_is_found_again_alone(case: tuple[str, Span, list[Span]]) -> None:
    text, span, areas = case
    anchor = anchors.describe(text, span, areas)
    if anchor is None:
        area = next(area for area in areas if area.holds(span))
        most = Anchor(text[span.start : span.end], text[area.start : span.start], text[span.end : area.end])
        assert len(matches(text, most, areas)) > 1, "there is no anchor only where all of the area stands twice"
    else:
        assert anchors.find(text, anchor, areas) == [span]


@given(texts_with_a_span())
def test_no_shorter_context_of_whole_words_settles_it(case: tuple[str, Span, list[Span]]) -> None:
    text, span, areas = case
    anchor = anchors.describe(text, span, areas)
    exact = text[span.start : span.end]
    if anchor and (anchor.prefix or anchor.suffix):
        assert len(matches(text, Anchor(exact), areas)) > 1
        shorter = [Anchor(exact, anchor.prefix, ""), Anchor(exact, "", anchor.suffix)]
        assert all(len(matches(text, a, areas)) > 1 for a in shorter if a != anchor)


@given(texts_with_a_span(), st.text("ab ", max_size=2), st.text("ab ", max_size=2))
def test_find_gives_every_place(case: tuple[str, Span, list[Span]], prefix: str, suffix: str) -> None:
    text, span, areas = case
    anchor = Anchor(text[span.start : span.end], prefix, suffix)
    assert anchors.find(text, anchor, areas) == matches(text, anchor, areas)


def test_overlapping_places_are_all_counted() -> None:
    assert anchors.find("aaaa", Anchor("aa"), whole("aaaa")) == [Span(0, 2), Span(1, 3), Span(2, 4)]
    assert anchors.find("ha ha ha", Anchor("ha ha"), whole("ha ha ha")) == [Span(0, 5), Span(3, 8)]


def test_an_anchor_lies_in_one_area_with_its_context() -> None:
    text = "He said. He said."
    areas = [Span(0, 8), Span(9, 17)]
    assert anchors.find(text, Anchor("said", prefix="He "), areas) == [Span(3, 7), Span(12, 16)]
    assert anchors.find(text, Anchor("said", suffix=". He"), areas) == []


def test_empty_words_have_no_place() -> None:
    assert anchors.find("text", Anchor("", "te", "xt"), whole("text")) == []


def test_context_is_whole_words_and_the_fewest() -> None:
    text = "Putin said so. Putin said no. Xi said no."
    assert anchors.describe(text, Span(15, 20), whole(text)) == Anchor("Putin", prefix="so. ")
    assert anchors.describe(text, Span(33, 37), whole(text)) == Anchor("said", prefix="Xi ")
    assert anchors.describe(text, Span(30, 32), whole(text)) == Anchor("Xi")


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("NATO and NATO’s", "NATO", 2),
        ("US, USA, AUKUS", "US", 1),
        ("naïve", "na", 0),
        ("x_y", "x", 0),
        ("中国和中国人", "中国", 0),
        ("e\u0301t", "e", 1),
        ("a-b", "a", 1),
    ],
)
def test_whole_words_begin_and_end_where_words_do(text: str, words: str, count: int) -> None:
    assert len(anchors.whole_words(text, words, whole(text))) == count


def test_the_edge_of_an_area_is_the_edge_of_a_word() -> None:
    assert anchors.whole_words("saidNo", "said", [Span(0, 4), Span(4, 6)]) == [Span(0, 4)]


MILLION = 1_000_000
REPETITIVE = {
    "one-letter": "a" * MILLION,
    "nearly-one-word": "said " * (MILLION // 10) + "saib " + "said " * (MILLION // 10),
    "long-period": ("the bloc said that the other bloc said " * (MILLION // 39)),
}


@pytest.mark.timed
@pytest.mark.parametrize("name", REPETITIVE)
def test_a_megabyte_of_repetition_is_searched_fast(name: str) -> None:
    text = REPETITIVE[name]
    area, span = whole(text), Span(len(text) // 2, len(text) // 2 + 3)

    def search() -> None:
        assert len(anchors.find(text, Anchor("a"), area)) == anchors.MOST
        assert len(anchors.find(text, Anchor(text[:5000]), area)) > 0
        anchors.whole_words(text, "said", area)
        anchor = anchors.describe(text, span, area)
        assert anchor is None or anchors.find(text, anchor, area) == [span]

    assert least_cpu(search, 10) < 10
