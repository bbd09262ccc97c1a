"""Verifies a release: a folder, or a revision of a repository, which is downloaded first."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from blocquotes.layout import MANIFEST
from blocquotes.model import Finding
from blocquotes.proof import claims, signature
from blocquotes.proof.signature import Pin
from blocquotes.publish import hub
from blocquotes.refusal import Refusal
from blocquotes.verify import release_check

# A tag of a release.
TAG = re.compile(r"v\d+\.\d+\.\d+")


@dataclass(frozen=True)
class Verified:
    """What a release was found to be: its findings, what was read, and what was and was not proved, line by line."""

    findings: list[Finding]
    summary: str
    proof: list[str]


def verify(target: str, pin: Pin | None = None) -> Verified:
    """Verifies a folder, or ORG/NAME@REVISION; `pin` is who must have signed it."""
    if pin:
        signature.check_pin(pin)
    with located(target) as folder:
        release, findings = release_check.check(folder)
        if release is None:
            return Verified(findings, "a folder that is not a readable release", [])
        wrong, proof = claims.check(folder, release.manifest, pin)
        tag = "" if Path(target).is_dir() else target.partition("@")[2]
        named = _version(release.manifest.version, tag)
        return Verified([*findings, *wrong, *named], release_check.summary(release.manifest), proof)


@contextmanager
def located(target: str) -> Iterator[Path]:
    """The folder of a release; a revision of a repository is downloaded, and removed afterwards."""
    if Path(target).is_dir():
        yield Path(target)
        return
    repo, at, revision = target.partition("@")
    if not hub.NAME.fullmatch(repo) or not (at and revision):
        raise Refusal(
            "a release must be a folder, or a repository and a revision, ORG/NAME@REVISION",
            repr(target),
            "name an existing folder, or for example org/blocquotes@v1.0.0",
        )
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as temporary:
        yield hub.download(repo, revision, Path(temporary))


def _version(version: str, revision: str) -> Iterator[Finding]:
    """A finding if a revision is the tag of a version that its release does not have."""
    if TAG.fullmatch(revision) and revision != f"v{version}":
        yield Finding("release-version", MANIFEST, 1, 1, f"version {version} at the tag {revision}")
