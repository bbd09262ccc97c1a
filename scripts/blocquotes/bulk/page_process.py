"""Reads web pages in a separate process, which is killed if a page takes too long.

A page can keep the libraries that parse it busy for hours, inside code that no signal of Python interrupts: an element
with 100,000 attributes does. The process gets and gives messages of JSON or bytes, each after its length.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Event, Timer
from typing import IO, Any

from blocquotes.bulk.limits import TooSlowError

# Bytes of the length before a message.
LENGTH = 8

# The first message of the process.
READY = b"ready"

COMMAND = "from blocquotes.bulk import page_process; page_process.serve()"


class Reader:
    """A process that reads pages, started when the first one comes and again after it was killed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes, seconds: float) -> dict[str, Any]:
        """What `serve` answers to a page.

        Raises:
            TooSlowError: it took longer than so many seconds of the clock.
            ChildProcessError: the process was killed, for lack of memory perhaps.
        """
        process = self._started()
        is_over = Event()

        def end() -> None:
            is_over.set()
            process.kill()

        timer = Timer(seconds, end)
        timer.daemon = True
        timer.start()
        answer = _answer(process, data)
        timer.cancel()
        if answer is not None:
            return json.loads(answer)  # type: ignore[no-any-return]
        self.stop()
        if is_over.is_set():
            raise TooSlowError
        raise ChildProcessError

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            # `-P`: no module of the folder in which the command runs.
            self._process = subprocess.Popen(  # noqa: S603 -- the Python that runs this
                [sys.executable, "-P", "-c", COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            atexit.register(self.stop)
            # Loading the libraries takes a second, which no page should be blamed for.
            assert self._process.stdout
            _receive(self._process.stdout)
        return self._process

    def stop(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process:
            atexit.unregister(self.stop)
            process.kill()
            # Closes the pipes; what was not sent is lost with the process.
            process.communicate()


def _answer(process: "subprocess.Popen[bytes]", data: bytes) -> bytes | None:
    """What the process answers to a page; None if it ends before."""
    assert process.stdin and process.stdout
    try:
        _send(process.stdin, data)
    except BrokenPipeError:
        return None
    return _receive(process.stdout)


def serve() -> None:
    """Answers pages with `text` and `language`, or with the `reason` why there is no text, until the input ends."""
    from blocquotes.edit import web_page
    from blocquotes.refusal import Refusal

    # Loads what `read` needs; without the library, each page is answered with that.
    with suppress(ImportError):
        import trafilatura  # noqa: F401

    # The command decides what an interrupt stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _send(answers, READY)
    while (data := _receive(sys.stdin.buffer)) is not None:
        try:
            page = web_page.read(data)
            answer = {"text": page.text, "language": page.language}
        except Refusal as refused:
            (reason,) = refused.reasons
            answer = {"reason": f"{reason.must}; found {reason.found}"}
        _send(answers, json.dumps(answer).encode())


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(LENGTH, "little") + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None at the end."""
    head = pipe.read(LENGTH)
    length = int.from_bytes(head, "little")
    data = pipe.read(length)
    return data if len(head) == LENGTH and len(data) == length else None
