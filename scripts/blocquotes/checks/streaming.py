"""The check of a corpus of any size: a file is read, checked and forgotten, and only what others need of it is kept.

First every file that changed since the last check is read, and its statements are put into the index. Then every file
is checked that changed, that had findings, or that asked for a statement that is another one now. So each is read
twice, except for the articles of a new index in one process, which are read last and checked at once.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from sys import intern
from typing import BinaryIO, NamedTuple, TypeVar

from blocquotes import checks, jobs, sources
from blocquotes.checks import cache, placed, stored
from blocquotes.checks.scan import Found, Scan
from blocquotes.checks.stored import Read, StoredIndex
from blocquotes.checks.verdicts import Verdict, gather, judge, judge_seed
from blocquotes.corpus import SCHEMAS, Kept, Record
from blocquotes.layout import Layout
from blocquotes.model import Finding
from blocquotes.refusal import Refusal
from blocquotes.sources import Seed

# Files that a process is given at once, and articles that one process has in memory at once.
BATCH, FEW = 50, 10

# Kinds of records in an order in which the check of each can be made once those before it are read, and those of its
# kind that have a smaller id.
AT_ONCE = ("article", "pass")

# Files that repay the start of a process, and articles that repay the cache.
ENOUGH_FILES, ENOUGH_ARTICLES = 1500, 50

# What one run has to do, in files of its own, so that the index can be read while they are written.
TEMPORARY = """
    CREATE TEMP TABLE changed (n INTEGER, file BLOB, kind TEXT, stamp BLOB, sha256 BLOB);
    CREATE TEMP TABLE gone (n INTEGER PRIMARY KEY);
    CREATE TEMP TABLE checked (n INTEGER PRIMARY KEY, asked BLOB);
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
        _note_changes(database, scan)
        _update(database, scan, wanted_jobs, False)
        with closing(StoredIndex(layout, stored.connect_to_read(work.path), scan.unreadable, scan.strays)) as index:
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
        number = _note_changes(database, scan)
        is_at_once = not work.is_restored and jobs.number(wanted_jobs, number, ENOUGH_FILES) == 1
        has_changed = _update(database, scan, wanted_jobs, work.is_restored, AT_ONCE if is_at_once else ())
        with closing(StoredIndex(layout, stored.connect_to_read(work.path), scan.unreadable, scan.strays)) as index:
            at_once = _checked_at_once(database, scan, places is not None) if is_at_once else ()
            results = chain(at_once, _checked_again(database, index, work.path, wanted_jobs, places is not None))
            findings = gather(_verdicts(database, index, results, places), index, scan.strays)
            if places:
                places.flush()
            yield Checked(findings, index)
        has_changed |= _note_clean(database)
    if has_changed and not scan.unreadable:
        cache.keep(work)


def _note_changes(database: sqlite3.Connection, scan: Scan) -> int:
    """Notes which files changed or are gone; returns how many changed."""
    database.execute("BEGIN")
    database.executemany("INSERT INTO changed VALUES (?, ?, ?, ?, ?)", _changes(database, scan))
    database.execute("COMMIT")
    [(number,)] = database.execute("SELECT count(*) FROM changed")
    return int(number)


def _update(
    database: sqlite3.Connection, scan: Scan, wanted_jobs: int | None, is_restored: bool, later: Sequence[str] = ()
) -> bool:
    """Reads what changed, except for the kinds read `later`, and updates the index; returns whether anything did."""
    database.execute("BEGIN")
    dirty: set[int] = set()
    for n, file, kind in database.execute("SELECT n, file, kind FROM files JOIN gone USING (n)").fetchall():
        dirty |= _replace(database, n, os.fsdecode(file), kind, None)
    [(number,)] = database.execute("SELECT count(*) FROM changed")
    processes = jobs.number(wanted_jobs, number, ENOUGH_FILES)
    changed = (one for one in _changed(database) if one[0].kind not in later)
    given = ((scan.layout, batch) for batch in batches(changed, BATCH))
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


def _add(database: sqlite3.Connection, new: Sequence[tuple[Found, Read]]) -> Iterable[int]:
    """Writes the rows and the statements of new files into the index; returns the numbers of the rows."""
    [(last,)] = database.execute("SELECT coalesce(max(n), 0) FROM files")
    numbered = [(n, *one) for n, one in enumerate(new, start=last + 1)]
    database.executemany(INSERT_FILE, ((n, *_row(found, read)) for n, found, read in numbered))
    said = ((key, n, value) for n, _, read in numbered for key, value in read.said.items())
    database.executemany(INSERT_STATEMENT, said)
    return range(last + 1, last + 1 + len(new))


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
    database: sqlite3.Connection, index: StoredIndex, results: Iterable[Sequence["Result"]], places: BinaryIO | None
) -> Iterator[Verdict]:
    """The verdicts of the files that were checked, as far as they are of interest; notes what was asked for."""
    name = str(places.name) if places else ""
    for batch in results:
        database.executemany("INSERT INTO checked VALUES (?, ?)", [(one.n, one.asked) for one in batch])
        for one in batch:
            if places and one.places:
                index.kept[intern(one.file)] = Kept(name, places.tell(), places.write(one.places))
            if one.verdict:
                index.missing_seeds |= {one.verdict.missing_seed} if one.verdict.missing_seed else set()
                yield one.verdict


def _checked_at_once(database: sqlite3.Connection, scan: Scan, keeps_places: bool) -> Iterator[list["Result"]]:
    """Reads and checks the records of the kinds `AT_ONCE`, which are all new, in batches.

    The check of a record asks for nothing that is said by those of its kind that are read after it: of those that share
    a seed or an entity without a name, it looks for the first one by id.
    """
    # By id, "a" is before "a-b", whose file is before that of "a".
    by_id = "SELECT file, stamp FROM changed WHERE kind = ? ORDER BY substr(file, 1, length(file) - length('.json'))"
    database.execute("BEGIN")
    for kind in AT_ONCE:
        # It keeps answers, so each kind needs one that was not asked before the other kind was complete.
        index = StoredIndex(scan.layout, database, scan.unreadable, scan.strays)
        new = (Found(os.fsdecode(file), kind, stamp) for file, stamp in database.execute(by_id, (kind,)))
        for batch in batches(new, FEW):
            read = [stored.read_record(scan.layout, found.file, kind) for found in batch]
            numbers = _add(database, [(found, one) for found, (_, one) in zip(batch, read, strict=True)])
            yield [
                _result(n, found.file, record, True, index, keeps_places)
                for n, found, (record, _) in zip(numbers, batch, read, strict=True)
            ]
    database.execute("COMMIT")


def _checked_again(
    database: sqlite3.Connection, index: StoredIndex, path: Path, wanted_jobs: int | None, keeps_places: bool
) -> Iterator[list["Result"]]:
    """Reads the other files that need checking again, and checks them, in batches."""
    [(number,)] = database.execute("SELECT count(*) FROM files WHERE asked IS NULL")
    processes = jobs.number(wanted_jobs, number, ENOUGH_FILES)
    given = (index.layout, path, dict(index.unreadable), tuple(index.strays), keeps_places)
    try:
        yield from jobs.in_order(check_batch, batches(_unchecked(database), BATCH), processes, start, given)
    finally:
        stop()


def _unchecked(database: sqlite3.Connection) -> Iterator[Row]:
    query = """
        SELECT n, file, kind, sha256, is_sound, is_laid_out FROM files
        WHERE asked IS NULL AND n NOT IN (SELECT n FROM checked)
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
    _open.append((StoredIndex(layout, stored.connect_to_read(path), unreadable, strays), keeps_places))


def stop() -> None:
    """Closes the index that `start` opened in this process, if it did."""
    while _open:
        _open.pop()[0].close()


def check_batch(batch: Sequence[Row]) -> list[Result]:
    """Checks some files."""
    return [_check(row, *_open[0]) for row in batch]


def _check(row: Row, index: StoredIndex, keeps_places: bool) -> Result:
    if row.kind != "seed":
        record, is_same = stored.record_again(index.layout, *row[1:])
        return _result(row.n, row.file, record, is_same, index, keeps_places)
    index.forget_asked()
    verdict = judge_seed(_seed(row, index), index)
    return Result(
        row.n, row.file, index.asked if verdict.is_clean else None, None, None if verdict.is_clean else verdict
    )


def _result(n: int, file: str, record: Record, is_same: bool, index: StoredIndex, keeps_places: bool) -> Result:
    """The check of a record; `is_same` says that the index has what its file says now."""
    index.forget_asked()
    verdict = judge(record, index, tuple(checks.check_record(record, index)))
    if not (verdict.is_clean and is_same):
        return Result(n, file, None, None, verdict)
    resolution = index.resolution(record) if keeps_places and SCHEMAS[record.kind] == "article" else None
    places = placed.pack(record, resolution) if resolution else None
    return Result(n, file, None if index.has_read_others else index.asked, places, None)


def _seed(row: Row, index: StoredIndex) -> Seed:
    name = row.file.removeprefix("seeds/")
    # What is wrong with a seed is known only from reading it.
    if not row.is_sound or row.sha256 is None:
        return sources.read_seed(index.layout.seeds, name)
    return Seed(name, row.sha256.hex(), None, None)


def _note_clean(database: sqlite3.Connection) -> bool:
    """Notes for the next run which files are clean; returns whether any file was checked."""
    query = "UPDATE files SET asked = checked.asked FROM checked WHERE checked.n = files.n"
    return database.execute(query).rowcount > 0


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of a size, the last one as long as what is left."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
