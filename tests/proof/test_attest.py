"""`blocquotes attest`: what it writes follows from the release alone, and is what other programs expect."""

import hashlib
import json
import shutil
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from google.protobuf.json_format import ParseDict
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement

import contribute
from blocquotes.proof import locked, provenance, sbom
from edits import git
from hub_client import content
from proof_repo import Keys, typed

PROOF = ("provenance.intoto.json", "sbom.cdx.json")
WORKFLOW = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "org/blocquotes",
    "GITHUB_WORKFLOW_REF": "org/blocquotes/.github/workflows/publish.yml@refs/tags/v1.0.0",
}


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_bytes())


@pytest.fixture
def copied(source: Path, signed: Path, tmp_path: Path) -> Path:
    """A copy of the repository with its release."""
    root = tmp_path / "repository"
    shutil.copytree(source, root, symlinks=True)
    return root


def test_the_same_release_gives_the_same_provenance_and_sbom(signed: Path, copied: Path) -> None:
    before = {name: (signed / name).read_bytes() for name in PROOF}
    ran = typed(copied, "attest", "dist")
    assert ran.returncode == 0, ran.stderr
    assert {name: (copied / "dist" / name).read_bytes() for name in PROOF} == before
    assert not (copied / "dist" / "release.sigstore.json").exists(), "a signature over other files must not stay"
    assert "note: without a signature, nothing proves who wrote these files" in ran.stdout


@pytest.mark.slow
def test_the_release_can_be_built_again_in_the_same_place(copied: Path) -> None:
    before = (copied / "dist" / "manifest.json").read_bytes()
    assert typed(copied, "build").returncode == 0
    assert (copied / "dist" / "manifest.json").read_bytes() == before
    assert not any((copied / "dist" / name).exists() for name in PROOF)


def test_the_provenance_is_a_slsa_statement_about_the_manifest(signed: Path) -> None:
    value = read(signed, PROOF[0])
    Statement.copy_from_pb(ParseDict(value, statement_pb2.Statement())).validate()
    build, run = value["predicate"]["buildDefinition"], value["predicate"]["runDetails"]
    assert (value["_type"], value["predicateType"]) == (provenance.STATEMENT, provenance.PREDICATE)
    assert value["subject"] == [{"name": "manifest.json", "digest": {"sha256": sha256(signed / "manifest.json")}}]
    assert run["byproducts"] == [{"name": PROOF[1], "digest": {"sha256": sha256(signed / PROOF[1])}}]
    assert run["builder"]["id"] == provenance.LOCAL
    assert build["externalParameters"] == {"version": "1.0.0", "texts": "included"}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_predicate_is_what_the_library_of_in_toto_reads(signed: Path) -> None:
    # It refuses fields that SLSA does not define.
    predicate = ParseDict(read(signed, PROOF[0])["predicate"], provenance_pb2.Provenance())
    assert predicate.build_definition.resolved_dependencies[0].digest["gitCommit"]


def test_the_inputs_are_those_of_the_commit(source: Path, signed: Path) -> None:
    first, *inputs = read(signed, PROOF[0])["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert first == {"name": "source", "digest": {"gitCommit": git(source, "rev-parse", "HEAD")}}
    assert {"corpus", "seeds", "schema", "scripts", "requirements/release.txt"} <= {found["name"] for found in inputs}
    for found in inputs:
        kind = "gitBlob" if (source / found["name"]).is_file() else "gitTree"
        assert found["digest"][kind] == git(source, "rev-parse", f"HEAD:{found['name']}")
        if kind == "gitBlob":
            assert found["digest"]["sha256"] == sha256(source / found["name"])
        else:
            # The command by which in-toto defines a dirHash.
            line = "git ls-files -z . | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -f1 -d' '"
            ran = subprocess.run(line, shell=True, cwd=source / found["name"], capture_output=True, text=True)
            assert found["digest"]["dirHash"] == ran.stdout.strip(), found["name"]


def test_a_workflow_is_named_as_the_builder(copied: Path) -> None:
    assert typed(copied, "attest", **WORKFLOW).returncode == 0
    value = read(copied / "dist", PROOF[0])["predicate"]
    name = "https://github.com/org/blocquotes/.github/workflows/publish.yml@refs/tags/v1.0.0"
    assert value["runDetails"]["builder"]["id"] == name
    uri = value["buildDefinition"]["resolvedDependencies"][0]["uri"]
    assert uri == "git+https://github.com/org/blocquotes@refs/tags/v1.0.0"
    assert f"of {uri} by {name}" in typed(copied, "verify", "dist").stdout


def test_the_sbom_is_cyclonedx_with_the_installed_packages(signed: Path, source: Path) -> None:
    value = read(signed, PROOF[1])
    assert not JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(value))
    found = {package["name"]: package["version"] for package in value["components"]}
    assert found["pyarrow"] == metadata.version("pyarrow")
    assert found == {name: metadata.version(name) for name in found}
    assert value["metadata"]["timestamp"] == git(source, "show", "-s", "--format=%cI").replace("Z", "+00:00")


LOCK = """# a comment
click==0.0.1 ; sys_platform != 'plan9' \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via nothing
pyarrow=={pyarrow} \\
    --hash=sha256:{b}
pyarrow==0.1 ; python_full_version < '3.9' \\
    --hash=sha256:{a}
not-installed-anywhere==1.0 \\
    --hash=sha256:{a}
"""


def test_a_package_in_another_version_than_the_locked_one_is_named() -> None:
    pyarrow = metadata.version("pyarrow")
    found = locked.packages(LOCK.format(a="a" * 64, b="b" * 64, pyarrow=pyarrow))
    assert [(p.name, p.locked, p.is_locked) for p in found] == [("click", "0.0.1", False), ("pyarrow", pyarrow, True)]
    assert found[0].sha256 == ("a" * 64, "b" * 64)
    value = json.loads(sbom.sbom("1.0.0", "0" * 40, datetime(2026, 1, 2, tzinfo=UTC), found))
    click, arrow = value["components"]
    assert click["properties"] == [{"name": sbom.LOCKED_VERSION, "value": "0.0.1"}]
    assert "hashes" not in click, "the hashes are those of another version"
    assert arrow["hashes"] == [{"alg": "SHA-256", "content": "b" * 64}]


@pytest.mark.slow
def test_what_cannot_be_attested_is_refused_and_nothing_changes(copied: Path, keys: Keys, tmp_path: Path) -> None:
    before = content(copied / "dist")
    (tmp_path / "no.pem").write_text("no key\n")
    for arguments, code, says in (
        (("attest", str(tmp_path / "nowhere")), 2, "the release must be a folder with manifest.json; found none at"),
        (("attest", str(copied / "corpus")), 2, "the release must be a folder with manifest.json; found none at"),
        (("attest", "--trust-config", "a"), 2, "--trust-config needs --keyless"),
        (("attest", "--key", "missing.pem"), 2, "the key must be a file; found missing.pem: no such file"),
        (("attest", "--key", str(tmp_path / "no.pem")), 2, "the key must be an elliptic curve private key"),
        (("attest", "--key", str(keys.public)), 2, "the key must be an elliptic curve private key"),
        (("attest", "--key", "a", "--keyless"), 2, "--key and --keyless cannot be used together"),
    ):
        ran = contribute.run(copied, *arguments)
        assert (ran.exit_code, says in ran.stderr) == (code, True), ran.output
        assert content(copied / "dist") == before
    (copied / "DATASHEET.md").write_text((copied / "DATASHEET.md").read_text() + "\n")
    assert typed(copied, "build").returncode == 0
    dirty = typed(copied, "attest")
    assert (dirty.returncode, "one built from files that no commit holds" in dirty.stderr) == (1, True), dirty.stderr
    (copied / "dist" / "LICENSE-DATA").write_text("mine")
    other = contribute.run(copied, "attest")
    assert (other.exit_code, "must not replace files that it did not make" in other.stderr) == (2, True), other.output


def test_the_libraries_are_named_where_they_are_missing(copied: Path, tmp_path: Path) -> None:
    (tmp_path / "cyclonedx.py").write_text("raise ImportError('none here', name='cyclonedx')\n")
    ran = typed(copied, "attest", PYTHONPATH=f"{tmp_path}:{copied / 'scripts'}")
    assert (ran.returncode, "pip install 'blocquotes[sign]'" in ran.stderr) == (2, True), ran.stderr
