"""What cannot be read is a finding with a reason: folders, records and seeds; permissions, a bad disk, loops."""

import errno
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from blocquotes import corpus
from blocquotes.cli import main
from blocquotes.layout import Layout
from test_cases import lay, run

RECORD = "corpus/articles/pact-brief.json"
SEED = "seeds/pact-brief.txt"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    lay("valid", tmp_path)
    return tmp_path


def refuse(monkeypatch: pytest.MonkeyPatch, path: Path, number: int) -> None:
    """Makes every attempt to open a file or list a folder fail with a system error."""

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(name: Any = ".", *arguments: Any, **options: Any) -> Any:
            if not isinstance(name, int) and Path(name) == path:
                raise OSError(number, os.strerror(number), str(name))
            return real(name, *arguments, **options)

        return call

    for module, function in ((os, "scandir"), (os, "listdir"), (os, "open"), (io, "open")):
        monkeypatch.setattr(module, function, refusing(getattr(module, function)))


def found(root: Path, *paths: str) -> list[tuple[str, str, str]]:
    findings, _ = run(root, [root / path for path in paths])
    return [(f.rule, f.file, f.found) for f in findings]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ELOOP])
@pytest.mark.parametrize("folder", ["corpus", "corpus/articles", "corpus/entities", "corpus/utterances", "seeds"])
def test_a_folder_that_cannot_be_read_is_a_finding(
    folder: str, number: int, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, small / folder, number)
    reason = f'the folder "{folder}": it cannot be read: {os.strerror(number)}'
    expected = [("unreadable", folder, reason)]
    assert [f for f in found(small) if f[0] != "nothing-to-check"] == expected
    assert ("unreadable", folder, reason) in found(small, f"{folder}/pact-brief.json"), "whatever is asked for"


@pytest.mark.parametrize("folder", ["corpus", "corpus/entities", "seeds"])
@pytest.mark.parametrize("command", [("fmt",), ("preview",), ("export", "pact-brief", "--to", "tei")])
def test_a_command_that_would_leave_out_a_hidden_folder_stops(
    command: tuple[str, ...], folder: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(small.rglob("*"))
    refuse(monkeypatch, small / folder, errno.EACCES)
    ran = CliRunner().invoke(main, ["--root", str(small), *command])
    expected = f"{folder}: every folder of corpus/ and seeds/ must be readable; found it cannot be read: Permission"
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert expected in ran.stderr
    monkeypatch.undo()
    assert sorted(small.rglob("*")) == before


def test_three_records_of_one_wikidata_id_or_seed_name_the_first_of_them(small: Path) -> None:
    for kind, id_ in (("entities", "mira-nord"), ("articles", "pact-brief")):
        text = (small / f"corpus/{kind}/{id_}.json").read_text(encoding="utf-8")
        if kind == "entities":
            text = text.replace('"wikidata": null', '"wikidata": "Q1",\n  "wikidata_evidence": "Q1"')
        for copy in ("zz-1", "zz-2"):
            (small / f"corpus/{kind}/{copy}.json").write_text(text.replace(f'"{id_}"', f'"{copy}"'), encoding="utf-8")
        (small / f"corpus/{kind}/{id_}.json").write_text(text, encoding="utf-8")
    shared = [(rule, file, words) for rule, file, words in found(small) if rule in ("seed-shared", "wikidata-shared")]
    assert shared == [
        ("seed-shared", "corpus/articles/zz-1.json", "corpus/articles/pact-brief.json names seeds/pact-brief.txt too"),
        ("seed-shared", "corpus/articles/zz-2.json", "corpus/articles/pact-brief.json names seeds/pact-brief.txt too"),
        ("wikidata-shared", "corpus/entities/zz-1.json", "corpus/entities/mira-nord.json has Q1 too"),
        ("wikidata-shared", "corpus/entities/zz-2.json", "corpus/entities/mira-nord.json has Q1 too"),
    ]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_record_that_cannot_be_read_is_a_finding(number: int, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, small / RECORD, number)
    assert found(small) == [("unreadable", RECORD, f"it cannot be read: {os.strerror(number)}")]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_seed_that_cannot_be_read_is_a_finding_of_its_article(
    number: int, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, small / SEED, number)
    assert found(small) == [("unreadable", RECORD, f"{SEED}: it cannot be read: {os.strerror(number)}")]
    (small / "seeds/lone.txt").write_text("x")
    refuse(monkeypatch, small / "seeds/lone.txt", number)
    assert ("unreadable", "seeds/lone.txt", f"seeds/lone.txt: it cannot be read: {os.strerror(number)}") in found(small)


def test_loops_of_links_are_findings(small: Path) -> None:
    (small / "corpus/articles/loop").symlink_to(small / "corpus/articles")
    (small / "corpus/articles/itself.json").symlink_to("itself.json")
    (small / "corpus/entities/ping.json").symlink_to("pong.json")
    (small / "corpus/entities/pong.json").symlink_to("ping.json")
    (small / "seeds/itself.txt").symlink_to("itself.txt")
    assert [(rule, file) for rule, file, _ in found(small)] == [
        ("wrong-folder", "corpus/articles/itself.json"),
        ("wrong-folder", "corpus/articles/loop"),
        ("wrong-folder", "corpus/entities/ping.json"),
        ("wrong-folder", "corpus/entities/pong.json"),
        ("seed-encoding", "seeds/itself.txt"),
        ("seed-unused", "seeds/itself.txt"),
    ]


def test_a_loop_in_the_place_of_the_seeds_is_a_finding(small: Path) -> None:
    (small / "seeds").rename(small / "old")
    (small / "seeds").symlink_to("seeds")
    rules = {(rule, file) for rule, file, _ in found(small)}
    assert ("unreadable", "seeds") in rules
    assert {rule for rule, _ in rules} == {"unreadable"}


def test_reading_one_kind_alone_fails_where_it_cannot_be_read(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(list(corpus.sound(Layout(small), "entity"))) == 9
    refuse(monkeypatch, small / "corpus/entities/sela.json", errno.EACCES)
    with pytest.raises(PermissionError):
        list(corpus.sound(Layout(small), "entity"))
    refuse(monkeypatch, small / "corpus/entities", errno.EACCES)
    with pytest.raises(PermissionError):
        list(corpus.sound(Layout(small), "entity"))


AS_NOBODY = """
import os, sys
from click.testing import CliRunner
from blocquotes.cli import main
root = sys.argv[1]
runner = CliRunner()
assert runner.invoke(main, ["--root", root, "check"]).exit_code == 0  # so that every module is loaded
for place, mode in zip(sys.argv[2::2], sys.argv[3::2]):
    os.chmod(os.path.join(root, place), int(mode, 8))
if os.getuid() == 0:
    os.setuid(65534)
ran = runner.invoke(main, ["--root", root, "check"])
print(ran.output)
if ran.exception and not isinstance(ran.exception, SystemExit):
    raise ran.exception
sys.exit(ran.exit_code)
"""
"""Checks a checkout, in which some files and folders have other permissions, as a user who is not root."""


@pytest.mark.parametrize(
    ("place", "mode", "expected"),
    [
        ("corpus", "000", ["corpus:1:1: error[unreadable]"]),
        ("corpus/articles", "000", ["corpus/articles:1:1: error[unreadable]"]),
        ("corpus/articles", "444", [f"{RECORD}:1:1: error[unreadable]"]),
        ("corpus/passes", "000", ["corpus/passes:1:1: error[unreadable]"]),
        ("corpus/entities/sela.json", "000", ["corpus/entities/sela.json:1:1: error[unreadable]"]),
        ("seeds", "000", ["seeds:1:1: error[unreadable]"]),
        ("seeds", "444", [f"found: {SEED}: it cannot be read: Permission denied"]),
        (SEED, "000", [f"found: {SEED}: it cannot be read: Permission denied"]),
    ],
)
def test_unreadable_files_and_folders_are_findings(place: str, mode: str, expected: list[str]) -> None:
    # Not in pytest's own folder, which every start of pytest closes to other users.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = Path(folder) / "checkout"
        lay("valid", root)
        (root / "corpus/passes").mkdir()
        command = [sys.executable, "-c", AS_NOBODY, str(root), place, mode]
        ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode in (1, 2), ran
    assert "Traceback" not in ran.stderr, ran.stderr
    assert "Permission denied" in ran.stdout
    for words in expected:
        assert words in ran.stdout
    assert "unknown-" not in ran.stdout, "what is hidden is not called unknown"
