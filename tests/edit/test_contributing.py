"""CONTRIBUTING.md, followed from the first command to the last in a clone of a fork."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import blocquotes
from conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
# What no command of the page shows, so that each takes half the time.
LEFT_OUT = ("tests/", "corpus/challenge/", "corpus/passes/")
PROGRAM = ".venv/bin/blocquotes "
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


class Stranger:
    """A contributor who follows the page to the letter and pushes to `fork`; keeps what each command printed."""

    def __init__(self, room: Path) -> None:
        self.here = room
        self.printed: dict[str, list[str]] = {}
        self.fork = room / "fork.git"
        names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        path = os.pathsep.join([str(ROOT / "scripts"), os.environ.get("PYTHONPATH", "")])
        config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PYTHONPATH": path}
        self.environment = {**kept, **config, **dict.fromkeys(names, "a.stranger@example.org")}

    def run(self, command: str) -> "subprocess.CompletedProcess[str]":
        """Runs a command as a shell does; one of ours alone in a process that has imported it already."""
        if command.startswith(PROGRAM):
            own = {key: value for key, value in self.environment.items() if not key.startswith("PYTHON")}
            own |= {key: value for key, value in os.environ.items() if key.startswith("PYTHON")}
            return blocquotes(*shlex.split(command.removeprefix(PROGRAM)), env=own, cwd=self.here)
        return subprocess.run(
            ["bash", "-c", command], cwd=self.here, env=self.environment, capture_output=True, text=True, check=False
        )

    def follow(self, command: str, code: int) -> None:
        """Runs a command of the page, which must end as the page says."""
        ran = self.run(command.replace("ADDRESS-OF-YOUR-FORK", str(self.fork)))
        self.printed.setdefault(command.strip(), []).append(ran.stdout + ran.stderr)
        assert ran.returncode == code, f"{command}: exit {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
        if command.startswith("cd "):
            self.here /= command.removeprefix("cd ")
            self.install()

    def install(self) -> None:
        """Links the tests' environment into the clone, so that make does not install another one."""
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
    """Makes a repository of the project's files as they are now, except what is left out, with one commit on main."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    work = fork.with_name("work")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(LEFT_OUT):
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, work / name)
    git = ["git", "-c", "user.name=Maintainers", "-c", "user.email=maintainers@example.org"]
    for command in (["init", "--quiet", "--initial-branch=main"], ["add", "."], ["commit", "--quiet", "-m", "All"]):
        subprocess.run([*git, *command], cwd=work, check=True)
    subprocess.run(["git", "clone", "--quiet", "--bare", str(work), str(fork)], check=True)


def edit(root: Path, block: str) -> None:
    """Makes the changes of a diff as a reader would by hand: every stretch of lines must occur once."""
    for part in re.split(r"^--- ", block, flags=re.M)[1:]:
        name, _, hunks = part.partition("\n")
        text = (root / name).read_text(encoding="utf-8")
        for hunk in hunks.split("@@\n"):
            lines = hunk.splitlines(keepends=True)
            old, new = ("".join(line[1:] for line in lines if line[0] in kinds) for kinds in (" -", " +"))
            assert text.count(old) == 1, f"{name} must have these lines once:\n{old}"
            text = text.replace(old, new)
        (root / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    """The contributor at the end of the page."""
    room = tmp_path_factory.mktemp("contributing")
    someone = Stranger(room)
    publish(someone.fork)
    for language, block in blocks():
        if language == "sh":
            for command, code in commands(block):
                someone.follow(command, code)
        elif language == "diff":
            edit(someone.here, block)
        else:
            assert language == "text"
            (someone.here / "bases.txt").write_text(block, encoding="utf-8")
    return someone


def test_the_correction_is_the_one_line_that_was_meant(stranger: Stranger) -> None:
    changed = stranger.run(f"git diff --unified=0 main correct-000 -- {CORRECTED} | grep '^[+-] '").stdout
    assert changed.split("\n") == ['-      "medium": "speech",', '+      "medium": "writing",', ""]


def printed(stranger: Stranger, command: str) -> list[str]:
    """What each run of a command printed, in order."""
    return stranger.printed[f".venv/bin/blocquotes {command}"]


def test_the_correction_is_checked_and_fixed(stranger: Stranger) -> None:
    checks, fixes = printed(stranger, "check"), printed(stranger, "fix")
    assert (
        '{"exact": "Putin", "prefix": "organizations, "}'
        in printed(stranger, 'anchor 000-no-place-for-military-blocs "Putin"')[0]
    )
    assert "anchor-ambiguous" in checks[0]
    assert 'source of "no-place": {"exact": "Putin"} → ' in fixes[0]


def test_the_suggester_s_draft_is_corrected_checked_and_fixed(stranger: Stranger) -> None:
    made = printed(stranger, "new article bases.txt --id sea-wire-bases")[0]
    assert "suggested: 3 quotes, 4 mentions, 1 new entity" in made
    found, clean = printed(stranger, "check")[1:]
    assert re.findall(r"error\[(.+?)\]", found) == ["not-canonical", "suggestion-left", "type-mismatch"]
    assert clean.startswith("no findings in ")
    fixed = printed(stranger, "fix")[1]
    for repair in (
        "removed 6 confidence values",
        'type of "at-the-table": "direct" → "mixed"',
        "brought into canonical form",
    ):
        assert repair in fixed


def test_the_preview_and_the_diff_show_the_article(stranger: Stranger) -> None:
    page = (stranger.here / "preview.html").read_text(encoding="utf-8")
    assert "peace “starts at the table”" in page
    assert "New bases will not bring peace" in page
    output = printed(stranger, "diff main HEAD")[0]
    for line in ("sea-wire-bases", "lia-tan", "sea-wire", "minor"):
        assert line in output


def test_the_article_is_in_the_dataset_and_on_the_branch(stranger: Stranger) -> None:
    from datasets import load_dataset

    dist, cache = str(stranger.here / "dist"), str(stranger.here / "cache")
    articles = {row["article_id"]: row for row in load_dataset(dist, cache_dir=cache)["train"]}
    article = articles["sea-wire-bases"]
    assert (article["outlet_name"], str(article["published"]), article["method"]) == ("Sea Wire", "2025-03-02", "human")
    assert article["text"].startswith("New bases will not bring peace, says Lia Tan\n\nNew military bases")
    rows = load_dataset(dist, "quotes", cache_dir=cache)["train"]
    added = {row["quote_id"]: row for row in rows if row["article_id"] == "sea-wire-bases"}
    assert {(row["type"], row["content"], row["cue"], row["source"]) for row in added.values()} == {
        ("indirect", "New bases will not bring peace", "says", "Lia Tan"),
        ("mixed", "New military bases “will not bring peace” to Asia", "said", "the writer Lia Tan"),
        ("direct", "“We have seen this before,” “It ended badly.”", "told", "she"),
        ("mixed", "peace “starts at the table”", "For", "her"),
    }
    assert {name for row in added.values() for name in row["speaker_names"]} == {"Lia Tan"}
    assert added.keys() == {quote["quote_id"] for quote in article["quotes"]}
    pushed = stranger.run(f"git --git-dir={stranger.fork} diff --name-only main add-bases -- corpus seeds").stdout
    assert pushed.split() == [
        ADDED, "corpus/entities/lia-tan.json", "corpus/outlets/sea-wire.json", "seeds/sea-wire-bases.txt",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_hooks_pass_on_the_branch(stranger: Stranger) -> None:
    hooks = f'"{sys.executable}" -m pre_commit run'
    ran = stranger.run(f"{hooks} --from-ref main --to-ref HEAD")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    passed = re.findall(r"^(.+?)\.{3,}Passed", ran.stdout, re.M)
    assert passed == ["Format the records", "Check the corpus"]
    # Generated documents are updated at a release, and the hooks for code have nothing to check here.
    ran = stranger.run(f"SKIP=documents {hooks} --all-files")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_what_the_page_names_is_there() -> None:
    for path in ("docs/guidelines.md", "LICENSE-DATA", "corpus", "seeds"):
        assert path in PAGE
        assert (ROOT / path).exists()
