"""Suggestion in bulk: texts from JSON lines or Parquet to Parquet tables of quotes and mentions, in bounded memory."""

import gc
import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from blocquotes import marks, schemas
from blocquotes.model import Span
from blocquotes.schemas import Column
from blocquotes.suggest.joining import quotes
from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.names.mentions import SuggestedMention, find_mentions
from blocquotes.suggest.speakers.discourse import Speaker, read_discourse
from blocquotes.suggest.speakers.resolve import resolve_speakers, stands_for

if TYPE_CHECKING:
    import pyarrow as pa

RULES = "rules"

BATCH = 500
"""Texts that are held at once."""

EXTRA = (
    Column("method", "string", f"Always {RULES}.", False, False),
    Column("confidence", "float64", "How sure the suggestion is, from 0 to 1.", False, False),
)
"""Columns beside those of the published tables."""

LEFT_OUT = {
    "quotes": ("outlet_id", "outlet_name", "published", "region", "split", "note", "via_id", "antecedent_id"),
    "mentions": ("region", "split"),
}
"""Columns of the published tables that a bare text has no value for, or that no rule suggests."""


PARAGRAPH = re.compile("\n\n")
"""What stands between paragraphs."""


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
    wikidata: None
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
    confidence: float


class Rows(TypedDict):
    """The rows of both tables, by their names."""

    quotes: list[QuoteRow]
    mentions: list[MentionRow]


class BadTextsError(Exception):
    """The file of texts is not what it must be; the message names the place."""


def columns(schema_folder: Path, table: str) -> tuple[Column, ...]:
    """The columns of a bulk table, in the order of the published one."""
    kept = [c for c in schemas.columns(schema_folder, table) if c.name not in LEFT_OUT[table]]
    return (*kept, *EXTRA)


def read(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of every row of a `.jsonl` or `.parquet` file with the columns `id` and `text`.

    Raises:
        BadTextsError: a row is no such object, a column is missing, or an id comes again.
    """
    seen: set[bytes] = set()
    rows = _read_parquet(path) if path.suffix == ".parquet" else _read_lines(path)
    for number, (id_, text) in enumerate(rows, start=1):
        # Eight bytes stand for an id of any length; two of ten million are alike by chance in one of 300,000 files.
        mark = blake2b(id_.encode("utf-8"), digest_size=8).digest()
        if mark in seen:
            raise BadTextsError(f"{path}:{number}: every text must have an id of its own; {id_!r} came before")
        seen.add(mark)
        yield id_, text


def _read_lines(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line.decode("utf-8"))
                id_, text = row["id"], row["text"]
            except (ValueError, RecursionError) as error:
                raise BadTextsError(f"{path}:{number}: a line must be an object with id and text; {error}") from None
            except (KeyError, TypeError):
                found = ", ".join(row) if isinstance(row, dict) else type(row).__name__
                raise BadTextsError(
                    f"{path}:{number}: a line must be an object with id and text; found {found or 'no field'}"
                ) from None
            if not (_is_text(id_) and _is_text(text)):
                raise BadTextsError(f"{path}:{number}: id and text must be strings that UTF-8 can hold")
            yield id_, text


def _is_text(value: Any) -> bool:
    """Whether a value is a string without a lone half of a character, which JSON can write and Parquet cannot."""
    try:
        return isinstance(value, str) and value.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def _read_parquet(path: Path) -> Iterator[tuple[str, str]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise BadTextsError(f"{path} must be a Parquet file; {error}") from None
    with file:
        if missing := {"id", "text"} - set(file.schema_arrow.names):
            raise BadTextsError(f"{path}: the columns id and text must be there; missing: {', '.join(sorted(missing))}")
        for batch in file.iter_batches(BATCH, columns=["id", "text"]):
            rows = batch.to_pydict()
            yield from zip(map(str, rows["id"]), (text or "" for text in rows["text"]), strict=True)


def write(path: Path, schema_folder: Path, folder: Path, words: Gazetteer, wide: bool) -> dict[str, int]:
    """Writes `quotes.parquet` and `mentions.parquet` into a folder; returns how many rows of each, and of texts.

    `wide` adds quotes of wishing, siding and planning.
    """
    import pyarrow.parquet as pq

    arrow = {table: schemas.arrow_schema(columns(schema_folder, table)) for table in LEFT_OUT}
    counts = dict.fromkeys(("texts", *arrow), 0)
    writers = {t: pq.ParquetWriter(folder / f"{t}.parquet", schema, compression="zstd") for t, schema in arrow.items()}
    try:
        texts = read(path)
        with uncollected():
            while batch := list(islice(texts, BATCH)):
                counts["texts"] += len(batch)
                made: Mapping[str, Any] = suggested(batch, words, wide)
                for table, rows in made.items():
                    counts[table] += len(rows)
                    if rows:
                        writers[table].write_table(_to_arrow(arrow[table], rows))
    finally:
        for writer in writers.values():
            writer.close()
    return counts


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses the collector of cycles: suggestions make none, and looking for them takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _to_arrow(schema: "pa.Schema", rows: Sequence[QuoteRow | MentionRow]) -> "pa.Table":
    """The rows as an Arrow table, column by column, which takes a third of the time that dicts take."""
    import pyarrow as pa

    values = dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))
    return pa.Table.from_arrays([pa.array(values[field.name], field.type) for field in schema], schema=schema)


def suggested(texts: Sequence[tuple[str, str]], words: Gazetteer, wide: bool = False) -> Rows:
    """The rows of quotes and mentions of some texts, offsets in code points of the text as given."""
    quote_rows: list[QuoteRow] = []
    mention_rows: list[MentionRow] = []
    for id_, text in texts:
        mentions = find_mentions(text, [Span(0, len(text))], words)
        suggestions = quotes.suggest_quotes(text, wide)
        discourse = read_discourse(text, id_, suggestions, mentions, words)
        speakers, governments = resolve_speakers(discourse, suggestions), stands_for(discourse, suggestions)
        mention_rows += [_mention_row(id_, text, s, governments) for s in mentions]
        breaks = [match.start() for match in PARAGRAPH.finditer(text)]
        quote_rows += [
            _quote_row(id_, text, i, quote, speaker, bisect_left(breaks, quote.content[0].start - 1))
            for i, (quote, speaker) in enumerate(zip(suggestions, speakers, strict=True))
        ]
    return {"quotes": quote_rows, "mentions": mention_rows}


def _mention_row(id_: str, text: str, s: SuggestedMention, governments: Mapping[Span, str]) -> MentionRow:
    start, end = s.span
    place = f"{id_}@{start}-{end}"
    stands = governments.get(s.span)
    return MentionRow(
        place, id_, start, end, text[start:end], s.type, s.entity, s.name, None, stands, RULES, s.confidence
    )


def _quote_row(
    id_: str, text: str, i: int, quote: quotes.SuggestedQuote, speakers: Sequence[Speaker], paragraph: int
) -> QuoteRow:
    content = _words(text, quote.content) or ""
    return QuoteRow(
        quote_id=f"{id_}#{i}",
        article_id=id_,
        type=quote.type,
        medium=quote.medium,
        factuality=quote.factuality,
        content=content,
        cue=_words(text, quote.cue),
        source=_words(text, quote.source),
        content_spans=quote.content,
        cue_spans=quote.cue,
        source_spans=quote.source,
        n_words=len(marks.WORD.findall(content)),
        verbatim=quote.verbatim,
        speaker_ids=[speaker.entity for speaker in speakers],
        speaker_names=[speaker.name for speaker in speakers],
        certain=True,
        no_speaker=None if speakers else "The rules found nobody whom the words could be attributed to.",
        within_id=f"{id_}#{quote.within}" if quote.within is not None else None,
        utterance_ids=(),
        unbalanced=quote.unbalanced,
        paragraph=paragraph,
        method=RULES,
        confidence=quote.confidence,
    )


def _words(text: str, spans: Sequence[Span]) -> str | None:
    """The words of a part of a quote, its stretches joined by blanks."""
    if len(spans) == 1:
        return text[spans[0].start : spans[0].end]
    return " ".join([text[start:end] for start, end in spans]) or None
