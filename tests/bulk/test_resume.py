"""A run of `suggest --output` that is stopped or killed continues, and gives the bytes of an uninterrupted one."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from blocquotes import cli
from blocquotes.bulk import run, shard

GOOD = "“We have no choice,” Anna Berg said. The mayor said that the port would close"


def texts(path: Path, count: int, poisoned: int = 0) -> Path:
    """A file of texts; some rows are no JSON, each at its own place."""
    bad = {(2 * n + 1) * count // (2 * poisoned) for n in range(poisoned)}
    lines = (
        "{" if number in bad else json.dumps({"id": number, "text": f"{GOOD} on day {number}."})
        for number in range(count)
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def command(path: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "blocquotes", "suggest", str(path), "--output", str(out), *options]


def suggest(path: Path, out: Path, *options: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.main, ["suggest", str(path), "--output", str(out), *options])
    return result.exit_code, result.stdout, result.stderr


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# Parts of 20 rows, made in one process, as starting others takes a second.
SMALL = ("--shard-rows", "20", "--processes", "1")


def test_the_bytes_are_the_same_at_any_number_of_processes(tmp_path: Path) -> None:
    path = texts(tmp_path / "t.jsonl", 130, poisoned=1)
    for number in "1", "3":
        assert suggest(path, tmp_path / number, "--shard-rows", "20", "--processes", number)[0] == 0
    assert len(files(tmp_path / "1")) == 4 * 7 + 3
    assert files(tmp_path / "1") == files(tmp_path / "3")


def kill_and_continue(tmp_path: Path, count: int, rows: int, kills: int, processes: str) -> None:
    """Kills a run again and again at random moments; the last one must give what an uninterrupted one gives."""
    path = texts(tmp_path / "t.jsonl", count, poisoned=2)
    options = ("--shard-rows", str(rows), "--processes", processes, "--max-rejected", "10")
    began = time.monotonic()
    subprocess.run(command(path, tmp_path / "complete", *options), check=True, capture_output=True)
    duration, chance = time.monotonic() - began, random.Random(16)
    complete, out, killed, tried = files(tmp_path / "complete"), tmp_path / "out", 0, 0
    while killed < kills:
        assert tried < 10 * kills, f"{killed} of {tried} runs were killed"
        started = subprocess.Popen(command(path, out, *options), stdout=-1, stderr=-1, start_new_session=True)
        time.sleep(chance.uniform(0, duration))
        started.send_signal(signal.SIGKILL)
        started.communicate()
        tried += 1
        if started.returncode == -signal.SIGKILL:
            killed += 1
        assert children_of(started.pid) == []
        if out.is_dir():
            # What is there is complete; the next run begins at the start, so that there is something to interrupt.
            assert files(out) == complete
            shutil.rmtree(out)
    last = subprocess.run(command(path, out, *options), check=True, capture_output=True, text=True)
    print(f"{killed} of {tried} runs of {duration:.1f} s killed; last: {last.stderr.splitlines()[:1]}")
    assert files(out) == complete
    assert not list(tmp_path.glob("*.partial")) and not list(tmp_path.glob(".blocquotes-*"))


def children_of(session: int) -> list[int]:
    """The processes of a session that are alive after a moment: those of a killed run must end by themselves."""
    for _ in range(100):
        alive = [int(path.name) for path in Path("/proc").glob("[0-9]*") if session_of(path) == session]
        if not alive:
            return []
        time.sleep(0.1)
    return alive


def session_of(process: Path) -> int | None:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[3])


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_killed_run_continues(tmp_path: Path) -> None:
    kill_and_continue(tmp_path, 400, 20, 2, "2")


@pytest.mark.slow
@pytest.mark.parametrize("processes", ["1", "2"])
def test_twenty_kills(tmp_path: Path, processes: str) -> None:
    kill_and_continue(tmp_path, 20_000, 500, 20, processes)


def test_only_what_is_missing_is_done(tmp_path: Path) -> None:
    path, out = texts(tmp_path / "t.jsonl", 100), tmp_path / "out"
    assert suggest(path, out, *SMALL)[0] == 0
    made = files(out)
    times = {file: file.stat().st_mtime_ns for file in out.rglob("part-*")}
    code, said, err = suggest(path, out, *SMALL)
    assert (code, "reused 5 of 5 parts from an earlier run" in err, said) == (
        0,
        True,
        "100 texts, 200 quotes, 100 mentions\n",
    )
    assert files(out) == made
    assert {file: file.stat().st_mtime_ns for file in out.rglob("part-*")} == times
    texts(path, 130)
    assert "reused 5 of 7 parts from an earlier run" in suggest(path, out, *SMALL)[2]
    complete = tmp_path / "complete"
    assert suggest(path, complete, *SMALL)[0] == 0
    assert files(out) == files(complete)
    texts(path, 30)
    assert "reused 1 of 2 parts from an earlier run" in suggest(path, out, *SMALL)[2]
    assert len(list((out / "quotes").iterdir())) == 2


def test_other_settings_make_other_parts(tmp_path: Path) -> None:
    path, out = texts(tmp_path / "t.jsonl", 30), tmp_path / "out"
    assert suggest(path, out, *SMALL)[0] == 0
    assert "from an earlier run" not in suggest(path, out, *SMALL, "--wide")[2]


def unfinished(tmp_path: Path) -> tuple[Path, Path]:
    """The texts and the output of a run that stopped after four of five parts, for too many rejected rows."""
    path, out = texts(tmp_path / "t.jsonl", 250, poisoned=125), tmp_path / "out"
    code, _, err = suggest(path, out, *LARGER)
    assert (code, "so the run stopped" in err, out.exists()) == (1, True, False), err
    assert len(list((tmp_path / "out.partial" / "quotes").iterdir())) == 4
    return path, out


LARGER = ("--shard-rows", "50", "--processes", "1")


def test_an_unfinished_run_is_continued_only_with_the_same_settings(tmp_path: Path) -> None:
    path, out = unfinished(tmp_path)
    before = files(tmp_path / "out.partial")
    code, _, err = suggest(path, out, *LARGER, "--wide")
    assert (code, "continued with the same inputs and settings" in err) == (2, True)
    assert files(tmp_path / "out.partial") == before
    code, _, err = suggest(path, out, *LARGER, "--max-rejected", "50")
    assert (code, "reused 4 of 5 parts from an earlier run" in err, (tmp_path / "out.partial").exists()) == (
        0,
        True,
        False,
    ), err
    assert pq.read_table(out / "rejected").num_rows == 125


def test_a_run_that_cannot_begin_is_in_nobody_s_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = texts(tmp_path / "t.jsonl", 3), tmp_path / "new" / "out"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        code, _, err = suggest(path, out)
    assert (code, "No space left" in err, [one.name for one in tmp_path.iterdir()]) == (2, True, ["t.jsonl"]), err
    # One that was killed before it gave the file its name.
    killed = out.with_name("out.partial") / f".{run.STATE}.4711"
    killed.parent.mkdir(parents=True)
    killed.write_bytes(b"{")
    assert suggest(path, out)[0] == 0
    assert not [name for name in files(out) if "partial" in name]


def full(path: Path, target: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(target))


def test_parts_that_were_damaged_are_made_again(tmp_path: Path) -> None:
    path, out = unfinished(tmp_path)
    (tmp_path / "out.partial" / "quotes" / "part-00000.parquet").write_bytes(b"PAR1")
    code, _, err = suggest(path, out, *LARGER, "--max-rejected", "50")
    assert (code, "reused 3 of 5 parts from an earlier run" in err) == (0, True)
    assert pq.read_table(out / "quotes").num_rows == 250


@pytest.mark.parametrize("name", ["out", "out.partial"])
def test_folders_with_other_files_are_left_alone(tmp_path: Path, name: str) -> None:
    path = texts(tmp_path / "t.jsonl", 3)
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").write_text("x")
    code, _, err = suggest(path, tmp_path / "out")
    assert (code, "that it did not make" in err) == (2, True), err
    assert files(tmp_path / name) == {"mine.txt": b"x"}


def test_poisoned_rows_are_named_and_the_others_are_answered(tmp_path: Path) -> None:
    poison(tmp_path, 1000, 10)


@pytest.mark.slow
def test_a_hundred_poisoned_rows_among_a_hundred_thousand(tmp_path: Path) -> None:
    poison(tmp_path, 100_000, 100)


def poison(tmp_path: Path, count: int, poisoned: int) -> None:
    path, out = texts(tmp_path / "t.jsonl", count, poisoned), tmp_path / "out"
    ran = subprocess.run(command(path, out), check=True, capture_output=True, text=True)
    assert ran.stdout.startswith(f"{count - poisoned:,} texts"), ran.stdout
    metrics = json.loads((out / "metrics.json").read_text())
    assert (metrics["documents_in"], metrics["documents_out"], metrics["rejected"]) == (
        count,
        count - poisoned,
        poisoned,
    )
    lines = path.read_text().splitlines()
    named = [int(row["place"].partition(":")[2]) for row in pq.read_table(out / "rejected").to_pylist()]
    assert named == [number for number, line in enumerate(lines, start=1) if line == "{"]
    answered = set(pq.read_table(out / "quotes")["article_id"].to_pylist())
    assert len(answered) == count - poisoned


@pytest.mark.parametrize(
    ("times", "option", "most", "reason"),
    [
        (20, "--max-bytes", "1000", "a text must have at most 1,000 bytes"),
        (20_000, "--max-seconds", "0.3", "read in 0.3 s"),
    ],
)
def test_a_text_over_a_limit_is_rejected(tmp_path: Path, times: int, option: str, most: str, reason: str) -> None:
    path, out = texts(tmp_path / "t.jsonl", 3), tmp_path / "out"
    with path.open("a") as file:
        file.write("\n" + json.dumps({"id": "over", "text": GOOD * times}))
    assert suggest(path, out, *SMALL, option, most)[0] == 1
    (row,) = pq.read_table(out / "rejected").to_pylist()
    assert (row["id"], reason in row["reason"]) == ("over", True), row
    assert pq.read_table(out / "quotes").num_rows == 6


def test_a_log_has_a_line_per_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from blocquotes.cli import progress

    monkeypatch.setattr(progress, "EVERY", 0)
    log = tmp_path / "log.txt"
    assert suggest(texts(tmp_path / "t.jsonl", 60), tmp_path / "out", *SMALL, "--log", str(log))[0] == 0
    lines = log.read_text().splitlines()
    assert len(lines) == 3
    assert "60 texts, " in lines[-1] and " texts/s, 120 quotes, 0 rejected, 0:00:00 left" in lines[-1], lines


def test_a_terminal_shows_the_progress(tmp_path: Path) -> None:
    path = texts(tmp_path / "t.jsonl", 60)
    reads, writes = os.openpty()
    started = subprocess.Popen(command(path, tmp_path / "out", *SMALL), stderr=writes, stdout=subprocess.DEVNULL)
    os.close(writes)
    shown = b""
    # A terminal whose other end is closed raises an error instead of ending the file.
    with suppress(OSError):
        while data := os.read(reads, 4096):
            shown += data
    os.close(reads)
    assert started.wait(timeout=60) == 0
    assert b"60 texts, " in shown and b"120 quotes, 0 rejected" in shown, shown


def test_what_is_done_is_kept_if_the_output_cannot_be_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = texts(tmp_path / "t.jsonl", 30), tmp_path / "out"
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(run.outputs, "new_folder", full)  # type: ignore[attr-defined]
        code, _, err = suggest(path, out, *SMALL)
    assert (code, "No space left" in err, out.exists()) == (2, True, False), err
    assert "reused 2 of 2 parts from an earlier run" in suggest(path, out, *SMALL)[2]


def test_two_runs_do_not_write_one_output(tmp_path: Path) -> None:
    path, out = texts(tmp_path / "t.jsonl", 5000), tmp_path / "out"
    with subprocess.Popen(command(path, out, *SMALL), stdout=-1, stderr=-1) as first:
        while not list(tmp_path.glob("out.partial/metrics/*.json")):
            assert first.poll() is None, first.communicate()
            time.sleep(0.02)
        code, _, err = suggest(path, out, *SMALL)
        first.kill()
    assert (code, "one run at a time" in err) == (2, True), err


def test_documents_in_are_documents_out_and_rejected() -> None:
    assert shard.read_metrics(b'{"documents_in": 3, "documents_out": 2, "rejected": 0}') is None
    assert shard.read_metrics(b'{"documents_in": 3, "documents_out": 2, "rejected": 1}') is not None
    assert shard.read_metrics(b"[") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_a_disk_without_locks_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    code, _, err = suggest(texts(tmp_path / "t.jsonl", 3), tmp_path / "out", *SMALL)
    assert (code, err) == (0, "")
