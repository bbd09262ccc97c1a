"""The command `blocquotes evaluate`: figures calculated by hand, errors by class, and what it refuses."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blocquotes.agree import evaluation, scores
from blocquotes.agree.evaluation import Mistake
from blocquotes.layout import Layout
from blocquotes.model import Span
from blocquotes.refusal import Refusal
from two_passes import OTHER, SEED, checkout, quote, ran, write

TEXT = (
    "“We must talk,” said Ann Lee. “And soon.” Roe said it is late. Roe fears that all is lost in town.\n"
    "Some said no.\n"
)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return checkout(tmp_path)


def at(words: str, text: str = TEXT) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


def said(content: str | list[str], cue: str = "", source: str = "", speaker: str | None = None) -> dict[str, Any]:
    """A quote in the scorer's shape."""
    parts = [content] if isinstance(content, str) else content
    return {
        "content": [at(part) for part in parts],
        "cue": [at(cue)] if cue else None,
        "source": [at(source)] if source else None,
        "type": None,
        "speaker": speaker,
    }


GOLD = [
    said(["“We must talk,”", "“And soon.”"], "said", "Ann Lee", "Ann Lee"),
    said("it is late", "said it"[:4], "Roe", "Ben Roe"),
    said("that all is lost in town", "fears", "Roe", "Ben Roe"),
    said("no", source="Some"),
]
PRED = [
    said("“We must talk,”", "said", "Ann Lee", "Ann Lee"),
    said("“And soon.”"),
    said("it is late", "said", "Ann Lee", "Ann Lee"),
    said("that all is lost", "fears", "Roe", "Roe"),
    said("in town"),
    said("Ann Lee"),
]


def lines(path: Path, *documents: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return str(path)


def files(tmp_path: Path) -> tuple[str, str]:
    gold = lines(tmp_path / "gold.jsonl", {"doc_id": "x", "text": TEXT, "quotes": GOLD})
    return gold, lines(tmp_path / "pred.jsonl", {"doc_id": "x", "quotes": PRED})


def rates(found: evaluation.Evaluation, measure: str, row: str = "") -> tuple[object, ...]:
    return tuple(found.agreement.figures[measure, row, figure] for figure in ("precision", "recall", "f1"))


def test_figures(layout: Layout, tmp_path: Path) -> None:
    found = evaluation.evaluate(layout, *files(tmp_path))
    # Alike are talk (3 of 5 words), late (3 of 3) and lost (4 of 6): 3 of 4 and 3 of 6.
    assert rates(found, "content-overlap", "all") == (1 / 2, 3 / 4, 3 / 5)
    assert rates(found, "content-overlap", "direct") == (1 / 2, 1, pytest.approx(2 / 3))
    assert rates(found, "content-words", "all") == (1 / 6, 1 / 4, 1 / 5)
    # Of four quotes with a source in GOLD and three in PRED, those of talk and lost are right.
    assert rates(found, "quote-source", "all") == (2 / 3, 1 / 2, pytest.approx(4 / 7))
    assert rates(found, "source-head", "all") == (2 / 3, 2 / 3, pytest.approx(2 / 3))
    # “Roe” is the last name of Ben Roe, but not his full name.
    assert rates(found, "speaker-name", "all") == (2 / 3, 2 / 3, pytest.approx(2 / 3))
    assert rates(found, "speaker-id", "all") == (1 / 3, 1 / 3, pytest.approx(1 / 3))
    assert rates(found, "mention-span") == rates(found, "utterance-links") == (None, None, None)


def test_errors_by_class(layout: Layout, tmp_path: Path) -> None:
    found = evaluation.mistakes(evaluation.evaluate(layout, *files(tmp_path)))
    whole = "“We must talk,” … “And soon.”"
    assert found == [
        Mistake("boundary", "x", 1, 1, whole, "“We must talk,”"),
        Mistake("joined", "x", 1, 1, whole, "“And soon.”"),
        Mistake("spurious", "x", 1, 22, None, "Ann Lee"),
        Mistake("source", "x", 1, 52, "Roe", "Ann Lee"),
        Mistake("speaker", "x", 1, 52, "Ben Roe", "Ann Lee"),
        Mistake("boundary", "x", 1, 74, "that all is lost in town", "that all is lost"),
        Mistake("joined", "x", 1, 74, "that all is lost in town", "in town"),
        Mistake("missed", "x", 2, 11, "no", None),
    ]


def test_contents_that_share_too_little_to_match_are_one_boundary_error(layout: Layout, tmp_path: Path) -> None:
    gold = lines(tmp_path / "g.jsonl", {"doc_id": "x", "text": TEXT, "quotes": [said("that all is lost in town")]})
    pred = lines(tmp_path / "p.jsonl", {"doc_id": "x", "text": TEXT, "quotes": [said("in town")]})
    found = evaluation.mistakes(evaluation.evaluate(layout, gold, pred))
    assert found == [Mistake("boundary", "x", 1, 74, "that all is lost in town", "in town")]


def test_a_document_that_pred_lacks_counts_as_without_quotes(layout: Layout, tmp_path: Path) -> None:
    one = {"doc_id": "x", "text": TEXT, "quotes": GOLD}
    gold = lines(tmp_path / "g.jsonl", one, {**one, "doc_id": "y"})
    pred = lines(tmp_path / "p.jsonl", one, {**one, "doc_id": "z"})
    found = evaluation.evaluate(layout, gold, pred)
    assert rates(found, "content-words", "all") == (1, 1 / 2, pytest.approx(2 / 3))
    text = list(scores.as_text(found, evaluation.mistakes(found), None))
    assert "only in A, counted as documents without quotes in B: 1 (y)" in text
    assert "only in B, not measured: 1 (z)" in text


def test_passes_are_paired_by_their_seeds(layout: Layout) -> None:
    write(layout.root, "a", "y", OTHER, quotes=[quote("q", "indirect", ["calm"], speakers=["ann-lee"])])
    found = evaluation.evaluate(layout, "a", "b")
    assert rates(found, "content-overlap", "all") == (3 / 4, 3 / 5, pytest.approx(2 / 3))
    assert rates(found, "mention-span") == (1, 3 / 4, pytest.approx(6 / 7))
    assert rates(found, "utterance-links") == (1 / 2, 1 / 2, 1 / 2)
    assert Counter(one.kind for one in evaluation.mistakes(found))["missed"] == 2


def table(path: Path, text: str, words: str, **fields: Any) -> str:
    """A quotes table with one row."""
    start = text.index(words)
    row = {
        "article_id": "x",
        "quote_id": "x#0",
        "type": "direct",
        "medium": "speech",
        "content": words,
        "content_spans": [{"start": start, "end": start + len(words)}],
        "cue_spans": [],
        "source_spans": [],
        "speaker_ids": ["ann-lee"],
        "speaker_names": ["Ann Lee"],
        "within_id": None,
        **fields,
    }
    pq.write_table(pa.Table.from_pylist([row]), path)
    return str(path)


@pytest.mark.parametrize("text", [f"Menu\n\n{OTHER}", OTHER])
def test_tables_fit_the_seed_or_the_published_text(layout: Layout, tmp_path: Path, text: str) -> None:
    regions = [{"role": "boilerplate", "exact": "Menu"}, {"role": "body", "exact": OTHER.strip()}]
    quotes = [quote("q", "direct", ["and soon"], speakers=["ann-lee"])]
    write(layout.root, "s", "y", f"Menu\n\n{OTHER}", regions=regions, quotes=quotes)
    pred = table(tmp_path / "quotes.parquet", text, "and soon", article_id="y")
    found = evaluation.evaluate(layout, "s", pred)
    assert rates(found, "content-words", "direct") == (1, 1, 1)
    assert rates(found, "speaker-id", "direct") == (1, 1, 1)


def test_mentions_are_read_beside_the_quotes(layout: Layout, tmp_path: Path) -> None:
    pred = table(tmp_path / "quotes.parquet", SEED, "“We will talk on Monday,”")
    assert rates(evaluation.evaluate(layout, "a", pred), "mention-span") == (None, None, None)
    start = SEED.index("Ann Lee")
    row = {"article_id": "x", "start": start, "end": start + 7, "type": "PERSON", "entity_id": "ann-lee"}
    pq.write_table(pa.Table.from_pylist([{**row, "stands_for_id": None}]), tmp_path / "mentions.parquet")
    assert rates(evaluation.evaluate(layout, "a", pred), "mention-entity") == (1, 1 / 4, 2 / 5)


def test_quotes_within_quotes_are_left_out_where_gold_cannot_mark_them(layout: Layout, tmp_path: Path) -> None:
    gold = lines(tmp_path / "g.jsonl", {"doc_id": "x", "text": TEXT, "quotes": GOLD})
    pred = table(tmp_path / "p.parquet", TEXT, "it is late", within_id="x#1")
    found = evaluation.evaluate(layout, gold, pred)
    assert rates(found, "content-words", "all") == (None, 0, 0)
    assert "them: 1" in "\n".join(scores.as_text(found, [], None))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "p.jsonl:1: a line must be"),
        ('{"doc_id": "x"}', "found no field 'quotes'"),
        ('{"doc_id": 1, "quotes": []}', "doc_id and text must be strings"),
        ('{"doc_id": "x", "quotes": [{"content": []}]}', "quote 0 must have content"),
        ('{"doc_id": "x", "quotes": [{"content": [[1, "2"]]}]}', "an offset must be a number"),
        ('{"doc_id": "x", "quotes": []}\n{"doc_id": "x", "quotes": []}', "p.jsonl:2: a doc_id must be unique"),
        ("[" * 100_000, "recursion"),
        ("", "must hold a document"),
        ('{"doc_id": "y", "quotes": []}', "in common; found none\n  GOLD: x\n  PRED: y"),
        ('{"doc_id": "x", "text": "“We must walk", "quotes": []}', "p.jsonl:1: its text differs from code point 9 on"),
        ('{"doc_id": "x", "quotes": [{"content": [[1, 999]]}]}', "span 1 to 999 does not lie in its 113 code points"),
    ],
)
def test_other_shapes_and_texts_are_refused(layout: Layout, tmp_path: Path, line: str, message: str) -> None:
    gold, _ = files(tmp_path)
    (tmp_path / "p.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        evaluation.evaluate(layout, gold, str(tmp_path / "p.jsonl"))
    assert message in str(caught.value)


def test_other_tables_are_refused(layout: Layout, tmp_path: Path) -> None:
    gold, _ = files(tmp_path)
    words = table(tmp_path / "p.parquet", TEXT, "it is late", content="it is early")
    with pytest.raises(Refusal, match="'it is early' is not at 51"):
        evaluation.evaluate(layout, gold, words)
    with pytest.raises(Refusal, match="GOLD or PRED must hold the texts"):
        evaluation.evaluate(layout, words, words)
    pq.write_table(pa.table({"article_id": ["x"]}), words)
    with pytest.raises(Refusal, match="missing: content, content_spans, cue_spans"):
        evaluation.evaluate(layout, gold, words)
    Path(words).write_bytes(b"no table")
    with pytest.raises(Refusal, match="must be a Parquet file"):
        evaluation.evaluate(layout, gold, words)
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9")
    with pytest.raises(Refusal, match="must be UTF-8"):
        evaluation.evaluate(layout, gold, str(tmp_path / "latin.jsonl"))


def test_a_line_without_an_end_is_refused(layout: Layout, tmp_path: Path) -> None:
    endless = tmp_path / "endless.jsonl"
    with endless.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(Refusal, match="a line must have at most 67,108,864 bytes"):
        evaluation.evaluate(layout, str(endless), str(endless))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"article_id": None}, "article_id must be a string; found None"),
        ({"content_spans": None}, "p.parquet, x: rows must have the values of the published table"),
        ({"content_spans": []}, "a quote without content"),
        ({"content_spans": [{"start": None, "end": 5}]}, "an offset must be a number from 0 on; found None"),
        ({"content_spans": "0-5"}, "p.parquet, x: rows must have the values of the published table"),
        ({"speaker_names": []}, "p.parquet, x: rows must have the values of the published table"),
        ({"type": 3}, "type must be a string; found 3"),
    ],
)
def test_tables_with_other_values_are_refused(
    layout: Layout, tmp_path: Path, fields: dict[str, Any], message: str
) -> None:
    gold, _ = files(tmp_path)
    with pytest.raises(Refusal) as caught:
        evaluation.evaluate(layout, gold, table(tmp_path / "p.parquet", TEXT, "it is late", **fields))
    assert message in str(caught.value)


def test_a_table_with_damaged_pages_is_refused(layout: Layout, tmp_path: Path) -> None:
    gold, _ = files(tmp_path)
    path = Path(table(tmp_path / "p.parquet", TEXT, "it is late"))
    data = path.read_bytes()
    path.write_bytes(data[:200] + b"\xff" * 60 + data[260:])
    with pytest.raises(Refusal, match=r"p\.parquet: the file must be a readable Parquet file"):
        evaluation.evaluate(layout, gold, str(path))


def by_rule_table(tmp_path: Path, **fields: Any) -> str:
    """A quotes table with a match, a quote with other words and another source, and one that is not in GOLD."""
    path = table(tmp_path / "p.parquet", TEXT, "it is late", **fields)
    (late,) = pq.read_table(path).to_pylist()
    lost = {**late, "quote_id": "x#1", "content": "that all is lost", "source_spans": [Span(*at("Ann Lee"))._asdict()]}
    lost |= {"content_spans": [Span(*at("that all is lost"))._asdict()]}
    name = {**late, "quote_id": "x#2", "content": "Ann Lee", "content_spans": [Span(*at("Ann Lee"))._asdict()]}
    late["source_spans"] = [Span(*at("Roe"))._asdict()]
    pq.write_table(pa.Table.from_pylist([late, lost, name | ({"rule": "label"} if fields else {})]), path)
    return path


def test_rules_are_counted(layout: Layout, tmp_path: Path) -> None:
    gold, _ = files(tmp_path)
    pred = by_rule_table(tmp_path, rule="verb-before-clause")
    code, out, _ = ran(layout, "evaluate", gold, pred, "--by", "rule", "--json")
    assert (code, json.loads(out)["rules"]) == (
        0,
        {
            "label": {"quotes": 1, "matched": 0, "exact": 0, "source_right": 0},
            "verb-before-clause": {"quotes": 2, "matched": 2, "exact": 1, "source_right": 1},
        },
    )
    assert (
        "verb-before-clause       2        2      1             1\n"
        in ran(layout, "evaluate", gold, pred, "--by", "rule")[1]
    )


def test_a_table_without_rules_has_none_to_count(layout: Layout, tmp_path: Path) -> None:
    code, out, err = ran(layout, "evaluate", files(tmp_path)[0], by_rule_table(tmp_path), "--by", "rule")
    assert (code, out) == (2, "")
    assert "PRED must have the column `rule`" in err


def test_command(layout: Layout, tmp_path: Path) -> None:
    both = files(tmp_path)
    code, out, _ = ran(layout, "evaluate", *both)
    assert (code, "joined: 2 – two quotes" in out) == (0, True)
    assert "  x:2:11\n    A: no\n    B: –" in out
    code, out, _ = ran(layout, "evaluate", *both, "--list", "missed")
    assert (code, "missed: 1" in out, "joined" in out) == (0, True, False)
    code, out, _ = ran(layout, "evaluate", *both, "--json", "--list")
    output = json.loads(out)
    assert (code, output["errors"]["joined"], len(output["mistakes"])) == (0, 2, 8)
    assert "mistakes" not in json.loads(ran(layout, "evaluate", *both, "--json")[1])


def test_command_ends_with_2_where_there_is_nothing_to_measure(layout: Layout, tmp_path: Path) -> None:
    gold, _ = files(tmp_path)
    code, out, err = ran(layout, "evaluate", gold, str(tmp_path / "none.jsonl"))
    assert (code, out) == (2, "")
    assert "a file to evaluate must exist" in err


def test_command_ends_with_1_where_a_file_has_errors(layout: Layout) -> None:
    write(layout.root, "b", "y", OTHER, quotes=[quote("q", "indirect", ["clam"])])
    code, out, err = ran(layout, "evaluate", "a", "b")
    assert (code, out) == (1, "")
    assert "anchor-not-found" in err


def test_gold_without_speakers_leaves_speakers_unmeasured(layout: Layout, tmp_path: Path) -> None:
    quotes = [{**one, "speaker": None} for one in GOLD]
    gold = lines(tmp_path / "g.jsonl", {"doc_id": "x", "text": TEXT, "quotes": quotes})
    found = evaluation.evaluate(layout, gold, files(tmp_path)[1])
    assert rates(found, "speaker-name", "all") == (None, None, None)


def test_the_gold_text_of_the_documentation_marks_words() -> None:
    documentation = (Path(__file__).parents[2] / "docs" / "suggest.md").read_text(encoding="utf-8")
    (line,) = [line for line in documentation.splitlines() if line.startswith('{"doc_id"')]
    text, (marked,) = json.loads(line)["text"], json.loads(line)["quotes"]
    spans = {part: [text[start:end] for start, end in marked[part]] for part in ("content", "cue", "source")}
    content = "Fishermen fear that the port will close for good"
    assert spans == {"content": [content], "cue": ["said"], "source": ["their spokesman Jo Lee"]}
