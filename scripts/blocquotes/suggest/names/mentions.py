"""Mentions: which candidate names are names, of what type, and which entity they name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import takewhile
from typing import Final, NamedTuple

from blocquotes.model import Entity, Span, make_span
from blocquotes.sentences import tokenize
from blocquotes.suggest.names.acronyms import has_acronym, spelled_out
from blocquotes.suggest.names.candidates import MONARCHS, Candidate, Named, cut_run, named
from blocquotes.suggest.names.clubs import is_placed_town, may_be_of_matches, plays
from blocquotes.suggest.names.gazetteer import Gazetteer, Name, slug
from blocquotes.suggest.names.runs import RUN, is_common
from blocquotes.suggest.names.surroundings import (
    MAY_FOLLOW_BODY,
    MAY_LEAD_FIRM,
    NO_EVIDENCE,
    article_of_title,
    defined_names,
    described_type,
    guess,
    is_bare_name,
    is_called_like_firm,
    is_cry,
    is_dateline,
    is_employer,
    is_inside,
    is_like_firm,
    is_like_state,
    is_money,
    is_person_here,
    is_placed,
    is_river,
    is_somebody,
    is_surname,
    is_thing,
    is_venue,
    place_type,
    speaks,
)
from blocquotes.suggest.names.titles import titles_behind_nouns
from blocquotes.suggest.text.namesakes import namesakes

_NICKNAME: Final = re.compile(r" [“\"‘'(][A-Z][\w.]{1,20}(?: [A-Z]\w{1,20})?[”\"’')] (?=[A-Z])")
_OPENS_NICKNAME: Final = frozenset((" “", ' "', " ‘", " '", " ("))
_WORDS_OF_NICKNAME: Final = 2
_INFLECTED: Final = re.compile(r"(?:(?<!u)s|ing|ed|ly|ion|ment|ness|er|ism|ists?|ies|able|al|ive|ous|ful)$")
# "Rupert I of Norsund", "Rupert I, who reigned", "Rupert I’s castle"
_THE_FIRST: Final = re.compile(
    r"""[ ]I(?!\w|[’'](?!s\b)|\.[A-Z])
        (?P<ends>(?=[’']s\b|[,.;:)]|[ ]\(|[ ](?:of|and|in|to|who)\b))?
        (?:[ ]of[ ][A-Z]\w+)?""",
    re.VERBOSE,
)
_BEFORE_KING: Final = (" under ", " by ", " of ", "Emperor ", "Tsar ", "Shah ", "Duke ", "Elector ", "Patriarch ")
_BRACKET: Final = re.compile(r",? \((?:the |or )?([A-Z][A-Za-z.&-]{1,9})\)")
_OPENING_MARKS: Final = ("“", '"')
# A title whose small words no other names have.
_LONGER_TITLE: Final = re.compile(
    r"""[A-Z][\w’'-]*(?:[ ](?:[A-Z][\w’'-]*|in|to|a|an|at|by|with|from|of|the|and|for|on|de|la)){1,8}
        (?<![ ]in|[ ]to|[ ]at|[ ]by|[ ]of|[ ]on)(?=[,.]?[”"])""",
    re.VERBOSE,
)
# “Sinners,” a film by Ryan Coogler
_IS_WORK: Final = re.compile(
    r"""[,.]?[”"][ ,](?:[^.,;“”"\n]{0,50}[ ])?
        (?:film|movie|novel|album|song|single|series|sitcom|musical|documentary|memoir|drama|comedy|thriller)
        (?:[,.]|[ ](?:by|set|about|that|which|starring|directed|from|in|on|is|was|released|of)\b)""",
    re.VERBOSE,
)
# What a prize is for: "Academy Award | for Best Cinematography".
_PRIZE_FOR: Final = re.compile(
    r"""[ ](?:for|in)[ ](?:Best|Outstanding|Lifetime|Album|Song|Record|Literature|Physics|Chemistry|Medicine|Physiology
          |Economics|Fiction|Nonfiction|Non-Fiction|Poetry|Drama|History|Biography|Music|Mathematics|Architecture
          |Distinguished|Excellence|Journalism)\b
        (?:[ ](?:(?:(?:of|in|by)(?:[ ](?:a|an|the))?|or|and)[ ])?[A-Z][\w’'-]*)*""",
    re.VERBOSE,
)
# What a ministry is for besides: "Ministry of Health | , Labour and Social Welfare".
_REMITS: Final = re.compile(
    r"(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?){1,3},? and (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)?(?![\w’'-]| [A-Z])"
)
_CAPITALISED: Final = re.compile(r"[A-Z][a-z]+")
_STATION: Final = re.compile(r" (?:railway|metro|tube|underground|train|bus|tram) station\b")
_CLOSES: Final = re.compile('[,.]?[”"]')
# How the few characters before a run look where it begins a sentence, a line or a quotation.
_SENTENCE_BREAK: Final = re.compile(r"(?:^|[.!?…:;•|”—–])[\s“\"‘'`(\[«]{0,4}$|[“\"‘`]$")
_WITHIN_SENTENCE: Final = re.compile(r"(?:,|[^\W_]) \Z")
# Letters that names of products begin with, which are part of the word: `iPhone`, `eBay`.
_BEFORE_CAPITAL: Final = frozenset(("e", "i"))
# Arabic articles before a capital: `al-Assad`.
_ARTICLES: Final = frozenset(("al-", "el-", "ar-", "as-", "al "))
_HEADING_LENGTH: Final = 200
_NOTHING: frozenset[int] = frozenset()
# People of one name that are distinguished; more would make the cost grow with their number.
_NAMESAKES: Final = 20
_LONG_NAME: Final = 3
_SHORTEST_HEADING: Final = 3
_SHARE_OF_CAPITALS: Final = 0.6
_EDGES: Final = "“”\"‘’'`([«»)].,:;!?–—-"
_ADDRESSES: Final = {"mr": "m", "mrs": "f", "ms": "f"}
_SEATS: Final = frozenset(("Kremlin", "White House", "Pentagon", "Downing Street", "Capitol Hill", "Elysee"))
_SURE: Final = frozenset(("GPE", "NORP"))
# Letters that amounts of money begin with: `Sh120`, `Rs 60`.
_MONEY_BEGINS: Final = frozenset("KNPRSTU")
_HALVES: Final = frozenset(("North", "South"))


class SuggestedMention(NamedTuple):
    """A mention as suggested: where, of what type, which entity, and how sure.

    `entity` is an id, `name` the entity's canonical name; `registered` says that the corpus has the entity;
    `title` is the title right before the name, in lower case ("" for none).
    """

    span: Span
    type: str
    entity: str
    name: str
    confidence: float
    registered: bool
    title: str


# Takes half the time of a call of the class, as `make_span` does; the tuple must have every part of a mention.
_make_mention: Final = partial(tuple.__new__, SuggestedMention)


@dataclass(slots=True, init=False)
class _Row:
    """A candidate at its place; `weak` where its capital may be that of a sentence or a heading."""

    span: Span
    candidate: Candidate
    weak: bool
    # The parts of the span, which takes four times as long to give them.
    start: int = field(init=False)
    end: int = field(init=False)

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(self, span: Span, candidate: Candidate, weak: bool) -> None:
        self.span = span
        self.start, self.end = span
        self.candidate = candidate
        self.weak = weak


# Comes before the first candidate, so that a look at the one before needs no check.
_NO_ROW: Final = _Row(Span(0, 0), Candidate(0, 0, "", ("", ""), "unknown", None, ("", ""), "", True), False)
# Between a person and a firm.
_JOINTS: Final = frozenset((", ", " and ", ", and "))
_PLACE_TYPES: Final = frozenset(("FAC", "LOC"))
_AT_PLACE: Final = (" in ", " at ", " near ", " the ", " outside ", " across ", "\nThe ", ". The ")
# Confidence of a type that the words around a name show.
_GUESSED: Final = 0.5
# "Tiruchirappalli, also called Trichy"
_ALSO_CALLED: Final = re.compile(
    r",? \(?(?:also |formerly |better |sometimes |then )?(?:called|known as|spelled|named) (?:the )?"
)
# Types of names that stand in lists with others of their type.
_LISTED: Final = frozenset(("GPE", "LOC", "NORP"))
# Types that a name may have at one place alone: of an album and its band, a person and the firm.
_OTHER_THAN_ELSEWHERE: Final = frozenset(("PERSON", "WORK_OF_ART"))
_WORKS: Final = ("album ", "film ", "movie ", "novel ", "song ", "play ", "opera ")
_BESIDE_PLACE: Final = frozenset((", ", " and "))
_BEFORE_PLACES: Final = ("between ", "in ", "to ", "from ", "of ", "both ")
_LEGAL_FORMS: Final = frozenset(("Inc.", "Inc", "Ltd.", "Ltd", "Corp.", "Corp", "LLC", "plc", "PLC", "Co."))
_WITH_ACRONYM: Final = frozenset(("GPE", "LOC", "FAC", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART"))
_CLUB_FORMS: Final = frozenset(("F.C.", "FC", "A.F.C.", "AFC"))
_TO_FIRM: Final = (" joined ", " left ", " quit ")
_AT_FIRM: Final = (" at ", " with ")
_OF_FIRM: Final = frozenset((" of ", " at ", " of the "))
# Characters of a text that is short enough to be searched for each word.
_SHORT_TEXT: Final = 50_000


@dataclass(slots=True)
class _Article:
    """What an article's own words say of names.

    `people` are persons by the parts of their names, `full` by the first and last word, `latest` the one named
    last by the first word; `aliases` are persons by short forms of several words (`Dela Cruz`), `forms` those of
    them that are no run (`van der Berg`). `short` are organisations by their short forms, `brackets` other names
    and their types by the acronyms behind them, `clubs` organisations that towns stand for. `firm` are names printed
    where nothing but a name has a capital, `addressed` those after `Mr.`, `Mrs.` or `Ms.`; `split` are the words
    between blanks, once a name needed them.
    """

    text: str
    gazetteer: Gazetteer
    people: dict[str, list[Named]] = field(default_factory=dict)
    full: dict[tuple[str, str], Named] = field(default_factory=dict)
    aliases: dict[str, Named] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    short: dict[str, Named] = field(default_factory=dict)
    brackets: dict[str, tuple[str, Named]] = field(default_factory=dict)
    clubs: dict[str, Named] = field(default_factory=dict)
    firm: set[str] = field(default_factory=set)
    latest: dict[str, Named] = field(default_factory=dict)
    addressed: set[str] = field(default_factory=set)
    split: frozenset[str] | None = None

    def has_word(self, word: str) -> bool:
        """Whether a word is printed between blanks."""
        # Few words are asked for: a search for each takes less time than the set, but a longer one in a longer text.
        if len(self.text) < _SHORT_TEXT and word not in self.text:
            return False
        if f" {word} " in self.text:
            return True
        if self.split is None:
            self.split = frozenset(self.text.split())
        return word in self.split


def find_mentions(
    text: str, areas: Sequence[Span], gazetteer: Gazetteer, sure: frozenset[int] | None = None
) -> list[SuggestedMention]:
    """The mentions in the areas of a text, in text order and without overlap.

    `sure` are the offsets of words that are names though words of grammar look the same, if they are known.
    """
    sure = namesakes(tokenize(text)) if sure is None else sure
    rows = _rows(text, areas, gazetteer, sure)
    if " station" in text:
        rows = _with_stations(text, rows)
    defined = defined_names(text, gazetteer)
    if defined := defined | titles_behind_nouns(text, [row.start for row in rows], gazetteer):
        rows = _with_titles(text, areas, rows, defined)
    rows = _with_spelled(text, _with_described(text, rows, gazetteer), gazetteer)
    rows = _with_nicknames(text, rows, gazetteer)
    article = _learn(text, rows, gazetteer)
    titles = {last for _, last in article.full if gazetteer.labels.get(last.lower()) == "title"}
    if titles or article.forms:
        rows = _with_forms(rows, areas, titles, article)
    found = [mention for row in _typed_by_neighbours(text, rows) if (mention := _judge(row, article))]
    # Three names in four show their type; the others are few enough to look at what is beside them.
    guesses = [i for i, mention in enumerate(found) if mention.confidence == NO_EVIDENCE]
    if guesses:
        _agree(text, found, guesses)
    return found


def _agree(text: str, found: list[SuggestedMention], guesses: list[int]) -> None:
    """Gives the mentions whose type is a guess that of the name elsewhere, or of the names beside them in a list."""
    wanted = {found[i].entity for i in guesses}
    same = [m for m in found if m.entity in wanted and m.confidence > NO_EVIDENCE]
    types = {m.entity: m.type for m in reversed(same) if m.type not in _OTHER_THAN_ELSEWHERE}
    for i in reversed(guesses):
        if kind := _kind_of_list_end(text, found[max(i - 1, 0) : i], found[i : i + 2]):
            found[i] = found[i]._replace(type=kind, confidence=_GUESSED)
    for i in guesses:
        mention = found[i]
        if kind := types.get(mention.entity) or _kind_of_list(text, found[max(i - 1, 0) : i], found[i : i + 2]):
            found[i] = mention._replace(type=kind, confidence=_GUESSED)


def _kind_of_list_end(text: str, before: list[SuggestedMention], following: list[SuggestedMention]) -> str:
    """The type of the last of a list that a name is in: `the Ocaina, Huitoto and Cubeo peoples`; "" for none."""
    if len(following) == 1:
        return ""
    one, last = following
    if last.type not in _LISTED:
        return ""
    # "passes Wasdir, Kelda and Oslo", but not "a deal between Wasdir and Oslo"
    is_long = [text[m.span.end : one.span.start] for m in before] == [", "]
    if last.confidence != _GUESSED and not is_long:
        return ""
    return last.type if text[one.span.end : last.span.start] in _JOINTS else ""


def _kind_of_list(text: str, before: list[SuggestedMention], following: list[SuggestedMention]) -> str:
    """The type of places or peoples before a name in a list: `took Oslo and Wasdir`, `in Oslo, Wasdir and Kelda`."""
    if not before or before[0].confidence == NO_EVIDENCE:
        return ""
    mention, *behind = following
    gap = text[before[0].span.end : mention.span.start]
    if _ALSO_CALLED.fullmatch(gap):
        return before[0].type
    if gap == ", " and behind and text[mention.span.end : behind[0].span.start] not in _JOINTS:
        return ""
    if gap not in _JOINTS:
        return ""
    return before[0].type if before[0].type in _LISTED else ""


def draft_entities(mentions: Iterable[SuggestedMention], gazetteer: Gazetteer) -> list[Entity]:
    """Draft records of the entities that the corpus does not have, each once, in order of appearance.

    `description` says what the rules know; an annotator completes it.
    """
    found: dict[str, Entity] = {}
    for s in mentions:
        if not s.registered:
            found.setdefault(s.entity, _draft(s, gazetteer))
    return list(found.values())


def _draft(s: SuggestedMention, gazetteer: Gazetteer) -> Entity:
    known = gazetteer.names.get(s.name)
    kind, of = (known.type, known.of) if known and known.id == s.entity else (s.type, None)
    if kind == "NORP" and of is None:
        of = s.entity
    note = f"{s.title} (draft)" if s.title else f"Named in an article as {s.name} (draft)"
    return Entity(s.entity, s.name, kind, True, None, of, (), note)


def _rows(text: str, areas: Sequence[Span], gazetteer: Gazetteer, sure: frozenset[int]) -> list[_Row]:
    rows: list[_Row] = []
    offsets, idle, covered = sorted(sure), gazetteer.idle, 0
    for area in areas:
        line = end = area.start
        heading = False
        # One search through all lines, of which many have no run, takes a quarter less time than one in each.
        for run in RUN.finditer(text, area.start, area.end):
            start, printed = run.start(), run[0]
            own = _inside(offsets, start, start + len(printed)) if offsets else _NOTHING
            if printed in idle and not own:
                continue
            if start >= end:
                line, end = _line_around(text, start, area)
                heading = _is_heading(text[line:end], gazetteer)
            before = text[start - 3 : start]  # empty near the beginning of the text
            if before[-1:] in _BEFORE_CAPITAL:
                start, printed, before = start - 1, before[-1] + printed, text[start - 4 : start - 1]
            elif before in _ARTICLES:
                start, printed, before = _with_article(text, start, printed)
            begins = not _ends_within_sentence(before) and _begins_sentence(text, start, line)
            if text[start - 1 : start] in _OPENING_MARKS:
                title = None if heading else _quoted_title(text, start, printed, gazetteer)
                if title is not None:
                    rows.append(title)
                    covered = title.end
                    continue
            # Any word may have a capital in a heading, only the first one where a sentence begins.
            first_firm = len(printed) if heading else int(begins)
            for candidate in cut_run(gazetteer, printed, begins, heading, own):
                at = candidate.start
                if start + at < covered:  # "England" of "Charles I of England"
                    continue
                is_weak = at < first_firm and at not in own
                row = _Row(make_span((start + at, start + candidate.end)), candidate, is_weak)
                if candidate.leads_on:
                    row = _lengthened(text, row, gazetteer)
                    covered = row.end
                rows.append(row)
    return rows


def _with_article(text: str, start: int, printed: str) -> tuple[int, str, str]:
    """Where a run begins with the article before it, what is printed then, and what is before: `al-Assad`."""
    if text[max(start - 4, 0) : start - 3].isalnum():
        return start, printed, text[start - 3 : start]
    return start - 3, text[start - 3 : start] + printed, text[start - 6 : start - 3]


def _line_around(text: str, at: int, area: Span) -> tuple[int, int]:
    """Where the line around an offset begins and ends, as far as it is in the area."""
    end = text.find("\n", at, area.end)
    return max(text.rfind("\n", 0, at) + 1, area.start), area.end if end < 0 else end


def _inside(offsets: list[int], start: int, end: int) -> frozenset[int]:
    """The offsets within a stretch, counted from its start."""
    first = bisect_left(offsets, start)
    last = bisect_left(offsets, end, first)
    # Most runs hold none.
    return frozenset(at - start for at in offsets[first:last]) if first < last else _NOTHING


def _with_titles(text: str, areas: Sequence[Span], rows: list[_Row], titles: Mapping[str, str]) -> list[_Row]:
    """The rows, with these names of a type wherever the areas have them, instead of names in the titles."""
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(title)}(?!\w)" for title in titles))
    starts = [row.start for row in rows]
    works: list[_Row] = []
    for area in areas:
        for title in pattern.finditer(text, area.start, area.end):
            span = Span(*title.span())
            at = bisect_right(starts, span.start) - 1
            if at < 0 or not _is_part(span, rows[at].span):
                works.append(_work(span, title[0], titles[title[0]]))
    begins = [work.span.start for work in works]
    kept = [row for row in rows if not _is_replaced(row, works, begins)]
    return sorted([*kept, *works], key=lambda row: row.span.start)


def _with_spelled(text: str, rows: list[_Row], gazetteer: Gazetteer) -> list[_Row]:
    """The rows; what an acronym spells out is one name: `Pakistan`, `Tehreek-i-Insaf` before `(PTI)`."""
    if not has_acronym(text):  # as most
        return rows
    kept: list[_Row] = []
    for row in rows:
        start = _spelled_from(text, row, gazetteer) if text.startswith(" (", row.end) else None
        if start is not None:
            while kept and kept[-1].span.end > start:
                start = min(start, kept.pop().span.start)
            span = Span(start, row.span.end)
            head = row.candidate.ends[1].lower()
            row = _work(span, text[span.start : span.end], gazetteer.heads.get(head, "ORG"))
        kept.append(row)
    return kept


def _spelled_from(text: str, row: _Row, gazetteer: Gazetteer) -> int | None:
    """Where the name begins that ends with a row and that an acronym behind it spells out; None if the row is it."""
    c = row.candidate
    if c.is_registered:
        return None
    start = spelled_out(text, text.rfind("\n", 0, row.span.start) + 1, row.span.end)
    return start if start is None or start < row.span.start or _is_open_kind(c, gazetteer) else None


def _is_part(span: Span, longer: Span) -> bool:
    """Whether a title is in a longer name: `The Third Man` in `The Third Man Theme`."""
    return span.end <= longer.end and span != longer


def _is_replaced(row: _Row, works: list[_Row], begins: list[int]) -> bool:
    """Whether a work takes the place of a name; `begins` are where the works begin."""
    last = bisect_left(begins, row.span.end) - 1
    return last >= 0 and works[last].span.end > row.span.start


def _work(span: Span, title: str, kind: str = "WORK_OF_ART") -> _Row:
    """The row of a work's title, or of another name that a line defines."""
    ends = (title, title)
    work = Candidate(0, len(title), title, ends, kind, None, named(title, None), "", False)
    return _Row(span, work, False)


def _with_described(text: str, rows: list[_Row], gazetteer: Gazetteer) -> list[_Row]:
    """The rows; names whose words leave the type open have the type that the words beside them say.

    What a name is at one place it is at all: `the CEO of Westhaven Kelda … Westhaven Kelda said`.
    """
    types: dict[str, str] = {}
    for before, row in zip([_NO_ROW, *rows], rows, strict=False):
        c = row.candidate
        if c.kind == "PRODUCT" and " " in c.text:  # "HMS Norsund … Norsund sank"
            types.setdefault(c.text.partition(" ")[2], "PRODUCT")
        if c.known or c.text in types:
            continue
        if c.kind == "PERSON" and _is_place_of_name(text, row, gazetteer):
            types[c.text] = gazetteer.heads[c.ends[1].lower()]
        elif _is_open_kind(c, gazetteer) or _is_titled_work(text, row):
            types[c.text] = _kind_beside(text, before, row, types, gazetteer)
    types.update(_bodies(text, rows, types, gazetteer))
    if not any(types.values()):
        return rows
    return [_retyped(text, row, types[c.text]) if types.get((c := row.candidate).text) else row for row in rows]


def _bodies(text: str, rows: list[_Row], types: dict[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """The types of names of open type that are firms or states by the words around them somewhere."""
    # Most names have nothing of the kind beside them, which a cheap look at a few letters shows.
    near = [
        row
        for row in rows
        if text[row.end : row.end + 3] in MAY_FOLLOW_BODY or text[row.start - 4 : row.start] in MAY_LEAD_FIRM
    ]
    near = [row for row in near if _may_be_body(row.candidate, types, gazetteer)]
    found = {row.candidate.text: "ORG" for row in near if is_like_firm(text, row.span, row.candidate.kind)}
    found |= {row.candidate.text: "GPE" for row in near if is_like_state(text, row.span) and not _is_place(row)}
    if not found:
        return found
    # "Wasdir, which lies in the valley … in Wasdir"
    placed = {row.candidate.text for row in rows if place_type(text, row.span)}
    return {name: "GPE" if name in placed else kind for name, kind in found.items()}


def _is_place(row: _Row) -> bool:
    """Whether a name is a place by its last word: `Osprey Ridge`."""
    return row.candidate.kind in _PLACE_TYPES


def _may_be_body(c: Candidate, types: dict[str, str], gazetteer: Gazetteer) -> bool:
    """Whether a name may be that of a firm or state: of open type, and no person's by a title or a given name."""
    # "rival Wasdir" may be a firm
    if c.known or c.title or types.get(c.text, "PERSON") not in ("", "PERSON"):
        return False
    if c.kind == "unknown":
        return not c.plain
    if c.kind in _PLACE_TYPES:
        return " " in c.text
    return c.kind == "PERSON" and c.ends[0] not in gazetteer.given


def _is_place_of_name(text: str, row: _Row, gazetteer: Gazetteer) -> bool:
    """Whether what looks like a person is a place by the words before it: `in Victoria Falls`, `the Anna Park`."""
    c = row.candidate
    if gazetteer.heads.get(c.ends[1].lower()) not in _PLACE_TYPES:
        return False
    return text.endswith(_AT_PLACE, 0, row.start)


def _is_titled_work(text: str, row: _Row) -> bool:
    """Whether a common word is the title of a work by the noun before it: `the album Zombie`."""
    if row.candidate.kind != "unknown":
        return False
    return text.endswith(_WORKS, 0, row.start)


def _is_open_kind(c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a name's type is open: it is unknown, or that of a person by the number of words alone."""
    if c.kind == "unknown":
        return not c.plain or " " in c.text
    if c.kind == "EVENT":  # "She left Wasdir Games"
        return c.text.endswith(" Games")
    if c.kind == "ORG":  # "Bayern Munich", "Wasdir Fontana, a worker,"
        if c.ends[1] in gazetteer.names:
            return True
        return _may_be_called_like_place(c, gazetteer) or _may_be_called_like_firm(c, gazetteer)
    if c.kind != "PERSON":
        return False
    # "Hollis Dairy"
    return c.ends[0] not in gazetteer.given or _is_thing_behind(c, gazetteer)


def _may_be_called_like_place(c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a place and an uncommon word may be a person: `Kenya Wasdir, a baker,`, but not `Kenya Airways`."""
    if c.text.count(" ") != 1 or c.ends[0] not in gazetteer.names:
        return False
    last = c.ends[1].lower()
    return not is_common(gazetteer, last)


def _may_be_called_like_firm(c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a given name and a word that ends names of firms may be a person: `Gordon Bank`."""
    return c.ends[0] in gazetteer.given and c.text == " ".join(c.ends)


def _is_thing_behind(c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a common word that is no surname ends a name of two words: `Hollis Dairy`."""
    if c.text.count(" ") != 1 or c.ends[1] in gazetteer.people:
        return False
    return is_common(gazetteer, c.ends[1].lower())


def _kind_beside(text: str, before: _Row, row: _Row, types: dict[str, str], gazetteer: Gazetteer) -> str:
    """The type that the words beside a name say; "" for none."""
    if kind := described_type(text, row.span, gazetteer):
        return kind
    if row.candidate.kind == "PERSON":
        if _is_firm_of(text, before, row, gazetteer):
            return "ORG"
        return _kind_of_place(text, row, gazetteer)
    if row.candidate.kind == "ORG" and _may_be_called_like_firm(row.candidate, gazetteer):
        return "PERSON" if is_called_like_firm(text, row.span, row.candidate) else ""
    if row.candidate.plain and text.endswith(_AT_FIRM, 0, row.span.start):
        # "an analyst with Castle Brook"
        return "ORG" if is_employer(text, row.span, gazetteer) else ""
    if row.candidate.kind == "EVENT":
        return "ORG" if _is_studio(text, before, row, gazetteer) else ""
    if text[before.end : row.start] not in _JOINTS:
        return ""
    # "the albums Glass Hours and Northern Rooms", "The film stars Norin and Kelda."
    kind = types.get(before.candidate.text, "")
    return kind if kind in _OTHER_THAN_ELSEWHERE else ""


def _kind_of_place(text: str, row: _Row, gazetteer: Gazetteer) -> str:
    """The type of a place whose two words look like a person's: `in Punta Kelda`, but not `in Wirjono Kelda’s car`."""
    if row.candidate.ends[1] in gazetteer.surnames or text.startswith(("’s", "'s"), row.span.end):
        return ""
    return place_type(text, row.span) or ("FAC" if is_venue(text, row.span) else "")


def _is_studio(text: str, before: _Row, row: _Row, gazetteer: Gazetteer) -> bool:
    """Whether games are those of a firm: `She left Wasdir Games`, but not `workers at the Wasdir Games`."""
    if text.endswith("the ", 0, row.span.start):
        return False
    if text.endswith(_TO_FIRM, 0, row.span.start):
        return True
    return _is_firm_of(text, before, row, gazetteer)


def _is_firm_of(text: str, before: _Row, row: _Row, gazetteer: Gazetteer) -> bool:
    """Whether a firm's people or a person `of` it come before a name: `Olga Lind of Westhaven Kelda`."""
    if before.candidate.kind == "PERSON" and text[before.end : row.start] in _OF_FIRM:
        return True
    return is_employer(text, row.span, gazetteer)


def _retyped(text: str, row: _Row, kind: str) -> _Row:
    """The row with a type that the words beside the name say; a title of a work with its article."""
    c = row.candidate
    if kind == "WORK_OF_ART" and (longer := article_of_title(text, row.span)):
        span = Span(row.span.start - longer, row.span.end)
        title = text[span.start : span.end]
        return _Row(span, replace(c, text=title, kind=kind, entity=named(title, None), plain=False), False)
    # Written out, since `replace` takes five times as long.
    typed = Candidate(c.start, c.end, c.text, c.ends, kind, c.known, c.entity, c.title, False)
    return _Row(row.span, typed, row.weak)


def _with_nicknames(text: str, rows: list[_Row], gazetteer: Gazetteer) -> list[_Row]:
    """The rows; a given name, a nickname in marks and a surname are one: `John “Jack” Marsh`."""
    # Few names have a mark behind them, and the slice is cheaper than the look at the name.
    marked = [i for i, row in enumerate(rows) if text[row.end : row.end + 2] in _OPENS_NICKNAME]
    given = [i for i in marked if _may_be_given(rows[i].candidate, gazetteer)]
    kept, taken = [], 0  # the rows before `taken` are in the result, or part of a name in it
    for i in given:
        surname = _surname_behind(text, rows, i, gazetteer) if i >= taken else None
        if surname is not None:
            kept += [*rows[taken:i], _joined(rows[i], rows[surname])]
            taken = surname + 1
    return [*kept, *rows[taken:]] if kept else rows


def _may_be_given(c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a name may be given names: frequent ones, or an uncommon single word."""
    if c.ends[0] in gazetteer.given and c.kind in ("PERSON", "unknown"):
        return True
    if c.kind != "unknown" or c.plain:
        return False
    return c.text.isalpha()


def _surname_behind(text: str, rows: list[_Row], i: int, gazetteer: Gazetteer) -> int | None:
    """The row of the surname behind the nickname that follows row `i`; None where none follows."""
    nickname = _NICKNAME.match(text, rows[i].span.end)
    if nickname is None:
        return None
    # "John “Jack” Marsh", "John (Jo) Lee": up to two words of the nickname are rows of their own.
    near = range(i + 1, min(i + _WORDS_OF_NICKNAME + 2, len(rows)))
    surname = next((k for k in near if rows[k].span.start == nickname.end()), None)
    if surname is None or rows[i].candidate.ends[0] in gazetteer.given:
        return surname
    # "Earvin “Magic” Johnson", but not "Norsund (Oslo) FBI"
    return surname if rows[surname].candidate.text in gazetteer.surnames else None


def _joined(given: _Row, surname: _Row) -> _Row:
    """One person's name from the rows of its first and last word."""
    first, last = given.candidate, surname.candidate
    text, ends = f"{first.text} {last.text}", (first.ends[0], last.ends[1])
    entity = named(text, None)
    joint = replace(first, text=text, ends=ends, kind="PERSON", known=None, entity=entity, plain=False)
    return _Row(Span(given.span.start, surname.span.end), joint, False)


def _with_tail(text: str, row: _Row, gazetteer: Gazetteer) -> _Row:
    """The row, with the lower-case words after it that belong to the name: `Atlantic` + ` alliance`."""
    for tail in gazetteer.tails[row.candidate.text]:
        end = row.span.end + len(tail)
        if text.startswith(tail, row.span.end) and not text[end : end + 1].isalpha():
            longest = row.candidate.text + tail
            name = gazetteer.names[longest]
            entity = named(longest, name)
            longer = replace(row.candidate, text=longest, kind=name.type, known=name, entity=entity, plain=False)
            return _Row(Span(row.span.start, end), longer, row.weak)
    return row


def _lengthened(text: str, row: _Row, gazetteer: Gazetteer) -> _Row:
    """The row, with words that only follow names like it: `Rupert | I`, `Award | for Best Actress`."""
    c = row.candidate
    if c.text in gazetteer.tails:
        return _with_tail(text, row, gazetteer)
    if c.kind == "ORG":
        return _with_remits(text, row, gazetteer) if text.startswith(", ", row.end) else row
    if c.kind == "WORK_OF_ART":
        prize = _PRIZE_FOR.match(text, row.end)
        return _longer(text, row, prize.end(), "WORK_OF_ART") if prize else row
    return _with_first(text, row) if text.startswith(" I", row.end) else row


def _with_remits(text: str, row: _Row, gazetteer: Gazetteer) -> _Row:
    """The row of a body, with the list of what it is for: `Ministry of Health | , Labour and Welfare`."""
    remits = _REMITS.match(text, row.end)
    if remits is None:
        return row
    words = _CAPITALISED.findall(remits[0])
    return _longer(text, row, remits.end(), "ORG") if all(_is_remit(word, gazetteer) for word in words) else row


def _is_remit(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word with a capital may say what a ministry is for: `Welfare`, `Labour`, but not `Greenpeace`."""
    if word.lower() in gazetteer.classes["before-title"]:
        return True
    return is_common(gazetteer, word.lower()) and word not in gazetteer.names


def _longer(text: str, row: _Row, end: int, kind: str) -> _Row:
    """The row of a name of a type that goes on to `end`."""
    name = text[row.start : end]
    c = replace(row.candidate, text=name, kind=kind, known=None, entity=named(name, None), plain=False)
    return _Row(Span(row.start, end), c, False)


def _with_stations(text: str, rows: list[_Row]) -> list[_Row]:
    """The rows; railway stations have their noun in the name: `Ludlow railway station`."""
    return [_longer(text, row, end, "FAC") if (end := _station_end(text, row)) else row for row in rows]


def _station_end(text: str, row: _Row) -> int:
    """Where the noun of a railway station behind a name ends; 0 for none, as behind `the London bus station`."""
    station = _STATION.match(text, row.end)
    if station is None or text.endswith((" the ", "The ", " a ", "A "), 0, row.start):
        return 0
    return station.end()


def _with_first(text: str, row: _Row) -> _Row:
    """The row of a given name, with the number of a king: `under Rupert I`, but not `I told Rupert I was late`."""
    number = _THE_FIRST.match(text, row.span.end)
    if number is None:
        return row
    is_king = row.candidate.title in MONARCHS or text.endswith(_BEFORE_KING, 0, row.span.start)
    if number["ends"] is None and not is_king and not _is_king_of(text, row.candidate.text):
        return row
    name = text[row.span.start : number.end()]
    c = row.candidate
    ends, entity = (c.ends[0], "I"), named(name, None)
    king = replace(c, text=name, ends=ends, kind="PERSON", known=None, entity=entity, plain=False)
    return _Row(Span(row.span.start, number.end()), king, row.weak)


def _is_king_of(text: str, name: str) -> bool:
    """Whether a text has a king of a name elsewhere: `King Rupert I died. … Rupert I died.`"""
    return any(f"{title.title()} {name} I" in text for title in MONARCHS)


def _quoted_title(text: str, start: int, printed: str, gazetteer: Gazetteer) -> _Row | None:
    """A work whose title fills a pair of quotation marks, behind the opening one: `her album “Midnight Trains,”`."""
    end = start + len(printed)
    if not _CLOSES.match(text, end):
        title = _LONGER_TITLE.match(text, start)  # “Blue in Green”
        return _work(Span(start, title.end()), title[0]) if title else None
    if " " not in printed:
        return _work(Span(start, end), printed) if _IS_WORK.match(text, end) else None
    # “North Korea” and “Anna Berg” in marks are no works.
    if any(c.known or c.kind == "PERSON" for c in cut_run(gazetteer, printed, False, False) if c.end == len(printed)):
        return None
    return _work(Span(start, end), printed)


def _is_heading(line: str, gazetteer: Gazetteer) -> bool:
    """Whether a line is in title case or capitals: what has no capital are small words alone."""
    if len(line) > _HEADING_LENGTH:
        return False
    parts = line.split()
    small = gazetteer.classes["heading-word"]
    # A loop, since most lines are none and a generator costs more than the first words of them.
    for part in parts:
        if part[0].islower() and part.strip(_EDGES) not in small:
            return False
    # "It is the Department of Health and Welfare." has no other word in lower case, but few capitals.
    capitals = sum(part.lstrip(_EDGES)[:1].isupper() for part in parts)
    return _SHORTEST_HEADING <= len(parts) < capitals / _SHARE_OF_CAPITALS


@lru_cache(maxsize=10_000)
def _ends_within_sentence(before: str) -> bool:
    """Whether a word or a comma and a blank come before a run, as before most: no sentence begins behind them."""
    return bool(_WITHIN_SENTENCE.search(before))


def _begins_sentence(text: str, start: int, line: int) -> bool:
    """Whether a run begins a sentence, a line or a quotation, as the few characters before it in its line show."""
    return bool(_SENTENCE_BREAK.search(text[max(line, start - 5) : start]))


def _learn(text: str, rows: list[_Row], gazetteer: Gazetteer) -> _Article:
    article = _Article(text, gazetteer)
    # A given name with a surname is a name at the beginning of a sentence as well: "Anna Berlin left."
    article.firm.update(
        [row.candidate.text for row in rows if not row.weak or _is_surely_name(row.candidate, gazetteer)]
    )
    persons = []
    for row in rows:
        c = row.candidate
        kind = _own_kind(row, gazetteer) if c.kind == "unknown" else c.kind
        if kind == "PERSON":
            persons.append(c)
            if c.text.count(" ") > 1:
                _learn_short_forms(c, article)
        elif kind == "ORG":
            _learn_organisation(row, article)
        elif kind in _WITH_ACRONYM and " " in c.text:
            _learn_acronym(row, kind, article)
    for c in persons:
        _learn_person(c, article)
    _learn_single_words(rows, article)
    if may_be_of_matches(text):
        _learn_clubs(rows, article)
    return article


def _learn_clubs(rows: list[_Row], article: _Article) -> None:
    """Notes the clubs that towns stand for, by longer names if the text has them: `Leeds United … beat Leeds`."""
    towns = [row for row in rows if row.candidate.known and row.candidate.known.is_town]
    playing = {row.candidate.text for row in towns if plays(article.text, row.span)}
    bodies = [c for c in (row.candidate for row in rows) if c.kind == "ORG" and " " in c.text]
    # "Leeds United", "FC Goa"
    longer = {end.capitalize(): c.entity for c in reversed(bodies) for end in c.ends}
    article.clubs = {town: longer.get(town, (slug(f"{town} club"), town)) for town in playing}


def _learn_single_words(rows: list[_Row], article: _Article) -> None:
    """Notes the persons that a title or the words around one word of unknown type show."""
    somebody: dict[str, Named] = {}
    for row in rows:
        c = row.candidate
        if c.title:
            _learn_titled(c, article)
        elif c.kind == "unknown" and _is_somebody(row, article):
            somebody[c.text] = c.entity
    if not somebody:
        return
    # "in Osceola" at one place, "In the barn of Osceola, he …" at another: it is a place.
    named_so = [row for row in rows if row.candidate.text in somebody]
    placed = {row.candidate.text for row in named_so if is_placed(article.text, row.span)}
    for name in somebody.keys() - placed:
        article.people.setdefault(name, [somebody[name]])


def _is_surely_name(c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a name has no common word behind its second: `Anna Berlin`, but not `Glenn Beck Blasts`."""
    words = c.text.split(" ")
    # A loop, since most names have one word or two and a generator takes time even then.
    for word in words[2:]:
        if is_common(gazetteer, word.lower()):
            return False
    return len(words) > 1


def _is_somebody(row: _Row, article: _Article) -> bool:
    """Whether an uncommon word of unknown type is a person, as the words around it show."""
    c = row.candidate
    if c.plain or c.text in article.short:
        return False
    if c.text in article.people:  # known already; the look at the words around takes time
        return False
    if not c.text.isalpha():  # "B." is short for any name
        return False
    if c.text not in article.firm and _INFLECTED.search(c.text):  # "Republican Populists", "Zionism"
        return False
    return is_somebody(article.text, row.span, c, article.gazetteer)


def _own_kind(row: _Row, gazetteer: Gazetteer) -> str:
    """The type by the words of the name and its title alone; "" where they leave it open."""
    c = row.candidate
    if c.kind != "unknown":
        return c.kind
    return "PERSON" if c.title else ""


def _learn_short_forms(c: Candidate, article: _Article) -> None:
    """Notes the short forms of several words that a person's long name has: `Dela Cruz` of `Ramon Dela Cruz Jr.`"""
    classes = article.gazetteer.classes
    words = [word for word in c.text.split(" ") if word.lower() not in classes["after-PERSON"]]
    # "AMLO" of "Andrés Manuel López Obrador", "MBS" of "Mohammed bin Salman"
    article.aliases.setdefault("".join([word[0] for word in words]).upper(), c.entity)
    last = " ".join(words[-2:] if len(words) > _LONG_NAME else words)
    # "Du Norin" of "W. E. B. Du Norin", "Norin Lind" of "Jo Maria Norin Lind"
    if " " in last and last != c.text:
        article.aliases.setdefault(last, c.entity)
    links = [k for k, word in enumerate(words[1:], 1) if word.lower() in classes["person-link"]]
    if links:
        _learn_tail(words[links[0] :], c.entity, article)
        if links[0] > 1:  # "Ahmad Farid" and "Farid" of "Ahmad Farid bin Ismail"
            given = " ".join(words[: links[0]])
            article.aliases.setdefault(given, c.entity)
            if is_common(article.gazetteer, words[0].lower()):  # "Wan Norin left": "Wan" may be a word
                article.forms.add(given)
            article.people.setdefault(words[links[0] - 1], [c.entity])
    elif len(words) > 2 and words[1] not in article.gazetteer.given:  # "Garcia Lopez" of "Maria Garcia Lopez"
        article.aliases.setdefault(" ".join(words[1:]), c.entity)
        if _is_first_surname(words, article.gazetteer):
            article.people.setdefault(words[1], [c.entity])


def _is_first_surname(words: list[str], gazetteer: Gazetteer) -> bool:
    """Whether the middle one of three names may stand for the person: `Garcia` of `Maria Garcia Lopez`."""
    if len(words[1]) <= 2:
        return False
    return not is_common(gazetteer, words[1].lower())


def _learn_tail(tail: list[str], entity: Named, article: _Article) -> None:
    """Notes a family name that begins with small words, with and without a capital: `van der Berg`, `Van der Berg`."""
    # "de" of "de Alvarado y Norin"
    links = article.gazetteer.classes["person-link"]
    particles = [word.lower() for word in takewhile(lambda word: word.lower() in links, tail)]
    rest = tail[len(particles) :]
    small = " ".join(particles)
    for form in (small, small[0].upper() + small[1:], small.title()):
        # "de la Cruz" of "Luis de la Cruz Norin" too
        for surname in (rest, rest[:1]):
            short = " ".join([form, *surname])
            article.aliases.setdefault(short, entity)
            article.forms.add(short)


def _with_forms(rows: list[_Row], areas: Sequence[Span], titles: set[str], article: _Article) -> list[_Row]:
    """The rows, with forms of persons' names that are no run: `van der Berg`, `Bishop` of `Anna Bishop`.

    `titles` are the surnames that are titles as well.
    """
    forms = sorted(titles | article.forms, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])")
    starts, kept, taken = [row.start for row in rows], [], 0
    for area in areas:
        for place in pattern.finditer(article.text, area.start, area.end):
            span = Span(*place.span())
            first = bisect_left(starts, span.start, taken)
            last = bisect_left(starts, span.end, first)
            # "Luis | de la Cruz", "De la Cruz | Street"
            if _span_before(rows, first).end > span.start or _span_before(rows, last).end > span.end:
                continue
            if place[0] in titles and not is_bare_name(article.text, span):
                continue
            kept += [*rows[taken:first], _form(span, place[0])]
            taken = last
    return [*kept, *rows[taken:]] if kept else rows


def _span_before(rows: list[_Row], i: int) -> Span:
    """The span of the row before row `i`, which is empty before the first one."""
    return rows[i - 1].span if i else _NO_ROW.span


def _form(span: Span, form: str) -> _Row:
    """The row of a form of a person's name."""
    ends = (form, form)
    return _Row(span, Candidate(0, len(form), form, ends, "unknown", None, named(form, None), "", False), False)


def _learn_person(c: Candidate, article: _Article) -> None:
    if c.ends[0] == c.ends[1]:
        if " " in c.text:  # "Ivan" of "Ivan the Terrible"
            article.people.setdefault(c.ends[0], [c.entity])
        return
    if c.ends in article.full or c.text in article.aliases:
        return
    entity = article.full[c.ends] = c.entity
    # "al-Assad" begins a sentence as "Al-Assad".
    for part in c.ends:
        capital = part[0].upper() + part[1:]
        for form in (part,) if part == capital else (part, capital):
            namesakes = article.people.setdefault(form, [])
            if len(namesakes) < _NAMESAKES:
                namesakes.append(entity)


def _learn_organisation(row: _Row, article: _Article) -> None:
    c = row.candidate
    entity = c.entity
    # "the National Harbour Board (NHB)"
    if bracket := _BRACKET.match(article.text, row.span.end):
        article.short.setdefault(bracket[1], entity)
    if " " not in c.text:
        return
    if first := _firm_name(row, article):
        article.short.setdefault(first, entity)
    # "The Wall Street Journal ... the Journal", "Norsund City … City’s coach"
    if c.ends[1].lower() in article.gazetteer.classes["short-head"]:
        article.short.setdefault(c.ends[1], entity)
    if c.known:
        return
    # "The National Harbour Board met. The NHB said no": but two letters may be anything, as in "an HB pencil".
    initials = "".join([part[0] for part in c.text.split() if part[0].isupper()])
    if len(initials) > 2:
        article.short.setdefault(initials, entity)


def _learn_acronym(row: _Row, kind: str, article: _Article) -> None:
    """Notes the acronym behind a name that is no organisation: `Norsund Trade Treaty (NTT)`."""
    bracket = _BRACKET.match(article.text, row.span.end)
    # "the Clean Harbours Act (CHA)", but not "Marsh County (Ohio)"
    if bracket and bracket[1].isupper() and bracket[1][0] == row.candidate.text[0]:
        article.brackets.setdefault(bracket[1], (kind, row.candidate.entity))


def _firm_name(row: _Row, article: _Article) -> str | None:
    """The first word of a firm's name of two, if it is no other name: `Norrland Foods lost money. Norrland said …`"""
    c, gazetteer = row.candidate, article.gazetteer
    first = c.ends[0]
    # "Norrland Foods and Drinks", but "Norrland Foods Inc."
    if c.text != " ".join(c.ends) and c.ends[1] not in _LEGAL_FORMS and c.ends[1] not in _CLUB_FORMS:
        return None
    if is_common(gazetteer, first.lower()) and not _is_club(c, article):
        return None
    if c.ends[1].lower() in gazetteer.classes["government-noun"]:
        return None
    if first in gazetteer.names:  # "Oslo University"
        return None
    # "Berg Shipping", but "Goldman Sachs … Goldman"
    if first in gazetteer.surnames and not c.known:
        return None
    # "Fatah said no. Fatah Youth said yes.": what the text names before is more than that.
    return first if article.text.find(first) == row.span.start else None


def _is_club(c: Candidate, article: _Article) -> bool:
    """Whether a club goes by its first word, a common one that is always a name here: `Stoke` of `Stoke City F.C.`"""
    if c.ends[1].lower() not in article.gazetteer.classes["short-head"] and c.ends[1] not in _CLUB_FORMS:
        return False
    return c.ends[0] in article.firm and not article.has_word(c.ends[0].lower())


def _learn_titled(c: Candidate, article: _Article) -> None:
    """Takes a single word after a title for a person: `Mayor Norin left. Norin said no.`"""
    # "Mr. Bloomberg" is called so throughout; then "Bloomberg" alone is the firm.
    if c.title.strip(".") in _ADDRESSES:
        article.addressed.add(c.text)
    if c.known is None:
        article.people.setdefault(c.text, [c.entity])


def _typed_by_neighbours(text: str, rows: list[_Row]) -> list[_Row]:
    """The rows; an unknown name before `, Ohio` is a place, `Washington` and `, DC` are one name."""
    places = [i for i, row in enumerate(rows[1:], 1) if row.candidate.kind == "GPE"]
    kept, taken = [], 0  # the rows before `taken` are in the result, or part of a name in it
    for i in places:
        before, after = rows[i - 1], rows[i]
        if i == taken or (gap := text[before.end : after.start]) not in _BESIDE_PLACE:
            continue
        if gap == " and ":
            if _is_joined_place(text, before):
                kept += [*rows[taken : i - 1], _as_place(before)]
                taken = i
            continue
        # By id: the corpus' own "Washington" may speak for a state where its "DC" does not.
        if _is_same_place(before.candidate, after.candidate):
            kept += [*rows[taken : i - 1], replace(before, span=Span(before.span.start, after.span.end))]
            taken = i + 1
        elif _is_open(before.candidate):
            kept += [*rows[taken : i - 1], _as_place(before)]
            taken = i
    return [*kept, *rows[taken:]] if kept else rows


def _is_same_place(before: Candidate, after: Candidate) -> bool:
    """Whether two names are of one place, and differ: `Washington, DC`, but not `USA, USA`."""
    return before.entity[0] == after.entity[0] and before.text != after.text


def _as_place(row: _Row) -> _Row:
    return replace(row, candidate=replace(row.candidate, kind="GPE"))


def _is_joined_place(text: str, row: _Row) -> bool:
    """Whether an unknown name that a place follows is one too: `between Holyhead and Dublin`, `to Wasdir and Oslo`."""
    if not _is_open(row.candidate):
        return False
    return text.endswith(_BEFORE_PLACES, 0, row.span.start)


def _is_open(c: Candidate) -> bool:
    return c.kind == "unknown" and not c.plain


def _judge(row: _Row, article: _Article) -> SuggestedMention | None:
    """The mention that a candidate is, or None where it is no name."""
    c = row.candidate
    if c.text in article.short and _is_short_form(c, article):
        return _mention(row, "ORG", article.short[c.text], 0.8)
    if c.text in article.brackets and c.known is None:
        return _mention(row, *article.brackets[c.text], 0.8)
    if _may_be_person(row, article) and (person := _person_named(row, article)):
        return _mention(row, "PERSON", person, 0.9)
    if c.text in _HALVES and (half := _half_of_korea(row, article)):
        return half
    if c.text == "Amazon" and is_river(article.text, row.span):
        return _mention(row, "LOC", named("Amazon", None), 0.7)
    return _known(row, article, c.known) if c.known else _unknown(row, article)


def _is_short_form(c: Candidate, article: _Article) -> bool:
    """Whether an acronym is that of the article: `The National Harbour Board (NHB) met. The NHB left.`"""
    # The corpus' own name wins, and Otto Lind of Lind Ships.
    return not c.is_registered and c.text not in article.people


def _half_of_korea(row: _Row, article: _Article) -> SuggestedMention | None:
    """`the North`, where the article names North Korea."""
    name = f"{row.candidate.text} Korea"
    if not article.text.endswith("the ", 0, row.span.start) or name not in article.text:
        return None
    land = article.gazetteer.names[name]
    return _mention(row, "GPE", (land.id, land.name), 0.7)


def _known(row: _Row, article: _Article, known: Name) -> SuggestedMention | None:
    """The mention of a known name; None for a common word that seems to be no name here."""
    c = row.candidate
    # "Apple prices rose." names no firm, while "Turkey" is the state everywhere.
    if c.kind not in _SURE and _is_mere_word(c, article):
        # "Xi said no.", "Apple said no.", "Apple’s shares fell."
        is_named = speaks(article.text, row.span) or is_like_firm(article.text, row.span)
        return _mention(row, known.type, c.entity, 0.8) if is_named else None
    # "in the Kremlin" is the building, "the Kremlin said" the government.
    if known.name in _SEATS and is_inside(article.text, row.span.start):
        place = article.gazetteer.places.get(c.text, known)
        return _mention(row, "FAC", (place.id, place.name), 0.8)
    if c.text in article.clubs and not is_placed_town(article.text, row.span):
        return _mention(row, "ORG", article.clubs[c.text], 0.8)
    return _mention(row, known.type, c.entity, 0.8 if c.plain else 0.95)


def _unknown(row: _Row, article: _Article) -> SuggestedMention | None:
    """The mention of a name that the gazetteer does not have."""
    c = row.candidate
    if c.text in _LEGAL_FORMS:  # "Lumen Grid, Inc."
        return None
    if c.text[0] in _MONEY_BEGINS and is_money(article.text, row.span):
        return None
    if c.text.isupper() and is_dateline(article.text, row.span):
        return _mention(row, "GPE", c.entity, 0.7)
    if _is_word(row, article):
        return _speaking_word(row, article)
    if own := _own_kind(row, article.gazetteer):
        return _mention(row, own, c.entity, 0.7)
    if c.text[-1] == "s" and _is_family(row, article):
        return _mention(row, "PERSON", c.entity, 0.5)
    kind, confidence = guess(article.text, row.span, c, article.gazetteer)
    if confidence == NO_EVIDENCE and row.weak and is_thing(article.text, row.span):
        return None
    return _mention(row, kind, c.entity, confidence) if kind else None


def _speaking_word(row: _Row, article: _Article) -> SuggestedMention | None:
    """The mention of a word that is a name too, where a word of speech follows: `Price said no.`, `Robin said no.`"""
    if row.candidate.text not in article.gazetteer.people or not speaks(article.text, row.span):
        return None
    return _mention(row, "PERSON", row.candidate.entity, 0.5)


def _is_family(row: _Row, article: _Article) -> bool:
    """Whether a name is the plural of a person's in the article: `Anna Norin left. The Norins had two sons.`"""
    if row.candidate.text[:-1] not in article.people:
        return False
    return article.text.endswith(("the ", "The "), 0, row.span.start)


def _is_word(row: _Row, article: _Article) -> bool:
    """Whether a candidate is no name but a word with a capital for its place."""
    c = row.candidate
    if _is_unsure(c, article):
        if c.plain:
            return True
        if c.kind == "unknown" and _looks_like_word(c.text, article):
            return True
    return c.text.endswith("ism") or is_cry(article.text, row.span, c)  # "Populism", "WE WILL WIN"


def _is_unsure(c: Candidate, article: _Article) -> bool:
    """Whether a single word has a capital only where any word may have one."""
    return c.text not in article.firm and " " not in c.text


def _is_mere_word(c: Candidate, article: _Article) -> bool:
    """Whether a common word seems to have its capital from its place: `Voters were angry.`"""
    return c.plain and _is_unsure(c, article)


def _looks_like_word(text: str, article: _Article) -> bool:
    """Whether an uncommon word looks like none of a name: in capitals, inflected, or printed in lower case too."""
    if text.isupper() or article.has_word(text.lower()):
        return True
    return bool(_INFLECTED.search(text))


def _may_be_person(row: _Row, article: _Article) -> bool:
    """Whether a name may be a person's here: one known to be another's only by the words around it."""
    known = row.candidate.known
    if known is None or known.type == "PERSON":
        return True
    return known.type in _PERSON_TESTS and _PERSON_TESTS[known.type](row, article)


def _is_used_as_surname(row: _Row, article: _Article) -> bool:
    return is_surname(article.text, row.span)


def _is_namesake(row: _Row, article: _Article) -> bool:
    """Whether the name of a city or firm is the surname of a person in the article, who is meant here.

    Where people are called `Mr. Bloomberg`, `Bloomberg` is the firm.
    """
    c = row.candidate
    if c.text in article.addressed and not c.title:
        return False
    # "We met Mark Dayton. Dayton left. It was in Dayton.": the third is the city.
    people = article.people.get(c.text)
    if not people:
        return False
    called = [name for _, name in people if name == c.text or name.endswith(f" {c.text}")]
    if article.firm.isdisjoint(called):
        return _is_called_by_given_name(row, article)
    return is_person_here(article.text, row.span)


def _is_called_by_given_name(row: _Row, article: _Article) -> bool:
    """Whether a given name that a state has too speaks, and the article names no such place: `Jordan said no.`"""
    word = row.candidate.text
    if word not in article.gazetteer.given:
        return False
    if not speaks(article.text, row.span):
        return False
    # "Jordan Blake left for Jordan. Jordan said no."
    return not re.search(rf"\b(?:in|from|to|for|of|with) {re.escape(word)}\b", article.text)


# Types of known names that persons may have too: `Cuban`, `Dayton`, `Bloomberg`.
_PERSON_TESTS: Final = {
    "NORP": _is_used_as_surname,
    "GPE": _is_namesake,
    "ORG": _is_namesake,
    "FAC": _is_namesake,
}


def _person_named(row: _Row, article: _Article) -> Named | None:
    """The person of the article that a full name or a part of one names."""
    c = row.candidate
    if c.text in article.aliases:
        return article.aliases[c.text]
    first, last = c.ends
    if first != last:
        return _full_person(c, article) if _own_kind(row, article.gazetteer) == "PERSON" else None
    people = article.people.get(last) or article.people.get(last.capitalize())  # "BERG" in a headline
    if not people:
        return None
    if _is_no_surname(c, article):
        return None
    if c.entity in people:
        return c.entity
    # Many share a family name that comes first, and the one named last is meant.
    if last in article.latest and all(name.startswith(f"{last} ") for _, name in people):
        return article.latest[last]
    return _likeliest(people, last, c.title, article.gazetteer)


def _is_no_surname(c: Candidate, article: _Article) -> bool:
    """Whether a common word that begins a sentence is printed in lower case too: `Price`, where `price` is."""
    if not _is_mere_word(c, article):
        return False
    return article.has_word(c.text.lower())


def _likeliest(people: Sequence[Named], last: str, title: str, gazetteer: Gazetteer) -> Named:
    """Which of the people of one name a title and the place of the name in theirs fit; the first, if several."""
    if len(people) == 1:
        return people[0]
    wanted = _ADDRESSES.get(title.strip("."), "")
    is_given = last in gazetteer.only_given

    def fit(person: Named) -> tuple[bool, bool]:
        name = person[1]
        is_there = name.startswith(last) if is_given else name.endswith(last)
        return wanted in gazetteer.given.get(name.split()[0], ""), is_there

    return max(people, key=fit)


def _full_person(c: Candidate, article: _Article) -> Named | None:
    """The person of a full name, who may have a longer one in the article: `Sri Mulyani (Indrawati)`."""
    first, last = c.ends
    namesakes = [p for p in article.people.get(first, ()) if p[1].startswith(f"{c.text} ")]
    person = article.full.get((first, last))
    if namesakes:
        person = next((p for p in namesakes if p[1] in article.firm), person)
    if person:
        article.latest[first] = person
    return person


def _mention(row: _Row, kind: str, entity: Named, confidence: float) -> SuggestedMention:
    # Not in one line, since compiled code makes iterators of nested parts.
    c = row.candidate
    id_, name = entity
    registered = c.known is not None and c.known.registered and c.known.id == id_
    return _make_mention((row.span, kind, id_, name, confidence, registered, c.title))
