"""What the workbench calls in the page: drafts and findings are those of the command, in every byte."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rpds
import typing_extensions
from hypothesis import given
from hypothesis import strategies as st

from blocquotes.corpus import Corpus
from blocquotes.layout import Layout
from blocquotes.site import in_page, rpds_stand_in, workbench
from conftest import ROOT
from contribute import run
from site_fixtures import TEXT

ID = "minister-warns"


@pytest.fixture(scope="module")
def base() -> Corpus:
    return in_page.load(ROOT)


def ask(base: Corpus, name: str, **arguments: Any) -> Any:
    """The answer to a call, as the page gets it."""
    return json.loads(in_page.answer(base, name, json.dumps(arguments)))


def put(files: dict[str, str], checkout: Path) -> None:
    """Writes files of an answer into a checkout."""
    for name, text in files.items():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(text, encoding="utf-8")


def names(root: Path) -> set[str]:
    """The paths of the files of a checkout's corpus and seeds."""
    found = (path for folder in ("corpus", "seeds") for path in (root / folder).rglob("*"))
    return {path.relative_to(root).as_posix() for path in found}


def found_by_command(checkout: Path, files: list[str]) -> list[tuple[Any, ...]]:
    """The findings of `blocquotes check` in some files."""
    lines = run(checkout, "check", "--format", "json").stdout.splitlines()
    return [one for line in lines if (value := json.loads(line))["file"] in files and (one := place_and_words(value))]


def place_and_words(finding: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(finding[key] for key in ("file", "line", "column", "rule", "severity", "must", "found", "hint", "fix"))


@pytest.mark.parametrize("text", [TEXT, "One line", "𝒜stral and e\u0301, “he” said.\nBye 👋\n"])
def test_a_draft_has_the_bytes_of_the_command(base: Corpus, checkout: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "raw.txt").write_text(text, encoding="utf-8")
    assert run(checkout, "new", "article", str(tmp_path / "raw.txt"), "--id", ID).exit_code == 0
    files = ask(base, "draft", text=text, id=ID)["files"]
    del files[f"reviews/{ID}.json"]
    assert {name: (checkout / name).read_text(encoding="utf-8") for name in files} == files
    assert names(checkout) - names(ROOT) == set(files)


@pytest.mark.parametrize(
    ("text", "id_", "words"),
    [
        (TEXT, "Bad id", "lower-case ASCII"),
        (" \n", ID, "nothing but white space"),
        (TEXT, "004-halt-to-nato-expansion", "an id must be new"),
        ('{"a": 1}', ID, "JSON"),
        ("a\0b", ID, "NUL"),
        ("half \ud800 a pair", ID, "UTF-8"),
    ],
)
def test_a_text_that_the_command_refuses_is_refused_in_the_same_words(
    base: Corpus, text: str, id_: str, words: str
) -> None:
    assert words in ask(base, "draft", text=text, id=id_)["refused"]


def test_every_article_of_the_corpus_comes_back_as_it_is(base: Corpus) -> None:
    for id_ in base.ids["article"]:
        opened = ask(base, "open_article", id=id_)
        checked = ask(base, "check", document=opened["document"])
        name = f"corpus/articles/{id_}.json"
        assert checked["files"][name] == (ROOT / name).read_text(encoding="utf-8")
        assert checked["findings"] == []


def changed(document: Any) -> Any:
    """A draft with mistakes of every layer in it."""
    article = document["article"]
    quotes = article["quotes"]
    quotes[0]["content"][0]["span"][1] -= 3
    quotes[0]["speakers"] = ["vladimir-puttin"]
    quotes[1]["cue"] = [{"span": [0, 8]}]
    quotes.append({"id": "", "medium": "speech", "content": [{"span": [100, 131]}], "speakers": []})
    article["outlet"] = {"value": "no-such-outlet", "basis": "stated", "evidence": [{"span": [0, 8]}]}
    del article["status"]
    article["method"] = "human"
    return document


def test_findings_have_the_places_and_words_of_the_command(base: Corpus, checkout: Path) -> None:
    document = changed(ask(base, "draft", text=TEXT, id=ID)["document"])
    checked = ask(base, "check", document=document)
    put(checked["files"], checkout)
    assert len({finding["rule"] for finding in checked["findings"]}) > 3
    assert sorted(map(place_and_words, checked["findings"])) == sorted(
        found_by_command(checkout, list(checked["files"]))
    )
    assert any(finding["spans"] for finding in checked["findings"])


def test_an_error_that_the_article_makes_in_another_file_is_found(base: Corpus, checkout: Path) -> None:
    """A quote of Putin reports an utterance of June; no draft of an article of May says so."""
    of_july = ask(base, "draft", text=TEXT, id=ID)["document"]["article"]["quotes"]
    document = ask(base, "draft", text=TEXT.replace("July", "May"), id=ID)["document"]
    quotes = document["article"]["quotes"]
    (at,) = [i for i, quote in enumerate(of_july) if "utterances" in quote]
    assert not any("utterances" in quote for quote in quotes)
    quotes[at]["utterances"] = of_july[at]["utterances"]
    checked = ask(base, "check", document=document)
    (found,) = [finding for finding in checked["findings"] if finding["severity"] == "error"]
    assert (found["rule"], found["path"][:2]) == ("said-after-publication", ["quotes", at])
    put(checked["files"], checkout)
    assert place_and_words(found) in found_by_command(checkout, [found["file"]])


def test_a_new_anchor_gets_the_smallest_context_and_a_kept_one_stays(base: Corpus) -> None:
    document = ask(base, "draft", text="He said no. She said no. They said yes.\n", id=ID)["document"]
    document["article"]["quotes"] = [
        {"id": "", "medium": "speech", "content": [{"span": [20, 23]}], "cue": [{"span": [16, 20]}], "speakers": []}
    ]
    quote = ask(base, "check", document=document)["document"]["article"]["quotes"][0]
    assert quote["cue"] == [{"exact": "said", "prefix": "She ", "span": [16, 20]}]
    assert (quote["id"], quote["type"]) == ("no", "indirect")


def test_new_quotes_of_the_same_words_get_different_ids(base: Corpus) -> None:
    document = ask(base, "draft", text="He said no. She said no. They said yes.\n", id=ID)["document"]
    document["article"]["quotes"] = [
        {"id": "", "medium": "speech", "content": [{"span": [at, at + 2]}], "speakers": []} for at in (8, 21)
    ]
    quotes = ask(base, "check", document=document)["document"]["article"]["quotes"]
    assert [quote["id"] for quote in quotes] == ["no", "no-2"]


def test_a_part_of_the_page_with_new_borders_is_written_by_its_words(base: Corpus, checkout: Path) -> None:
    document = ask(base, "draft", text=TEXT, id=ID)["document"]
    *before, body = document["article"]["regions"]
    first, second = body["span"][0], TEXT.index("“We have")
    third, end = TEXT.index("According"), body["span"][1]
    places = [[first, second - 2], [second, third - 2], [third, end]]
    roles = ["body", "caption", "body"]
    made = [{"role": role, "span": place} for role, place in zip(roles, places, strict=True)]
    document["article"]["regions"] = [*before, {**body, **made[0]}, *made[1:]]
    checked = ask(base, "check", document=document)
    found = checked["document"]["article"]["regions"]
    assert found[: len(before)] == before
    assert [(region["role"], region["span"]) for region in found[len(before) :]] == [*zip(roles, places, strict=True)]
    assert found[-2]["exact"] == "“We have seen this before,” Vell told reporters. “It ended badly.”"
    put(checked["files"], checkout)
    assert {finding["rule"] for finding in checked["findings"]} == {"draft"}
    assert sorted(map(place_and_words, checked["findings"])) == sorted(
        found_by_command(checkout, list(checked["files"]))
    )


def test_an_outlet_comes_with_the_article(base: Corpus, checkout: Path) -> None:
    document = ask(base, "draft", text=TEXT, id=ID)["document"]
    outlet = {
        "$schema": "../../schema/outlet.schema.json",
        "id": "sea-wire",
        "name": "Sea Wire",
        "kind": "agency",
        "wikidata": None,
        "description": "news agency of Seland, by the dateline of an article",
    }
    at = TEXT.index("Sea Wire")
    document["outlets"] = {"sea-wire": outlet}
    document["article"]["outlet"] = {"value": "sea-wire", "basis": "stated", "evidence": [{"span": [at, at + 8]}]}
    checked = ask(base, "check", document=document)
    assert {finding["rule"] for finding in checked["findings"]} == {"draft"}
    put(checked["files"], checkout)
    assert run(checkout, "check").exit_code == 0
    assert ask(base, "open_files", files=checked["files"])["document"]["outlets"] == {"sea-wire": outlet}
    document["outlets"]["sea-wire"] = {**outlet, "domain": "Not a domain"}
    bad = ask(base, "check", document=document)["findings"]
    assert ("bad-value", "corpus/outlets/sea-wire.json") in {(one["rule"], one["file"]) for one in bad}


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        (TEXT, "minister-warns-of-bases"),
        ("World | Asia\n\nRT\n\nNo place for military blocs in Asia, says Putin\n", "no-place-for-military-blocs-in"),
        ("Two words\nand two", "two-words-and-two"),
    ],
)
def test_an_id_is_proposed_from_the_headline(base: Corpus, text: str, id_: str) -> None:
    assert ask(base, "propose_id", text=text)["id"] == id_


def test_entities_are_renamed_and_merged_as_by_the_command(base: Corpus, checkout: Path) -> None:
    drafted = ask(base, "draft", text=TEXT, id=ID)
    put(drafted["files"], checkout)
    old = next(iter(drafted["document"]["entities"]))
    assert run(checkout, "entity", "rename", old, "someone-else").exit_code == 0
    renamed = ask(base, "rename", document=drafted["document"], old=old, new="someone-else")
    name = f"corpus/articles/{ID}.json"
    assert renamed["files"][name] == (checkout / name).read_text(encoding="utf-8")
    assert run(checkout, "entity", "merge", "someone-else", "--into", "japan", "--any-type").exit_code == 0
    merged = ask(base, "merge", document=renamed["document"], ids=["someone-else"], into="japan")
    assert merged["files"][name] == (checkout / name).read_text(encoding="utf-8")
    assert merged["files"]["corpus/entities/japan.json"] == (checkout / "corpus/entities/japan.json").read_text()


def test_an_entity_of_other_articles_is_not_merged_away(base: Corpus) -> None:
    document = ask(base, "draft", text=TEXT, id=ID)["document"]
    assert "other articles" in ask(base, "merge", document=document, ids=["nato"], into="japan")["refused"]


def test_the_review_names_what_became_of_each_suggestion(base: Corpus) -> None:
    document = ask(base, "draft", text=TEXT, id=ID)["document"]
    first, second, *_ = document["article"]["quotes"]
    ids = [quote["id"] for quote in document["article"]["quotes"]]
    for quote in (first, second):
        del quote["rule"], quote["confidence"]
    second["speakers"] = ["japan"]
    del document["article"]["quotes"][2]
    document["article"]["quotes"].append({"id": "", "medium": "speech", "content": [{"span": [0, 8]}], "speakers": []})
    checked = ask(base, "check", document=document)
    lines = json.loads(checked["files"][f"reviews/{ID}.json"])["quotes"]
    outcomes = {line["id"]: line["outcome"] for line in lines}
    assert [outcomes[id_] for id_ in ids[:3]] == ["accepted", "changed", "rejected"]
    assert lines[1]["changed"] == ["speakers"]
    assert set(list(outcomes.values())[3:-1]) == {"open"}
    assert (lines[-1]["id"], lines[-1]["outcome"]) == ("minister", "added")


def test_a_saved_draft_is_opened_with_its_review(base: Corpus) -> None:
    drafted = ask(base, "draft", text=TEXT, id=ID)
    assert ask(base, "open_files", files=drafted["files"])["files"] == drafted["files"]
    assert "one article" in ask(base, "open_files", files={"seeds/a.txt": "A"})["refused"]


def test_the_bundle_has_the_same_bytes_every_time_and_runs_alone(tmp_path: Path) -> None:
    data = workbench.bundle(Layout(ROOT))
    assert data == workbench.bundle(Layout(ROOT))
    (tmp_path / "python.zip").write_bytes(data)
    subprocess.run([sys.executable, "-m", "zipfile", "-e", "python.zip", "page"], cwd=tmp_path, check=True)
    code = (
        "import json, sys; sys.path[:0] = ['page/scripts', 'page/lib']; from blocquotes.site import in_page;"
        "print(in_page.start('page')('draft', sys.stdin.read()))"
    )
    if sys.version_info < (3, 13):
        # `referencing` needs it in older versions of Python than the page has.
        shutil.copy(typing_extensions.__file__, tmp_path / "page" / "lib")
    # Without site-packages, nothing but the bundle is there.
    given = json.dumps({"text": TEXT, "id": ID})
    command = [sys.executable, "-I", "-S", "-c", code]
    ran = subprocess.run(command, input=given, capture_output=True, text=True, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == ask(in_page.load(ROOT), "draft", text=TEXT, id=ID)


ITEMS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3))


@given(ITEMS, ITEMS, st.sampled_from("abcde"))
def test_the_stand_in_for_rpds_does_what_rpds_does(one: dict[str, int], other: dict[str, int], key: str) -> None:
    real, ours = rpds.HashTrieMap(one), rpds_stand_in.HashTrieMap(one)
    assert dict(ours.insert(key, 9)) == dict(real.insert(key, 9))
    assert dict(ours.update(other)) == dict(real.update(other))
    assert key not in one or dict(ours.remove(key)) == dict(real.remove(key))
    assert (ours.get(key), key in ours, len(ours)) == (real.get(key), key in real, len(real))
    assert dict(ours) == one
    real_set, our_set = rpds.HashTrieSet(one), rpds_stand_in.HashTrieSet(one)
    assert set(our_set.insert(key)) == set(real_set.insert(key))
    assert set(our_set.update(other)) == set(real_set.update(other))
    assert set(our_set.discard(key)) == set(real_set.discard(key))
    real_list, our_list = rpds.List([*one]), rpds_stand_in.List([*one])
    assert list(our_list.push_front(key)) == list(real_list.push_front(key))


def test_the_stand_in_refuses_a_key_that_is_not_there() -> None:
    for module in (rpds, rpds_stand_in):
        with pytest.raises(KeyError):
            module.HashTrieMap().remove("a")
