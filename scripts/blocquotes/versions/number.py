"""Versions as numbers: SemVer without labels."""

from blocquotes.dataset.release_info import VERSION
from blocquotes.versions.change import MAJOR, MINOR, PATCH

Number = tuple[int, int, int]


def parse(version: str) -> Number | None:
    """The three numbers of a version; None if the text is not a version."""
    match = VERSION.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def show(number: Number) -> str:
    """A version as text."""
    return ".".join(map(str, number))


def bumped(number: Number, level: str) -> Number:
    """The next version of a level (`change.LEVELS`)."""
    major, minor, patch = number
    return {MAJOR: (major + 1, 0, 0), MINOR: (major, minor + 1, 0), PATCH: (major, minor, patch + 1)}[level]


def level(old: Number, new: Number) -> str | None:
    """The level of the bump from one version to another; None if the new one is not higher."""
    if new <= old:
        return None
    return MAJOR if new[0] > old[0] else MINOR if new[1] > old[1] else PATCH
