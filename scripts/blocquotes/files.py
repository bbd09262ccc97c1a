"""Writes files so that nothing is lost: they are prepared in a hidden folder, then renamed into place.

The hidden folder, called a *workspace*, belongs to one run, which holds a lock on a file in it. A run that is killed
leaves its workspace behind; `recover` completes or undoes its work and removes the workspace.
"""

import json
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from blocquotes.refusal import Refusal

# Names of workspaces begin like this and end in sixteen random hexadecimal digits, which nobody can guess.
PREFIX = ".blocquotes-"

LOCK, JOURNAL = "lock", "journal.json"
# Folders in a workspace: new files, the files that they replace, a folder to remove, files that cannot be put back.
NEW, OLD, GONE, KEPT = "new", "old", "gone", "kept"

# Constants of Linux, from fcntl.h: paths start from the current folder, and two names are exchanged.
AT_FDCWD, RENAME_EXCHANGE = -100, 2

# Windows has no such flag.
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class Step:
    """One file of a set: its path from the parent folder of the workspace, and the SHA-256 of its old and new bytes.

    `old` is None if the file was not there, `new` if the file is removed.
    """

    path: str
    old: str | None
    new: str | None


class NotUndone(Refusal):
    """Some files could not be written, nor the old ones put back; the workspace keeps their old contents."""


def write_all(
    root: Path, files: Mapping[Path, bytes | None], expected: Mapping[Path, bytes | None] | None = None
) -> None:
    """Writes all files below `root`, in the order given; if anything goes wrong, none is changed.

    A file whose bytes are None is removed.

    `expected` has the bytes that files must still have, or None for files that must not exist, so that changes saved
    while the command ran are not overwritten.

    Raises:
        Refusal: a path is a link or not a plain file, or the file is not as expected.
        OSError: the system refused; nothing was changed.
    """
    if not files:
        return
    made = sorted({folder for path in files for folder in _missing(path.parent)}, reverse=True)
    try:
        with _workspace(root) as workspace:
            steps = [_prepare(workspace / NEW / str(i), root, path, files[path]) for i, path in enumerate(files)]
            _refuse_changed(root, steps, {path: _digest(data) for path, data in (expected or {}).items()})
            folders = [folder.relative_to(root).as_posix() for folder in made]
            _write_journal(workspace, {"files": [asdict(step) for step in steps], "made": folders})
            try:
                _place(workspace, root, steps)
            except BaseException:
                _undo(workspace, root, steps)
                raise
    except BaseException:
        remove_empty(made)
        raise


def _prepare(new: Path, root: Path, path: Path, data: bytes | None) -> Step:
    """Writes the new bytes of a file into the workspace, and links or copies the old file there."""
    old = plain_bytes(path)
    write(new, data or b"")
    if old is not None:
        link(path, new.parents[1] / OLD / new.name)
        shutil.copymode(path, new)
    return Step(path.relative_to(root).as_posix(), _digest(old), _digest(data))


def _digest(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()


def _refuse_changed(root: Path, steps: Sequence[Step], expected: Mapping[Path, str | None]) -> None:
    """Refuses files that were changed, created or removed since the command read them."""
    changed = [step.path for step in steps if expected.get(root / step.path, step.old) != step.old]
    if changed:
        raise Refusal(
            "a file must be as it was when the command read it",
            f"{len(changed)} changed, created or removed since",
            "look at them, then run the command again; nothing was written",
            listed=changed[:10],
        )


def plain_bytes(path: Path) -> bytes | None:
    """The bytes of a plain file; None if it does not exist.

    Raises:
        Refusal: it is a link, a folder or a device.
    """
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(mode):
        raise Refusal(
            "a file to write must be a plain file", f"{path}, which is {kind(mode)}", "move it, or name another file"
        )
    return path.read_bytes()


def kind(mode: int) -> str:
    """The kind of a file in words, from its mode."""
    if stat.S_ISLNK(mode):
        return "a link"
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a plain file" if stat.S_ISREG(mode) else "a device, pipe or socket"


def write(path: Path, data: bytes) -> None:
    """Writes a new file in a workspace."""
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        # Otherwise a power cut after the rename could leave an empty file.
        os.fsync(file.fileno())


def link(path: Path, kept: Path) -> None:
    """Links a file into a workspace, or copies it if the file system has no hard links."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)


def _place(workspace: Path, root: Path, steps: Sequence[Step]) -> None:
    for i, step in enumerate(steps):
        if _is_done(workspace, root, i, step):
            continue
        if step.new is None:
            (root / step.path).unlink()
        else:
            (root / step.path).parent.mkdir(parents=True, exist_ok=True)
            (workspace / NEW / str(i)).replace(root / step.path)


def _is_done(workspace: Path, root: Path, i: int, step: Step) -> bool:
    """Whether a file was moved to its place, or removed."""
    return not (root / step.path).exists() if step.new is None else not (workspace / NEW / str(i)).exists()


def _undo(workspace: Path, root: Path, steps: Sequence[Step]) -> None:
    """Puts back the files that were replaced, and removes those that did not exist before.

    Raises:
        NotUndone: some could not be put back.
    """
    failed = []
    for i, step in enumerate(steps):
        if _is_done(workspace, root, i, step):
            try:
                _put_back(workspace / OLD / str(i), root / step.path, step.old is not None)
            except OSError:
                failed.append(step.path)
    (workspace / JOURNAL).unlink(missing_ok=True)
    if failed:
        (workspace / OLD).rename(workspace / KEPT)
        raise NotUndone(
            "after a failure the old files must be put back",
            f"{len(failed)} that could not be",
            f"check the disk and its permissions; the old contents are in {workspace / KEPT}",
            listed=failed[:10],
        )


def _put_back(kept: Path, path: Path, was_there: bool) -> None:
    if was_there:
        kept.replace(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path, check: Callable[[Path], None] = lambda old: None) -> Iterator[Path]:
    """A new folder to fill, which replaces `target` when the block ends, and is removed if the block raises.

    `check` is called twice with the folder to be replaced: in its place, and after it was moved into the workspace,
    where nobody else writes. It raises a `Refusal` to keep the folder. An interrupt at any moment leaves the old or the
    new folder at `target`. Only where the system cannot exchange two folders, it may leave the old one in the
    workspace, from which `recover` puts it back.
    """
    made = _missing(target.parent)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _workspace(target.parent) as workspace:
            new = workspace / NEW
            new.mkdir()
            yield new
            _sync(new)
            _swap(target, workspace, check)
    except BaseException:
        remove_empty(made)
        raise


def _swap(target: Path, workspace: Path, check: Callable[[Path], None]) -> None:
    new = workspace / NEW
    if not os.path.lexists(target):
        new.rename(target)
        return
    check(target)
    if not _exchange(new, target):
        _swap_in_two_steps(target, workspace, check)
        return
    try:
        check(new)
    except BaseException:
        if not _exchange(new, target):
            new.rename(workspace / KEPT)
            found = f"that {target} cannot be put back"
            raise NotUndone(
                "after a failure the old folder must be put back", found, f"it is {workspace / KEPT}"
            ) from None
        raise


def _swap_in_two_steps(target: Path, workspace: Path, check: Callable[[Path], None]) -> None:
    old = workspace / OLD
    _write_journal(workspace, {"folder": target.name})
    try:
        target.rename(old)
        check(old)
        (workspace / NEW).rename(target)
    except BaseException:
        if old.exists() and not os.path.lexists(target):
            old.rename(target)
        raise
    # A run that is killed while it removes the old folder must not leave one that `recover` puts back.
    old.rename(workspace / GONE)


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step, so that neither is missing at any moment; False where that cannot be done.

    Only Linux does it, by a function of the C library that Python does not offer (man 2 renameat2).
    """
    try:
        # Late, since Pyodide and some builds of Python have no ctypes.
        import ctypes

        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, AttributeError, OSError, TypeError):
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def _sync(folder: Path) -> None:
    """Writes the files of a folder down to the disk."""
    for path in below(folder):
        with path.open("rb") as file:
            os.fsync(file.fileno())


def below(folder: Path) -> list[Path]:
    """All files below a folder, sorted. `Path.rglob` leaves out what is in folders that cannot be read.

    Raises:
        OSError: a folder cannot be read.
    """
    found = (Path(at, name) for at, _, names in os.walk(folder, onerror=raise_error) for name in names)
    return sorted(path for path in found if path.is_file())


def raise_error(error: OSError) -> None:
    """Raises the error of a folder that `os.walk` cannot read, which it would leave out."""
    raise error


def listed(folder: Path, ending: str) -> list[Path]:
    """What is directly in a folder, of names with an ending, sorted. `Path.glob` gives nothing if it cannot be read.

    Raises:
        OSError: the folder cannot be read.
    """
    return sorted(path for path in folder.iterdir() if path.name.endswith(ending))


def _missing(folder: Path) -> list[Path]:
    """A folder and those of its parents that do not exist, the innermost first."""
    return [path for path in (folder, *folder.parents) if not os.path.lexists(path)]


def remove_empty(folders: Iterable[Path]) -> None:
    """Removes those folders that are empty."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def _workspace(beside: Path) -> Iterator[Path]:
    """A new workspace in a folder, locked until the block ends, then removed unless it keeps files not undone."""
    workspace, lock = _new_workspace(beside)
    try:
        yield workspace
    except NotUndone:
        raise
    except BaseException:
        shutil.rmtree(workspace, ignore_errors=True)
        raise
    else:
        shutil.rmtree(workspace, ignore_errors=True)
    finally:
        os.close(lock)


def _new_workspace(beside: Path) -> tuple[Path, int]:
    while True:
        workspace = beside / f"{PREFIX}{secrets.token_hex(8)}"
        workspace.mkdir()
        # Before the lock is held, another run may take the workspace for abandoned and remove it; then try again.
        with suppress(FileNotFoundError):
            lock = os.open(workspace / LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            if _lock(lock, workspace) is not False:
                return workspace, lock
            os.close(lock)


def _lock(lock: int, workspace: Path) -> bool | None:
    """Whether this run has the lock of a workspace; None if the system has no locks."""
    try:
        return try_lock(lock) and os.path.samestat(os.fstat(lock), (workspace / LOCK).stat())
    except FileNotFoundError:
        return False


def try_lock(descriptor: int) -> bool | None:
    """Whether this process has the lock of an open file; None if the system, or the file's disk, has no locks."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return None


def _write_journal(workspace: Path, journal: Mapping[str, Any]) -> None:
    """Records what is about to be renamed. Without a journal, nothing has been renamed."""
    write(workspace / f"{JOURNAL}.part", json.dumps(journal).encode("utf-8"))
    (workspace / f"{JOURNAL}.part").replace(workspace / JOURNAL)


def recover(beside: Path) -> list[str]:
    """Completes or undoes the work of killed runs in a folder, and removes their workspaces.

    A folder that was moved away is put back. If some files of a set were renamed, the others are renamed too, unless
    one was changed since. Returns a line for each thing done, not escaped.
    """
    lines = []
    for workspace in sorted(beside.glob(f"{PREFIX}{'[0-9a-f]' * 16}")):
        if workspace.is_symlink() or not workspace.is_dir() or not _is_ours(workspace):
            continue
        with suppress(OSError):
            lock = os.open(workspace / LOCK, os.O_RDWR | os.O_CREAT | NOFOLLOW, 0o600)
            try:
                if _lock(lock, workspace) and (done := _take_up(workspace)) is not None:
                    lines += done
                    shutil.rmtree(workspace, ignore_errors=True)
            finally:
                os.close(lock)
    return lines


def _is_ours(workspace: Path) -> bool:
    """Whether a workspace is this user's: in a shared folder, anybody can make one whose journal names our files."""
    return not hasattr(os, "geteuid") or workspace.lstat().st_uid == os.geteuid()


def _take_up(workspace: Path) -> list[str] | None:
    """Completes or undoes the work in an abandoned workspace, and reports it; None if the workspace must stay."""
    if (workspace / KEPT).exists():
        return None
    try:
        journal = json.loads((workspace / JOURNAL).read_bytes())
        if "folder" in journal:
            return _take_up_folder(workspace, journal["folder"])
        steps = [Step(**step) for step in journal["files"]]
        done = _take_up_files(workspace, steps)
        remove_empty(_inside(workspace.parent, journal["made"]))
        return done
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, KeyError):
        # Not our journal: ours is renamed into place when it is complete.
        return None


def _take_up_folder(workspace: Path, name: str) -> list[str]:
    target = workspace.with_name(name)
    if (workspace / OLD).exists() and not os.path.lexists(target):
        (workspace / OLD).rename(target)
        return [f"put back {name}/, which an interrupted run had moved away"]
    return []


def _take_up_files(workspace: Path, steps: list[Step]) -> list[str]:
    root = workspace.parent
    left = [step for i, step in enumerate(steps) if not _is_done(workspace, root, i, step)]
    if not left or len(left) == len(steps) or not all(_is_unchanged(root, step) for step in steps):
        return []
    _place(workspace, root, steps)
    return [
        f"removed {step.path}, as an interrupted run was about to do"
        if step.new is None
        else f"wrote {step.path}, which an interrupted run had prepared"
        for step in left
    ]


def _inside(root: Path, names: Iterable[str]) -> list[Path]:
    """The paths of names below a folder, without those that lead out of it by a link or by `..`."""
    paths = {name: root / name for name in names if not Path(name).is_absolute()}
    return [path for name, path in paths.items() if path.parent.resolve() == root.resolve() / Path(name).parent]


def _is_unchanged(root: Path, step: Step) -> bool:
    """Whether a file is as it was before the run, or as the run made it, and inside `root`."""
    if not _inside(root, [step.path]):
        return False
    try:
        data = plain_bytes(root / step.path)
    except Refusal:
        return False
    return _digest(data) in (step.old, step.new)
