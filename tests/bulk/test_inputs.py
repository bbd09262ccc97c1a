"""What `suggest --output` reads: kinds of files, compression, columns, folders, standard input, URLs."""

import gzip
import io
import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import known_implementations

from blocquotes.bulk import unpack
from bulk_runs import rows, suggest

GOOD = "“We have no choice,” Anna Berg said."
ROWS = [{"id": n, "text": f"{GOOD} Day {n}.", "outlet": "Ä" if n else None} for n in range(3)]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def json_lines() -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in ROWS)


def csv(between: str = ",") -> bytes:
    lines = [between.join(("id", "text", "outlet"))]
    lines += [between.join((str(row["id"]), f'"{row["text"]}"', str(row["outlet"] or ""))) for row in ROWS]
    return "\n".join(lines).encode()


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), file)
    return file.getvalue()


def zst(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packed:
        packed.write(data)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


KINDS: dict[str, Callable[[], bytes]] = {
    "t.jsonl": json_lines,
    "T.NDJSON": json_lines,
    "t.csv": csv,
    "bom.csv": lambda: b"\xef\xbb\xbf" + csv(),
    "semicolons.csv": lambda: csv(";"),
    "bars.csv": lambda: csv("|"),
    "windows.csv": lambda: csv().replace(b"\n", b"\r\n"),
    "t.tsv": lambda: csv("\t"),
    "t.parquet": parquet,
    "t.jsonl.gz": lambda: gzip.compress(json_lines()),
    "two-members.jsonl.gz": lambda: gzip.compress(json_lines()[:40]) + gzip.compress(json_lines()[40:]),
    "t.csv.gz": lambda: gzip.compress(csv()),
    "t.jsonl.zst": lambda: zst(json_lines()),
    "two-frames.tsv.zst": lambda: zst(csv("\t")[:40]) + zst(csv("\t")[40:]),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_gives_the_same_rows(name: str) -> None:
    Path(name).write_bytes(KINDS[name]())
    code, out, err = suggest(name, "--keep", "outlet")
    assert (code, out, err) == (0, "3 texts, 3 quotes, 3 mentions\n", "")
    found = rows()
    assert [row["article_id"] for row in found] == ["0", "1", "2"]
    assert {row["content"] for row in found} == {"“We have no choice,”"}
    assert [row["outlet"] or None for row in found] == [None, "Ä", "Ä"]
    assert [row["outlet"] or None for row in rows("mentions")] == [None, "Ä", "Ä"]


def test_a_folder_is_read_in_the_order_of_its_names_without_hidden_files() -> None:
    for name in ("b/two.txt", "a.txt", "b/.hidden/x.txt", "_SUCCESS", ".DS_Store", "b/c.jsonl"):
        Path("texts", name).parent.mkdir(parents=True, exist_ok=True)
        Path("texts", name).write_bytes(json_lines() if name.endswith("jsonl") else GOOD.encode())
    assert suggest("texts")[0] == 0
    assert [row["article_id"] for row in rows()] == ["texts/a.txt", "0", "1", "2", "texts/b/two.txt"]


def test_a_file_name_that_is_not_utf_8_is_escaped() -> None:
    paths = [Path(folder, os.fsdecode(b"x\xff.txt")) for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(GOOD)
    assert suggest("a", "b")[0] == 0
    assert [row["article_id"] for row in rows()] == ["a/x\\xff.txt", "b/x\\xff.txt"]
    assert suggest(*paths, output="files")[0] == 0
    assert [row["article_id"] for row in rows(folder="files")] == ["a/x\\xff.txt", "b/x\\xff.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
@pytest.mark.parametrize("argument", ["texts", "texts/pipe.txt"])
def test_a_pipe_which_may_never_end_is_refused(argument: str) -> None:
    Path("texts").mkdir()
    os.mkfifo("texts/pipe.txt")
    code, _, err = suggest(argument)
    assert (code, "texts/pipe.txt: an input must be a plain file; found a device, pipe or socket" in err) == (2, True)


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("nothing://bucket/t.jsonl", "must be of a storage that fsspec knows"),
        ("memory://nothing/*.jsonl", "an input must exist; found no file at memory://nothing/*.jsonl"),
        ("empty", "a folder of texts must hold a file; found none in empty"),
        ("numbers.jsonl", "an input must have a column of texts, such as 'text', 'content', 'body'; found 'n'"),
        ("twice.parquet", "a table of texts must have one column 'text'; found 2"),
    ],
)
def test_inputs_without_texts_are_refused(argument: str, told: str) -> None:
    Path("empty").mkdir()
    Path("numbers.jsonl").write_text('{"n": 1}\n' * 150)
    pq.write_table(pa.Table.from_arrays([pa.array([GOOD])] * 2, names=["text", "text"]), "twice.parquet")
    code, _, err = suggest(argument)
    assert (code, told in err) == (2, True), err


def test_a_long_id_is_rejected_and_a_date_is_kept() -> None:
    table = {"id": ["a", "b" * 5000], "text": [GOOD, GOOD], "day": [date(2024, 5, 16)] * 2}
    pq.write_table(pa.table(table), "t.parquet")
    assert suggest("t.parquet", "--keep", "day", "--max-rejected", "100")[0] == 0
    assert [(row["article_id"], row["day"]) for row in rows()] == [("a", "2024-05-16")]
    (rejected,) = rows("rejected")
    assert rejected["reason"] == "an id must have at most 4,000 bytes; found 5,000"


def test_files_of_unknown_kinds_are_refused_with_the_list_of_kinds() -> None:
    Path("texts").mkdir()
    for name in ("a.txt", "b.docx", "c", "d.parquet.gz"):
        Path("texts", name).write_text(GOOD)
    code, _, err = suggest("texts")
    assert (code, "an input must be of a known kind; found 3 of another kind" in err) == (2, True)
    assert [f"texts/{name}" in err for name in ("a.txt", "b.docx", "c\n", "d.parquet.gz")] == [False, True, True, True]
    assert all(kind in err for kind in (".jsonl", ".csv", ".tsv", ".parquet", ".txt", ".warc", ".wet", ".gz", ".zst"))
    assert not Path("out").exists()


def test_texts_in_other_encodings_are_rejected() -> None:
    Path("texts").mkdir()
    Path("texts/latin.txt").write_bytes("Café".encode("latin-1"))
    Path("texts/page.txt").write_bytes(b"%PDF-1.7")
    Path("texts/windows.txt").write_text(GOOD, encoding="utf-16")
    Path("texts/good.txt").write_text(GOOD)
    assert suggest("texts")[0] == 1
    rejected = rows("rejected")
    assert [(row["id"], row["place"]) for row in rejected] == [
        ("texts/latin.txt", "texts/latin.txt:1"),
        ("texts/page.txt", "texts/page.txt:1"),
        ("texts/windows.txt", "texts/windows.txt:1"),
    ]
    assert rejected[2]["reason"] == "a .txt file must be one text in UTF-8; found text in UTF-16; save it as UTF-8"


def test_markup_and_tables_in_text_files_are_rejected() -> None:
    Path("texts").mkdir()
    for name, text in (
        ("csv", f"id,text\n1,{GOOD}\n"),
        ("good", f"[{GOOD}]"),
        ("html", f"<!DOCTYPE html><p>{GOOD}</p>"),
        ("json", f'{{"text": "{GOOD}"}}\n{{}}'),
    ):
        Path(f"texts/{name}.txt").write_text(text)
    assert suggest("texts")[0] == 1
    reasons = [row["reason"].rpartition("found ")[2] for row in rows("rejected")]
    assert reasons == ["CSV", "HTML", "JSON Lines"]


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_standard_input(kind: str) -> None:
    data = {"jsonl": json_lines, "csv": csv}[kind]()
    assert suggest("-", "--from", kind, input_=data)[0] == 0
    assert [row["article_id"] for row in rows()] == ["0", "1", "2"]


def test_every_kind_that_the_message_names_can_be_standard_input() -> None:
    code, _, err = suggest("-", input_=b"", output="other")
    assert (code, "standard input needs its kind" in err, Path("other").exists()) == (2, True, False)
    kinds = err.strip().rpartition("--from: ")[2].split(", ")
    assert len(kinds) > 1
    for kind in kinds:
        assert "invalid value" not in suggest("-", "--from", kind, input_=b"", output=kind)[2], kind


def test_the_kind_of_standard_input_is_not_that_of_a_file() -> None:
    Path("t.jsonl").write_bytes(json_lines())
    code, _, err = suggest("t.jsonl", "--from", "csv")
    assert (code, "--from says what standard input is" in err, Path("out").exists()) == (2, True, False)


def test_no_log_is_written_into_an_input() -> None:
    Path("t.jsonl").write_bytes(json_lines())
    code, _, err = suggest("t.jsonl", "--log", "t.jsonl")
    assert (code, "an input of the command" in err, "with --log" in err, Path("out").exists()) == (2, True, True, False)


def test_a_log_is_a_plain_file() -> None:
    Path("t.jsonl").write_bytes(json_lines())
    os.mkfifo("pipe")
    code, _, err = suggest("t.jsonl", "--log", "pipe")
    assert (code, "--log must be a plain file; found a pipe at pipe" in err) == (2, True)
    Path("folder").mkdir()
    code, _, err = suggest("t.jsonl", "--log", "folder")
    assert (code, "'--log': File 'folder' is a directory" in err) == (2, True)


def test_an_empty_argument_is_not_the_current_folder() -> None:
    Path("t.jsonl").write_bytes(json_lines())
    code, _, err = suggest("")
    assert (code, "an input must exist; found no file or folder ''" in err) == (2, True)


def test_columns_are_found_by_their_names_and_said() -> None:
    Path("t.csv").write_text(f"Title,URL,Body\nx,https://a.example/1,{GOOD.replace(',', ';')}\n")
    code, _, err = suggest("t.csv")
    assert (code, "texts are in the column 'Body', ids are in 'URL'" in err) == (0, True)
    assert [row["article_id"] for row in rows()] == ["https://a.example/1"]


def test_names_of_columns_may_have_capitals_and_blanks() -> None:
    Path("t.csv").write_text(f" ID ;Full Text \n7;{GOOD}\n")
    assert suggest("t.csv")[0] == 0
    assert [row["article_id"] for row in rows()] == ["7"]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_text_in_utf_16_is_named_as_such(name: str) -> None:
    Path(name).write_bytes(KINDS[name]().decode().encode("utf-16"))
    code, _, err = suggest(name)
    assert (code, "found text in UTF-16; save it as UTF-8" in err) == (2, True)


def test_a_text_in_another_encoding_is_named_with_its_first_wrong_byte() -> None:
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(GOOD)
    Path("texts/b.txt").write_bytes("Harbour\nDüren said no.".encode("cp1252"))
    Path("c.jsonl").write_text('{"id": 1, "text": "a\\ud800"}\n' + json.dumps({"id": 2, "text": GOOD}))
    assert suggest("texts", "c.jsonl", "--max-rejected", "100")[0] == 0
    assert [row["reason"].partition("found ")[2] for row in rows("rejected")] == [
        "the byte 0xFC at line 2, column 2, which is not UTF-8; save the file as UTF-8",
        "half of a surrogate pair at line 1, column 2",
    ]


def test_a_column_that_is_read_must_be_named_once() -> None:
    Path("t.csv").write_text(f'id,text,text,day,day\n1,"{GOOD}",x,1,2\n')
    code, _, err = suggest("t.csv")
    assert (code, "found 'text' twice" in err) == (2, True)
    assert suggest("t.csv", "--text-column", "day", output="other")[0] == 2
    Path("t.csv").write_text(f'id,text,day,day\n1,"{GOOD}",1,2\n')
    assert suggest("t.csv")[0] == 0


def test_a_nested_object_is_no_text() -> None:
    Path("t.jsonl").write_text(json.dumps({"id": 1, "article": {"text": GOOD}}))
    code, _, err = suggest("t.jsonl")
    assert (code, "--text-column" in err) == (2, True)
    Path("t.jsonl").write_text(json.dumps({"id": 1, "article": {"n": 1}, "body": GOOD}))
    assert suggest("t.jsonl")[0] == 0


def test_a_mark_that_is_never_closed_is_named_with_its_lines() -> None:
    Path("t.csv").write_text(f'id,text\n1,"{GOOD}"\n2,"We go\n3,stay\n')
    code, _, err = suggest("t.csv", "--max-rejected", "100")
    assert (code, "unexpected end of data on the lines 3 to 4" in err) == (0, True)


def test_rows_without_a_column_of_ids_are_named_by_file_and_row() -> None:
    Path("t.jsonl").write_text("".join(json.dumps({"text": GOOD}) + "\n" for _ in range(2)))
    code, _, err = suggest("t.jsonl")
    assert (code, "ids are file and row" in err) == (0, True)
    assert [row["article_id"] for row in rows()] == ["t.jsonl:1", "t.jsonl:2"]


def test_columns_may_be_named() -> None:
    Path("t.jsonl").write_text(json.dumps({"id": 1, "text": "x", "key": 7, "words": GOOD}))
    assert suggest("t.jsonl", "--id-column", "key", "--text-column", "words")[0] == 0
    assert [row["article_id"] for row in rows()] == ["7"]
    code, _, err = suggest("t.jsonl", "--text-column", "wrong", output="other")
    assert (code, "the column 'wrong', which was asked for; found 'id', 'text', 'key', 'words'" in err) == (2, True)


def test_kept_values_are_strings() -> None:
    values = [None, "a", 7, 1.5, True, ["x", {"ü": None}]]
    lines = [json.dumps({"id": n, "text": GOOD, "more": value}) for n, value in enumerate(values)]
    Path("t.jsonl").write_text("\n".join([*lines, json.dumps({"id": "none", "text": GOOD})]))
    assert suggest("t.jsonl", "--keep", "more=type_of_text")[0] == 0
    assert [row["type_of_text"] for row in rows()] == [None, "a", "7", "1.5", "true", '["x", {"ü": null}]', None]


def test_a_kept_column_may_not_have_the_name_of_one_of_the_tables() -> None:
    Path("t.jsonl").write_text(json.dumps({"id": 1, "text": GOOD, "source": "wire"}))
    code, _, err = suggest("t.jsonl", "--keep", "source")
    assert (code, "--keep COLUMN=NAME" in err) == (2, True)
    assert suggest("t.jsonl", "--keep", "source=agency")[0] == 0
    assert rows()[0]["agency"] == "wire"


@pytest.mark.parametrize(
    ("options", "taken"),
    [
        (("--keep", "x=z", "--keep", "y=z"), "--keep z: another --keep has this name"),
        (("--keep", "x=id", "--format", "jsonl"), "--keep id: a field of each object has this name"),
        (("--keep", "x=quotes", "--format", "gqg"), "--keep quotes: a field of each object has this name"),
    ],
)
def test_no_kept_column_takes_the_name_of_another_one(options: Sequence[str], taken: str) -> None:
    Path("t.jsonl").write_text(json.dumps({"id": 1, "text": GOOD, "x": "1", "y": "2"}))
    code, _, err = suggest("t.jsonl", *options)
    assert (code, taken in err) == (2, True), err


def test_a_column_that_is_kept_twice_is_there_once() -> None:
    Path("t.jsonl").write_text(json.dumps({"id": 1, "text": GOOD, "x": "1"}))
    assert suggest("t.jsonl", "--keep", "x", "--keep", "x")[0] == 0
    assert rows()[0]["x"] == "1"


def test_a_kept_column_is_the_address_of_an_object_if_it_is_given_that_name() -> None:
    Path("t.jsonl").write_text(json.dumps({"id": 1, "text": GOOD, "page": "https://x.example/1", "url": "other"}))
    assert suggest("t.jsonl", "--format", "gqg", "--keep", "page=url")[0] == 0
    (line,) = Path("out/texts/part-00000.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(json.loads(line)) == ["date", "url", "title", "lang", "id", "quotes"]
    assert json.loads(line)["url"] == "https://x.example/1"


def test_a_text_file_has_no_other_columns_to_keep() -> None:
    Path("t.csv").write_text(f'id,text,date\n1,"{GOOD}",2024\n')
    Path("t.txt").write_text(GOOD)
    code, _, err = suggest("t.csv", "t.txt", "--keep", "date")
    assert (code, "t.txt: an input must have the column 'date', which was asked for; found 'id', 'text'" in err) == (
        2,
        True,
    )
    assert "fix: keep only columns that every input has" in err
    assert suggest("t.csv", "t.txt", "--keep", "id=article", "--text-column", "text")[0] == 0
    assert [row["article"] for row in rows()] == ["1", "t.txt"]


def test_kept_values_that_are_long_are_rejected() -> None:
    Path("t.jsonl").write_text("\n".join(json.dumps({"id": n, "text": GOOD, "x": "y" * n}) for n in (1, 10_001)))
    assert suggest("t.jsonl", "--keep", "x")[0] == 1
    assert ["the value of 'x' must have at most 10,000 bytes" in row["reason"] for row in rows("rejected")] == [True]


CSV = 'id,text\n{}\n2,"“We have no choice,” Anna Berg said."\n'


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('1,"He said "no" to it."', "quotation marks inside quoted fields doubled"),
        ("1", "must have 2 fields, as the first row has; found 1"),
        ("1,a,b", "found 3"),
        (",a", "found an empty string"),
        ('1,"a\0"', "NUL"),
    ],
)
def test_bad_rows_of_tables_are_rejected(row: str, reason: str) -> None:
    Path("t.csv").write_text(CSV.format(row))
    assert suggest("t.csv")[0] == 1
    assert [row["article_id"] for row in rows()] == ["2"]
    (found,) = rows("rejected")
    assert (found["place"], reason in found["reason"]) == ("t.csv:2", True), found


@pytest.mark.parametrize("line", ["sep=;\n", "sep=;\r\n", '"sep=;"\n'])
def test_the_separator_may_be_named_above_the_columns(line: str) -> None:
    Path("t.csv").write_text(f"\ufeff{line}text;outlet\n{GOOD};a,b\nc\n", encoding="utf-8", newline="")
    assert suggest("t.csv")[0] == 1
    assert [row["article_id"] for row in rows()] == ["t.csv:3"]
    assert [row["place"] for row in rows("rejected")] == ["t.csv:4"]


def test_a_comment_above_the_columns_is_refused() -> None:
    Path("t.csv").write_text(f"# made by hand\nid,text\n1,{GOOD}\n")
    code, _, err = suggest("t.csv")
    told = "t.csv: a table must begin with the names of its columns; found a comment\n"
    assert (code, told in err) == (2, True), err


def test_a_column_may_be_named_by_a_sign() -> None:
    Path("t.csv").write_text(f'#,text\n1,"{GOOD}"\n')
    assert suggest("t.csv")[0] == 0


def test_a_row_may_have_several_lines() -> None:
    Path("t.csv").write_text(CSV.format('1,"Lee said\n\n""no"" today."'))
    assert suggest("t.csv")[0] == 0
    assert [row["article_id"] for row in rows()][-1] == "2"


def test_bytes_that_are_not_utf_8_are_rejected() -> None:
    Path("t.csv").write_bytes(CSV.format("1,Café").encode().replace("é".encode(), b"\xe9"))
    assert suggest("t.csv")[0] == 1
    assert "not UTF-8" in rows("rejected")[0]["reason"]


@pytest.mark.parametrize("pack", [gzip.compress, zst])
@pytest.mark.parametrize(
    "damage", [lambda data: data[:-50], lambda data: data[: len(data) // 2] + b"\0" * 99 + data[len(data) // 2 + 99 :]]
)
def test_a_damaged_file_is_read_as_far_as_it_goes_and_ends_with_1(
    pack: Callable[[bytes], bytes], damage: Callable[[bytes], bytes]
) -> None:
    noise = Random(16)
    lines = (json.dumps({"id": n, "text": f"{GOOD} {noise.randbytes(600).hex()}"}) for n in range(1000))
    packed = pack("\n".join(lines).encode())
    Path("t.jsonl." + ("gz" if pack is gzip.compress else "zst")).write_bytes(damage(packed))
    code, _, err = suggest(*Path().glob("t.*"), "--max-rejected", "100")
    (row,) = [row for row in rows("rejected") if "complete and undamaged" in row["reason"]]
    assert (code, "1 input is damaged" in err, int(row["place"].partition(":")[2]) > 100) == (1, True, True), err


@pytest.mark.parametrize("pack", [gzip.compress, zst])
def test_a_decompression_bomb_is_stopped(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "FREE", 2**20)
    name = "t.jsonl." + ("gz" if pack is gzip.compress else "zst")
    Path(name).write_bytes(pack(json.dumps({"id": 1, "text": GOOD}).encode() + b"\n" * 20_000_000))
    code, _, err = suggest(name)
    assert (code, "must expand to at most 200 times its size" in err) == (1, True), err
    assert len(rows()) == 1


def archive(path: Path, *kinds: str) -> None:
    records = []
    for number, kind in enumerate(kinds):
        data = f"{GOOD} {number}".encode()
        head = [
            "WARC/1.0",
            f"WARC-Type: {kind}",
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>",
            f"WARC-Target-URI: https://a.example/{number}",
            "WARC-Date: 2026-11-28T00:00:00Z",
            f"Content-Length: {len(data)}",
        ]
        records.append("\r\n".join([*head, "", ""]).encode() + data + b"\r\n\r\n")
    packed = map(gzip.compress, records) if path.suffix == ".gz" else records
    path.write_bytes(b"".join(packed))


@pytest.mark.parametrize("name", ["t.wet", "t.warc.gz"])
def test_web_archives(name: str) -> None:
    archive(Path(name), "warcinfo", "conversion", "conversion", "response")
    code, _, err = suggest(name, "--keep", "url", "--keep", "date")
    assert code == 1, err
    ids = [f"00000000-0000-0000-0000-00000000000{number}" for number in range(4)]
    assert [(row["article_id"], row["url"], row["date"][:10]) for row in rows()] == [
        (ids[number], f"https://a.example/{number}", "2026-11-28") for number in (1, 2)
    ]
    (page,) = rows("rejected")
    assert (page["id"], page["place"], "must have readable headers" in page["reason"]) == (ids[3], f"{name}:3", True)


@pytest.mark.parametrize("name", ["t.wet", "t.warc.gz"])
@pytest.mark.parametrize("cut", [10, 140])
def test_an_archive_that_is_cut_off_is_damaged(name: str, cut: int) -> None:
    archive(Path(name), "conversion", "conversion", "conversion")
    Path(name).write_bytes(Path(name).read_bytes()[:-cut])
    code, _, err = suggest(name, "--max-rejected", "100")
    assert (code, "1 input is damaged" in err, len(rows()) >= 1) == (1, True, True), err


def test_urls_of_object_storage_are_read_and_written(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe(
        {
            "/in/a.jsonl": json_lines()[:40] + json_lines()[40:],
            "/in/b.csv.gz": gzip.compress(CSV.format("z,").replace("\n2", "\n9").encode()),
            # What Spark leaves is no input, and a pattern finds folders too.
            "/in/_temporary/0/c.jsonl": b"{",
            "/in/_SUCCESS": b"",
        }
    )
    code, out, err = suggest("memory://in/*", output="memory://out/tables")
    assert (code, out) == (0, "5 texts, 4 quotes, 4 mentions\n"), err
    stored = {path.removeprefix("/out/tables/"): memory.cat_file(path) for path in memory.find("/out/tables")}
    assert pq.read_table(pa.BufferReader(stored["quotes/part-00000.parquet"])).num_rows == 4
    for same in ("memory://in/*", "memory://in", "memory://in/**"):
        assert suggest(same, output="memory://out/tables")[2].count("reused 1 of 1 part from an earlier run") == 1
    code, _, err = suggest("memory://in/a.jsonl", output="memory://out/tables")
    assert (code, "the same inputs and settings" in err) == (2, True)
    memory.rm("/in", recursive=True)
    memory.rm("/out", recursive=True)
    Path("a.jsonl").write_bytes(json_lines())
    assert suggest(f"file://{tmp_path}/a.jsonl", output=f"file://{tmp_path}/far")[0] == 0
    assert suggest("a.jsonl", output="near")[0] == 0
    assert Path("far/quotes/part-00000.parquet").read_bytes() == Path("near/quotes/part-00000.parquet").read_bytes()


class NoCredentialsError(Exception):
    """What the library of a storage raises that is no error of the system."""


def raising(error: Exception) -> Callable[..., Any]:
    def call(*_: object, **more: object) -> Any:
        raise error

    return call


def test_a_storage_that_gives_no_access_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec.filesystem("memory").pipe({"/in/a.jsonl": json_lines()})
    Path("a.jsonl").write_bytes(json_lines())
    locked = "the storage must give access; found NoCredentialsError: no credentials\nfix: check the address"
    monkeypatch.setattr(MemoryFileSystem, "_open", raising(NoCredentialsError("no credentials")))
    for argument, output in (("memory://in/a.jsonl", "out"), ("a.jsonl", "memory://out")):
        code, _, err = suggest(argument, output=output)
        assert (code, locked in err) == (2, True), err
    monkeypatch.setattr(MemoryFileSystem, "find", raising(OSError("no route to host")))
    code, _, err = suggest("memory://in/a.jsonl")
    assert (code, "memory://in/a.jsonl: the storage must give access; found OSError: no route" in err) == (2, True), err


def test_the_package_of_a_storage_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"class": "no_such_package.Storage", "err": "Install no-such-package to access it"}
    monkeypatch.setitem(known_implementations, "far", missing)
    code, _, err = suggest("far://bucket/a.jsonl")
    named = "far://bucket/a.jsonl: a path with :// needs the package of its storage"
    assert (code, named in err, "found Install no-such-package to access it" in err) == (2, True, True), err
    assert ("-m pip install`" in err, "[cloud]" in err) == (True, False), err


def test_inputs_in_several_folders_may_share_a_name() -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "t.jsonl").write_text(json.dumps({"text": GOOD}))
    assert suggest("a/t.jsonl", "b/t.jsonl")[0] == 0
    assert [row["article_id"] for row in rows()] == ["a/t.jsonl:1", "b/t.jsonl:1"]


def test_an_id_of_two_inputs_is_rejected() -> None:
    for name in ("a", "b"):
        Path(f"{name}.jsonl").write_text(json.dumps({"id": 1, "text": GOOD}))
    assert suggest("a.jsonl", "b.jsonl")[0] == 1
    assert [(row["place"], row["id"]) for row in rows("rejected")] == [("b.jsonl:1", "1")]


def test_objects_per_text() -> None:
    Path("t.csv").write_text(f'id,text,Title,link\n1,"{GOOD}",Harbour,https://a.example/1\nx,Nothing here.,,\n')
    assert suggest("t.csv", "--format", "jsonl", "--keep", "Title", output="own")[0] == 0
    first, second = map(json.loads, Path("own/texts/part-00000.jsonl").read_text().splitlines())
    assert (first["id"], first["Title"], second) == (
        "1",
        "Harbour",
        {"id": "x", "Title": "", "quotes": [], "mentions": []},
    )
    (quote,) = first["quotes"]
    assert (quote["content"], quote["content_spans"], quote["quote_id"]) == ("“We have no choice,”", [[0, 20]], "1#0")
    assert suggest("t.csv", "--format", "gqg", output="gqg")[0] == 0
    first, second = map(json.loads, Path("gqg/texts/part-00000.jsonl").read_text().splitlines())
    quotes = [
        {
            "pre": "",
            "quote": "“We have no choice,”",
            "post": " Anna Berg said.",
            "speaker": ["Anna Berg"],
            "cue": "said",
            "type": "direct",
        }
    ]
    known = {"date": None, "url": "https://a.example/1", "title": "Harbour", "lang": None, "id": "1", "quotes": quotes}
    assert first == known
    assert list(first) == ["date", "url", "title", "lang", "id", "quotes"]
    assert second["quotes"] == []
    assert not Path("gqg/quotes").exists()
