"""Keyless signatures, made and verified with a Sigstore on loopback: the identity and its issuer are pinned."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from blocquotes.cli import main
from proof_repo import typed
from sigstore_server import ISSUER, Sigstore

WORKFLOW = "https://github.com/org/blocquotes/.github/workflows/publish.yml@refs/tags/v1.0.0"
OTHER = "https://github.com/someone/blocquotes/.github/workflows/publish.yml@refs/tags/v1.0.0"

Start = Callable[[str], Sigstore]


@pytest.fixture
def root(source: Path, signed: Path, tmp_path: Path) -> Path:
    """A copy of the repository with its release."""
    return Path(shutil.copytree(source, tmp_path / "repository", symlinks=True))


def check(folder: Path, trust: Path, identity: str, issuer: str = ISSUER) -> tuple[int, str]:
    """Exit code and output of `blocquotes verify`."""
    options = ("--identity", identity, "--issuer", issuer, "--trust-config", str(trust))
    ran = CliRunner().invoke(main, ["verify", str(folder), *options])
    assert ran.exit_code in (0, 1), ran.output
    return ran.exit_code, ran.output


def test_only_the_pinned_identity_and_issuer_are_accepted(root: Path, sigstore: Start, tmp_path: Path) -> None:
    server = sigstore(WORKFLOW)
    trust = server.trust(tmp_path)
    ran = typed(root, "attest", "--keyless", "--trust-config", str(trust), **server.environment())
    assert ran.returncode == 0, ran.stderr
    options = ("--identity", WORKFLOW, "--issuer", ISSUER, "--trust-config", str(trust))
    verified = typed(root, "verify", "dist", *options)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert f"were signed by {WORKFLOW}, whom {ISSUER} identified" in verified.stdout
    assert "  provenance: signed: built from commit " in verified.stdout
    assert f" by {WORKFLOW}\n" in verified.stdout

    # Somebody else signs the same files with the same Sigstore.
    dist = root / "dist"
    for identity, issuer in ((OTHER, ISSUER), (WORKFLOW, "https://accounts.example.org"), (WORKFLOW[:-1], ISSUER)):
        code, said = check(dist, trust, identity, issuer)
        assert (code, "a signature by an identity other than " in said) == (1, True), said
    server.identity = OTHER
    assert typed(root, "attest", "--keyless", "--trust-config", str(trust), **server.environment()).returncode == 0
    code, said = check(dist, trust, WORKFLOW)
    assert (code, f"a signature by an identity other than {WORKFLOW}" in said) == (1, True), said


@pytest.mark.slow
def test_what_another_sigstore_or_a_changed_log_says_is_refused(root: Path, sigstore: Start, tmp_path: Path) -> None:
    server = sigstore(WORKFLOW)
    trust, dist = server.trust(tmp_path), root / "dist"
    assert typed(root, "attest", "--keyless", "--trust-config", str(trust), **server.environment()).returncode == 0
    (tmp_path / "other").mkdir()
    foreign = sigstore(WORKFLOW).trust(tmp_path / "other")
    code, said = check(dist, foreign, WORKFLOW)
    assert (code, "a signature that does not verify with " in said) == (1, True), said
    path = dist / "release.sigstore.json"
    before = json.loads(path.read_bytes())
    for change in ("inclusionPromise", "inclusionProof", "canonicalizedBody", "logId", "integratedTime"):
        broken = json.loads(json.dumps(before))
        del broken["verificationMaterial"]["tlogEntries"][0][change]
        path.write_text(json.dumps(broken))
        code, said = check(dist, trust, WORKFLOW)
        assert (code, "error[release-signature]" in said) == (1, True), f"{change}\n{said}"
    path.write_text(json.dumps(before))
    assert check(dist, trust, WORKFLOW)[0] == 0
    (dist / "sbom.cdx.json").write_bytes((dist / "sbom.cdx.json").read_bytes() + b" ")
    assert "a signature over different bytes of sbom.cdx.json" in check(dist, trust, WORKFLOW)[1]


def test_a_signature_by_a_key_is_not_one_by_an_identity(
    root: Path, signed: Path, sigstore: Start, tmp_path: Path
) -> None:
    trust = sigstore(WORKFLOW).trust(tmp_path)
    code, said = check(signed, trust, WORKFLOW)
    assert (code, "error[release-signature]" in said) == (1, True), said


@pytest.mark.slow
def test_keyless_signing_outside_a_workflow_is_refused_without_a_browser(
    root: Path, sigstore: Start, tmp_path: Path
) -> None:
    server = sigstore(WORKFLOW)
    trust = str(server.trust(tmp_path))
    outside = typed(root, "attest", "--keyless", "--trust-config", trust)
    assert outside.returncode == 2
    assert "keyless signing needs the identity of a workflow; found none here" in outside.stderr
    server.shutdown()
    server.server_close()
    unreachable = typed(root, "attest", "--keyless", "--trust-config", trust, **server.environment())
    assert (unreachable.returncode, unreachable.stderr.count("blocquotes: ")) == (2, 1), unreachable.stderr
