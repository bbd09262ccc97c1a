"""Output files and folders: a command replaces only an earlier output of its own, and nothing else."""

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

# The file in an output folder that records which command made it, and the SHA-256 of each file.
MARK = ".blocquotes-output.json"

# The file with the metrics of a folder of bulk tables, which is written last: it says that the tables are complete.
TOTAL = "metrics.json"

# Folders of a checkout that no output may go to.
OWN = ("seeds", "corpus", "schema", "scripts", "tests", "docs", "site", ".git", ".github")

# Files that file managers create in every folder that they show; they may be deleted.
OF_THE_DESKTOP = (".DS_Store", "Thumbs.db", "desktop.ini")

# How many foreign files a message names.
MOST_NAMED = 3

# The mark of an output file must be in its first bytes, this many.
HEAD = 4096


@dataclass(frozen=True)
class Output:
    """A folder or file that a command writes, and its inputs, which must not be overwritten.

    `option` is the option of the command that names it.
    """

    target: Path
    command: str
    inputs: tuple[Path, ...] = ()
    option: str = "--output"


def prepare(target: Path, command: str, inputs: Iterable[Path] = (), option: str = "--output") -> Output:
    """The output of a command, after a check of its place; call it before the long work begins.

    Raises:
        Refusal: the target must not be written.
    """
    output = Output(located(target), command, tuple(inputs), option)
    _refuse_place(output)
    _refuse_below_a_file(output)
    return output


def located(path: Path) -> Path:
    """The absolute path with all links resolved, except in its last part."""
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


def file_for(target: Path, command: str, mark: bytes, inputs: Iterable[Path] = (), option: str = "--output") -> Output:
    """The output file of a command whose files contain a mark.

    Raises:
        Refusal: as `prepare`, or the target is a link, not a plain file, or a file without the mark.
    """
    output = prepare(target, command, inputs, option)
    there = files.plain_bytes(output.target)
    if there is not None and mark not in there[:HEAD]:
        raise Refusal(
            f"`blocquotes {command}` must not replace a file that it did not make",
            f"{output.target}",
            f"move the file, or name another one with {option}; nothing was changed",
        )
    return output


def write_file(output: Output, data: bytes) -> None:
    """Writes an output file, which replaces an earlier one."""
    write_files(output.target.parent, {output.target: data})


def write_files(above: Path, data: Mapping[Path, bytes]) -> None:
    """Writes files below a folder, which may contain others; all of them or none."""
    made = [path for path in (above, *above.parents) if not path.exists()]
    above.mkdir(parents=True, exist_ok=True)
    try:
        files.write_all(above, data)
    except BaseException:
        files.remove_empty(made)
        raise


@contextmanager
def new_folder(output: Output) -> Iterator[Path]:
    """A folder to fill, which replaces the earlier output when the block ends, and is removed if the block raises.

    Raises:
        Refusal: the earlier output contains foreign or changed files.
    """
    with files.new_folder(output.target, lambda old: _refuse_foreign(output, old)) as folder:
        yield folder
        content = {"command": output.command, "files": fingerprints(folder)}
        files.write(folder / MARK, (json.dumps(content, indent=1, sort_keys=True) + "\n").encode("utf-8"))


def fingerprints(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder, by relative path, without the mark."""
    found = {}
    for path in files.below(folder):
        if path != folder / MARK:
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = file_digest(file, "sha256").hexdigest()
    return found


def _refuse_foreign(output: Output, folder: Path) -> None:
    """Refuses to replace anything but a folder that contains only an earlier output of the command."""
    mode = folder.lstat().st_mode
    if not (folder.is_dir() and not folder.is_symlink()):
        raise Refusal(
            f"the output of {output.command} must be a folder",
            f"{output.target}, which is {files.kind(mode)}",
            "move it, or name another folder with --output",
        )
    foreign = list(_foreign(folder, _own(folder, output.command)))
    if foreign:
        more = f" and {len(foreign) - MOST_NAMED} more" if len(foreign) > MOST_NAMED else ""
        raise Refusal(
            f"`blocquotes {output.command}` must not replace files that it did not make",
            f"in {output.target}: {', '.join(foreign[:MOST_NAMED])}{more}",
            "move them, or name another folder with --output; nothing was changed",
        )


def _own(folder: Path, command: str) -> Mapping[str, Any]:
    """The SHA-256 of each file that an earlier run of the command made; empty if the folder has no such mark."""
    content = _mark(folder)
    own = content.get("files") if content.get("command") == command else {}
    return own if isinstance(own, dict) else {}


def _mark(folder: Path) -> Mapping[str, Any]:
    """What the mark of an output folder says; empty if there is none that can be read."""
    try:
        content = json.loads(files.plain_bytes(folder / MARK) or b"")
    except (ValueError, RecursionError, OSError, Refusal):
        return {}
    return content if isinstance(content, dict) else {}


def _foreign(folder: Path, own: Mapping[str, Any]) -> Iterator[str]:
    """What is in a folder although the mark does not name it, or was changed since."""
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
    """A folder or file of the user's that no output may replace, contain or, unless it is open, lie in."""

    path: Path
    what: str
    is_open: bool = False


def _refuse_place(output: Output) -> None:
    """Refuses a target that is, contains or lies in one of the user's own places."""
    for place in _places(output):
        relation = _relation(output.target, place.path)
        if relation and not (place.is_open and relation == "lies in"):
            raise Refusal(
                f"the output of `blocquotes {output.command}` must not replace or touch your own files and folders",
                f"{output.target}, {place.what}"
                if relation == "is"
                else f"that {output.target} {relation} {place.path}, {place.what}",
                f"name another place with {output.option}; nothing was changed",
            )


def _refuse_below_a_file(output: Output) -> None:
    """Refuses a target such as `notes.txt/tables`, where the system would only say that `notes.txt` exists."""
    there = next(path for path in output.target.parents if os.path.lexists(path))
    if not there.is_dir():
        fix = f"name another place with {output.option}; nothing was changed"
        raise Refusal("an output must lie in a folder", f"{there}, which is not a folder", fix)


def _places(output: Output) -> Iterator[Place]:
    here = Path.cwd()
    yield Place(Path(here.anchor), "the root folder", is_open=True)
    yield Place(here, "the current folder", is_open=True)
    # Raised for a user without a home folder.
    with suppress(RuntimeError):
        yield Place(Path.home(), "your home folder", is_open=True)
    for path in output.inputs:
        yield Place(path, "an input of the command")
    for folder in _around(output.target, here, *output.inputs):
        if (folder / "corpus").is_dir() and (folder / "schema").is_dir():
            yield from (Place(folder / name, "a folder of the checkout") for name in OWN)
        yield Place(folder / ".git", "a git repository")
    for folder in (output.target, *output.target.parents):
        # A release with another file in it is one that nobody can verify, or build again in its place.
        if (maker := _mark(folder).get("command")) and maker != output.command:
            yield Place(folder, f"the output of `blocquotes {maker}`")


def _around(*paths: Path) -> Iterable[Path]:
    """All folders that the paths lie in, each once."""
    return dict.fromkeys(folder for path in map(located, paths) for folder in (path, *path.parents))


def _relation(target: Path, place: Path) -> str | None:
    """How a target and a place relate: it is, lies in or holds the place; None if they are apart."""
    own = _identity(place)
    if own is None:
        return None
    if own == _identity(target):
        return "is"
    if own in map(_identity, target.parents):
        return "lies in"
    return "holds" if target.exists() and _identity(target) in map(_identity, located(place).parents) else None


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode, which identify a file or folder under any name; None if it does not exist."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
