"""Releases tampered with by the thousand: verify, diff and hydrate never end in a traceback, a hang or all memory.

    python tests/fuzz_releases.py RELEASE NUMBER [FIRST]

RELEASE is a built release without texts. Each seed gives the same tampered release on every run.
"""

import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from blocquotes.dataset.manifest import sha256
from blocquotes.layout import Layout
from blocquotes.verify import hydrate, listing, release_check
from blocquotes.versions import diff, state
from watched import Report, watched

ROOT = Path(__file__).parents[1]

MEMORY = Path("/dev/shm")

Change = Callable[[random.Random, Path], None]

ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**31, 10**19, 10**400, 1e308, 0.5, "", "x", [], {}, [[]], {"$ref": "#"}),
    *("../../etc/passwd", "/etc/passwd", "a/../../b", "\x1b[31m", "::error::x", "##[error]x", "\u202e", "a" * 5000),
)
PATTERNS = ("(a+)+$", "(", "^(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "\\", "[", "(?P<x>a)(?P=x)+", ".*" * 50)
REFERENCES = ("#", "#/$defs/none", "x.schema.json", "http://127.0.0.1:1/x", "file:///etc/passwd", "#/required/0", "\0")


def load(path: Path) -> Any:
    return json.loads(_plain(path).read_text(encoding="utf-8"))


def dump(path: Path, value: Any) -> None:
    _plain(path).write_text(json.dumps(value), encoding="utf-8")


def _plain(path: Path) -> Path:
    """The path, if it is a file: a change before may have made it a pipe, which never opens, or a link to a device."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return path


def vouch(folder: Path) -> None:
    """Updates the manifest to the files as they are, so that their contents are checked."""
    path = folder / "manifest.json"
    try:
        content = load(path)
        files = content["files"]
        for name in listing.file_names(folder):
            if name != "manifest.json":
                size = (folder / name).stat().st_size
                digest = sha256(folder / name) if size < 2**28 else "0" * 64
                files[name] = {"bytes": size, "sha256": digest}
        dump(path, content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return


def any_file(chance: random.Random, folder: Path, ending: str = "") -> Path:
    found = sorted(path for path in folder.rglob(f"*{ending}") if path.is_file() and not path.is_symlink())
    return chance.choice(found)


def flip_bytes(chance: random.Random, folder: Path, ending: str = ".parquet") -> None:
    path = any_file(chance, folder, ending)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        # The footer and the headers of pages are small, so the end is chosen more often.
        at = chance.randrange(len(data)) if chance.random() < 0.6 else -1 - chance.randrange(min(len(data), 4000))
        data[at] = chance.randrange(256)
    path.write_bytes(bytes(data))


def cut(chance: random.Random, folder: Path) -> None:
    path = any_file(chance, folder)
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])


def change_json(chance: random.Random, value: Any, odd: tuple[Any, ...] = ODD) -> Any:
    """A JSON value with one value anywhere in it dropped, renamed, doubled or replaced."""
    at, key = value, None
    while isinstance(at, (dict, list)) and at and (key is None or chance.random() < 0.8):
        parent, key = at, chance.choice(list(at) if isinstance(at, dict) else range(len(at)))
        at = parent[key]
    if key is None:
        return chance.choice(odd)
    kind = chance.randrange(4)
    if kind == 0:
        del parent[key]
    elif kind == 1 and isinstance(parent, dict):
        parent[str(chance.choice(odd))[:300]] = parent.pop(key)
    else:
        parent[key] = chance.choice(odd)
    return value


def tamper_manifest(chance: random.Random, folder: Path) -> None:
    content = load(folder / "manifest.json")
    for _ in range(chance.choice((1, 1, 3))):
        content = change_json(chance, content)
    dump(folder / "manifest.json", content)


def tamper_schema(chance: random.Random, folder: Path) -> None:
    path = any_file(chance, folder / "schema")
    content = load(path)
    for _ in range(chance.choice((1, 1, 3))):
        content = change_json(chance, content)
    dump(path, content)
    other_version(chance, folder)


def other_version(chance: random.Random, folder: Path) -> None:
    """Gives the release another version, so that its schemas are not compared with ours."""
    content = load(folder / "manifest.json")
    content["version"] = "9.9.9"
    dump(folder / "manifest.json", content)


def break_schema(chance: random.Random, folder: Path) -> None:
    """A reference or a pattern that no schema may have, somewhere."""
    path = any_file(chance, folder / "schema")
    text = path.read_text(encoding="utf-8")
    key, value = chance.choice([("pattern", chance.choice(PATTERNS)), ("$ref", chance.choice(REFERENCES))])
    places = [i for i in range(len(text)) if text.startswith('"type":', i)] or [1]
    at = chance.choice(places)
    path.write_text(f"{text[:at]}{json.dumps(key)}: {json.dumps(value)}, {text[at:]}", encoding="utf-8")
    other_version(chance, folder)


def grow_schema(chance: random.Random, folder: Path) -> None:
    """References that double at each step, in a table's columns or at one place."""
    path = any_file(chance, folder / "schema")
    content = load(path)
    if not isinstance(content.get("properties"), dict):
        return
    for i in range(40):
        again = {"$ref": f"#/properties/x{i + 1}"}
        nested = {"type": "object", "description": "x", "properties": {"a": again, "b": again}}
        content["properties"][f"x{i}"] = chance.choice(({"allOf": [again, again]}, nested))
    content["properties"]["x40"] = {"type": "string", "description": "x"}
    dump(path, content)
    other_version(chance, folder)


def swap(chance: random.Random, folder: Path) -> None:
    """A file that is a link, a pipe, a folder, a hole or huge."""
    path = any_file(chance, folder)
    path.unlink()
    kind = chance.randrange(7)
    if kind == 0:
        path.symlink_to("/etc/passwd")
    elif kind == 1:
        path.symlink_to("/dev/zero")
    elif kind == 2:
        os.mkfifo(path)
    elif kind == 3:
        path.mkdir()
        (path / "x").write_text("x")
    elif kind == 4:
        path.symlink_to(path.name)
    elif kind == 5:
        with path.open("wb") as file:
            file.truncate(2**40)
    else:
        shutil.rmtree(path.parent) if path.parent != folder else None
        os.mkfifo(path.parent) if path.parent != folder else None


def swap_folder(chance: random.Random, folder: Path) -> None:
    """A folder that is a link, to another or in a circle."""
    path = chance.choice([path for path in sorted(folder.rglob("*")) if path.is_dir() and not path.is_symlink()])
    moved = folder.parent / f"{folder.name}-moved"
    shutil.move(path, moved)
    path.symlink_to(chance.choice((moved, folder, Path("/proc"))), target_is_directory=True)


def odd_names(chance: random.Random, folder: Path) -> None:
    names = ("\x1b[31m.txt", "::error::x", "-rf", "a\nb", "\u202e.parquet", ".hidden", "n" * 200)
    (folder / chance.choice(names)).write_text("x")
    if chance.random() < 0.3:
        (folder / os.fsdecode(b"\xff\xfe")).write_text("x")


def rewrite_rows(chance: random.Random, folder: Path) -> None:
    """Rows with values that no build would write, in files and a manifest that fit them."""
    path = any_file(chance, folder, ".parquet")
    schema = pq.read_schema(path)
    rows = pq.read_table(path).to_pylist()
    for _ in range(chance.choice((1, 5, 50))):
        row = chance.choice(rows)
        change_json(chance, row, (None, 0, -1, 2**31 - 1, -(2**31), "", "::error::x\x1b[31m", "../../etc/passwd", []))
    for odd in range(chance.choice((0, 0, 3))):
        rows.append({**rows[odd % len(rows)]})
    try:
        table = pa.Table.from_pylist(rows, schema=schema)
    except (pa.ArrowException, TypeError, ValueError, OverflowError, AttributeError):
        return
    pq.write_table(table, path, use_dictionary=chance.random() < 0.5, row_group_size=chance.choice((1, 7, 1000)))
    retell(folder, path)


def retell(folder: Path, path: Path) -> None:
    """Updates the rows and the checksum of a table in the manifest."""
    from blocquotes.dataset import manifest

    table = path.parent.name
    rows = [json.loads(json.dumps(row, default=str)) for row in pq.read_table(path).to_pylist()]
    content = load(folder / "manifest.json")
    digest = manifest.rows_sha256(Layout(folder), table, rows)
    content["tables"][table] |= {"rows": len(rows), "rows_sha256": digest}
    dump(folder / "manifest.json", content)


def other_columns(chance: random.Random, folder: Path) -> None:
    path = any_file(chance, folder, ".parquet")
    table = pq.read_table(path)
    name = chance.choice(table.column_names)
    at = table.column_names.index(name)
    kinds = (pa.nulls(len(table)), pa.array([1] * len(table)), pa.array([b"\xff"] * len(table)))
    made = table.remove_column(at) if chance.random() < 0.3 else table.set_column(at, name, chance.choice(kinds))
    pq.write_table(made, path)


def bomb(chance: random.Random, folder: Path) -> None:
    """A small file that expands to gigabytes: one long word, or null after null."""
    path = any_file(chance, folder, ".parquet")
    schema = pq.read_schema(path)
    number = chance.choice((1000, 20_000, 300_000))
    columns = []
    for column in schema:
        is_word = column.type == pa.string() and chance.random() < 0.2
        words = pa.array(["x" * chance.choice((10, 100_000, 1_000_000))])
        taken = pa.DictionaryArray.from_arrays(pa.array([0] * number, pa.int32()), words)
        columns.append(taken if is_word else pa.nulls(number, column.type))
    dictionaries = pa.table(columns, names=schema.names)
    pq.write_table(dictionaries, path, compression="zstd", store_schema=False)
    content = load(folder / "manifest.json")
    content["tables"][path.parent.name]["rows"] = number
    dump(folder / "manifest.json", content)


def tamper_card(chance: random.Random, folder: Path) -> None:
    path = folder / "README.md"
    text = path.read_text(encoding="utf-8")
    kind = chance.randrange(5)
    if kind == 0:
        bombs = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9) if i else 'x'}]\n" for i in range(12))
        text = text.replace("---\n", f"---\n{bombs}", 1)
    elif kind == 1:
        text = text.replace("configs:\n", "configs:\n" + "- {a: 1}\n" * 100_000, 1)
    elif kind == 2:
        text = text.replace("---\n", "---\n" + "[" * 5000 + "\n", 1)
    elif kind == 3:
        text = text.replace(
            "---\n", f"---\nx: {chance.choice(('2001-99-99', '!!python/object:os.system x', '9' * 5000))}\n", 1
        )
    else:
        lines = text.split("\n")
        lines[chance.randrange(len(lines))] = chance.choice(("<!-- generated: none -->", "? x", "\t", "&a *a", "%"))
        text = "\n".join(lines)
    path.write_text(text, encoding="utf-8")


def tamper_document(chance: random.Random, folder: Path) -> None:
    path = folder / chance.choice(("DATASHEET.md", "README.md", "LICENSE-DATA"))
    kind = chance.randrange(3)
    if kind == 0:
        path.write_bytes(path.read_bytes() + b"<!-- generated: counts -->\n" * 50_000)
    elif kind == 1:
        path.write_bytes(b"\xff\xfe" + path.read_bytes())
    else:
        path.write_text(path.read_text(encoding="utf-8").replace("## ", "### "), encoding="utf-8")


CHANGES: tuple[tuple[Change, int], ...] = (
    (flip_bytes, 6),
    (cut, 1),
    (tamper_manifest, 4),
    (tamper_schema, 4),
    (break_schema, 2),
    (grow_schema, 1),
    (swap, 3),
    (swap_folder, 1),
    (odd_names, 1),
    (rewrite_rows, 4),
    (other_columns, 1),
    (bomb, 1),
    (tamper_card, 2),
    (tamper_document, 1),
)
"""The ways to tamper with a release, and how often each is chosen."""


def tampered(release: Path, room: Path, seed: int) -> str:
    """Makes a copy of a release, tampered with; says how."""
    chance = random.Random(seed)
    folder = Path(shutil.copytree(release, room / f"release-{seed}"))
    changes = chance.choices([c for c, _ in CHANGES], [n for _, n in CHANGES], k=chance.choice((1, 1, 1, 2)))
    for change in changes:
        try:
            change(chance, folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, pa.ArrowException):
            continue  # the change before left nothing to change
    if chance.random() < 0.8:
        vouch(folder)
    return " + ".join(change.__name__ for change in changes)


def commands(sound: state.State, folder: Path, room: Path) -> dict[str, Callable[[], str]]:
    """Every command that reads a release, to be tried on a tampered one; `sound` is what it was."""
    layout = Layout(ROOT)

    def verify() -> str:
        return "findings" if release_check.check(folder)[1] else "nothing found"

    def compare() -> str:
        found = diff.diff(sound, state.read(layout, str(folder)))
        return "no difference" if found.is_empty else "differences"

    def restore() -> str:
        hydrate.hydrate(folder, ROOT / "seeds", room / f"{folder.name}-full", lambda step: None)
        return "restored"

    return {"verify": verify, "diff": compare, "hydrate": restore}


def fuzz(release: Path, seeds: range) -> Report:
    """Tries tampered releases, each with one of the commands in turn."""
    report = Report()
    sound = state.read(Layout(ROOT), str(release))
    with tempfile.TemporaryDirectory() as room:
        # What is imported and compiled once is there in every child.
        for run_once in commands(sound, release, Path(room)).values():
            run_once()
    for seed in seeds:
        with tempfile.TemporaryDirectory(prefix="blocquotes-", dir=MEMORY if MEMORY.is_dir() else None) as room:
            # In a process of its own, whose memory does not count.
            how = watched(lambda: tampered(release, Path(room), seed)).end  # noqa: B023 -- called at once
            tried = commands(sound, Path(room) / f"release-{seed}", Path(room))
            name = list(tried)[seed % len(tried)]
            report.add(f"seed {seed} ({how})", name, watched(tried[name]))
    return report


def main() -> int:
    """Tampers, runs, and reports."""
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    report = fuzz(Path(sys.argv[1]), range(first, first + int(sys.argv[2])))
    print("\n".join(report.lines()))
    return int(bool(report.failures))


if __name__ == "__main__":
    sys.exit(main())
