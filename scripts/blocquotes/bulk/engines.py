"""Who runs the shards: this process, a pool of processes, or a Dask cluster. Results come in the order of the shards.

All run the same unit, a function of a shard. A shard whose process is killed is run once more, alone; if that process
is killed too, its texts are tried in halves until those that kill a process are found, and these are rejected.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from blocquotes import arrow, jobs
from blocquotes.bulk.shard import Metrics, Shard
from blocquotes.refusal import Refusal, install

Unit = Callable[[Shard], Metrics]

# Shards for each worker that are handed out at once, so that no worker waits for the next one.
AHEAD = 2

# The module that processes of a pool are started with.
PRELOADED = "blocquotes.bulk.preloaded"


class Engine:
    """Runs shards with an executor; `ahead` is how many may be handed out at once.

    `deaths` are the errors of a shard whose worker was killed. `start` makes another executor after that; it is None
    where the executor replaces its workers itself.
    """

    def __init__(
        self,
        executor: Executor,
        ahead: int,
        deaths: tuple[type[BaseException], ...] = (),
        start: Callable[[], Executor] | None = None,
    ) -> None:
        self._executor, self._start = executor, start
        self.ahead, self.deaths = ahead, deaths

    def submit(self, unit: Unit, shard: Shard) -> "Future[Metrics]":
        """Hands out a shard; to a new executor if a worker of this one was killed."""
        try:
            return self._executor.submit(unit, shard)
        except BrokenExecutor:
            self.restart()
            return self._executor.submit(unit, shard)

    def restart(self) -> None:
        """Replaces workers that died."""
        if self._start:
            self.close()
            self._executor = self._start()

    def close(self) -> None:
        """Ends the workers; a busy one finishes its shard first."""
        self._executor.shutdown(wait=True, cancel_futures=True)


class _Here(Executor):
    """Runs shards in this process, one after another."""

    def submit(self, unit: Unit, /, shard: Shard) -> "Future[Metrics]":  # type: ignore[override]
        done: Future[Metrics] = Future()
        done.set_result(unit(shard))
        return done


def _pool(number: int) -> ProcessPoolExecutor:
    """Processes, which end with this one."""
    return ProcessPoolExecutor(number, mp_context=jobs.context(PRELOADED), initializer=_in_worker)


def _in_worker() -> None:
    """Prepares a process of the pool: an interrupt is for the command alone, and the pool ends with the command."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    arrow.load()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()


def _end_with(wait: Callable[[], object]) -> None:
    """Ends this process when the command is gone: a killed one cannot end its pool, which would wait for ever."""
    wait()
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def engine(processes: int, scheduler: str | None) -> Iterator[Engine]:
    """The engine for a number of processes, or for the address of a Dask scheduler."""
    if scheduler is not None:
        with _cluster(scheduler) as cluster:
            yield cluster
    elif processes == 1:
        yield Engine(_Here(), 1)
    else:
        start = partial(_pool, processes)
        pool = Engine(start(), AHEAD * processes, (BrokenExecutor,), start)
        try:
            yield pool
        finally:
            pool.close()


@contextmanager
def _cluster(address: str) -> Iterator[Engine]:
    """The workers of a Dask scheduler, which starts a shard again whose worker died."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise Refusal("--scheduler needs Dask distributed", "none installed", install("dask")) from None
    start: Callable[[str], Any] = Client
    try:
        client = start(address)
    except (OSError, ValueError, TimeoutError) as error:
        raise Refusal("a Dask scheduler must answer", f"at {address}: {error}", "start it, then its workers") from None
    with client, client.get_executor(retries=1) as executor:
        yield Engine(executor, AHEAD * max(sum(client.nthreads().values()), 1), (KilledWorker,))


class _Task(NamedTuple):
    shard: Shard
    future: "Future[Metrics]"


def in_order(unit: Unit, work: Iterable[Shard | Metrics], workers: Engine) -> Iterator[Metrics]:
    """The metrics of each shard, in order; `work` has the metrics of those that are done already.

    Raises:
        Exception: what the unit raises; shards before it are done.
    """
    rest = iter(work)
    waiting: deque[_Task | Metrics] = deque()
    while True:
        for item in islice(rest, workers.ahead - len(waiting)):
            waiting.append(item if isinstance(item, Metrics) else _Task(item, workers.submit(unit, item)))
        if not waiting:
            return
        first = waiting.popleft()
        if isinstance(first, Metrics):
            yield first
            continue
        try:
            yield first.future.result()
        except workers.deaths:
            workers.restart()
            yield _again(unit, first.shard, workers)
            waiting = deque(_resubmitted(unit, task, workers) for task in waiting)


def _resubmitted(unit: Unit, task: _Task | Metrics, workers: Engine) -> _Task | Metrics:
    """The task, handed out again if its worker died with that of another one."""
    if isinstance(task, _Task) and task.future.done() and isinstance(task.future.exception(), workers.deaths):
        return _Task(task.shard, workers.submit(unit, task.shard))
    return task


def _again(unit: Unit, shard: Shard, workers: Engine) -> Metrics:
    """Runs a shard alone after its worker died; if it dies again, without the texts that kill workers."""
    done = _alone(unit, shard, workers)
    if done is None and _alone(unit, replace(shard, rows=()), workers) is None:
        fix = "use fewer processes (--processes), or allow them more memory"
        raise Refusal("a process must be able to start and to read texts", "that each one is killed", fix)
    while done is None:
        fatal = _fatal(unit, shard, workers, [i for i in range(len(shard.rows)) if i not in shard.fatal])
        shard = replace(shard, fatal=shard.fatal | {fatal})
        done = _alone(unit, shard, workers)
    return done


def _alone(unit: Unit, shard: Shard, workers: Engine) -> Metrics | None:
    """The metrics of a shard while no other is run; None if its worker died."""
    try:
        return workers.submit(unit, shard).result()
    except workers.deaths:
        workers.restart()
        return None


def _fatal(unit: Unit, shard: Shard, workers: Engine, suspects: list[int]) -> int:
    """The index of a row that kills the worker which reads it, found by reading halves of the rows."""
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        part = replace(shard, rows=tuple(shard.rows[i] for i in half), fatal=frozenset())
        suspects = suspects[len(half) :] if _alone(unit, part, workers) else half
    return suspects[0]
