"""The files of a checkout that are checked, each with what shows without reading it whether it changed."""

import os
import stat
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
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
        yield from self._records("corpus")
        for entry in self._listed("seeds"):
            if entry.name != "README.md":
                yield Found(f"seeds/{entry.name}", "seed", self._stamp(entry)[1])

    def _records(self, folder: str) -> Iterator[Found]:
        """The files below a folder that can be records; notes links, devices and files of no kind as strays."""
        # All files of a folder are of one kind, except at the top, where nearly none are.
        kind = kind_of(f"{folder}/x.json")
        for entry in self._listed(folder):
            file = f"{folder}/{entry.name}"
            if _is_folder(entry):
                yield from self._records(file)
            elif entry.name != "README.md":
                mode, stamp = self._stamp(entry)
                of = kind or kind_of(file)
                # The system may refuse to say what it is; then reading it reports why.
                if of and file.endswith(".json") and (mode is None or stat.S_ISREG(mode)):
                    yield Found(file, of, stamp)
                else:
                    self.strays.append(file)

    def _listed(self, folder: str) -> list["os.DirEntry[str]"]:
        """What is in a folder, in such an order that the paths of all that is below it are sorted."""
        path = self.layout.root / folder
        try:
            with os.scandir(str(path)) as entries:
                return _sorted(entries)
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
        mode, changed, moved = found.st_mode, found.st_mtime_ns, found.st_ctime_ns
        last = self.since - COARSE
        if changed >= last or moved >= last or not stat.S_ISREG(mode):
            return mode, b""
        return mode, STAMP.pack(found.st_size, changed, moved, found.st_ino)


def _sorted(entries: Iterable["os.DirEntry[str]"]) -> list["os.DirEntry[str]"]:
    named = [(f"{entry.name}/" if _is_folder(entry) else entry.name, entry) for entry in entries]
    # The order of the bytes of names is that of ASCII names, for which they need not be encoded.
    is_plain = all(name.isascii() for name, _ in named)
    named.sort(key=itemgetter(0) if is_plain else lambda pair: os.fsencode(pair[0]))
    return [entry for _, entry in named]


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a folder and no link; also true if the system refuses to say, so that reading reports why."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return True
