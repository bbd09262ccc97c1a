"""The annotators' handbook: every example is checked, and its words are those of the seeds."""

import hashlib
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from blocquotes import checks, corpus, form, schemas, sources
from blocquotes.checks.rules import RULES
from blocquotes.checks.verdicts import gather, judge
from blocquotes.corpus import Corpus, Record
from blocquotes.layout import FOLDERS, Layout
from blocquotes.model import Finding
from conftest import real
from edits import tidy

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/guidelines.md").read_text(encoding="utf-8")
TEXT = (ROOT / "docs/guidelines-examples.md").read_text(encoding="utf-8")
DECISIONS = range(1, 54)
EXPLAINED = (*range(1, 31), *range(32, 42))
"""Decisions with a section of their own; the others are details, explained in these."""

MOST_LINES = 150

LATER = ("source_form", "cue_class", "cue_lemma", "said_on", "public_on")
"""Fields of a quote that an example about something else leaves out."""

BLOCK = re.compile(r"^(?:<!-- example: (?P<head>[^\n]*) -->\n)?```json\n(?P<body>.*?)\n```$", re.M | re.S)
SECTION = re.compile(r"^### (\d+)\. .*?(?=^##)", re.M | re.S)
ITALICS = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
BLIND = "the checker cannot see this"


@dataclass(frozen=True)
class Example:
    """A JSON block of the handbook: what must come of it, and where in which file of `corpus/` it is put.

    `place` is a field (`published`) or an item of one (`quotes/enabling`) that the block takes the place of, or
    a list (`quotes`) that it is added to; empty if the block is the whole file. `text` is the invented text of an
    example that no seed has. `lead` is the paragraph above.
    """

    verdict: str
    rules: frozenset[str]
    file: str
    place: str
    is_added: bool
    text: str
    value: Any
    lead: str
    line: int

    @property
    def field(self) -> str:
        return self.place.partition("/")[0]

    def index(self, value: Any) -> int:
        """The index of the item that a place names; there must be exactly one."""
        name = self.place.partition("/")[2]
        (found,) = [i for i, item in enumerate(value[self.field]) if called(item) == name]
        return found


def called(item: Any) -> str:
    """What a place calls an item of a list: its id, or its words with their context."""
    return str(item.get("id") or item.get("from") or item.get("prefix", "") + item["exact"] + item.get("suffix", ""))


def parse(text: str) -> Iterator[Example]:
    """Every JSON block of a handbook, by the comment above it; one without a comment has no verdict."""
    for match in BLOCK.finditer(text):
        verdict, *words = shlex.split(match["head"] or "none")
        options = dict(word.split("=", 1) for word in words)
        assert options.keys() <= {"rule", "file", "replace", "add", "text"}, match["head"]
        yield Example(
            verdict=verdict,
            rules=frozenset(options.get("rule", "").split(",")) - {""},
            file=options.get("file", ""),
            place=options.get("replace", options.get("add", "")),
            is_added="add" in options,
            text=options.get("text", ""),
            value=json.loads(match["body"]),
            lead=text[: match.start()].rstrip().rsplit("\n\n", 1)[-1].replace("\n", " "),
            line=text.count("\n", 0, match.start()) + 1,
        )


EVERY = tuple(parse(TEXT))
EXAMPLES = tuple(example for example in EVERY if not example.text)
INVENTED = tuple(example for example in EVERY if example.text)


@cache
def handbook_corpus() -> Corpus:
    """Without the articles that no example names and the challenge set, so that a growing corpus slows no test."""
    files = {f"corpus/{example.file}.json" for example in EXAMPLES}
    kept = (r for r in real().records if r.kind != "challenge" and (r.kind != "article" or r.file in files))
    return replace(real(), records=tuple(kept))


def key(finding: Finding) -> tuple[str, str, str]:
    """A finding without its line, which moves when an example is put in above it."""
    return finding.file, finding.rule, finding.found


@cache
def findings_before() -> frozenset[tuple[str, str, str]]:
    return frozenset(key(finding) for finding in checks.run(handbook_corpus()))


@cache
def record_of(file: str) -> Record | None:
    return next((r for r in handbook_corpus().records if r.file == f"corpus/{file}.json"), None)


def there(value: Any, example: Example) -> Any:
    """The part of a record that an example takes the place of."""
    if "/" in example.place:
        return value[example.field][example.index(value)]
    return value[example.field] if example.place else value


def put(value: Any, example: Example) -> Any:
    """The record with the example in its place, with the fields of a quote that the example leaves out."""
    field = example.field
    if "/" in example.place:
        at = example.index(value)
        item = with_later(example.value, value[field][at]) if field == "quotes" else example.value
        return {**value, field: [*value[field][:at], item, *value[field][at + 1 :]]}
    if example.is_added:
        item = with_later(example.value, {"source_form": "name"}) if field == "quotes" else example.value
        return {**value, field: [*value[field], item]}
    return {**value, field: example.value} if field else example.value


def with_later(shown: Any, there: Any) -> Any:
    """A quote with those fields that it leaves out, as far as it has the parts that they are about."""
    absent = {"source_form": "source", "cue_class": "cue", "cue_lemma": "cue"}
    left_out = {name: there[name] for name in LATER if name in there and absent.get(name, "content") in shown}
    return {**left_out, **shown}


def written(file: str, text: str) -> Record:
    """The record that would be loaded from a file of this text."""
    folder, _, id_ = file.partition("/")
    source = sources.parse_source(text.encode())
    assert source.json
    kind = next(kind for kind, name in FOLDERS.items() if name == folder)
    shape = tuple(schemas.errors(handbook_corpus().layout.schema, kind, source.json.value))
    return Record(kind, id_, f"corpus/{file}.json", source, shape)


def changed(example: Example) -> Corpus:
    """The corpus with a file changed or added by the example, in canonical form if its shape allows one."""
    before, old = handbook_corpus(), record_of(example.file)
    value = put(old.value if old else None, example)
    record = written(example.file, json.dumps(value, ensure_ascii=False))
    others = tuple(r for r in before.records if r.file != record.file)
    # Places found before are kept for the articles that did not change, which saves most of the time.
    places = {file: found for file, found in before.resolutions.items() if file != record.file}
    if record.is_sound:
        unordered = replace(before, records=(*others, record), resolutions=dict(places))
        record = replace(record, source=sources.parse_source(form.canonical(record, unordered).encode()))
    return replace(before, records=(*others, record), resolutions=places)


def problem(example: Example) -> str:
    """How an example differs from what it claims; empty if it does not."""
    if example.verdict == "good":
        return problem_of_good(example)
    findings = [finding for finding in found(changed(example), example) if key(finding) not in findings_before()]
    if {finding.rule for finding in findings} != example.rules:
        return f"must have findings of the rules {sorted(example.rules)}; has {findings}"
    return ""


def found(with_it: Corpus, example: Example) -> list[Finding]:
    """The findings in the example's file, and those in others that follow from all records together."""
    judged = (
        judge(r, with_it, tuple(checks.check_record(r, with_it)) if r.file == f"corpus/{example.file}.json" else ())
        for r in with_it.records
    )
    return gather(judged, with_it, ())


def problem_of_good(example: Example) -> str:
    """A good example is part of the corpus, so it is checked in its place."""
    record = record_of(example.file)
    stands = there(record.value, example) if record else None
    if example.field == "quotes" and stands:
        stands = {name: part for name, part in stands.items() if name in example.value or name not in LATER}
    if json.dumps(stands) != json.dumps(example.value):
        return f"must stand in corpus/{example.file}.json as it is printed; there is {stands}"
    findings = [finding for finding in findings_before() if finding[0] == f"corpus/{example.file}.json"]
    return f"must have no finding in its file; has {findings}" if findings else ""


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.verdict}-line-{e.line}" for e in EXAMPLES])
def test_an_example_is_what_it_says(example: Example) -> None:
    assert not problem(example), f"docs/guidelines-examples.md:{example.line}: {problem(example)}"


def article(number: int, example: Example) -> dict[str, Any]:
    """An article with the text and the quote of an invented example."""
    unknown = {"value": None, "basis": "unknown"}
    return {
        "$schema": "../../schema/article.schema.json",
        "id": f"{number}-invented",
        "seed": {"file": f"{number}.txt", "sha256": hashlib.sha256(example.text.encode()).hexdigest()},
        "method": "human",
        "text_rights": "CC-BY-4.0",
        "language": "en",
        **dict.fromkeys(("translated_from", "outlet"), unknown),
        "origins": [],
        **dict.fromkeys(("published", "byline"), unknown),
        "regions": [{"role": "body", "exact": example.text}],
        "mentions": [],
        "quotes": [example.value],
    }


def test_an_invented_example_is_what_it_says(checkout: Path) -> None:
    written = {number: article(number, example) for number, example in enumerate(INVENTED, 900)}
    speakers = {id_ for example in INVENTED for id_ in (*example.value["speakers"], example.value.get("via", "mayor"))}
    records = {f"articles/{value['id']}": value for value in written.values()}
    for id_ in speakers:
        entity = {"id": id_, "name": id_.title(), "type": "ORG", "wikidata": None, "description": "An invented speaker"}
        records[f"entities/{id_}"] = {"$schema": "../../schema/entity.schema.json", **entity}
    for number, example in enumerate(INVENTED, 900):
        (checkout / "seeds" / f"{number}.txt").write_text(example.text, encoding="utf-8")
    for name, value in records.items():
        (checkout / "corpus" / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    tidy(checkout)
    found: dict[str, set[str]] = {}
    for finding in checks.run(corpus.load(Layout(checkout))):
        found.setdefault(finding.file, set()).add(finding.rule)
    for number, example in enumerate(INVENTED, 900):
        assert found.get(f"corpus/articles/{number}-invented.json", set()) == example.rules, example.text


def test_every_json_block_is_an_example_of_a_known_verdict() -> None:
    assert {example.verdict for example in EVERY} == {"good", "bad", "judgement"}
    assert len(EVERY) == TEXT.count("```json") == TEXT.count("<!-- example:")


@pytest.mark.parametrize("example", [e for e in EVERY if e.verdict != "good"], ids=lambda e: f"line-{e.line}")
def test_readers_report_what_is_wrong(example: Example) -> None:
    if example.verdict == "judgement":
        assert example.lead.startswith(f"**Bad**, and {BLIND}. A reviewer objects")
        assert not example.rules
    else:
        assert example.lead.startswith("**Bad.**")
        assert set(re.findall(r"`([a-z-]+)`", example.lead.partition("the checker says")[2])) == example.rules
        assert example.rules <= RULES.keys()


def test_every_decision_has_a_reason_a_good_and_a_bad_example() -> None:
    sections = {int(match[1]): match[0] for match in SECTION.finditer(TEXT)}
    assert list(sections) == list(EXPLAINED)
    details = set(DECISIONS) - set(EXPLAINED)
    assert {number for number in details if f"({number}" in TEXT or f", {number})" in TEXT} == details
    for number, section in sections.items():
        verdicts = {example.verdict for example in parse(section)}
        assert section.count("\n**Why:**") == 1, number
        assert "good" in verdicts and verdicts & {"bad", "judgement"}, number


@cache
def seeds() -> dict[str, str]:
    """The seeds by the number of their article, white space made single blanks."""
    return {path.name[:3]: plain(path.read_text(encoding="utf-8")) for path in (ROOT / "seeds").glob("*.txt")}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def holds(text: str, words: str) -> bool:
    """Whether the words stand in the text, whole ones at both ends; `…` in them leaves some out."""
    first, last = (r"\b" if edge.isalnum() else "" for edge in (words[0], words[-1]))
    return re.search(first + ".*?".join(map(re.escape, words.split("…"))) + last, text) is not None


def prose() -> list[str]:
    """The paragraphs of the handbook without its examples, code and tables."""
    bare = re.sub(r"```.*?```|<!--.*?-->|`[^`\n]*`", "", TEXT, flags=re.S)
    return [plain(part) for part in re.split(r"\n\n+|\n(?=- )", bare) if not part.startswith("|")]


def test_words_in_italics_are_words_of_a_seed() -> None:
    quoted = [match[1] for part in prose() for match in ITALICS.finditer(part)]
    assert len(quoted) > 100
    assert [words for words in quoted if not any(holds(seed, words) for seed in seeds().values())] == []


def test_borderline_cases_name_their_seed_and_the_decisions_behind_them() -> None:
    section = TEXT.partition("## Borderline cases")[2].partition("\n## ")[0]
    cases = [plain(part).strip() for part in re.findall(r"^- (.*?)(?=^- |^#|\Z)", section, re.M | re.S)]
    assert len(cases) >= 20
    for case in cases:
        match = re.fullmatch(r"(\d{3}) \*([^*]+)\*: .* \(([\d, ]+)\)", case)
        assert match, case
        assert holds(seeds()[match[1]], match[2]), case
        assert {int(number) for number in match[3].split(", ")} <= set(DECISIONS), case


def test_the_page_has_every_decision_once() -> None:
    found = [int(number) for number in re.findall(r"^- \((\d+)\) ", PAGE, re.M)]
    assert sorted(found) == list(DECISIONS)
    assert {int(n) for row in ROWS for part in re.findall(r"\(([\d, ]+)\)", row[2]) for n in part.split(", ")} <= set(
        found
    )


ROWS = [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\| \d+ \|.*$", PAGE, re.M)]


def test_the_patterns_are_a_page() -> None:
    assert len(PAGE.splitlines()) <= MOST_LINES
    assert [row[0] for row in ROWS] == [str(i + 1) for i in range(len(ROWS))]
    assert 15 <= len(ROWS) <= 20


@pytest.mark.parametrize("row", ROWS, ids=[f"pattern-{row[0]}" for row in ROWS])
def test_a_pattern_is_marked_as_the_corpus_has_it(row: list[str]) -> None:
    _, sentence, note, home = row
    marked = {
        "content": re.findall(r"\[([^]]+)\]", sentence),
        "source": re.findall(r"\*\*([^*]+)\*\*", sentence),
        "cue": ITALICS.findall(re.sub(r"\*\*[^*]+\*\*", "", sentence)),
    }
    words = re.sub(r"[\[\]*]", "", sentence)
    if home == "none":
        assert any(holds(seed, words) for seed in seeds().values()) and not any(marked.values())
        return
    number, _, id_ = home.strip("`").partition("#")
    assert holds(seeds()[number], words)
    assert re.search(r"\(\d", note)
    for part, shown in marked.items():
        there = [anchor["exact"] for anchor in quote(number, id_).get(part, ())]
        assert len(shown) == len(there) and all(map(holds, there, shown)), (part, there)
        assert all(s[0] == t[0] and s[-1] == t[-1] for s, t in zip(shown, there, strict=True)), (part, there)


def quote(number: str, id_: str) -> Any:
    articles = (r for r in handbook_corpus().of_kind("article") if r.id.startswith(f"{number}-"))
    return next(quote for record in articles for quote in record.value["quotes"] if quote["id"] == id_)
