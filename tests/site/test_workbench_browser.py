"""The workbench in a real browser: from a pasted text to checked files, and nothing leaves the page."""

import io
import json
import os
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any

import pytest

from blocquotes.site import in_page, workbench
from conftest import ROOT, slowness
from site_fixtures import TEXT

pytest.importorskip("playwright", reason="`make test-all` installs what drives a browser")
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from browsers import WATCH, browser, flawless, listen

pytestmark = pytest.mark.slow

__all__ = ["browser"]

SECOND = 1000
"""Milliseconds."""

LOADED = 240 * SECOND
"""How long Python may take to load on a machine that many tests share."""

WHILE_READING = 8 * SECOND
"""How long the page is open before a text is pasted."""

FORGET = """() => new Promise((done) => {
  const request = indexedDB.deleteDatabase("blocquotes-workbench");
  request.onsuccess = request.onerror = request.onblocked = done;
}).then(() => null)"""
"""Removes the work of earlier tests."""

HOSTILE = (
    "<script>window.fired=1</script> warns\n\n"
    "Ana <img src=x onerror=window.fired=1> Vell said that \u202e“all is well”\u202c here.\n"
    "“</span><b onclick=fired=1>It</b> is,” Vell said. " + "x" * 1_000_000 + "\n"
)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all tests, so that the browser compiles Python once."""
    found = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    found.add_init_script(WATCH)
    found.set_default_timeout(LOADED)
    expect.set_options(timeout=LOADED)
    yield found
    expect.set_options(timeout=5 * SECOND)
    found.close()


@pytest.fixture
def open_page(context: BrowserContext, address: str) -> Iterator[Callable[[], Page]]:
    """Opens the workbench; a request to another host, an error of the page or a breach of its policy fails the test."""

    def opened() -> Page:
        page = context.new_page()
        heard.append(listen(page, lambda url: url.startswith((address, f"blob:{address}"))))
        return fresh(page, address)

    heard: list[list[str]] = []
    yield opened
    for page in context.pages:
        page.close()
    assert [one for page in heard for one in page] == []


def fresh(page: Page, address: str) -> Page:
    """The page with the workbench, without the work of earlier tests."""
    page.goto(f"{address}licences.html")
    page.evaluate(FORGET)
    page.goto(f"{address}annotate.html")
    return page


def drafted(page: Page, text: str = TEXT, id_: str = "minister-warns") -> Page:
    """The page after it drafted a text."""
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Permanent id").fill(id_)
    page.get_by_role("button", name="Make a draft").click()
    page.locator(".work .region").first.wait_for()
    return page


def saved(page: Page) -> dict[str, str]:
    """The files in the ZIP that the page saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all files as ZIP").click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def article(page: Page) -> Any:
    """The article in the files of the page."""
    return json.loads(next(text for name, text in saved(page).items() if name.startswith("corpus/articles/")))


def test_a_draft_has_the_bytes_that_the_command_writes(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page())
    expected = json.loads(
        in_page.answer(in_page.load(ROOT), "draft", json.dumps({"text": TEXT, "id": "minister-warns"}))
    )
    assert saved(page) == expected["files"]
    assert page.evaluate("window.violations") == []


def test_pyodide_in_node_gives_the_answers_of_cpython(site: Path, made: Any) -> None:
    base = in_page.load(ROOT)
    texts = [path.read_text(encoding="utf-8").replace("NATO", "Nato", 1) for path in sorted(ROOT.glob("seeds/*.txt"))]
    calls: list[tuple[str, Any]] = [("draft", {"text": text, "id": f"a-{i}"}) for i, text in enumerate([TEXT, *texts])]
    here = [json.loads(in_page.answer(base, name, json.dumps(given))) for name, given in calls]
    document = deepcopy(here[0]["document"])
    document["article"]["quotes"][0]["content"][0]["span"][1] -= 3
    document["article"]["quotes"][0]["speakers"] = ["vladimir-puttin"]
    document["article"]["quotes"][1]["content"][0] = {"exact": "“We have sen this before"}
    calls += [("check", {"document": document}), ("draft", {"text": TEXT, "id": "Bad id"}), ("about", {})]
    here += [json.loads(in_page.answer(base, name, json.dumps(given))) for name, given in calls[-3:]]
    assert {"anchor-not-found", "unknown-reference"} & {one["rule"] for one in here[-3]["findings"]}
    script = Path(__file__).with_name("calls_in_node.mjs")
    command = ["node", str(script), str(made.folder.parent), str(site / workbench.PYTHON)]
    ran = subprocess.run(command, input=json.dumps(calls), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == here


def test_a_keyboard_is_enough_from_the_text_to_the_files(open_page: Callable[[], Page]) -> None:
    page = open_page()
    keys = page.keyboard
    tab_to(page, "textarea")
    keys.insert_text(TEXT)
    tab_to(page, "button[type=submit]")
    keys.press("Enter")
    page.locator(".work .region").first.wait_for()
    first = article(page)
    # Accept the least certain quote, and go back.
    tab_to(page, ".doubts button.link:not([disabled])")
    keys.press("Enter")
    expect(page.locator("#quote-title")).to_be_focused()
    keys.press("a")
    expect(page.locator(".work .status")).to_contain_text("Accepted quote")
    assert len(suggested(article(page))) == len(suggested(first)) - 1
    keys.press("Control+z")
    expect(page.locator(".work .status")).to_have_text("Undone")
    assert article(page) == first
    # Select the last words of the text, and make them a quote with a speaker.
    tab_to(page, ".words")
    for _ in range(len(first["regions"]) - 1):
        keys.press("Tab")
        keys.press("Tab")
    keys.press("Control+End")
    keys.press("Shift+Control+ArrowLeft")
    keys.press("Shift+Control+ArrowLeft")
    expect(page.locator(".selection q")).to_contain_text("Russia")
    keys.press("q")
    expect(page.locator("#quote-title")).to_contain_text("Quote")
    tab_to(page, ".quote-form [role=combobox]")
    keys.insert_text("japan")
    expect(page.locator(".chooser [role=option]").first).to_be_visible()
    keys.press("Enter")
    expect(page.locator(".quote-form .chips")).to_contain_text("Japan")
    added = [quote for quote in article(page)["quotes"] if quote["id"] not in {one["id"] for one in first["quotes"]}]
    assert [quote["speakers"] for quote in added] == [["japan"]]
    # Extend it by one word.
    tab_to(page, "button[aria-label='Begin one word earlier']")
    keys.press("Enter")
    expect(page.locator(".work .status")).to_contain_text("Now:")
    longer = next(quote for quote in article(page)["quotes"] if quote["id"] == added[0]["id"])
    assert longer["content"][0]["exact"].endswith(added[0]["content"][0]["exact"])
    assert len(longer["content"][0]["exact"]) > len(added[0]["content"][0]["exact"])


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until an element that fits has the focus."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no Tab leads to {selector}")


def suggested(value: Any) -> list[str]:
    """The quotes that nobody has decided on."""
    return [quote["id"] for quote in value["quotes"] if "confidence" in quote]


def test_words_are_selected_with_the_mouse_and_become_evidence(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page())
    select(page, "Sea Wire")
    field = page.locator("#fact-outlet")
    field.get_by_label("Who published the text").select_option("9dashline")
    field.get_by_role("button", name="The selected words say so").click()
    expect(field.locator(".chips")).to_contain_text("Sea Wire")
    outlet = article(page)["outlet"]
    assert (outlet["value"], outlet["basis"]) == ("9dashline", "stated")
    assert {"exact": "Sea Wire"} in outlet["evidence"]


def select(page: Page, words: str) -> None:
    """Selects the first occurrence of some words in the text, as a mouse would."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0 || !walker.currentNode.parentElement.closest("p[data-start]")) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
            return;
          }
        }""",
        words,
    )
    expect(page.locator(".selection q")).to_have_text(words)


def test_a_new_entity_is_added_and_merged_again(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page())
    page.locator(".quotes button.link").first.click()
    page.get_by_role("combobox", name="Add a speaker").fill("Bo Xu")
    page.get_by_role("option", name="New entity: Bo Xu").click()
    page.locator(".entity-form").get_by_label("Who or what it is").fill("harbour master of Seland, by this article")
    page.get_by_role("button", name="Add the entity").click()
    expect(page.locator("#entity-bo-xu")).to_be_visible()
    files = saved(page)
    assert json.loads(files["corpus/entities/bo-xu.json"])["name"] == "Bo Xu"
    card = page.locator("#entity-bo-xu")
    card.get_by_role("button", name="Change").click()
    card.get_by_role("combobox", name="merge into").fill("nato")
    card.locator(".chooser [role=option]").first.click()
    expect(card).to_have_count(0)
    files = saved(page)
    assert "corpus/entities/bo-xu.json" not in files
    assert "Bo Xu" in json.loads(files["corpus/entities/nato.json"])["aliases"]


def test_parts_of_the_page_get_other_borders(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page())
    roles = [region["role"] for region in article(page)["regions"]]
    select(page, "It ended badly.")
    page.locator(".selection summary", has_text="another part").click()
    page.get_by_label("The selected words are").select_option("caption")
    expect(page.locator(".region.role-caption")).to_contain_text("It ended badly.")
    found = article(page)["regions"]
    assert {"role": "caption", "exact": "It ended badly."} in found
    assert len(found) == len(roles) + 2
    select(page, "It ended badly.")
    page.get_by_role("button", name="Join this part with the one above").click()
    expect(page.locator(".region")).to_have_count(len(roles) + 1)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".region")).to_have_count(len(roles))
    assert [region["role"] for region in article(page)["regions"]] == roles


def test_an_outlet_an_office_a_pronoun_and_a_note_are_added(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page())
    select(page, "Sea Wire")
    page.get_by_role("button", name="New outlet: Sea Wire").click()
    form = page.get_by_role("form", name="New outlet")
    form.get_by_label("Kind of outlet").select_option("agency")
    form.get_by_label("Internet domain").fill("seawire.example")
    form.get_by_label("What it is").fill("news agency of Seland, by the dateline")
    form.get_by_role("button", name="Add the outlet").click()
    page.locator("#fact-outlet").get_by_role("button", name="The selected words say so").click()
    expect(page.locator("#outlet-sea-wire")).to_be_visible()
    page.get_by_role("button", name="Change the office of").first.click()
    page.get_by_label("Office in lower case").fill("foreign minister")
    page.get_by_label("Office in lower case").press("Tab")
    expect(page.get_by_role("alert")).to_have_count(0)
    select(page, "It ended")
    page.locator(".selection summary", has_text="It is a name").click()
    page.get_by_label("The words are").select_option("pronoun")
    page.locator(".selection [role=combobox]").fill("nato")
    page.locator(".selection [role=option]").first.click()
    page.locator(".quotes button.link").first.click()
    page.locator(".quote-form summary", has_text="More about this quote").click()
    page.locator(".quote-form").get_by_label("A remark for readers").fill("Said in a hurry.")
    page.locator(".quote-form").get_by_label("A remark for readers").press("Tab")
    expect(page.locator(".work .status")).to_have_text("Changed the remark")
    expect(page.locator(".result-ready")).to_be_visible()
    files = saved(page)
    assert json.loads(files["corpus/outlets/sea-wire.json"])["domain"] == "seawire.example"
    found = json.loads(files["corpus/articles/minister-warns.json"])
    assert (found["outlet"]["value"], found["outlet"]["evidence"]) == ("sea-wire", [{"exact": "Sea Wire"}])
    assert found["roles"] == [
        {
            "entity": found["quotes"][0]["speakers"][0],
            "office": "foreign minister",
            "evidence": [{"exact": "foreign minister"}],
        }
    ]
    assert {"exact": "It ended", "form": "pronoun", "entity": "nato"} in found["mentions"]
    assert found["quotes"][0]["note"] == "Said in a hurry."


def test_a_saved_web_page_is_refused_with_what_to_do(open_page: Callable[[], Page]) -> None:
    page = open_page()
    saved_page = FilePayload(name="page.html", mimeType="text/html", buffer=b"<!doctype html><p>Hello</p>")
    page.get_by_label("Or choose a file").set_input_files(saved_page)
    expect(page.get_by_role("alert")).to_contain_text("blocquotes new article page.html")
    assert page.get_by_label("Text of the article").input_value() == ""


def test_python_starts_from_its_files_if_there_is_no_picture_of_its_memory(open_page: Callable[[], Page]) -> None:
    page = open_page()
    page.route("**/memory.bin", lambda route: route.fulfill(status=200, body=b"no picture"))
    page.reload()
    drafted(page)
    assert "corpus/articles/minister-warns.json" in saved(page)


def test_findings_have_the_words_of_the_command_and_follow_each_change(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page())
    expect(page.get_by_text("No findings, except that this is a draft.")).to_be_visible()
    page.locator(".quotes button.link").first.click()
    page.get_by_role("button", name="Remove the speaker").first.click()
    finding = page.locator(".findings .finding").first
    expect(finding).to_contain_text("no_speaker")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("No findings, except that this is a draft.")).to_be_visible()


def test_a_border_is_dragged_to_another_word(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page())
    page.locator(".quotes button.link", has_text="new bases").click()
    grip = page.locator(".grip[data-edge='0']").first
    grip.scroll_into_view_if_needed()
    start = grip.bounding_box()
    target = page.evaluate(
        """() => {
          const quote = document.querySelector(".grip").closest(".q");
          const node = [...quote.childNodes].find((one) => one.nodeType === 3);
          const range = document.createRange();
          range.setStart(node, node.data.indexOf("bases") + 2);
          range.setEnd(node, node.data.indexOf("bases") + 3);
          const { x, y, height } = range.getBoundingClientRect();
          return [x, y + height / 2];
        }"""
    )
    assert start
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(*target)
    page.mouse.up()
    expect(page.locator(".work .status")).to_have_text("Now: bases in the region")
    assert ["bases in the region"] in [[one["exact"] for one in q["content"]] for q in article(page)["quotes"]]


def test_work_is_there_after_a_reload_until_it_is_discarded(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page())
    page.locator(".quotes button.link").first.click()
    page.get_by_role("button", name="Reject").click()
    before = saved(page)
    page.reload()
    page.get_by_label("Text of the article").fill(TEXT)
    page.get_by_label("Permanent id").fill("minister-warns")
    page.get_by_role("button", name="Make a draft").click()
    expect(page.get_by_role("alert")).to_contain_text("already has work on minister-warns")
    page.get_by_role("button", name="Continue").click()
    page.locator(".work .region").first.wait_for()
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    expect(page.get_by_role("heading", name="corpus/articles/minister-warns.json")).to_be_visible()
    assert saved(page) == before
    page.get_by_role("button", name="Discard …").click()
    page.get_by_role("button", name="Yes, discard it").click()
    expect(page.locator(".begin")).to_be_visible()
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Text of the article")).to_be_visible()
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)


def test_hostile_text_is_shown_as_text(open_page: Callable[[], Page]) -> None:
    page = drafted(open_page(), HOSTILE, "hostile")
    expect(page.locator(".text")).to_contain_text("<script>window.fired=1</script> warns")
    expect(page.locator(".text")).to_contain_text("<img src=x onerror=window.fired=1>")
    assert page.evaluate("window.fired") is None
    assert page.locator(".text img, .text script, .text b").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("window.violations") == []


def test_neither_the_page_nor_python_can_reach_another_host(context: BrowserContext, address: str) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        page = drafted(fresh(context.new_page(), address))
        url = f"http://127.0.0.1:{other.server_address[1]}/leak"
        reach = "url => fetch(url, { mode: 'no-cors' }).then(() => 'sent', () => 'refused')"
        assert page.evaluate(reach, url) == "refused"
        assert [worker.evaluate(reach, url) for worker in page.workers] == ["refused"]
        page.close()
        other.shutdown()
    assert asked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_is_cut(
    browser: Browser, address: str, scheme: Any, width: int, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(LOADED)
    page = context.new_page()
    page.goto(f"{address}annotate.html")
    page.get_by_label("Text of the article").wait_for()
    flawless(page)
    drafted(page)
    page.locator(".quotes button.link").first.click()
    select(page, "NATO")
    page.get_by_role("combobox", name="Add a speaker").fill("japan")
    flawless(page)
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    page.screenshot(path=folder / f"workbench-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.mark.timed
def test_a_draft_of_600_words_is_shown_in_time(browser: Browser, address: str) -> None:
    """The bars are CPU seconds of all processes of the browser, since other tests share the machine."""
    seed = (ROOT / "seeds" / "003_12ca688708b21bb8.txt").read_text(encoding="utf-8")
    text = " ".join(["Report:", *seed.split(" ")[:600]])
    context = browser.new_context()
    context.set_default_timeout(LOADED)
    page = context.new_page()
    cold = spent(page, "from an empty cache", text, f"{address}annotate.html")
    again = spent(page, "opened again", text, f"{address}annotate.html")
    page.reload()
    page.wait_for_timeout(WHILE_READING)
    ready = spent(page, "opened some seconds ago", text)
    context.close()
    assert cold <= 8
    assert again <= 3
    assert ready <= 1.5


def spent(page: Page, what: str, text: str, address: str | None = None) -> float:
    """CPU seconds until the draft of a text is shown, from the opening of the page if an address is given."""
    slow, before, start = slowness(), cpu_of_children(), perf_counter()
    if address:
        page.goto(address)
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Permanent id").fill(what.replace(" ", "-"))
    page.get_by_role("button", name="Make a draft").click()
    page.locator(".work .q").first.wait_for()
    clock, used = perf_counter() - start, cpu_of_children() - before
    found = 2 * used / (slow + slowness())
    print(f"{what}: {found:.2f} s CPU, {clock:.2f} s by the clock")
    return found


def cpu_of_children() -> float:
    """CPU seconds of all processes that descend from this one, the browser's among them."""
    children: dict[int, list[tuple[int, float]]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parts = stat.read_text().rpartition(")")[2].split()
            ticks = int(parts[11]) + int(parts[12])
            children.setdefault(int(parts[1]), []).append((int(stat.parent.name), ticks / os.sysconf("SC_CLK_TCK")))
    total, left = 0.0, [os.getpid()]
    while left:
        for process, seconds in children.get(left.pop(), ()):
            total += seconds
            left.append(process)
    return total
