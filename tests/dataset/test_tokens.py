"""The table `tokens`: its tags give back every span of quotes and mentions; and the example that learns from it."""

import os
import re
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes import schemas
from blocquotes.dataset import sentence_rows, table_rows, token_rows
from blocquotes.dataset.token_rows import LabelledSpan
from blocquotes.exchange.vocabulary import CHOICES
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import ENTITY_TYPES, Article, Mention, Quote, Region, Span
from conftest import ROOT, article_models, real, real_rows

Row = Mapping[str, Any]
PATH = ROOT / "docs" / "tokens.md"
PAGE = PATH.read_text(encoding="utf-8")
BLESS = "BLESS=1 pytest -m release tests/dataset/test_tokens.py"
EXAMPLE = ROOT / "examples" / "tagger.py"


@cache
def models() -> table_rows.Models:
    return table_rows.models(real(), dict.fromkeys(real_articles(), "train"))


@cache
def real_articles() -> Mapping[str, Article]:
    return article_models(real())


def rows() -> Sequence[Row]:
    return real_rows()["tokens"]


def read(made: Sequence[Row], part: str) -> Iterator[LabelledSpan]:
    """The spans of an article's rows, read strictly: an I- must continue its own label, also across rows."""
    open_: LabelledSpan | None = None
    pairs = (pair for row in made for pair in zip(row[f"{part}_tags"], row["word_spans"], strict=True))
    for tag, word in pairs:
        if tag.startswith("I-"):
            assert open_ and open_.label == tag[2:], f"{tag} after {open_}"
            open_ = open_._replace(span=Span(open_.span.start, word["end"]))
            continue
        if open_:
            yield open_
        open_ = LabelledSpan(part, Span(word["start"], word["end"]), tag[2:]) if tag != "O" else None
        assert open_ is None or tag.startswith("B-")
    if open_:
        yield open_


def check(article: Article, made: Sequence[Row]) -> None:
    """Holds the rows of an article to its text and to its model."""
    must = {LabelledSpan("mention", m.span, m.type) for m in article.mentions if m.type}
    for quote in article.quotes:
        labels = {"content": quote.type, "cue": "cue", "source": "source"}
        must |= {LabelledSpan(part, span, labels[part]) for part in QUOTE_PARTS for span in getattr(quote, part)}
    words = [Span(word["start"], word["end"]) for row in made for word in row["word_spans"]]
    wide = {one: one._replace(span=widened(words, one.span)) for one in must}
    left = {
        LabelledSpan(u["part"], Span(u["start"], u["end"]), u["label"]) for row in made for u in row["untagged_spans"]
    }
    tagged = [one for part in token_rows.PARTS for one in read(made, part)]
    assert left <= must
    assert sorted(tagged) == sorted(wide[one] for one in must - left)
    assert all(any(one.part == wide[un].part and one.span.meets(wide[un].span) for one in tagged) for un in left)
    for row in made:
        assert row["words"] == [article.text[word["start"] : word["end"]] for word in row["word_spans"]]
    assert "".join(word for row in made for word in row["words"]) == "".join(article.text.split())
    assert len({row["sentence_id"] for row in made}) == len(made)


def widened(words: Sequence[Span], span: Span) -> Span:
    """From the first to the last word that a span shares a character with."""
    met = [word for word in words if word.meets(span)]
    return Span(met[0].start, met[-1].end)


def test_tags_and_untagged_spans_are_the_annotations_of_every_article() -> None:
    for article in real_articles().values():
        check(article, [row for row in rows() if row["article_id"] == article.id])


def test_words_and_sentences_do_not_depend_on_the_annotations() -> None:
    for article in real_articles().values():
        bare = replace(article, mentions=(), quotes=())
        made = token_rows.rows(bare, table_rows.article_row(bare, models()), sentence_rows.places(bare))
        seen = [(row["sentence_id"], row["words"]) for row in rows() if row["article_id"] == article.id]
        assert [(row["sentence_id"], row["words"]) for row in made] == seen


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """A text of a few words and lines, with mentions and quotes anywhere on it, across lines too."""
    text = "a" + draw(st.text("ab.’- \n", min_size=3, max_size=40)) + "z"
    inside = [i for i, character in enumerate(text) if not character.isspace()]
    ends = st.tuples(st.sampled_from(inside), st.sampled_from(inside))
    span = ends.map(lambda pair: Span(min(pair), max(pair) + 1))
    base, quote = next((a, a.quotes[0]) for a in real_articles().values() if a.quotes)
    entity = base.mentions[0].entity
    types = st.sampled_from(("GPE", "ORG"))
    mentions = draw(st.lists(st.builds(Mention, span, types, st.just(entity), st.none()), max_size=4))
    part = st.lists(span, max_size=3, unique=True).map(tuple)
    content = st.lists(span, min_size=1, max_size=2).map(tuple)
    parts = draw(st.lists(st.tuples(content, part, part, st.sampled_from(CHOICES["type"])), max_size=4))
    quotes: list[Quote] = [
        replace(quote, id=f"q{i}", content=a, cue=b, source=c, type=type_) for i, (a, b, c, type_) in enumerate(parts)
    ]
    region = Region("body", Span(0, len(text)), Span(0, len(text)), False)
    return replace(base, text=text, regions=(region,), mentions=tuple(mentions), quotes=tuple(quotes))


@given(articles())
def test_tags_and_untagged_spans_are_the_annotations_wherever_they_lie(article: Article) -> None:
    values = table_rows.article_row(article, models())
    check(article, list(token_rows.rows(article, values, sentence_rows.places(article))))


def test_of_nested_spans_the_outermost_is_tagged() -> None:
    sentences = [[Span(i, i + 1) for i in range(4)], [Span(i, i + 1) for i in range(4, 6)]]
    quotes = [quote("direct", (0, 3)), quote("indirect", (1, 2)), quote("mixed", (0, 5), (5, 6))]
    made = token_rows.tags(sentences, token_rows.labelled_spans({"mentions": [], "quotes": quotes}))
    assert [row["content_tags"] for row in made] == [["B-mixed", *["I-mixed"] * 3], ["I-mixed", "B-mixed"]]
    assert [row["cue_tags"] for row in made] == [["O", "B-cue", "O", "O"], ["O", "O"]]
    assert [[(one["label"], one["start"], one["end"]) for one in row["untagged_spans"]] for row in made] == [
        [("direct", 0, 3), ("indirect", 1, 2)],
        [],
    ]


def test_a_word_that_two_spans_share_belongs_to_the_first() -> None:
    mentions = [{"start": 0, "end": 3, "type": "NORP"}, {"start": 4, "end": 6, "type": "GPE"}]
    (made,) = token_rows.tags(
        [[Span(0, 6), Span(7, 8)]], token_rows.labelled_spans({"mentions": mentions, "quotes": []})
    )
    assert made["mention_tags"] == ["B-NORP", "O"]
    assert made["untagged_spans"] == [{"part": "mention", "label": "GPE", "start": 4, "end": 6}]


def quote(type_: str, *content: tuple[int, int]) -> Row:
    """What of a row of `quotes` gives spans; all share one cue."""
    spans = [{"start": start, "end": end} for start, end in content]
    return {"type": type_, "content_spans": spans, "cue_spans": [{"start": 1, "end": 2}], "source_spans": []}


def test_the_schema_lists_the_tags_of_all_types() -> None:
    labels = {"content": CHOICES["type"], "cue": ("cue",), "source": ("source",), "mention": ENTITY_TYPES}
    for part in token_rows.PARTS:
        must = ("O", *(f"{mark}-{label}" for label in labels[part] for mark in "BI"))
        assert schemas.labels(ROOT / "schema", "tokens", f"{part}_tags") == must


def test_sentences_and_paragraphs_are_those_of_quotes_and_splits_those_of_articles() -> None:
    split = replace(models(), splits={id_: ("train", "test")[i % 2] for i, id_ in enumerate(real_articles())})
    nested = [table_rows.article_row(article, split) for article in real_articles().values()]
    made: list[Row] = []
    for values in nested:
        article = real_articles()[values["article_id"]]
        made += token_rows.rows(article, values, sentence_rows.places(article))
    assert {(row["article_id"], row["split"]) for row in made} == set(split.splits.items())
    places = {(row["article_id"], row["sentence"]): row for row in made}
    for quote in (quote for row in nested for quote in table_rows.explode(row, "quotes")):
        row = places[quote["article_id"], quote["sentence"]]
        assert (row["region"], row["paragraph"]) == (quote["region"], quote["paragraph"])
        assert row["word_spans"][0]["start"] <= quote["content_spans"][0]["start"] < row["word_spans"][-1]["end"]


# The page, and the example.


def blocks(language: str, page: str = PAGE) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def run(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HF_HOME": str(folder / "hf"), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)


@pytest.fixture(scope="module")
def printed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the code of the page and its example print, in a folder with the release and the examples."""
    beside = tmp_path_factory.mktemp("beside")
    (beside / "dist").symlink_to(dist)
    (beside / "examples").symlink_to(EXAMPLE.parent)
    code, command = *blocks("python"), *blocks("sh")
    ran = [run(arguments, beside) for arguments in (["-c", code], command.split()[1:])]
    assert [one.stderr for one in ran if one.returncode] == []
    return [one.stdout for one in ran]


@pytest.mark.slow
def test_code_and_example_of_the_page_run(printed: Sequence[str]) -> None:
    code, example = printed
    assert "B-direct" in code
    assert all(re.search(rf"^{part} ", example, re.MULTILINE) for part in ("content", "cue", "source", "mention"))


@pytest.mark.release
def test_they_print_what_the_page_shows(printed: Sequence[str]) -> None:
    if os.environ.get("BLESS"):
        fresh = iter(printed)
        PATH.write_text(
            re.sub(r"(?<=```text\n)(.*?)(?=```)", lambda _: next(fresh), PAGE, flags=re.DOTALL), encoding="utf-8"
        )
    assert blocks("text", PATH.read_text("utf-8")) == printed, f"if the scores are right now, run:  {BLESS}"


def test_the_example_asks_for_words(withheld: Path, tmp_path: Path) -> None:
    ran = run([str(EXAMPLE), str(withheld)], tmp_path)
    assert (ran.returncode, "the release must hold the words" in ran.stderr) == (2, True)


@pytest.mark.release
def test_the_figures_of_the_page_are_true(dist: Path) -> None:
    page, made = " ".join(PAGE.split()), rows()
    tagged = sum(1 for a in real_articles() for _ in read([row for row in made if row["article_id"] == a], "content"))
    left = [one["part"] for row in made for one in row["untagged_spans"]]
    contents, mentions = left.count("content"), left.count("mention")
    assert f"{tagged} of {tagged + contents} spans. The other {contents} are in" in page
    assert f"as do {len(partly(made))} of {sum(len(row['words']) for row in made)} words" in page
    assert f"the second is in `untagged_spans` ({mentions} mention" in page
    goes_on = [row for row in made if any(row[f"{part}_tags"][0].startswith("I-") for part in token_rows.PARTS)]
    assert f"{len(goes_on)} of {len(made)} rows begin with" in page


def partly(made: Sequence[Row]) -> set[tuple[str, Span]]:
    """The words at the edge of a span that covers them only in part."""
    words = {(row["article_id"], Span(word["start"], word["end"])) for row in made for word in row["word_spans"]}
    edges = {a.id: annotation_edges(a) for a in real_articles().values()}
    return {(id_, word) for id_, word in words if edges[id_] & set(range(word.start + 1, word.end))}


def annotation_edges(article: Article) -> set[int]:
    spans = [m.span for m in article.mentions if m.type]
    spans += [span for quote in article.quotes for part in QUOTE_PARTS for span in getattr(quote, part)]
    return {edge for span in spans for edge in span}


@pytest.mark.release
def test_names_are_found_as_often_as_the_page_says(dist: Path) -> None:
    example = runpy.run_path(str(EXAMPLE))
    # Whether a name is also in the training articles → how often that is so.
    occur: Counter[bool] = Counter()
    right: Counter[bool] = Counter()
    for train, held in example["folds"](str(dist)):
        known = {name for row in train for _, name in names(example, row, row["mention_tags"])}
        for row, tags in zip(held, example["predict"](train, held, "mention"), strict=True):
            found = set(example["spans"](tags))
            for span, name in names(example, row, row["mention_tags"]):
                occur[name in known] += 1
                if span in found:
                    right[name in known] += 1
    page = " ".join(PAGE.split())
    assert f"{occur[True]} of the {occur.total()} names also occur in the training articles" in page
    assert f"and {right[True]} of these are found; of the other {occur[False]} only {right[False]}" in page


def names(example: Mapping[str, Any], row: Row, tags: Sequence[str]) -> list[tuple[Any, tuple[str, ...]]]:
    """The spans of a row's mentions and their words."""
    return [(span, tuple(row["words"][span[1] : span[2]])) for span in example["spans"](tags)]
