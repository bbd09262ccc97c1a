"""Every command, with a hostile value in every field that it reads: none of it is printed unescaped."""

import html
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from blocquotes.cli import main
from blocquotes.exchange import READABLE
from conftest import ROOT
from edits import ARTICLE as RECORD
from edits import copy, edit, git, rewrite
from exchange_cases import SUFFIXES
from hub_client import publish
from hub_server import Hub

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


@pytest.mark.slow
@pytest.mark.parametrize(
    "kept", [FREE, frozenset({"exact", "prefix", "name"}), frozenset()], ids=["free", "words", "all"]
)
def test_records_with_hostile_fields_print_nothing_raw(kept: frozenset[str], tmp_path: Path) -> None:
    plain, root = copy(tmp_path / "plain"), copy(tmp_path / "root")
    chosen = [root / ANNOTATED, *(root / "corpus" / "passes" / "a").glob("000-*.json")]
    chosen += [sorted((root / "corpus" / part).glob("*.json"))[0] for part in ("entities", "outlets", "utterances")]
    for path in chosen:
        value = hostile(json.loads(path.read_text(encoding="utf-8")), kept)
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    (root / "corpus" / "articles" / "\x1b[31m::error::\u202e.json").write_text("{}")
    for command in COMMANDS:
        assert_harmless(invoked(root, *command.format(room=tmp_path, root=root, plain=plain).split()))


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
    folder = release_with(withheld, tmp_path / "release", change)
    for command in (
        f"verify {folder}",
        f"diff {withheld} {folder}",
        f"diff {withheld} {folder} --format markdown",
        f"hydrate {folder} --seeds {ROOT / 'seeds'} --output {tmp_path / 'full'}",
    ):
        assert_harmless(invoked(ROOT, *command.split()))


GOLD = (
    {"doc_id": HOSTILE, "text": HOSTILE, "quotes": [{"content": [[0, 3]], "cue": [[0, 1]], "speaker": HOSTILE}]},
    {"doc_id": HOSTILE, "text": HOSTILE, "quotes": [{"content": [[0, HOSTILE]]}]},
    {"doc_id": HOSTILE, HOSTILE: 1},
    {"doc_id": HOSTILE, "text": 5, "quotes": HOSTILE},
)


@pytest.mark.parametrize("line", GOLD)
@pytest.mark.parametrize("form", ["", "--list", "--json"])
def test_gold_files_with_hostile_fields_print_nothing_raw(line: Any, form: str, tmp_path: Path) -> None:
    other = {"doc_id": HOSTILE, "text": HOSTILE, "quotes": []}
    for name, value in (("gold", line), ("pred", other)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(value) + "\n", encoding="utf-8")
    (tmp_path / "::error::\x1b[31m.jsonl").write_text(json.dumps(line) + "\n" + json.dumps(line) + "\n")
    for gold in ("gold.jsonl", "::error::\x1b[31m.jsonl"):
        assert_harmless(invoked(ROOT, "evaluate", str(tmp_path / gold), str(tmp_path / "pred.jsonl"), *form.split()))


def assert_harmless(output: str) -> None:
    """Something is said, and nothing of it raw."""
    assert output
    assert not RAW.search(output), (RAW.search(output), output[:2000])


NAME = "\x1b[31m ##[error] ::x\n::error::\u202e"
"""A file's name that is as hostile as a name can be."""

PAGE = """<html><head><title>{0}</title><meta property="og:site_name" content="{0}"><meta name="author" content="{0}">
<meta property="article:published_time" content="{0}"></head><body><article><h1>{0}</h1>{1}</article></body></html>"""

TEXTS = (
    HOSTILE,
    f"{HOSTILE}\n\n“We say no, {HOSTILE},” said the minister, Lia Tan. {HOSTILE}\n",
    f"Minister says no\n\n“We say no,” said Lia {NAME} Tan of the {NAME} Party. “That,” Tan said, “is all.”\n",
)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["suggest", "new article --id one"])
@pytest.mark.parametrize("suffix", ["txt", "html", "csv"])
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_texts_with_hostile_words_print_nothing_raw(command: str, suffix: str, text: str, checkout: Path) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in (text * 3).split("\n\n"))
    data = PAGE.format(text.replace('"', ""), paragraphs) if suffix == "html" else text
    for name in (f"one.{suffix}", f"{NAME}.{suffix}"):
        path = checkout / name
        path.write_text(data, encoding="utf-8")
        assert_harmless(invoked(checkout, *command.split(), str(path)))
    if command == "suggest":
        assert_harmless(invoked(checkout, "suggest", str(checkout / "one.txt"), str(checkout / f"{NAME}.{suffix}")))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
@pytest.mark.parametrize("row", [(HOSTILE, HOSTILE), ("a", None), (None, HOSTILE), (HOSTILE, None)], ids=range(4))
def test_tables_of_hostile_texts_print_nothing_raw(suffix: str, row: tuple[Any, Any], tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"id": row[0], "text": row[1]}, {"id": HOSTILE, "text": HOSTILE}, {"id": HOSTILE, "text": "x"}]
    for name, keys in (("one", ("id", "text")), (NAME, ("id", "text")), ("other", ("id", HOSTILE))):
        path = tmp_path / f"{name}.{suffix}"
        renamed = [dict(zip(keys, row.values(), strict=True)) for row in rows]
        if suffix == "jsonl":
            lines = [*map(json.dumps, renamed), HOSTILE, json.dumps({HOSTILE: 1})]
            path.write_text("\n".join(lines), encoding="utf-8")
        else:
            pq.write_table(pa.Table.from_pylist(renamed), path)
        assert_harmless(invoked(ROOT, "suggest", str(path), "--output", str(tmp_path / "out")))
        assert_harmless(invoked(ROOT, "suggest", str(path), "--output", str(tmp_path / NAME)))


ARGUMENTS = (
    ("new", "entity", "{}", "--name", "{}", "--type", "{}", "--description", "{}", "--alias", "{}", "--of", "{}"),
    ("new", "entity", "sea-wire", "--name", "{}", "--type", "ORG", "--description", "{}", "--alias", "{}"),
    ("new", "entity", "sea-wire", "--name", "A", "--type", "{}", "--description", "An agency", "--wikidata", "{}"),
    ("new", "outlet", "{}", "--name", "{}", "--kind", "{}", "--description", "{}", "--domain", "{}"),
    ("new", "outlet", "sea-wire", "--name", "{}", "--kind", "agency", "--description", "{}", "--country", "{}"),
    ("new", "utterance", "{}", "--paraphrase", "{}", "--speaker", "{}", "--occasion", "{}"),
    ("new", "utterance", "said", "--paraphrase", "{}", "--speaker", "vladimir-putin", "--occasion", "{}"),
    ("new", "article", "{}", "--id", "{}"),
    ("explain", "{}"),
    ("check", "{}"),
    ("fmt", "{}"),
    ("fix", "{}"),
    ("anchor", "{}", "{}"),
    ("anchor", ARTICLE, "{}"),
    ("preview", "{}"),
    ("preview", "--changed", "{}"),
    ("preview", "--output", "{}.html"),
    ("export", "{}", "--to", "brat"),
    ("export", ARTICLE, "--to", "brat", "--output", "{}"),
    ("import", "{}", "--from", "brat"),
    ("agree", "{}", "{}"),
    ("evaluate", "{}", "{}"),
    ("build", "--output", "{}"),
    ("build", "--exclude", "{}"),
    ("diff", "{}", "{}"),
    ("release", "{}"),
    ("verify", "{}"),
    ("verify", "{}@{}"),
    ("hydrate", "{}", "--seeds", "{}"),
    ("publish", "--repo", "{}", "--dist", "{}"),
    ("entity", "accept", "{}", "--description", "{}"),
    ("entity", "accept", "nato", "{}"),
    ("entity", "rename", "{}", "{}"),
    ("entity", "rename", "nato", "{}"),
    ("entity", "merge", "{}", "--into", "nato"),
    ("entity", "merge", "nato", "--into", "{}"),
    ("sqlite", "{}", "--output", "{}"),
    ("attest", "{}", "--key", "{}"),
    ("reproduce", "{}", "{}"),
    ("site", "{}", "--output", "{}"),
    ("site", "--repository", "{}", "--address", "{}"),
    ("suggest", "{}", "--output", "{}", "--id-column", "{}", "--keep", "{}"),
    ("suggest", "README.md", "--output", "{}"),
    ("suggest", "-", "--from", "{}", "--output", "{}"),
    ("suggest", "docs/guidelines.md", "--id", "{}"),
    ("evaluate", "challenge", "{}"),
    ("evaluate", "reviews", "{}"),
    ("diff", "HEAD", ".", "--html", "{}"),
)
"""Commands with a hostile argument in every place."""


@pytest.mark.slow
@pytest.mark.parametrize("arguments", ARGUMENTS, ids=map(" ".join, ARGUMENTS))
def test_hostile_arguments_are_never_printed_raw(
    arguments: tuple[str, ...], checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    assert_harmless(invoked(checkout, *(part.format(NAME, NAME) for part in arguments)))


def invoked(root: Path, *arguments: str) -> str:
    """What a command prints, whose arguments may hold anything.

    As on a terminal: elsewhere, click removes the escapes that colour words, which hides that they are printed.
    """
    result = CliRunner().invoke(main, ["--root", str(root), *arguments], color=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


@pytest.mark.parametrize("arguments", [("verify", "{}"), ("import", "{}", "--from", "brat"), ("{}",), ("--{}",)])
def test_some_hostile_arguments_are_not_printed_raw(arguments: tuple[str, ...]) -> None:
    assert_harmless(invoked(ROOT, *(part.format(NAME) for part in arguments)))


@pytest.mark.slow
@pytest.mark.parametrize("form", READABLE)
def test_files_of_tools_with_hostile_fields_print_nothing_raw(form: str, checkout: Path) -> None:
    invoked(checkout, "export", ARTICLE, "--to", form, "--output", str(checkout / "out"))
    (path,) = (path for path in sorted((checkout / "out").iterdir()) if path.suffix.lstrip(".") in SUFFIXES[form])
    before = path.read_text(encoding="utf-8")
    for i, text in enumerate(hostile_copies(path.suffix, before)):
        other = path.with_name(f"{NAME}{path.suffix}" if i == 0 else path.name)
        other.write_text(text, encoding="utf-8")
        assert_harmless(invoked(checkout, "import", str(other), "--from", form))
    assert_harmless(invoked(checkout, "check"))


def hostile_copies(suffix: str, text: str) -> Iterator[str]:
    """The file of a tool with a hostile value in place of every string, of those of one key, or of one word."""
    try:
        value = json.loads(text)
    except ValueError:
        words = sorted(set(re.findall(r"\w{4,}", text)))
        quoted = HOSTILE if suffix == ".ann" else html.escape(HOSTILE.translate(dict.fromkeys(range(32), " ")))
        yield from (re.sub(rf"\b{word}\b", lambda _: quoted, text) for word in words[:: max(len(words) // 20, 1)])
        return
    yield json.dumps(hostile(value))
    for key in sorted(keys(value)):
        yield json.dumps(hostile(value, frozenset({key})))


def keys(value: Any) -> set[str]:
    """All keys of a JSON value."""
    if isinstance(value, dict):
        return {*value, *(key for part in value.values() for key in keys(part))}
    return {key for part in value for key in keys(part)} if isinstance(value, list) else set()


def spoil(root: Path, name: str, change: Callable[[str], str]) -> None:
    path = root / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


RELEASED: tuple[Callable[[Path], object], ...] = (
    lambda root: rewrite("entities/nato", description=HOSTILE, aliases=[HOSTILE])(root),
    lambda root: edit(root, RECORD, lambda value: value["quotes"][0].update(note=HOSTILE, paraphrase=HOSTILE)),
    lambda root: (root / "VERSION").write_text(HOSTILE),
    lambda root: spoil(
        root, "CHANGELOG.md", lambda text: text.replace("## [Unreleased]", f"## [Unreleased]\n\n{HOSTILE}")
    ),
    lambda root: spoil(root, "CITATION.cff", lambda text: f"version: {HOSTILE}\n{text}"),
    lambda root: (root / "corpus" / "tombstones.json").write_text(
        json.dumps([{"kind": HOSTILE, "id": HOSTILE, "reason": HOSTILE, "version": HOSTILE}])
    ),
    lambda root: (root / "corpus" / "entities" / "nato.json").unlink(),
    lambda root: (root / NAME).write_text("x"),
)
"""What a release meets: hostile fields of records and of the files that name the version."""


@pytest.mark.slow
@pytest.mark.parametrize("spoiled", RELEASED, ids=range(len(RELEASED)))
@pytest.mark.parametrize("is_committed", [True, False])
def test_releases_of_hostile_records_print_nothing_raw(
    spoiled: Callable[[Path], object], is_committed: bool, root: Path
) -> None:
    spoiled(root)
    if is_committed:
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", HOSTILE)
    for arguments in (("release", "auto", "--dry-run"), ("diff", "v1.0.0", "HEAD"), ("release", "patch"), ("build",)):
        assert_harmless(invoked(root, *arguments))


@pytest.mark.slow
@pytest.mark.parametrize(
    "where",
    ["GET .*/revision/main", "GET .*/refs", "GET .*/tree/", "POST .*/commit/main", "GET .*/resolve/", "POST .*/tag/"],
)
def test_a_hub_with_hostile_answers_prints_nothing_raw(where: str, hub_with_release: Hub, next_dist: Path) -> None:
    hub_with_release.order("hostile", where)
    ran = publish(hub_with_release, next_dist)
    assert (ran.returncode in (1, 2), hub_with_release.faults[0].times) == (True, 0)
    assert_harmless(ran.stdout + ran.stderr)


@pytest.mark.slow
def test_a_repository_with_hostile_names_prints_nothing_raw(hub_with_release: Hub, next_dist: Path) -> None:
    repo = hub_with_release.repo
    repo.push(
        {NAME: b"x", f"data/{NAME}.parquet": b"x", "manifest.json": json.dumps(hostile({"files": {"a": "b"}})).encode()}
    )
    repo.tags |= {NAME: repo.branches["main"]}
    for options in (("--dry-run",), (), ("--create-pr",)):
        ran = publish(hub_with_release, next_dist, *options)
        assert_harmless(ran.stdout + ran.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("change", ["manifest", "names", "files", "tools", "tombstones", "schema"])
def test_publishing_a_hostile_release_prints_nothing_raw(change: str, hub: Hub, withheld: Path, tmp_path: Path) -> None:
    ran = publish(hub, release_with(withheld, tmp_path / "release", change), "--create")
    assert_harmless(ran.stdout + ran.stderr)
