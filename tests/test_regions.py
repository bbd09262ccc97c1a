"""Regions: labelled stretches give back the seed, and places in it map to the published text and its words."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blocquotes import regions
from blocquotes.model import CONTENT_ROLES, Span
from blocquotes.regions import Break

SEEDS = (
    st.text("ab .\n", min_size=1, max_size=60)
    # Line ends of all systems, combining marks, characters beyond 16 bits, and white space that is not ASCII.
    | st.text("ab “”.\n\r\t\u0301🕊𝔸\u00a0\u2028中\u200d", min_size=1, max_size=60)
    | st.text(min_size=1, max_size=60)
).filter(lambda seed: bool(seed.strip()))

ROLES = st.sampled_from([*CONTENT_ROLES, "byline", "related", "boilerplate"])


@st.composite
def cut_seeds(draw: st.DrawFn) -> tuple[str, list[Span], list[dict[str, Any]]]:
    """A seed, the spans that it is cut into at random, and regions that say so by all or by their edge words."""
    seed = draw(SEEDS)
    cuts = sorted({0, len(seed), *draw(st.lists(st.integers(0, len(seed)), max_size=6))})
    spans = [span for a, b in pairwise(cuts) if (span := stripped(seed, a, b)).start < span.end]
    return seed, spans, [draw(region_of(seed, span)) for span in spans]


def stripped(seed: str, start: int, end: int) -> Span:
    words = seed[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, start + left + len(words.strip()))


@st.composite
def region_of(draw: st.DrawFn, seed: str, span: Span) -> dict[str, Any]:
    words = seed[span.start : span.end]
    first, last = draw(st.integers(1, len(words))), draw(st.integers(1, len(words)))
    ends = seed.find(words[-last:], span.start) + last == span.end
    edges = {"from": words[:first], "to": words[-last:]}
    repeat = {"repeat": True} if draw(st.booleans()) else {}
    return {"role": draw(ROLES), **(edges if ends and draw(st.booleans()) else {"exact": words}), **repeat}


@given(cut_seeds())
def test_regions_joined_give_back_the_seed(case: tuple[str, list[Span], list[dict[str, Any]]]) -> None:
    seed, spans, parts = case
    assert regions.cut(seed, parts) == (spans, [])
    laid, _ = regions.lay_out(seed, spans, parts)
    assert "".join(seed[region.seed.start : region.seed.end] for region in laid) == seed
    assert all(one.seed.end == other.seed.start for one, other in pairwise(laid))
    assert [region.role for region in laid if region.seed in spans] == [part["role"] for part in parts]


@given(cut_seeds(), st.data())
def test_a_place_in_the_seed_has_the_same_words_in_the_text(
    case: tuple[str, list[Span], list[dict[str, Any]]], data: st.DataObject
) -> None:
    seed, spans, parts = case
    laid, text = regions.lay_out(seed, spans, parts)
    published = [region for region in laid if region.text]
    assert text == "\n\n".join(seed[region.seed.start : region.seed.end] for region in published)
    assert [region.seed for region in published] == [
        span for span, part in zip(spans, parts, strict=True) if part["role"] in CONTENT_ROLES and "repeat" not in part
    ]
    assume(published)
    region = data.draw(st.sampled_from(published))
    start = data.draw(st.integers(region.seed.start, region.seed.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, region.seed.end)))
    place = regions.to_text(laid)(span)
    assert text[place.start : place.end] == seed[span.start : span.end]
    assert regions.to_seed(laid)(place) == span


@given(cut_seeds(), st.data())
def test_a_region_left_out_leaves_a_break(
    case: tuple[str, list[Span], list[dict[str, Any]]], data: st.DataObject
) -> None:
    seed, spans, parts = case
    whole = [
        {"role": part["role"], "exact": seed[span.start : span.end]} for span, part in zip(spans, parts, strict=True)
    ]
    del whole[data.draw(st.integers(0, len(whole) - 1))]
    assert regions.cut(seed, whole)[1]


def exact(*words: str) -> list[dict[str, str]]:
    return [{"role": "body", "exact": word} for word in words]


@pytest.mark.parametrize(
    ("parts", "breaks"),
    [
        (exact("One.", "Two.", "Three."), []),
        (exact("One.", "Three."), [Break("gap", 1, "exact", Span(6, 12))]),
        (exact("One.", "Two."), [Break("gap", 2, "regions", Span(12, 18))]),
        (exact("Two.", "Three."), [Break("gap", 0, "exact", Span(0, 6))]),
        (exact("One.", "Two.\r\n", "Three."), []),
        (exact("One.", "One."), [Break("overlap", 1, "exact", Span(0, 6))]),
        (exact("One.", "Zwei."), [Break("missing", 1, "exact", Span(0, 6))]),
        ([*exact("One."), {"role": "body", "from": "Two", "to": "One."}], [Break("missing", 1, "to", Span(6, 18))]),
        ([*exact("One."), {"role": "body", "from": "Two", "to": "e."}], []),
    ],
)
def test_breaks_are_named_with_their_place(parts: list[dict[str, str]], breaks: list[Break]) -> None:
    assert regions.cut("One.\r\nTwo.\r\nThree.", parts)[1] == breaks


def test_a_region_ends_with_the_first_of_its_last_words() -> None:
    seed = "A b. C b. D"
    assert regions.cut(seed, [{"role": "body", "from": "A", "to": "b."}, *exact("C b. D")])[0] == [
        Span(0, 4),
        Span(5, 11),
    ]


def test_characters_are_code_points() -> None:
    seed = "🕊 e\u0301.\n𝔸"
    parts = [{"role": "title", "exact": "🕊 e\u0301."}, {"role": "body", "exact": "𝔸"}]
    spans, _ = regions.cut(seed, parts)
    laid, text = regions.lay_out(seed, spans, parts)
    assert spans == [Span(0, 5), Span(6, 7)]
    assert text == "🕊 e\u0301.\n\n𝔸"
    assert regions.to_text(laid)(Span(6, 7)) == Span(7, 8)
    assert regions.to_seed(laid)(Span(7, 8)) == Span(6, 7)
