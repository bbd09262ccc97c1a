"""Makes rows of the bulk tables from suggestions: columns of the published tables, and those that are kept."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from blocquotes import schemas, spans
from blocquotes.model import Span
from blocquotes.schemas import Column
from blocquotes.suggest import pipeline
from blocquotes.suggest.joining.quotes import SuggestedQuote
from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.pipeline import Settings, Suggestion
from blocquotes.suggest.speakers.discourse import Speaker
from blocquotes.tokens import count_words

if TYPE_CHECKING:
    import pyarrow as pa

RULES = "rules"

_NO_SPEAKER = "The rules found nobody whom the words could be attributed to."

_METHOD = Column("method", "string", f"Always {RULES}.", False, False)
_RULE = Column("rule", "string", "Id of the rule that found the quote; docs/suggest-rules.md lists them.", False, False)
_CONFIDENCE = Column("confidence", "float64", "How sure the suggestion is, from 0 to 1.", False, False)

# Columns beside those of the published tables.
EXTRA = {"quotes": (_METHOD, _RULE, _CONFIDENCE), "mentions": (_METHOD, _CONFIDENCE)}

# What is between paragraphs.
PARAGRAPH = re.compile("\n\n")


class MentionRow(NamedTuple):
    """A row of `mentions.parquet`."""

    mention_id: str
    article_id: str
    start: int
    end: int
    text: str
    type: str
    entity_id: str
    entity_name: str
    wikidata: str | None
    stands_for_id: str | None
    method: str
    confidence: float


class QuoteRow(NamedTuple):
    """A row of `quotes.parquet`."""

    quote_id: str
    article_id: str
    type: str
    medium: str
    factuality: str
    content: str
    cue: str | None
    source: str | None
    content_spans: Sequence[Span]
    cue_spans: Sequence[Span]
    source_spans: Sequence[Span]
    n_words: int
    verbatim: Sequence[str]
    speaker_ids: Sequence[str]
    speaker_names: Sequence[str]
    certain: bool
    no_speaker: str | None
    within_id: str | None
    utterance_ids: Sequence[str]
    unbalanced: bool
    paragraph: int
    method: str
    rule: str
    confidence: float


# As a call of the class, given a tuple of all parts in their order, in half the time: there are millions of rows.
_make_mention_row = partial(tuple.__new__, MentionRow)
_make_quote_row = partial(tuple.__new__, QuoteRow)

# Table → its columns. Those of the published table that a bare text has no value for, or that no rule suggests, are
# left out.
COLUMNS: Mapping[str, Sequence[str]] = {"quotes": QuoteRow._fields, "mentions": MentionRow._fields}

# The values of the kept columns by the id of the text.
Kept = Mapping[str, tuple[str | None, ...]]


class Rows(TypedDict):
    """The rows of both tables, by their names."""

    quotes: list[QuoteRow]
    mentions: list[MentionRow]


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a bulk table without those that are kept, in the order of the published one."""
    kept = [c for c in schemas.columns(schemas.own_folder(), table) if c.name in COLUMNS[table]]
    return (*kept, *EXTRA[table])


@cache
def schema(table: str, keep: tuple[str, ...]) -> "pa.Schema":
    """The Arrow schema of a bulk table with the columns that are kept, which are strings."""
    import pyarrow as pa

    made = schemas.arrow_schema(columns(table))
    return pa.schema([*made, *(pa.field(name, pa.string()) for name in keep)])


def to_arrow(table: str, rows: Sequence[QuoteRow | MentionRow], keep: tuple[str, ...], kept: Kept) -> "pa.Table":
    """The rows as an Arrow table, made column by column, in a third of the time that dicts would take.

    `kept` has the values of the kept columns for each text, by its id.
    """
    import pyarrow as pa

    kind = schema(table, keep)
    if not rows:
        return kind.empty_table()
    values: dict[str, Sequence[object]] = dict(zip(COLUMNS[table], zip(*rows, strict=True), strict=True))
    if keep:
        values |= zip(keep, zip(*(kept[row.article_id] for row in rows), strict=True), strict=True)
    return pa.Table.from_arrays([pa.array(values[field.name], field.type) for field in kind], schema=kind)


def of_text(id_: str, text: str, words: Gazetteer, wide: bool = False) -> Rows:
    """The rows of quotes and mentions of a text, offsets in code points of the text as given."""
    one = pipeline.suggest(text, id_, words, Settings(wide=wide))
    breaks = [match.start() for match in PARAGRAPH.finditer(text)]
    quotes = [
        _quote_row(id_, text, i, quote, speakers, bisect_left(breaks, quote.content[0].start - 1))
        for i, (quote, speakers) in enumerate(zip(one.quotes, one.speakers, strict=True))
    ]
    return {"quotes": quotes, "mentions": _mention_rows(id_, text, one, words)}


def _mention_rows(id_: str, text: str, one: Suggestion, words: Gazetteer) -> list[MentionRow]:
    wikidata, stands_for = words.wikidata.get, one.stands_for.get
    parts = [
        (
            f"{id_}@{start}-{end}",
            id_,
            start,
            end,
            text[start:end],
            type_,
            entity,
            name,
            wikidata(entity),
            stands_for(span),
            RULES,
            confidence,
        )
        for span, type_, entity, name, confidence, _, _ in one.mentions
        for start, end in (span,)
    ]
    return list(map(_make_mention_row, parts))


def _quote_row(
    id_: str, text: str, i: int, quote: SuggestedQuote, speakers: Sequence[Speaker], paragraph: int
) -> QuoteRow:
    content_spans, cue, source, type_, medium, factuality, unbalanced, verbatim, within, rule, confidence = quote
    content = spans.words(text, content_spans) or ""
    if len(speakers) == 1:  # as most have
        ((entity, name, _, _, _, certain),) = speakers
        entities, names = [entity], [name]
    else:
        entities, names = [speaker.entity for speaker in speakers], [speaker.name for speaker in speakers]
        certain = all(speaker.certain for speaker in speakers)
    parts = (
        f"{id_}#{i}",
        id_,
        type_,
        medium,
        factuality,
        content,
        spans.words(text, cue),
        spans.words(text, source),
        content_spans,
        cue,
        source,
        count_words(content),
        verbatim,
        entities,
        names,
        certain,
        None if speakers else _NO_SPEAKER,
        None if within is None else f"{id_}#{within}",
        (),
        unbalanced,
        paragraph,
        RULES,
        rule.id,
        confidence,
    )
    return _make_quote_row(parts)
