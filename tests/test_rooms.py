"""What a room may not do, besides importing upward: reach the network, print, end the program."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "scripts" / "blocquotes"
FILES = sorted(PACKAGE.rglob("*.py"))

NETWORK = frozenset(
    [
        "aiohttp",
        "ftplib",
        "http",
        "httpx",
        "huggingface_hub",
        "model_signing",
        "sigstore",
        "requests",
        "smtplib",
        "socket",
        "ssl",
        "urllib3",
        "urllib.request",
        "xmlrpc",
    ]
)

SAYING = (
    "click.echo",
    "click.secho",
    "print",
    "sys.stderr",
    "sys.stdout",
    "sys.exit",
    "os._exit",
    "SystemExit",
    "exit",
)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a file imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def named(tree: ast.AST) -> Iterator[str]:
    """The names, and names of a module, that a file uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


REACHING = {"proof/signature.py": {"model_signing", "sigstore"}, "site/server.py": {"http"}}
"""The modules outside `publish` that may, and with what: keyless signatures, and serving the site on loopback."""


def reaches_the_network(tree: ast.AST) -> list[str]:
    return [name for name in imported(tree) if any(name == net or name.startswith(f"{net}.") for net in NETWORK)]


def prints_or_exits(tree: ast.AST) -> list[str]:
    return [name for name in (*named(tree), *imported(tree)) if name in SAYING]


def test_what_is_looked_for_is_found() -> None:
    written = (
        "from huggingface_hub import HfApi\nimport urllib.request\nfrom urllib import request\nfrom urllib import parse"
    )
    assert len(reaches_the_network(ast.parse(written))) == 4
    written = "import sys\nprint(1)\nclick.echo(2)\nsys.exit(3)\nraise SystemExit\nfrom sys import exit"
    assert len(prints_or_exits(ast.parse(written))) == 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_publish_reaches_the_network_and_only_cli_prints_or_ends_the_program(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reached = {name.partition(".")[0] for name in reaches_the_network(tree)}
    allowed = REACHING.get(path.relative_to(PACKAGE).as_posix(), set())
    assert room(path) == "publish" or reached == allowed
    assert room(path) in ("cli", "__main__") or not prints_or_exits(tree)
