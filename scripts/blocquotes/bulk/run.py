"""Annotates many texts as a folder of tables, shard by shard; a run that was stopped continues where it was."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import IO

from blocquotes import files, outputs
from blocquotes.bulk import engines, input_rows, inputs, shard
from blocquotes.bulk.input_rows import Progress
from blocquotes.bulk.inputs import Input
from blocquotes.bulk.shard import METRICS, REJECTED, Metrics, Shard, ShardSettings
from blocquotes.bulk.storage import Storage, beside
from blocquotes.bulk.texts import Page, Row, Text, Wanted
from blocquotes.outputs import Output
from blocquotes.refusal import Refusal
from blocquotes.shown import count

# What the folder of an unfinished run is called, after the name of the output, and the file that says whose it is.
PARTIAL, STATE = ".partial", ".blocquotes-partial.json"

# The card that names the tables.
CARD = "README.md"

ABOUT = "Quotes and mentions found by `blocquotes suggest`. Each folder is one table in several parts."

# Rejected rows before a run stops early: a few bad rows at the beginning say nothing of the rest.
LEAST_REJECTED = 100

# Rejected rows that a message shows.
MOST_SHOWN = 5


@dataclass(frozen=True)
class Plan:
    """What a run does: its inputs, the columns, the settings, how it is cut, and when it stops.

    `most_rejected` is the share of rejected rows, from 0 to 1, past which a run stops.
    """

    inputs: Sequence[Input]
    wanted: Wanted
    settings: ShardSettings
    shard_rows: int = shard.SHARD_ROWS
    most_rejected: float = 0.01
    processes: int = 1
    scheduler: str | None = None
    stdin: IO[bytes] | None = None
    progress: Callable[[Metrics, Progress], None] = lambda total, progress: None


@dataclass
class Outcome:
    """What a run did: the sums, where the tables are, whether they are complete, and the first rejected rows.

    `damaged` are inputs of which only the beginning could be read; `shards` maps the names of shards to their files.

    `reused` counts shards that an earlier run had done.
    """

    folder: str
    total: Metrics = field(default_factory=Metrics)
    is_complete: bool = False
    reused: int = 0
    damaged: list[str] = field(default_factory=list)
    shards: dict[str, list[str]] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    def is_over(self, most: float) -> bool:
        """Whether a larger share of the rows than `most` was rejected."""
        return self.total.rejected > most * self.total.documents_in


def write(plan: Plan, target: str) -> Outcome:
    """Writes the tables of the inputs into a folder, or continues a run that was stopped.

    In a local folder, the parts are made in a folder beside it, `TARGET.partial`, which takes the place of an earlier
    output when it is complete. In object storage, they are made in place, and `metrics.json` is written last.
    """
    if inputs.is_remote(target):
        return _write_remote(plan, target)
    local = [Path(one.path) for one in plan.inputs if one.path != inputs.STDIN and not inputs.is_remote(one.path)]
    output = outputs.folder_for(Path(target), "suggest", local)
    work = output.target.with_name(output.target.name + PARTIAL)
    missing = [folder for folder in work.parents if not folder.exists()]
    try:
        _claim(work, Storage(str(work)), plan)
    except OSError:
        files.remove_empty([work, *missing])
        raise
    outcome = Outcome(str(work))
    with _locked(work):
        try:
            _extract(plan, Storage(str(work)), Storage(str(output.target)), outcome)
            if outcome.is_complete:
                _refuse_nothing(plan, outcome)
                _publish(outcome, work, output)
        finally:
            if _is_worthless(outcome, work):
                shutil.rmtree(work, ignore_errors=True)
                files.remove_empty(missing)
    return outcome


@contextmanager
def _locked(work: Path) -> Iterator[None]:
    """Holds the lock of a partial folder, if its disk has locks; the lock of a killed run is gone."""
    with (work / STATE).open("rb") as held:
        if files.try_lock(held.fileno()) is False:
            found = f"another run is writing {work}"
            raise Refusal("only one run at a time may write an output", found, "wait until it ends")
        yield


def _is_worthless(outcome: Outcome, work: Path) -> bool:
    """Whether there is nothing to continue: no shard was made, or there is no text in any."""
    if any(work.glob(f"{METRICS}/*")):
        return outcome.is_complete and not outcome.total.documents_out
    return work.is_dir()


def _write_remote(plan: Plan, target: str) -> Outcome:
    storage = Storage(target.rstrip("/"))
    _claim(None, storage, plan)
    outcome = Outcome(target)
    _extract(plan, storage, None, outcome)
    if outcome.is_complete:
        _refuse_nothing(plan, outcome)
        for name, data in _documents(outcome):
            storage.put(name, data)
        own = {name for files_ in outcome.shards.values() for name in files_}
        for name in [name for name in storage.names() if "/part-" in f"/{name}" and name not in own]:
            storage.remove(name)
    return outcome


def _claim(work: Path | None, storage: Storage, plan: Plan) -> None:
    """Notes whose folder it is; one of other files, or of a run with other inputs or settings, is refused."""
    state = {"inputs": [one.name for one in plan.inputs], "rows": plan.shard_rows, "settings": plan.settings.digest}
    if work is not None and work.is_symlink():
        raise Refusal("the folder of an unfinished run must be a folder", f"a link at {work}", "remove it")
    there = storage.get(STATE)
    if there is not None:
        if there != _json(state):
            must = "an unfinished run must be continued with the same inputs and settings"
            fix = f"run the same command as before, or remove {storage.root}; nothing was changed"
            raise Refusal(must, f"{storage.root}, made with others", fix)
        return
    # A run that was killed here left the file under its other name.
    for name in [name for name in storage.names() if name.startswith(beside(STATE))]:
        storage.remove(name)
    if next(storage.names(), None) is not None:
        raise Refusal(
            "`blocquotes suggest` must not write into a folder of files that it did not make",
            storage.root,
            "move it, or name another folder with --output; nothing was changed",
        )
    storage.put(STATE, _json(state))


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _extract(plan: Plan, work: Storage, earlier: Storage | None, outcome: Outcome) -> None:
    """Makes the shards that are missing, until there are no more or too many rows were rejected."""
    progress = Progress(damaged=outcome.damaged)
    cut = Cut(input_rows.read(plan.inputs, plan.wanted, plan.stdin, progress), plan.shard_rows)
    todo = _todo(cut, plan.settings, work, earlier, outcome)
    # Processes start as soon as the first shard is read, so that they are ready when the others are.
    first = list(islice(todo, 1))
    unit = partial(shard.extract_shard, target=work, settings=plan.settings)
    # A single shard is made here: starting another process would take longer.
    with engines.engine(1 if cut.is_over else plan.processes, plan.scheduler) as workers:
        for metrics in engines.in_order(unit, chain(first, todo), workers):
            outcome.total += metrics
            name = Path(next(iter(metrics.files))).stem
            outcome.shards[name] = _files_of(name, metrics)
            if metrics.rejected and len(outcome.shown) < MOST_SHOWN:
                outcome.shown += _rejected_rows(work, name)[: MOST_SHOWN - len(outcome.shown)]
            plan.progress(outcome.total, progress)
            if outcome.is_over(plan.most_rejected) and outcome.total.rejected >= LEAST_REJECTED:
                break
    outcome.is_complete = cut.is_over and len(outcome.shards) == cut.number


class Cut:
    """The shards of some rows, in order; `number` counts them, and `is_over` says that the last one was given."""

    def __init__(self, rows: Iterator[Row], most: int) -> None:
        self._rows, self._most = rows, most
        # A shard of more rows than usual also holds more characters.
        self._characters = shard.SHARD_CHARACTERS * max(1, most // shard.SHARD_ROWS)
        self.number, self.is_over = 0, False

    def __iter__(self) -> Iterator[Shard]:
        """Each shard once."""
        held: list[Row] = []
        characters = 0
        for row in self._rows:
            if len(held) >= self._most or characters >= self._characters:
                yield self._shard(held)
                held, characters = [], 0
            held.append(row)
            characters += _size(row)
        self.is_over = True
        if held:
            yield self._shard(held)

    def _shard(self, rows: Sequence[Row]) -> Shard:
        self.number += 1
        return Shard(f"part-{self.number - 1:05d}", tuple(rows))


def _size(row: Row) -> int:
    """How much a row counts of what a shard may hold, in characters; the bytes of a page are held, too."""
    if isinstance(row, Text):
        return len(row.text)
    return len(row.data) if isinstance(row, Page) else 0


def _todo(
    cut: Cut, settings: ShardSettings, work: Storage, earlier: Storage | None, outcome: Outcome
) -> Iterator[Shard | Metrics]:
    """The shards to make; of those that this or an earlier run has made, the metrics."""
    for one in cut:
        done = _done(one, settings, work)
        if done is None and earlier is not None and (done := _done(one, settings, earlier)):
            for name in _files_of(one.name, done):
                path = Path(work.root, name)
                path.unlink(missing_ok=True)
                files.link(Path(earlier.root, name), path)
        if done is not None:
            outcome.reused += 1
        yield done or one


def _done(one: Shard, settings: ShardSettings, storage: Storage) -> Metrics | None:
    """The metrics of a shard that was made from the same rows and settings, and whose parts are as they were made."""
    found = shard.read_metrics(storage.get(f"{METRICS}/{one.name}.json"))
    if found is None or (found.input, found.settings) != (one.digest, settings.digest):
        return None
    same = (sha256(storage.get(name) or b"").hexdigest() == digest for name, digest in found.files.items())
    return found if all(same) else None


def _files_of(name: str, metrics: Metrics) -> list[str]:
    """The files of a shard; the mark that it is done is the last."""
    return [*metrics.files, f"{METRICS}/{name}.json"]


def _rejected_rows(storage: Storage, name: str) -> list[str]:
    """The rejected rows of a shard, for a message."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(pa.BufferReader(storage.get(f"{REJECTED}/{name}.parquet")))
    return [_shown(row) for row in table.slice(0, MOST_SHOWN).to_pylist()]


def _shown(row: dict[str, str]) -> str:
    id_ = f" (id {row['id']})" if row["id"] else ""
    return f"{row['place']}{id_}: {'; '.join(row['reason'].splitlines())}"


def _refuse_nothing(plan: Plan, outcome: Outcome) -> None:
    if not outcome.total.documents_out:
        rejected = outcome.total.rejected
        found = f"none, and {rejected:,} rejected" if rejected else "none"
        names = ", ".join(one.name for one in plan.inputs[:MOST_SHOWN])
        fix = "correct what the reasons name, or name other columns with --text-column and --id-column"
        fix = fix if rejected else "name inputs that hold texts"
        raise Refusal("the inputs must hold at least one text", found, fix, place=names, listed=outcome.shown)


def _publish(outcome: Outcome, work: Path, output: Output) -> None:
    """Puts the finished parts in the place of an earlier output."""
    with outputs.new_folder(output) as new:
        for name in (name for part in outcome.shards.values() for name in part):
            files.link(work / name, new / name)
        for name, data in _documents(outcome):
            files.write(new / name, data)
    shutil.rmtree(work)
    outcome.folder = str(output.target)


def _documents(outcome: Outcome) -> Iterator[tuple[str, bytes]]:
    """The card of a finished run, and its metrics, which say that it is complete."""
    names = dict.fromkeys(name for part in outcome.shards.values() for name in part if not name.startswith(METRICS))
    tables = dict.fromkeys((table, Path(name).suffix) for name in names for table in [name.partition("/")[0]])
    lines = "".join(f"- config_name: {table}\n  data_files: {table}/*{suffix}\n" for table, suffix in tables)
    yield CARD, f"---\nconfigs:\n{lines}---\n\n{ABOUT}\n".encode()
    total = {name: value for name, value in asdict(outcome.total).items() if isinstance(value, int)}
    yield outputs.TOTAL, _json({**total, "shards": len(outcome.shards)})


def summary(total: Metrics) -> str:
    """How many texts, quotes, mentions and rejected rows there are, in one line."""
    parts = [count(total.documents_out, "text"), count(total.quotes, "quote"), count(total.mentions, "mention")]
    return ", ".join([*parts, *([f"{total.rejected:,} rejected"] if total.rejected else [])])
