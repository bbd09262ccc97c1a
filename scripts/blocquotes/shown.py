"""Values and foreign text as they may be shown: escaped, shortened, and with the nearest known word."""

from collections.abc import Iterable
from json import dumps
from typing import Any

MOST_SHOWN = 120
"""Characters of a value that a message shows; a longer one is cut in the middle."""

SIMILAR = 70
"""Similarity, of 100, from which a known word is offered for a misspelt one."""


def harmless(text: str) -> str:
    """Text from contributors as it may be printed: control, escape and bidi characters shown as escapes.

    `##[` anywhere in a line of a GitHub log, and `::` at the start of one, begin a command (actions/runner,
    ActionCommand.cs), so both are broken.
    """
    shown = "".join(c if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in text)
    return shown.replace("##[", "#\\u{0023}[").replace("::", ":\\u{003A}")


def literal(value: Any) -> str:
    """A value as it may be copied into a file: JSON, with an escape for every character that cannot be seen."""
    return "".join(c if c.isprintable() else dumps(c)[1:-1] for c in dumps(value, ensure_ascii=False))


def shown(value: Any) -> str:
    """A value as a message shows it: as it is written in a file, a long one cut in the middle."""
    words = literal(value)
    return words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN // 2]} … {words[-MOST_SHOWN // 2 :]}"


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that a misspelt word is nearest to, as a question; empty where none is near."""
    from rapidfuzz import process

    best = process.extractOne(word, sorted(choices), score_cutoff=SIMILAR)
    return f"did you mean {literal(best[0])}?" if best else ""


def or_nearest(word: str, choices: Iterable[str]) -> str:
    """The same question as the end of a message that says what was found."""
    hint = nearest(word, choices)
    return f"; {hint}" if hint else ""
