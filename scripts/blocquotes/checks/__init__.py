"""The list of checks, in layers; a layer runs on a record only if the layers that it needs passed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from blocquotes.checks import changed as changed
from blocquotes.checks.anchor_places import check_anchors, check_utterance_anchors
from blocquotes.checks.canonical import check_form
from blocquotes.checks.chains import check_forms
from blocquotes.checks.challenges import check_annotations, check_items, check_named_speakers, check_pairs
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
    check_mention_names,
    check_mention_types,
    check_mentions,
    check_stands_for,
)
from blocquotes.checks.quote_links import check_ids, check_nesting
from blocquotes.checks.quote_parts import check_distance, check_parts
from blocquotes.checks.readable import check_bytes
from blocquotes.checks.references import check_pass, check_references
from blocquotes.checks.roles import check_roles
from blocquotes.checks.rules import RULES
from blocquotes.checks.saying_dates import check_order_of_dates, check_saying_dates, check_utterance_dates
from blocquotes.checks.seed import check_regions, check_seed
from blocquotes.checks.shape import check_shape
from blocquotes.checks.source_forms import check_pronoun_sources, check_source_forms
from blocquotes.checks.speakers import check_sources, check_speakers
from blocquotes.checks.tombstones import check_tombstones
from blocquotes.checks.utterances import check_early_articles, check_late_utterances, check_utterances
from blocquotes.checks.verdicts import RecordCheck, gather, judge, judge_seed
from blocquotes.corpus import Corpus, Index, Record
from blocquotes.layout import FOLDERS
from blocquotes.model import Finding
from blocquotes.shown import nearest


@dataclass(frozen=True)
class Layer:
    """Checks that run together on a record of the kinds named, if the layers that they need passed for it.

    Layers with one name are for different kinds.
    """

    name: str
    needs: tuple[str, ...]
    checks: tuple[RecordCheck, ...]
    kinds: tuple[str, ...] = tuple(FOLDERS)


def finished(check: RecordCheck) -> RecordCheck:
    """The check, limited to records that are not drafts: a program's suggestions may still contradict each other."""

    def of_finished(record: Record, corpus: Index) -> Iterator[Finding]:
        return iter(()) if record.value.get("status") == "draft" else check(record, corpus)

    return of_finished


ARTICLES = ("article", "pass")
ALL = (*FOLDERS, "pass", "tombstones", "challenge")

LAYERS = (
    Layer("file", (), (lambda record, _: check_bytes(record),), ALL),
    Layer("shape", ("file",), (check_shape,), ALL),
    Layer(
        "references",
        ("shape",),
        (check_references, check_publication_year, check_dates, check_utterances, check_draft),
        ("article",),
    ),
    Layer("references", ("shape",), (check_references, check_dates), ("utterance",)),
    Layer("references", ("shape",), (check_references, check_wikidata, check_draft), ("entity", "outlet")),
    Layer(
        "facts",
        ("references",),
        tuple(map(finished, (check_inferred_dates, check_late_utterances, check_saying_dates, check_utterance_dates))),
        ("article",),
    ),
    Layer(
        "facts",
        ("references",),
        tuple(map(finished, (check_inferred_dates, check_early_articles, check_order_of_dates))),
        ("utterance",),
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
    Layer("challenge", ("shape",), (check_items, check_named_speakers, check_annotations), ("challenge",)),
    Layer("pairs", ("challenge",), (check_pairs,), ("challenge",)),
    Layer("form", ("shape",), (check_form,), ALL),
)


# Kind of a record → its layers.
LAYERS_OF = {kind: tuple(layer for layer in LAYERS if kind in layer.kinds) for kind in ALL}


def run(corpus: Corpus) -> list[Finding]:
    """Every finding of every check, in order of file and place."""
    records = (judge(record, corpus, tuple(check_record(record, corpus))) for record in corpus.records)
    seeds = (judge_seed(seed, corpus) for seed in corpus.seeds.values())
    return gather(chain(records, seeds), corpus, corpus.strays)


def check_record(record: Record, corpus: Index, without: str = "") -> Iterator[Finding]:
    """The findings in one record's file, layer by layer, without those of `verdicts.ACROSS` and `verdicts.IF_COMPLETE`.

    `without` names a layer to leave out.
    """
    passed: set[str] = set()
    for layer in LAYERS_OF[record.kind]:
        if layer.name != without and passed.issuperset(layer.needs):
            found: dict[Finding, None] = {}
            for check in layer.checks:
                findings = check(record, corpus)
                # A hundred checks per article mostly find nothing.
                if (first := next(findings, None)) is not None:
                    found |= dict.fromkeys(limited(record, chain((first,), findings)))
            if not found:
                passed.add(layer.name)
                continue
            yield from found
            if not has_errors(found):
                passed.add(layer.name)


def has_errors(findings: Collection[Finding]) -> bool:
    """Whether any finding is an error rather than a warning."""
    return any(RULES[finding.rule].severity == "error" for finding in findings)


def select(corpus: Index, findings: Collection[Finding], paths: Collection[Path]) -> tuple[list[Finding], int]:
    """The findings of the files at or below the paths, and how many files of the corpus those are.

    All files if no path is given. A path without files of the corpus is a finding itself. An unreadable folder is a
    finding for all paths, since its content is unknown.
    """
    wanted = [corpus.layout.relative(path.resolve()) for path in paths]
    files = sum(is_below(file, wanted) for file, _ in corpus.files()) if wanted else corpus.count_files()
    empty = [want for want in wanted if not any(is_below(file, [want]) for file, _ in corpus.files())]
    names = empty or ([] if files else [corpus.layout.relative(corpus.layout.corpus)])
    found = "no file of the corpus is there"
    hints = [nearest(name, (file for file, _ in corpus.files())) for name in names]
    nothing = [Finding("nothing-to-check", name, 1, 1, found, hint) for name, hint in zip(names, hints, strict=True)]
    kept = [f for f in findings if is_below(f.file, wanted) or f.file in corpus.unreadable]
    return nothing + kept, files


def files_below(corpus: Corpus, paths: Collection[Path]) -> set[str]:
    """The files of `corpus/` and `seeds/` at or below the paths; all where no path is given."""
    wanted = [corpus.layout.relative(path.resolve()) for path in paths]
    return {file for file, _ in corpus.files() if is_below(file, wanted)}


def is_below(file: str, wanted: Collection[str]) -> bool:
    """Whether a file is at or below one of some paths from the root; always if there are none."""
    return not wanted or any(want in (".", file) or file.startswith(f"{want}/") for want in wanted)
