"""Rows of a table that wait until a row group is full, on disk."""

import tempfile
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


class Waiting:
    """Arrow tables in a temporary file without a name, which the system removes however the process ends.

    In memory, their many small buffers would part the heap, and nothing would fill the holes that they leave: 60 MB
    after 4,000 articles.
    """

    def __init__(self, schema: "pa.Schema") -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._schema = schema
        # The size of each batch in the file.
        self._sizes = list[int]()

    def __del__(self) -> None:
        """Removes the file."""
        self._file.close()

    def add(self, rows: "pa.Table") -> None:
        """Adds rows behind the others."""
        for batch in rows.to_batches():
            # In one piece: a stream of Arrow writes each buffer of each column by itself.
            data = batch.serialize()
            self._file.write(data)
            self._sizes.append(data.size)

    def take(self) -> "pa.Table":
        """All rows, none of which waits any longer."""
        import pyarrow as pa

        self._file.seek(0)
        data = pa.py_buffer(self._file.read())
        starts = accumulate(self._sizes, initial=0)
        parts = [data.slice(start, size) for start, size in zip(starts, self._sizes, strict=False)]
        self._file.seek(0)
        self._file.truncate()
        self._sizes.clear()
        return pa.Table.from_batches([pa.ipc.read_record_batch(part, self._schema) for part in parts], self._schema)
