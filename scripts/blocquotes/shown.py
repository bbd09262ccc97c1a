"""Values and foreign text as they may be shown: escaped, shortened, and with the nearest known word."""

import re
from collections.abc import Iterable
from typing import Any

# Characters of a value that a message shows; a longer one is cut in the middle.
MOST_SHOWN = 120

# Similarity, of 100, from which a known word is offered for a misspelt one.
SIMILAR = 70


def harmless(text: str) -> str:
    """Text from contributors as it may be printed: control, escape and bidi characters shown as escapes.

    `##[` anywhere in a line of a GitHub log, and `::` at the start of one, begin a command (actions/runner,
    ActionCommand.cs), so both are broken.
    """
    shown = "".join(c if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in text)
    return shown.replace("##[", "#\\u{0023}[").replace("::", ":\\u{003A}")


class Markdown(str):
    """Text that is Markdown on purpose: of this program, or foreign words that went through `markdown` or `code`."""


def code(text: str) -> Markdown:
    """Foreign text as Markdown code, in which no markup, link or mention works.

    Escaped besides: a bar, which would end a table's cell, and what begins a comment, by which documents are filled.
    """
    shown = harmless(text).replace("|", "\\u{007C}").replace("<!--", "\\u{003C}!--")
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return Markdown(f"{fence}{pad}{shown}{pad}{fence}")


# Text of which a reader of Markdown may make a link or a mention by itself: addresses, domains, users.
#
# `U.S.` is no domain, whose last part has two letters or more. No escape stops it but code.
LIKE_A_LINK = re.compile(r"[@/]|\w[.:]\w\w|\bwww\b")

# Characters that mean something in Markdown where they are; `<` besides, whose escape is an entity.
MARKUP = re.compile(r"[\\`*\[\]~|!$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|^[#>+=-]|^\d+(?=[.)](?:\s|$))")


def markdown(text: str) -> Markdown:
    """Foreign text as words in Markdown, in one line: no markup, link, picture or HTML comes of it."""
    words = harmless(" ".join(text.split()))
    if LIKE_A_LINK.search(words):
        return code(words)
    return Markdown(MARKUP.sub(_escaped, words).replace("<", "&lt;"))


def _escaped(match: re.Match[str]) -> str:
    # A number that would begin a list is escaped behind it, at its full stop or bracket.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 quote`, `2,000 quotes`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def log_safe_json(value: Any, indent: int | None = None) -> str:
    """JSON in ASCII, with `##[` escaped, which begins a command in a GitHub log."""
    from json import dumps

    return dumps(value, indent=indent).replace("##[", "#\\u0023[")


def literal(value: Any) -> str:
    """A value as it may be copied into a file: JSON, with an escape for every character that cannot be seen."""
    from json import dumps

    return "".join(c if c.isprintable() else dumps(c)[1:-1] for c in dumps(value, ensure_ascii=False))


def shown(value: Any) -> str:
    """A value as a message shows it: as it is written in a file, a long one cut in the middle."""
    words = literal(value)
    return words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN // 2]} … {words[-MOST_SHOWN // 2 :]}"


def nearest_choice(word: str, choices: Iterable[str]) -> str:
    """The choice that a misspelt word is nearest to; empty if none is near."""
    from rapidfuzz import process

    best = process.extractOne(word, sorted(choices), score_cutoff=SIMILAR)
    return best[0] if best else ""


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that a misspelt word is nearest to, as a question; empty if none is near."""
    best = nearest_choice(word, choices)
    return f"did you mean {literal(best)}?" if best else ""


def or_nearest(word: str, choices: Iterable[str]) -> str:
    """The same question as the end of a message that says what was found."""
    hint = nearest(word, choices)
    return f"; {hint}" if hint else ""
