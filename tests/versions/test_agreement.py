"""`blocquotes diff` reports how far a change moves the agreement of an article with the passes over it."""

import json
from dataclasses import replace

import pytest

from blocquotes import agree
from blocquotes.layout import Layout
from blocquotes.versions import agreement, answers, forms, state, summary
from blocquotes.versions.answers import Answers
from edits import ARTICLE, ROOT, changed, of, real_state, tables

A = ARTICLE.removeprefix("articles/")

# The published table fills lemma and class of a cue from the lexicon where a file leaves them out.
FILLED = ("cue-class", "cue-lemma")


@pytest.fixture(scope="module")
def base() -> state.State:
    return real_state()


@pytest.fixture(autouse=True)
def _no_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the answers of docs/analysis.md to their own tests."""
    monkeypatch.setattr(answers, "compare", lambda old, new: Answers())


@pytest.mark.parametrize("by", ["a", "layers-a"])
def test_figures_are_those_of_agree(base: state.State, by: str) -> None:
    """The tables give the same counts as the files that `blocquotes agree` reads."""
    found = agree.agree(Layout(ROOT), by, "articles")
    compared = 0
    for one in found.articles:
        must = agree.measures.figures(agree.measures.count(one))
        figures = agreement._figures(one.pair.b.article, base)[by]
        for name in agreement.FIGURES:
            if name[0] not in FILLED:
                assert figures[name] == must[name], (one.pair.b.article, name)
                if figures[name] is not None:
                    compared += 1
    assert compared > 20


def test_another_speaker_moves_the_agreement_on_speakers(base: state.State) -> None:
    found = changed(base, lambda rows: of(rows["quotes"], quote_id=f"{A}#us-selfish").update(speaker_ids=["nato"]))
    assert {(move.article, move.figure) for move in found.moves} == {
        (A, "speakers: same ids (F1)"),
        (A, "speakers: same names (F1)"),
    }
    assert {move.by for move in found.moves} >= {"a", "b"}
    assert all(move.new is not None and move.old is not None and move.new < move.old for move in found.moves)


def test_the_moves_are_in_every_form(base: state.State) -> None:
    found = changed(base, lambda rows: of(rows["quotes"], quote_id=f"{A}#us-selfish").update(type="indirect"))
    line = f"{A}, pass a: type (share) from 1.000 to 0.941"
    text = list(forms.as_text(found))
    assert line in text
    assert next(one.split() for one in text if one.startswith("pass_mentions"))[2] == "→"
    assert f"- `{A}`, pass `a`: type (share) from 1.000 to 0.941" in list(forms.as_markdown(found))
    first = json.loads("".join(forms.as_json(found)))["agreement"][0]
    assert first == {"article": A, "by": "a", "figure": "type (share)", "old": 1.0, "new": pytest.approx(16 / 17)}


def test_what_no_pass_annotates_moves_nothing(base: state.State) -> None:
    found = changed(base, lambda rows: of(rows["quotes"], quote_id=f"{A}#us-selfish").update(note="A note."))
    assert found.moves == ()
    assert "agreement" not in "\n".join(forms.as_text(found))


def test_an_article_without_passes_has_no_figures(base: state.State) -> None:
    rows = {t: [] if t in agreement.TABLES else r for t, r in tables(base).items()}
    bare = replace(base, rows=rows)
    found = changed(bare, lambda rows: of(rows["quotes"], quote_id=f"{A}#us-selfish").update(type="indirect"))
    assert found.moves == ()


def test_passes_that_come_have_figures_from_nothing(base: state.State) -> None:
    rows = tables(base)
    bare = replace(base, rows={t: [] if t in agreement.TABLES else r for t, r in rows.items()})
    of(rows["quotes"], quote_id=f"{A}#us-selfish").update(note="A note.")
    moves = summary.summarise(bare, replace(base, rows=rows)).moves
    assert {move.old for move in moves} == {None}
    assert "content: same words (F1)" in {move.figure for move in moves if move.by == "a"}


def test_without_texts_there_are_no_words_to_compare(base: state.State) -> None:
    rows = tables(base)
    of(rows["quotes"], quote_id=f"{A}#us-selfish").update(type="indirect")
    assert summary.summarise(base, replace(base, rows=rows, has_texts=False)).moves == ()
