"""Card, datasheet, Croissant, manifest and citation: what several of them say of a release, they say alike."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from blocquotes import schemas
from blocquotes.dataset import citation_files
from conftest import ROOT

Facts = dict[str, Any]
"""What a document says: `licence`, `version`, `rows` by config, `splits` as the rows by config and split, `files` as
the splits by config."""

RELEASED = ("README.md", "DATASHEET.md", "croissant.json", "manifest.json")

CITED = ("CITATION.cff", ".zenodo.json", "codemeta.json")

TOLD_BY = {
    "licence": {"card", "card's prose", "DATASHEET.md", "croissant.json", "manifest.json", *CITED},
    "version": {"card's prose", "croissant.json", "manifest.json", *CITED},
    "doi": {"card's prose", "CITATION.cff", "codemeta.json"},
    "cited": {*CITED},
    "title": {"card's prose", *CITED},
    "rows": {"card's prose", "DATASHEET.md", "croissant.json", "manifest.json"},
    "splits": {"DATASHEET.md", "croissant.json", "manifest.json"},
    "files": {"card", "manifest.json"},
}
"""Fact → the documents that must tell it."""


def licence(text: str) -> tuple[str | None, bool]:
    """The version of CC BY of the annotations, and whether the texts are said to be their publishers'."""
    flat = " ".join(text.split())
    found = re.search(
        r"annotations (?:of this corpus .{0,200}?)?are licensed under (?:.{0,70}?\()?CC BY (\d\.\d)", flat
    )
    return found and found[1], bool(
        re.search(r"texts(?:\. The articles in .{0,90}?,)? belong to their publishers", flat, re.IGNORECASE)
    )


def named_licence(name: str) -> tuple[str | None, bool]:
    """The same out of our licence's short name."""
    found = re.fullmatch(r"cc-by-(\d\.\d)-annotations-publishers-texts", name)
    return found and found[1], bool(found)


def added(splits: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {config: sum(parts.values()) for config, parts in splits.items()}


def of_card(text: str) -> Facts:
    head = yaml.safe_load(text.split("---\n", 2)[1])
    files = {c["config_name"]: [f["split"] for f in c["data_files"]] for c in head["configs"]}
    return {"licence": named_licence(head["license_name"]), "files": files}


def of_prose(text: str) -> Facts:
    body = text.split("---\n", 2)[2]
    (version,) = {
        "".join(found) for found in re.findall(r'revision="v(.*?)"|version = \{(.*?)\}|version (\d[\d.]+)\.', body)
    }
    title, doi = re.search(r"title = \{(.*)\}", body), re.search(r"doi = \{(.*)\}", body)
    cited = {"title": title and title[1], "doi": doi and doi[1]}
    return {"licence": licence(body), "rows": counted(body), "version": version, **cited}


def counted(text: str) -> dict[str, int]:
    """The rows of each config by the generated table of counts."""
    (table,) = re.findall(r"<!-- generated: counts -->(.*?)<!-- /generated -->", text, re.DOTALL)
    return {config: int(rows) for config, rows in re.findall(r"^\| `(\w+)` \| (\d+) \|", table, re.MULTILINE)}


def of_datasheet(text: str) -> Facts:
    (table,) = re.findall(r"<!-- generated: sizes -->(.*?)<!-- /generated -->", text, re.DOTALL)
    found = re.findall(r"^\| `(\w+)` \| (\d+) \| (.*?) \|$", table, re.MULTILINE)
    splits = {config: {s: int(n) for s, n in re.findall(r"(\w+) (\d+)", parts)} for config, _, parts in found}
    rows = {config: int(n) for config, n, _ in found}
    assert rows == added(splits)
    return {"licence": licence(text), "rows": rows, "splits": splits}


def of_croissant(text: str) -> Facts:
    value = json.loads(text)
    counts = {records["@id"]: records["annotation"]["value"] for records in value["recordSet"]}
    splits: dict[str, dict[str, int]] = {}
    for file in value["distribution"]:
        _, config, name = file["contentUrl"].split("/")
        split = name.partition("-")[0]
        splits.setdefault(config, {})[split] = counts.pop(config if split == "train" else f"{config}_{split}")
    assert not counts
    other, url = value["license"]
    of_url = re.fullmatch(r"https://creativecommons\.org/licenses/by/(\d\.\d)/", url)
    assert licence(other["description"])[0] == (of_url and of_url[1])
    told = {"splits": splits, "rows": added(splits), "version": value["version"]}
    return {"licence": licence(other["description"]), **told}


def of_manifest(text: str) -> Facts:
    value = json.loads(text)
    rows = {config: table["rows"] for config, table in value["tables"].items()}
    return {
        "licence": named_licence(value["license"]),
        "version": value["version"],
        "splits": value["counts"],
        "files": {config: list(parts) for config, parts in value["counts"].items()},
        "rows": rows,
    }


def of_citation(text: str) -> Facts:
    value = yaml.safe_load(text)
    names = [author["name"] for author in value["authors"]]
    cited = [names, value["keywords"], str(value.get("date-released"))]
    facts = {"title": value["title"], "doi": value.get("doi"), "cited": cited}
    return {"licence": licence(value["abstract"]), "version": value["version"], **facts}


def of_zenodo(text: str) -> Facts:
    value = json.loads(text)
    names = [creator["name"] for creator in value["creators"]]
    cited = [names, value["keywords"], str(value.get("publication_date"))]
    assert (value["upload_type"], value["license"]) == ("dataset", "other-closed")
    facts = {"title": value["title"], "cited": cited}
    return {"licence": licence(value["description"]), "version": value["version"], **facts}


def of_codemeta(text: str) -> Facts:
    value = json.loads(text)
    names = [author["name"] for author in value["author"]]
    cited = [names, value["keywords"], str(value.get("datePublished"))]
    doi = value["identifier"].removeprefix("https://doi.org/") if "identifier" in value else None
    facts = {"title": value["name"], "doi": doi, "cited": cited}
    return {"licence": licence(value["description"]), "version": value["version"], **facts}


READERS: dict[str, tuple[str, Callable[[str], Facts]]] = {
    "card": ("README.md", of_card),
    "card's prose": ("README.md", of_prose),
    "DATASHEET.md": ("DATASHEET.md", of_datasheet),
    "croissant.json": ("croissant.json", of_croissant),
    "manifest.json": ("manifest.json", of_manifest),
    "CITATION.cff": ("CITATION.cff", of_citation),
    ".zenodo.json": (".zenodo.json", of_zenodo),
    "codemeta.json": ("codemeta.json", of_codemeta),
}
"""Document → its file and what reads it."""


def disagreements(texts: Mapping[str, str]) -> Iterator[str]:
    """Every fact that two documents tell otherwise, or that one of them no longer tells."""
    facts = {}
    for document, (name, reader) in READERS.items():
        try:
            facts[document] = reader(texts[name])
        except (AssertionError, ValueError, KeyError) as error:
            yield f"{document} contradicts itself or cannot be read: {error!r}"
    for fact, documents in TOLD_BY.items():
        told = {document: facts[document].get(fact) for document in documents & facts.keys()}
        if len({json.dumps(value, sort_keys=True) for value in told.values()}) != 1:
            yield f"{fact}: {told}"


@pytest.fixture(scope="module")
def texts(dist: Path) -> dict[str, str]:
    released = {name: (dist / name).read_text(encoding="utf-8") for name in RELEASED}
    return {**released, **{name: (ROOT / name).read_text(encoding="utf-8") for name in CITED}}


def test_all_documents_agree(texts: dict[str, str]) -> None:
    assert list(disagreements(texts)) == []
    told = of_manifest(texts["manifest.json"])
    assert told["licence"] == ("4.0", True)
    assert tuple(told["rows"]) == schemas.TABLES
    assert licence((ROOT / "LICENSE-DATA").read_text(encoding="utf-8")) == told["licence"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("README.md", "license_name: cc-by-4.0-", "license_name: cc-by-3.0-"),
        ("README.md", "- config_name: quotes\n", "- config_name: citations\n"),
        ("README.md", "- split: train\n", "- split: test\n"),
        ("README.md", "| `quotes` | ", "| `quotes` | 9"),
        ("README.md", "| `outlets` | ", "| `papers` | "),
        ("README.md", "under CC BY 4.0. The texts", "under CC BY-SA 4.0. The texts"),
        ("README.md", "The texts belong to their publishers", "The texts are free"),
        ("README.md", 'revision="v', 'revision="v9'),
        ("README.md", "version = {", "version = {9"),
        ("DATASHEET.md", "| `quotes` | ", "| `quotes` | 9"),
        ("DATASHEET.md", "| train ", "| train 9"),
        ("DATASHEET.md", "| train ", "| test "),
        ("DATASHEET.md", "annotations are licensed under CC BY 4.0", "annotations are licensed under CC BY 2.0"),
        ("DATASHEET.md", "The texts belong to their\npublishers", "The texts are\nfree"),
        ("croissant.json", '"value": ', '"value": 9'),
        ("croissant.json", '"contentUrl": "data/quotes/train-', '"contentUrl": "data/quotes/test-'),
        ("croissant.json", "licenses/by/4.0/", "licenses/by-sa/4.0/"),
        ("croissant.json", "under CC BY 4.0.", "under CC BY 3.0."),
        ("croissant.json", "The texts belong to their publishers", "The texts are free"),
        ("croissant.json", '"version": "', '"version": "9'),
        ("manifest.json", '"license": "cc-by-4.0-', '"license": "cc-by-3.0-'),
        ("manifest.json", '"rows": ', '"rows": 9'),
        ("manifest.json", '"train": ', '"test": '),
        ("manifest.json", '"train": ', '"train": 9'),
        ("manifest.json", '"version": "', '"version": "9'),
        ("CITATION.cff", "\nversion: ", "\nversion: 9"),
        ("CITATION.cff", '\ntitle: "', '\ntitle: "The '),
        ("CITATION.cff", "\nversion: ", "\ndoi: 10.5281/zenodo.1\nversion: "),
        ("CITATION.cff", "  - news\n", ""),
        (".zenodo.json", '"version": "', '"version": "9'),
        (".zenodo.json", '"name": "The', '"name": "Some'),
        (".zenodo.json", "under CC BY 4.0", "under CC BY-NC 4.0"),
        (".zenodo.json", '"other-closed"', '"cc-by-4.0"'),
        ("codemeta.json", '"version": "', '"version": "9'),
        ("codemeta.json", '"name": "BlocQuotes', '"name": "Blocs'),
        ("README.md", "title = {BlocQuotes", "title = {Blocs"),
        ("CITATION.cff", "under CC BY 4.0", "under CC BY-NC 4.0"),
        ("CITATION.cff", "the texts belong to their publishers", "the texts are free"),
    ],
)
def test_each_of_them_is_read(texts: dict[str, str], name: str, old: str, new: str) -> None:
    assert old in texts[name], f"{name} no longer has {old!r}: alter what it has instead"
    assert list(disagreements({**texts, name: texts[name].replace(old, new, 1)}))


def test_croissant_cites_as_the_citation_and_the_card_do(texts: dict[str, str]) -> None:
    described, cited = json.loads(texts["croissant.json"]), yaml.safe_load(texts["CITATION.cff"])
    (author,) = cited["authors"]
    assert described["citeAs"] in texts["README.md"]
    assert f"title = {{{cited['title']}}}" in described["citeAs"]
    assert f"author = {{{{{author['name']}}}}}" in described["citeAs"]
    assert described["creator"]["name"] == described["publisher"]["name"] == author["name"]
    keywords = {keyword.lower().replace("-", " ") for keyword in cited["keywords"]}
    assert keywords <= set(described["keywords"])


def test_the_files_of_archives_are_made_from_the_citation() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for name, text in citation_files.citation_files(citation).items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, "fix: run `blocquotes docs`"


def test_a_doi_enters_the_card_and_every_file_once_it_is_known(texts: dict[str, str]) -> None:
    doi = "10.5281/zenodo.1234567"
    citation = texts["CITATION.cff"].replace("\nversion: ", f"\ndoi: {doi}\nversion: ")
    prose = (ROOT / "docs" / "card.md").read_text(encoding="utf-8")
    filled = citation_files.card(prose, citation)
    assert filled.count(f"  doi = {{{doi}}}\n") == 1
    assert citation_files.card(filled, citation) == filled
    assert citation_files.card(filled, texts["CITATION.cff"]) == prose, "a DOI that is removed leaves the card too"
    facts = [of_citation(citation), of_codemeta(citation_files.citation_files(citation)["codemeta.json"])]
    assert [found["doi"] for found in facts] == [doi, doi]
