"""Anchors: an anchor that describes a span finds this span only, however the text repeats itself."""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate, pairwise

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


def described(text: str, span: Span, areas: list[Span]) -> Anchor | None:
    """The least anchor, for which the span is compared with every other place of its words."""
    area = next(area for area in areas if area.holds(span))
    shared, needed = demands(set(rivals(text, span, area, areas)))
    before = list(anchors._context_lengths(text[max(area.start, span.start - anchors.WINDOW) : span.start][::-1]))
    after = list(anchors._context_lengths(text[span.end : min(area.end, span.end + anchors.WINDOW)]))
    choices = (
        (words + n, left, after[n])
        for words, left in enumerate(before)
        if (n := bisect_right(after, needed[bisect_left(shared, left)])) < len(after)
    )
    _, left, right = min(choices, default=(0, span.start - area.start, area.end - span.end))
    anchor = Anchor(
        text[span.start : span.end], text[span.start - left : span.start], text[span.end : span.end + right]
    )
    return anchor if matches(text, anchor, areas) == [span] else None


def demands(rivals: Collection[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """What other places require of a suffix: beside each ascending prefix length that one shares, the most characters
    shared behind by it and by those that share a longer prefix; -1 at the end, for prefixes that no place shares.
    """
    ordered = sorted(rivals)
    most = accumulate((right for _, right in reversed(ordered)), max, initial=-1)
    return [left for left, _ in ordered], list(most)[::-1]


def rivals(text: str, span: Span, area: Span, areas: list[Span]) -> Iterator[tuple[int, int]]:
    """For every other place of the same words: how many characters before and after it are the same too."""
    words = text[span.start : span.end]
    before = text[max(area.start, span.start - anchors.WINDOW) : span.start][::-1]
    after = text[span.end : min(area.end, span.end + anchors.WINDOW)]
    for other in areas:
        for at in anchors.occurrences(text, words, other):
            if at != span.start:
                end = at + len(words)
                left = shared(before, text[max(other.start, at - anchors.WINDOW) : at][::-1])
                yield left, shared(after, text[end : min(other.end, end + anchors.WINDOW)])


def shared(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


@given(texts_with_a_span(), st.sampled_from([1, 5, anchors.WINDOW]))
def test_an_anchor_is_the_one_that_all_places_compared_give(case: tuple[str, Span, list[Span]], window: int) -> None:
    text, span, areas = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchors, "WINDOW", window)
        anchors._latest.clear()
        assert anchors.describe(text, span, areas) == described(text, span, areas)
        anchors._latest.clear()


WORDS = st.lists(st.sampled_from(["a", "b", "ab", "he", "said", "“", ".”", "\n"]), min_size=1, max_size=60).map(
    " ".join
)


@given(WORDS, st.data())
def test_a_text_of_few_words_gives_the_same_anchors(text: str, data: st.DataObject) -> None:
    places = [Span(*match.span()) for match in re.finditer(r"\S+( \S+)?", text)]
    area = data.draw(st.sampled_from([whole(text), [Span(0, len(text) // 2), Span(len(text) // 2, len(text))]]))
    for span in places:
        if any(one.holds(span) for one in area):
            assert anchors.describe(text, span, area) == described(text, span, area)


@given(texts_with_a_span(), st.text("ab ", max_size=2), st.text("ab ", max_size=2))
def test_a_text_searched_often_gives_the_same_places(
    case: tuple[str, Span, list[Span]], prefix: str, suffix: str
) -> None:
    text, span, areas = case
    anchor = Anchor(text[span.start : span.end], prefix, suffix)
    context = Anchor(anchor.exact, text[max(0, span.start - 3) : span.start], text[span.end : span.end + 3])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchors, "SEARCHES", 0)
        for one in (anchor, context):
            assert anchors.find(text, one, areas) == matches(text, one, areas)
        assert anchors.describe(text, span, areas) == described(text, span, areas)


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


def test_words_have_the_characters_that_they_have_in_patterns() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    edges = (anchors.splits_word(f"a{one}", Span(0, 1), Span(0, 2)) for one in characters)
    assert [one for one, splits in zip(characters, edges, strict=True) if splits] == re.findall(r"\w", characters)


def test_the_edge_of_an_area_is_the_edge_of_a_word() -> None:
    assert anchors.whole_words("saidNo", "said", [Span(0, 4), Span(4, 6)]) == [Span(0, 4)]


LENGTH = 150_000
REPETITIVE = {
    "one-letter": "a" * LENGTH,
    "nearly-one-word": "said " * (LENGTH // 10) + "saib " + "said " * (LENGTH // 10),
    "long-period": ("the bloc said that the other bloc said " * (LENGTH // 39)),
}


@pytest.mark.timed
@pytest.mark.parametrize("name", REPETITIVE)
def test_repetition_without_end_is_searched_fast(name: str) -> None:
    text = REPETITIVE[name]
    area, span = whole(text), Span(len(text) // 2, len(text) // 2 + 3)

    def search() -> None:
        assert len(anchors.find(text, Anchor("a"), area)) == anchors.MOST
        assert len(anchors.find(text, Anchor(text[:5000]), area)) > 0
        anchors.whole_words(text, "said", area)
        anchor = anchors.describe(text, span, area)
        assert anchor is None or anchors.find(text, anchor, area) == [span]

    assert least_cpu(search, 1.5) < 1.5


@pytest.mark.timed
def test_thousands_of_quotes_with_one_cue_are_anchored_fast() -> None:
    """Quotes like those of a page that collects short statements: every "said" has thousands of others."""
    text = " ".join(f"“Word{n * 7919 % 1000} word{n * 104729 % 997}.” said Name{n * 31 % 1009}." for n in range(2000))
    places = [Span(*match.span()) for match in re.finditer("said|“[^”]*”|Name[0-9]+", text)]
    area = whole(text)

    def search() -> None:
        for place in places:
            anchor = anchors.describe(text, place, area)
            assert anchor is None or anchors.find(text, anchor, area) == [place]

    assert least_cpu(search, 1.6) < 1.6
