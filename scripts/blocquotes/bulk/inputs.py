"""The inputs of a run: which files, of which kind, and how they are opened."""

import os
import shlex
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from blocquotes import files
from blocquotes.bulk.unpack import PACKED, Counted, unpacked
from blocquotes.refusal import Refusal, install

# Ending of a file's name, without that of its compression → its kind.
KINDS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".warc": "warc",
    ".wet": "warc",
}

# What `--from` may name: the kinds that standard input can have.
STREAMED = tuple(dict.fromkeys(kind for kind in KINDS.values() if kind != "parquet"))

KNOWN = (
    "a .txt, .html, .jsonl, .ndjson, .csv, .tsv, .warc or .wet file, each also with .gz or .zst, a .parquet file, "
    "or a folder of such files"
)

STDIN = "-"

# Files that a message names.
MOST_NAMED = 5


@dataclass(frozen=True)
class Input:
    """A file of texts: its path or URL, its name in messages and tables, its kind, its compression, its size.

    `name` begins at the argument that named the file or its folder, so that a folder may move without any change of
    the tables. `size` counts bytes; None for standard input.
    """

    path: str
    name: str
    kind: str
    packing: str | None
    size: int | None


def is_remote(path: str) -> bool:
    """Whether a path is a URL that fsspec opens, such as `s3://bucket/texts.jsonl`."""
    return "://" in path


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise Refusal("a path with :// needs fsspec", "none", install("cloud"), place=url) from None
    try:
        with asked(url):
            return url_to_fs(url)  # type: ignore[no-any-return]
    except ImportError as error:
        must = "a path with :// needs the package of its storage, such as s3fs or gcsfs"
        fix = f"install the package with `{shlex.quote(sys.executable)} -m pip install`"
        raise Refusal(must, str(error), fix, place=url) from None
    except ValueError as error:
        raise Refusal("a path with :// must be of a storage that fsspec knows", str(error), place=url) from None


@contextmanager
def asked(url: str) -> Iterator[None]:
    """Turns what a storage answers into a refusal, such as that the user has no credentials or that it is not there.

    Each library of a storage has errors of its own. An error of Python's, or of ours, is not the storage's.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        is_unnamed = isinstance(error, OSError) and error.filename is None
        if not is_unnamed and type(error).__module__.partition(".")[0] in ("blocquotes", "builtins"):
            raise
        said = f"{type(error).__name__}: {error}"
        fix = "check the address, the network and your credentials, then run the command again"
        raise Refusal("the storage must give access", said, fix, place=url) from error


def find(arguments: Sequence[str], kind: str | None = None) -> list[Input]:
    """The files of the arguments, those of folders in the order of their names.

    `kind` is that of standard input, which is the argument `-`.
    """
    found = [one for argument in arguments for one in _of_argument(argument, kind)]
    if unknown := [one.path for one in found if not one.kind]:
        more = [f"and {len(unknown) - MOST_NAMED} more"] if len(unknown) > MOST_NAMED else []
        raise Refusal(
            "an input must be of a known kind",
            f"{len(unknown)} of another kind",
            f"name {KNOWN}",
            listed=[*unknown[:MOST_NAMED], *more],
        )
    times = Counter(one.name for one in found)
    return [one if times[one.name] == 1 else replace(one, name=_in_utf8(one.path)) for one in found]


def _of_argument(argument: str, kind: str | None) -> Iterator[Input]:
    if argument == STDIN:
        if kind is None:
            raise Refusal("standard input needs its kind", "none", f"name it with --from: {', '.join(STREAMED)}")
        yield Input(STDIN, "stdin", kind, None, None)
    elif is_remote(argument):
        yield from _of_storage(argument)
    elif argument and Path(argument).is_dir():
        yield from _of_folder(Path(argument))
    elif argument and Path(argument).exists():
        yield _of_path(Path(argument), Path(argument).name)
    else:
        # Empty is what a variable of the shell holds that was not set; pathlib would read the current folder.
        raise Refusal("an input must exist", f"no file or folder {argument or repr(argument)}", f"name {KNOWN}")


def _of_folder(folder: Path) -> Iterator[Input]:
    """The files below a folder, without hidden ones and those of other programs, such as Spark's `_SUCCESS`."""
    name, some = folder.resolve().name, False
    for at, inside, names in os.walk(folder, onerror=files.raise_error):
        inside[:] = sorted(one for one in inside if not one.startswith((".", "_")))
        for path in (Path(at, one) for one in sorted(names) if not one.startswith((".", "_"))):
            some = True
            yield _of_path(path, f"{name}/{path.relative_to(folder).as_posix()}")
    if not some:
        raise Refusal("a folder of texts must hold a file", f"none in {folder}", f"name {KNOWN}")


def _of_path(path: Path, name: str) -> Input:
    """The input of a file. A pipe has no size, cannot be read twice, and may never end."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        fix = "give what it holds as standard input: - with --from KIND"
        raise Refusal("an input must be a plain file", "a device, pipe or socket", fix, place=str(path))
    return _input(str(path), name, found.st_size)


def _of_storage(url: str) -> Iterator[Input]:
    """The files of a URL: one file, those of a folder, or those that a pattern such as `s3://bucket/*.jsonl` finds."""
    system, path = filesystem(url)
    with asked(url):
        listed = system.glob(path, detail=True) if "*" in path else system.find(path, detail=True)
    above = PurePosixPath(path.partition("*")[0]).parent
    some = False
    for one in sorted(one for one in listed if listed[one]["type"] == "file"):
        name = PurePosixPath(one)
        relative = name.relative_to(above) if name.is_relative_to(above) else name
        if not any(part.startswith((".", "_")) for part in relative.parts[1:]):
            some = True
            yield _input(system.unstrip_protocol(one), relative.as_posix(), listed[one]["size"])
    if not some:
        raise Refusal("an input must exist", f"no file at {url}", f"name {KNOWN}")


def _input(path: str, name: str, size: int) -> Input:
    """The input of a file; of an unknown kind, the kind is empty."""
    name = _in_utf8(name)
    kind, packing = _kind(name)
    return Input(path, name, kind, packing, size)


def _kind(name: str) -> tuple[str, str | None]:
    """Kind and compression of a file by the end of its name."""
    inside = PurePosixPath(name.lower())
    packing = PACKED.get(inside.suffix)
    kind = KINDS.get(PurePosixPath(inside.stem).suffix if packing else inside.suffix, "")
    return "" if packing and kind == "parquet" else kind, packing


def has_many(name: str) -> bool:
    """Whether a file has many texts, by the end of its name."""
    return _kind(name)[0] not in ("", "txt", "html")


def _in_utf8(name: str) -> str:
    """A file's name for tables and messages; bytes that are not UTF-8, as in names from old systems, are escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


# An open input: its bytes, decompressed, and a function that says how many bytes of the file were read.
Opened = tuple[IO[bytes], Callable[[], int]]


@contextmanager
def opened(one: Input, stdin: IO[bytes] | None) -> Iterator[Opened]:
    """Opens an input; `stdin` is standard input, where that is one."""
    if one.path == STDIN:
        assert stdin is not None
        yield stdin, lambda: 0
        return
    with asked(one.path) if is_remote(one.path) else nullcontext(), _open(one.path) as file:
        if one.packing:
            counted = Counted(file)
            yield unpacked(counted, one.packing), lambda: counted.count
        else:
            yield file, file.tell


def _open(path: str) -> IO[bytes]:
    """Opens a file or a URL to read its bytes."""
    if not is_remote(path):
        return Path(path).open("rb")
    system, inside = filesystem(path)
    return system.open(inside, "rb")  # type: ignore[no-any-return]
