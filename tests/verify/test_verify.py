"""`blocquotes verify`: a sound release has no findings, and each way to break it is found by its rule and place."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blocquotes import fields, parquet_pages, schemas
from blocquotes.checks.release_rules import RELEASE_RULES
from blocquotes.dataset import content, manifest, parquet, release
from blocquotes.dataset.release_info import release_info
from blocquotes.layout import Layout
from blocquotes.verify import release_check
from blocquotes.verify import rows as rows_module
from conftest import real, split_of
from hub_client import NEXT, blocquotes, environment, read_manifest, summary
from hub_server import Hub

ROOT = Path(__file__).parents[2]
Rows = list[dict[str, Any]]
Found = set[tuple[str, str, int]]


@pytest.fixture
def copied(first_dist: Path, tmp_path: Path) -> Path:
    """A copy of the release of one article, for a test to break."""
    return Path(shutil.copytree(first_dist, tmp_path / "release"))


@pytest.fixture
def all_copied(dist: Path, tmp_path: Path) -> Path:
    """A copy of the release of all articles, for a test of what one article does not have."""
    return Path(shutil.copytree(dist, tmp_path / "release"))


def found(folder: Path) -> Found:
    """Rule, file and line of every finding."""
    return {(finding.rule, finding.file, finding.line) for finding in release_check.check(folder)[1]}


def line_of(folder: Path, *lines: str) -> int:
    """The number of the last of these lines of the card, each looked for after the one before."""
    text, at = (folder / "README.md").read_text(encoding="utf-8").splitlines(), 0
    for line in lines:
        at = text.index(line, at)
    return at + 1


def data(table: str) -> str:
    return parquet.file_name(table, split_of(table))


def rewrite(folder: Path, table: str, change: Callable[[Rows], object]) -> None:
    """Changes the rows of a table and updates the manifest, as a faulty build would."""
    path = folder / data(table)
    rows = pq.read_table(path).to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, schema=pq.read_schema(path)), path)
    plain = [json.loads(json.dumps(row, default=str)) for row in rows]
    said = {"rows": len(rows), "rows_sha256": manifest.rows_sha256(Layout(folder), table, plain)}
    vouch(folder, data(table), {table: said})


def vouch(folder: Path, name: str, tables: dict[str, Any] | None = None) -> None:
    """Updates the file's size and checksum in the manifest, and the entries of tables."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["files"][name] = {"bytes": (folder / name).stat().st_size, "sha256": manifest.sha256(folder / name)}
    content["tables"].update(tables or {})
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_sound_release_has_no_findings_in_any_folder(
    dist: Path, first_dist: Path, tmp_path: Path, published: Hub
) -> None:
    for folder, target in ((dist, str(dist)), (first_dist, f"org/blocquotes@v{read_manifest(first_dist)['version']}")):
        ran = blocquotes(environment(published, tmp_path), "verify", target)
        first, *proof = ran.stdout.splitlines()
        assert (ran.returncode, first, ran.stderr) == (0, f"verified {summary(folder)}", "")
        assert proof[0] == "  signature: none, so nothing shows who made this release"


def test_files_of_the_store_are_not_findings(copied: Path) -> None:
    for name in (".gitattributes", ".git/config", ".cache/huggingface/download/README.md.metadata"):
        (copied / name).parent.mkdir(parents=True, exist_ok=True)
        (copied / name).write_text("of the store")
    assert found(copied) == set()


def test_changed_missing_and_added_files_are_found_together(copied: Path) -> None:
    (copied / "LICENSE-DATA").unlink()
    (copied / data("quotes").replace("00000", "00001", 1)).write_bytes(b"more")
    with (copied / "README.md").open("ab") as file:
        file.write(b" ")
    pq.write_table(pq.read_table(copied / data("entities")), copied / data("entities"))
    (copied / data("outlets")).write_bytes((copied / data("outlets")).read_bytes()[:-100])
    (copied / data("speakers")).unlink()
    # The entities' rows are the same in another encoding: the file is found, the rows are not.
    assert found(copied) == {
        ("release-file-missing", "LICENSE-DATA", 1),
        ("release-file-missing", data("speakers"), 1),
        ("release-file-added", data("quotes").replace("00000", "00001", 1), 1),
        ("release-file-changed", "README.md", 1),
        ("release-file-changed", data("entities"), 1),
        ("release-file-changed", data("outlets"), 1),
        ("release-table", data("outlets"), 1),
        ("release-table", data("speakers"), 1),
    }


def test_rows_that_are_not_those_of_the_manifest_or_of_the_schema_are_found(copied: Path) -> None:
    speakers = pq.read_table(copied / data("speakers"))
    pq.write_table(speakers.set_column(4, "n_quotes", speakers["n_quotes"].cast("int64")), copied / data("speakers"))
    vouch(copied, data("speakers"))
    rewrite(copied, "quotes", lambda rows: rows[2].update(type="spoken"))
    rows = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))["tables"]["entities"]
    rewrite(copied, "entities", lambda rows: rows[0].update(description="another"))
    vouch(copied, data("entities"), {"entities": rows, "token": {"rows": 0, "rows_sha256": "0" * 64}})
    assert found(copied) == {
        ("release-arrow-schema", data("speakers"), 1),
        ("release-row-shape", data("quotes"), 3),
        ("release-rows-changed", "data/entities/", 1),
        ("release-schema", "schema/token.schema.json", 1),
    }


def test_words_and_ids_that_do_not_fit_together_are_found_in_sound_tables(all_copied: Path) -> None:
    rewrite(
        all_copied,
        "quotes",
        lambda rows: rows[4]["content_spans"][0].update(end=rows[4]["content_spans"][0]["end"] - 1),
    )
    rewrite(all_copied, "mentions", lambda rows: rows[7].update(start=rows[7]["start"] + 1))
    rewrite(all_copied, "passes", lambda rows: rows[0].update(source="nobody", within_id="nowhere"))
    rewrite(all_copied, "text_reuse", lambda rows: rows[0].update(end_b=rows[0]["start_b"], quote_ids_a=["nothing"]))
    rewrite(all_copied, "entities", lambda rows: rows[3].update(of_id="atlantis"))
    speakers = pq.read_metadata(all_copied / data("speakers")).num_rows
    rewrite(all_copied, "speakers", lambda rows: rows.append(rows[0]))
    rewrite(all_copied, "articles", lambda rows: rows[4].update(text=rows[4]["text"] + " "))
    first = pq.read_table(all_copied / data("articles")).to_pylist()
    places = {a["article_id"]: i for i, a in enumerate(first, 1)}
    quotes, mentions = (pq.read_table(all_copied / data(t)).to_pylist() for t in ("quotes", "mentions"))
    assert found(all_copied) == {
        ("release-span", data("quotes"), 5),
        ("release-span", data("mentions"), 8),
        ("release-span", data("passes"), 1),
        ("release-span", data("text_reuse"), 1),
        ("release-reference", data("text_reuse"), 1),
        ("release-reference", data("passes"), 1),
        ("release-reference", data("entities"), 4),
        ("release-key", data("speakers"), 1),
        ("release-key", data("speakers"), speakers + 1),
        ("release-text", data("articles"), 5),
        ("release-nested", data("articles"), places[quotes[4]["article_id"]]),
        ("release-nested", data("articles"), places[mentions[7]["article_id"]]),
    }


def test_an_invalid_schema_is_found_even_if_the_manifest_lists_it(copied: Path) -> None:
    name = "schema/outlets.schema.json"
    (copied / name).write_text('{"type": "object", "properties": {"outlet_id": {"$ref": "http://127.0.0.1/x"}}}')
    assert found(copied) == {("release-file-changed", name, 1)}
    vouch(copied, name)
    assert found(copied) == {("release-schema", name, 1)}


@pytest.mark.parametrize(
    "text",
    [
        None,
        "no JSON",
        "[]",
        '{"name": "blocquotes", "version": "1.0", "tables": {}, "files": {}}',
        '{"name": "blocquotes", "version": "1.0.0", "tables": {"../etc": {}}, "files": {"/etc/passwd": {}}}',
        "[" * 100_000,
    ],
    ids=["missing", "text", "list", "empty", "paths", "deep"],
)
def test_an_unusable_manifest_is_found(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    assert found(tmp_path) == {("release-manifest", "manifest.json", 1)}


def test_findings_are_printed_as_check_prints_them(copied: Path, hub: Hub, tmp_path: Path) -> None:
    (copied / "README.md").write_text("\x1b[31m")
    ran = blocquotes(environment(hub, tmp_path), "verify", str(copied))
    assert ran.returncode == 1
    lines = ran.stdout.splitlines()
    assert lines[0].startswith("README.md:1:1: error[release-file-changed] a file must have the size and the SHA-256")
    assert lines[1].startswith("  found: bytes 5 instead of ")
    assert ran.stderr == f"blocquotes: 1 finding in {summary(copied)}\n"
    explained = blocquotes(environment(hub, tmp_path), "explain", "release-file-changed")
    assert explained.stdout.startswith("release-file-changed (error, release)")


def test_a_revision_is_verified_as_it_is_on_the_hub(hub_with_release: Hub, tmp_path: Path) -> None:
    repo = hub_with_release.repo
    card = repo.tree["README.md"]
    repo.tags[f"v{NEXT}"] = repo.branches["main"]
    changed = repo.push({"README.md": card + b" "})
    for target, code, says in (
        (f"org/blocquotes@{changed}", 1, "README.md:1:1: error[release-file-changed]"),
        (f"org/blocquotes@v{NEXT}", 1, "error[release-version] a tag vX.Y.Z must hold the release of version X.Y.Z"),
        ("org/blocquotes@v9.9.9", 2, "what is requested must exist; found answer 404"),
        ("org/nothing@main", 2, "what is requested must exist; found answer 404"),
        ("org/blocquotes", 2, "or a repository and a revision, ORG/NAME@REVISION; found 'org/blocquotes'"),
    ):
        ran = blocquotes(environment(hub_with_release, tmp_path), "verify", target)
        assert (ran.returncode, says in ran.stdout + ran.stderr) == (code, True), ran.stdout + ran.stderr


def test_a_release_of_several_splits_and_without_rows_in_a_table_is_verified_too(tmp_path: Path) -> None:
    loaded = real()
    rows, _ = release.rows(loaded)
    middle = rows["articles"][1]["article_id"]
    for table in ("articles", "quotes", "mentions", "passes", "variants", "sentences", "tokens"):
        for row in rows[table]:
            ids = (row.get("article_id"), row.get("article_a_id"))
            row["split"] = "test" if middle in ids else row["split"]
    rows["text_reuse"] = []
    made = release.documents_of(loaded, release_info(loaded))
    content.write(tmp_path, made, parquet.encode_all(ROOT / "schema", rows), lambda step: None)
    assert (tmp_path / parquet.file_name("quotes", "test")).exists()
    assert not (tmp_path / data("text_reuse")).exists()
    assert found(tmp_path) == set()


def test_a_card_that_names_another_data_file_is_found(copied: Path) -> None:
    card = copied / "README.md"
    card.write_text(card.read_text(encoding="utf-8").replace("data/quotes/", "data/quote/", 1), encoding="utf-8")
    vouch(copied, "README.md")
    assert {(rule, file) for rule, file, _ in found(copied)} == {("release-card", "README.md")}


def test_a_word_without_a_place_is_found(copied: Path) -> None:
    table = pq.read_table(copied / data("tokens"))
    rows = table.to_pylist()
    rows[0]["word_spans"][0] = None
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), copied / data("tokens"))
    assert ("release-row-shape", data("tokens"), 1) in found(copied)


def test_tags_that_the_annotations_do_not_give_are_found(all_copied: Path) -> None:
    rows = pq.read_table(all_copied / data("tokens")).to_pylist()
    nested = next(i for i, row in enumerate(rows) if row["untagged_spans"])
    rewrite(all_copied, "tokens", lambda rows: rows[0]["source_tags"].__setitem__(0, "O"))
    rewrite(all_copied, "tokens", lambda rows: rows[5]["mention_tags"].append("O"))
    rewrite(all_copied, "tokens", lambda rows: rows[nested + 1]["words"].__setitem__(0, "nobody"))
    rewrite(all_copied, "tokens", lambda rows: rows[-1]["cue_tags"].clear())
    assert found(all_copied) == {("release-row-shape", data("tokens"), len(rows))}
    rewrite(all_copied, "tokens", lambda rows: rows.pop())
    rewrite(all_copied, "tokens", lambda rows: rows[nested].update(untagged_spans=[]))
    last = rows[-1]["article_id"]
    place = [row["article_id"] for row in pq.read_table(all_copied / data("articles")).to_pylist()].index(last) + 1
    assert found(all_copied) == {
        ("release-tags", data("tokens"), 1),
        ("release-tags", data("tokens"), 6),
        ("release-tags", data("tokens"), nested + 1),
        ("release-span", data("tokens"), nested + 2),
        ("release-tags", data("articles"), place),
    }


def test_sentences_out_of_order_or_with_other_words_are_found(all_copied: Path) -> None:
    rewrite(all_copied, "sentences", lambda rows: rows[1].update(text="Nobody said so."))
    rewrite(all_copied, "sentences", lambda rows: rows[-1].update(sentence=7))
    assert {("release-span", data("sentences"), 2), ("release-sentence", data("sentences"), 117)} <= found(all_copied)


def test_variants_that_are_not_those_of_their_quotes_are_found(all_copied: Path) -> None:
    rewrite(all_copied, "variants", lambda rows: rows[0].update(content_a="so", article_b_id=rows[-1]["article_b_id"]))
    rewrite(all_copied, "variants", lambda rows: rows[3]["alignment"][0].update(words_b="So"))
    assert found(all_copied) == {
        ("release-variant", data("variants"), 1),
        ("release-span", data("variants"), 1),
        ("release-span", data("variants"), 4),
    }


def test_spans_of_the_challenge_set_that_do_not_fit_their_text_are_found(copied: Path) -> None:
    def change(rows: Rows) -> None:
        sure = [row for row in rows if row["quotes"] and row["quotes"][0]["cue"]]
        sure[0]["quotes"][0]["content_spans"][0]["start"] += 1
        sure[1]["quotes"][0]["cue"] = "sang"
        sure[2]["text"] = f"So {sure[2]['text']}"
        broken.update(rows.index(row) + 1 for row in sure[:3])

    broken = set[int]()
    rewrite(copied, "challenge", change)
    assert found(copied) == {("release-span", data("challenge"), line) for line in broken}


def test_words_around_a_quote_that_are_not_those_of_its_article_are_found(copied: Path) -> None:
    rewrite(copied, "quotes", lambda rows: rows[4].update(before=None))
    rewrite(copied, "quotes", lambda rows: rows[6].update(sentence=0, after="So."))
    assert found(copied) == {
        ("release-sentence", data("quotes"), 5),
        ("release-sentence", data("quotes"), 7),
        ("release-nested", data("articles"), 1),
    }


def test_every_column_with_ids_is_followed() -> None:
    columns = {(table, c.name) for table in schemas.TABLES for c in schemas.columns(ROOT / "schema", table)}
    ids = {(table, name) for table, name in columns if re.search("_ids?(_[ab])?$", name)}
    followed = {(t, c) for t, c in ids if c in fields.references(t)}
    keys = {(name, table.key) for name, table in fields.TABLES.items()} - {("speakers", "speaker_id")}
    keys -= {("tokens", "sentence_id"), ("cues", "lemma")}
    of_a_pass = {("passes", name) for name in ("via_id", "speaker_ids", "utterance_ids")}
    of_a_pass |= {("pass_mentions", name) for name in ("entity_ids", "stands_for_id")}
    of_no_table = {("sentences", "paragraph_id"), ("tokens", "paragraph_id"), ("challenge", "pair_id")}
    assert ids - followed == keys | of_a_pass | of_no_table


def test_every_rule_of_a_release_is_broken_by_a_test() -> None:
    named = set(re.findall(r"[\"\[](release-[a-z-]+)[\"\]]", Path(__file__).read_text(encoding="utf-8")))
    elsewhere = {f"release-{part}" for part in ("signature", "provenance", "sbom")}  # in tests/proof/
    assert named == set(RELEASE_RULES) - elsewhere


def values_of(folder: Path) -> dict[str, int]:
    """How many values the pages of each table have, which is one row group here."""
    found = {}
    for table in schemas.TABLES:
        with pq.ParquetFile(folder / data(table)) as file:
            found[table] = sum(page.values for _, page in parquet_pages.pages(folder / data(table), file.metadata))
    return found


def test_the_limit_on_values_is_that_of_a_row_group_not_of_a_release(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = values_of(dist)
    largest = max(values, key=values.__getitem__)
    monkeypatch.setattr(rows_module, "MOST_VALUES", values[largest])
    assert sum(values.values()) > rows_module.MOST_VALUES
    assert found(dist) == set()
    monkeypatch.setattr(rows_module, "MOST_VALUES", values[largest] - 1)
    assert found(dist) == {("release-table", data(largest), 1)}


def test_a_file_may_not_expand_without_end(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MOST_BYTES", 0)
    monkeypatch.setattr(rows_module, "BYTES_PER_BYTE", 0)
    assert {rule for rule, _, _ in found(dist)} == {"release-table"}


def test_rows_in_another_order_than_the_articles_are_found(copied: Path) -> None:
    rewrite(copied, "mentions", lambda rows: rows.reverse())
    assert ("release-nested", data("articles"), 1) in found(copied)
