"""Files from outside that are broken or hostile: each is refused with a reason, and the corpus stays as it was."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocquotes.corpus import Corpus
from blocquotes.exchange import READABLE, label_studio_result, reading, run
from blocquotes.refusal import Refusal
from conftest import examples
from exchange_cases import ONE, annotated, articles, blocquotes, label_studio, model, write

Edit = Callable[[Any], Any]


def refused(loaded: Corpus, file: Path, form: str, why: str) -> None:
    with pytest.raises(Refusal) as error:
        run.read(loaded, [file], form)
    text = "\n".join(f"{p.place} | {p.must} | {p.found} | {' '.join(p.listed)} | {p.fix}" for p in error.value.reasons)
    assert re.search(why, text), text
    assert all(p.place and p.must and p.found and p.fix for p in error.value.reasons), text


BYTES = {
    "not text": (b"\xff\xfe\x00[", "must be UTF-8"),
    "nul": (b"[\0]", "NUL"),
    "empty": (b"", "must"),
    "deep": (b"[" * 100_000 + b"]" * 100_000, "must be JSON|must be a|must have no DOCTYPE|beside it"),
    "deep, but parsed": (b"[" * 90 + b"]" * 90, "brackets|must be a|beside it"),
    "half a pair": (rb'[{"data": "\ud800"}]', "surrogate|must be a|beside it"),
    "no comma": (b"[1\n2]", "file(.ann)?:2:1 |beside it|must be a|must have"),
    "no json": (b'[{"a": NaN}]', "not JSON|must be a|beside it"),
    "long number": (b"[" + b"9" * 10_000 + b"]", "must"),
    "other json": (b'{"a": 1}', "must"),
    "a number": (b"7", "must"),
}


@pytest.mark.parametrize("case", BYTES)
@pytest.mark.parametrize("form", READABLE)
def test_bytes_that_are_no_file_of_the_format(case: str, form: str, loaded: Corpus, tmp_path: Path) -> None:
    data, why = BYTES[case]
    name = f"{ONE}.ann" if form == "brat" else "file"
    if form == "brat":
        (tmp_path / f"{ONE}.txt").write_bytes(model(loaded, ONE).text.encode("utf-8"))
        why += "|must be a text-bound|must not empty"
    (tmp_path / name).write_bytes(data)
    refused(loaded, tmp_path / name, form, why)


def test_a_huge_file_is_refused_unread(loaded: Corpus, tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as out:
        out.truncate(reading.MAX_BYTES + 1)
    refused(loaded, file, "label-studio", "at most 67,108,864 bytes")
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    refused(loaded, pipe, "label-studio", "a file to import must be a plain file . a device, pipe or socket")


def region(index: int, **changes: Any) -> Edit:
    def edit(tasks: Any) -> Any:
        one = tasks[0]["annotations"][0]["result"][index]
        one["value"] |= changes.pop("value", {})
        one |= changes
        return tasks

    return edit


def added(one: Any) -> Edit:
    def edit(tasks: Any) -> Any:
        tasks[0]["annotations"][0]["result"].append(one)
        return tasks

    return edit


def data(**changes: Any) -> Edit:
    def edit(tasks: Any) -> Any:
        tasks[0]["data"] |= changes
        return tasks

    return edit


def results(value: Any) -> Edit:
    return lambda tasks: [{**tasks[0], "annotations": value}]


def relation(start: str, end: str, label: str = "has_cue") -> Edit:
    return added({"type": "relation", "from_id": start, "to_id": end, "labels": [label]})


TITLED = "003-nato-focus-poses-threat"
"""An article of several published regions."""

A, B, C = ("quote_free-of-blocs", "quote_first-trip", "quote_approaches")
"""Regions of three quotes."""

LABEL_STUDIO: dict[str, tuple[Edit, str]] = {
    "path in id": (data(article="../../etc/passwd"), r"no article .\.\./\.\./etc/passwd"),
    "absolute path": (data(article="/etc/passwd"), "no article"),
    "unknown article": (data(article="001-no-place-for-military-bloc"), "did you mean .001-no-place"),
    "article is no string": (data(article=["x"]), "must be a string"),
    "other text": (data(text="Something else"), "must be the published text of 001-no-place"),
    "min json": (lambda tasks: [tasks[0]["data"]], "a task as JSON-MIN writes it.*not as JSON-MIN"),
    "no data": (lambda tasks: [{"annotations": []}], "must have the field 'data'"),
    "tasks not annotated": (lambda tasks: [{"data": tasks[0]["data"]}], "not as JSON-MIN"),
    "the task as exported": (
        lambda tasks: [{"data": tasks[0]["data"], "predictions": tasks[0]["annotations"]}],
        "no annotation that was submitted, so",
    ),
    "nothing done": (results([]), r"annotated articles \| none.*no annotation that was submitted, so"),
    "all cancelled": (results([{"was_cancelled": True}]), "no annotation that was submitted; 1 cancelled"),
    "everything gone": (results([{"result": []}]), "must not empty an article"),
    "two annotators": (results([{"result": []}, {"result": []}]), "must have one annotation"),
    "same article twice": (lambda tasks: [*tasks, *tasks], "must have each article once"),
    "past the end": (region(0, value={"start": 10**9, "end": 10**9 + 1}), "no place in the text"),
    "negative": (region(0, value={"start": -5}), "no place in the text"),
    "empty span": (region(0, value={"start": 4, "end": 4}), "no place in the text"),
    "huge": (region(0, value={"start": 10**300, "end": 10**301}), "no place in the text"),
    "true as offset": (region(0, value={"start": True}), "must be a whole number"),
    "float as offset": (region(0, value={"start": 4.0}), "must be a whole number"),
    "no words": (region(0, value={"text": None}), "must be a string"),
    "wrong label": (region(0, value={"labels": ["Person"]}), "must have one label of Quote"),
    "two labels": (region(0, value={"labels": ["LOC", "ORG"]}), "must have one label of Quote"),
    "other control": (region(0, from_name="ner"), "must come from our labelling configuration"),
    "same region twice": (lambda tasks: added(tasks[0]["annotations"][0]["result"][0])(tasks), "again"),
    "unknown entity": (region(1, value={"choices": ["asia-pacfic"]}), "no entity .asia-pacfic.*mean .asia-pacific"),
    "path as entity": (region(1, value={"choices": ["../x"]}), "entity must be a permanent name"),
    "no entity": (region(1, value={"choices": []}), "must name its entity"),
    "two entities": (region(1, value={"choices": ["nato", "china"]}), "entity must be one value"),
    "result is a word": (added("x"), "must be an object"),
    "result is nested": (added({"type": {"a": []}}), "must be a string"),
    "relation to nothing": (relation("quote_free-of-blocs", "nope"), "must go from a Quote"),
    "relation from a cue": (relation("cue_1", "cue_1"), "must go from a Quote"),
    "unknown relation": (relation("quote_free-of-blocs", "cue_1", "says"), "'says' from"),
    "span of two quotes": (
        lambda tasks: relation(A, C, "continues")(relation(B, C, "continues")(tasks)),
        "must belong to one quote",
    ),
    "two outer quotes": (
        lambda tasks: relation(A, B, "within")(relation(A, C, "within")(tasks)),
        "must have one `within`",
    ),
    "circle": (relation("quote_free-of-blocs", "quote_free-of-blocs", "continues"), "a circle"),
    "answer of nothing": (
        added({"id": "?", "from_name": "type", "type": "choices", "value": {"choices": ["direct"]}}),
        "has no label",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LABEL_STUDIO)
def test_label_studio(case: str, loaded: Corpus, tmp_path: Path) -> None:
    edit, why = LABEL_STUDIO[case]
    file, tasks = label_studio(loaded, ONE, tmp_path)
    refused(loaded, write(file, edit(tasks)), "label-studio", why)


@pytest.mark.parametrize(
    ("before", "after", "why"), [(3, 5, "must lie in one paragraph or headline"), (0, 2, "must contain words")]
)
def test_a_mark_must_be_words_of_one_region(before: int, after: int, why: str, loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, TITLED, tmp_path)
    text = tasks[0]["data"]["text"]
    gap = next(region.text.end for region in model(loaded, TITLED).regions if region.text)
    start, end = gap - before, gap + after
    edit = region(0, value={"start": start, "end": end, "text": text[start:end]})
    refused(loaded, write(file, edit(tasks)), "label-studio", why)


def test_choices_that_the_schema_does_not_have(loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, ONE, tmp_path)
    for one in tasks[0]["annotations"][0]["result"]:
        if one.get("from_name") == "medium":
            one["value"]["choices"] = ["telepathy"]
        if one.get("from_name") == "note":
            one["value"]["text"] = ["a\u001b[31m\nb"]
    refused(
        loaded,
        write(file, tasks),
        "label-studio",
        "result .* medium must be one of speech, writing, thought | 'telepathy'",
    )


def test_many_regions_are_refused_soon(loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, ONE, tmp_path)
    first = tasks[0]["annotations"][0]["result"][0]
    tasks[0]["annotations"][0]["result"] = [{**first, "id": str(i)} for i in range(20_001)]
    refused(loaded, write(file, tasks), "label-studio", "at most 20,000 marks")


def test_many_results_are_refused_unread(loaded: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_studio_result, "MAX_RESULTS", 3)
    file, tasks = label_studio(loaded, ONE, tmp_path)
    refused(loaded, write(file, tasks), "label-studio", "at most 3 results")


QUOTE = "T900\tQuote 0 3\tThe\nE900\tQuote:T900"

BRAT = {
    "no words": ("T900\tPERSON 0 3 The", "must have its words after a tab"),
    "line": ("Z1\tx", "must be a text-bound mark"),
    "relation": ("R1\thas_cue Arg1:T1 Arg2:T2\t", "must be a text-bound mark"),
    "no offsets": ("T900\tPERSON x y\tThe", "offsets like"),
    "huge offsets": (f"T900\tPERSON {'9' * 40} {'9' * 41}\tThe", "offsets like"),
    "past the end": ("T900\tPERSON 99999 100002\tThe", "no place in the text"),
    "other words": ("T900\tPERSON 0 3\tTha", "where the file has 'Tha'"),
    "label": ("T900\tPerson 0 3\tThe", "must be one of Quote"),
    "twice": ("T1\tPERSON 0 3\tThe", "must be of one line only"),
    "no entity": ("T900\tPERSON 0 3\tThe", "must name its entity"),
    "two spans": ("T900\tPERSON 0 3;17 23\tThe region", "must be one span"),
    "unknown entity": ("T900\tPERSON 0 3\tThe\n#900\tAnnotatorNotes T900\tentity=nobody", "no entity .nobody"),
    "event of nothing": ("E900\tQuote:T999", "must be a Quote of a Quote mark"),
    "empty event": ("E900\t:", "must be a text-bound mark"),
    "broken event": ("E900\tQuote x", "an event must be"),
    "argument": ("T900\tQuote 0 3\tThe\nE900\tQuote:T900 Who:T1", "an argument must be one of Content"),
    "attribute": ("A900\tType E1 direkt", "type must be one of direct, mixed, indirect"),
    "attribute's name": ("A900\tTypo E1 direct", "an attribute must be one of Type"),
    "lone mark": ("T900\tQuote 0 3\tThe", "every content must belong to a quote"),
    "same id": (f"{QUOTE}\n#900\tAnnotatorNotes E900\tid=free-of-blocs", "must be unique"),
    "path as id": (f"{QUOTE}\n#900\tAnnotatorNotes E900\tid=../x\nA900\tMedium E900 speech", "be a permanent name"),
    "no medium": (QUOTE, "'medium' is a required property"),
}  # fmt: skip


@pytest.mark.parametrize("case", BRAT)
def test_brat(case: str, loaded: Corpus, tmp_path: Path) -> None:
    line, why = BRAT[case]
    (file,) = annotated(loaded, [model(loaded, ONE)], "brat", tmp_path)
    file.write_text(f"{file.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    refused(loaded, file, "brat", why)


def test_brat_needs_the_text_as_it_was_exported(loaded: Corpus, tmp_path: Path) -> None:
    (file,) = annotated(loaded, [model(loaded, ONE)], "brat", tmp_path)
    beside = file.with_suffix(".txt")
    beside.write_bytes(beside.read_bytes().replace(b"\n", b"\r\n"))
    refused(loaded, file, "brat", "a different text")
    beside.unlink()
    refused(loaded, file, "brat", "no such file")


def test_remarks_in_brat_are_left_out_aloud(loaded: Corpus, tmp_path: Path) -> None:
    (file,) = annotated(loaded, [model(loaded, ONE)], "brat", tmp_path)
    file.write_text(f"{file.read_text(encoding='utf-8')}#900\tAnnotatorNotes T1\tis this one?\n", encoding="utf-8")
    (found,) = run.read(loaded, [file], "brat")
    assert "'is this one?' is left out" in found.notices[0]


WEB = {
    "source": ('"source": "urn:blocquotes:', '"source": "file:///etc/', "a source must be urn:blocquotes"),
    "path": ('"source": "urn:blocquotes:', '"source": "urn:blocquotes:../', "no article"),
    "tag": ('"entity=asia-pacific"', '"entty=asia-pacific"', "a tag of a LOC must be one of entity=…"),
    "label": ('"value": "LOC"', '"value": "PLACE"', "must have one tag of quote"),
    "words": ('"exact": "Asia-Pacific"', '"exact": "Asia"', "where the file has 'Asia'"),
    "other selectors": ('"selector": [', '"selector": [], "was": [', "TextQuoteSelector or a TextPositionSelector"),
    "no words": ('"exact": "Asia-Pacific"', '"exact": ""', "must have words"),
    "no source at all": ('"source": "urn:blocquotes:', '"page": "urn:blocquotes:', "one must name it"),
    "offset": ('"start": 4,', '"start": "4",', "must be a whole number"),
    "unknown quote": ('"within=architecture"', '"within=nothing"', "within must name a quote"),
    "unknown utterance": ('"utterances=nato-china-no-adversary"', '"utterances=x"', "no utterance .x"),
    "no target": ('"target": [', '"target": [], "was": [', "an annotation must have a target"),
    "key twice": (
        '"entity=asia-pacific"',
        '"entity=asia-pacific"}, {"type": "TextualBody", "purpose": "tagging", "value": "entity=nato"',
        "entity must be given once",
    ),
    "lone cue": ('"quote=free-of-blocs"', '"quote=free-of-bloc"', "every cue must belong to a quote"),
}


@pytest.mark.parametrize("case", WEB)
def test_web_annotation(case: str, loaded: Corpus, tmp_path: Path) -> None:
    old, new, why = WEB[case]
    (file,) = annotated(loaded, [model(loaded, ONE)], "web-annotation", tmp_path)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    refused(loaded, file, "web-annotation", why)


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
HIDDEN = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-'
XMI = {
    "doctype": (r"^<\?xml[^>]*\?>", BOMB, "must have no DOCTYPE"),
    "hidden doctype": (r"^<\?xml[^>]*\?>", HIDDEN, "must be a UIMA CAS"),
    "broken": ("</xmi:XMI>", "", "XMLSyntaxError"),
    "past the end": (r'(<blocquotes:Mention [^>]*?end=)"\d+"', r'\1"999999"', "Not mapping external offset"),
    "words as offset": (r'(<blocquotes:Mention [^>]*?end=)"\d+"', r'\1"x"', "must be a UIMA CAS"),
    "backwards": (r'(<blocquotes:Mention [^>]*?end=)"\d+"', r'\1"0"', "no place in the text"),
    "unknown feature": ("<blocquotes:Mention ", '<blocquotes:Mention foo="1" ', "must be a UIMA CAS"),
    "kind": ('kind="LOC"', 'kind="PLACE"', "kind must be one of PERSON"),
    "link to nothing": (r'(<blocquotes:QuoteLink [^>]*)target="\d+"', r'\1target="99999"', "must"),
    "link to a name": (r'(<blocquotes:QuoteLink [^>]*)target="\d+"', r'\1target="3"', "a link must lead to"),
    "other text": ('sofaString="The', 'sofaString="Tha', "must hold the published text"),
    "path": (r'identifier="001[^"]*"', 'identifier="../../x"', "no article"),
}  # fmt: skip


@pytest.mark.parametrize("case", XMI)
def test_xmi(case: str, loaded: Corpus, tmp_path: Path) -> None:
    pattern, new, why = XMI[case]
    (file,) = annotated(loaded, [model(loaded, ONE)], "cas-xmi", tmp_path)
    text, number = re.subn(pattern, new, file.read_text(encoding="utf-8"))
    assert number
    file.write_text(text, encoding="utf-8")
    refused(loaded, file, "cas-xmi", why)


def test_a_json_cas_of_strange_types(loaded: Corpus, tmp_path: Path) -> None:
    (file,) = annotated(loaded, [model(loaded, ONE)], "cas-json", tmp_path)
    value = json.loads(file.read_bytes())
    for one in value["%FEATURE_STRUCTURES"]:
        if one["%TYPE"] == "blocquotes.Quote":
            one["identifier"] = ["a", {"b": 1}]
    refused(loaded, write(file, value), "cas-json", "must be a string")
    (file,) = annotated(loaded, [model(loaded, ONE)], "cas-json", tmp_path)
    value = json.loads(file.read_bytes())
    view = value["%VIEWS"]["_InitialView"]["%MEMBERS"]
    cues = {one["%ID"] for one in value["%FEATURE_STRUCTURES"] if one["%TYPE"] == "blocquotes.Cue"}
    view[:] = [member for member in view if member not in cues]
    refused(loaded, write(file, value), "cas-json", "a link must lead to")
    value["%TYPES"] = {}
    refused(loaded, write(file, value), "cas-json", "must")
    refused(loaded, write(file, {"%TYPES": {}, "%FEATURE_STRUCTURES": [], "%VIEWS": {}}), "cas-json", "our types")


CUTS = st.tuples(
    st.floats(0, 1), st.integers(0, 30), st.sampled_from(("", "\t", "\n", ":", "9", '"', "<", "{", "T1", "𝒳"))
)


@pytest.mark.parametrize("form", READABLE)
@settings(examples(8), suppress_health_check=list(HealthCheck))
@given(cuts=st.lists(CUTS, min_size=1, max_size=4))
def test_damage_is_refused_or_harmless(
    form: str, cuts: list[tuple[float, int, str]], loaded: Corpus, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A damaged file is imported or refused with a reason; nothing else is raised."""
    (file,) = annotated(loaded, [model(loaded, "900-awkward")], form, tmp_path_factory.mktemp("damage"))
    text = file.read_text(encoding="utf-8")
    for where, length, instead in cuts:
        at = int(where * len(text))
        text = text[:at] + instead + text[at + length :]
    file.write_text(text, encoding="utf-8")
    try:
        (found,) = run.read(loaded, [file], form)
    except Refusal as error:
        assert error.reasons and all(p.place and p.must and p.found and p.fix for p in error.reasons)
    else:
        assert json.loads(found.new)["id"] == "900-awkward"


def test_the_command_says_why_and_writes_nothing(exchanged: Path, loaded: Corpus, tmp_path: Path) -> None:
    before = articles(exchanged)
    file, tasks = label_studio(loaded, ONE, tmp_path)
    hostile = "::error::x\u001b[31m\u202e##[group]"
    read = blocquotes(exchanged, "import", write(file, data(article=hostile)(tasks)), "--from", "label-studio")
    assert read.returncode == 1
    assert read.stderr.startswith(
        f"blocquotes: {file.name} task 1: the article must be in the corpus; found no article"
    )
    assert "\nfix: " in read.stderr
    assert not re.search("\u001b|\u202e|##\\[|^::", read.stderr, re.MULTILINE)
    assert articles(exchanged) == before
    outside = blocquotes(exchanged, "export", "../../seeds/x", "--to", "tei", "--output", tmp_path / "out")
    assert outside.returncode == 2 and "no article" in outside.stderr and not (tmp_path / "out").exists()


def test_wrong_usage(exchanged: Path, tmp_path: Path) -> None:
    assert blocquotes(exchanged, "import", tmp_path / "missing", "--from", "brat").returncode == 2
    assert blocquotes(exchanged, "import", tmp_path, "--from", "brat").returncode == 2
    assert blocquotes(exchanged, "export", ONE, "--to", "word").returncode == 2
    assert blocquotes(exchanged, "export", "--to", "brat").returncode == 2
