"""What reviewers did with suggestions, by the rule that made them: from the records that the workbench saves."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes import files, sources
from blocquotes.agree import report
from blocquotes.agree.report import NOTHING, Grid
from blocquotes.refusal import FOUND, Refusal
from blocquotes.shown import count, harmless, log_safe_json

# What can become of a suggestion; `open` means that nobody decided.
OUTCOMES = ("accepted", "changed", "rejected", "open")

# What the table calls annotations that no rule suggested.
NAMES, ADDED = "(names)", "added"


@dataclass(frozen=True)
class Reviews:
    """Counts of outcomes by rule, of fields that reviewers changed by rule, and of quotes and names that they added."""

    number: int
    outcomes: Mapping[str, Counter[str]]
    fields: Mapping[str, Counter[str]]
    added: Counter[str]


def read(folder: Path) -> Reviews:
    """The records of a folder, added up.

    Raises:
        Refusal: there is none, or one of them cannot be read.
    """
    paths = files.listed(folder, ".json") if folder.is_dir() else []
    if not paths:
        fix = "save reviews on the workbench of the website, and name their folder"
        raise Refusal("a folder must hold the records of reviews", f"none in {folder}", fix)
    added = Counter[str]()
    outcomes: dict[str, Counter[str]] = {}
    fields: dict[str, Counter[str]] = {}
    for path in paths:
        for kind, line in _lines(path):
            if line["outcome"] == ADDED:
                added[kind] += 1
                continue
            rule = line.get("rule", NAMES if kind == "mentions" else NOTHING)
            outcomes.setdefault(rule, Counter())[line["outcome"]] += 1
            fields.setdefault(rule, Counter()).update(line.get("changed", ()))
    return Reviews(len(paths), outcomes, fields, added)


def _lines(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The lines of a record, each with its kind: quotes or mentions."""
    source = sources.read(path)
    value = source.json.value if source.json else {}
    for kind in ("quotes", "mentions"):
        lines = value.get(kind) if isinstance(value, dict) else None
        if not isinstance(lines, list) or not all(map(_is_line, lines)):
            must = "a record of a review must be as the workbench saved it"
            raise Refusal(must, f"no sound list of {kind} in {path.name}", "save it again, or remove it", code=FOUND)
        yield from ((kind, line) for line in lines)


def _is_line(line: Any) -> bool:
    """Whether a line has an outcome, and words where words belong."""
    if not isinstance(line, dict) or line.get("outcome") not in (*OUTCOMES, ADDED):
        return False
    changed = line.get("changed", [])
    words = [line.get("rule", ""), *(changed if isinstance(changed, list) else [None])]
    return all(isinstance(word, str) for word in words)


def as_text(found: Reviews) -> Iterator[str]:
    """A table of the rules, the one with the most suggestions first, and how many annotations were missing."""
    yield f"{count(found.number, 'review')}; accepted: unchanged; open: nobody decided"
    head = ("rule", "suggestions", *OUTCOMES, "accepted %", "most changed")
    yield from report.columns(Grid("", head, (*_rows(found),), 1))
    added = ", ".join(count(found.added[kind], kind.removesuffix("s")) for kind in ("quotes", "mentions"))
    yield f"added by reviewers: {added}"


def _rows(found: Reviews) -> Iterator[tuple[str, ...]]:
    for rule, counts in sorted(found.outcomes.items(), key=lambda item: (-item[1].total(), item[0])):
        decided = counts.total() - counts["open"]
        share = f"{100 * counts['accepted'] / decided:.0f}" if decided else NOTHING
        most = ", ".join(harmless(field) for field, _ in found.fields[rule].most_common(2)) or NOTHING
        numbers = (f"{counts[outcome]:,}" for outcome in OUTCOMES)
        yield harmless(rule), f"{counts.total():,}", *numbers, share, most


def as_json(found: Reviews) -> str:
    """The counts as one JSON object."""
    rules = {
        rule: {"changed_fields": dict(sorted(found.fields[rule].items())), **{name: counts[name] for name in OUTCOMES}}
        for rule, counts in sorted(found.outcomes.items())
    }
    return log_safe_json({"reviews": found.number, "rules": rules, "added": dict(sorted(found.added.items()))})
