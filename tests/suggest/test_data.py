"""The tables of words: each class is used, every row is well formed."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_origin, get_type_hints

import pytest

from blocquotes.suggest.data import lines, rows, word_class
from blocquotes.suggest.names import gazetteer
from blocquotes.suggest.text.inflection import verb_forms

SUGGEST = Path(__file__).parents[2] / "scripts/blocquotes/suggest"


def _used_classes() -> Iterator[str]:
    """The classes named in the code: `word_class("…")`, and the parts of speech, which classes.py maps to bits."""
    for file in SUGGEST.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "word_class":
                yield from _texts(node.args)
            if file.name == "classes.py" and isinstance(node, ast.Dict):
                yield from _texts(node.values)


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    yield from (str(node.value) for node in nodes if isinstance(node, ast.Constant))


def test_every_class_of_the_table_is_used_and_every_class_used_is_in_the_table() -> None:
    assert set(_used_classes()) == {row["class"] for row in rows("word-classes.tsv")}


def test_every_name_class_is_used() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in SUGGEST.rglob("*.py")]
    texts = set(_texts([node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]))
    used = texts | {f"{prefix}-{type_}" for type_ in texts for prefix in ("before", "noun")}
    assert {row["class"] for row in rows("name-classes.tsv")} - used == set()


def test_a_gazetteer_has_the_types_it_declares_which_the_compiled_suggester_refuses_to_do_without() -> None:
    # "frozenset | dict.keys()" is a set, and a type checker takes it for a frozenset.
    declared = get_type_hints(gazetteer.Gazetteer)
    loaded = gazetteer.load()
    found = {field.name: type(getattr(loaded, field.name)) for field in fields(loaded)}
    assert found == {name: get_origin(declared[name]) for name in found}


CLASS_TABLES = pytest.mark.parametrize("table", ["word-classes.tsv", "name-classes.tsv"])


@CLASS_TABLES
def test_every_class_has_a_comment_above_it_that_says_what_it_is_for(table: str) -> None:
    above = ""
    for line in (SUGGEST / "data" / table).read_text(encoding="utf-8").splitlines():
        name = line.split("\t")[0]
        if line and name not in ("class", above.split("\t")[0]) and not line.startswith("#"):
            assert above.startswith("# "), f"{name}: {above}"
        above = line


@CLASS_TABLES
def test_no_word_is_twice_in_a_class(table: str) -> None:
    words = [(row["class"], word) for row in rows(table) for word in row["words"].split()]
    assert [one for one in words if words.count(one) > 1] == []


def test_a_class_that_is_not_in_the_table_is_named_in_the_error() -> None:
    with pytest.raises(LookupError, match=r"word-classes.tsv has no class 'verbs-of-motion'; its classes: .*adverb"):
        word_class("verbs-of-motion")


def test_a_row_may_leave_out_its_last_cells_but_not_have_more_than_the_table_has_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blocquotes.suggest.data._FOLDER", tmp_path)
    (tmp_path / "verbs.tsv").write_text("# a comment\nverb\tpast\n\nsay\tsaid\nadd\n", encoding="utf-8")
    assert list(rows("verbs.tsv")) == [{"verb": "say", "past": "said"}, {"verb": "add", "past": ""}]
    (tmp_path / "verbs.tsv").write_text("verb\tpast\nsay\tsaid\tsaid\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"verbs.tsv: .* at most the 2 columns verb, past; this one has 3 cells"):
        list(rows("verbs.tsv"))


@pytest.mark.parametrize("file", ["reporting-verbs.tsv", "common-verbs.tsv"])
def test_verbs_are_in_alphabetical_order_and_listed_once(file: str) -> None:
    verbs = [(row["verb"], row.get("set", "")) for row in rows(file)]
    assert verbs == sorted(set(verbs))


def test_reporting_verbs_have_a_medium_and_govern_something() -> None:
    first_rows: dict[str, dict[str, str]] = {}
    for row in rows("reporting-verbs.tsv"):
        first = first_rows.setdefault(row["verb"], row)
        assert first["medium"] in ("speech", "writing", "thought"), row
        assert row["set"] in ("", "wide"), row
        assert row["governs"] or row["prepositions"] or row["object-prepositions"], row


@pytest.mark.parametrize(
    ("row", "forms"),
    [
        (("say", "said"), "say says said saying"),
        (("write", "wrote", "written"), "write writes wrote written writing"),
        (("slam", "slammed"), "slam slams slammed slamming"),
        (("deny",), "deny denies denied denying"),
        (("signal",), "signal signals signaled signaling signalled signalling"),
        (("let", "let"), "let lets letting"),
    ],
)
def test_verb_forms(row: tuple[str, ...], forms: str) -> None:
    assert set(verb_forms(*row)) == set(forms.split())


def test_every_file_is_in_the_readme() -> None:
    readme = (SUGGEST / "data/README.md").read_text(encoding="utf-8")
    files = [file.name for file in (SUGGEST / "data").glob("*.t*")]
    assert [file for file in files if f"`{file}`" not in readme] == []
    assert all(any(lines(file)) for file in files)
