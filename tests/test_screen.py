"""jsonschema-rs and jsonschema give the same verdict on every case, every row of the release and on mutated values."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from blocquotes import schemas, sources
from blocquotes.corpus import SCHEMAS
from blocquotes.dataset import article_batches, parquet
from blocquotes.layout import FOLDERS
from conftest import ROOT, real

SCHEMA = ROOT / "schema"
CASES = sorted((ROOT / "tests" / "cases").glob("*/**/corpus/**/*.json"))

# What a mutation puts in a value's place: the traps that validators are known to differ on, and other types.
ODD: tuple[Any, ...] = (
    *("", " ", "x", "A", "a b", "-", "nato", "Q1", "Q1\n", "Q0", "Q١", "1٢", "٢٠٢٤-01-01", "\n", "\u00a0x", "x\u2028"),
    *(
        "\ufeffx",
        "\u180ex",
        "x\u0085",
        "x\x1c",
        "\x7f",
        "😀" * 80,
        "e\u0301" * 80,
        "x" * 2001,
        "en",
        "EN",
        "en\n",
        "ſs",
    ),
    *("0000-01-01", "0001-01-01", "2024-02-29", "2023-02-29", "2024-02-30", "2024-2-3", "20240203", "2024-W01-1"),
    *("2024-02-29\n", "9999-12-31", "10000-01-01", "http://a", "https://a.b/ c", "https://é", "a.txt", "../a.txt"),
    *("unknown", "stated", "inferred", "draft", "direct", "0.1.0", "0.1", "01.1.1", "a#b", "#", "train", "f" * 64),
    *(0, 1, -1, 2, 1.0, -0.0, 0.5, 1.5, 1e300, -1e300, 10**18, 2**63, 2**64, 10**30, -(10**30), True, False, None),
    *([], {}, [1, 1.0], [1, True], ["a", "a"], [[]], [{}], [None], {"": 1}, {"exact": "x"}, {"value": None}),
)


def both(name: str, value: Any, folder: Path = SCHEMA) -> tuple[bool, bool]:
    """The verdicts of jsonschema-rs and jsonschema, and that of the two together, which must be the latter's."""
    accepted = schemas.screen(folder, name)(value)
    is_valid = next(schemas.validator(folder, name).iter_errors(value), None) is None
    assert (next(schemas.errors(folder, name, value), None) is None) == is_valid, (name, value)
    return accepted, is_valid


def of_case(path: Path) -> Iterator[tuple[str, Any]]:
    source = sources.read(path)
    if source.json is None:
        return
    kinds = {"challenge": "challenge", **{folder: kind for kind, folder in FOLDERS.items()}}
    kind = kinds.get(path.parent.name, "tombstones" if path.stem == "tombstones" else "article")
    yield SCHEMAS[kind], source.json.value


def test_every_case_gets_the_same_verdict() -> None:
    verdicts = [both(*found) for path in CASES for found in of_case(path)]
    assert [fast for fast, _ in verdicts] == [slow for _, slow in verdicts]
    assert {fast for fast, _ in verdicts} == {True, False}


@pytest.mark.parametrize("table", schemas.TABLES)
def test_every_row_of_the_release_gets_the_same_verdict(dist: Path, table: str) -> None:
    rows = parquet.read(dist, table)
    assert rows
    assert {both(f"tables/{table}", row) for row in rows} == {(True, True)}
    assert both(table, rows[0], dist / "schema") == (True, True)


def samples(dist: Path) -> list[tuple[str, Any]]:
    """A few values of each schema, lists cut short so that jsonschema answers fast."""
    found = [(SCHEMAS[record.kind], short(record.value)) for record in real().records if record.is_sound]
    found += [(f"tables/{table}", short(row)) for table in schemas.TABLES for row in parquet.read(dist, table)[:3]]
    by_name: dict[str, list[Any]] = {}
    for name, value in found:
        by_name.setdefault(name, []).append(value)
    return [(name, value) for name, values in by_name.items() for value in values[:5]]


def short(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: short(part) for key, part in value.items()}
    return [short(part) for part in value[:2]] if isinstance(value, list) else value


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every holder in a value with each of its keys or indexes."""
    for key, part in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        yield value, key
        if isinstance(part, (dict, list)):
            yield from places(part)


def mutate(value: Any, chance: random.Random) -> Any:
    """The value with one to three changes."""
    value = json.loads(json.dumps(value))
    for _ in range(chance.choice((1, 1, 2, 3))):
        holder, key = chance.choice(list(places(value)) or [({}, "x")])
        kind = chance.randrange(6)
        if kind == 0 and isinstance(holder, dict):
            holder.pop(key, None)
        elif kind == 1 and isinstance(holder, dict):
            holder[chance.choice(("note", "x", "evidence", "outside", "of", "status", "from"))] = chance.choice(ODD)
        elif kind == 2 and isinstance(holder, list):
            holder.append(json.loads(json.dumps(holder[key])))
        elif kind == 3 and isinstance(holder.__getitem__(key), str):
            holder[key] += chance.choice(("\n", " ", "-", "x", "\u0301", "\u2028"))
        else:
            holder[key] = json.loads(json.dumps(chance.choice(ODD)))
    return value


def compare_mutated(dist: Path, count: int, seed: int) -> None:
    chance = random.Random(seed)
    originals = samples(dist)
    verdicts = []
    for number in range(count):
        name, value = originals[number % len(originals)]
        verdicts.append(both(name, mutate(value, chance)))
    assert (True, False) not in verdicts
    assert verdicts.count((True, True)) > count / 10
    assert verdicts.count((False, False)) > count / 3
    # Valid, but not for the fast one: an item twice as 1 and 1.0, and numbers that it cannot read.
    assert verdicts.count((False, True)) < count / 1000


def test_mutated_values_get_the_same_verdict(dist: Path) -> None:
    compare_mutated(dist, 800, seed=1)


@pytest.mark.slow
def test_many_mutated_values_get_the_same_verdict(dist: Path) -> None:
    compare_mutated(dist, 20_000, seed=2)


class UnknownError(Exception):
    """Whether rows fit is not known from their columns."""


@pytest.fixture
def no_validator(monkeypatch: pytest.MonkeyPatch) -> None:
    def validate(folder: Path, table: str, rows: Any) -> None:
        raise UnknownError

    monkeypatch.setattr(parquet, "validate", validate)


def is_known_to_fit(table: str, rows: list[Any]) -> bool:
    """Whether rows are written without a validator."""
    encode = partial(parquet.encode, SCHEMA, table) if table != "articles" else partial(article_batches.encode, SCHEMA)
    with suppress(UnknownError):
        return bool(list(encode(rows)))
    return False


@pytest.mark.usefixtures("no_validator")
def test_no_row_of_the_release_needs_a_validator(dist: Path) -> None:
    for table in schemas.TABLES:
        assert schemas.are_decided(SCHEMA, table)
        assert is_known_to_fit(table, parquet.read(dist, table))


@pytest.mark.usefixtures("no_validator")
def test_what_is_written_without_a_validator_is_valid(dist: Path) -> None:
    chance = random.Random(3)
    originals = [(name, value) for name, value in samples(dist) if name.startswith("tables/")]
    verdicts = []
    for number in range(1200):
        name, value = originals[number % len(originals)]
        row = mutate(value, chance)
        is_known = is_known_to_fit(name.removeprefix("tables/"), [row])
        verdicts.append((is_known, both(name, row)[1]))
        assert verdicts[-1] != (True, False), (name, json.dumps(row), json.dumps(value))
    assert verdicts.count((True, True)) > 100
    # Such as 1.0 in the place of 1.
    assert verdicts.count((False, True)) < 50


@pytest.mark.parametrize(
    ("change", "is_decided"),
    [({}, True), ({"maxLength": 3}, False), ({"type": ["string", "null"]}, True), ({"pattern": "x"}, False)],
)
def test_columns_decide_only_if_each_keyword_of_the_schema_is_known(
    change: dict[str, Any], is_decided: bool, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(SCHEMA, tmp_path / "schema"))
    path = folder / "tables" / "sentences.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["properties"]["text"] |= change
    path.write_text(json.dumps(schema), encoding="utf-8")
    assert schemas.are_decided(folder, "sentences") == is_decided
    path.write_text(json.dumps({**schema, "additionalProperties": True}), encoding="utf-8")
    assert not schemas.are_decided(Path(shutil.copytree(folder, tmp_path / "open")), "sentences")


@pytest.mark.parametrize("value", ["\ud800", {1: 2}, b"x", float("nan"), 10**400])
def test_what_no_json_text_holds_is_left_to_jsonschema(value: Any) -> None:
    entity = dict(next(record.value for record in real().of_kind("entity")))
    both("entity", entity | {"name": value})
    both("entity", value)


def test_a_schema_that_the_fast_one_cannot_use_is_left_to_jsonschema(tmp_path: Path) -> None:
    (tmp_path / "odd.schema.json").write_text('{"pattern": "^\\\\N{BULLET}$"}', encoding="utf-8")
    (tmp_path / "far.schema.json").write_text('{"$ref": "https://example.org/x.json"}', encoding="utf-8")
    assert both("odd", "•", tmp_path) == (False, True)
    assert not schemas.screen(tmp_path, "far")("a")


def test_the_end_of_a_pattern_is_the_end_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "id.schema.json").write_text(r'{"pattern": "^[a-z]+$(?!\\n)"}', encoding="utf-8")
    # Two fields with the name of the keyword, one of which has a pattern.
    of_fields = r'{"properties": {"pattern": {"pattern": "^a$(?!\\n)"}, "other": {"const": {"pattern": "x"}}}}'
    (tmp_path / "fields.schema.json").write_text(of_fields, encoding="utf-8")
    assert both("id", "ab", tmp_path) == (True, True)
    assert both("id", "ab\n", tmp_path) == both("id", "ab\nc", tmp_path) == (False, False)
    assert both("fields", {"pattern": "a", "other": {"pattern": "x"}}, tmp_path) == (True, True)
    assert both("fields", {"pattern": "a\n"}, tmp_path) == (False, False)


def test_without_the_fast_one_jsonschema_decides_all() -> None:
    code = f"""
import sys; sys.modules["jsonschema_rs"] = None
from pathlib import Path
from blocquotes import schemas, sources
folder = Path({str(SCHEMA)!r})
print(len(list(schemas.errors(folder, "outlet", {{}}))), schemas.screen(folder, "outlet")({{}}))
import json
value = json.loads((folder.parent / "corpus/entities/nato.json").read_text())
print(len(list(schemas.errors(folder, "entity", value))), schemas.screen(folder, "entity")(value))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert int(lines[0].split()[0]) > 1
    assert [line.split()[1] for line in lines] == ["False", "False"]
    assert lines[1].split()[0] == "0"


def test_a_valid_corpus_is_checked_without_importing_jsonschema() -> None:
    code = "import atexit, sys, blocquotes.cli as c; sys.argv = ['blocquotes', 'check']\n"
    code += "atexit.register(lambda: print('jsonschema' in sys.modules, 'jsonschema_rs' in sys.modules)); c.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "False True"
