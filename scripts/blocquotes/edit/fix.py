"""`blocquotes fix`: fixes mistakes in annotation files that have only one correction, and reports each change."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from blocquotes import git, marks
from blocquotes.checks.draft_status import SUGGESTED, confidences
from blocquotes.checks.passages import shown_anchor
from blocquotes.checks.quote_parts import mark_beside, part_spans
from blocquotes.corpus import SCHEMAS, Corpus, Record, to_anchor
from blocquotes.edit import missing_context, syntax
from blocquotes.edit.records import of_text, with_records
from blocquotes.form import canonical, written
from blocquotes.model import Path
from blocquotes.shown import shown


@dataclass(frozen=True)
class Repair:
    """One fix: what changed and why; line and column (from 1) are those in canonical form."""

    file: str
    line: int
    column: int
    what: str


# A step takes a record and returns its new text and the repairs; None if there is nothing to fix.
Step = Callable[[Record, Corpus], tuple[str, list[Repair]] | None]


def fix(corpus: Corpus, files: set[str]) -> tuple[Corpus, dict[str, str], list[Repair]]:
    """The corpus with the files fixed, the new text of each file that changes, and all repairs.

    Independent passes must stay as they were made, so they are not changed.
    """
    texts: dict[str, str] = {}
    repairs: list[Repair] = []
    for record in corpus.records:
        if record.file in files and record.kind != "pass":
            fixed, corpus, done = _fix(record, corpus)
            repairs += done
            if fixed.source.text != record.source.text:
                texts[record.file] = fixed.source.text
    return corpus, texts, repairs


def _fix(record: Record, corpus: Corpus) -> tuple[Record, Corpus, list[Repair]]:
    """Repeats the steps until none has anything to do, since one repair can make another one possible."""
    repairs: list[Repair] = []
    while made := next(filter(None, (step(record, corpus) for step in STEPS)), None):
        text, done = made
        record = of_text(record.kind, record.id, record.file, text, corpus)
        corpus = with_records(corpus, record)
        repairs += done
    return record, corpus, repairs


def _syntax(record: Record, corpus: Corpus) -> tuple[str, list[Repair]] | None:
    """Fixes curly marks instead of straight ones, commas before a closing bracket, a byte order mark."""
    trouble = record.source.trouble

    def is_sound(value: Any) -> bool:
        return of_text(record.kind, record.id, record.file, written(value), corpus).is_sound

    made = syntax.repair(record.source.text, trouble, is_sound) if trouble else None
    if made is None:
        return None
    what = "straight quotation marks around strings, no comma before a closing bracket, no byte order mark"
    text, lines = made
    return text, [Repair(record.file, line, 1, f"corrected the JSON: {what}") for line in lines]


def _checksum(record: Record, corpus: Corpus) -> tuple[str, list[Repair]] | None:
    """Updates the SHA-256 of the seed of a new article, if neither of them was ever committed."""
    named = record.value["seed"]
    seed = corpus.seeds.get(named["file"])
    if seed is None or seed.text is None or seed.sha256 in (None, named["sha256"]):
        return None
    if any(_was_committed(corpus, file) for file in (f"seeds/{seed.name}", record.file)):
        return None
    value = {**record.value, "seed": {**named, "sha256": seed.sha256}}
    what = f"seed.sha256: {named['sha256']} → {seed.sha256}, the one of seeds/{seed.name}, which is new"
    return written(value), [_repair(record, ("seed", "sha256"), what)]


def _was_committed(corpus: Corpus, file: str) -> bool:
    """Whether any commit in the history has a file; true if git cannot tell."""
    try:
        return bool(git.line(corpus.layout.root, "rev-list", "--all", "--max-count=1", "--", file))
    except git.GitError:
        return True


def _context(record: Record, corpus: Corpus) -> tuple[str, list[Repair]] | None:
    """Adds context to ambiguous cues and sources that can mean only one place."""
    resolution = corpus.resolution(record)
    settled = list(missing_context.settle(record, resolution)) if resolution and not resolution.breaks else []
    value = copy.deepcopy(record.value)
    repairs = []
    for path, anchor, why in settled:
        _, i, part, j = path
        quote = value["quotes"][i]
        change = f"{shown_anchor(to_anchor(quote[part][j]))} → {shown_anchor(anchor)}"
        quote[part][j] = {key: words for key, words in anchor._asdict().items() if words}
        repairs.append(_repair(record, path, f"{part} of {shown(quote['id'])}: {change}; {why}"))
    return (written(value), repairs) if repairs else None


def _types(record: Record, corpus: Corpus) -> tuple[str, list[Repair]] | None:
    """Corrects the type of quotes whose marks pair up and are all in the content."""
    resolution = corpus.resolution(record)
    if resolution is None:
        return None
    value = copy.deepcopy(record.value)
    repairs = []
    for i, quote in enumerate(value["quotes"]):
        hits = [resolution.hits["quotes", i, "content", j] for j in range(len(quote["content"]))]
        reading = marks.read([anchor["exact"] for anchor in quote["content"]])
        if "unbalanced" in quote or not reading.balanced or any(len(hit) != 1 for hit in hits):
            continue
        if reading.type != quote["type"] and not mark_beside(part_spans(resolution, i, "content"), resolution.seed):
            change = f"{shown(quote['type'])} → {shown(reading.type)}; {reading.inside} words are inside marks"
            what = f"type of {shown(quote['id'])}: {change}, {reading.outside} outside"
            repairs.append(_repair(record, ("quotes", i, "type"), what))
            quote["type"] = reading.type
    return (written(value), repairs) if repairs else None


def _confidences(record: Record, corpus: Corpus) -> tuple[str, list[Repair]] | None:
    """Removes the confidences of an article that is no longer a draft."""
    paths = confidences(record) if "status" not in record.value else []
    if not paths:
        return None
    value = copy.deepcopy(record.value)
    for part, i, _ in paths:
        for name in SUGGESTED:
            value[part][i].pop(name, None)
    what = f"removed {len(paths)} confidence values: the article is no longer a draft"
    return written(value), [_repair(record, paths[0], what)]


def _form(record: Record, corpus: Corpus) -> tuple[str, list[Repair]] | None:
    """Brings a file into canonical form."""
    text = canonical(record, corpus)
    if text == record.source.text:
        return None
    return text, [Repair(record.file, 1, 1, "brought into canonical form")]


def _repair(record: Record, path: Path, what: str) -> Repair:
    return Repair(record.file, *record.source.place(path), what)


def _sound(step: Step, kinds: tuple[str, ...]) -> Step:
    """The step, limited to sound records of some kinds."""
    return lambda record, corpus: step(record, corpus) if record.is_sound and record.kind in kinds else None


STEPS: tuple[Step, ...] = (
    _syntax,
    _sound(_form, tuple(SCHEMAS)),
    _sound(_checksum, ("article",)),
    _sound(_confidences, ("article",)),
    _sound(_context, ("article",)),
    _sound(_types, ("article",)),
)
