"""The command `blocquotes suggest`: a stranger's text to a draft, texts in bulk to tables, and hostile texts."""

import gc
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from blocquotes import checks, cli, schemas
from blocquotes.bulk import rows
from blocquotes.edit import draft_file, drafting
from blocquotes.edit.draft_file import Known
from blocquotes.edit.raw import Raw
from blocquotes.outputs import MARK
from blocquotes.registry import Registry
from blocquotes.suggest import pipeline
from blocquotes.suggest.names.mentions import find_mentions
from blocquotes.suggest.rules import RULES
from conftest import ROOT, least_cpu, real

FIRST = """Harbour to close for three weeks

The harbour of Westhaven will close in May, the port authority said on Monday, because the sea wall has to be mended.

“We have no choice,” said its director, Anna Berg. “Ships will be sent to other ports.”

Berg added that the work would cost two million. According to the mayor, nobody will lose a job.
"""

SECOND = """Fishermen angry over closed harbour

Fishermen in Westhaven fear that they will lose their best weeks, their spokesman Jo Lee told reporters.

"Nobody asked us," he said.
"""


@pytest.fixture
def checkout(small_checkout: Path) -> Path:
    """A checkout with one article."""
    return small_checkout


def run(root: Path, *arguments: str, input_: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.main, ["--root", str(root), *arguments], input=input_)
    return result.exit_code, result.stdout, result.stderr


def drafts(root: Path) -> set[str]:
    return {path.stem for path in (root / "corpus" / "articles").glob("*.json")}


def is_sound(root: Path) -> bool:
    return run(root, "check")[0] == 0


def test_a_text_becomes_a_draft_that_check_accepts(checkout: Path, tmp_path: Path) -> None:
    text = tmp_path / "Harbour Closes.txt"
    text.write_text(FIRST, encoding="utf-8")
    code, out, _ = run(checkout, "suggest", str(text))
    assert (code, "wrote corpus/articles/harbour-closes.json" in out) == (0, True)
    draft = json.loads((checkout / "corpus/articles/harbour-closes.json").read_text(encoding="utf-8"))
    assert (draft["status"], draft["method"], draft["seed"]["file"]) == ("draft", "rules", "harbour-closes.txt")
    assert (checkout / "seeds/harbour-closes.txt").read_text(encoding="utf-8") == FIRST
    contents = [[anchor["exact"] for anchor in quote["content"]] for quote in draft["quotes"]]
    assert ["“We have no choice,”", "“Ships will be sent to other ports.”"] in contents
    assert [quote["speakers"] for quote in draft["quotes"]][1:3] == [["anna-berg"], ["anna-berg"]]
    assert all(0 < one["confidence"] <= 1 for one in (*draft["quotes"], *draft["mentions"]))
    assert is_sound(checkout)


def test_standard_input_and_an_id(checkout: Path) -> None:
    assert run(checkout, "suggest", "-", "--id", "harbour", input_=FIRST.encode())[0] == 0
    assert "harbour" in drafts(checkout)
    assert is_sound(checkout)


def test_a_folder_of_texts(checkout: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    (folder / "inside").mkdir(parents=True)
    for name, text in (("one", FIRST), ("two", SECOND), ("inside/three", FIRST)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    for name in ("b.docx", "README", ".hidden", "._one.txt"):
        (folder / name).write_text("x")
    before = drafts(checkout)
    code, _, err = run(checkout, "suggest", str(folder))
    assert code == 0
    assert "3 left out, since only the .txt files of a folder are read: README, b.docx, inside/\n" in err
    assert drafts(checkout) - before == {"one", "two"}
    assert is_sound(checkout)


def test_a_text_that_cannot_be_drafted_does_not_stop_the_others(checkout: Path, tmp_path: Path) -> None:
    texts = {
        "one": FIRST.encode(),
        "two": b"A\nCaf\xe9",
        "four": b"\xff\xfeA\0",
        "held": SECOND.encode(),
        "three": b"%PDF-1.7",
    }
    for name, data in texts.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    (checkout / "seeds" / "held.txt").write_text("Other words.", encoding="utf-8")
    code, out, err = run(checkout, "suggest", str(tmp_path))
    assert (code, "wrote corpus/articles/one.json" in out) == (1, True)
    assert drafts(checkout) & set(texts) == {"one"}
    for message in (
        "two.txt: a raw text must be UTF-8",
        "byte 0xE9 is not valid UTF-8 here, at line 2, column 4",
        "at line 1, column 1 (the text seems to be UTF-16)",
        "held.txt: a seed must never be changed",
        "three.txt: a text must be of a known kind; found a PDF document",
        "blocquotes: 4 of 5 texts could not be drafted",
    ):
        assert message in err, err


@pytest.mark.parametrize("error", [IndexError("x"), RecursionError(), MemoryError()])
def test_an_error_inside_the_rules_fails_one_text_and_no_other(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for name, text in (("one", FIRST), ("two", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    def failing(text: str, *others: Any) -> Any:
        if "Fishermen" in text:
            raise error
        return find_mentions(text, *others)

    monkeypatch.setattr(pipeline, "find_mentions", failing)
    code, _, err = run(checkout, "suggest", str(tmp_path))
    assert (code, drafts(checkout) & {"one", "two"}) == (1, {"one"})
    assert f"two.txt: the rules must handle every text; found {type(error).__name__} at test_suggest" in err


def test_a_name_that_two_texts_have_is_one_new_entity(checkout: Path, tmp_path: Path) -> None:
    for name, text in (("one", FIRST), ("two", f"{SECOND}\n“It is late,” Anna Berg said.\n")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    _, out, _ = run(checkout, "suggest", str(tmp_path))
    assert out.count("wrote corpus/entities/anna-berg.json\n") == 1
    mentions = [
        mention["entity"]
        for name in ("one", "two")
        for mention in json.loads((checkout / f"corpus/articles/{name}.json").read_text(encoding="utf-8"))["mentions"]
    ]
    assert mentions.count("anna-berg") >= 2


def garbled(rng: Random) -> str:
    """A text put together from words, lines or characters of the seeds, so that much of it comes twice or is cut."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("00*.txt"))]
    if rng.random() < 0.5:
        return "\n\n".join(rng.choice("\n".join(seeds).split("\n")) for _ in range(rng.randrange(3, 20)))
    if rng.random() < 0.5:
        return " ".join(rng.choice(" ".join(seeds).split(" ")) for _ in range(rng.randrange(1, 200)))
    letters = list(rng.choice(seeds)[:1500])
    for _ in range(30):
        letters[rng.randrange(len(letters))] = rng.choice(["“", "”", '"', "\n", "said", ".", "’", "X"])
    return "".join(letters)


@pytest.mark.parametrize("number", range(4))
def test_a_draft_of_any_text_passes_the_checks(number: int) -> None:
    rng = Random(number)
    for text in filter(str.strip, (garbled(rng) for _ in range(12))):
        made = drafting.drafts(real(), [Raw(None, text.encode())], "any-text").made[0]
        assert not checks.has_errors(made.findings), (text, made.findings)


def test_options_of_tables_need_an_output_folder(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(FIRST, encoding="utf-8")
    for options in (("--wide",), ("--keep", "a"), ("--processes", "1"), ("--max-rejected", "5")):
        code, _, err = run(checkout, "suggest", str(tmp_path / "one.txt"), *options)
        assert (code, f"{options[0]} needs --output" in err) == (2, True), err


@pytest.mark.parametrize("name", ["t.jsonl", "t.ndjson", "t.csv", "t.TSV", "t.parquet", "t.warc", "t.jsonl.gz"])
def test_files_of_many_texts_need_an_output_folder(checkout: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"id,text\n1,Anna Berg left.\n")
    code, _, err = run(checkout, "suggest", str(tmp_path / name))
    assert (code, f"{name}: many texts become tables\nfix: name a folder for the tables with --output" in err) == (
        2,
        True,
    ), err


def test_a_file_of_texts_takes_no_id(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"id": "a", "text": "x"}\n')
    code, _, err = run(checkout, "suggest", str(tmp_path / "t.jsonl"), "--output", str(tmp_path / "t"), "--id", "b")
    assert (code, "--id needs a single text" in err, (tmp_path / "t").exists()) == (2, True, False)


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    ("name", "data", "arguments", "told"),
    [
        ("harbour.txt", SECOND.encode(), (), "an id must be new"),
        ("other.txt", SECOND.encode(), ("--id", "held"), "found seeds/held.txt with different content"),
        ("other.txt", FIRST.encode(), (), "a text must be new"),
        ("latin.txt", b"Caf\xe9", (), "a raw text must be UTF-8"),
        ("empty.txt", b" \n", (), "found nothing but white space"),
        ("other.txt", SECOND.encode(), ("--id", "No Id"), "lower-case ASCII letters"),
    ],
)
def test_nothing_is_overwritten_or_half_written(
    checkout: Path, tmp_path: Path, name: str, data: bytes, arguments: tuple[str, ...], told: str
) -> None:
    assert run(checkout, "suggest", "-", "--id", "harbour", input_=FIRST.encode())[0] == 0
    (checkout / "seeds" / "held.txt").write_text("Other words.", encoding="utf-8")
    before = files(checkout)
    (tmp_path / name).write_bytes(data)
    code, out, err = run(checkout, "suggest", str(tmp_path / name), *arguments)
    assert (code, out, told in err) == (1, "", True), err
    assert files(checkout) == before


def test_missing_texts(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "no-texts").mkdir()
    output = ("--output", str(tmp_path / "out"))
    missing: tuple[tuple[str, tuple[str, ...], str, int], ...] = (
        ("none.txt", (), "found none at", 2),
        ("no-texts", (), "no .txt file", 2),
        ("none.jsonl", output, "must exist", 2),
        ("no-texts", output, "must hold a file", 2),
    )
    for path, options, told, expected in missing:
        code, _, err = run(checkout, "suggest", str(tmp_path / path), *options)
        assert (code, told in err) == (expected, True), err


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("texts.json", b'[{"id": "1", "text": "x"}]', "a file that ends in .json"),
        ("text.txt.gz", gzip.compress(b"Anna Berg left.", mtime=0), "a file that ends in .gz"),
        ("texts.docx", b"PK\x03\x04", "a file that ends in .docx"),
        ("-", b'{"id": "1", "text": "x"}\n{"id": "2", "text": "y"}\n', "JSON Lines"),
        ("-", b'{"id": "1",\n "text": "x"}', "JSON"),
        ("-", b'[{"id": "1"}]', "JSON"),
        ("-", b"id,text\n1,Anna Berg left.\n", "CSV"),
        ("-", b'"text"\t"id"\r\nx\t1\r\n', "CSV"),
        ("-", gzip.compress(b"{}", mtime=0), "gzip data"),
        ("-", b"PK\x03\x04...", "a zip archive"),
        ("-", b"PAR1...", "a Parquet file"),
        ("-", b"%PDF-1.7", "a PDF document"),
        ("-", b"<!DOCTYPE html><p>Anna Berg left.", "HTML"),
        ("page.html", b"%PDF-1.7", "a PDF document"),
        ("named.txt", b'{"id": "1", "text": "x"}\n{}', "JSON Lines"),
    ],
)  # fmt: skip
def test_files_that_are_not_text_are_refused(
    checkout: Path, tmp_path: Path, name: str, data: bytes, found: str
) -> None:
    before = files(checkout)
    if name != "-":
        (tmp_path / name).write_bytes(data)
        name = str(tmp_path / name)
    code, _, err = run(checkout, "suggest", name, "--id", "some-text", input_=data)
    assert (code, f"a text must be of a known kind; found {found}" in err, "--output FOLDER" in err) == (
        1,
        True,
        True,
    )
    assert files(checkout) == before


@pytest.mark.parametrize("text", ["[Anna Berg left.]\nShe said no.", "{He} said no.", "The text, and more\nHe left."])
def test_texts_that_look_a_little_like_other_kinds_are_drafted(checkout: Path, text: str) -> None:
    assert run(checkout, "suggest", "-", "--id", "some-text", input_=text.encode())[0] == 0


TEXTS = [{"id": "a/1", "text": FIRST}, {"id": "b", "text": SECOND}, {"id": "c", "text": ""}, {"id": "d", "text": "“"}]


def bulk_file(path: Path) -> Path:
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist([{**row, "more": 1} for row in TEXTS]), path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in TEXTS), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["texts.jsonl", "texts.parquet"])
def test_bulk(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    code, told, _ = run(ROOT, "suggest", str(bulk_file(tmp_path / name)), "--output", str(out))
    assert (code, told.startswith("4 texts, ")) == (0, True)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()) == [
        MARK,
        "README.md",
        "mentions/part-00000.parquet",
        "metrics.json",
        "metrics/part-00000.json",
        "quotes/part-00000.parquet",
        "rejected/part-00000.parquet",
    ]
    text = {row["id"]: row["text"] for row in TEXTS}
    quotes = pq.read_table(out / "quotes").to_pylist()
    for row in quotes:
        for part in ("content", "cue", "source"):
            spans = row[f"{part}_spans"]
            assert row[part] == (" ".join(text[row["article_id"]][s["start"] : s["end"]] for s in spans) or None)
    assert "“We have no choice,” “Ships will be sent to other ports.”" in [row["content"] for row in quotes]
    mentions = pq.read_table(out / "mentions").to_pylist()
    assert all(row["text"] == text[row["article_id"]][row["start"] : row["end"]] for row in mentions)
    assert {(row["article_id"], row["entity_id"]) for row in mentions} >= {("a/1", "anna-berg"), ("b", "jo-lee")}
    assert {row["method"] for row in (*quotes, *mentions)} == {"rules"}
    assert {row["rule"] for row in quotes} <= set(RULES)


@pytest.mark.parametrize("table", ["quotes", "mentions"])
def test_the_tables_have_the_columns_of_the_published_ones(tmp_path: Path, table: str) -> None:
    run(ROOT, "suggest", str(bulk_file(tmp_path / "t.jsonl")), "--output", str(tmp_path / "out"))
    made = pq.read_schema(tmp_path / "out" / table / "part-00000.parquet")
    published = schemas.arrow_schema(schemas.columns(ROOT / "schema", table))
    added = [column.name for column in rows.EXTRA[table]]
    assert [field for field in made if field.name not in added] == [
        field for field in published if field.name in rows.COLUMNS[table]
    ]
    assert made.names[-len(added) :] == added


def test_wide_adds_wishes_and_plans(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"id": "x", "text": "Lee wants the town to pay. Lee said it must."}), encoding="utf-8")
    counts = []
    for arguments in ((), ("--wide",)):
        assert run(ROOT, "suggest", str(path), "--output", str(tmp_path / "out"), *arguments)[0] == 0
        counts.append(pq.read_table(tmp_path / "out" / "quotes").num_rows)
    assert counts == [1, 2]


def test_an_interrupted_run_leaves_the_old_folder_and_what_is_done(tmp_path: Path) -> None:
    out, path = tmp_path / "out", tmp_path / "t.jsonl"
    path.write_text(json.dumps({"id": "x", "text": "Lee said no."}) + "\n", encoding="utf-8")
    assert run(ROOT, "suggest", str(path), "--output", str(out))[0] == 0
    before = files(out)
    path.write_text("".join(json.dumps({"id": str(n), "text": SECOND}) + "\n" for n in range(20_000)))
    command = [sys.executable, "-m", "blocquotes", "suggest", str(path), "--output", str(out), "--shard-rows", "100"]
    # A run in the background has SIGINT ignored, and its children would inherit that.
    listening = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stdout=-1, stderr=-1, preexec_fn=listening) as process:
        while not list(tmp_path.glob("out.partial/metrics/*.json")) and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (b"the same command continues" in err, b"Traceback" in err) == (True, False), err
    assert files(out) == before
    assert not list(tmp_path.glob(".blocquotes-*"))


BOTH = """Two of one name

The actress Robin Vale opened the hall. Ann Berg came late. The spokesman Robin Vale was there too.

“It is a fine hall,” he said. “We like it,” she said.
"""
"""A text in which words of two genders stand for one person, so that no order of theirs may decide."""


def test_the_order_of_hashes_changes_no_suggestion(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text(
        "\n".join(map(json.dumps, [*TEXTS, {"id": "both", "text": BOTH}])), encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "blocquotes",
        "suggest",
        str(tmp_path / "t.jsonl"),
        "--output",
    ]
    found = set()
    for seed in range(1, 4):
        out = tmp_path / str(seed)
        subprocess.run([*command, str(out)], env={**os.environ, "PYTHONHASHSEED": str(seed)}, check=True, stdout=-1)
        found.add(tuple(files(out).values()))
    assert len(found) == 1


def test_suggestions_make_no_cycles_so_that_the_collector_may_pause() -> None:
    words, texts = Registry().words, [(path.stem, path.read_text()) for path in ROOT.glob("seeds/*.txt")]
    gc.collect()
    with pipeline.uncollected():
        assert not gc.isenabled()
        found = [rows.of_text(id_, text, words) for id_, text in texts]
        assert all(one["quotes"] for one in found)
        assert gc.collect() == 0
    assert gc.isenabled()


HOSTILE = {
    "marks": "“",
    "straight marks": '"',
    "said": "said ",
    "one word": "x",
    "one capital": "X",
    "nested": "“‘",
    "open and said": "“said ",
    "according": "according to ",
    "names": "Ann Lee ",
    "he said": "He said that ",
    "colons": "Putin: ",
    "lines": "\n",
    "short lines": "A b\n\n",
    "commas": ", ",
    "quotations": "“Yes,” he said. ",
}
"""What a page repeats without end."""


def many_names(length: int) -> str:
    """Names that all differ, about so many characters."""
    return " ".join(f"Ann{chr(97 + n % 26) * (n % 9)} Lee{chr(97 + n % 23) * (n % 7)}" for n in range(length // 15))


def repeated(name: str, length: int) -> str:
    """About so many characters of a hostile text."""
    if name == "many names":
        return many_names(length)
    if name == "nested":
        return "“‘" * (length // 4) + "’”" * (length // 4)
    return HOSTILE[name] * (length // len(HOSTILE[name]))


LIMITS = {"quotations": 6}
"""Seconds for a megabyte where three are too few: tens of thousands of real quotations are real work."""


@pytest.mark.timed
@pytest.mark.parametrize("length", [100_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", [*HOSTILE, "many names"])
def test_a_megabyte_of_anything_takes_three_seconds_at_most(name: str, length: int) -> None:
    words, text, limit = Registry().words, repeated(name, length), LIMITS.get(name, 3) * length / 1_000_000
    found: Any = {}
    assert least_cpu(lambda: found.update(rows.of_text("x", text, words)), limit) <= limit
    assert all(row.text == text[row.start : row.end] for row in found["mentions"])


@cache
def known() -> Known:
    return drafting.known(real())


@pytest.mark.timed
@pytest.mark.parametrize("name", [*HOSTILE, "many names"])
def test_a_draft_of_an_article_s_length_of_anything_takes_three_seconds_at_most(name: str) -> None:
    text = repeated(name, 10_000)
    assert least_cpu(lambda: draft_file.draft(text, "x", "x.txt", known()), 3) <= 3


def news(paragraphs: int) -> str:
    """Paragraphs in which somebody else says something else each time, every third under a heading of its own."""
    chance = Random(7)
    words = ["budget", "bridge", "treaty", "school", "harbour", "election", "hospital", "strike", "forest", "museum"]

    def paragraph(n: int) -> str:
        name = f"Karin {chance.choice('BDFKLM')}{chance.choice(words)}{chance.choice(words)}"
        said = " ".join(chance.choices(words, k=8))
        heading = f"The {chance.choice(words)} of {name}\n\n" if n % 3 == 0 else ""
        return f"{heading}“The {said} will end in {n} days,” {name} said. {name} left the {chance.choice(words)}."

    return "\n\n".join(map(paragraph, range(paragraphs))) + "\n"


@pytest.mark.timed
def test_the_time_of_a_draft_grows_with_the_number_of_its_quotes_and_names() -> None:
    """Seconds of a draft with its checks, for a long page and one that is twice as long."""

    def seconds(paragraphs: int) -> float:
        raw = Raw(None, news(paragraphs).encode("utf-8"))
        return least_cpu(lambda: drafting.draft(real(), known(), raw, "x"), 0)

    assert seconds(200) <= 2.6 * seconds(100)
