"""The generated documents of the repository: the rule catalogue, and the marked parts of README and DATASHEET."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from blocquotes.checks.release_rules import RELEASE_RULES
from blocquotes.checks.rules import LAYERS, RULES, Rule
from blocquotes.corpus import Corpus
from blocquotes.dataset.parts import fill, parts
from blocquotes.dataset.pictures import pictures

FILLED = ("README.md", "DATASHEET.md")
"""Documents that are written by hand but for their generated parts."""

PICTURES = "docs/pictures"
"""Folder of the pictures, from the root."""

HEAD = """# Rules

What `blocquotes check` looks for, layer by layer; a layer that breaks hides those that need it. This page is
generated from the rules by `blocquotes docs`. Each rule has a folder in `tests/cases/` that breaks it, and
`blocquotes explain RULE` prints it.
"""

RELEASE_HEAD = """## release

What `blocquotes verify` looks for in the files of a release. In a Parquet file, the line is the number of the row.
"""


def documents(loaded: Corpus, rows: Mapping[str, Sequence[Any]]) -> Iterator[tuple[Path, str]]:
    """Path and text of every document that is generated in whole or in part."""
    layout, made = loaded.layout, parts(loaded, rows, PICTURES)
    for name in FILLED:
        path = layout.root / name
        yield path, fill(path.read_text(encoding="utf-8"), made)
    yield layout.root / "docs" / "rules.md", rules()
    for name, svg in pictures(rows).items():
        yield layout.root / PICTURES / name, svg


def rules() -> str:
    """The rule catalogue as Markdown."""
    corpus = (line for layer in LAYERS for line in _layer(layer))
    return "\n".join([HEAD, *corpus, RELEASE_HEAD, *(_rule(rule) for rule in RELEASE_RULES.values())])


def _layer(layer: str) -> Iterator[str]:
    yield f"## {layer}\n"
    for rule in RULES.values():
        if rule.layer == layer:
            yield _rule(rule)


def _rule(rule: Rule) -> str:
    severity = "" if rule.severity == "error" else f" ({rule.severity})"
    return f"### {rule.id}{severity}\n\n**Must:** {rule.must}.\n**Why:** {rule.why}\n**Fix:** {rule.fix}.\n"
