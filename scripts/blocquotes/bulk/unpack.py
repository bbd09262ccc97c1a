"""Compressed files as streams of bytes, with a limit to how much they expand."""

import gzip
import io
import zlib
from typing import IO, Any

# Ending of a file's name → its compression.
PACKED = {".gz": "gzip", ".zst": "zstd"}

# Bytes that a stream may have for each byte of its file. News compresses to a quarter; a file of one sentence a
# million times to a hundredth.
MOST_RATIO = 200

# Bytes before that limit counts: a short text may be one letter many times.
FREE = 8 * 2**20


class DamagedError(Exception):
    """A compressed file that cannot be read further; says why."""


def unpacked(file: "Counted", packing: str) -> IO[bytes]:
    """The content of a compressed file; reading it raises a `DamagedError` where the file is damaged or a bomb."""
    return io.BufferedReader(_Unpacked(file, _stream(file, packing)), 2**16)


def _stream(file: "Counted", packing: str) -> Any:
    if packing == "gzip":
        return gzip.GzipFile(fileobj=file, mode="rb")
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(file, mode="r"), packing)


class Counted(io.RawIOBase):
    """A file whose bytes are counted as they are read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`."""
        data = self._file.read(size)
        self.count += len(data)
        return data


class _Unpacked(io.RawIOBase):
    """A decompressed stream, checked against the size of what it comes from."""

    def __init__(self, packed: Counted, stream: Any) -> None:
        self._packed, self._stream = packed, stream
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            # Not `read`, which loses what comes before the damage.
            data = self._stream.read1(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            # Arrow and gzip raise system errors without a number for damaged data.
            if getattr(error, "errno", None) is not None:
                raise
            raise DamagedError(f"a compressed file must be complete and undamaged; found {error}") from None
        self._count += len(data)
        if self._count > max(FREE, MOST_RATIO * self._packed.count):
            packed = f"{self._count:,} bytes from {self._packed.count:,}"
            raise DamagedError(f"a file must expand to at most {MOST_RATIO} times its size; found {packed}")
        buffer[: len(data)] = data
        return len(data)
