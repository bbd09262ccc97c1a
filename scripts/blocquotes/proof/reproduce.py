"""Rebuilds a release from its tag, in a temporary worktree, and compares every byte with the published files."""

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from blocquotes import git
from blocquotes.dataset.manifest import sha256
from blocquotes.git import GitError
from blocquotes.layout import MANIFEST, Layout
from blocquotes.proof.inputs import LOCK
from blocquotes.refusal import FOUND, Refusal
from blocquotes.verify import listing, manifest
from blocquotes.verify.manifest import Manifest, ManifestError

Say = Callable[[str], None]

REPRODUCED, DIFFERENT = "reproduced", "different"

# How many lines of a failed program are shown.
MOST_LINES = 10


def reproduce(layout: Layout, tag: str, published: Path, install: bool, say: Say) -> tuple[list[str], str]:
    """Builds the release of a tag and compares it with the published one in a folder.

    Gives the files that differ, each with the reason, and a line that can be posted. This runs the code of the tag:
    with `install`, in a new environment with the packages that the tag locks, else in the current one.
    """
    commit = git.resolve(layout.root, f"refs/tags/{tag}")
    if commit is None:
        fix = "fetch it with `git fetch --tags`, or correct the name"
        raise Refusal("what to reproduce must be a tag of this repository", f"no tag {tag}", fix)
    info = _published(published)
    with (
        tempfile.TemporaryDirectory(prefix="blocquotes-") as temporary,
        _worktree(layout.root, commit, Path(temporary)) as tree,
    ):
        python = _installed(tree, Path(temporary), say) if install else Path(sys.executable)
        say(f"building {tag} at {commit[:12]}")
        _build(python, tree, Path(temporary) / "dist", info)
        found = list(differences(Path(temporary) / "dist", published))
    return found, attestation(tag, commit, info, found)


def _published(folder: Path) -> Manifest:
    try:
        return manifest.read(folder)
    except ManifestError as error:
        must = "a published release must have a manifest that can be read"
        raise Refusal(must, str(error), "fetch the release again", place=MANIFEST, code=FOUND) from None


@contextmanager
def _worktree(root: Path, commit: str, temporary: Path) -> Iterator[Path]:
    """A worktree with the files of a commit, which is removed afterwards."""
    tree = temporary / "tree"
    try:
        git.run(root, "worktree", "add", "--quiet", "--detach", str(tree), commit)
        yield tree
    finally:
        # The worktree is missing if `add` failed; `prune` then removes what git noted about it.
        for arguments in (("remove", "--force", str(tree)), ("prune",)):
            try:
                git.run(root, "worktree", *arguments)
            except GitError:
                continue


def _installed(tree: Path, temporary: Path, say: Say) -> Path:
    """The Python of a new environment with the packages that the tag locks, each checked by its hash."""
    if not (tree / LOCK).is_file():
        fix = "build with the packages that are installed here: `--no-install`"
        raise Refusal(f"the tag must lock its packages in {LOCK}", "no such file", fix)
    say(f"installing the packages of {LOCK}")
    home = temporary / "environment"
    _run("the environment must be made", [sys.executable, "-m", "venv", str(home)], tree)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    options = ("--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:")
    command = [str(python), "-m", "pip", "install", *options, "--requirement", LOCK]
    _run("the locked packages must be installable", command, tree)
    return python


def _build(python: Path, tree: Path, target: Path, info: Manifest) -> None:
    options = [] if info.has_texts else ["--without-text"]
    options += [f"--exclude={id_}" for id_ in _left_out(tree, info)]
    command = [str(python), "-m", "blocquotes", "--root", str(tree), "build", "--output", str(target), *options]
    _run("the release must build from its tag", command, tree)


def _left_out(tree: Path, info: Manifest) -> list[str]:
    """The articles that the release lists as removed and the tag still has: it was built with --exclude."""
    removed = {tombstone.id for tombstone in info.tombstones if tombstone.kind == "article"}
    return sorted(removed & {path.stem for path in Layout(tree).folder("article").glob("*.json")})


def _run(must: str, command: Sequence[str], tree: Path) -> None:
    """Runs a program of the tag with its own code, and none of the caller's Python settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment = {**kept, "PYTHONPATH": str(tree / "scripts")}
    # No shell sees the arguments: they are paths that this module made, and options.
    ran = subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False)  # noqa: S603
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").strip().splitlines()[-MOST_LINES:]
        raise Refusal(must, f"exit code {ran.returncode}:", "see what it printed", listed=said, code=FOUND)


def differences(built: Path, published: Path) -> Iterator[str]:
    """A line for each file that is missing on one side or differs, in any byte, from the other.

    The provenance, the SBOM and the signature are not compared: they say who built the published release.
    """
    ours, theirs = (_sums(folder) for folder in (built, published))
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            yield f"{name}: built from the tag, but not published"
        elif name not in ours:
            yield f"{name}: published, but not built from the tag"
        elif ours[name] != theirs[name]:
            yield f"{name}: sha256 {ours[name]} built from the tag, {theirs[name]} published"


def _sums(folder: Path) -> dict[str, str]:
    names = (name for name in listing.file_names(folder) if name not in listing.PROOF)
    return {name: sha256(folder / name) for name in names}


def attestation(tag: str, commit: str, info: Manifest, found: Sequence[str]) -> str:
    """One line that says what was rebuilt, where, and with which result, for anyone to post."""
    facts = {
        "tag": tag,
        "commit": commit,
        "manifest": f"sha256:{hashlib.sha256(info.text).hexdigest()}",
        "files": str(len(info.files) + 1),
        "different": str(len(found)),
        "verdict": DIFFERENT if found else REPRODUCED,
        "platform": f"{platform.system()}-{platform.machine()}-python{platform.python_version()}",
    }
    return " ".join(["blocquotes-reproduction", *(f"{name}={value}" for name, value in facts.items())])
