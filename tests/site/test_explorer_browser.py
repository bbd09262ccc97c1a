"""The explorer in a real browser: its journeys, its limits, hostile data, and that no request leaves the site."""

import datetime
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from blocquotes import outputs, schemas
from blocquotes.dataset import parquet
from blocquotes.site import build, bundles, published
from conftest import ROOT
from site_fixtures import served

pytest.importorskip("playwright", reason="`make test-all` installs what drives a browser")
from playwright.sync_api import Browser, Page, expect

from browsers import browser, flawless, tab_until, visits

__all__ = ["browser"]

pytestmark = pytest.mark.slow

Open = Callable[..., Page]

QUOTE = "000-no-place-for-military-blocs#free-of-blocs"
UTTERANCE = "putin-2024-05-16-no-place-for-blocs"

PAGES = (
    "index.html",
    "licences.html",
    "explore.html",
    "explore.html#/quotes?q=security&sort=left",
    "explore.html#/quotes/000-no-place-for-military-blocs%23free-of-blocs",
    "explore.html#/quotes/no-such-quote",
    "explore.html#/speakers",
    "explore.html#/utterances",
    "explore.html#/speakers/vladimir-putin",
    "explore.html#/outlets/rt",
    "explore.html#/entities/nato",
    "explore.html#/articles/004-halt-to-nato-expansion",
    f"explore.html#/utterances/{UTTERANCE}?against=003-nato-focus-poses-threat%23no-place",
)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page of the site, which may fetch from no other host."""
    with visits(browser) as opened:

        def open_(path: str, at: str = address, **options: Any) -> Page:
            page = opened(at + path, lambda url: url.startswith((at, "blob:")), **options)
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
            page.wait_for_selector("main h1")
            return page

        yield open_


def quotes(dist: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(next((dist / "data" / "quotes").iterdir())).to_pylist()
    return rows


def shown(page: Page) -> list[str]:
    """The ids of the quotes that are listed."""
    links = page.locator("table.quotes tbody th a").all()
    return [(link.get_attribute("href") or "").partition("#/quotes/")[2].replace("%23", "#") for link in links]


def test_the_first_page_is_useful_without_javascript(visit: Open, dist: Path) -> None:
    page = visit("index.html", java_script_enabled=False)
    text = page.inner_text("main")
    manifest = json.loads((dist / "manifest.json").read_bytes())
    assert "104 quotes" in re.sub(r"\s+", " ", text)
    for name, facts in manifest["files"].items():
        assert facts["sha256"] in page.content(), name
    assert page.locator("main img").count() == 4
    assert page.evaluate("[...document.images].every((image) => image.alt.length > 50)")
    assert "read_parquet" in text and "@misc{" in text
    page.goto(page.url.replace("index", "explore"))
    assert "needs JavaScript" in page.inner_text("main")


def test_a_keyboard_alone_searches_filters_sorts_and_opens_a_quote(visit: Open) -> None:
    page = visit("explore.html")
    expect(page.locator(".result-count")).to_have_text("104 quotes")
    tab_until(page, "e.id === 'q'")
    page.keyboard.type("security")
    expect(page.locator(".result-count")).to_have_text("15 of 104 quotes")
    assert page.evaluate("document.activeElement.id") == "q", "the focus stays where one types"
    tab_until(page, "e.matches('.column-right button')")
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Words after ↑")
    after = [cell.inner_text().strip("”, ").lower() for cell in page.locator("td.column-right").all()]
    assert len(after) == 15
    tab_until(page, "e.matches('.facet input[type=checkbox]')", most=150)
    page.keyboard.press("Space")
    expect(page.locator(".chips")).to_contain_text("Speaker: Vladimir Putin")
    expect(page.locator(".result-count")).to_have_text("9 of 104 quotes")
    page.reload()
    expect(page.locator(".result-count")).to_have_text("9 of 104 quotes")
    tab_until(page, "e.matches('.column-match a')")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    assert "security" in page.locator("h1").inner_text()
    tab_until(page, "e.textContent === 'Copy as BibTeX'", most=80)
    page.go_back()
    expect(page.locator(".result-count")).to_have_text("9 of 104 quotes")


def test_chips_remove_a_filter_and_an_empty_result_says_what_to_do(visit: Open) -> None:
    page = visit("explore.html#/quotes?q=security&type=direct")
    expect(page.locator(".results")).to_contain_text("No quote matches")
    page.get_by_role("button", name="Type: direct").click()
    expect(page.locator(".result-count")).to_have_text("15 of 104 quotes")
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".result-count")).to_have_text("104 quotes")
    assert page.input_value("#q") == ""


def test_other_forms_of_a_word_are_found_only_if_asked_for(visit: Open) -> None:
    page = visit("explore.html#/quotes?q=alliances")
    expect(page.locator(".result-count")).to_contain_text("of 104 quotes")
    few = len(shown(page))
    page.get_by_label("also other forms of a word").check()
    expect(page.locator("tbody .column-match a", has_text=re.compile("^alliance$", re.I)).first).to_be_visible()
    assert len(shown(page)) > few


CASES = (
    "",
    "?type=direct&type=mixed&speaker=vladimir-putin",
    "?speaker=&year=2024",
    "?outlet=",
    "?q=secur*&basis=inferred",
    "?q=%22military+blocs%22",
    "?q=nato%27s+expansion",
    "?q=alliance&stem=",
    "?about=nato&factuality=asserted",
)


@pytest.mark.parametrize("case", CASES)
def test_downloads_and_code_give_exactly_the_rows_of_the_page(
    visit: Open, address: str, dist: Path, tmp_path: Path, case: str
) -> None:
    page = visit(f"explore.html#/quotes{case}")
    expect(page.get_by_role("button", name="Parquet")).to_be_visible()
    number = int(page.locator(".result-count strong").inner_text().split()[0].replace(",", ""))
    assert 0 < number <= 104
    saved = {}
    for name in ("CSV", "JSON Lines", "Parquet"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        saved[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[name])
    rows = pq.read_table(saved["Parquet"])
    ids = rows["quote_id"].to_pylist()
    assert len(ids) == number
    assert set(shown(page)) <= set(ids)
    assert rows.to_pylist() == [row for row in quotes(dist) if row["quote_id"] in ids]
    assert rows.schema.remove_metadata() == schemas.arrow_schema(schemas.columns(schemas.own_folder(), "quotes"))
    lines = [json.loads(line) for line in saved["JSON Lines"].read_text("utf-8").splitlines()]
    assert lines == [json.loads(json.dumps(row, default=datetime.date.isoformat)) for row in rows.to_pylist()]
    assert duckdb.read_csv(str(saved["CSV"]), all_varchar=True).select("quote_id").fetchall() == [(id_,) for id_ in ids]
    sql = copied(page, "Copy as SQL").replace(f"{address}release/", f"{dist}/")
    assert sorted(duckdb.execute(sql).fetchdf()["quote_id"]) == sorted(ids)
    scope: dict[str, Any] = {}
    exec(copied(page, "Copy as Python").replace(f"{address}release/", f"{dist}/"), scope)
    assert sorted(scope["quotes"]["quote_id"]) == sorted(ids)


def copied(page: Page, name: str) -> str:
    page.get_by_role("button", name=name).click()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_quote_has_a_permanent_link_a_citation_and_its_line(visit: Open, address: str, dist: Path) -> None:
    page = visit("explore.html#/quotes/" + QUOTE.replace("#", "%23"))
    expect(page.locator(".cite")).to_be_visible()
    link = copied(page, "Copy link")
    assert link == f"{address}explore.html#/quotes/{QUOTE.replace('#', '%23')}?version=0.1.0"
    assert QUOTE in copied(page, "Copy as text") and "version 0.1.0" in copied(page, "Copy as text")
    bibtex = copied(page, "Copy as BibTeX")
    assert bibtex.startswith("@misc{") and link in bibtex
    href = page.get_by_role("link", name="Its line in").get_attribute("href") or ""
    commit = json.loads((dist / "manifest.json").read_bytes())["commit"]
    if re.fullmatch("[0-9a-f]{40}", commit):
        start, _, line = href.partition("#L")
        assert start == f"https://forge.example/org/blocquotes/blob/{commit}/corpus/articles/{QUOTE.split('#')[0]}.json"
        text = (ROOT / "corpus" / "articles" / f"{QUOTE.split('#')[0]}.json").read_text("utf-8").splitlines()
        assert text[int(line) - 1].strip() == f'"id": "{QUOTE.split("#")[1]}",'
    page.goto(link.replace("0.1.0", "0.0.9"))
    page.reload()
    expect(page.locator(".notice")).to_contain_text("made for version 0.0.9")


def squeezed(text: str) -> str:
    """The text without white space and ellipses."""
    return re.sub(r"[\s…]", "", text)


def test_an_article_shows_the_text_with_its_marks(visit: Open, dist: Path) -> None:
    (article,) = (
        row
        for row in pq.read_table(next((dist / "data" / "articles").iterdir())).to_pylist()
        if row["article_id"] == "000-no-place-for-military-blocs"
    )
    page = visit(f"explore.html#/articles/{article['article_id']}")
    expect(page.locator(".text")).to_be_visible()
    page.locator(".text a.n").evaluate_all("all => all.forEach((number) => number.remove())")
    words = "".join(page.locator(".text .words p").all_inner_texts())
    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", article["text"])
    parts = page.locator(".text .q").evaluate_all("all => all.map((e) => [e.dataset.quote, e.textContent])")
    marked = {id_: "".join(part for other, part in parts if other == id_) for id_, _ in parts}
    for quote in article["quotes"]:
        assert squeezed(quote["content"]) == squeezed(marked[quote["quote_id"]])
    assert page.locator(".text a.m").count() >= article["n_mentions"]
    expect(page.locator(".meta")).to_contain_text("Evidence: ")


def test_an_utterance_is_compared_with_the_chosen_wording(visit: Open) -> None:
    page = visit(f"explore.html#/utterances/{UTTERANCE}")
    expect(page.locator(".version")).to_have_count(6)
    assert page.locator("ins, del").count() == 0
    page.select_option("#against", index=1)
    expect(page.locator(".version.chosen")).to_have_count(1)
    assert page.locator("ins").count() and page.locator("del").count()
    assert "against=" in page.url
    other = page.locator(".version:not(.chosen)").first
    kept = other.locator(".words").evaluate(
        "e => [...e.childNodes].filter((n) => n.nodeName !== 'DEL').map((n) => n.textContent).join('')"
    )
    assert kept.startswith("The Asia-Pacific region should be free")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(visit: Open, path: str) -> None:
    for width in (390, 1280):
        page = visit(path, viewport={"width": width, "height": 844}, color_scheme="light")
        page.wait_for_timeout(500)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        assert len(flawless(page)) > 10
        page.emulate_media(color_scheme="dark")
        assert flawless(page, runOnly=["color-contrast"]) == ["color-contrast"]


EVIL = "</script><script>window.fired=1</script><img src=x onerror=window.fired=1>\u202e\u0000&lt;b&gt;"


# How many lines the words of an element take.
LINES = """elements => elements.map(element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
})"""


@pytest.mark.parametrize("view", ["utterances", "articles"])
def test_dates_figures_and_headings_of_a_list_stay_on_one_line(visit: Open, view: str) -> None:
    for width in (1280, 390):
        page = visit(f"explore.html#/{view}", viewport={"width": width, "height": 844})
        page.wait_for_selector("table.records tbody td.num")
        for short in ("td.num", "td.date", "thead th"):
            lines = page.locator(f"table.records {short}").evaluate_all(LINES)
            assert lines and set(lines) <= {0, 1}, (width, short, lines)


@pytest.fixture(scope="module")
def evil(made: bundles.Bundles, dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of a release in which every word is hostile, and one quote has a word of a megabyte."""
    folder = tmp_path_factory.mktemp("evil")
    manifest = json.loads((dist / "manifest.json").read_bytes())
    shutil.copytree(dist, folder / "dist")
    for table in ("quotes", "articles", "speakers", "outlets", "entities", "utterances"):
        (path,) = (folder / "dist" / "data" / table).iterdir()
        columns = schemas.columns(schemas.own_folder(), table)
        rows = [spoiled(row) for row in pq.read_table(path).to_pylist()]
        if table == "quotes":
            rows[0]["content"] = "x" * 1_000_000
        with parquet.open_file(path, schemas.arrow_schema(columns)) as file:
            file.write_table(parquet.to_arrow(columns, rows))
        manifest["files"][f"data/{table}/{path.name}"]["bytes"] = path.stat().st_size
    (folder / "dist" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = published.read(folder / "dist", "https://forge.example/x")
    build.build(found, without_workbench(made), outputs.folder_for(folder / "site", "site"), ROOT)
    with served(folder / "site") as address:
        yield address


def without_workbench(made: bundles.Bundles) -> bundles.Bundles:
    """The bundles without the page that takes longest to build."""
    return replace(made, of={name: bundle for name, bundle in made.of.items() if "workbench" not in name})


# What only certain words may be in, by the schemas that `verify` applies; and the text, in which the offsets count.
FIXED = ("split", "role", "type", "medium", "factuality", "text", "field", "wikidata")


def spoiled(value: Any, key: str = "") -> Any:
    """A value with hostile words in place of all that people write; ids, types and offsets stay."""
    if isinstance(value, dict):
        return {name: spoiled(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [spoiled(part, key) for part in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    fixed = key.rstrip("s").endswith(("_id", "basi", "_precision", "_month", "sha256")) or key in FIXED
    return EVIL + value if isinstance(value, str) and not fixed else value


@pytest.mark.parametrize("path", [path for path in PAGES if "licences" not in path])
def test_hostile_data_shows_as_text(visit: Open, evil: str, path: str) -> None:
    page = visit(path, at=evil, viewport={"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert page.evaluate("window.fired") is None
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert page.locator("main script:not([type]), main [onerror]").count() == 0
    if "no-such" not in path and "index" not in path:
        assert "⟨U+202E⟩" in page.inner_text("main")


def test_a_word_of_a_megabyte_is_shown_on_its_own_page(visit: Open, evil: str, dist: Path) -> None:
    first = quotes(dist)[0]["quote_id"]
    page = visit("explore.html#/quotes/" + first.replace("#", "%23"), at=evil, viewport={"width": 390, "height": 844})
    expect(page.locator("h1 .type")).to_have_text("x" * 1_000_000, timeout=20_000)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_a_release_in_many_files_and_splits_is_read_completely(
    visit: Open, made: bundles.Bundles, dist: Path, tmp_path: Path
) -> None:
    """The same quotes in three splits, one of them in two files, with small row groups."""
    manifest = json.loads((dist / "manifest.json").read_bytes())
    old = "data/quotes/train-00000-of-00001.parquet"
    shutil.copytree(dist, tmp_path / "dist")
    del manifest["files"][old]
    (tmp_path / "dist" / old).unlink()
    table = pq.read_table(dist / old)
    parts = {"train-00000-of-00002": (0, 40), "train-00001-of-00002": (40, 10), "validation-00000-of-00001": (50, 30)}
    for name, (start, rows) in {**parts, "test-00000-of-00001": (80, 24)}.items():
        path = tmp_path / "dist" / "data" / "quotes" / f"{name}.parquet"
        pq.write_table(table.slice(start, rows), path, compression="zstd", row_group_size=7, write_page_index=True)
        manifest["files"][f"data/quotes/{name}.parquet"] = {"bytes": path.stat().st_size, "sha256": "0" * 64}
    (tmp_path / "dist" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    build.build(
        published.read(tmp_path / "dist"), without_workbench(made), outputs.folder_for(tmp_path / "site", "site"), ROOT
    )
    with served(tmp_path / "site") as address:
        page = visit("explore.html", at=address)
        expect(page.locator(".result-count")).to_have_text("104 quotes")
        assert shown(page) == [row["quote_id"] for row in quotes(dist)][:50]
        page.goto(f"{address}explore.html#/quotes/{quotes(dist)[90]['quote_id'].replace('#', '%23')}")
        expect(page.locator("h1 .type")).to_have_text(quotes(dist)[90]["content"])
