"""Publishes a release: verify, compare, commit on the head that was read, read back, and only then tag."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from blocquotes import git
from blocquotes.checks import report
from blocquotes.layout import MANIFEST
from blocquotes.model import Finding
from blocquotes.proof import claims
from blocquotes.publish import hub
from blocquotes.publish.plan import Plan, lines, plan
from blocquotes.refusal import FOUND, Refusal
from blocquotes.shown import count, harmless
from blocquotes.verify import listing, release_check
from blocquotes.verify.manifest import Manifest, ManifestError
from blocquotes.verify.manifest import parse as parse_manifest

Say = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """The options of the command.

    `version` is the version that the release must have, `head` the commit that it must be built from; None for any.
    """

    repo: str
    version: str | None
    head: str | None
    dry_run: bool
    create_pr: bool
    create: bool


def publish(folder: Path, options: Options, say: Say) -> None:
    """Publishes the release in `folder`, or shows what that would do; `say` is called with a line for each step.

    If a step fails, the repository is unchanged or has a commit without a tag, and the next run continues from there.
    A release that is already published is verified again and not changed.
    """
    hub.check_name(options.repo)
    if not options.dry_run and not hub.has_token():
        raise Refusal(
            "publishing needs a token of the Hub",
            "none",
            "log in with `hf auth login`, or set HF_TOKEN; for a public repository, --dry-run needs no token",
        )
    manifest = verified(folder, options.version)
    _check_commit(manifest, options.head, say)
    head = hub.head(options.repo)
    if head is None and not options.create:
        raise Refusal(
            f"{options.repo} must be a dataset repository that you can see",
            "none",
            "correct the name, log in with `hf auth login`, or create it with --create",
        )
    tag = f"v{manifest.version}"
    tagged = hub.tags(options.repo).get(tag) if head else None
    if tagged:
        _settled(folder, manifest, options, tag, tagged, say)
    else:
        _carry_out(folder, manifest, options, head, say)


def verified(folder: Path, version: str | None) -> Manifest:
    """The manifest of a release, which must have no findings and, if one is named, the version."""
    if not folder.is_dir():
        raise Refusal("the release must be a folder", f"none at {folder}", "build it with `blocquotes build`")
    release, findings = release_check.check(folder)
    if release:
        findings += claims.check(folder, release.manifest, None)[0]
    if findings or release is None:
        fix = "correct them, then build the release again with `blocquotes build`"
        raise release_check.unsound(findings, "published", fix)
    manifest = release.manifest
    if version and version != manifest.version:
        raise Refusal(
            f"the release must have the version named with --version, {version}",
            f"{manifest.version} in {MANIFEST}",
            "build the release of that version, or name the version that was built",
            code=FOUND,
        )
    return manifest


def _check_commit(manifest: Manifest, head: str | None, say: Say) -> None:
    """Refuses a release in dist/ that was not built from the head; notes a release built from uncommitted files."""
    found = "files that no commit holds" if manifest.commit == git.DIRTY else (manifest.commit or "no commit")[:12]
    if head and manifest.commit != head:
        raise Refusal(
            f"the release in dist/ must be made from the commit that is checked out, {head[:12]}",
            f"one made from {found}",
            "commit your changes, then `blocquotes build`; to publish an older release, name it with --dist",
            code=FOUND,
        )
    if manifest.commit == git.DIRTY:
        say(f"note: this release was made from {found}, so it cannot be built again")


def _settled(folder: Path, manifest: Manifest, options: Options, tag: str, commit: str, say: Say) -> None:
    """A version whose tag exists: verified again if it is this release, refused if it is another."""
    made = plan(folder, hub.files(options.repo, commit))
    if not made.is_empty:
        differing = [*made.add, *made.change, *made.delete]
        raise Refusal(
            f"{tag} must be free, or be the tag of this release",
            f"it at {commit[:12]}, where {len(differing)} files differ, first {differing[0]}",
            "a tag is never moved; release the change as a new version",
            code=FOUND,
        )
    _read_back(folder, manifest, options.repo, commit)
    say(f"nothing to do: {tag} of {options.repo} is this release, read back from {commit[:12]}")


def _carry_out(folder: Path, manifest: Manifest, options: Options, head: str | None, say: Say) -> None:
    """Shows the plan; then, unless this is a dry run, creates, commits, reads back and tags, as far as needed."""
    made = plan(folder, hub.files(options.repo, head) if head else {})
    say(f"plan for {options.repo} at {head[:12] if head else 'its creation'}: release {manifest.version}")
    for line in lines(made):
        say(line)
    _check_ours(made, options.repo, head)
    if options.dry_run:
        say("dry run: nothing was changed")
        return
    if head is None:
        head = _created(options.repo, say)
        made = plan(folder, hub.files(options.repo, head))
    if options.create_pr and not made.is_empty:
        _propose(folder, manifest, options, made, head, say)
        return
    if not made.is_empty:
        head = hub.commit(options.repo, folder, made, head, f"Release {manifest.version}", as_pull=False).oid
        say(f"committed {head[:12]}")
    n = _read_back(folder, manifest, options.repo, head)
    say(f"read back {n} files from {head[:12]}: every one is as it was sent")
    _tag(options.repo, f"v{manifest.version}", head)
    say(f"tagged v{manifest.version} at {head[:12]}")


def _check_ours(made: Plan, repo: str, head: str | None) -> None:
    """Refuses to delete files that no release put there, such as those of another repository."""
    strange = sorted(set(made.delete) - _released(made, repo, head)) if made.delete and head else []
    if strange:
        raise Refusal(
            "only files of an earlier release may be deleted from the repository",
            f"{count(len(strange), 'other file')} in {repo}, first {strange[0]}",
            "correct the name of the repository, or check these files and delete them yourself",
            code=FOUND,
        )


def _released(made: Plan, repo: str, head: str) -> set[str]:
    """The files that the manifest at the head of the repository names; none if there is no manifest."""
    if MANIFEST not in made.before:
        return set()
    try:
        return set(parse_manifest(hub.read(repo, head, MANIFEST)).files)
    except ManifestError:
        return set()


def _created(repo: str, say: Say) -> str:
    hub.create(repo)
    head = hub.head(repo)
    if head is None:
        raise Refusal(f"{repo} must exist after it was created", "none", hub.AGAIN)
    say(f"created {repo}")
    return head


def _propose(folder: Path, manifest: Manifest, options: Options, made: Plan, head: str, say: Say) -> None:
    """Opens a pull request with the release, unless an open one has it; it is tagged after it is merged."""
    revision = next(
        (r for r in hub.open_pulls(options.repo) if plan(folder, hub.files(options.repo, r)).is_empty), None
    )
    if revision:
        commit = revision
        say(f"nothing to do: {revision} of {options.repo} proposes this release already")
    else:
        done = hub.commit(options.repo, folder, made, head, f"Release {manifest.version}", as_pull=True)
        revision, commit = done.pr_revision or "", done.oid
        say(f"proposed as {revision}: {harmless(done.pr_url or '')}")
    n = _read_back(folder, manifest, options.repo, commit)
    say(f"read back {n} files from {revision}: every one is as it was sent")
    say("next: after it is merged, run the same command without --create-pr to tag it")


def _read_back(sent: Path, manifest: Manifest, repo: str, commit: str) -> int:
    """Downloads the release and compares every file with what was sent; returns how many there are."""
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as temporary:
        folder = hub.download(repo, commit, Path(temporary))
        findings = list(listing.findings(folder, manifest))
        if not (folder / MANIFEST).exists() or (folder / MANIFEST).read_bytes() != manifest.text:
            findings.append(Finding("release-manifest", MANIFEST, 1, 1, "a different manifest from the one sent"))
        findings += _changed_proof(sent, folder)
        number = len(listing.file_names(folder))
    if findings:
        raise Refusal(
            "the files that the Hub returns must be those that were sent",
            f"differences at {commit[:12]}, which is not tagged:",
            hub.AGAIN,
            listed=list(report.as_text(findings)),
            code=FOUND,
        )
    return number


def _changed_proof(sent: Path, received: Path) -> Iterator[Finding]:
    """The provenance, SBOM or signature where it is not the one that was sent: the manifest does not name them."""
    for name, rule in claims.RULES.items():
        before, after = (folder / name for folder in (sent, received))
        if before.exists() != after.exists() or (before.exists() and before.read_bytes() != after.read_bytes()):
            yield Finding(rule, name, 1, 1, "a different file from the one sent")


def _tag(repo: str, name: str, commit: str) -> None:
    """Tags the commit; accepts a tag that was set meanwhile if it is at the same commit."""
    if hub.tag(repo, name, commit):
        return
    found = hub.tags(repo).get(name, "no commit")
    if found != commit:
        raise Refusal(
            f"{name} must be free",
            f"it at {found[:12]}, set while this release was published at {commit[:12]}",
            "a tag is never moved; find out who set it, and release as a new version",
            code=FOUND,
        )
