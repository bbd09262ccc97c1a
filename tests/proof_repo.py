"""A repository with the program, one release of it that is built, attested and signed, and keys."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from commands import Ran, blocquotes
from conftest import ROOT, Once
from edits import git
from release_repo import commit

VERSION = "1.0.0"
TAG = f"v{VERSION}"


@dataclass(frozen=True)
class Keys:
    """The private and the public key of one owner, in PEM files."""

    private: Path
    public: Path


def keys_of(folder: Path, name: str) -> Keys:
    """The keys of an owner in a folder."""
    return Keys(folder / f"{name}.key", folder / f"{name}.pub")


def new_keys(folder: Path, name: str) -> Keys:
    """Makes the keys of an owner."""
    key, keys = ec.generate_private_key(ec.SECP256R1()), keys_of(folder, name)
    plain, pem = serialization.NoEncryption(), serialization.Encoding.PEM
    keys.private.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    keys.public.write_bytes(key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo))
    return keys


@pytest.fixture(scope="session")
def keys(once: Once) -> Keys:
    """The keys of the project."""
    return keys_of(once("keys", lambda folder: new_keys(folder, "project")), "project")


@pytest.fixture(scope="session")
def other_keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """The keys of somebody else."""
    return new_keys(tmp_path_factory.mktemp("keys"), "other")


@pytest.fixture(scope="session")
def source(first: Path, keys: Keys, once: Once) -> Path:
    """The repository of the release, with the program that builds it and the packages that it locks, and the release.

    Tests that need the release have `signed` too, which says so.
    """
    return once("source", lambda folder: make_source(first, keys, folder))


def make_source(first: Path, keys: Keys, root: Path) -> None:
    """Makes the repository, and in it the release with its provenance, its SBOM and a signature."""
    subprocess.run(["git", "clone", "--quiet", str(first), str(root)], check=True)
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", root / "requirements")
    shutil.copyfile(ROOT / "pyproject.toml", root / "pyproject.toml")
    for name, value in (("user.name", "A. Author"), ("user.email", "a@example.org"), ("commit.gpgsign", "false")):
        git(root, "config", name, value)
    (root / ".gitignore").write_text("/dist*/\n__pycache__/\n", encoding="utf-8")
    commit(root)
    git(root, "tag", "--force", TAG)
    for arguments in (("build",), ("attest", "--key", str(keys.private))):
        ran = typed(root, *arguments)
        assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="session")
def signed(source: Path) -> Path:
    """The release with its provenance, its SBOM and a signature by the project's key."""
    return source / "dist"


def typed(root: Path, *arguments: str, **settings: str) -> Ran:
    """Runs the command in a repository, as somebody types it; never a traceback."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    # The manifest names the version of the program, which must be the one of the repository.
    program = {"PYTHONPATH": str(root / "scripts")} if arguments[0] == "build" else {}
    ran = blocquotes(*arguments, env={**kept, **program, **settings}, cwd=root)
    assert "Traceback" not in ran.stdout + ran.stderr, ran.stderr
    return ran
