"""Documents to evaluate: articles of the corpus, lines of JSON in the scorer's shape, or tables of suggestions."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from blocquotes import outputs
from blocquotes.agree import passes
from blocquotes.agree.passes import Pass
from blocquotes.fields import QUOTE_PARTS
from blocquotes.layout import Layout
from blocquotes.model import Mention, Quote, Span
from blocquotes.refusal import Refusal

# A line of a file in the scorer's shape; spans count code points of the text. A quote may also have `speakers`, a list
# of names, in place of `speaker`, and `type`, `medium` and `factuality`.
SHAPE = '{"doc_id": "…", "text": "…", "quotes": [{"content": [[start, end]], "cue": …, "source": …, "speaker": …}]}'

# Bytes of the longest line: a file of one endless line would fill the memory.
MAX_LINE = 64 * 2**20

# Columns of a quotes table that are read.
QUOTE_COLUMNS = (
    *("article_id", "quote_id", "type", "medium", "content", "content_spans", "cue_spans", "source_spans"),
    *("speaker_ids", "speaker_names", "within_id"),
)

# The column of a table of suggestions that names the rule which found a quote; read where it is there.
RULE = "rule"

# Columns that are read where they are there.
OPTIONAL = frozenset((RULE, "factuality"))

# Columns of the mentions table beside it.
MENTION_COLUMNS = ("article_id", "start", "end", "type", "entity_id", "stands_for_id")

# What the names of files end with that are read here; any other name is a pass.
ENDS = (".jsonl", ".parquet")


@dataclass(frozen=True)
class Document:
    """One annotated text; spans count its code points.

    `text` is None if the file leaves it out; `mentions` is None if the format has none. `names` maps speakers' ids to
    names. `wording` has spans with the words that the file gives for them. `rules` maps ids of quotes to the rules that
    found them, if the file has them. `place` is where the document was read.
    """

    place: str
    text: str | None
    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...] | None
    names: Mapping[str, str]
    wording: tuple[tuple[tuple[Span, ...], str], ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Documents:
    """The annotated documents of one side, by id, each in one or more readings, of which one must fit the other side.

    An article of the corpus has two readings: in its published text and in its seed. `plain` means that the format
    gives only names of speakers, and does not mark quotes within quotes.
    """

    name: str
    readings: Mapping[str, tuple[Document, ...]]
    plain: bool


def read(layout: Layout, name: str) -> Documents | Pass:
    """Reads a `.jsonl` file in the scorer's shape, tables of quotes and mentions, else a pass (`passes.read`).

    Tables are a `.parquet` file of quotes, or a folder that `blocquotes suggest` wrote.

    Raises:
        Refusal: there is no such file, or it is of another shape; the message names the place.
        BrokenPassError: files of a pass have errors.
    """
    if not is_file(name):
        return passes.read(layout, name)
    path = Path(name)
    folder = table_folder(path)
    if folder is None and not path.is_file():
        raise Refusal("a file to evaluate must exist", f"no {name!r}")
    found = dict(_read_lines(path)) if path.suffix == ".jsonl" else _read_tables(_tables(path, folder))
    if not found:
        raise Refusal("a file to evaluate must hold a document", f"none in {name}")
    return Documents(name, {id_: (document,) for id_, document in found.items()}, path.suffix == ".jsonl")


def is_file(name: str) -> bool:
    """Whether a name is that of a file or of tables, and not of a pass.

    Raises:
        Refusal: the run that writes the tables was stopped before its end.
    """
    return Path(name).suffix in ENDS or table_folder(Path(name)) is not None


def table_folder(path: Path) -> Path | None:
    """The folder of tables in parts that a path means, which may be its folder `quotes`; None for other paths.

    Raises:
        Refusal: the run that writes the tables was stopped before its end.
    """
    folder = path.parent if path.name == "quotes" else path
    if not any((folder / "quotes").glob("*.parquet")):
        return None
    if not (folder / outputs.TOTAL).is_file():
        must = f"tables to evaluate must be complete, with a file {outputs.TOTAL}"
        raise Refusal(must, f"none in {folder}", "run the same `blocquotes suggest` again; it continues where it was")
    return folder


def _tables(path: Path, folder: Path | None) -> dict[str, list[Path]]:
    """The files of the table of quotes, and of that of mentions where there is one."""
    if folder is not None:
        return {table: sorted((folder / table).glob("*.parquet")) for table in ("quotes", "mentions")}
    beside = path.with_name("mentions.parquet")
    return {"quotes": [path], "mentions": [beside] if path.name == "quotes.parquet" and beside.is_file() else []}


def of_pass(layout: Layout, one: Pass) -> Documents:
    """The articles of a pass by id, each read in its published text and in its seed."""
    both = [(published, passes.in_seed(published)) for published in one.articles.values()]
    names = passes.speaker_names(layout, [quote for article, _ in both for quote in article.quotes])
    readings = {
        article.id: (
            Document(article.id, article.text, article.quotes, article.mentions, names),
            Document(article.id, article.seed_text, side.quotes, side.mentions, names),
        )
        for article, side in both
    }
    return Documents(one.name, readings, False)


def _read_lines(path: Path) -> Iterator[tuple[str, Document]]:
    ids = set[str]()
    for place, line in _lines(path):
        if line.strip():
            id_, document = _read_line(place, line)
            if id_ in ids:
                raise Refusal("a doc_id must be unique", f"{id_!r} again", place=place)
            ids.add(id_)
            yield id_, document


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Place and words of each line."""
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(MAX_LINE + 1), b""), start=1):
            place = f"{path}:{number}"
            if len(line) > MAX_LINE:
                raise Refusal(f"a line must have at most {MAX_LINE:,} bytes", "more", place=place)
            try:
                yield place, line.decode("utf-8")
            except UnicodeDecodeError as error:
                raise Refusal("a file to evaluate must be UTF-8", str(error), place=place) from None


def _read_line(place: str, line: str) -> tuple[str, Document]:
    try:
        value = json.loads(line)
        id_, text, rows = value["doc_id"], value.get("text"), value["quotes"]
        if not (isinstance(id_, str) and isinstance(text, str | None) and isinstance(rows, list)):
            raise TypeError("doc_id and text must be strings, quotes a list")
        quotes = tuple(_quote(str(n), row) for n, row in enumerate(rows))
    except KeyError as error:
        raise Refusal(f"a line must be {SHAPE}", f"no field {error}", place=place) from None
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Refusal(f"a line must be {SHAPE}", f"a different shape: {error}", place=place) from None
    return id_, Document(place, text, quotes, None, {name: name for quote in quotes for name in quote.speakers})


def _quote(id_: str, row: Mapping[str, Any]) -> Quote:
    spans = {part: tuple(sorted(Span(*map(_offset, span)) for span in row.get(part) or ())) for part in QUOTE_PARTS}
    one = row.get("speaker")
    speakers = row.get("speakers", [one] if one else [])
    if not (spans["content"] and isinstance(speakers, list) and all(isinstance(name, str) for name in speakers)):
        raise TypeError(f"quote {id_} must have content, and a speaker that is a name or null, or a list of speakers")
    return _bare(id_, spans, row, speakers, None)


def _offset(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"an offset must be a number from 0 on; found {value!r}")
    return value


def _bare(
    id_: str,
    spans: Mapping[str, tuple[Span, ...]],
    row: Mapping[str, Any],
    speakers: Sequence[str],
    within: str | None,
) -> Quote:
    """A quote of which only what files and tables state is known; type and medium are empty if they do not.

    Raises:
        TypeError: a value is not a string.
    """
    type_, medium, factuality = (_words(name, row.get(name) or "") for name in ("type", "medium", "factuality"))
    content, cue, source = (spans[part] for part in QUOTE_PARTS)
    return Quote(id_, type_, medium, factuality or "asserted", content, cue, source, tuple(speakers), within=within)


def _words(name: str, value: Any) -> str:
    """The value, which must be a string."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string; found {value!r}")
    return value


def _read_tables(files: Mapping[str, Sequence[Path]]) -> dict[str, Document]:
    """The documents of the files of a quotes table, with the mentions of those of the other where there are any."""
    mentions = defaultdict[str, list[Mention]](list)
    for path in files["mentions"]:
        for row in _rows(path, MENTION_COLUMNS):
            with _in_shape(str(path)):
                one = Mention(_row_span(row), row["type"], (row["entity_id"],), row["stands_for_id"])
                mentions[_words("article_id", row["article_id"])].append(one)
    rows = defaultdict[str, list[Mapping[str, Any]]](list)
    places: dict[str, Path] = {}
    for path in files["quotes"]:
        for row in _rows(path, QUOTE_COLUMNS):
            with _in_shape(str(path)):
                id_ = _words("article_id", row["article_id"])
                rows[id_].append(row)
                places[id_] = path
    found = {}
    for id_ in dict.fromkeys((*rows, *mentions)):
        place = f"{places.get(id_, files['quotes'][0])}, {id_}"
        with _in_shape(place):
            found[id_] = _document(place, rows[id_], tuple(mentions[id_]) if files["mentions"] else None)
    return found


@contextmanager
def _in_shape(place: str) -> Iterator[None]:
    """Refuses the rows at a place unless they have the values of a published table."""
    try:
        yield
    except (TypeError, ValueError, KeyError) as error:
        raise Refusal(
            "rows must have the values of the published table", f"different values: {error}", place=place
        ) from None


def _rows(path: Path, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise Refusal("the file must be a Parquet file", str(error), place=str(path)) from None
    with file:
        if missing := set(columns) - set(file.schema_arrow.names):
            must, found = "the file must have the columns of the published table", ", ".join(sorted(missing))
            raise Refusal(must, f"these missing: {found}", place=str(path))
        wanted = [*columns, *(OPTIONAL & set(file.schema_arrow.names))]
        try:
            for batch in file.iter_batches(columns=wanted):
                yield from batch.to_pylist()
        except (pa.ArrowException, OSError) as error:
            raise Refusal("the file must be a readable Parquet file", str(error), place=str(path)) from None


def _document(place: str, rows: Sequence[Mapping[str, Any]], mentions: tuple[Mention, ...] | None) -> Document:
    quotes = tuple(_row_quote(row) for row in rows)
    names = {id_: name for row in rows for id_, name in zip(row["speaker_ids"], row["speaker_names"], strict=True)}
    wording = tuple((quote.content, row["content"]) for quote, row in zip(quotes, rows, strict=True))
    found_by = {row["quote_id"]: row[RULE] for row in rows if row.get(RULE)}
    return Document(place, None, quotes, mentions, names, wording, found_by)


def _row_span(value: Mapping[str, Any]) -> Span:
    return Span(_offset(value["start"]), _offset(value["end"]))


def _row_quote(row: Mapping[str, Any]) -> Quote:
    spans = {part: tuple(map(_row_span, row[f"{part}_spans"])) for part in QUOTE_PARTS}
    if not spans["content"]:
        raise ValueError("a quote without content")
    return _bare(row["quote_id"], spans, row, row["speaker_ids"], row["within_id"])


def unlike(one: Document, text: str) -> str | None:
    """Why a document does not fit a text: its own text differs, or its spans or their words do; None if it fits."""
    if one.text is not None and one.text != text:
        at = next((n for n, (a, b) in enumerate(zip(one.text, text, strict=False)) if a != b), None)
        return f"its text differs from code point {min(len(one.text), len(text)) if at is None else at} on"
    spans = [span for quote in one.quotes for part in (quote.content, quote.cue, quote.source) for span in part]
    spans += [mention.span for mention in one.mentions or ()]
    if wrong := next((span for span in spans if not span.start <= span.end <= len(text)), None):
        return f"span {wrong.start} to {wrong.end} does not lie in its {len(text):,} code points"
    for places, words in one.wording:
        if words != " ".join(text[span.start : span.end] for span in places):
            return f"{words!r} is not at {places[0].start}"
    return None


def without_nested(one: Document) -> Document:
    """A document without its quotes that are within others."""
    return replace(one, quotes=tuple(quote for quote in one.quotes if quote.within is None))


def named(one: Document) -> Document:
    """A document with its speakers by their names instead of their ids."""
    quotes = (replace(q, speakers=tuple(dict.fromkeys(one.names[id_] for id_ in q.speakers))) for q in one.quotes)
    return replace(one, quotes=tuple(quotes), names={name: name for name in one.names.values()})


def without_speakers(one: Document) -> Document:
    """A document whose quotes have no speakers."""
    return replace(one, quotes=tuple(replace(quote, speakers=()) for quote in one.quotes))
