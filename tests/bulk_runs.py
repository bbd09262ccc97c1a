"""Runs of `suggest --output` in one process, and the tables that they write."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from click.testing import CliRunner

from blocquotes import cli


def suggest(*arguments: object, input_: bytes | None = None, output: object = "out") -> tuple[int, str, str]:
    """Exit code of the command, and what it printed as output and as messages."""
    command = ["suggest", *map(str, arguments), "--output", str(output), "--processes", "1"]
    result = CliRunner().invoke(cli.main, command, input=input_)
    return result.exit_code, result.stdout, result.stderr


def rows(table: str = "quotes", folder: str | Path = "out") -> list[dict[str, Any]]:
    """The rows of a written table."""
    return pq.read_table(f"{folder}/{table}").to_pylist()  # type: ignore[no-any-return]
