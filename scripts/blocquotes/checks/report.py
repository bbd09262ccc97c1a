"""Findings as text, as JSON lines and as GitHub annotations, with contributed text made harmless."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from blocquotes.checks.findings import MOST_SHOWN
from blocquotes.checks.release_rules import RELEASE_RULES
from blocquotes.checks.rules import RULES as CORPUS_RULES
from blocquotes.model import Finding
from blocquotes.shown import count, harmless, log_safe_json

# The rules of the corpus and of a release by id.
RULES = {**CORPUS_RULES, **RELEASE_RULES}


@dataclass(frozen=True)
class More:
    """Findings of one rule in one file that are counted but not shown: the first of them, and how many they are."""

    first: Finding
    number: int

    def __str__(self) -> str:
        return f"and {count(self.number, 'more finding')} of this rule in this file"


def shortened(findings: Collection[Finding]) -> Iterator[Finding | More]:
    """The findings to show: of one rule in one file the first `MOST_SHOWN`, then how many more there are."""
    totals = Counter((finding.file, finding.rule) for finding in findings)
    shown: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = finding.file, finding.rule
        shown[key] += 1
        if shown[key] <= MOST_SHOWN:
            yield finding
        elif shown[key] == MOST_SHOWN + 1:
            yield More(finding, totals[key] - MOST_SHOWN)


def as_text(findings: Collection[Finding]) -> Iterator[str]:
    """One block per finding: place, severity and rule; what must hold; what was found; the nearest answer; the fix."""
    for item in shortened(findings):
        yield from _text_lines(item)


def _text_lines(item: Finding | More) -> Iterator[str]:
    finding = item.first if isinstance(item, More) else item
    rule = RULES[finding.rule]
    if isinstance(item, More):
        yield f"{harmless(finding.file)}: {rule.severity}[{rule.id}] {item}"
        return
    yield f"{harmless(finding.file)}:{finding.line}:{finding.column}: {rule.severity}[{rule.id}] {rule.must}"
    yield f"  found: {harmless(finding.found)}"
    for i, line in enumerate(filter(None, finding.hint.split("\n"))):
        yield f"  {'hint: ' if i == 0 else '      '} {harmless(line)}"
    yield f"  fix:   {rule.fix}"
    yield f"  more:  blocquotes explain {rule.id}"


def as_json(findings: Collection[Finding]) -> Iterator[str]:
    """One JSON object per line, in ASCII, and without `##[`, which a log may take for a command.

    Where a rule has more findings in a file than are shown, a line with `more`, their number, takes their place.
    """
    for item in shortened(findings):
        yield log_safe_json(_json_fields(item))


def _json_fields(item: Finding | More) -> dict[str, str | int]:
    finding = item.first if isinstance(item, More) else item
    rule = RULES[finding.rule]
    fields: dict[str, str | int] = {
        "rule": rule.id,
        "severity": rule.severity,
        "layer": rule.layer,
        "file": finding.file,
    }
    if isinstance(item, More):
        return {**fields, "more": item.number}
    place = {"line": finding.line, "column": finding.column}
    return {**fields, **place, "must": rule.must, "found": finding.found, "hint": finding.hint, "fix": rule.fix}


def as_github(findings: Collection[Finding]) -> Iterator[str]:
    """GitHub workflow commands, which GitHub shows on the changed lines."""
    for item in shortened(findings):
        finding = item.first if isinstance(item, More) else item
        rule = RULES[finding.rule]
        message = str(item) if isinstance(item, More) else _github_message(finding)
        place = f"file={_property(finding.file)},line={finding.line},col={finding.column},title={rule.id}"
        yield f"::{rule.severity} {place}::{_data(message)}"


def _github_message(finding: Finding) -> str:
    rule = RULES[finding.rule]
    hints = "".join(f"\nhint: {harmless(line)}" for line in finding.hint.split("\n") if line)
    return f"{rule.must}\nfound: {harmless(finding.found)}{hints}\nfix: {rule.fix}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(harmless(text)).replace(":", "%3A").replace(",", "%2C")


# Bytes of a report in Markdown; the forge refuses a job summary of more than 1 MiB.
SUMMARY_BYTES = 1_000_000


def as_markdown(findings: Collection[Finding]) -> Iterator[str]:
    """A job summary: the counts of each rule, then every finding as text, up to `SUMMARY_BYTES`.

    Findings are in an indented block, which no text within it can end.
    """
    rules = Counter(finding.rule for finding in findings)
    yield "| rule | severity | findings |\n|---|---|---|" if rules else "No findings."
    yield from (f"| {rule} | {RULES[rule].severity} | {number} |" for rule, number in sorted(rules.items()))
    yield ""
    items, written = list(shortened(findings)), 0
    for i, item in enumerate(items):
        block = "\n".join(f"    {line}" for line in _text_lines(item))
        written += len(block.encode("utf-8", "replace")) + 1
        if written > SUMMARY_BYTES - 100 * (len(rules) + 2):
            left = sum(rest.number if isinstance(rest, More) else 1 for rest in items[i:])
            yield f"\nand {left:,} more: run `blocquotes check`"
            return
        yield block


FORMATS: dict[str, Callable[[Collection[Finding]], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "markdown": as_markdown,
}


def summary(findings: Collection[Finding], files: int) -> str:
    """The last line of a report: how many errors and warnings, in how many files."""
    severities = [RULES[finding.rule].severity for finding in findings]
    errors, warnings = severities.count("error"), severities.count("warning")
    counts = f"{count(errors, 'error')}, {count(warnings, 'warning')}" if findings else "no findings"
    return f"{counts} in {count(files, 'file')} checked"


def explain(rule_id: str) -> str:
    """A rule in full: what must hold, why, and how to fix it."""
    rule = RULES[rule_id]
    return f"{rule.id} ({rule.severity}, {rule.layer})\n\nmust: {rule.must}\nwhy:  {rule.why}\nfix:  {rule.fix}"
