"""The list of checks, in layers; a layer runs on a record only if the layers that it needs passed."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from blocquotes.checks import changed as changed
from blocquotes.checks.anchor_places import check_anchors, check_utterance_anchors
from blocquotes.checks.canonical import check_form
from blocquotes.checks.chains import check_forms
from blocquotes.checks.cue_classes import check_cues
from blocquotes.checks.draft_status import check_draft
from blocquotes.checks.facts import (
    check_byline,
    check_dates,
    check_inferred_dates,
    check_outlets,
    check_publication_year,
    check_wikidata,
)
from blocquotes.checks.findings import limited
from blocquotes.checks.languages import check_language, check_language_codes
from blocquotes.checks.mentions import (
    check_entity_types,
    check_mention_names,
    check_mention_types,
    check_mentions,
    check_stands_for,
)
from blocquotes.checks.quote_links import check_ids, check_nesting
from blocquotes.checks.quote_parts import check_distance, check_parts
from blocquotes.checks.readable import check_bytes, check_folders, check_strays
from blocquotes.checks.references import (
    check_lone_utterance,
    check_pass,
    check_references,
    check_unnamed,
    check_unused,
)
from blocquotes.checks.roles import check_roles
from blocquotes.checks.rules import RULES
from blocquotes.checks.saying_dates import check_saying_dates, check_utterance_dates
from blocquotes.checks.seed import check_lone_seed, check_regions, check_seed, check_unused_seed
from blocquotes.checks.shape import check_shape
from blocquotes.checks.source_forms import check_pronoun_sources, check_source_forms
from blocquotes.checks.speakers import check_sources, check_speakers
from blocquotes.checks.tombstones import check_tombstones
from blocquotes.checks.utterances import check_order_of_dates, check_utterances
from blocquotes.corpus import SCHEMAS, Corpus, Index, Record
from blocquotes.layout import FOLDERS
from blocquotes.model import Finding
from blocquotes.shown import nearest
from blocquotes.sources import Seed
from blocquotes.statements import NAMED

RecordCheck = Callable[[Record, Index], Iterator[Finding]]


@dataclass(frozen=True)
class Layer:
    """Checks that run together on a record of the kinds named, if the layers that they need passed for it."""

    name: str
    needs: tuple[str, ...]
    checks: tuple[RecordCheck, ...]
    kinds: tuple[str, ...] = tuple(FOLDERS)


def finished(check: RecordCheck) -> RecordCheck:
    """The check, limited to records that are not drafts: a program's suggestions may still contradict each other."""

    def of_finished(record: Record, corpus: Index) -> Iterator[Finding]:
        if record.value.get("status") != "draft":
            yield from check(record, corpus)

    return of_finished


ARTICLES = ("article", "pass")
ALL = (*FOLDERS, "pass", "tombstones")

LAYERS = (
    Layer("file", (), (lambda record, _: check_bytes(record),), ALL),
    Layer("shape", ("file",), (check_shape,), ALL),
    Layer(
        "references",
        ("shape",),
        (check_references, check_publication_year, check_dates, check_wikidata, check_utterances, check_draft),
    ),
    Layer(
        "facts",
        ("references",),
        (
            finished(check_inferred_dates),
            finished(check_order_of_dates),
            finished(check_saying_dates),
            finished(check_utterance_dates),
        ),
    ),
    Layer("outlets", ("references",), (finished(check_outlets), finished(check_byline)), ("article",)),
    Layer("codes", ("shape",), (check_language_codes,), ARTICLES),
    Layer("pass", ("shape",), (check_pass,), ("pass",)),
    Layer("quotes", ("shape",), (check_ids, check_speakers), ARTICLES),
    Layer("forms", ("shape",), (check_forms, check_roles), ARTICLES),
    Layer("seed", ("shape",), (check_seed,), ARTICLES),
    Layer("regions", ("seed",), (check_regions,), ARTICLES),
    Layer("anchors", ("regions",), (check_anchors,), ARTICLES),
    Layer("spans", ("anchors",), (check_mentions, check_parts, check_nesting), ARTICLES),
    Layer("language", ("regions",), (check_language,), ARTICLES),
    Layer(
        "registry",
        ("references", "anchors"),
        (finished(check_mention_names), finished(check_mention_types), finished(check_stands_for)),
        ("article",),
    ),
    Layer("sources", ("spans", "registry"), (finished(check_sources), check_distance), ("article",)),
    Layer(
        "layers",
        ("spans", "registry"),
        (finished(check_cues), finished(check_source_forms), finished(check_pronoun_sources)),
        ("article",),
    ),
    Layer("evidence", ("references",), (check_utterance_anchors,), ("utterance",)),
    Layer("tombstones", ("shape",), (check_tombstones,), ("tombstones",)),
    Layer("form", ("shape",), (check_form,), ALL),
)

# Checks of a sound record against all others that run whatever else is wrong with it.
ACROSS: tuple[RecordCheck, ...] = (check_unnamed, check_entity_types)

# Checks whose findings are false while other files cannot be read: what seems unused may be used there.
IF_COMPLETE: tuple[RecordCheck, ...] = (check_unused, check_lone_utterance)

# Rule of such a check → what no file may lack while its findings count.
NEEDED_FOR = {
    "unused-entity": "entity",
    "unused-outlet": "outlet",
    "lone-utterance": "utterance",
    "seed-unused": "seed",
}


@dataclass(frozen=True)
class Verdict:
    """What the checks found in one file, and what it means for findings in others.

    `if_complete` are findings that count only if all other files can be read and lack nothing. `lacks` has what the
    file names that does not exist: kinds of records, and `seed`.
    """

    kind: str
    is_sound: bool = True
    findings: tuple[Finding, ...] = ()
    if_complete: tuple[Finding, ...] = ()
    lacks: frozenset[str] = frozenset()

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return self.is_sound and not self.findings and not self.if_complete


def run(corpus: Corpus) -> list[Finding]:
    """Every finding of every check, in order of file and place."""
    records = (verdict(record, corpus) for record in corpus.records)
    seeds = (seed_verdict(seed, corpus) for seed in corpus.seeds.values())
    return gather(chain(records, seeds), corpus, corpus.strays)


def verdict(record: Record, index: Index) -> Verdict:
    """What is found in one record's file."""
    return judge(record, index, tuple(check_record(record, index)))


def judge(record: Record, index: Index, found: tuple[Finding, ...]) -> Verdict:
    """What is found in one record's file, given the findings of `check_record`."""
    if not record.is_sound:
        return Verdict(record.kind, False, found)
    found += tuple(finding for check in ACROSS for finding in check(record, index))
    if_complete = tuple(finding for check in IF_COMPLETE for finding in check(record, index))
    lacks = frozenset(_lacking(record, index)) if found else frozenset()
    return Verdict(record.kind, True, found, if_complete, lacks)


def _lacking(record: Record, index: Index) -> Iterator[str]:
    for kind, uses in NAMED.items():
        if any(not index.has(kind, id_) for _, id_ in uses(record.kind, record.value)):
            yield kind
    if SCHEMAS[record.kind] == "article" and index.seed(record.value["seed"]["file"]).sha256 is None:
        yield "seed"


def seed_verdict(seed: Seed, index: Index) -> Verdict:
    """What is found in a seed, besides what is found in its article."""
    return Verdict("seed", True, tuple(check_lone_seed(seed, index)), tuple(check_unused_seed(seed, index)))


def gather(verdicts: Iterable[Verdict], index: Index, strays: Iterable[str]) -> list[Finding]:
    """The findings of all files, and those of files and folders that hold no record, in order of file and place."""
    found = [*check_folders(index), *check_strays(index, strays)]
    waiting: list[Finding] = []
    lacking: set[str] = set()
    for one in verdicts:
        found += one.findings
        waiting += one.if_complete
        lacking |= one.lacks
        if not one.is_sound:
            # Only articles name seeds.
            lacking |= {"seed", *NAMED} if one.kind == "article" else set(NAMED)
    if not index.unreadable:
        found += (finding for finding in waiting if NEEDED_FOR[finding.rule] not in lacking)
    return sorted(found, key=lambda f: (f.file, f.line, f.column, f.rule, f.found))


def check_record(record: Record, corpus: Index, without: str = "") -> Iterator[Finding]:
    """The findings in one record's file, layer by layer, without those of `ACROSS` and `IF_COMPLETE`.

    `without` names a layer to leave out.
    """
    passed: set[str] = set()
    for layer in LAYERS:
        if layer.name != without and passed.issuperset(layer.needs) and record.kind in layer.kinds:
            found = [finding for check in layer.checks for finding in limited(record, check(record, corpus))]
            yield from dict.fromkeys(found)
            if not has_errors(found):
                passed.add(layer.name)


def has_errors(findings: Collection[Finding]) -> bool:
    """Whether any finding is an error rather than a warning."""
    return any(RULES[finding.rule].severity == "error" for finding in findings)


def select(corpus: Corpus, findings: Collection[Finding], paths: Collection[Path]) -> tuple[list[Finding], int]:
    """The findings of the files at or below the paths, and how many files of the corpus those are.

    All files if no path is given. A path without files of the corpus is a finding itself. An unreadable folder is a
    finding for all paths, since its content is unknown.
    """
    chosen = files_below(corpus, paths)
    empty = [path for path in paths if not files_below(corpus, [path])] or ([] if chosen else [corpus.layout.corpus])
    names = [corpus.layout.relative(path.resolve()) for path in empty]
    files = files_below(corpus, ())
    found = "no file of the corpus is there"
    nothing = [Finding("nothing-to-check", name, 1, 1, found, nearest(name, files)) for name in names]
    return nothing + [f for f in findings if f.file in chosen or f.file in corpus.unreadable], len(chosen)


def files_below(corpus: Corpus, paths: Collection[Path]) -> set[str]:
    """The files of `corpus/` and `seeds/` at or below the paths; all where no path is given."""
    files = {*(record.file for record in corpus.records), *corpus.strays, *(f"seeds/{name}" for name in corpus.seeds)}
    if not paths:
        return files
    wanted = [corpus.layout.relative(path.resolve()) for path in paths]
    return {file for file in files if any(want in (".", file) or file.startswith(f"{want}/") for want in wanted)}
