"""The index of a corpus of any size: the statements of all records in an SQLite file, which several processes read."""

import json
import os
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, NamedTuple

from blocquotes import corpus, form, sources
from blocquotes.corpus import Index, Kept, Record, Resolution
from blocquotes.layout import FOLDERS, Layout
from blocquotes.sources import Seed
from blocquotes.statements import RECORD, Said

# `files` has a row for each record and seed. `sha256` is that of the content, null if it could not be read; `said` has
# the keys of its statements, and `asked`, once the check found nothing, those of the statements that it looked at:
# while none of these changes, nothing is found again. A key is the hash of what a statement says, and about which id.
TABLES = """
    CREATE TABLE files (
        n INTEGER PRIMARY KEY, file BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, stamp BLOB NOT NULL, sha256 BLOB,
        is_sound INTEGER NOT NULL, is_laid_out INTEGER NOT NULL, known TEXT NOT NULL, said BLOB NOT NULL, asked BLOB
    );
    CREATE TABLE statements (key INTEGER, n INTEGER, value TEXT NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
"""

# The database is thrown away if a run is killed, and memory for its pages is limited, in KiB.
SETTINGS = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000;"

NULL = json.dumps(None)

# Answers that are kept in memory, most of them about one record; an article asks about 40. With four times as many, a
# check of 1,000 articles takes as long and 9 MB more.
KEPT = 1024


class Read(NamedTuple):
    """A file as it was read: the columns of its row, and its other statements by their keys, values as JSON."""

    sha256: bytes | None
    is_sound: bool
    is_laid_out: bool
    known: str
    said: Mapping[int, str]


def connect(path: Path) -> sqlite3.Connection:
    """Opens the database of an index."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(SETTINGS)
    return connection


@lru_cache(KEPT)
def key(what: str, about: str) -> int:
    """The key of all statements of a kind about an id."""
    digest = blake2b(f"{what} {about}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Opens the database of an index into which nothing writes from the first question until it is closed."""
    connection = connect(path)
    connection.execute("PRAGMA query_only = ON")
    # Outside of a transaction, each of a dozen queries per article locks the file and looks whether it changed, which
    # takes twice as long as the query. It begins with the first query.
    connection.execute("BEGIN")
    return connection


def packed(keys: Iterable[int]) -> bytes:
    """Keys as they are stored."""
    return array("q", keys).tobytes()


def unpacked(stored: bytes) -> Sequence[int]:
    """Stored keys."""
    return memoryview(stored).cast("q")


def read(layout: Layout, file: str, kind: str) -> Read:
    """Reads a record or seed and lists what it says."""
    if kind == "seed":
        seed = sources.read_seed(layout.seeds, file.removeprefix("seeds/"))
        digest = bytes.fromhex(seed.sha256) if seed.sha256 else None
        return Read(digest, seed.text is not None, False, json.dumps(seed.sha256), {})
    return read_record(layout, file, kind)[1]


def read_record(layout: Layout, file: str, kind: str) -> tuple[Record, Read]:
    """Reads a record and lists what it says."""
    try:
        data = sources.read_bytes(layout.start + file)
    except OSError:
        data = None
    record = corpus.read_record(layout, kind, file) if data is None else corpus.parse_record(layout, kind, file, data)
    return record, _read(record, sha256(data).digest() if data is not None else None)


def _read(record: Record, digest: bytes | None) -> Read:
    known = next((value for what, _, value in record.statements if what == RECORD), None)
    # Most statements have no value.
    said = {
        key(what, about): NULL if value is None else form.encode(value)
        for what, about, value in record.statements
        if what != RECORD
    }
    is_laid_out = record.source.json is not None and record.source.json.is_laid_out
    return Read(digest, record.is_sound, is_laid_out, form.encode(known), said)


def record_key(file: str, kind: str) -> int:
    """The key of the statement that a file exists, with what is known of it."""
    return key(RECORD, f"{kind}/{corpus.id_of(file)}" if kind in FOLDERS else file)


class StoredIndex(Index):
    """Answers from the database, and notes which statements were asked for since `forget_asked`."""

    def __init__(
        self, layout: Layout, database: sqlite3.Connection, unreadable: Mapping[str, str], strays: Sequence[str]
    ) -> None:
        self.layout, self.unreadable, self.strays = layout, unreadable, strays
        self.kept: dict[str, Kept] = {}
        self.placed: Mapping[str, Kept] = self.kept
        self.missing_seeds: set[str] = set()
        # Whether the check of a file read another one completely: then no list of statements says what it depends on.
        self.has_read_others = False
        self._database = database
        self._asked: set[int] = set()
        self._resolved: tuple[Record, Resolution | None] | None = None
        # Not on the methods, where the cache would keep the index alive.
        self._fetched = lru_cache(KEPT)(self._fetch)
        self._found = lru_cache(KEPT)(self._find)
        self._known = lru_cache(KEPT)(self._read_known)
        self._exists = lru_cache(KEPT)(self._exist)
        self._seed = lru_cache(8)(lambda name: sources.read_seed(layout.seeds, name))

    def close(self) -> None:
        """Closes the database."""
        self._database.close()

    def forget_asked(self) -> None:
        """Begins a new list of what is asked."""
        self._asked = set()
        self.has_read_others = False

    @property
    def asked(self) -> bytes:
        """The keys of the statements that were asked for, as they are stored."""
        return packed(sorted(self._asked))

    def said(self, what: str, about: str) -> Sequence[Said]:
        """What all records say about an id, in order of their files."""
        self._asked.add(key(what, about))
        return self._fetched(what, about)

    def known(self, kind: str, id_: str) -> Said | None:
        """The values of a sound record that other records' checks need."""
        number, said = self._known(kind, id_)
        self._asked.add(number)
        return said

    def has(self, kind: str, id_: str) -> bool:
        """Whether an id has a file, even a broken one."""
        number, values = self._found(kind, id_)
        self._asked.add(number)
        return values is not None

    def is_said(self, what: str, about: str) -> bool:
        """Whether any record says something about an id, except that it exists (`has`)."""
        self._asked.add(number := key(what, about))
        return self._exists(number)

    def distinct(self, what: str, about: str) -> Sequence[Any]:
        """The different values of what all records say about an id."""
        self._asked.add(number := key(what, about))
        rows = self._database.execute("SELECT DISTINCT value FROM statements WHERE key = ?", (number,))
        return [sources.plain_reader()(value) for (value,) in rows]

    def every(self, kind: str) -> Iterator[Said]:
        """The statement `record` of every record of a kind, in order of their files; for hints, so it is not noted."""
        query = "SELECT file, known FROM files WHERE kind = ? ORDER BY file"
        for file, known in self._database.execute(query, (kind,)):
            yield _said(file, kind, known)

    def seed(self, name: str) -> Seed:
        """A seed, which may be missing or no text."""
        self._asked.add(key(RECORD, f"seeds/{name}"))
        return self._seed(name)

    def seed_names(self) -> Collection[str]:
        """The names of all seeds that have a file; for hints, so it is not noted."""
        return [os.fsdecode(file)[len("seeds/") :] for (file,) in self._of_kind("seed")]

    def _of_kind(self, kind: str) -> Iterator[tuple[bytes]]:
        return self._database.execute("SELECT file FROM files WHERE kind = ? ORDER BY file", (kind,))

    def complete(self, kind: str, id_: str) -> Record | None:
        """A sound record with all its values."""
        self.has_read_others = True
        record = corpus.read_record(self.layout, kind, _file(kind, id_))
        return record if record.is_sound else None

    def resolution(self, record: Record) -> Resolution | None:
        """The places of an article's anchors; None if its seed is missing, changed or no text."""
        if self._resolved is None or self._resolved[0] is not record:
            seed = self.seed(record.value["seed"]["file"])
            self._resolved = record, corpus.resolve_in(seed, record)
        return self._resolved[1]

    def files(self) -> Iterator[tuple[str, str | None]]:
        """Every file that is checked and its kind, None for those of no kind."""
        for file, kind in self._database.execute("SELECT file, kind FROM files ORDER BY file"):
            yield os.fsdecode(file), kind
        yield from ((file, None) for file in self.strays)
        yield from ((f"seeds/{name}", "seed") for name in sorted(self.missing_seeds))

    def count_files(self) -> int:
        """How many files are checked."""
        [(number,)] = self._database.execute("SELECT count(*) FROM files")
        return int(number) + len(self.strays) + len(self.missing_seeds)

    def digests(self, kind: str) -> Iterator[tuple[str, bytes | None, bool]]:
        """Every file of a kind of records, the SHA-256 of its content, and whether it has the canonical layout."""
        query = "SELECT file, sha256, is_laid_out FROM files WHERE kind = ? ORDER BY file"
        for file, digest, is_laid_out in self._database.execute(query, (kind,)):
            yield os.fsdecode(file), digest, bool(is_laid_out)

    def _fetch(self, what: str, about: str) -> Sequence[Said]:
        if what == RECORD:
            kind, _, id_ = about.partition("/")
            query = "SELECT file, kind, known FROM files WHERE file = ?"
            parameter: bytes | int = os.fsencode(_file(kind, id_))
        else:
            query = "SELECT file, kind, value FROM statements JOIN files USING (n) WHERE key = ?"
            parameter = key(what, about)
        # By file. Most answers are one row, for which SQLite would prepare to sort too.
        return tuple([_said(*row) for row in sorted(self._database.execute(query, (parameter,)))])

    def _find(self, kind: str, id_: str) -> tuple[int, str | None]:
        """The key of a record, and its known values as JSON if it exists: of most utterances nobody asks for more."""
        query = "SELECT known FROM files WHERE file = ?"
        row = self._database.execute(query, (os.fsencode(_file(kind, id_)),)).fetchone()
        return key(RECORD, f"{kind}/{id_}"), row[0] if row else None

    def _read_known(self, kind: str, id_: str) -> tuple[int, Said | None]:
        """The key of a record, and what it says if it is sound: most mentions of an article ask for the same few."""
        number, values = self._found(kind, id_)
        value = sources.plain_reader()(values) if values is not None else None
        return number, Said(kind, id_, _file(kind, id_), value) if value is not None else None

    def _exist(self, of: int) -> bool:
        return bool(self._database.execute("SELECT 1 FROM statements WHERE key = ? LIMIT 1", (of,)).fetchone())


def _file(kind: str, id_: str) -> str:
    """The path of a record from the root."""
    return f"corpus/{FOLDERS[kind]}/{id_}.json"


def _said(file: bytes, kind: str, value: str) -> Said:
    name = os.fsdecode(file)
    return Said(kind, corpus.id_of(name), name, sources.plain_reader()(value))


def record_again(
    layout: Layout, file: str, kind: str, digest: bytes | None, is_sound: bool, is_laid_out: bool
) -> tuple[Record, bool]:
    """A record that was read before, and whether it is the same; then its schema is not checked again."""
    try:
        data = sources.read_bytes(layout.start + file)
    except OSError:
        return corpus.read_record(layout, kind, file), digest is None
    is_same = sha256(data).digest() == digest
    if not (is_same and is_sound):
        return corpus.parse_record(layout, kind, file, data), is_same
    return corpus.sound_record(kind, file, data, is_laid_out), True
