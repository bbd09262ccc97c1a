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

from blocquotes.cli import COMMANDS, main
from conftest import ROOT

FORGE = ROOT / ".github"
WORKFLOWS = sorted((FORGE / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (FORGE / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


RIGHTS = {
    ("site", "deploy"): {"pages": "write", "id-token": "write"},
    ("publish", "attest"): {"id-token": "write", "attestations": "write"},
    ("publish", "publish"): {"id-token": "write"},
    ("scorecard", "scorecard"): {"id-token": "write"},
}
"""Workflow and job → what the job may do besides reading the repository."""


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert zizmor, "install what the tests need with `make test`"
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
        assert job["permissions"] == {"contents": "read", **RIGHTS.get((path.stem, name), {})}
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


def test_the_jobs_with_an_identity_run_nothing_but_the_tag_and_locked_packages() -> None:
    jobs = read(FORGE / "workflows" / "publish.yml")["jobs"]
    start = ["actions/checkout", "actions/setup-python", "Install the locked packages", "actions/download-artifact"]
    attest = ["Write the provenance, the SBOM and the signature", "actions/attest-build-provenance"]
    assert list(map(named, jobs["attest"]["steps"])) == [*start, *attest, "actions/upload-artifact"]
    assert list(map(named, jobs["publish"]["steps"])) == [*start, "Publish"]
    for name in ("reproduce", "attest", "publish"):
        assert jobs[name]["steps"][:3] == jobs["build"]["steps"][:3]
    assert jobs["publish"]["steps"][-1]["env"]["HF_OIDC_RESOURCE"].startswith("datasets/")


def named(step: dict[str, Any]) -> str:
    return str(step["uses"].partition("@")[0] if "uses" in step else step["name"])


def test_nothing_is_signed_or_published_that_another_machine_image_did_not_reproduce() -> None:
    jobs = read(FORGE / "workflows" / "publish.yml")["jobs"]
    needs = {name: job.get("needs") for name, job in jobs.items()}
    assert needs == {"build": None, "reproduce": "build", "attest": "reproduce", "publish": "attest"}
    assert jobs["reproduce"]["runs-on"] != jobs["build"]["runs-on"]
    assert 'reproduce "$TAG" dist ' in jobs["reproduce"]["steps"][-1]["run"]
    # The job that publishes takes what was signed, and a job that is run again finds the same signature.
    assert jobs["attest"]["steps"][-1]["with"]["name"] == jobs["publish"]["steps"][-2]["with"]["name"] == "signed"


def test_the_commands_of_the_jobs_have_these_options() -> None:
    for path in WORKFLOWS:
        for line in re.findall(r"blocquotes ([^|>\n]+)", "\n".join(step.get("run", "") for step in steps(path))):
            words = line.replace("\\", " ").split()
            command = main.get_command(None, words[0])  # type: ignore[arg-type]
            assert command, line
            options = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= options, line


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
