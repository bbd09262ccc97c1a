"""The command `blocquotes agree`: which passes it reads and refuses, and what it shows."""

import json
from pathlib import Path

import pytest

from blocquotes import agree
from blocquotes.agree import Agreement, differences, passes, report
from blocquotes.agree.passes import BrokenPassError
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from two_passes import OTHER, SEED, checkout, quote, ran, write


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return checkout(tmp_path)


def two_articles(layout: Layout) -> Agreement:
    """Adds an article that the passes annotate alike."""
    for pass_ in "ab":
        write(layout.root, pass_, "y", OTHER, quotes=[quote("q", "mixed", ["calm, “and soon”"])])
    return agree.agree(layout, "a", "b")


def test_intervals_are_the_same_every_time_and_swap_too(layout: Layout) -> None:
    found = two_articles(layout)
    # Drawn twice, the first article gives 3/4, the second 1; either comes in a quarter of the resamples.
    assert found.intervals["content-overlap", "all", "recall"] == (3 / 4, 1)
    assert agree.agree(layout, "a", "b") == found
    back = agree.agree(layout, "b", "a")
    assert (
        back.intervals["content-overlap", "direct", "recall"]
        == found.intervals["content-overlap", "direct", "precision"]
    )


def test_an_article_on_one_side_only_is_named_and_counted(layout: Layout) -> None:
    write(layout.root, "b", "y", OTHER)
    found = agree.agree(layout, "a", "b")
    assert found.only_b == ("y.txt",)
    assert "only in B, not compared: 1 (y.txt)" in list(report.notes(found))
    assert len(found.articles) == 1


def test_nothing_in_common_is_an_error(layout: Layout) -> None:
    write(layout.root, "c", "y", OTHER)
    with pytest.raises(Refusal, match=r"seed in common; found none\n  A: x.txt\n  B: y.txt"):
        agree.agree(layout, "a", "c")


def test_a_pass_is_found_by_name_or_folder(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = layout.corpus / "passes"
    monkeypatch.chdir(kept)
    (layout.corpus / "articles").mkdir()
    assert passes.find(layout, "a") == kept / "a"
    assert passes.find(layout, "articles") == layout.folder("article")
    assert passes.find(layout, "./a").resolve() == kept / "a"
    with pytest.raises(Refusal, match=r"found no 'article'; did you mean .articles"):
        passes.find(layout, "article")
    with pytest.raises(Refusal, match="must hold article files"):
        passes.read(layout, "articles")


def test_files_with_errors_are_refused_all_at_once(layout: Layout) -> None:
    write(layout.root, "a", "y", OTHER, quotes=[quote("q", "indirect", ["clam"])])
    write(layout.root, "b", "y", OTHER, quotes=[quote("q", "said", ["calm"])])
    with pytest.raises(BrokenPassError) as caught:
        agree.agree(layout, "a", "b")
    assert [(finding.file, finding.rule) for finding in caught.value.findings] == [
        ("corpus/passes/a/y.json", "anchor-not-found"),
        ("corpus/passes/b/y.json", "bad-value"),
    ]


def test_errors_of_a_pass_that_is_both_sides_are_named_once(layout: Layout) -> None:
    write(layout.root, "c", "y", OTHER, quotes=[quote("q", "indirect", ["clam"])])
    with pytest.raises(BrokenPassError) as caught:
        agree.agree(layout, "c", "c")
    assert len(caught.value.findings) == 1


def test_a_seed_is_annotated_once_in_a_pass(layout: Layout) -> None:
    path = layout.corpus / "passes" / "a" / "x.json"
    again = {**json.loads(path.read_text()), "id": "again"}
    (path.parent / "again.json").write_text(json.dumps(again))
    with pytest.raises(BrokenPassError) as caught:
        passes.read(layout, "a")
    assert [finding.rule for finding in caught.value.findings] == ["seed-shared"]


def test_what_is_not_compared_may_be_unsound(layout: Layout) -> None:
    facts = {"outlet": {"value": 3}, "origins": [{"value": None, "evidence": [{"exact": "nowhere"}]}]}
    write(layout.root, "c", "x", SEED, quotes=[quote("q", "indirect", ["calm"], no_speaker=True, note=1)], **facts)
    assert agree.agree(layout, "a", "c").figures["content-words", "all", "recall"] == 1 / 4


def test_a_quote_without_a_word_is_named_and_not_measured(layout: Layout) -> None:
    write(layout.root, "c", "y", "He says: “…”\n", quotes=[quote("q", "direct", ["“…”"])])
    found = agree.agree(layout, "c", "c")
    assert set(found.figures.values()) == {None}
    assert "quotes without a word in their content, not measured: 2 (A y#q, B y#q)" in list(report.notes(found))


def test_text(layout: Layout) -> None:
    found = two_articles(layout)
    lines = list(report.as_text(found, list(differences.differences(found))))
    assert "A: a (2 articles, 5 quotes, 4 mentions)" in lines
    assert [line.split() for line in lines if line.startswith("content: same words") and "all" in line] == [
        ["content:", "same", "words", "all", "5", "5", "40.0", "40.0", "40.0", "25.0", "to", "100.0"]
    ]
    assert lines[lines.index("x:3:15: only in B") :][:3] == [
        "x:3:15: only in B",
        "  A: –",
        "  B: [r4] on Monday",
    ]


def test_words_of_the_seed_are_harmless_in_the_list(layout: Layout) -> None:
    for pass_, content in (("c", "calm\u202e"), ("d", "he")):
        write(layout.root, pass_, "y", "Roe expects calm\u202e, he says.\n", quotes=[quote("q", "indirect", [content])])
    found = agree.agree(layout, "c", "d")
    text = "\n".join(report.as_text(found, list(differences.differences(found))))
    assert "calm\\u{202E}" in text
    assert "\u202e" not in text


def test_json(layout: Layout) -> None:
    found = agree.agree(layout, "a", "b")
    output = json.loads(report.as_json(found, list(differences.differences(found))))
    assert output["compared"] == ["x.txt"]
    rows = {(row["measure"], row["quotes"], row["figure"]): row for row in output["figures"]}
    assert rows["content-overlap", "direct", "precision"]["value"] == 2 / 3
    assert rows["content-overlap", "mixed", "precision"]["value"] is None
    assert rows["mention-span", None, "recall"] | {"value": 3 / 4, "low": None} == rows["mention-span", None, "recall"]
    counts = {(row["measure"], row["quotes"]): row for row in output["counts"]}
    assert counts["content-overlap", "direct"]["b_found"] == 2
    assert output["differences"][0]["quote_a"] == "talk"
    assert "differences" not in json.loads(report.as_json(found, None))


def test_command(layout: Layout) -> None:
    code, out, _ = ran(layout, "agree", "a", "b")
    assert (code, "differences" in out) == (0, False)
    code, out, _ = ran(layout, "agree", "a", "b", "--list")
    assert (code, "15 differences" in out) == (0, True)
    code, out, _ = ran(layout, "agree", "a", "b", "--list", "--json")
    assert (code, len(json.loads(out)["differences"])) == (0, 15)


def test_command_ends_with_2_where_there_is_nothing_to_compare(layout: Layout) -> None:
    code, out, err = ran(layout, "agree", "a", "nobody")
    assert (code, out) == (2, "")
    assert "found no 'nobody'" in err


def test_command_ends_with_1_where_a_file_has_errors(layout: Layout) -> None:
    write(layout.root, "b", "y", OTHER, quotes=[quote("q", "indirect", ["clam"])])
    code, out, err = ran(layout, "agree", "a", "b")
    assert (code, out) == (1, "")
    assert "corpus/passes/b/y.json:1:" in err
    assert "anchor-not-found" in err
