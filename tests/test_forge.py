"""What the forge reads: the workflows, the forms, the owners, the hooks."""

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
WORKFLOWS = sorted((FORGE / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (FORGE / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert zizmor, "install what the tests need with  make test"
    command = [zizmor, "--offline", "--strict-collection", "--persona", "auditor", str(FORGE)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert all(path.name in ran.stderr for path in [*WORKFLOWS, FORGE / "dependabot.yml"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_job_holds_no_secret_and_only_the_rights_it_needs(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert "secrets." not in path.read_text(encoding="utf-8")
    for name, job in workflow["jobs"].items():
        identity = {"id-token": "write"} if name == "publish" else {}
        assert job["permissions"] == {"contents": "read", **identity}
        assert job["timeout-minutes"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_pasted_into_a_shell_and_every_action_is_pinned(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        subprocess.run(["bash", "-n", "-c", step.get("run", ":")], check=True)
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
    text = path.read_text(encoding="utf-8")
    assert text.count("uses:") == len(re.findall(r"uses: \S+ # v\d+\.\d+\.\d+\n", text))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_package_is_installed_by_its_hash(path: Path) -> None:
    for step in steps(path):
        run = step.get("run", "")
        assert (
            "pip install" not in run or "--require-hashes --only-binary :all: \\\n  --requirement requirements/" in run
        )
        # `make dataset` and other targets install ranges, unless the locked versions are installed before.
        if "make " in run:
            assert any(other.get("run") == "make locked" for other in steps(path))


def test_the_job_with_the_identity_runs_nothing_but_the_tag_and_locked_packages() -> None:
    build, publish = read(FORGE / "workflows" / "publish.yml")["jobs"].values()
    assert publish["needs"] == "build"
    assert [step.get("uses", "").partition("@")[0] or step["name"] for step in publish["steps"]] == [
        "actions/checkout",
        "actions/setup-python",
        "Install the locked packages",
        "actions/download-artifact",
        "Publish",
    ]
    assert publish["steps"][:3] == build["steps"][:3]
    assert publish["steps"][-1]["env"]["HF_OIDC_RESOURCE"].startswith("datasets/")


def test_findings_on_changed_lines_come_before_the_report() -> None:
    names = [step["name"] for step in steps(FORGE / "workflows" / "check.yml") if "name" in step]
    assert names.index("Comment on the changed lines") < names.index("Report everything")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_requires_what_it_needs(path: Path) -> None:
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
