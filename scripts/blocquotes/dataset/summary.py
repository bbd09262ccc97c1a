"""The summary that a build prints: articles, quotes by type, speakers, entities, files and sizes."""

from collections import Counter
from pathlib import Path

from blocquotes.dataset.release import Release
from blocquotes.shown import harmless


def summary(built: Release, target: Path) -> str:
    """The summary of a release as lines of text."""
    types = Counter(row["type"] for row in built.rows["quotes"])
    lines = [
        ("articles", str(len(built.rows["articles"]))),
        ("quotes", f"{types.total()}  ({', '.join(f'{types[t]} {t}' for t in ('direct', 'mixed', 'indirect'))})"),
        ("mentions", str(len(built.rows["mentions"]))),
        ("speakers", str(len(built.rows["speakers"]))),
        ("entities", str(len(built.rows["entities"]))),
        ("outlets", str(len(built.rows["outlets"]))),
        ("utterances", str(len(built.rows["utterances"]))),
        ("files", f"{len(built.sizes)}  ({size(sum(built.sizes.values()))})"),
    ]
    files = [f"  {size(number):>9}  {name}" for name, number in built.sizes.items()]
    return "\n".join(
        [f"built {harmless(str(target))}", *(f"  {name:<11}{value}" for name, value in lines), *files, *built.notes]
    )


def size(number: int) -> str:
    """A number of bytes as it is printed."""
    return f"{number:,} B" if number < 10_000 else f"{number / 1000:,.1f} kB"
