"""A dataset repository on a Hub: commits, which never change, and branches, tags and pull requests."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any, cast

ATTRIBUTES = b"*.parquet filter=lfs diff=lfs merge=lfs -text\n*.zst filter=lfs diff=lfs merge=lfs -text\n"
"""The `.gitattributes` with which the Hub begins a repository."""

Tree = Mapping[str, bytes]
"""Path → content, of one commit."""


@dataclass(frozen=True)
class Commit:
    """A commit; its id depends on all that it holds and on the commits before it."""

    parent: str | None
    title: str
    tree: Tree

    @property
    def oid(self) -> str:
        """The 40 hexadecimal digits that name it."""
        content = [self.parent, self.title, {path: sha256(data) for path, data in sorted(self.tree.items())}]
        return hashlib.sha1(json.dumps(content).encode()).hexdigest()


@dataclass
class Repo:
    """A dataset repository: commits by id, and what names them."""

    commits: dict[str, Commit] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    pulls: dict[str, str] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)

    def add(self, parent: str | None, title: str, tree: Tree) -> str:
        """Stores a commit and returns its id."""
        commit = Commit(parent, title, dict(tree))
        self.commits[commit.oid] = commit
        return commit.oid

    def push(self, changes: Mapping[str, bytes | None], title: str = "a push of someone else") -> str:
        """A commit on the head of `main`, made here rather than over HTTP; None deletes a file."""
        head = self.branches["main"]
        tree = {**self.commits[head].tree, **changes}
        kept = {path: data for path, data in tree.items() if data is not None}
        self.branches["main"] = self.add(head, title, kept)
        return self.branches["main"]

    def merge(self, number: int) -> None:
        """Merges a pull request as the Hub's button does: a new commit with the same files."""
        name = f"refs/pr/{number}"
        tree = self.commits[self.pulls[name]].tree
        self.branches["main"] = self.add(self.branches["main"], f"Merge {name}", tree)
        self.merged.add(name)

    def find(self, revision: str) -> Commit | None:
        """The commit that a branch, tag, pull request or id names."""
        short = revision.removeprefix("refs/heads/").removeprefix("refs/tags/")
        oid = self.branches.get(short) or self.tags.get(short) or self.pulls.get(revision) or revision
        return self.commits.get(oid)

    @property
    def tree(self) -> Tree:
        """The files at the head of `main`."""
        return self.commits[self.branches["main"]].tree

    def titles(self) -> list[str]:
        """The titles of the commits of `main`, newest first."""
        found, oid = [], cast("str | None", self.branches["main"])
        while oid:
            found.append(self.commits[oid].title)
            oid = self.commits[oid].parent
        return found


def new_repo() -> Repo:
    """A repository as the Hub begins it."""
    repo = Repo()
    repo.branches["main"] = repo.add(None, "initial commit", {".gitattributes": ATTRIBUTES})
    return repo


def sha256(data: bytes) -> str:
    """The checksum that names a large file."""
    return hashlib.sha256(data).hexdigest()


def is_large(repo: Repo, path: str, size: int) -> bool:
    """Whether a file is kept outside git: by the repository's `.gitattributes`, or for its size."""
    lines = repo.tree.get(".gitattributes", b"").decode().splitlines()
    patterns = [line.split()[0] for line in lines if "filter=lfs" in line]
    return size > 10 * 2**20 or any(fnmatch(path.rsplit("/", 1)[-1], pattern) for pattern in patterns)


def pointer(data: bytes) -> bytes:
    """What git keeps of a file that is kept outside git."""
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256(data)}\nsize {len(data)}\n".encode()


def blob(data: bytes) -> str:
    """The id that git gives to a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def entry(repo: Repo, path: str, data: bytes) -> dict[str, Any]:
    """A file as listings show it."""
    if not is_large(repo, path, len(data)):
        return {"type": "file", "path": path, "size": len(data), "oid": blob(data)}
    kept = pointer(data)
    large = {"oid": sha256(data), "size": len(data), "pointerSize": len(kept)}
    return {"type": "file", "path": path, "size": len(data), "oid": blob(kept), "lfs": large}
