"""`blocquotes entity`: drafts are accepted, and entities get other ids wherever they are named."""

import json
from pathlib import Path
from typing import Any

import pytest

from contribute import files, run

TEXT = (
    "Harbour to close for three weeks in May\n\n“The wall must be mended,” said Otto Lind, the mayor of Westhaven. "
    "Lind said that ships would be sent to Sydney.\n"
)


@pytest.fixture
def drafted(small_checkout: Path, tmp_path: Path) -> Path:
    """The small_checkout with a draft of a text with a new person and two new places."""
    source = tmp_path / "harbour.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert run(small_checkout, "suggest", str(source)).exit_code == 0
    return small_checkout


def entity(root: Path, id_: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((root / "corpus" / "entities" / f"{id_}.json").read_text(encoding="utf-8"))
    return value


def named(root: Path, id_: str) -> int:
    """How often the records of the corpus, passes left out, name an id."""
    folders = (root / "corpus" / kind for kind in ("articles", "entities", "utterances"))
    return sum(path.read_text(encoding="utf-8").count(f'"{id_}"') for folder in folders for path in folder.iterdir())


def test_a_draft_with_a_placeholder_stays_a_draft(drafted: Path) -> None:
    before = files(drafted)
    ran = run(drafted, "entity", "accept", "otto-lind", "nato", "nobody")
    assert ran.exit_code == 1
    assert "otto-lind: not accepted: its description is the draft's: \"Named" in ran.stderr
    assert "nato: not accepted: it is no draft" in ran.stderr
    assert "nobody: not accepted: no entity" in ran.stderr
    assert "3 of 3 entities not accepted" in ran.stderr
    assert files(drafted) == before


def test_a_draft_with_a_description_is_accepted(drafted: Path) -> None:
    ran = run(drafted, "entity", "accept", "otto-lind", "--description", "Mayor of Westhaven")
    assert (ran.exit_code, ran.stdout) == (0, "wrote corpus/entities/otto-lind.json\n"), ran.stderr
    assert entity(drafted, "otto-lind")["description"] == "Mayor of Westhaven"
    assert "status" not in entity(drafted, "otto-lind")
    assert run(drafted, "entity", "accept", "otto-lind", "sydney", "--description", "x").exit_code == 2


@pytest.mark.parametrize("description", ["", " ", "two\nlines"])
def test_a_draft_is_not_accepted_with_a_description_that_no_record_may_have(drafted: Path, description: str) -> None:
    before = files(drafted)
    ran = run(drafted, "entity", "accept", "otto-lind", "--description", description)
    assert ran.exit_code == 1 and "otto-lind: not accepted: a description must be words on one line" in ran.stderr
    assert files(drafted) == before


def test_a_description_edited_by_hand_is_enough_and_the_others_are_accepted_too(drafted: Path) -> None:
    path = drafted / "corpus" / "entities" / "sydney.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Named in an article as Sydney (draft)", "A port"), "utf-8"
    )
    ran = run(drafted, "entity", "accept", "westhaven", "sydney")
    assert ran.exit_code == 1 and "1 of 2 entities not accepted" in ran.stderr
    assert "status" not in entity(drafted, "sydney") and "status" in entity(drafted, "westhaven")


@pytest.mark.parametrize("id_", ["nato", "china", "vladimir-putin", "russia-government"])
def test_an_entity_is_renamed_wherever_it_is_named(small_checkout: Path, id_: str) -> None:
    number = named(small_checkout, id_)
    passes = {name: data for name, data in files(small_checkout).items() if "/passes/" in name}
    ran = run(small_checkout, "entity", "rename", id_, "another-id")
    assert ran.exit_code == 0, ran.stderr
    assert (named(small_checkout, id_), named(small_checkout, "another-id")) == (0, number)
    assert f"removed corpus/entities/{id_}.json" in ran.stdout
    assert run(small_checkout, "check").exit_code == 0
    assert run(small_checkout, "fmt", "--check").exit_code == 0
    assert {name: data for name, data in files(small_checkout).items() if "/passes/" in name} == passes
    back = run(small_checkout, "entity", "rename", "another-id", id_)
    assert back.exit_code == 0 and named(small_checkout, id_) == number


def test_an_entity_is_not_renamed_to_another_one(small_checkout: Path) -> None:
    ran = run(small_checkout, "entity", "rename", "nato", "china")
    assert ran.exit_code == 1 and "blocquotes entity merge nato --into china" in ran.stderr
    ran = run(small_checkout, "entity", "rename", "nato", "nato")
    assert ran.exit_code == 1 and "the new id must differ from the old one" in ran.stderr


def test_renaming_back_restores_every_byte(small_checkout: Path) -> None:
    before = files(small_checkout)
    run(small_checkout, "entity", "rename", "nato", "another-id")
    assert files(small_checkout) != before
    run(small_checkout, "entity", "rename", "another-id", "nato")
    assert files(small_checkout) == before


def test_a_merged_entity_is_an_alias_of_the_one_that_stays(drafted: Path) -> None:
    ran = run(drafted, "entity", "merge", "westhaven", "sydney", "--into", "australia")
    assert ran.exit_code == 0, ran.stderr
    assert "removed corpus/entities/westhaven.json" in ran.stdout and "changed 2 references" in ran.stdout
    assert entity(drafted, "australia")["aliases"][-2:] == ["Westhaven", "Sydney"]
    assert named(drafted, "westhaven") == named(drafted, "sydney") == 0
    assert run(drafted, "check").exit_code == 0


def test_speakers_that_become_one_are_named_once(small_checkout: Path) -> None:
    ran = run(small_checkout, "entity", "merge", "russia-government", "--into", "china-government")
    assert ran.exit_code == 0, ran.stderr
    for path in (small_checkout / "corpus" / "articles").glob("*.json"):
        for quote in json.loads(path.read_text(encoding="utf-8"))["quotes"]:
            assert len(quote["speakers"]) == len(set(quote["speakers"]))


def test_a_mention_of_both_names_one_entity_when_both_are_merged(small_checkout: Path) -> None:
    (home,) = (small_checkout / "corpus" / "articles").glob("000-*.json")
    assert '"exact": "both powers", "form": "description", "entities": [' in home.read_text(encoding="utf-8")
    assert run(small_checkout, "entity", "merge", "russia-government", "--into", "china-government").exit_code == 0
    line = '"exact": "both powers", "form": "description", "entity": "china-government"}'
    assert line in home.read_text(encoding="utf-8")


def test_a_merge_of_unlike_entities_ends_with_the_findings_and_their_exit_code(small_checkout: Path) -> None:
    ran = run(small_checkout, "entity", "merge", "nato", "--into", "vladimir-putin", "--any-type")
    assert ran.exit_code == 1 and "error[mention-type]" in ran.stderr
    assert run(small_checkout, "check").exit_code == 1


REFUSED = {
    "unknown": (("rename", "natoo", "x"), 'found none for "natoo"\nfix: did you mean "nato"?'),
    "taken": (("rename", "nato", "china"), "an id must be new"),
    "path": (("rename", "nato", "../x"), "lower-case ASCII letters"),
    "capitals": (("rename", "nato", "Nato_Bloc"), "choose another id, such as nato-bloc"),
    "another type": (("merge", "nato", "--into", "asia"), "found nato ORG, asia LOC\nfix: correct the wrong type"),
    "itself": (("merge", "nato", "--into", "nato"), "merged into another one"),
    "into nothing": (("merge", "nato", "--into", "nobody-at-all"), "found none for"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_changes_nothing(case: str, small_checkout: Path) -> None:
    arguments, reason = REFUSED[case]
    before = files(small_checkout)
    ran = run(small_checkout, "entity", *arguments)
    # An entity that is not there is a wrong call; the others are as the files forbid.
    assert ran.exit_code == (2 if "found none for" in reason else 1) and reason in ran.stderr
    assert files(small_checkout) == before


def test_a_broken_file_may_name_the_entity_so_nothing_is_renamed(small_checkout: Path) -> None:
    path = next(iter(sorted((small_checkout / "corpus" / "articles").glob("*.json"))))
    path.write_text(path.read_text(encoding="utf-8").replace("{", "", 1), encoding="utf-8")
    before = files(small_checkout)
    ran = run(small_checkout, "entity", "rename", "nato", "another-id")
    assert ran.exit_code == 1 and f"corpus/articles/{path.name}: every file must be valid" in ran.stderr
    assert files(small_checkout) == before


def test_a_hostile_name_of_a_file_that_changes_is_escaped(small_checkout: Path) -> None:
    articles = small_checkout / "corpus" / "articles"
    (articles / "e\u202e\x07vil.json").write_bytes(next(articles.glob("000-*.json")).read_bytes())
    ran = run(small_checkout, "entity", "rename", "nato", "north-atlantic-pact")
    assert "wrote corpus/articles/e\\u{202E}\\u{0007}vil.json\n" in ran.stdout
