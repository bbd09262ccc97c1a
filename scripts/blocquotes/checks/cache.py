"""The database of the last check, kept below `.cache/` of a checkout for the next one, and trusted only if it is ours.

The name of the file holds a signature of its content and of all else that a verdict depends on: this program, the
schemas, Python and its libraries. The key of the signature is in the user's own folder. So a damaged file, one of
another version, or one that came with a pull request and would call its mistakes checked, is never opened.
"""

import hmac
import os
import secrets
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from blocquotes import files, schemas
from blocquotes.layout import Layout

# Folders below the root of a checkout, the last of which holds the files of the cache.
FOLDERS = (".cache", "blocquotes")

KEPT, PART, ENDING = "check-", "part-", ".sqlite"

# Tells git to ignore the folder, in checkouts whose own .gitignore does not.
IGNORED = "# Made by blocquotes check; safe to delete.\n*\n"

# Bytes of the key, and of what is hashed at once.
KEY_BYTES, CHUNK = 32, 2**20

# The largest file that is kept; a corpus of 10,000 articles needs about 40 MB.
MOST_BYTES = 2**30

# Seconds after which the part of another run is taken for one that was killed.
ABANDONED = 24 * 3600

# Libraries that decide what is valid or that place what is found.
LIBRARIES = ("jsonschema", "jsonschema-rs", "rapidfuzz")


@dataclass(frozen=True)
class Work:
    """A database to work on. `since` is the time at which it was made, in nanoseconds, by the clock of its folder.

    `is_restored` says that it holds the last check. `signed` is where it can be kept, None if it cannot.
    """

    path: Path
    since: int
    is_restored: bool
    signed: "Signed | None"


@dataclass(frozen=True)
class Signed:
    """A folder of the cache, and the key and the state of the program that its files are signed with."""

    folder: Path
    key: bytes
    state: bytes


@contextmanager
def work(layout: Layout, is_cached: bool) -> Iterator[Work]:
    """A database for one run, with the last check if there is one to trust; removed at the end unless it was kept."""
    signed = _signed(layout) if is_cached else None
    if signed:
        path = signed.folder / f"{PART}{secrets.token_hex(8)}{ENDING}"
        try:
            yield Work(path, *_prepare(path, signed), signed)
        finally:
            _remove(path)
    else:
        with tempfile.TemporaryDirectory(prefix="blocquotes-") as folder:
            yield Work(Path(folder, "check.sqlite"), time.time_ns(), False, None)


def keep(work: Work) -> None:
    """Puts a finished database in the place of the last one; without a place, or on a full disk, it is not kept."""
    if work.signed and work.path.stat().st_size <= MOST_BYTES:
        with suppress(OSError):
            target = work.signed.folder / _name(work.path, work.signed)
            work.path.replace(target)
            for path in _kept(work.signed.folder):
                if path != target:
                    _remove(path)


def _signed(layout: Layout) -> Signed | None:
    """The folder of the cache, made if it was not there, and the key; None where one of them cannot be had."""
    try:
        folder = layout.root
        for name in FOLDERS:
            folder = folder / name
            folder.mkdir(exist_ok=True)
            if not stat.S_ISDIR(folder.lstat().st_mode):
                return None
        _ignore(folder)
        _sweep(folder)
        return Signed(folder, _key(), _state(layout))
    except (OSError, RuntimeError):
        # Path.home() raises RuntimeError for a user without a home.
        return None


def _ignore(folder: Path) -> None:
    path = folder / ".gitignore"
    if not os.path.lexists(path):
        path.write_text(IGNORED, encoding="utf-8")


def _sweep(folder: Path) -> None:
    """Removes what killed runs left."""
    for path in folder.glob(f"{PART}*"):
        if time.time() - path.lstat().st_mtime > ABANDONED:
            _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _key() -> bytes:
    """The user's key, made when it is needed first.

    Raises:
        OSError: the user's folder cannot be written, or another user could have written the key.
    """
    path = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "blocquotes" / "check.key"
    if not os.path.lexists(path):
        _make_key(path)
    descriptor = os.open(path, os.O_RDONLY | files.NOFOLLOW)
    with open(descriptor, "rb") as file:  # noqa: PTH123
        found, key = os.fstat(descriptor), file.read(KEY_BYTES + 1)
    is_own = not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)
    if not (is_own and len(key) == KEY_BYTES):
        raise PermissionError(f"{path} is not a key of this user alone")
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{secrets.token_hex(8)}.key")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:  # noqa: PTH123 -- only os.open makes a file that nobody else may read
        file.write(secrets.token_bytes(KEY_BYTES))
    # Of two runs that make a key at the same time, the later one's is used by both.
    made.replace(path)


def _state(layout: Layout) -> bytes:
    """A hash of what verdicts depend on besides the files of the corpus and the seeds."""
    state = sha256(repr((sys.version, sys.platform, str(layout.root))).encode("utf-8", "surrogateescape"))
    state.update("".join(f"{name} {_version(name)}\n" for name in LIBRARIES).encode())
    state.update(_program())
    state.update(_hash(schemas.file_paths(layout.schema)))
    return state.digest()


@cache
def _version(name: str) -> str:
    """The version of a library; empty if it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@cache
def _program() -> bytes:
    """A hash of the files of this program."""
    return _hash(path for path in files.below(Path(__file__).parents[1]) if "__pycache__" not in path.parts)


def _hash(paths: Iterable[Path]) -> bytes:
    """A hash of the paths and contents of files."""
    found = sha256()
    for path in paths:
        data = path.read_bytes()
        found.update(f"{path} {len(data)}\n".encode("utf-8", "surrogateescape") + data)
    return found.digest()


def _prepare(path: Path, signed: Signed) -> tuple[int, bool]:
    """Copies the last check to a path, if it is ours; returns the time by the folder's clock, and whether it was."""
    path.touch(exist_ok=False)
    since = path.stat().st_mtime_ns
    for kept in sorted(_kept(signed.folder)):
        with suppress(OSError):
            if _copy(kept, path, signed) == kept.name:
                return since, True
        path.write_bytes(b"")
    return since, False


def _kept(folder: Path) -> Iterator[Path]:
    return folder.glob(f"{KEPT}*{ENDING}")


def _copy(kept: Path, path: Path, signed: Signed) -> str:
    """Copies a plain file, and returns the name that it must have."""
    signature = hmac.new(signed.key, signed.state, sha256)
    descriptor = os.open(kept, os.O_RDONLY | files.NOFOLLOW | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as old, path.open("wb") as new:  # noqa: PTH123
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            return ""
        while data := old.read(CHUNK):
            signature.update(data)
            new.write(data)
    return f"{KEPT}{signature.hexdigest()}{ENDING}"


def _name(path: Path, signed: Signed) -> str:
    signature = hmac.new(signed.key, signed.state, sha256)
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            signature.update(data)
    return f"{KEPT}{signature.hexdigest()}{ENDING}"
