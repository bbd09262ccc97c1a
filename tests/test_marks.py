"""Quotation marks: which words of a content are inside them, in the forms that newspapers use."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blocquotes import marks

DIRECT = [
    ["“We have no plans,”"],
    ['"We have no plans,"'],
    ['“We have no plans,"'],
    ["``We have no plans,''"],
    ["«We have no plans»"],
    ["„We have no plans”"],
    ["„We have no plans“"],
    ["« We have no plans »"],
    ["‘We have no plans,’"],
    ["'We have no plans,'"],
    ["‘We don’t have the union’s plans’"],
    ["'We don't have the union's plans'"],
    ["“We don’t say ‘never’ here”"],
    ["'The Americans' submarines won't defend us; and the workers' money is gone.'"],
    ["‘The ministers’ aides’"],
    ["'We've been clear from the start,'", "'that the \"optimal pathway\" keeps us safe.'"],
    ["‘The “pathway”, the ministers’ word, is safe’."],
    ["“NATO-style, state-of-the-art U.S. plans”"],
    ["“We have,”", "“no plans.”"],
    ["“We have no plans. ", "“We never had.”"],
    ["“First paragraph.", "“Second one.", "“Third one.”"],
    ["“First paragraph.", "Second one.”"],
    ['"First paragraph.', '"Second one."'],
    ["“2022”"],
    ["“中国”"],
]
MIXED = [
    ["that “we have no plans”"],
    ["no plans for “the south,”"],
    ["China as “the main country”"],
    ["China", "“the main country”"],
    ["“no” plans “ever”"],
    ["‘no plans’ for the south"],
    ["its leaders’ plans are ‘bold’"],
    ["‘bold plans’ of the leaders"],
    ["the critics' claims were 'bold plans' for 'the others'"],
    ["‘bold’ and “big”"],
    ["'big' is “bold” for the leaders'"],
    ["the axis “of” 1930"],
]
INDIRECT = [
    ["that there are no plans"],
    ["this"],
    ["that NATO’s plans don’t go on"],
    ["that Washington's plans don't go on"],
    ["the leaders’ plans"],
    ["the plans of the leaders’"],
    ["rock ’n’ roll"],
    ["rock 'n' roll"],
    ["the music of the '90s"],
    ["a 6' 2\u2033 man"],
    ["..."],
]
UNBALANCED = [
    ["“We have no plans"],
    ["We have no plans”"],
    ['We have no plans"'],
    ["‘We have no plans"],
    ["``We have no plans"],
    ["“We have “no” plans”"],
    ["“We have no plans", "at all"],
    ["tooperation between the two nations is one of the main stabilizing factors”"],
]


@pytest.mark.parametrize(
    ("content", "type_"),
    [(c, t) for t, contents in (("direct", DIRECT), ("mixed", MIXED), ("indirect", INDIRECT)) for c in contents],
    ids=str,
)
def test_the_type_follows_from_the_marks(content: list[str], type_: str) -> None:
    reading = marks.read(content)
    assert (reading.type, reading.balanced) == (type_, True)


@pytest.mark.parametrize("content", UNBALANCED, ids=str)
def test_a_lost_mark_is_noticed(content: list[str]) -> None:
    assert not marks.read(content).balanced


@pytest.mark.parametrize(
    ("content", "verbatim"),
    [
        (["no “plans” for the “south,”"], ("plans", "south,")),
        (["“We have,”", "“no plans.”"], ("We have,", "no plans.")),
        (["“First. ", "“Second.”"], ("First.", "Second.")),
        (["“First.", "Second.” And so on"], ("First.", "Second.")),
        (["‘We don’t’"], ("We don’t",)),
        (["‘The workers’ “big” money’"], ("The workers’ “big” money",)),
        (["no plans"], ()),
        (["“”"], ()),
    ],
)
def test_words_inside_marks_are_given_unchanged(content: list[str], verbatim: tuple[str, ...]) -> None:
    assert marks.read(content).verbatim == verbatim


@pytest.mark.parametrize(
    ("content", "inside", "outside"),
    [
        (["“We don’t”"], 2, 0),
        (["U.S.-led “state-of-the-art” plans"], 1, 3),  # as `n_words` counts: "U.S", "led", "plans"
        (["“a” b", "c “d”"], 2, 2),
        (["—"], 0, 0),
    ],
)
def test_words_are_counted_whole(content: list[str], inside: int, outside: int) -> None:
    reading = marks.read(content)
    assert (reading.inside, reading.outside) == (inside, outside)


@given(st.lists(st.text("ab “”\"‘’'«»„`.\n") | st.text(), max_size=3))
def test_any_content_has_a_reading(content: list[str]) -> None:
    reading = marks.read(content)
    assert reading.inside + reading.outside <= sum(len(part) for part in content)
    assert all(any(words in part for part in content) for words in reading.verbatim)


@given(st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), min_size=1, max_size=6), st.data())
def test_words_put_inside_marks_are_inside(words: list[str], data: st.DataObject) -> None:
    opening, closing = data.draw(st.sampled_from(["“”", '""', "«»", "„”", "„“", ("``", "''"), "‘’"]))
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    marked = [*words[:start], f"{opening}{' '.join(words[start:end])}{closing}", *words[end:]]
    reading = marks.read([" ".join(marked)])
    assert (reading.inside, reading.outside, reading.balanced) == (end - start, len(words) - end + start, True)


@given(st.lists(st.text("ab “”\"‘’'«»„`.\n\u0301") | st.text(), max_size=3))
@example(["China’s plans", "the U.S.’s"])
@example(["“It’s over.”"])
def test_contents_without_marks_to_weigh_are_read_as_all_others(content: list[str]) -> None:
    reading, weighed = marks.read(content), marks.weigh(content)
    assert (reading.type, reading.counts, reading.balanced) == (weighed.type, weighed.counts, weighed.balanced)
    assert (reading.verbatim, reading.places) == (weighed.verbatim, weighed.places)
