"""Loads Arrow without pandas, for processes that only write tables."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType


class _NoPandas(MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        """Fails for pandas, and finds nothing else.

        Raises:
            ModuleNotFoundError: `name` is pandas.
        """
        if name == "pandas":
            raise ModuleNotFoundError("not loaded, since no table here needs it", name=name)


def load() -> None:
    """Imports Arrow and has it look for pandas in vain: loading it takes a quarter of a second and 80 MB of memory.

    Arrow looks for it once, where it is first given values of Python. It loads it later where something does need it,
    such as `Table.to_pandas`; but it takes a pandas Series for any other sequence, so this is for our own processes.
    """
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        import pyarrow as pa

        pa.array([0])
    finally:
        sys.meta_path.remove(finder)
