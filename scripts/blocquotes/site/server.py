"""Serves a folder on the loopback interface, with byte ranges, as web servers and GitHub Pages do."""

import re
import sys
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

from blocquotes.refusal import Refusal

# The form of a range that browsers and hyparquet send: `bytes=0-499`, `bytes=500-`, `bytes=-500`.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")

HOST = "127.0.0.1"


def serving(folder: Path, port: int = 0) -> "Server":
    """A server for the files of a folder, which listens until its block ends; port 0 takes any free port."""
    try:
        return Server((HOST, port), partial(Handler, directory=str(folder)))
    except OSError as error:
        fix = "name another one with --port, or 0 for any that is free"
        raise Refusal("the port to serve on must be free", f"{port}: {error.strerror}", fix) from None


class Server(ThreadingHTTPServer):
    """A server that ignores connections that a browser closes."""

    daemon_threads = True

    @property
    def address(self) -> str:
        """The address of the first page."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def wait(self) -> None:
        """Answers requests until the program is interrupted."""
        with suppress(KeyboardInterrupt):
            self.serve_forever()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Reports an error of a request, except a closed connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Sends a file or the requested range of it, and logs nothing."""

    extensions_map: dict[str, str] = {  # noqa: RUF012 -- as in the standard library
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".parquet": "application/vnd.apache.parquet",
        ".md": "text/markdown; charset=utf-8",
    }
    protocol_version = "HTTP/1.1"
    _left: int | None = None

    def log_message(self, format: str, *args: Any) -> None:
        """Logs nothing."""

    def send_head(self) -> Any:
        """Sends the headers; returns the file, set to the first byte to send."""
        self._left = None
        path = Path(self.translate_path(self.path))
        asked = RANGE.fullmatch(self.headers.get("Range", ""))
        if asked is None or not path.is_file():
            return super().send_head()
        return self._send_part(path, path.stat().st_size, asked[1], asked[2])

    def _send_part(self, path: Path, size: int, first: str, last: str) -> IO[bytes] | None:
        start, end = _borders(size, first, last)
        if start >= end:
            self.send_error(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            return None
        file = path.open("rb")
        file.seek(start)
        self._left = end - start
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
        self.send_header("Content-Length", str(self._left))
        self.end_headers()
        return file

    def end_headers(self) -> None:
        """Adds what every answer has."""
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Sends the file or the requested range."""
        with suppress(ConnectionError):
            if self._left is None:
                super().copyfile(source, outputfile)
            else:
                outputfile.write(source.read(self._left))


def _borders(size: int, first: str, last: str) -> tuple[int, int]:
    """The half-open range of bytes that is requested; empty if the file has none of them."""
    if first:
        return int(first), min(size, int(last) + 1) if last else size
    return (max(0, size - int(last)), size) if last else (0, 0)
