"""The batches of articles and of their quotes and mentions: what the flat rows share with the nested ones is made once.

A row of `quotes` or `mentions` has the columns of a row that is nested in its article, and a few of the article
(`table_rows.OF_THE_ARTICLE`). So its columns are those of the nested rows, and it fits its schema if the article does
(`is_implied`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, repeat
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes import schemas
from blocquotes.dataset import json_lines, parquet, table_rows
from blocquotes.dataset.parquet import Batch, Row
from blocquotes.schemas import Column, JsonObject

if TYPE_CHECKING:
    import pyarrow as pa

ARTICLES = "articles"

# Tables whose rows are nested in those of articles.
NESTED = ("quotes", "mentions")

# What a schema says of a column that decides about no value.
NOTES = ("title", "description", "ofText")


def encode(schema_folder: Path, articles: Iterable[Row]) -> Iterator[Batch]:
    """The batches of articles, which are sorted by split, and those of their quotes and mentions.

    Raises:
        Refusal: a row does not fit the schema of its table.
    """
    for split, part in parquet.stretches(articles):
        parquet.validate(schema_folder, ARTICLES, part)
        for table in NESTED:
            if not is_implied(schema_folder, table):
                parquet.validate(schema_folder, table, (row for a in part for row in table_rows.explode(a, table)))
        flat = {}
        for table in NESTED:
            columns = schemas.columns(schema_folder, table)
            values = _flat_values(schema_folder, table, part)
            flat[table] = parquet.of_values(columns, values)
            yield Batch(table, split, flat[table], json_lines.of_values(columns, values))
        columns = schemas.columns(schema_folder, ARTICLES)
        yield Batch(ARTICLES, split, _article_columns(columns, part, flat), json_lines.lines(columns, part))


@cache
def is_implied(schema_folder: Path, table: str) -> bool:
    """Whether a flat row of a table fits its schema if the article that it is nested in fits that of articles."""
    flat, article = (schemas.load(schema_folder, schemas.table_schema(schema_folder, one)) for one in (table, ARTICLES))
    items = article["properties"][table]["items"]
    nested = items["properties"]
    if set(flat) - {"$schema", *NOTES} != {"type", "additionalProperties", "required", "properties"}:
        return False
    if set(items["required"]) != set(nested) or set(flat["required"]) != set(flat["properties"]):
        return False
    return all(
        nested[name] == {"$ref": f"{table}{schemas.ENDING}#/properties/{name}"}
        if name in nested
        else _decides(part) == _decides(article["properties"][name])
        for name, part in flat["properties"].items()
    )


def _decides(part: JsonObject) -> JsonObject:
    return {key: value for key, value in part.items() if key not in NOTES}


@cache
def _nested(schema_folder: Path, table: str) -> Column:
    """The column of articles that holds the rows of a table."""
    return next(column for column in schemas.columns(schema_folder, ARTICLES) if column.name == table)


def _flat_values(schema_folder: Path, table: str, articles: Sequence[Row]) -> list[list[Any]]:
    """The values of each column of the flat rows."""
    own = {column.name for column in _nested(schema_folder, table).fields}
    rows = [row for article in articles for row in article[table]]

    def values(name: str) -> list[Any]:
        if name in own:
            return list(map(itemgetter(name), rows))
        return list(chain.from_iterable([repeat(article[name], len(article[table])) for article in articles]))

    return [values(column.name) for column in schemas.columns(schema_folder, table)]


def _article_columns(columns: Sequence[Column], articles: Sequence[Row], flat: "Mapping[str, pa.Table]") -> "pa.Table":
    """The columns of articles, whose nested rows are the columns of the flat ones."""
    import pyarrow as pa

    schema = schemas.arrow_schema(columns)
    arrays = []
    for column, field in zip(columns, schema, strict=True):
        values = [article[column.name] for article in articles]
        if column.name not in flat:
            arrays.append(parquet.array(column, field.type, values))
            continue
        ends = pa.array(list(accumulate(map(len, values), initial=0)), pa.int32())
        parts = [flat[column.name].column(part.name).combine_chunks() for part in column.fields]
        items = pa.StructArray.from_arrays(parts, fields=list(field.type.value_type))
        arrays.append(pa.ListArray.from_arrays(ends, items, type=field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
