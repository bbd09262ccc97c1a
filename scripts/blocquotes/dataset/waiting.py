"""Rows of a table that wait until a row group is full, on disk."""

import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


# Bytes that are written at once. Arrow writes each buffer of each column by itself.
BUFFER = 1 << 18


class Waiting:
    """Arrow tables in a temporary file without a name, which the system removes however the process ends.

    In memory, their many small buffers would part the heap, and nothing would fill the holes that they leave: 60 MB
    after 4,000 articles.
    """

    def __init__(self, schema: "pa.Schema") -> None:
        self._file = tempfile.TemporaryFile(buffering=BUFFER)  # noqa: SIM115
        self._schema = schema
        self._begin()

    def __del__(self) -> None:
        """Removes the file."""
        self._file.close()

    def _begin(self) -> None:
        import pyarrow as pa

        self._file.seek(0)
        self._file.truncate()
        self._stream = pa.ipc.new_stream(self._file, self._schema)

    def add(self, rows: "pa.Table") -> None:
        """Adds rows behind the others."""
        self._stream.write_table(rows)

    def take(self) -> "pa.Table":
        """All rows, none of which waits any longer."""
        import pyarrow as pa

        self._stream.close()
        self._file.seek(0)
        found = pa.ipc.open_stream(self._file).read_all()
        self._begin()
        return found
