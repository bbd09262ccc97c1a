"""CONTRIBUTING.md, played from its first command to its last by a stranger, in a clone of a fork."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from blocquotes.cli import COMMANDS
from conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
CORRECTED = "corpus/articles/000-no-place-for-military-blocs.json"
ADDED = "corpus/articles/sea-wire-bases.json"


def blocks() -> list[tuple[str, str]]:
    """Language and text of every block of the page, in order."""
    return [(match[1], match[2]) for match in BLOCK.finditer(PAGE)]


def commands(block: str) -> Iterator[tuple[str, int]]:
    """Every command of a block, without its comment, and the exit code that the comment names."""
    for line in block.splitlines():
        command, _, comment = re.sub(r"  +#", "\0", line, count=1).partition("\0")
        code = re.match(r" exits (\d)", comment)
        yield command, int(code[1]) if code else 0


def is_known(command: str) -> bool:
    """Whether this version has the command; preview and diff may be missing from a version."""
    found = re.match(r"\.venv/bin/blocquotes ([a-z]+)", command)
    return not found or found[1] in COMMANDS


class Stranger:
    """Somebody who follows the page to the letter, `fork` being where they push to; keeps what each command printed."""

    def __init__(self, room: Path) -> None:
        self.here = room
        self.printed: dict[str, str] = {}
        self.fork = room / "fork.git"
        names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        path = os.pathsep.join([str(ROOT / "scripts"), os.environ.get("PYTHONPATH", "")])
        config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PYTHONPATH": path}
        self.environment = {**kept, **config, **dict.fromkeys(names, "a.stranger@example.org")}

    def run(self, command: str) -> "subprocess.CompletedProcess[str]":
        """Runs a command as a shell does."""
        return subprocess.run(
            ["bash", "-c", command], cwd=self.here, env=self.environment, capture_output=True, text=True, check=False
        )

    def follow(self, command: str, code: int) -> None:
        """Runs a command of the page, which must end as the page says."""
        ran = self.run(command.replace("ADDRESS-OF-YOUR-FORK", str(self.fork)))
        self.printed[command] = ran.stdout + ran.stderr
        assert ran.returncode == code, f"{command}: exit {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
        if command.startswith("cd "):
            self.here /= command.removeprefix("cd ")
            self.install()

    def install(self) -> None:
        """Lays the tests' own environment into the clone, so that make finds it installed."""
        (self.here / ".venv" / "bin").mkdir(parents=True)
        for program in Path(sys.executable).parent.iterdir():
            (self.here / ".venv" / "bin" / program.name).symlink_to(program)
        start = f'#!/bin/sh\nexec "{sys.executable}" -m blocquotes "$@"\n'
        (self.here / ".venv/bin/blocquotes").unlink(missing_ok=True)
        (self.here / ".venv/bin/blocquotes").write_text(start)
        (self.here / ".venv/bin/blocquotes").chmod(0o755)
        for mark in ("dataset.done", "test.done"):
            (self.here / ".venv" / mark).touch()


def publish(fork: Path) -> None:
    """Makes a repository of the project's files as they are now, with one commit on main."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    work = fork.with_name("work")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, work / name)
    git = ["git", "-c", "user.name=Maintainers", "-c", "user.email=maintainers@example.org"]
    for command in (["init", "--quiet", "--initial-branch=main"], ["add", "."], ["commit", "--quiet", "-m", "All"]):
        subprocess.run([*git, *command], cwd=work, check=True)
    subprocess.run(["git", "clone", "--quiet", "--bare", str(work), str(fork)], check=True)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    """The stranger at the end of the page."""
    room = tmp_path_factory.mktemp("contributing")
    someone = Stranger(room)
    publish(someone.fork)
    for language, block in blocks():
        if language == "sh":
            for command, code in commands(block):
                if is_known(command):
                    someone.follow(command, code)
        elif language == "diff":
            old, new = (
                "".join(line[1:] for line in block.splitlines(keepends=True) if line[0] in kinds)
                for kinds in (" -", " +")
            )
            path = someone.here / CORRECTED
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, "the page must show the quote as it stands in the corpus"
            path.write_text(text.replace(old, new), encoding="utf-8")
        elif language == "text":
            (someone.here / "bases.txt").write_text(block, encoding="utf-8")
        else:
            path = someone.here / ADDED
            value = {**json.loads(path.read_text(encoding="utf-8")), **json.loads(block)}
            path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
    return someone


def test_the_correction_is_the_one_line_that_was_meant(stranger: Stranger) -> None:
    changed = stranger.run(f"git diff --unified=0 main correct-000 -- {CORRECTED} | grep '^[+-] '").stdout
    assert changed.split("\n") == ['-      "medium": "speech",', '+      "medium": "writing",', ""]


def test_the_commands_say_what_the_page_says(stranger: Stranger) -> None:
    printed = stranger.printed
    first, second = (text for command, text in printed.items() if command.rstrip().endswith(("mend", '"Putin"')))
    assert '{"exact": "Putin", "prefix": "organizations, "}' in first
    assert '"said" → ' not in second
    assert 'cue of "no-peace": {"exact": "said"} → {"exact": "said", "suffix": " on"}' in second
    assert 'type of "no-peace": "indirect" → "mixed"' in second


def test_the_article_is_in_the_dataset_and_on_the_branch(stranger: Stranger) -> None:
    from datasets import load_dataset

    rows = load_dataset(str(stranger.here / "dist"), "quotes", cache_dir=str(stranger.here / "cache"))["train"]
    added = {row["quote_id"]: row for row in rows if row["article_id"] == "sea-wire-bases"}
    assert {(row["type"], row["content"], row["cue"]) for row in added.values()} == {
        ("mixed", "that new bases “will not bring peace” to the region", "said"),
        ("indirect", "all sides must talk", "said"),
    }
    pushed = stranger.run(f"git --git-dir={stranger.fork} diff --name-only main add-bases -- corpus seeds").stdout
    assert pushed.split() == [
        ADDED, "corpus/entities/lia-tan.json", "corpus/outlets/sea-wire.json", "seeds/sea-wire-bases.txt",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_hooks_pass_on_the_branch(stranger: Stranger) -> None:
    ran = stranger.run(f'"{sys.executable}" -m pre_commit run --all-files')
    assert ran.returncode == 0, ran.stdout + ran.stderr
    names = re.findall(r"^(.+?)\.{3,}", ran.stdout, re.M)
    assert names[:2] == ["Bring the records into canonical form", "Check the whole corpus"]


def test_every_command_of_the_page_was_run() -> None:
    assert [command for _, block in blocks() for command, _ in commands(block) if not is_known(command)] == []


def test_what_the_page_names_is_there() -> None:
    for path in ("docs/guidelines.md", "LICENSE-DATA", "corpus", "seeds"):
        assert path in PAGE
        assert (ROOT / path).exists()
