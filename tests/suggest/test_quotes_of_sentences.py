"""Every sentence of `quotes.txt` has the quotes below it, with type, medium, factuality and nesting."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from blocquotes.suggest.joining.quotes import SuggestedQuote, suggest_quotes
from test_suggest_quotes import words

TABLE = Path(__file__).parent / "quotes.txt"
USUAL = ("indirect", "speech", "asserted", "")
"""What is not written down: type, medium, factuality, and the quote around it."""


def sentences() -> Iterator[tuple[str, list[str]]]:
    """Each sentence with the lines of its quotes."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    starts = [k for k, line in enumerate(lines) if not line.startswith(" ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start].replace("\\n", "\n"), [line.strip() for line in lines[start + 1 : end]]


def line(text: str, quote: SuggestedQuote) -> str:
    """A quote as a line of the table."""
    parts = " / ".join(words(text, part) or "-" for part in (quote.content, quote.cue, quote.source))
    around = "" if quote.within is None else f"in {quote.within}"
    found = (quote.type, quote.medium, quote.factuality, around)
    marked = [value for value, usual in zip(found, USUAL, strict=True) if value != usual]
    return f"{parts} ({', '.join(marked)})" if marked else parts


@pytest.mark.parametrize(("text", "expected"), sentences(), ids=[text for text, _ in sentences()])
def test_quotes(text: str, expected: list[str]) -> None:
    assert [line(text, quote) for quote in suggest_quotes(text)] == expected
