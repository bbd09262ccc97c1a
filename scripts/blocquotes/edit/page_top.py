"""The lines that a saved page shows above its text: they have the headline, author and day that no metadata give."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from blocquotes.model import Span
from blocquotes.suggest.page import publication
from blocquotes.suggest.page.bylines import is_author
from blocquotes.suggest.page.furniture import name_of
from blocquotes.suggest.page.lines import line_role
from blocquotes.suggest.page.metadata import author_of, is_update, printed_dates
from blocquotes.suggest.text.line_breaks import ends_sentence

# Characters of the shortest paragraph of running text, and the lines of a page above it that are looked at.
_PARAGRAPH = 100
_MOST_LINES = 60
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline|credits|autor|auteur)(?:[\s_-]|$)", re.IGNORECASE)
# Classes and ids of elements that show when a page was published.
_DATED = re.compile(r"date|time|publish|posted|byline|meta\b", re.IGNORECASE)
# Elements behind the headline in which they are; further down are the dates of other articles.
_NEAR = 60
_SITE = re.compile(
    r"(?:^|[\s_-])(?:logo|masthead|site-?(?:title|name|logo)|brand|nameplate)(?:[\s_-]|$)", re.IGNORECASE
)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_NO_TEXT = frozenset(
    ("script", "style", "noscript", "nav", "footer", "form", "select", "button", "svg", "template", "head")
)
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub",
    "sup", "time", "u",
))  # fmt: skip


def lines(tree: Any) -> list[str]:
    """The lines above the first paragraph of running text."""
    shown = (" ".join(line.split()) for line in "".join(_words(tree)).split("\n"))
    above = takewhile(lambda line: not _is_paragraph(line), filter(None, shown))
    return [*islice(above, _MOST_LINES)]


def _is_paragraph(line: str) -> bool:
    return len(line) >= _PARAGRAPH and ends_sentence(line)


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
    """The lines below the headline, then the one above it; further up, sites print the day of today."""
    if title not in shown:
        return ()
    at = shown.index(title)
    return [*shown[at + 1 :], *shown[max(at - 1, 0) : at]]


def author(shown: Sequence[str]) -> str | None:
    """The names in the first line with a byline."""
    return next((author_of(words) for line in shown for words in _bylines(line)), None)


def _bylines(line: str) -> Iterator[str]:
    """The parts of a line that name authors: all of it, or what is beside a date."""
    if line_role(line) == "byline":
        yield line
    yield from (line[start:end] for start, end, role in publication.regions(line) if role == "byline")


def named_author(tree: Any) -> str | None:
    """The author by the class of an element that holds nothing else: `<div class="reader-credits">Jo Lee</div>`."""
    for element in tree.iter("a", "address", "div", "p", "span"):
        if _AUTHOR.search(element.get("class") or ""):
            line = " ".join(element.text_content().split())
            if line_role(line) == "byline" or is_author(line):
                return author_of(line)
    return None


def dated(tree: Any) -> str | None:
    """The day, as YYYY-MM-DD, in the first element behind the headline that shows when the page was published.

    Above the headline, sites print the day of today.
    """
    headline = next(tree.iter("h1"), None)
    after = () if headline is None else headline.xpath("following::*")
    for element in islice(after, _NEAR):
        is_dated = _DATED.search(f"{element.get('class', '')} {element.get('id', '')}")
        if is_dated and (found := day([" ".join(element.text_content().split())])):
            return found
    return None


def day(lines: Iterable[str]) -> str | None:
    """The first day, as YYYY-MM-DD, in a line that says nothing else but when and by whom; no day of a change."""
    with_dates = (line for line in lines if publication.elements(line))
    found = ((line, *printed) for line in with_dates for printed in printed_dates(line, Span(0, len(line))))
    days = (iso for line, iso, known, span in found if known == "day" and not is_update(line, span.start))
    return next(filter(None, days), None)


def site_name(tree: Any) -> str | None:
    """The name of the site in an element whose class or id says so, by its words or by its picture; else none."""
    for element in tree.iter("a", "div", "h1", "h2", "header", "img", "p", "span"):
        if _SITE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            pictures = (picture.get("alt") or "" for picture in element.iter("img"))
            for words in (element.text_content(), *pictures):
                name = " ".join(words.split())
                if name and name_of(name) == name:
                    return name
    return None


def host(shown: Sequence[str]) -> str | None:
    """The host on a line of its own, as readers of web pages show it."""
    return next((line for line in shown if _HOST.fullmatch(line)), None)
