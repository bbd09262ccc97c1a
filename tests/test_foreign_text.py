"""Every command, with a hostile value in every field that it reads: none of it is printed unescaped."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from blocquotes.cli import main
from conftest import copy_checkout

HOSTILE = "x\x1b[31m\x1b]0;title\x07 ##[error]y ::error::z\n::warning::w\r\x9b\u202e\u2066\u200b end"
ARTICLE = "000-no-place-for-military-blocs"
ANNOTATED = f"corpus/articles/{ARTICLE}.json"

RAW = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|##\[|^\s*::", re.MULTILINE
)
"""What begins a command of a terminal or of a log, or turns text around."""

COMMANDS = (
    "check",
    "check --format json",
    "check --format markdown",
    "fmt --check",
    "docs --check",
    f"preview {ARTICLE} --output {{room}}/page.html",
    f"export {ARTICLE} --to brat --output {{room}}/brat",
    "agree a articles --list",
    "agree a articles --json",
    "evaluate articles a --list",
    "evaluate articles a --list --json",
    "build --output {room}/dist",
    "diff {plain} {root}",
    "diff {plain} {root} --format markdown",
    "diff {plain} {root} --format json",
    "anchor " + ARTICLE + " Putin",
)


def hostile(value: Any, kept: frozenset[str] = frozenset(), key: str = "") -> Any:
    """A JSON value with a hostile one in place of every string, or of those whose key is kept."""
    if isinstance(value, dict):
        return {name: hostile(part, kept, name) for name, part in value.items()}
    if isinstance(value, list):
        return [hostile(part, kept, key) for part in value]
    return HOSTILE if isinstance(value, str) and (not kept or key in kept) else value


FREE = frozenset({"note", "paraphrase", "description", "reasoning", "occasion", "aliases", "wikidata_evidence"})
"""Fields of free words, with which a record stays as sound as it was or nearly so."""


def ran(root: Path, command: str) -> str:
    result = CliRunner().invoke(main, ["--root", str(root), *command.split()])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def texts(root: Path, room: Path, plain: Path) -> Iterator[tuple[str, str]]:
    for command in COMMANDS:
        yield command, ran(root, command.format(room=room, root=root, plain=plain))


@pytest.mark.slow
@pytest.mark.parametrize(
    "kept", [FREE, frozenset({"exact", "prefix", "name"}), frozenset()], ids=["free", "words", "all"]
)
def test_records_with_hostile_fields_print_nothing_raw(kept: frozenset[str], tmp_path: Path) -> None:
    plain, root = copy_checkout(tmp_path / "plain"), copy_checkout(tmp_path / "root")
    chosen = [root / ANNOTATED, *(root / "corpus" / "passes" / "a").glob("000-*.json")]
    chosen += [sorted((root / "corpus" / part).glob("*.json"))[0] for part in ("entities", "outlets", "utterances")]
    for path in chosen:
        value = hostile(json.loads(path.read_text(encoding="utf-8")), kept)
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    (root / "corpus" / "articles" / "\x1b[31m::error::\u202e.json").write_text("{}")
    for command, output in texts(root, tmp_path, plain):
        assert not RAW.search(output), (command, RAW.search(output), output[:2000])


def release_with(release: Path, target: Path, change: str) -> Path:
    folder = Path(shutil.copytree(release, target))
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    if change == "manifest":
        content = hostile(content)
    elif change == "names":
        content["files"] |= {HOSTILE: {"bytes": 1, "sha256": "0" * 64}}
        content["tables"][HOSTILE] = {"rows": 1, "rows_sha256": "0" * 64}
    elif change == "files":
        (folder / "\x1b[31m ##[error] ::x\n::error::\u202e").write_text("x")
    elif change == "tools":
        content["tools"]["pyarrow"] = HOSTILE
    elif change == "tombstones":
        content["tombstones"] = [{"kind": HOSTILE[:40], "id": HOSTILE, "reason": HOSTILE, "version": HOSTILE[:40]}]
    elif change == "schema":
        schema = folder / "schema" / "outlets.schema.json"
        value = json.loads(schema.read_text(encoding="utf-8"))
        value["properties"][HOSTILE] = {"pattern": HOSTILE, "$ref": HOSTILE}
        schema.write_text(json.dumps(value))
        content["files"]["schema/outlets.schema.json"]["bytes"] = schema.stat().st_size
    path.write_text(json.dumps(content), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("change", ["manifest", "names", "files", "tools", "tombstones", "schema"])
def test_releases_with_hostile_fields_print_nothing_raw(change: str, withheld: Path, tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    folder = release_with(withheld, tmp_path / "release", change)
    for command in (
        f"verify {folder}",
        f"diff {withheld} {folder}",
        f"diff {withheld} {folder} --format markdown",
        f"hydrate {folder} --seeds {root / 'seeds'} --output {tmp_path / 'full'}",
    ):
        output = ran(root, command)
        assert output
        assert not RAW.search(output), (command, RAW.search(output), output[:2000])


GOLD = (
    {"doc_id": HOSTILE, "text": HOSTILE, "quotes": [{"content": [[0, 3]], "cue": [[0, 1]], "speaker": HOSTILE}]},
    {"doc_id": HOSTILE, "text": HOSTILE, "quotes": [{"content": [[0, HOSTILE]]}]},
    {"doc_id": HOSTILE, HOSTILE: 1},
    {"doc_id": HOSTILE, "text": 5, "quotes": HOSTILE},
)


@pytest.mark.parametrize("line", GOLD)
@pytest.mark.parametrize("form", ["", "--list", "--json"])
def test_gold_files_with_hostile_fields_print_nothing_raw(line: Any, form: str, tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    other = {"doc_id": HOSTILE, "text": HOSTILE, "quotes": []}
    for name, value in (("gold", line), ("pred", other)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(value) + "\n", encoding="utf-8")
    (tmp_path / "::error::\x1b[31m.jsonl").write_text(json.dumps(line) + "\n" + json.dumps(line) + "\n")
    for gold in ("gold.jsonl", "::error::\x1b[31m.jsonl"):
        output = ran(root, f"evaluate {tmp_path / gold} {tmp_path / 'pred.jsonl'} {form}")
        assert output
        assert not RAW.search(output), (RAW.search(output), output[:2000])
