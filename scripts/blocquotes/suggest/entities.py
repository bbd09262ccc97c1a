"""Mentions: which candidate names are names, of what type, and which entity they name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from blocquotes.model import Entity, Span
from blocquotes.suggest.gazetteer import Gazetteer, slug
from blocquotes.suggest.names import Candidate, cut
from blocquotes.suggest.runs import RUN

_LINE = re.compile(r"[^\n]+")
_BEFORE = re.compile(r"(\w+) $")
_NAME_GOES_ON = re.compile(r"[’']s\b|, (?:an?|the|which) | \(| (?:said|says|told|had no|has|is|was) ")
_DESCRIBES = re.compile(r" (?!(?:said|says|told|added|also|has|had|is|was|did|will|would|who|and|wrote)\b)\w|[-–]")
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
_INSIDE = re.compile(r"\b(?:in|at|inside|outside|near) (?:the )?$")
_SURE = frozenset(("GPE", "NORP"))


class Sighting(NamedTuple):
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

    @cached_property
    def printed(self) -> frozenset[str]:
        """What stands between blanks, for the few articles in which it is asked for."""
        return frozenset(self.text.split())


def find(text: str, areas: Sequence[Span], words: Gazetteer) -> list[Sighting]:
    """The mentions in the areas of a text, in text order and without overlap."""
    rows = list(_rows(text, areas, words))
    article = _learn(text, rows, words)
    judged = [_judge(text, row, article, words) for row in _typed_by_neighbours(text, rows)]
    return [sighting for sighting in judged if sighting]


def drafts(sightings: Iterable[Sighting], words: Gazetteer) -> list[Entity]:
    """Draft records of the entities that the corpus does not have, each once, in order of appearance.

    `description` is left for a person to mend: it says what the rules know.
    """
    found: dict[str, Entity] = {}
    for s in sightings:
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
                for candidate in cut(words, string, begins, heading):
                    weak = heading or (begins and candidate.first)
                    row = _Row(Span(start + candidate.start, start + candidate.end), candidate, weak)
                    yield _with_tail(text, row, words) if candidate.text in words.tails else row


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
    if any(c.known or c.kind == "PERSON" for c in cut(words, string, False, False) if c.end == len(string)):
        return None
    title = Candidate(0, len(string), string, (string, ""), "WORK_OF_ART", None, "", False, False)
    return _Row(Span(start, end), title, False)


def _is_heading(line: str, words: Gazetteer) -> bool:
    """Whether a line is in title case or capitals: what has no capital are small words alone."""
    parts = line.split()
    function = words.parts["function"]
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
    return article


def _own_kind(row: _Row, words: Gazetteer) -> str:
    """The type by the words of the name and its title alone; "" where they leave it open."""
    c = row.candidate
    if c.kind != "unknown":
        return c.kind
    if not c.title or (c.plain and (row.weak or c.text.lower() in words.parts["no-name"])):
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
    if c.ends[1].lower() in words.parts["newspaper"]:
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


def _judge(text: str, row: _Row, article: _Article, words: Gazetteer) -> Sighting | None:
    """The mention that a candidate is, or None where it is no name."""
    c = row.candidate
    known = c.known
    if c.text in article.short and not (known and known.registered):
        return _sighting(row, "ORG", article.short[c.text], 0.8)
    may_be = known is None or known.type == "PERSON" or (known.type == "NORP" and _is_surname(text, row))
    if may_be and (person := _person(row, article, words)):
        return _sighting(row, "PERSON", person, 0.9)
    if known is not None:
        if c.plain and c.kind not in _SURE and _is_mere_word(row, article):
            return None
        if known.name in _SEATS and _is_inside(text, row.span.start):
            place = words.places.get(c.text, known)
            return _sighting(row, "FAC", (place.id, place.name), 0.8)
        kind = known.type if c.kind == "unknown" else c.kind
        return _sighting(row, kind, (known.id, known.name), 0.8 if c.plain else 0.95)
    if _is_mere_word(row, article) or _is_rare_word(text, row, article):
        return None
    kind, confidence = _guess(text, row, words)
    return _sighting(row, kind, (slug(c.text), c.text), confidence) if kind else None


def _is_surname(text: str, row: _Row) -> bool:
    """Whether a people's name is used as one person's: nothing that it could describe follows."""
    return not _DESCRIBES.match(text, row.span.end) and row.candidate.text[-1] != "s"


def _is_inside(text: str, at: int) -> bool:
    """Whether a place is meant at `at`: `in the Kremlin`."""
    return bool(_INSIDE.search(text, max(0, at - 12), at))


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
        return article.full.get((first, last)) if _own_kind(row, words) == "PERSON" else None
    if not (people := article.people.get(last)):
        return None
    if _is_mere_word(row, article) and not row.candidate.title and row.candidate.text.lower() in article.printed:
        return None
    known = row.candidate.known
    if known and any(entity == known.id for entity, _ in people):
        return known.id, known.name
    wanted = _ADDRESSES.get(row.candidate.title.strip("."), "")
    fitting = [p for p in people if wanted in words.given.get(p[1].split()[0], "")]
    surnamed = [p for p in fitting if p[1].endswith(last)]
    return (surnamed or fitting or people)[0]


def _guess(text: str, row: _Row, words: Gazetteer) -> tuple[str, float]:
    """Type and confidence of a name that nothing else is known of."""
    c = row.candidate
    if kind := _own_kind(row, words):
        return kind, 0.7
    if " " in row.candidate.text:
        return "" if row.weak or row.candidate.text.isupper() else "ORG", 0.4
    before = _BEFORE.search(text, max(0, row.span.start - 20), row.span.start)
    word = before[1].lower() if before else ""
    if word in words.parts["role"] or word in words.parts["title"]:
        return "PERSON", 0.5
    if word in ("in", "near", "outside", "across", "around", "throughout") and not c.plain:
        return "GPE", 0.5
    if c.text in words.given or (c.text in words.surnames and not c.plain):
        return "PERSON", 0.5
    return ("", 0) if len(c.text) < 2 or c.plain else ("ORG", 0.4)


def _sighting(row: _Row, kind: str, entity: tuple[str, str], confidence: float) -> Sighting:
    known = row.candidate.known
    registered = known is not None and known.registered and known.id == entity[0]
    return Sighting(row.span, kind, *entity, confidence, registered, row.candidate.title)
