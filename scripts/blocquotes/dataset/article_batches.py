"""The batches of articles and of their quotes and mentions: what the flat rows share with the nested ones is made once.

A row of `quotes` or `mentions` has the columns of a row that is nested in its article, and a few of the article
(`table_rows.OF_THE_ARTICLE`). So no flat row is made: its columns are those of the nested rows, its JSON line is that
of the nested row with what the article says put in, and it fits its schema if the article does (`is_implied`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes import form, schemas
from blocquotes.dataset import parquet, table_rows
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
        flat = {table: _flat_columns(schema_folder, table, part) for table in NESTED}
        texts = {table: [[form.encode(row) for row in article[table]] for article in part] for table in NESTED}
        for table in NESTED:
            flat_lines = _flat_lines(schema_folder, table, part, texts[table])
            yield Batch(table, split, flat[table], "".join(flat_lines).encode("utf-8"))
        lines = [_article_line(row, [texts[table][i] for table in NESTED]) for i, row in enumerate(part)]
        yield Batch(ARTICLES, split, _article_columns(schema_folder, part, flat), "".join(lines).encode("utf-8"))


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


def _flat_columns(schema_folder: Path, table: str, articles: Sequence[Row]) -> "pa.Table":
    import pyarrow as pa

    columns = schemas.columns(schema_folder, table)
    own = {column.name for column in _nested(schema_folder, table).fields}
    rows = [row for article in articles for row in article[table]]
    schema = schemas.arrow_schema(columns)

    def values(name: str) -> list[Any]:
        if name in own:
            return [row[name] for row in rows]
        return [article[name] for article in articles for _ in article[table]]

    arrays = [
        parquet.array(column, field.type, values(column.name)) for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _article_columns(schema_folder: Path, articles: Sequence[Row], flat: "Mapping[str, pa.Table]") -> "pa.Table":
    """The columns of articles, whose nested rows are the columns of the flat ones."""
    import pyarrow as pa

    columns = schemas.columns(schema_folder, ARTICLES)
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


# Columns of a flat row that follow each other, and whether they are those of the nested row.
Run = tuple[bool, tuple[str, ...]]


@cache
def _runs(schema_folder: Path, table: str) -> Sequence[Run]:
    own = {column.name for column in _nested(schema_folder, table).fields}
    columns = [column.name for column in schemas.columns(schema_folder, table)]
    return [(is_own, tuple(names)) for is_own, names in groupby(columns, key=own.__contains__)]


def _flat_lines(
    schema_folder: Path, table: str, articles: Sequence[Row], texts: Sequence[Sequence[str]]
) -> Iterator[str]:
    """The JSON lines of flat rows, given those of the nested ones of each article."""
    runs = _runs(schema_folder, table)
    # In a JSON text a mark that is not escaped is never part of a string, so this is found only before the column.
    starts = [f', "{names[0]}": ' for is_own, names in runs if is_own][1:]
    for article, rows in zip(articles, texts, strict=True):
        joined = [
            None if is_own else form.encode({name: article[name] for name in names})[1:-1] for is_own, names in runs
        ]
        for text in rows:
            parts = iter(_cut(text, starts))
            yield f"{{{', '.join([next(parts) if part is None else part for part in joined])}}}\n"


def _cut(text: str, starts: Sequence[str]) -> Iterator[str]:
    """The fields of an object's JSON text in parts, each but the first from one of the starts on."""
    at = 1
    for start in starts:
        end = text.index(start, at)
        yield text[at:end]
        at = end + len(", ")
    yield text[at:-1]


def _article_line(article: Row, nested: Sequence[Sequence[str]]) -> str:
    """The JSON line of an article, given those of its nested rows."""
    text = form.encode({**article, **{table: [] for table in NESTED}})
    for table, rows in zip(NESTED, nested, strict=True):
        before, empty, after = text.partition(f'"{table}": []')
        assert empty
        text = f'{before}"{table}": [{", ".join(rows)}]{after}'
    return f"{text}\n"
