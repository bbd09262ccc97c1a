"""The records of the corpus as frozen dataclasses; every offset is in Unicode code points."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import repeat
from typing import Any, NamedTuple

# The place of a value in a JSON file: keys and list positions from the root.
Path = tuple[str | int, ...]

# Roles of the regions that are published and may carry quotes and mentions (guidelines, 22).
CONTENT_ROLES = ("title", "kicker", "standfirst", "subheading", "caption", "body")

# Types of quotes, in the order of the columns that count them.
QUOTE_TYPES = ("direct", "mixed", "indirect")

# Types of entities, and of mentions that are names: those of OntoNotes 5. Tests compare them with the schemas.
ENTITY_TYPES = ("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW")


class Span(NamedTuple):
    """A half-open stretch of text, `text[start:end]`."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies completely inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


def spans(pairs: Iterable[tuple[int, int]]) -> list[Span]:
    """Spans from starts and ends; for thousands of them, in half the time that calls of `Span` take."""
    return list(map(tuple.__new__, repeat(Span), pairs))


class Anchor(NamedTuple):
    """A W3C TextQuoteSelector: the words of a span and, where needed, what is around them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


# As the calls of `Span` and `Anchor`, given a tuple of their parts, in half the time: an article has hundreds.
make_span = partial(tuple.__new__, Span)
make_anchor = partial(tuple.__new__, Anchor)


class Region(NamedTuple):
    """A labelled part of the seed; `text` is its place in the published text, None if not published."""

    role: str
    seed: Span
    text: Span | None
    repeat: bool


class Place(NamedTuple):
    """A span of the seed of an article."""

    article: str
    span: Span


@dataclass(frozen=True)
class Fact:
    """A value with its provenance: `basis` is stated, inferred or unknown; `evidence` are words of the seed.

    `places` has the place of each piece of evidence.
    """

    value: str | None
    basis: str
    evidence: tuple[str, ...]
    reasoning: str | None
    outside: str | None
    places: tuple[Place, ...] = ()


class Mention(NamedTuple):
    """A name, pronoun or description in the text, and the entities that it refers to; `span` is in the published text.

    `form` is name, pronoun or description; only names have a `type`. `certain` is false where the referent is open.
    """

    span: Span
    type: str | None
    entities: tuple[str, ...]
    stands_for: str | None
    form: str = "name"
    certain: bool = True

    @property
    def entity(self) -> str | None:
        """The one entity that is referred to; None where it is several."""
        return self.entities[0] if len(self.entities) == 1 else None

    @property
    def is_name(self) -> bool:
        """Whether it is a name, rather than a pronoun or a description."""
        return self.form == "name"


# As `make_span`; the tuple must have every part of a mention.
make_mention = partial(tuple.__new__, Mention)


@dataclass(frozen=True)
class Quote:
    """Words that the article attributes to a source; spans are in the published text."""

    id: str
    type: str
    medium: str
    factuality: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speakers: tuple[str, ...]
    certain: bool = True
    via: str | None = None
    within: str | None = None
    antecedent: str | None = None
    utterances: tuple[str, ...] = ()
    unbalanced: bool = False
    no_speaker: str | None = None
    note: str | None = None
    cue_class: str | None = None
    cue_lemma: str | None = None
    source_form: str | None = None
    said_on: Fact | None = None
    public_on: Fact | None = None


def make_quote(values: dict[str, Any]) -> Quote:
    """As the call of `Quote`, given its fields, in a third of the time: a frozen class sets each of them by a call."""
    made = object.__new__(Quote)
    made.__dict__.update(values)
    return made


@dataclass(frozen=True)
class Role:
    """The office and affiliation that an article gives to an entity that speaks in it; `evidence` are its words."""

    entity: str
    office: str | None
    affiliation: str | None
    evidence: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Article:
    """One annotated article: its published text, metadata with provenance, mentions and quotes in text order."""

    id: str
    seed_file: str
    seed_sha256: str
    method: str
    text_rights: str
    language: str
    translated_from: Fact
    outlet: Fact
    origins: tuple[Fact, ...]
    published: Fact
    byline: Fact
    seed_text: str
    text: str
    regions: tuple[Region, ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    roles: tuple[Role, ...] = ()

    def words(self, spans: tuple[Span, ...]) -> str | None:
        """The text of the spans, joined by one blank; None if there is no span."""
        text = self.text
        # Most parts have one span.
        if len(spans) == 1:
            ((start, end),) = spans
            return text[start:end] or None
        return " ".join([text[start:end] for start, end in spans]) or None

    def role(self, span: Span) -> str:
        """The role of the region that holds a span of the text."""
        starts, ends, roles = self._published
        at = bisect_right(starts, span.start) - 1
        assert at >= 0 and span.end <= ends[at]
        return roles[at]

    @cached_property
    def _published(self) -> tuple[list[int], list[int], list[str]]:
        """Where the regions of the text begin and end, and their roles, in text order."""
        places = [(region.text, region.role) for region in self.regions if region.text]
        return [place.start for place, _ in places], [place.end for place, _ in places], [role for _, role in places]


@dataclass(frozen=True)
class Belonging:
    """An entity that another belongs to, its country or a bloc that it is a member of, and where that was read."""

    value: str
    evidence: str


@dataclass(frozen=True)
class Entity:
    """Someone or something that is named, or that speaks without a name; `of` links a demonym to its country."""

    id: str
    name: str
    type: str
    named: bool
    wikidata: str | None
    of: str | None
    aliases: tuple[str, ...]
    description: str
    wikidata_evidence: str | None = None
    country: Belonging | None = None
    member_of: tuple[Belonging, ...] = ()


@dataclass(frozen=True)
class Outlet:
    """Who publishes articles, or is where an article says that it took its text from."""

    id: str
    name: str
    kind: str
    entity: str | None
    country: str | None
    domain: str | None
    wikidata: str | None
    description: str


@dataclass(frozen=True)
class Utterance:
    """One proposition said by the same speakers on the same occasion, which two quotes or more report."""

    id: str
    paraphrase: str
    speakers: tuple[str, ...]
    said_on: Fact
    occasion: str | None
    public_on: Fact | None = None


@dataclass(frozen=True)
class Tombstone:
    """An id that was taken out: of which kind, why, and the first version without it.

    The tombstone of an article covers its quotes too, whose ids begin with its own.
    """

    kind: str
    id: str
    reason: str
    version: str


@dataclass(frozen=True)
class Finding:
    """One mistake and its place; `line` and `column` count from 1, `column` in code points.

    `found` says what is there, `hint` names the nearest right answer where one is known. What must hold, why
    and how to fix it are the rule's.
    """

    rule: str
    file: str
    line: int
    column: int
    found: str
    hint: str = ""
