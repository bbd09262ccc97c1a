"""The page of `blocquotes diff --html`: every change once, texts before and after, nothing foreign, of bounded size."""

import json
import os
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import diff_states
from blocquotes.preview import diff_article, diff_page
from blocquotes.preview.rendering import visible
from blocquotes.versions.answers import Answers
from blocquotes.versions.diff import compare
from blocquotes.versions.state import State
from blocquotes.versions.summary import Summary, summarise
from commands import Ran, blocquotes
from diff_states import A, B
from edits import ROOT, of, tables
from preview_page import Element, read
from test_preview import ATTRIBUTES, TAGS

GOLDEN = Path(__file__).with_name("diff_golden.html")

UNREAD = ("n", "vh")
"""Classes of what is among the words of a text and not of it."""

BLESS = "BLESS=1 pytest tests/preview/test_diff_page.py"


def assert_sound(html: str) -> Element:
    """The page is well-formed, has only elements and attributes of ours, links that lead somewhere, and no script."""
    page = read(html)
    elements = list(page.all())
    assert {element.tag for element in elements} <= TAGS | {"h5"}
    assert {name for element in elements for name in element.attributes} <= ATTRIBUTES | {"role"}
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert {e.attributes["href"] for e in elements if "href" in e.attributes} <= {f"#{id_}" for id_ in ids}
    assert [e for e in elements if e.tag == "script"] == []
    (policy,) = (e for e in elements if e.attributes.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.attributes["content"].split("; "))
    (style,) = page.all(lambda e: e.tag == "style")
    digest = b64encode(sha256(style.text().encode()).digest()).decode()
    assert (rules["default-src"], rules["style-src"]) == ("'none'", f"'sha256-{digest}'")
    assert "script-src" not in rules
    return page


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return summarise(*diff_states.edited(tmp_path_factory.mktemp("edited")))


@pytest.fixture(scope="module")
def page(edited: Summary) -> Element:
    """The page of `edited`."""
    return read(diff_page.render(edited))


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return summarise(*diff_states.evil(tmp_path_factory.mktemp("evil")))


def article_of(page: Element, id_: str) -> Element:
    (found,) = (a for a in page.all(lambda e: e.tag == "article") if next(a.all(_is_code)).text() == id_)
    return found


def _is_code(element: Element) -> bool:
    return element.tag == "code"


def words_of(element: Element) -> str:
    return " ".join(element.text().split())


def compared(old: State, new: State) -> Summary:
    """What differs, without the answers and the agreement: they take the most time, and the page shows them alike."""
    found, states = compare((old, new))
    return Summary(states, found, Answers())


def changed(edited: Summary, change: Callable[[Any], object]) -> Summary:
    base = edited.states[0]
    rows = tables(base)
    change(rows)
    return compared(base, replace(base, rows=rows, name="HEAD"))


def test_a_small_change_gives_this_page(tmp_path: Path) -> None:
    html = diff_page.render(summarise(*diff_states.small(tmp_path)))
    assert_sound(html)
    found = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    found = re.sub(r"sha256-[\w+/=]+", "sha256-…", found)
    if os.environ.get("BLESS"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8"), f"if the page is right now, run:  {BLESS}"


def test_every_change_is_on_the_page_once(edited: Summary) -> None:
    page = assert_sound(diff_page.render(edited))
    lines = [words_of(line) for lines in page.of_class("lines") for line in lines.all(lambda e: e.tag == "li")]
    assert len(lines) == len(edited.diff.changes)
    for change in edited.diff.changes:
        values = [value for value in (change.old, change.new) if value and len(value) < 100]
        assert any(line.startswith(change.what) and all(visible(v) in line for v in values) for line in lines)
    assert "2 articles with changes, 3 without." in page.text()
    assert "Version bump needed: major" in page.text()


def test_texts_are_complete_before_and_after(edited: Summary, page: Element) -> None:
    article = article_of(page, A)
    for side, when in enumerate(("Before", "After")):
        kept = [
            cell.of_class("words")[0].text(UNREAD).strip()
            for cell in article.of_class("cell")
            if cell.of_class("label")[0].text().startswith(when) or _is_in_same(article, cell)
        ]
        text = edited.states[side].by_id["articles"][A]["text"]
        assert kept == [line for line in text.split("\n") if line.strip()]


def _is_in_same(article: Element, cell: Element) -> bool:
    return any(cell in list(same.all()) for same in article.of_class("same"))


def test_what_changed_is_marked_on_its_side(page: Element) -> None:
    article = article_of(page, A)
    marks = {
        when: {
            (kind, status, mark.text(UNREAD))
            for cell in article.of_class("cell")
            if cell.of_class("label")[0].text().startswith(when)
            for kind in ("m", "cue", "q")
            for status in ("added", "removed", "changed")
            for mark in cell.of_class(f"is-{status}")
            if kind in mark.classes
        }
        for when in ("Before", "After")
    }
    assert ("m", "removed", "Thailand") in marks["Before"]
    assert not any(words == "Thailand" for _, _, words in marks["After"])
    assert ("cue", "changed", "warning") in marks["Before"]
    assert ("cue", "changed", "noted") in marks["After"]
    for side in marks.values():
        assert ("m", "changed", "United Nations") in side
        assert any(kind == "q" and status == "changed" for kind, status, _ in side)


def test_cards_and_marks_lead_to_each_other(page: Element) -> None:
    (card,) = (c for c in page.of_class("card") if f"{A}#us-selfish" in c.text())
    before, after = (link for link in card.all(lambda e: e.tag == "a"))
    for link in (before, after):
        mark = page.by_id(link.attributes["href"][1:])
        assert mark.attributes["href"] == f"#{card.attributes['id']}"
        assert ", changed: " in mark.attributes["aria-label"]


def test_a_changed_fact_shows_its_evidence_before_and_after(page: Element) -> None:
    card = article_of(page, A).of_class("card")[0]
    grounds = words_of(card.of_class("grounds")[0])
    assert "Before: news-kitchen0-com (inferred) · evidence: “Leave a Reply”" in grounds
    assert grounds.endswith("After: rt (stated) · evidence: “Source”")


def test_a_removed_quote_is_marked_before_only(page: Element) -> None:
    article = article_of(page, B)
    assert [e.tag for e in article.of_class("is-removed") if "q" in e.classes]
    assert not article.of_class("is-added")


def test_an_article_that_comes_or_goes_is_shown_once_and_unmarked(edited: Summary) -> None:
    old = edited.states[0]
    less = replace(old, rows={t: [r for r in rows if r.get("article_id") != A] for t, rows in old.rows.items()})
    for pair, when in (((old, less), "Before"), ((less, old), "After")):
        article = article_of(assert_sound(diff_page.render(compared(*pair))), A)
        labels = {next(cell.all(lambda e: e.tag == "strong")).text() for cell in article.of_class("cell")}
        assert labels == {when}
        assert not [e for status in ("added", "removed", "changed") for e in article.of_class(f"is-{status}")][1:]


def test_another_text_is_shown_paragraph_by_paragraph(edited: Summary) -> None:
    def rewrite(rows: Any) -> None:
        row = of(rows["articles"], article_id=A)
        row["seed_sha256"] = "0" * 64
        row["text"] = row["text"].replace("Asia-Pacific", "Asia/Pacific", 1)

    article = article_of(assert_sound(diff_page.render(changed(edited, rewrite))), A)
    first = article.of_class("pair")[0]
    assert [cell.of_class("words")[0].text(UNREAD).strip()[:40] for cell in first.of_class("cell")] == [
        "No place for military blocs in Asia-Paci",
        "No place for military blocs in Asia/Paci",
    ]
    assert len(article.of_class("same")) >= 1


def test_states_without_texts_list_their_changes(edited: Summary) -> None:
    bare = replace(edited.states[1], has_texts=False)
    page = assert_sound(diff_page.render(summarise(edited.states[0], bare)))
    assert not page.of_class("cell")
    assert "The release has no texts, so the changes are only listed." in page.text()


def test_no_difference_is_a_page_too(edited: Summary) -> None:
    page = assert_sound(diff_page.render(summarise(edited.states[0], edited.states[0])))
    assert "No difference." in page.text()
    assert "0 articles with changes, 5 without." in page.text()


def test_answers_that_change_are_listed(page: Element) -> None:
    first = words_of(page.of_class("answer")[0])
    assert first.startswith("1. Who speaks most, and how sure is it? “vladimir-putin”: quotes from 45 to ")


def test_agreement_that_moves_is_in_the_article(page: Element) -> None:
    article = article_of(page, A)
    rows = [[words_of(cell) for cell in row.all(lambda e: e.tag == "td")] for row in article.of_class("moves")[0].all()]
    assert ["a", "speakers: same ids (F1)", "1.000", "0.941"] in rows


def test_hostile_text_is_only_text(evil: Summary) -> None:
    html = diff_page.render(evil)
    page = assert_sound(html)
    assert page.text().count("window.fired=1") > 50
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028\u2066-\u2069\ufeff]", html)
    assert len(page.of_class("card")) > 10


# Size.


def test_articles_beyond_the_size_are_named(edited: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff_page, "MOST_OF_ARTICLES", 45_000)
    page = assert_sound(diff_page.render(edited))
    assert len(list(page.all(lambda e: e.tag == "article"))) == 1
    assert "1 change, left out of this page" in words_of(page.of_class("list")[0])
    assert "1 article with changes is left out" in page.text()


def test_records_beyond_the_size_are_counted(edited: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff_page, "MOST_OF_RECORDS", 10)
    assert "and 1 more record that changed" in assert_sound(diff_page.render(edited)).text()


def test_cards_beyond_the_number_are_counted(edited: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff_article, "MOST_CARDS", 2)
    article = article_of(assert_sound(diff_page.render(edited)), A)
    assert len(article.of_class("card")) == 2
    assert "and 4 more annotations that changed" in article.text()


@pytest.mark.parametrize(
    ("words", "notice"),
    [("word " * 200_000, "too large for this page"), ("word\n\n" * 1500, "more than 2,000 lines, quotes or mentions")],
)
def test_a_huge_text_is_left_out(edited: Summary, words: str, notice: str) -> None:
    def enlarge(rows: Any) -> None:
        row = of(rows["articles"], article_id=A)
        start, end = len(row["text"]), len(row["text"]) + len(words)
        row["text"] += words
        seed = {"seed_start": 10**6, "seed_end": 10**7}
        row["regions"].append({"role": "body", "repeat": False, "start": start, "end": end, **seed})

    html = diff_page.render(changed(edited, enlarge))
    assert f"The text is left out: it {'is' if 'large' in notice else 'has'} {notice}" in html
    assert len(html) < diff_page.MOST_OF_ONE


def test_an_article_too_large_loses_its_text_then_its_cards(edited: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    monkeypatch.setattr(diff_page, "FEW_CARDS", 2)
    for most, cards, article in ((20_000, 6, True), (8_000, 2, True), (100, 0, False)):
        monkeypatch.setattr(diff_page, "MOST_OF_ONE", most)
        page = assert_sound(diff_page.render(edited))
        found = [a for a in page.all(lambda e: e.tag == "article") if A in a.text()]
        assert bool(found) == article
        assert sum(len(a.of_class("card")) for a in found) == cards
        assert all("too large for this page" in a.text() and not a.of_class("cell") for a in found)
        sizes.append(len(page.text()))
    assert sizes == sorted(sizes, reverse=True)


def test_long_values_and_names_are_cut(edited: Summary) -> None:
    def enlarge(rows: Any) -> None:
        of(rows["entities"], entity_id="nato")["name"] = "x" * 1_000_000
        of(rows["quotes"], quote_id=f"{A}#us-selfish")["note"] = "y" * 1_000_000

    assert len(diff_page.render(changed(edited, enlarge))) < 100_000


# The command.


def run(*arguments: object, **settings: str) -> Ran:
    return blocquotes("--root", ROOT, "diff", *arguments, env={**os.environ, **settings})


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two states, `old` and `new`."""
    folder = tmp_path_factory.mktemp("folders")
    diff_states.small(folder)
    return folder


def test_the_command_writes_the_same_bytes_and_the_summary(folders: Path, tmp_path: Path) -> None:
    pages = []
    # Another Python with hashes of its own, and the one that the tests share.
    for settings in ({"PYTHONHASHSEED": "1"}, {}):
        target = tmp_path / "page.html"
        ran = run(folders / "old", folders / "new", "--html", target, "--format", "json", **settings)
        assert (ran.returncode, ran.stderr) == (1, "")
        assert json.loads(ran.stdout)["bump"] == "major"
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]
    assert list(tmp_path.iterdir()) == [tmp_path / "page.html"]


def test_the_command_replaces_only_its_own_pages(folders: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("<p>My own page.</p>", encoding="utf-8")
    ran = run(folders / "old", folders / "new", "--html", target)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "name another one with --html" in ran.stderr
    assert target.read_text(encoding="utf-8") == "<p>My own page.</p>"
    ran = run(folders / "old", folders / "new", "--html", ROOT / "corpus" / "page.html")
    assert ran.returncode == 2
    assert "a folder of the checkout" in ran.stderr


def test_a_page_never_goes_into_a_release(dist: Path) -> None:
    ran = run(dist, dist, "--html", dist / "page.html")
    assert ran.returncode == 2
    assert "an input of the command" in ran.stderr
    assert not (dist / "page.html").exists()
