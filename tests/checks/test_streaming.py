"""The streaming check finds the same as the check of a loaded corpus: whatever is wrong, with and without the cache."""

import errno
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import corpora
from blocquotes import checks, corpus
from blocquotes.checks import cache, scan, stored, streaming
from blocquotes.layout import Layout
from test_cases import NAMES, Report, lay, streamed, use_cache


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key of the cache, in a folder of the test; the clock is tested below."""
    home = tmp_path_factory.mktemp("home")
    use_cache(home, monkeypatch)
    return home / "blocquotes" / "check.key"


def loaded(root: Path) -> Report:
    found = corpus.load(Layout(root))
    return checks.run(found), sorted(found.files(), key=str)


def kept(root: Path) -> list[Path]:
    return sorted((root / ".cache" / "blocquotes").glob("*.sqlite"))


def test_the_valid_corpus_has_no_findings_with_a_cache_and_without(checkout: Path) -> None:
    """`test_cases.py` does the same for every case."""
    expected = loaded(checkout)
    assert expected[0] == []
    assert streamed(checkout, is_cached=False) == streamed(checkout) == streamed(checkout) == expected


def overlay(name: str, root: Path) -> None:
    """Makes a checkout that of a case, as an editor would: only what differs is written or removed."""
    made = root.with_name("made")
    lay(name, made)
    for folder in ("corpus", "seeds"):
        if (made / folder).is_symlink() or (root / folder).is_symlink():
            remove(root / folder)
            (made / folder).rename(root / folder)
            continue
        there, wanted = ({p.relative_to(top) for p in (top / folder).rglob("*") if p.is_file()} for top in (root, made))
        for path in there - wanted:
            (root / path).unlink()
        for path in wanted:
            if path not in there or (root / path).read_bytes() != (made / path).read_bytes():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(made / path, root / path)
    shutil.rmtree(made)


def remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder)


@pytest.mark.parametrize("first", [0, *(pytest.param(first, marks=pytest.mark.slow) for first in (1, 2, 3))])
def test_a_cache_gives_the_same_findings_after_any_change(first: int, tmp_path: Path) -> None:
    """From each fourth case to the next, through the valid corpus and not, on one cache."""
    root = tmp_path / "checkout"
    lay("valid", root)
    for number, name in enumerate(NAMES[first::4]):
        for state in (name, "valid") if number % 3 else (name,):
            overlay(state, root)
            assert streamed(root) == loaded(root), state


@pytest.mark.parametrize("name", ["valid", "unknown-entity", "unnamed-shared", "lone-utterance", "seed-missing"])
def test_any_number_of_processes_gives_the_same_findings(name: str, tmp_path: Path) -> None:
    lay(name, tmp_path)
    expected = loaded(tmp_path)
    assert streamed(tmp_path, jobs=2, is_cached=False) == expected
    assert streamed(tmp_path, jobs=3) == expected
    assert streamed(tmp_path, jobs=2) == expected


ARTICLE = "corpus/articles/pact-brief.json"
WRONG = ('"method": "human"', '"method": "guess"')


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    lay("valid", tmp_path / "checkout")
    return tmp_path / "checkout"


def test_what_did_not_change_is_not_read_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    streamed(checkout)
    read: list[str] = []
    real = stored.read

    def noted(layout: Layout, file: str, kind: str) -> stored.Read:
        read.append(file)
        return real(layout, file, kind)

    monkeypatch.setattr(stored, "read", noted)
    monkeypatch.setattr(streaming, "check_batch", lambda batch: pytest.fail(f"checked again: {batch}"))
    assert streamed(checkout)[0] == []
    assert read == []
    monkeypatch.undo()


def test_what_is_checked_when_it_is_read_is_compared_with_all_articles(checkout: Path) -> None:
    """The file of the copy, "…-b.json", comes before that of the article, "….json", but its id comes after it."""
    path = checkout / ARTICLE
    copy = path.with_name(f"{path.stem}-b.json")
    copy.write_text(path.read_text(encoding="utf-8").replace(f'"id": "{path.stem}"', f'"id": "{path.stem}-b"'))
    found = streamed(checkout, is_cached=False)
    assert {finding.file for finding in found[0] if finding.rule == "seed-shared"} == {f"{ARTICLE[:-5]}-b.json"}
    assert found == streamed(checkout) == loaded(checkout)


def test_a_cached_finding_needs_no_cache(checkout: Path) -> None:
    streamed(checkout)
    rewrite(checkout / ARTICLE, *WRONG)
    assert [finding.rule for finding in streamed(checkout)[0]] == ["bad-value"]
    assert [finding.rule for finding in streamed(checkout)[0]] == ["bad-value"]
    rewrite(checkout / ARTICLE, *reversed(WRONG))
    assert streamed(checkout)[0] == []


def test_a_change_within_the_same_tick_of_the_clock_is_seen(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the same size, time and place as before: its time is too near to that of the check to be trusted."""
    monkeypatch.setattr(scan, "COARSE", 2 * 10**9)
    path = checkout / ARTICLE
    before = path.stat()
    streamed(checkout)
    rewrite(path, *WRONG)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert [finding.rule for finding in streamed(checkout)[0]] == ["bad-value"]


def other_bytes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def other_content(path: Path) -> None:
    """A database with the right name in which every file is clean, as an attacker would write it."""
    with sqlite3.connect(path) as database:
        database.execute("UPDATE files SET asked = x'', stamp = x''")


def pickled(path: Path) -> None:
    path.write_bytes(pickle.dumps(Boom()))


class Boom:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("a cache was unpickled",)


def linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


POISONS: dict[str, Callable[[Path], object]] = {
    "one bit": other_bytes,
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"x" * 10_000),
    "a pickle": pickled,
    "other content": other_content,
    "another name": lambda path: path.rename(path.with_name(f"check-{'0' * 64}.sqlite")),
    "a link": linked,
    "a pipe": lambda path: [path.unlink(), os.mkfifo(path)],  # type: ignore[func-returns-value]
    "a folder": lambda path: [path.unlink(), path.mkdir()],  # type: ignore[func-returns-value]
    "a huge file": lambda path: os.truncate(path, cache.MOST_BYTES + 1),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_cache_that_is_not_ours_is_ignored(name: str, checkout: Path) -> None:
    streamed(checkout)
    [cached] = kept(checkout)
    rewrite(checkout / ARTICLE, *WRONG)
    if name == "other content":
        streamed(checkout)
        [cached] = kept(checkout)
    POISONS[name](cached)
    assert [finding.rule for finding in streamed(checkout)[0]] == ["bad-value"]
    assert [finding.rule for finding in streamed(checkout)[0]] == ["bad-value"]


def test_a_cache_of_another_user_program_or_schema_is_ignored(
    checkout: Path, own_key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_used() -> bool:
        with cache.work(Layout(checkout), is_cached=True) as work:
            return work.is_restored

    streamed(checkout)
    assert is_used()
    with monkeypatch.context() as patch:
        patch.setattr("sys.version", "4.0")
        assert not is_used()
    with monkeypatch.context() as patch:
        patch.setattr(cache, "LIBRARIES", ())
        assert not is_used()
    rewrite(checkout / "schema" / "entity.schema.json", '"title": ', '"title":  ')
    assert not is_used()
    rewrite(checkout / "schema" / "entity.schema.json", '"title":  ', '"title": ')
    assert is_used()
    own_key.write_bytes(b"k" * cache.KEY_BYTES)
    assert not is_used()


def test_a_key_that_others_could_read_is_not_used(checkout: Path, own_key: Path) -> None:
    streamed(checkout)
    own_key.chmod(0o644)
    with cache.work(Layout(checkout), is_cached=True) as work:
        assert work.signed is None


@pytest.mark.parametrize("name", [".cache", ".cache/blocquotes"])
def test_a_cache_folder_that_leads_elsewhere_is_not_used(name: str, checkout: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (checkout / name).parent.mkdir(exist_ok=True)
    (checkout / name).symlink_to(elsewhere)
    assert streamed(checkout)[0] == []
    assert list(elsewhere.iterdir()) == []


def test_a_checkout_that_cannot_be_written_is_checked_without_a_cache(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert streamed(checkout)[0] == []
    monkeypatch.undo()
    assert not (checkout / ".cache").exists()


def test_only_the_last_check_is_kept_and_what_killed_runs_left_is_removed(checkout: Path) -> None:
    streamed(checkout)
    folder = checkout / ".cache" / "blocquotes"
    left, running = folder / "part-0.sqlite", folder / "part-1.sqlite"
    left.write_bytes(b"x")
    running.write_bytes(b"x")
    os.utime(left, (0, 0))
    rewrite(checkout / ARTICLE, *WRONG)
    streamed(checkout)
    assert len(kept(checkout)) == 2, "the last check, and what another run is writing now"
    assert running.exists()
    assert not left.exists()


def test_few_articles_need_no_cache(checkout: Path) -> None:
    with streaming.checked(Layout(checkout)) as checked:
        assert checked.findings == []
    assert not (checkout / ".cache").exists()


def test_an_unreadable_folder_leaves_the_cache_as_it_was(checkout: Path) -> None:
    streamed(checkout)
    before = kept(checkout)
    outlets = checkout / "corpus" / "outlets"
    outlets.rename(checkout / "away")
    outlets.symlink_to("outlets")
    assert streamed(checkout) == loaded(checkout)
    outlets.unlink()
    (checkout / "away").rename(outlets)
    assert streamed(checkout) == loaded(checkout)
    assert before


MEASURE = """
import resource, sys
from pathlib import Path
from blocquotes.checks import streaming
from blocquotes.edit import fmt
from blocquotes.layout import Layout

layout = Layout(Path(sys.argv[1]))
with streaming.checked(layout, 1, is_cached=False) as checked:
    assert checked.findings == []
assert not any(one.change for one in fmt.formatted(layout, (), 1, 0))
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_maxrss, usage.ru_utime + usage.ru_stime)
"""


@pytest.mark.timed
def test_memory_does_not_grow_with_the_corpus_and_time_no_faster(tmp_path: Path) -> None:
    """Four times the articles, a few megabytes more: the pages of the index, which are limited."""
    used = {}
    for number in (20, 80):
        corpora.write(tmp_path / str(number), number)
        command = [sys.executable, "-c", MEASURE, str(tmp_path / str(number))]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        used[number] = [float(part) for part in ran.stdout.split()]
    (memory, seconds), (more_memory, more_seconds) = used[20], used[80]
    assert more_memory <= 1.15 * memory, used
    assert more_seconds <= 4.6 * seconds, used
