"""A small tagger trained on the config `tokens`, and its scores on articles held out from training (docs/tokens.md).

    python examples/tagger.py dist

For each of the four parts a linear-chain CRF (CRFsuite) reads every word with two on either side; its settings are
standard and untuned. It reads paragraphs, since a quotation can cover several sentences. It is trained on the split
`train` and is scored on `test`. While the corpus is too small for a split `test`, each article is held out in turn, and
the tagger is trained on those that share no passage with it.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import pycrfsuite
from datasets import load_dataset

PARTS = ("content", "cue", "source", "mention")
WINDOW = (-2, -1, 0, 1, 2)

Row = dict[str, Any]
Fold = tuple[Sequence[Row], Sequence[Row]]


def load(folder: str, config: str) -> dict[str, list[Row]]:
    """The rows of each split; streamed, because the library's cache keeps old rows of a rebuilt folder."""
    return {split: list(rows) for split, rows in load_dataset(folder, config, streaming=True).items()}


def paragraphs(rows: Iterable[Row]) -> list[Row]:
    """The sentences of each paragraph as one row."""
    columns = ("words", *(f"{part}_tags" for part in PARTS))
    grouped = [list(group) for _, group in groupby(rows, lambda row: row["paragraph_id"])]
    return [{**group[0], **{c: [item for row in group for item in row[c]] for c in columns}} for group in grouped]


def folds(folder: str) -> list[Fold]:
    """Training and held-out rows, once or once per article."""
    splits = {split: paragraphs(rows) for split, rows in load(folder, "tokens").items()}
    if "test" in splits:
        return [(splits["train"], splits["test"])]
    rows = splits["train"]
    pairs = [{row["article_a_id"], row["article_b_id"]} for row in load(folder, "text_reuse")["train"]]
    kin = {id_: {id_}.union(*(pair for pair in pairs if id_ in pair)) for id_ in (row["article_id"] for row in rows)}
    return [
        ([r for r in rows if r["article_id"] not in kin[held]], [r for r in rows if r["article_id"] == held])
        for held in kin
    ]


def features(words: Sequence[str]) -> Iterator[list[str]]:
    """What the tagger sees of each word: it and those around it, their shapes, and whether quotation marks are open."""
    is_open = False
    for i, word in enumerate(words):
        is_open = word == "“" or (word == '"' and not is_open) or (is_open and word not in '”"')
        near = [(k, words[i + k]) for k in WINDOW if 0 <= i + k < len(words)]
        shapes = [f"shape {k} {one[0].isupper()} {one.isupper()} {one.isalnum()}" for k, one in near]
        yield [f"open {is_open}", f"end {word[-3:]}", *(f"word {k} {one.lower()}" for k, one in near), *shapes]


def predict(train: Sequence[Row], held: Sequence[Row], part: str) -> Iterator[list[str]]:
    """The tags of one part for each held-out row."""
    trainer, tagger = pycrfsuite.Trainer(verbose=False), pycrfsuite.Tagger()
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 100})
    for row in train:
        trainer.append(list(features(row["words"])), row[f"{part}_tags"])
    with tempfile.TemporaryDirectory() as room:
        trainer.train(f"{room}/model")
        with tagger.open(f"{room}/model"):
            yield from (tagger.tag(list(features(row["words"]))) for row in held)


def spans(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Label, first word and end of every stretch; an I- that goes on from nothing begins one."""
    start = 0
    for i, tag in enumerate(tags):
        if tag[0] == "B" or i == 0 or tag[1:] != tags[i - 1][1:]:
            start = i
        if tag != "O" and (i + 1 == len(tags) or tags[i + 1] != f"I{tag[1:]}"):
            yield tag[2:], start, i + 1


def score(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Counter[tuple[str, str, str]]:
    """How many words and spans of each label there are, were found, and were found rightly."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for tags in pairs:
        words = [{(tag[2:], i, i + 1) for i, tag in enumerate(side) if tag != "O"} for side in tags]
        for unit, (gold, found) in (("words", words), ("spans", [set(spans(side)) for side in tags])):
            for what, units in (("gold", gold), ("found", found), ("right", gold & found)):
                counts.update((unit, what, label) for label, *_ in units)
    return counts


def line(counts: Counter[tuple[str, str, str]], label: str) -> str:
    """Number, precision, recall and F1 in percent, of the words and of the whole spans of a label."""
    cells = []
    for unit in ("words", "spans"):
        gold, found, right = (counts[unit, what, label] for what in ("gold", "found", "right"))
        ratios = (right / (found or 1), right / (gold or 1), 2 * right / (gold + found))
        cells.append("{:6}{:11.1f}{:7.1f}{:7.1f}".format(gold, *(100 * ratio for ratio in ratios)))
    return "  ".join(cells)


def main() -> None:
    """Trains, predicts, and prints the table."""
    parser = argparse.ArgumentParser(description="Trains a small tagger and prints its scores.")
    parser.add_argument("folder", nargs="?", default="dist", help="a built release, or one on the Hub: ORG/NAME")
    held_out = folds(parser.parse_args().folder)
    rows = [row for _, held in held_out for row in held]
    if not any(row["words"] for row in rows):
        parser.error("the release must hold the words; found one built --without-text\nfix: blocquotes hydrate")
    print(f"held out: {len({r['article_id'] for r in rows})} articles, {sum(len(r['words']) for r in rows)} words\n")
    head = "     n  precision recall     F1"
    print(f"{'':19}{'words':>{len(head)}}  {'whole spans':>{len(head)}}\n{'part':8}{'label':11}{head}  {head}")
    for part in PARTS:
        predicted = [tags for train, held in held_out for tags in predict(train, held, part)]
        counts = score(zip((row[f"{part}_tags"] for row in rows), predicted, strict=True))
        for label in sorted({label for *_, label in counts}):
            print(f"{part:8}{label:11}{line(counts, label)}")


if __name__ == "__main__":
    main()
