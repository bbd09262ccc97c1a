"""Lines that say when a page was published and by whom, and nothing else.

Such a line is a sequence of a few kinds of elements: dates, times, labels (`Published`), authors and names. A line with
anything else in it is running text, a headline or a caption.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from blocquotes.suggest.data import name_class
from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import foreign
from blocquotes.suggest.text.months import MONTH

_WEEKDAY = r"(?i:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)?"
# Copied pages lose the blank behind the year: `May 16, 20249:14 AM`.
_GLUED_TIME = r"(?=\d{1,2}:\d\d)"
# A date as newspapers print it.
DATE = rf"""(?x:
    (?: {_WEEKDAY},?[ ] )?
    (?: {MONTH}[ ]\d{{1,2}}[ ]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:[ ][A-Z]{{3,4}})?[ ]\d{{4}}   # Fri Nov 03 15:24 UTC 2023
      | \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}                                # 2024-05-16
      | \d{{4}}年\d{{1,2}}月\d{{1,2}}日
      | \d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}                                # 16.05.2024
      | \d{{1,2}}(?:\.\d{{1,2}}\.|/\d{{1,2}}/)\d\d(?![\d./])                  # 16.05.24
      | \d{{1,2}}(?:-{MONTH}-(?:\d{{4}}|\d\d)|[ ]{MONTH}[ ]['’]\d\d)(?!\d)    # 16-May-2024, 16-May-24, 16 May ’24
      | \d{{4}},?[ ]{MONTH}\.?[ ]{_NUMBER}(?!\d)                           # 2024 May 16
      | {MONTH}\.?[ ]{_NUMBER}(?:,?[ ]\d{{4}}(?:(?!\d)|{_GLUED_TIME})|(?!\d))     # May 16, 2024
      | {_NUMBER}[ ](?:of[ ])?{MONTH}(?:\b|(?={_WEEKDAY}))\.?[,،]?(?:[ ]\d{{4}})?  # 16 May 2024
      | \d{{1,2}}\.[ ]{MONTH}\b\.?[ ]\d{{4}}                                # 16. May 2024
      | {MONTH}\.?,?[ ]\d{{4}}                                             # May 2024
    ))"""

_LABEL = r"""(?x: (?i:
    (?:date|time)[ ]of[ ](?:publication|issue|release)\b(?:[ ]?:(?=\s))? | (?:press|news|media)[ ]release\b
    | for[ ]immediate[ ]release\b(?:[ ]?:(?=\s))? | embargoed[ ](?:until|for|to)\b(?:[ ]?:(?=\s))? |
    this[ ](?:article|story)[ ]is[ ]from | from[ ]the(?=[ ]\w+[ ]\d{4}[ ]issue$) |
    (?:(?:it|this[ ](?:article|story|page|post|piece|report))[ ](?:was|has[ ]been)[ ])?
    (?:(?:was|date|first|originally|last|publication|release|article|online)[ ])?
    (?:published|posted|updated|modified|edited|revised|created|issued|released|uploaded|added|dated?
      |publication[ ]date|publi(?:cation|shing)(?:[ ]date)?(?=[ ]?:)|(?<=last[ ])update)
    (?:[ ](?:online|on|at|date|in[ ]print))?
    )(?:\b|(?=\d))(?:[ ]?[:–—-](?=\s))? )"""  # also "Published3 days ago"
# `Today, 11:52`, `3 hours ago`
_AGO = (
    r"(?i:(?:today|yesterday),?[ ](?:at[ ])?(?=\d{1,2}[:.]\d\d)"
    r"|(?:(?:an?|\d+)[ ](?:minute|min|hour|hr|day|week|month|year)s?|\d+[mhd])[ ]ago(?:\b|(?-i:(?=[A-Z]))))"
)

# `10:00 am IST`, but not `10:00 am - PORT ELLERY`.
_ZONE = (
    r"(?:(?!(?:PORT|FORT|EAST|WEST|POST|MOST|FLAT)\b)[A-Z]{2,3}T|GMT|UTC|ET|PT|CT|MT)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?"
)
# Times and the like that begin with a letter.
_LETTERED_TIME = rf"""(?x:
    T\d{{1,2}}[:.h]\d{{2}}
    | {_ZONE} (?![\w]) | (?:UTC|GMT|E[SD]T) (?=Updated|Published|Modified)
    | (?: (?:[A-Z][a-z]+[ ]){{1,2}} (?:(?:Standard|Daylight|Summer)[ ])? | local[ ] ) [Tt]ime\b  # Singapore time
    | Uhr\b
    | (?i:(?:pages?|pp?\.|vol(?:ume|\.)|issue|no\.)[ ]?[A-Z]?\d+(?:[-–]\d+)?)(?![\w-])             # page 3, Vol. 12
    | (?i:(?:no|leave[ ]a)[ ]comments?|leave[ ]a[ ]reply)\b
    | issue$                                                              # From the May 2024 issue
    | {_WEEKDAY} (?=[ ,]|$))"""
_TIME = rf"""(?x:
    T?\d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}}(?:\.\d+)?)?(?:[ ]h(?:rs?|oras)?\b)?  # 10:11, 10:11:12, 10:11 h
      (?:Z|[ ]?[+-]\d{{2}}:?\d{{2}}(?!\d)|[ ]?(?i:[ap]\.?m(?:\b|(?=\d+[ ]min))\.?))? # 10:11:12Z, 08:15 +0200, 11:32 PM
    | \d{{1,2}}[ ]?(?i:[ap]\.?m\b\.?)                                       # 3 p.m.
    | \d{{4}}(?=[ ]?(?:hrs\b|{_ZONE}\b))(?:[ ]?hrs\b)?                       # 0911 GMT
    | \({_ZONE}\)? (?![\w]) | {_ZONE}\) (?![\w])
    | (?<=[|•·][ ])\d{{1,3}}(?=[ ]*$|[ ][|•·]) | \d{{1,3}}(?=[ ][|•·])       # the page: … | 5
    | \( (?=[^()]*\d) (?!{DATE}|{_LABEL}|{_AGO}) [^()]{{1,40}} \)               # another calendar: (29 Bhadra 2081)
    | \d{{1,2}}/\d{{4}}(?!\d)                                                # issue 10/2024
    | (?:Est\.[ ])?\d+[ ]?(?i:min(?:ute)?s?)(?:[ ](?:to[ ])?read)?\b                              # 3 min read
    | (?i:\d+[ ]comments?)\b
    | {_LETTERED_TIME})"""
# "Reuters May 28, 2024" is a name and a date. What begins with a digit need not be looked for where a capital is.
_LETTERED_DATE = rf"{MONTH}\.?(?:[ ]{_NUMBER}(?:,?[ ]\d{{4}})?(?!\d)|,?[ ]\d{{4}})"
_NAME_WORD = rf"(?!{_LABEL}|{_LETTERED_DATE}|{_LETTERED_TIME})[A-ZÀ-Ý][\w.&'’-]*"
NAME = rf"{_NAME_WORD}(?:[ ](?:{_NAME_WORD}|de|van|von|al|bin|der|la|of|the)){{0,4}}"
# What ends the author of a line: a separator, a date or a time.
_STOP = rf"(?:\s*[|/•·;(\d–—]|\s-\s|\s(?i:leave[ ]a[ ])|,?\s+(?:on\s+|at\s+)?(?:{_LABEL}|{DATE})|$)"
BY = r"""(?i:
    (?:(?:(?:written|words|text|story|article|reported|reporting|researched|fact-checked|posted|published|curated|compiled|contributed|interview(?:ed)?
        |analysis|report|opinion|comment(?:ary)?|review|explainer)[ ])?by[ ]?:?
      |(?:authors?|reporters?|writers?|words|text|byline|correspondent)[ ]?:
      |from(?:[ ]our|:))\s+)"""
# Jobs of authors at a paper, as an alternative of a pattern.
JOBS = "correspondent|reporter|editor|writer|columnist|journalist"
# Such a job with the desk, behind the name: `By Anna Berg Staff Writer`.
POST = (
    r",? (?i:(?:staff|senior|special|chief|political|foreign|business|sports?|local|news|national|transport|science)"
    rf" (?:[a-z]+ )?(?:{JOBS}))$"
)
# `Outlet: Norran, 2024-05-16`: archives print such fields, and so does the text of a saved page.
OUTLET_FIELD = re.compile(rf"(?:Outlet|Publication|Newspaper) ?: (?!{DATE})(?P<name>\S[^|;\n]{{1,59}}?)(?=,? {DATE}|$)")
_ELEMENT = rf"""
      (?P<outlet> (?:Outlet|Publication|Newspaper)[ ]?:[ ](?!{DATE})\S[^|;\n]{{1,59}}?(?=,?[ ]{DATE}) ) |
      # A bracket may begin the day of another calendar.
      # Behind "from", a magazine names itself: `• from DER SPIEGEL 10/2024`.
      (?P<separator> (?:(?!{_TIME}) (?:\(@\w+\)|[\s|•·∙●@,;:–—/()\[\]*_~-]|\.(?=\s|$)
        |(?<=\s)from(?=[ ][A-Z]{{3}})))+
        | (?i:at|on|and)\b | {foreign.LINK} )
    | (?P<ago> {_AGO} )
    | (?P<label> {_LABEL} | {foreign.LABEL} )
    | (?P<date> {DATE} | {foreign.DATE} )
    | (?P<time> {_TIME} )
    | (?P<author> (?:{BY}|{foreign.BY}) (?:(?!{_STOP}).){{1,80}} | (?<=~[ ])@?[a-z][\w.-]+ )
    | (?P<job> (?!{MONTH})[A-Z][a-z]+[ ](?:[a-z]+[ ])?(?:{JOBS})\b )    # • Port reporter •, not Westhaven Reporter
    | (?P<filed> (?<=\d[ ])in[ ][A-Z][\w&,'’ -]{{1,40}}$ )               # May 16, 2024 in Ports
    | (?P<name> {NAME} )
    """

# Most lines have no date, and reading the elements is slow.
_HAS_DATE = re.compile(r"\d|(?i:ago)")

# Where a player of sounds begins: `00:00`, `0:00 / 3:12`, `Duration 2:14`.
_PLAYER = re.compile(r"(?:0?0:00(?: ?/ ?\d{1,2}:\d{2})?|(?:Current Time|Remaining Time|Duration) -?\d{1,2}:\d{2})$")

# What a page has that gives somebody's words in full.
OCCASION = re.compile(
    r"\b(?:briefing|press conference|interview|transcript|statement|remarks|speech|address|debate|hearing)\b", re.I
)
# Characters of the longest line with a date, and the most names in it before the date: an outlet, and an author or a
# place; sections may follow.
LONGEST = 160
_MOST_BEFORE = 2
# The roles of elements that say more than when: `16 May 2024 in Ports` has a section.
_ROLES = {"author": "byline", "job": "byline", "filed": "section"}
# A time of day: `13:40`, `3 p.m.`
_CLOCK = re.compile(r"T?\d{1,2}(?:[:.h]\d{2}|\s?[ap]\.?m\b)", re.IGNORECASE)
_WITH_YEAR = re.compile(r"[a-zA-Z].*\d{4}$")
# What is between a date and a name that goes on with it: `16 May 2024 | Westhaven`, but not `May 16 Harbour`.
_BREAK = re.compile(r"[|•·,;:–—/()\[\]-]")

# The last words of newspapers' names, besides those that organisations of all kinds end with.
_PAPER = re.compile(
    r"""[ ](?: advertiser | advocate | argus | bulletin | citizen | courier | daily | dawn | democrat | digest
      | dispatch | eagle | echo | economist | enquirer | examiner | express | guardian | independent | inquirer | leader
      | ledger | mail | mercury | messenger | mirror | monitor | nation | observer | patriot | pioneer | punch | record
      | reporter | republic | scotsman | sentinel | spectator | standard | star | statesman | sun | telegraph
      | transcript | vanguard | voice | weekly )$""",
    re.IGNORECASE | re.VERBOSE,
)
# Outlets whose names do not end as those of newspapers do.
_OUTLETS = (
    "ABC|ABS-CBN|AFP|AP|Agence France-Presse|Al Jazeera|Associated Press|Axios|BBC|Balkan Insight|Bloomberg|"
    "Breaking Defense|Breitbart|British Broadcasting Corporation|CBC|CGTN|CNA|CNN|Channel NewsAsia|DW|Dawn|"
    "Defense One|Der Spiegel|Deutsche Welle|El País|Euractiv|Euromaidan Press|Euronews|FRANCE 24|Focus Taiwan|"
    "Forbes|France 24|Guardian|Haaretz|HuffPost|Inquirer|Kyodo|Le Monde|MSNBC|Meduza|NHK|NPR|Newsweek|Nikkei Asia|"
    "POLITICO|Politico|ProPublica|Punch|RFE/RL|RNZ|RT|Radio Free Asia|Rappler|Reuters|SBS|Slate|Sputnik|"
    "Swissinfo|TASS|TIME|TeleSUR|The Associated Press|The Diplomat|The Hindu|The Intercept|Ukrinform|VOA|"
    "Variety|Voice of America|Vox|Wikinews|Wired|Xinhua|Yonhap"
)
_SECTIONS = name_class("section")
_KNOWN_OUTLETS = frozenset(_OUTLETS.split("|"))
# The last words of the names of outlets that organisations of other kinds seldom have.
_MEDIA = re.compile(
    r"""[ -](?: anzeiger | avisen | banner | beacon | bladet | briefing | broadcasting | bugle | chronicle | clarion
      | compass | corriere | crier | dagblad | diario | digest | enterprise | evening | freeman | gazette | channel
      | gleaner | globe | herald | horizon | insider | intelligencer | jornal | journal | kurier | lantern | letter
      | lighthouse | live | magazine | media | monthly | morning | nachrichten
      | network | news | newspaper | online | outlook | packet
      | pilot | posten | post | press | quarterly | radio | reader | reflector | review | sentry | signal | tageblatt
      | television | times | today | tribune | tv | visitor | watch | watchman | whig | wire | world | zeitung )$""",
    re.IGNORECASE | re.VERBOSE,
)
# The name of an agency in capitals, over a town: `PTI Mumbai`.
_AGENCY_FIRST = re.compile(r"[A-Z]{2,} [A-Z][a-z]")
# The same in one word: `CoastNews`.
_MEDIA_WORD = re.compile(r"[A-Z][\w-]{2,}(?:News|Press|Post|Times|Digest|Today|Media|Radio|TV|Daily|Online|Watch|Wire)")


class Element(NamedTuple):
    """A part of a line: `kind` is a group of `_ELEMENT`, such as date or author; offsets are those of the line."""

    kind: str
    text: str
    start: int
    end: int


@cache
def _element() -> re.Pattern[str]:
    # Compiled when it is first needed: that takes 10 ms, and most texts have no line with a date.
    return re.compile(_ELEMENT, re.VERBOSE)


def elements(line: str) -> list[Element]:
    """The elements of a line that says when or by whom, in order; none where the line has other words."""
    if len(line) > LONGEST or not _HAS_DATE.search(line) or _PLAYER.match(line):
        return []
    found: list[Element] = []
    at = 0
    while at < len(line):
        match = _element().match(line, at)
        if not match or not match.lastgroup:
            return []
        found.append(Element(match.lastgroup, match.group(), at, match.end()))
        at = match.end()
    return found if _is_publication(found) else []


def _is_publication(found: Sequence[Element]) -> bool:
    """Whether elements make such a line: a date, few names, and each name apart from the date before it."""
    if not any(element.kind in ("date", "ago") for element in found):
        return is_clock(found)
    names = [i for i, element in enumerate(found) if element.kind == "name"]
    # "Sen. Ted Cruz (R-Texas) — Announced March 23, 2015" is no such line.
    if sum(element.kind == "name" for element in _before_date(found)) > _MOST_BEFORE:
        return False
    return all(_is_apart(found, i) or _is_stage(found, i) for i in names)


def _before_date(found: Sequence[Element]) -> Iterator[Element]:
    return takewhile(lambda element: element.kind not in ("date", "ago"), found)


def _is_apart(found: Sequence[Element], i: int) -> bool:
    """Whether a name begins the line or is separated from what is before it."""
    before = found[:i]
    if not any(element.kind in ("date", "time", "ago") for element in before):
        return True
    if _BREAK.search(before[-1].text):
        return True
    return _is_place_behind(found, i)


def _is_place_behind(found: Sequence[Element], i: int) -> bool:
    """Whether a name is one word that ends the line behind a day with its year: `May 16, 2024 Westhaven`."""
    day = next(element for element in reversed(found[:i]) if element.kind != "separator")
    if i != len(found) - 1:
        return False
    if not _WITH_YEAR.search(day.text):
        return False
    return " " not in found[i].text


def _is_stage(found: Sequence[Element], i: int) -> bool:
    """Whether a name is behind a time of day: `May 16, 2024 13:40 The Town Hall, Westhaven`."""
    clock = next(element for element in reversed(found[:i]) if element.kind != "separator")
    return bool(_CLOCK.match(clock.text))


def is_clock(found: Sequence[Element]) -> bool:
    """Whether a line is a time of day and nothing else, as between the entries of a live blog: `17.55 CEST`."""
    times = [element for element in found if element.kind not in ("separator", "label")]
    if not all(element.kind == "time" for element in times):
        return False
    return any(_CLOCK.search(element.text) for element in times)


def regions(line: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of such a line in order, each with its role: date, byline or section.

    A separator goes with what is before it.
    """
    start, role = 0, ""
    found = elements(line)
    for element in found:
        if element.kind == "separator":
            continue
        now = "byline" if is_author(element) else _ROLES.get(element.kind, "date")
        # "Commentary / February 13, 2024"
        now = "section" if element.text.casefold() in _SECTIONS else now
        if role and now != role:
            yield start, element.start, role
            start = element.start
        role = now
    if role:
        yield start, len(line), role


def is_author(element: Element) -> bool:
    """Whether a name is a person's: `Leon Barbier - September 19, 2014`, but not `Deutsche Welle, 3 May 2022`."""
    if element.kind != "name" or element.text in load().names:
        return False
    if is_press(element.text):
        return False
    words = element.text.split()
    return is_person(words) or _is_foreign(words)


def _is_foreign(words: Sequence[str]) -> bool:
    """Whether words are two or three and none is an English one: `Juno Clovis`, but not `Westhaven Today`."""
    if not (1 < len(words) < 4):
        return False
    # "PTI Mumbai" is an agency.
    if _AGENCY_FIRST.match(" ".join(words)):
        return False
    return all(word.casefold() not in load().common for word in words)


def is_person(words: Sequence[str]) -> bool:
    """Whether capitalised words begin with a known given name and are two to four."""
    if not 1 < len(words) < 5:
        return False
    if words[0].capitalize() not in load().given:
        return False
    return all(word[0].isupper() for word in words)


def is_known_outlet(name: str) -> bool:
    """Whether a name is that of a known outlet, or one word such as `CoastNews`."""
    return name in _KNOWN_OUTLETS or bool(_MEDIA_WORD.fullmatch(name))


def is_outlet(name: str) -> bool:
    """Whether a name is that of a known outlet or ends as those of outlets do, and not as those of other groups."""
    if is_known_outlet(name):
        return True
    return bool(_PAPER.search(name) or _MEDIA.search(name))


def is_press(name: str) -> bool:
    """Whether a name is a known organisation's or ends as those of newspapers and broadcasters do."""
    words = load()
    known = words.names.get(name)
    if known:
        return known.type == "ORG"
    first, _, rest = name.partition(" ")
    if words.heads.get(rest.rsplit(" ", 1)[-1].lower()) == "ORG":
        return True
    # "Tollerton Echo" is a paper, "Maria Sun" a person.
    if not _PAPER.search(name):
        return False
    return first.capitalize() not in words.given
