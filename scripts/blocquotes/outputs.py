"""What an output may replace: only an earlier output of the same command, and nothing else that is there."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from blocquotes import files
from blocquotes.refusal import Refusal

# The file in an output folder that says which command made it, and which files of which content are its own.
MARK = ".blocquotes-output.json"

# Folders of a checkout that people write, so that no output goes there.
OWN = ("seeds", "corpus", "schema", "scripts", "tests", "docs", "site", ".git", ".github")

# Files that a file manager puts into every folder that it shows; nobody's work is in them.
OF_THE_DESKTOP = (".DS_Store", "Thumbs.db", "desktop.ini")

# Files that are not ours that a message names.
MOST_NAMED = 3

# Bytes of a file in which its mark must be.
HEAD = 4096


@dataclass(frozen=True)
class Output:
    """A folder or file that a command writes, and what it reads, which must not be in the way."""

    target: Path
    command: str
    inputs: tuple[Path, ...] = ()


def prepare(target: Path, command: str, inputs: Iterable[Path] = ()) -> Output:
    """The output of a command, after the folder that it goes to has been seen; say so before the long work begins.

    Raises:
        Refusal: the target is no place for an output, or there is something else.
    """
    output = Output(located(target), command, tuple(inputs))
    _refuse_place(output)
    return output


def located(path: Path) -> Path:
    """The path from the root with every link resolved, save that the last part may be one."""
    return path.resolve() if path.name in ("", "..") else path.parent.resolve() / path.name


def folder_for(target: Path, command: str, inputs: Iterable[Path] = ()) -> Output:
    """The output folder of a command.

    Raises:
        Refusal: as `prepare`, or the folder holds what the command did not make.
    """
    output = prepare(target, command, inputs)
    if os.path.lexists(output.target):
        _refuse_foreign(output, output.target)
    return output


def file_for(target: Path, command: str, mark: bytes) -> Output:
    """The output file of a command, whose files have a mark in their first bytes.

    Raises:
        Refusal: as `prepare`, or there is a link, no plain file, or a file without the mark.
    """
    output = prepare(target, command)
    there = files.plain_bytes(output.target)
    if there is not None and mark not in there[:HEAD]:
        raise Refusal(
            f"a file that  blocquotes {command}  replaces must be one that it made before",
            f"{output.target}, which is another one",
            "move it away, or name another file with --output; nothing was changed",
        )
    return output


def write_file(output: Output, data: bytes) -> None:
    """Writes an output file in place of the earlier one, which has been seen to be ours."""
    write_files(output.target.parent, {output.target: data})


def write_files(above: Path, data: Mapping[Path, bytes]) -> None:
    """Writes files below a folder, which may hold others; all of them or none."""
    made = [path for path in (above, *above.parents) if not path.exists()]
    above.mkdir(parents=True, exist_ok=True)
    try:
        files.write_all(above, data)
    except BaseException:
        files.remove_empty(made)
        raise


@contextmanager
def new_folder(output: Output) -> Iterator[Path]:
    """A folder to fill, which replaces the earlier output if the block ends well; all of it or nothing.

    Raises:
        Refusal: somebody has put something into the earlier output since.
    """
    with files.new_folder(output.target, lambda old: _refuse_foreign(output, old)) as folder:
        yield folder
        content = {"command": output.command, "files": fingerprints(folder)}
        files.write(folder / MARK, (json.dumps(content, indent=1, sort_keys=True) + "\n").encode("utf-8"))


def fingerprints(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a folder by its path in it, without the mark."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / MARK:
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = file_digest(file, "sha256").hexdigest()
    return found


def _refuse_foreign(output: Output, folder: Path) -> None:
    """Refuses to replace what is no folder, or holds anything but an earlier output of the command."""
    mode = folder.lstat().st_mode
    if not (folder.is_dir() and not folder.is_symlink()):
        raise Refusal(
            f"the output of {output.command} must be a folder",
            f"{output.target}, which is {files.kind(mode)}",
            "move it away, or name another folder with --output",
        )
    foreign = list(_foreign(folder, _own(folder, output.command)))
    if foreign:
        more = f" and {len(foreign) - MOST_NAMED} more" if len(foreign) > MOST_NAMED else ""
        raise Refusal(
            f"a folder that  blocquotes {output.command}  replaces must hold only what it made before",
            f"in {output.target}: {', '.join(foreign[:MOST_NAMED])}{more}",
            "move that away, or name another folder with --output; nothing was changed",
        )


def _own(folder: Path, command: str) -> Mapping[str, Any]:
    """The files that an earlier run of the command made, by their SHA-256; none if the folder has no such mark."""
    try:
        content = json.loads(files.plain_bytes(folder / MARK) or b"")
        own = content["files"] if content["command"] == command else {}
    except (ValueError, TypeError, KeyError, RecursionError, Refusal):
        return {}
    return own if isinstance(own, dict) else {}


def _foreign(folder: Path, own: Mapping[str, Any]) -> Iterator[str]:
    """What is in a folder that a mark does not name, or that is not as the mark has it."""
    folders = {parent for name in own for parent in Path(name).parents}
    for place, inside, names in os.walk(folder):
        for name in sorted(inside + names):
            path = Path(place, name)
            relative = path.relative_to(folder)
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                yield f"{relative} (a link or device)"
            elif path.is_dir():
                yield from () if relative in folders else (f"{relative}/",)
            elif not _is_own(path, relative.as_posix(), own):
                yield f"{relative}{' (changed since)' if relative.as_posix() in own else ''}"


def _is_own(path: Path, name: str, own: Mapping[str, Any]) -> bool:
    if path.name in OF_THE_DESKTOP or (name == MARK and own):
        return True
    with path.open("rb") as file:
        return name in own and file_digest(file, "sha256").hexdigest() == own[name]


@dataclass(frozen=True)
class Place:
    """A place that is the user's own; an output may lie below an `open` one, but neither be nor hold it."""

    path: Path
    what: str
    is_open: bool = False


def _refuse_place(output: Output) -> None:
    """Refuses places that are the user's own, whatever is there now."""
    for place in _places(output):
        relation = _relation(output.target, place.path)
        if relation and not (place.is_open and relation == "lies in"):
            raise Refusal(
                f"the output of `blocquotes {output.command}` must not replace or touch the user's own folders",
                f"that {output.target} {relation} {place.path}, {place.what}",
                "name another place with --output; nothing was changed",
            )


def _places(output: Output) -> Iterator[Place]:
    here = Path.cwd()
    yield Place(Path(here.anchor), "the root of all folders", is_open=True)
    yield Place(here, "the folder that you are in", is_open=True)
    # Without a home, there is none to lose.
    with suppress(RuntimeError):
        yield Place(Path.home(), "your home folder", is_open=True)
    for path in output.inputs:
        yield Place(path, "which the command reads")
    for folder in _around(output.target, here, *output.inputs):
        if (folder / "corpus").is_dir() and (folder / "schema").is_dir():
            yield from (Place(folder / name, "which people write") for name in OWN)
        yield Place(folder / ".git", "which is git's")


def _around(*paths: Path) -> Iterable[Path]:
    """All folders that the paths lie in, each once."""
    return dict.fromkeys(folder for path in map(located, paths) for folder in (path, *path.parents))


def _relation(target: Path, place: Path) -> str | None:
    """How a target and something that is there relate; None if they do not."""
    own = _identity(place)
    if own is None:
        return None
    if own == _identity(target):
        return "is"
    if own in map(_identity, target.parents):
        return "lies in"
    return "holds" if target.exists() and _identity(target) in map(_identity, located(place).parents) else None


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file or folder from every other one, by whatever name; None if nothing is."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
