"""A repository with the program, one release of it that is built, attested and signed, and keys."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from conftest import ROOT
from edits import git
from release_repo import commit

VERSION = "1.0.0"
TAG = f"v{VERSION}"


@dataclass(frozen=True)
class Keys:
    """The private and the public key of one owner, in PEM files."""

    private: Path
    public: Path


def new_keys(folder: Path, name: str) -> Keys:
    """Makes the keys of an owner."""
    key = ec.generate_private_key(ec.SECP256R1())
    keys = Keys(folder / f"{name}.key", folder / f"{name}.pub")
    plain, pem = serialization.NoEncryption(), serialization.Encoding.PEM
    keys.private.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    keys.public.write_bytes(key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo))
    return keys


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """The keys of the project."""
    return new_keys(tmp_path_factory.mktemp("keys"), "project")


@pytest.fixture(scope="session")
def other_keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """The keys of somebody else."""
    return new_keys(tmp_path_factory.mktemp("keys"), "other")


@pytest.fixture(scope="session")
def source(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the release, with the program that builds it and the packages that it locks."""
    root = tmp_path_factory.mktemp("source") / "repository"
    subprocess.run(["git", "clone", "--quiet", str(first), str(root)], check=True)
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", root / "requirements")
    shutil.copyfile(ROOT / "pyproject.toml", root / "pyproject.toml")
    for name, value in (("user.name", "A. Author"), ("user.email", "a@example.org"), ("commit.gpgsign", "false")):
        git(root, "config", name, value)
    (root / ".gitignore").write_text("/dist*/\n__pycache__/\n", encoding="utf-8")
    commit(root)
    git(root, "tag", "--force", TAG)
    return root


@pytest.fixture(scope="session")
def signed(source: Path, keys: Keys) -> Path:
    """The release with its provenance, its SBOM and a signature by the project's key."""
    for arguments in (("build",), ("attest", "--key", str(keys.private))):
        ran = typed(source, *arguments)
        assert ran.returncode == 0, ran.stderr
    return source / "dist"


def typed(root: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs the command of a repository there, as somebody types it; never a traceback."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "PYTHON", "COV"))}
    environment = {**kept, "PYTHONPATH": str(root / "scripts"), "PYTHONDONTWRITEBYTECODE": "1", **settings}
    command = [sys.executable, "-m", "blocquotes", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=root, env=environment, check=False)
    assert "Traceback" not in ran.stdout + ran.stderr, ran.stderr
    return ran
