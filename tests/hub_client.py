"""Programs that talk to the Hub of the tests, each in a separate process configured by its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import commands
from blocquotes.dataset import manifest
from commands import Ran
from hub_repo import Repo
from hub_routes import READ_TOKEN, TOKEN
from hub_server import Hub

ROOT = Path(__file__).parents[1]


NEXT = "99.0.1"
"""The version of the release that the tests publish after the one that is being worked on."""


def content(dist: Path) -> dict[str, bytes]:
    """The files of a release by path."""
    return {name: (dist / name).read_bytes() for name in manifest.file_names(dist)}


def holds(repo: Repo, dist: Path) -> bool:
    """Whether the head of `main` has exactly the files of a release, and the one that the Hub itself put there."""
    return {**content(dist), ".gitattributes": repo.tree.get(".gitattributes")} == repo.tree


def read_manifest(dist: Path) -> dict[str, Any]:
    """The manifest of a release."""
    content: dict[str, Any] = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))
    return content


def summary(dist: Path) -> str:
    """What `verify` says of a release."""
    content = read_manifest(dist)
    rows = sum(table["rows"] for table in content["tables"].values())
    counts = f"{len(content['files']) + 1} files, {len(content['tables'])} tables, {rows:,} rows"
    return f"release {content['version']}: {counts}"


def environment(hub: Hub, room: Path, **settings: str) -> dict[str, str]:
    """The environment of a client of the Hub: its address, a token, and a separate cache below `room`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "HUGGING", "GITHUB_"))}
    return {
        **kept,
        "HF_ENDPOINT": hub.state.url,
        "HF_TOKEN": TOKEN,
        "HF_HOME": str(room / "hf"),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        **settings,
    }


def run(environment: dict[str, str], *arguments: str) -> Ran:
    """Runs Python with the arguments; no token may ever be in what it prints."""
    return watched(subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment))


def blocquotes(environment: dict[str, str], *arguments: str) -> Ran:
    """Runs `blocquotes` with the arguments; no token may ever be in what it prints."""
    return watched(commands.blocquotes(*arguments, env=environment))


def watched(ran: Ran) -> Ran:
    """What a program printed, which must not have a token in it."""
    printed = ran.stdout + ran.stderr
    assert TOKEN not in printed
    assert READ_TOKEN not in printed
    assert "Traceback" not in printed, printed
    return ran


def publish(hub: Hub, dist: Path, *options: str, **settings: str) -> Ran:
    """`blocquotes publish` of a release to org/blocquotes."""
    # Several tests publish the same release at once, each to a Hub of its own.
    settings = environment(hub, dist.parent / f"dist-{hub.server_address[1]}", **settings)
    repo = () if "--repo" in options else ("--repo", "org/blocquotes")
    return blocquotes(settings, "publish", "--dist", str(dist), *repo, *options)
