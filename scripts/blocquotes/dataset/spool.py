"""Values that are kept on disk until they are needed, in the order in which they came."""

import pickle
import tempfile
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any


class Spool(Sequence[Any]):
    """Values in a temporary file without a name, which the system removes however the process ends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._ends = array("q", [0])
        self._is_at_end = True

    def __del__(self) -> None:
        """Removes the file."""
        self._file.close()

    def append(self, value: Any) -> None:
        """Adds a value."""
        # As JSON, a text takes six times as long to write and to read.
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        # Each search writes what waits in memory, and most values are added one after the other.
        if not self._is_at_end:
            self._file.seek(self._ends[-1])
            self._is_at_end = True
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: Any) -> Any:
        """The value with a number from 0."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        start, end = self._ends[index], self._ends[index + 1]
        self._file.seek(start)
        self._is_at_end = False
        return pickle.loads(self._file.read(end - start))  # noqa: S301 -- a file of this run


class Kept(Mapping[str, Any]):
    """Values by their ids, on disk."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._spool = Spool()
        self._read = lru_cache(maxsize=64)(self._spool.__getitem__)

    def put(self, id_: str, value: Any) -> None:
        """Adds a value."""
        self._numbers[id_] = len(self._spool)
        self._spool.append(value)

    def __getitem__(self, id_: str) -> Any:
        return self._read(self._numbers[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
