"""The check of a corpus of any size: a file is read, checked and forgotten, and only what others need of it is kept.

First every file that changed since the last check is read, and its statements are put into the index. Then every file
is checked that changed, that had findings, or that asked for a statement that is another one now.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from sys import intern
from typing import BinaryIO, NamedTuple, TypeVar

from blocquotes import checks, jobs, sources
from blocquotes.checks import cache, placed, stored
from blocquotes.checks.scan import Found, Scan
from blocquotes.checks.stored import Read, StoredIndex
from blocquotes.checks.verdicts import Verdict, gather, judge, judge_seed
from blocquotes.corpus import SCHEMAS, Kept
from blocquotes.layout import Layout
from blocquotes.model import Finding
from blocquotes.refusal import Refusal
from blocquotes.sources import Seed

# Files that a process is given at once.
BATCH = 50

# Files that repay the start of a process, and articles that repay the cache.
ENOUGH_FILES, ENOUGH_ARTICLES = 1500, 50

# What one run has to do, in files of its own, so that the index can be read while they are written.
TEMPORARY = """
    CREATE TEMP TABLE changed (n INTEGER, file BLOB, kind TEXT, stamp BLOB, sha256 BLOB);
    CREATE TEMP TABLE gone (n INTEGER PRIMARY KEY);
    CREATE TEMP TABLE clean (n INTEGER PRIMARY KEY, asked BLOB);
"""

INSERT_FILE = "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_STATEMENT = "INSERT INTO statements VALUES (?, ?, ?)"

T = TypeVar("T")


@dataclass(frozen=True)
class Checked:
    """The findings in a checkout, in order of file and place, and the index that they were found with."""

    findings: list[Finding]
    index: StoredIndex


class Row(NamedTuple):
    """A file to check: its row in the index."""

    n: int
    file: str
    kind: str
    sha256: bytes | None
    is_sound: bool
    is_laid_out: bool


@contextmanager
def checked(
    layout: Layout,
    wanted_jobs: int | None = None,
    is_cached: bool = True,
    enough: int = ENOUGH_ARTICLES,
    keeps_places: bool = False,
) -> Iterator[Checked]:
    """All findings in a checkout; the index can be asked until the block ends.

    `wanted_jobs` is the number of processes, None for as many as pay off. With `is_cached`, what is known from the last
    check is used, and kept for the next, in a corpus of at least `enough` articles. With `keeps_places`, the index has
    the places of the anchors of each article that was checked and has no findings, until the block ends.

    Raises:
        Refusal: a process was killed, or there is no space for the index.
    """
    is_kept = is_cached and _has_articles(layout, enough)
    with jobs.few_collections(), _space(), cache.work(layout, is_kept) as work, _places(keeps_places) as places:
        if not work.is_restored:
            with closing(stored.connect(work.path)) as database:
                database.executescript(stored.TABLES)
        yield from _checked(layout, wanted_jobs, work, places)


@contextmanager
def indexed(layout: Layout, wanted_jobs: int | None = None) -> Iterator[StoredIndex]:
    """The index of a checkout whose files are not checked, because they come from one that was.

    Raises:
        Refusal: as `checked`.
    """
    with _space(), cache.work(layout, False) as work, closing(stored.connect(work.path)) as database:
        database.executescript(stored.TABLES + TEMPORARY)
        scan = Scan(layout, work.since)
        _update(database, scan, wanted_jobs, False)
        with closing(StoredIndex(layout, work.path, scan.unreadable, scan.strays)) as index:
            yield index


@contextmanager
def _space() -> Iterator[None]:
    """Says what to do if there is no space for the index."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Refusal(
            "the index of the corpus must fit on the disk",
            str(error),
            "free some space in the folder for temporary files, or name another one with TMPDIR",
        ) from error


def _has_articles(layout: Layout, number: int) -> bool:
    try:
        with os.scandir(layout.folder("article")) as entries:
            return len(list(islice(entries, number))) == number
    except OSError:
        return False


@contextmanager
def _places(are_kept: bool) -> Iterator[BinaryIO | None]:
    """A file for the places of anchors, if they are kept."""
    if not are_kept:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as room, Path(room, "places").open("wb") as file:
        yield file


def _checked(layout: Layout, wanted_jobs: int | None, work: cache.Work, places: BinaryIO | None) -> Iterator[Checked]:
    scan = Scan(layout, work.since)
    with closing(stored.connect(work.path)) as database:
        database.executescript(TEMPORARY)
        has_changed = _update(database, scan, wanted_jobs, work.is_restored)
        with closing(StoredIndex(layout, work.path, scan.unreadable, scan.strays)) as index:
            verdicts = _verdicts(database, index, work.path, wanted_jobs, places)
            findings = gather(verdicts, index, scan.strays)
            if places:
                places.flush()
            yield Checked(findings, index)
        has_changed |= _note_clean(database)
    if has_changed and not scan.unreadable:
        cache.keep(work)


def _update(database: sqlite3.Connection, scan: Scan, wanted_jobs: int | None, is_restored: bool) -> bool:
    """Reads what changed and updates the index; returns whether anything did."""
    database.execute("BEGIN")
    database.executemany("INSERT INTO changed VALUES (?, ?, ?, ?, ?)", _changes(database, scan))
    dirty: set[int] = set()
    for n, file, kind in database.execute("SELECT n, file, kind FROM files JOIN gone USING (n)").fetchall():
        dirty |= _replace(database, n, os.fsdecode(file), kind, None)
    [(number,)] = database.execute("SELECT count(*) FROM changed")
    processes = jobs.number(wanted_jobs, number, ENOUGH_FILES)
    given = ((scan.layout, batch) for batch in batches(_changed(database), BATCH))
    for batch in jobs.in_order(read_batch, given, processes):
        new = [(found, read) for found, n, _, read in batch if n is None]
        _add(database, new)
        # In a new index no file is clean yet, and all statements of a large corpus need much memory.
        if is_restored:
            for found, read in new:
                dirty |= {*read.said, stored.record_key(found.file, found.kind)}
        for found, n, old, read in batch:
            if n is not None:
                dirty |= _put(database, found, n, old, read)
    _forget(database, dirty, everything=bool(scan.unreadable))
    database.execute("COMMIT")
    return bool(number or dirty)


def _changes(database: sqlite3.Connection, scan: Scan) -> Iterator[tuple[int | None, bytes, str, bytes, bytes | None]]:
    """The files with a new stamp, with the number and the hash that they had; old and new are both sorted by path."""
    rows = database.execute("SELECT file, n, stamp, sha256 FROM files ORDER BY file")
    old = rows.fetchone()
    gone = []
    for found in scan:
        file = os.fsencode(found.file)
        while old and old[0] < file:
            gone.append((old[1],))
            old = rows.fetchone()
        if old is None or old[0] != file:
            yield None, file, found.kind, found.stamp, None
            continue
        if not found.stamp or found.stamp != old[2]:
            yield old[1], file, found.kind, found.stamp, old[3]
        old = rows.fetchone()
    while old:
        gone.append((old[1],))
        old = rows.fetchone()
    database.executemany("INSERT INTO gone VALUES (?)", gone)


def _changed(database: sqlite3.Connection) -> Iterator[tuple[Found, int | None, bytes | None]]:
    for n, file, kind, stamp, sha256 in database.execute("SELECT n, file, kind, stamp, sha256 FROM changed"):
        yield Found(os.fsdecode(file), kind, stamp), n, sha256


def read_batch(
    given: tuple[Layout, Sequence[tuple[Found, int | None, bytes | None]]],
) -> list[tuple[Found, int | None, bytes | None, Read]]:
    """Reads some files, in any process."""
    layout, batch = given
    return [(found, n, old, stored.read(layout, found.file, found.kind)) for found, n, old in batch]


def _add(database: sqlite3.Connection, new: Sequence[tuple[Found, Read]]) -> None:
    """Writes the rows and the statements of new files into the index."""
    [(last,)] = database.execute("SELECT coalesce(max(n), 0) FROM files")
    numbered = [(n, *one) for n, one in enumerate(new, start=last + 1)]
    database.executemany(INSERT_FILE, ((n, *_row(found, read)) for n, found, read in numbered))
    said = ((key, n, value) for n, _, read in numbered for key, value in read.said.items())
    database.executemany(INSERT_STATEMENT, said)


def _row(found: Found, read: Read) -> tuple[object, ...]:
    """What the row of a file has after its number."""
    values = (read.sha256, read.is_sound, read.is_laid_out, read.known, stored.packed(read.said), None)
    return os.fsencode(found.file), found.kind, found.stamp, *values


def _put(database: sqlite3.Connection, found: Found, n: int, old: bytes | None, read: Read) -> set[int]:
    """Writes a file that has a row into the index again; returns the keys of the statements that changed."""
    if read.sha256 is not None and read.sha256 == old:
        database.execute("UPDATE files SET stamp = ? WHERE n = ?", (found.stamp, n))
        return set()
    return _replace(database, n, found.file, found.kind, (found, read))


def _replace(database: sqlite3.Connection, n: int, file: str, kind: str, new: tuple[Found, Read] | None) -> set[int]:
    """Replaces or removes a row and its statements; returns the keys of the statements that changed."""
    said, known = database.execute("SELECT said, known FROM files WHERE n = ?", (n,)).fetchone()
    query = "DELETE FROM statements WHERE key = ? AND n = ? RETURNING value"
    before = {key: database.execute(query, (key, n)).fetchone()[0] for key in stored.unpacked(said)}
    before[stored.record_key(file, kind)] = known
    database.execute("DELETE FROM files WHERE n = ?", (n,))
    after: dict[int, str] = {}
    if new:
        found, read = new
        database.execute(INSERT_FILE, (n, *_row(found, read)))
        database.executemany(INSERT_STATEMENT, ((key, n, value) for key, value in read.said.items()))
        after = {**read.said, stored.record_key(file, kind): read.known}
    return {key for key in before.keys() | after if before.get(key) != after.get(key)}


def _forget(database: sqlite3.Connection, dirty: set[int], everything: bool) -> None:
    """Forgets that files are clean whose check asked for statements that changed."""
    if everything:
        database.execute("UPDATE files SET asked = NULL")
    elif dirty:
        rows = database.execute("SELECT n, asked FROM files WHERE asked IS NOT NULL")
        stale = [(n,) for n, asked in rows if not dirty.isdisjoint(stored.unpacked(asked))]
        database.executemany("UPDATE files SET asked = NULL WHERE n = ?", stale)


def _verdicts(
    database: sqlite3.Connection, index: StoredIndex, path: Path, wanted_jobs: int | None, places: BinaryIO | None
) -> Iterator[Verdict]:
    """The verdicts of the files that need checking, as far as they are of interest; notes which files are clean."""
    [(number,)] = database.execute("SELECT count(*) FROM files WHERE asked IS NULL")
    processes = jobs.number(wanted_jobs, number, ENOUGH_FILES)
    given = (index.layout, path, dict(index.unreadable), tuple(index.strays), places is not None)
    name = str(places.name) if places else ""
    try:
        for batch in jobs.in_order(check_batch, batches(_unchecked(database), BATCH), processes, start, given):
            clean = [(one.n, one.asked) for one in batch if one.asked is not None]
            database.executemany("INSERT INTO clean VALUES (?, ?)", clean)
            for one in batch:
                if places and one.places:
                    index.kept[intern(one.file)] = Kept(name, places.tell(), places.write(one.places))
                if one.verdict:
                    index.missing_seeds |= {one.verdict.missing_seed} if one.verdict.missing_seed else set()
                    yield one.verdict
    finally:
        stop()


def _unchecked(database: sqlite3.Connection) -> Iterator[Row]:
    query = """
        SELECT n, file, kind, sha256, is_sound, is_laid_out FROM files WHERE asked IS NULL
        ORDER BY CASE kind WHEN 'utterance' THEN substr(said, 1, 8) END, file
    """
    for n, file, *row in database.execute(query):
        yield Row(n, os.fsdecode(file), *row)


class Result(NamedTuple):
    """The check of a file: what it asked for, and the places of an article's anchors if it is clean; else its verdict.

    What it asked for is not listed if it read other files completely, and places are there only if they are kept.
    """

    n: int
    file: str
    asked: bytes | None
    places: bytes | None
    verdict: Verdict | None


# The index that this process checks with, and whether it keeps places.
_open: list[tuple[StoredIndex, bool]] = []


def start(
    layout: Layout, path: Path, unreadable: dict[str, str], strays: tuple[str, ...], keeps_places: bool = False
) -> None:
    """Opens the index in a process that checks."""
    stop()
    _open.append((StoredIndex(layout, path, unreadable, strays), keeps_places))


def stop() -> None:
    """Closes the index that `start` opened in this process, if it did."""
    while _open:
        _open.pop()[0].close()


def check_batch(batch: Sequence[Row]) -> list[Result]:
    """Checks some files."""
    return [_check(row, *_open[0]) for row in batch]


def _check(row: Row, index: StoredIndex, keeps_places: bool) -> Result:
    index.forget_asked()
    record, is_same = None, True
    if row.kind == "seed":
        verdict = judge_seed(_seed(row, index), index)
    else:
        record, is_same = stored.record_again(index.layout, *row[1:])
        verdict = judge(record, index, tuple(checks.check_record(record, index)))
    if not (verdict.is_clean and is_same):
        return Result(row.n, row.file, None, None, verdict)
    resolution = index.resolution(record) if keeps_places and record and SCHEMAS[record.kind] == "article" else None
    places = placed.pack(record, resolution) if record and resolution else None
    return Result(row.n, row.file, None if index.has_read_others else index.asked, places, None)


def _seed(row: Row, index: StoredIndex) -> Seed:
    name = row.file.removeprefix("seeds/")
    # What is wrong with a seed is known only from reading it.
    if not row.is_sound or row.sha256 is None:
        return sources.read_seed(index.layout.seeds, name)
    return Seed(name, row.sha256.hex(), None, None)


def _note_clean(database: sqlite3.Connection) -> bool:
    """Notes for the next run which files are clean; returns whether any file was checked."""
    query = "UPDATE files SET asked = clean.asked FROM clean WHERE clean.n = files.n"
    return database.execute(query).rowcount > 0


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of a size, the last one as long as what is left."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
