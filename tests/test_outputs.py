"""What an output may replace: an earlier output of the same command, and nothing else."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from blocquotes import outputs
from blocquotes.cli import main
from blocquotes.refusal import Refusal
from contribute import run
from test_files import contents


@pytest.fixture
def checkout(small_checkout: Path) -> Path:
    """A checkout with one article."""
    return small_checkout


def write(target: Path, command: str = "build", inputs: tuple[Path, ...] = ()) -> None:
    with outputs.new_folder(outputs.folder_for(target, command, inputs)) as folder:
        (folder / "data").mkdir()
        (folder / "data" / "table").write_bytes(os.urandom(8))


def refused(target: Path, command: str = "build", inputs: tuple[Path, ...] = ()) -> str:
    """The message by which a target is refused, which must stay as it is."""
    before = contents(target) if target.is_dir() else None
    with pytest.raises(Refusal) as error:
        write(target, command, inputs)
    assert before == (contents(target) if target.is_dir() else None)
    assert "with --output" in str(error.value)
    return str(error.value)


def test_an_output_replaces_nothing_an_empty_folder_and_its_own(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    for _ in range(3):
        write(target)
    assert set(contents(target)) == {"data/table", outputs.MARK}
    (target / "data" / "table").unlink()
    (target / ".DS_Store").write_bytes(b"of the desktop")
    write(target)
    assert set(contents(tmp_path)) == {"out/data/table", f"out/{outputs.MARK}"}


def added(folder: Path) -> None:
    (folder / "data" / "notes.txt").write_bytes(b"mine")


def changed(folder: Path) -> None:
    (folder / "data" / "table").write_bytes(b"mine")


def unmarked(folder: Path) -> None:
    (folder / outputs.MARK).unlink()


def linked(folder: Path) -> None:
    (folder / "data" / "more").symlink_to("table")


def a_folder(folder: Path) -> None:
    (folder / "mine").mkdir()


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (added, "data/notes.txt"),
        (changed, "data/table (changed since)"),
        (unmarked, "data/table"),
        (linked, "data/more (a link or device)"),
        (a_folder, "mine/"),
        (a_pipe, "pipe (a link or device)"),
    ],
)
def test_what_is_not_ours_is_named(spoil: Callable[[Path], None], named: str, tmp_path: Path) -> None:
    write(tmp_path / "out")
    spoil(tmp_path / "out")
    assert named in refused(tmp_path / "out")


@pytest.mark.parametrize("mark", ["", "[]", "{}", '{"command": "build", "files": []}', "[" * 10_000, '{"command": 1'])
def test_a_broken_mark_is_ignored(mark: str, tmp_path: Path) -> None:
    write(tmp_path / "out")
    (tmp_path / "out" / outputs.MARK).write_text(mark)
    assert "table" in refused(tmp_path / "out")


def test_the_output_of_another_command_is_not_ours(tmp_path: Path) -> None:
    write(tmp_path / "out", "hydrate")
    assert "out, the output of `blocquotes hydrate`" in refused(tmp_path / "out", "build")
    for inside in (tmp_path / "out" / "page.html", tmp_path / "out" / "data" / "more"):
        assert "out, the output of `blocquotes hydrate`" in refused(inside, "preview")


def test_many_files_are_counted(tmp_path: Path) -> None:
    for i in range(9):
        (tmp_path / f"{i}.tex").write_bytes(b"thesis")
    assert "0.tex, 1.tex, 2.tex and 6 more" in refused(tmp_path)


def test_what_comes_while_the_command_runs_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write(target)
    before = contents(target)
    with pytest.raises(Refusal, match="late"), outputs.new_folder(outputs.folder_for(target, "build")):
        (target / "late").write_bytes(b"mine")
    assert contents(target) == {**before, "late": b"mine"}


def test_an_output_below_a_file_is_refused_and_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    said = refused(tmp_path / "notes.txt" / "new" / "tables")
    assert f"must lie in a folder; found {tmp_path / 'notes.txt'}, which is not a folder" in said
    assert (tmp_path / "notes.txt").read_bytes() == b"mine"
    outputs.prepare(tmp_path / "no" / "such" / "folder", "build")


@pytest.mark.parametrize("kind", ["link", "dangling", "file", "pipe"])
def test_no_link_file_or_device_is_replaced(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "dist"
    (tmp_path / "elsewhere").mkdir()
    if kind == "file":
        target.write_bytes(b"mine")
    elif kind == "pipe":
        os.mkfifo(target)
    else:
        target.symlink_to("elsewhere" if kind == "link" else "nowhere")
    before = target.lstat()
    assert "must be a folder" in refused(target)
    assert target.lstat() == before


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout in a folder of projects."""
    root = tmp_path / "projects" / "checkout"
    for name in (*outputs.OWN, "examples"):
        (root / name / "deep").mkdir(parents=True)
    return root


@pytest.mark.parametrize("name", outputs.OWN)
@pytest.mark.parametrize("below", ["", "deep", "new"])
def test_no_output_goes_where_people_write(name: str, below: str, tree: Path) -> None:
    said = refused(tree / name / below)
    assert "must not replace or touch" in said
    assert f"{tree / name} is {tree / name}" not in said
    assert not (tree / name / "new").exists()


@pytest.mark.parametrize("target", [".", "..", "../..", "seeds/../corpus"])
def test_no_output_holds_the_checkout(target: str, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert "must not replace or touch" in refused(Path(target))
    monkeypatch.chdir("/")
    assert refused(tree / target)


def test_an_output_may_lie_elsewhere_in_the_checkout(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    write(Path("dist"))
    write(Path("build/exchange/brat"))
    assert "dist" in {path.name for path in tree.iterdir()}


def test_a_way_through_a_link_is_seen_through(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "short").symlink_to(tree / "corpus")
    assert "lies in" in refused(tmp_path / "short" / "entities")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "other").symlink_to("elsewhere")
    write(tmp_path / "other" / "out")
    assert (tmp_path / "elsewhere" / "out" / outputs.MARK).exists()


def test_home_root_and_here_are_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "homes" / "me"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    assert "your home folder" in refused(home)
    assert "your home folder" in refused(home.parent)
    with pytest.raises(Refusal, match="the root folder"):
        outputs.folder_for(Path("/"), "build")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert "the current folder" in refused(Path())
    write(home / "out")


def test_the_input_is_never_replaced(tmp_path: Path) -> None:
    texts = tmp_path / "texts" / "in" / "t.jsonl"
    texts.parent.mkdir(parents=True)
    texts.write_bytes(b"{}")
    assert "an input of the command" in refused(texts.parent, "suggest", (texts,))
    assert "an input of the command" in refused(texts.parents[1], "suggest", (texts,))
    assert "an input of the command" in refused(texts.parent / "out", "suggest", (texts.parent,))
    write(tmp_path / "texts" / "out", "suggest", (texts,))


COMMANDS = {
    "build": ("build",),
    "suggest": ("suggest", "texts.jsonl"),
    "hydrate": ("hydrate", "release", "--seeds", "seeds"),
    "export": ("export", "000-no-place-for-military-blocs", "--to", "brat"),
    "preview": ("preview",),
    "site": ("site", "release"),
    "sqlite": ("sqlite", "release"),
    "diff": ("diff", ".", "."),
}
"""The commands with an output."""

OPTIONS = {"diff": "--html"}
"""Command → its option that names the output, where that is not `--output`."""


def test_every_option_of_a_file_to_write_is_tried_here() -> None:
    found = {}
    for name in main.list_commands(None):  # type: ignore[arg-type]
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command
        for parameter in command.params:
            if isinstance(getattr(parameter.type, "exists", None), bool) and parameter.param_type_name == "option":
                found[name, parameter.name] = parameter.type.name
    reads = {("publish", "dist"), ("hydrate", "seeds"), ("verify", "key")}
    reads |= {(command, "trust_config") for command in ("attest", "verify")} | {("attest", "key")}
    assert {name for name, _ in found.keys() - reads} == COMMANDS.keys()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("target", ["corpus/entities", "thesis", "link", "corpus/entities/new", "."])
def test_every_command_refuses(command: str, target: str, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    (checkout / "texts.jsonl").write_text(json.dumps({"id": "a", "text": "“Yes,” he said."}) + "\n")
    (checkout / "release").mkdir()
    if command in ("preview", "sqlite", "diff"):
        (checkout / "thesis").write_bytes(b"mine")
    else:
        (checkout / "thesis").mkdir()
        name = "000-no-place-for-military-blocs.txt" if command == "export" else "thesis.tex"
        (checkout / "thesis" / name).write_bytes(b"mine")
    (checkout / "link").symlink_to("thesis")
    before = contents(checkout)
    result = run(checkout, *COMMANDS[command], OPTIONS.get(command, "--output"), target)
    assert result.exit_code in (1, 2) and "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("blocquotes: ")
    assert contents(checkout) == before and (checkout / "link").is_symlink()


def test_a_page_replaces_its_own_alone(checkout: Path, tmp_path: Path) -> None:
    page = tmp_path / "a" / "page.html"
    for _ in range(2):
        assert run(checkout, "preview", "--output", page).exit_code == 0
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]
    article = next((checkout / "corpus" / "articles").glob("*.json"))
    for other in (article, checkout / "README.md"):
        before = other.read_bytes()
        assert run(checkout, "preview", "--output", other).exit_code == 2
        assert other.read_bytes() == before
    page.unlink()
    os.mkfifo(page)
    result = run(checkout, "preview", "--output", page)
    assert (result.exit_code, "a device" in result.stderr) == (2, True)
