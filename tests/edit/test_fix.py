"""`blocquotes fix`: what is certain is repaired and shown, all else is unchanged and reported."""

import copy
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blocquotes import anchors, corpus
from blocquotes.corpus import Record, Resolution
from blocquotes.edit import missing_context, syntax
from blocquotes.model import Path as Place
from blocquotes.model import Span
from blocquotes.sources import parse_source
from conftest import ROOT, real
from contribute import ARTICLE, commit, edit, files, path_of, replace, run


def quote(value: Any, id_: str) -> Any:
    return next(q for q in value["quotes"] if q["id"] == id_)


def test_the_real_corpus_needs_no_fixing() -> None:
    ran = run(ROOT, "fix", "--dry-run")
    assert (ran.exit_code, ran.stdout) == (0, "")


def damage(value: Any) -> None:
    """Four certain repairs: two lost contexts, a wrong type, and the form."""
    quote(value, "no-place")["cue"] = [{"exact": "said"}]
    quote(value, "no-place")["source"] = [{"exact": "Putin"}]
    quote(value, "xi-hegemony")["type"] = "direct"


def test_every_repair_is_shown_and_gives_back_the_file(small_checkout: Path) -> None:
    before = files(small_checkout)
    edit(small_checkout, damage)
    dry = run(small_checkout, "fix", "--dry-run")
    assert dry.exit_code == 1
    ran = run(small_checkout, "fix")
    assert ran.exit_code == 0
    assert ran.stdout == dry.stdout
    why = "no other of the 7 places is in the sentence of the content"
    assert f'cue of "no-place": {{"exact": "said"}} → {{"exact": "said", "suffix": " the area"}}; {why}' in ran.stdout
    assert 'source of "no-place": {"exact": "Putin"} → ' in ran.stdout
    assert 'type of "xi-hegemony": "direct" → "mixed"' in ran.stdout
    assert "brought into canonical form" in ran.stdout
    assert files(small_checkout) == before


@pytest.mark.parametrize("change", [damage, lambda v: v["quotes"].reverse(), lambda v: None])
def test_fixing_twice_is_fixing_once(change: Callable[[Any], None], small_checkout: Path) -> None:
    edit(small_checkout, change)
    run(small_checkout, "fix")
    once = files(small_checkout)
    assert run(small_checkout, "fix").stdout == ""
    assert files(small_checkout) == once


def without_context(record: Record, resolution: Resolution) -> tuple[Record, Resolution, dict[Place, Span]]:
    """An article without any context in its cues and sources, and the true place of each of them."""
    value = copy.deepcopy(record.value)
    truth: dict[Place, Span] = {}
    for i, quote_ in enumerate(value["quotes"]):
        for part in missing_context.PARTS:
            for j, anchor in enumerate(quote_.get(part, ())):
                truth["quotes", i, part, j] = resolution.hits["quotes", i, part, j][0]
                anchor.pop("prefix", None)
                anchor.pop("suffix", None)
    source = parse_source(json.dumps(value).encode())
    return Record(record.kind, record.id, record.file, source, ()), corpus.resolve(value, resolution.seed), truth


def test_no_context_that_is_added_is_wrong() -> None:
    """Of all cues and sources of the articles and both passes, every one that is settled gets its true place."""
    ambiguous = settled = 0
    for record in (*real().sound("article"), *real().sound("pass")):
        resolution = real().resolution(record)
        assert resolution
        bare, found, truth = without_context(record, resolution)
        ambiguous += sum(len(found.hits[path]) > 1 for path in truth)
        for path, anchor, _ in missing_context.settle(bare, found):
            settled += 1
            assert anchors.find(resolution.seed, anchor, resolution.areas) == [truth[path]], (record.file, path)
    assert settled > 0.8 * ambiguous > 0


def test_two_places_in_one_sentence_are_left(small_checkout: Path) -> None:
    """“and does not see China as an adversary, it will … and forge closer ties”: nobody knows which “and” is meant."""
    source = '"source": [{"exact": "the US-led military bloc"}],\n      "source_form": "description"'
    replace(small_checkout, source, source.replace("the US-led military bloc", "and"))
    damaged = files(small_checkout)
    ran = run(small_checkout, "fix")
    assert ran.exit_code == 1
    assert "anchor-ambiguous" in ran.stderr
    assert files(small_checkout) == damaged


def test_contents_mentions_and_evidence_are_never_settled(small_checkout: Path) -> None:
    def change(value: Any) -> None:
        quote(value, "no-place")["content"] = [{"exact": "Putin"}]
        value["mentions"][0] = {"exact": "Putin", "type": "PERSON", "entity": "vladimir-putin"}
        value["outlet"]["evidence"] = [{"exact": "Putin"}]

    edit(small_checkout, change)
    run(small_checkout, "fix")
    value = json.loads(path_of(small_checkout).read_text(encoding="utf-8"))
    assert quote(value, "no-place")["content"] == value["outlet"]["evidence"] == [{"exact": "Putin"}]
    assert {"exact": "Putin", "type": "PERSON", "entity": "vladimir-putin"} in value["mentions"]


@pytest.mark.parametrize(
    ("text", "span", "sentence"),
    [
        ("One. “Two three.” Four said.", (5, 17), "“Two three.”"),
        ("One. Mr. X of the U.S. said two. Three.", (27, 30), "Mr. X of the U.S. said two."),
        ("First line.\nA second one", (14, 20), "A second one"),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, span: tuple[int, int], sentence: str) -> None:
    found = missing_context.sentence(text, Span(*span))
    assert text[found.start : found.end].strip() == sentence


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("{“exact”: “a”, “prefix”: “b”}", '{"exact": "a", "prefix": "b"}'),
        ('{"exact": “he said “no” to it”, "x": 1}', '{"exact": "he said “no” to it", "x": 1}'),
        ('{"exact": "he said “no”, and", "x": [1, 2,],}', '{"exact": "he said “no”, and", "x": [1, 2]}'),
        ('{“a”: “say \\"x\\" now”}', '{"a": "say \\"x\\" now"}'),
        ('\ufeff{"a": “b"}', '{"a": "b"}'),
        ('{"a": [“x”, “y”]}', None),  # a list of two, or of one that has ”, “ in it
        ("[1,,]", None),
        ("[,]", None),
        ('{"a": "He said "no""}', None),
        ('{"type: “direct”, "x": 1}', None),
        ("{'a': 1}", None),
        ("[" * 10_000, None),
        ('{"a": ' + "”, “" * 2000 + "}", None),
    ],
)
def test_json_is_repaired_where_one_reading_is_left(text: str, fixed: str | None) -> None:
    trouble = parse_source(text.encode()).trouble
    assert trouble
    repaired = syntax.repair(text, trouble, lambda value: True)
    assert (repaired[0] if repaired else None) == fixed


def test_of_two_readings_the_sound_one_is_meant(small_checkout: Path) -> None:
    before = files(small_checkout)
    after = ',\n      "within": "architecture"'
    old = f'"speakers": ["russia-government", "china-government"]{after}'
    replace(small_checkout, old, f"“speakers”: [“russia-government”, “china-government”]{after}")
    ran = run(small_checkout, "fix")
    assert "corrected the JSON" in ran.stdout
    assert files(small_checkout) == before


def test_a_new_seed_s_checksum_is_filled_in_and_a_known_one_never(small_checkout: Path, tmp_path: Path) -> None:
    commit(small_checkout)
    (tmp_path / "new.txt").write_text("Lia Tan said so.\n")
    assert run(small_checkout, "new", "article", str(tmp_path / "new.txt"), "--id", "new-one").exit_code == 0
    for name in ("new-one.txt", "000_4f2bc21af30c107d.txt"):
        with (small_checkout / "seeds" / name).open("a") as seed:
            seed.write("A later line.\n")
    edit(
        small_checkout,
        lambda value: value["regions"].append({"role": "boilerplate", "exact": "A later line."}),
        "new-one",
    )
    ran = run(small_checkout, "fix")
    assert ran.exit_code == 1
    assert "000-no-place-for-military-blocs.json:6:15: error[seed-changed]" in ran.stderr
    assert not re.search(r"new-one\.json:.* error", ran.stderr)
    sha256 = hashlib.sha256((small_checkout / "seeds" / "new-one.txt").read_bytes()).hexdigest()
    assert f"{sha256}, the one of seeds/new-one.txt, which is new" in ran.stdout
    assert json.loads(path_of(small_checkout, "new-one").read_text())["seed"]["sha256"] == sha256
    assert b"A later line" not in path_of(small_checkout).read_bytes()


def test_a_finished_draft_loses_its_confidences_and_nothing_else(small_checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("NATO will not come to Asia, Jens Stoltenberg said.\n")
    assert run(small_checkout, "new", "article", str(tmp_path / "new.txt"), "--id", "new-one").exit_code == 0
    path = path_of(small_checkout, "new-one")
    drafted = path.read_bytes()
    assert run(small_checkout, "fix").stdout == "" and path.read_bytes() == drafted, "a draft keeps them"
    build = run(small_checkout, "build")
    assert (build.exit_code, "cannot build a corpus with drafts" in build.stderr) == (1, True)
    assert "corpus/articles/new-one.json:9:13: warning[draft]" in build.stderr

    path.write_text(path.read_text().replace('  "status": "draft",\n', ""))
    checked = run(small_checkout, "check").stdout
    number = drafted.count(b'"confidence"')
    assert number and '"human", or "model"' in checked and f"{number} quotes and mentions with a confidence" in checked
    path.write_text(path.read_text().replace('"method": "rules"', '"method": "human"'))
    ran = run(small_checkout, "fix")
    assert (ran.exit_code, f"removed {number} confidence values" in ran.stdout) == (0, True), ran.output
    finished = json.loads(drafted)
    del finished["status"]
    for line in (*finished["mentions"], *finished["quotes"]):
        del line["confidence"]
        line.pop("rule", None)
    assert json.loads(path.read_text()) == {**finished, "method": "human"}
    assert run(small_checkout, "check").exit_code == 0


def test_passes_are_kept_as_they_were_made(small_checkout: Path) -> None:
    path = small_checkout / "corpus" / "passes" / "a" / f"{ARTICLE}.json"
    path.write_text(path.read_text().replace("\n", "\n\n"))
    before = files(small_checkout)
    assert run(small_checkout, "fix").exit_code == 1
    assert files(small_checkout) == before


def test_no_file_to_fix_is_wrong_usage(small_checkout: Path) -> None:
    assert run(small_checkout, "fix", str(small_checkout / "nowhere")).exit_code == 2
