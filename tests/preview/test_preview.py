"""The preview as HTML: complete, escaped, the same every time, with every annotation once and in its words."""

import json
import os
import posixpath
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest

import contribute
import preview_corpora
from blocquotes import checks, corpus, form, model, preview
from blocquotes.corpus import Corpus
from blocquotes.exchange.labels import labels
from blocquotes.layout import Layout
from blocquotes.preview import cards
from blocquotes.preview.rendering import visible
from conftest import ROOT, real
from preview_page import Element, read
from test_cases import NAMES, lay

UNREAD = ("n", "vh", "fn")
"""Classes of what stands among the words of the text and is not of the seed."""

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "script", "header", "nav", "aside", "main", "article"),
    *("section", "h1", "h2", "h3", "h4", "p", "div", "span", "a", "ol", "ul", "li", "dl", "dt", "dd", "blockquote"),
    *("q", "code", "em", "strong", "small", "kbd", "button", "table", "thead", "tbody", "tr", "th", "td"),
    *("details", "summary"),
}
ATTRIBUTES = {
    *("id", "class", "href", "lang", "tabindex", "title", "rel", "start", "target", "scope", "type", "hidden"),
    *("charset", "name", "content", "http-equiv", "aria-label", "aria-labelledby", "aria-hidden", "data-show"),
    *("data-place", "data-of", "data-at"),
}


def page_of(loaded: Corpus, *wanted: str) -> str:
    chosen, unknown = preview.chosen(loaded, wanted)
    assert not unknown
    return preview.render(checks.run(loaded), *preview.loaded(loaded, chosen))


@cache
def real_page() -> Element:
    return read(page_of(real()))


def article_of(page: Element, id_: str) -> Element:
    (found,) = (a for a in page.all(lambda e: e.tag == "article") if next(a.all(lambda e: e.tag == "h2")).text() == id_)
    return found


def assert_sound(html: str, here: str = "", others: Mapping[str, str] = {}) -> Element:
    """The page is well-formed, has no element or attribute that is not ours, and all its links lead somewhere.

    `others` are the pages of the same folder by their path, `here` is the path of this one.
    """
    page = read(html)
    elements = list(page.all())
    assert {element.tag for element in elements} <= TAGS
    assert {name for element in elements for name in element.attributes} <= ATTRIBUTES
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for link in page.all(lambda element: "href" in element.attributes):
        href = link.attributes["href"]
        path, _, id_ = href.partition("#")
        if not path:
            assert id_ in ids, href
        elif others and not path.startswith("https:"):
            other = others[posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(path)))]
            assert f' id="{id_}"' in other or not id_, href
        else:
            assert re.fullmatch(r"https://www\.wikidata\.org/wiki/Q[1-9][0-9]*", href)
            assert "noopener" in link.attributes["rel"].split()
    assert_policy(page)
    return page


def assert_policy(page: Element) -> None:
    """One style, one script, and a policy that lets nothing else in."""
    (policy,) = (e for e in page.all() if e.attributes.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.attributes["content"].split("; "))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (element,) = page.all(lambda e, tag=tag: e.tag == tag)  # type: ignore[misc]
        digest = b64encode(sha256(element.text().encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert not re.search(r"url\(|@import|fetch\(|innerHTML|https?:", next(page.all(lambda e: e.tag == "style")).text())


def test_a_draft_shows_how_sure_each_suggestion_is_and_the_least_sure_first(tmp_path: Path) -> None:
    loaded = corpus.load(Layout(preview_corpora.drafted(tmp_path / "drafted")))
    record = loaded.articles["pact-brief"]
    article = article_of(assert_sound(page_of(loaded)), record.id)
    (facts,) = article.of_class("facts")
    assert "suggested by: rules" in facts.text() and facts.of_class("draft")
    cards = [card for card in article.of_class("card") if "name" not in card.classes]
    assert len(cards) == len(record.value["quotes"])
    for card, quote in zip(cards, record.value["quotes"], strict=True):
        (badge,) = card.of_class("trust")
        assert badge.text().startswith("confidence: ") and badge.text().endswith(f", {quote['confidence']:g}")
        assert "by rule according-to" in card.text()
    names = [card for card in article.of_class("card") if "name" in card.classes]
    assert all(card.of_class("draft") for card in names)
    assert sum(len(card.of_class("trust")) for card in names) == sum(
        len(corpus.entities_of(line)) for line in record.value["mentions"]
    )
    (findings,) = article.of_class("findings")
    (folded,) = findings.all(lambda e: e.tag == "details")
    is_draft = [next(card.all(lambda e: e.tag == "code")).text() == "draft" for card in findings.of_class("finding")]
    n_folded = len(folded.of_class("finding"))
    assert n_folded and is_draft == [False] * (len(is_draft) - n_folded) + [True] * n_folded, (
        "drafts are folded, at the end"
    )
    (doubts,) = article.of_class("doubts")
    figures = [float(badge.text().rpartition(", ")[2]) for badge in doubts.of_class("trust")]
    assert figures == sorted(figures) and set(figures) == {0.5, 0.7}
    unsure = [line.text().strip() for line in doubts.all(lambda e: e.tag == "li") if line.text().startswith("quote")]
    assert unsure and all(re.search(r", 0\.\d+ (?!by rule).+ by rule [a-z-]+$", line) for line in unsure), unsure
    assert not article_of(real_page(), next(iter(real().articles))).of_class("trust")


def test_the_page_is_sound_and_has_every_article() -> None:
    page = assert_sound(page_of(real()))
    numbers = range(1, len(real().articles) + 1)
    assert [a.attributes["id"] for a in page.all(lambda e: e.tag == "article")] == [f"a{number}" for number in numbers]


@pytest.mark.parametrize("record", list(real().sound("article")), ids=lambda record: str(record.id))
def test_the_text_is_the_complete_seed(record: corpus.Record) -> None:
    seed = real().seeds[record.value["seed"]["file"]].text
    assert seed
    words = [p for w in article_of(real_page(), record.id).of_class("words") for p in w.all(lambda e: e.tag == "p")]
    # White space between regions and paragraphs is in no paragraph.
    assert re.sub(r"\s", "", "".join(p.text(UNREAD) for p in words)) == re.sub(r"\s", "", seed)
    assert all(p.text(UNREAD) in seed for p in words)


@pytest.mark.parametrize("record", list(real().sound("article")), ids=lambda record: str(record.id))
def test_every_quote_is_marked_once_with_its_words(record: corpus.Record) -> None:
    article = article_of(real_page(), record.id)
    text, key = article.of_class("text")[0], article.attributes["id"]
    markers = [e for e in text.all(lambda e: e.tag == "a") if "n" in e.classes]
    numbers = range(1, len(record.value["quotes"]) + 1)
    assert [m.attributes["id"] for m in markers] == [f"{key}-r{number}" for number in numbers]
    quotes = {quote["id"]: quote for quote in record.value["quotes"]}
    for number in numbers:
        card = article.by_id(f"{key}-q{number}")
        quote = quotes.pop(next(card.all(lambda e: e.tag == "code")).text())
        for part, name in (("content", "q"), ("cue", "cue"), ("source", "source")):
            marked = [e.text(UNREAD) for e in text.of_class(name) if e.attributes["data-show"] == f"{key}-q{number}"]
            wanted = "".join(anchor["exact"] for anchor in quote.get(part, ()))
            assert "".join(marked) == wanted
        assert [e.text() for e in card.of_class("type") if e.classes[1] == quote["type"]][: len(quote["content"])] == [
            anchor["exact"] for anchor in quote["content"]
        ]
        for id_ in quote["speakers"]:
            assert visible(real_name(id_)) in card.text()
        assert quote.get("note", "") in card.text()
    assert not quotes


def real_name(id_: str) -> str:
    name = next(record.value["name"] for record in real().sound("entity") if record.id == id_)
    assert isinstance(name, str)
    return name


@pytest.mark.parametrize("record", list(real().sound("article")), ids=lambda record: str(record.id))
def test_mentions_are_marked_once_with_their_words(record: corpus.Record) -> None:
    article = article_of(real_page(), record.id)
    resolution = real().resolution(record)
    assert resolution
    links: dict[str, str] = {}
    for link in article.of_class("text")[0].of_class("m"):
        links[link.attributes["data-place"]] = links.get(link.attributes["data-place"], "") + link.text(UNREAD)
    # Links cannot be nested, so of overlapping mentions, such as a name inside a description, the first is marked.
    marked: list[model.Span] = []
    for span, _ in sorted(resolution.mentions):
        marked += [] if marked and marked[-1].meets(span) else [span]
    assert list(links.values()) == [resolution.seed[span.start : span.end] for span in marked]


def test_an_outer_quote_lies_around_the_inner_one() -> None:
    nested = [(outer, inner) for outer in real_page().of_class("q") for inner in outer.of_class("q")]
    assert len(nested) > 10
    assert all(outer.classes[2] > inner.classes[2] for outer, inner in nested), "lanes, from l0, the innermost"


def test_of_two_quotes_of_the_same_words_the_outer_one_comes_first_and_lies_around(tmp_path: Path) -> None:
    lay("valid", tmp_path)
    path = tmp_path / "corpus" / "articles" / "pact-brief.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    outer = value["quotes"].pop(2)
    value["quotes"] += [
        {**outer, "id": "a-safe", "within": "b-safe"},
        {**outer, "id": "b-safe", "within": "safe"},
        outer,
    ]
    path.write_text(json.dumps(value), encoding="utf-8")
    loaded = corpus.load(Layout(tmp_path))
    article = article_of(assert_sound(page_of(loaded)), "pact-brief")
    cards = [card for card in article.of_class("card") if "name" not in card.classes]
    ids = ["not-grow", "no-plans", "safe", "b-safe", "a-safe"]
    assert [next(card.all(lambda e: e.tag == "code")).text() for card in cards] == ids
    words = next(p for p in article.all(lambda e: e.tag == "p") if p.text().endswith("ship owners say."))
    assert [q.attributes["data-show"].rpartition("-")[2] for q in words.of_class("q")] == ["q3", "q4", "q5"]
    assert [n.text() for n in words.of_class("n")] == ["3", "4", "5"]
    (record,) = (record for record in loaded.of_kind("article") if record.id == "pact-brief")
    assert [quote["id"] for quote in json.loads(form.canonical(record, loaded))["quotes"]] == ids
    resolution = loaded.resolution(record)
    assert resolution
    found = labels(corpus.article(record, resolution))
    assert [one.owner for one in found if one.layer == "content"] == ["not-grow", "no-plans", *ids[1:]]


def test_a_quote_shows_the_other_wordings_of_its_utterance() -> None:
    article = article_of(real_page(), "003-nato-focus-poses-threat")
    (card,) = (c for c in article.of_class("card") if next(c.all(lambda e: e.tag == "code")).text() == "harmful")
    wordings = [li.text() for ul in card.of_class("wordings") for li in ul.all(lambda e: e.tag == "li")]
    assert any("Islam Times" in w and "harmful and counterproductive" in w for w in wordings)
    links = [a.attributes["href"] for ul in card.of_class("wordings") for a in ul.all(lambda e: e.tag == "a")]
    assert {link.partition("-")[0] for link in links} == {"#a1", "#a2"}


def test_only_a_verified_wikidata_id_is_linked(small_checkout: Path) -> None:
    path = small_checkout / "corpus" / "entities" / "nato.json"
    text = path.read_text(encoding="utf-8")
    id_ = re.findall(r'"wikidata": "(Q\d+)"', text)[0]
    assert f'href="https://www.wikidata.org/wiki/{id_}"' in page_of(corpus.load(Layout(small_checkout)))
    path.write_text(re.sub(r'("wikidata_evidence": ")[^"]*', r"\1seen somewhere", text), encoding="utf-8")
    html = page_of(corpus.load(Layout(small_checkout)))
    assert f"wiki/{id_}" not in html and f"Wikidata {id_} is not verified" in html


def test_one_article_alone_links_to_no_other() -> None:
    page = assert_sound(page_of(real(), "001-no-place-for-military-blocs"))
    assert len(list(page.all(lambda e: e.tag == "article"))) == 1
    assert "news.kitchen0.com" in page.text()


def crowd(root: Path, copies: int) -> Corpus:
    """The hostile corpus with so many more articles that report the same utterance, some under names odd in a link."""
    articles = preview_corpora.hostile(root) / "corpus" / "articles"
    for i in range(copies):
        (articles / f"copy {i}% #?.json").write_bytes((articles / "pact-brief.json").read_bytes())
    return corpus.load(Layout(root))


def test_every_article_has_its_own_page_and_they_are_linked(tmp_path: Path) -> None:
    loaded = crowd(tmp_path / "crowd", 3)
    findings = checks.run(loaded)
    pages = dict(preview.pages(findings, *preview.loaded(loaded, preview.chosen(loaded, ())[0])))
    assert list(pages)[-1] == preview.INDEX
    assert len(pages) == 1 + len(list(loaded.of_kind("article")))
    read_pages = {name: assert_sound(page, name, pages) for name, page in pages.items()}
    index = read_pages[preview.INDEX]
    (table,) = index.all(lambda e: e.tag == "tbody")
    assert len(list(table.all(lambda e: e.tag == "a"))) == len(pages) - 1
    shown = sum(len(page.of_class("finding")) for page in read_pages.values())
    assert shown >= len(findings)
    (card,) = read_pages["articles/copy 0% #?.html"].of_class("wordings")[:1]
    assert any(a.attributes["href"].startswith("pact-brief.html#a1-") for a in card.all(lambda e: e.tag == "a"))


def test_a_page_does_not_grow_with_the_number_of_quotes_of_an_utterance(tmp_path: Path) -> None:
    sizes = []
    for copies in (40, 80):
        loaded = crowd(tmp_path / str(copies), copies)
        chosen, _ = preview.chosen(loaded, ["pact-brief", f"copy {copies - 1}% #?"])
        for page in dict(preview.pages([], *preview.loaded(loaded, chosen))).values():
            lists = read(page).of_class("wordings")
            assert all(len(wordings.of_class("this")) == 1 for wordings in lists)
            assert all(len(list(wordings.all(lambda e: e.tag == "li"))) == cards.MOST_WORDINGS for wordings in lists)
        sizes.append(len(preview.render([], *preview.loaded(loaded, chosen))))
    assert abs(sizes[1] - sizes[0]) < 10


def test_a_page_is_the_same_if_only_what_it_needs_is_read(tmp_path: Path) -> None:
    loaded = crowd(tmp_path / "crowd", 3)
    for whole in (real(), loaded):
        findings = checks.run(whole)
        for record in (*whole.of_kind("article"), *whole.of_kind("pass")):
            part, shown, is_part = preview.loaded(whole, [(record.kind, record.file)])
            assert is_part and len(part.records) < len(whole.records)
            assert preview.render(findings, part, shown, True) == preview.render(findings, whole, [record], True)


def test_a_pass_is_shown_by_its_file() -> None:
    file = next(record.file for record in real().of_kind("pass"))
    assert file in assert_sound(page_of(real(), str(ROOT / file))).text()


@pytest.mark.parametrize("name", {name.split("--")[0]: name for name in NAMES}.values())
def test_every_rule_gives_a_sound_page_with_its_findings(name: str, tmp_path: Path) -> None:
    lay(name, tmp_path)
    loaded = corpus.load(Layout(tmp_path))
    chosen, _ = preview.chosen(loaded, ())
    if not chosen:
        return
    findings = checks.run(loaded)
    page = assert_sound(preview.render(findings, *preview.loaded(loaded, chosen)))
    cards = [card.text() for card in page.of_class("finding")]
    for finding in findings:
        at_its_place = [card for card in cards if f"{finding.file}:{finding.line}:" in card]
        assert any(finding.rule in card and visible(finding.found) in card for card in at_its_place)


def test_cards_show_dates_with_their_evidence_and_the_class_and_form_of_cue_and_source() -> None:
    page = assert_sound(page_of(real(), "002-no-military-alliance-with-china"))
    cards = [card.text() for card in page.of_class("card")]
    lead = next(card for card in cards if "no-alliance-lead" in card)
    for shown in (
        "lemma say, class say",
        "2023-03 inferred",
        "Public on",
        "2023-03-26",
        "days after the summit",
        "name",
    ):
        assert shown in " ".join(lead.split())
    operation = next(card for card in cards if "special military operation" in card and "Manner" in card)
    assert "lemma call, class claim" in operation and "pronoun" in operation
    (metadata,) = page.of_class("meta")
    assert "RoleJens Stoltenberg" in metadata.text() and "secretary-general, nato" in metadata.text()


@pytest.fixture(scope="module")
def broken_page(tmp_path_factory: pytest.TempPathFactory) -> Element:
    return assert_sound(
        page_of(corpus.load(Layout(preview_corpora.broken(tmp_path_factory.mktemp("broken") / "root"))))
    )


def test_findings_are_shown_at_their_place(broken_page: Element) -> None:
    first = article_of(broken_page, "000-no-place-for-military-blocs")
    rules = {next(f.all(lambda e: e.tag == "code")).text(): f.attributes["id"] for f in first.of_class("finding")}
    said = [e for e in first.of_class("fn") if e.attributes["href"] == f"#{rules['anchor-ambiguous']}"]
    assert len(said) == 7, "each place that the ambiguous words fit"
    assert all("said" in e.text() or "Vladimir Putin" in e.text() for e in first.of_class("f") if "error" in e.classes)
    (lost,) = (c for c in first.of_class("card") if "that recent talk between" in c.text())
    assert "not marked" in lost.text() and f"#{rules['anchor-not-found']}" in [
        a.attributes.get("href") for a in lost.of_class("flag")
    ]
    assert "vladimir-putn no such record" in first.text()
    putin = next(c for c in first.of_class("name") if c.text().strip().startswith("Vladimir Putin"))
    assert "Vladimir Putin not marked" in putin.text()


def test_an_article_that_cannot_be_read_shows_its_findings_and_its_raw_seed(broken_page: Element) -> None:
    article = article_of(broken_page, "004-halt-to-nato-expansion")
    assert "json-syntax" in article.of_class("finding")[0].text()
    assert "Russia and China have jointly spoken out against NATO expansion." in article.of_class("text")[0].text()


def test_a_stretch_in_no_region_is_shown_and_flagged(broken_page: Element) -> None:
    article = article_of(broken_page, "002-no-military-alliance-with-china")
    assert "The regions do not cover the seed" in article.of_class("notice")[0].text()
    assert article.of_class("uncut")[0].of_class("words")[0].text(UNREAD).strip() == ":"
    assert len(article.of_class("fn")) == 1
    assert not article.of_class("text")[0].of_class("q"), "no place is certain"


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    html = page_of(corpus.load(Layout(preview_corpora.hostile(tmp_path / "hostile"))))
    page = assert_sound(html)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", html)
    for shown in ("⟨U+202E⟩⟨U+2066⟩⟨U+200B⟩⟨U+2028⟩⟨U+FEFF⟩", "⟨U+001B⟩[31m⟨U+0007⟩⟨U+007F⟩⟨U+0085⟩", "{{7*7}}"):
        assert shown in page.text()
    assert page.text().count("<script>window.fired=1</script>") > 20


def test_the_same_corpus_gives_the_same_bytes(tmp_path: Path) -> None:
    """In another Python, with hashes of its own, and here."""
    target = tmp_path / "page.html"
    command = [sys.executable, "-m", "blocquotes", "--root", str(ROOT), "preview", "--output", str(target)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    assert target.read_text(encoding="utf-8") == page_of(real())


def test_the_command_writes_one_file_and_names_it(small_checkout: Path) -> None:
    result = contribute.run(small_checkout, "preview", "000-no-place-for-military-blocs")
    assert result.exit_code == 0, result.output
    assert result.output == f"{small_checkout / 'preview.html'}\n"
    assert "no-place-for-military-blocs" in (small_checkout / "preview.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "code"), [("shown.txt", 2), ("shown.PDF", 2), ("shown-v1.2", 0), ("shown.HTM", 0)])
def test_a_page_is_written_to_a_file_of_its_kind_or_into_a_folder(small_checkout: Path, name: str, code: int) -> None:
    target = small_checkout / name
    result = contribute.run(small_checkout, "preview", "--output", str(target))
    assert (result.exit_code, target.exists()) == (code, code == 0), result.output
    assert ("must be a file that ends in .html, or a folder" in result.output) == (code == 2)


def preview_of(checkout: Path, *arguments: str) -> str:
    result = contribute.run(checkout, "preview", *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_folder_holds_a_page_for_each_article_and_is_replaced_only_while_it_is_ours(checkout: Path) -> None:
    folder = checkout / "shown"
    for _ in range(2):
        assert preview_of(checkout, "--output", str(folder)) == f"{folder / 'index.html'}\n"
    articles = sorted(path.stem for path in (checkout / "corpus" / "articles").glob("*.json"))
    assert sorted(path.stem for path in (folder / "articles").iterdir()) == articles
    pages = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    for name, page in pages.items():
        assert_sound(page, name, pages)
    (folder / "mine.txt").write_text("mine")
    refused = contribute.run(checkout, "preview", "--output", str(folder))
    assert refused.exit_code == 2
    assert "mine.txt" in refused.output
    assert (folder / "mine.txt").read_text() == "mine"


def test_many_articles_are_written_as_a_folder(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MOST_ON_ONE_PAGE", 6)
    article = checkout / "corpus" / "articles" / "004-halt-to-nato-expansion.json"
    for i in range(2):
        (article.parent / f"copy-{i}.json").write_bytes(article.read_bytes())
    assert preview_of(checkout) == f"{checkout / 'preview' / 'index.html'}\n"
    assert preview_of(checkout, "copy-0", "copy-1") == f"{checkout / 'preview.html'}\n"


def test_changed_articles_are_shown_by_their_file_or_their_seed(checkout: Path) -> None:
    contribute.commit(checkout)
    assert preview_of(checkout, "--changed", "HEAD").startswith("nothing below corpus/")
    entity = checkout / "corpus" / "entities" / "nato.json"
    entity.write_text(entity.read_text(encoding="utf-8").replace("NATO", "Nato", 1), encoding="utf-8")
    assert preview_of(checkout, "--changed", "HEAD") == "no article differs from HEAD\n"
    seed = (
        checkout
        / "seeds"
        / json.loads(
            (checkout / "corpus" / "articles" / "004-halt-to-nato-expansion.json").read_text(encoding="utf-8")
        )["seed"]["file"]
    )
    seed.write_bytes(seed.read_bytes() + b"\n")
    article = checkout / "corpus" / "articles" / "001-no-place-for-military-blocs.json"
    article.write_bytes(article.read_bytes() + b"\n")
    preview_of(checkout, "--changed", "HEAD")
    shown = read((checkout / "preview.html").read_text(encoding="utf-8"))
    assert len(list(shown.all(lambda e: e.tag == "article"))) == 2


def test_the_command_says_which_article_is_unknown(checkout: Path) -> None:
    result = contribute.run(checkout, "preview", "003-nato-focus-poses-thret")
    assert result.exit_code == 2
    assert 'did you mean "003-nato-focus-poses-threat"?' in result.output
    assert not (checkout / "preview.html").exists()


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of a colour `#rrggbb`."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "quiet", "link", "direct", "mixed", "indirect")
        for ground in ("paper", "raised")
    ),
    *(("ink", ground) for ground in ("direct-tint", "mixed-tint", "indirect-tint", "bad-tint", "on")),
    *(("bad", ground) for ground in ("paper", "raised", "bad-tint")),
    *(("link", "on"), ("warn", "paper"), ("warn", "bad-tint")),
]
"""Text and what it stands on, by the names that the style has for colours."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast(scheme: str) -> None:
    style = (ROOT / "scripts" / "blocquotes" / "preview" / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme == "dark"]))
    for text, ground in PAIRS:
        lighter, darker = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (text, ground)


def test_nothing_moves() -> None:
    style = (ROOT / "scripts" / "blocquotes" / "preview" / "style.css").read_text(encoding="utf-8")
    assert not re.search("animation|transition|scroll-behavior|@keyframes", style)
