"""The Croissant description: valid, true to the datasheet, and read by mlcroissant as the tables that it describes."""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import mlcroissant
import pyarrow.parquet as pq
import pytest
from networkx import NetworkXUnfeasible

from blocquotes import corpus, schemas
from blocquotes import fields as published
from blocquotes.dataset import content, parquet, rai, release
from blocquotes.dataset.release_info import release_info
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from commands import blocquotes
from conftest import ROOT, split_of

Row = Mapping[str, Any]
UNDATED = 'Property "https://schema.org/datePublished" is recommended, but does not exist'


def told(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    return value


def fields(described: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {field["@id"]: field for records in described["recordSet"] for field in records["field"]}


@pytest.fixture(scope="module")
def split_dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release in which one article stands in the split `test`; it is of no commit, so it has no day."""
    folder = tmp_path_factory.mktemp("split")
    loaded = corpus.load(Layout(ROOT))
    rows, _ = release.rows(loaded)
    moved = rows["articles"][1]["article_id"]
    for table in rows:
        rows[table] = [{**row, "split": "test"} if moved in row.values() else row for row in rows[table]]
    made = release.documents_of(loaded, replace(release_info(loaded), date=None))
    content.write(folder, made, parquet.encode_all(ROOT / "schema", rows), lambda step: None)
    return folder


# What mlcroissant makes of it.


@pytest.fixture(scope="module")
def described(dist: Path) -> mlcroissant.Dataset:
    """The release as mlcroissant opens it, once for all its record sets."""
    return opened(dist)


@pytest.fixture(scope="module")
def split_described(split_dist: Path) -> mlcroissant.Dataset:
    """The same of the release with two splits."""
    return opened(split_dist)


def opened(folder: Path) -> mlcroissant.Dataset:
    logging.getLogger("absl").setLevel(logging.ERROR)
    return mlcroissant.Dataset(str(folder / "croissant.json"))


def test_it_is_valid(described: mlcroissant.Dataset, dist: Path) -> None:
    warnings, errors = issues(described)
    assert errors == ""
    # A release of uncommitted work has no day on which it was published; nothing else may be missed.
    is_dated = "datePublished" in told(dist)
    assert re.findall(r"^ +- +(?:\[.*?\] )?(.*?)\.?$", warnings, re.MULTILINE) == ([] if is_dated else [UNDATED])


def test_a_day_leaves_nothing_to_be_missed(dist: Path) -> None:
    dated = mlcroissant.Dataset({**told(dist), "datePublished": "2026-01-31"}, mapping=files(dist))
    assert issues(dated) == ("", "")


def issues(opened: mlcroissant.Dataset) -> tuple[str, str]:
    """The warnings and the errors that mlcroissant reports of a description."""
    found = opened.metadata.ctx.issues
    return found.report(), "".join(map(str, found.errors))


@pytest.mark.parametrize("table", schemas.TABLES)
def test_its_records_are_the_rows_of_the_table(described: mlcroissant.Dataset, dist: Path, table: str) -> None:
    split = split_of(table)
    assert records(described, table if split == "train" else f"{table}_{split}") == expected(dist, table, split)


@pytest.mark.slow
@pytest.mark.parametrize("table", ["articles", "quotes", "mentions", "passes"])
def test_its_records_are_those_of_each_split(
    split_described: mlcroissant.Dataset, split_dist: Path, table: str
) -> None:
    for name, split in ((table, "train"), (f"{table}_test", "test")):
        assert records(split_described, name) == expected(split_dist, table, split)


def records(described: mlcroissant.Dataset, name: str) -> list[Any]:
    return [plain(record) for record in described.records(name)]


def plain(value: Any) -> Any:
    """A value as mlcroissant gives it in the form of Parquet's: names without paths, text, days."""
    if isinstance(value, dict):
        return {name.rpartition("/")[2]: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return value.date() if hasattr(value, "date") else value


def expected(folder: Path, table: str, split: str) -> list[dict[str, Any]]:
    """The rows of a file, without the lists inside lists of structs, which are not described."""
    columns = schemas.columns(ROOT / "schema", table)
    lists = {c.name: [f.name for f in c.fields if not f.is_list] for c in columns if c.fields}
    rows: list[dict[str, Any]] = pq.read_table(folder / parquet.file_name(table, split)).to_pylist()
    for row in rows:
        for name, kept in lists.items():
            row[name] = [{part: item[part] for part in kept} for item in row[name]]
    assert rows
    return rows


# Keys, references, counts.


def test_keys_and_counts_are_those_of_the_tables(split_dist: Path) -> None:
    for described in told(split_dist)["recordSet"]:
        table, _, split = described["@id"].partition("_test")[0], "", described["@id"].endswith("_test")
        rows = pq.read_table(split_dist / parquet.file_name(table, "test" if split else "train")).to_pylist()
        assert described["annotation"]["value"] == len(rows)
        key = described["key"]["@id"].removeprefix(f"{described['@id']}/")
        assert len({row[key] for row in rows}) == len(rows)


def test_every_reference_leads_to_a_key_that_holds_its_values(split_dist: Path) -> None:
    described = told(split_dist)
    paths = {file["@id"]: split_dist / file["contentUrl"] for file in described["distribution"]}
    referring = [field for field in fields(described).values() if "references" in field]
    assert len(referring) > 30
    for field in referring:
        held = {value for row in values(paths, field["source"]) for value in (row if isinstance(row, list) else [row])}
        assert held - {None} <= set(values(paths, field["references"])), field["@id"]


def values(paths: Mapping[str, Path], source: Mapping[str, Any]) -> list[Any]:
    column = source["extract"]["column"]
    found: list[Any] = pq.read_table(paths[source["fileObject"]["@id"]], columns=[column])[column].to_pylist()
    return found


def test_every_column_with_ids_declares_its_reference_but_where_mlcroissant_could_not_read_it(dist: Path) -> None:
    declared = {name for name, field in fields(told(dist)).items() if "references" in field}
    must = {
        f"{table}/{column.name}"
        for table in schemas.TABLES
        for column in schemas.columns(ROOT / "schema", table)
        if published.references(table).get(column.name, table) != table or column.name in ("of_id", "within_id")
    }
    lists = {
        "quotes": ["speaker_ids", "speaker_affiliation_ids", "speaker_country_ids"],
        "utterances": ["speaker_ids", "quote_ids", "article_ids"],
        "variants": ["utterance_ids"],
    }
    assert must - declared == {f"{table}/{name}" for table, names in lists.items() for name in names}


TO_QUOTES = {"fileObject": {"@id": "quotes-train.parquet"}, "extract": {"column": "quote_id"}}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("utterances/quote_ids", TO_QUOTES),
        ("quotes/within_id", {"field": {"@id": "quotes/quote_id"}}),
        ("quotes/article_id", {"@id": "articles/article_id"}),
    ],
    ids=["a list that comes first", "a field of the same records", "as the standard has it"],
)
def test_other_forms_of_reference_cannot_be_read_yet(dist: Path, name: str, reference: dict[str, Any]) -> None:
    # When one of these can be read, mlcroissant has fixed it, and the description can say more.
    described = told(dist)
    for field in fields(described).values():
        field.pop("references", None)
    fields(described)[name]["references"] = reference
    with pytest.raises((mlcroissant.GenerationError, AttributeError, NetworkXUnfeasible)):
        read_all(described, dist, [name.partition("/")[0]])


def read_all(described: dict[str, Any], dist: Path, names: Sequence[str]) -> None:
    dataset = mlcroissant.Dataset(described, mapping=files(dist))
    for name in names:
        assert list(dataset.records(name))


def files(dist: Path) -> dict[str, str]:
    return {file["@id"]: str(dist / file["contentUrl"]) for file in told(dist)["distribution"]}


# What it says of the dataset, and where that is from.


def test_it_says_what_it_conforms_to(dist: Path) -> None:
    described = told(dist)
    versions = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
    assert described["conformsTo"] == versions
    assert described["@context"]["rai"] == "http://mlcommons.org/croissant/RAI/"


VOCABULARY = """
dataCollection dataCollectionType dataCollectionMissingData dataCollectionRawData dataCollectionTimeframe
dataImputationProtocol dataManipulationProtocol dataPreprocessingProtocol dataAnnotationProtocol dataAnnotationPlatform
dataAnnotationAnalysis dataReleaseMaintenancePlan personalSensitiveInformation dataSocialImpact dataBiases
dataLimitations dataUseCases annotationsPerItem annotatorDemographics machineAnnotationTools
"""
"""The properties of the Croissant RAI vocabulary 1.0 (http://mlcommons.org/croissant/RAI/1.0)."""


def test_it_has_every_property_of_the_vocabulary_that_something_is_known_of(dist: Path) -> None:
    had = {name.removeprefix("rai:") for name in told(dist) if name.startswith("rai:")}
    assert set(VOCABULARY.split()) - had == {"dataCollectionTimeframe", "dataAnnotationPlatform"}
    assert had <= set(VOCABULARY.split())


def test_what_it_says_stands_in_the_datasheet_word_for_word(dist: Path) -> None:
    datasheet = words((dist / "DATASHEET.md").read_text(encoding="utf-8"))
    for name, text in told(dist).items():
        if name.startswith("rai:") and name != "rai:dataCollectionType":
            for paragraph in "\n\n".join([text] if isinstance(text, str) else text).split("\n\n"):
                assert words(paragraph) in datasheet, (name, paragraph)
                assert len(words(paragraph)) > 10
    assert words(f"the type of collection is {rai.COLLECTION_TYPE}").lower() in datasheet.lower()


def words(text: str) -> str:
    return " ".join(text.split())


def test_no_answer_is_cut_short_by_what_is_generated_in_it() -> None:
    datasheet = (
        "## Uses\n\n### What (other) tasks?\n\nOne.\n\n<!-- generated: x -->\n|\n<!-- /generated -->\n\nTwo\nlines.\n"
    )
    whole = rai.PROPERTIES["dataUseCases"]
    assert [rai._text({(s, q): t for s, q, t in rai._answers(datasheet)}, place) for place in whole] == [
        "What (other) tasks?\n\nOne.\n\nTwo lines."
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "### What (other) tasks",
            "### Which tasks",
            "in its part 'Uses', the question that begins 'What (other) tasks'",
        ),
        ("## Uses", "## Use", "in its part 'Uses'"),
        ("Two passes over all articles", "Two passes", "a paragraph that begins 'Two passes over all articles'"),
    ],
)
def test_an_answer_that_is_gone_is_missed(old: str, new: str, says: str) -> None:
    datasheet = (ROOT / "DATASHEET.md").read_text(encoding="utf-8")
    assert rai.properties(datasheet)
    with pytest.raises(Refusal, match=re.escape(says)):
        rai.properties(datasheet.replace(old, new))


def test_an_answer_that_is_gone_stops_the_build(root: Path) -> None:
    path = root / "DATASHEET.md"
    path.write_text(path.read_text(encoding="utf-8").replace("## Uses", "## Use"), encoding="utf-8")
    ran = blocquotes("--root", root, "build")
    assert (ran.returncode, "fix: write it" in ran.stderr, "Traceback" in ran.stderr) == (2, True, False), ran.stderr
    assert not (root / "dist").exists()


def test_every_place_is_taken_from_one_question() -> None:
    asked: Sequence[str] = re.findall(r"^### (.*)", (ROOT / "DATASHEET.md").read_text(encoding="utf-8"), re.MULTILINE)
    for place in {place for places in rai.PROPERTIES.values() for place in places}:
        assert len({question for question in asked if question.startswith(place.question)}) == 1, place
