"""Agreement of the layers: dates, classes of cues, forms of sources, roles, and pronouns and descriptions."""

import os
from pathlib import Path
from typing import Any

import pytest

from blocquotes import agree
from blocquotes.agree import differences, passes
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from two_passes import SEED, checkout, quote, write

ROLE = {"entity": "ann-lee", "office": "mayor", "evidence": [{"exact": "Ann Lee fears"}]}


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return checkout(tmp_path)


def date(value: str) -> dict[str, Any]:
    evidence, reasoning = [{"exact": "on Monday"}], f"It was said on {value}."
    return {"value": value, "basis": "inferred", "evidence": evidence, "reasoning": reasoning}


def quotes(*layers: dict[str, Any]) -> list[dict[str, Any]]:
    """Three quotes of the seed, each with its fields of the layers."""
    cue, source = [("Monday,” ", "said")], [("” said ", "Ann Lee")]
    talk = quote("talk", "direct", ["“We will talk on Monday,”"], cue=cue, source=source, speakers=["ann-lee"])
    open_, prices = quote("open", "mixed", ["are “open to all”"]), quote("prices", "indirect", ["prices will rise"])
    return [{**one, **fields} for one, fields in zip((talk, open_, prices), layers, strict=True)]


def chain(words: str, *entities: str, form: str = "description") -> dict[str, Any]:
    of = {"entity": entities[0]} if len(entities) == 1 else {"entities": list(entities)}
    return {"exact": words, "form": form, **of}


def test_dates_agree_if_the_coarser_contains_the_finer_and_no_date_is_a_label(layout: Layout) -> None:
    write(layout.root, "c", "x", SEED, quotes=quotes({"said_on": date("2024-05-16")}, {"said_on": date("2024")}, {}))
    write(layout.root, "d", "x", SEED, quotes=quotes({"said_on": date("2024-05")}, {}, {}))
    found = agree.agree(layout, "c", "d")
    assert found.figures["said-on", "", "same"] == pytest.approx(2 / 3)
    assert found.figures["said-on-exact", "", "same"] == pytest.approx(1 / 3)
    listed = [(one.what, one.quote_a, one.a, one.b) for one in differences.differences(found)]
    assert listed == [("said_on", "open", "2024", "unknown")]


def test_a_pass_without_dates_is_not_measured_by_them(layout: Layout) -> None:
    write(layout.root, "c", "x", SEED, quotes=quotes({"said_on": date("2024-05-16")}, {}, {}))
    write(layout.root, "d", "x", SEED, quotes=quotes({}, {}, {}))
    found = agree.agree(layout, "c", "d")
    assert found.figures["said-on", "", "same"] is None
    assert list(differences.differences(found)) == []


def test_labels_are_compared_where_both_sides_have_them(layout: Layout) -> None:
    one = {"cue_class": "say", "cue_lemma": "say", "source_form": "name"}
    write(layout.root, "c", "x", SEED, quotes=quotes(one, {}, {}))
    write(layout.root, "d", "x", SEED, quotes=quotes({**one, "cue_class": "claim"}, {}, {}))
    found = agree.agree(layout, "c", "d")
    same = {label: found.figures[label, "", "same"] for label in ("cue-class", "cue-lemma", "source-form")}
    assert same == {"cue-class": 0, "cue-lemma": 1, "source-form": 1}
    assert [(one.what, one.a, one.b) for one in differences.differences(found)] == [("cue_class", "say", "claim")]


def test_chains_are_compared_by_span_and_entities(layout: Layout) -> None:
    both = chain("the talks", "ben-roe", "ann-lee")
    write(layout.root, "c", "x", SEED, mentions=[both, chain("We", "ann-lee", form="pronoun")])
    turned = chain("the talks", "ann-lee", "ben-roe")
    write(layout.root, "d", "x", SEED, mentions=[turned, chain("We", "ben-roe", form="pronoun")])
    found = agree.agree(layout, "c", "d")
    assert found.figures["chain-span", "", "f1"] == 1
    assert found.figures["chain-entity", "", "f1"] == 1 / 2
    assert found.figures["mention-span", "", "f1"] is None


def test_roles_are_compared(layout: Layout) -> None:
    write(layout.root, "c", "x", SEED, roles=[ROLE])
    write(layout.root, "d", "x", SEED, roles=[{**ROLE, "office": "minister"}])
    assert agree.agree(layout, "c", "c").figures["role", "", "f1"] == 1
    assert agree.agree(layout, "c", "d").figures["role", "", "f1"] == 0


def test_roles_of_one_side_alone_are_not_compared(layout: Layout) -> None:
    write(layout.root, "c", "x", SEED, roles=[ROLE])
    write(layout.root, "d", "x", SEED)
    assert agree.agree(layout, "c", "d").figures["role", "", "f1"] is None


def test_the_mark_of_an_output_folder_is_no_article(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / ".blocquotes-output.json").write_text("{}")
    with pytest.raises(Refusal, match="must hold article files"):
        passes.read(layout, str(tmp_path / "tables"))


def test_a_pipe_in_a_pass_is_not_waited_for(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "pass").mkdir()
    os.mkfifo(tmp_path / "pass" / "x.json")
    with pytest.raises(passes.BrokenPassError) as raised:
        passes.read(layout, str(tmp_path / "pass"))
    assert [finding.rule for finding in raised.value.findings] == ["json-syntax"]
