"""`blocquotes new`: the raw text unchanged in seeds/, a record in canonical form that the checks accept, or nothing."""

import hashlib
import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from blocquotes import schemas
from blocquotes.cli import contributing
from conftest import ROOT
from contribute import ARTICLE, SEED, files, path_of, run

PAGE = """<!doctype html><html><head><title>Minister warns of bases - Sea Wire</title>
<link rel="canonical" href="https://seawire.example/2025/minister-warns">
<meta property="og:title" content="Minister warns of bases"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><h1>Minister warns of bases</h1>
<article><p>Seland’s foreign minister said on Sunday that new bases in the region “will not bring peace” to anyone who
lives there, and called on all sides to talk.</p><p>“We have seen this before,” the minister told reporters in the
capital after a long meeting with her neighbours. “It ended badly.”</p><script>alert("no text")</script></article>
<footer>© 2025 Sea Wire. All rights reserved.</footer></body></html>"""


@pytest.fixture
def checkout(small_checkout: Path) -> Path:
    """What is made new is the same beside one article as beside five."""
    return small_checkout


def written(printed: str) -> list[str]:
    """The files that a command says it wrote."""
    return re.findall(r"^wrote (.+)$", printed, re.M)


@pytest.mark.parametrize(
    "data",
    [
        "One line",
        "Two lines.\n\nThe second, he said.\n",
        "\n  CRLF and blanks\r\n\r\nLast line, she said.\r\n\r\n",
        "Last words come twice.\nOnce.\nAgain.\nOnce.\n",
        "𝒜stral and e\u0301 combining, “he” said.\nBye 👋\n",
    ],
)
def test_the_text_is_kept_byte_for_byte_and_its_draft_passes(data: str, checkout: Path, tmp_path: Path) -> None:
    source = tmp_path / "raw.txt"
    source.write_bytes(data.encode())
    ran = run(checkout, "new", "article", str(source), "--id", "new-one")
    files_ = written(ran.stdout)
    assert (files_[0], files_[-1]) == ("seeds/new-one.txt", "corpus/articles/new-one.json"), ran.stderr
    assert (checkout / "seeds" / "new-one.txt").read_bytes() == data.encode()
    value = json.loads(path_of(checkout, "new-one").read_text())
    assert value["seed"] == {"file": "new-one.txt", "sha256": hashlib.sha256(data.encode()).hexdigest()}
    assert run(checkout, "check").exit_code == 0
    assert run(checkout, "fmt", "--check").exit_code == 0


def test_a_saved_page_gives_its_text_and_its_provenance(checkout: Path, tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(PAGE, encoding="utf-8")
    assert run(checkout, "new", "article", str(source), "--id", "sea-wire-bases").exit_code == 0
    text = (checkout / "seeds" / "sea-wire-bases.txt").read_text(encoding="utf-8")
    assert text.startswith("Minister warns of bases\n\nOutlet: Sea Wire\n\nSeland’s foreign minister said on Sunday")
    assert "“It ended badly.”" in text
    assert not re.search("alert|Home|rights reserved|<", text)
    assert json.loads(path_of(checkout, "sea-wire-bases").read_text())["seed"]["page"] == {
        "url": "https://seawire.example/2025/minister-warns",
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "extractor": f"trafilatura {version('trafilatura')}",
    }
    assert run(checkout, "check").exit_code == 0
    assert not list(checkout.rglob("*.html"))


@pytest.mark.parametrize(
    ("data", "name", "id_", "reason"),
    [
        (b"New text", "raw.txt", ARTICLE, "an id must be new"),
        (b"New text", "raw.txt", "../../evil", "lower-case ASCII letters"),
        (b"New text", "raw.txt", "a" * 81, "at most 80 characters"),
        (b"New text", "raw.txt", "taken", "found seeds/taken.txt with different content"),
        (b" \n", "raw.txt", "new-one", "nothing but white space"),
        (b"\xef\xbb\xbfNew text", "raw.txt", "new-one", "byte order mark"),
        (b"New \x93text\x94", "raw.txt", "new-one", "byte 0x93 is not valid UTF-8"),
        (b"New\0text", "raw.txt", "new-one", "NUL"),
        (b"a" * (4 * 2**20 + 1), "raw.txt", "new-one", "more than 4,194,304 bytes"),
        (b"<html></html>", "page.html", "new-one", "none that differs from menus"),
        (b"", "page.html", "new-one", "none that differs from menus"),
        (b"a" * (32 * 2**20 + 1), "page.html", "new-one", "at most 33,554,432 bytes"),
    ],
)
def test_what_cannot_be_an_article_leaves_no_trace(
    data: bytes, name: str, id_: str, reason: str, checkout: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    (checkout / "seeds" / "taken.txt").write_text("Another text")
    before = files(checkout)
    ran = run(checkout, "new", "article", str(tmp_path / name), "--id", id_)
    assert ran.exit_code == 1
    assert reason in ran.stderr
    assert files(checkout) == before


def test_the_draft_is_the_suggester_s_and_next_steps_are_printed(checkout: Path, tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(PAGE, encoding="utf-8")
    shutil.copytree(checkout, tmp_path / "other")
    ran = run(checkout, "new", "article", str(source), "--id", "sea-wire-bases")
    value = json.loads(path_of(checkout, "sea-wire-bases").read_text())
    assert (value["method"], value["status"]) == ("rules", "draft")
    assert len(value["quotes"]) >= 3 and value["mentions"]
    assert all(0 < one["confidence"] <= 1 for one in (*value["quotes"], *value["mentions"]))
    entities = [name for name in written(ran.stdout) if name.startswith("corpus/entities/")]
    assert all(json.loads((checkout / name).read_text())["status"] == "draft" for name in entities)
    counts = re.search(r"^suggested: (\d+) quotes?, \d+ mentions?, (\d+) new entit", ran.stdout, re.M)
    assert counts and [int(n) for n in counts.groups()] == [len(value["quotes"]), len(entities)]
    drafts = len(entities) + 1
    checked = f"check: 0 errors, {drafts} warnings in {drafts + 1} files checked ({drafts} because they are drafts)"
    assert checked in ran.stdout
    for step in ("preview sea-wire-bases", "corpus/articles/sea-wire-bases.json", '"status"', "fix", "check"):
        assert step in ran.stdout.split("next (drafts")[1]
    assert run(tmp_path / "other", "suggest", str(source), "--id", "sea-wire-bases").exit_code == 0
    assert files(tmp_path / "other") == files(checkout), "both commands make the same draft"


def test_outlets_that_the_page_names_and_the_corpus_lacks_are_shown(checkout: Path, tmp_path: Path) -> None:
    source = tmp_path / "raw.txt"
    story = "OSLO, May 16 (NAN) - New bases are bad, the minister Lia Tan told the parliament in the capital on Monday."
    source.write_text(f"Minister warns of bases\n\nWesthaven Echo, 16 May 2024\n\n{story}\n\nSource: Reuters\n")
    steps = run(checkout, "new", "article", str(source), "--id", "new-one").stdout.split("next (drafts")[1]
    names = re.findall(r"new outlet \S+  \(for “(.*?)”", steps)
    assert names == ["Westhaven Echo", "NAN", "Reuters"]


def test_if_one_file_cannot_be_written_none_is(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "raw.txt").write_text("New bases are bad, Lia Tan said.\n")
    (checkout / "corpus" / "entities" / "lia-tan.json").symlink_to("nowhere")
    before = files(checkout)
    ran = run(checkout, "new", "article", str(tmp_path / "raw.txt"), "--id", "new-one")
    assert (ran.exit_code, "found corpus/entities/lia-tan.json taken" in ran.stderr) == (1, True), ran.stderr
    assert files(checkout) == before


def test_a_text_has_one_article(checkout: Path) -> None:
    ran = run(checkout, "new", "article", str(checkout / "seeds" / SEED), "--id", "new-one")
    assert ran.exit_code == 1
    assert f"found it as the seed of corpus/articles/{ARTICLE}.json" in ran.stderr


def test_a_text_that_lies_in_seeds_keeps_its_name(checkout: Path) -> None:
    (checkout / "seeds" / "put_here.txt").write_text("She said so.\n")
    ran = run(checkout, "new", "article", str(checkout / "seeds" / "put_here.txt"), "--id", "new-one")
    assert written(ran.stdout) == ["corpus/articles/new-one.json"]
    assert json.loads(path_of(checkout, "new-one").read_text())["seed"]["file"] == "put_here.txt"


def test_a_folder_for_a_text_is_named_as_such(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "raw.txt").mkdir()
    ran = run(checkout, "new", "article", str(tmp_path / "raw.txt"), "--id", "new-one")
    assert (ran.exit_code, "must be a plain file; found a folder at " in ran.stderr) == (1, True), ran.stderr


def test_links_are_neither_read_nor_written_through(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret words")
    (tmp_path / "link.txt").symlink_to(tmp_path / "secret.txt")
    ran = run(checkout, "new", "article", str(tmp_path / "link.txt"), "--id", "new-one")
    assert (ran.exit_code, "found a link" in ran.stderr) == (1, True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (checkout / "corpus" / "outlets").rename(tmp_path / "outlets")
    (checkout / "corpus" / "outlets").symlink_to(outside)
    ran = run(checkout, "new", "outlet", "sea-wire", "--name", "S", "--kind", "website", "--description", "D")
    assert ran.exit_code == 1
    assert "its folder a link" in ran.stderr
    assert not list(outside.iterdir())


def test_every_kind_of_record_is_made(checkout: Path) -> None:
    made = [
        ("entity", "lia-tan", "--name", "Lia Tan", "--type", "PERSON", "--description", "Minister", "--alias", "Tan"),
        ("entity", "some-000", "--name", "some", "--type", "PERSON", "--description", "Some", "--unnamed"),
        ("outlet", "sea-wire", "--name", "Sea Wire", "--kind", "website", "--description", "Site", "--country", "SG"),
        (
            "utterance",
            "talk",
            "--paraphrase",
            "All must talk.",
            "--speaker",
            "lia-tan",
            "--occasion",
            "Press conference",
        ),
    ]
    for arguments in made:
        ran = run(checkout, "new", *arguments)
        assert ran.exit_code == 0, ran.stderr
        again = run(checkout, "new", *arguments)
        assert (again.exit_code, "an id must be new" in again.stderr) == (1, True)
    assert run(checkout, "fmt", "--check").exit_code == 0
    value = json.loads((checkout / "corpus" / "entities" / "some-000.json").read_text())
    assert (value["named"], value["wikidata"]) == (False, None)
    findings = [json.loads(line) for line in run(checkout, "check", "--format", "json").stdout.splitlines()]
    assert {f["rule"] for f in findings} == {"lone-utterance", "unused-entity", "unused-outlet"}


def test_a_record_with_an_error_is_not_written(checkout: Path) -> None:
    before = files(checkout)
    wrong = [
        ("entity", "x", "--name", "X", "--type", "ORG", "--description", "D", "--wikidata", "Z9"),
        ("entity", "y", "--name", "Y", "--type", "NORP", "--description", "D"),
        ("utterance", "z", "--paraphrase", "Z", "--speaker", "nobody", "--occasion", "D"),
        ("entity", "w", "--name", "W\x1b[31m", "--type", "GPE", "--description", "D"),
    ]
    reasons = ('found "Z9"; Item id', "a NORP needs the id of the country", 'no entity "nobody"', "\\u001b[31m")
    for arguments, reason in zip(wrong, reasons, strict=True):
        ran = run(checkout, "new", *arguments)
        assert (ran.exit_code, reason in ran.stderr) == (1, True), ran.stderr
        assert ran.stderr.startswith("blocquotes: wrote nothing: a new record must pass the checks; found:\n")
        assert ".json:" not in ran.stderr, "a place in a file that does not exist"
    assert files(checkout) == before


def test_options_with_a_choice_have_those_of_the_schemas() -> None:
    for name, kind in (("type", "entity"), ("kind", "outlet")):
        assert list(contributing.ONE_OF[name]) == schemas.load(ROOT / "schema", kind)["properties"][name]["enum"]
