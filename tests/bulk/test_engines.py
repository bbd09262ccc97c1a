"""The engines that run shards: a pool of processes, Dask, datatrove and Spark find the same, whatever is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from blocquotes.bulk import engines
from blocquotes.bulk.shard import Metrics, Shard, ShardSettings, extract_shard
from blocquotes.bulk.storage import Storage
from blocquotes.bulk.texts import Rejected, Text
from blocquotes.refusal import Refusal
from conftest import ROOT

GOOD = "“We have no choice,” Anna Berg said on day"


def shards(count: int = 6, rows: int = 10) -> Iterator[Shard]:
    for number in range(count):
        ids = range(number * rows, (number + 1) * rows)
        yield Shard(f"part-{number:05d}", tuple(Text("t", n + 1, str(n), f"{GOOD} {n}.") for n in ids))


def killing(fatal: frozenset[str], target: Storage, shard: Shard) -> Metrics:
    """Writes a shard, unless one of its texts kills the process."""
    if any(isinstance(row, Text) and row.id in fatal for row in shard.readable):
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_shard(shard, target, ShardSettings())


def killing_once(mark: str, target: Storage, shard: Shard) -> Metrics:
    """Writes a shard; kills the process that comes first to the third one."""
    if shard.name == "part-00003" and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_shard(shard, target, ShardSettings())


def files(root: Path) -> dict[str, bytes]:
    """The parts below a folder; a process that is killed while it writes one leaves a hidden file beside it."""
    paths = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def complete(folder: Path) -> dict[str, bytes]:
    """The parts of an undisturbed run in one process."""
    unit = partial(killing, frozenset[str](), Storage(str(folder)))
    with engines.engine(1, None) as here:
        assert len(list(engines.in_order(unit, shards(), here))) == 6
    return files(folder)


def test_a_killed_process_is_replaced(tmp_path: Path) -> None:
    unit = partial(killing_once, str(tmp_path / "mark"), Storage(str(tmp_path / "pool")))
    with engines.engine(2, None) as pool:
        found = list(engines.in_order(unit, shards(), pool))
    assert [metrics.rejected for metrics in found] == [0] * 6
    assert (tmp_path / "mark").exists()
    assert files(tmp_path / "pool") == complete(tmp_path / "here")


def killing_always(shard: Shard) -> Metrics:
    """Kills the process, as a limit of memory does that is too low for any text."""
    os.kill(os.getpid(), signal.SIGKILL)
    return Metrics(documents_in=shard.count)


def test_a_machine_that_kills_every_process_is_blamed_and_not_the_texts() -> None:
    with engines.engine(2, None) as pool, pytest.raises(Refusal, match="must be able to start"):
        list(engines.in_order(killing_always, shards(), pool))


def test_texts_that_kill_a_process_are_rejected(tmp_path: Path) -> None:
    fatal = frozenset({"34"})
    unit = partial(killing, fatal, Storage(str(tmp_path)))
    with engines.engine(2, None) as pool:
        found = list(engines.in_order(unit, shards(), pool))
    assert [metrics.rejected for metrics in found] == [0, 0, 0, 1, 0, 0]
    assert [metrics.input for metrics in found] == [shard.digest for shard in shards()]
    rows = pq.read_table(tmp_path / "rejected").to_pylist()
    assert {row["id"] for row in rows} == fatal
    assert {row["reason"] for row in rows} == {
        "a text must be readable; found that the process which read it was killed"
    }
    answered = set(pq.read_table(tmp_path / "quotes")["article_id"].to_pylist())
    assert answered == {str(n) for n in range(60)} - fatal


def test_an_error_of_a_shard_is_raised() -> None:
    def failing(shard: Shard) -> Metrics:
        raise OSError(28, "No space left on device")

    with engines.engine(1, None) as here, pytest.raises(OSError, match="No space"):
        list(engines.in_order(failing, shards(), here))


def test_what_is_done_is_not_done_again() -> None:
    done = Metrics(documents_in=3, documents_out=3)
    with engines.engine(1, None) as here:
        assert list(engines.in_order(lambda shard: Metrics(), [done, *shards(1), done], here)) == [
            done,
            Metrics(),
            done,
        ]


def test_the_digest_of_a_shard_says_what_is_in_it() -> None:
    base = Text("t", 1, "a", "b", ("c", None))
    others: list[Text | Rejected] = [
        base._replace(file="u"),
        base._replace(row=2),
        base._replace(id="ab", text=""),
        base._replace(kept=("c",)),
        base._replace(kept=("c", "")),
        base._replace(kept=(None, "c")),
        Rejected("t", 1, 1, "a", "b"),
    ]
    every: list[Text | Rejected] = [base, *others]
    digests = {Shard("n", (row,)).digest for row in every}
    assert len(digests) == len(others) + 1
    assert Shard("n", (base, base)).digest not in digests
    assert Shard("other", (base,), frozenset({0})).digest in digests


def test_a_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="one version of blocquotes"):
        extract_shard(next(shards()), Storage(str(tmp_path)), ShardSettings(code="other"))


def text_file(path: Path, count: int) -> Path:
    lines = (json.dumps({"id": str(n), "text": f"{GOOD} {n}. " * 20}) for n in range(count))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def suggest(path: Path, out: Path, *options: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "blocquotes", "suggest", str(path), "--output", str(out), "--shard-rows", "50"]
    subprocess.run([*command, *options], check=True, capture_output=True)
    return files(out)


@pytest.mark.slow
def test_dask_with_a_worker_that_is_killed_and_restarted(tmp_path: Path) -> None:
    from distributed import LocalCluster

    path = text_file(tmp_path / "t.jsonl", 1200)
    alone = suggest(path, tmp_path / "alone", "--processes", "1")
    start: Any = LocalCluster
    with start(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        command = [sys.executable, "-m", "blocquotes", "suggest", str(path), "--output", str(tmp_path / "dask")]
        options = ["--shard-rows", "50", "--scheduler", cluster.scheduler_address]
        run = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
        while len(list(tmp_path.glob("dask.partial/metrics/*.json"))) < 5:
            assert run.poll() is None, run.communicate()
            time.sleep(0.05)
        workers: dict[Any, Any] = cluster.workers
        first = next(iter(workers.values())).pid
        os.kill(first, signal.SIGKILL)
        _, err = run.communicate(timeout=300)
        assert run.returncode == 0, err
        assert first not in [worker.pid for worker in workers.values()]
    assert files(tmp_path / "dask") == alone


@pytest.mark.slow
def test_the_engines_find_the_same_rows(tmp_path: Path) -> None:
    path = text_file(tmp_path / "in" / "t.jsonl", 60)
    suggest(path, tmp_path / "pool")
    example("dask_quotes.py", str(path), str(tmp_path / "dask"))
    example("datatrove_quotes.py", str(path.parent), str(tmp_path / "datatrove"))
    import pyarrow as pa

    lines = path.read_text(encoding="utf-8").splitlines()
    pq.write_table(pa.Table.from_pylist([json.loads(line) for line in lines]), tmp_path / "t.parquet")
    example("spark_quotes.py", str(tmp_path / "t.parquet"), str(tmp_path / "spark"))
    found = [pq.read_table(tmp_path / place) for place in ("pool/quotes", "dask/quotes", "datatrove/quotes", "spark")]
    assert found[0].num_rows == 60 * 20
    rows = [sorted(table.to_pylist(), key=lambda row: str(row["quote_id"])) for table in found]
    assert rows[0] == rows[1] == rows[2] == rows[3]


def example(name: str, *arguments: str) -> None:
    ran = subprocess.run([sys.executable, str(ROOT / "examples" / name), *arguments], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-3000:]
