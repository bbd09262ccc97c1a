"""What `extract` finds in a text, as plain frozen objects; every span counts code points of the text as given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from blocquotes import dates, spans
from blocquotes.model import Region, Span
from blocquotes.suggest.joining.quotes import SuggestedQuote
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.pipeline import Suggestion
from blocquotes.suggest.speakers.discourse import Speaker

if TYPE_CHECKING:
    from blocquotes.suggest.page.metadata import Metadata


@dataclass(frozen=True)
class Entity:
    """Who or what is mentioned, or speaks.

    `id` is that of the registry where one has the entity, else a slug of the name. `type` is an OntoNotes 5 type, such
    as PERSON. `wikidata` is the Wikidata id from the registry, None if unknown. `named` is false for a speaker without
    a name, such as "a fisherman", whose id means nothing outside its document.
    """

    id: str
    name: str
    type: str
    wikidata: str | None = None
    named: bool = True

    def __init__(self, id: str, name: str, type: str, wikidata: str | None = None, named: bool = True) -> None:
        # Texts have thousands of records, and what a frozen dataclass does by itself takes three times as long.
        self.__dict__.update(id=id, name=name, type=type, wikidata=wikidata, named=named)


class Spans(NamedTuple):
    """Where the parts of a quote are; each part has one span of the text or more, in text order, or none."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Quote:
    """Words that a text attributes to someone.

    `type` is direct, indirect or mixed. `content` are the words themselves, `cue` those that attribute them ("said"),
    `source` those that name who is quoted ("the captain"); the spans of a part are joined by blanks, and `cue` and
    `source` are None if there is none. `speakers` are the entities that the source refers to, `certain` is false if the
    text leaves open which of them spoke. `medium` and `factuality` are as in docs/guidelines.md. `confidence` is from
    0 to 1, `rule` is a rule of docs/suggest-rules.md, and `within` is the index of the quote around this one in the
    quotes of the document.
    """

    type: str
    content: str
    cue: str | None
    source: str | None
    speakers: tuple[Entity, ...]
    certain: bool
    medium: str
    factuality: str
    spans: Spans
    rule: str
    confidence: float
    within: int | None = None

    def __init__(
        self,
        type: str,
        content: str,
        cue: str | None,
        source: str | None,
        speakers: tuple[Entity, ...],
        certain: bool,
        medium: str,
        factuality: str,
        spans: Spans,
        rule: str,
        confidence: float,
        within: int | None = None,
    ) -> None:
        self.__dict__.update(type=type, content=content, cue=cue, source=source, speakers=speakers, certain=certain)
        self.__dict__.update(medium=medium, factuality=factuality, spans=spans, rule=rule)
        self.__dict__.update(confidence=confidence, within=within)

    @property
    def speaker(self) -> str | None:
        """The name of the speaker, or the names of several joined by " and "; None if nobody was found."""
        return " and ".join(one.name for one in self.speakers) or None


@dataclass(frozen=True)
class Mention:
    """A name in the text, and the entity that it names."""

    text: str
    span: Span
    entity: Entity
    confidence: float

    def __init__(self, text: str, span: Span, entity: Entity, confidence: float) -> None:
        self.__dict__.update(text=text, span=span, entity=entity, confidence=confidence)


@dataclass(frozen=True)
class Document:
    """A text with its quotes and mentions, in text order."""

    text: str
    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...]

    @property
    def title(self) -> str | None:
        """The headline, if the text begins with one."""
        titles = (region.seed for region in self._regions if region.role == "title")
        return next((self.text[seed.start : seed.end] for seed in titles), None)

    @property
    def published(self) -> str | None:
        """When the text says that it was published: 2024-05-16, 2024-05 or 2024; None if it does not say."""
        claim = self._facts.published
        return dates.shortened(claim.value, claim.precision) if claim.value and claim.precision else None

    @property
    def outlet(self) -> str | None:
        """The name of the outlet that the text says published it; None if it does not say."""
        return self._facts.outlet.name

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One dict for each quote, with plain values, for a table; columns are named as in the published `quotes`."""
        return [_row(number, quote) for number, quote in enumerate(self.quotes)]

    @cached_property
    def _regions(self) -> Sequence[Region]:
        # Few callers ask for these facts, and the patterns of pages would take a quarter of the first `extract`.
        from blocquotes.suggest.page.regions import cut_page

        return cut_page(self.text)[0]

    @cached_property
    def _facts(self) -> "Metadata":
        from blocquotes.suggest.page.metadata import read_metadata

        return read_metadata(self.text, self._regions, {})


def _row(number: int, quote: Quote) -> dict[str, Any]:
    return {
        "quote": number,
        "type": quote.type,
        "medium": quote.medium,
        "factuality": quote.factuality,
        "content": quote.content,
        "cue": quote.cue,
        "source": quote.source,
        "speaker": quote.speaker,
        "speaker_ids": [one.id for one in quote.speakers],
        "speaker_names": [one.name for one in quote.speakers],
        "speaker_types": [one.type for one in quote.speakers],
        "speaker_wikidata": [one.wikidata for one in quote.speakers],
        "certain": quote.certain,
        "within": quote.within,
        "start": quote.spans.content[0].start,
        "end": quote.spans.content[-1].end,
        "rule": quote.rule,
        "confidence": quote.confidence,
    }


def of_suggestion(found: Suggestion, wikidata: Mapping[str, str]) -> Document:
    """The document of a suggestion for a text; `wikidata` maps ids of entities to Wikidata ids."""
    text = found.page.text
    entities = _Entities(wikidata)
    pairs = zip(found.quotes, found.speakers, strict=True)
    quotes = tuple([_quote(text, quote, speakers, entities) for quote, speakers in pairs])
    return Document(text, quotes, tuple([_mention(text, one, entities) for one in found.mentions]))


class _Entities(dict[tuple[str, str, str, bool], Entity]):
    """Id, name, type and whether it is named → the entity, made once for all its mentions and quotes."""

    def __init__(self, wikidata: Mapping[str, str]) -> None:
        super().__init__()
        self.wikidata = wikidata

    def __missing__(self, key: tuple[str, str, str, bool]) -> Entity:
        id_, name, type_, named = key
        self[key] = made = Entity(id_, name, type_, self.wikidata.get(id_), named)
        return made


def _quote(text: str, quote: SuggestedQuote, speakers: Sequence[Speaker], entities: _Entities) -> Quote:
    content, cue, source, type_, medium, factuality, _, _, within, rule, confidence = quote
    return Quote(
        type_,
        spans.words(text, content) or "",
        spans.words(text, cue),
        spans.words(text, source),
        tuple([entities[s.entity, s.name, s.type, s.named] for s in speakers]),
        all(speaker.certain for speaker in speakers),
        medium,
        factuality,
        Spans(content, cue, source),
        rule.id,
        confidence,
        within,
    )


def _mention(text: str, one: SuggestedMention, entities: _Entities) -> Mention:
    span, type_, entity, name, confidence, _, _ = one
    start, end = span
    return Mention(text[start:end], span, entities[entity, name, type_, True], confidence)
