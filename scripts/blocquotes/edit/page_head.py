"""The first lines of a saved page's text: title, author, outlet and date, as the metadata of the page give them.

Pages state them in JSON-LD, meta elements and `<time>`, and the extractor leaves their visible lines out of the main
text. As lines of the seed, they are the evidence of the draft's byline, date and outlet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import foreign, furniture, publication
from blocquotes.suggest.page.bylines import JOB
from blocquotes.suggest.page.lines import line_role
from blocquotes.suggest.text.line_breaks import ends_sentence

# Paragraphs at the beginning of the main text in which the page's own lines for title, author and date are.
_OPENING = 6
# Blanks in the shortest standfirst.
_FEWEST_STANDFIRST = 3
# The mark of a title that is so short, in characters, that it would be read as the name of a section.
_TITLE, _LONGEST_SHORT = "#", 20
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_BY = re.compile(rf"(?x:(?:{publication.BY}|{foreign.BY}))")
# What sites print in the place of an author.
_NOBODY = frozenset(("admin", "administrator", "editor", "webmaster", "web admin", "guest"))
# Characters of a byline besides the names: `Reporting by … in Westhaven`.
_LONGEST_REST = 30
# What is between a title and the name of the outlet: `Harbour to close | Westhaven Post`.
_TAIL = r"\s+[|–—·»-]\s+"
# The same where the page names no outlet. A dash may be part of the title, so the name must look like an outlet's.
_NAMED_TAIL = re.compile(rf"\s+(?P<sign>[|»–—-])\s+(?P<name>{publication.NAME})$")
# What is between the parts of a title, whatever their order, and the words of the longest outlet.
_SIGN = re.compile(r"\s*:\s+|\s+[|–—·»•-]\s+")
_MOST_WORDS = 6
# Blanks in the shortest beginning of a headline.
_FEWEST_BLANKS = 3


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
    whole_title = _line(facts.title or "")
    facts = replace(facts, outlet=facts.outlet or outlet_in(whole_title))
    title = without_tail(whole_title, facts.outlet)
    opening = [without_tail(paragraph, facts.outlet) for paragraph in paragraphs[:_OPENING]]
    # "Jo Lee BBC News, Westhaven" says no more than the byline that the metadata make.
    author = _author(facts)
    opening = [line for line in opening if not author or not _names(line, author) or _is_read(line)]
    said = list(_publication(facts, opening))
    if title not in opening:
        opening = [*filter(None, [title]), *opening]
    at = opening.index(title) + 1 if title else 0
    # What is between the headline and the text is the standfirst, and belongs above author and date.
    at += sum(1 for _ in takewhile(_is_standfirst, opening[at:]))
    if title and len(title) <= _LONGEST_SHORT:
        opening[opening.index(title)] = f"{_TITLE} {title}"
    return [*opening[:at], *said, *opening[at:], *paragraphs[_OPENING:]]


def _is_standfirst(line: str) -> bool:
    """Whether a line below the headline is a standfirst: some words that are no sentence, and say nothing else."""
    if line.count(" ") < _FEWEST_STANDFIRST or ends_sentence(line):
        return False
    return not _is_read(line)


def _line(words: str) -> str:
    return " ".join(words.split())


def outlet_in(title: str) -> str | None:
    """The outlet that a title ends with: `Harbour to close | Westhaven Post`, but not `Wall to go - Port Chief`."""
    tail = _NAMED_TAIL.search(title)
    if not tail or not tail.start():
        return None
    # "Harbour to close | Football" ends with a section.
    is_name = tail["sign"] in "|»" and tail["name"].casefold() not in load().common
    return tail["name"] if is_name or publication.is_outlet(tail["name"]) else None


def headline(title: str | None, in_head: str, shown: Sequence[str]) -> tuple[str | None, str | None]:
    """The headline and the outlet of a page by its title, the one in its head, and the lines that it shows."""
    found, outlet = parted(title, shown)
    whole, named = parted(in_head, [*shown, *filter(None, [found])])
    # The extractor may take the outlet in the head for the title: `LARKSTOW TIMES | Market closed`.
    return (whole, named) if named and found in (named, in_head) else (found, outlet or named)


def parted(title: str | None, shown: Sequence[str]) -> tuple[str | None, str | None]:
    """A title's headline and outlet, where the page shows one part of it as a line: `Norran: Harbour to close`."""
    words = title or ""
    cuts = [(0, 0), *(sign.span() for sign in _SIGN.finditer(words)), (len(words), len(words))]
    cut = {words[start:end] for _, start in cuts for end, _ in cuts} - {words, ""}
    others = {*shown} - {words}
    parts = {part: line for part in cut for line in others if line == part or _begins(line, part)}
    # The name of the site may be shown, too: the headline has more words.
    headlines = sorted((part for part in parts if not publication.is_outlet(part)), key=lambda part: part.count(" "))
    if not headlines:
        return title, None
    # "Harbour to close | Ports | Norran" has a section besides.
    outlet = words[: cuts[1][0]] if words.endswith(headlines[-1]) else words[cuts[-2][1] :]
    return parts[headlines[-1]], outlet if _may_be_outlet(outlet) else None


def _begins(line: str, part: str) -> bool:
    """Whether a line goes on where a part of a title ends: titles of old pages are cut off behind some words."""
    return part.count(" ") >= _FEWEST_BLANKS and line.startswith(f"{part} ")


def _may_be_outlet(name: str) -> bool:
    """Whether a part of a title may be the name of an outlet: a few words, and no section such as `Football`."""
    if len(name.split()) > _MOST_WORDS or furniture.is_section(name):
        return False
    return name[0].isupper() and name.casefold() not in load().common


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
    is_press = publication.is_press(name) and publication.is_outlet(name)
    if not is_press and HOST.fullmatch(name):
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
    author = _author(facts)
    # A line that cannot be read as a byline would be published as text.
    if author and not any(_names(said, author) for said in opening):
        yield f"By {author}"


def _author(facts: Facts) -> str | None:
    """The authors as a byline names them; none where that cannot be read as one."""
    names = (_BY.sub("", _line(name)) for name in (facts.author or "").split(";"))
    # BBC pages name the BBC besides.
    people = [name for name in names if name and name != facts.outlet and not JOB.fullmatch(name)]
    author = " and ".join(name for name in people if not _is_surplus(name, people))
    return author if author and line_role(f"By {author}") == "byline" else None


def _is_surplus(name: str, people: Sequence[str]) -> bool:
    """Whether a name is nobody's, or another one with an address behind it: `ANNA BERG aberg post example`."""
    if name.casefold() in _NOBODY:
        return True
    return any(name.casefold().startswith(f"{other.casefold()} ") for other in people)


def _is_read(line: str) -> bool:
    """Whether a line is read as a byline, a date or the like on its own."""
    return bool(line_role(line) or publication.elements(line))


def _names(line: str, author: str) -> bool:
    """Whether a line of the text is a byline with the author's name."""
    return author.casefold() in line.casefold() and len(line) <= len(author) + _LONGEST_REST
