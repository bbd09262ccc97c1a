"""The changelog in the form of Keep a Changelog, and the entries that a difference gives it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from blocquotes.refusal import FOUND, Refusal
from blocquotes.versions.change import Change
from blocquotes.versions.diff import Diff

# Sections of a version in their order (https://keepachangelog.com/en/1.1.0/).
SECTIONS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")

UNRELEASED = re.compile(r"^## \[Unreleased\]\n(.*?)(?=^## \[|\Z)", re.MULTILINE | re.DOTALL)
VERSION = r"^## \[{}\] - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## \[|\Z)"

PLURALS = {"entity": "Entities", "mention": "Mentions", "pass quote": "Quotes of passes"}

# Ids that an entry names; the rest are counted, and `blocquotes diff` lists all of them.
MOST_IDS = 8


def released(text: str, version: str, date: str, entries: Mapping[str, list[str]]) -> str:
    """The changelog with the unreleased entries, and further entries by section, moved under a version and date."""
    match = UNRELEASED.search(text)
    if not match:
        fix = "put it back, above the latest version"
        raise Refusal("CHANGELOG.md must have a part  ## [Unreleased]", "none", fix, code=FOUND)
    sections = _sections(match[1])
    body = "".join(_section(name, sections.get(name, "").rstrip("\n"), entries.get(name, ())) for name in SECTIONS)
    return (
        f"{text[: match.start()]}## [Unreleased]\n\n## [{version}] - {date}\n{body}\n{text[match.end() :]}".rstrip()
        + "\n"
    )


def _sections(body: str) -> dict[str, str]:
    """Section → the entries that were written by hand."""
    _, *parts = re.split(r"^### (.*)\n", body, flags=re.MULTILINE)
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    if wrong := [name for name in found if name not in SECTIONS]:
        raise Refusal(
            f"the sections of CHANGELOG.md must be {', '.join(SECTIONS)}",
            f"{wrong[0]!r:.40} in Unreleased",
            "rename it",
            code=FOUND,
        )
    return {name: text.strip("\n") for name, text in found.items()}


def _section(name: str, written: str, entries: Sequence[str]) -> str:
    lines = [written] if written else []
    lines += [f"- {entry}" for entry in entries]
    return f"\n### {name}\n\n" + "\n".join(lines) + "\n" if lines else ""


def of_version(text: str, version: str) -> str:
    """The changelog's entries for a version; empty if it has none."""
    match = re.search(VERSION.format(re.escape(version)), text, re.MULTILINE | re.DOTALL)
    return match[1].strip() if match else ""


def entries(found: Diff) -> dict[str, list[str]]:
    """Section → an entry for each kind of change, with the ids."""
    grouped: dict[tuple[str, str, str], Counter[str]] = {}
    for change in found.changes:
        grouped.setdefault((_of(change), change.kind, change.what), Counter())[change.id] += 1
    made: dict[str, list[str]] = {}
    for (section, kind, what), ids in grouped.items():
        made.setdefault(section, []).append(f"{_called(kind, ids)}: {what} ({', '.join(_listed(ids))}).")
    return made


def _of(change: Change) -> str:
    """The section for a change."""
    if change.what in ("added", "removed"):
        return change.what.capitalize()
    return "Changed" if change.kind in ("table", "column") or change.level == "major" else "Fixed"


def _called(kind: str, ids: Counter[str]) -> str:
    if ids.total() == 1:
        return kind.capitalize()
    return PLURALS.get(kind, f"{kind.capitalize()}s")


def _listed(ids: Counter[str]) -> Iterator[str]:
    for id_ in list(ids)[:MOST_IDS]:
        yield f"`{id_}`" + (f" ×{ids[id_]}" if ids[id_] > 1 else "")
    if len(ids) > MOST_IDS:
        yield f"and {len(ids) - MOST_IDS} more"
