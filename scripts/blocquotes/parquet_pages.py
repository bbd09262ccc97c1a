"""The pages of a Parquet file, as far as their headers say how much a reader would have to hold.

A file's footer may say that a column is small while a page of it expands to gigabytes, and Arrow believes the page.
The headers are few and small, so they are read here, by the Thrift compact protocol, before Arrow reads any page.
See https://parquet.apache.org/docs/file-format/ and https://github.com/apache/thrift (thrift-compact-protocol.md).
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

# Bytes of a footer; ours have 30 kB, and Arrow makes a hundred times as much of some.
MOST_FOOTER = 2 * 2**20

# Bytes of a page's header; ours have a hundred.
MOST_HEADER = 64 * 2**10

MOST_PAGES = 100_000


class PageError(Exception):
    """Pages that cannot be read, or that are too large; says what was found."""


class Page(NamedTuple):
    """How much a page holds once it is decompressed: its bytes, and the number and encoding of its values.

    A dictionary has no values here, and no encoding.
    """

    bytes: int
    values: int
    encoding: int | None


def check_footer(path: Path) -> None:
    """Checks the size of a file's footer.

    Raises:
        PageError: the file does not end as a Parquet file must, or the footer is too large.
    """
    with path.open("rb") as file:
        check_end(file)


def check_end(file: IO[bytes]) -> None:
    """The same for an open file.

    Raises:
        PageError: as `check_footer`.
    """
    file.seek(max(file.seek(0, os.SEEK_END) - 8, 0))
    end = file.read(8)
    size = int.from_bytes(end[:4], "little")
    if end[4:] != b"PAR1":
        raise PageError("no PAR1 at the end of the file")
    if size > MOST_FOOTER:
        raise PageError(f"a footer of {size:,} bytes; at most {MOST_FOOTER:,} are read")


def pages(path: Path, metadata: Any) -> Iterator[tuple[int, Page]]:
    """Every page of a file with the number of its row group, given the metadata in its footer as pyarrow reads it.

    Raises:
        PageError: a page's header cannot be read, or there are too many pages.
    """
    chunks = (
        (group, metadata.row_group(group).column(column))
        for group in range(metadata.num_row_groups)
        for column in range(metadata.num_columns)
    )
    with path.open("rb") as file:
        found = ((group, page) for group, chunk in chunks for page in of_column(file, chunk))
        yield from islice(found, MOST_PAGES)
        if next(found, None):
            raise PageError(f"more than {MOST_PAGES:,} pages")


def of_column(file: IO[bytes], chunk: Any) -> Iterator[Page]:
    """The pages of a column of a row group, given the metadata of both.

    Raises:
        PageError: a page's header cannot be read, or the page ends after the file.
    """
    at, dictionary = chunk.data_page_offset, chunk.dictionary_page_offset
    at = dictionary if dictionary and 0 < dictionary < at else at
    if at < 4 or chunk.total_compressed_size < 0:
        raise PageError(f"a column that begins at byte {at}, of {chunk.total_compressed_size} bytes")
    end, most = at + chunk.total_compressed_size, file.seek(0, os.SEEK_END)
    while at < end:
        header, size = _header(file, at)
        at += size + header[3]
        if at > most:
            raise PageError(f"a page that ends at byte {at:,} of a file of {most:,}")
        yield _page(header)


def _page(header: Mapping[int, Any]) -> Page:
    data = header.get(5) or header.get(8)
    if data is None:
        return Page(header[2], 0, None)
    return Page(header[2], data[1], data[2] if header.get(5) else data[4])


def _header(file: IO[bytes], start: int) -> tuple[dict[int, Any], int]:
    """A page's header as its fields by number, and its size in bytes."""
    file.seek(start)
    thrift = _Thrift(file.read(MOST_HEADER))
    try:
        found = thrift.struct()
        if min(found[2], found[3], *(part[1] for part in map(found.get, (5, 7, 8)) if part)) < 0:
            raise PageError("a page of a negative size")
    except (IndexError, KeyError, TypeError, ValueError):
        raise PageError(f"no header of a page at byte {start}") from None
    return found, thrift.at


@dataclass
class _Thrift:
    """A reader of structs in the Thrift compact protocol, of the types that a page's header has."""

    data: bytes
    at: int = field(default=0)

    def struct(self, depth: int = 0) -> dict[int, Any]:
        if depth > 4:
            raise ValueError("too deep")
        found: dict[int, Any] = {}
        number = 0
        while head := self.byte():
            number = number + (head >> 4) if head >> 4 else self.zigzag()
            found[number] = self.value(head & 15, depth)
        return found

    def value(self, kind: int, depth: int) -> Any:
        if kind in (1, 2):  # true and false are in the type itself
            return kind == 1
        if kind == 3:
            return self.byte()
        if kind in (4, 5, 6):  # numbers of 16, 32 and 64 bits
            return self.zigzag()
        if kind == 8:  # bytes, of statistics
            size = self.varint()
            self.at += size
            return None
        if kind == 12:
            return self.struct(depth + 1)
        raise ValueError(f"type {kind}")

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        found = shift = 0
        while shift < 70:
            byte = self.byte()
            found |= (byte & 127) << shift
            if byte < 128:
                return found
            shift += 7
        raise ValueError("a number of more than ten bytes")

    def zigzag(self) -> int:
        found = self.varint()
        return (found >> 1) ^ -(found & 1)
