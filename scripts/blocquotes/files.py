"""Writing files so that nothing is lost: beside the old one first, then renamed into its place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


def write_text(path: Path, text: str) -> None:
    """Writes a text file as UTF-8 with LF, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Writes a file, whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A new folder to fill; it takes the place of `target` if the block ends well, and vanishes if not.

    An interrupt at any moment leaves either the old folder whole or the new one whole at `target`, or, in the
    moment between two renames, the old one beside it as `<target>.old`, which the next call puts back.
    """
    restore(target)
    folder = Path(mkdtemp(prefix=f"{target.name}.new-", dir=target.parent))
    folder.chmod(0o755)
    try:
        yield folder
        old = _old(target)
        if target.exists():
            target.rename(old)
        folder.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _old(target: Path) -> Path:
    return target.with_name(f"{target.name}.old")


def restore(target: Path) -> None:
    """Puts back a folder that an interrupt left beside its place, and clears what killed runs left."""
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    for left in target.parent.glob(f"{target.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)
