"""The contract: every schema is valid, closed, described, and as strict in Python as in any other validator."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from blocquotes import schemas
from blocquotes.checks.shape import NEEDED, UNFIT
from conftest import ROOT

FILES = sorted((ROOT / "schema").rglob("*.schema.json"))
SCHEMAS = {path.relative_to(ROOT / "schema").as_posix(): json.loads(path.read_text(encoding="utf-8")) for path in FILES}
CONDITIONS = ("if", "then", "else")


def parts(schema: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every object in a schema's file that is a schema, with its path; `properties` and `$defs` are none."""
    if isinstance(schema, dict):
        if not path or path[-1] not in ("properties", "$defs") or path[-2:-1] == ("properties",):
            yield path, schema
        for key, part in schema.items():
            yield from parts(part, (*path, key))
    elif isinstance(schema, list):
        for i, part in enumerate(schema):
            yield from parts(part, (*path, str(i)))


PARTS = [(file, "/".join(path), part) for file, schema in SCHEMAS.items() for path, part in parts(schema)]
PROPERTIES = [
    (file, f"{path}/{name}", prop)
    for file, path, part in PARTS
    if not set(path.split("/")) & set(CONDITIONS)
    for name, prop in part.get("properties", {}).items()
]


def test_there_are_schemas_of_all_that_is_written_and_published() -> None:
    assert {"article.schema.json", "entity.schema.json", "outlet.schema.json", "utterance.schema.json"} <= set(SCHEMAS)
    assert {f"tables/{table}.schema.json" for table in schemas.TABLES} <= set(SCHEMAS)
    assert len(PROPERTIES) > 150


@pytest.mark.parametrize("file", SCHEMAS)
def test_a_schema_is_valid_by_its_metaschema(file: str) -> None:
    assert SCHEMAS[file]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMAS[file])


@pytest.mark.parametrize("file", SCHEMAS)
def test_every_field_has_a_title_or_a_description(file: str) -> None:
    bare = [
        path for home, path, prop in PROPERTIES if home == file and not {"title", "description", "$ref"} & prop.keys()
    ]
    assert bare == []
    assert [path for home, path, part in PARTS if home == file and not path and "description" not in part] == []


def test_what_a_field_refers_to_has_a_title_or_a_description() -> None:
    for file, path, prop in PROPERTIES:
        if not {"title", "description"} & prop.keys():
            target, _, pointer = prop["$ref"].partition("#")
            part = SCHEMAS[str(PurePosixPath(file).parent / target) if target else file]
            for key in pointer.strip("/").split("/"):
                part = part[key]
            assert {"title", "description"} & part.keys(), (file, path)


@pytest.mark.parametrize("file", SCHEMAS)
def test_unknown_keys_are_refused_everywhere(file: str) -> None:
    open_ = [
        path
        for home, path, part in PARTS
        if home == file
        and not set(path.split("/")) & set(CONDITIONS)
        and ("properties" in part or "object" in part.get("type", ()))
        and part.get("additionalProperties") is not False
    ]
    assert open_ == []


@pytest.mark.parametrize("kind", ["article", "entity", "outlet", "utterance"])
def test_a_key_that_nobody_knows_is_refused_in_practice(kind: str) -> None:
    path = (
        next((ROOT / "corpus").glob(f"{kind[:4]}*/*.json")) if kind != "entity" else ROOT / "corpus/entities/nato.json"
    )
    value = json.loads(path.read_text(encoding="utf-8"))
    for holder in holders(value):
        holder["x-unknown"] = 1
        assert any(error.validator == "additionalProperties" for error in schemas.errors(ROOT / "schema", kind, value))
        del holder["x-unknown"]
    assert not list(schemas.errors(ROOT / "schema", kind, value))


def holders(value: Any) -> Iterator[dict[str, Any]]:
    """One object of every place in a record: of a list, the first one."""
    if isinstance(value, dict):
        yield value
        for part in list(value.values()):
            yield from holders(part)
    elif isinstance(value, list) and value:
        yield from holders(value[0])


PATTERNS = [
    (file, path, part["pattern"])
    for file, path, part in PARTS
    # What stands in a condition narrows a value that a whole pattern has passed.
    if isinstance(part.get("pattern"), str) and not set(path.split("/")) & set(CONDITIONS)
]


@pytest.mark.parametrize(("file", "path", "pattern"), PATTERNS, ids=[f"{file}#{path}" for file, path, _ in PATTERNS])
def test_patterns_mean_the_same_everywhere(file: str, path: str, pattern: str) -> None:
    # In Python \d and \w take digits and letters of every script, in ECMA 262 those of ASCII.
    assert not re.search(r"\\[dDwWbB]", pattern)
    assert pattern.startswith("^")
    assert "$" in pattern


SAMPLES = (
    "nato",
    "a.txt",
    "en",
    "Q7184",
    "RU",
    "rt.com",
    "a line",
    "0" * 64,
    "2024-05-16",
    "a-b",
    "0.1.0",
    "https://a.b",
    "data/quotes/train-00000-of-00001.parquet",
    "Content 0123456789abcdef",
)


@pytest.mark.parametrize(("file", "path", "pattern"), PATTERNS, ids=[f"{file}#{path}" for file, path, _ in PATTERNS])
def test_no_pattern_takes_a_line_feed_at_the_end(file: str, path: str, pattern: str) -> None:
    validator = Draft202012Validator({"pattern": pattern})
    taken = [sample for sample in SAMPLES if validator.is_valid(sample)]
    assert taken
    assert not any(validator.is_valid(sample + end) for sample in taken for end in ("\n", "\r\n", "\u2028\n"))


FORMATS = {part["format"] for _, _, part in PARTS if isinstance(part.get("format"), str)}
WRONG = {"date": ("2023-02-29", "2023-2-1", "20230201", "2023-02-01\n", "２０２３-02-01", "2023-02", "yesterday")}


def test_every_format_is_really_checked() -> None:
    assert WRONG.keys() == FORMATS
    for name, words in WRONG.items():
        validator = Draft202012Validator({"format": name}, format_checker=Draft202012Validator.FORMAT_CHECKER)
        assert not any(validator.is_valid(word) for word in words)
    assert Draft202012Validator({"format": "date"}).is_valid("2024-02-29")


def test_dates_of_records_are_checked() -> None:
    value = json.loads((ROOT / "corpus/utterances/putin-2024-06-20-nato-threat.json").read_text(encoding="utf-8"))
    value["said_on"]["value"] = "2023-02-29"
    assert [error.validator for error in schemas.errors(ROOT / "schema", "utterance", value)] == ["format"]


def test_every_condition_of_the_schemas_is_explained_by_the_checks() -> None:
    needed, unfit = set[str](), set[str]()
    for file, path, part in PARTS:
        if not file.startswith("tables/") and set(path.split("/")[-1:]) & {"then", "else"}:
            needed |= set(part.get("required", ()))
            unfit |= {name for name, prop in part.get("properties", {}).items() if prop is False}
    assert (needed, unfit) == (set(NEEDED), set(UNFIT))


def test_keys_are_put_in_the_order_of_the_schema() -> None:
    value = {"description": "d", "x": 1, "name": "n", "id": "i"}
    assert list(schemas.in_order(ROOT / "schema", "entity", value)) == ["id", "name", "description", "x"]


def test_folders_with_the_same_schemas_share_what_is_made_and_others_do_not(tmp_path: Path) -> None:
    same, other = (Path(shutil.copytree(ROOT / "schema", tmp_path / name)) for name in ("same", "other"))
    for name in ("entity", "tables/entities"):
        path = other / f"{name}.schema.json"
        value = json.loads(path.read_text(encoding="utf-8"))
        value["properties"] = dict(sorted(value["properties"].items(), reverse=True))
        value["properties"]["name"]["description"] = "Another."
        value["required"].append("motto")
        path.write_text(json.dumps(value), encoding="utf-8")
    nato = json.loads((ROOT / "corpus" / "entities" / "nato.json").read_text(encoding="utf-8"))
    assert [len(list(schemas.errors(folder, "entity", nato))) for folder in (same, other)] == [0, 1]
    assert schemas.validator(same, "entity") is schemas.validator(ROOT / "schema", "entity")
    assert schemas.columns(same, "entities") is schemas.columns(ROOT / "schema", "entities")
    assert [column.description for column in schemas.columns(other, "entities") if column.name == "name"] == [
        "Another."
    ]
    assert [next(iter(schemas.in_order(folder, "entity", nato))) for folder in (same, other)] == [
        "$schema",
        "wikidata_evidence",
    ]
