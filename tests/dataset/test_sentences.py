"""The table `sentences`, and the columns of quotes that say what is around a content."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes.dataset import sentence_rows
from blocquotes.model import Span
from conftest import real_rows

Row = Mapping[str, Any]

# A headline and two paragraphs, of which the first has four sentences.
TEXT = "Lee warns\n\nSen. Lee left. “No.” He said so in the U.S. The envoy stayed.\nIt rained.The end."


def words(text: str) -> list[str]:
    return [text[slice(*sentence.span)] for sentence in sentence_rows.split(text)]


def test_sentences_end_at_full_stops_that_are_no_abbreviation_and_at_line_breaks() -> None:
    assert words(TEXT) == [
        "Lee warns",
        "Sen. Lee left.",
        "“No.”",
        "He said so in the U.S.",
        "The envoy stayed.",
        "It rained.",
        "The end.",
    ]
    assert [sentence.paragraph for sentence in sentence_rows.split(TEXT)] == [0, 1, 1, 1, 1, 2, 2]


@given(st.text("ab.’”“ \n\r\u2028A?!\u0301") | st.text())
def test_sentences_are_all_words_of_the_text_in_order(text: str) -> None:
    found = sentence_rows.split(text)
    assert "".join("".join(text[slice(*token)] for token in one.tokens) for one in found) == "".join(text.split())
    assert "".join("".join(words.split()) for words in words(text)) == "".join(text.split())
    for n, sentence in enumerate(found):
        assert sentence_rows.number(found, sentence.span.start) == n
        assert text[slice(*sentence.span)] in re.split(r"\n+", text)[sentence.paragraph]


@pytest.mark.parametrize(
    ("content", "sentence", "before", "after"),
    [
        ("Lee warns", 0, None, "Sen. Lee left."),
        ("left. “No.” He said", 1, "Lee warns", "The envoy stayed."),
        ("U.S.", 3, "“No.”", "The envoy stayed."),
        ("The end", 6, "It rained.", None),
    ],
)
def test_what_is_around_a_content(content: str, sentence: int, before: str | None, after: str | None) -> None:
    start = TEXT.index(content)
    found = sentence_rows.context(TEXT, [Span(start, start + len(content))])
    assert (found["sentence"], found["before"], found["after"]) == (sentence, before, after)


def test_after_a_content_of_several_stretches_is_what_follows_the_last_one() -> None:
    found = sentence_rows.context(TEXT, [Span(0, 3), Span(TEXT.index("He"), TEXT.index("He") + 2)])
    assert (found["sentence"], found["after"]) == (0, "The envoy stayed.")


@pytest.fixture(scope="module")
def rows() -> Mapping[str, Sequence[Row]]:
    return real_rows()


def test_offsets_regions_and_paragraphs_are_those_of_the_articles(rows: Mapping[str, Sequence[Row]]) -> None:
    articles = {row["article_id"]: row for row in rows["articles"]}
    for row in rows["sentences"]:
        article = articles[row["article_id"]]
        assert row["text"] == article["text"][row["start"] : row["end"]]
        assert row["text"] in re.split(r"\n+", article["text"])[row["paragraph"]]
        (region,) = (r for r in article["regions"] if r["start"] is not None and r["start"] <= row["start"] < r["end"])
        assert (region["role"], row["end"] <= region["end"]) == (row["region"], True)


def test_quotes_show_the_sentences_of_the_table(rows: Mapping[str, Sequence[Row]]) -> None:
    titles = {row["article_id"]: row["title"] for row in rows["articles"]}
    for quote in rows["quotes"]:
        sentences = [row for row in rows["sentences"] if row["article_id"] == quote["article_id"]]
        content = quote["content_spans"]
        (first,) = (row for row in sentences if row["start"] <= content[0]["start"] < row["end"])
        (last,) = (row for row in sentences if row["start"] < content[-1]["end"] <= row["end"])
        before, after = sentences[: first["sentence"]][-1:], sentences[last["sentence"] + 1 :][:1]
        assert quote["sentence"] == first["sentence"]
        assert [quote["before"]] == ([row["text"] for row in before] or [None])
        assert [quote["after"]] == ([row["text"] for row in after] or [None])
        assert quote["title"] == titles[quote["article_id"]]
