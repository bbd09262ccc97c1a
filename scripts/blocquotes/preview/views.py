"""The data that the templates show, as frozen dataclasses; texts in them are not escaped yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from blocquotes.checks.rules import Rule
from blocquotes.model import Entity, Fact, Finding
from blocquotes.preview.marked_text import Token


@dataclass(frozen=True)
class Ref:
    """A reference: its words, a link to the place on the page that shows it, and its Wikidata id.

    `href` is empty if the page does not show it, `wikidata` if there is no verified id.
    """

    text: str
    href: str = ""
    wikidata: str = ""
    lost: bool = False


@dataclass(frozen=True)
class FindingView:
    """A finding with its rule, the line of the file that it is at, and the places of the page that show it."""

    key: str
    finding: Finding
    rule: Rule
    excerpt: tuple[str, str]
    places: tuple[Ref, ...]

    @property
    def label(self) -> str:
        """What a link to the finding says, such as `error 2`."""
        return f"{self.rule.severity} {self.key.rpartition('-')[2][1:]}"


@dataclass(frozen=True)
class Sureness:
    """The confidence of a suggestion, from 0 to 1, and the rule that found it, for quotes."""

    confidence: float
    rule: str = ""

    @property
    def word(self) -> str:
        """The confidence in a word."""
        return "unsure" if self.confidence < 0.6 else "likely" if self.confidence < 0.8 else "sure"

    @property
    def figure(self) -> str:
        """The confidence as in the file."""
        return f"{self.confidence:g}"


@dataclass(frozen=True)
class Evidence:
    """Words that support a value; `href` leads to them if the page shows their text."""

    words: str
    href: str
    article: str = ""


@dataclass(frozen=True)
class FactView:
    """A value with its provenance; `findings` are the numbers of those that are about it."""

    name: str
    fact: Fact
    value: Ref | None
    detail: str
    evidence: tuple[Evidence, ...]
    findings: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Wording:
    """One quote that reports an utterance: who published it when, in which words."""

    quote: Ref
    outlet: str
    published: str
    type: str
    words: str
    is_this: bool


@dataclass(frozen=True)
class UtteranceView:
    """An utterance that a quote reports, with its wordings; `said_on` is None if its file cannot be read.

    `more` is the number of quotes that report it and are not listed.
    """

    id: str
    paraphrase: str
    occasion: str
    said_on: FactView | None
    wordings: tuple[Wording, ...]
    more: int
    lost: bool


@dataclass(frozen=True)
class QuoteView:
    """A quote and all its annotations: `value` is that of its file, and the other fields say what its ids refer to.

    `place` is empty if its words have no single place in the text.
    """

    key: str
    number: int
    place: str
    value: Mapping[str, Any]
    reading: str
    dates: tuple[FactView, ...]
    speakers: tuple[Ref, ...]
    via: Ref | None
    within: Ref | None
    holds: tuple[Ref, ...]
    antecedent: Ref | None
    utterances: tuple[UtteranceView, ...]
    findings: tuple[Ref, ...]
    sure: Sureness | None = None

    def words(self, part: str) -> str:
        """The words of a part: content, cue or source."""
        return " … ".join(anchor["exact"] for anchor in self.value.get(part, ()))

    @property
    def who(self) -> str:
        """The speakers in words, for a label."""
        names = ", ".join(ref.text for ref in self.speakers) or "no speaker"
        return names if self.value.get("certain", True) else f"perhaps {names}"


@dataclass(frozen=True)
class PlacesView:
    """The places of the text where the same words name an entity; none if the words have no certain place."""

    words: str
    type: str
    stands_for: Ref | None
    keys: tuple[str, ...]
    findings: tuple[Ref, ...]
    sure: Sureness | None = None


@dataclass(frozen=True)
class NameView:
    """An entity that is mentioned or speaks in an article, with its mentions and quotes.

    `wikidata` is its id there if that is verified, else empty.
    """

    key: str
    entity: Entity
    of: Ref | None
    wikidata: str
    places: tuple[PlacesView, ...]
    speaks: tuple[Ref, ...]
    trouble: str
    draft: bool = False


@dataclass(frozen=True)
class Doubt:
    """A suggestion to check first: a link to it, its words, and its confidence."""

    what: Ref
    words: str
    sure: Sureness


@dataclass(frozen=True)
class Block:
    """A region of the seed: its paragraphs as tokens; the role is empty if no region covers the words."""

    role: str
    published: bool
    repeat: bool
    paragraphs: tuple[tuple[Token, ...], ...]


@dataclass(frozen=True)
class ArticleView:
    """One article's part of the page; `notice` says why annotations are missing from the text, if they are.

    `value` is that of its file. It and all that follows are empty for a file that cannot be read.
    """

    key: str
    id: str
    file: str
    title: str
    notice: str
    blocks: tuple[Block, ...]
    findings: tuple[FindingView, ...]
    value: Mapping[str, Any] = field(default_factory=dict)
    outlet: str = ""
    facts: tuple[FactView, ...] = ()
    quotes: tuple[QuoteView, ...] = ()
    names: tuple[NameView, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    elsewhere: tuple[FindingView, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether the article is a draft."""
        return self.value.get("status") == "draft"


@dataclass(frozen=True)
class Entry:
    """An article's line in the list of articles, with the link to it."""

    href: str
    id: str
    title: str
    draft: bool
    outlet: str
    published: str
    quotes: int
    findings: int
