"""The canonical form: one text for one record, whatever order and layout it was written in."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path as FilePath
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes import canonical_pattern, corpus, form, schemas, sources
from blocquotes.corpus import Corpus, Record
from blocquotes.edit import fmt
from blocquotes.layout import Layout
from conftest import ROOT, examples, real

FILES = sorted((ROOT / "corpus").rglob("*.json"))


def written(record: Record, text: str) -> tuple[Record, Corpus]:
    """The record, and the corpus with it, as they would be loaded with this text in the record's file."""
    source = sources.parse_source(text.encode())
    assert source.json
    shape = tuple(schemas.errors(real().layout.schema, record.kind, source.json.value))
    changed = replace(record, source=source, shape=shape)
    records = tuple(changed if other.file == record.file else other for other in real().records)
    return changed, replace(real(), records=records, resolutions={})


def test_depths_count_the_quotes_around_and_cut_circles() -> None:
    assert corpus.depths({"c": "b", "b": "a", "a": None, "d": "lost"}) == {"a": 0, "b": 1, "c": 2, "d": 0}
    one, other = (corpus.depths(dict(pairs)) for pairs in ([("x", "y"), ("y", "x")], [("y", "x"), ("x", "y")]))
    assert one == other and sorted(one.values()) == [0, 1]
    long = {str(i): str(i + 1) for i in range(100_000)}
    assert corpus.depths(long)["0"] == 99_999


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_the_corpus_is_canonical(path: FilePath) -> None:
    record = next(r for r in real().records if r.file == path.relative_to(ROOT).as_posix())
    assert form.canonical(record, real()).encode() == path.read_bytes()


@pytest.fixture
def patterns_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has every text compared with the pattern of its kind, however few there are."""
    monkeypatch.setattr(canonical_pattern, "ENOUGH", 0)


KINDS = ("article", "entity", "outlet", "utterance")


@pytest.mark.usefixtures("patterns_from_the_start")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_the_corpus_has_the_canonical_layout(path: FilePath) -> None:
    kind = corpus.kind_of(path.relative_to(ROOT).as_posix())
    assert kind
    assert canonical_pattern.matches(ROOT / "schema", corpus.SCHEMAS[kind], path.read_text(encoding="utf-8"))


# What may be put into the place of a piece of a canonical text.
PIECES = (
    "",
    " ",
    "\n",
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    '\\"',
    "\\n",
    "\\u00e9",
    "\\/",
    "0",
    "1.0",
    "-0",
    "00",
    "é",
    "\t",
)


@cache
def as_before_3_11_5(kind: str) -> re.Pattern[str]:
    """The pattern of a kind as older Pythons get it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical_pattern, "IS_EXACT", False)
        return re.compile(canonical_pattern.source(schemas.order(ROOT / "schema", kind)))


@examples(200)
@given(st.data(), st.sampled_from(KINDS))
def test_what_has_the_canonical_layout_is_what_would_be_written(data: st.DataObject, kind: str) -> None:
    """Whatever is changed in a text: lines taken out, swapped or joined, and characters replaced."""
    text = data.draw(st.sampled_from([record.source.text for record in real().of_kind(kind)]))
    lines = text.splitlines(keepends=True)
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(lines) - 1)] * 2)))
    lines = [*lines[:first], *data.draw(st.permutations(lines[first : last + 1][:3])), *lines[first + 3 :]]
    at = data.draw(st.integers(0, len(text)))
    text = "".join(lines)
    text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + data.draw(st.integers(0, 3)) :]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical_pattern, "ENOUGH", 0)
        has_layout = canonical_pattern.matches(ROOT / "schema", kind, text)
        assert bool(as_before_3_11_5(kind).fullmatch(text)) == has_layout
        if has_layout:
            parsed = sources.parse_slowly(text)
            assert parsed.value == json.loads(text) and not parsed.duplicates
            assert form.written(schemas.in_order(ROOT / "schema", kind, parsed.value)) == text


@pytest.mark.usefixtures("patterns_from_the_start")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"id": ', '"id":  '),
        ('"id": "', '"id": "\\u0061'),
        ('  "method"', '    "method"'),
        ('  "method"', '  "id": "x",\n  "method"'),
        ("{", " {"),
        (" true", " 1.0"),
        ("\n}\n", "\n}\n\n"),
        ("\n}\n", "\n}"),
    ],
)
def test_a_text_with_another_layout_is_not_taken_for_canonical(old: str, new: str) -> None:
    for record in real().of_kind("article"):
        text = record.source.text
        if old in text:
            assert not canonical_pattern.matches(ROOT / "schema", "article", text.replace(old, new, 1))


def shuffled(value: Any, random: Random, name: str = "") -> Any:
    """The value with the keys of every object, the mentions and the quotes in another order."""
    if isinstance(value, dict):
        keys = random.sample(list(value), len(value))
        return {key: shuffled(value[key], random, key) for key in keys}
    if isinstance(value, list):
        items = random.sample(value, len(value)) if name in ("mentions", "quotes") else value
        return [shuffled(item, random) for item in items]
    return value


@examples(25)
@given(st.data(), st.integers(0), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_order_and_layout_do_not_matter(
    data: st.DataObject, order: int, indent: int | str | None, ascii_only: bool
) -> None:
    kind = data.draw(st.sampled_from(["article", "entity", "outlet", "utterance"]))
    record = data.draw(st.sampled_from(list(real().of_kind(kind))))
    value = shuffled(record.value, Random(order))
    changed, corpus = written(record, json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert form.canonical(changed, corpus) == record.source.text


@pytest.mark.parametrize("record", [next(real().of_kind(kind)) for kind in ("article", "entity", "utterance")])
def test_the_canonical_text_says_the_same_and_is_its_own_canonical_text(record: Record) -> None:
    changed, corpus = written(record, json.dumps(dict(reversed(record.value.items()))))
    text = form.canonical(changed, corpus)
    assert json.loads(text) == record.value
    again, corpus = written(record, text)
    assert form.canonical(again, corpus) == text


def test_annotations_keep_their_order_while_an_anchor_has_no_place() -> None:
    record = next(real().of_kind("article"))
    quotes = [*reversed(record.value["quotes"])]
    quotes[0] = {**quotes[0], "content": [{"exact": "words that nobody wrote"}]}
    changed, corpus = written(record, json.dumps({**record.value, "quotes": quotes}))
    text = form.canonical(changed, corpus)
    assert json.loads(text)["quotes"] == quotes
    again, corpus = written(record, text)
    assert form.canonical(again, corpus) == text


def test_each_annotation_has_its_own_lines() -> None:
    record = next(real().of_kind("article"))
    lines = record.source.text.splitlines()
    one_line = [*record.value["regions"], *record.value["mentions"]]
    assert sum(line.startswith(('    {"exact"', '    {"role"')) for line in lines) == len(one_line)
    assert lines.count("    {") == len([*record.value["quotes"], *record.value["origins"]])


def test_fmt_makes_the_file_canonical_and_nothing_else(checkout: FilePath) -> None:
    path = checkout / "corpus" / "entities" / "nato.json"
    wanted = path.read_bytes()
    path.write_text(json.dumps(json.loads(wanted)), encoding="utf-8")
    layout = Layout(checkout)
    one, two = ([one.change for one in fmt.formatted(layout, (), jobs, 0) if one.change] for jobs in (1, 2))
    assert one == two, "whatever the number of processes"
    assert [change.file for change in one] == ["corpus/entities/nato.json"]
    fmt.write(layout, one)
    assert path.read_bytes() == wanted
    assert sorted(p.name for p in path.parent.iterdir()) == sorted(p.name for p in (ROOT / "corpus/entities").iterdir())
