"""Makes a process give freed memory back to the system, so that a build of many articles needs little more."""

import ctypes
import os
import sys
from contextlib import suppress

# The settings of glibc (`man mallopt`). By default it raises both while it works, to 32 and 64 MB: after the search for
# passages that 4,000 articles share, it kept 57 MB of arrays that were no longer there.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3

# Bytes from which a block is returned at once, and bytes that may be free at the end of all others.
BLOCK, REST = 1 << 18, 1 << 22

# What names the memory pool of Arrow's C++ code. Its Parquet writer takes no other one.
POOL = "ARROW_DEFAULT_MEMORY_POOL"


def give_back() -> None:
    """Sets how this process treats freed memory, for as long as it runs; as early as possible.

    Arrow's usual allocator, mimalloc, keeps 50 MB more than that of the system while tables are written. What the
    Parquet writer uses can only be set before Arrow is loaded.
    """
    os.environ.setdefault(POOL, "system")
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
    _call("mallopt", M_MMAP_THRESHOLD, BLOCK)
    _call("mallopt", M_TRIM_THRESHOLD, REST)


def trim() -> None:
    """Returns what is free between other blocks too: after the row groups of 1,000 articles, 50 MB of 90 MB."""
    _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    if sys.platform == "linux":
        # Other C libraries have no such function.
        with suppress(AttributeError):
            getattr(ctypes.CDLL(None), name)(*values)
