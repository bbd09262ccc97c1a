"""The exchange with annotation tools: nothing is lost, and changes made in a tool are imported."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocquotes import schemas
from blocquotes.corpus import Corpus
from blocquotes.exchange import FORMATS, READABLE, label_studio_result, run, vocabulary
from blocquotes.model import ENTITY_TYPES, Article, Mention, Quote, Span
from blocquotes.refusal import Refusal
from blocquotes.sources import parse_source
from conftest import examples
from exchange_cases import (
    ONE,
    ROOT,
    SUFFIXES,
    annotated,
    articles,
    blocquotes,
    label_studio,
    model,
    result,
    write,
)


@pytest.mark.parametrize("form", READABLE)
def test_round_trip_is_the_identity(form: str, exchanged: Path, loaded: Corpus, tmp_path: Path) -> None:
    before = articles(exchanged)
    wrote = blocquotes(exchanged, "export", *before, "--to", form, "--output", tmp_path)
    assert wrote.returncode == 0, wrote.stderr
    if form == "label-studio":
        annotated(loaded, [model(loaded, id_) for id_ in before], form, tmp_path)
    read = blocquotes(exchanged, "import", *sorted(tmp_path.glob(f"*.{SUFFIXES[form]}")), "--from", form)
    assert read.returncode == 0, read.stderr
    assert read.stdout.count("unchanged") == len(before)
    assert articles(exchanged) == before
    # What a format cannot hold is named only for articles that an import changes.
    assert "no_speaker of" not in read.stderr


def spans(article: Article) -> Iterator[Span]:
    """Stretches of up to eight words, each in one region."""
    import re

    for region in article.regions:
        if region.text:
            words = [Span(*m.span()) for m in re.finditer(r"\S+", article.text[region.text.start : region.text.end])]
            for i, word in enumerate(words):
                last = words[min(i + i % 8, len(words) - 1)]
                yield Span(word.start + region.text.start, last.end + region.text.start)


def edited(draw: st.DataObject, article: Article, entities: Sequence[str], utterances: Sequence[str]) -> Article:
    """The article after work in a tool: quotes and mentions removed, added and changed."""
    places = st.sampled_from(list(spans(article)))
    gone = draw.draw(st.lists(st.sampled_from([quote.id for quote in article.quotes]), max_size=5), label="gone")
    quotes = {quote.id: quote for quote in article.quotes if quote.id not in gone}
    ids = st.lists(st.sampled_from([*quotes, "brand-new", "2nd-new"]), unique=True, max_size=4)
    for id_ in draw.draw(ids, label="changed"):
        old = quotes.get(id_)
        new = draw.draw(changed_quote(id_, old, places, entities, utterances))
        quotes[id_] = with_what_no_tool_holds(new, old) if old else new
    links = st.none() | (st.sampled_from(list(quotes)) if quotes else st.nothing())
    inner = draw.draw(st.lists(links, min_size=3, max_size=3), label="within")
    linked = [
        replace(q, within=q.within if q.within in quotes else next(iter(inner[i : i + 1]), None))
        for i, q in enumerate(quotes.values())
    ]
    linked = [replace(q, antecedent=q.antecedent if q.antecedent in quotes else None) for q in linked]
    names = [mention for mention in article.mentions if mention.form == "name"]
    lost = draw.draw(st.lists(st.sampled_from(names), max_size=5), label="lost")
    kept = [mention for mention in article.mentions if mention not in lost]
    mention = st.tuples(
        places,
        st.sampled_from(ENTITY_TYPES),
        st.sampled_from([(entity,) for entity in entities]),
        st.none() | st.sampled_from(entities),
    ).map(lambda parts: Mention(*parts))
    mentions = {*kept, *draw.draw(st.lists(mention, min_size=1, max_size=3), label="mentions")}
    return replace(article, quotes=tuple(linked), mentions=tuple(sorted(mentions, key=str)))


def with_what_no_tool_holds(new: Quote, old: Quote) -> Quote:
    """The quote after an import: its dates stay, and the form of its source if the source does."""
    form = old.source_form if new.source == old.source else None
    return replace(new, said_on=old.said_on, public_on=old.public_on, source_form=form)


def changed_quote(
    id_: str, old: Quote | None, places: Any, entities: Sequence[str], utterances: Sequence[str]
) -> st.SearchStrategy[Quote]:
    parts = st.lists(places, unique=True, max_size=3).map(lambda found: tuple(sorted(found)))
    lists = st.lists(st.sampled_from(entities), unique=True, max_size=3).map(lambda found: tuple(sorted(found)))
    return st.builds(
        Quote,
        id=st.just(id_),
        type=st.sampled_from(vocabulary.CHOICES["type"]),
        medium=st.sampled_from(vocabulary.CHOICES["medium"]),
        factuality=st.sampled_from(("asserted", *vocabulary.CHOICES["factuality"])),
        content=parts.filter(bool),
        cue=parts,
        source=parts,
        speakers=lists,
        certain=st.booleans(),
        via=st.none() | st.sampled_from(entities),
        within=st.none(),
        antecedent=st.none(),
        utterances=st.lists(st.sampled_from(utterances), unique=True, max_size=2).map(lambda f: tuple(sorted(f))),
        unbalanced=st.booleans(),
        no_speaker=st.just(old.no_speaker if old else None),
        note=st.just(old.note if old else None),
    )


def comparable(quotes: Sequence[Quote]) -> list[Quote]:
    plain = [replace(q, speakers=tuple(sorted(q.speakers)), utterances=tuple(sorted(q.utterances))) for q in quotes]
    return sorted(plain, key=lambda q: (q.content, q.id))


@pytest.mark.parametrize("form", READABLE)
@settings(examples(6), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_changed_in_a_tool_arrives(
    form: str, data: st.DataObject, loaded: Corpus, tmp_path_factory: pytest.TempPathFactory
) -> None:
    article = model(loaded, data.draw(st.sampled_from([r.id for r in loaded.of_kind("article")])))
    entities, utterances = sorted(loaded.ids["entity"])[:9], sorted(loaded.ids["utterance"])[:5]
    work = edited(data, article, entities, utterances)
    files = annotated(loaded, [work], form, tmp_path_factory.mktemp("work"))
    (imported,) = run.read(loaded, files, form)
    got = result(loaded, imported)
    assert set(got.mentions) == set(work.mentions)
    assert comparable(got.quotes) == comparable(work.quotes)
    assert replace(got, mentions=(), quotes=()) == replace(article, mentions=(), quotes=())


@pytest.mark.parametrize("form", READABLE)
def test_a_quote_of_content_alone_arrives(form: str, loaded: Corpus, tmp_path: Path) -> None:
    article = model(loaded, ONE)
    bare = replace(article.quotes[0], cue=(), source=(), source_form=None, speakers=(), utterances=())
    work = replace(article, quotes=(bare, *article.quotes[1:]))
    (found,) = run.read(loaded, annotated(loaded, [work], form, tmp_path), form)
    assert result(loaded, found).quotes == work.quotes
    assert found.changes == ("quote free-of-blocs changed",)


def imported(corpus: Corpus, article: Article, folder: Path, form: str = "cas-json") -> Any:
    (found,) = run.read(corpus, annotated(corpus, [article], form, folder), form)
    return json.loads(found.new)


def test_every_lines_stay_until_their_places_change(loaded: Corpus, tmp_path: Path) -> None:
    article = model(loaded, ONE)
    every = [line for line in run.record_of(loaded, ONE, "").value["mentions"] if line.get("every")]
    nato = [mention for mention in article.mentions if mention.entity == "nato" and mention.form == "name"]
    assert len(nato) > 2
    fewer = replace(article, mentions=tuple(m for m in article.mentions if m != nato[1]))
    lines = imported(loaded, fewer, tmp_path)["mentions"]
    assert [line for line in lines if line.get("every")] == [line for line in every if line.get("entity") != "nato"]
    spread = [line for line in lines if line.get("entity") == "nato" and "form" not in line]
    assert len(spread) == len(nato) - 1
    assert all("every" not in line and ("prefix" in line or "suffix" in line) for line in spread)


def test_an_every_line_never_takes_a_place_that_was_freed(loaded: Corpus, tmp_path: Path) -> None:
    article = model(loaded, ONE)
    own = next(m for m in article.mentions if m.entity == "china" and m.stands_for)
    fewer = replace(article, mentions=tuple(m for m in article.mentions if m != own))
    lines = imported(loaded, fewer, tmp_path)["mentions"]
    assert not [line for line in lines if line["exact"] == "China" and line.get("every")]
    (found,) = run.read(loaded, sorted(tmp_path.glob("*.json")), "cas-json")
    assert set(result(loaded, found).mentions) == set(fewer.mentions)


def test_new_quotes_get_ids_of_their_first_words(loaded: Corpus, tmp_path: Path) -> None:
    cas = pytest.importorskip("cassis")
    article = model(loaded, ONE)
    (file,) = annotated(loaded, [article], "cas-json", tmp_path)
    opened = cas.load_cas_from_json(file.read_text(encoding="utf-8"))
    start = article.text.index("should be free of military blocs")
    for end in (start + 32, start + 32):
        make = opened.typesystem.get_type("blocquotes.Quote")
        opened.add(make(begin=start, end=end, kind="indirect", medium="speech"))
    file.write_text(opened.to_json(), encoding="utf-8")
    (found,) = run.read(loaded, [file], "cas-json")
    ids = [quote["id"] for quote in json.loads(found.new)["quotes"]]
    assert {"should-free-military", "should-free-military-2"} <= set(ids)
    assert found.changes == ("quote should-free-military added", "quote should-free-military-2 added")


def test_a_corrected_suggestion_is_no_longer_a_suggestion(loaded: Corpus, tmp_path: Path) -> None:
    record = run.record_of(loaded, ONE, "")
    value = json.loads(record.source.text)
    for line in (*value["quotes"], *value["mentions"]):
        line["confidence"] = 0.5
    for line in value["quotes"]:
        line["rule"] = "according-to"
    draft = replace(record, source=parse_source(json.dumps(value).encode()))
    drafts = replace(loaded, records=tuple(draft if r is record else r for r in loaded.records), resolutions={})
    article = model(drafts, ONE)
    changed = replace(article.quotes[0], medium="writing")
    lines = imported(drafts, replace(article, quotes=(changed, *article.quotes[1:])), tmp_path)
    assert ["confidence" in quote for quote in lines["quotes"]] == [False] + [True] * (len(article.quotes) - 1)
    assert ["rule" in quote for quote in lines["quotes"]] == ["confidence" in quote for quote in lines["quotes"]]
    assert all(mention["confidence"] == 0.5 for mention in lines["mentions"])


def test_the_smallest_context_is_written(loaded: Corpus, tmp_path: Path) -> None:
    article = model(loaded, ONE)
    at = article.text.index("NATO", article.text.index("NATO") + 1)
    quote = replace(article.quotes[0], cue=(Span(at, at + 4),))
    value = imported(loaded, replace(article, quotes=(quote, *article.quotes[1:])), tmp_path)
    (cue,) = value["quotes"][0]["cue"]
    context = len(cue.get("prefix", "").split()) + len(cue.get("suffix", "").split())
    assert cue["exact"] == "NATO" and context == 1


def in_units(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2


def test_the_other_unit_is_tried_and_said(loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, "900-awkward", tmp_path)
    text = tasks[0]["data"]["text"]
    assert "\r\n" in text and any(ord(character) > 0xFFFF for character in text) and "\u0301" in text
    for one in tasks[0]["annotations"][0]["result"]:
        if "value" in one:
            one["value"] |= {edge: in_units(text, one["value"][edge]) for edge in ("start", "end")}
    (found,) = run.read(loaded, [write(file, tasks)], "label-studio")
    assert found.new == found.old
    assert "offsets are UTF-16 units here, not code points" in found.notices[0]


def test_offsets_in_no_unit_are_refused_with_the_text_there(loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, "900-awkward", tmp_path)
    tasks[0]["annotations"][0]["result"][0]["value"]["start"] += 1
    with pytest.raises(Refusal) as refused:
        run.read(loaded, [write(file, tasks)], "label-studio")
    (reason,) = refused.value.reasons
    assert "tasks.json task 1 result 1" in reason.place
    assert (
        "in code points" in reason.found and "in UTF-16 units" in reason.found and "where the file has" in reason.found
    )


@pytest.mark.parametrize("form", ["cas-json", "cas-xmi"])
def test_a_cas_has_utf_16_units_on_disk(form: str, loaded: Corpus, tmp_path: Path) -> None:
    article = model(loaded, "900-awkward")
    (file,) = annotated(loaded, [article], form, tmp_path)
    (quote,) = article.quotes
    start = in_units(article.text, quote.content[0].start)
    assert start == quote.content[0].start + 3
    text = file.read_text(encoding="utf-8")
    inside = start + 2  # the second half of 𝒲
    field = ('"begin": {}', 'begin="{}"')[form == "cas-xmi"]
    assert text.count(field.format(start)) == 1
    file.write_text(text.replace(field.format(start), field.format(inside)), encoding="utf-8")
    with pytest.raises(Refusal, match="external offset"):
        run.read(loaded, [file], form)


def test_white_space_at_edges_is_left_out_and_said(loaded: Corpus, tmp_path: Path) -> None:
    article = model(loaded, ONE)
    first = next(m for m in article.mentions if article.text[m.span.start - 1] == " ")
    wide = first._replace(span=Span(first.span.start - 1, first.span.end))
    changed = replace(article, mentions=(wide, *(m for m in article.mentions if m != first)))
    (found,) = run.read(loaded, annotated(loaded, [changed], "web-annotation", tmp_path), "web-annotation")
    assert found.new == found.old and "white space at the edges" in found.notices[0]


def test_a_cue_goes_with_its_quote_but_never_silently(loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, ONE, tmp_path)
    annotation = tasks[0]["annotations"][0]
    gone = "quote_free-of-blocs"
    annotation["result"] = [
        one for one in annotation["result"] if gone not in (one.get("id"), one.get("from_id"), one.get("to_id"))
    ]
    (found,) = run.read(loaded, [write(file, tasks)], "label-studio")
    assert found.changes == ("quote free-of-blocs removed",)
    assert sorted(notice.split(": ")[-1] for notice in found.notices) == [
        'removed the cue "stressed" with its quote',
        'removed the source "Russian President Vladimir Putin" with its quote',
    ]
    value = {"start": 4, "end": 16, "text": "Asia-Pacific", "labels": ["Cue"]}
    annotation["result"].append({"id": "x", "from_name": "span", "to_name": "text", "type": "labels", "value": value})
    with pytest.raises(Refusal, match=r"Asia-Pacific. belongs to none"):
        run.read(loaded, [write(file, tasks)], "label-studio")


def test_all_files_or_none(exchanged: Path, tmp_path: Path) -> None:
    before = articles(exchanged)
    assert blocquotes(exchanged, "export", ONE, "900-awkward", "--to", "brat", "--output", tmp_path).returncode == 0
    good, bad = tmp_path / f"{ONE}.ann", tmp_path / "900-awkward.ann"
    good.write_text(good.read_text().replace("medium", "x").replace("Medium E1 speech", "Medium E1 writing"))
    bad.write_text(bad.read_text() + "T99\tPERSON 0 4\tnope\n")
    read = blocquotes(exchanged, "import", good, bad, "--from", "brat")
    assert read.returncode == 1 and "900-awkward.ann" in read.stderr and "Traceback" not in read.stderr
    assert articles(exchanged) == before
    alone = blocquotes(exchanged, "import", good, "--from", "brat")
    assert f"{ONE}.json: quote free-of-blocs changed" in alone.stdout, alone.stderr
    assert articles(exchanged) != before
    for name, data in before.items():
        (exchanged / "corpus" / "articles" / f"{name}.json").write_bytes(data)


def test_the_import_shows_what_the_checks_find(exchanged: Path, tmp_path: Path) -> None:
    before = articles(exchanged)
    assert blocquotes(exchanged, "export", ONE, "--to", "brat", "--output", tmp_path).returncode == 0
    file = tmp_path / f"{ONE}.ann"
    file.write_text(file.read_text().replace("Type E1 indirect", "Type E1 direct"))
    read = blocquotes(exchanged, "import", file, "--from", "brat")
    assert read.returncode == 1 and "error[type-mismatch]" in read.stderr
    for name, data in before.items():
        (exchanged / "corpus" / "articles" / f"{name}.json").write_bytes(data)


def test_an_export_never_overwrites_work(exchanged: Path, tmp_path: Path) -> None:
    assert blocquotes(exchanged, "export", ONE, "--to", "brat", "--output", tmp_path).returncode == 0
    (tmp_path / f"{ONE}.ann").write_text("work")
    again = blocquotes(exchanged, "export", ONE, "--to", "brat", "--output", tmp_path)
    assert again.returncode == 2 and "somebody's work" in again.stderr
    assert (tmp_path / f"{ONE}.ann").read_text() == "work"


def test_labels_are_those_of_the_schema_and_of_the_configuration() -> None:
    schema = schemas.load(ROOT / "schema", "article")["properties"]
    quote = schema["quotes"]["items"]["properties"]
    assert tuple(schema["mentions"]["items"]["properties"]["type"]["enum"]) == ENTITY_TYPES
    assert {name: tuple(quote[name]["enum"]) for name in vocabulary.CHOICES} == vocabulary.CHOICES
    held = {*vocabulary.QUOTE_FIELDS, *vocabulary.FILE_ONLY, *vocabulary.DATES}
    assert {*held, "id", "content", "cue", "source", "confidence", "rule"} == set(quote)
    labels = ET.parse(ROOT / "scripts" / "blocquotes" / "exchange" / "label_studio.xml").getroot()
    assert [label.get("value") for label in labels.iter("Label")] == list(label_studio_result.LABELS)
    assert [one.get("value") for one in labels.iter("Relation")] == list(label_studio_result.RELATIONS)
    kinds = {"Labels": "labels", "Choices": "choices", "TextArea": "textarea"}
    controls = {one.get("name"): kinds[one.tag] for one in labels.iter() if one.tag in kinds}
    assert controls == label_studio_result.TYPES
    given = {one.get("name"): tuple(c.get("value") for c in one) for one in labels.iter("Choices") if len(one)}
    assert given == {**vocabulary.CHOICES, "flags": tuple(vocabulary.FLAGS)}


def test_the_command_starts_without_heavy_imports() -> None:
    code = (
        "import sys, blocquotes.cli; print([m for m in ('cassis', 'spacy', 'jsonschema', 'lxml') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
    assert set(READABLE) < set(FORMATS)
