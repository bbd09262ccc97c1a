"""The parts of agreement one by one: words, matching, properties of all figures, the bootstrap."""

import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes import agree
from blocquotes.agree import Agreement, bootstrap, differences, measures, seed_words
from blocquotes.agree.match import match
from blocquotes.agree.measures import Key, Name
from blocquotes.agree.passes import Pair, Pass, Side
from blocquotes.agree.seed_words import last_name, same_names
from blocquotes.model import Mention, Quote, Span


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("NATO Secretary General Jens Stoltenberg", "Stoltenberg"),
        ("the spokesman of the ministry", "spokesman"),
        ("Ann Lee, the minister", "Lee"),
        ("the minister’s aide", "aide"),
        ("those who agree", "those"),
        ("of Asia", "Asia"),
    ],
)
def test_head_word(source: str, head: str) -> None:
    split = seed_words.split(source)
    found = split.head(split.touched([Span(0, len(source))]))
    assert source[slice(*split.spans[found])] == head


def test_head_word_of_a_source_in_pieces() -> None:
    split = seed_words.split("Ann then Lee")
    assert split.head(split.touched([Span(0, 3), Span(9, 12)])) == 0


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("“one two”", "direct"),
        ('one "two"', "mixed"),
        ("``one'' two", "mixed"),
        ("«one» “two”", "direct"),
        ("‘one two’", "indirect"),
        ("“one\ntwo", "mixed"),  # an open mark ends with its line
        ("the US-led bloc’s talks", "indirect"),
    ],
)
def test_type_by_double_marks(text: str, type_: str) -> None:
    split = seed_words.split(text)
    assert split.type(split.touched([Span(0, len(text))])) == type_


def test_marks_and_blanks_at_the_edges_are_not_words() -> None:
    split = seed_words.split("He said: “yes, the bloc’s aim.”")
    assert split.touched([Span(8, 31)]) == split.touched([Span(10, 29)])
    assert [split.text[slice(*span)] for span in split.spans] == ["He", "said", "yes", "the", "bloc’s", "aim"]


def test_names() -> None:
    assert last_name("Vladimir Putin") == "putin"
    assert last_name("Government of China’s") == "china"
    assert last_name("some observers") == "some observers"
    assert same_names(["Ann Lee", "Ben Roe"], ["Roe", "Bea Lee"])
    assert not same_names(["Ann Lee", "Ben Roe"], ["Ann Lee"])


def test_matching_takes_the_best_first() -> None:
    a = [frozenset({1, 2, 3, 4}), frozenset({1, 2, 3})]
    b = [frozenset({1, 2, 3})]
    assert match(a, b, 0.5) == {1: 0}
    assert match(a[:1], b, 0.75) == {0: 0}
    assert match(a[:1], b, 0.76) == {}


sets = st.lists(st.frozensets(st.integers(0, 6), min_size=1), max_size=6)


@given(sets, sets, st.sampled_from([0.0, 0.5, 1.0]))
def test_matching_is_the_same_turned_round(a: list[frozenset[int]], b: list[frozenset[int]], least: float) -> None:
    found = match(a, b, least)
    assert {j: i for i, j in found.items()} == match(b, a, least)
    assert len(set(found.values())) == len(found)


TEXT = seed_words.split("“One two three,” four said. Five “six seven” eight nine, says ten. “Eleven”\n" * 2)


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """Quotes and mentions of one pass over the words of TEXT, as spans from one word to another."""

    def spans(least: int, most: int) -> tuple[Span, ...]:
        edges = draw(
            st.lists(st.tuples(st.integers(0, len(TEXT.spans) - 1), st.integers(0, 5)), min_size=least, max_size=most)
        )
        ends = [(first, min(first + more, len(TEXT.spans) - 1)) for first, more in edges]
        return tuple(Span(TEXT.spans[first].start, TEXT.spans[last].end) for first, last in sorted(set(ends)))

    def some(choices: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(choices), max_size=2, unique=True)))

    quotes = tuple(
        Quote(
            id=f"q{i}",
            type=draw(st.sampled_from(("direct", "mixed", "indirect"))),
            medium=draw(st.sampled_from(("speech", "thought"))),
            factuality="asserted",
            content=spans(1, 2),
            cue=spans(0, 1),
            source=spans(0, 1),
            speakers=some(("ann-lee", "bea-lee", "ben-roe")),
            certain=True,
            via=None,
            within=None,
            antecedent=None,
            utterances=some(("u", "v", "w")),
            unbalanced=False,
            no_speaker=None,
            note=None,
        )
        for i in range(draw(st.integers(0, 5)))
    )
    mentions = [Mention(span, draw(st.sampled_from(("ORG", "GPE"))), ("e",), None) for span in spans(0, 4)]
    return Side("x", quotes, tuple(mentions))


NAMES = {"ann-lee": "Ann Lee", "bea-lee": "Bea Lee", "ben-roe": "Ben Roe"}


def compare(*pairs: tuple[Side, Side]) -> Agreement:
    compared = [measures.compare(Pair(f"{i}.txt", TEXT, a, b), NAMES) for i, (a, b) in enumerate(pairs)]
    return agree.compare(Pass("a", {}), Pass("b", {}), compared)


@given(sides())
def test_a_pass_agrees_with_itself(side: Side) -> None:
    found = compare((side, side))
    assert set(found.figures.values()) <= {1, None}
    assert (found.figures["content-words", "all", "f1"] == 1) == bool(side.quotes)
    assert not list(differences.differences(found))


@given(sides(), sides())
def test_swapping_the_passes_swaps_precision_and_recall(a: Side, b: Side) -> None:
    swap = {"precision": "recall", "recall": "precision"}
    there, back = compare((a, b)).figures, compare((b, a)).figures
    swapped = {(measure, row, swap.get(figure, figure)): value for (measure, row, figure), value in back.items()}
    assert there == pytest.approx(swapped, nan_ok=False)


def test_a_figure_with_nothing_to_measure_is_none() -> None:
    empty = Side("x", (), ())
    assert set(compare((empty, empty)).figures.values()) == {None}


KEY: Key = ("content-words", "direct", "a")
FIGURE: Name = ("n", "", "n")


def test_a_resample_counts_an_article_as_often_as_it_is_drawn() -> None:
    # Of three articles the first is drawn 0 times in 8 of 27 cases, 3 times in 1 of 27, which is more than 2.5 %.
    own = [Counter({KEY: 1}), Counter[Key](), Counter[Key]()]
    assert bootstrap.intervals(own, {}, lambda counts, _: {FIGURE: counts[KEY]}) == {FIGURE: (0, 3)}


def test_a_resample_counts_two_articles_once_for_every_pair_of_their_draws() -> None:
    # One twice and the other once gives 2, in 6 of 27 cases; more than 2 cannot be had from three draws.
    own = [Counter[Key]() for _ in range(3)]
    found = bootstrap.intervals(own, {(0, 1): {KEY: 1}}, lambda counts, _: {FIGURE: counts[KEY]})
    assert found == {FIGURE: (0, 2)}


def test_a_resample_with_nothing_to_measure_is_left_out() -> None:
    # The one article with a quote has it right; without that article there is no figure, rather than a 0.
    own = [Counter({KEY: 1, ("content-words", "direct", "a found"): 1}), Counter[Key]()]
    found = bootstrap.intervals(own, {}, measures.of_columns)
    assert found["content-words", "direct", "recall"] == (1, 1)
    assert ("content-words", "mixed", "recall") not in found


def test_one_article_has_no_interval() -> None:
    assert bootstrap.intervals([Counter({KEY: 1})], {}, measures.of_columns) == {}


def test_the_draws_are_always_the_same() -> None:
    # With counts that double from article to article, hardly two draws have the same sum.
    own = [Counter({KEY: 2**i}) for i in range(30)]
    once, again = (bootstrap.intervals(own, {}, lambda counts, _: {FIGURE: counts[KEY]}) for _ in range(2))
    assert once == again


def test_percentiles() -> None:
    assert bootstrap.percentiles([float(i) for i in reversed(range(1001))]) == (25, 975)


def test_intervals_are_the_same_without_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    own = [Counter({KEY: n}) for n in (3, 1, 4, 1, 5)]
    shared = {(0, 1): Counter({KEY: 2}), (2, 4): Counter({KEY: 7})}
    fast = bootstrap.intervals(own, shared, lambda counts, _: {FIGURE: counts[KEY]})
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert bootstrap.intervals(own, shared, lambda counts, _: {FIGURE: counts[KEY]}) == fast
