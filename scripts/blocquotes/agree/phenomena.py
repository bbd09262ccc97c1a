"""Measures a system against the challenge set: which parts of the answer it gives right, by phenomenon."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from blocquotes import challenge, corpus
from blocquotes.agree import documents, seed_words
from blocquotes.agree.documents import Document, Documents
from blocquotes.fields import QUOTE_PARTS
from blocquotes.layout import CHALLENGE, Layout
from blocquotes.model import Quote, Span
from blocquotes.refusal import Refusal
from blocquotes.suggest import pipeline
from blocquotes.suggest.names import gazetteer

# What is compared of a quote. A text is right in a part if its contents are, and that part is right in every quote.
PARTS = (*QUOTE_PARTS, "speakers", "type", "factuality")

# Words before a name that do not count: an article, a possessive pronoun or a title (guidelines, 18).
BEFORE_NAME = frozenset(
    (
        *("a", "an", "the", "her", "his", "its", "my", "our", "their", "your"),
        *("dr", "lady", "lord", "miss", "mr", "mrs", "ms", "prof", "professor", "sir"),
    )
)

# The name of what is measured where no predictions are given.
OWN = "blocquotes suggest"

# Words of a text by their position in it; of spans without words, their characters by theirs, below zero.
Places = frozenset[int]


@dataclass(frozen=True)
class Answer:
    """A quote as far as it is compared, with the words of its parts to show."""

    content: Places
    cue: Places
    source: Places
    speakers: frozenset[str]
    type: str
    factuality: str
    shown: str


@dataclass(frozen=True)
class Item:
    """A text of the challenge set: its phenomenon, its id in the dataset, the pair that it is in, and its quotes."""

    phenomenon: str
    id: str
    pair: str | None
    blind: bool
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Result:
    """A text with the quotes that a system found in it, and the parts that are right."""

    item: Item
    found: tuple[Answer, ...]
    right: frozenset[str]


@dataclass(frozen=True)
class Measured:
    """A system's results for all texts.

    `given` has the parts that the system gives for any quote; `missing` the ids of texts that it has no line for, which
    count as texts without quotes; `unknown` how many of its texts are not in the challenge set.
    """

    name: str
    results: tuple[Result, ...]
    given: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: int


@dataclass(frozen=True)
class Score:
    """How many texts there are, how many are right in each part and in all that are given, and the same of pairs."""

    texts: int
    parts: Mapping[str, int]
    right: int
    pairs: int
    right_pairs: int


def measure(layout: Layout, pred: str | None) -> Measured:
    """Measures a file of predictions, or the suggester of this version where there is none.

    Raises:
        Refusal: there is no challenge set, it has mistakes, or the predictions are of another shape or of other texts.
    """
    items = read(layout)
    if pred is None:
        words = gazetteer.load()
        found = {item.id: _suggested(item.text, item.id, words) for item in items}
        return _measured(OWN, items, found, frozenset(found))
    if Path(pred).suffix not in documents.ENDS and documents.table_folder(Path(pred)) is None:
        must = "predictions for the challenge set must be a .jsonl or .parquet file, or a folder of tables"
        raise Refusal(must, pred)
    read_pred = documents.read(layout, pred)
    assert isinstance(read_pred, Documents)
    firsts = {id_: documents.named(texts[0]) for id_, texts in read_pred.readings.items()}
    if not firsts.keys() & {item.id for item in items}:
        listed = (f"the set: {items[0].id}", f"{pred}: {next(iter(firsts))}")
        raise Refusal(
            "predictions must be of texts of the challenge set, by their item_id", "different ids", listed=listed
        )
    found = {item.id: _answers(item.text, _fitting(item, firsts[item.id])) for item in items if item.id in firsts}
    return _measured(pred, items, found, frozenset(firsts))


def read(layout: Layout) -> list[Item]:
    """All texts of the challenge set, by phenomenon and in the order of the file.

    Raises:
        Refusal: there is none, or a file has mistakes.
    """
    records = [
        corpus.read_record(layout, "challenge", layout.relative(path))
        for path in sorted((layout.corpus / CHALLENGE).glob("*.json"))
    ]
    if not records:
        raise Refusal("the challenge set must have files", "none in corpus/challenge/", "update the checkout")
    return [item for record in records for item in _items(record)]


def _items(record: corpus.Record) -> Iterator[Item]:
    fix = "run `blocquotes check corpus/challenge`"
    if not record.is_sound:
        raise Refusal("a challenge file must fit its schema", record.file, fix)
    for value, (item, resolution) in zip(record.value["items"], challenge.items(record), strict=True):
        if not resolution.is_whole:
            raise Refusal("every anchor of a challenge item must have one place", f"{record.file}, {item.id}", fix)
        answers = _answers(value["text"], challenge.quotes(item, resolution))
        id_ = f"{record.id}/{item.id}"
        yield Item(record.id, id_, value.get("pair"), "blind" in value, value["text"], answers)


def _fitting(item: Item, document: Document) -> Sequence[Quote]:
    """The quotes of a document that is of an item's text."""
    if reason := documents.unlike(document, item.text):
        raise Refusal("predictions must be of the texts of the challenge set", reason, place=document.place)
    return document.quotes


def _suggested(text: str, id_: str, words: gazetteer.Gazetteer) -> tuple[Answer, ...]:
    found = pipeline.suggest(text, id_, words)
    quotes = zip(found.quotes, found.speakers, strict=True)
    return tuple(
        _answer(text, (q.content, q.cue, q.source), [s.name for s in speakers], q.type, q.factuality)
        for q, speakers in quotes
    )


def _answers(text: str, quotes: Iterable[Quote]) -> tuple[Answer, ...]:
    return tuple(_answer(text, (q.content, q.cue, q.source), q.speakers, q.type, q.factuality) for q in quotes)


def _answer(text: str, parts: Sequence[Sequence[Span]], speakers: Iterable[str], type_: str, factuality: str) -> Answer:
    names = frozenset(filter(None, map(plain_name, speakers)))
    content, cue, source = (_places(text, spans) for spans in parts)
    words = (" … ".join(text[span.start : span.end] for span in spans) or "–" for spans in parts)
    shown = " | ".join((*words, ", ".join(sorted(names)) or "–", type_ or "–", factuality))
    return Answer(content, cue, source, names, type_, factuality, shown)


def _places(text: str, spans: Sequence[Span]) -> Places:
    """The words that spans touch; a dash or colon, which is not a word, counts by its characters."""
    words = seed_words.split(text).touched(spans)
    if words:
        return words
    characters = (at for span in spans for at in range(span.start, span.end) if not text[at].isspace())
    return frozenset(-1 - at for at in characters)


def plain_name(name: str) -> str:
    """A speaker's name as it is compared: in small letters, without an article or a title in front."""
    words = name.casefold().replace("'", "’").split()
    while words and words[0].rstrip(".") in BEFORE_NAME:
        words = words[1:]
    return " ".join(words)


def _measured(
    name: str, items: Sequence[Item], found: Mapping[str, tuple[Answer, ...]], ids: frozenset[str]
) -> Measured:
    results = tuple(Result(item, found.get(item.id, ()), _right(item, found.get(item.id, ()))) for item in items)
    given = tuple(part for part in PARTS if _is_given(part, results))
    missing = tuple(item.id for item in items if item.id not in ids)
    return Measured(name, results, given, missing, len(ids - {item.id for item in items}))


def _is_given(part: str, results: Iterable[Result]) -> bool:
    """Whether a system gives a part: a factuality that is always `asserted` is none."""
    values = (getattr(answer, part) for result in results for answer in result.found)
    return part == "content" or any(value and value != "asserted" for value in values)


def _right(item: Item, found: Sequence[Answer]) -> frozenset[str]:
    """The parts in which a text is right."""
    if Counter(answer.content for answer in item.answers) != Counter(answer.content for answer in found):
        return frozenset()
    return frozenset(part for part in PARTS if _values(item.answers, part) == _values(found, part))


def _values(answers: Iterable[Answer], part: str) -> Counter[tuple[Places, object]]:
    return Counter((answer.content, getattr(answer, part)) for answer in answers)


def is_right(measured: Measured, result: Result) -> bool:
    """Whether a text is right in every part that the system gives."""
    return result.right.issuperset(measured.given)


def score(measured: Measured, results: Sequence[Result]) -> Score:
    """The score of some of the results."""
    pairs: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in results:
        if one.item.pair:
            pairs[one.item.phenomenon, one.item.pair].append(is_right(measured, one))
    return Score(
        len(results),
        {part: sum(part in one.right for one in results) for part in measured.given},
        sum(is_right(measured, one) for one in results),
        len(pairs),
        sum(map(all, pairs.values())),
    )


def scores(measured: Measured) -> Iterator[tuple[str, Score]]:
    """The score of each phenomenon, then of all texts, and of those written with and without knowing the rules."""
    by_phenomenon: dict[str, list[Result]] = defaultdict(list)
    for one in measured.results:
        by_phenomenon[one.item.phenomenon].append(one)
    for name, results in by_phenomenon.items():
        yield name, score(measured, results)
    yield "all texts", score(measured, measured.results)
    for is_blind, label in ((False, "not blind"), (True, "blind")):
        if some := [one for one in measured.results if one.item.blind == is_blind]:
            yield label, score(measured, some)
