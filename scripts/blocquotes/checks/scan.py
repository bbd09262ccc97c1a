"""The files of a checkout that are checked, each with what shows without reading it whether it changed."""

import os
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from blocquotes import sources
from blocquotes.corpus import kind_of
from blocquotes.layout import Layout

# Size, times of the last change of content and of anything else in nanoseconds, and number in the file system.
STAMP = struct.Struct("<qqqQ")

# Nanoseconds within which two changes of a file can have the same time, in the coarsest of file systems.
COARSE = 2 * 10**9


class Found(NamedTuple):
    """A file of `corpus/` or `seeds/`: its path from the root, the kind of its record or `seed`, and its stamp.

    `stamp` is empty if the file must be read in any case.
    """

    file: str
    kind: str
    stamp: bytes


@dataclass
class Scan:
    """The files of a checkout, found while they are iterated; then also the files of no kind, and unreadable folders.

    `since` is a time in nanoseconds, as the file system tells it: a file changed later, or shortly before, may change
    again without another time, so it gets no stamp.
    """

    layout: Layout
    since: int
    strays: list[str] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Found]:
        """The files that can be records or seeds, sorted by the bytes of their paths."""
        self.strays.clear()
        self.unreadable.clear()
        for file, mode, stamp in self._below("corpus"):
            if not file.endswith("/README.md"):
                kind = kind_of(file)
                # The system may refuse to say what it is; then reading it reports why.
                if kind and file.endswith(".json") and (mode is None or stat.S_ISREG(mode)):
                    yield Found(file, kind, stamp)
                else:
                    self.strays.append(file)
        for entry in self._listed("seeds"):
            if entry.name != "README.md":
                yield Found(f"seeds/{entry.name}", "seed", self._stamp(entry)[1])

    def _below(self, folder: str) -> Iterator[tuple[str, int | None, bytes]]:
        """Path, mode and stamp of all files, links and devices below a folder."""
        for entry in self._listed(folder):
            if _is_folder(entry):
                yield from self._below(f"{folder}/{entry.name}")
            else:
                yield f"{folder}/{entry.name}", *self._stamp(entry)

    def _listed(self, folder: str) -> list["os.DirEntry[str]"]:
        """What is in a folder, in such an order that the paths of all that is below it are sorted."""
        path = self.layout.root / folder
        try:
            with os.scandir(str(path)) as entries:
                return sorted(entries, key=_order)
        except FileNotFoundError as error:
            if folder == "corpus":
                self.unreadable[folder] = sources.refusal(error)
        except OSError as error:
            self.unreadable[folder] = sources.refusal(error)
        return []

    def _stamp(self, entry: "os.DirEntry[str]") -> tuple[int | None, bytes]:
        """The mode of a file, None if the system refuses to say it, and its stamp."""
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:
            return None, b""
        is_settled = max(found.st_mtime_ns, found.st_ctime_ns) < self.since - COARSE
        if not (is_settled and stat.S_ISREG(found.st_mode)):
            return found.st_mode, b""
        return found.st_mode, STAMP.pack(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _order(entry: "os.DirEntry[str]") -> bytes:
    name = os.fsencode(entry.name)
    return name + b"/" if _is_folder(entry) else name


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a folder and no link; also true if the system refuses to say, so that reading reports why."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return True
