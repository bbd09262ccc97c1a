"""The checksums of what a release is built from, read from the commit and not from the files of the checkout."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from blocquotes import git

# The locked packages that a release is built with.
LOCK = "requirements/release.txt"

INPUTS = (*git.BUILT_FROM, "pyproject.toml", LOCK)


def inputs(root: Path, commit: str) -> Iterator[dict[str, Any]]:
    """One in-toto resource descriptor for each folder and file that a release of a commit is built from.

    Raises:
        GitError: the repository does not have the commit.
    """
    for name in INPUTS:
        if found := git.resolve_object(root, f"{commit}:{name}"):
            if git.line(root, "cat-file", "-t", found) == "blob":
                digest = {"gitBlob": found, "sha256": hashlib.sha256(content(root, found)).hexdigest()}
            else:
                digest = {"gitTree": found, "dirHash": dir_hash(root, commit, name)}
            yield {"name": name, "digest": digest}


def content(root: Path, blob: str) -> bytes:
    """The bytes of a file, named by its id or as `COMMIT:PATH`.

    Raises:
        GitError: there is no such file.
    """
    return git.run(root, "cat-file", "blob", blob)


def dir_hash(root: Path, commit: str, folder: str) -> str:
    """The `dirHash` that in-toto defines for a folder: the SHA-256 of the lines that sha256sum prints for its files.

    Raises:
        GitError: git cannot read one of the files.
    """
    plain = [entry for entry in git.entries(root, commit, [folder]) if entry.mode in git.PLAIN]
    found = zip(plain, git.contents(root, plain), strict=True)
    sums = {entry.path.removeprefix(f"{folder}/"): hashlib.sha256(data).hexdigest() for entry, data in found}
    lines = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums, key=lambda path: path.encode()))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()
