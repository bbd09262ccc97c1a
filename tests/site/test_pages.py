"""The pages as files: nothing in them leads elsewhere, and no text can break out of its place."""

import json
from pathlib import Path

from blocquotes.site import bundles
from blocquotes.site.bundles import Bundle, Bundles
from blocquotes.site.page import POLICY, Page, as_script, html
from site_fixtures import Read

EMPTY = Bundles(Path(), {"site": Bundle(style="assets/site.css")}, [])


def test_no_value_ends_the_script_it_is_in() -> None:
    evil = "</script><script>window.fired = 1</script><!-- & \u2028"
    page = Page("explore.html", evil, "application.html", data={"title": evil})
    read = Read(html(page, EMPTY, evil, frozenset({"explore.html"})))
    assert [tag for tag, _ in read.tags].count("script") == 1
    assert json.loads(read.scripts[0]) == {"title": evil}
    assert json.loads(as_script([evil])) == [evil]


def test_a_page_may_widen_the_policy_only_where_it_says_so() -> None:
    page = Page("annotate.html", "Annotate", "application.html", policy={"script-src": "'self' 'wasm-unsafe-eval'"})
    text = html(page, EMPTY, "x", frozenset())
    policy = next(dict(attrs)["content"] or "" for tag, attrs in Read(text).tags if "http-equiv" in attrs)
    lines = dict(line.split(" ", 1) for line in policy.split("; "))
    assert lines == {**POLICY, "script-src": "'self' 'wasm-unsafe-eval'"}
    assert not any("http" in line for line in POLICY.values())


def test_every_page_of_the_site_loads_only_files_of_the_site(site: Path) -> None:
    pages = sorted(site.glob("*.html"))
    assert len(pages) >= 3
    for page in pages:
        for tag, attributes in Read(page.read_text(encoding="utf-8")).tags:
            for name in ("src", "href") if tag != "a" else ():
                if attributes.get(name):
                    assert (site / str(attributes[name])).is_file(), (page.name, tag, attributes)


def test_every_bundled_package_has_a_licence_with_its_text(made: bundles.Bundles) -> None:
    assert {"preact", "htm"} <= {licence.name for licence in made.licences}
    assert [licence.name for licence in made.licences if not licence.licence] == []


def test_the_release_is_in_the_site_byte_for_byte(site: Path, dist: Path) -> None:
    manifest = json.loads((dist / "manifest.json").read_bytes())
    for name in ("manifest.json", *manifest["files"]):
        assert (site / "release" / name).read_bytes() == (dist / name).read_bytes()
