"""Verifies a release: a folder, or a revision of a repository, which is downloaded first."""

import re
import tempfile
from pathlib import Path

from blocquotes.model import Finding
from blocquotes.publish import hub
from blocquotes.refusal import Refusal
from blocquotes.verify import manifest, release_check

# A tag of a release.
TAG = re.compile(r"v\d+\.\d+\.\d+")


def verify(target: str) -> tuple[list[Finding], str]:
    """The findings of a release, and what was verified; `target` is a folder, or ORG/NAME@REVISION.

    Raises:
        Refusal: no release has that name.
    """
    if Path(target).is_dir():
        return _check(Path(target))
    repo, at, revision = target.partition("@")
    if not hub.NAME.fullmatch(repo) or not (at and revision):
        raise Refusal(
            "a release to verify must be a folder, or a repository and a revision, ORG/NAME@REVISION",
            repr(target),
            "name an existing folder, or for example org/blocquotes@v1.0.0",
        )
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as room:
        hub.check_name(repo)
        folder = hub.download(repo, revision, Path(room))
        findings, summary = _check(folder)
        return [*findings, *_version(folder, revision)], summary


def _check(folder: Path) -> tuple[list[Finding], str]:
    release, findings = release_check.check(folder)
    return findings, release_check.summary(release.manifest) if release else "no release that can be read"


def _version(folder: Path, revision: str) -> list[Finding]:
    """A finding if the tag's name is not the version of its release."""
    try:
        version = manifest.read(folder).version
    except manifest.ManifestError:
        return []
    if not TAG.fullmatch(revision) or revision == f"v{version}":
        return []
    return [Finding("release-version", manifest.MANIFEST, 1, 1, f"version {version} at the tag {revision}")]
