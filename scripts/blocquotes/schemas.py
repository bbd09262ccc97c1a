"""The contract in `schema/`: validators of what is written and published, and the columns of every table."""

import datetime
import errno
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes import fields, files

if TYPE_CHECKING:
    import jsonschema_rs
    import pyarrow as pa
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

JsonObject = Mapping[str, Any]

# Where jsonschema-rs is to think that a folder's schemas lie; nothing is fetched from there.
BASE = "json-schema:///"

# How the names of schema files end.
ENDING = ".schema.json"


# How patterns of the schemas end. In Python, `$` also is the place before a line break at the end, so a look ahead
# excludes that one.
AT_END = r"$(?!\n)"

# Errors of one value that are looked for; each takes four kilobytes, and a file has room for 300,000.
MOST_ERRORS = 1000


def own_folder() -> Path:
    """The schemas of this version of the program: those in its checkout, or those in the installed package."""
    beside = Path(__file__).parents[2] / "schema"
    return beside if beside.is_dir() else Path(__file__).with_name("schema")


@cache
def load(folder: Path, name: str) -> JsonObject:
    """A schema by its file's name without `.schema.json`; tables are `tables/<table>`."""
    return _parsed((folder / f"{name}{ENDING}").read_text(encoding="utf-8"))


@lru_cache(512)
def _parsed(text: str) -> JsonObject:
    schema: JsonObject = json.loads(text)
    return schema


@dataclass(frozen=True, eq=False)
class SchemaSet:
    """The schemas of a folder: their texts by the path of their file in it.

    Folders with the same schemas, such as those of two releases, share one, and so all that is made of it.
    """

    texts: Mapping[str, str]

    def load(self, name: str) -> JsonObject:
        """A schema by its name.

        Raises:
            FileNotFoundError: the folder has no such schema.
        """
        file = f"{name}{ENDING}"
        if file not in self.texts:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), file)
        return _parsed(self.texts[file])

    def files(self) -> Iterator[tuple[str, Any]]:
        """Name and content of every file, by which the schemas refer to each other."""
        for path, text in self.texts.items():
            yield path.rpartition("/")[2], _parsed(text)


@cache
def _set(folder: Path) -> SchemaSet:
    paths = file_paths(folder)
    return _shared(tuple((path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")) for path in paths))


@lru_cache(16)
def _shared(texts: tuple[tuple[str, str], ...]) -> SchemaSet:
    return SchemaSet(dict(texts))


def file_paths(folder: Path) -> list[Path]:
    """The schema files of a checkout, or of a release, which has no folder for those of its tables.

    Raises:
        OSError: a folder of them cannot be read.
    """
    return [path for part in (folder, folder / "tables") if part.is_dir() for path in files.listed(part, ".json")]


@cache
def validator(folder: Path, name: str) -> "Validator":
    """The JSON Schema 2020-12 validator of a record's kind or of a table's row, with formats asserted."""
    return _validator(_set(folder), name)


@lru_cache(256)
def _validator(among: SchemaSet, name: str) -> "Validator":
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    resources = [(file, Resource.from_contents(value, DRAFT202012)) for file, value in among.files()]
    registry: Registry[Any] = Registry().with_resources(resources)
    kind: type[Validator] = extend(Draft202012Validator, {"uniqueItems": _unique})  # type: ignore[no-untyped-call]
    return kind(among.load(name), registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _unique(validator: "Validator", wanted: bool, items: Any, schema: Any) -> "Iterator[ValidationError]":
    """Checks that list items are unique; jsonschema's own check takes quadratic time if items cannot be sorted."""
    from jsonschema import ValidationError

    is_list = wanted and isinstance(items, list)
    if is_list and len({json.dumps(item, sort_keys=True) for item in items}) < len(items):
        yield ValidationError("an item comes twice")


@cache
def screen(folder: Path, name: str) -> Callable[[Any], bool]:
    """A test, 200 times as fast as `validator`, of which values need not be shown to it because they are valid.

    It may refuse what is valid, such as a list with 1 and 1.0 where no item may come twice. It accepts nothing where
    jsonschema-rs is not installed or cannot use the schema.
    """
    return _screen(_set(folder), name)


@lru_cache(256)
def _screen(among: SchemaSet, name: str) -> Callable[[Any], bool]:
    try:
        import jsonschema_rs
    except ImportError:
        return lambda value: False
    try:
        fast = jsonschema_rs.Draft202012Validator(
            _plain_end(among.load(name)),
            registry=_registry(among),
            base_uri=BASE,
            validate_formats=True,
            # Its own test of a date accepts the year 0.
            formats={"date": is_date},
            offline=True,
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError):
        return lambda value: False

    def accepts(value: Any) -> bool:
        try:
            return fast.is_valid(value)
        except ValueError:
            # What no JSON text can hold, such as half of a surrogate pair, or a key that is a number.
            return False

    return accepts


@lru_cache(16)
def _registry(among: SchemaSet) -> "jsonschema_rs.Registry":
    """The schemas of a folder as jsonschema-rs looks them up."""
    import jsonschema_rs

    return jsonschema_rs.Registry([(BASE + file, _plain_end(value)) for file, value in among.files()])


def _plain_end(value: Any) -> Any:
    """A schema for jsonschema-rs, where `$` is the end of a text only: a look ahead would take most of the time."""
    if isinstance(value, dict):
        ends = {"pattern": value["pattern"].removesuffix(AT_END) + "$"} if _has_end(value) else {}
        return {key: _plain_end(part) for key, part in value.items()} | ends
    return [_plain_end(part) for part in value] if isinstance(value, list) else value


def _has_end(schema: JsonObject) -> bool:
    """Whether it has a pattern that ends with `AT_END`; a field of a record may be called `pattern`, too."""
    pattern = schema.get("pattern")
    return isinstance(pattern, str) and pattern.endswith(AT_END)


# The same days come again and again, in every row of an article.
@lru_cache(4096)
def is_date(value: str) -> bool:
    """Whether a text is a real day, such as 2024-02-29; jsonschema accepts at least these."""
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and datetime.date.fromisoformat(value))
    except ValueError:
        return False


def errors(folder: Path, name: str, value: Any) -> "Iterator[ValidationError]":
    """What a JSON value breaks of a schema: up to `MOST_ERRORS`, one for every leaf of the schema that refuses it."""
    if not screen(folder, name)(value):
        yield from islice(validator(folder, name).iter_errors(value), MOST_ERRORS)


@dataclass(frozen=True)
class Bounds:
    """What a schema demands of the values of a column: of those in lists, where it holds lists.

    `types` are those that Python has for them; none for structs. `allowed` are the only values, `least` and `most` the
    least and the greatest number, where there are such. A list has `fewest` items or more.
    """

    types: frozenset[type]
    allowed: frozenset[Any] | None
    least: float | None
    most: float | None
    is_date: bool
    fewest: int


@dataclass(frozen=True)
class Column:
    """A column or struct field of a published table; `fields` are those of a struct or of a list's structs.

    `of_text` says that its values are words of an article's text, which a release without texts leaves out; `values` is
    the closed list that they are from, empty where there is none. `bounds` is None where the schema demands what cannot
    be told of each value by itself.
    """

    name: str
    type: str
    description: str
    nullable: bool
    is_list: bool
    of_text: bool = False
    fields: tuple["Column", ...] = ()
    values: tuple[str, ...] = ()
    bounds: Bounds | None = None

    @property
    def is_flat(self) -> bool:
        """Whether it holds lists, none of which is missing."""
        return self.is_list and (bool(self.fields) or not self.nullable)

    @cached_property
    def arrow(self) -> "pa.Field":
        """The Arrow field. Every field is nullable: loaders drop the features of non-nullable ones."""
        import pyarrow as pa

        kind = pa.struct([one.arrow for one in self.fields]) if self.fields else getattr(pa, self.type)()
        return pa.field(self.name, pa.list_(kind) if self.is_list else kind)


# The published tables, each one config; the first is the default.
TABLES = tuple(fields.TABLES)

# JSON Schema type and format → name of the Arrow type.
ARROW_TYPES = {
    ("string", None): "string",
    ("string", "date"): "date32",
    ("integer", None): "int32",
    ("number", None): "float64",
    ("boolean", None): "bool_",
}


# JSON Schema type → the types that its values have in Python. A bool is no number there.
PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}

# What a schema of a value may demand of it for `Bounds`, and what it says that demands nothing.
KEYWORDS = frozenset(("type", "enum", "minimum", "maximum", "format"))
NOTES = frozenset(("$schema", "title", "description", "ofText"))


@cache
def columns(folder: Path, table: str) -> tuple[Column, ...]:
    """The columns of a published table, in the order of its schema."""
    return _table_columns(_set(folder), table_schema(folder, table))


@lru_cache(256)
def _table_columns(among: SchemaSet, name: str) -> tuple[Column, ...]:
    return tuple(_columns(among, name, among.load(name)))


def table_schema(folder: Path, table: str) -> str:
    """The name of a table's schema in `schema/` of a checkout, or of a release, which has no folder `tables/`."""
    return f"tables/{table}" if (folder / "tables").is_dir() else table


def describe(folder: Path, table: str) -> str:
    """What one row of a published table is."""
    return str(load(folder, table_schema(folder, table))["description"])


def labels(folder: Path, table: str, column: str) -> tuple[str, ...]:
    """The closed list that the items of a published list column are from, in its order."""
    items = load(folder, table_schema(folder, table))["properties"][column]["items"]
    return tuple(items["enum"])


def _columns(among: SchemaSet, home: str, schema: JsonObject) -> Iterator[Column]:
    for name, part in schema["properties"].items():
        place, prop = _deref(among, home, part)
        kind, nullable = _type(prop)
        item_place, item = _deref(among, place, prop["items"]) if kind == "array" else (place, prop)
        item_kind, _ = _type(item)
        below = tuple(_columns(among, item_place, item)) if item_kind == "object" else ()
        arrow = "struct" if below else ARROW_TYPES[item_kind, item.get("format")]
        of_text, values = prop.get("ofText", False), tuple(v for v in item.get("enum", ()) if v is not None)
        note, is_list, bounds = prop["description"], kind == "array", _bounds(prop, item)
        yield Column(name, arrow, note, nullable, is_list, of_text, below, values, bounds)


def are_decided(folder: Path, table: str) -> bool:
    """Whether a row fits the schema of a table if each of its values is within the bounds of its column."""
    return _are_decided(_set(folder), table_schema(folder, table))


@lru_cache(256)
def _are_decided(among: SchemaSet, name: str) -> bool:
    schema = among.load(name)
    return _is_closed(schema) and all(map(_is_bounded, _table_columns(among, name)))


def _is_bounded(column: Column) -> bool:
    return column.bounds is not None and all(map(_is_bounded, column.fields))


def _is_closed(schema: JsonObject) -> bool:
    """Whether a schema demands of an object that it has all fields, and no others."""
    if schema.keys() - NOTES != {"type", "additionalProperties", "required", "properties"}:
        return False
    return schema["additionalProperties"] is False and set(schema["required"]) == set(schema["properties"])


def _bounds(prop: JsonObject, item: JsonObject) -> Bounds | None:
    """The bounds of a column, given its schema and that of each item; None if the schema demands anything else.

    In no published table a list is missing, or a struct in no list.
    """
    if prop is not item and (prop["type"] != "array" or prop.keys() - NOTES - {"type", "items", "minItems"}):
        return None
    fewest = prop.get("minItems", 0)
    if "properties" in item:
        is_known = prop is not item and _is_closed(item)
        return Bounds(frozenset(), None, None, None, False, fewest) if is_known else None
    if item.keys() - NOTES - KEYWORDS or item.get("format") not in (None, "date"):
        return None
    kinds = item["type"] if isinstance(item["type"], list) else [item["type"]]
    types = frozenset(kind for name in kinds for kind in PYTHON_TYPES[name])
    allowed = frozenset(item["enum"]) if "enum" in item else None
    return Bounds(types, allowed, item.get("minimum"), item.get("maximum"), "format" in item, fewest)


def _deref(among: SchemaSet, home: str, part: JsonObject) -> tuple[str, JsonObject]:
    """Follows a `$ref` into the same or another file; keywords beside it win over what it points to."""
    if "$ref" not in part:
        return home, part
    place, target = _target(among, home, part["$ref"])
    return place, {**target, **{k: v for k, v in part.items() if k != "$ref"}}


@lru_cache(4096)
def _target(among: SchemaSet, home: str, reference: str) -> tuple[str, JsonObject]:
    """The schema that a `$ref` in the file `home` leads to, and the file that it is in."""
    file, _, pointer = reference.partition("#")
    if file:
        home = f"tables/{file}" if f"tables/{file}" in among.texts else file
        home = home.removesuffix(ENDING)
    target: Any = among.load(home)
    for key in pointer.strip("/").split("/") if pointer.strip("/") else ():
        target = target[key]
    return _deref(among, home, target)


def in_order(folder: Path, name: str, value: Any) -> Any:
    """The same value with the keys of every object in the order of its schema's properties."""
    return order(folder, name).apply(value)


@cache
def order(folder: Path, name: str) -> "Order":
    """The order of the keys of what a schema describes."""
    return _shared_order(_set(folder), name)


@lru_cache(256)
def _shared_order(among: SchemaSet, name: str) -> "Order":
    return Order(among, name, among.load(name))


class Order:
    """The order of the keys of an object, or of the objects in a list, as a schema has them; read when it is needed."""

    def __init__(self, among: SchemaSet, home: str, part: JsonObject) -> None:
        self._among = among
        self._home, self._schema = _deref(among, home, part)
        # Thousands of objects have the same few keys.
        self._plan = lru_cache(64)(self._plan_for)

    @cached_property
    def parts(self) -> "Mapping[str, Order]":
        """The properties of an object in their order."""
        properties = self._schema.get("properties", {})
        return {key: Order(self._among, self._home, part) for key, part in properties.items()}

    @cached_property
    def items(self) -> "Order | None":
        """The order of each item of a list; None for what is no list."""
        return Order(self._among, self._home, self._schema["items"]) if "items" in self._schema else None

    @property
    def is_text(self) -> bool:
        """Whether only texts are valid."""
        return self._schema.get("type") == "string"

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {key: n for n, key in enumerate(self.parts)}

    @cached_property
    def _has_order(self) -> bool:
        return bool(self.parts) or (self.items is not None and self.items._has_order)

    def _plan_for(self, keys: tuple[str, ...]) -> "tuple[bool, Mapping[str, Order | None]]":
        """Whether keys are in order already; and the keys in order, with the order of what they hold if it has one."""
        ordered = sorted(keys, key=lambda key: self._ranks.get(key, len(self._ranks)))
        parts = {key: self.parts[key] if key in self.parts and self.parts[key]._has_order else None for key in ordered}
        return ordered == list(keys) and not any(parts.values()), parts

    def apply(self, value: Any) -> Any:
        """The value in this order; keys that the schema does not know are the last."""
        if isinstance(value, dict):
            is_done, parts = self._plan(tuple(value))
            if is_done:
                return value
            return {key: order.apply(value[key]) if order else value[key] for key, order in parts.items()}
        if self.items and isinstance(value, list) and value and isinstance(value[0], (dict, list)):
            return [self.items.apply(item) for item in value]
        return value


def _type(schema: JsonObject) -> tuple[str, bool]:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return next(kind for kind in kinds if kind != "null"), "null" in kinds


def arrow_schema(table_columns: Iterable[Column]) -> "pa.Schema":
    """The Arrow schema of a table."""
    import pyarrow as pa

    return pa.schema([column.arrow for column in table_columns])
