"""`blocquotes diff` says which answers of docs/analysis.md change, from what to what."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from blocquotes.shown import harmless
from blocquotes.versions import agreement, answer_forms, answers, forms, state, summary
from blocquotes.versions.answers import Answer, AnswerChange
from edits import ARTICLE, ROOT, changed, of, real_state, tables

A = ARTICLE.removeprefix("articles/")


@pytest.fixture(scope="module")
def base() -> Iterator[state.State]:
    """The real corpus, which is asked each question once; agreement is measured in other tests."""
    real = answers.ask
    asked = cache(partial(real, real_state()))

    def ask(one: state.State, questions: Sequence[answers.Question]) -> list[Answer]:
        return asked(tuple(questions)) if one is real_state() else real(one, questions)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "ask", ask)
        patch.setattr(agreement, "moves", lambda articles, states: ())
        yield real_state()


def words(found: summary.Summary, number: int) -> list[str]:
    """The lines about a question, with its words unquoted."""
    (one,) = (change for change in found.answers.changes if change.question.number == number)
    return list(answer_forms.lines(one, str))


def count_of(state_: state.State, id_: str) -> int:
    return sum(id_ in row["speaker_ids"] for row in state_.rows["quotes"])


def test_another_speaker_changes_who_speaks_most(base: state.State) -> None:
    def give(rows: Any) -> None:
        of(rows["quotes"], quote_id=f"{A}#us-selfish")["speaker_ids"] = ["nato", "nobody-yet"]

    found = changed(base, give)
    putin, nato = (count_of(base, id_) for id_ in ("vladimir-putin", "nato"))
    assert words(found, 1)[0].startswith(f"vladimir-putin: quotes from {putin} to {putin - 1}, alone from ")
    assert f"nato: quotes from {nato} to {nato + 1}" in words(found, 1)
    assert [change.question.number for change in found.answers.changes] == [1, 2, 9]


def test_a_row_that_comes_and_one_that_goes(base: state.State) -> None:
    def rename(rows: Any) -> None:
        for row in rows["quotes"]:
            row["speaker_ids"] = ["someone" if id_ == "jens-stoltenberg" else id_ for id_ in row["speaker_ids"]]

    lines = words(changed(base, rename), 1)
    n = count_of(base, "jens-stoltenberg")
    assert lines[0].startswith(f"someone: row added, quotes {n}, alone ")
    assert lines[1].startswith(f"jens-stoltenberg: row removed, quotes {n}, alone ")


def test_a_change_without_answers_says_so(base: state.State) -> None:
    def note(rows: Any) -> None:
        of(rows["quotes"], quote_id=f"{A}#us-selfish")["note"] = "A note."

    text = list(forms.as_text(changed(base, note)))
    assert "\n0 of 11 answers of docs/analysis.md change" in text


def test_states_without_texts_are_asked_what_needs_no_words(base: state.State) -> None:
    def give(rows: Any) -> None:
        of(rows["quotes"], quote_id=f"{A}#us-selfish")["speaker_ids"] = ["nato"]

    rows = tables(base)
    give(rows)
    found = summary.summarise(replace(base, has_texts=False), replace(base, rows=rows))
    assert found.answers.compared == 7
    assert [change.question.number for change in found.answers.changes] == [1, 9]


def test_a_state_that_lacks_a_table_has_no_answer(base: state.State) -> None:
    less = replace(base, rows={t: r for t, r in base.rows.items() if t != "variants"})
    less = replace(less, columns={t: c for t, c in base.columns.items() if t != "variants"})
    found = summary.summarise(less, base)
    (line,) = words(found, 11)
    assert line.startswith("not answered before, answered now: Catalog Error: Table with name variants does not exist")
    (content,) = json.loads("".join(forms.as_json(found)))["answers"]
    assert (content["question"], content["flaws"][1], content["rows"]) == (11, None, [])


def test_without_duckdb_the_summary_says_what_it_left_out(base: state.State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    found = changed(base, lambda rows: rows["quotes"][0].update(note="A note."))
    assert f"\n{answers.NO_DUCKDB}" in list(forms.as_text(found))
    assert json.loads("".join(forms.as_json(found)))["answers"] is None


def test_the_sql_cannot_read_files(base: state.State) -> None:
    (found,) = answers.ask(base, [answers.Question(1, "Files", f"from read_text('{ROOT / 'README.md'}')")])
    assert "disabled" in (found.flaw or "")


def test_fractions_have_the_digits_that_show_the_difference() -> None:
    row = answers.RowChange(("a",), {"share": 0.43212, "n": 1}, {"share": 0.43217, "n": None})
    assert answer_forms.line(row, str) == "a: share from 0.4321 to 0.4322, n from 1 to nothing"


def test_long_answers_are_cut_and_counted(base: state.State) -> None:
    rows = tuple(answers.RowChange((f"s{n}",), None, {"n": n}) for n in range(answer_forms.MOST_ROWS + 5))
    change = AnswerChange(answers.questions()[0], rows, (None, None))
    lines = list(answer_forms.lines(change, harmless))
    assert (len(lines), lines[-1]) == (answer_forms.MOST_ROWS + 1, "and 5 more rows")


def test_rows_with_the_same_key_are_compared_in_their_order() -> None:
    old, new = (Answer(("outlet", "n"), 1, tuple(("unknown", n) for n in ns)) for ns in ((1, 2), (1, 3, 4)))
    found = list(answers._row_changes(old, new))
    assert [(row.old, row.new) for row in found] == [({"n": 2}, {"n": 3}), (None, {"n": 4})]


def test_markdown_lists_answers_under_their_questions(base: state.State, tmp_path: Path) -> None:
    found = changed(base, lambda rows: of(rows["quotes"], quote_id=f"{A}#us-selfish").update(speaker_ids=["nato"]))
    text = "\n".join(forms.as_markdown(found))
    assert "\n\n3 of 11 answers of docs/analysis.md change.\n\n- 1\\. Who speaks most, and how sure is it?\n" in text
    assert "\n  - `vladimir-putin`: quotes from " in text
