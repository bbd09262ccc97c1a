"""Checks whether the schema files of a release or a revision are safe to use.

A schema is a program: its references can be circular or double at each step, its patterns can run forever. So a schema
may use only the keywords, patterns and sizes that `schema.schema.json` allows, with room to spare for ours. A schema of
this version must have the same rules as the program's own.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes import schemas, sources
from blocquotes.schemas import Column

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

Node = Mapping[str, Any] | bool

# The schema of schemas.
META = Path(__file__).with_name("schema.schema.json")

# Schema files, and bytes of one; ours are twenty of at most 20 kB.
MOST_FILES, MOST_BYTES = 60, 256 * 1024

# Schemas that apply to one value at most, references followed; ours need fewer than 30.
MOST_STEPS = 400

# Columns and fields of a table at most, references followed; ours have fewer than 70.
MOST_COLUMNS = 1_000

# The schema that does not belong to a table.
CARD = "card"

# Keywords whose schemas apply to the same value, as `$ref` does.
IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else")

# Keywords whose schemas apply to a part of the value.
INSIDE = ("items", "contains", "properties")

# Patterns that match in linear time: no nested repetition, and only the last part is unbounded.
SIMPLE = re.compile(
    r"""\^
    (?: (?: \[ [^\[\]\\]+ \] | [A-Za-z0-9_#/:-] | \\[.d] )     # one character
        (?: \{ \d{1,3} (?: , \d{1,3} )? \} | \? )? )*          # so many times
    (?: \[ [^\[\]\\]+ \] [+*] )?                               # at most one stretch of any length, at the end
    \$ (?: \(\?!\\n\) )?""",
    re.VERBOSE,
)


def flaws(folder: Path, same_version: bool = False) -> Iterator[tuple[str, str]]:
    """File and flaw of every schema in a folder that must not be used.

    With `same_version`, the schemas must have the same rules as this program's. References are checked only if the
    files have no flaws.
    """
    files = sorted(schemas.file_paths(folder))
    if len(files) > MOST_FILES or len({path.name for path in files}) < len(files):
        yield files[-1].name, f"{len(files)} schemas; at most {MOST_FILES} are read, each with a different name"
        return
    read: dict[str, Any] = {}
    found = False
    for path in files:
        for flaw in _file_flaws(path, same_version, read):
            found = True
            yield path.relative_to(folder).as_posix(), flaw
    if not found:
        places = frozenset(id(node) for schema in read.values() for node in _nodes(schema))
        for path in files:
            wrong = _reference_flaw(read, places, path.name, is_table=path.name in _tables(folder, files))
            if wrong:
                yield path.relative_to(folder).as_posix(), wrong


def _tables(folder: Path, files: Sequence[Path]) -> set[str]:
    """The names of the files that are schemas of tables; a release has no separate folder for them."""
    inside = {path.name for path in files if path.parent.name == "tables"}
    return inside if (folder / "tables").is_dir() else {path.name for path in files} - {f"{CARD}.schema.json"}


def _file_flaws(path: Path, same_version: bool, read: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a single file; fills `read`."""
    try:
        data = sources.read_plain(path, MOST_BYTES)
    except sources.PlainError as error:
        yield str(error)
        return
    schema, flaw = _parsed(path.name, data)
    if flaw:
        yield flaw
        return
    if same_version and _rules(schema) != _own_rules(path.name):
        yield "rules that differ from those of the same version in this program"
    yield from _pattern_flaws(schema)
    read[path.name] = schema


# The two states that `diff` and `release` compare have mostly the same schemas; they are checked once.
@lru_cache(maxsize=2 * MOST_FILES)
def _parsed(_name: str, data: bytes) -> tuple[Any, str | None]:
    """The value of a schema file, and why it must not be used. The name keeps equal files two values."""
    source = sources.parse_source(data)
    if source.json is None:
        return None, f"no JSON: {source.trouble.message if source.trouble else ''}"
    for wrong in validator(META).iter_errors(source.json.value):
        return None, f"{wrong.json_path}: {wrong.message[:200]}"
    return source.json.value, "a key twice in one object" if source.json.duplicates else None


def _pattern_flaws(schema: Any) -> Iterator[str]:
    for pattern in _patterns(schema):
        if pattern not in own_patterns() and not SIMPLE.fullmatch(pattern):
            yield f"the pattern {pattern!r}, which could run forever; use the program's version that made it"
            return


def _patterns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        for part in value.values():
            yield from _patterns(part)
    elif isinstance(value, list):
        for part in value:
            yield from _patterns(part)


@cache
def validator(path: Path) -> "Validator":
    """The validator of a JSON Schema that is a file of this package."""
    from jsonschema import Draft202012Validator

    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def own_patterns() -> frozenset[str]:
    """The patterns of this program's schemas."""
    files = schemas.file_paths(schemas.own_folder())
    return frozenset(p for path in files for p in _patterns(json.loads(path.read_text(encoding="utf-8"))))


def _own_rules(name: str) -> Any:
    """The rules of this program's schema with a file name; None if it has none."""
    folder = schemas.own_folder()
    for path in (folder / "tables" / name, folder / name):
        if path.is_file():
            return _rules(json.loads(path.read_text(encoding="utf-8")))
    return None


def _rules(schema: Any, is_named: bool = False) -> Any:
    """A schema without titles and descriptions, which may be corrected at any time.

    With `is_named`, the keys are names of properties or definitions, one of which may be `title`.
    """
    if isinstance(schema, list):
        return [_rules(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _rules(part, not is_named and key in ("properties", "$defs"))
        for key, part in schema.items()
        if is_named or key not in ("title", "description")
    }


def _reference_flaw(read: Mapping[str, Any], places: frozenset[int], name: str, is_table: bool) -> str | None:
    """Why the references of a schema cannot be followed: unknown target, a cycle, or too many schemas."""
    graph = Graph(read, places, IN_PLACE, MOST_STEPS)
    try:
        for node in _nodes(read[name]):
            graph.size(name, node)
        if is_table:
            Graph(read, places, (*IN_PLACE, *INSIDE), MOST_COLUMNS).size(name, read[name])
    except SchemaReferenceError as flaw:
        return str(flaw)
    return None


def _nodes(schema: Node) -> Iterator[Node]:
    """Every schema in a schema, itself included."""
    yield schema
    for part in (*_children(schema, IN_PLACE), *_children(schema, (*INSIDE, "$defs"))):
        yield from _nodes(part)


def _children(schema: Node, keywords: Sequence[str]) -> Iterator[Node]:
    if isinstance(schema, bool):
        return
    for keyword in keywords:
        part = schema.get(keyword)
        if keyword in ("properties", "$defs") and part:
            yield from part.values()
        elif isinstance(part, list):
            yield from part
        elif part is not None:
            yield part


class SchemaReferenceError(Exception):
    """A reference without a target or in a cycle, or a schema that grows too large by its references."""


class Graph:
    """Follows the references of the schemas in a folder through some keywords.

    `places` has the identities of all schemas; `most` is how many schemas one may lead to.
    """

    def __init__(self, read: Mapping[str, Any], places: frozenset[int], keywords: Sequence[str], most: int) -> None:
        self.read = read
        self.places = places
        self.keywords = keywords
        self.most = most
        self.sizes: dict[int, int | None] = {}

    def size(self, name: str, node: Node) -> int:
        """How many schemas a schema in the file `name` leads to, counted as often as they are reached.

        Raises:
            SchemaReferenceError: there are too many, or a reference has no target or is in a cycle.
        """
        if id(node) in self.sizes:
            known = self.sizes[id(node)]
            if known is None:
                raise SchemaReferenceError("references in a circle")
            return known
        self.sizes[id(node)] = None
        size = 1 + sum(self.size(name, part) for part in _children(node, self.keywords))
        if not isinstance(node, bool) and "$ref" in node:
            size += self.size(*self.target(name, node["$ref"]))
        if size > self.most:
            raise SchemaReferenceError(f"references to more than {self.most} schemas")
        self.sizes[id(node)] = size
        return size

    def target(self, name: str, reference: str) -> tuple[str, Node]:
        """The file and the schema that a reference in a file leads to.

        Raises:
            SchemaReferenceError: it has no target.
        """
        file, _, pointer = reference.partition("#")
        found: Any = self.read.get(file or name)
        for key in pointer.split("/")[1:]:
            found = found.get(key) if isinstance(found, dict) else None
        if id(found) not in self.places:
            raise SchemaReferenceError(f"the reference {reference!r}, which leads to no schema")
        return file or name, found


def table_flaw(folder: Path, table: str) -> str | None:
    """Why the columns of a table cannot be derived from its schema, which has no `flaws`; None if they can."""
    try:
        made = schemas.columns(folder, table)
    except (KeyError, TypeError, AttributeError, StopIteration, RuntimeError) as error:
        # What a table needs beyond a valid schema: columns with a description and one type that Arrow has.
        return f"no columns of a table: {type(error).__name__} {str(error)[:100]}"
    return None if made else "no columns"


def lacking(found: Sequence[Column], must: Sequence[Column], names: Sequence[str] | None = None) -> str | None:
    """The first column, of those named or of all, that is missing from a table or has another type; None if none is.

    A column may be stricter than required: not nullable instead of nullable.
    """
    by_name = {column.name: column for column in found}
    for one in must:
        if names is not None and one.name not in names:
            continue
        other = by_name.get(one.name)
        if other is None:
            return f"no column {one.name}"
        if (other.type, other.is_list) != (one.type, one.is_list) or (other.nullable and not one.nullable):
            return f"the column {one.name} with a different type"
        if below := lacking(other.fields, one.fields):
            return f"{below} in {one.name}"
    return None
