"""The unit of work: the rows of one shard become one part of each table, on any engine.

`extract_shard` is a pure function of the rows and the settings. It writes its parts completely or not at all, and the
shard's metrics last: they are the mark that says that the shard is done, from which rows and with which settings.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from blocquotes.bulk import pages, rows
from blocquotes.bulk.limits import TooSlowError, at_most, listening
from blocquotes.bulk.objects import FORMATS, line
from blocquotes.bulk.pages import RejectedError
from blocquotes.bulk.rows import MentionRow, QuoteRow, Rows
from blocquotes.bulk.storage import Storage
from blocquotes.bulk.texts import MAX_TEXT, Page, Rejected, Row, Text, too_long
from blocquotes.model import Entity
from blocquotes.refusal import Refusal
from blocquotes.registry import Registry
from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.pipeline import SuggestError, guarded, uncollected

if TYPE_CHECKING:
    import pyarrow as pa

# Rows of a shard, and characters of its texts, whichever is reached first.
SHARD_ROWS = 1000
SHARD_CHARACTERS = 8 * 2**20

# Rows of quotes and mentions that are held as Python objects at once.
MOST_HELD = 20_000

# CPU seconds that one text may take; the worst text known of the largest size takes a fifth of that.
MAX_SECONDS = 60.0

TABLES = ("quotes", "mentions")
REJECTED, METRICS = "rejected", "metrics"


@dataclass(frozen=True)
class ShardSettings:
    """What decides on the content of the parts, besides the rows.

    `format` is `parquet` for tables, or one of `objects.FORMATS`. `keep` are the names of the kept columns in the
    tables; `registry` has entities to link mentions to, besides those that the suggester knows. `max_bytes` and
    `max_seconds` limit a text; the second depends on the machine, so it is best far above what any text needs. `code`
    is the version of the program that makes the parts.
    """

    wide: bool = False
    format: str = "parquet"
    keep: tuple[str, ...] = ()
    registry: Registry = field(default_factory=Registry)
    max_bytes: int = MAX_TEXT
    max_seconds: float = MAX_SECONDS
    code: str = ""

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the settings."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Shard:
    """Some rows of the input, and the name of the parts made of them, such as `part-00000`.

    `fatal` are the indices of rows that killed the process which read them, for lack of memory perhaps.
    """

    name: str
    rows: tuple[Row, ...]
    fatal: frozenset[int] = frozenset()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the rows."""
        found = hashlib.sha256()
        for row in self.rows:
            parts = [part if isinstance(part, tuple) else (part,) for part in row]
            for value in (type(row).__name__, *(value for part in parts for value in part)):
                data = _bytes(value)
                found.update(b"%d:" % len(data))
                found.update(data)
        return found.hexdigest()

    @property
    def readable(self) -> list[Row]:
        """The rows, with those rejected that killed a process."""
        return [
            _killer(row) if i in self.fatal and not isinstance(row, Rejected) else row
            for i, row in enumerate(self.rows)
        ]

    @property
    def count(self) -> int:
        """How many rows of the input the shard has."""
        return sum(row.rows if isinstance(row, Rejected) else 1 for row in self.rows)


def _bytes(value: str | bytes | int | None) -> bytes:
    """A value of a row as bytes; no text is a single NUL, so that null differs from every string."""
    if value is None:
        return b"\0"
    return value if isinstance(value, bytes) else str(value).encode("utf-8")


def _killer(text: Text | Page) -> Rejected:
    return _rejected(text, "a text must be readable; found that the process which read it was killed")


@dataclass(frozen=True)
class Metrics:
    """What became of a shard or a run: documents in = documents out + rejected.

    `input` and `settings` are the digests of both, `files` the SHA-256 of each part; a run has neither.
    """

    documents_in: int = 0
    documents_out: int = 0
    rejected: int = 0
    quotes: int = 0
    mentions: int = 0
    characters: int = 0
    input: str = ""
    settings: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def __add__(self, other: "Metrics") -> "Metrics":
        counts = ("documents_in", "documents_out", "rejected", "quotes", "mentions", "characters")
        return Metrics(**{name: getattr(self, name) + getattr(other, name) for name in counts})

    @property
    def is_conserved(self) -> bool:
        """Whether every row of the input is a text in the tables or a rejected row."""
        return self.documents_in == self.documents_out + self.rejected


def read_metrics(data: bytes | None) -> Metrics | None:
    """The metrics in a file's bytes; None if there is no file, or it holds something else."""
    try:
        found = Metrics(**json.loads(data or b""))
        return found if isinstance(found.files, dict) and found.is_conserved else None
    except (ValueError, TypeError, RecursionError):
        return None


class Extracted(NamedTuple):
    """What was extracted from some rows: tables, or texts as lines of JSON, rejected rows, and sums of the texts."""

    quotes: "pa.Table"
    mentions: "pa.Table"
    lines: Sequence[str]
    rejected: Sequence[Rejected]
    total: Metrics


def extract(source: Sequence[Row], settings: ShardSettings) -> Extracted:
    """Extracts quotes and mentions from rows; a row whose text is too long, too slow or fails is rejected."""
    words = _words(settings.registry.entities)
    kept = {row.id: row.kept for row in source if not isinstance(row, Rejected)}
    rejected: list[Rejected] = []
    lines: list[str] = []
    tables: dict[str, list[pa.Table]] = {table: [] for table in TABLES}
    held: Rows = {"quotes": [], "mentions": []}
    total = Metrics()
    with uncollected(), listening():
        for row in source:
            read = row if isinstance(row, Rejected) else _suggested(row, words, settings)
            if isinstance(read, Rejected):
                rejected.append(read)
                continue
            text, one = read
            quotes, mentions = one["quotes"], one["mentions"]
            total += Metrics(documents_out=1, quotes=len(quotes), mentions=len(mentions), characters=len(text.text))
            if settings.format in FORMATS:
                lines.append(line(settings.format, text, one, settings.keep))
                continue
            held["quotes"] += quotes
            held["mentions"] += mentions
            if len(held["quotes"]) + len(held["mentions"]) > MOST_HELD:
                _move(held, tables, settings, kept)
        _move(held, tables, settings, kept)
    return Extracted(_joined(tables["quotes"]), _joined(tables["mentions"]), lines, rejected, total)


@lru_cache(maxsize=2)
def _words(entities: tuple[Entity, ...]) -> Gazetteer:
    # Kept from shard to shard, each of which comes with a copy of the registry.
    return Registry(entities).words


def _suggested(row: Text | Page, words: Gazetteer, settings: ShardSettings) -> tuple[Text, Rows] | Rejected:
    """The text of a row and its rows of tables; the rejected row where it is too long or too slow, or where it fails.

    A page fails where no article is found on it.
    """
    try:
        text = pages.main_text(row, settings.max_seconds) if isinstance(row, Page) else row
        with guarded(TooSlowError, RejectedError), at_most(settings.max_seconds):
            _need_short(text, settings.max_bytes)
            return text, rows.of_text(text.id, text.text, words, settings.wide)
    except (SuggestError, RejectedError) as error:
        return _rejected(row, str(error))
    except ChildProcessError:
        return _killer(row)
    except TooSlowError:
        return _rejected(row, f"a text must be read in {settings.max_seconds:g} s; found that it takes longer")


def _need_short(text: Text, most: int) -> None:
    """Raises an error if a text has more bytes than it may have."""
    size = len(text.text.encode("utf-8")) if len(text.text) * 4 > most else 0
    if size > most:
        raise RejectedError(too_long("a text", size, most))


def _rejected(text: Text | Page, reason: str) -> Rejected:
    return Rejected(text.file, text.row, 1, text.id, reason)


def _move(found: Rows, tables: "dict[str, list[pa.Table]]", settings: ShardSettings, kept: rows.Kept) -> None:
    """Moves rows to Arrow tables, in which they take a tenth of the memory."""
    made: dict[str, Sequence[QuoteRow | MentionRow]] = {"quotes": found["quotes"], "mentions": found["mentions"]}
    for table in TABLES:
        if made[table] or not tables[table]:
            tables[table].append(rows.to_arrow(table, made[table], settings.keep, kept))
    found["quotes"], found["mentions"] = [], []


def _joined(tables: "Sequence[pa.Table]") -> "pa.Table":
    import pyarrow as pa

    return tables[0] if len(tables) == 1 else pa.concat_tables(tables).combine_chunks()


def extract_shard(source: Shard, target: Storage, settings: ShardSettings) -> Metrics:
    """Writes the parts of a shard below `target`, and its metrics last, which mark it as done.

    The parts are `quotes/NAME.parquet` and `mentions/NAME.parquet`, or `texts/NAME.jsonl`, and `rejected/NAME.parquet`,
    the metrics `metrics/NAME.json`. Each is written beside its place and renamed. The same rows and settings give the
    same bytes.

    Raises:
        OSError: a file cannot be written.
    """
    if settings.code and settings.code != code_digest():
        raise Refusal("all workers must have one version of blocquotes", "another one", "install the same on all")
    found = extract(source.readable, settings)
    data = {name.format(source.name): content for name, content in _parts(found, settings)}
    for name, content in data.items():
        target.put(name, content)
    metrics = replace(
        found.total,
        documents_in=source.count,
        rejected=sum(row.rows for row in found.rejected),
        input=source.digest,
        settings=settings.digest,
        files={name: hashlib.sha256(content).hexdigest() for name, content in data.items()},
    )
    if not metrics.is_conserved:
        raise AssertionError(f"documents in must be documents out and rejected; found {metrics}")
    target.put(f"{METRICS}/{source.name}.json", (json.dumps(asdict(metrics), indent=1) + "\n").encode("utf-8"))
    _release()
    return metrics


def _release() -> None:
    """Gives back what Arrow keeps of the memory of a shard's tables; otherwise a worker grows with its shards."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def _parts(found: Extracted, settings: ShardSettings) -> Iterator[tuple[str, bytes]]:
    """The parts of a shard by the patterns of their names."""
    if settings.format in FORMATS:
        yield "texts/{}.jsonl", "".join(found.lines).encode("utf-8")
    else:
        yield "quotes/{}.parquet", _parquet(found.quotes)
        yield "mentions/{}.parquet", _parquet(found.mentions)
    yield f"{REJECTED}/{{}}.parquet", _parquet(_rejected_table(found.rejected))


def _parquet(table: "pa.Table") -> bytes:
    import pyarrow.parquet as pq

    file = io.BytesIO()
    with pq.ParquetWriter(file, table.schema, compression="zstd") as writer:
        # `load_dataset` fails on a row group without rows.
        if table.num_rows:
            writer.write_table(table)
    return file.getvalue()


def _rejected_table(rejected: Sequence[Rejected]) -> "pa.Table":
    import pyarrow as pa

    kind = pa.schema([("id", pa.string()), ("place", pa.string()), ("rows", pa.int64()), ("reason", pa.string())])
    values = [{"id": r.id, "place": r.place, "rows": r.rows, "reason": r.reason} for r in rejected]
    return pa.Table.from_pylist(values, schema=kind)


@cache
def code_digest() -> str:
    """The SHA-256 of the code and word lists that decide on the parts, and of the libraries' versions that do so."""
    import pyarrow as pa

    found = hashlib.sha256(f"{pa.__version__} {pages.reader_version()}".encode())
    package = Path(__file__).parents[1]
    code = chain.from_iterable(map(package.glob, ("*.py", "bulk/*.py", "edit/*.py", "suggest/**/*.*")))
    for path in sorted(code):
        if path.suffix in (".py", ".tsv", ".txt"):
            found.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()
