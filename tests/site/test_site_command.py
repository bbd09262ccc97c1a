"""The command `site`, as a user types it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from blocquotes.site import bundles
from conftest import ROOT

# The style of the preview, which the pages share.
STYLE = "scripts/blocquotes/preview/style.css"


def run(*arguments: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "blocquotes", "site", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_a_release_that_is_not_there_is_refused() -> None:
    ran = run("no-such-folder")
    assert ran.returncode == 2
    assert "a release must be a folder; found none at no-such-folder\nfix: build one with" in ran.stderr


def test_an_address_that_is_none_is_refused(dist: Path) -> None:
    ran = run(str(dist), "--repository", "javascript:alert(1)")
    assert ran.returncode == 2
    assert "--repository must be a web address" in ran.stderr


def test_a_changed_release_is_refused(made: bundles.Bundles, dist: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(dist, tmp_path / "dist")
    with (copy / "README.md").open("a") as file:
        file.write("<script>")
    ran = run(str(copy), "--output", str(tmp_path / "site"))
    assert ran.returncode == 1
    assert "a release must have no findings; found 1 finding" in ran.stderr
    assert not (tmp_path / "site").exists()


def test_the_same_release_gives_the_same_site_and_foreign_files_stay(
    made: bundles.Bundles, dist: Path, tmp_path: Path
) -> None:
    ran = run(str(dist), "--output", str(tmp_path / "site"))
    assert ran.returncode == 0, ran.stderr
    assert "takes up to a minute" in ran.stderr
    assert re.search(r"wrote .*site: \d+ files, [\d,]+ bytes", ran.stdout)
    before = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert run(str(dist), "--output", str(tmp_path / "site")).returncode == 0
    assert {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()} == before
    (tmp_path / "site" / "own.txt").write_text("mine")
    ran = run(str(dist), "--output", str(tmp_path / "site"))
    assert ran.returncode == 2
    assert "must not replace files that it did not make" in ran.stderr
    assert (tmp_path / "site" / "own.txt").read_text() == "mine"


def test_it_serves_the_site_and_prints_the_address(made: bundles.Bundles, dist: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "blocquotes", "site", str(dist), "--output", str(tmp_path / "site"), "--serve"]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=ROOT) as serving:
        try:
            assert serving.stdout
            lines = [serving.stdout.readline(), serving.stdout.readline()]
            address = re.search(r"http://127\.0\.0\.1:\d+/", lines[1])
            assert address, lines
            with urlopen(f"{address[0]}explore.html") as answer:
                assert b"Content-Security-Policy" in answer.read()
        finally:
            serving.terminate()


def test_without_bundles_it_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"run `make site`, which bundles it"):
        bundles.read(Layout(tmp_path))


@pytest.fixture
def bundled(made: bundles.Bundles, tmp_path: Path) -> Path:
    """A checkout with the sources of the website and the bundles made from them."""
    shutil.copytree(ROOT / "site", tmp_path / "site", ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / STYLE).parent.mkdir(parents=True)
    shutil.copy(ROOT / STYLE, tmp_path / STYLE)
    assert bundles.read(Layout(tmp_path)).of == made.of
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["explorer/app.js", "shared/site.css", "package-lock.json", "build.js", f"../{STYLE}"],
)
def test_bundles_of_other_sources_are_refused(bundled: Path, name: str) -> None:
    with (bundled / "site" / name).open("a") as file:
        file.write("\n")
    with pytest.raises(
        Refusal, match=rf"found changes in {re.escape(name)}\nfix: run `make site`, which bundles it again"
    ):
        bundles.read(Layout(bundled))


def test_bundles_without_a_source_or_a_page_are_refused(bundled: Path) -> None:
    (bundled / "site" / "explorer" / "cite.js").unlink()
    (bundled / "site" / "new").mkdir()
    (bundled / "site" / "new" / "main.js").touch()
    with pytest.raises(Refusal, match=r"found changes in explorer/cite\.js, new/main\.js\n"):
        bundles.read(Layout(bundled))
