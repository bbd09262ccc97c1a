"""Registries: your own entities, from a folder of JSON records or a CSV file, and what is wrong with one."""

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes.model import ENTITY_TYPES
from blocquotes.refusal import Refusal
from blocquotes.registry import MOST_SHOWN, Registry, read_registry
from blocquotes.suggest import pipeline
from conftest import ROOT

SHELL = {"id": "shell", "name": "Shell", "type": "ORG", "wikidata": "Q154950", "aliases": ["Royal Dutch Shell"]}


def csv_file(folder: Path, text: str) -> Path:
    path = folder / "people.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read_registry(path)
    return str(caught.value).replace(f"{path.parent}/", "")


def test_a_csv_file_brings_names_aliases_and_wikidata_ids(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        'name,aliases,type,wikidata,party\n"Orla Venn",Venn of Hask|O. Venn,PERSON,Q4242,blue\r\n'
        '"The ""Sentinel"", Hask",,ORG,,\n\n',
    )
    orla, sentinel = read_registry(path).entities
    assert (orla.id, orla.aliases, orla.type, orla.wikidata) == (
        "orla-venn",
        ("Venn of Hask", "O. Venn"),
        "PERSON",
        "Q4242",
    )
    assert (sentinel.name, sentinel.aliases, sentinel.wikidata) == ('The "Sentinel", Hask', (), None)


def test_a_folder_of_records_is_read_like_the_entities_of_the_corpus() -> None:
    found = read_registry(ROOT / "corpus" / "entities").entities
    assert len(found) == len(list((ROOT / "corpus" / "entities").glob("*.json")))
    assert {one.id: one.wikidata for one in found}["asia"] == "Q48"


def test_a_registry_decides_ids_names_and_wikidata_ids(tmp_path: Path) -> None:
    (tmp_path / "shell.json").write_text(json.dumps(SHELL), encoding="utf-8")
    words = read_registry(tmp_path).words
    found = pipeline.suggest("“We pump,” Royal Dutch Shell said.", "a", words)
    (mention,) = found.mentions
    assert (mention.entity, mention.name, words.wikidata[mention.entity]) == ("shell", "Shell", "Q154950")
    assert [speaker.entity for speaker in found.speakers[0]] == ["shell"]


def test_the_types_are_those_of_the_schema() -> None:
    schema = json.loads((ROOT / "schema" / "entity.schema.json").read_text(encoding="utf-8"))
    assert list(ENTITY_TYPES) == schema["properties"]["type"]["enum"]


def test_an_empty_registry_knows_nothing_of_the_corpus() -> None:
    words = Registry().words
    assert not words.wikidata
    assert not any(name.registered for name in words.names.values())


def test_a_registry_goes_to_another_process_without_the_names_of_the_package(tmp_path: Path) -> None:
    registry = read_registry(csv_file(tmp_path, "name,type\nOrla Venn,PERSON\n"))
    assert registry.words.names["Orla Venn"].registered
    packed = pickle.dumps(registry)
    assert len(packed) < 1000
    assert pickle.loads(packed) == registry


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name,type\nVenn,PERSN\n", ["people.csv:2:6: a type must be one of PERSON,", 'did you mean "PERSON"?']),
        (
            'name,aliases,type\n"Two\nlines",,PERSON\nVenn,"x,y",?\n',
            ["people.csv:2:1: a name must", "people.csv:4:12: a type"],
        ),
        ("type,name,wikidata\nORG,Hask,7\n", ['people.csv:2:10: a Wikidata id must look like Q7184; found "7"']),
        ("name,type\nVenn,PERSON,x\n", ["people.csv:2:1: a row must have 2 cells, as many as the header; found 3"]),
        (
            "name,type\nVenn,PERSON\nvenn,PERSON\n",
            ['people.csv:3:1: an id must belong to one entity; found "venn" also at people'],
        ),
        ("name,type\n,PERSON\n", ["people.csv:2:1: a name must be words on one line; found nothing"]),
        ('name,type\nVenn,PERSON\n"Orla,PERSON\n', ["people.csv:3:1: a registry must be a CSV file"]),
        ("name;type\nVenn;PERSON\n", ["people.csv:1:1: a CSV registry must begin", "separate the columns by commas"]),
        ("name,alias,type\nVenn,,PERSON\n", ["people.csv:1:1: the columns", 'did you mean "aliases"?']),
        ("name,type,type\nVenn,PERSON,ORG\n", ["people.csv:1:1: a column of a registry must be there once"]),
        ("", ["people.csv:1:1: a CSV registry must begin", "found an empty file"]),
        ("name,type\n", ["people.csv: a registry must have at least one entity; found none"]),
    ],
)
def test_a_mistake_in_a_csv_file_is_named_with_its_place(tmp_path: Path, text: str, found: list[str]) -> None:
    message = refused(csv_file(tmp_path, text))
    assert all(part in message for part in found), message


def test_bytes_that_are_not_utf_8_have_a_place(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"name,type\n" + "Ö, Körner".encode() + b"\xf6,PERSON\n")
    assert "people.csv:2:10: a registry must be UTF-8 text; found byte 0xF6" in refused(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"id": "a",\n "name": 7, "type": "ORG"}', "a.json:2:10: a name must be words on one line; found 7"),
        (
            '{"id": "a b", "name": "A", "type": "ORG"}',
            "a.json:1:8: an id must be at most 200 characters without blanks",
        ),
        ('{"id": "a", "name": "A", "type": "ORG", "aliases": "B"}', "a.json:1:52: aliases must be words"),
        (
            '{"id": "a", "name": "A", "type": "ORG", "id": "b"}',
            'a.json:1:41: a field must be there once; found "id" twice',
        ),
        ("[]", "a.json:1:1: an entity must be a JSON object; found []"),
        ('{"id": }', "a.json:1:8: an entity must be a JSON object; found '}' where a value is expected"),
    ],
)
def test_a_mistake_in_a_record_is_named_with_its_place(tmp_path: Path, text: str, found: str) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "a.json").write_text(text, encoding="utf-8")
    assert f"registry/{found}" in refused(tmp_path / "registry")


def test_all_mistakes_are_named_up_to_a_limit(tmp_path: Path) -> None:
    rows = "".join(f"Venn {number},X\n" for number in range(50))
    message = refused(csv_file(tmp_path, f"name,type\n{rows}"))
    assert message.count("people.csv:") == MOST_SHOWN
    assert message.endswith("and 30 more mistakes")


def test_a_registry_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "must be a folder of JSON records or a CSV file; found nothing there" in refused(tmp_path / "none.csv")
    assert "must have at least one entity" in refused(tmp_path)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_registry_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"name,type,aliases,wikidata\n" + data)
    try:
        assert read_registry(path).entities
    except Refusal as refusal:
        assert str(path) in str(refusal)
