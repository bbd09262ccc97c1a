"""Where parts go: a local folder, or a folder in object storage, through fsspec."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from blocquotes import files
from blocquotes.bulk.inputs import asked, filesystem, is_remote


def beside(name: str) -> str:
    """How the name begins under which a local file is written before it is renamed; `name` is without a folder."""
    return f".{name}."


@dataclass(frozen=True)
class Storage:
    """A folder for parts: an absolute path, or a URL that fsspec opens."""

    root: str

    def put(self, name: str, data: bytes) -> None:
        """Writes a file completely or not at all, and replaces an earlier one."""
        if is_remote(self.root):
            system, inside = filesystem(self.root)
            with asked(self.root):
                system.makedirs(f"{inside}/{name}".rpartition("/")[0], exist_ok=True)
                # Object storage shows a file when all of it is there; for others, fsspec renames it when complete.
                with system.transaction, system.open(f"{inside}/{name}", "wb") as file:
                    file.write(data)
            return
        path = Path(self.root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{beside(path.name)}{os.getpid()}")
        new.unlink(missing_ok=True)
        try:
            files.write(new, data)
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise

    def get(self, name: str) -> bytes | None:
        """The bytes of a file; None if there is none."""
        try:
            if not is_remote(self.root):
                return Path(self.root, name).read_bytes()
            system, inside = filesystem(self.root)
            with asked(self.root):
                return bytes(system.cat_file(f"{inside}/{name}"))
        except FileNotFoundError:
            return None

    def names(self) -> Iterator[str]:
        """The names of all files, sorted."""
        if is_remote(self.root):
            system, inside = filesystem(self.root)
            above = system._strip_protocol(inside).rstrip("/") + "/"
            with asked(self.root):
                found = system.find(inside)
            yield from sorted(path.removeprefix(above) for path in found)
        elif Path(self.root).is_dir():
            root = Path(self.root)
            yield from (path.relative_to(root).as_posix() for path in files.below(root))

    def remove(self, name: str) -> None:
        """Removes a file."""
        if is_remote(self.root):
            system, inside = filesystem(self.root)
            with asked(self.root):
                system.rm_file(f"{inside}/{name}")
        else:
            Path(self.root, name).unlink(missing_ok=True)
