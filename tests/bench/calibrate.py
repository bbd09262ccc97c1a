"""Measures how often each rule of the suggester is right, and writes it to `suggest/data/confidence.tsv`.

    python tests/bench/calibrate.py GOLD.jsonl

GOLD.jsonl has one annotated text per line, in the form that `blocquotes evaluate` reads. The confidences are fitted on
one half of its documents; the other half shows, in the table printed, how far they hold for documents not used.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from blocquotes.agree import evaluation
from blocquotes.agree.by_rule import Outcome, outcomes
from blocquotes.layout import Layout
from blocquotes.suggest.rules import RULES, UNMEASURED

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "scripts" / "blocquotes" / "suggest" / "data" / "confidence.tsv"
TYPES = ("direct", "mixed", "indirect")
EDGES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Where one row of the reliability table ends and the next begins."""

PRIOR = 40
"""How many quotes a mean counts as, so that three right of three do not give a 1.

Of 10 to 80, 40 gave the lowest log loss when each half of PolNeAR predicted the other.
"""

MOST_OF_A_DOCUMENT = 3
"""How many quotes the quotes of a rule in one document count as, at most: they are right or wrong together.

One transcript has dozens of quotes of one rule. Of 1 to 12 and no limit, 1 to 3 gave the lowest log loss, and 3 the
best reliability, when each half of PolNeAR predicted the other.
"""

MOST = 0.99
"""The highest confidence: no rule is right without exception."""


class Fitted(NamedTuple):
    """A row of the table: of the `quotes` that a rule found of a type, how many were right, and what follows."""

    rule: str
    type: str
    quotes: int
    right: int
    confidence: float


def main() -> None:
    """Fits on one half, writes the table, and prints its reliability on the other half as Markdown."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("gold", metavar="GOLD.jsonl", type=Path, help="one annotated text per line")
    gold = arguments.parse_args().gold
    if not gold.is_file():
        arguments.error(f"{gold} is no file\nfix: name a file in the form that `blocquotes evaluate` reads")
    halves: tuple[list[Outcome], list[Outcome]] = ([], [])
    for one in _measured(gold):
        halves[_half(one.document)].append(one)
    fitted = list(fit(halves[0]))
    rows = ("\t".join(map(str, row[:-1])) + f"\t{row.confidence:.2f}\n" for row in fitted)
    TABLE.write_text("\t".join(Fitted._fields) + "\n" + "".join(rows), encoding="utf-8", newline="\n")
    documents = [len({one.document for one in half}) for half in halves]
    print(f"fitted on {len(halves[0]):,} quotes of {documents[0]} documents, written to {TABLE.relative_to(ROOT)}")
    print(f"reliability on {len(halves[1]):,} quotes of the other {documents[1]} documents:\n")
    print("\n".join(reliability(fitted, halves[1])))


def _measured(gold: Path) -> Iterator[Outcome]:
    """The outcomes of the suggestions that the texts of GOLD get."""
    with tempfile.TemporaryDirectory() as folder:
        texts, tables = Path(folder, "texts.jsonl"), Path(folder, "tables")
        with gold.open(encoding="utf-8") as lines, texts.open("w", encoding="utf-8") as file:
            for line in lines:
                document = json.loads(line)
                file.write(json.dumps({"id": document["doc_id"], "text": document["text"]}) + "\n")
        command = [sys.executable, "-m", "blocquotes", "--root", str(ROOT), "suggest", str(texts)]
        own = ("--registry", str(ROOT / "corpus" / "entities"))
        subprocess.run([*command, *own, "--output", str(tables)], check=True, stdout=subprocess.DEVNULL)
        yield from outcomes(evaluation.evaluate(Layout(ROOT), str(gold), str(tables)))


def _half(document: str) -> int:
    """0 or 1, by a hash of the document's id, so that a document stays in its half when others are added."""
    return blake2b(document.encode("utf-8"), digest_size=1).digest()[0] % 2


def fit(found: Sequence[Outcome]) -> Iterator[Fitted]:
    """The confidence of every rule that found a quote, by type: the share that was right, drawn to the means."""
    quotes, weights, right = _counted(found)
    for rule in (rule for rule in RULES if quotes[rule, ""]):
        for type_ in TYPES:
            of_type = right["", type_] / max(1, weights["", type_])
            of_rule = _drawn(right[rule, ""], weights[rule, ""], of_type)
            drawn = _drawn(right[rule, type_], weights[rule, type_], of_rule)
            good = sum(one.matched for one in found if (one.rule, one.type) == (rule, type_))
            yield Fitted(rule, type_, quotes[rule, type_], good, min(MOST, round(drawn, 2)))


# A rule and a type; one of them empty for all rules or all types.
Key = tuple[str, str]


def _counted(found: Sequence[Outcome]) -> tuple[Mapping[Key, int], Mapping[Key, float], Mapping[Key, float]]:
    """By rule and type: how many quotes, what they count as, and what those that are right count as."""
    by_document: dict[tuple[Key, str], list[bool]] = defaultdict(list)
    for one in found:
        for key in ((one.rule, one.type), (one.rule, ""), ("", one.type)):
            by_document[key, one.document].append(one.matched)
    quotes, weights, right = Counter[Key](), defaultdict[Key, float](float), defaultdict[Key, float](float)
    for (key, _), matched in by_document.items():
        weight = min(1, MOST_OF_A_DOCUMENT / len(matched)) if key[0] else 1
        quotes[key] += len(matched)
        weights[key] += weight * len(matched)
        right[key] += weight * sum(matched)
    return quotes, weights, right


def _drawn(right: float, number: float, mean: float) -> float:
    return (right + PRIOR * mean) / (number + PRIOR)


def reliability(fitted: Sequence[Fitted], found: Sequence[Outcome]) -> Iterator[str]:
    """For each range of confidences: how many quotes are in it, their mean confidence, and the share that is right."""
    confidence = defaultdict(lambda: UNMEASURED, {(row.rule, row.type): row.confidence for row in fitted})
    yield "| confidence | quotes | mean confidence | right |"
    yield "| --- | --- | --- | --- |"
    for low, high in zip((0.0, *EDGES), (*EDGES, 1.01), strict=True):
        here = [(c, one.matched) for one in found if low <= (c := confidence[one.rule, one.type]) < high]
        if here:
            mean, right = (sum(column) / len(here) for column in zip(*here, strict=True))
            yield f"| {low:.1f} to {min(high, 1.0):.1f} | {len(here):,} | {mean:.2f} | {right:.2f} |"


if __name__ == "__main__":
    main()
