"""What the forge reads: the workflow of pull requests, the forms, the owners, the hooks."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from blocquotes.cli import COMMANDS
from conftest import ROOT

FORGE = ROOT / ".github"
CHECK = FORGE / "workflows" / "check.yml"
FORMS = sorted(path for path in (FORGE / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps() -> list[dict[str, Any]]:
    return [step for job in read(CHECK)["jobs"].values() for step in job["steps"]]


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert zizmor, "install what the tests need with  make test"
    command = [zizmor, "--offline", "--strict-collection", "--persona", "auditor", str(CHECK)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_pull_request_runs_without_a_privilege() -> None:
    workflow = read(CHECK)
    assert workflow[True] == "pull_request"  # YAML 1.1 reads `on` as true
    assert workflow["permissions"] == {}
    assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())
    assert all(job["timeout-minutes"] for job in workflow["jobs"].values())
    assert "secrets" not in CHECK.read_text(encoding="utf-8").replace("no secret", "")


def test_nothing_is_pasted_into_a_shell_and_every_action_is_pinned() -> None:
    for step in steps():
        assert "${{" not in step.get("run", "")
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
    assert CHECK.read_text(encoding="utf-8").count("uses:") == len(re.findall(r"# v\d+\.\d+\.\d+\n", CHECK.read_text()))


def test_findings_on_changed_lines_come_before_the_report() -> None:
    names = [step["name"] for step in steps() if "name" in step]
    assert names.index("Check what changes, on its lines") < names.index("Report everything")


def test_the_shell_scripts_of_the_workflow_parse() -> None:
    for step in steps():
        subprocess.run(["bash", "-n", "-c", step.get("run", ":")], check=True)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_what_it_needs(path: Path) -> None:
    form = read(path)
    assert set(form) == {"name", "description", "title", "labels", "body"}
    ids = [field["id"] for field in form["body"]]
    assert len(ids) == len(set(ids))
    for field in form["body"]:
        assert field["type"] in ("input", "textarea", "dropdown")
        assert field["attributes"]["label"]
        assert (field["type"] == "dropdown") == bool(field["attributes"].get("options"))


def test_every_folder_with_an_owner_is_there() -> None:
    lines = (FORGE / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert rules[0][0] == "*"
    for folder, *owners in rules:
        assert folder == "*" or (ROOT / folder.strip("/")).is_dir()
        assert owners
        assert all(re.fullmatch(r"@[\w-]+/[\w-]+", owner) for owner in owners)


def test_the_hooks_run_commands_that_are_there() -> None:
    (repository,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["name"][0].isupper()
        program, command = hook["entry"].split()[:2]
        assert program == ".venv/bin/ruff" or command in COMMANDS
