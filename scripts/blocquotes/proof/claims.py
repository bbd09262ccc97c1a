"""Checks the proof of a release, and says line by line what was proved and what was not."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from blocquotes.layout import MANIFEST
from blocquotes.model import Finding
from blocquotes.proof import proof_files, signature
from blocquotes.proof.provenance import LOCAL
from blocquotes.proof.sbom import LOCKED_VERSION
from blocquotes.proof.signature import Pin
from blocquotes.shown import count, harmless
from blocquotes.sources import PlainError
from blocquotes.verify.contract import validator
from blocquotes.verify.listing import PROVENANCE, SBOM, SIGNATURE
from blocquotes.verify.manifest import Manifest

Value = Mapping[str, Any]

HOW = "name a key (--key FILE), or an identity (--identity NAME --issuer URL)"


def check(folder: Path, info: Manifest, pin: Pin | None) -> tuple[list[Finding], list[str]]:
    """The findings in the proof of a release, and a line for each thing that was or was not proved.

    A release without any proof has no findings, unless `pin` says who must have signed it.
    """
    findings: list[Finding] = []
    signed, line = _signature(folder, pin, findings)
    bom = _parsed(folder, SBOM, findings)
    made = _parsed(folder, PROVENANCE, findings)
    if made is not None:
        findings += (_finding(PROVENANCE, found) for found in _provenance_flaws(folder, made, info))
    if bom is not None and made is None:
        findings.append(_finding(SBOM, f"no {PROVENANCE} that gives its checksum"))
    lines = [line, _provenance_line(made, signed), _sbom_line(bom, signed), *_limits(info)]
    return findings, lines


def _signature(folder: Path, pin: Pin | None, findings: list[Finding]) -> tuple[bool, str]:
    """Whether the signature is that of the pinned key or identity, and the line about it."""
    is_there = (folder / SIGNATURE).is_symlink() or (folder / SIGNATURE).exists()
    if pin is None:
        if not is_there:
            return False, "signature: none, so nothing shows who made this release"
        _parsed(folder, SIGNATURE, findings)
        return False, f"signature: not checked; {HOW}"
    try:
        signature.verify(folder, pin)
    except PlainError as error:
        findings.append(_finding(SIGNATURE, str(error)))
        return False, "signature: not accepted"
    return True, f"signature: proved: {MANIFEST}, {PROVENANCE} and {SBOM} were signed by {pin}"


def _parsed(folder: Path, name: str, findings: list[Finding]) -> Value | None:
    """The value of a file of the proof if it fits its schema; None, with a finding unless it is missing."""
    if not ((folder / name).is_symlink() or (folder / name).exists()):
        return None
    try:
        value = proof_files.parse(proof_files.read(folder, name))
    except PlainError as error:
        findings.append(_finding(name, str(error)))
        return None
    wrong = next(iter(validator(SCHEMAS[name]).iter_errors(value)), None)
    if wrong:
        findings.append(_finding(name, f"{wrong.json_path[:200]}: {wrong.message[:200]}"))
        return None
    return value if isinstance(value, dict) else None


def _provenance_flaws(folder: Path, made: Value, info: Manifest) -> Iterator[str]:
    """What the provenance says that is not so for the release beside it."""
    build, run = made["predicate"]["buildDefinition"], made["predicate"]["runDetails"]
    must = hashlib.sha256(info.text).hexdigest()
    if (found := made["subject"][0]["digest"]["sha256"]) != must:
        yield f"the provenance of another release: {MANIFEST} with sha256 {found} instead of {must}"
    if (version := build["externalParameters"]["version"]) != info.version:
        yield f"version {version} instead of {info.version}"
    if (commit := build["resolvedDependencies"][0]["digest"]["gitCommit"]) != info.commit:
        yield f"commit {commit} instead of {info.commit}"
    try:
        bom = hashlib.sha256(proof_files.read(folder, SBOM)).hexdigest()
    except PlainError as error:
        yield f"{SBOM}: {error}"
        return
    if (found := run["byproducts"][0]["digest"]["sha256"]) != bom:
        yield f"a different {SBOM}: sha256 {found} instead of {bom}"


def _provenance_line(made: Value | None, signed: bool) -> str:
    if made is None:
        return "provenance: none"
    build, run = made["predicate"]["buildDefinition"], made["predicate"]["runDetails"]
    source = build["resolvedDependencies"][0]
    who = run["builder"]["id"]
    by = "on a machine that is not named" if who == LOCAL else f"by {harmless(who)}"
    place = f" of {harmless(source['uri'])}" if "uri" in source else ""
    said = f"built from commit {source['digest']['gitCommit'][:12]}{place} {by}"
    return f"provenance: {'signed' if signed else 'claimed, not proved'}: {said}"


def _sbom_line(bom: Value | None, signed: bool) -> str:
    if bom is None:
        return "sbom: none"
    packages = bom.get("components", [])
    other = sum(any(p["name"] == LOCKED_VERSION for p in package.get("properties", ())) for package in packages)
    how = f"{other} of them not in the locked version" if other else "all in the locked versions"
    return f"sbom: {'signed' if signed else 'claimed, not proved'}: built with {count(len(packages), 'package')}, {how}"


def _limits(info: Manifest) -> Iterator[str]:
    if info.commit:
        what = f"that commit {info.commit[:12]} gives these files"
        yield f"not proved: {what}; `blocquotes reproduce v{info.version}` builds them again"


def _finding(name: str, found: str) -> Finding:
    return Finding(RULES[name], name, 1, 1, found)


RULES = {SIGNATURE: "release-signature", PROVENANCE: "release-provenance", SBOM: "release-sbom"}

# File of the proof → its schema, which requires no more than what is read.
SCHEMAS = {
    file: Path(__file__).with_name(f"{name}.schema.json")
    for file, name in ((SIGNATURE, "signature"), (PROVENANCE, "provenance"), (SBOM, "sbom"))
}
