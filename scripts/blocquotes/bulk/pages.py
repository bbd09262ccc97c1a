"""Saved web pages as rows of an input, and their main text, which the worker reads that has the shard."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import IO

from blocquotes.bulk import page_process
from blocquotes.bulk.texts import Columns, Page, Rejected, Row, Text, Wanted, checked, of_file, too_long
from blocquotes.edit.kinds import MAX_PAGE
from blocquotes.refusal import Refusal, install

# The language that the rules are for, as pages name it.
LANGUAGE = "en"

# One for each process that has shards.
_READER = page_process.Reader()


class RejectedError(Exception):
    """A text cannot be read; its words are the reason, as the table of rejected rows has it."""


def page_row(file: IO[bytes], name: str, wanted: Wanted) -> Iterator[Row]:
    """A saved page as one row, whose id is the file's name."""
    need_library(name)
    columns = of_file(wanted, name)
    refuse_text(columns, name)
    data = file.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        yield Rejected(name, 1, 1, name, too_large(data))
        return
    row = checked(name, 1, columns, {"id": name, "text": ""})
    yield Page(name, 1, name, data, row.kept) if isinstance(row, Text) else row


def refuse_text(columns: Columns, name: str) -> None:
    """Refuses to keep the text of a page, which is read only later."""
    if columns.text in columns.keep:
        fix = "leave it out, or write --format jsonl, which has the texts of pages"
        raise Refusal("the text of a web page cannot be kept as a column", f"--keep {columns.text}", fix, place=name)


def too_large(data: bytes) -> str:
    """Why a page is rejected of which more than `MAX_PAGE` bytes were read."""
    return too_long("a page", len(data), MAX_PAGE)


def need_library(place: str) -> None:
    """Refuses web pages where the library that reads them is missing."""
    if find_spec("trafilatura") is None:
        raise Refusal("web pages need the library trafilatura", "none installed", install("html"), place=place)


def reader_version() -> str:
    """The version of the library that finds the main text; empty where it is not installed."""
    if find_spec("trafilatura") is None:
        return ""
    from importlib.metadata import version

    return version("trafilatura")


def main_text(page: Page, seconds: float) -> Text:
    """The main text of a page.

    Raises:
        RejectedError: there is no article on the page, or it says that it is in another language than English.
        TooSlowError: reading it took longer than so many seconds of the clock.
        ChildProcessError: reading it killed the process that did so.
    """
    found = _READER.read(page.data, seconds)
    if "reason" in found:
        raise RejectedError(found["reason"])
    if found["language"] not in (LANGUAGE, None):
        raise RejectedError(f"a page must be in English; found one that says it is in {found['language']!r}")
    return Text(page.file, page.row, page.id, found["text"], page.kept, is_page=True)
