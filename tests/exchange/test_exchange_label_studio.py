"""Label Studio, the real server: our tasks go in, annotations made through its API come out and into the articles."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from exchange_cases import ROOT, articles, blocquotes

HOME = ROOT / ".venv-label-studio"
PACKAGES = ("label-studio==1.23.2", "label-studio-sdk==2.1.2")
START_SECONDS = 300

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Server:
    """A Label Studio on loopback, and the token of its one user."""

    url: str
    token: str

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One call of its API; the answer's JSON."""
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            text = answer.read()
        return json.loads(text) if text else None


def install(room: Path) -> Path:
    """The command `label-studio`, installed into a separate environment if it is missing, by one worker at a time."""
    done = HOME / "installed.txt"
    wanted = "\n".join(PACKAGES)
    with (room / "label-studio.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists() or done.read_text() != wanted:
            shutil.rmtree(HOME, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
            pip = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *PACKAGES], check=True, timeout=1200)
            done.write_text(wanted)
    return HOME / "bin" / "label-studio"


def free_port() -> int:
    """A port below those that the system hands out, which another test could get while the server starts."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def wait(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    """Returns when the server answers."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"Label Studio did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("label-studio")
    # All workers have the same parent process.
    command, port, token = install(tmp_path_factory.getbasetemp().parent), free_port(), secrets.token_hex(20)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))},
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "DJANGO_DB": "sqlite",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
        "LABEL_STUDIO_USERNAME": "a@example.org",
        "LABEL_STUDIO_PASSWORD": secrets.token_hex(8),
        "LABEL_STUDIO_USER_TOKEN": token,
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
    }
    address = ["--internal-host", "127.0.0.1", "--port", str(port)]
    start = [str(command), "start", "--no-browser", *address, "--data-dir", str(folder)]
    log = folder / "log.txt"
    with log.open("wb") as out:
        # A new session, so that the server can be stopped with all processes that it started.
        process = subprocess.Popen(
            start, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment, cwd=folder, start_new_session=True
        )
        try:
            wait(process, f"http://127.0.0.1:{port}", log)
            yield Server(f"http://127.0.0.1:{port}", token)
        finally:
            stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
    assert process.poll() is not None


@pytest.fixture(scope="module")
def project(server: Server, exchanged: Path) -> int:
    """A project with our configuration and tasks, every prediction made an annotation by the server."""
    wrote = blocquotes(exchanged, "export", *articles(exchanged), "--to", "label-studio", "--output", exchanged / "out")
    assert wrote.returncode == 0, wrote.stderr
    labels = (exchanged / "out" / "labels.xml").read_text(encoding="utf-8")
    project = server.call("POST", "/api/projects", {"title": "BlocQuotes", "label_config": labels})["id"]
    tasks = json.loads((exchanged / "out" / "tasks.json").read_text(encoding="utf-8"))
    imported = server.call("POST", f"/api/projects/{project}/import", tasks)
    assert imported["task_count"] == imported["prediction_count"] == len(articles(exchanged))
    everything = {"selectedItems": {"all": True, "excluded": []}}
    server.call("POST", f"/api/dm/actions?id=predictions_to_annotations&project={project}", everything)
    return int(project)


def export(server: Server, project: int, target: Path) -> Path:
    tasks = server.call("GET", f"/api/projects/{project}/export?exportType=JSON")
    target.write_text(json.dumps(tasks), encoding="utf-8")
    return target


def test_round_trip_through_the_server_changes_nothing(server: Server, project: int, exchanged: Path) -> None:
    before = articles(exchanged)
    result = blocquotes(exchanged, "import", export(server, project, exchanged / "same.json"), "--from", "label-studio")
    assert result.returncode == 0, result.stderr
    assert articles(exchanged) == before
    assert result.stdout.count("unchanged") == len(before)


def answer(control: str, kind: str, value: dict[str, Any], *given: str) -> dict[str, Any]:
    """What an annotator gives in a control of our configuration for the stretch of text in a value."""
    return {
        "id": "FzBPPYn90b",
        "from_name": control,
        "to_name": "text",
        "type": kind,
        "value": value | {kind: list(given)},
    }


def test_work_done_in_the_server_arrives(server: Server, project: int, exchanged: Path) -> None:
    tasks = server.call("GET", f"/api/projects/{project}/export?exportType=JSON")
    task = next(task for task in tasks if task["data"]["article"] == "900-awkward")
    annotation = task["annotations"][0]
    result, text = annotation["result"], task["data"]["text"]
    start = text.index("Café")
    value = {"start": start, "end": start + 9, "text": text[start : start + 9]}
    result += [
        answer("span", "labels", value, "Quote"),
        answer("medium", "choices", value, "writing"),
        answer("speakers", "choices", value, "nato", "china"),
    ]
    server.call("PATCH", f"/api/annotations/{annotation['id']}", {"result": result})
    others = {name: data for name, data in articles(exchanged).items() if name != "900-awkward"}
    imported = blocquotes(
        exchanged, "import", export(server, project, exchanged / "more.json"), "--from", "label-studio"
    )
    assert "quote cafe-news added" in imported.stdout, imported.stderr
    assert "kept from the article" in imported.stderr and "regions" in imported.stderr
    after = articles(exchanged)
    value = json.loads(after.pop("900-awkward"))
    assert after == others
    assert value["quotes"][0] == {
        "id": "cafe-news",
        "type": "indirect",
        "medium": "writing",
        "content": [{"exact": "Café news"}],
        "speakers": ["nato", "china"],
    }
    assert [quote["id"] for quote in value["quotes"]] == ["cafe-news", "done"]


def test_the_server_takes_what_we_refuse(server: Server, project: int, exchanged: Path) -> None:
    """The server checks no offsets, so ours are the only checks."""
    tasks = server.call("GET", f"/api/projects/{project}/export?exportType=JSON")
    annotation = tasks[0]["annotations"][0]
    bad = [{**annotation["result"][0], "value": {"start": 10**6, "end": 10**6 + 3, "text": "xyz", "labels": ["GPE"]}}]
    server.call("PATCH", f"/api/annotations/{annotation['id']}", {"result": bad})
    before = articles(exchanged)
    result = blocquotes(exchanged, "import", export(server, project, exchanged / "bad.json"), "--from", "label-studio")
    assert result.returncode == 1
    assert "no place in the text" in result.stderr
    assert articles(exchanged) == before


def test_nobody_gets_in_without_the_token(server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        Server(server.url, "0" * 40).call("GET", "/api/projects")
    refused.value.close()
    assert refused.value.code == 401
