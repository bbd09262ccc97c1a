"""Tables of words that come with the package: tab-separated, UTF-8, with comments that begin with #."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path


def lines(path: Path) -> Iterator[str]:
    """The lines of a file, without empty ones and comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table whose first line names the columns; cells that a row leaves out at its end are empty.

    Raises:
        ValueError: a row has more cells than the table has columns.
    """
    header, *rest = (line.split("\t") for line in lines(path))
    for cells in rest:
        if len(cells) > len(header):
            # Editors strip the tabs at the end of a line, so fewer cells are fine; more are a mistake.
            raise ValueError(
                f"{path.name}: a row must have at most the {len(header)} columns {', '.join(header)}; "
                f"this one has {len(cells)} cells: {cells}"
            )
        yield dict(zip_longest(header, cells, fillvalue=""))
