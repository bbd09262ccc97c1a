"""`extract` and `extract_many`: what they find, in which order, and what they do with texts that are none."""

import dataclasses
import itertools
import pickle
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import blocquotes
from blocquotes import Document, ExtractError, Span
from blocquotes.api import extraction
from blocquotes.suggest import pipeline
from conftest import ROOT, slowness

TEXT = """Ships to sail on Monday

By Orla Venn
The Hask Sentinel - May 16, 2024

“We will sail on Monday,” said Anna Berg, a captain. “It is safe.”

She added that Berlin “will not pay”. Berg said: “Two fishermen told me: ‘Go ahead.’”
"""
"""Direct, continued, mixed and nested quotes, and a head."""

SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


def test_a_quote_has_its_parts_and_their_places() -> None:
    quotes = blocquotes.extract(TEXT).quotes
    assert [(one.type, one.cue, one.source, one.speaker) for one in quotes] == [
        ("direct", "said", "Anna Berg, a captain", "Anna Berg"),
        ("mixed", "added", "She", "Anna Berg"),
        ("direct", "said", "Berg", "Anna Berg"),
        ("direct", "told", "Two fishermen", "Two fishermen"),
    ]
    assert quotes[0].content == "“We will sail on Monday,” “It is safe.”"
    for quote in quotes:
        for part, spans in quote.spans._asdict().items():
            assert getattr(quote, part) == " ".join(TEXT[span.start : span.end] for span in spans)
    assert [one.within for one in quotes] == [None, None, None, 2]
    assert [one.speakers[0].named for one in quotes] == [True, True, True, False]
    assert 0 < quotes[0].confidence <= 1
    assert quotes[0].rule == "inverted-after-quotation"


def test_a_document_has_mentions_and_what_its_head_says() -> None:
    document = blocquotes.extract(TEXT)
    assert (document.title, document.published, document.outlet) == (
        "Ships to sail on Monday",
        "2024-05-16",
        "The Hask Sentinel",
    )
    berg = next(one for one in document.mentions if one.text == "Anna Berg")
    assert TEXT[berg.span.start : berg.span.end] == "Anna Berg"
    assert (berg.entity.id, berg.entity.name, berg.entity.type) == ("anna-berg", "Anna Berg", "PERSON")
    empty = blocquotes.extract("")
    assert (empty.quotes, empty.mentions, empty.title, empty.published, empty.outlet) == ((), (), None, None, None)


def test_one_sentence_is_no_headline() -> None:
    assert blocquotes.extract("“We will sail,” said Anna Berg.").title is None
    assert blocquotes.extract("Harbour to close in May").title == "Harbour to close in May"


def test_rows_are_plain_values_for_a_table() -> None:
    rows = blocquotes.extract(TEXT).rows
    assert [row["speaker"] for row in rows] == ["Anna Berg", "Anna Berg", "Anna Berg", "Two fishermen"]
    assert {type(value) for row in rows for value in row.values()} <= {str, int, float, bool, list, type(None)}


def test_documents_cannot_be_changed_and_can_be_pickled() -> None:
    document = blocquotes.extract(TEXT)
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.text = ""  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(document)) == document


def test_ids_of_the_corpus_come_only_from_a_registry() -> None:
    own = ROOT / "corpus" / "entities"
    text = "“No,” said Vladimir Putin, of the CSTO."
    plain, asked = blocquotes.extract(text), blocquotes.extract(text, registry=own)
    assert {one.entity.wikidata for one in plain.mentions} == {None}
    assert {one.entity.id: one.entity.wikidata for one in asked.mentions}["vladimir-putin"] == "Q7747"
    assert blocquotes.extract(text, registry=blocquotes.read_registry(own)) == asked


def test_wide_finds_more() -> None:
    text = "Anna Berg hopes to sail on Monday."
    assert len(blocquotes.extract(text, wide=True).quotes) > len(blocquotes.extract(text).quotes)


def test_many_documents_are_those_of_each_text_in_order_with_any_number_of_processes() -> None:
    texts = [*SEEDS, TEXT, ""] * 3
    one_by_one = [blocquotes.extract(text) for text in texts]
    assert list(blocquotes.extract_many(texts)) == one_by_one
    assert list(blocquotes.extract_many(texts, processes=2)) == one_by_one


def test_a_registry_reaches_every_process(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,type,wikidata\nAnna Berg,PERSON,Q4242\n", encoding="utf-8")
    found = blocquotes.extract_many([TEXT] * 100, registry=tmp_path / "people.csv", processes=2)
    assert {document.quotes[0].speakers[0].wikidata for document in found} == {"Q4242"}


@pytest.mark.parametrize("processes", [1, 2])
def test_texts_are_taken_only_as_documents_are(processes: int) -> None:
    taken = itertools.count()
    documents = blocquotes.extract_many(
        (f"“No {next(taken)},” he said." for _ in itertools.count()), processes=processes
    )
    assert next(taken) == 0
    assert next(documents).quotes[0].content == "“No 1,”"
    assert next(taken) <= 2 + processes * 5 * extraction.BATCH
    documents.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_text_that_is_none_is_named(processes: int) -> None:
    texts: list[str] = [TEXT, TEXT, float("nan"), TEXT]  # type: ignore[list-item]
    documents = blocquotes.extract_many(texts, processes=processes)
    assert isinstance(next(documents), Document)
    assert isinstance(next(documents), Document)
    with pytest.raises(ExtractError, match=r"^texts\[2\]: a text must be a string; found float nan$") as caught:
        next(documents)
    assert caught.value.index == 2
    found = list(blocquotes.extract_many(texts, processes=processes, on_error="return"))
    assert [type(one) for one in found] == [Document, Document, ExtractError, Document]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“No,”\nsaid \ud83d Jo Lee.", "half of a surrogate pair at line 2, column 6"),
        ("Jo L\udce9e", "the byte 0xE9 at line 1, column 5, which is not UTF-8; save the file as UTF-8"),
    ],
)
def test_half_of_a_surrogate_pair_is_named_with_its_place(text: str, found: str) -> None:
    with pytest.raises(blocquotes.ExtractError, match=f"^a text must be Unicode; found {re.escape(found)}$"):
        blocquotes.extract(text)


def test_an_error_of_the_rules_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(pipeline, "find_mentions", broken)
    with pytest.raises(
        ExtractError, match=r"the rules must handle every text; found KeyError at test_extraction.py:\d+"
    ):
        blocquotes.extract(TEXT)
    (found,) = blocquotes.extract_many([TEXT], on_error="return")
    assert isinstance(found, ExtractError) and found.index == 0
    with pytest.raises(ExtractError, match="found NoneType None"):
        blocquotes.extract(None)  # type: ignore[arg-type]


def test_a_single_string_is_not_many_texts() -> None:
    with pytest.raises(TypeError, match="texts must be an iterable of strings"):
        blocquotes.extract_many("Tom Lee said it was late.")


def test_wrong_options_are_refused_before_anything_is_read() -> None:
    for wrong in (0, 2.5, "2"):
        with pytest.raises(ValueError, match=f"processes must be a whole number of 1 or more; found {wrong!r}"):
            blocquotes.extract_many([], processes=wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='on_error must be "raise" or "return"'):
        blocquotes.extract_many([], on_error="skip")  # type: ignore[call-overload]


def test_a_script_without_a_main_guard_ends_with_a_hint(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import blocquotes\nprint(list(blocquotes.extract_many(['a'], processes=2)))\n", encoding="utf-8")
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith('fix: call extract_many below `if __name__ == "__main__":`')


def test_what_is_public_is_what_is_documented() -> None:
    assert set(blocquotes.__all__) == set(blocquotes._HOMES)
    assert set(blocquotes.__all__) <= set(dir(blocquotes))
    for name in blocquotes.__all__:
        assert getattr(blocquotes, name).__doc__, name
    assert blocquotes.__version__ == (ROOT / "VERSION").read_text(encoding="utf-8").strip()
    with pytest.raises(AttributeError, match="module 'blocquotes' has no attribute 'extracts'"):
        blocquotes.extracts  # type: ignore[attr-defined]  # noqa: B018
    assert Span(1, 3).end == 3


def started(code: str) -> float:
    """The CPU seconds of a Python that runs some code, the least of six, corrected for a slow machine."""

    def seconds() -> Iterator[float]:
        for _ in range(6):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", code], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            yield after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    slow = slowness()
    return min(seconds()) / slow


@pytest.mark.timed
def test_importing_takes_no_time_and_the_first_text_little() -> None:
    started("pass")
    assert started("import blocquotes") <= 3 * started("pass")
    assert started(f"import blocquotes; assert blocquotes.extract({TEXT!r}).quotes") <= 0.4
