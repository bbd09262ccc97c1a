"""The fields of tables with tabs: quoted ones as spreadsheets write them, and texts that begin with a quotation mark.

Few programs that write such tables quote a field, so a mark at its beginning is often one of the text:
`a⇥"It is late," Lind said.` is read as it stands, `a⇥"Lind said ""no"" to it."` is not.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence

# A field that is quoted: up to a mark at the end of the field, with all marks before it doubled.
_QUOTED = re.compile(r'"(?P<value>(?:[^"]|"")*)"(?=\t|$)')
# The same without its end, which may be on a line below.
_OPEN = re.compile(r'"(?:[^"]|"")*$')
# What makes programs quote a field; spreadsheets do so for a comma, too.
_REASON = re.compile(r'[\t\r\n",]')
_NUMBER = re.compile(r"-?[\d.]*")


def tab_rows(lines: Iterator[str], most: int) -> Iterator[list[str] | str]:
    """The fields of each row, the names of the columns first; a reason where a row cannot be read.

    `most` is the most characters of a row.
    """
    waiting: deque[str] = deque()
    header: list[str] = []
    is_quoted = False
    for line in _with(waiting, lines):
        plain = line.rstrip("\r\n")
        if len(plain) > most:
            yield f"a row must have at most {most:,} characters; found more"
            continue
        row = plain.split("\t") if plain else []
        if any(field.startswith('"') for field in row):
            # A quoted header says that the fields below are, so the text cannot begin with a mark by itself.
            columns = 0 if is_quoted else len(header)
            row = _row(plain, columns, waiting, lines, most)
            is_quoted = is_quoted or (not header and all(_QUOTED.fullmatch(field) for field in row))
            row = _unquoted(row, is_quoted)
        yield row
        header = header or row


def _with(waiting: deque[str], lines: Iterator[str]) -> Iterator[str]:
    """The lines, those first that were read ahead."""
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        yield line


def _row(plain: str, columns: int, waiting: deque[str], lines: Iterator[str], most: int) -> list[str]:
    """The fields of a row as they stand in the file, the marks of quoted ones included.

    `columns` is 0 where any field that begins with a mark is quoted.
    """
    fields, is_open = _cut(plain)
    if not is_open:
        return fields
    read, size = [plain, "\n"], len(plain)
    for below in _with(waiting, lines):
        read.append(below)
        size += len(below)
        # Cutting at every line would take the square of their number.
        if '"' in below.replace('""', ""):
            fields, is_open = _cut("".join(read).rstrip("\r\n"))
        if not is_open and len(fields) == (columns or len(fields)):
            return fields
        if not is_open or (_is_row(plain, columns) and _is_row(below, columns)) or size > most:
            break
    # The mark was one of the text.
    waiting.extendleft(reversed(read[2:]))
    return plain.split("\t")


def _is_row(line: str, columns: int) -> bool:
    """Whether a line has all the columns by itself; in a table of one column, every line has."""
    return 1 < columns == line.count("\t") + 1


def _cut(row: str) -> tuple[list[str], bool]:
    """The fields of a row, and whether the last one is quoted and continues on the next line."""
    fields, at = list[str](), 0
    while at <= len(row):
        if _OPEN.match(row, at) and not _QUOTED.match(row, at):
            return [*fields, row[at:]], True
        quoted = _QUOTED.match(row, at)
        end = quoted.end() if quoted else row.find("\t", at)
        end = len(row) if end < 0 else end
        fields.append(row[at:end])
        at = end + 1
    return fields, False


def _unquoted(row: Sequence[str], is_quoted: bool) -> list[str]:
    """The fields without the marks that a program put around them."""
    # Programs that quote without a reason quote every field, or every one that is not a number.
    by_rule = is_quoted or all(_QUOTED.fullmatch(field) for field in row if not _NUMBER.fullmatch(field))
    return [_bare(field) if by_rule or _has_reason(field) else field for field in row]


def _has_reason(field: str) -> bool:
    """Whether a field is quoted, and something in it is the reason."""
    quoted = _QUOTED.fullmatch(field)
    return bool(quoted and _REASON.search(quoted["value"]))


def _bare(field: str) -> str:
    """A field without the marks around it, if it is quoted."""
    quoted = _QUOTED.fullmatch(field)
    return quoted["value"].replace('""', '"') if quoted else field
