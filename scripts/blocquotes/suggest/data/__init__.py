"""The suggester's word lists and tables, each read once from a file beside this one; README.md lists them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from sys import intern

from blocquotes import tsv

_FOLDER = Path(__file__).parent


def lines(file: str) -> Iterator[str]:
    """The lines of a file, without empty ones and comments, which begin with #."""
    return tsv.lines(_FOLDER / file)


def rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a table whose first line names the columns; cells that a row leaves out at its end are empty."""
    return tsv.rows(_FOLDER / file)


def word_class(name: str) -> frozenset[str]:
    """The words of one class of `word-classes.tsv`, in lower case with straight apostrophes.

    Raises LookupError for a class that is not in the table.
    """
    return _class("word-classes.tsv", name)


def name_class(name: str) -> frozenset[str]:
    """The words of one class of `name-classes.tsv`.

    Raises LookupError for a class that is not in the table.
    """
    return _class("name-classes.tsv", name)


def _class(file: str, name: str) -> frozenset[str]:
    found = classes(file)
    if name not in found:
        raise LookupError(f"{file} has no class {name!r}; its classes: {', '.join(sorted(found))}")
    return found[name]


@cache
def classes(file: str) -> dict[str, frozenset[str]]:
    """The classes of words in a table with the columns `class` and `words`, by their names."""
    words: dict[str, list[str]] = {}
    for row in rows(file):
        words.setdefault(row["class"], []).extend(map(intern, row["words"].split()))
    return {name: frozenset(its) for name, its in words.items()}
