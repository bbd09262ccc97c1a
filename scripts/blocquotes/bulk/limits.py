"""A limit to the time that one text may take."""

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

# Set in a block with a limit of CPU time.
_IN_BLOCK = threading.Event()


class TooSlowError(Exception):
    """A text took longer than it may."""


def at_most(seconds: float) -> AbstractContextManager[None]:
    """Raises a `TooSlowError` inside the block after so many seconds; the block is one within `listening`.

    In the main thread of a process, which is where the process pool and datatrove work, the seconds are CPU time of
    the process, so that a busy machine changes nothing. In other threads, as those of a Dask worker, and on Windows,
    they are seconds of the clock.
    """
    return _cpu_seconds(seconds) if _has_timer() else _clock_seconds(seconds)


@contextmanager
def listening() -> Iterator[None]:
    """Takes the signal of the time limit for the block; taking it for each text costs as much as reading some words."""
    if not _has_timer():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGVTALRM, before)


def _has_timer() -> bool:
    """Whether this thread can get the signal of a timer of CPU time."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _stop(*_: Any) -> None:
    # A signal that comes at the end of a block must not be raised after it.
    if _IN_BLOCK.is_set():
        raise TooSlowError


@contextmanager
def _cpu_seconds(seconds: float) -> Iterator[None]:
    _IN_BLOCK.set()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        _IN_BLOCK.clear()
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@contextmanager
def _clock_seconds(seconds: float) -> Iterator[None]:
    """Raises the error in this thread from another one; the lock keeps it from being raised after the block."""
    thread, lock, is_over = threading.get_ident(), threading.Lock(), False

    def stop() -> None:
        with lock:
            if not is_over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TooSlowError))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            is_over = True
