"""Agreement of two passes: figures calculated by hand, and every difference with its place."""

from pathlib import Path
from typing import Any

import pytest

from blocquotes import agree
from blocquotes.agree import Agreement, differences, passes
from blocquotes.agree.differences import Difference
from blocquotes.agree.passes import Pass
from blocquotes.layout import Layout
from blocquotes.model import Span
from two_passes import OTHER, SEED, checkout, quote, write


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return checkout(tmp_path)


def rates(agreement: Agreement, measure: str, row: str = "") -> tuple[object, ...]:
    return tuple(agreement.figures[measure, row, figure] for figure in ("precision", "recall", "f1"))


def test_content(layout: Layout) -> None:
    found = agree.agree(layout, "a", "b")
    # talk = r1 (5 of 5 words), prices = r3 (4 of 5), open = r2 (3 of 6, just enough); calm and r4 (2 of 5) stay alone.
    assert rates(found, "content-overlap", "all") == (3 / 4, 3 / 4, 3 / 4)
    # Direct by the marks of the seed: talk in A; r1, r2 and r4 in B, of which r4 is not found.
    assert rates(found, "content-overlap", "direct") == (2 / 3, 1, pytest.approx(4 / 5))
    # Mixed: open in A, which is found; none in B, so that there is no precision.
    assert rates(found, "content-overlap", "mixed") == (None, 1, 0)
    assert rates(found, "content-overlap", "direct+mixed") == (2 / 3, 1, pytest.approx(4 / 5))
    # Indirect: prices and calm in A, r3 in B.
    assert rates(found, "content-overlap", "indirect") == (1, 1 / 2, pytest.approx(2 / 3))
    # The same words: talk and r1 only.
    assert rates(found, "content-words", "all") == (1 / 4, 1 / 4, 1 / 4)
    assert rates(found, "content-words", "indirect") == (0, 0, 0)


def test_parts_of_matched_quotes(layout: Layout) -> None:
    found = agree.agree(layout, "a", "b")
    # Of the three pairs A has three cues and B two, r2 none; both of B's are A's.
    assert rates(found, "cue-word", "all") == rates(found, "cue-span", "all") == (1, 2 / 3, 4 / 5)
    # "Lee" is the head of "Ann Lee", so only the span differs.
    assert rates(found, "source-head", "all") == (1, 1, 1)
    assert rates(found, "source-span", "all") == (2 / 3, 2 / 3, pytest.approx(2 / 3))
    # Ann Lee and Bea Lee share the last name; ben-roe has no record and goes by its id.
    assert rates(found, "speaker-name", "all") == (1, 1, 1)
    assert rates(found, "speaker-id", "all") == (2 / 3, 2 / 3, pytest.approx(2 / 3))


def test_parts_of_other_extent(layout: Layout) -> None:
    parts: dict[str, Any] = {"cue": ["he says"], "source": ["Roe expects"], "speakers": ["ann-lee", "ben-roe"]}
    write(layout.root, "c", "y", OTHER, quotes=[quote("q", "direct", ["“and soon”"], **parts)])
    parts = {"cue": ["says"], "source": ["Roe"], "speakers": ["ben-roe", "ann-lee"]}
    write(layout.root, "d", "y", OTHER, quotes=[quote("q", "direct", ["“and soon”"], **parts)])
    found = agree.agree(layout, "c", "d")
    # A word is shared by the cues, and the head of one source is in the other source, on either side.
    assert rates(found, "cue-word", "all") == rates(found, "source-head", "all") == (1, 1, 1)
    assert rates(agree.agree(layout, "d", "c"), "source-head", "all") == (1, 1, 1)
    assert rates(found, "cue-span", "all") == rates(found, "source-span", "all") == (0, 0, 0)
    assert rates(found, "speaker-id", "all") == (1, 1, 1)


def test_labels(layout: Layout) -> None:
    figures = agree.agree(layout, "a", "b").figures
    # direct-direct, mixed-direct, indirect-indirect: 2/3 alike, by chance (1*2 + 1*0 + 1*1) / 9 = 1/3.
    assert figures["type", "", "same"] == 2 / 3
    assert figures["type", "", "kappa"] == pytest.approx(1 / 2)
    # speech-speech twice, thought-speech: 2/3 alike, by chance 2*3/9 = 2/3.
    assert figures["medium", "", "same"] == 2 / 3
    assert figures["medium", "", "kappa"] == 0


def test_mentions(layout: Layout) -> None:
    found = agree.agree(layout, "a", "b")
    # A has Ann Lee twice, Ben Roe and Roe; B has Ann Lee twice as bea-lee, and Ben Roe as an ORG.
    assert rates(found, "mention-span") == (1, 3 / 4, pytest.approx(6 / 7))
    assert rates(found, "mention-type") == (2 / 3, 1 / 2, pytest.approx(4 / 7))
    assert rates(found, "mention-entity") == (0, 0, 0)


def test_utterances_count_by_the_pairs_they_link(layout: Layout) -> None:
    # A links talk with open (u1) and open with prices (u2); B links r1 with r2 (v) and r1 with r3 (w).
    assert rates(agree.agree(layout, "a", "b"), "utterance-links") == (1 / 2, 1 / 2, 1 / 2)


def test_utterances_link_quotes_of_two_articles(layout: Layout) -> None:
    for pass_, utterance in (("a", "u1"), ("b", "v")):
        content = quote("q", "mixed", ["calm, “and soon”"], utterances=[utterance])
        write(layout.root, pass_, "y", OTHER, quotes=[content])
    # The new quote is linked with talk and open in both passes: 2 + 2 of 4 links each, 3 of them the same.
    assert rates(agree.agree(layout, "a", "b"), "utterance-links") == (3 / 4, 3 / 4, 3 / 4)


def test_spans_are_compared_in_the_seed(layout: Layout) -> None:
    a, b = passes.read(layout, "a").articles["x.txt"], passes.read(layout, "b").articles["x.txt"]
    assert a.quotes[0].content != b.quotes[0].content
    pair = passes.pair(Pass("a", {"x.txt": a}), Pass("b", {"x.txt": b}))[0]
    assert pair.a.quotes[0].content == pair.b.quotes[0].content == (Span(12, 37),)
    assert SEED[12:37] == "“We will talk on Monday,”"


def test_every_difference_is_listed(layout: Layout) -> None:
    found = list(differences.differences(agree.agree(layout, "a", "b")))
    assert found[0] == Difference("x", "x.txt", 3, 1, "same utterance as", "talk", "r1", None, "r3")
    assert [(d.line, d.column, d.what, d.a, d.b) for d in found[1:]] == [
        (3, 15, "only in B", None, "on Monday"),
        (3, 32, "source", "Ann Lee", "Lee"),
        (3, 32, "mention", "Ann Lee (PERSON ann-lee)", "Ann Lee (PERSON bea-lee)"),
        (4, 1, "mention", "Ben Roe (PERSON ben-roe)", "Ben Roe (ORG ben-roe)"),
        (4, 9, "cue", "said", None),
        (4, 14, "content", "the talks are “open to all”", "“open to all”"),
        (4, 14, "type", "mixed", "direct"),
        (4, 14, "same utterance as", "prices", None),
        (5, 1, "mention", "Ann Lee (PERSON ann-lee)", "Ann Lee (PERSON bea-lee)"),
        (5, 15, "content", "that prices will rise soon", "prices will rise soon"),
        (5, 15, "medium", "thought", "speech"),
        (5, 15, "speakers", "ann-lee", "bea-lee"),
        (6, 1, "mention", "Roe (PERSON ben-roe)", None),
        (6, 13, "only in A", "calm", None),
    ]


def test_a_mention_of_the_second_pass_alone_is_listed(layout: Layout) -> None:
    found = differences.differences(agree.agree(layout, "b", "a"))
    alone = [(d.a, d.b) for d in found if (d.line, d.what) == (6, "mention")]
    assert alone == [(None, "Roe (PERSON ben-roe)")]


def test_differing_fields_are_listed(layout: Layout) -> None:
    fields = {"certain": False, "via": "ann-lee", "factuality": "negated", "unbalanced": True}
    outer = quote("outer", "mixed", ["calm, “and soon”"])
    write(layout.root, "c", "y", OTHER, quotes=[outer, quote("q", "direct", ["soon"], within="outer", **fields)])
    outer = {**outer, "id": "o"}
    write(layout.root, "d", "y", OTHER, quotes=[outer, quote("r", "direct", ["soon"], antecedent="o")])
    found = list(differences.differences(agree.agree(layout, "c", "d")))
    assert {d.what: (d.a, d.b) for d in found} == {
        "factuality": ("negated", "asserted"),
        "certain": ("no", "yes"),
        "via": ("ann-lee", None),
        "unbalanced": ("yes", "no"),
        "within": ("outer", None),
        "antecedent": (None, "o"),
    }


def test_outer_quotes_are_the_same_by_what_they_are_matched_with(layout: Layout) -> None:
    def nested(pass_: str, outer: str, inner: str, named: str, words: str) -> None:
        quotes = [quote(outer, "mixed", [words]), quote(inner, "indirect", ["calm"], within=named)]
        write(layout.root, pass_, "y", OTHER, quotes=quotes)

    nested("c", "o", "i", "o", "Roe expects calm, “and soon”")
    nested("d", "outer", "inner", "outer", "Roe expects calm, “and soon”")
    nested("e", "far", "inner", "far", "he says")
    assert not list(differences.differences(agree.agree(layout, "c", "d")))
    assert [d.what for d in differences.differences(agree.agree(layout, "c", "e"))] == [
        "only in A",
        "within",
        "only in B",
    ]
    write(layout.root, "f", "y", OTHER, quotes=[quote("inner", "indirect", ["calm"])])
    assert [d.what for d in differences.differences(agree.agree(layout, "c", "f"))] == ["only in A", "within"]
