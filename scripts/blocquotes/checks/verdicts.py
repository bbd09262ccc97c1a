"""What is found in one file, and how the findings of all files become a report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from blocquotes.checks.mentions import check_entity_types
from blocquotes.checks.readable import check_folders, check_strays
from blocquotes.checks.references import check_lone_utterance, check_unnamed, check_unused
from blocquotes.checks.seed import check_lone_seed, check_unused_seed
from blocquotes.corpus import SCHEMAS, Index, Record
from blocquotes.model import Finding
from blocquotes.sources import Seed
from blocquotes.statements import NAMED

RecordCheck = Callable[[Record, Index], Iterator[Finding]]

# Kind of a sound record → checks against all others that run whatever else is wrong with it.
ACROSS: Mapping[str, Sequence[RecordCheck]] = {"article": (check_unnamed,), "entity": (check_entity_types,)}

# Kind → checks whose findings are false while other files cannot be read: what seems unused may be used there.
IF_COMPLETE: Mapping[str, Sequence[RecordCheck]] = {
    "entity": (check_unused,),
    "outlet": (check_unused,),
    "utterance": (check_lone_utterance,),
}

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

    `if_complete` are findings that count only if all other files can be read and lack nothing. `lacks` has the kinds of
    records that the file names and that do not exist, `missing_seed` the name of such a seed.
    """

    kind: str
    is_sound: bool = True
    findings: tuple[Finding, ...] = ()
    if_complete: tuple[Finding, ...] = ()
    lacks: frozenset[str] = frozenset()
    missing_seed: str | None = None

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return self.is_sound and not self.findings and not self.if_complete


def judge(record: Record, index: Index, found: tuple[Finding, ...]) -> Verdict:
    """What is found in one record's file, given the findings of `check_record`."""
    if not record.is_sound:
        return Verdict(record.kind, False, found)
    found += tuple([finding for check in ACROSS.get(record.kind, ()) for finding in check(record, index)])
    if_complete = tuple([finding for check in IF_COMPLETE.get(record.kind, ()) for finding in check(record, index)])
    if not found:
        return Verdict(record.kind, True, found, if_complete) if if_complete else _clean(record.kind)
    return Verdict(record.kind, True, found, if_complete, frozenset(_lacking(record, index)), _missing(record, index))


@cache
def _clean(kind: str) -> Verdict:
    """The verdict of nearly all files of a kind, made once."""
    return Verdict(kind)


def _lacking(record: Record, index: Index) -> Iterator[str]:
    for kind, uses in record.uses.items():
        if any(not index.has(kind, id_) for _, id_ in uses):
            yield kind


def _missing(record: Record, index: Index) -> str | None:
    """The seed that an article names and that does not exist."""
    seed = index.seed(record.value["seed"]["file"]) if SCHEMAS[record.kind] == "article" else None
    return seed.name if seed and seed.sha256 is None else None


def judge_seed(seed: Seed, index: Index) -> Verdict:
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
        lacking |= one.lacks | ({"seed"} if one.missing_seed else set())
        if not one.is_sound:
            # Only articles name seeds.
            lacking |= {"seed", *NAMED} if one.kind == "article" else set(NAMED)
    if not index.unreadable:
        found += (finding for finding in waiting if NEEDED_FOR[finding.rule] not in lacking)
    return sorted(found, key=lambda f: (f.file, f.line, f.column, f.rule, f.found))
