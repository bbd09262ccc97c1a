"""What the tests of contributing share: commands run in a checkout, and edits of its files."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from blocquotes.cli import main

ARTICLE = "000-no-place-for-military-blocs"
SEED = "000_4f2bc21af30c107d.txt"


def run(root: Path, *arguments: str | Path) -> Result:
    """What `blocquotes ARGUMENTS` prints in a checkout, and its exit code; an exception is a failure of the test."""
    return CliRunner().invoke(main, ["--root", str(root), *map(str, arguments)], catch_exceptions=False)


def git(root: Path, *arguments: str) -> None:
    """Runs git in a checkout."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def commit(root: Path) -> None:
    """Makes a git repository of a checkout, with one commit on main."""
    git(root, "init", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--message", "All")


def path_of(root: Path, article: str = ARTICLE) -> Path:
    """The file of an article."""
    return root / "corpus" / "articles" / f"{article}.json"


def replace(root: Path, old: str, new: str, article: str = ARTICLE) -> None:
    """Replaces words that occur once in an article's file."""
    path = path_of(root, article)
    text = path.read_bytes().decode()
    assert text.count(old) == 1, old
    path.write_bytes(text.replace(old, new).encode())


def edit(root: Path, change: Callable[[Any], None], article: str = ARTICLE) -> None:
    """Changes the value of an article's file, and writes it in no canonical form."""
    path = path_of(root, article)
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def files(root: Path) -> dict[str, bytes]:
    """Every plain file of a checkout outside git's own folder, by path."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if ".git" not in path.parts}
