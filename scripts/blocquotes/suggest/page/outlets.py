"""Who published a page, and whom it took its text from, as far as the page says."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, takewhile

from blocquotes.model import Span
from blocquotes.suggest.names.gazetteer import load, slug
from blocquotes.suggest.page import furniture
from blocquotes.suggest.page.appeals import is_button
from blocquotes.suggest.page.bylines import is_author
from blocquotes.suggest.page.claims import Claim, of
from blocquotes.suggest.page.lines import AGENCIES_BELOW, AGENCY, is_agency, line_role
from blocquotes.suggest.page.publication import (
    DATE,
    LONGEST,
    NAME,
    OUTLET_FIELD,
    elements,
    is_known_outlet,
    is_outlet,
    is_press,
)

_DATE = re.compile(DATE)
# One to four words with capitals, and the name of an organisation: `Institute of Ports and Ships`.
_CAPITALISED = r"[A-Z][\w.&'’]*(?: [A-Z][\w.&'’]*){0,3}"
_ORGANISATION = r"[A-Z][\w.&'’]*(?:[ ][A-Z][\w&'’]*|[ ]of|[ ]and|[ ]for){0,5}"
NOTICE = re.compile(
    # Without the look-behind, a word of 10,000 letters is read from each of them.
    rf"""(?: (?<![\w.&'’]) (?P<before>{_ORGANISATION})[ ])?
    (?:©|\(c\)|Copyright)\s*(?:©|\(c\)|Copyright)?\s*
    (?: (?:of[ ]|by[ ])? (?P<ahead> (?:The[ ])? (?!Copyright|All) {_ORGANISATION}),?[ ] )?    # © Westhaven Post 2024
    (?P<year>(?:19|20)\d\d) (?:\s*[-–]\s*(?P<last>(?:19|20)\d\d))? ,?[^\S\n]*(?:by[ ])?
    (?P<name>(?:The[ ])?{_ORGANISATION})?
    """,
    re.VERBOSE,
)
_SELF_NAMED = re.compile(rf"({_CAPITALISED}) ?-$")
_ORIGIN = re.compile(
    r"""(?i: \(?(?:(?:news|story|original)[ ])?(?:sources?|via)[ ]?: | sources?[ ]include[ ]?:
      | \(?with[ ](?:additional[ ]|agency[ ])?inputs?[ ]from
      | (?:this[ ](?:article|story)[ ](?:was[ ])?)?(?:first|originally)[ ](?:appeared|published)[ ](?:on|in|by|at)
    )\s*(?P<names>.+)""",
    re.DOTALL | re.VERBOSE,
)
# An agency among several: `Reuters/AFP`, `AP and Reuters`.
_AGENCY_NAME = re.compile(r"\b(?:[A-Z]|dpa\b)(?:(?! and )[^/,])*")
_OUTLET = re.compile(
    r"(?:[\w-]+\.)+[a-zA-Z]{2,}|(?:dpa\b|[A-Z][\w&]*(?:-[A-Z]\w+)?)(?:(?: of(?: the)?)? [A-Z][\w&]*(?:-[A-Z]\w+)?)*"
)
# What follows the outlets of a line of sources: `Source: Xinhua  Editor: huaxia`.
_NEXT_FIELD = re.compile(r"\||(?<=\w)\s\(|\s{2,}|:\s|\s(?:Editor|Author|Photo|Date|Time|Published|Updated|Via)s?\s?:")
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
_NAME = re.compile(NAME)
_SENDER = re.compile(r"^From ?: \"?(?P<name>[^<>\"\n]+?)\"? <[^<>@\n]+@(?P<host>[^<>\n]+)>", re.MULTILINE)
_FROM_BODY = re.compile(r"^From ?:\s+(?P<name>[A-Z].*?)(?:,? and (?:The |Sir |Dame |Lord |.* MP$).*)?$", re.MULTILINE)
_CALL = re.compile(r"(?:Support|Follow|About|Subscribe to|Contact|Join|Visit|Welcome to|More from|Download) (?:the )?")
# A host or an address on a line, but none of an archive or of what only passes links on.
_HOST_LINE = re.compile(
    r"^(?:https?://)?(?:www\.)?(?!archive\.|web\.archive\.|t\.co|\w+\.google\.|(?:\w+\.)?(?:facebook|twitter|x)\.com)"
    r"(?P<name>(?:[\w-]+\.)+[a-z]{2,})(?:/\S*)?$",
    re.MULTILINE,
)
# What stands behind a paper's name: `The Westhaven Post (Norsund)`, `BBC News, Norsund`, and an author's:
# `Anna Berg (Norran News)`.
_EDITION = re.compile(r"(?: \([A-Z][^()]{2,30}\)|, [A-Z]\w+(?: [A-Z]\w+)?)$")
_BESIDE_AUTHOR = re.compile(rf"\((?P<name>{NAME})\)")
_LINE = re.compile(r"\S[^\n]*")
# Lines above the headline among which the masthead is; each is compared with all others.
_MOST_ABOVE = 20
_HINT = re.compile("Published in|appeared first on|journalism")
_LATE_WORDS = frozenset(("All", "Rights", "Reserved", "Inc", "Ltd", "LLC"))
_NO_LAST_WORDS = _LATE_WORDS | {"of", "and", "for"}
_COMPANY_WORDS = frozenset(("Publishing", "Publications", "Publishers"))
# A name as printed, and the evidence for it.
Named = tuple[str, Span]


def outlet(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Claim:
    """The outlet that names itself before the text, beside the date, on its own line or in its copyright notice."""
    places = (
        _before_text,
        _in_field,
        _in_masthead,
        _in_sender,
        _below_from,
        _beside_date,
        _in_section,
        _in_byline,
        _behind_headline,
        _in_line,
        _in_notice,
        _in_call,
        _in_host,
    )
    readings = (read(seed, parts, outlets) for read in places)
    found = next(filter(None, readings), None)
    return _stated(*found, outlets) if found else Claim()


def _before_text(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`Islam Times - `, but no place: `MOSCOW - `, `Moscow - `."""
    for span in of(parts, "dateline"):
        # "CNN", over a dash
        if is_known_outlet(name := seed[span.start : span.end]):
            return name, span
        prefix = _SELF_NAMED.match(seed, span.start, span.end)
        if prefix is None or prefix[1].isupper():
            continue
        if prefix[1] not in load().names:
            return prefix[1], Span(*prefix.span(1))
    return None


def _in_field(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`Outlet: Norran, 2024-05-16`"""
    for span in of(parts, "date", "section"):
        if field := OUTLET_FIELD.match(seed, span.start, span.end):
            return field["name"], Span(*field.span("name"))
    return None


def _beside_date(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Named | None:
    """`Deutsche Welle, 3 May 2022`, but no place: `Jakarta, 3 May 2022`."""
    for span in of(parts, "date"):
        # "China Daily | Updated: 2023-11-03"
        for element in elements(seed[span.start : span.end]):
            # In "16 May 2024 | PTI | Norsund", the agency is where the text is from.
            if _is_outlet(element.text, outlets) and not is_agency(element.text):
                return element.text, Span(span.start + element.start, span.start + element.end)
    return None


def _is_outlet(name: str, outlets: Mapping[str, str]) -> bool:
    if name.casefold() in outlets or is_known_outlet(name):
        return True
    return is_press(name)


def _in_section(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Named | None:
    """`Westhaven Post` as a line over or under the headline."""
    above = takewhile(lambda part: part[0] != "body", parts)
    for span in _lines(seed, of([*above], "section", "boilerplate")):
        # "Support the Norran Times" is a button.
        call = _CALL.match(seed, span.start, span.end)
        start = call.end() if call else span.start
        name = _EDITION.sub("", seed[start : span.end])
        # "Watch Live" is a button, too.
        if line_role(name):
            continue
        if _is_listed(name, outlets):
            return name, Span(start, start + len(name))
    return None


def _in_byline(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Named | None:
    """`Anna Berg (The Norran Post)`, but no agency; `Anna Berg, BBC News` is whom the author works for."""
    for span in of(parts, "byline"):
        for found in _BESIDE_AUTHOR.finditer(seed, span.start, span.end):
            name = found["name"]
            if not is_agency(name) and _is_listed(name, outlets):
                return name, Span(*found.span("name"))
    return None


def _is_listed(name: str, outlets: Mapping[str, str]) -> bool:
    """Whether a name is that of a known outlet, or looks like one."""
    return name.casefold() in outlets or _is_named_outlet(name)


def _is_named_outlet(name: str) -> bool:
    """Whether a line is the name of an outlet, and not that of a section: `World News`, `nagpur News`."""
    if is_known_outlet(name):
        return True
    if " " not in name or not name[0].isupper():
        return False
    # "A Journal of Ports" is what the paper is, and "My News" is a button.
    if name.startswith(("A ", "An ", "All ", "My ", "Your ", "Our ")):
        return False
    # "Rest of World News"
    return is_outlet(name) and not furniture.is_section(re.sub(r"(?i)^(?:the )?rest of (?:the )?", "", name))


def _in_masthead(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`City Wire` over a menu, or where another line is `More from City Wire` or names the host `citywire.example`."""
    above = takewhile(lambda part: part[0] != "title", parts)
    is_first = True
    beside = of(parts, "boilerplate", "related", "byline", "credit")
    apart = [seed[span.start : span.end].casefold() for span in _lines(seed, beside)]
    for span in islice(_lines(seed, of([*above], "section", "boilerplate")), _MOST_ABOVE):
        # "Coast Post   News   Sport" and "Coast Post | E-paper | Jobs" begin with the name.
        whole = seed[span.start : span.end]
        menu = whole.lstrip("☰≡× ")
        line = furniture.first_item(menu)
        # "AP" alone may be the masthead of the agency.
        if any((_CALL.match(line), is_button(line), line_role(line) not in ("", "sources"))):
            continue
        rest = [other.strip() for other in seed[span.end :].split("\n") if other.strip()]
        others = [other for other in rest if len(other) <= LONGEST]
        # A menu below shows it for the first line only: "World" may be over "Share | Print", too.
        below = furniture.below_motto(rest) or "".join(rest[:1]) if is_first else ""
        name = _masthead(line, below, others)
        if not name and is_first:
            name = _first_name(whole, apart)
        if name:
            start = span.start + whole.find(name)
            return name, Span(start, start + len(name))
        is_first = False
    return None


def _first_name(line: str, apart: Sequence[str]) -> str | None:
    """The first line of a page if it is a name that is within another line outside of the text: `By Port Watch Ltd`."""
    if furniture.name_of(line) != line:
        return None
    # "Bitplank", but not "Video"
    if line.casefold() in load().common:
        return None
    return line if any(line.casefold() in other and line.casefold() != other for other in apart) else None


def _masthead(line: str, below: str, others: Sequence[str]) -> str | None:
    """The outlet that a line above the headline names, as the lines below it or its own words show."""
    if name := furniture.outlet(line, below, others):
        return name
    if furniture.is_body(line) and furniture.is_way(below):
        return line
    return furniture.name_of(line) if _is_named_outlet(line) else None


def _lines(seed: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The lines of these stretches."""
    for span in spans:
        for line in _LINE.finditer(seed, span.start, span.end):
            yield Span(line.start(), line.start() + len(line.group().rstrip()))


def _in_sender(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`From: Coast Lantern <news@coastlantern.example>`, but no person."""
    for span in of(parts, "boilerplate"):
        sender = _SENDER.search(seed, span.start, span.end)
        if sender and (is_outlet(sender["name"]) or furniture.outlet(sender["name"], "", [sender["host"]])):
            return sender["name"], Span(*sender.span("name"))
    return None


def _below_from(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`From:` over `Department for Ports and The Rt Hon Anna Berg MP`, as governments print it."""
    for span in of(parts, "boilerplate", "sources"):
        sender = _FROM_BODY.search(seed, span.start, span.end)
        if sender and furniture.is_body(sender["name"]):
            return sender["name"], Span(*sender.span("name"))
    return None


def _behind_headline(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`5/16/24, 9:12 AM  Harbour to close - Westhaven Post`, as browsers print it over a page."""
    title = next((seed[span.start : span.end] for span in of(parts, "title")), "")
    for found in re.finditer(rf"{re.escape(title)}\s+[|»–—·-]\s+", seed, re.IGNORECASE) if title else ():
        name = _NAME.match(seed, found.end())
        if name and not furniture.is_section(name.group()):
            return name.group(), Span(*name.span())
    return None


@cache
def _in_words() -> tuple[re.Pattern[str], ...]:
    """What says the day in print, what feeds print below a post, and what asks for money."""
    published = rf"Published in (?:the )?(?P<name>{NAME}),? (?:on )?{DATE}"
    first = rf"The post .{{1,200}} appeared first on (?P<name>{NAME})"
    asked = rf"(?:Support|Fund) (?:the )?(?P<name>{NAME})['’]s (?:[a-z]+ ){{0,2}}journalism"
    return re.compile(published), re.compile(first), re.compile(asked)


def _in_line(seed: str, parts: Sequence[tuple[str, Span]], _: Mapping[str, str]) -> Named | None:
    """`Published in Norran, May 14th, 2024`, `The post … appeared first on Norran.`"""
    for span in of(parts, "sources", "boilerplate", "date"):
        for pattern in _in_words() if _HINT.search(seed, span.start, span.end) else ():
            if found := pattern.search(seed, span.start, span.end):
                return found["name"].rstrip("."), Span(*found.span("name"))
    return None


def _in_call(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Named | None:
    """What a page offers its readers: `Download the Norran News app`, `– norran.example`."""
    for span in of(parts, "boilerplate", "related", "sources", "byline", "credit"):
        for pattern in _offers():
            for found in pattern.finditer(seed, span.start, span.end):
                name = re.sub("['’][sS]$", "", found["name"])
                if "." in name or _is_listed(name, outlets):
                    return name, Span(found.start("name"), found.start("name") + len(name))
    return None


@cache
def _offers() -> tuple[re.Pattern[str], ...]:
    call = (
        r"(?i:why you can trust|download|get|find|follow|join|subscribe to|support|listen to|reach|more on"
        r"|message from)"
    )
    staff = r"(?i:staff|newsroom|(?:web|news|world|digital) desk|reporters?|correspondents?|is not responsible)"
    return (
        re.compile(rf"\b{call} (?i:the )?(?!(?i:us|me)\b)(?P<name>{NAME})"),
        re.compile(rf"^(?:By )?(?P<name>{NAME}?) {staff}\b", re.MULTILINE),
        re.compile(
            r"^(?P<name>(?:[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3})['’]s) [^.!?\n]{2,80} contributed\b", re.MULTILINE
        ),
        re.compile(r"^[–—-]{1,2} ?(?P<name>(?:\w+\.)+[a-z]{2,7})$", re.MULTILINE),
    )


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
    for span in of(parts, "boilerplate", "sources"):
        for match in NOTICE.finditer(seed, span.start, span.end):
            # "© 2024 All Rights Reserved" names nobody, and "© 2024 Anna Berg" may name the author.
            name = match["name"]
            if name and any(name in seed[slice(*byline)] for byline in of(parts, "byline")):
                continue
            if name and name.split()[0].rstrip(".") not in _LATE_WORDS:
                return _trim(name), Span(match.start(), match.end())
            if match["ahead"] and not is_author(match["ahead"]):
                return _trim(match["ahead"]), Span(match.start(), match.end())
            if match["before"] and is_outlet(match["before"]):
                return match["before"], Span(match.start(), match.end())
    return None


def _trim(name: str) -> str:
    words = name.rstrip(".").split()
    while words[-1].rstrip(".") in _NO_LAST_WORDS:
        words.pop()
    # "The Westhaven Herald Publishing" prints The Westhaven Herald.
    while words[-1] in _COMPANY_WORDS and is_outlet(" ".join(words[:-1])):
        words.pop()
    # "Norran. All"
    return " ".join(words).rstrip(".")


def _stated(name: str, span: Span, outlets: Mapping[str, str]) -> Claim:
    return Claim(outlets.get(name.casefold(), slug(name)), "stated", None, (span,), None, name)


def origins(seed: str, parts: Sequence[tuple[str, Span]], outlets: Mapping[str, str]) -> Iterator[Claim]:
    """Agencies in the dateline, and the outlets that the page lists as its sources, each once."""
    found: dict[str | None, Claim] = {}
    for span in _agencies(seed, parts):
        claim = _stated(seed[span.start : span.end], span, outlets)
        found.setdefault(claim.value, claim)
    yield from found.values()


def _agencies(seed: str, parts: Sequence[tuple[str, Span]]) -> Iterator[Span]:
    for span in of(parts, "dateline"):
        yield from _in_dateline(seed, span)
    # "(Xinhua/AP)" is a credit below a picture, and names the sources below the text.
    text = max((span.end for span in of(parts, "body")), default=len(seed))
    below = (span for span in of(parts, "credit") if span.start >= text)
    sources = [*of(parts, "sources")]
    # "Source: Norran", "Via: Kelda Post"
    more = (line for line in _lines(seed, sources) if line.start not in {span.start for span in sources})
    for span in (*sources, *more, *of(parts, "byline"), *below):
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
