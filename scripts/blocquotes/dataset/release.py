"""The build as a whole: tables, documents and manifest into a new folder, which then takes the place of `dist/`.

The articles are read twice, one at a time. The first pass (`survey`) finds what must be known of all of them; in the
second, each article becomes rows, and these are written before the next ones are made.
"""

import tempfile
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, TypeVar

from blocquotes import jobs, outputs, schemas, sources
from blocquotes.corpus import Index
from blocquotes.dataset import (
    agreement,
    article_batches,
    article_rows,
    challenge_rows,
    content,
    memory,
    parquet,
    reading,
    reuse,
    stored,
    table_rows,
    variants,
    withhold,
)
from blocquotes.dataset.article_rows import Made
from blocquotes.dataset.content import Content, Progress
from blocquotes.dataset.parquet import Batch
from blocquotes.dataset.release_info import ReleaseInfo, release_info
from blocquotes.dataset.reports import Reports
from blocquotes.dataset.splits import NAMES
from blocquotes.dataset.spool import Spool
from blocquotes.dataset.survey import Survey, survey
from blocquotes.dataset.table_rows import Models, Row
from blocquotes.dataset.tally import Tally
from blocquotes.layout import Layout

# Articles whose rows a process makes at once, and articles that repay the start of a process. With fewer at once, Arrow
# takes longer for each: for ten, a tenth more than for twenty.
AT_ONCE, ENOUGH = 20, 250

# Notes of what was left out of a table, of which there can be thousands.
MOST_NOTES = 20


@dataclass(frozen=True)
class Built:
    """What a build made: the rows of each table, the quotes of each type, the size of each file, and what to know."""

    counts: Mapping[str, int]
    types: Counter[str]
    sizes: Mapping[str, int]
    notes: tuple[str, ...]


def build(
    index: Index,
    target: Path,
    progress: Progress,
    with_text: bool = True,
    info: ReleaseInfo | None = None,
    wanted_jobs: int | None = 1,
) -> Built:
    """Builds a corpus without errors into `target`, completely or not at all; `progress` is called at each step.

    Without `with_text`, no words of the articles are in it. `info` is what the release says about itself, if the
    checkout's own version, commit and tombstones are not meant. `wanted_jobs` is the number of processes, None for as
    many as pay off; the bytes are the same for any number.
    """
    memory.give_back()
    with jobs.few_collections(), outputs.new_folder(outputs.folder_for(target, "build")) as folder:
        progress("tables")
        documents = documents_of(index, info or release_info(index))
        processes = jobs.number(wanted_jobs, len(reading.files(index, "article")), ENOUGH)
        memory.trim()
        found = survey(index, processes)
        memory.trim()
        batches = _batches(index, found, processes, progress)
        if with_text:
            made = content.write(folder, documents, batches, progress)
        else:
            # Beside the new folder, where the next build removes what a killed one leaves.
            full = folder.with_name("full")
            full.mkdir()
            content.write(full, documents, batches, progress)
            made = content.write(folder, *withhold.without_text(documents, full), progress)
        counts = {table: len(rows) for table, rows in made.rows.items()}
        return Built(counts, stored.tally(made.rows["quotes"], "type"), made.sizes, notes(found))


def documents_of(index: Index, info: ReleaseInfo) -> Content:
    """What a release of a corpus is written from beside its rows."""
    root = index.layout.root
    return Content(
        layout=index.layout,
        card=(root / "docs" / "card.md").read_text(encoding="utf-8"),
        datasheet=(root / "DATASHEET.md").read_text(encoding="utf-8"),
        licence=(root / "LICENSE-DATA").read_text(encoding="utf-8"),
        fixed={"agreement": agreement.part(index)},
        about=info,
    )


def notes(found: Survey) -> tuple[str, ...]:
    """A note of everything that was left out of the tables."""
    lines = [f"text_reuse: not compared, because it occurs in {c.places} places: {c.words}" for c in found.common]
    rest = len(lines) - MOST_NOTES
    return (*lines[:MOST_NOTES], *([f"text_reuse: and {rest:,} more such phrases"] if rest > 0 else []))


def rows(index: Index) -> tuple[dict[str, list[Row]], tuple[str, ...]]:
    """The rows of every table of a corpus without errors in memory, in file order, and a note of what was left out."""
    found = survey(index)
    made: dict[str, list[Row]] = {table: [] for table in schemas.TABLES}
    for table, row in _each_row(index, found):
        made[table].append(row)
    return made, notes(found)


@contextmanager
def tables(index: Index) -> Iterator[Mapping[str, stored.Stored]]:
    """The rows of every table of a corpus without errors, in files that go when the block ends."""
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as room:
        batches = _batches(index, survey(index), 1, lambda step: None)
        yield stored.stored(Path(room), parquet.write_all(index.layout.schema, Path(room), batches))


def each_row(index: Index) -> Iterator[tuple[str, Row]]:
    """Table and row of everything in a corpus without errors; the rows of a table come in file order."""
    return _each_row(index, survey(index))


def _each_row(index: Index, found: Survey) -> Iterator[tuple[str, Row]]:
    for table, some in _stream(index, found, _plain, lambda table, some: ((table, [row]) for row in some)):
        yield from ((table, row) for row in some)


def _batches(index: Index, found: Survey, processes: int, progress: Progress) -> Iterator[Batch]:
    """The rows of all tables, encoded where they are made."""
    encode = partial(parquet.encode, index.layout.schema)
    return _stream(index, found, _encoded, encode, processes, progress)


# The files of articles, or of articles of passes, each with the file of the article as it is published.
Task = tuple[Literal["articles", "passes"], Sequence[Any]]

T = TypeVar("T")


def _stream(
    index: Index,
    found: Survey,
    work: Callable[[Task], tuple[Made, list[T]]],
    encode: Callable[[str, Iterable[Row]], Iterable[T]],
    processes: int = 1,
    progress: Progress = lambda step: None,
) -> Iterator[T]:
    """All rows, those of a table in file order: of single articles by `work`, all others by `encode`."""
    m = table_rows.models(index, found.splits)
    tally, texts, reports = Tally(), Texts(found.ids), Reports()
    for made, some in jobs.in_order(work, _tasks(found), processes, _start, (index.layout, m)):
        # Each is let go before the next is asked for: a row group may be written in between.
        while some:
            yield some.pop(0)
        tally.merge(made.tally)
        for text in made.texts:
            texts.add(text)
        for quote in made.reporting:
            reports.add(quote)
        # Else these would stay until the next ones are made.
        del made
        progress(f"tables, article {len(texts):,} of {len(found.articles):,}")
    for table, some_rows in groupby(table_rows.registry_rows(index, m, tally), key=lambda pair: pair[0]):
        yield from encode(table, (row for _, row in some_rows))
    # Nothing else needs what was counted.
    del tally
    yield from encode("utterances", _utterance_rows(index, m, reports))
    memory.trim()
    yield from encode("variants", variants.rows(reports))
    memory.trim()
    yield from encode("text_reuse", _reuse_rows(found, texts))
    yield from encode("challenge", challenge_rows.rows(index))


def _tasks(found: Survey) -> Iterator[Task]:
    for at in range(0, len(found.articles), AT_ONCE):
        yield "articles", found.articles[at : at + AT_ONCE]
    for at in range(0, len(found.passes), AT_ONCE):
        yield "passes", found.passes[at : at + AT_ONCE]


# What every task of a process needs.
_given: list[tuple[Layout, Models]] = []


def _start(layout: Layout, m: Models) -> None:
    _given[:] = [(layout, m)]


def _plain(task: Task) -> tuple[Made, list[tuple[str, list[Row]]]]:
    made = _made(task)
    flat = {
        table: [row for article in made.rows.get("articles", ()) for row in table_rows.explode(article, table)]
        for table in article_batches.NESTED
    }
    return made, list({**made.rows, **flat}.items())


def _encoded(task: Task) -> tuple[Made, list[Batch]]:
    made = _made(task)
    ((layout, _),) = _given
    articles = made.rows.pop(article_batches.ARTICLES, ())
    batches = [*article_batches.encode(layout.schema, articles)]
    batches += [batch for table in made.rows for batch in parquet.encode(layout.schema, table, made.rows[table])]
    return replace(made, rows={}), batches


def _made(task: Task) -> Made:
    ((layout, m),) = _given
    kind, files = task
    of_files = article_rows.of_articles if kind == "articles" else article_rows.of_passes
    return of_files(layout, m, files)


class Texts(Mapping[str, str]):
    """The published texts by article, on disk, with what their passages need, given the sorted ids of all articles."""

    def __init__(self, ids: Sequence[str]) -> None:
        # Article → the number of its text, in little memory.
        self._ids, self._numbers = ids, array("I", [0]) * len(ids)
        self._spool = Spool()
        self.whole = lru_cache(maxsize=64)(self._whole)

    def add(self, text: reuse.Text) -> None:
        """Adds an article."""
        self._numbers[bisect_left(self._ids, text.id)] = len(self._spool)
        self._spool.append(text)

    def _whole(self, id_: str) -> reuse.Text:
        text: reuse.Text = self._spool[self._numbers[bisect_left(self._ids, id_)]]
        return text

    def __getitem__(self, id_: str) -> str:
        return self.whole(id_).text

    def __len__(self) -> int:
        return len(self._spool)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)


def _utterance_rows(index: Index, m: Models, reports: Reports) -> Iterator[Row]:
    seeds = lru_cache(maxsize=64)(partial(_seed, index))
    for record in reading.records(index, "utterance"):
        utterance = reading.utterance(record, seeds)
        yield table_rows.utterance_row(utterance, m, reports.ids(record.id))


def _seed(index: Index, article: str) -> str:
    """The text of the seed of an article."""
    known = index.known("article", article)
    assert known
    return sources.read_seed(index.layout.seeds, known.value["seed"]["file"]).text or ""


def _reuse_rows(found: Survey, texts: Texts) -> Iterator[Row]:
    """The rows of `text_reuse`, split after split."""
    for split in NAMES:
        for number in range(len(found.shared)):
            shared = found.passage(number)
            one, other = found.ids[shared.one], found.ids[shared.other]
            if reuse.split_of(found.splits[one], found.splits[other]) == split:
                yield reuse.row(reuse.passage(shared, texts.whole(one), texts.whole(other)), split)
