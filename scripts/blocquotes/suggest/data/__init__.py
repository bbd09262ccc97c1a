"""The suggester's word lists and tables, each read once from a file beside this one; README.md lists them."""

from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path

_FOLDER = Path(__file__).parent


def lines(file: str) -> Iterator[str]:
    """The lines of a file, without empty ones and comments, which begin with #."""
    for line in (_FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a table whose first line names the columns; cells that a row leaves out at its end are empty."""
    header, *rest = (line.split("\t") for line in lines(file))
    for cells in rest:
        if len(cells) > len(header):
            # Editors strip the tabs at the end of a line, so fewer cells are fine; more are a mistake.
            raise ValueError(
                f"{file}: a row must have at most the {len(header)} columns {', '.join(header)}; "
                f"this one has {len(cells)} cells: {cells}"
            )
        yield dict(zip_longest(header, cells, fillvalue=""))


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
        words.setdefault(row["class"], []).extend(row["words"].split())
    return {name: frozenset(its) for name, its in words.items()}
