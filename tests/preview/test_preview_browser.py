"""The preview in a real browser: nothing foreign is fetched or run; keyboard, print and dark mode work."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import diff_states
from blocquotes import checks, corpus, preview
from blocquotes.layout import Layout
from blocquotes.preview import diff_page
from blocquotes.versions.summary import summarise
from conftest import ROOT
from preview_corpora import broken, drafted, hostile

pytest.importorskip("playwright", reason="`make test-all` installs what drives a browser")
from playwright.sync_api import Browser, Page

from browsers import WATCH, browser, flawless, focused, tab_until, visits

pytestmark = pytest.mark.slow

__all__ = ["browser"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The previews of the real corpus, of one article of it, of the broken and of the hostile corpus."""
    folder = tmp_path_factory.mktemp("pages")
    bad, evil, draft = broken(folder / "broken"), hostile(folder / "hostile"), drafted(folder / "drafted")
    shown: dict[str, tuple[Path, tuple[str, ...]]] = {
        "real": (ROOT, ()),
        "one": (ROOT, ("003-nato-focus-poses-threat",)),
        "broken": (bad, ("000-no-place-for-military-blocs", "004-halt-to-nato-expansion")),
        "hostile": (evil, ()),
        "draft": (draft, ()),
    }
    found = {}
    for name, (root, wanted) in shown.items():
        loaded = corpus.load(Layout(root))
        found[name] = folder / f"{name}.html"
        chosen, _ = preview.chosen(loaded, wanted)
        page = preview.render(checks.run(loaded), *preview.loaded(loaded, chosen))
        found[name].write_text(page, encoding="utf-8")
    for name, states in (("diff", diff_states.edited), ("hostile-diff", diff_states.evil)):
        found[name] = folder / f"{name}.html"
        found[name].write_text(diff_page.render(summarise(*states(folder / name))), encoding="utf-8")
    return found


@pytest.fixture
def visit(browser: Browser, pages: dict[str, Path]) -> Iterator[Callable[..., Page]]:
    """Opens one of the pages, with nothing else of the disk or of the web."""
    with visits(browser) as opened:

        def open_(name: str, fragment: str = "", **options: Any) -> Page:
            uri = pages[name].as_uri()
            return opened(uri + fragment, lambda url: url.split("#")[0] == uri, **options)

        yield open_


@pytest.mark.parametrize("name", ["real", "broken", "hostile", "draft"])
def test_nothing_is_fetched_and_nothing_foreign_runs(visit: Callable[..., Page], name: str) -> None:
    page = visit(name)
    for mark in page.locator("main .text [data-show]").all()[:40]:
        mark.dispatch_event("mouseover")
        mark.dispatch_event("click")
    assert page.evaluate("window.fired") is None
    assert page.locator("script").count() == page.locator("style").count() == 1
    assert page.locator("img, svg, iframe, object, form, [onload], [onerror], [onfocus]").count() == 0
    assert page.evaluate("document.documentElement.classList.contains('js')"), "our own script runs"


def test_foreign_script_would_be_seen(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    """The policy and its observer work: a script put into the page is refused, and the refusal is recorded."""
    spoiled = tmp_path / "spoiled.html"
    html = pages["real"].read_text(encoding="utf-8")
    spoiled.write_text(html.replace("</main>", "</main><script>window.fired=1</script><img src='x.png'>"), "utf-8")
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(spoiled.as_uri())
    assert page.evaluate("window.fired") is None
    assert sorted(page.evaluate("window.violations")) == ["img-src", "script-src-elem"]
    context.close()


def test_the_keyboard_walks_quotes_and_names_and_shows_their_details(visit: Callable[..., Page]) -> None:
    page = visit("real")
    panel = page.locator("#panel")
    assert not panel.is_visible()
    tab_until(page, "e.matches('.text a.n')")
    assert focused(page) == "a1-r1"
    assert panel.is_visible() and "headline" in panel.inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.m')")
    assert "Asia-Pacific" in panel.inner_text() and "LOC" in panel.inner_text()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert focused(page) == "a1-r4"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "a1-r3"
    for words in ("Vladimir Putin", "indirect · speech · asserted", "free-of-blocs", "Islam Times", "Q7747"):
        assert words in panel.inner_text()
    assert page.locator(".text .on").count() >= 3, "content, cue and source are lit"
    page.keyboard.press("Enter")
    assert focused(page) == "panel"
    tab_until(page, "e.matches('#panel a.wd')")
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert focused(page) == "a1-r3"
    assert page.locator(".text .on").count() == 0


def test_a_link_to_another_wording_leads_to_it(visit: Callable[..., Page]) -> None:
    page = visit("real")
    page.locator("#a1-r3").click()
    page.locator("#panel .wordings a", has_text="Islam Times").first.click()
    assert focused(page).startswith("a2-r")
    assert page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 800


def test_the_pointer_shows_the_innermost_quote_and_escape_closes(visit: Callable[..., Page]) -> None:
    page = visit("real")
    outer, inner = page.locator(".text .q.l1").first, page.locator(".text .q.l1 .q.l0").first
    inner.hover()
    assert inner.evaluate("e => e.classList.contains('on')")
    assert not outer.evaluate("e => e.classList.contains('on')")
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()


def test_all_details_can_be_reached_without_javascript(visit: Callable[..., Page]) -> None:
    page = visit("real", java_script_enabled=False)
    assert not page.locator("#panel").is_visible()
    page.locator("#a1-r3").click()
    assert page.url.endswith("#a1-q3")
    card = page.locator("#a1-q3")
    assert card.is_visible()
    box = card.bounding_box()
    assert box and box["y"] < 800
    assert "Vladimir Putin" in card.inner_text()
    summary = card.locator("summary").first
    summary.click()
    assert "Reasoning" in card.inner_text()


@pytest.mark.parametrize("name", ["one", "broken", "hostile", "draft", "diff", "hostile-diff"])
def test_axe_finds_nothing(visit: Callable[..., Page], name: str) -> None:
    page = visit(name, color_scheme="light")
    if page.locator(".text a.n").count():
        page.locator(".text a.n").first.focus()
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert len(flawless(page)) > 20
    page.emulate_media(color_scheme="dark")
    assert flawless(page, runOnly=["color-contrast"]) == ["color-contrast"], "all that the scheme changes is colours"


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", ["real", "hostile", "draft", "diff", "hostile-diff"])
def test_nothing_runs_off_the_side(visit: Callable[..., Page], name: str, width: int) -> None:
    page = visit(name, viewport={"width": width, "height": 800})
    page.locator(".words a.n").first.focus()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_types_differ_without_colour(visit: Callable[..., Page]) -> None:
    page = visit("real")
    styles = [
        page.locator(f".text .q.{type_}").first.evaluate("e => getComputedStyle(e).borderBottomStyle")
        for type_ in ("direct", "mixed", "indirect")
    ]
    assert styles == ["solid", "dashed", "dotted"]
    label = page.locator("#a1-r2").get_attribute("aria-label")
    assert label == "Quote 2: mixed, Vladimir Putin"


def test_unsure_suggestions_are_marked_by_words_and_by_their_line(visit: Callable[..., Page]) -> None:
    page = visit("draft")
    badges = page.locator(".card .trust.unsure"), page.locator(".card .trust.sure")
    styles = [badge.first.evaluate("e => getComputedStyle(e).borderTopStyle") for badge in badges]
    assert styles == ["dashed", "solid"]
    assert badges[0].first.inner_text().endswith("unsure, 0.5")
    assert (page.locator(".text a.n").first.get_attribute("aria-label") or "").endswith(", unsure")
    page.locator(".doubts a").first.click()
    assert page.evaluate("document.querySelector(':target').matches('.card')")


def test_print_shows_the_evidence_and_no_panel(visit: Callable[..., Page]) -> None:
    page = visit("real")
    page.locator("#a1-r3").focus()
    page.emulate_media(media="print")
    assert not page.locator("#panel").is_visible()
    height = page.locator("#a1-q3 details p").first.evaluate("e => e.getBoundingClientRect().height")
    assert height > 0


@pytest.mark.parametrize("name", ["diff", "hostile-diff"])
def test_a_diff_needs_no_script_and_runs_none(visit: Callable[..., Page], name: str) -> None:
    page = visit(name)
    assert page.evaluate("window.fired") is None
    assert page.locator("style").count() == 1
    assert page.locator("script, img, svg, iframe, object, form, [onload], [onerror], [onfocus]").count() == 0


def test_a_diff_has_before_and_after_side_by_side_or_one_below_the_other(visit: Callable[..., Page]) -> None:
    for width, beside in ((1280, True), (390, False)):
        page = visit("diff", viewport={"width": width, "height": 800}, java_script_enabled=False)
        before, after = (page.locator(".pair").first.locator(".cell").nth(n).bounding_box() for n in (0, 1))
        assert before and after
        assert (before["y"] == after["y"]) == beside
        assert (before["x"] == after["x"]) != beside


def test_a_diff_shows_added_removed_and_changed_without_colour(visit: Callable[..., Page]) -> None:
    page = visit("diff")
    styles = [
        page.locator(f".legend .m.is-{status}").evaluate("e => getComputedStyle(e).outlineStyle")
        for status in ("added", "removed", "changed")
    ]
    assert styles == ["solid", "dashed", "double"]
    assert page.locator(".words a.n").first.inner_text().endswith(" changed")


def test_a_link_of_a_diff_leads_from_the_card_to_the_text_and_back(visit: Callable[..., Page]) -> None:
    page = visit("diff", java_script_enabled=False)
    page.locator(".card a", has_text="before").first.click()
    mark = page.locator(":target")
    assert mark.is_visible()
    mark.click()
    assert page.locator(":target").evaluate("e => e.matches('.card')")
