"""Mentions: which candidate names are names, of what type, and which entity they name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from blocquotes.model import Entity, Span
from blocquotes.suggest.names.candidates import Candidate, cut_run
from blocquotes.suggest.names.gazetteer import Gazetteer, slug
from blocquotes.suggest.names.runs import RUN
from blocquotes.suggest.names.surroundings import guess, is_cry, is_inside, is_person_here, is_surname, speaks

_LINE = re.compile(r"[^\n]+")
_NICKNAME = re.compile(r" [“\"‘'(][A-Z][\w.]{1,20}(?: [A-Z]\w{1,20})?[”\"’')] (?=[A-Z])")
_WORDS_OF_NICKNAME = 2
_NAME_GOES_ON = re.compile(r"[’']s\b|, (?:an?|the|which) | \(| (?:said|says|told|had no|has|is|was) ")
_INFLECTED = re.compile(r"(?:s|ing|ed|ly|ion|ment|ness|er|ism|ists?|ies|able|al|ive|ous|ful)$")
_BRACKET = re.compile(r",? \((?:the |or )?([A-Z][A-Za-z.&-]{1,9})\)")
_CLOSES = re.compile(r"[,.]?[”\"]")
_OPENING = "“\"‘'`([«"
_ARTICLES = frozenset(("al-", "el-", "ar-", "as-", "al "))
_HEADING_LENGTH = 200
_NAMESAKES = 20
"""People of one name that are kept apart; more would make the cost grow with their number."""
_SHORTEST_HEADING = 3
_EDGES = "“”\"‘’'`([«»)].,:;!?–—-"
_LINKING = frozenset(("of", "vs", "v", "via", "per", "amid", "à", "de"))
_ADDRESSES = {"mr": "m", "mrs": "f", "ms": "f"}
_SEATS = frozenset(("Kremlin", "White House", "Pentagon", "Downing Street", "Capitol Hill", "Elysee"))
_SURE = frozenset(("GPE", "NORP"))
_BORNE = frozenset(("GPE", "ORG", "FAC"))
"""Types of known names that people bear too: `Dayton`, `Ferrari`."""
_HALVES = frozenset(("North", "South"))


class SuggestedMention(NamedTuple):
    """A mention as suggested: where, of what type, which entity, and how sure.

    `entity` is an id, `name` the entity's canonical name; `registered` says that the corpus has the entity;
    `title` is the title that stands right before the name, in lower case ("" for none).
    """

    span: Span
    type: str
    entity: str
    name: str
    confidence: float
    registered: bool
    title: str


class _Row(NamedTuple):
    """A candidate at its place; `weak` where its capital may be that of a sentence or a heading."""

    span: Span
    candidate: Candidate
    weak: bool


@dataclass
class _Article:
    """What an article's own words tell of names: full names of people, short forms of organisations."""

    text: str
    people: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    full: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    short: dict[str, tuple[str, str]] = field(default_factory=dict)
    firm: set[str] = field(default_factory=set)
    latest: dict[str, tuple[str, str]] = field(default_factory=dict)
    addressed: set[str] = field(default_factory=set)

    @cached_property
    def printed(self) -> frozenset[str]:
        """What stands between blanks, for the few articles in which it is asked for."""
        return frozenset(self.text.split())

    @cached_property
    def koreas(self) -> frozenset[str]:
        """Which of the two Koreas the article names, so that `the North` may be one."""
        return frozenset(half for half in _HALVES if f"{half} Korea" in self.text)


def find_mentions(text: str, areas: Sequence[Span], words: Gazetteer) -> list[SuggestedMention]:
    """The mentions in the areas of a text, in text order and without overlap."""
    rows = list(_with_nicknames(text, list(_rows(text, areas, words)), words))
    article = _learn(text, rows, words)
    judged = [_judge(text, row, article, words) for row in _typed_by_neighbours(text, rows)]
    return [mention for mention in judged if mention]


def draft_entities(mentions: Iterable[SuggestedMention], words: Gazetteer) -> list[Entity]:
    """Draft records of the entities that the corpus does not have, each once, in order of appearance.

    `description` is left for a person to mend: it says what the rules know.
    """
    found: dict[str, Entity] = {}
    for s in mentions:
        if s.registered or s.entity in found:
            continue
        known = words.names.get(s.name)
        kind = known.type if known else s.type
        of = (known.of if known else None) or (s.entity if kind == "NORP" else None)
        note = f"{s.title} (draft)" if s.title else f"Named in an article as {s.name} (draft)"
        found[s.entity] = Entity(s.entity, s.name, kind, True, None, of, (), note)
    return list(found.values())


def _rows(text: str, areas: Sequence[Span], words: Gazetteer) -> Iterator[_Row]:
    for area in areas:
        for line in _LINE.finditer(text, area.start, area.end):
            heading = line.end() - line.start() <= _HEADING_LENGTH and _is_heading(line.group(), words)
            for run in RUN.finditer(text, line.start(), line.end()):
                start, string = run.start(), run.group()
                if string in words.idle:
                    continue
                if text[start - 3 : start] in _ARTICLES and not text[max(start - 4, 0) : start - 3].isalnum():
                    start, string = start - 3, text[start - 3 : start] + string
                # Most runs follow a word and a blank, which needs no closer look.
                close = text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum()
                begins = not close and _begins_sentence(text, start, line.start())
                if begins and not heading and (title := _quoted_title(text, start, string, words)):
                    yield title
                    continue
                for candidate in cut_run(words, string, begins, heading):
                    weak = heading or (begins and candidate.first)
                    row = _Row(Span(start + candidate.start, start + candidate.end), candidate, weak)
                    yield _with_tail(text, row, words) if candidate.text in words.tails else row


def _with_nicknames(text: str, rows: Sequence[_Row], words: Gazetteer) -> Iterator[_Row]:
    """The rows; a given name, a nickname in marks and a surname are one: `John “Jack” Marsh`."""
    i = 0
    while i < len(rows):
        row, i = rows[i], i + 1
        nickname = _NICKNAME.match(text, row.span.end) if row.candidate.text in words.given else None
        if nickname:
            near = range(i, min(i + _WORDS_OF_NICKNAME + 1, len(rows)))
            surname = next((k for k in near if rows[k].span.start == nickname.end()), None)
            if surname is not None:
                row, i = _joined(row, rows[surname]), surname + 1
        yield row


def _joined(given: _Row, surname: _Row) -> _Row:
    """One person's name from the rows of its first and last word."""
    first, last = given.candidate, surname.candidate
    ends = first.ends[0], last.ends[1]
    whole = first._replace(text=f"{first.text} {last.text}", ends=ends, kind="PERSON", known=None, plain=False)
    return _Row(Span(given.span.start, surname.span.end), whole, False)


def _with_tail(text: str, row: _Row, words: Gazetteer) -> _Row:
    """The row, with the lower-case words after it that belong to the name: `Atlantic` + ` alliance`."""
    for tail in words.tails[row.candidate.text]:
        end = row.span.end + len(tail)
        if text.startswith(tail, row.span.end) and not text[end : end + 1].isalpha():
            name = words.names[row.candidate.text + tail]
            whole = row.candidate._replace(text=row.candidate.text + tail, kind=name.type, known=name, plain=False)
            return _Row(Span(row.span.start, end), whole, row.weak)
    return row


def _quoted_title(text: str, start: int, string: str, words: Gazetteer) -> _Row | None:
    """A work whose title fills a pair of quotation marks: `her album “Midnight Trains,”`."""
    end = start + len(string)
    if text[start - 1 : start] not in ("“", '"') or " " not in string or not _CLOSES.match(text, end):
        return None
    if any(c.known or c.kind == "PERSON" for c in cut_run(words, string, False, False) if c.end == len(string)):
        return None
    title = Candidate(0, len(string), string, (string, ""), "WORK_OF_ART", None, "", False, False)
    return _Row(Span(start, end), title, False)


def _is_heading(line: str, words: Gazetteer) -> bool:
    """Whether a line is in title case or capitals: what has no capital are small words alone."""
    parts = line.split()
    function = words.classes["function"]
    for part in parts:
        if part[0].islower() and part not in function and part.strip(_EDGES) not in _LINKING:
            return False
    capitals = sum(part.lstrip(_EDGES)[:1].isupper() for part in parts)
    return len(parts) >= _SHORTEST_HEADING and capitals > 0.6 * len(parts)


def _begins_sentence(text: str, start: int, line: int) -> bool:
    at = start - 1
    while at >= line and at > start - 5 and (text[at].isspace() or text[at] in _OPENING):
        at -= 1
    return at < line or text[at] in ".!?…:;•|”—–" or text[start - 1] in '“"‘`'


def _learn(text: str, rows: list[_Row], words: Gazetteer) -> _Article:
    article = _Article(text)
    article.firm.update([c.text for _, c, weak in rows if not weak])
    for row in rows:
        kind = _own_kind(row, words)
        if kind == "PERSON":
            _learn_person(row.candidate, article)
        elif kind == "ORG":
            _learn_organisation(text, row, article, words)
    for c in (row.candidate for row in rows if row.candidate.title and row.candidate.ends[0] == row.candidate.ends[1]):
        if c.title.strip(".") in _ADDRESSES:
            article.addressed.add(c.text)
        if c.known is None and not c.plain and c.kind in ("PERSON", "unknown"):
            article.people.setdefault(c.text, [(slug(c.text), c.text)])
    return article


def _own_kind(row: _Row, words: Gazetteer) -> str:
    """The type by the words of the name and its title alone; "" where they leave it open."""
    c = row.candidate
    if c.kind != "unknown":
        return c.kind
    if not c.title or (c.plain and (row.weak or c.text.lower() in words.classes["no-name"])):
        return ""
    return "PERSON"


def _learn_person(c: Candidate, article: _Article) -> None:
    if c.ends in article.full or c.ends[0] == c.ends[1]:
        return
    entity = article.full[c.ends] = (c.known.id, c.known.name) if c.known else (slug(c.text), c.text)
    for part in c.ends:
        for form in {part, part[0].upper() + part[1:]}:
            namesakes = article.people.setdefault(form, [])
            if len(namesakes) < _NAMESAKES:
                namesakes.append(entity)


def _learn_organisation(text: str, row: _Row, article: _Article, words: Gazetteer) -> None:
    c = row.candidate
    entity = (c.known.id, c.known.name) if c.known else (slug(c.text), c.text)
    if bracket := _BRACKET.match(text, row.span.end):
        article.short.setdefault(bracket[1], entity)
    if " " not in c.text:
        return
    if c.ends[1].lower() in words.classes["newspaper"]:
        article.short.setdefault(c.ends[1], entity)
    initials = "".join(part[0] for part in c.text.split() if part[0].isupper())
    if len(initials) > 2 and not c.known:
        article.short.setdefault(initials, entity)


def _typed_by_neighbours(text: str, rows: list[_Row]) -> Iterator[_Row]:
    """The rows; an unknown name before `, Ohio` is a place, `Washington` and `, DC` are one name."""
    joined = False
    for row, after in zip_longest(rows, rows[1:]):
        c, merged = row.candidate, joined
        joined = False
        if after and after.candidate.kind == "GPE" and text[row.span.end : after.span.start] == ", ":
            other = after.candidate.known
            if c.known and other and c.known.id == other.id:
                row, joined = row._replace(span=Span(row.span.start, after.span.end)), True
            elif c.kind == "unknown" and not c.title and not c.plain:
                row = row._replace(candidate=c._replace(kind="GPE"))
        if not merged:
            yield row


def _judge(text: str, row: _Row, article: _Article, words: Gazetteer) -> SuggestedMention | None:
    """The mention that a candidate is, or None where it is no name."""
    c = row.candidate
    known = c.known
    if c.text in article.short and not (known and known.registered):
        return _mention(row, "ORG", article.short[c.text], 0.8)
    may_be = known is None or known.type == "PERSON" or (known.type == "NORP" and is_surname(text, row.span))
    may_be = may_be or (known is not None and known.type in _BORNE and _is_namesake(text, row, article))
    if may_be and (person := _person(row, article, words)):
        return _mention(row, "PERSON", person, 0.9)
    if c.text in _HALVES and c.text in article.koreas and text[row.span.start - 4 : row.span.start] == "the ":
        land = words.names[f"{c.text} Korea"]
        return _mention(row, "GPE", (land.id, land.name), 0.7)
    if known is not None:
        if c.plain and c.kind not in _SURE and _is_mere_word(row, article):
            return None
        if known.name in _SEATS and is_inside(text, row.span.start):
            place = words.places.get(c.text, known)
            return _mention(row, "FAC", (place.id, place.name), 0.8)
        kind = known.type if c.kind == "unknown" else c.kind
        return _mention(row, kind, (known.id, known.name), 0.8 if c.plain else 0.95)
    is_word = _is_mere_word(row, article) or _is_rare_word(text, row, article) or is_cry(text, row.span, c)
    if is_word:
        somebody = c.text in words.surnames and speaks(text, row.span)
        return _mention(row, "PERSON", (slug(c.text), c.text), 0.5) if somebody else None
    own = _own_kind(row, words)
    kind, confidence = (own, 0.7) if own else guess(text, row.span, c, row.weak, words)
    return _mention(row, kind, (slug(c.text), c.text), confidence) if kind else None


def _is_namesake(text: str, row: _Row, article: _Article) -> bool:
    """Whether the name of a city or firm is the surname of somebody in the article, who is meant here.

    Where people are called `Mr. Bloomberg`, `Bloomberg` is the firm.
    """
    c = row.candidate
    if not (people := article.people.get(c.text)):
        return False
    if c.text in article.addressed and not c.title and c.known and c.known.type == "ORG":
        return False
    bearers = (name for _, name in people if name.endswith(f" {c.text}") and (c.title or name in article.firm))
    return next(bearers, None) is not None and is_person_here(text, row.span)


def _is_mere_word(row: _Row, article: _Article) -> bool:
    c = row.candidate
    return c.plain and row.weak and row.candidate.text not in article.firm and " " not in row.candidate.text


def _is_rare_word(text: str, row: _Row, article: _Article) -> bool:
    """Whether an uncommon word seems to have its capital from a sentence or heading alone."""
    if (
        row.candidate.kind != "unknown"
        or not row.weak
        or row.candidate.text in article.firm
        or " " in row.candidate.text
    ):
        return row.candidate.text.endswith("ism")
    inflected = _INFLECTED.search(row.candidate.text) and not _NAME_GOES_ON.match(text, row.span.end)
    return row.candidate.text.lower() in article.printed or bool(inflected) or row.candidate.text.isupper()


def _person(row: _Row, article: _Article, words: Gazetteer) -> tuple[str, str] | None:
    """The person of the article that a full name or a part of one names."""
    first, last = row.candidate.ends
    if first != last:
        return _full_person(row, article) if _own_kind(row, words) == "PERSON" else None
    if not (people := article.people.get(last) or (last.isupper() and article.people.get(last.capitalize()))):
        return None
    if _is_mere_word(row, article) and not row.candidate.title and row.candidate.text.lower() in article.printed:
        return None
    known = row.candidate.known
    if known and any(entity == known.id for entity, _ in people):
        return known.id, known.name
    # Many share a family name that comes first, and the one named last is meant.
    if len(people) > 1 and last in article.latest and all(name.startswith(f"{last} ") for _, name in people):
        return article.latest[last]
    wanted = _ADDRESSES.get(row.candidate.title.strip("."), "")
    fitting = [p for p in people if wanted in words.given.get(p[1].split()[0], "")]
    is_given = last in words.given and last not in words.surnames
    own = [p for p in fitting if (p[1].startswith(last) if is_given else p[1].endswith(last))]
    return (own or fitting or people)[0]


def _full_person(row: _Row, article: _Article) -> tuple[str, str] | None:
    """The person of a full name, who may have a longer one in the article: `Sri Mulyani (Indrawati)`."""
    first, last = row.candidate.ends
    begins = f"{row.candidate.text} "
    longer = (p for p in article.people.get(first, ()) if p[1].startswith(begins) and p[1] in article.firm)
    person = next(longer, None) or article.full.get((first, last))
    if person:
        article.latest[first] = person
    return person


def _mention(row: _Row, kind: str, entity: tuple[str, str], confidence: float) -> SuggestedMention:
    known = row.candidate.known
    registered = known is not None and known.registered and known.id == entity[0]
    return SuggestedMention(row.span, kind, *entity, confidence, registered, row.candidate.title)
