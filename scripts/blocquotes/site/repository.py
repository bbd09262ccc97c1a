"""Where the source repository is on the web, and on which line of which of its files each quote is annotated."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from blocquotes import git
from blocquotes.dataset import parquet
from blocquotes.refusal import Refusal
from blocquotes.site.published import Release

# Addresses of a remote: `git@host:org/name.git`, `ssh://git@host/org/name`, `https://user@host/org/name.git`.
REMOTE = re.compile(r"(?:[a-z]+://(?:[^@/]+@)?|[\w.-]+@)([\w.-]+(?::\d+)?)[:/](.+?)(?:\.git)?/?")

WEB = re.compile(r"https?://[^\s/]+(?:/[^\s?#]*)?")

# The id of a quote in the canonical form of an annotation file, which has it on a line of its own.
ID = re.compile(r'^ +"id": "([^"]+)",?$')

ARTICLES = "corpus/articles"


def web_address(url: str | None, option: str) -> str | None:
    """An address that a user gave, without its last slash."""
    if url is not None and not WEB.fullmatch(url):
        raise Refusal(f"{option} must be a web address", url, "give one that begins with https://")
    return url and url.rstrip("/")


def of_remote(root: Path) -> str | None:
    """The web address of the remote `origin`; None if it has none, or if it is a folder."""
    try:
        found = REMOTE.fullmatch(git.line(root, "config", "--get", "remote.origin.url"))
    except git.GitError:
        return None
    return f"https://{found[1]}/{found[2]}" if found else None


def branch_of_remote(root: Path) -> str | None:
    """The branch of the remote `origin` that a clone begins with; None if the checkout does not know it."""
    try:
        return git.line(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
    except git.GitError:
        return None


def quote_lines(root: Path, release: Release) -> list[int | None] | None:
    """The line of each quote in its annotation file, in the order of the table `quotes`.

    None if the checkout does not have the commit of the release.
    """
    try:
        entries = git.entries(root, str(release.manifest["commit"]), [ARTICLES])
        found = {
            f"{PurePosixPath(entry.path).stem}#{id_}": number
            for entry, data in zip(entries, git.contents(root, entries), strict=True)
            for id_, number in _ids(data)
        }
    except git.GitError:
        return None
    return [found.get(id_) for id_ in _quote_ids(release)]


def _ids(data: bytes) -> Iterator[tuple[str, int]]:
    """The ids in a file, with their lines from 1."""
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), start=1):
        if found := ID.match(line):
            yield found[1], number


def _quote_ids(release: Release) -> Iterator[str]:
    import pyarrow.parquet as pq

    files: Mapping[str, Any] = parquet.file_names(release.manifest["files"], "quotes")
    for name in (name for part in files.values() for name in part):
        yield from pq.read_table(release.folder / name, columns=["quote_id"])["quote_id"].to_pylist()


def write_lines(path: Path, lines: list[int | None]) -> None:
    """Writes the lines as a Parquet file with one column, which the explorer reads."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"line": pa.array(lines, pa.int32())}), path, compression="zstd", write_page_index=True)
