"""Files as annotators really save them: what can be read is read, and what cannot be kept is named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blocquotes.corpus import Corpus
from blocquotes.exchange import run
from blocquotes.refusal import NOTHING_DONE, Refusal
from exchange_cases import annotated, label_studio, model, write

AWKWARD = "900-awkward"
# The first words of its quote, which occur once; three characters beyond U+FFFF are in front of them.
NEW = "Café news"


def page(loaded: Corpus, folder: Path, *items: Any, change: Callable[[Any], None] | None = None) -> Path:
    """The export of the awkward article with annotations added, and perhaps all its annotations changed."""
    (file,) = annotated(loaded, [model(loaded, AWKWARD)], "web-annotation", folder)
    value = json.loads(file.read_bytes())
    value["items"] += items
    for item in value["items"]:
        if change:
            change(item)
    return write(file, value)


def mention(text: str, words: str = NEW, *, unit: str = "utf-32-le", **more: Any) -> dict[str, Any]:
    """A new annotation that marks the words as a place, with offsets in a unit."""
    size = {"utf-32-le": 4, "utf-16-le": 2}[unit]
    start = len(text[: text.index(words)].encode(unit)) // size
    selectors = [
        {"type": "TextQuoteSelector", "exact": words},
        {"type": "TextPositionSelector", "start": start, "end": start + len(words.encode(unit)) // size},
    ]
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in ("LOC", "entity=asia-pacific")]
    target = {"source": f"urn:blocquotes:{AWKWARD}", "selector": selectors}
    return {"type": "Annotation", "body": bodies, "target": target, **more}


def read(loaded: Corpus, file: Path, form: str = "web-annotation") -> run.Imported:
    (imported,) = run.read(loaded, [file], form)
    return imported


@pytest.fixture
def text(loaded: Corpus) -> str:
    return model(loaded, AWKWARD).text


ADDED = f"mention added: {NEW!r}"


def test_a_new_mark_may_have_another_unit_than_ours(loaded: Corpus, text: str, tmp_path: Path) -> None:
    found = read(loaded, page(loaded, tmp_path, mention(text, unit="utf-16-le")))
    assert found.changes[0].startswith(ADDED) and len(found.changes) == 1
    assert "1 of 5 marks have offsets in UTF-16 units, not code points" in found.notices[0]


def test_one_wrong_mark_among_two_units_is_the_only_one_named(loaded: Corpus, text: str, tmp_path: Path) -> None:
    wrong = mention(text)
    wrong["target"]["selector"][1]["start"] += 1
    with pytest.raises(Refusal) as refused:
        read(loaded, page(loaded, tmp_path, mention(text, unit="utf-16-le"), wrong))
    (reason,) = refused.value.reasons
    assert "annotation 6" in reason.place


def test_a_collection_is_read_page_by_page(loaded: Corpus, text: str, tmp_path: Path) -> None:
    file = page(loaded, tmp_path, mention(text))
    items = json.loads(file.read_bytes())["items"]
    pages = {"type": "AnnotationPage", "items": items[:2], "next": {"type": "AnnotationPage", "items": items[2:]}}
    found = read(loaded, write(file, {"type": "AnnotationCollection", "first": pages}))
    assert found.changes == read(loaded, write(file, items)).changes != ()
    pages["next"] = "https://annotations.example/page2"
    with pytest.raises(Refusal, match=r"found the address of one: https://annotations\.example/page2"):
        read(loaded, write(file, {"type": "AnnotationCollection", "first": pages}))


def test_a_mark_without_a_source_is_of_the_article_of_the_others(loaded: Corpus, text: str, tmp_path: Path) -> None:
    new = mention(text)
    del new["target"]["source"]
    assert read(loaded, page(loaded, tmp_path, new)).changes[0].startswith(ADDED)


def test_a_source_may_be_an_object(loaded: Corpus, tmp_path: Path) -> None:
    def described(item: Any) -> None:
        for target in item["target"]:
            target["source"] = {"id": target["source"], "format": "text/plain"}

    assert not read(loaded, page(loaded, tmp_path, change=described)).changes


def test_a_mark_of_a_complete_text_is_named_as_such(loaded: Corpus, text: str, tmp_path: Path) -> None:
    found = read(loaded, page(loaded, tmp_path, {**mention(text), "target": f"urn:blocquotes:{AWKWARD}"}))
    assert not found.changes
    assert found.notices[0].endswith("the mark is left out; its target is a complete text, without a selector of words")


def test_one_selector_is_enough(loaded: Corpus, text: str, tmp_path: Path) -> None:
    for kept in (0, 1):
        new = mention(text)
        new["target"]["selector"] = new["target"]["selector"][kept]
        found = read(loaded, page(loaded, tmp_path, new))
        assert found.changes[0].startswith(ADDED)
        unchecked = [notice for notice in found.notices if f"no words to compare; it marks {NEW!r}" in notice]
        assert len(unchecked) == kept


def test_words_alone_must_be_in_one_place(loaded: Corpus, text: str, tmp_path: Path) -> None:
    new = mention(text, "e")
    new["target"]["selector"].pop()
    with pytest.raises(Refusal, match=r"'e' in [0-9]+ places"):
        read(loaded, page(loaded, tmp_path, new))
    new["target"]["selector"][0] |= {"prefix": "said “𝒲", "suffix": " are"}
    assert "mention added: 'e' at" in read(loaded, page(loaded, tmp_path, new)).changes[0]


def test_a_purpose_may_be_a_list_of_one(loaded: Corpus, tmp_path: Path) -> None:
    def listed(item: Any) -> None:
        for body in item["body"]:
            body["purpose"] = [body["purpose"]]

    found = read(loaded, page(loaded, tmp_path, change=listed))
    assert not found.changes and not found.notices


def test_a_motivation_counts_for_bodies_without_a_purpose(loaded: Corpus, tmp_path: Path) -> None:
    def moved(item: Any) -> None:
        item["motivation"] = "tagging"
        for body in item["body"]:
            del body["purpose"]

    found = read(loaded, page(loaded, tmp_path, change=moved))
    assert not found.changes and not found.notices


COMMENT = {"type": "TextualBody", "value": "is this one?"}
REMARKS: dict[str, Any] = {
    "a comment without a purpose": COMMENT,
    "a comment": {**COMMENT, "purpose": "commenting"},
    "a reply": {**COMMENT, "purpose": "replying"},
    "a string": "is this one?",
    "an identity": {"type": "SpecificResource", "purpose": "identifying", "source": "is this one?"},
}


@pytest.mark.parametrize("case", REMARKS)
def test_remarks_on_a_mention_are_named(case: str, loaded: Corpus, text: str, tmp_path: Path) -> None:
    new = mention(text)
    new["body"].append(REMARKS[case])
    found = read(loaded, page(loaded, tmp_path, new))
    assert found.changes[0].startswith(ADDED)
    (notice,) = found.notices
    assert "annotation 5" in notice and "'is this one?'" in notice and "left out" in notice


def test_the_first_comment_on_a_quote_is_its_note(loaded: Corpus, tmp_path: Path) -> None:
    def commented(item: Any) -> None:
        if item["body"][0]["value"] == "quote":
            item["body"] += [COMMENT, {**COMMENT, "value": "and this?"}]

    found = read(loaded, page(loaded, tmp_path, change=commented))
    assert json.loads(found.new)["quotes"][0]["note"] == "is this one?"
    (notice,) = found.notices
    assert "'and this?' is left out" in notice


def test_links_and_comments_without_a_tag_are_named(loaded: Corpus, text: str, tmp_path: Path) -> None:
    link = {"type": "Annotation", "motivation": "linking", "body": "urn:a", "target": "urn:b"}
    lone = {**mention(text), "body": [COMMENT]}
    found = read(loaded, page(loaded, tmp_path, link, lone))
    assert not found.changes
    assert ["link" in found.notices[0], "'is this one?'" in found.notices[1]] == [True, True]


def test_comments_on_another_annotation_are_named(loaded: Corpus, tmp_path: Path) -> None:
    comment = {"type": "Annotation", "motivation": "commenting", "body": COMMENT, "target": "urn:a"}
    found = read(loaded, page(loaded, tmp_path, comment))
    assert not found.changes
    assert [notice.partition(": ")[2].partition(" is left out")[0] for notice in found.notices] == [
        "the comment 'is this one?'"
    ]


def test_highlights_without_a_tag_are_left_out_aloud(loaded: Corpus, text: str, tmp_path: Path) -> None:
    found = read(loaded, page(loaded, tmp_path, {**mention(text), "body": []}))
    assert not found.changes
    assert found.notices[0].endswith("the mark is left out; it has no tag")


def test_the_place_is_named_once(loaded: Corpus, text: str, tmp_path: Path) -> None:
    new = mention(text)
    new["target"]["selector"][1]["start"] = "4"
    with pytest.raises(Refusal) as refused:
        read(loaded, page(loaded, tmp_path, new))
    (reason,) = refused.value.reasons
    assert "annotation 5" in reason.place and "annotation 5" not in reason.must


def turned(tasks: Any) -> int:
    """Draws every arrow from its other end; how many there are."""
    arrows = [one for one in tasks[0]["annotations"][0]["result"] if one["type"] == "relation"]
    for arrow in arrows:
        arrow |= {"from_id": arrow["to_id"], "to_id": arrow["from_id"], "direction": "left"}
    return len(arrows)


@pytest.mark.parametrize("id_", [AWKWARD, "002-no-military-alliance-with-china"])
def test_an_arrow_of_label_studio_may_be_turned(id_: str, loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, id_, tmp_path)
    assert turned(tasks)
    assert not read(loaded, write(file, tasks), "label-studio").changes


@pytest.mark.parametrize("direction", ["bi", "up"])
def test_an_arrow_that_points_no_one_way_is_refused(direction: str, loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, AWKWARD, tmp_path)
    tasks[0]["annotations"][0]["result"][-1]["direction"] = direction
    with pytest.raises(Refusal, match="must point one way"):
        read(loaded, write(file, tasks), "label-studio")


def test_a_task_that_nobody_submitted_is_named_and_its_article_stays(loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, AWKWARD, tmp_path)
    (tmp_path / "other").mkdir()
    _, others = label_studio(loaded, "001-no-place-for-military-blocs", tmp_path / "other")
    others[0]["annotations"][0]["was_cancelled"] = True
    done, left = run.read(loaded, [write(file, [*tasks, *others])], "label-studio")
    assert "no annotation that was submitted; 1 cancelled" in left.notices[0]
    assert (left.old, left.changes, done.notices) == (left.new, (), ())


def test_notes_on_regions_of_label_studio_are_named(loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, AWKWARD, tmp_path)
    first = tasks[0]["annotations"][0]["result"][0]
    first["meta"] = {"text": ["is this one?"]}
    found = read(loaded, write(file, tasks), "label-studio")
    assert not found.changes
    (notice,) = found.notices
    assert "the note 'is this one?' on region" in notice and "left out" in notice


def test_comments_of_label_studio_are_named(loaded: Corpus, tmp_path: Path) -> None:
    file, tasks = label_studio(loaded, AWKWARD, tmp_path)
    tasks[0]["annotations"][0]["comments"] = [{"text": "is this one?"}]
    tasks[0]["comments"] = [{"text": "and this task?"}]
    found = read(loaded, write(file, tasks), "label-studio")
    assert not found.changes
    assert [notice.partition(": ")[2] for notice in found.notices] == [
        "the comment 'and this task?' is left out",
        "the comment 'is this one?' is left out",
    ]


def test_the_extra_of_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for form, extra in (("spacy", "spacy"), ("cas-json", "exchange")):

        def missing(name: str) -> Any:
            raise ModuleNotFoundError("No module", name=name)

        monkeypatch.setattr(run, "import_module", missing)
        with pytest.raises(Refusal, match=r"blocquotes\[" + extra) as refused:
            run.module(form)
        assert refused.value.code == NOTHING_DONE
