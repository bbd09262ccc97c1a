"""Breaking one character of a checked value of the real corpus is caught, by the right rule and at the right line.

Every string of every record is of one of the kinds in `KINDS`. Those of kind `free` cannot be proved by machine,
and reviewers read them: names, aliases, descriptions, paraphrases, occasions, inferred bylines, domains, notes,
reasoning, evidence from outside, and a quote's own id while no other quote names it. Of the checked ones, these slips
stay unseen here: an anchor whose changed words are in the seed too, an id that becomes another record's, a country that
becomes another well-formed code, an inferred date that becomes another date, and an office whose changed words are in
its evidence too. Most of those are found by comparing values (tests/checks/test_plausible.py).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blocquotes import checks, schemas, sources
from blocquotes.corpus import SCHEMAS, Corpus, Record
from blocquotes.layout import FOLDERS
from blocquotes.model import Path
from blocquotes.sources import Seed
from conftest import examples, real
from edits import CHALLENGE

KINDS: dict[str, str] = {
    **dict.fromkeys(("exact", "prefix", "suffix"), "anchor"),
    **dict.fromkeys(("regions exact", "regions from", "regions to"), "region"),
    **dict.fromkeys(("id", "entity", "stands_for", "via", "of", "speakers", "outlet value", "origins value"), "id"),
    **dict.fromkeys(("within", "antecedent", "utterances", "article", "entities", "affiliation"), "id"),
    **dict.fromkeys(("country value", "member_of value"), "id"),
    **dict.fromkeys(("$schema", "method", "text_rights", "language", "translated_from value", "basis"), "closed"),
    **dict.fromkeys(("role", "type", "medium", "factuality", "kind", "country"), "closed"),
    **dict.fromkeys(("wikidata", "sha256", "file", "form", "source_form"), "closed"),
    **dict.fromkeys(("published value", "said_on value", "public_on value"), "date"),
    "office": "office",
    **dict.fromkeys(("name", "aliases", "description", "paraphrase", "occasion", "byline value", "domain"), "free"),
    **dict.fromkeys(("note", "no_speaker", "reasoning", "outside", "wikidata_evidence", "quotes id"), "free"),
    **dict.fromkeys(("country evidence", "member_of evidence"), "free"),
}
"""Field, or a field around it and the field, → the kind of its strings."""

RULES: dict[str, tuple[str, ...]] = {
    "anchor": ("anchor-not-found", "anchor-empty"),
    "outlet exact": ("anchor-not-found", "anchor-empty", "outlet-not-in-evidence"),
    "origins exact": ("anchor-not-found", "anchor-empty", "outlet-not-in-evidence"),
    "byline exact": ("anchor-not-found", "anchor-empty", "byline-not-in-evidence"),
    "published exact": ("anchor-not-found", "anchor-empty", "date-not-in-evidence"),
    "said_on exact": ("anchor-not-found", "anchor-empty", "date-not-in-evidence"),
    "public_on exact": ("anchor-not-found", "anchor-empty", "date-not-in-evidence"),
    "region": ("region-mismatch",),
    "id": ("unknown-entity", "bad-value"),
    "closed": ("bad-value",),
    "date": ("bad-date", "date-not-in-evidence"),
    "office": ("office-not-in-evidence", "bad-value"),
    "free": (),
    "id id": ("file-name", "bad-value"),
    "outlet value": ("unknown-outlet", "bad-value"),
    "origins value": ("unknown-outlet", "bad-value"),
    "utterances": ("unknown-utterance", "bad-value"),
    "article": ("unknown-article", "bad-value"),
    "within": ("unknown-quote", "bad-value"),
    "antecedent": ("unknown-quote", "bad-value"),
    "wikidata": ("wikidata-unverified", "bad-value"),
    "sha256": ("seed-changed", "bad-value"),
    "file": ("seed-missing", "bad-value"),
}
"""Field, or else kind → the rules that catch a broken one."""

BESIDE: dict[str, tuple[str, ...]] = {
    "mentions exact": ("mention-form",),
    "roles exact": ("office-not-in-evidence",),
    **dict.fromkeys(("speakers", "via", "roles entity"), ("role-speaker",)),
    "published value": ("publication-year",),
}
"""Field → the rules that may find a broken one too: words that are no pronoun, a role of someone who does not speak."""


EXAMPLES = examples(24)
"""Of each kind: to write, parse and check an article takes a fortieth of a second."""


@dataclass(frozen=True)
class Target:
    """A string in a record of the real corpus, and the rules of which one must catch it when it is broken.

    The rules `beside` may find it too.
    """

    file: str
    path: Path
    value: str
    rules: tuple[str, ...]
    beside: tuple[str, ...] = ()


def strings(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from strings(part, (*path, step))


def fields(path: Path) -> list[str]:
    return [step for step in path if isinstance(step, str)]


def names(path: Path) -> list[str]:
    """The names of a field in `KINDS` and `RULES`: after each field around it, the nearest first, and alone.

    A field of the record itself is named after itself, so that the id of a record is `id id`.
    """
    *around, last = fields(path)
    return [*(f"{field} {last}" for field in reversed(around or [last])), last]


def kind_of(path: Path) -> str:
    return next(KINDS[name] for name in names(path) if name in KINDS)


def rules_of(path: Path) -> tuple[str, ...]:
    return next(RULES[name] for name in (*names(path), kind_of(path)) if name in RULES)


def beside_of(path: Path) -> tuple[str, ...]:
    return next((BESIDE[name] for name in names(path) if name in BESIDE), ())


@cache
def targets() -> Mapping[str, list[Target]]:
    """Every string of the real corpus, by kind.

    Passes are left out, since their ids are their own, and challenges, whose texts are in the same file.
    """
    found: dict[str, list[Target]] = {kind: [] for kind in KINDS.values()}
    for record in (record for record in real().records if record.kind not in ("pass", "challenge")):
        for path, value in strings(record.value):
            found[kind_of(path)].append(Target(record.file, path, value, rules_of(path), beside_of(path)))
    return found


def record_at(corpus: Corpus, file: str) -> Record:
    return next(record for record in corpus.records if record.file == file)


def written(corpus: Corpus, record: Record, text: str) -> tuple[Corpus, Record]:
    """The corpus as it would be loaded with this text in a record's file, and the new record."""
    source = sources.parse_source(text.encode())
    shape = tuple(schemas.errors(corpus.layout.schema, SCHEMAS[record.kind], source.json.value)) if source.json else ()
    changed = replace(record, source=source, shape=shape)
    seeds = dict(corpus.seeds)
    if SCHEMAS[record.kind] == "article" and changed.is_sound:
        name = changed.value["seed"]["file"]
        seeds.setdefault(name, Seed(name, None, None, None))
    records = tuple(changed if other.file == record.file else other for other in corpus.records)
    resolutions = {file: found for file, found in corpus.resolutions.items() if file != record.file}
    return replace(corpus, records=records, seeds=seeds, resolutions=resolutions), changed


def with_values(record: Record, new: Mapping[Path, Any]) -> str:
    """The text of a record's file with other values, and nothing else changed."""
    assert record.source.json
    text, places = record.source.text, record.source.json.values
    for path in sorted(new, key=lambda path: -places[path]):
        start = places[path]
        old = json.dumps(at(record.value, path), ensure_ascii=False)
        assert text.startswith(old, start)
        text = text[:start] + json.dumps(new[path], ensure_ascii=False) + text[start + len(old) :]
    return text


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def line_of(record: Record, path: Path) -> int:
    assert record.source.json
    return record.source.text.count("\n", 0, record.source.json.values[path]) + 1


def assert_caught(corpus: Corpus, target: Target, value: Any) -> None:
    """A record with one value broken has a finding of the right rule at its line, and none of another rule."""
    record = record_at(corpus, target.file)
    changed, broken = written(corpus, record, with_values(record, {target.path: value}))
    findings = list(checks.check_record(broken, changed))
    assert any(f.rule in target.rules and f.line == line_of(record, target.path) for f in findings), findings
    assert {f.rule for f in findings} <= {*target.rules, *target.beside, "not-canonical"}, findings


def target_of(data: st.DataObject, kind: str) -> Target:
    """A string of a kind, those of rare fields as often as those of frequent ones."""
    of_field: dict[str, list[Target]] = {}
    for target in targets()[kind]:
        of_field.setdefault(" ".join(fields(target.path)), []).append(target)
    field = data.draw(st.sampled_from(sorted(of_field)), "field")
    return data.draw(st.sampled_from(of_field[field]), "target")


def break_one(data: st.DataObject, value: str) -> str:
    """The value with one character replaced by another: a near one, or any at all."""
    place = data.draw(st.integers(0, len(value) - 1), "place")
    near = st.sampled_from("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-. ,“”\"'’:\n")
    new = data.draw(near | st.characters(exclude_categories=["Cs"]), "character")
    assume(new != value[place])
    return value[:place] + new + value[place + 1 :]


def seed_of(corpus: Corpus, target: Target) -> str:
    """The seed that an anchor or region is in."""
    record = record_at(corpus, target.file)
    if record.kind == "utterance":
        article = at(record.value, target.path[:-1])["article"]
        record = record_at(corpus, f"corpus/articles/{article}.json")
    resolution = corpus.resolution(record)
    assert resolution
    return resolution.seed


@EXAMPLES
@given(data=st.data())
def test_a_broken_anchor_is_caught(data: st.DataObject) -> None:
    target = target_of(data, "anchor")
    value = break_one(data, target.value)
    anchor = {**at(record_at(real(), target.file).value, target.path[:-1]), target.path[-1]: value}
    words = anchor.get("prefix", "") + anchor["exact"] + anchor.get("suffix", "")
    assume(words not in seed_of(real(), target))
    assert_caught(real(), target, value)


@EXAMPLES
@given(data=st.data())
def test_a_broken_region_is_caught(data: st.DataObject) -> None:
    target = target_of(data, "region")
    value = break_one(data, target.value)
    assume(value not in seed_of(real(), target))
    assert_caught(real(), target, value)


@EXAMPLES
@given(data=st.data())
def test_a_broken_id_is_caught(data: st.DataObject) -> None:
    target = target_of(data, "id")
    value = break_one(data, target.value)
    quotes = record_at(real(), target.file).value.get("quotes", ())
    assume(value not in {id_ for ids in real().ids.values() for id_ in ids} | {quote["id"] for quote in quotes})
    assert_caught(real(), target, value)


@EXAMPLES
@given(data=st.data())
def test_a_broken_closed_value_is_caught(data: st.DataObject) -> None:
    target = target_of(data, "closed")
    value = break_one(data, target.value)
    assume(target.path[-1] not in ("language", "country", "value") or not re.fullmatch("[a-z]{2,3}|[A-Z]{2}", value))
    assert_caught(real(), target, value)


@EXAMPLES
@given(data=st.data())
def test_a_date_made_unreal_or_unreadable_is_caught(data: st.DataObject) -> None:
    target = target_of(data, "date")
    value = break_one(data, target.value)
    is_stated = at(record_at(real(), target.file).value, target.path[:-1])["basis"] == "stated"
    assume(is_stated or not is_date(value))
    assert_caught(real(), target, value)


def is_date(value: str) -> bool:
    """Whether a value is a day, a month or a year."""
    return any(is_day(value + rest) for rest in ("", "-01", "-01-01"))


def is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@EXAMPLES
@given(data=st.data())
def test_a_broken_office_is_caught(data: st.DataObject) -> None:
    target = target_of(data, "office")
    value = break_one(data, target.value)
    role = at(record_at(real(), target.file).value, target.path[:-1])
    there = {word for anchor in role["evidence"] for word in words_of(anchor["exact"])}
    assume(value.strip() != value or not words_of(value) <= there)
    assert_caught(real(), target, value)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def test_every_string_is_of_a_kind_and_every_kind_has_strings() -> None:
    paths = [target.path for kind in targets().values() for target in kind]
    assert {kind_of(path) for path in paths} == set(KINDS.values())
    assert {name for path in paths for name in names(path) if name in KINDS} == set(KINDS)


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0], ids=["first", "middle", "last"])
def test_a_broken_character_in_every_quote_anchor_at_once_is_caught(place: float) -> None:
    parts = ("content", "cue", "source")
    anchors = [t for t in targets()["anchor"] if t.path[0] == "quotes" and t.path[2] in parts and t.path[-1] == "exact"]
    assert len(anchors) > 300
    for record in real().of_kind("article"):
        new: dict[Path, str] = {}
        for target in (t for t in anchors if t.file == record.file):
            middle = round(place * (len(target.value) - 1))
            new[target.path] = target.value[:middle] + "¤" + target.value[middle + 1 :]
        changed, broken = written(real(), record, with_values(record, new))
        found = {(f.rule, f.line, f.column) for f in checks.check_record(broken, changed) if f.rule != "not-canonical"}
        assert found == {("anchor-not-found", *broken.source.place(path)) for path in new}


def test_every_flag_turned_round_is_caught() -> None:
    flags = [
        (record, path)
        for record in real().records
        if record.source.json and record.kind != "challenge"
        for path in record.source.json.values
        if isinstance(at(record.value, path), bool)
    ]
    assert {path[-1] for _, path in flags} == {"every", "repeat", "certain", "unbalanced", "named"}
    one_of_each = {(record.file, path[-1]): (record, path) for record, path in flags}
    for record, path in one_of_each.values():
        value = at(record.value, path)
        assert_caught(real(), Target(record.file, path, "", ("bad-value",)), not value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(0, 1) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@cache
def few() -> Corpus:
    """The real corpus with two of its articles and one phenomenon of the challenge set, which takes less time."""
    many = {"article": ("000", "001"), "pass": ("000", "001"), "challenge": (CHALLENGE,)}
    kept = (r for r in real().records if r.kind not in many or r.file.rpartition("/")[2].startswith(many[r.kind]))
    return replace(real(), records=tuple(kept))


@examples(12)
@given(data=st.data(), value=JSON)
def test_no_value_breaks_the_checker(data: st.DataObject, value: Any) -> None:
    """The checks end without an exception whatever JSON replaces a value."""
    kind = data.draw(st.sampled_from(sorted(FOLDERS)))
    record = data.draw(st.sampled_from(list(few().of_kind(kind))))
    assert record.source.json
    path = data.draw(st.sampled_from(list(record.source.json.values)))
    changed, broken = written(few(), record, json.dumps(put(record.value, path, value)))
    assert list(checks.check_record(broken, changed)), "what is written on one line is not in canonical form"
    assert all(finding.file for finding in checks.run(changed))


def put(whole: Any, path: Path, value: Any) -> Any:
    """The JSON value with another value at a path."""
    if not path:
        return value
    if isinstance(whole, dict):
        return {**whole, path[0]: put(whole[path[0]], path[1:], value)}
    return [put(part, path[1:], value) if i == path[0] else part for i, part in enumerate(whole)]
