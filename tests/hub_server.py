"""A small Hub on 127.0.0.1, in memory, for the unmodified clients, with faults on demand.

A fault is ordered for the requests whose `METHOD /path` it matches, and is spent after the number of times that it
was ordered for.
"""

import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit

from hub_repo import Repo
from hub_routes import ROUTES, RefusalError, Reply, Request, State


@dataclass
class Fault:
    """What goes wrong at requests that match `where`, `times` times.

    Kinds: `unavailable` answers 503; `drop` closes the connection unanswered and does nothing; `lose` does what is
    asked and closes it unanswered; `cut` sends half of the answer; `slow` waits `seconds`; `corrupt` changes one
    byte of the answer; `echo` refuses with the request's own credentials in the message; `hostile` refuses with a
    message that would be a command to a terminal or a log; `meanwhile` first lets `action` happen.
    """

    where: str
    kind: str
    times: int = 1
    seconds: float = 1.5
    action: Callable[[], object] = lambda: None


class Hub(ThreadingHTTPServer):
    """The server; `state` is what it holds, `log` lists `METHOD /path status`, `faults` are still to come."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.state = State(f"http://127.0.0.1:{self.server_address[1]}")
        self.log: list[str] = []
        self.faults: list[Fault] = []
        self.lock = threading.RLock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def repo(self) -> Repo:
        """The repository that the tests publish to."""
        return self.state.repos["org/blocquotes"]

    def order(self, kind: str, where: str, **settings: Any) -> None:
        """Orders a fault."""
        self.faults.append(Fault(where, kind, **settings))

    def due(self, request: str) -> Fault | None:
        """The fault that a request meets, counted as spent."""
        with self.lock:
            fault = next((f for f in self.faults if f.times > 0 and re.search(f.where, request)), None)
            if fault:
                fault.times -= 1
            return fault

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores clients that close the connection."""


class Handler(BaseHTTPRequestHandler):
    """Reads a request, lets the fault that is due happen, and sends the route's answer."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answers one request."""
        hub = cast("Hub", self.server)
        url = urlsplit(self.path)
        name = f"{self.command} {url.path}"
        body = self._body()
        fault = hub.due(name)
        kind = fault.kind if fault else ""
        if fault:
            fault.action()
            time.sleep(fault.seconds if kind == "slow" else 0)
        if kind == "drop":
            hub.log.append(f"{name} dropped")
            return self._hang_up()
        if kind == "unavailable":
            reply = Reply({"error": "come back later"}, 503, {"Retry-After": "0"})
        elif kind == "echo":
            reply = RefusalError(400, f"cannot work with {self.headers.get('Authorization')}").reply
        elif kind == "hostile":
            header = "\x1b[31m ##[error]x ::error::y"
            reply = Reply({"error": f"{header}\n::error::z\r\x9b\u202e"}, 400, {"X-Error-Message": header})
        else:
            with hub.lock:
                reply = self._reply(hub, url.path, url.query, body)
        hub.log.append(f"{name} {reply.status}")
        return self._hang_up() if kind == "lose" else self._send(reply, kind)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Does nothing: the server keeps its own log."""

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _reply(self, hub: Hub, path: str, query: str, body: bytes) -> Reply:
        method = "GET" if self.command == "HEAD" else self.command
        for known, pattern, function in ROUTES:
            if known == method and (match := pattern.fullmatch(path)):
                at = {key: unquote(value) for key, value in match.groupdict().items() if value}
                asked = {key: values[0] for key, values in parse_qs(query).items()}
                try:
                    return function(
                        Request(hub.state, asked, {key.lower(): value for key, value in self.headers.items()}, body, at)
                    )
                except RefusalError as error:
                    return error.reply
        return Reply({"error": "no such route"}, 404)

    def _send(self, reply: Reply, kind: str) -> None:
        content = reply.content()
        if kind == "corrupt":
            content = content[:-1] + bytes([content[-1] ^ 1])
        self.send_response(reply.status)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(content)), **reply.headers}
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content[: len(content) // 2] if kind == "cut" else content)
        if kind == "cut":
            self.wfile.flush()
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)
