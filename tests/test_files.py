"""Writing files: the old state or the new one, never half of either."""

import os
from pathlib import Path

import pytest

from blocquotes import files


def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    for content in ("one", "two"):
        with files.new_folder(target) as folder:
            (folder / "file").write_text(content)
        assert (target / "file").read_text() == content
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_folder(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    with files.new_folder(target) as folder:
        (folder / "file").write_text("old")
    with pytest.raises(RuntimeError), files.new_folder(target) as folder:
        (folder / "file").write_text("half")
        raise RuntimeError
    assert (target / "file").read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupt_between_the_renames_is_mended(tmp_path: Path) -> None:
    old, left, ours = tmp_path / "dist.old", tmp_path / "dist.new-999999999", tmp_path / f"dist.new-{os.getppid()}"
    for folder in (old, left, ours):
        folder.mkdir()
    (old / "file").write_text("old")
    files.restore(tmp_path / "dist")
    assert (tmp_path / "dist" / "file").read_text() == "old"
    assert not left.exists()
    assert ours.exists(), "the folder of a build that still runs is not ours to clear"


def test_text_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.write_text(path, "“old”\n")
    with pytest.raises(UnicodeEncodeError):
        files.write_text(path, "\ud800")
    assert path.read_bytes() == "“old”\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_new_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "a" / "one", tmp_path / "b" / "two"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        files.write_new({one: b"1", tmp_path / "file" / "three": b"3"})
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if target == two:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_new({one: b"1", two: b"2"})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "file"]
    monkeypatch.undo()
    files.write_new({one: b"1"})
    two.parent.mkdir(exist_ok=True)
    two.symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        files.write_new({tmp_path / "new": b"", two: b"2"})
    assert (one.read_bytes(), two.is_symlink(), (tmp_path / "new").exists()) == (b"1", True, False)
