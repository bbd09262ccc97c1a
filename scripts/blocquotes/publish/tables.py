"""The proof of a release's tables: types, rows and checksums from the Parquet files, then spans and references."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.dataset import manifest
from blocquotes.layout import Layout
from blocquotes.model import Finding
from blocquotes.publish import links
from blocquotes.publish.links import Row

SPLITS = ("train", "validation", "test")
"""The order in which a table's files make up its rows."""


def prove(folder: Path, files: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Every finding of the tables; spans and references are looked at once all rows have the shape that they must."""
    rows: dict[str, list[Row]] = {}
    sound = True
    for table, told in tables.items():
        rows[table] = []
        for finding in _table(folder, files, table, told, rows[table]):
            sound = False
            yield finding
    if sound:
        yield from links.prove(rows)


def _table(
    folder: Path, files: Mapping[str, Any], table: str, told: Mapping[str, Any], rows: list[Row]
) -> Iterator[Finding]:
    """The findings of one table; a layer is looked at where the one before has none. Fills `rows`."""
    layers: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _schema(folder, table),
        lambda: _read(folder, _file_names(files, table), table, told["rows"], rows),
        lambda: _shape(folder, table, rows),
        lambda: _checksum(folder, table, told, rows),
    )
    for layer in layers:
        found = list(layer())
        yield from found
        if found:
            return


def _schema(folder: Path, table: str) -> Iterator[Finding]:
    name = f"schema/{table}.schema.json"
    try:
        schemas.validator(folder / "schema", table).check_schema(dict(schemas.load(folder / "schema", table)))
        schemas.arrow_schema(schemas.columns(folder / "schema", table))
    except Exception as error:
        # A schema from elsewhere can be wrong in ways that nobody can list; each of them is this one finding.
        yield Finding("release-schema", name, 1, 1, f"{type(error).__name__}: {str(error)[:200]}")


def _file_names(files: Mapping[str, Any], table: str) -> list[str]:
    """The data files that the manifest names for a table, in the order of their rows."""
    names = (name for name in files if name.startswith(f"data/{table}/") and name.endswith(".parquet"))
    order = {split: i for i, split in enumerate(SPLITS)}
    return sorted(names, key=lambda name: (order.get(name.split("/")[2].split("-")[0], len(order)), name))


def _read(folder: Path, names: Sequence[str], table: str, must: int, rows: list[Row]) -> Iterator[Finding]:
    import pyarrow.parquet as pq

    schema = schemas.arrow_schema(schemas.columns(folder / "schema", table))
    if must and not names:
        yield Finding("release-table", f"data/{table}/", 1, 1, "no Parquet file of the table in manifest.json")
    for name in names:
        try:
            with pq.ParquetFile(folder / name) as file:
                found = file.read()  # read_table would import pandas for the same
        except (OSError, ValueError) as error:
            yield Finding("release-table", name, 1, 1, f"no Parquet that can be read: {str(error)[:200]}")
            continue
        if found.schema.equals(schema):
            rows += [Row(_plain(values), name, i) for i, values in enumerate(found.to_pylist(), 1)]
        else:
            yield Finding("release-arrow-schema", name, 1, 1, _difference(found.schema, schema))


def _plain(values: Mapping[str, Any]) -> Any:
    return json.loads(json.dumps(values, default=str))


def _difference(found: Any, must: Any) -> str:
    """The first column in which two Arrow schemas differ."""
    pairs = [(str(f), str(m)) for f, m in zip(found, must, strict=False) if not f.equals(m)]
    if pairs:
        return "{} instead of {}".format(*(text.replace("pyarrow.Field", "") for text in pairs[0]))
    return f"{len(found)} columns instead of {len(must)}"


def _shape(folder: Path, table: str, rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        for error in schemas.errors(folder / "schema", table, row.values):
            yield row.finding("release-row-shape", f"{error.json_path}: {error.message[:200]}")


def _checksum(folder: Path, table: str, told: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[Finding]:
    found = {
        "rows": len(rows),
        "rows_sha256": manifest.rows_sha256(Layout(folder), table, [row.values for row in rows]),
    }
    for key, value in found.items():
        if value != told[key]:
            yield Finding("release-rows-changed", f"data/{table}/", 1, 1, f"{key} {value} instead of {told[key]}")
