"""Reads raw texts: text files, saved web pages or standard input; each is read completely or refused with a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from blocquotes import files, sources
from blocquotes.edit import kinds, web_page
from blocquotes.refusal import FOUND, Refusal


@dataclass(frozen=True)
class Raw:
    """A raw text: its bytes, which become the seed, the file it was read from, and facts about its web page.

    `path` is None for standard input; `provenance` is added to the field `seed` of the article. `language` is the one
    that the page states, if any.
    """

    path: Path | None
    data: bytes
    provenance: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None

    @property
    def text(self) -> str:
        """The text."""
        return self.data.decode("utf-8")

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return _name(self.path)


@dataclass(frozen=True)
class Failed:
    """A text that cannot be drafted: the name of its file, and why; `missing` where there is no file."""

    name: str
    reason: str
    missing: bool = False


def texts(paths: Sequence[Path], stdin: BinaryIO) -> Iterator[Raw | Failed]:
    """The raw texts at the paths: files, the .txt files of folders, and standard input for `-`."""
    for path in paths:
        if str(path) == "-":
            yield _attempt(None, stdin)
        elif path.is_dir():
            yield from _folder(path)
        else:
            yield read(path)


def _folder(path: Path) -> Iterator[Raw | Failed]:
    """The .txt files of a folder, without hidden ones, such as the `._text.txt` that macOS writes beside `text.txt`."""
    try:
        found = files.listed(path, ".txt")
    except OSError as error:
        yield Failed(str(path), f"a folder of raw texts must be readable; found {error.strerror}: {path}")
        return
    yield from (read(one) for one in found if not one.name.startswith("."))


def left_out(paths: Sequence[Path]) -> list[str]:
    """What is in folders and not read: other files and subfolders, whose names end in a slash; not what is hidden."""
    folders = (path for path in paths if str(path) != "-" and path.is_dir())
    inside = [one for folder in folders for one in _inside(folder) if not one.name.startswith(".")]
    return [f"{one.name}/" if one.is_dir() else one.name for one in inside if one.is_dir() or one.suffix != ".txt"]


def _inside(folder: Path) -> list[Path]:
    """What is in a folder; nothing where it cannot be listed, which `texts` reports."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def read(path: Path) -> Raw | Failed:
    """A text file as it is, or the main text of a saved page."""
    if not (path.exists() or path.is_symlink()):
        return Failed(str(path), f"a raw text must exist; found none at {path}\nfix: {kinds.GIVE}", missing=True)
    if path.is_symlink() or not path.is_file():
        found = files.kind(path.lstat().st_mode)
        return Failed(path.name, f"a raw text must be a plain file; found {found} at {path}\nfix: {kinds.GIVE}")
    try:
        with path.open("rb") as file:
            return _attempt(path, file)
    except OSError as error:
        return Failed(path.name, f"a raw text must be readable; found {error.strerror}: {path}")


def _attempt(path: Path | None, file: BinaryIO) -> Raw | Failed:
    is_page = path is not None and path.suffix.lower() in kinds.PAGES
    try:
        if path and path.suffix.lower() not in kinds.TEXTS:
            raise _unknown_kind(f"a file that ends in {path.suffix.lower()}")
        data = file.read((kinds.MAX_PAGE if is_page else sources.MAX_BYTES) + 1)
        return _of_page(path, data) if is_page else _of_text(path, data)
    except Refusal as error:
        return Failed(_name(path), str(error))


def _name(path: Path | None) -> str:
    return path.name if path else "standard input"


def _unknown_kind(found: str) -> Refusal:
    return Refusal("a text must be of a known kind", found, kinds.GIVE, code=FOUND)


def _of_page(path: Path | None, data: bytes) -> Raw:
    if kind := kinds.binary_kind(data):
        raise _unknown_kind(kind)
    page = web_page.read(data)
    return replace(_sound(path, page.text.encode("utf-8"), {"page": page.provenance}), language=page.language)


def _of_text(path: Path | None, data: bytes) -> Raw:
    if kind := kinds.other_kind(data):
        raise _unknown_kind(kind)
    return _sound(path, data)


def _sound(path: Path | None, data: bytes, provenance: Mapping[str, Any] | None = None) -> Raw:
    if trouble := web_page.is_text(data):
        raise Refusal(
            "a raw text must be UTF-8 without byte order mark or NUL, of at most 4 MiB, and hold words",
            trouble,
            "name the text of one article, saved as UTF-8 (without BOM) in your editor",
            code=FOUND,
        )
    return Raw(path, data, provenance or {})
