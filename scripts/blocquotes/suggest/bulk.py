"""Suggestion in bulk: texts from JSON lines or Parquet to Parquet tables of quotes and mentions, in bounded memory."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from blocquotes import marks, schemas
from blocquotes.model import Span
from blocquotes.schemas import Column
from blocquotes.suggest import entities, quotes, speakers
from blocquotes.suggest.article import Known

Row = dict[str, Any]

BATCH = 500
"""Texts that are held at once."""

EXTRA = (
    Column("method", "string", "Always rules.", False, False),
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


class BadTextsError(Exception):
    """The file of texts is not what it must be; the message names the place."""


def columns(schema_folder: Path, table: str) -> tuple[Column, ...]:
    """The columns of a bulk table, in the order of the published one."""
    kept = [c for c in schemas.columns(schema_folder, table) if c.name not in LEFT_OUT[table]]
    return (*kept, *EXTRA)


def read(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of every row of a `.jsonl` or `.parquet` file with the columns `id` and `text`.

    Raises:
        BadTextsError: a row is no such object, or a column is missing.
    """
    yield from _read_parquet(path) if path.suffix == ".parquet" else _read_lines(path)


def _read_lines(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line.decode("utf-8"))
                id_, text = row["id"], row["text"]
            except (ValueError, KeyError, TypeError) as error:
                raise BadTextsError(f"{path}:{number}: a line must be an object with id and text; {error}") from None
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


def write(path: Path, schema_folder: Path, folder: Path, known: Known, wide: bool) -> dict[str, int]:
    """Writes `quotes.parquet` and `mentions.parquet` into a folder; returns how many rows of each, and of texts.

    `wide` adds quotes of wishing, siding and planning.
    """
    import pyarrow.parquet as pq

    from blocquotes.build.parquet import to_arrow

    tables = {table: columns(schema_folder, table) for table in LEFT_OUT}
    arrow = {table: schemas.arrow_schema(cols) for table, cols in tables.items()}
    counts = dict.fromkeys(("texts", *tables), 0)
    writers = {t: pq.ParquetWriter(folder / f"{t}.parquet", schema, compression="zstd") for t, schema in arrow.items()}
    try:
        texts = read(path)
        while batch := list(islice(texts, BATCH)):
            counts["texts"] += len(batch)
            for table, rows in suggested(batch, known, wide).items():
                counts[table] += len(rows)
                writers[table].write_table(to_arrow(tables[table], rows))
    finally:
        for writer in writers.values():
            writer.close()
    return counts


def suggested(texts: Sequence[tuple[str, str]], known: Known, wide: bool = False) -> dict[str, list[Row]]:
    """The rows of quotes and mentions of some texts, offsets in code points of the text as given."""
    found: dict[str, list[Row]] = {"quotes": [], "mentions": []}
    for id_, text in texts:
        sightings = entities.find(text, [Span(0, len(text))], known.words)
        suggestions = quotes.suggest_quotes(text, wide)
        voices = speakers.resolve(text, suggestions, sightings, known.words, id_)
        stands_for = speakers.stands_for(text, suggestions, sightings, known.words)
        found["mentions"] += [_mention_row(id_, text, s, stands_for) for s in sightings]
        breaks = [match.start() for match in PARAGRAPH.finditer(text)]
        found["quotes"] += [
            _quote_row(id_, text, i, quote, voice, bisect_left(breaks, quote.content[0].start - 1))
            for i, (quote, voice) in enumerate(zip(suggestions, voices, strict=True))
        ]
    return found


def _mention_row(id_: str, text: str, s: entities.Sighting, stands_for: Mapping[Span, str]) -> Row:
    return {
        "mention_id": f"{id_}@{s.span.start}-{s.span.end}",
        "article_id": id_,
        "start": s.span.start,
        "end": s.span.end,
        "text": text[s.span.start : s.span.end],
        "type": s.type,
        "entity_id": s.entity,
        "entity_name": s.name,
        "wikidata": None,
        "stands_for_id": stands_for.get(s.span),
        "method": "rules",
        "confidence": s.confidence,
    }


def _quote_row(id_: str, text: str, i: int, quote: quotes.SuggestedQuote, voices: Sequence[Any], paragraph: int) -> Row:
    parts = {part: getattr(quote, part) for part in ("content", "cue", "source")}
    words = {part: " ".join(text[s.start : s.end] for s in spans) or None for part, spans in parts.items()}
    content = words["content"] or ""
    return {
        "quote_id": f"{id_}#{i}",
        "article_id": id_,
        "type": quote.type,
        "medium": quote.medium,
        "factuality": quote.factuality,
        **words,
        **{f"{part}_spans": [{"start": s.start, "end": s.end} for s in spans] for part, spans in parts.items()},
        "n_words": len(marks.WORD.findall(content)),
        "verbatim": _verbatim(text, quote),
        "speaker_ids": [voice.entity for voice in voices],
        "speaker_names": [voice.name for voice in voices],
        "certain": True,
        "no_speaker": None if voices else "The rules found nobody whom the words could be attributed to.",
        "within_id": f"{id_}#{quote.within}" if quote.within is not None else None,
        "utterance_ids": [],
        "unbalanced": quote.unbalanced,
        "paragraph": paragraph,
        "method": "rules",
        "confidence": quote.confidence,
    }


def _verbatim(text: str, quote: quotes.SuggestedQuote) -> list[str]:
    """The stretches inside the content's own marks; indirect quotes, most of all, have none to look for."""
    if quote.type == "indirect":
        return []
    return list(marks.read([text[s.start : s.end] for s in quote.content]).verbatim)
