"""Checks of files as bytes: where they are, whether they can be read, and whether they are JSON."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from blocquotes import sources
from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding
from blocquotes.shown import shown

# What keeps a file from being read → the rule that it breaks.
TROUBLES = {
    "unreadable": "unreadable",
    "size": "file-size",
    "encoding": "file-encoding",
    "bom": "file-encoding",
    "syntax": "json-syntax",
}


def check_strays(corpus: Index, strays: Iterable[str]) -> Iterator[Finding]:
    """`corpus/` holds records in their folders and nothing else."""
    for file in strays:
        path = PurePosixPath(file)
        if not sources.is_plain(corpus.layout.root / file):
            found = "a link or a device, where a plain file must be"
        elif path.suffix != ".json":
            found = f"a file whose name does not end in .json: {shown(path.name)}"
        else:
            found = f"a file in {path.parent}/"
        yield Finding("wrong-folder", file, 1, 1, found)


def check_folders(corpus: Index) -> Iterator[Finding]:
    """Every folder of `corpus/`, and `seeds/`, can be read."""
    for folder, reason in corpus.unreadable.items():
        yield Finding("unreadable", folder, 1, 1, f"the folder {shown(folder)}: {reason}")


def check_bytes(record: Record) -> Iterator[Finding]:
    """A file is UTF-8, JSON, of sensible size, and gives each field once."""
    if trouble := record.source.trouble:
        hint = _syntax_hint(record.source.text, trouble.offset) if trouble.kind == "syntax" else ""
        yield finding(record, TROUBLES[trouble.kind], (), trouble.message, hint)
    elif record.source.json:
        for path in record.source.json.duplicates:
            yield finding(record, "duplicate-key", path, f"{shown(path[-1])} is given more than once", key=True)


def _syntax_hint(text: str, at: int) -> str:
    """What to write in the place of a slip that is often made; empty for others."""
    found = text[at : at + 1]
    if found in tuple("“”„‟″＂'‘’`"):
        return f'write " instead of {found} and of the mark that closes the string'
    return "remove this comma" if found == "," else ""
