"""Repairs broken JSON that has only one possible reading: curly marks, trailing commas, a byte order mark."""

import re
from collections.abc import Callable, Iterator
from itertools import islice, product
from math import prod
from typing import Any

from blocquotes import sources
from blocquotes.sources import Trouble

# Marks that editors insert instead of JSON's straight ones.
CURLY = "“”„‟″＂"

TOKEN = re.compile(
    r'[ \t\r\n]*(?:(?P<string>"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")'
    r"|(?P<plain>[{}\[\],:]|true|false|null|-?[0-9][0-9.eE+-]*))"
)
# Mark, colon, mark: the boundary between a name and a value, which does not occur inside strings.
STRUCTURE = re.compile(rf'[{CURLY}"]\s*:\s*[{CURLY}"]')

MARK = re.compile(rf'[{CURLY}"]')
# Limits: a line with more quotation marks and punctuation, or a file with more readings, is not repaired.
MOST_MARKS, MOST_READINGS = 400, 64


def repair(text: str, trouble: Trouble, is_sound: Callable[[Any], bool]) -> tuple[str, list[int]] | None:
    """The only possible reading of a text that is not JSON, and the lines (from 1) that were repaired.

    None if there is no such reading, or more than one.

    Readings differ in which curly marks delimit strings, and drop a byte order mark and commas before a closing
    bracket. If several of them parse, the only one that fits the schema is taken.
    """
    if trouble.kind not in ("syntax", "bom"):
        return None
    text = text.removeprefix("\ufeff")
    old = text.split("\n")
    choices = [_line_readings(line) for line in old]
    if prod(map(len, choices)) > MOST_READINGS:
        return None
    readings = [_without_commas("\n".join(lines)) for lines in product(*choices)]
    parsed = {reading: json.value for reading in readings if (json := sources.parse_source(reading.encode()).json)}
    sound = [reading for reading, value in parsed.items() if len(parsed) == 1 or is_sound(value)]
    if len(sound) != 1:
        return None
    new = sound[0].split("\n")
    changed = [i for i, (one, other) in enumerate(zip(old, new, strict=True), start=1) if one != other]
    return sound[0], changed or [1]


def _line_readings(line: str) -> list[str]:
    """The ways to read a line as JSON; the line itself if it is fine, or if there is no way."""
    punctuation = sum(line.count(mark) for mark in (*CURLY, *'"[]{},:'))
    if not any(mark in line for mark in CURLY) or punctuation > MOST_MARKS or _is_fine(line):
        return [line]
    return list(islice(_readings(line, 0, "", set()), MOST_READINGS + 1)) or [line]


def _is_fine(line: str) -> bool:
    """Whether a line consists of JSON tokens, and no string looks like two."""
    at = 0
    while match := TOKEN.match(line, at):
        if match["string"] and STRUCTURE.search(match["string"]):
            return False
        at = match.end()
    return not line[at:].strip()


def _readings(line: str, at: int, before: str, dead: set[tuple[int, str]]) -> Iterator[str]:
    """All readings of the rest of a line from `at` on.

    `before` is the last punctuation, which separates names from values; `dead` collects places without a reading.
    """
    start = len(line) - len(line[at:].lstrip())
    if start == len(line):
        yield line[at:]
        return
    if (at, before) in dead:
        return
    lives = False
    for token, end, mark in _tokens(line, start, before):
        for rest in _readings(line, end, mark, dead):
            lives = True
            yield line[at:start] + token + rest
    if not lives:
        dead.add((at, before))


def _tokens(line: str, start: int, before: str) -> Iterator[tuple[str, int, str]]:
    """All tokens that can begin at `start`: the token as JSON, its end, and the token again if it is punctuation."""
    if line[start] in f'{CURLY}"':
        for end in _ends(line, start, before):
            string = f'"{line[start + 1 : end]}"'
            if TOKEN.fullmatch(string):
                yield string, end + 1, ""
    elif (match := TOKEN.match(line, start)) and match["plain"]:
        yield match["plain"], match.end(), match["plain"]


def _ends(line: str, start: int, before: str) -> Iterator[int]:
    """Where a string that opens at `start` can close: at a mark followed by suitable punctuation."""
    seam = STRUCTURE.search(line, start + 1)
    for mark in MARK.finditer(line, start + 1, seam.end() - 1 if seam else len(line)):
        follows = line[mark.end() :].lstrip()[:1]
        is_name = before != ":" and follows == ":"
        is_value = before != "{" and follows in ("", ",", "}", "]")
        if line[mark.start() - 1] != "\\" and (is_name or is_value):
            yield mark.start()
        if mark.group() == '"' and line[mark.start() - 1] != "\\":
            return


def _without_commas(text: str) -> str:
    """The text without the commas between a value and a closing bracket."""
    kept: list[str] = []
    at, previous = 0, ""
    while match := TOKEN.match(text, at):
        item = match["string"] or match["plain"]
        following = TOKEN.match(text, match.end())
        is_last = following is not None and following["plain"] in ("}", "]")
        if not (item == "," and is_last and previous not in ("", ",", "[", "{", ":")):
            kept.append(match.group())
        at, previous = match.end(), item
    return "".join(kept) + text[at:]
