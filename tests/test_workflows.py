"""The workflows of the forge: nothing that zizmor knows to be dangerous, and no secret."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

WORKFLOWS = sorted((Path(__file__).parents[1] / ".github" / "workflows").glob("*.yml"))


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert zizmor, "install what the tests need with  make test"
    command = [zizmor, "--offline", "--strict-collection", "--persona", "auditor", *map(str, WORKFLOWS)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_stores_no_secret_and_pins_every_action(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "secrets." not in text
    for job in yaml.safe_load(text)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))


def test_the_release_is_published_by_its_own_identity() -> None:
    (publish,) = (path for path in WORKFLOWS if path.name == "publish.yml")
    workflow = yaml.safe_load(publish.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read", "id-token": "write"}
    assert job["steps"][-1]["env"]["HF_OIDC_RESOURCE"].startswith("datasets/")
