"""Checks of the challenge set: its annotations as those of articles, its items, its pairs and its speakers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from blocquotes import challenge
from blocquotes.checks.anchor_places import check_anchors
from blocquotes.checks.findings import finding
from blocquotes.checks.quote_links import check_ids, check_nesting
from blocquotes.checks.quote_parts import check_distance, check_parts
from blocquotes.corpus import Corpus, Index, Record
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Finding
from blocquotes.shown import shown
from blocquotes.tokens import WORD

Item = Mapping[str, Any]

# Words in which the texts of a pair may differ.
MOST_DIFFERENT = 3

WORDS = re.compile(WORD)


def check_annotations(record: Record, corpus: Index) -> Iterator[Finding]:
    """The quotes of every item follow the rules of an article's quotes, in the text of the item."""
    for item, resolution in challenge.items(record):
        alone = Corpus(corpus.layout, (), (), {}, {item.file: resolution})
        found = [*check_ids(item, alone), *check_anchors(item, alone)]
        yield from found
        if not found:
            for check in (check_parts, check_nesting, check_distance):
                yield from check(item, alone)


def check_items(record: Record, corpus: Index) -> Iterator[Finding]:
    """The items of a file have different ids and different texts."""
    for field in ("id", "text"):
        first: dict[str, int] = {}
        for i, item in enumerate(record.value["items"]):
            if item[field] in first:
                line, _ = record.source.place(("items", first[item[field]], field))
                found = f"{shown(item[field])} is the {field} of the item at {record.file}:{line} too"
                yield finding(record, "challenge-item", ("items", i, field), found)
            first.setdefault(item[field], i)


def check_named_speakers(record: Record, corpus: Index) -> Iterator[Finding]:
    """The words of every speaker are words of the text, in capitals or not."""
    for i, item in enumerate(record.value["items"]):
        text = item["text"].casefold()
        for j, quote in enumerate(item["quotes"]):
            for k, speaker in enumerate(quote["speakers"]):
                if speaker.casefold() not in text:
                    path = ("items", i, "quotes", j, "speakers", k)
                    yield finding(record, "challenge-speaker", path, f"no {shown(speaker)} in the text")


def check_pairs(record: Record, corpus: Index) -> Iterator[Finding]:
    """The items of each pair differ in few words and in their answers from the first of them."""
    pairs: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(record.value["items"]):
        if "pair" in item:
            pairs[item["pair"]].append(i)
    for members in pairs.values():
        first = record.value["items"][members[0]]
        if len(members) == 1:
            found = f"{shown(first['id'])} is the only item of the pair {shown(first['pair'])}"
            yield finding(record, "challenge-pair", ("items", members[0], "pair"), found)
        for i in members[1:]:
            if found := _unlike(first, record.value["items"][i]):
                yield finding(record, "challenge-pair", ("items", i, "pair"), found)


def _unlike(first: Item, other: Item) -> str:
    """What is wrong with two items as a pair; empty if nothing is."""
    names = f"{shown(other['id'])} and {shown(first['id'])}"
    number = different_words(first["text"], other["text"])
    if number > MOST_DIFFERENT:
        return f"{names} differ in {number} words"
    return f"{names} have the same answer" if _answer(first) == _answer(other) else ""


def different_words(one: str, other: str) -> int:
    """In how many words two texts differ, in the one that has more of them; marks do not count."""
    a, b = WORDS.findall(one), WORDS.findall(other)
    steps = [step for step in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if step[0] != "equal"]
    return max(sum(a_end - a_start for _, a_start, a_end, _, _ in steps), sum(step[4] - step[3] for step in steps))


def _answer(item: Item) -> Sequence[Any]:
    """The quotes of an item by their words, without the contexts of anchors."""
    return [
        {
            key: [anchor["exact"] for anchor in part] if key in QUOTE_PARTS else part
            for key, part in quote.items()
            if key != "id"
        }
        for quote in item["quotes"]
    ]
