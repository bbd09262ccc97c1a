"""docs/security.md: every test that it names exists, every threat has one, and the commands exist."""

import re

from blocquotes.cli import COMMANDS
from conftest import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_the_threat_model_names_is_there() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py")))
    there = set(re.findall(r"^def (test_\w+)\(", sources, re.MULTILINE))
    named = re.findall(r"`(test_\w+)`", PAGE)
    assert named
    assert [name for name in named if name not in there] == []


def test_every_threat_has_a_test() -> None:
    tables = PAGE.split("| threat | answer | test |\n|---|---|---|\n")[1:]
    rows = [row for table in tables for row in table.partition("\n\n")[0].splitlines()]
    assert len(tables) == 6
    assert [row for row in rows if "`test_" not in row.split("|")[3]] == []


def test_the_commands_that_it_names_are_there() -> None:
    read = re.findall(r"^(?:Read|Written) by ([^\n]*)", PAGE, re.MULTILINE)
    named = {name.split()[0] for line in read for name in re.findall(r"`([^`]+)`", line)}
    assert named
    assert named <= set(COMMANDS)
