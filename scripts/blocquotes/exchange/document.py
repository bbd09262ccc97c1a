"""The annotations of one article in a tool's file, in one form for all tools."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from blocquotes.model import Article, Span
from blocquotes.refusal import FOUND, Reason, Refusal

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
