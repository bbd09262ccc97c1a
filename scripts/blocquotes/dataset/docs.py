"""The generated documents of the repository: rule catalogues, columns, and the marked parts of README and DATASHEET."""

from collections.abc import Iterator
from pathlib import Path

from blocquotes.agree import phenomena, phenomena_report
from blocquotes.checks.release_rules import RELEASE_RULES
from blocquotes.checks.rules import LAYERS, RULES, Rule
from blocquotes.corpus import Index
from blocquotes.dataset import agreement, citation_files, dictionary, reading
from blocquotes.dataset.generated_parts import fill, of_rows, table
from blocquotes.dataset.generated_parts import pictures as links
from blocquotes.dataset.pictures import drawn, files
from blocquotes.dataset.stored import Tables
from blocquotes.suggest import rules as attribution_rules

# Folder of the pictures, from the root.
PICTURES = "docs/pictures"

# Documents that are written by hand except for their generated parts → where they see the pictures.
FILLED = {"README.md": PICTURES, "DATASHEET.md": PICTURES, "docs/analysis.md": "pictures"}

HEAD = """# Rules

What `blocquotes check` looks for, layer by layer; a layer that breaks hides those that need it. This page is
generated from the rules by `blocquotes docs`. Each rule has a folder in `tests/cases/` that breaks it, and
`blocquotes explain RULE` prints it.
"""

SUGGEST_HEAD = """# Rules of the suggester

How `blocquotes suggest` finds quotes: each rule with an example and a text in which it must not fire. This page is
generated from `scripts/blocquotes/suggest/rules.py` by `blocquotes docs`; the examples are run as tests, and
`blocquotes explain RULE` prints them.
"""

RELEASE_HEAD = """## release

What `blocquotes verify` looks for in the files of a release. In a Parquet file, the line is the number of the row.
"""


def documents(loaded: Index, rows: Tables) -> Iterator[tuple[Path, str]]:
    """Path and text of every document that is generated in whole or in part."""
    made_pictures = drawn(rows)
    layout = loaded.layout
    made = {**of_rows(layout, rows, True, made_pictures, PICTURES), "agreement": agreement.part(loaded)}
    yield from _challenge(loaded)
    for name, folder in FILLED.items():
        path = layout.root / name
        yield path, fill(path.read_text(encoding="utf-8"), {**made, **links(made_pictures, folder)})
    citation = (layout.root / citation_files.CITATION).read_text(encoding="utf-8")
    for name, text in citation_files.citation_files(citation).items():
        yield layout.root / name, text
    path = layout.root / "docs" / "card.md"
    yield path, citation_files.card(path.read_text(encoding="utf-8"), citation)
    yield layout.root / "docs" / "columns.md", dictionary.document(layout)
    yield layout.root / "docs" / "rules.md", rules()
    yield layout.root / "docs" / "suggest-rules.md", suggest_rules()
    for name, svg in files(made_pictures).items():
        yield layout.root / PICTURES / name, svg


def _challenge(loaded: Index) -> Iterator[tuple[Path, str]]:
    """docs/challenge.md, where the checkout has it: the results of the suggester, and what each phenomenon tests."""
    path = loaded.layout.root / "docs" / "challenge.md"
    records = list(reading.records(loaded, "challenge"))
    if path.is_file() and records:
        tests = [(r.id, r.value["tests"], r.value["guideline"], len(r.value["items"])) for r in records]
        results = list(phenomena_report.rows(phenomena.measure(loaded.layout, None)))
        made = {
            "challenge": table(phenomena_report.HEAD, results),
            "phenomena": table(("phenomenon", "what it tests", "guideline", "texts"), tests),
        }
        yield path, fill(path.read_text(encoding="utf-8"), made)


def rules() -> str:
    """The rule catalogue as Markdown."""
    layers = (line for layer in LAYERS for line in _layer(layer))
    return "\n".join([HEAD, *layers, RELEASE_HEAD, *(_rule(rule) for rule in RELEASE_RULES.values())])


def suggest_rules() -> str:
    """The rules of attribution as Markdown."""
    return "\n".join([SUGGEST_HEAD, *map(_suggest_rule, attribution_rules.RULES.values())])


def _suggest_rule(rule: attribution_rules.Rule) -> str:
    parts = (f"- {label}: {words}" for label, words in attribution_rules.described(rule))
    return "\n".join((f"## {rule.id}\n", *parts, ""))


def _layer(layer: str) -> Iterator[str]:
    yield f"## {layer}\n"
    for rule in RULES.values():
        if rule.layer == layer:
            yield _rule(rule)


def _rule(rule: Rule) -> str:
    severity = "" if rule.severity == "error" else f" ({rule.severity})"
    return f"### {rule.id}{severity}\n\n**Must:** {rule.must}.\n**Why:** {rule.why}\n**Fix:** {rule.fix}.\n"
