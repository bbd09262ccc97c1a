"""Revisions are read as they were committed, whatever attributes, settings and replaced objects say."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from blocquotes import git
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from blocquotes.versions import state
from edits import ARTICLE, edit
from edits import git as run
from release_repo import commit

RECORD = f"corpus/{ARTICLE}.json"


def quotes(root: Path, revision: str = "HEAD") -> int:
    return len(state.read(Layout(root), revision).rows["quotes"])


def take_out(root: Path) -> None:
    """Commits a release of one quote fewer."""
    edit(root, ARTICLE, lambda value: value["quotes"].pop())
    commit(root)


HIDING = (
    "* export-ignore",
    "corpus/** export-ignore",
    "corpus/** export-subst",
    "seeds/** ident eol=crlf text",
    "* filter=hide diff=hide merge=hide -diff",
)


@pytest.mark.parametrize("attributes", HIDING)
def test_attributes_of_a_revision_hide_and_change_nothing(attributes: str, root: Path) -> None:
    before = state.read(Layout(root), "HEAD")
    edit(root, ARTICLE, lambda value: value["quotes"][0].update(note="$Format:%H$ $Id$"))
    run(root, "config", "filter.hide.clean", "true")
    commit(root)
    (root / ".gitattributes").write_text(f"{attributes}\n", encoding="utf-8")
    run(root, "add", ".gitattributes")
    run(root, "commit", "--quiet", "--message", "Hide")
    after = state.read(Layout(root), "HEAD")
    assert {table: len(rows) for table, rows in after.rows.items()} == {t: len(r) for t, r in before.rows.items()}
    assert [row["note"] for row in after.rows["quotes"] if row["note"]][:1] == ["$Format:%H$ $Id$"]
    assert [row["text"] for row in after.rows["articles"]] == [row["text"] for row in before.rows["articles"]]


def test_replaced_objects_and_grafts_are_not_followed(root: Path) -> None:
    old = git.line(root, "rev-parse", "HEAD")
    was = quotes(root)
    take_out(root)
    new = git.line(root, "rev-parse", "HEAD")
    run(root, "replace", new, old)
    blob, other = (git.line(root, "rev-parse", f"{one}:{RECORD}") for one in (new, old))
    run(root, "replace", blob, other)
    (root / ".git" / "info" / "grafts").write_text(f"{new}\n", encoding="ascii")
    assert quotes(root, new) == was - 1
    assert git.line(root, "merge-base", old, new) == old


HOSTILE = {
    "GIT_DIR": "/nowhere",
    "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_WORK_TREE": "/nowhere",
    "GIT_INDEX_FILE": "/nowhere",
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "core.worktree",
    "GIT_CONFIG_VALUE_0": "/nowhere",
    "GIT_CONFIG_KEY_1": "core.attributesFile",
    "GIT_CONFIG_VALUE_1": "/nowhere",
    "GIT_CONFIG_PARAMETERS": "'core.bare'='true'",
    "GIT_REPLACE_REF_BASE": "refs/heads/",
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "1",
    "GIT_ATTR_SOURCE": "HEAD",
    "GIT_TRACE": "2",
    "GIT_NAMESPACE": "other",
}


def test_variables_of_git_that_name_other_places_and_settings_change_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    was = quotes(root)
    for key, value in HOSTILE.items():
        monkeypatch.setenv(key, value)
    assert quotes(root) == was
    assert git.commit(root) == git.head(root) is not None


def test_settings_that_hide_files_or_run_programs_are_overridden(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    config = tmp_path / "gitconfig"
    config.write_text(
        f"[core]\n\tfsmonitor = \"touch '{ran}'\"\n\tuseReplaceRefs = true\n[status]\n\tshowUntrackedFiles = no\n"
        f"[log]\n\tshowSignature = true\n[alias]\n\tls-tree = !touch '{ran}'\n[core]\n\tquotePath = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    assert quotes(root)
    (root / "corpus" / "entities" / "new.json").write_text("{}")
    assert git.commit(root) == git.DIRTY
    assert not ran.exists()


def tree_with(root: Path, mode: str, name: str, content: bytes = b"x") -> str:
    """A commit whose folder corpus/ has one more entry, made of objects, as no checkout would make it."""
    blob = git.line(root, "rev-parse", "HEAD") if mode == "160000" else ""
    blob = blob or git.line(root, "hash-object", "-w", "--stdin", given=content)
    entries = git.run(root, "ls-tree", "-z", "HEAD:corpus")
    kind = "commit" if mode == "160000" else "blob"
    corpus = git.line(root, "mktree", "-z", "--missing", given=entries + f"{mode} {kind} {blob}\t{name}\0".encode())
    top = git.run(root, "ls-tree", "-z", "HEAD").split(b"\0")
    kept = [line for line in top if line and not line.endswith(b"\tcorpus")]
    all_ = b"\0".join([*kept, f"040000 tree {corpus}\tcorpus".encode(), b""])
    return git.line(root, "commit-tree", git.line(root, "mktree", "-z", given=all_), given=b"Odd\n")


def fill_up(root: Path) -> str:
    return tree_with(root, "100644", "large.json", b" " * (2**22 + 1))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda root: tree_with(root, "120000", "link.json", b"/etc/passwd"), "corpus/link.json is a link"),
        (lambda root: tree_with(root, "160000", "other"), "corpus/other is a submodule"),
        (lambda root: tree_with(root, "100644", ".."), "corpus/.. is a file"),
        (fill_up, "corpus/large.json is a file of 4,194,305 bytes"),
        (lambda root: tree_with(root, "100644", "n" * 300), "File name too long"),
    ],
)
def test_entries_that_are_not_plain_files_are_refused_by_name(
    make: Callable[[Path], str], says: str, root: Path
) -> None:
    with pytest.raises(Refusal) as caught:
        state.read(Layout(root), make(root))
    assert says in str(caught.value)


def test_a_program_that_is_executable_is_read_as_a_file(root: Path) -> None:
    run(root, "update-index", "--chmod=+x", RECORD)
    run(root, "commit", "--quiet", "--message", "Mode")
    assert quotes(root)


def test_a_commit_whose_objects_are_gone_is_refused(root: Path) -> None:
    clone = root.parent / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-local", str(root), str(clone)], check=True)
    take_out(clone)
    blob = git.line(clone, "rev-parse", f"HEAD:{RECORD}")
    (clone / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(Refusal, match="cannot be read"):
        state.read(Layout(clone), "HEAD")


def test_what_changed_is_seen_through_attributes_that_hide_it(root: Path) -> None:
    """What a pull request could do: one commit hides the records from archives and removes one of them."""
    (root / ".gitattributes").write_text("corpus/entities export-ignore\n", encoding="utf-8")
    victim = sorted((root / "corpus" / "entities").glob("*.json"))[0]
    was = {row["entity_id"] for row in state.read(Layout(root), "HEAD").rows["entities"]}
    edit(root, f"entities/{victim.stem}", lambda value: value.update(description="Another."))
    commit(root)
    now = {row["entity_id"]: row["description"] for row in state.read(Layout(root), "HEAD").rows["entities"]}
    assert (set(now), now[victim.stem]) == (was, "Another.")
