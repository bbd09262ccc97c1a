"""The command `blocquotes evaluate challenge`: what counts as right in each part, and what it refuses."""

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import contribute
from blocquotes.agree import phenomena, phenomena_report
from blocquotes.agree.phenomena import Measured
from blocquotes.fields import QUOTE_PARTS
from blocquotes.form import written
from blocquotes.layout import Layout
from blocquotes.model import Span
from blocquotes.refusal import Refusal
from commands import blocquotes
from conftest import ROOT

SAID = "Ann Lee said: “It is late.” Mr Roe left."
LEFT = "Ann Lee read: “It is late” and left."
COLON = "Roe: The hall is cold."

Line = dict[str, Any]


def item(id_: str, text: str, *quotes: Line, **more: Any) -> Line:
    return {"id": id_, **more, "text": text, "quotes": list(quotes)}


def file(name: str, *items: Line) -> Line:
    schema = "../../schema/phenomenon.schema.json"
    return {
        "$schema": schema,
        "id": name,
        "tests": "Whether.",
        "guideline": 1,
        "method": "model",
        "items": list(items),
    }


def quote(content: str, cue: str, source: str, speaker: str, type_: str, **more: str) -> Line:
    parts = {"content": [{"exact": content}], "cue": [{"exact": cue}], "source": [{"exact": source}]}
    return {"id": "q1", "type": type_, **more, **parts, "speakers": [speaker]}


FILES = (
    file(
        "reading",
        item("said", SAID, quote("“It is late.”", "said", "Ann Lee", "Ann Lee", "direct"), pair="late"),
        item("read", LEFT, pair="late", blind=True),
    ),
    file("turns", item("colon", COLON, quote("The hall is cold.", ":", "Roe", "Roe", "indirect"))),
)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "corpus" / "challenge").mkdir(parents=True)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    for value in FILES:
        (tmp_path / "corpus" / "challenge" / f"{value['id']}.json").write_text(written(value), encoding="utf-8")
    return Layout(tmp_path)


def at(text: str, words: str) -> list[list[int]]:
    return [[text.index(words), text.index(words) + len(words)]]


def line(id_: str, text: str, *quotes: tuple[str, str, str, str, str]) -> Line:
    rows = [
        {"content": at(text, c), "cue": at(text, q), "source": at(text, s), "speakers": [who], "type": type_}
        for c, q, s, who, type_ in quotes
    ]
    return {"doc_id": id_, "quotes": rows}


RIGHT = [
    line("reading/said", SAID, ("“It is late.”", "said", "Ann Lee", "Ann Lee", "direct")),
    line("reading/read", LEFT),
    line("turns/colon", COLON, ("The hall is cold.", ":", "Roe", "Roe", "indirect")),
]


def measured(layout: Layout, lines: list[Line]) -> Measured:
    path = layout.root / "pred.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return phenomena.measure(layout, str(path))


def right_parts(result: Measured) -> dict[str, set[str]]:
    return {one.item.id: set(one.right) for one in result.results}


EVERYTHING = set(phenomena.PARTS)


def test_right_predictions_are_all_right(layout: Layout) -> None:
    result = measured(layout, RIGHT)
    assert right_parts(result) == dict.fromkeys(("reading/said", "reading/read", "turns/colon"), EVERYTHING)
    rows = dict(phenomena.scores(result))
    assert list(rows) == ["reading", "turns", "all texts", "not blind", "blind"]
    assert [(one.texts, one.right, one.pairs, one.right_pairs) for one in rows.values()] == [
        (2, 2, 1, 1),
        (1, 1, 0, 0),
        (3, 3, 1, 1),
        (2, 2, 1, 1),
        (1, 1, 1, 1),
    ]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"cue": at(SAID, "said:")}, set()),
        ({"content": at(SAID, "It is late")}, set()),
        ({"speakers": ["ann lee"]}, set()),
        ({"speakers": ["Mrs. Ann Lee"]}, set()),
        ({"speaker": "Ann Lee", "speakers": ["Ann Lee"]}, set()),
        ({"content": at(SAID, "It is")}, EVERYTHING),
        ({"content": at(SAID, "“It is late.” Mr")}, EVERYTHING),
        ({"content": [*at(SAID, "It is"), *at(SAID, "late")]}, set()),
        ({"cue": at(SAID, "Lee said")}, {"cue"}),
        ({"cue": None}, {"cue"}),
        ({"source": at(SAID, "Ann")}, {"source"}),
        ({"speakers": ["Lee"]}, {"speakers"}),
        ({"speakers": ["Ann Lee", "Roe"]}, {"speakers"}),
        ({"speakers": []}, {"speakers"}),
        ({"type": "mixed"}, {"type"}),
        ({"factuality": "negated"}, {"factuality"}),
    ],
)
def test_a_part_is_right_or_wrong(layout: Layout, change: Line, wrong: set[str]) -> None:
    lines = copy.deepcopy(RIGHT)
    lines[0]["quotes"][0] |= change
    assert right_parts(measured(layout, lines))["reading/said"] == EVERYTHING - wrong


def test_a_quote_too_many_or_too_few_makes_every_part_wrong(layout: Layout) -> None:
    lines = copy.deepcopy(RIGHT)
    lines[0]["quotes"] *= 2
    lines[1]["quotes"] = [{"content": at(LEFT, "“It is late”")}]
    result = measured(layout, lines)
    assert right_parts(result) == {"reading/said": set(), "reading/read": set(), "turns/colon": EVERYTHING}
    assert dict(phenomena.scores(result))["reading"].right_pairs == 0


def test_a_colon_counts_by_its_place(layout: Layout) -> None:
    lines = copy.deepcopy(RIGHT)
    lines[2]["quotes"][0]["cue"] = at(COLON, ".")
    assert right_parts(measured(layout, lines))["turns/colon"] == EVERYTHING - {"cue"}


def test_parts_that_a_system_never_gives_do_not_count(layout: Layout) -> None:
    lines = [{**one, "quotes": [{"content": q["content"]} for q in one["quotes"]]} for one in RIGHT]
    result = measured(layout, lines)
    assert result.given == ("content",)
    assert dict(phenomena.scores(result))["all texts"].right == 3


def test_missing_and_unknown_texts_are_counted(layout: Layout) -> None:
    result = measured(layout, [RIGHT[0], {"doc_id": "other/one", "quotes": []}])
    assert (result.missing, result.unknown) == (("reading/read", "turns/colon"), 1)
    assert right_parts(result) == {"reading/said": EVERYTHING, "reading/read": EVERYTHING, "turns/colon": set()}
    assert list(phenomena_report.as_text(result, False))[1:3] == [
        "missing, counted as texts without quotes: reading/read, turns/colon",
        "not in the challenge set, not measured: 1",
    ]


def test_a_table_of_quotes_is_measured(layout: Layout) -> None:
    spans = {part: [Span(*span)._asdict() for span in RIGHT[0]["quotes"][0][part]] for part in QUOTE_PARTS}
    row = {
        "article_id": "reading/said",
        "quote_id": "reading/said#0",
        "type": "direct",
        "medium": "speech",
        "factuality": "asserted",
        "content": "“It is late.”",
        **{f"{part}_spans": value for part, value in spans.items()},
        "speaker_ids": ["ann-lee"],
        "speaker_names": ["Ann Lee"],
        "within_id": None,
    }
    path = layout.root / "quotes.parquet"
    pq.write_table(pa.Table.from_pylist([row]), path)
    assert right_parts(phenomena.measure(layout, str(path)))["reading/said"] == EVERYTHING
    pq.write_table(pa.Table.from_pylist([{**row, "content": "It was late"}]), path)
    with pytest.raises(Refusal, match="of the texts of the challenge set"):
        phenomena.measure(layout, str(path))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda lines: lines[0].update(text="Another text."), "its text differs from code point 2 on"),
        (lambda lines: lines[0]["quotes"][0].update(content=[[0, 900]]), "does not lie in its 40 code points"),
        (
            lambda lines: [one.update(doc_id="x") for one in lines[:1]] and lines.__delitem__(slice(1, None)),
            "different ids",
        ),
        (lambda lines: lines[0]["quotes"][0].update(speakers=["x", 1]), "a list of speakers"),
        (lambda lines: lines[0]["quotes"][0].update(speakers="x"), "a list of speakers"),
    ],
)
def test_predictions_of_another_text_or_shape_are_refused(
    layout: Layout, spoil: Callable[[list[Line]], object], message: str
) -> None:
    lines = copy.deepcopy(RIGHT)
    spoil(lines)
    with pytest.raises(Refusal, match=message):
        measured(layout, lines)


def test_a_broken_challenge_file_is_refused(layout: Layout) -> None:
    path = layout.corpus / "challenge" / "turns.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('The hall is cold."}', 'The hall was cold."}'), encoding="utf-8")
    with pytest.raises(Refusal, match="one place"):
        phenomena.measure(layout, None)
    path.write_text(text.replace("guideline", "rule"), encoding="utf-8")
    with pytest.raises(Refusal, match="fit its schema"):
        phenomena.measure(layout, None)
    shutil.rmtree(layout.corpus / "challenge")
    with pytest.raises(Refusal, match="must have files"):
        phenomena.measure(layout, None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["articles"], "PRED is needed"),
        (["challenge", "--by", "rule"], "use --list alone"),
        (["challenge", "--list", "missed"], "use --list alone"),
        (["challenge", "articles"], "must be a .jsonl or .parquet file"),
    ],
)
def test_wrong_usage_is_explained(layout: Layout, arguments: list[str], message: str) -> None:
    ran = contribute.run(layout.root, "evaluate", *arguments)
    assert ran.exit_code == 2
    assert message in ran.output


def test_the_command_measures_the_suggester_and_lists_its_mistakes() -> None:
    ran = blocquotes("--root", ROOT, "evaluate", "challenge", "--list")
    assert (ran.returncode, ran.stderr) == (0, "")
    table, _, listed = ran.stdout.partition("texts with mistakes")
    row = next(words.split() for words in table.splitlines() if words.startswith("all texts"))
    texts, shares = int(row[2]), [int(word) for word in row[3:]]
    assert texts == len(phenomena.read(Layout(ROOT)))
    # No bar for quality: only that most texts are right, and that those which are not are listed.
    assert all(50 < share <= 100 for share in shares)
    assert abs(listed.count("\n  text:  ") - texts * (1 - shares[6] / 100)) <= texts / 100
    assert "\n  right: " in listed
    assert "\n  found: " in listed


def test_the_json_says_the_same(layout: Layout) -> None:
    path = layout.root / "pred.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in RIGHT[:2]), encoding="utf-8")
    ran = contribute.run(layout.root, "evaluate", "challenge", str(path), "--json")
    value = json.loads(ran.output)
    assert value["missing"] == ["turns/colon"]
    assert value["texts"][2] == {"item_id": "turns/colon", "blind": False, "right": []}
    of_all = next(one for one in value["scores"] if one["phenomenon"] == "all texts")
    assert (of_all["texts"], of_all["all_right"], of_all["pairs"], of_all["right_pairs"]) == (3, 2, 1, 1)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ann Lee", "ann lee"),
        ("the Mayor", "mayor"),
        ("Mr. Roe", "roe"),
        ("its owner", "owner"),
        ("Bishop Roe", "bishop roe"),
        ("Ann's aunt", "ann’s aunt"),
        ("The", ""),
    ],
)
def test_names_are_compared_without_what_is_in_front(name: str, plain: str) -> None:
    assert phenomena.plain_name(name) == plain


def test_the_line_in_the_documentation_is_right_in_every_part(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "challenge.md").read_text(encoding="utf-8")
    path = tmp_path / "pred.jsonl"
    path.write_text(page.split("```json\n")[1].split("```")[0], encoding="utf-8")
    right = [set(one.right) for one in phenomena.measure(Layout(ROOT), str(path)).results if one.found]
    assert right == [EVERYTHING]
