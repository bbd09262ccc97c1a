"""Makes a release in git: one commit with the version, the changelog and the citation, and the tag; all or nothing."""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from blocquotes import checks, corpus, git
from blocquotes.checks import report
from blocquotes.corpus import Corpus
from blocquotes.dataset import citation_files, release_info
from blocquotes.git import GitError
from blocquotes.layout import Layout
from blocquotes.model import Tombstone
from blocquotes.refusal import FOUND, Refusal
from blocquotes.shown import count
from blocquotes.versions import changelog, number, state
from blocquotes.versions.change import LEVELS, MAJOR, Change
from blocquotes.versions.diff import Diff, diff
from blocquotes.versions.number import Number

Say = Callable[[str], None]

AUTO = "auto"

# Files and changes that a message names.
MOST_LISTED = 10

# Kinds whose ids never change after a release, and need a tombstone if they are removed.
PERMANENT = ("article", "quote", "entity", "outlet", "utterance")


@dataclass(frozen=True)
class Plan:
    """A release that can be made: its version, and the files of its commit with their new texts.

    `files` is empty if the commit exists and only the tag is missing.
    """

    version: str
    head: str
    files: Mapping[str, str]
    notes: str
    summary: tuple[str, ...]

    @property
    def tag(self) -> str:
        """The name of its tag."""
        return f"v{self.version}"


def plan(loaded: Corpus, wanted: str) -> Plan:
    """Plans a release; `wanted` is a version, a level of bump, or `auto`."""
    layout = loaded.layout
    head = _clean_head(layout)
    _check_corpus(loaded)
    last = _last_release(layout)
    now = number.parse(release_info.version(layout))
    assert now
    if unfinished := _unfinished(layout, head, last, now):
        return unfinished
    if last and now != last:
        raise Refusal(
            f"VERSION must be that of the last release, {number.show(last)}",
            number.show(now),
            "restore it; only `blocquotes release` changes it",
            code=FOUND,
        )
    found = diff(state.read(layout, f"refs/tags/v{number.show(last)}"), state.read(layout, "HEAD")) if last else None
    version = _chosen(wanted, last, now, found)
    if found and last:
        _check_ids(found)
        _check_bump(found, last, version)
    shown = number.show(version)
    _check_tag(layout, shown)
    _check_tombstones(corpus.tombstones(loaded), found, shown)
    texts = _texts(layout, shown, found)
    return Plan(shown, head, texts, changelog.of_version(texts["CHANGELOG.md"], shown), tuple(_summary(last, found)))


def carry_out(layout: Layout, made: Plan, say: Say) -> None:
    """Makes the commit and the tag, and reports each step; a failure leaves the checkout unchanged.

    Every object is made before anything refers to it. If the run is killed between commit and tag, running the command
    again makes the tag.
    """
    root = layout.root
    try:
        commit = _commit(root, made) if made.files else made.head
        tag = _tag_object(root, made, commit)
        if made.files:
            git.run(root, "merge", "--quiet", "--ff-only", commit)
        try:
            git.run(root, "update-ref", f"refs/tags/{made.tag}", tag, "0" * len(tag))
        except BaseException:
            if git.resolve(root, f"refs/tags/{made.tag}") != commit:
                # --keep fails rather than discard changes made meanwhile.
                git.run(root, "reset", "--quiet", "--keep", made.head)
            raise
    except GitError as error:
        fix = "fix this, then run the command again"
        raise Refusal("git must be able to make the commit and the tag", str(error), fix, code=FOUND) from None
    if made.files:
        say(f"committed {commit[:12]}: {', '.join(made.files)}")
    say(f"tagged {made.tag}")


def _commit(root: Path, made: Plan) -> str:
    """Makes the commit object, to which nothing refers yet."""
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as temporary:
        index = Path(temporary) / "index"
        git.run(root, "read-tree", made.head, index=index)
        for name, text in made.files.items():
            blob = git.line(root, "hash-object", "-w", "--stdin", given=text.encode("utf-8"))
            git.run(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{name}", index=index)
        tree = git.line(root, "write-tree", index=index)
    return git.line(root, "commit-tree", tree, "-p", made.head, given=_message(made.version).encode("utf-8"))


def _message(version: str) -> str:
    return f"Release {version}\n"


def _tag_object(root: Path, made: Plan, commit: str) -> str:
    """Makes the object of the annotated tag, to which nothing refers yet."""
    head = f"object {commit}\ntype commit\ntag {made.tag}\ntagger {git.line(root, 'var', 'GIT_COMMITTER_IDENT')}\n"
    return git.line(root, "mktag", given=f"{head}\n{_message(made.version)}\n{made.notes}\n".encode())


def _clean_head(layout: Layout) -> str:
    try:
        if Path(git.line(layout.root, "rev-parse", "--show-toplevel")).resolve() != layout.root.resolve():
            raise GitError("the checkout is a folder inside another repository")
        changed = git.run(layout.root, "status", "--porcelain").decode("utf-8", "replace").splitlines()
        head = git.line(layout.root, "rev-parse", "HEAD")
    except GitError as error:
        fix = "run the command in the checkout"
        raise Refusal("a release must be made in a checkout of git", str(error), fix) from None
    if changed:
        raise Refusal(
            "the checkout must have no uncommitted changes",
            f"{count(len(changed), 'file that differs', 'files that differ')}:",
            "commit or stash them",
            listed=changed[:MOST_LISTED],
            code=FOUND,
        )
    return head


def _check_corpus(loaded: Corpus) -> None:
    found = checks.run(loaded)
    findings = [finding for finding in found if checks.has_errors([finding])]
    if not loaded.records or findings:
        shown = list(report.as_text(findings))
        what, fix = ("these:", "correct them") if shown else ("no records", "run the command in a checkout")
        raise Refusal("a corpus must have no errors to be released", what, fix, listed=shown, code=FOUND)
    drafts = [finding.file for finding in found if finding.rule == "draft"]
    if drafts:
        raise Refusal(
            "a release must contain no drafts, which nobody has reviewed",
            ", ".join(drafts),
            "review or remove them",
            code=FOUND,
        )


def _last_release(layout: Layout) -> Number | None:
    """The highest version that is tagged at or before the head."""
    tags = git.line(layout.root, "tag", "--list", "v*", "--merged", "HEAD").split("\n")
    return max(filter(None, (number.parse(tag.removeprefix("v")) for tag in tags)), default=None)


def _unfinished(layout: Layout, head: str, last: Number | None, now: Number) -> Plan | None:
    """The rest of a release that was interrupted between its commit and its tag; None if there is none."""
    version = number.show(now)
    subject = git.line(layout.root, "log", "-1", "--format=%s")
    if subject != _message(version).strip() or (last and now <= last):
        return None
    text = (layout.root / "CHANGELOG.md").read_text(encoding="utf-8")
    summary = (f"the commit of {version} exists; its tag is missing",)
    return Plan(version, head, {}, changelog.of_version(text, version), summary)


def _chosen(wanted: str, last: Number | None, now: Number, found: Diff | None) -> Number:
    """The version that is wanted."""
    if wanted in LEVELS:
        return number.bumped(last or now, wanted)
    if wanted == AUTO:
        if found is None or last is None:
            return now
        if found.bump is None:
            raise Refusal(
                f"something must differ from the last release, {number.show(last)}",
                "nothing in the data",
                "to release a change of the program or the documents only, run `blocquotes release patch`",
            )
        return number.bumped(last, found.bump)
    version = number.parse(wanted)
    if version is None:
        must = "a release must be named by a version such as 1.2.3, major, minor, patch or auto"
        raise Refusal(must, repr(wanted), "name one of them")
    return version


def _check_ids(found: Diff) -> None:
    """Refuses ids that disappeared without a tombstone or were reused, and removed tombstones."""
    new = {(change.about, change.id) for change in _tombstones(found, "added")}
    vanished = [
        change
        for change in found.changes
        if change.kind in PERMANENT and change.what == "removed" and not new & set(_tombstones_of(change))
    ]
    if vanished:
        raise Refusal(
            "a released id that is removed must have a tombstone",
            f"none for {_listed(vanished)}",
            "restore it, or add its kind, id, the reason and the new version to corpus/tombstones.json",
            code=FOUND,
        )
    reused = [c for c in found.changes if c.level == MAJOR and c.what.startswith(("id given", "seed changed"))]
    if reused:
        raise Refusal(
            "a released id must keep its meaning",
            f"different words under {_listed(reused)}",
            "give it a new id, and add a tombstone of the old one to corpus/tombstones.json",
            code=FOUND,
        )
    if lost := _tombstones(found, "removed"):
        raise Refusal("a tombstone must never be removed", f"{_listed(lost)} removed", "restore it", code=FOUND)


def _tombstones(found: Diff, what: str) -> list[Change]:
    return [change for change in found.changes if change.kind == "tombstone" and change.what == what]


def _tombstones_of(change: Change) -> Iterator[tuple[str, str]]:
    """Kind and id of the tombstones that cover a removed id: its own or, for a quote, that of its article."""
    yield change.kind, change.id
    if change.kind == "quote":
        yield "article", change.id.partition("#")[0]


def _listed(changes: Sequence[Change]) -> str:
    shown = ", ".join(f"{change.kind} {change.id}" for change in changes[:MOST_LISTED])
    return shown + (f" and {len(changes) - MOST_LISTED} more" if len(changes) > MOST_LISTED else "")


def _check_bump(found: Diff, last: Number, version: Number) -> None:
    level = number.level(last, version)
    if level is None:
        raise Refusal(
            f"a version must be above the last release, {number.show(last)}",
            number.show(version),
            "name a higher version, or auto",
        )
    if found.bump and LEVELS.index(level) < LEVELS.index(found.bump):
        why = [change for change in found.changes if change.level == found.bump]
        raise Refusal(
            f"the version must be a {found.bump} one, {number.show(number.bumped(last, found.bump))} or higher",
            number.show(version),
            f"blocquotes release {found.bump}",
            listed=[f"why: {_listed(why)}: {why[0].what}"],
            code=FOUND,
        )


def _check_tag(layout: Layout, version: str) -> None:
    if git.resolve(layout.root, f"refs/tags/v{version}"):
        fix = "a tag is never moved; choose another version"
        raise Refusal(f"the tag v{version} must not exist", "it", fix, code=FOUND)


def _check_tombstones(tombstones: Sequence[Tombstone], found: Diff | None, version: str) -> None:
    """Refuses a new tombstone whose version is not the one to be released."""
    new = {(change.about, change.id) for change in _tombstones(found, "added")} if found else set()
    for tombstone in tombstones:
        if (tombstone.kind, tombstone.id) in new and tombstone.version != version:
            raise Refusal(
                f"a tombstone must name the first version without its id, {version}",
                f"{tombstone.version} for the {tombstone.kind} {tombstone.id}",
                "correct it in corpus/tombstones.json",
                code=FOUND,
            )


def _texts(layout: Layout, version: str, found: Diff | None) -> dict[str, str]:
    """The new texts of the files that contain the version."""
    date = datetime.now(UTC).date().isoformat()
    log, citation = ((layout.root / name).read_text(encoding="utf-8") for name in ("CHANGELOG.md", "CITATION.cff"))
    log = changelog.released(log, version, date, changelog.entries(found) if found else {})
    cited = _cited(citation, version, date)
    own = {"VERSION": f"{version}\n", "CHANGELOG.md": log, "CITATION.cff": cited}
    return {**own, **citation_files.citation_files(cited)}


def _cited(text: str, version: str, date: str) -> str:
    """The citation with the version and its date."""
    bare = re.sub(r"^date-released: .*\n", "", text, flags=re.MULTILINE)
    cited, n = re.subn(r"^version: .*\n", f"version: {version}\ndate-released: {date}\n", bare, flags=re.MULTILINE)
    if n != 1:
        raise Refusal("CITATION.cff must have one line `version: …`", str(n), "restore it", code=FOUND)
    return cited


def _summary(last: Number | None, found: Diff | None) -> Iterator[str]:
    if found is None or last is None:
        yield "no release before this one"
        return
    levels = Counter(change.level for change in found.changes)
    counts = ", ".join(f"{levels[level]} {level}" for level in reversed(LEVELS) if levels[level]) or "none"
    yield f"since v{number.show(last)}: changes: {counts}; version bump needed: {found.bump or 'none'}"
