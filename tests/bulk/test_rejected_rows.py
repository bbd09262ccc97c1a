"""Many texts to tables: rows that cannot be read are rejected and named, and the others are read."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blocquotes.bulk import lines, parquet_texts, shard, texts
from blocquotes.bulk.storage import Storage
from bulk_runs import rows, suggest
from fuzz_texts import fuzz

GOOD = "“We have no choice,” Anna Berg said."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def articles() -> list[str]:
    return [row["article_id"] for row in rows()]


@pytest.mark.parametrize(
    ("line", "id_", "reason"),
    [
        ("{", None, "a line must be a JSON object; found no JSON (column 2: Expecting property name"),
        ('{"id": "x"}', None, "a line must have the field 'text'; found 'id'"),
        ("[]", None, "found list"),
        ("[" * 100_000, None, "found no JSON"),
        ('{"id": null, "text": "x"}', None, "an id must be a string or a whole number; found null"),
        ('{"id": "", "text": "x"}', None, "found an empty string"),
        ('{"id": 1.5, "text": "x"}', None, "found a value of type float"),
        ('{"id": true, "text": "x"}', None, "found a value of type bool"),
        (json.dumps({"id": "x" * 1001, "text": "x"}), None, "an id must have at most 1,000 characters; found 1,001"),
        ('{"id": "x", "text": null}', "x", "a text must be a string; found null"),
        ('{"id": 7, "text": null}', "7", "a text must be a string; found null"),
        ('{"id": "x", "text": {"a": 1}}', "x", "found a value of type dict"),
        ('{"id": "x", "text": "\\ud800"}', "x", "found half of a surrogate pair"),
        ('{"id": "x", "text": "a\\u0000"}', "x", "found a NUL character"),
        (
            json.dumps({"id": "x", "text": "é" * (texts.MAX_TEXT // 2 + 1)}),
            "x",
            "a text must have at most 4,194,304 bytes; found 4,194,306",
        ),
        ("x" * (lines.MAX_LINE + 1), None, "a line must have at most"),
        ('{"id": "first", "text": "x"}', "first", "an id must be unique"),
    ],
    ids=range(17),
)
def test_a_bad_line_is_rejected_and_the_others_are_read(
    tmp_path: Path, line: str, id_: str | None, reason: str
) -> None:
    path = tmp_path / "t.jsonl"
    given = [json.dumps({"id": id_, "text": GOOD}) for id_ in ("first", "last")]
    path.write_text("\n".join([given[0], line, "", given[1]]), encoding="utf-8")
    code, out, err = suggest(path)
    assert (code, out.startswith("2 texts, 2 quotes"), out.endswith("1 rejected\n")) == (1, True, True)
    assert articles() == ["first", "last"]
    (row,) = rows("rejected")
    assert (row["place"], row["rows"], row["id"], reason in row["reason"]) == ("t.jsonl:2", 1, id_, True), row
    assert "rejected: t.jsonl:2" in err
    assert "1 of 3 rows were rejected" in err


@pytest.mark.parametrize("name", ["t.jsonl", "t.parquet"])
def test_ids_are_treated_alike_in_both_formats(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    given = [{"id": n, "text": GOOD} for n in (7, None, -2, 7)]
    if name.endswith("parquet"):
        pq.write_table(pa.Table.from_pylist(given), path)
    else:
        path.write_text("\n".join(map(json.dumps, given)), encoding="utf-8")
    assert suggest(path)[0] == 1
    assert articles() == ["7", "-2"]
    assert [(row["place"], row["id"]) for row in rows("rejected")] == [(f"{name}:2", None), (f"{name}:4", "7")]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
)
def test_strings_of_all_kinds_are_read(tmp_path: Path, kind: pa.DataType) -> None:
    path = tmp_path / "t.parquet"
    column = pa.array([GOOD, None, GOOD], pa.string()).cast(kind)
    pq.write_table(pa.table({"id": pa.array(["a", "b", "c"], pa.string()).cast(kind), "text": column}), path)
    assert suggest(path)[0] == 1
    assert articles() == ["a", "c"]
    assert [row["id"] for row in rows("rejected")] == ["b"]


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"id": ["x"]}, "must have a column of texts, such as 'text', 'content', 'body'; found 'id'"),
        ({"id": ["x"], "text": [b"x"]}, "the column 'text' must hold strings; found binary"),
        ({"id": ["x"], "text": [{"a": "b"}]}, "the column 'text' must hold strings; found struct<a: string>"),
        ({"id": [1.5], "text": ["x"]}, "the column 'id' must hold strings or whole numbers; found double"),
        ({"id": [None], "text": ["x"]}, "the column 'id' must hold strings or whole numbers; found null"),
    ],
)
def test_columns_of_other_types_are_refused(tmp_path: Path, columns: dict[str, Any], found: str) -> None:
    pq.write_table(pa.table(columns), tmp_path / "t.parquet")
    code, _, err = suggest(tmp_path / "t.parquet")
    assert (code, found in err, (tmp_path / "out").exists()) == (2, True, False), err


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("t.parquet", b"no table", "a .parquet file must be a Parquet file"),
        ("t.parquet", b"", "a .parquet file must be a Parquet file"),
        ("t.jsonl", b"PAR1", "one JSON object per line; found a Parquet file"),
        ("t.jsonl", b"\x1f\x8b...", "found gzip data"),
        ("t.jsonl", b"", "must hold at least one text; found none"),
        ("t.csv", b"", "a first row with the names of its columns; found none"),
        ("t.csv", b"PAR1", "a table must be text in UTF-8; found a Parquet file"),
        ("t.csv", b"\nid,text\n1,x\n", "a first row with the names of its columns; found a blank line"),
        ("t.csv", b"id,text\r1,x\r", "must end in a line feed; found carriage returns alone"),
        (
            "t.csv",
            b"id;words\n1;x\n",
            "must have a column of texts",
        ),
        ("t.jsonl", b"{\n[]\n", "must hold at least one text; found none, and 2 rejected"),
    ],
)
def test_files_without_any_text_are_refused(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    (tmp_path / name).write_bytes(data)
    code, _, err = suggest(tmp_path / name)
    assert (code, found in err, (tmp_path / "out").exists()) == (2, True, False), err


def test_a_damaged_row_group_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    rows = [{"id": str(n), "text": f"{GOOD} {n}"} for n in range(30)]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=10, use_dictionary=False, compression="zstd")
    column = pq.read_metadata(path).row_group(1).column(1)
    data = bytearray(path.read_bytes())
    end = column.data_page_offset + column.total_compressed_size
    data[end - 60 : end] = bytes(60)
    path.write_bytes(data)
    code, out, err = suggest(path)
    assert (code, out.startswith("20 texts"), "rejected: t.parquet:11-20: a row group must be readable" in err) == (
        1,
        True,
        True,
    )
    assert articles() == [str(n) for n in range(30) if not 10 <= n < 20]


def test_a_failure_inside_the_rules_rejects_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(json.dumps({"id": n, "text": f"{GOOD} {n}"}) for n in range(3)), encoding="utf-8")
    of_text = shard.rows.of_text  # type: ignore[attr-defined]

    def failing(id_: str, *others: Any) -> Any:
        if id_ == "1":
            raise IndexError
        return of_text(id_, *others)

    monkeypatch.setattr(shard.rows, "of_text", failing)  # type: ignore[attr-defined]
    assert suggest(path)[0] == 1
    assert articles() == ["0", "2"]
    assert [(row["id"], "found IndexError at" in row["reason"]) for row in rows("rejected")] == [("1", True)]


def test_rows_move_to_arrow_when_there_are_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = shard.Shard("part-00000", tuple(texts.Text("t", n, str(n), GOOD) for n in range(7)))
    made = []
    for most in (shard.MOST_HELD, 3):
        monkeypatch.setattr(shard, "MOST_HELD", most)
        metrics = shard.extract_shard(source, Storage(str(tmp_path)), shard.ShardSettings())
        assert (metrics.documents_out, metrics.quotes) == (7, 7)
        made.append({path.name: path.read_bytes() for path in tmp_path.rglob("*.parquet")})
    assert made[0] == made[1]


def bomb(path: Path) -> Path:
    """A Parquet file of some kilobytes with 800 texts of a megabyte each."""
    words = pa.DictionaryArray.from_arrays(pa.array([0] * 800, pa.int32()), [" said" * 200_000])
    pq.write_table(pa.table({"id": [str(n) for n in range(800)], "text": words}), path, compression="zstd")
    assert path.stat().st_size < 10_000
    return path


READ = """
import re, sys
from pathlib import Path
from blocquotes.bulk.inputs import find
from blocquotes.bulk.input_rows import Progress, read
from blocquotes.bulk.texts import Text, Wanted
texts = rejected = 0
for row in read(find([sys.argv[1]]), Wanted(), None, Progress()):
    if isinstance(row, Text):
        texts += 1
    else:
        rejected += row.rows
print(texts, rejected)
# Not `ru_maxrss`, which begins with the memory of the process that started this one.
print(re.search("VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())[1])
"""


def read_apart(make: Callable[[Path], object], path: Path) -> tuple[int, int, int]:
    """The texts and rejected rows of a small file that is made, and the megabytes that reading it takes.

    Both is done in processes of their own.
    """
    child = os.fork()
    if child == 0:
        make(path)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert path.stat().st_size < 200_000
    ran = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, check=True, text=True)
    texts, rejected, kilobytes = map(int, ran.stdout.split())
    return texts, rejected, kilobytes // 1024


def test_a_small_file_of_long_texts_is_read_in_little_memory(tmp_path: Path) -> None:
    texts, rejected, megabytes = read_apart(bomb, tmp_path / "t.parquet")
    assert (texts, rejected) == (800, 0)
    assert megabytes < 400


def long_word(path: Path, is_plain: bool = True) -> None:
    """A file whose dictionary has one word of 100 MB, in each of 40 rows."""
    words = pa.DictionaryArray.from_arrays(pa.array([0] * 40, pa.int32()), ["x" * 100_000_000])
    table = pa.table({"id": map(str, range(40)), "text": words})
    pq.write_table(table, path, compression="zstd", store_schema=not is_plain)


def long_page(path: Path) -> None:
    """A file with a page of 300 MB, of texts that are each short enough."""
    words = pa.array(["x" * 1_000_000] * 300)
    table = pa.table({"id": map(str, range(300)), "text": words})
    pq.write_table(table, path, compression="zstd", use_dictionary=False, data_page_size=2**30)


def many_nulls(path: Path) -> None:
    """A file with 300,000 rows."""
    pq.write_table(pa.table({"id": pa.nulls(300_000, pa.int64()), "text": pa.nulls(300_000, pa.string())}), path)


@pytest.mark.parametrize(
    ("make", "rejected", "most"),
    [
        pytest.param(long_word, 40, 1000, id="word"),
        pytest.param(lambda path: long_word(path, False), 40, 1000, id="dictionary", marks=pytest.mark.slow),
        pytest.param(long_page, 300, 1000, id="page"),
        pytest.param(many_nulls, 300_000, 130, id="nulls", marks=pytest.mark.slow),
    ],
)
def test_a_small_file_that_expands_to_more_than_memory_is_rejected(
    tmp_path: Path, make: Callable[[Path], None], rejected: int, most: int
) -> None:
    texts, found, megabytes = read_apart(make, tmp_path / "t.parquet")
    assert (texts, found) == (0, rejected)
    assert megabytes < most


def test_what_the_footer_says_of_a_size_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.parquet"
    words = pa.array(["x" * 1_000_000] * 30)
    pq.write_table(pa.table({"id": map(str, range(30)), "text": words}), path, compression="zstd", use_dictionary=False)
    monkeypatch.setattr(parquet_texts, "MOST_HELD", 10_000_000)
    column = pq.read_metadata(path).row_group(0).column(1)
    data = path.read_bytes()
    said = varint(column.total_uncompressed_size)
    at = data.rindex(said)
    path.write_bytes(data[:at] + varint(1000, len(said)) + data[at + len(said) :])
    assert pq.read_metadata(path).row_group(0).column(1).total_uncompressed_size == 1000
    with path.open("rb") as file:
        (row,) = parquet_texts.parquet_rows(file, "t.parquet", texts.Wanted())
    assert isinstance(row, texts.Rejected)
    assert (row.rows, "a row group must be readable; found pages of" in row.reason) == (30, True), row


def varint(number: int, length: int = 0) -> bytes:
    """A number as Parquet's footer has it, with as many bytes as are wanted."""
    left, found = number << 1, bytearray()
    while left > 127 or len(found) < length - 1:
        found.append(left & 127 | 128)
        left >>= 7
    return bytes([*found, left])


@pytest.mark.parametrize(
    "numbers", [range(20), pytest.param(range(20, 2020), marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_tampered_files_end_with_a_message(tmp_path: Path, numbers: range) -> None:
    assert fuzz(numbers, tmp_path).failures == []
