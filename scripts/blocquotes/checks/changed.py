"""The effect of a change: the files that differ from a revision, and the findings that they may cause."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from blocquotes import git
from blocquotes.checks.rules import RULES
from blocquotes.corpus import SCHEMAS, Index
from blocquotes.layout import DATA, FOLDERS, Layout
from blocquotes.model import Finding
from blocquotes.refusal import Refusal
from blocquotes.statements import EVIDENCE, SEED

# Rules outside the layer of references that one file may break through another one.
ACROSS = ("nothing-to-check", "unreadable", "seed-shared", "seed-unused")


def files(layout: Layout, base: str) -> set[str]:
    """The files below corpus/, seeds/ and schema/ that were changed, added or removed since a revision.

    Compared with the merge base, so later changes to the revision by others are not included.

    Raises:
        Refusal: git does not know the revision, or the checkout is not a git repository.
    """
    commit = git.resolve(layout.root, base)
    if commit is None:
        must = "--changed needs a revision that git knows here"
        if trouble := git.trouble(layout.root):
            raise Refusal(must, trouble, "leave out --changed, or work in a clone (git clone)")
        fix = "name a branch, tag or commit such as main, and fetch it first (git fetch)"
        raise Refusal(must, f"none named {base!r}", fix)
    try:
        left = git.line(layout.root, "merge-base", commit, "HEAD")
    except git.GitError:
        left = commit
    differing = git.run(layout.root, "diff", "--name-only", "--no-renames", "--relative", "-z", left, "--", *DATA)
    new = git.run(layout.root, "ls-files", "--others", "--exclude-standard", "-z", "--", *DATA)
    return {name.decode("utf-8", "surrogateescape") for name in (differing + new).split(b"\0") if name}


def select(corpus: Index, findings: Collection[Finding], changed: Collection[str]) -> tuple[list[Finding], int]:
    """The findings that may come of the changed files, those in them first and errors before warnings, and how many
    files were checked in full.

    References are checked in the complete corpus: a removed id is missing in files that did not change.
    """
    touched = set(changed) | set(_touched(corpus, changed))
    kept = [f for f in findings if f.file in touched or RULES[f.rule].layer == "references" or f.rule in ACROSS]
    checked = sum(file in touched for file, _ in corpus.files())
    return sorted(kept, key=lambda f: (f.file not in changed, RULES[f.rule].severity)), checked


def _touched(corpus: Index, changed: Collection[str]) -> Iterator[str]:
    """The files that rest on changed ones: articles on their seeds, utterances on articles, all on the schemas."""
    if any(file.startswith("schema/") for file in changed):
        yield from (file for file, kind in corpus.files() if kind in SCHEMAS)
    names = (PurePosixPath(file).stem for file in changed if file.startswith(f"corpus/{FOLDERS['article']}/"))
    articles = {name for name in names if corpus.known("article", name)}
    for file in changed:
        for said in corpus.said(SEED, file.removeprefix("seeds/")) if file.startswith("seeds/") else ():
            yield said.file
            articles |= {said.id} if said.kind == "article" else set()
    for id_ in sorted(articles):
        yield from (said.file for said in corpus.said(EVIDENCE, id_))
