"""`blocquotes verify` of attested releases: everything that is tampered with is refused, with the reason."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from blocquotes import schemas
from blocquotes.cli import main
from blocquotes.dataset import manifest as making
from blocquotes.layout import Layout
from blocquotes.proof import claims
from blocquotes.proof.signature import Pin
from blocquotes.publish import verify as verifying
from blocquotes.verify import listing, manifest
from conftest import ROOT
from hub_client import read_manifest
from proof_repo import Keys, typed

PROVENANCE, SBOM, SIGNATURE = "provenance.intoto.json", "sbom.cdx.json", "release.sigstore.json"


@pytest.fixture
def copied(signed: Path, tmp_path: Path) -> Path:
    """A copy of the signed release, for a test to break."""
    return Path(shutil.copytree(signed, tmp_path / "release"))


@pytest.fixture
def pin(keys: Keys) -> Pin:
    """The project's public key."""
    return Pin(keys.public)


def found(folder: Path, pin: Pin | None) -> dict[str, str]:
    """What the findings of the proof say, by rule."""
    return {finding.rule: finding.found for finding in claims.check(folder, manifest.read(folder), pin)[0]}


def change(path: Path, edit: Callable[[Any], object]) -> None:
    """Changes the JSON value of a file."""
    value = json.loads(path.read_bytes())
    edit(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def test_the_lines_say_what_was_proved_and_what_was_not(source: Path, signed: Path, keys: Keys, tmp_path: Path) -> None:
    commit = read_manifest(signed)["commit"][:12]
    with_key = typed(source, "verify", "dist", "--key", str(keys.public))
    assert with_key.returncode == 0, with_key.stderr
    first, signature, provenance, sbom, limits = with_key.stdout.splitlines()
    assert first.startswith("verified release 1.0.0: ")
    assert signature.startswith(f"  signature: proved: manifest.json, {PROVENANCE} and {SBOM} were signed by the key ")
    assert provenance == f"  provenance: signed: built from commit {commit} on a machine that is not named"
    assert sbom.startswith("  sbom: signed: built with ")
    assert limits.startswith(f"  not proved: that commit {commit} gives these files; `blocquotes reproduce v1.0.0` ")
    without = typed(source, "verify", "dist")
    assert without.returncode == 0
    assert "  signature: not checked; name a key (--key FILE), or an identity (--identity NAME --iss" in without.stdout
    assert without.stdout.count(": claimed, not proved: ") == 2
    bare = tmp_path / "bare"
    shutil.copytree(signed, bare)
    for name in (PROVENANCE, SBOM, SIGNATURE):
        (bare / name).unlink()
    lines = typed(source, "verify", str(bare)).stdout.splitlines()
    assert lines[1:4] == [
        "  signature: none, so nothing shows who made this release",
        "  provenance: none",
        "  sbom: none",
    ]
    asked = typed(source, "verify", str(bare), "--key", str(keys.public))
    assert asked.returncode == 1
    assert f"{SIGNATURE}:1:1: error[release-signature]" in asked.stdout
    assert "no such file" in asked.stdout


def test_a_program_that_is_not_ours_verifies_the_signature(copied: Path, keys: Keys) -> None:
    """The command of docs/proof.md."""
    command = next(
        line
        for line in (ROOT / "docs" / "proof.md").read_text("utf-8").splitlines()
        if line.startswith("model_signing")
    )
    program, *arguments = command.replace("project.pub", str(keys.public)).split()
    for code in (0, 1):
        ran = subprocess.run([Path(sys.executable).with_name(program), *arguments], cwd=copied, capture_output=True)
        assert ran.returncode == code, ran.stderr
        (copied / SBOM).write_bytes((copied / SBOM).read_bytes() + b" ")


def test_another_key_is_refused(copied: Path, other_keys: Keys) -> None:
    assert found(copied, Pin(other_keys.public))["release-signature"].startswith("a signature by a key other than ")


def test_a_signature_by_somebody_else_is_refused(
    source: Path, copied: Path, keys: Keys, other_keys: Keys, pin: Pin, tmp_path: Path
) -> None:
    ran = typed(source, "attest", str(copied), "--key", str(other_keys.private))
    assert ran.returncode == 0, ran.stderr
    assert found(copied, Pin(other_keys.public)) == {}
    assert found(copied, pin)["release-signature"].startswith("a signature by a key other than ")
    # The forger gives the signature the hint of the project's key.
    hint = hashlib.sha256(keys.public.read_bytes()).hexdigest()
    change(copied / SIGNATURE, lambda v: v["verificationMaterial"]["publicKey"].update(hint=hint))
    assert found(copied, pin)["release-signature"].startswith("a signature that does not verify with the key ")
    change(copied / SIGNATURE, lambda v: v["verificationMaterial"]["publicKey"].pop("hint"))
    assert found(copied, pin)["release-signature"].startswith("a signature that does not verify with the key ")


def test_every_file_that_is_changed_is_found(copied: Path, pin: Pin) -> None:
    info = manifest.read(copied)
    for name in info.files:
        before = damaged(copied / name)
        assert [(f.rule, f.file) for f in listing.findings(copied, info)] == [("release-file-changed", name)]
        (copied / name).write_bytes(before)
    for name in ("manifest.json", PROVENANCE, SBOM, SIGNATURE):
        before = damaged(copied / name)
        assert verifying.verify(str(copied), pin).findings, name
        (copied / name).write_bytes(before)
    assert verifying.verify(str(copied), pin).findings == []


def damaged(path: Path) -> bytes:
    """Changes one bit near the end of a file; returns its bytes before."""
    before = path.read_bytes()
    path.write_bytes(before[:-2] + bytes([before[-2] ^ 1]) + before[-1:])
    return before


@pytest.mark.parametrize("name", ["manifest.json", PROVENANCE, SBOM])
def test_a_change_of_what_is_signed_is_refused_by_name(copied: Path, pin: Pin, name: str) -> None:
    # One space changes no value, but the bytes.
    (copied / name).write_bytes((copied / name).read_bytes() + b" ")
    assert found(copied, pin)["release-signature"] == f"a signature over different bytes of {name}"
    if name != "manifest.json":
        (copied / name).unlink()
        assert found(copied, pin)["release-signature"] == f"a signature over different bytes of {name}"


@pytest.mark.parametrize("table", schemas.TABLES)
def test_a_row_that_is_changed_together_with_the_manifest_is_refused(copied: Path, pin: Pin, table: str) -> None:
    (path, *_) = [*sorted((copied / "data").glob(f"{table}/*.parquet")), None]
    if path is None:
        pytest.skip("the release has no such rows")
    rows = pq.read_table(path).to_pylist()
    text = next(key for key, value in rows[-1].items() if isinstance(value, str))
    rows[-1][text] += "x"
    pq.write_table(pa.Table.from_pylist(rows, schema=pq.read_schema(path)), path)
    name = path.relative_to(copied).as_posix()
    plain = [json.loads(json.dumps(row, default=str)) for row in rows]

    def forge(value: Any) -> None:
        value["files"][name] = {"bytes": path.stat().st_size, "sha256": making.sha256(path)}
        value["tables"][table]["rows_sha256"] = making.rows_sha256(Layout(copied), table, plain)

    change(copied / "manifest.json", forge)
    findings = found(copied, pin)
    assert findings["release-signature"] == "a signature over different bytes of manifest.json"
    assert findings["release-provenance"].startswith("the provenance of another release: manifest.json with sha256 ")


def test_the_proof_of_an_old_release_on_new_files_is_refused(copied: Path, first_dist: Path, pin: Pin) -> None:
    for name in (PROVENANCE, SBOM, SIGNATURE):
        shutil.copyfile(copied / name, copied.parent / name)
    shutil.rmtree(copied)
    shutil.copytree(first_dist, copied)
    for name in (PROVENANCE, SBOM, SIGNATURE):
        shutil.copyfile(copied.parent / name, copied / name)
    findings = found(copied, pin)
    assert findings["release-signature"] == "a signature over different bytes of manifest.json"
    assert verifying.verify(str(copied)).findings, "found without a key too, by the provenance"


def build(value: Any) -> Any:
    return value["predicate"]["buildDefinition"]


def commit(value: Any) -> Any:
    return build(value)["resolvedDependencies"][0]["digest"]


def byproduct(value: Any) -> Any:
    return value["predicate"]["runDetails"]["byproducts"][0]["digest"]


ZEROS = "0" * 64

# How a forger changes the provenance, and what is said where no signature is checked.
FORGED: tuple[tuple[Callable[[Any], object], str], ...] = (
    (lambda v: v["subject"][0]["digest"].update(sha256=ZEROS), "of another"),
    (lambda v: v.update(predicateType="x"), "$.predicateType"),
    (lambda v: v.update(subject=[]), "$.subject"),
    (lambda v: v["subject"].append(v["subject"][0]), "$.subject"),
    (lambda v: build(v)["externalParameters"].update(version="9.9.9"), "version"),
    (lambda v: commit(v).update(gitCommit=ZEROS[:40]), f"commit {ZEROS[:40]} instead of"),
    (lambda v: byproduct(v).update(sha256=ZEROS), f"a different {SBOM}"),
)


@pytest.mark.parametrize(("edit", "says"), FORGED)
def test_an_unsigned_provenance_must_still_fit_the_release(
    copied: Path, edit: Callable[[Any], object], says: str
) -> None:
    (copied / SIGNATURE).unlink()
    change(copied / PROVENANCE, edit)
    assert says in found(copied, None)["release-provenance"]


def test_an_unsigned_sbom_must_still_fit_the_release(copied: Path) -> None:
    (copied / SIGNATURE).unlink()
    change(copied / SBOM, lambda v: v["components"].pop())
    assert f"a different {SBOM}" in found(copied, None)["release-provenance"]
    change(copied / SBOM, lambda v: v.update(bomFormat="SPDX"))
    assert "$.bomFormat" in found(copied, None)["release-sbom"]


def test_an_sbom_without_provenance_is_refused(copied: Path) -> None:
    (copied / PROVENANCE).unlink()
    assert found(copied, None) == {"release-sbom": f"no {PROVENANCE} that gives its checksum"}


HOSTILE = {
    "nothing": b"",
    "no JSON": b"]",
    "null": b"null",
    "a list": b"[]",
    "an empty object": b"{}",
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "huge": b'{"a": "' + b"a" * 5_000_000 + b'"}',
    "a long number": b'{"a": ' + b"9" * 1_000_000 + b"}",
    "many keys": b"{" + b",".join(b'"%d": 1' % i for i in range(200_000)) + b"}",
    "a key twice": b'{"a": 1, "a": 2}',
    "NUL": b"{}\0",
    "UTF-16": "{}".encode("utf-16"),
    "half a character": b'{"a": "\\ud800"}',
    "commands to a terminal": b'{"\\u001b[2J": "\\u202e"}',
}


@pytest.mark.parametrize("name", [PROVENANCE, SBOM, SIGNATURE])
def test_hostile_files_are_findings(copied: Path, pin: Pin, name: str) -> None:
    for what, data in HOSTILE.items():
        (copied / name).write_bytes(data)
        for by in (None, pin):
            assert claims.RULES[name] in found(copied, by), what
    (copied / name).unlink()
    (copied / name).symlink_to("/dev/zero")
    assert "a link, where a plain file must be" in found(copied, pin)[claims.RULES[name]]
    (copied / name).unlink()
    os.mkfifo(copied / name)
    assert found(copied, pin)[claims.RULES[name]].startswith("a device, pipe or socket")
    (copied / name).unlink()
    (copied / name).mkdir()
    assert found(copied, None)[claims.RULES[name]].startswith("a folder")


JUNK: tuple[object, ...] = (None, -1, "\x1b[2J", "x" * 10_000, [[]], {})


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def put(value: Any, path: tuple[Any, ...], junk: object) -> Any:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = junk
    return value


@pytest.mark.parametrize("name", [PROVENANCE, SBOM, SIGNATURE])
def test_no_value_of_any_field_breaks_the_check(copied: Path, pin: Pin, name: str) -> None:
    value = json.loads((copied / name).read_bytes())
    if name == SBOM:
        value = {**value, "components": value["components"][:1], "dependencies": []}
    if name == PROVENANCE:
        del value["predicate"]["buildDefinition"]["resolvedDependencies"][2:]
    info = manifest.read(copied)
    for path in places(value):
        for junk in JUNK:
            broken = json.loads(json.dumps(value))
            put(broken, path, junk)
            (copied / name).write_text(json.dumps(broken), encoding="utf-8")
            by = pin if name == SIGNATURE else None
            findings, lines = claims.check(copied, info, by)
            assert "\x1b" not in "".join(lines)
            if by and path[0] == "dsseEnvelope" and path[-1] != "keyid":
                assert findings or broken == value, (path, junk)


def test_what_a_signature_says_of_itself_is_not_believed(copied: Path, pin: Pin) -> None:
    """The payload is read only after its signature was verified: one with other checksums is refused."""
    forged = json.loads(base64.b64decode(json.loads((copied / SIGNATURE).read_bytes())["dsseEnvelope"]["payload"]))
    (copied / SBOM).write_bytes((copied / SBOM).read_bytes() + b" ")
    for item in forged["predicate"]["resources"]:
        item["digest"] = hashlib.sha256((copied / item["name"]).read_bytes()).hexdigest()
    payload = base64.b64encode(json.dumps(forged).encode()).decode()
    change(copied / SIGNATURE, lambda v: v["dsseEnvelope"].update(payload=payload))
    assert "does not verify with the key" in found(copied, pin)["release-signature"]


def test_mistakes_in_the_options_are_explained(signed: Path, keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "no.pub").write_text("no key\n")
    for options, says in (
        (("--key", "missing.pub"), "the key must be a file; found missing.pub: no such file"),
        (("--key", str(tmp_path / "no.pub")), "must be an elliptic curve public key in a PEM file"),
        (("--key", str(keys.private)), "must be an elliptic curve public key in a PEM file"),
        (("--identity", "a"), "--identity and --issuer go together"),
        (("--issuer", "a"), "--identity and --issuer go together"),
        (("--key", "a", "--identity", "a", "--issuer", "b"), "--key and --identity cannot be used together"),
        (("--trust-config", "a"), "--trust-config needs --identity and --issuer"),
        (("--identity", "a", "--issuer", "b", "--trust-config", "missing"), "the trust configuration must be a file"),
        (("--identity", "a", "--issuer", "b", "--trust-config", str(keys.public)), "the keys of Sigstore must be"),
    ):
        ran = CliRunner().invoke(main, ["verify", str(signed), *options])
        assert (ran.exit_code, ran.stdout) == (2, ""), ran.output
        assert says in ran.stderr
