"""Ten typical mistakes, each made by hand in a copy of the real corpus: the message alone is enough to fix it."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from blocquotes import checks, corpus
from blocquotes.checks import report
from blocquotes.layout import Layout

ARTICLE = "corpus/articles/000-no-place-for-military-blocs.json"
SOURCES = '{"role": "sources", "exact": "Source"}'
FOOT = '{"role": "boilerplate", "from": "Leave a Reply", "to": "Back to top button"}'


class Mistake(NamedTuple):
    """A mistake: in `file`, `old` becomes `new`; the report must have a line with all of `parts`."""

    file: str
    old: str
    new: str
    parts: Sequence[str]


MISTAKES = {
    "wrong quotation marks": Mistake(
        ARTICLE,
        '"id": "no-place",',
        "“id”: “no-place”,",
        (
            "json-syntax",
            "found: '“' where a field's name in \" is expected",
            'write " instead of “',
            "blocquotes fix",
        ),
    ),
    "trailing comma": Mistake(
        ARTICLE,
        '"utterances": ["putin-2024-05-16-no-place-for-blocs"]\n    }',
        '"utterances": ["putin-2024-05-16-no-place-for-blocs"],\n    }',
        (":120:", "found: a comma before }", "remove this comma", "blocquotes fix"),
    ),
    "misspelt field": Mistake(
        ARTICLE, '"speakers": ["xi-jinping"]', '"speeker": ["xi-jinping"]', ('found: "speeker"', 'mean "speakers"?')
    ),
    "unknown speaker": Mistake(
        ARTICLE,
        '"speakers": ["xi-jinping"]',
        '"speakers": ["xi-jingping"]',
        ('found: no entity "xi-jingping"', 'did you mean "xi-jinping"?', "blocquotes new entity"),
    ),
    "text with a typo": Mistake(
        ARTICLE,
        "“has no place for closed military and political alliances.”",
        "“has no place for closed military and politcal alliances.”",
        ("anchor-not-found", "seeds/000_4f2bc21af30c107d.txt:17:213 has", "political alliances.”", "first difference"),
    ),
    "ambiguous said": Mistake(
        ARTICLE,
        '{"exact": "said", "suffix": " the area"}',
        '{"exact": "said"}',
        (
            "anchor-ambiguous",
            '7 places of "said"',
            ':17:208: {"exact": "said", "suffix": " the area"}',
            "blocquotes fix",
        ),
    ),
    "moved region": Mistake(
        ARTICLE,
        f"    {SOURCES},\n    {FOOT}\n",
        f"    {FOOT},\n    {SOURCES}\n",
        (
            "region-gap",
            '"Source" at seeds/000_4f2bc21af30c107d.txt:35:1 is in no region',
            "the region on line 54 has these words",
        ),
    ),
    "duplicate id": Mistake(
        ARTICLE,
        '"id": "xi-hegemony"',
        '"id": "no-place"',
        ("quote-id-reused", '"no-place" is the id of the quote at', ".json:195 too", '"no-place-2" is free'),
    ),
    "bad date": Mistake(
        ARTICLE, '"value": "2024-05-16"', '"value": "2024-05-36"', ("bad-date", "May 2024 has 31 days", "YYYY-MM-DD")
    ),
    "unknown utterance": Mistake(
        ARTICLE,
        '["putin-2024-05-16-no-place-for-blocs"]',
        '["putin-2024-05-16-no-place-for-bloks"]',
        ("no utterance", 'did you mean "putin-2024-05-16-no-place-for-blocs"?', "blocquotes new utterance"),
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_the_message_alone_is_enough_to_fix_it(name: str, checkout: Path) -> None:
    mistake = MISTAKES[name]
    path = checkout / mistake.file
    text = path.read_text(encoding="utf-8")
    assert mistake.old in text
    path.write_text(text.replace(mistake.old, mistake.new, 1), encoding="utf-8")
    findings = checks.run(corpus.load(Layout(checkout)))
    shown = "\n".join(report.as_text(findings))
    if os.environ.get("SHOW"):
        print(f"\n===== {name}\n{shown}")
    for part in mistake.parts:
        assert part in shown, f"{name}: {part} is not in\n{shown}"
    line = text[: text.index(mistake.old)].count("\n") + 1
    lines = {int(n) for n in re.findall(rf"^{re.escape(mistake.file)}:(\d+):", shown, re.M)}
    assert any(line <= n <= line + mistake.new.count("\n") for n in lines), (line, lines)
