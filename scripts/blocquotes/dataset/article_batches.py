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
from blocquotes.dataset import column_values, json_lines, parquet, table_rows
from blocquotes.dataset.column_values import Values
from blocquotes.dataset.parquet import Batch, Row
from blocquotes.schemas import Column, JsonObject

if TYPE_CHECKING:
    import pyarrow as pa

ARTICLES = "articles"

# Tables whose rows are nested in those of articles.
NESTED = ("quotes", "mentions")


def encode(schema_folder: Path, articles: Iterable[Row]) -> Iterator[Batch]:
    """The batches of articles, which are sorted by split, and those of their quotes and mentions.

    Raises:
        Refusal: a row does not fit the schema of its table.
    """
    columns = schemas.columns(schema_folder, ARTICLES)
    for split, part in parquet.stretches(articles):
        try:
            flat = {table: _flat_values(schema_folder, table, part) for table in NESTED}
            own = _own_values(columns, part)
        except column_values.UNFIT:
            # It says what is wrong with which row.
            parquet.validate(schema_folder, ARTICLES, part)
            raise
        if not (schemas.are_decided(schema_folder, ARTICLES) and _fit(part, own, flat)):
            parquet.validate(schema_folder, ARTICLES, part)
        for table, values in flat.items():
            if not is_implied(schema_folder, table):
                parquet.validate(schema_folder, table, (row for a in part for row in table_rows.explode(a, table)))
            lines = json_lines.of_values([one.column for one in values], [one.given for one in values])
            yield Batch(table, split, column_values.table(values), lines)
        yield Batch(ARTICLES, split, _article_columns(columns, part, own, flat), json_lines.lines(columns, part))


def _own_values(columns: Sequence[Column], articles: Sequence[Row]) -> list[Values]:
    """The values of each column of articles, except for those that hold nested rows."""
    return column_values.of_rows([column for column in columns if column.name not in NESTED], articles)


def _fit(articles: Sequence[Row], own: Sequence[Values], flat: Mapping[str, Sequence[Values]]) -> bool:
    """Whether articles are known to fit their schema, given their values and those of the rows nested in them."""
    sizes = {len(own) + len(NESTED): set(map(len, articles))}
    for table, values in flat.items():
        nested = [one for one in values if one.column.name not in table_rows.OF_THE_ARTICLE]
        sizes[len(nested)] = {len(row) for article in articles for row in article[table]}
        own = [*own, *nested]
    has_others = any(found - {size} for size, found in sizes.items())
    return not has_others and all(one.fit for one in own)


@cache
def is_implied(schema_folder: Path, table: str) -> bool:
    """Whether a flat row of a table fits its schema if the article that it is nested in fits that of articles."""
    flat, article = (schemas.load(schema_folder, schemas.table_schema(schema_folder, one)) for one in (table, ARTICLES))
    items = article["properties"][table]["items"]
    nested = items["properties"]
    if set(flat) - schemas.NOTES != {"type", "additionalProperties", "required", "properties"}:
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
    return {key: value for key, value in part.items() if key not in schemas.NOTES}


@cache
def _nested(schema_folder: Path, table: str) -> Column:
    """The column of articles that holds the rows of a table."""
    return next(column for column in schemas.columns(schema_folder, ARTICLES) if column.name == table)


def _flat_values(schema_folder: Path, table: str, articles: Sequence[Row]) -> list[Values]:
    """The values of each column of the flat rows."""
    own = {column.name for column in _nested(schema_folder, table).fields}
    rows = [row for article in articles for row in article[table]]

    def values(name: str) -> list[Any]:
        if name in own:
            return list(map(itemgetter(name), rows))
        return list(chain.from_iterable([repeat(article[name], len(article[table])) for article in articles]))

    return [column_values.of(column, values(column.name)) for column in schemas.columns(schema_folder, table)]


def _article_columns(
    columns: Sequence[Column], articles: Sequence[Row], own: Sequence[Values], flat: Mapping[str, Sequence[Values]]
) -> "pa.Table":
    """The columns of articles, whose nested rows are the columns of the flat ones."""
    import pyarrow as pa

    arrays = {one.column.name: one.array for one in own}
    for table, values in flat.items():
        field = next(column for column in columns if column.name == table).arrow
        of_column = {one.column.name: one.array for one in values}
        nested = [of_column[part.name] for part in field.type.value_type]
        items = pa.StructArray.from_arrays(nested, fields=list(field.type.value_type))
        ends = pa.array(list(accumulate([len(article[table]) for article in articles], initial=0)), pa.int32())
        arrays[table] = pa.ListArray.from_arrays(ends, items, type=field.type)
    schema = schemas.arrow_schema(columns)
    return pa.Table.from_arrays([arrays[column.name] for column in columns], schema=schema)
