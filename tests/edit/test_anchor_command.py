"""`blocquotes anchor`: every anchor that it prints finds the place that it is printed for; similar words are hints."""

import json
import re
from pathlib import Path

import pytest

from blocquotes import anchors
from blocquotes.corpus import to_anchor
from blocquotes.sources import line_column
from conftest import ROOT, real
from contribute import ARTICLE, SEED, path_of, run

LINE = re.compile(r"^seeds/(?P<seed>[^:]+):(?P<line>\d+):(?P<column>\d+)  (?P<anchor>\{.*?\})(?:  \((?P<why>.*)\))?$")


def places(output: str) -> list[dict[str, str]]:
    return [match.groupdict() for line in output.splitlines() if (match := LINE.match(line))]


@pytest.mark.parametrize("words", ["said", "Putin", "NATO", "the", "military bloc", "a"])
def test_a_printed_anchor_finds_the_place_that_it_is_printed_for(words: str) -> None:
    record = next(r for r in real().of_kind("article") if r.id == ARTICLE)
    resolution = real().resolution(record)
    assert resolution
    ran = run(ROOT, "anchor", ARTICLE, words)
    assert ran.exit_code == 0
    found = places(ran.stdout)
    expected = anchors.whole_words(resolution.seed, words, resolution.areas)
    assert len(found) == min(len(expected), 100)
    for place, span in zip(found, expected, strict=False):
        assert (int(place["line"]), int(place["column"])) == line_column(resolution.seed, span.start)
        assert anchors.find(resolution.seed, to_anchor(json.loads(place["anchor"])), resolution.areas) == [span]


def test_an_article_is_named_by_its_file_too() -> None:
    assert run(ROOT, "anchor", str(path_of(ROOT)), "said").stdout == run(ROOT, "anchor", ARTICLE, "said").stdout


def test_words_outside_the_annotated_regions_are_evidence_only() -> None:
    ran = run(ROOT, "anchor", ARTICLE, "Leave a Reply")
    assert ran.exit_code == 1
    assert "the words occur only outside the annotated regions; use --all" in ran.stderr
    assert places(ran.stdout)
    assert run(ROOT, "anchor", ARTICLE, "Leave a Reply", "--all").exit_code == 0


@pytest.mark.parametrize(
    ("words", "exact", "why"),
    [
        ('"HARMFUL and counterproductive"', "“harmful and counterproductive”", "as the seed writes it"),
        ("rampart in the international arenna", "rampant in the international arena", "similar"),
        ("counterproduct", "counterproductive", "inside a longer word"),
    ],
)
def test_near_words_are_a_hint_and_no_answer(words: str, exact: str, why: str) -> None:
    ran = run(ROOT, "anchor", ARTICLE, words)
    assert ran.exit_code == 1
    assert {(json.loads(place["anchor"])["exact"], place["why"]) for place in places(ran.stdout)} == {(exact, why)}


def test_words_without_anything_similar_are_reported_as_missing() -> None:
    ran = run(ROOT, "anchor", ARTICLE, "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "found neither the words nor similar ones" in ran.stderr


def test_a_wrong_call_says_what_to_name() -> None:
    ran = run(ROOT, "anchor", "000-no-place-for-blocs", "said")
    assert ran.exit_code == 2
    assert f'did you mean "{ARTICLE}"?' in ran.stderr
    assert run(ROOT, "anchor", ARTICLE, "  ").exit_code == 2
    assert f'did you mean "{ARTICLE}"?' in run(ROOT, "anchor", ARTICLE[:3], "said").stderr
    ran = run(ROOT, "anchor", "nothing-like-it", "said")
    assert ran.stderr.endswith("\nfix: name a file of corpus/articles/, or its id\n")


def test_an_article_that_is_not_sound_shows_why(checkout: Path) -> None:
    (checkout / "seeds" / SEED).write_text("another text")
    ran = run(checkout, "anchor", ARTICLE, "said")
    assert ran.exit_code == 1
    assert "seed-changed" in ran.stderr
