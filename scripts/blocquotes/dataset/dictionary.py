"""The data dictionary, docs/columns.md: every column of every table, from the schemas of the tables."""

from collections.abc import Iterator, Sequence

from blocquotes import schemas
from blocquotes.dataset.generated_parts import described, table
from blocquotes.layout import Layout
from blocquotes.schemas import Column
from blocquotes.shown import Markdown, code

HEAD = """# Columns

Every column of every table, with its type and meaning, generated from `schema/tables/` by `blocquotes docs`. A release
has the same in its folder `schema/`. The fields of a struct come after `[].`. A closed list of values is in its order,
so that you can number labels by it, with the BIO tag `O` as 0.
"""


def document(layout: Layout) -> str:
    """The data dictionary as Markdown."""
    return "\n".join([HEAD, *(_table(layout, name) for name in schemas.TABLES)])


def _table(layout: Layout, name: str) -> str:
    rows = list(_rows(schemas.columns(layout.schema, name)))
    about = described(schemas.describe(layout.schema, name))
    return f"## `{name}`\n\n{about}\n\n{table(('column', 'type', 'meaning'), rows)}\n"


def _rows(fields: Sequence[Column], prefix: str = "") -> Iterator[tuple[str, Markdown, Markdown]]:
    for column in fields:
        kind = column.type.rstrip("_")
        shown = Markdown(f"list&lt;{kind}>" if column.is_list else kind)
        yield code(f"{prefix}{column.name}"), shown, described(_meaning(column))
        if column.fields and not prefix:
            yield from _rows(column.fields, f"{column.name}[].")


def _meaning(column: Column) -> str:
    values = f" One of: {', '.join(column.values)}." if column.values else ""
    return f"{column.description}{values}"
