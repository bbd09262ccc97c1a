"""Work on several cores: one function over many items, in processes of their own, with the results in item order."""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from blocquotes.refusal import Refusal

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items per process that are handed out ahead, so that no process waits for the slowest one.
AHEAD = 4

# New objects after which the collector looks for cycles (its own default is 700), and collections of the younger
# generation before one of the next. An article is ten thousand objects and has no cycles. The rows of twenty articles
# are fewer than this, so they are let go before the collector goes through them.
COLLECT_AFTER = (250_000, 20, 20)


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def number(wanted: int | None, articles: int, enough: int) -> int:
    """How many processes to use: the number wanted, or as many as there are cores.

    Without a wish, each process has `enough` articles at least: starting one takes as long as checking hundreds.
    """
    return wanted or max(1, min(cores(), articles // enough))


@contextmanager
def few_collections() -> Iterator[None]:
    """Makes the garbage collector run seldom, for work on many records, of which it would take a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def in_order(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    start: Callable[..., object] | None = None,
    given: tuple[Any, ...] = (),
) -> Iterator[Result]:
    """The results of a function for each item, in the order of the items, by `jobs` processes.

    With one job, all is done in this process. `start` is called once in each process, with the arguments `given`.
    Function, items, results and arguments must be picklable, and items are best large enough to take 10 ms or more.

    Raises:
        Refusal: a process was killed.
        Exception: whatever the function raised for an item; later items may be done or not.
    """
    if jobs > 1:
        yield from _in_processes(function, items, jobs, start, given)
        return
    if start:
        start(*given)
    yield from map(function, items)


def _in_processes(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    start: Callable[..., object] | None,
    given: tuple[Any, ...],
) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    rest = iter(items)
    of_module = context(function.__module__)
    pool = ProcessPoolExecutor(jobs, mp_context=of_module, initializer=_begin, initargs=(start, given))
    try:
        waiting = deque(pool.submit(function, item) for item in islice(rest, jobs * AHEAD))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(function, item) for item in islice(rest, 1))
    except BrokenProcessPool:
        raise Refusal(
            "every process of a command must run to its end",
            "one that was killed, perhaps for lack of memory",
            "free some memory, or run the command with --jobs 1",
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(start: Callable[..., object] | None, given: tuple[Any, ...]) -> None:
    gc.set_threshold(*COLLECT_AFTER)
    if start:
        start(*given)


def context(module: str) -> BaseContext:
    """How processes that work for a module start.

    Not as copies of this process, which may have threads: copies of their locks never open.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    # Imported once, by the process that the others are copies of.
    found.set_forkserver_preload([module])
    return found


def start_early(module: str) -> None:
    """Starts what the processes that work for a module are copies of, so that it is ready when they are needed.

    It takes some tenths of a second on another core, and is not started twice. Where processes start in another way,
    nothing happens.
    """
    if context(module).get_start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        # Starting this one accepts interrupts again.
        resource_tracker.ensure_running()
        # The process inherits this: interrupted while it still imports modules, it would print where.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
