"""Web pages that `suggest --output` reads: saved ones, and those of web archives as they were fetched."""

import gzip
import json
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from blocquotes.bulk import page_process, pages
from blocquotes.edit.kinds import MAX_PAGE
from bulk_runs import rows, suggest

WORDS = "“The café will close,” Anna Berg said on Monday. The sea wall has to be repaired first. "
MORE = "Ships will be sent to other ports along the coast until the work is done in autumn. " * 3
PAGE = (
    "<html{}><head><title>Harbour to close</title></head><body><nav><a href='/'>Home</a></nav><article>"
    f"<h1>Harbour to close</h1><p>{WORDS}</p><p>{MORE}</p></article></body></html>"
)
HTML = "text/html; charset=utf-8"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def html(language: str = "") -> str:
    return PAGE.format(f" lang='{language}'" if language else "")


def archive(
    data: bytes, type_: str = HTML, status: str = "HTTP/1.1 200 OK", extra: str = "", kind: str = "response"
) -> bytes:
    """A WARC file with one record, as crawlers write it; a resource has no headers of HTTP."""
    answer = f"{status}\r\nContent-Type: {type_}\r\n{extra}\r\n" if kind == "response" else ""
    body = answer.encode() + data
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
        "WARC-Target-URI: https://a.example/harbour",
        "WARC-Date: 2026-11-28T00:00:00Z",
        f"Content-Type: {'application/http; msgtype=response' if answer else type_}",
        f"Content-Length: {len(body)}",
    ]
    return gzip.compress("\r\n".join([*head, "", ""]).encode() + body + b"\r\n\r\n")


def chunked(data: bytes) -> bytes:
    parts = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


FETCHED = {
    "plain": archive(html().encode()),
    "compressed": archive(gzip.compress(html().encode()), extra="Content-Encoding: gzip\r\n"),
    "in chunks": archive(chunked(html().encode()), extra="Transfer-Encoding: chunked\r\n"),
    "in Latin 1": archive(
        html().replace("“", '"').replace("”", '"').encode("latin-1"), "text/html; charset=ISO-8859-1"
    ),
    "charset of hosts": archive(html().encode(), "text/html; charset=Punycode"),
    "unknown charset": archive(html().encode(), "text/html; charset=none"),
    "resource": archive(html().encode(), "text/html", kind="resource"),
    "English": archive(html("en-GB").encode()),
}


@pytest.mark.parametrize("case", FETCHED)
def test_fetched_pages_are_read(case: str) -> None:
    Path("t.warc.gz").write_bytes(FETCHED[case])
    code, _, err = suggest("t.warc.gz", "--keep", "url")
    assert code == 0, err
    (quote,) = rows()
    assert (quote["content"].strip('“”"'), quote["source"], quote["url"]) == (
        "The café will close,",
        "Anna Berg",
        "https://a.example/harbour",
    )


REJECTED = {
    "not found": (archive(html().encode(), status="HTTP/1.1 404 Not Found"), "the status 200; found '404'"),
    "picture": (archive(b"\x89PNG", "image/png"), "found the type 'image/png'"),
    "nothing": (archive(b""), "a saved page must hold the text of an article"),
    "empty": (archive(b"<html></html>"), "a saved page must hold the text of an article"),
    "French": (archive(html("fr-FR").encode()), "a page must be in English; found one that says it is in 'fr'"),
    "bomb": (
        archive(gzip.compress(bytes(MAX_PAGE + 1)), extra="Content-Encoding: gzip\r\n"),
        "a page must have at most",
    ),
    "large": (archive(Random(16).randbytes(MAX_PAGE + 1)), "a page must have at most"),
    "no HTTP": (archive(html().encode(), status="200"), "a web page must have readable headers"),
    "deep": (archive(b"<html><body>" + b"<div>" * 100_000 + b"x"), "a saved page must hold the text of an article"),
}


@pytest.mark.parametrize("case", REJECTED)
def test_what_is_no_page_is_rejected(case: str) -> None:
    data, reason = REJECTED[case]
    Path("t.warc.gz").write_bytes(FETCHED["plain"] + data)
    code, _, err = suggest("t.warc.gz")
    assert (code, len(rows())) == (1, 1), err
    (row,) = rows("rejected")
    assert reason in row["reason"] and row["place"] == "t.warc.gz:2"
    # Libraries that read pages log what is odd, in the words of the page.
    assert len(err.splitlines()) == 2, err


def test_a_saved_page_is_one_text() -> None:
    Path("pages").mkdir()
    Path("pages", "a.html").write_text(html(), encoding="utf-8")
    Path("pages", "b.htm").write_text(html("de"), encoding="utf-8")
    code, _, err = suggest("pages", "--max-rejected", "50", "--format", "jsonl")
    assert code == 0, err
    (line,) = Path("out/texts/part-00000.jsonl").read_text(encoding="utf-8").splitlines()
    made = json.loads(line)
    (quote,) = made["quotes"]
    (start, end) = quote["content_spans"][0]
    assert (made["id"], made["text"][start:end]) == ("pages/a.html", "“The café will close,”")


def test_a_page_that_takes_too_long_is_rejected() -> None:
    # libxml2 compares each attribute with all before it. Five seconds of the clock are enough for the other page, even
    # on a busy machine.
    slow = "<p " + " ".join(f"a{number}" for number in range(100_000)) + ">"
    Path("a.html").write_text(slow, encoding="utf-8")
    Path("b.html").write_text(html(), encoding="utf-8")
    code, _, err = suggest("a.html", "b.html", "--max-seconds", "5", "--max-rejected", "50")
    assert code == 0, err
    (row,) = rows("rejected")
    assert (row["id"], "a text must be read in 5 s" in row["reason"]) == ("a.html", True)
    assert [quote["article_id"] for quote in rows()] == ["b.html"]


def test_a_page_that_kills_its_reader_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_process, "COMMAND", "import os; os.write(1, bytes([1]) + bytes(8)); os.read(0, 9)")
    monkeypatch.setattr(pages, "_READER", page_process.Reader())
    Path("a.html").write_text(html(), encoding="utf-8")
    code, _, err = suggest("a.html")
    assert (code, "the process which read it was killed" in err) == (2, True), err


def test_the_text_of_a_page_is_no_column() -> None:
    Path("t.warc.gz").write_bytes(FETCHED["plain"])
    code, _, err = suggest("t.warc.gz", "--keep", "text=body")
    assert (code, "cannot be kept as a column" in err) == (2, True), err


@pytest.mark.parametrize("keep", ["text", "date"])
def test_a_saved_page_has_no_other_columns_to_keep(keep: str) -> None:
    Path("page.html").write_text("<p>Nothing here.</p>")
    code, _, err = suggest("page.html", "--keep", f"{keep}=other")
    assert (code, err.startswith("blocquotes: page.html: ")) == (2, True), err


def test_a_page_needs_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "find_spec", lambda name: None)
    Path("a.html").write_text(html(), encoding="utf-8")
    code, _, err = suggest("a.html")
    assert (code, "blocquotes[html]" in err) == (2, True)
