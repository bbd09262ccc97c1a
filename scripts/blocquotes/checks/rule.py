"""A rule of the catalogue: what must hold, why, and how to fix it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One thing that must hold; `severity` is error or warning, and a release is refused for errors only."""

    id: str
    layer: str
    must: str
    why: str
    fix: str
    severity: str = "error"
