"""The pages of a Parquet file, as far as their headers say how much a reader would have to hold.

A file's footer may say that a column is small while a page of it expands to gigabytes, and Arrow believes the page.
The headers are few and small, so they are read here, by the Thrift compact protocol, before Arrow reads any page.
See https://parquet.apache.org/docs/file-format/ and https://github.com/apache/thrift (thrift-compact-protocol.md).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

# Bytes of a footer; ours have 30 kB.
MOST_FOOTER = 2 * 2**20

# Bytes of a page's header; ours have a hundred.
MOST_HEADER = 64 * 2**10

MOST_PAGES = 100_000

# PLAIN, PLAIN_DICTIONARY, RLE and RLE_DICTIONARY, whose values are no longer than their bytes or a page of words.
#
# Of the others, DELTA_BYTE_ARRAY builds values from one another, which grow with the square of the page.
ENCODINGS = (0, 2, 3, 8)


class PageError(Exception):
    """Pages that cannot be read, or that are too large; says what was found."""


class Page(NamedTuple):
    """How much a page holds once it is decompressed: its bytes, and its values where it is no dictionary."""

    bytes: int
    values: int


def check_footer(path: Path) -> None:
    """Checks the size of a file's footer.

    Raises:
        PageError: the file does not end as a Parquet file must, or the footer is too large.
    """
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 8, 0))
        end = file.read(8)
    size = int.from_bytes(end[:4], "little")
    if end[4:] != b"PAR1":
        raise PageError("no PAR1 at the end of the file")
    if size > MOST_FOOTER:
        raise PageError(f"a footer of {size:,} bytes; at most {MOST_FOOTER:,} are read")


def pages(path: Path, metadata: Any) -> Iterator[Page]:
    """Every page of a file, given the metadata in its footer as pyarrow reads it.

    Raises:
        PageError: a page's header cannot be read, or its values are encoded in a way that ours never are.
    """
    number = 0
    with path.open("rb") as file:
        for start, end in _chunks(metadata):
            while start < end:
                number += 1
                header, size = _header(file, start)
                yield _page(header)
                start += size + header[3]
                if number > MOST_PAGES:
                    raise PageError(f"more than {MOST_PAGES:,} pages")


def _chunks(metadata: Any) -> Iterator[tuple[int, int]]:
    """Where the pages of each column of each row group begin and end."""
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(column)
            start, dictionary = chunk.data_page_offset, chunk.dictionary_page_offset
            start = dictionary if dictionary and 0 < dictionary < start else start
            if start < 4 or chunk.total_compressed_size < 0:
                raise PageError(f"a column that begins at byte {start}, of {chunk.total_compressed_size} bytes")
            yield start, start + chunk.total_compressed_size


def _page(header: Mapping[int, Any]) -> Page:
    data = header.get(5) or header.get(8)
    if data is None:
        return Page(header[2], 0)
    encoding = data[2] if header.get(5) else data[4]
    if encoding not in ENCODINGS:
        raise PageError(f"values in the encoding {encoding}; those that are read: PLAIN, RLE and dictionaries")
    return Page(header[2], data[1])


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
