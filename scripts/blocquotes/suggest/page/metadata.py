"""Who wrote a page and when it was published, as far as the page says (guidelines, 23); `outlets` finds by whom."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from blocquotes.dates import is_press_year
from blocquotes.model import Region, Span
from blocquotes.suggest.page import foreign
from blocquotes.suggest.page.bylines import BY_ALONE, JOB, is_author, without_job
from blocquotes.suggest.page.claims import Claim, of
from blocquotes.suggest.page.lines import AGENCIES
from blocquotes.suggest.page.outlets import NOTICE, origins, outlet
from blocquotes.suggest.page.plain import plain
from blocquotes.suggest.page.publication import BY, DATE, JOBS, LONGEST, NAME, OCCASION, POST
from blocquotes.suggest.text.months import MONTH

# In copied pages a time or a second date may stick to a date: `03/05/2024March 5, 2024`,
# and so may labels: `Published5 May 2024Updated6 May 2024`.
_DATE = re.compile(
    rf"(?:(?<![\w/:-])|(?<=\d{{4}})(?=[A-Z])|(?<=ed)(?=\d))(?:{DATE}|{foreign.DATE})(?:(?![\w/-](?<!T))|(?=\d{{1,2}}:\d\d)|(?<=\d{{4}})(?={MONTH}|[A-Z][a-z]))"
)
# The times of a country where the month comes first.
_MONTH_FIRST = re.compile(r"\b[ECMP][SD]?T\b")
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d\d(?!\d))")
_MONTH_WORD = re.compile(MONTH)
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
    rf"|{foreign.PUBLISHED}",
    re.IGNORECASE,
)
# `Words Anna Berg  Portrait Jo Lee` has no `by`.
_BY = re.compile(
    rf"""(?:\( | (?:[A-Z][^|•·]{{2,40}}[ ])? [/|•·–—-][ ])?
      (?:{BY}|{foreign.BY}|(?:Words|Text|Story)[ ](?=\S.*\s{{2}}))""",
    re.VERBOSE,
)
# How a line goes on with the byline above it, `and Jo Lee`, and how a byline that goes on below ends.
_AND = re.compile(r"(?:and|AND|&|with)(?:\s|$)")
_AND_END = re.compile(r"(?:,|\b(?:and|AND)|&)$")
_BY_END = re.compile(
    rf"""\s*(?:
      \s{{2}}(?:Portraits?|Photo\w*|Pictures?|Illustrations?)\b | [|/•·;] | \S*@ | \[email | \((?!now|earlier) | //
    | [ ][Rr]eporting[ ](?:from|in)[ ]
    | [ ](?:for|FOR)[ ](?:the[ ]|THE[ ]|)[A-Z]                # By Anna Berg for the Westhaven Post
    | \s[-–—](?:\s|$) | (?:[ ](?:on|at)[ ])?(?<![^\W\d])\d | (?=\d+[ ]{MONTH})       # By Anna Berg | May 3
    | ,[ ](?!(?:and[ ])?[A-Z][\w.'’-]+[ ][A-Z])                            # By Anna Berg, correspondent
    | ,[ ](?i:(?:[a-z]+[ ]){{0,2}}(?:{JOBS}))\b    # BY ANNA BERG, SPORTS EDITOR
    | ,[ ](?:[Pp]hotos?|[Pp]hotographs?|[Vv]ideo|[Ee]dit(?:ed|ing|or))\b
    | ,[ ](?:Staff|Senior|Special|Chief|Political|Foreign|Associated|Reuters|AFP)\b
    | (?-x:{POST}) | (?<!\b[Tt]he),?[ ](?:[Tt]he[ ])?(?:{AGENCIES})$
    | (?:[ ](?:on|at))?[,.)]*$
    )""",
    re.VERBOSE,
)
# The number of a note behind a name: `By Anna Berg1 and Jo Lee2`, but not `annaberg2`.
_NOTE = re.compile(r"(?<= )([A-ZÀ-Ý][a-zà-ÿ]+)\d{1,2}\b")
# `Anna Berg (now) and Jo Lee (earlier)`
_SHIFT = re.compile(r" \((?:now|earlier)\b\)?")
# A job before the name: `By port affairs reporter Lena Roth`.
_JOB_BEFORE = re.compile(rf"^(?:[\w'’-]+ ){{0,4}}?(?i:{JOBS}) (?=[A-ZÀ-Ý]\S+ [A-ZÀ-Ý])")
# Where a reporter writes from, and the next reporter: `Anna Berg in Kyiv and Jo Lee`.
_BY_PLACE = re.compile(r"\s+in [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")
_NEXT_NAME = re.compile(rf"(?:,|,? and) (?P<name>{NAME})")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/")
# Regions that state when a page was published; a line of sources counts where no other has a date.
_DATED = (("date", "byline", "dateline"), ("sources",))
_OPENING_LENGTH = 400
# Lines of a byline that are read; each is compared with the other regions.
_MOST_BYLINES = 20
# A date in a text: ISO date (None without a year), precision, span.
Printed = tuple[str | None, str, Span]


class Metadata(NamedTuple):
    """What a page says of its publication; `origins` are outlets that it took its text from."""

    outlet: Claim
    origins: tuple[Claim, ...]
    published: Claim
    byline: Claim


def read_metadata(seed: str, regions: Sequence[Region], outlets: Mapping[str, str]) -> Metadata:
    """The metadata of a page; `outlets` maps casefolded names and domains of known outlets to ids."""
    read = plain(seed)
    text, parts = read.text, [(region.role, read.in_text(region.seed)) for region in regions]

    def in_seed(claim: Claim) -> Claim:
        return claim._replace(evidence=tuple(map(read.in_seed, claim.evidence)))

    agencies = tuple(map(in_seed, origins(text, parts, outlets)))
    found = (outlet(text, parts, outlets), _published(text, parts), _byline(text, parts))
    named, published, byline = map(in_seed, found)
    return Metadata(named, agencies, published, byline)


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
        first, sign, second = int(match[1]), match[2], int(match[3])
        readings = _readings(match)
        # 03/04/2024 is in March or April; 16.05.2024 and 05/16/2024 leave no doubt.
        if max(first, second) <= 12 and first != second and sign != ".":
            return _of_weekday(words, readings) or (f"{_full_year(match[4]):04d}-01-01", "year")
        return readings[0] or readings[1]
    return None


def _readings(figures: re.Match[str]) -> list[tuple[str, str] | None]:
    """The two readings of a date in figures: with the day first, and with the month first."""
    first, second, year = int(figures[1]), int(figures[3]), _full_year(figures[4])
    return [_valid(year, second, first), _valid(year, first, second)]


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
    spans = (s for roles in _DATED for s in of(parts, *roles) if "\n" not in seed[slice(*s)])
    printed = [found for span in spans for found in printed_dates(seed, span)]
    printed = _below_headline(parts, printed)
    full = [(iso, precision, span) for iso, precision, span in _ordered(seed, printed) if iso]
    first = [(iso, precision, span) for iso, precision, span in full if not is_update(seed, span.start)]
    # "03/05/2024March 5, 2024" is of a day that only the second one says.
    for iso, precision, span in sorted(first, key=lambda found: found[1] == "year"):
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
        _by_opening(seed, parts, yearless),
    )
    return next((claim for claim in guesses if claim), Claim())


def _below_headline(parts: Sequence[tuple[str, Span]], printed: Sequence[Printed]) -> list[Printed]:
    """The dates, those between headline and text first; above it, sites print the day of today."""
    title = next((span.end for span in of(parts, "title")), None)
    if title is None:
        return [*printed]
    text = next((span.start for span in of(parts, "body") if span.start > title), title)
    return sorted(printed, key=lambda found: not title <= found[2].start < text)


def _ordered(seed: str, printed: Sequence[Printed]) -> Iterator[Printed]:
    """The dates, with the order of day and month that another one shows: `12/09/2024, updated 13/09/2024`."""
    figures = [(_FIGURES.search(seed, *span), found) for found in printed for span in [found[2]]]
    day_first = {int(match[1]) > 12 for match, (_, precision, _) in figures if match and precision == "day"}
    for match, (iso, precision, span) in figures:
        if match and precision == "year":
            readings = _readings(match)
            line = _line_of(seed, span)
            by_order = readings[day_first != {True}] if len(day_first) == 1 else None
            by_zone = readings[1] if _MONTH_FIRST.search(line) else None
            by_day = next((one for one in readings if one and one[0] in _days(seed, printed, one[0][:4])), None)
            read_as = (by_order, _of_weekday(line, readings), by_zone, by_day)
            yield *next(filter(None, read_as), (iso, precision)), span
        else:
            yield iso, precision, span


def _days(seed: str, printed: Sequence[Printed], year: str) -> set[str | None]:
    """The days that the page gives without a year, such as that of its dateline, in a year: `OSLO, May 3 (AP) -`."""
    read = (parse_date(f"{seed[span.start : span.end]}, {year}") for iso, _, span in printed if not iso)
    return {one[0] for one in read if one}


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
    for area in of(parts, "boilerplate", "credit", "sources", "related"):
        yield from pattern.finditer(seed, area.start, area.end)


def _by_address(seed: str, parts: Sequence[tuple[str, Span]]) -> Claim | None:
    for match in _outside(seed, parts, _URL_DATE):
        if read_as := _valid(*map(int, match.groups())):
            why = "The address of the page has this date."
            return Claim(read_as[0], "inferred", "day", (Span(match.start() + 1, match.end() - 1),), why)
    return None


def _by_notice(seed: str, parts: Sequence[tuple[str, Span]], yearless: list[Span]) -> Claim | None:
    for notice in _outside(seed, parts, NOTICE):
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
    for area in of(parts, "title", "standfirst"):
        for iso, precision, span in printed_dates(seed, area):
            if iso and OCCASION.search(seed, area.start, area.end):
                why = "The headline says that the words were spoken on this day."
                return Claim(iso, "inferred", precision, (span,), why)
    return None


def _by_opening(seed: str, parts: Sequence[tuple[str, Span]], yearless: list[Span]) -> Claim | None:
    first = next(of(parts, "body"), None)
    if first is None:
        return None
    for iso, precision, span in printed_dates(seed, Span(first.start, min(first.end, first.start + _OPENING_LENGTH))):
        # A month in the first sentences seldom is the one of the publication.
        if iso and precision == "day":
            # "6 Jul, 12:31" is the day of a text whose news is of July 5, 2021.
            for day in yearless:
                if read_as := parse_date(f"{seed[day.start : day.end]}, {iso[:4]}"):
                    why = "The day is that of the page; the year is that of a day in the first sentences."
                    return Claim(read_as[0], "inferred", read_as[1], (day, span), why)
            why = "The first sentences report this day as news."
            return Claim(iso, "inferred", precision, (span,), why)
    return None


def _byline(seed: str, parts: Sequence[tuple[str, Span]]) -> Claim:
    value, evidence = "", list[Span]()
    for span in islice(of(parts, "byline"), _MOST_BYLINES):
        # "Columnist" is what the author above it is.
        if value and JOB.fullmatch(seed[span.start : span.end].strip(", |")):
            continue
        read_on = _is_continued(seed, parts, evidence, span) if evidence else ""
        if value and not read_on:
            break
        name, said = _author(seed, span)
        # The name may be there again over the job: "Lena Roth", "Lena Roth, Journalist".
        if name.casefold() in value.casefold():
            continue
        value = f"{value}{read_on}{name}"
        evidence += [said] if name else []
    return Claim(value, "stated", None, tuple(evidence)) if value else Claim()


def _is_continued(seed: str, parts: Sequence[tuple[str, Span]], evidence: Sequence[Span], span: Span) -> str:
    """What is between a byline so far and a line that goes on with it: a blank before `and Jo Lee`; "" if none does."""
    at, last = evidence[-1].end, seed[slice(*evidence[-1])]
    # Buttons such as "More by this author" and jobs may part two bylines.
    buttons = [button for button in of(parts, "boilerplate", "byline") if at <= button.start < span.start]
    gaps = zip(
        [at, *(button.end for button in buttons)], [*(button.start for button in buttons), span.start], strict=True
    )
    if any(seed[start:end].strip(" \n\t\r,") for start, end in gaps):
        return ""
    line = seed[span.start : span.end]
    if _AND.match(line) or _AND_END.search(last):
        return " "
    if _BY.match(line):
        return ", "
    return ", " if is_author(line) else ""


def author_of(line: str) -> str | None:
    """The names in a line with a byline."""
    return _author(line, Span(0, len(line)))[0] or None


def _author(seed: str, span: Span) -> tuple[str, Span]:
    """The names in a line with a byline, and the evidence for them."""
    opening = _BY.match(seed, span.start, span.end) or BY_ALONE.fullmatch(seed, span.start, span.end)
    start = opening.end() if opening else span.start
    ending = _BY_END.search(seed, start, span.end)
    end = ending.start() if ending else span.end
    names = _NOTE.sub(r"\1", _SHIFT.sub("", _JOB_BEFORE.sub("", seed[start:end].strip())))
    return without_job(_without_places(names)), Span(span.start, end)


def _without_places(names: str) -> str:
    place = _BY_PLACE.search(names)
    if not place:
        return names
    more = _NEXT_NAME.match(names, place.end())
    # "Anna Berg in Kyiv and Lviv" is by Anna Berg.
    rest = _without_places(names[place.end() :]) if more and is_author(more["name"]) else ""
    return names[: place.start()] + rest
