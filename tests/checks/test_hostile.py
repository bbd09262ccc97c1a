"""A hostile contribution does no harm: every command refuses it with a reason and prints it escaped."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from blocquotes.checks.report import FORMATS
from conftest import ROOT
from contribute import commit, files, git, path_of, replace, run

ARTICLE, SEED = "pact-brief", "pact-brief.txt"
MiB = 2**20
TRICKS = ("<script>", "\x1b", "\u202e", "##[", "\0", "\r")
"""What no output may hold; `<script>` is told apart below, since only the outputs in Markdown are ever rendered."""

NASTY = "<script>alert(1)</script>\u202e ##[error]x \x1b[31m ::error file=a::b"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the small corpus that the cases start from."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "tests" / "cases" / "valid", root)
    shutil.copytree(ROOT / "schema", root / "schema")
    return root


def entity(root: Path, name: str = "evil.json") -> Path:
    return root / "corpus" / "entities" / name


def entity_with(id_: str) -> str:
    """An entity's file that is valid except for its id."""
    text = '{"$schema": "../../schema/entity.schema.json", "id": "ID", "name": "N", "type": "ORG", "wikidata": null, '
    return text.replace("ID", id_) + '"description": "D"}'


def write(text: str | bytes, name: str = "evil.json") -> Callable[[Path], object]:
    data = text.encode() if isinstance(text, str) else text
    return lambda root: entity(root, name).write_bytes(data)


def seed_link(root: Path) -> None:
    (root / "seeds" / "evil.txt").symlink_to("/etc/passwd")


def lone_seed(data: bytes, repeated: int = 1) -> Callable[[Path], object]:
    return lambda root: (root / "seeds" / "evil.txt").write_bytes(data * repeated)


def long_line(root: Path) -> None:
    entity(root).write_bytes(b'{"id": "' + b"a" * 50 * MiB + b'"}')


def folder_link(root: Path) -> None:
    (root / "corpus" / "evil").symlink_to(root.parent)


def pipe(root: Path) -> None:
    os.mkfifo(entity(root))
    os.mkfifo(root / "seeds" / "evil.txt")


def nasty_article(root: Path) -> None:
    shown = NASTY.replace("\x1b", "\\u001b")
    replace(root, '"exact": "The Pact will not grow', f'"exact": "{shown} The Pact will not grow', ARTICLE)


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a line of 50 MB": (long_line, "file-size"),
    "10,000 nested brackets": (write("[" * 10_000), "more than 16 brackets open at once"),
    "10,000 nested brackets and curly marks": (write("“" + "[" * 10_000 + "”"), "json-syntax"),
    "10,000 curly marks": (write('{"a": ' + "“”, " * 5000 + "}"), "json-syntax"),
    "a NUL byte": (write(entity_with("evil") + "\0"), "a NUL character"),
    "a huge number": (write('{"a": ' + "9" * 100_000 + "}"), "a number of 100000 characters"),
    "a huge exponent": (write('{"a": 1e99999999999}'), "unknown-field"),
    "half a surrogate pair": (write('{"a": "\\ud800"}'), "half of a surrogate pair"),
    "no UTF-8": (write(b'{"a": "\xff\xfe"}'), "file-encoding"),
    "a path in an id": (write(entity_with("../../../evil")), "lower-case ASCII letters"),
    "an absolute path in an id": (write(entity_with("/etc/passwd")), "lower-case ASCII letters"),
    "a newline in an id": (write(entity_with("evil\\n::error::x")), "bad-value"),
    "bidi overrides in an id": (write(entity_with("evil\u202e")), "bad-value"),
    "a seed's path": (
        lambda root: replace(root, f'"file": "{SEED}"', '"file": "../../../etc/passwd"', ARTICLE),
        "Name of the file in seeds/",
    ),
    "tricks in an anchor": (nasty_article, "anchor-not-found"),
    "tricks in a field's name": (write('{"' + NASTY.replace("\x1b", "\\u001b") + '": 1}'), "unknown-field"),
    "tricks in a file's name": (write("{", "a\n::error::x ##[error]\x1b[31m\u202e.json"), "json-syntax"),
    "a link to a file": (lambda root: entity(root).symlink_to("/etc/passwd"), "a link or a device"),
    "a link to nowhere": (lambda root: entity(root).symlink_to("nowhere"), "a link or a device"),
    "a link to a folder": (folder_link, "a link or a device"),
    "a link as a seed": (seed_link, "a link or a device"),
    "pipes": (pipe, "a link or a device"),
    "50 MB in a seed without an article": (lone_seed(b"a", 50 * MiB), "more than 4,194,304 bytes"),
    "a NUL byte in a seed without an article": (lone_seed(b"a\0b"), "character 2: a NUL character"),
    "a byte order mark in a seed without an article": (lone_seed(b"\xef\xbb\xbfa"), "seed-bom"),
}


def harmless(output: str) -> None:
    for trick in TRICKS[1:]:
        assert trick not in output, trick
    assert not any(line.lstrip().startswith("::") for line in output.splitlines())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason(name: str, checkout: Path) -> None:
    attack, reason = HOSTILE[name]
    attack(checkout)
    before = files(checkout)
    outside = sorted(path.name for path in checkout.parent.iterdir())
    for form in ("text", "json", "markdown"):
        ran = run(checkout, "check", "--format", form)
        assert ran.exit_code == 1
        harmless(ran.stdout)
    assert reason in run(checkout, "check").stdout
    for command in ("fix", "fmt"):
        ran = run(checkout, command)
        is_of_no_record = "link" in name or "without an article" in name or name in ("pipes", "tricks in an anchor")
        assert ran.exit_code == 1 or (command == "fmt" and is_of_no_record)
        harmless(ran.output)
    assert files(checkout) == before, "what is refused is left as it is"
    assert sorted(path.name for path in checkout.parent.iterdir()) == outside


@pytest.mark.parametrize("name", HOSTILE)
def test_annotations_for_the_forge_are_one_command_a_finding(name: str, checkout: Path) -> None:
    HOSTILE[name][0](checkout)
    for line in run(checkout, "check", "--format", "github").stdout.splitlines():
        assert line.startswith(("::error file=", "::warning file="))
        assert line.count("::") == 2
        assert not any(trick in line for trick in TRICKS[1:])


def test_rendered_markdown_is_in_a_block_that_nothing_ends(checkout: Path) -> None:
    nasty_article(checkout)
    lines = run(checkout, "check", "--format", "markdown").stdout.splitlines()
    assert any("script" in line for line in lines)
    assert all(line.startswith("    ") for line in lines if "script" in line)
    assert set(FORMATS) == {"text", "json", "github", "markdown"}


@pytest.mark.parametrize("words", [NASTY, "[" * 10_000, "../../etc/passwd", "\udcff", "a" * 100_000])
def test_nasty_words_are_looked_for_and_not_found(words: str, checkout: Path) -> None:
    ran = run(checkout, "anchor", ARTICLE, words)
    assert ran.exit_code == 1
    harmless(ran.output)
    assert run(checkout, "anchor", words[:200], "said").exit_code == 2


def test_nasty_words_of_a_seed_are_printed_harmless(checkout: Path, tmp_path: Path) -> None:
    source = tmp_path / "raw.txt"
    source.write_text(f"{NASTY} he said. ##[group]he said::now.\n", encoding="utf-8")
    assert run(checkout, "new", "article", str(source), "--id", "nasty").exit_code == 0
    assert run(checkout, "check").exit_code == 0
    for words in ("he said", "alert", "group", "said::now"):
        ran = run(checkout, "anchor", "nasty", words)
        harmless(ran.output)
        assert ran.exit_code == 0
    assert path_of(checkout, "nasty").exists()


def test_names_that_git_lists_are_taken_as_they_are(checkout: Path) -> None:
    commit(checkout)
    write("{", "a\n::error::x.json")(checkout)
    write("{", "--output=x.json")(checkout)
    ran = run(checkout, "check", "--changed", "main", "--format", "github")
    assert ran.stdout.count("::error file=") == 2
    git(checkout, "add", ".")
    assert run(checkout, "check", "--changed", "main", "--format", "github").stdout == ran.stdout
