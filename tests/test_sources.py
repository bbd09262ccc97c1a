"""Reading files: JSON with the place of every value; trouble with a file is a result."""

import json
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes import sources
from blocquotes.model import Path
from blocquotes.sources import JsonError
from conftest import least_cpu

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
# Longer numbers are refused, see below.
NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda x: len(json.dumps(x)) <= sources.MAX_NUMBER
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.booleans(), st.sampled_from([None, 0, 2, "\t"]))
def test_json_is_read_as_the_standard_library_reads_it(value: Any, ascii_only: bool, indent: int | str | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    parsed = sources.parse(text)
    assert json.dumps(parsed.value) == json.dumps(json.loads(text))
    assert parsed.duplicates == ()


# Numbers as `canonical_pattern` has them.
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 10**16, 10**16 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(PLAIN)
def test_the_reader_of_plain_texts_reads_them_as_the_standard_library_does(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert json.dumps(sources.plain_reader()(text.encode("utf-8"))) == json.dumps(json.loads(text))


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_places_point_at_values_and_keys(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    parsed = sources.parse(text)
    assert set(parsed.values) == set(paths(value))
    for path in parsed.values:
        found, _ = json.JSONDecoder().raw_decode(text, parsed.values[path])
        assert found == at(value, path)
    for path, offset in parsed.keys.items():
        assert json.JSONDecoder().raw_decode(text, offset)[0] == path[-1]


def paths(value: Any, path: Path = ()) -> list[Path]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for step, part in steps for inner in paths(part, (*path, step)))]


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


@given(VALUES, st.data())
def test_broken_json_is_refused_at_a_place_or_read_as_the_standard_library_does(
    value: Any, data: st.DataObject
) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    place = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 3))
    words = data.draw(st.text('{}[]",:\\ \n01truefalsn“”\ud800'))
    assert_like_the_standard_library(text[:place] + words + text[place + cut :])


@given(st.text(max_size=30) | st.text('{}[]",:\\ \n0123.eE+-“”\ud800\x00', max_size=30))
def test_any_text_is_refused_at_a_place_or_read_as_the_standard_library_does(text: str) -> None:
    assert_like_the_standard_library(text)


def assert_like_the_standard_library(text: str) -> None:
    try:
        parsed = sources.parse(text)
    except JsonError as error:
        assert 0 <= error.offset <= len(text)
        assert str(error)
    else:
        assert json.dumps(parsed.value) == json.dumps(json.loads(text, parse_constant=refuse))


def refuse(word: str) -> Any:
    raise AssertionError(f"{word} is no JSON")


def read_by(parse: Callable[[str], sources.Json], text: str) -> tuple[Any, ...]:
    try:
        found = parse(text)
    except JsonError as error:
        return error.offset, str(error)
    return repr(found.value), found.duplicates, found.values, found.keys


ODD_JSON = st.text('{}[]",:\\ \n0123.eE+-“”a\ud800\x00', max_size=40) | st.sampled_from(
    ['{"a": 1, "a": 2}', "[NaN]", "-Infinity", "1" * 21, f"[1.{'0' * 20}]", '"\\ud800"', '"\\u0041"', "[" * 99_999]
    + [f"{'[' * depth}{inside}{']' * depth}" for depth in (15, 16, 17, 18) for inside in ("", "1", "{}", '{"a": 1}')]
)


@given(ODD_JSON | VALUES.map(json.dumps) | VALUES.map(lambda value: json.dumps(value, ensure_ascii=False)))
def test_the_fast_parser_reads_what_the_slow_one_reads(text: str) -> None:
    assert read_by(sources.parse, text) == read_by(sources.parse_slowly, text)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_source_with_a_place(data: bytes) -> None:
    source = sources.parse_source(data)
    line, column = source.place(("a", 1, "b"))
    assert line >= 1
    assert column >= 1
    assert (source.json is None) == (source.trouble is not None)


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("", "the end of the file where a value is expected", 0),
        ("[1,]", "a comma before ]; nothing may follow the last item but ]", 2),
        ('{"a": 1 "b": 2}', "'\"' where a comma or } is expected", 8),
        ('{"a" 1}', "'1' where a colon is expected", 5),
        ("{a: 1}", "'a' where a field's name in \" is expected", 1),
        ("[“a”]", "'“' where a value is expected", 1),
        ('["a]', "in a string: unterminated string", 1),
        ('["a\n"]', "in a string: the line ends before the string does", 3),
        ('["a\tb"]', "in a string: invalid control character", 3),
        ('["\\x"]', "in a string: invalid \\escape", 2),
        ('["\\ud800"]', "in a string: half of a surrogate pair, \\ud800", 1),
        ("NaN", "'N' where a value is expected", 0),
        ("-", "'-' where a value is expected", 0),
        ("01", "'1' after the end of the record", 1),
        ("[1] [2]", "'[' after the end of the record", 4),
        ("1" * 21, "a number of 21 characters; at most 20 are read", 0),
        ("[" * 1_000_000, "more than 16 brackets open at once", 17),
        ('{"a":' * 100_000, "more than 16 brackets open at once", 85),
    ],
    ids=range(18),
)
def test_text_that_is_not_json_is_reported(text: str, message: str, offset: int) -> None:
    with pytest.raises(JsonError) as error:
        sources.parse(text)
    assert (str(error.value), error.value.offset) == (message, offset)


def test_fields_given_twice_are_kept_as_such() -> None:
    parsed = sources.parse('{"a": {"b": 1, "b": 2}, "a": 3}')
    assert parsed.duplicates == (("a", "b"), ("a",))


@pytest.mark.parametrize(
    ("data", "kind", "place"),
    [
        (b"\xef\xbb\xbf{}", "bom", (1, 1)),
        (b'{\n"\xe9"}', "encoding", (2, 2)),
        ("{\n“\x00}".encode(), "encoding", (2, 2)),
        ("{}".encode("utf-16"), "encoding", (1, 1)),
        (b'"\xed\xa0\x80"', "encoding", (1, 2)),
        (b"[1,\n2", "syntax", (2, 2)),
        (b" " * (sources.MAX_BYTES + 1), "size", (1, 1)),
    ],
)
def test_trouble_has_a_kind_and_a_place(data: bytes, kind: str, place: tuple[int, int]) -> None:
    source = sources.parse_source(data)
    assert source.trouble
    assert source.trouble.kind == kind
    assert source.place(()) == place


def test_columns_count_code_points() -> None:
    assert sources.parse_source('{"🕊é": "x"}'.encode()).place(("🕊é",)) == (1, 8)
    assert sources.line_column("a\r\nb\u2028c", 5) == (2, 3)


def test_a_path_that_is_not_there_has_the_place_of_its_nearest_parent() -> None:
    source = sources.parse_source(b'{"a":\n [1]}')
    assert source.place(("a", 5, "b")) == (2, 2)
    assert source.place(("a",), key=True) == (1, 2)
    assert source.place(("b",), key=True) == (1, 1)


def test_a_line_of_50_megabytes_is_refused_unread(tmp_path: FilePath) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    source = sources.read(path)
    assert source.trouble
    assert source.trouble.kind == "size"
    assert len(sources.read_bytes(path)) == sources.MAX_BYTES + 1


@pytest.mark.timed
@pytest.mark.parametrize("text", ["[" + "0," * 400_000 + "0]", '["' + "“\\n" * 400_000 + '"]', " " * 4_000_000])
def test_the_largest_files_are_read_in_seconds(text: str) -> None:
    assert least_cpu(lambda: sources.parse_source(text.encode()), 10) < 10


def test_a_seed_that_is_missing_or_no_text_is_a_result(tmp_path: FilePath) -> None:
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbfNews")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "crlf.txt").write_bytes(b"One\r\nTwo")
    assert sources.read_seed(tmp_path, "none.txt").sha256 is None
    assert sources.read_seed(tmp_path, "bom.txt").text is None
    assert sources.read_seed(tmp_path, "latin.txt").text is None
    assert sources.read_seed(tmp_path, "crlf.txt").text == "One\r\nTwo"
