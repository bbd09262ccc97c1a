"""A registry: the entities that someone wants to find in texts, read from JSON records or from a CSV file."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from blocquotes import files, sources
from blocquotes.model import ENTITY_TYPES, Entity
from blocquotes.refusal import Reason, Refusal
from blocquotes.shown import nearest, shown
from blocquotes.suggest.names import gazetteer
from blocquotes.suggest.names.gazetteer import Gazetteer, slug

# Columns of a CSV file; the first two are required. The id is made of the name if it is not given.
COLUMNS = ("name", "type", "aliases", "wikidata", "id", "of")
REQUIRED = COLUMNS[:2]

# Between the aliases in a cell, since names have commas and semicolons.
BETWEEN = "|"

# Bytes of a CSV file: a million entities.
MOST_BYTES = 2**28

# Mistakes that a message lists.
MOST_SHOWN = 20

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_ID = re.compile(r"\S{1,200}")
LONGEST_LINE = 2000

# A cell of a CSV line, in quotation marks or without.
_CELL = re.compile(r'\s*"(?:[^"]|"")*"[^,]*|[^,]*')


@dataclass(frozen=True)
class Registry:
    """Entities to find in texts beside the names that ship with the package; without any, only those are found."""

    entities: tuple[Entity, ...] = ()

    @cached_property
    def words(self) -> Gazetteer:
        """The names that ship with the package, and those of the entities, which win."""
        known = gazetteer.load()
        return gazetteer.with_registry(known, self.entities) if self.entities else known

    def __reduce__(self) -> tuple[type["Registry"], tuple[tuple[Entity, ...]]]:
        """Another process makes the names itself: that is faster than sending all names that ship with the package."""
        return Registry, (self.entities,)


class _Record(NamedTuple):
    """The fields of an entity as read, and the place of each field in its file."""

    fields: Mapping[str, Any]
    place: Callable[[str], str]


def read_registry(path: str | PathLike[str]) -> Registry:
    """The registry in a folder of JSON records, one per file as in corpus/entities, or in a CSV file.

    A CSV file has a header with the columns `name` and `type`, and may have `aliases` (separated by `|`), `wikidata`,
    `id`, and `of` (the id of a people's land); other columns are ignored.

    Raises:
        Refusal: there is no such folder or file, or it has mistakes; each is named with file, line and column.
    """
    path = Path(path)
    if not path.exists():
        raise Refusal("a registry must be a folder of JSON records or a CSV file", "nothing there", place=str(path))
    records = list(_of_folder(path) if path.is_dir() else _of_csv(path))
    entities: list[Entity] = []
    reasons: list[Reason] = []
    for record in records:
        flaws = [record] if isinstance(record, Reason) else list(_flaws(record))
        reasons += flaws
        if isinstance(record, _Record) and not flaws:
            entities.append(_entity(record.fields))
    reasons += _repeated([record for record in records if isinstance(record, _Record)])
    if reasons:
        raise Refusal.of(_first(reasons))
    if not entities:
        raise Refusal("a registry must have at least one entity", "none", place=str(path))
    return Registry(tuple(entities))


def _first(reasons: Sequence[Reason]) -> Sequence[Reason]:
    """The first reasons; the last of them says how many more there are."""
    kept, more = reasons[:MOST_SHOWN], len(reasons) - MOST_SHOWN
    if more <= 0:
        return kept
    last = kept[-1]
    return [*kept[:-1], Reason(last.must, last.found, last.fix, last.place, (f"and {more:,} more mistakes",))]


def _of_folder(folder: Path) -> Iterator[_Record | Reason]:
    """The records in the `.json` files of a folder.

    Raises:
        OSError: the folder cannot be read.
    """
    for path in files.listed(folder, ".json"):
        source = sources.read(path)
        if source.json is None or source.trouble:
            line, column = source.place(())
            found = source.trouble.message if source.trouble else "none"
            yield Reason("an entity must be a JSON object", found, place=f"{path}:{line}:{column}")
        elif not isinstance(source.json.value, dict):
            yield Reason("an entity must be a JSON object", shown(source.json.value), place=f"{path}:1:1")
        elif source.json.duplicates:
            line, column = source.place(source.json.duplicates[0], key=True)
            found = f"{shown(source.json.duplicates[0][-1])} twice"
            yield Reason("a field must be there once", found, place=f"{path}:{line}:{column}")
        else:
            yield _Record(source.json.value, _json_place(path, source))


def _json_place(path: Path, source: sources.Source) -> Callable[[str], str]:
    def place(field: str) -> str:
        line, column = source.place((field,))
        return f"{path}:{line}:{column}"

    return place


def _of_csv(path: Path) -> Iterator[_Record | Reason]:
    """The records of a CSV file."""
    lines = io.StringIO(_csv_text(path), newline="")
    kept: list[str] = []
    reader = csv.reader(_kept(lines, kept), strict=True)
    header: list[str] | None = None
    try:
        for cells in reader:
            text = "".join(kept)
            start = reader.line_num - len(kept) + 1
            kept.clear()
            if header is None:
                header = _header(path, cells)
            elif any(cells):
                yield _row(path, header, cells, text, start)
    except csv.Error as error:
        yield Reason("a registry must be a CSV file", str(error), place=f"{path}:{reader.line_num}:1")
    if header is None:
        yield Reason(_MUST_HAVE, "an empty file", place=f"{path}:1:1")


_MUST_HAVE = f"a CSV registry must begin with a line of column names, {' and '.join(REQUIRED)} among them"


def _kept(lines: Iterable[str], kept: list[str]) -> Iterator[str]:
    """The lines, each also kept: where a cell is in a file can only be seen in them."""
    for line in lines:
        kept.append(line)
        yield line


def _csv_text(path: Path) -> str:
    try:
        data = sources.read_plain(path.resolve(), MOST_BYTES)
        return data.decode("utf-8-sig")
    except sources.PlainError as error:
        raise Refusal(
            "a registry must be a folder of JSON records or a CSV file", str(error), place=str(path)
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        found = f"byte 0x{data[error.start]:02X}, which is not valid UTF-8"
        fix = "save the file as CSV UTF-8"
        raise Refusal("a registry must be UTF-8 text", found, fix, place=f"{path}:{line}:{column}") from None


def _header(path: Path, cells: Sequence[str]) -> list[str]:
    """The names of the columns.

    Raises:
        Refusal: one that is required is missing, one is there twice, or one is most likely misspelt.
    """
    names = [cell.strip().casefold() for cell in cells]
    place, found = f"{path}:1:1", ", ".join(shown(name) for name in names[:20])
    if missing := [name for name in REQUIRED if name not in names]:
        fix = "separate the columns by commas" if len(names) == 1 else nearest(missing[0], names)
        raise Refusal(_MUST_HAVE, found, fix, place=place)
    for name in names:
        if name in COLUMNS and names.count(name) > 1:
            raise Refusal("a column of a registry must be there once", f"{shown(name)} twice", place=place)
        absent = [column for column in COLUMNS if column not in names]
        if name not in COLUMNS and (hint := nearest(name, absent)):
            raise Refusal(f"the columns of a CSV registry are {', '.join(COLUMNS)}", shown(name), hint, place=place)
    return names


def _row(path: Path, header: Sequence[str], cells: Sequence[str], text: str, line: int) -> _Record | Reason:
    if len(cells) != len(header):
        must = f"a row must have {len(header)} cells, as many as the header"
        return Reason(must, str(len(cells)), place=f"{path}:{line}:1")
    given = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if name in COLUMNS}
    fields: dict[str, Any] = {name: cell for name, cell in given.items() if cell}
    fields["aliases"] = [alias for part in given.get("aliases", "").split(BETWEEN) if (alias := part.strip())]
    fields.setdefault("id", slug(given["name"]) if given["name"] else "")

    def place(field: str) -> str:
        index = header.index(field) if field in header else header.index("name")
        before = text[: _cell_start(text, index)]
        return f"{path}:{line + before.count(chr(10))}:{len(before) - before.rfind(chr(10))}"

    return _Record(fields, place)


def _cell_start(text: str, index: int) -> int:
    """Where a cell of a row begins in the text of the row."""
    at = 0
    for _ in range(index):
        match = _CELL.match(text, at)
        at = (match.end() if match else at) + 1
    return at


def _flaws(record: _Record) -> Iterator[Reason]:
    """What is wrong with the fields of an entity."""
    for field, (is_right, must) in _RULES.items():
        value = record.fields.get(field)
        if not is_right(value):
            hint = nearest(value, ENTITY_TYPES) if field == "type" and isinstance(value, str) else ""
            found = "nothing" if value in (None, "") else shown(value)
            yield Reason(must, found, hint, record.place(field))


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable() and len(value) <= LONGEST_LINE


def _is_id(value: Any) -> bool:
    return _is_line(value) and bool(_ID.fullmatch(value))


def _is_wikidata(value: Any) -> bool:
    return value is None or (isinstance(value, str) and bool(_WIKIDATA.fullmatch(value)))


def _are_aliases(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(map(_is_line, value)))


# Field → what it is like, and the words for that. In the order in which they are checked.
_RULES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "name": (_is_line, "a name must be words on one line"),
    "type": (lambda value: value in ENTITY_TYPES, f"a type must be one of {', '.join(ENTITY_TYPES)}"),
    "id": (_is_id, "an id must be at most 200 characters without blanks"),
    "wikidata": (_is_wikidata, "a Wikidata id must look like Q7184"),
    "aliases": (_are_aliases, "aliases must be words on one line each"),
    "of": (lambda value: value is None or _is_id(value), "`of` must be the id of an entity"),
    "named": (lambda value: value is None or isinstance(value, bool), "`named` must be true or false"),
}


def _entity(fields: Mapping[str, Any]) -> Entity:
    return Entity(
        id=fields["id"],
        name=fields["name"],
        type=fields["type"],
        named=fields.get("named") is not False,
        wikidata=fields.get("wikidata"),
        of=fields.get("of"),
        aliases=tuple(fields.get("aliases") or ()),
        description=str(fields.get("description", "")),
    )


def _repeated(records: Iterable[_Record]) -> Iterator[Reason]:
    """The ids that an earlier record has."""
    first: dict[str, _Record] = {}
    for record in records:
        id_ = record.fields.get("id")
        if isinstance(id_, str) and id_:
            earlier = first.setdefault(id_, record)
            if earlier is not record:
                fix = "join the two, or give one of them another id"
                found = f"{shown(id_)} also at {earlier.place('name')}"
                yield Reason("an id must belong to one entity", found, fix, record.place("id"))
