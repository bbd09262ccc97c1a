"""The table `variants`: the words of two quotes that report the same utterance, beside each other."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes import schemas
from blocquotes.dataset import variants
from blocquotes.dataset.reports import Reports
from blocquotes.dataset.reuse.words import WORD, key
from blocquotes.marks import read
from conftest import ROOT, real_rows

Row = dict[str, Any]


def quote(id_: str, text: str, *contents: str, utterances: Sequence[str] = ("u",)) -> Row:
    """What of a row of `quotes` makes variants; the contents are the first such words of the text."""
    starts = [text.index(content) for content in contents]
    return {
        "quote_id": f"{id_}#q",
        "article_id": id_,
        "content": " ".join(contents),
        "content_spans": [{"start": s, "end": s + len(c)} for s, c in zip(starts, contents, strict=True)],
        "verbatim": list(read(contents).verbatim),
        "utterance_ids": list(utterances),
        "split": "train",
    }


def reports(quotes: Sequence[Row]) -> Reports:
    """The quotes as a build keeps them."""
    kept = Reports()
    for one in quotes:
        kept.add(one)
    return kept


def compared(a: Sequence[str], b: Sequence[str]) -> Row:
    """The row of two quotes with these stretches, each in a text of its own with other words around them."""
    texts = {"a": f"He said {' and '.join(a)} twice.", "b": f"{' (so she) '.join(b)}, they say."}
    (row,) = variants.rows(reports([quote("a", texts["a"], *a), quote("b", texts["b"], *b)]))
    return row


def steps(row: Mapping[str, Any]) -> list[tuple[str, str | None, str | None]]:
    return [(step["operation"], step["words_a"], step["words_b"]) for step in row["alignment"]]


def test_words_are_kept_replaced_dropped_and_added() -> None:
    row = compared(["“The alliance must end,”"], ["the old alliance has to end at once"])
    assert steps(row) == [
        ("kept", "The", "the"),
        ("added", None, "old"),
        ("kept", "alliance", "alliance"),
        ("replaced", "must", "has to"),
        ("kept", "end", "end"),
        ("added", None, "at once"),
    ]
    counts = ("n_kept", "n_replaced_a", "n_replaced_b", "n_dropped", "n_added")
    assert [row[name] for name in counts] == [3, 1, 2, 0, 3]
    assert row["similarity"] == 2 * 3 / (4 + 8)


def test_no_step_goes_over_the_edge_of_a_stretch() -> None:
    row = compared(["we are free", "of blocs"], ["we are free of all blocs"])
    assert steps(row) == [
        ("kept", "we are free", "we are free"),
        ("kept", "of", "of"),
        ("added", None, "all"),
        ("kept", "blocs", "blocs"),
    ]


def test_what_is_in_marks_on_each_side() -> None:
    row = compared(["no “place for blocs” here"], ["“no place” for blocs"])
    assert (row["verbatim_a"], row["verbatim_b"]) == (["place for blocs"], ["no place"])
    assert (row["n_verbatim_a"], row["n_verbatim_b"], row["n_verbatim_both"]) == (3, 2, 1)


@pytest.mark.parametrize(
    ("a", "b", "negation", "hedging"),
    [
        ("it is so", "it is not so", "gained", "none"),
        ("it isn’t so", "it is so", "lost", "none"),
        ("NO, never", "it cannot be, nor is it", "kept", "none"),
        ("he knows", "not only he may know", "none", "gained"),
        ("it could perhaps be", "it could be", "none", "lost"),
        ("it may be", "it is likely", "none", "kept"),
    ],
)
def test_negations_and_hedges_are_gained_lost_or_kept(a: str, b: str, negation: str, hedging: str) -> None:
    row = compared([a], [b])
    assert (row["negation"], row["hedging"]) == (negation, hedging)


def test_a_pair_has_one_row_whatever_it_shares() -> None:
    texts = dict.fromkeys("abcd", "so it is")
    quotes = [
        quote(id_, texts[id_], "so", utterances=u) for id_, u in (("a", "vu"), ("b", "u"), ("c", ""), ("d", "uv"))
    ]
    made = variants.rows(reports(quotes))
    assert [(row["variant_id"], row["utterance_ids"]) for row in made] == [
        ("a#q~b#q", ["u"]),
        ("a#q~d#q", ["u", "v"]),
        ("b#q~d#q", ["u"]),
    ]


def test_very_long_contents_are_replaced_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert steps(compared(["so it " * 2100 + "is"], ["so it " * 2100 + "was"]))[0][0] == "replaced"
    assert steps(compared(["so it " * 2100 + "is"], ["so it " * 2100 + "is"]))[0][0] == "kept"


WORDS = st.lists(st.sampled_from(["so", "it", "is", "not", "“we", "go,”", "A-B"]), min_size=1, max_size=9).map(" ".join)
CONTENTS = st.lists(WORDS, min_size=1, max_size=3)


@given(CONTENTS, CONTENTS)
def test_an_alignment_has_every_word_of_both_sides_once_in_order(a: list[str], b: list[str]) -> None:
    texts = {"a": "\n".join(a), "b": "\n".join(b)}
    quotes = []
    for id_, parts in (("a", a), ("b", b)):
        starts = [sum(len(part) + 1 for part in parts[:i]) for i in range(len(parts))]
        spans = [{"start": s, "end": s + len(part)} for s, part in zip(starts, parts, strict=True)]
        quotes.append({**quote(id_, texts[id_], parts[0]), "content": " ".join(parts), "content_spans": spans})
    (row,) = variants.rows(reports(quotes))
    for side, text in texts.items():
        aligned = [step[f"words_{side}"] or "" for step in row["alignment"]]
        assert WORD.findall(" ".join(aligned)) == WORD.findall(text)
        places = [(s[f"start_{side}"], s[f"end_{side}"]) for s in row["alignment"] if s[f"start_{side}"] is not None]
        assert [text[start:end] for start, end in places] == [words for words in aligned if words]
        assert not any("\n" in words for words in aligned)
    for step in row["alignment"]:
        same = [[key(word) for word in WORD.findall(step[f"words_{side}"] or "")] for side in "ab"]
        assert (same[0] == same[1]) == (step["operation"] == "kept")


def test_the_schema_names_every_word_of_the_lists() -> None:
    properties = schemas.load(ROOT / "schema", "tables/variants")["properties"]
    for column, words in (("negation", variants.NEGATIONS), ("hedging", variants.HEDGES)):
        described = properties[column]["description"].partition("The words: ")[2].partition(", and those")[0]
        assert described.rstrip(".").split(", ") == sorted(words)


def test_every_pair_of_reports_of_an_utterance_has_a_row() -> None:
    rows = real_rows()
    pairs = {
        frozenset((one, other))
        for utterance in rows["utterances"]
        for one in utterance["quote_ids"]
        for other in utterance["quote_ids"]
        if one != other
    }
    assert sorted(map(sorted, pairs)) == sorted(sorted((r["quote_a_id"], r["quote_b_id"])) for r in rows["variants"])
