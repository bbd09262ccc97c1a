"""The landing page, the citation, and the links to the source."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import mlcroissant
import pyarrow.parquet as pq
import pytest

from blocquotes import git
from blocquotes.refusal import Refusal
from blocquotes.site import landing, published, repository
from blocquotes.site.bundles import Bundle, Bundles
from blocquotes.site.page import html
from conftest import ROOT
from site_fixtures import Read

EMPTY = Bundles(Path(), {"site": Bundle(style="assets/site.css")}, [])


@pytest.fixture(scope="module")
def release(dist: Path) -> published.Release:
    return published.read(dist, "https://forge.example/org/blocquotes", "https://site.example/blocquotes")


@pytest.fixture(scope="module")
def text(release: published.Release) -> str:
    return html(landing.page(release), EMPTY, release.name, frozenset({"index.html", "explore.html"}))


def test_the_citation_is_that_of_the_card(release: published.Release) -> None:
    assert release.name == "BlocQuotes"
    assert release.citation["author"] == "The BlocQuotes contributors"
    assert release.title.startswith("BlocQuotes: a corpus of attributed speech")
    assert f"year = {{{release.citation['year']}}}" in (ROOT / "docs" / "card.md").read_text(encoding="utf-8")
    other = replace(release, croissant={}, manifest={"name": "other", "date": "2030-01-02"})
    assert other.citation == {"author": "other", "title": "other", "year": "2030"}
    assert replace(other, manifest={"name": "other", "date": None}).citation["year"] == "n.d."


def test_every_file_is_listed_with_its_size_and_checksum(release: published.Release, text: str) -> None:
    for name, facts in release.manifest["files"].items():
        assert f'href="release/{name}"' in text
        assert facts["sha256"] in text
    for table, counts in release.manifest["counts"].items():
        assert f"{table} <small>{sum(counts.values()):,} rows" in text


def test_croissant_is_in_the_page_and_leads_to_the_files(
    release: published.Release, text: str, tmp_path: Path, dist: Path
) -> None:
    (described,) = map(json.loads, Read(text).scripts)
    addresses = {part["contentUrl"] for part in described["distribution"] if "contentUrl" in part}
    assert len(addresses) > 10
    for address in addresses:
        assert (dist / address.removeprefix("https://site.example/blocquotes/release/")).is_file()
    without = landing.structured(replace(release, address=None))
    assert {part["contentUrl"] for part in without["distribution"] if "contentUrl" in part} == {
        address.removeprefix("https://site.example/blocquotes/") for address in addresses
    }
    (tmp_path / "croissant.json").write_text(json.dumps(without), encoding="utf-8")
    (tmp_path / "release").symlink_to(dist)
    dataset = mlcroissant.Dataset(str(tmp_path / "croissant.json"))
    assert dataset.metadata.name == "blocquotes"
    assert sum(1 for _ in dataset.records("quotes")) == 104


def test_pictures_have_words_for_those_who_do_not_see_them(text: str) -> None:
    alts = re.findall(r'<img [^>]*alt="([^"]*)"', text)
    assert len(alts) == 4
    assert all(len(alt) > 50 for alt in alts)


def test_the_line_of_every_quote_has_its_id(release: published.Release) -> None:
    head = git.head(ROOT)
    if head is None:
        pytest.skip("this is no checkout")
    lines = repository.quote_lines(ROOT, replace(release, manifest={**release.manifest, "commit": head}))
    assert lines
    for id_, line in zip(quote_ids(release.folder), lines, strict=True):
        article, name = id_.split("#")
        committed = git.run(ROOT, "show", f"{head}:corpus/articles/{article}.json").decode("utf-8").splitlines()
        assert line
        assert committed[line - 1].strip() == f'"id": "{name}",'


def quote_ids(dist: Path) -> Iterator[str]:
    for path in sorted((dist / "data" / "quotes").iterdir()):
        yield from pq.read_table(path, columns=["quote_id"])["quote_id"].to_pylist()


def test_there_are_no_lines_without_the_commit(release: published.Release, tmp_path: Path) -> None:
    assert repository.quote_lines(tmp_path, release) is None
    unknown = replace(release, manifest={**release.manifest, "commit": "0" * 40})
    assert repository.quote_lines(ROOT, unknown) is None


@pytest.mark.parametrize(
    ("remote", "web"),
    [
        ("git@github.com:org/name.git", "https://github.com/org/name"),
        ("ssh://git@codeberg.org/org/name", "https://codeberg.org/org/name"),
        ("https://user:secret@gitlab.com/group/sub/name.git", "https://gitlab.com/group/sub/name"),
        ("/srv/git/name.git", None),
        ("../name", None),
        (None, None),
    ],
)
def test_the_repository_is_that_of_the_remote(tmp_path: Path, remote: str | None, web: str | None) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    if remote:
        subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", remote], check=True)
    assert repository.of_remote(tmp_path) == web


def test_an_address_must_be_one_of_the_web() -> None:
    assert repository.web_address("https://x.example/a/", "--address") == "https://x.example/a"
    assert repository.web_address(None, "--address") is None
    for wrong in ("javascript:alert(1)", "https://x.example/a?b", "x.example", ""):
        with pytest.raises(Refusal, match="--address must be a web address"):
            repository.web_address(wrong, "--address")
