"""The locked packages: what pyproject.toml needs, each line with its hashes; and the Pythons that can run them."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from conftest import ROOT

LOCKED = {"release": ("corpus", "publish", "sign"), "test": ("test",)}
"""File below requirements/ → the extras of pyproject.toml that it holds."""

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def wanted(extra: str) -> Iterator[Requirement]:
    """What an extra needs, with what the extras it names need; without our own name."""
    for line in PROJECT["optional-dependencies"][extra]:
        requirement = Requirement(line)
        if requirement.name == PROJECT["name"]:
            for other in sorted(requirement.extras):
                yield from wanted(other)
        else:
            yield requirement


def locked(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """The pinned packages of a file, each with its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    for entry in re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines():
        pin, *hashes = entry.split(" --hash=")
        yield Requirement(pin), [found.strip() for found in hashes]


@pytest.mark.parametrize("name", LOCKED)
def test_every_line_is_one_version_with_hashes(name: str) -> None:
    for requirement, hashes in locked(name):
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], requirement
        assert not requirement.url
        assert hashes and all(re.fullmatch("sha256:[0-9a-f]{64}", found) for found in hashes), requirement


@pytest.mark.parametrize("name", LOCKED)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_locked_versions_are_those_that_the_project_allows(name: str, python: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    pins = {
        requirement.name: next(iter(requirement.specifier)).version
        for requirement, _ in locked(name)
        if not requirement.marker or requirement.marker.evaluate(environment)
    }
    needed = [*map(Requirement, PROJECT["dependencies"]), *(found for extra in LOCKED[name] for found in wanted(extra))]
    for requirement in needed:
        pin = pins.get(re.sub(r"[-_.]+", "-", requirement.name).lower())
        assert pin, f"{requirement} is not in requirements/{name}.txt; fix: make lock"
        assert pin in requirement.specifier, f"{requirement}, not {pin}; fix: make lock"


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_file_names_no_place_to_fetch_from(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links", text)


def test_the_tests_run_on_every_supported_python() -> None:
    check = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert f"python: {list(PYTHONS)}".replace("'", '"') in check
    assert PROJECT["requires-python"] == f">={PYTHONS[0]}"


@pytest.mark.parametrize("file", ["__init__.py", "__main__.py"])
def test_an_old_python_can_read_what_runs_before_its_version_is_checked(file: str) -> None:
    path = ROOT / "scripts" / "blocquotes" / file
    program = "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 7))"
    subprocess.run([sys.executable, "-c", program], input=path.read_bytes(), check=True)


def too_old() -> list[Path]:
    """The Pythons of this machine that are older than 3.11."""
    folders = [Path("/usr/bin"), Path("/usr/local/bin"), *Path.home().glob(".pyenv/versions/3.*/bin")]
    return [
        python for folder in folders for python in sorted(folder.glob("python3.?")) + sorted(folder.glob("python3.10"))
    ]


@pytest.mark.parametrize("command", ["{python} -B -m blocquotes check", "make dataset PYTHON={python}"])
def test_an_old_python_says_which_version_it_needs(command: str, tmp_path: Path) -> None:
    if not too_old():
        pytest.skip("no Python older than 3.11 on this machine")
    for name in ("Makefile", "pyproject.toml", "VERSION", "scripts"):
        (tmp_path / name).symlink_to(ROOT / name)
    # Called from `make test`, a second make would print which folder it enters.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    environment["PYTHONPATH"] = "scripts"
    for python in too_old():
        arguments = command.format(python=python).split()
        ran = subprocess.run(arguments, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
        assert ran.returncode == 2
        assert ran.stdout == ""
        assert ran.stderr.startswith("BlocQuotes needs Python 3.11 or newer; ")
    assert not (tmp_path / ".venv").exists()
