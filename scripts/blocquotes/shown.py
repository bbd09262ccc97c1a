"""Shows values and foreign text in messages: escaped, shortened, and with the nearest known word."""

import re
from collections.abc import Iterable
from typing import Any

# Characters of a value that a message shows; a longer one is cut in the middle.
MOST_SHOWN = 120

# Similarity, of 100, from which a known word is offered for a misspelt one.
SIMILAR = 70


def harmless(text: str) -> str:
    """Foreign text made safe to print: control, escape and bidi characters are shown as escapes.

    In a GitHub log, `##[` anywhere in a line and `::` at its start begin a command (actions/runner,
    ActionCommand.cs), so both are escaped.
    """
    shown = "".join(c if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in text)
    return shown.replace("##[", "#\\u{0023}[").replace("::", ":\\u{003A}")


class Markdown(str):
    """Text that is Markdown on purpose: written by this program, or foreign text escaped by `markdown` or `code`."""


def code(text: str) -> Markdown:
    """Foreign text as Markdown code, in which no markup, link or mention works.

    Two more things are escaped: a bar, which would end a table cell, and `<!--`, since comments mark generated parts.
    """
    shown = harmless(text).replace("|", "\\u{007C}").replace("<!--", "\\u{003C}!--")
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return Markdown(f"{fence}{pad}{shown}{pad}{fence}")


# Text that Markdown readers turn into a link or a mention: addresses, domains, users. Only code prevents that.
#
# `U.S.` is not a domain: the last part of a domain has two letters or more.
LIKE_A_LINK = re.compile(r"[@/]|\w[.:]\w\w|\bwww\b")

# Characters with a meaning in Markdown at their place; also `<`, which is escaped as an entity.
MARKUP = re.compile(r"[\\`*\[\]~|!$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|^[#>+=-]|^\d+(?=[.)](?:\s|$))")


def markdown(text: str) -> Markdown:
    """Foreign text as plain words in Markdown, on one line, without markup, links, pictures or HTML."""
    words = harmless(" ".join(text.split()))
    if LIKE_A_LINK.search(words):
        return code(words)
    return Markdown(MARKUP.sub(_escaped, words).replace("<", "&lt;"))


def _escaped(match: re.Match[str]) -> str:
    # A number that would begin a list is escaped after it, at its full stop or bracket.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 quote`, `2,000 quotes`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def log_safe_json(value: Any, indent: int | None = None) -> str:
    """JSON in ASCII, with `##[` escaped, which begins a command in a GitHub log."""
    from json import dumps

    return dumps(value, indent=indent).replace("##[", "#\\u0023[")


def literal(value: Any) -> str:
    """A value as JSON that can be copied into a file, with escapes for invisible characters."""
    from json import dumps

    return "".join(c if c.isprintable() else dumps(c)[1:-1] for c in dumps(value, ensure_ascii=False))


def shown(value: Any) -> str:
    """A value as JSON for a message, shortened in the middle if it is long."""
    words = literal(value)
    return words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN // 2]} … {words[-MOST_SHOWN // 2 :]}"


def nearest_choice(word: str, choices: Iterable[str]) -> str:
    """The choice that is most similar to a misspelt word; empty if none is similar."""
    try:
        from rapidfuzz import process
    except ImportError:
        # `pip install blocquotes` does not bring it; slower, and the same for a word with a misspelt letter.
        from difflib import get_close_matches

        return next(iter(get_close_matches(word, sorted(choices), 1, SIMILAR / 100)), "")
    best = process.extractOne(word, sorted(choices), score_cutoff=SIMILAR)
    return best[0] if best else ""


def nearest(word: str, choices: Iterable[str]) -> str:
    """The question `did you mean …?` for a misspelt word; empty if no choice is similar."""
    best = nearest_choice(word, choices)
    return f"did you mean {literal(best)}?" if best else ""


def or_nearest(word: str, choices: Iterable[str]) -> str:
    """The same question, to append to a message; a choice that begins with the word comes first."""
    known = sorted(choices)
    longer = next((one for one in known if one.startswith(word)), None) if word else None
    hint = nearest(longer or word, known)
    return f"; {hint}" if hint else ""
