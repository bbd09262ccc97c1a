"""Foreign text in the card and the datasheet: words and nothing else, as a reader of GitHub's Markdown sees it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from blocquotes import schemas
from blocquotes.dataset import generated_parts
from blocquotes.dataset.pictures import drawn
from blocquotes.shown import Markdown, code, markdown
from conftest import ROOT, examples, real, real_rows

HOSTILE = (
    "![x](https://evil.example/x.png)",
    "[a](javascript:alert(1)) [b][1] [^1] [1]: https://evil.example",
    "<img src=https://evil.example/x onerror=alert(1)> <b>b</b> </td></table>",
    "www.evil.example",
    "see https://evil.example/x and ftp://evil.example",
    "News evil.example",
    "a@evil.example mailto:a@evil.example",
    "<https://evil.example>",
    "a | b \\| c \\\\| d",
    "`code` ``x` |",
    "\\",
    "tail\\",
    "*b* _i_ __b__ ~~s~~ ***x***",
    "&lt;script&gt; &#60;b&#62;",
    "x <!-- /generated --> https://evil.example <!-- generated: counts -->",
    "# Heading\n\n- list\n\n1. one\n\n> quote\n\n    code\n\n---",
    "1. one",
    "- one",
    "+ one",
    "> one",
    "=== x",
    "$x$ $$y$$",
    "@someone #1 org/repo#1 GH-1",
    "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07 \u202e",
    "::error::x ##[error]x",
)

READER = MarkdownIt("gfm-like")


def tokens(text: str) -> Iterator[Token]:
    """Every token of a text, those within lines too."""
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def structure(text: str) -> Counter[str]:
    """How often each kind of markup occurs, except code and plain words, which foreign text may be."""
    kinds = Counter(token.type for token in tokens(text))
    for harmless in ("text", "code_inline", "text_special", "softbreak"):
        del kinds[harmless]
    return kinds


def rows() -> dict[str, list[dict[str, Any]]]:
    return real_rows()


def made(table: str, column: str, values: Sequence[str]) -> str:
    """The parts that rows are printed in, as one document, with these values in the rows of a column by turns."""
    found = rows()[table]
    changed = {**rows(), table: [{**row, column: values[i % len(values)]} for i, row in enumerate(found)]}
    if column.endswith("_id") or column == "type":  # pictures find rows by their ids, and count by types
        parts = {name: getattr(generated_parts, name)(changed) for name in ("articles", "reuse")}
        parts["labels"] = generated_parts.labels(changed)
    else:
        parts = generated_parts.of_rows(real().layout, changed, True, drawn(changed), "pictures")
    return "\n\n".join(f"## {name}\n\n{part}" for name, part in parts.items())


PRINTED = (
    *(("articles", column) for column in ("article_id", "outlet_name", "published_basis")),
    *(("text_reuse", column) for column in ("article_a_id", "text_a")),
    *(("quotes", column) for column in ("type", "medium", "region")),
    *(("entities", column) for column in ("type", "name")),
    ("mentions", "entity_name"),
    ("speakers", "name"),
    ("utterances", "paraphrase"),
)
"""Columns whose values are in the generated parts, or could come there."""


@pytest.mark.parametrize(("table", "column"), PRINTED)
def test_foreign_text_is_words_only_in_every_column(table: str, column: str) -> None:
    must = structure(made(table, column, ["plain"]))
    step = min(len(rows()[table]), len(HOSTILE))
    for start in range(0, len(HOSTILE), step):
        values = HOSTILE[start : start + step]
        document = made(table, column, values)
        assert structure(document) == must, values
        assert not [token for token in tokens(document) if "evil" in str(token.attrs)], values


@pytest.mark.parametrize("value", HOSTILE)
def test_foreign_text_is_words_only_in_tables_and_sentences(value: str) -> None:
    for text in (markdown(value), code(value)):
        assert set(structure(f"A sentence with {text} in it.")) == {"inline", "paragraph_open", "paragraph_close"}
        assert set(structure(text)) <= {"inline", "paragraph_open", "paragraph_close"}
        table = generated_parts.table(("a", "b"), [(Markdown(text), "end")])
        cells = [token.content for token in tokens(table) if token.type == "inline"]
        assert (len(cells), cells[-1]) == (4, "end")
    image = f"![{markdown(value)}](x.svg)"
    assert [token.attrs.get("src") for token in tokens(image) if token.type == "image"] == ["x.svg"]


@given(st.text(alphabet="a1 .:/@|\\`*_[]()<>!&#;~-+=$w\n", max_size=30))
@examples(100)
def test_any_text_is_words_only(value: str) -> None:
    text = markdown(value)
    assert set(structure(text)) <= {"inline", "paragraph_open", "paragraph_close"}
    cells = [token for token in tokens(generated_parts.table(("a", "b"), [(value, "end")])) if token.type == "inline"]
    assert [cell.content for cell in cells][-1] == "end"
    assert len(cells) == 4


def test_plain_words_stay_as_they_are() -> None:
    for value in ("The Straits Times", "Xi’s U.S. visit – “No”, he said.", "Lao She (writer)", "WORK_OF_ART 3"):
        assert markdown(value) == value
    assert schemas.columns(ROOT / "schema", "articles")
