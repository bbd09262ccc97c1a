"""Freed memory goes back to the system while a release is built."""

import subprocess
import sys

import pyarrow as pa
import pytest

# Frees 64 MB of blocks below one that stays, as tables that are written do, and prints how many of them are still held.
# The first blocks, which are freed before, are from what glibc learns to keep blocks of that size.
FREE = """
import sys
from blocquotes.dataset import memory

def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 >> 20

if "give back" in sys.argv:
    memory.give_back()
[bytes(2 << 20) for _ in range(8)]
before = held()
blocks = [b"x" * (1 << 20) for _ in range(64)]
last = b"x" * 100_000
del blocks
print(held() - before)
"""


def held(*words: str) -> int:
    ran = subprocess.run([sys.executable, "-c", FREE, *words], capture_output=True, text=True, check=True)
    return int(ran.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /proc, and their C libraries no mallopt")
def test_blocks_that_are_freed_go_back_to_the_system() -> None:
    assert held("give back") < 8


# Writes a Parquet file and prints how much of it was in the memory pool that Arrow's C++ code has by default.
WRITE = """
import io
from blocquotes.dataset import memory
memory.give_back()
import pyarrow as pa
import pyarrow.parquet as pq
pq.write_table(pa.table({"words": ["radar station"] * 1000}), io.BytesIO())
print(pa.mimalloc_memory_pool().max_memory())
"""


@pytest.mark.skipif("mimalloc" not in pa.supported_memory_backends(), reason="Arrow was built without it")
def test_the_parquet_writer_uses_the_memory_of_the_system() -> None:
    ran = subprocess.run([sys.executable, "-c", WRITE], capture_output=True, text=True, check=True)
    assert int(ran.stdout) == 0
