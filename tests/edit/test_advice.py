"""If a finding recommends `blocquotes fix` or `blocquotes fmt`, the command repairs at least one case of the rule."""

import shutil
from pathlib import Path

import pytest

from blocquotes.checks.report import RULES
from contribute import git, run
from test_cases import NAMES, lay

COMMANDS = ("fix", "fmt")


def advised(command: str) -> list[str]:
    """The rules whose fix names a command."""
    return [rule.id for rule in RULES.values() if f"blocquotes {command}" in rule.fix]


def changes(command: str, case: str, root: Path) -> bool:
    """Whether a command changes a file of a case; its checkout is a repository in which nothing is committed yet."""
    shutil.rmtree(root, ignore_errors=True)
    lay(case, root)
    git(root, "init")
    before = {path: path.read_bytes() for path in (root / "corpus").rglob("*.json")}
    run(root, command)
    return any(path.read_bytes() != data for path, data in before.items())


@pytest.mark.parametrize(("command", "rule"), [(command, rule) for command in COMMANDS for rule in advised(command)])
def test_a_command_that_is_advised_repairs_a_case_of_its_rule(command: str, rule: str, tmp_path: Path) -> None:
    cases = [name for name in NAMES if name.split("--")[0] == rule]
    assert any(changes(command, case, tmp_path / "checkout") for case in cases), cases
