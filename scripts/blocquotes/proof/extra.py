"""The libraries of the extra `sign`, which most users do not need."""

from collections.abc import Iterator
from contextlib import contextmanager

from blocquotes.refusal import Refusal, install


@contextmanager
def needed() -> Iterator[None]:
    """Turns a missing library of the extra into a refusal that says how to install it."""
    try:
        yield
    except ImportError as error:
        raise Refusal(
            "every library for signatures and SBOMs must be installed",
            f"none ({error})",
            install("sign"),
        ) from None
