"""A limit to the time that one text may take."""

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TooSlowError(Exception):
    """A text took longer than it may."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises a `TooSlowError` inside the block after so many seconds.

    In the main thread of a process, which is where the process pool and datatrove work, the seconds are CPU time of
    the process, so that a busy machine changes nothing. In other threads, as those of a Dask worker, and on Windows,
    they are seconds of the clock.
    """
    is_main = threading.current_thread() is threading.main_thread()
    with _cpu_seconds(seconds) if is_main and hasattr(signal, "setitimer") else _clock_seconds(seconds):
        yield


@contextmanager
def _cpu_seconds(seconds: float) -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


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
