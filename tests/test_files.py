"""Writing files: the old state or the new one, never half of either, and nothing left behind."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from blocquotes import files
from blocquotes.refusal import Refusal


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a" / "dist"
    for content in (b"one", b"two"):
        with files.new_folder(target) as folder:
            (folder / "file").write_bytes(content)
        assert contents(tmp_path) == {"a/dist/file": content}
    assert stat.S_IMODE(target.stat().st_mode) == 0o777 & ~umask()


def umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found


def test_a_failure_leaves_the_old_folder(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    with files.new_folder(target) as folder:
        (folder / "file").write_bytes(b"old")
    with pytest.raises(RuntimeError), files.new_folder(target) as folder:
        (folder / "file").write_bytes(b"half")
        raise RuntimeError
    with pytest.raises(RuntimeError), files.new_folder(tmp_path / "a" / "b" / "new"):
        raise RuntimeError
    assert contents(tmp_path) == {"dist/file": b"old"}
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_may_not_be_replaced_stays(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    target.mkdir()
    (target / "thesis.tex").write_bytes(b"mine")
    seen: list[Path] = []

    def refuse_the_second_time(old: Path) -> None:
        seen.append(old)
        if len(seen) == 2:
            raise Refusal("the folder must be empty", "a thesis")

    with pytest.raises(Refusal), files.new_folder(target, refuse_the_second_time):
        pass
    assert seen[0] == target != seen[1], "it is looked at again where nobody else can write into it"
    assert contents(tmp_path) == {"dist/thesis.tex": b"mine"}


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, new = tmp_path / "a" / "one", tmp_path / "b" / "two", tmp_path / "c" / "d" / "new"
    files.write_all(tmp_path, {one: b"1", two: b"2"})
    two.chmod(0o600)
    replace, before = Path.replace, contents(tmp_path)

    def interrupted(self: Path, target: Path) -> Path:
        if target == new:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", interrupted)
        files.write_all(tmp_path, {one: b"11", two: b"22", new: b"3"})
    assert contents(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    files.write_all(tmp_path, {one: b"11", two: b"22", new: b"3"})
    assert contents(tmp_path) == {"a/one": b"11", "b/two": b"22", "c/d/new": b"3"}
    assert stat.S_IMODE(two.stat().st_mode) == 0o600


def test_what_somebody_saved_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"saved")
    with pytest.raises(Refusal, match="one") as refused:
        files.write_all(tmp_path, {two: b"", one: b"new"}, {one: b"read"})
    assert "run the command again" in str(refused.value)
    with pytest.raises(Refusal):
        files.write_all(tmp_path, {one: b"new"}, {one: None})
    with pytest.raises(Refusal):
        files.write_all(tmp_path, {two: b"new"}, {two: b"read"})
    assert contents(tmp_path) == {"one": b"saved"}


def link(path: Path) -> None:
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(("make", "what"), [(link, "a link"), (os.mkfifo, "a device"), (Path.mkdir, "a folder")])
def test_only_plain_files_are_replaced(make: object, what: str, tmp_path: Path) -> None:
    assert callable(make)
    make(tmp_path / "one")
    with pytest.raises(Refusal, match=what):
        files.write_all(tmp_path, {tmp_path / "two": b"", tmp_path / "one": b""})
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


KILLED = """
import os, signal, sys
from pathlib import Path
from blocquotes import files
root, after = Path(sys.argv[1]), int(sys.argv[2])
def killed(event, arguments):
    global after
    if event == "os.rename":
        after -= 1
        if after < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(killed)
{write}
"""
WRITE_FOLDER = """
with files.new_folder(root / "dist") as new:
    (new / "file").write_bytes(b"new")
"""
WRITES = {
    "folder": WRITE_FOLDER,
    "folder in two steps": f"files._exchange = lambda one, other: False{WRITE_FOLDER}",
    "files": """
files.write_all(root, {root / "dist" / "file": b"new", root / "dist" / "more": b"new"})
""",
}


@pytest.mark.parametrize("kind", WRITES)
@pytest.mark.parametrize("after", range(6))
def test_a_run_killed_at_any_rename_is_taken_up(kind: str, after: int, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "file").write_bytes(b"old")
    program = KILLED.replace("{write}", WRITES[kind])
    ran = subprocess.run([sys.executable, "-c", program, str(tmp_path), str(after)])
    files.recover(tmp_path)
    new = {"dist/file": b"new"} | ({"dist/more": b"new"} if kind == "files" else {})
    assert contents(tmp_path) in ({"dist/file": b"old"}, new)
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]
    assert ran.returncode in (0, -signal.SIGKILL)
    assert ran.returncode or contents(tmp_path) == new


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders")
@pytest.mark.parametrize("after", [0, 1])
def test_no_moment_is_without_a_folder(after: int, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "file").write_bytes(b"old")
    program = """
import os, signal, sys
from pathlib import Path
from blocquotes import files
looks = iter(range(2))
def killed(folder):
    if next(looks) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
with files.new_folder(Path(sys.argv[1]) / "dist", killed) as new:
    (new / "file").write_bytes(b"new")
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path), str(after)])
    assert (tmp_path / "dist" / "file").read_bytes() == [b"old", b"new"][after]
    files.recover(tmp_path)
    assert contents(tmp_path) == {"dist/file": [b"old", b"new"][after]}


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Path]:
    """The room of another run that is still at work."""
    program = "import sys; from pathlib import Path; from blocquotes import files\n" + (
        "with files.new_folder(Path(sys.argv[1])) as new: print(new, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "dist")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Path(process.stdout.readline().strip()).parent
        process.kill()


def test_only_rooms_of_runs_that_ended_are_removed(running: Path, tmp_path: Path) -> None:
    others = ["dist.old", "dist.new-1", ".blocquotes-notes", ".dist.1.tmp"]
    for name in others:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(b"mine")
    files.recover(tmp_path)
    assert running.exists()
    assert {path.name for path in tmp_path.iterdir()} == {running.name, *others}


def test_a_journal_leads_nowhere_else(tmp_path: Path) -> None:
    root, out = tmp_path / "root", tmp_path / "out"
    (out / "folder").mkdir(parents=True)
    (root / "old").mkdir(parents=True)
    (root / "link").symlink_to(out)
    journals: list[object] = [
        {
            "files": [{"path": path, "old": None, "new": ""}, {"path": "done", "old": None, "new": ""}],
            "made": ["../out/folder"],
        }
        for path in ("../out/file", str(out / "file"), "link/file")
    ]
    for journal in (*journals, {"folder": "../out/new"}, {"folder": 1}, {"files": 1}, {"files": [{}]}, [], "x"):
        room = root / ".blocquotes-0123456789abcdef"
        (room / "new").mkdir(parents=True, exist_ok=True)
        (room / "old").mkdir(exist_ok=True)
        (room / "new" / "0").write_bytes(b"hostile")
        (room / "journal.json").write_text(json.dumps(journal))
        files.recover(root)
        assert contents(out) == {} and [path.name for path in out.iterdir()] == ["folder"]


def test_what_was_changed_since_is_not_taken_up(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"old")
    program = KILLED.replace("{write}", 'files.write_all(root, {root / "one": b"1", root / "two": b"2"})')
    subprocess.run([sys.executable, "-c", program, str(tmp_path), "2"])
    assert contents(tmp_path)["one"] == b"1" and not (tmp_path / "two").exists()
    (tmp_path / "one").write_bytes(b"mine")
    assert files.recover(tmp_path) == []
    assert contents(tmp_path) == {"one": b"mine"}
