"""Work in several processes: the results of one, in the same order; a killed process is an error with a sentence."""

import gc
import os
import signal
import subprocess
import sys

import pytest

from blocquotes import jobs
from blocquotes.refusal import Refusal

started: list[str] = []


def start(word: str) -> None:
    started.append(word)


def square(number: int) -> tuple[int, str]:
    return number * number, started[-1]


def collects_after(number: int) -> tuple[int, int, int]:
    return gc.get_threshold()


def fail(number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return number


def end(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("n", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(n: int) -> None:
    found = list(jobs.in_order(square, range(50), n, start, ("ready",)))
    assert found == [(number * number, "ready") for number in range(50)]


@pytest.mark.parametrize("n", [1, 2])
def test_no_more_items_are_taken_than_needed_soon(n: int) -> None:
    items = iter(range(8, 1000))
    results = jobs.in_order(fail, items, n)
    assert next(results) == 8
    assert next(items) <= 8 + n * jobs.AHEAD


@pytest.mark.parametrize("n", [1, 2])
def test_what_the_function_raises_is_raised(n: int) -> None:
    with pytest.raises(ValueError, match="seven"):
        list(jobs.in_order(fail, range(20), n))


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_killed_process_is_a_refusal() -> None:
    with pytest.raises(Refusal, match="every process of a command must run to its end"):
        list(jobs.in_order(end, range(20), 2))


def test_few_articles_need_one_process() -> None:
    assert jobs.number(None, 99, 100) == 1
    assert jobs.number(3, 1, 100) == 3
    assert jobs.number(None, 10**6, 100) == jobs.cores()


EARLY = """
import os, signal, time
from multiprocessing import forkserver
from blocquotes import jobs
jobs.start_early("blocquotes.bulk.shard")
started = forkserver._forkserver._forkserver_pid
os.kill(started, signal.SIGINT)
time.sleep(0.5)
assert os.waitpid(started, os.WNOHANG) == (0, 0), "it has ended"
"""


def test_an_interrupt_leaves_what_starts_early_to_its_command() -> None:
    ran = subprocess.run([sys.executable, "-c", EARLY], capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_garbage_is_collected_seldom_while_many_records_are_worked_on() -> None:
    usual = gc.get_threshold()
    with jobs.few_collections():
        assert gc.get_threshold() == jobs.COLLECT_AFTER != usual
    assert gc.get_threshold() == usual
    assert set(jobs.in_order(collects_after, range(9), 2)) == {jobs.COLLECT_AFTER}
