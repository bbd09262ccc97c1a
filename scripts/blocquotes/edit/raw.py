"""Raw texts as they are handed in: a text file, a saved web page, or a stream, read whole and refused with a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from blocquotes import sources
from blocquotes.edit import web_page
from blocquotes.edit.new import NewError
from blocquotes.shown import harmless

PAGES = (".html", ".htm")


class MissingError(NewError):
    """No file is where a text was said to be."""


@dataclass(frozen=True)
class Raw:
    """A raw text: its bytes as its seed has them, where it was read from, and what is known of the page it stood on.

    `path` is None for a stream; `provenance` is what the field `seed` of the article has beside file and checksum.
    """

    path: Path | None
    data: bytes
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its words."""
        return self.data.decode("utf-8")


def texts(paths: Sequence[Path], stdin: BinaryIO) -> Iterator[Raw]:
    """The raw texts at the paths: files, the .txt files of folders, and standard input for `-`.

    Raises:
        NewError: one of them is missing, a link, too large, or no text.
    """
    for path in paths:
        if str(path) == "-":
            yield _sound(None, stdin.read(sources.MAX_BYTES + 1))
        elif path.is_dir():
            yield from (read(file) for file in sorted(path.glob("*.txt")))
        else:
            yield read(path)


def read(path: Path) -> Raw:
    """A text file as it is, or the main text of a saved page.

    Raises:
        MissingError: there is nothing at the path.
        NewError: the file is a link, too large, or holds no text.
    """
    if not (path.exists() or path.is_symlink()):
        raise MissingError(f"a raw text must exist; found none at {path}\nfix: name a .txt or a saved .html file")
    if path.is_symlink() or not path.is_file():
        raise NewError(
            f"a raw text must be a plain file; found {'a link' if path.is_symlink() else 'no file'} at {path}\n"
            "fix: name a .txt or a saved .html file"
        )
    is_page = path.suffix.lower() in PAGES
    with path.open("rb") as file:
        data = file.read((web_page.MAX_PAGE if is_page else sources.MAX_BYTES) + 1)
    return _of_page(path, data) if is_page else _sound(path, data)


def _of_page(path: Path, data: bytes) -> Raw:
    try:
        taken = web_page.read(data)
    except web_page.PageError as error:
        raise NewError(f"{path.name}: {error}") from None
    return _sound(path, taken.text.encode("utf-8"), {"page": taken.provenance})


def _sound(path: Path | None, data: bytes, provenance: Mapping[str, Any] | None = None) -> Raw:
    if trouble := web_page.is_text(data):
        raise NewError(
            f"{harmless(path.name) if path else 'standard input'}: a raw text must be UTF-8 without byte order mark or "
            f"NUL, of at most 4 MiB, and hold words; found {trouble}\n"
            "fix: name the text of one article, saved as UTF-8 (without BOM) in your editor"
        )
    return Raw(path, data, provenance or {})
