"""What tools call the fields and parts of quotes, and what of an article they hold."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from blocquotes import fields
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import QUOTE_TYPES, Article, Quote, Span

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
    """Every span of a quote with the name of its part, content first."""
    for part in QUOTE_PARTS:
        yield from ((part, span) for span in getattr(quote, part))


def shared_parts(article: Article) -> list[tuple[str, Span]]:
    """Every cue and source of an article once, however many quotes share it, in text order."""
    found = {(part, span) for quote in article.quotes for part, span in parts_of(quote) if part != "content"}
    return sorted(found, key=lambda item: (item[1], item[0]))
