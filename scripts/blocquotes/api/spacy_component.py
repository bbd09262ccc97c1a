"""The spaCy component `blocquotes`: quotes as spans of tokens. spaCy finds it by its entry point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from blocquotes.api.document import Quote
from blocquotes.api.extraction import AnyRegistry, as_registry, extract

# Part of a quote → its group in `doc.spans`.
GROUPS = {"content": "quotes", "cue": "cues", "source": "sources"}

# Where `doc.spans["quotes"]` keeps the records of the quotes: attributes of groups are stored with a Doc and sent to
# other processes; our own objects are not.
RECORDS = "blocquotes"


@dataclass(frozen=True)
class TokenQuote:
    """A quote in a `Doc`: its parts as spans of tokens, and the other fields of `blocquotes.Quote`.

    Each span has all tokens that share a character with the part, so it can be longer by a part of a token.
    `speakers` has the id, name, type and Wikidata id of each.
    """

    content: tuple[SpacySpan, ...]
    cue: tuple[SpacySpan, ...]
    source: tuple[SpacySpan, ...]
    type: str
    speaker: str | None
    speakers: tuple[dict[str, Any], ...]
    certain: bool
    medium: str
    factuality: str
    rule: str
    confidence: float
    within: int | None


def create(nlp: Language, name: str, registry: str | None, wide: bool) -> "QuoteFinder":
    """The component; `registry` is a folder or a CSV file as for `blocquotes.read_registry`."""
    return QuoteFinder(registry, wide)


Language.factory(
    "blocquotes", func=create, default_config={"registry": None, "wide": False}, assigns=["doc.spans", "doc._.quotes"]
)


class QuoteFinder:
    """Finds the quotes of a `Doc`: fills `doc.spans` and `doc._.quotes`. It needs nothing of other components.

    `doc.spans` gets the groups quotes (the contents), cues and sources. The label of a span is the type of its quote,
    and its `id_` the index of the quote in `doc._.quotes`, so that the parts of a quote can be found.
    """

    def __init__(self, registry: AnyRegistry = None, wide: bool = False) -> None:
        self.registry = as_registry(registry)
        self.wide = wide
        if not Doc.has_extension("quotes"):
            Doc.set_extension("quotes", getter=quotes_of)

    def __call__(self, doc: Doc) -> Doc:
        """Adds the quotes to a `Doc`."""
        found = extract(doc.text, registry=self.registry, wide=self.wide)
        for part, group in GROUPS.items():
            doc.spans[group] = list(_spans(doc, found.quotes, part))
        doc.spans["quotes"].attrs[RECORDS] = [_record(quote) for quote in found.quotes]
        return doc


def _spans(doc: Doc, quotes: Sequence[Quote], part: str) -> Iterator[SpacySpan]:
    for number, quote in enumerate(quotes):
        for span in getattr(quote.spans, part):
            found = doc.char_span(span.start, span.end, label=quote.type, span_id=str(number), alignment_mode="expand")
            if found is not None:
                yield found


def _record(quote: Quote) -> dict[str, Any]:
    """The fields of a quote that are not spans, as plain values."""
    fields = {name: value for name, value in vars(quote).items() if name not in (*GROUPS, "spans")}
    speakers = [{name: getattr(one, name) for name in ("id", "name", "type", "wikidata")} for one in quote.speakers]
    return {**fields, "speaker": quote.speaker, "speakers": speakers}


def quotes_of(doc: Doc) -> tuple[TokenQuote, ...]:
    """The quotes that the component found in a `Doc`, which is what `doc._.quotes` gives; none if it did not run."""
    records: Sequence[dict[str, Any]] = ()
    if "quotes" in doc.spans:
        records = doc.spans["quotes"].attrs.get(RECORDS, ())
    parts: dict[str, Any] = {part: _by_quote(doc, group) for part, group in GROUPS.items()} if records else {}
    return tuple(
        TokenQuote(
            **{part: spans.get(str(number), ()) for part, spans in parts.items()},
            **{**record, "speakers": tuple(record["speakers"])},
        )
        for number, record in enumerate(records)
    )


def _by_quote(doc: Doc, group: str) -> dict[str, tuple[SpacySpan, ...]]:
    """The spans of a group by the index of their quote."""
    found: dict[str, tuple[SpacySpan, ...]] = {}
    for span in doc.spans.get(group, ()):
        found[span.id_] = (*found.get(span.id_, ()), span)
    return found
