"""The lines that a saved page shows above its text: they have the headline, author and day that no metadata give."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from blocquotes.model import Span
from blocquotes.suggest.page import publication
from blocquotes.suggest.page.lines import line_role
from blocquotes.suggest.page.metadata import author_of, is_update, printed_dates
from blocquotes.suggest.page.wrapping import SENTENCE_END

# Characters of the shortest paragraph of running text, and the lines of a page above it that are looked at.
_PARAGRAPH = 100
_MOST_LINES = 60
_NO_TEXT = frozenset(
    ("script", "style", "noscript", "nav", "footer", "form", "select", "button", "svg", "template", "head")
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    )
)


def lines(tree: Any) -> list[str]:
    """The lines above the first paragraph of running text."""
    shown = (" ".join(line.split()) for line in "".join(_words(tree)).split("\n"))
    above = takewhile(lambda line: not _is_paragraph(line), filter(None, shown))
    return [*islice(above, _MOST_LINES)]


def _is_paragraph(line: str) -> bool:
    return len(line) >= _PARAGRAPH and bool(SENTENCE_END.search(line))


def _words(element: Any) -> Iterator[str]:
    """The text of an element, with line ends where the page has them."""
    if element.tag in _NO_TEXT or not isinstance(element.tag, str):
        return
    edge = "" if element.tag in _INLINE else "\n"
    yield edge + " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _words(child)
        yield " ".join((child.tail or "").split("\n"))
    yield edge


def below(shown: Sequence[str], title: str | None) -> Sequence[str]:
    """The lines below the headline; above it, sites print the day of today."""
    return shown[shown.index(title) + 1 :] if title in shown else ()


def author(shown: Sequence[str]) -> str | None:
    """The names in the first line with a byline."""
    byline = next((line for line in shown if line_role(line) == "byline"), None)
    return author_of(byline) if byline else None


def day(shown: Sequence[str]) -> str | None:
    """The first day, as YYYY-MM-DD, in a line that says nothing else but when and by whom; no day of a change."""
    dated = (line for line in shown if publication.elements(line))
    days = ((line, found) for line in dated for found in printed_dates(line, Span(0, len(line))))
    return next((iso for line, (iso, known, span) in days if known == "day" and not is_update(line, span.start)), None)
