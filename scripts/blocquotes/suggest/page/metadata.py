"""Who published a page, who wrote it and when, as far as the page says (guidelines, 23)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from blocquotes.dates import is_press_year
from blocquotes.model import Region, Span
from blocquotes.suggest.names.gazetteer import load, slug
from blocquotes.suggest.page import foreign, furniture
from blocquotes.suggest.page.bylines import without_job
from blocquotes.suggest.page.lines import AGENCIES, AGENCIES_BELOW, AGENCY, is_agency
from blocquotes.suggest.page.publication import (
    BY,
    DATE,
    LONGEST,
    NAME,
    OCCASION,
    OUTLET_FIELD,
    POST,
    elements,
    is_known_outlet,
    is_outlet,
    is_person,
    is_press,
)
from blocquotes.suggest.text.months import MONTH

_DATE = re.compile(rf"(?<![\w/:-])(?:{DATE}|{foreign.DATE})(?![\w/-](?<!T))")
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d\d(?!\d))")
_MONTH_WORD = re.compile(rf"{MONTH}")
_NUMBER = re.compile(r"\d+")
# `16-May-24`, `16 May ’24`; the century is this one.
_SHORT_YEAR = re.compile(rf"{MONTH}(?:-| ['’])(?P<year>\d\d)$")
_CENTURY = 2000
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]*day)?\b", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Labels before a date; the last one counts: `Updated May 18, 2024; first published May 16, 2024`.
_LABELS = re.compile(
    rf"(?P<update>updated?|modified|edited|revised|{foreign.UPDATED})|published|posted|created|issued|released"
    r"|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|publicerad|publisert|diterbitkan",
    re.IGNORECASE,
)
_BY = re.compile(rf"(?:\(|[/|•·–—-][ ])?(?:{BY}|{foreign.BY})", re.VERBOSE)
# `By` with the names on the lines below, and the next name there: `and Jo Lee`.
_BY_ALONE = re.compile(r"(?i:(?:words |text |story |written |reported |posted )?by) ?:?\s*$")
_AND = re.compile(r"(?:and|AND|&|with)\s")
_AND_END = re.compile(r"(?:,| and| AND| &)$")
_BY_END = re.compile(
    rf"""\s*(?:
      [|/•·;(@] | // | [ ][Rr]eporting[ ](?:from|in)[ ]
    | [ ](?:for|FOR)[ ](?:the[ ]|THE[ ]|)[A-Z]                # By Anna Berg for the Westhaven Post
    | \s[-–—](?:\s|$) | (?:[ ](?:on|at)[ ])?\d                                       # By Anna Berg | May 3
    | ,[ ](?!(?:and[ ])?[A-Z][\w.'’-]+[ ][A-Z])                            # By Anna Berg, correspondent
    | ,[ ](?i:(?:[a-z]+[ ]){{0,2}}(?:editor|writer|reporter|correspondent|columnist))\b    # BY ANNA BERG, SPORTS EDITOR
    | ,[ ](?:[Pp]hotos?|[Pp]hotographs?|[Vv]ideo|[Ee]dit(?:ed|ing|or))\b
    | ,[ ](?:Staff|Senior|Special|Chief|Political|Foreign|Associated|Reuters|AFP)\b
    | (?-x:{POST}) | ,?[ ](?:{AGENCIES})$
    | (?:[ ](?:on|at))?[,.)]*$
    )""",
    re.VERBOSE,
)
# Where a reporter writes from; `more` names another, so that the places belong to the byline.
_BY_PLACE = re.compile(r"\s+in [A-Z](?P<more>[^|/•·;(]* and [A-Z])?")
_COPYRIGHT = re.compile(
    r"""(?: (?P<before>[A-Z][\w.&'’]*(?:[ ][A-Z][\w&'’]*|[ ]of|[ ]and|[ ]for){0,5})[ ])?
    (?:©|\(c\)|Copyright)\s*(?:©|\(c\))?\s*
    (?P<year>(?:19|20)\d\d) (?:\s*[-–]\s*(?P<last>(?:19|20)\d\d))? ,?\s*(?:by[ ])?
    (?P<name>(?:The[ ])?[A-Z][\w.&'’]*(?:[ ][A-Z][\w&'’]*|[ ]of|[ ]and|[ ]for){0,5})?
    """,
    re.VERBOSE,
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/")
_SELF_NAMED = re.compile(r"([A-Z][\w.&’']*(?: [A-Z][\w.&’']*){0,3}) ?-$")
_BESIDE_DATE = re.compile(rf"\[?(?P<name>[A-Z][\w.&'’]*(?: [A-Z][\w.&'’]*){{0,3}})\]?[\s,|•·–—-]+{DATE}")
_AFTER_DATE = re.compile(rf"{DATE}[\s,|•·–—-]+(?P<name>[A-Z][\w.&'’]*(?: [A-Z][\w.&'’]*){{0,3}})$")
_ORIGIN = re.compile(
    r"""(?i: \(?(?:(?:news|story|original)[ ])?(?:sources?|via)[ ]?: | sources?[ ]include[ ]?:
      | \(?with[ ](?:additional[ ]|agency[ ])?inputs?[ ]from
      | (?:this[ ](?:article|story)[ ](?:was[ ])?)?(?:first|originally)[ ](?:appeared|published)[ ](?:on|in|by|at)
    )\s*(?P<names>.+)""",
    re.DOTALL | re.VERBOSE,
)
# An agency among several: `Reuters/AFP`, `AP and Reuters`.
_AGENCY_NAME = re.compile(r"\b(?:[A-Z]|dpa\b)(?:(?! and )[^/,])*")
_OUTLET = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}|(?:dpa\b|[A-Z][\w&]*)(?:(?: of(?: the)?)? [A-Z][\w&]*)*")
# What follows the outlets of a line of sources: `Source: Xinhua  Editor: huaxia`.
_NEXT_FIELD = re.compile(r"\||(?<=\w)\s\(|\s{2,}|\s(?:Editor|Author|Photo|Date|Time|Published|Updated)s?\s?:")
# What a line of sources says where it names none: `Source: Agencies`.
_NO_OUTLETS = frozenset(
    (
        "Agencies",
        "Agency",
        "Agence",
        "Internet",
        "Various",
        "Wire",
        "Wires",
        "Web",
        "Desk",
        "Inc",
        "Ltd",
        "LLC",
        "Corp",
        "Plc",
        "Co",
    )
)
# Regions that state when a page was published; a line of sources counts where no other has a date.
_DATED = (("date", "byline", "dateline"), ("sources",))
_NAME = re.compile(NAME)
_SENDER = re.compile(r"^From ?: \"?(?P<name>[^<>\"\n]+?)\"? <[^<>@\n]+@(?P<host>[^<>\n]+)>", re.MULTILINE)
_CALL = re.compile(r"(?:Support|Follow|About|Subscribe to|Contact|Join|Visit|Welcome to|More from|Download) (?:the )?")
# A host or an address on a line, but none of an archive or of what only passes links on.
_HOST_LINE = re.compile(
    r"^(?:https?://)?(?:www\.)?(?!archive\.|web\.archive\.|t\.co|\w+\.google\.|(?:\w+\.)?(?:facebook|twitter|x)\.com)"
    r"(?P<name>(?:[\w-]+\.)+[a-z]{2,})(?:/\S*)?$",
    re.MULTILINE,
)
# `Published in Norran, May 14th, 2024`, and what feeds print below a post.
_PUBLISHED_IN = re.compile(rf"Published in (?:the )?(?P<name>{NAME}),? (?:on )?{DATE}")
_FIRST_ON = re.compile(rf"The post .{{1,200}} appeared first on (?P<name>{NAME})")
_OPENING_LENGTH = 400
_LATE_WORDS = frozenset(("All", "Rights", "Reserved", "Inc", "Ltd", "LLC"))
_NO_LAST_WORDS = _LATE_WORDS | {"of", "and", "for"}


class Claim(NamedTuple):
    """One thing said of an article, with its provenance.

    `value` is an outlet's id, an ISO date or a byline as printed; `name` an outlet's name as printed.
    `basis` is stated, inferred or unknown; `evidence` are spans of the seed; `reasoning` goes with inferred.
    """

    value: str | None = None
    basis: str = "unknown"
    precision: str | None = None
    evidence: tuple[Span, ...] = ()
    reasoning: str | None = None
    name: str | None = None


class Metadata(NamedTuple):
    """What a page says of its publication; `origins` are outlets that it took its text from."""

    outlet: Claim
    origins: tuple[Claim, ...]
    published: Claim
    byline: Claim


def read_metadata(seed: str, regions: Sequence[Region], outlets: Mapping[str, str]) -> Metadata:
    """The metadata of a page; `outlets` maps casefolded names and domains of known outlets to ids."""
    parts = [(region.role, region.seed) for region in regions]
    origins = tuple(_origins(seed, parts, outlets))
    return Metadata(_outlet(seed, parts, outlets), origins, _published(seed, parts), _byline(seed, parts))


def _of(parts: Iterable[tuple[str, Span]], *roles: str) -> Iterator[Span]:
    return (span for role, span in parts if role in roles)


# A date in a text: ISO date (None without a year), precision, span.
Printed = tuple[str | None, str, Span]


def printed_dates(text: str, area: Span) -> Iterator[Printed]:
    """The dates in a stretch of text: ISO date (None without a year), precision, span."""
    for match in _DATE.finditer(text, area.start, area.end):
        if read_as := parse_date(match.group()):
            yield *read_as, Span(match.start(), match.end())


def parse_date(words: str) -> tuple[str | None, str] | None:
    """(ISO date, precision) of a printed date, the date None where no year is given; None for no date at all.

    Two numbers that may both be the month leave only the year (`03/04/2024`), except with full stops, which are
    used where the day comes first, and beside a weekday that only one of the two readings has.
    """
    read_as = _figures(words) or _worded(words)
    if not read_as or not read_as[0]:
        return read_as
    # 2567 is a year of the Buddhist calendar, and no page is of 2094.
    return read_as if is_press_year(int(read_as[0][:4])) else None


def _figures(words: str) -> tuple[str | None, str] | None:
    """The same for a date in figures."""
    if match := _ISO.search(words):
        return _valid(*map(int, match.groups()))
    if match := _FIGURES.search(words):
        first, sign, second, year = int(match[1]), match[2], int(match[3]), _full_year(match[4])
        # 03/04/2024 is in March or April; 16.05.2024 and 05/16/2024 leave no doubt.
        readings = [_valid(year, second, first), _valid(year, first, second)]
        if max(first, second) <= 12 and first != second and sign != ".":
            return _of_weekday(words, readings) or (f"{year:04d}-01-01", "year")
        return readings[0] or readings[1]
    return None


def _full_year(figures: str) -> int:
    return int(figures) + (_CENTURY if len(figures) == len("24") else 0)


def _of_weekday(words: str, readings: Sequence[tuple[str, str] | None]) -> tuple[str, str] | None:
    """The one reading whose weekday is in the words: `Monday, 12/9/2024`, `03/11/2023 06:41 PM (Friday)`."""
    named = {word.lower() for word in _WEEKDAY.findall(words)}
    said = [one for one in readings if one and _WEEKDAYS[date.fromisoformat(one[0]).weekday()] in named]
    return said[0] if len(said) == 1 else None


def _worded(words: str) -> tuple[str | None, str] | None:
    """The same for a date whose month is a word."""
    month_word = _MONTH_WORD.search(words)
    month = foreign.month(words)
    if not month and month_word:
        month = _MONTHS.index(month_word.group()[:3].lower()) + 1
    if not month:
        return None
    short = _SHORT_YEAR.search(words)
    numbers = [int(n) for n in _NUMBER.findall(words[: short.start("year")] if short else words)]
    years, days = [n for n in numbers if n > 31], [n for n in numbers if n <= 31]
    years += [_full_year(short["year"])] if short else []
    # "May 16": a day whose year the copyright notice may say; "in May" is no date.
    if not years:
        return (None, "day") if days else None
    return _valid(years[0], month, days[0]) if days else (f"{years[0]:04d}-{month:02d}-01", "month")


def _valid(year: int, month: int, day: int) -> tuple[str, str] | None:
    try:
        return date(year, month, day).isoformat(), "day"
    except ValueError:
        return None


def _published(seed: str, parts: Sequence[tuple[str, Span]]) -> Claim:
    # The days in a list of sources are those of other articles.
    spans = (s for roles in _DATED for s in _of(parts, *roles) if roles != ("sources",) or "\n" not in seed[slice(*s)])
    printed = [found for span in spans for found in printed_dates(seed, span)]
    printed = _below_headline(parts, printed)
    full = [(iso, precision, span) for iso, precision, span in _ordered(seed, printed) if iso]
    first = [(iso, precision, span) for iso, precision, span in full if not is_update(seed, span.start)]
    for iso, precision, span in first:
        if foreign.month(seed[span.start : span.end]):
            return Claim(iso, "inferred", precision, (span,), f"The page gives {iso} in another language.")
        return Claim(iso, "stated", precision, (span,))
    for iso, precision, span in full:
        why = "The page gives no date but that of its last change."
        return Claim(iso, "inferred", precision, (span,), why)
    yearless = [span for iso, _, span in printed if not iso]
    guesses = (
        _by_address(seed, parts),
        _by_notice(seed, parts, yearless),
        _by_headline(seed, parts),
        _by_opening(seed, parts),
    )
    return next((claim for claim in guesses if claim), Claim())


def _below_headline(parts: Sequence[tuple[str, Span]], printed: Sequence[Printed]) -> list[Printed]:
    """The dates, those between headline and text first; above it, sites print the day of today."""
    title = next((span.end for span in _of(parts, "title")), None)
    if title is None:
        return [*printed]
    text = next((span.start for span in _of(parts, "body") if span.start > title), title)
    return sorted(printed, key=lambda found: not title <= found[2].start < text)


def _ordered(seed: str, printed: Sequence[Printed]) -> Iterator[Printed]:
    """The dates, with the order of day and month that another one shows: `12/09/2024, updated 13/09/2024`."""
    figures = [(_FIGURES.search(seed, *span), found) for found in printed for span in [found[2]]]
    day_first = {int(match[1]) > 12 for match, (_, precision, _) in figures if match and precision == "day"}
    for match, (iso, precision, span) in figures:
        if match and precision == "year":
            first, second, year = int(match[1]), int(match[3]), _full_year(match[4])
            readings = [_valid(year, second, first), _valid(year, first, second)]
            by_order = readings[day_first != {True}] if len(day_first) == 1 else None
            yield *(by_order or _of_weekday(_line_of(seed, span), readings) or (iso, precision)), span
        else:
            yield iso, precision, span


def _line_of(seed: str, span: Span) -> str:
    end = seed.find("\n", span.end)
    return seed[seed.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(seed)]


def is_update(seed: str, at: int) -> bool:
    """Whether the last label before a date on its line, at `at`, says that the page was changed then."""
    line = seed.rfind("\n", 0, at) + 1
    labels = list(_LABELS.finditer(seed, max(line, at - LONGEST), at))
    return any(label["update"] for label in labels[-1:])


def _outside(seed: str, parts: Sequence[tuple[str, Span]], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Every match outside of the running text."""
    for area in _of(parts, "boilerplate", "credit", "sources", "related"):
        yield from pattern.finditer(seed, area.start, area.end)


def _by_address(seed: str, parts: Sequence[tuple[str, Span]]) -> Claim | None:
    for match in _outside(seed, parts, _URL_DATE):
        if read_as := _valid(*map(int, match.groups())):
            why = "The address of the page has this date."
            return Claim(read_as[0], "inferred", "day", (Span(match.start() + 1, match.end() - 1),), why)
    return None


def _by_notice(seed: str, parts: Sequence[tuple[str, Span]], yearless: list[Span]) -> Claim | None:
    for notice in _outside(seed, parts, _COPYRIGHT):
        for span in yearless:
            read_as = parse_date(f"{seed[span.start : span.end]}, {notice['last'] or notice['year']}")
            # February 29 in a year without one is no date.
            if read_as:
                why = "The day is that of the dateline; the year is that of the copyright notice."
                evidence = (span, Span(notice.start(), notice.end()))
                return Claim(read_as[0], "inferred", read_as[1], evidence, why)
    return None


def _by_headline(seed: str, parts: Sequence[tuple[str, Span]]) -> Claim | None:
    """The day of a transcript, such as `Press briefing of the ministry on 16 May 2024`."""
    for area in _of(parts, "title", "standfirst"):
        for iso, precision, span in printed_dates(seed, area):
            if iso and precision == "day" and OCCASION.search(seed, area.start, area.end):
                why = "The headline says that the words were spoken on this day."
                return Claim(iso, "inferred", precision, (span,), why)
    return None


def _by_opening(seed: str, parts: Sequence[tuple[str, Span]]) -> Claim | None:
    first = next(_of(parts, "body"), None)
    if first is None:
        return None
    for iso, precision, span in printed_dates(seed, Span(first.start, min(first.end, first.start + _OPENING_LENGTH))):
        # A month in the first sentences seldom is the one of the publication.
        if iso and precision == "day":
            why = "The first sentences report this day as news."
            return Claim(iso, "inferred", precision, (span,), why)
    return None


def _byline(seed: str, parts: Sequence[tuple[str, Span]]) -> Claim:
    value, evidence = "", list[Span]()
    for span in _of(parts, "byline"):
        read_on = _is_continued(seed, value, evidence, span)
        if value and not read_on:
            break
        name, said = _author(seed, span)
        value = f"{value}{read_on}{name}"
        evidence += [said] if name else []
    return Claim(value, "stated", None, tuple(evidence)) if value else Claim()


def _is_continued(seed: str, value: str, evidence: Sequence[Span], span: Span) -> str:
    """What is between a byline so far and a line that goes on with it: a blank before `and Jo Lee`; "" if none does."""
    if not value or seed[evidence[-1].end : span.start].strip(" \n\t\r,"):
        return ""
    line = seed[span.start : span.end]
    if _AND.match(line) or _AND_END.search(value):
        return " "
    return ", " if is_person(line.split()) and is_person(value.split()[-len(line.split()) :]) else ""


def author_of(line: str) -> str | None:
    """The names in a line with a byline."""
    return _author(line, Span(0, len(line)))[0] or None


def _author(seed: str, span: Span) -> tuple[str, Span]:
    """The names in a line with a byline, and the evidence for them."""
    opening = _BY.match(seed, span.start, span.end) or _BY_ALONE.match(seed, span.start, span.end)
    start = opening.end() if opening else span.start
    ending = _BY_END.search(seed, start, span.end)
    end = ending.start() if ending else span.end
    place = _BY_PLACE.search(seed, start, end)
    # "By Anna Berg in Kyiv" is by Anna Berg; with two places the places stay.
    end = place.start() if place and not place["more"] else end
    return without_job(seed[start:end].strip()), Span(span.start, end)


def _outlet(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Claim:
    """The outlet that names itself before the text, beside the date, on its own line or in its copyright notice."""
    places = (
        _before_text,
        _in_field,
        _in_masthead,
        _in_sender,
        _beside_date,
        _in_section,
        _behind_headline,
        _in_line,
        _in_notice,
        _in_host,
    )
    readings = (read(seed, parts, outlets) for read in places)
    found = next(filter(None, readings), None)
    return _stated(*found, outlets) if found else Claim()


# A name as printed, and the evidence for it.
Named = tuple[str, Span]


def _before_text(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`Islam Times - `, but no place: `MOSCOW - `, `Moscow - `."""
    for span in _of(parts, "dateline"):
        prefix = _SELF_NAMED.match(seed, span.start, span.end)
        if prefix is None or prefix[1].isupper():
            continue
        if prefix[1] not in load().names:
            return prefix[1], Span(*prefix.span(1))
    return None


def _in_field(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`Outlet: Norran, 2024-05-16`"""
    for span in _of(parts, "date", "section"):
        if field := OUTLET_FIELD.match(seed, span.start, span.end):
            return field["name"], Span(*field.span("name"))
    return None


def _beside_date(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Named | None:
    """`Deutsche Welle, 3 May 2022`, but no place: `Jakarta, 3 May 2022`."""
    for span in _of(parts, "date"):
        # "China Daily | Updated: 2023-11-03"
        for element in elements(seed[span.start : span.end]):
            # In "16 May 2024 | PTI | Norsund", the agency is where the text is from.
            if element.kind == "name" and _is_outlet(element.text, outlets) and not is_agency(element.text):
                return element.text, Span(span.start + element.start, span.start + element.end)
        beside = _BESIDE_DATE.match(seed, span.start, span.end) or _AFTER_DATE.search(seed, span.start, span.end)
        if beside and _is_outlet(beside["name"], outlets):
            return beside["name"], Span(*beside.span("name"))
    return None


def _is_outlet(name: str, outlets: Mapping[str, str]) -> bool:
    if name.casefold() in outlets:
        return True
    return is_press(name) and not furniture.is_section(name)


def _in_section(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Named | None:
    """`Westhaven Post` as a line over or under the headline."""
    for span in _of(parts, "section"):
        # "Support the Norran Times" is a button.
        call = _CALL.match(seed, span.start, span.end)
        start = call.end() if call else span.start
        name = seed[start : span.end]
        if name.casefold() in outlets or _is_named_outlet(name):
            return name, Span(start, span.end)
    return None


def _is_named_outlet(name: str) -> bool:
    """Whether a line is the name of an outlet, and not that of a section: `World News`, `nagpur News`."""
    if is_known_outlet(name):
        return True
    if " " not in name or not name[0].isupper():
        return False
    return is_outlet(name) and not furniture.is_section(name)


def _in_masthead(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`City Wire` over a menu, or where another line is `More from City Wire` or names the host `citywire.example`."""
    for role, span in parts:
        if role == "title":
            return None
        if role != "section":
            continue
        line = seed[span.start : span.end]
        rest = [other.strip() for other in seed[span.end :].split("\n") if other.strip()]
        others = (other for other in rest if len(other) <= LONGEST)
        name = furniture.outlet(line, rest[0] if rest else "", others)
        if not name and furniture.has_slogan(line):
            name = furniture.name_of(line)
        return (name, Span(span.start, span.start + len(name))) if name else None
    return None


def _in_sender(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`From: Coast Lantern <news@coastlantern.example>`, but no person."""
    for span in _of(parts, "boilerplate"):
        sender = _SENDER.search(seed, span.start, span.end)
        if sender and (is_outlet(sender["name"]) or furniture.outlet(sender["name"], "", [sender["host"]])):
            return sender["name"], Span(*sender.span("name"))
    return None


def _behind_headline(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`5/16/24, 9:12 AM  Harbour to close - Westhaven Post`, as browsers print it over a page."""
    title = next((seed[span.start : span.end] for span in _of(parts, "title")), "")
    furnished = [*_of(parts, "title", "boilerplate")] if title else []
    for found in re.finditer(rf"{re.escape(title)}\s+[|»–—·-]\s+", seed, re.IGNORECASE) if furnished else ():
        name = _NAME.match(seed, found.end())
        if name and not furniture.is_section(name.group()) and any(s.start <= found.start() < s.end for s in furnished):
            return name.group(), Span(*name.span())
    return None


def _in_line(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`Published in Norran, May 14th, 2024`, `The post … appeared first on Norran.`"""
    for span in _of(parts, "sources", "boilerplate", "date"):
        for pattern in (_PUBLISHED_IN, _FIRST_ON):
            if found := pattern.search(seed, span.start, span.end):
                return found["name"].rstrip("."), Span(*found.span("name"))
    return None


def _in_host(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`post.example` as a line over the headline, as readers of web pages show it."""
    for role, span in parts:
        if role == "title":
            return None
        for host in _HOST_LINE.finditer(seed, span.start, span.end):
            return host["name"], Span(*host.span("name"))
    return None


def _in_notice(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`© 2024 Westhaven Post. All rights reserved.`"""
    for span in _of(parts, "boilerplate", "sources"):
        for match in _COPYRIGHT.finditer(seed, span.start, span.end):
            # "© 2024 All Rights Reserved" names nobody.
            name = match["name"]
            if name and name.split()[0].rstrip(".") not in _LATE_WORDS:
                return _trim(name), Span(match.start(), match.end())
            if match["before"] and is_outlet(match["before"]):
                return match["before"], Span(match.start(), match.end())
    return None


def _trim(name: str) -> str:
    words = name.rstrip(".").split()
    while words[-1].rstrip(".") in _NO_LAST_WORDS:
        words.pop()
    return " ".join(words)


def _stated(name: str, span: Span, outlets: Mapping[str, str]) -> Claim:
    return Claim(outlets.get(name.casefold(), slug(name)), "stated", None, (span,), None, name)


def _origins(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Iterator[Claim]:
    """Agencies in the dateline, and the outlets that the page lists as its sources, each once."""
    found: dict[str | None, Claim] = {}
    for span in _agencies(seed, parts):
        claim = _stated(seed[span.start : span.end], span, outlets)
        found.setdefault(claim.value, claim)
    yield from found.values()


def _agencies(seed: str, parts: Sequence[tuple[str, Span]]) -> Iterator[Span]:
    for span in _of(parts, "dateline"):
        yield from _in_dateline(seed, span)
    for span in _of(parts, "sources", "byline"):
        listed = _ORIGIN.match(seed, span.start, span.end) or AGENCIES_BELOW.match(seed, span.start, span.end)
        if listed:
            start = listed.start(listed.lastgroup or 0)
            for name in _OUTLET.finditer(seed, start, _names_end(seed, Span(start, span.end))):
                if name.group() not in _NO_OUTLETS:
                    yield Span(name.start(), name.end())


def _names_end(seed: str, span: Span) -> int:
    """Where the outlets of a line of sources end: `Source: Xinhua | 2024-05-16`, `… published by Kelda on May 3`."""
    ends = (found.start() for end in (_NEXT_FIELD, _DATE) for found in end.finditer(seed, span.start, span.end))
    return min(ends, default=span.end)


def _in_dateline(seed: str, span: Span) -> Iterator[Span]:
    """The agencies of a dateline: `WESTHAVEN/OSLO (Reuters/AFP) -`, `WESTHAVEN, May 16. /TASS/.`"""
    for match in AGENCY.finditer(seed, span.start, span.end):
        at, end = match.span(match.lastgroup or 0)
        # "(Oslo) – " is a place.
        if match.start() == span.start and not is_agency(seed[at:end]):
            continue
        for name in _AGENCY_NAME.finditer(seed, at, end):
            yield Span(name.start(), name.end())
