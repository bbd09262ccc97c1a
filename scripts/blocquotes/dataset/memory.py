"""Makes a process give freed memory back to the system, so that a build of many articles needs little more."""

import ctypes
import sys
from contextlib import suppress

# The settings of glibc (`man mallopt`). By default it raises both while it works, to 32 and 64 MB: after the search for
# passages that 4,000 articles share, it kept 57 MB of arrays that were no longer there.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3

# Bytes from which a block is returned at once, and bytes that may be free at the end of all others.
BLOCK, REST = 1 << 18, 1 << 22


def give_back() -> None:
    """Sets how this process treats freed memory, for as long as it runs.

    Arrow's usual allocator, mimalloc, keeps 30 MB more than that of the system while tables are written.
    """
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
    if sys.platform == "linux":
        # Other C libraries have no such function.
        with suppress(AttributeError):
            setting = ctypes.CDLL(None).mallopt
            setting(M_MMAP_THRESHOLD, BLOCK)
            setting(M_TRIM_THRESHOLD, REST)
