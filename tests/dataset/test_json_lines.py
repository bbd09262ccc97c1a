"""The lines behind the checksum of a table: the same with orjson, with the standard library, and for a stranger."""

import hashlib
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blocquotes import schemas
from blocquotes.dataset import json_lines, parquet
from blocquotes.schemas import Column
from conftest import ROOT

# All characters that a text can hold, half of them from where escapes are decided.
TEXTS = st.text(st.characters(codec="utf-8") | st.characters(max_codepoint=0x2100))
NUMBERS = st.integers(-(2**31), 2**31 - 1)
STRUCTS = st.fixed_dictionaries({"start": NUMBERS | st.none(), "words": TEXTS, "ids": st.lists(TEXTS, max_size=3)})
VALUES = st.none() | st.booleans() | NUMBERS | TEXTS | st.lists(TEXTS | NUMBERS, max_size=5) | st.lists(STRUCTS)
FRACTIONS = st.none() | st.floats(0, 1) | st.floats()


def column(name: str, kind: str) -> Column:
    return Column(name, kind, "", True, False)


def expected(row: Mapping[str, Any]) -> bytes:
    return json.dumps(list(row.values()), ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


@given(TEXTS, VALUES, FRACTIONS)
@example("\x00\x08\x0b\x1f\x7f\x85\u2028\u2029\ufeff\uffff\U0010ffff/\\\"<'", None, 1e-4)
@example("", [], math.nextafter(1e-4, 0))
@example("", {}, 1e16)
@example("", 0, math.nextafter(1e16, 0))
@example("", 0, -0.0)
@example("", 0, 5e-324)
@example("", 0, math.inf)
@example("", 0, math.nan)
def test_a_line_is_what_the_standard_library_writes(text: str, value: Any, fraction: float | None) -> None:
    row = {"text": text, "value": value, "similarity": fraction}
    columns = [column("text", "string"), column("value", "string"), column("similarity", "float64")]
    # As the rows of a file that other software wrote.
    shuffled = dict(reversed(row.items()))
    assert json_lines.lines(columns, [row, shuffled]) == expected(row) * 2
    without = {"text": text, "value": value}
    assert json_lines.lines(columns[:2], [without]) == expected(without)


def test_no_fraction_is_inside_another_value() -> None:
    """Else `lines` would have to look for it there."""
    for table in schemas.TABLES:
        for one in schemas.columns(ROOT / "schema", table):
            assert not one.is_list or one.type != "float64"
            assert "float64" not in {part.type for part in one.fields}


@pytest.mark.parametrize("has_orjson", [True, False])
def test_a_stranger_can_compute_the_checksums(dist: Path, has_orjson: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))["tables"]
    if not has_orjson:
        monkeypatch.setitem(sys.modules, "orjson", None)
    json_lines.encoder.cache_clear()
    assert has_orjson == (json_lines.encoder() is not json_lines.standard)
    for table, entry in told.items():
        digest = hashlib.sha256()
        for path in parquet.paths(dist, table):
            for row in pq.read_table(path).to_pylist():
                digest.update(expected(json.loads(json.dumps(row, default=str))))
        rows = parquet.read(dist, table)
        ours = hashlib.sha256(json_lines.lines(schemas.columns(dist / "schema", table), rows))
        assert ours.hexdigest() == digest.hexdigest() == entry["rows_sha256"]
    json_lines.encoder.cache_clear()
