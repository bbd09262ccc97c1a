"""Patterns must match the same on every Python. Before 3.11.5, `(?:…)*+` keeps what a failed round has read.

Debian 12 has Python 3.11.2, where `a(?:\\.a)*+` finds "a." in "a.b". `(?>(?:…)*)` is the same pattern without the bug.
https://github.com/python/cpython/issues/106052
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

import blocquotes
from blocquotes import canonical_pattern, schemas, tokens
from conftest import ROOT

parser: Any = importlib.import_module("re._parser")


def steps(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every step of a parsed pattern, also those inside other steps."""
    for operation, argument in part:
        yield operation, argument
        yield from (step for inner in parts(argument) for step in steps(inner))


def parts(argument: Any) -> Iterator[Any]:
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for one in argument:
            yield from parts(one)


def is_one_step(part: Any) -> bool:
    """Whether a round can only fail at its first character: then it has read nothing that it could keep."""
    if len(part) != 1:
        return False
    operation, argument = part[0]
    if operation is parser.BRANCH:
        return all(map(is_one_step, argument[1]))
    return all(map(is_one_step, parts(argument)))


def is_misread(pattern: re.Pattern[str]) -> bool:
    return any(
        operation is parser.POSSESSIVE_REPEAT and not is_one_step(argument[-1])
        for operation, argument in steps(parser.parse(pattern.pattern, pattern.flags))
    )


def compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of all modules, by name."""
    for found in pkgutil.walk_packages(blocquotes.__path__, "blocquotes."):
        if found.name.startswith("blocquotes.__main__"):
            continue
        # spaCy is not installed for the tests.
        with suppress(ModuleNotFoundError):
            named = vars(importlib.import_module(found.name)).items()
            yield from ((f"{found.name}.{name}", one) for name, one in named if isinstance(one, re.Pattern))


def test_no_pattern_repeats_more_than_one_step_possessively() -> None:
    assert sorted(name for name, pattern in compiled() if is_misread(pattern)) == []


@pytest.mark.parametrize("kind", ["article", "entity", "outlet", "utterance"])
def test_the_pattern_of_a_layout_before_3_11_5_is_exact(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    order = schemas.order(ROOT / "schema", kind)
    for is_exact in (True, False):
        monkeypatch.setattr(canonical_pattern, "IS_EXACT", is_exact)
        assert is_misread(re.compile(canonical_pattern.source(order))) == is_exact


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"a(?:\.a)*+", True),
        (r"(?:ab)?+", True),
        (r"(?:a|bc)++", True),
        (r"(?:(?:ab)+)*+", True),
        (r"a*+[bc]++", False),
        (r"(?:a++|[bc]++)++", False),
        (r"(?>(?:\.a)*)", False),
    ],
)
def test_the_patterns_that_are_misread_are_known(pattern: str, expected: bool) -> None:
    assert is_misread(re.compile(pattern)) == expected


def test_words_end_before_their_full_stop() -> None:
    """What the bug gave on Python 3.11.2."""
    assert tokens.TOKEN.findall("It was late. China’s U.S. envoy") == [
        "It",
        "was",
        "late",
        ".",
        "China’s",
        "U.S",
        ".",
        "envoy",
    ]
