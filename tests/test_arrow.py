"""A run leaves out pandas, which Arrow loads where it is installed; later it is there for what needs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_run_does_not_load_pandas(tmp_path: Path, processes: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(f'{{"text": "“It is late,” said Olga Lind on day {n}."}}\n' for n in range(4)), "utf-8")
    command = ["suggest", str(path), "--output", str(tmp_path / "out"), "--shard-rows", "2", "--processes", processes]
    ran = subprocess.run(
        [sys.executable, "-m", "blocquotes", *command],
        env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    # Each process lists what it imports: "import time:       139 |      53127 | pyarrow".
    imported = [line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()]
    assert imported.count("pyarrow") >= int(processes)
    # "pandas" itself is listed for the attempt.
    assert not [name for name in imported if name.startswith("pandas.")]


AFTERWARDS = """
from blocquotes import arrow
arrow.load()
import sys
assert "pandas" not in sys.modules
import pyarrow as pa
frame = pa.table({"n": [1, None]}).to_pandas()
assert pa.array(frame["n"]).null_count == 1
"""


def test_pandas_is_loaded_later_where_it_is_needed() -> None:
    subprocess.run([sys.executable, "-c", AFTERWARDS], check=True)
