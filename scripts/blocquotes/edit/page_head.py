"""The first lines of a saved page's text: title, author, outlet and date, as the metadata of the page give them.

Pages state them in JSON-LD, meta elements and `<time>`, and the extractor leaves their visible lines out of the main
text. As lines of the seed, they are the evidence of the draft's byline, date and outlet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import foreign, publication
from blocquotes.suggest.page.lines import line_role

# Paragraphs at the beginning of the main text in which the page's own lines for title, author and date are.
_OPENING = 6
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_BY = re.compile(rf"(?x:(?:{publication.BY}|{foreign.BY}))")
# Characters of a byline besides the names: `Reporting by … in Westhaven`.
_LONGEST_REST = 30
# What is between a title and the name of the outlet: `Harbour to close | Westhaven Post`.
_TAIL = r"\s+[|–—·»-]\s+"
# What is between the parts of a title, whatever their order, and the words of the longest outlet.
_SIGN = re.compile(r"\s*:\s+|\s+[|–—·»•-]\s+")
_MOST_WORDS = 7
# The same where the page names no outlet. A dash may be part of the title, so the name must look like an outlet's.
_NAMED_TAIL = re.compile(rf"\s+(?P<sign>[|»–—-])\s+(?P<name>{publication.NAME})$")


@dataclass(frozen=True)
class Facts:
    """What the metadata of a page say; `author` has several names separated by semicolons, `date` is YYYY-MM-DD."""

    title: str | None
    outlet: str | None
    author: str | None
    date: str | None


def lines(facts: Facts, body: Sequence[str]) -> list[str]:
    """The lines of the text: the head, then the paragraphs of the body, without lines that the head has."""
    paragraphs = [_line(paragraph) for paragraph in body if paragraph.strip()]
    facts = replace(facts, outlet=facts.outlet or outlet_in(_line(facts.title or "")))
    title = without_tail(_line(facts.title or ""), facts.outlet)
    opening = [without_tail(paragraph, facts.outlet) for paragraph in paragraphs[:_OPENING]]
    said = list(_publication(facts, opening))
    if title in opening:
        at = opening.index(title) + 1
        return [*opening[:at], *said, *opening[at:], *paragraphs[_OPENING:]]
    return [*filter(None, [title]), *said, *opening, *paragraphs[_OPENING:]]


def _line(words: str) -> str:
    return " ".join(words.split())


def outlet_in(title: str) -> str | None:
    """The outlet that a title ends with: `Harbour to close | Westhaven Post`, but not `Wall to go - Port Chief`."""
    tail = _NAMED_TAIL.search(title)
    if not tail or not tail.start():
        return None
    # "Harbour to close | Football" ends with a section.
    is_name = tail["sign"] in "|»" and tail["name"].casefold() not in load().common
    return tail["name"] if is_name or publication.is_press(tail["name"]) else None


def parted(title: str | None, shown: Sequence[str]) -> tuple[str | None, str | None]:
    """A title's headline and outlet, where the page shows one part of it as a line: `Norran: Harbour to close`."""
    for sign in _SIGN.finditer(title or ""):
        before, after = sign.string[: sign.start()], sign.string[sign.end() :]
        for headline, outlet in ((before, after), (after, before)):
            if headline in shown and 0 < outlet.count(" ") + 1 < min(_MOST_WORDS, headline.count(" ") + 1):
                return headline, outlet
    return title, None


def without_tail(title: str, outlet: str | None) -> str:
    """A title without the name of its outlet at its end."""
    if not outlet:
        return title
    tail = re.search(_TAIL + re.escape(_line(outlet)) + "$", title, re.IGNORECASE)
    return title[: tail.start()] if tail and tail.start() else title


def _publication(facts: Facts, opening: Sequence[str]) -> Iterator[str]:
    """A line for the author, and one for outlet and date, unless the text has such lines."""
    # The times of a live blog are no date, and a day in another language is not read as stated.
    lines_of_page = (line for line in opening if not publication.is_clock(publication.elements(line)))
    shown = {
        region
        for line in lines_of_page
        for start, end, region in publication.regions(line)
        if region != "date" or not foreign.month(line[start:end])
    }
    if "byline" not in shown:
        yield from _byline(facts, opening)
    date = facts.date if "date" not in shown else None
    if facts.outlet and not any(_line(facts.outlet) in line for line in opening if publication.elements(line)):
        yield from _outlet(_line(facts.outlet), date)
    elif date:
        yield date


def _outlet(name: str, date: str | None) -> Iterator[str]:
    """A line with outlet and date: as newspapers print it, or with a label where only that shows an outlet."""
    is_press = publication.is_press(name)
    if not is_press and _HOST.fullmatch(name):
        # The extractor takes the address where the page names no outlet; the record has it.
        yield from filter(None, (date,))
        return
    shown = name if is_press else f"Outlet: {name}"
    line = f"{shown}, {date}" if date else shown
    # A line that cannot be read as one of the page's own would be published as text.
    if line_role(line) or (is_press and not date):
        yield line
    elif date:
        yield date


def _byline(facts: Facts, opening: Sequence[str]) -> Iterator[str]:
    """A line for the author, if there is one and the text does not name it."""
    names = (_BY.sub("", _line(name)) for name in (facts.author or "").split(";"))
    author = " and ".join(filter(None, names))
    line = f"By {author}"
    # A line that cannot be read as a byline would be published as text.
    if author and line_role(line) == "byline" and not any(_names(said, author) for said in opening):
        yield line


def _names(line: str, author: str) -> bool:
    """Whether a line of the text is a byline with the author's name."""
    return author.casefold() in line.casefold() and len(line) <= len(author) + _LONGEST_REST
