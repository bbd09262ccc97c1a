"""Writing files so that nothing is lost: beside the old one first, then renamed into its place."""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Writes a text file as UTF-8 with LF, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Writes a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(path)
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_new(files: Mapping[Path, bytes]) -> None:
    """Writes files that are not there yet, all of them or, after whatever stops it, none; in the order given.

    Raises:
        FileExistsError: one of them is there, if only as a link.
    """
    for path in files:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    placed: list[Path] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _beside(path).write_bytes(data)
        for path in files:
            placed.append(path)
            _beside(path).replace(path)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    finally:
        for path in files:
            _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A new folder to fill; it takes the place of `target` if the block ends well, and vanishes if not.

    An interrupt at any moment leaves either the old folder whole or the new one whole at `target`, or, in the
    moment between two renames, the old one beside it as `<target>.old`, which the next call puts back.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    restore(target)
    folder = target.with_name(f"{target.name}.new-{os.getpid()}")
    folder.mkdir()
    try:
        yield folder
        if target.exists():
            target.rename(_old(target))
        folder.rename(target)
        shutil.rmtree(_old(target), ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _old(target: Path) -> Path:
    return target.with_name(f"{target.name}.old")


def restore(target: Path) -> None:
    """Puts back a folder that an interrupt left beside its place, and clears what killed runs left."""
    if _old(target).exists() and not target.exists():
        _old(target).rename(target)
    shutil.rmtree(_old(target), ignore_errors=True)
    for left in target.parent.glob(f"{target.name}.new-*"):
        if not _is_running(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        pass
    return True
