"""All tables of a release in one SQLite file, with keys, references and views."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from blocquotes import fields, schemas
from blocquotes.schemas import Column

Row = Mapping[str, Any]


class Values(Protocol):
    """The rows of a table, read again at each call."""

    def values(self) -> Iterable[Row]:
        """The rows."""


# Bytes 60 to 71 of every file that is written here: version of the format, nothing, and whose format it is.
FORMAT, OWNER = 1, b"BLQT"
MARK = FORMAT.to_bytes(4, "big") + bytes(4) + OWNER

# Columns that other tables have as rows of their own.
NESTED = {("articles", "quotes"), ("articles", "mentions")}

TYPES = {"string": "text", "date32": "text", "int32": "integer", "bool_": "integer", "float64": "real"}

# Name → what it selects.
VIEWS = {
    "quotes_by_speaker": """
        select speaker_id, entities.name as speaker_name, entities.type as speaker_type, quotes.*
        from quotes_speaker_ids
        join entities on entity_id = speaker_id
        join quotes using (quote_id)
        order by quotes.rowid, position""",
    "quotes_by_utterance": """
        select utterances.utterance_id, utterances.paraphrase, quotes.*
        from quotes_utterance_ids
        join utterances using (utterance_id)
        join quotes using (quote_id)
        order by utterances.rowid, quotes.rowid""",
    "quotes_by_country": """
        select speaker_country_id as country_id, entities.name as country_name, quotes.*
        from quotes_speaker_country_ids
        join entities on entity_id = speaker_country_id
        join quotes using (quote_id)
        order by quotes.rowid, position""",
    "quotes_in_context": """
        select quotes.quote_id, quotes.before, sentences.text as sentence_text, quotes.after, quotes.content
        from quotes
        join sentences using (article_id, sentence)
        order by quotes.rowid""",
}


def database(tables: Mapping[str, Values]) -> bytes:
    """The SQLite file with the rows of every table, in their order; the same bytes for the same rows.

    Lists and structs are JSON. A list of ids also has a table of links, such as `quotes_speaker_ids`. Another version
    of SQLite may lay out the pages of the file in another way.
    """
    import sqlite3

    with sqlite3.connect(":memory:", isolation_level=None) as connection:
        for line in ("page_size = 4096", "encoding = 'UTF-8'", f"user_version = {FORMAT}", "foreign_keys = off"):
            connection.execute(f"pragma {line}")
        connection.execute(f"pragma application_id = {int.from_bytes(OWNER, 'big')}")
        connection.execute("begin")
        for table in fields.TABLES:
            for statement, rows in _statements(table, tables[table].values):
                connection.execute(statement) if rows is None else connection.executemany(statement, rows)
        for name, query in VIEWS.items():
            connection.execute(f"create view {name} as {query}")
        connection.execute("commit")
        connection.execute("vacuum")
        return _without_version(connection.serialize())


def _without_version(data: bytes) -> bytes:
    """The file without how often it was changed (bytes 24 and 92) and by which version of SQLite (byte 96)."""
    once = (1).to_bytes(4, "big")
    return data[:24] + once + data[28:92] + once + bytes(4) + data[100:]


Statement = tuple[str, Iterable[tuple[Any, ...]] | None]


def _statements(table: str, rows: Callable[[], Iterable[Row]]) -> Iterator[Statement]:
    """The statements that make a table with its links and fill them, with the rows of those that insert."""
    columns = [c for c in schemas.columns(schemas.own_folder(), table) if (table, c.name) not in NESTED]
    key, references = fields.TABLES[table].key, fields.references(table)
    described = ", ".join(_described(column, key, references.get(column.name)) for column in columns)
    yield f'create table "{table}" ({described})', None
    yield _insert(table, len(columns)), (tuple(_plain(c, row[c.name]) for c in columns) for row in rows())
    for column in columns:
        if column.is_list and column.name in references:
            yield from _links(table, column.name, references[column.name], rows)


def _described(column: Column, key: str, target: str | None) -> str:
    kind = "text" if column.is_list or column.fields else TYPES[column.type]
    parts = [f'"{column.name}" {kind}', *([] if column.nullable else ["not null"])]
    if column.name == key:
        parts.append("primary key")
    if target and not column.is_list:
        parts.append(f'references "{target}" ("{fields.TABLES[target].key}")')
    return " ".join(parts)


def _plain(column: Column, value: Any) -> Any:
    if column.is_list or column.fields:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(value) if isinstance(value, bool) else value


def _links(table: str, column: str, target: str, rows: Callable[[], Iterable[Row]]) -> Iterator[Statement]:
    """The table of a list of ids: one row per id, with its position in the list from 0."""
    key, of = fields.TABLES[table].key, fields.TABLES[target].key
    name, other = f"{table}_{column}", column.replace("_ids", "_id")
    described = (
        f'"{key}" text not null references "{table}" ("{key}")',
        "position integer not null",
        f'"{other}" text not null references "{target}" ("{of}")',
        f'primary key ("{key}", position)',
    )
    yield f'create table "{name}" ({", ".join(described)}) without rowid', None
    yield _insert(name, 3), ((row[key], at, id_) for row in rows() for at, id_ in enumerate(row[column]))


# Names of tables and columns are those of our own schemas.
def _insert(table: str, n_columns: int) -> str:
    return f'insert into "{table}" values ({", ".join("?" * n_columns)})'  # noqa: S608
