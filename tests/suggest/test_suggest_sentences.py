"""Sentences that conditions of the suggester need: their quotes, names and speakers are those of the tables beside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from blocquotes.suggest import pipeline
from blocquotes.suggest.joining.quotes import SuggestedQuote, suggest_quotes
from blocquotes.suggest.names.gazetteer import load
from test_suggest_entities import mentions
from test_suggest_quotes import words

USUAL = ("indirect", "speech", "asserted", "")
"""What is not written down of a quote: type, medium, factuality, and the quote around it."""


def sentences(table: str) -> list[tuple[str, list[str]]]:
    """Each sentence of a table with the indented lines below it; \\n is a new line."""
    found: list[tuple[str, list[str]]] = []
    for line in _lines(table):
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line.replace("\\n", "\n"), []))
    return found


def _lines(table: str) -> Iterator[str]:
    text = (Path(__file__).parent / table).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


def quote_line(text: str, quote: SuggestedQuote) -> str:
    """A quote as a line of the table: content, cue and source, then what is unusual."""
    parts = " / ".join(words(text, part) or "-" for part in (quote.content, quote.cue, quote.source))
    around = "" if quote.within is None else f"in {quote.within}"
    found = (quote.type, quote.medium, quote.factuality, around)
    marked = [value for value, usual in zip(found, USUAL, strict=True) if value != usual]
    return f"{parts} ({', '.join(marked)})" if marked else parts


@pytest.mark.parametrize(("text", "expected"), sentences("quotes.txt"))
def test_quotes(text: str, expected: list[str]) -> None:
    assert [quote_line(text, quote) for quote in suggest_quotes(text)] == expected


@pytest.mark.parametrize(("text", "expected"), sentences("kinds.txt"))
def test_kinds_of_quotes(text: str, expected: list[str]) -> None:
    assert [quote_line(text, quote) for quote in suggest_quotes(text)] == expected


@pytest.mark.parametrize(("text", "expected"), sentences("names.txt"))
def test_names(text: str, expected: list[str]) -> None:
    found = mentions(text)
    assert [f"{text[s.span.start : s.span.end]} / {s.type} / {s.entity}" for s in found] == expected


@pytest.mark.parametrize(("text", "expected"), sentences("speakers.txt"))
def test_speakers(text: str, expected: list[str]) -> None:
    found = pipeline.suggest(text, "", load())
    who = ["+".join(one.entity for one in speakers) or "-" for speakers in found.speakers]
    assert [f"{words(text, quote.content)} / {one}" for quote, one in zip(found.quotes, who, strict=True)] == expected
