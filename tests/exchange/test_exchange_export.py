"""Exports for programs: every span of an article can be read back from CoNLL columns, TEI and spaCy's DocBin."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from blocquotes.corpus import Corpus
from blocquotes.exchange import run, vocabulary
from blocquotes.model import Span, make_mention
from blocquotes.refusal import Refusal
from exchange_cases import model


def test_conll_gives_back_every_span(loaded: Corpus, tmp_path: Path) -> None:
    for record in loaded.of_kind("article"):
        article = model(loaded, record.id)
        run.export(loaded, [record.id], "conll", tmp_path)
        lines = (tmp_path / f"{record.id}.conll").read_text(encoding="utf-8").split("\n")
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        assert all(article.text[int(row[2]) : int(row[3])] == row[1] for row in rows)
        assert "".join(row[1] for row in rows) == "".join(article.text.split())
        parts = [(quote.id, span) for quote in article.quotes for span in quote.content]
        found = [(m.entity, m.span) for m in article.mentions if m.form == "name"]
        assert sorted(bio(rows, 4)) == sorted(found)
        assert sorted(bio(rows, 5)) == sorted(parts)


def bio(rows: Sequence[Sequence[str]], column: int) -> Iterator[tuple[str, Span]]:
    """Owner and span of every run of labels in a column."""
    open_: dict[str, Span] = {}
    for row in rows:
        start, end = int(row[2]), int(row[3])
        labels = [label for label in row[column].split("|") if label != "O"]
        now = {label.split(":", 1)[1]: label[0] for label in labels}
        for owner in [o for o in open_ if now.get(o) != "I"]:
            yield owner, open_.pop(owner)
        for owner, mark in now.items():
            open_[owner] = Span(start if mark == "B" else open_[owner].start, end)
    yield from open_.items()


def test_tei_holds_the_text_and_every_quote(loaded: Corpus, tmp_path: Path) -> None:
    tei, xml = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
    for record in loaded.of_kind("article"):
        article = model(loaded, record.id)
        (path,) = run.export(loaded, [record.id], "tei", tmp_path)
        tree = ET.parse(path).getroot()
        assert "\n\n".join("".join(ab.itertext()) for ab in tree.iter(f"{tei}ab")) == article.text
        pieces = {piece.get(xml): piece for piece in tree.iter(f"{tei}said")}
        assert len(pieces) >= sum(len(quote.content) for quote in article.quotes)
        for quote in article.quotes:
            at: str | None = f"q.{quote.id}.1"
            words = ""
            while at:
                words += "".join(pieces[at].itertext())
                at = (pieces[at].get("next") or "").removeprefix("#") or None
            assert words == "".join(article.text[s.start : s.end] for s in quote.content)
        assert len(list(tree.iter(f"{tei}seg"))) >= sum(len(q.cue) + len(q.source) for q in article.quotes)


def test_a_name_across_the_end_of_a_quote_is_cut_in_two_in_tei(loaded: Corpus) -> None:
    article = model(loaded, next(loaded.of_kind("article")).id)
    content = article.quotes[0].content[0]
    across = make_mention((Span(content.end - 4, content.end + 4), "ORG", ("nato",), None, "name", True))
    ((_, data),) = run.module("tei").write([replace(article, mentions=(across,))], loaded)
    names = list(ET.fromstring(data).iter("{http://www.tei-c.org/ns/1.0}orgName"))
    assert ["".join(name.itertext()) for name in names] == [
        article.text[content.end - 4 : content.end],
        article.text[content.end : content.end + 4],
    ]
    assert [{*name.keys()} & {"next", "prev"} for name in names] == [{"next"}, {"prev"}]


@pytest.mark.parametrize("form", ["tei", "cas-xmi"])
def test_a_text_that_xml_cannot_hold_is_refused(form: str, loaded: Corpus) -> None:
    article = replace(model(loaded, next(loaded.of_kind("article")).id), text="It was\x0b late.")
    with pytest.raises(Refusal, match="must have no control character") as refused:
        list(run.module(form).write([article], loaded))
    assert "U+000B at 6" in str(refused.value)


@pytest.mark.slow
def test_spacy_reads_every_span(loaded: Corpus, tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    ids = [record.id for record in loaded.of_kind("article")]
    (path,) = run.export(loaded, ids, "spacy", tmp_path)
    docs = {doc.user_data["article"]: doc for doc in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)}
    assert list(docs) == ids
    for id_, doc in docs.items():
        article = model(loaded, id_)
        assert doc.text == article.text
        mentions = {(s.start_char, s.end_char, s.label_, s.kb_id_) for s in doc.spans["mentions"]}
        assert mentions == {(*m.span, m.type, m.entity) for m in article.mentions if m.is_name}
        for group, part in (("contents", "content"), ("cues", "cue"), ("sources", "source")):
            found = sorted((s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans[group])
            assert found == sorted((*s, q.type, q.id) for q in article.quotes for s in getattr(q, part))
        # DocBin stores user data with msgpack, which reads lists back as tuples.
        fields = json.loads(json.dumps(doc.user_data["quotes"]))
        assert fields == {q.id: vocabulary.fields_of(q) for q in article.quotes}


def test_the_output_must_be_a_folder(loaded: Corpus, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    with pytest.raises(Refusal, match="the output of export must be a folder"):
        run.export(loaded, [next(loaded.of_kind("article")).id], "brat", tmp_path / "mine.md")
    assert (tmp_path / "mine.md").read_text() == "mine"


def test_every_article_that_cannot_be_exported_is_named(loaded: Corpus, tmp_path: Path) -> None:
    first = next(loaded.of_kind("article")).id
    with pytest.raises(Refusal) as refused:
        run.export(loaded, [first, "no-such-one", "nor-this"], "brat", tmp_path / "brat")
    assert [reason.place for reason in refused.value.reasons] == ["no-such-one", "nor-this"]
    assert not (tmp_path / "brat").exists()
