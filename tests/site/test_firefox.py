"""Both pages in the Firefox of Debian, driven by its own protocol (Marionette), as Playwright cannot drive it."""

import json
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from site_fixtures import TEXT

pytestmark = pytest.mark.slow

NAMES = ("firefox-esr", "firefox")

PATIENCE = 240
"""Seconds until something must have happened, on a machine that many tests share."""

Run = Callable[..., Any]

FILL = """
const [text, id] = arguments;
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
for (const [selector, value] of [["textarea", text], ["input[pattern]", id]]) {
  const field = document.querySelector(selector);
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
"""

SELECT = """
const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const at = walker.currentNode.data.indexOf(arguments[0]);
  if (at < 0 || !walker.currentNode.parentElement.closest("p[data-start]")) continue;
  getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + arguments[0].length);
  return;
}
"""


def firefox() -> str:
    """The browser, installed from Debian's packages if it is missing; skips if that fails."""
    if not any(map(shutil.which, NAMES)) and shutil.which("apt-get"):
        for command in (["update"], ["install", "--yes", "--no-install-recommends", NAMES[0]]):
            subprocess.run(["apt-get", "-o", "DPkg::Lock::Timeout=300", *command], capture_output=True)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Firefox here, and `apt-get install firefox-esr` could not install it")
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Gives a command to a new Firefox, and returns its answer."""
    profile, port = tmp_path_factory.mktemp("firefox"), free_port()
    (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    command = [firefox(), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with connected(port) as connection:
                received(connection)
                session(connection, "WebDriver:NewSession")
                yield lambda name, **parameters: session(connection, name, **parameters)
        finally:
            process.terminate()


def connected(port: int) -> socket.socket:
    """The connection to a browser that is starting."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        with suppress(ConnectionRefusedError):
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        sleep(0.2)
    raise AssertionError("Firefox did not start")


def received(connection: socket.socket) -> Any:
    """The next message: its length, a colon, and JSON."""
    length = b""
    while not length.endswith(b":"):
        length += connection.recv(1)
    data = b""
    while len(data) < int(length[:-1]):
        data += connection.recv(int(length[:-1]) - len(data))
    return json.loads(data)


def session(connection: socket.socket, name: str, **parameters: Any) -> Any:
    message = json.dumps([0, 1, name, parameters]).encode()
    connection.sendall(str(len(message)).encode() + b":" + message)
    _, _, error, answer = received(connection)
    assert error is None, error
    return answer


def script(run: Run, code: str, *arguments: Any) -> Any:
    return run("WebDriver:ExecuteScript", script=code, args=list(arguments))["value"]


def wait(run: Run, condition: str) -> None:
    """Waits until a condition in JavaScript is true."""
    end = monotonic() + PATIENCE
    while not script(run, f"return Boolean({condition})"):
        if monotonic() > end:
            raise AssertionError(f"{condition}: {script(run, 'return document.body.innerText.slice(0, 1000)')}")
        sleep(0.1)


def test_the_explorer_searches(run: Run, address: str) -> None:
    run("WebDriver:Navigate", url=f"{address}explore.html#/quotes?q=security")
    wait(run, "document.querySelectorAll('table.quotes tbody tr').length === 15")
    assert script(run, "return document.querySelector('.result-count').innerText") == "15 of 104 quotes"


def test_the_workbench_drafts_and_edits(run: Run, address: str, site: Path) -> None:
    run("WebDriver:Navigate", url=f"{address}annotate.html")
    wait(run, "document.querySelector('textarea')")
    script(run, FILL, TEXT, "minister-warns")
    # In a call of its own, as the page takes over what was typed between two events.
    script(run, "document.querySelector('button[type=submit]').click()")
    wait(run, "document.querySelector('.work .q') && document.querySelector('.result-ready')")
    assert script(run, "return document.querySelectorAll('.findings .finding').length") == 0
    number = script(run, "return document.querySelectorAll('.quotes li').length")
    script(run, SELECT, "It ended badly")
    wait(run, "document.querySelector('.selection q')?.innerText === 'It ended badly'")
    script(run, "document.querySelector('.selection button.main').click()")
    wait(
        run, f"document.querySelectorAll('.quotes li').length === {number + 1} && document.querySelector('.quote-form')"
    )
    wait(run, "document.querySelector('.findings .finding')")
    assert "no_speaker" in script(run, "return document.querySelector('.findings').innerText")
    assert script(run, "return window.violations") == []
