"""The batches of articles and of their quotes and mentions: what the flat rows share with the nested ones is made once.

A row of `quotes` or `mentions` has the columns of a row that is nested in its article, and a few of the article
(`table_rows.OF_THE_ARTICLE`). So no flat row is made: its columns are those of the nested rows, its JSON line is that
of the nested row with what the article says put in, and it fits its schema if the article does (`is_implied`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, groupby, pairwise, repeat
from operator import itemgetter
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
        # As bytes, which take half of the memory of most texts, and so less time to search and copy.
        texts = {table: [_encoded(article[table]) for article in part] for table in NESTED}
        for table in NESTED:
            flat_lines = _flat_lines(schema_folder, table, part, texts[table])
            yield Batch(table, split, flat[table], b"".join(flat_lines))
        lines = [_article_line(row, [texts[table][i] for table in NESTED]) for i, row in enumerate(part)]
        yield Batch(ARTICLES, split, _article_columns(schema_folder, part, flat), b"".join(lines))


def _encoded(value: Any) -> bytes:
    """The JSON text of a value as it is in a line."""
    return form.encode(value).encode("utf-8")


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
            return list(map(itemgetter(name), rows))
        return list(chain.from_iterable([repeat(article[name], len(article[table])) for article in articles]))

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


@cache
def _joints(schema_folder: Path, table: str) -> Sequence[tuple[tuple[str, ...], str]]:
    """Columns of the article that follow each other in a flat row, and the column of the nested row behind them."""
    own = {column.name for column in _nested(schema_folder, table).fields}
    columns = [column.name for column in schemas.columns(schema_folder, table)]
    runs = [(is_own, tuple(names)) for is_own, names in groupby(columns, key=own.__contains__)]
    joints = [(names, behind[0]) for (is_own, names), (_, behind) in pairwise(runs) if not is_own]
    # Where a name is in structs too, its first place in a row need not be the column.
    inner = {name for column in _nested(schema_folder, table).fields for name in _names_inside(column)}
    assert runs[0][0] and runs[-1][0] and inner.isdisjoint((columns[0], *(behind for _, behind in joints)))
    return joints


def _names_inside(column: Column) -> Iterator[str]:
    for part in column.fields:
        yield part.name
        yield from _names_inside(part)


def _flat_lines(schema_folder: Path, table: str, articles: Sequence[Row], texts: Sequence[bytes]) -> Iterator[bytes]:
    """The JSON lines of the flat rows of each article, given the JSON text of its nested ones."""
    key = schemas.columns(schema_folder, table)[0].name.encode("ascii")
    for article, text in zip(articles, texts, strict=True):
        if not article[table]:
            continue
        lines = text[1:-1]
        joints = [
            (b', "%b": ' % behind.encode("ascii"), b", " + _encoded({name: article[name] for name in names})[1:-1])
            for names, behind in _joints(schema_folder, table)
        ]
        done = 0
        for _ in article[table]:
            # In JSON no mark of a string is without a backslash, so none of this is part of one. Each search begins
            # where the last one ended: to replace one joint after the other would search all rows for each.
            for here, joined in joints:
                at = lines.index(here, done)
                yield lines[done:at]
                yield joined
                done = at
            at = lines.find(b'}, {"%b": ' % key, done)
            yield lines[done : at + 1] if at >= 0 else lines[done:]
            yield b"\n"
            done = at + len(b"}, ")


def _article_line(article: Row, nested: Sequence[bytes]) -> bytes:
    """The JSON line of an article, given the JSON texts of its nested rows."""
    text = _encoded({**article, **{table: [] for table in NESTED}})
    for table, rows in zip(NESTED, nested, strict=True):
        place = b'"%b": ' % table.encode("ascii")
        before, empty, after = text.partition(place + b"[]")
        assert empty
        text = b"".join((before, place, rows, after))
    return text + b"\n"
