"""The summary that a build prints: articles, quotes by type, speakers, entities, files and sizes."""

from pathlib import Path

from blocquotes.dataset.release import Built
from blocquotes.shown import harmless


def summary(built: Built, target: Path) -> str:
    """The summary of a release as lines of text."""
    types = built.types
    lines = [
        ("articles", str(built.counts["articles"])),
        ("quotes", f"{types.total()}  ({', '.join(f'{types[t]} {t}' for t in ('direct', 'mixed', 'indirect'))})"),
        ("mentions", str(built.counts["mentions"])),
        ("speakers", str(built.counts["speakers"])),
        ("entities", str(built.counts["entities"])),
        ("outlets", str(built.counts["outlets"])),
        ("utterances", str(built.counts["utterances"])),
        ("files", f"{len(built.sizes)}  ({size(sum(built.sizes.values()))})"),
    ]
    files = [f"  {size(number):>9}  {name}" for name, number in built.sizes.items()]
    return "\n".join(
        [f"built {harmless(str(target))}", *(f"  {name:<11}{value}" for name, value in lines), *files, *built.notes]
    )


def size(number: int) -> str:
    """A number of bytes as it is printed."""
    return f"{number:,} B" if number < 10_000 else f"{number / 1000:,.1f} kB"
