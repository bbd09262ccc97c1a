"""Small edits of a copy of the real corpus, as contributors make them, for the tests of versions."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from blocquotes.edit import fmt
from blocquotes.layout import Layout
from blocquotes.versions import state
from blocquotes.versions.state import State
from blocquotes.versions.summary import Summary, summarise

ROOT = Path(__file__).parents[1]

# The phenomenon of the challenge set that smaller corpora have.
CHALLENGE = "reported-questions.json"

CHECKOUT = ("corpus", "schema", "seeds", "docs")
BESIDE = ("README.md", "DATASHEET.md", "LICENSE-DATA", "VERSION", "CHANGELOG.md", "CITATION.cff")

ARTICLE = "articles/000-no-place-for-military-blocs"
OTHER = "articles/001-no-place-for-military-blocs"


def copy(folder: Path) -> Path:
    """A copy of the checkout's data and documents, of the challenge set one phenomenon.

    The challenge set has more quotes than the articles, and takes longer to check.
    """
    for name in CHECKOUT:
        shutil.copytree(ROOT / name, folder / name)
    for path in (folder / "corpus" / "challenge").glob("*.json"):
        if path.name != CHALLENGE:
            path.unlink()
    for name in BESIDE:
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def edit(checkout: Path, record: str, change: Callable[[Any], object]) -> None:
    """Changes the JSON value of a record, named by its path below corpus/ without .json."""
    path = checkout / "corpus" / f"{record}.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def rewrite(record: str, **fields: Any) -> Callable[[Path], None]:
    """The edit that gives fields of a record other values."""
    return lambda checkout: edit(checkout, record, lambda value: value.update(fields))


def of(items: list[Any], **fields: Any) -> Any:
    """The one item of a list that has these values."""
    (found,) = (item for item in items if all(item.get(key) == value for key, value in fields.items()))
    return found


def set_(key: str, value: Any) -> Callable[[Any], object]:
    """The change of a field."""
    return lambda found: found.update({key: value})


def drop(key: str) -> Callable[[Any], object]:
    """The change that leaves a field out."""
    return lambda found: found.pop(key)


def without(list_: str, **fields: Any) -> Callable[[Any], object]:
    """The change that removes an item of a list."""
    return lambda value: value[list_].remove(of(value[list_], **fields))


def quote(id_: str, change: Callable[[Any], object], article: str = ARTICLE) -> Callable[[Path], None]:
    """The edit that changes a quote of an article."""
    return lambda checkout: edit(checkout, article, lambda value: change(of(value["quotes"], id=id_)))


def mention(exact: str, change: Callable[[Any], object], **fields: Any) -> Callable[[Path], None]:
    """The edit that changes a line of the mentions of the first article."""
    return lambda checkout: edit(checkout, ARTICLE, lambda value: change(of(value["mentions"], exact=exact, **fields)))


def bury(checkout: Path, kind: str, id_: str, version: str, reason: str = "Merged into nato.") -> None:
    """Adds a tombstone."""
    path = checkout / "corpus" / "tombstones.json"
    value: Any = {"$schema": "../schema/tombstones.schema.json", "tombstones": []}
    if path.exists():
        value = json.loads(path.read_text(encoding="utf-8"))
    value["tombstones"].append({"kind": kind, "id": id_, "reason": reason, "version": version})
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def tidy(checkout: Path) -> None:
    """Brings every record into canonical form."""
    layout = Layout(checkout)
    fmt.write(layout, [one.change for one in fmt.formatted(layout, (), 1, 0) if one.change])


def git(root: Path, *arguments: str) -> str:
    """What a git command prints."""
    return subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True, text=True).stdout.strip()


@cache
def real_state() -> State:
    """The real corpus as `diff` reads it, once for all tests, in memory; of the challenge set one phenomenon."""
    with TemporaryDirectory() as folder:
        found = state.read(Layout(ROOT), str(copy(Path(folder))))
        return replace(found, name=str(ROOT), rows={table: list(rows) for table, rows in found.rows.items()})


def read(folder: Path) -> State:
    """The state of a folder."""
    return state.read(Layout(ROOT), str(folder))


def changed(base: State, change: Callable[[Any], object]) -> Summary:
    """What differs after a change of the rows of a state."""
    rows = tables(base)
    change(rows)
    return summarise(base, replace(base, rows=rows))


def tables(state: Any) -> Mapping[str, list[dict[str, Any]]]:
    """A copy of the rows of a state that a test may change."""
    copied: Mapping[str, list[dict[str, Any]]] = json.loads(json.dumps({t: list(r) for t, r in state.rows.items()}))
    return copied
