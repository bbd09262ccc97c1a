"""Findings as text, as JSON lines and as GitHub annotations, with contributed text made harmless."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from blocquotes.checks.release_rules import RELEASE_RULES
from blocquotes.checks.rules import RULES as CORPUS_RULES
from blocquotes.model import Finding
from blocquotes.shown import harmless

RULES = {**CORPUS_RULES, **RELEASE_RULES}
"""The rules of the corpus and of a release by id."""


def as_text(findings: Collection[Finding]) -> Iterator[str]:
    """One block a finding: place, severity and rule; what must hold; what was found; the nearest answer; the fix."""
    for finding in findings:
        rule = RULES[finding.rule]
        place = f"{harmless(finding.file)}:{finding.line}:{finding.column}"
        yield f"{place}: {rule.severity}[{rule.id}] {rule.must}"
        yield f"  found: {harmless(finding.found)}"
        for i, line in enumerate(filter(None, finding.hint.split("\n"))):
            yield f"  {'hint: ' if i == 0 else '      '} {harmless(line)}"
        yield f"  fix:   {rule.fix}"
        yield f"  more:  blocquotes explain {rule.id}"


def as_json(findings: Collection[Finding]) -> Iterator[str]:
    """One JSON object a line, in ASCII, and without `##[`, which a log may take for a command."""
    for finding in findings:
        rule = RULES[finding.rule]
        line = json.dumps(
            {
                "rule": rule.id,
                "severity": rule.severity,
                "layer": rule.layer,
                "file": finding.file,
                "line": finding.line,
                "column": finding.column,
                "must": rule.must,
                "found": finding.found,
                "hint": finding.hint,
                "fix": rule.fix,
            }
        )
        yield line.replace("##[", "#\\u0023[")


def as_github(findings: Collection[Finding]) -> Iterator[str]:
    """GitHub workflow commands, which the forge shows on the changed lines."""
    for finding in findings:
        rule = RULES[finding.rule]
        message = f"{rule.must}\nfound: {harmless(finding.found)}"
        message += "".join(f"\nhint: {harmless(line)}" for line in finding.hint.split("\n") if line)
        message += f"\nfix: {rule.fix}"
        place = f"file={_property(finding.file)},line={finding.line},col={finding.column},title={rule.id}"
        yield f"::{rule.severity} {place}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(harmless(text)).replace(":", "%3A").replace(",", "%2C")


SUMMARY_BYTES = 1_000_000
"""Bytes of a report in Markdown; the forge refuses a job summary of more than 1 MiB."""


def as_markdown(findings: Collection[Finding]) -> Iterator[str]:
    """A job summary: the counts of each rule, then every finding as text, as far as `SUMMARY_BYTES` reach.

    Findings stand in an indented block, which no text within it can end.
    """
    rules = Counter(finding.rule for finding in findings)
    yield "| rule | severity | findings |\n|---|---|---|" if rules else "No findings."
    yield from (f"| {rule} | {RULES[rule].severity} | {count} |" for rule, count in sorted(rules.items()))
    yield ""
    written = 0
    for i, finding in enumerate(findings):
        block = "\n".join(f"    {line}" for line in as_text([finding]))
        written += len(block.encode("utf-8", "replace")) + 1
        if written > SUMMARY_BYTES - 100 * (len(rules) + 2):
            yield f"\nand {len(findings) - i} more: run  blocquotes check"
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
    counts = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}" if findings else "no findings"
    return f"{counts} in {_count(files, 'file')} checked"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def explain(rule_id: str) -> str:
    """A rule in full: what must hold, why, and how to mend it."""
    rule = RULES[rule_id]
    return f"{rule.id} ({rule.severity}, {rule.layer})\n\nmust: {rule.must}\nwhy:  {rule.why}\nfix:  {rule.fix}"
