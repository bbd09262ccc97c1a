"""Drives a real browser in tests: finds or installs Chromium, walks by keyboard, and asks axe."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

pytest.importorskip("playwright", reason="`make test-all` installs what drives a browser")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""

# Characters of a message that are kept: an error in Pyodide has a line of a megabyte.
MOST = 2_000


def chromium() -> str:
    """The browser, installed from Debian's packages if it is missing; skips if that fails."""
    if not any(map(shutil.which, NAMES)) and shutil.which("apt-get"):
        for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-o", "DPkg::Lock::Timeout=300", *command], capture_output=True)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium here, and `apt-get install chromium` could not install it")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        # Chromium's sandbox does not run for root.
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        found = driver.chromium.launch(executable_path=chromium(), args=args)
        yield found
        found.close()


def listen(page: Page, is_own: Callable[[str], bool]) -> list[str]:
    """What must not happen in a page, as it happens: words on the console, errors, dialogs, foreign addresses."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console: {message.text[:MOST]}"))
    page.on("pageerror", lambda error: heard.append(f"error: {str(error)[:MOST]}"))
    page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: None if is_own(request.url) else heard.append(f"request: {request.url}"))
    return heard


@contextmanager
def visits(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a new context; at the end nothing foreign was fetched, refused, or on the console.

    What is opened gets the address, a function that knows addresses of our own, and options of the context.
    """
    opened: list[tuple[BrowserContext, Page, list[str]]] = []

    def open_(address: str, is_own: Callable[[str], bool], **options: Any) -> Page:
        context = browser.new_context(**options)
        context.add_init_script(WATCH)
        page = context.new_page()
        opened.append((context, page, listen(page, is_own)))
        page.goto(address)
        return page

    yield open_
    for context, page, heard in opened:
        page.wait_for_timeout(100)
        assert heard == []
        assert page.evaluate("window.violations || []") == []
        context.close()


def tab_until(page: Page, condition: str, most: int = 60) -> None:
    """Presses Tab until the focused element meets a condition in JavaScript, `e` being the element."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"((e) => {condition})(document.activeElement)"):
            return
    raise AssertionError(f"{most} tabs never reached an element with {condition}")


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id")
    return found


def flawless(page: Page, **options: Any) -> list[str]:
    """The rules of axe that were tried, none of which may find anything."""
    results = Axe().run(page, options=options).response
    assert [(v["id"], v["impact"], [n["target"] for n in v["nodes"]][:5]) for v in results["violations"]] == []
    return [rule["id"] for rule in results["passes"]]
