"""Recognises kinds of files, so that a table or an archive is not read as the text of one article."""

import json
import re

PAGES = (".html", ".htm")
# Bytes of the largest saved page that is read, for a draft or in bulk: pages with embedded pictures have several MiB.
MAX_PAGE = 32 * 2**20
# Suffixes of files with one article; a name without a suffix is taken for a text.
TEXTS = (".txt", *PAGES, "")

# What to do about a file of another kind.
GIVE = (
    "give one article in a .txt or a saved .html file; for many texts (.csv, .tsv, .jsonl, .parquet and others), run "
    "`blocquotes suggest FILE --output FOLDER`"
)

# First bytes of a file → what it is.
MAGIC = {
    b"\x1f\x8b": "gzip data",
    b"PK\x03\x04": "a zip archive (.docx, .xlsx and .epub are such)",
    b"PAR1": "a Parquet file",
    b"%PDF-": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ\x00": "xz data",
    b"\x28\xb5\x2f\xfd": "Zstandard data",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
}

_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S)
_HEADER = re.compile(rb"\s*[\"\w ]+(?:[,;\t][\"\w ]+)*\s*")
_FIELD = re.compile(rb"[,;\t]")
# Bytes at the start of a file that identify HTML and CSV.
_LOOKED_AT = 4096
# How a text in UTF-16 begins, which some editors call Unicode.
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def binary_kind(data: bytes) -> str | None:
    """The kind of a file that its first bytes name; None for others."""
    return next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), None)


def other_kind(data: bytes) -> str | None:
    """The kind of a file that was given as the text of one article; None if it may be such a text."""
    return binary_kind(data) or _json_kind(data) or _marked_up(data)


def _json_kind(data: bytes) -> str | None:
    """`JSON Lines` where the first line is an object, `JSON` where all of it is an object or a list."""
    if data.lstrip()[:1] not in (b"{", b"["):
        return None
    first, _, rest = data.lstrip().partition(b"\n")
    if _is_json(first):
        return "JSON Lines" if rest.strip() else "JSON"
    return "JSON" if _is_json(data) else None


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False


def _marked_up(data: bytes) -> str | None:
    if _HTML.match(data[:_LOOKED_AT]):
        return "HTML"
    first = data[:_LOOKED_AT].split(b"\n", 1)[0].rstrip(b"\r")
    fields = [field.strip(b'" ').lower() for field in _FIELD.split(first)] if _HEADER.fullmatch(first) else []
    return "CSV" if len(fields) > 1 and b"text" in fields else None
