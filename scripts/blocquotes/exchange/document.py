"""The annotations of one article in a tool's file, in one form for all tools."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from blocquotes import fields
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import QUOTE_TYPES, Article, Quote, Span
from blocquotes.refusal import FOUND, Reason, Refusal

# Label of a part of a quote in tools whose labels are names of types → the part.
PART_LABELS = {part.capitalize(): part for part in QUOTE_PARTS}

# Fields of a quote that take one of a few values; a test compares them with the schema.
CHOICES = {
    "type": QUOTE_TYPES,
    "medium": ("speech", "writing", "thought"),
    "factuality": ("negated", "hypothetical"),
}

# What a tool shows as a tick → the field of a quote, and its value where ticked.
FLAGS = {"uncertain": ("certain", False), "unbalanced": ("unbalanced", True)}

# Fields of a quote that name another quote of the article.
LINKS = fields.names("link")

# Fields of a quote that are lists of ids, in which the order means nothing.
LISTS = fields.names("ids")

# Fields of a quote that are a line of free words.
LINES = fields.names("line")

# Fields of a quote that no tool holds; an import leaves them as the article's file has them.
FILE_ONLY = ("cue_class", "cue_lemma", "source_form")
DATES = ("said_on", "public_on")

# Every field of a quote that a tool can hold, beside its id and its parts.
QUOTE_FIELDS = tuple(one.name for one in fields.QUOTE if one.name not in FILE_ONLY)

# The id of an article, and the place in a tool's file that names it → its published text; refuses an unknown id.
TextOf = Callable[[str, str], str]

# Marks in one article at most; a hundred times as many as the longest article has.
MAX_MARKS = 20_000

# Characters that XML 1.0 has no way to write (W3C, Extensible Markup Language 1.0, 2.2).
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def refuse(place: str, must: str, found: str, fix: str) -> Refusal:
    """The error for something wrong in a tool's file."""
    return Refusal(must, found, fix, place=place, code=FOUND)


@dataclass(frozen=True)
class MentionDraft:
    """A mention as a tool has it; `place` is its place in the tool's file."""

    place: str
    span: Span
    type: str
    entity: str | None
    stands_for: str | None = None


@dataclass(frozen=True)
class QuoteDraft:
    """A quote as a tool has it: its parts as spans of the published text, its fields as an article file has them.

    `key` is the tool's name for it, which `within` and `antecedent` of other drafts use; `id` is the quote's id,
    None if the tool gives none, so that the quote is new.
    """

    place: str
    key: str
    id: str | None
    parts: Mapping[str, tuple[Span, ...]]
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Stray:
    """A cue or a source that belongs to no quote in the tool's file."""

    place: str
    part: str
    span: Span


@dataclass(frozen=True)
class Document:
    """The annotations of an article in a tool's file. `held` has the fields of a quote that the tool can hold."""

    article: str
    held: tuple[str, ...]
    mentions: tuple[MentionDraft, ...]
    quotes: tuple[QuoteDraft, ...]
    strays: tuple[Stray, ...] = ()
    notices: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Skipped:
    """An article in a tool's file that is not imported, and why."""

    article: str
    notice: str


def fields_of(quote: Quote) -> dict[str, Any]:
    """The fields of a quote as in an article file, without those that have their default."""
    values = ((one, getattr(quote, one.name)) for one in fields.QUOTE)
    held = ((one, value) for one, value in values if one.name in QUOTE_FIELDS)
    written = {one.name: value for one, value in held if value not in (None, ()) and value != one.default}
    return {name: list(value) if name in LISTS else value for name, value in written.items()}


class Name(NamedTuple):
    """A name in the text, as tools have it; pronouns and descriptions are left to the article's file."""

    span: Span
    type: str
    entity: str
    stands_for: str | None


def names_of(article: Article) -> list[Name]:
    """The names that an article mentions, in text order."""
    named = ((one.span, one.type, one.entity, one.stands_for) for one in article.mentions if one.is_name)
    return [Name(span, type_, entity, stands) for span, type_, entity, stands in named if type_ and entity]


def flags_of(fields: Mapping[str, Any]) -> list[str]:
    """The ticks that a tool shows for a quote's fields."""
    return [flag for flag, (name, value) in FLAGS.items() if fields.get(name) is value]


def parts_of(quote: Quote) -> Iterator[tuple[str, Span]]:
    """Every stretch of a quote with the name of its part, content first."""
    for part in QUOTE_PARTS:
        yield from ((part, span) for span in getattr(quote, part))


def shared_parts(article: Article) -> list[tuple[str, Span]]:
    """Every cue and source of an article once, however many quotes share it, in text order."""
    found = {(part, span) for quote in article.quotes for part, span in parts_of(quote) if part != "content"}
    return sorted(found, key=lambda item: (item[1], item[0]))


def chosen(place: str, name: str, values: Iterable[str], allowed: Iterable[str]) -> Iterator[Reason]:
    """A reason for every value that a field may not have."""
    allowed = tuple(allowed)
    for value in values:
        if value not in allowed:
            must = f"{name} must be one of {', '.join(allowed)}"
            yield Reason(must, repr(value), "choose one of them in the tool, and export again", place)


def need_xml(article: Article, fix: str) -> None:
    """Refuses an article whose text has a character that XML cannot write."""
    if found := NO_XML.search(article.text):
        must = "a text written as XML must have no control character"
        raise refuse(article.id, must, f"U+{ord(found[0]):04X} at {found.start()}", fix)
