"""The packages that a lock file names, compared with those that are installed here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from blocquotes.proof.extra import needed

# One requirement: its lines are joined before, and comments are removed.
ENTRY = re.compile(
    r"""
    (?P<name>[A-Za-z0-9][A-Za-z0-9._-]*) == (?P<version>[^\s;]+)
    (?: \s* ; \s* (?P<marker>.+?) )?                     # where the package is needed, as in  sys_platform == 'win32'
    (?P<hashes>(?: \s+ --hash=sha256:[0-9a-f]{64} )*)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Package:
    """A locked package that is installed, in which version; the locked version and the SHA-256 of each of its files."""

    name: str
    installed: str
    locked: str
    sha256: tuple[str, ...]

    @property
    def is_locked(self) -> bool:
        """Whether the installed version is the locked one."""
        return self.installed == self.locked


def packages(lock: str) -> list[Package]:
    """The packages of a lock file that are for this system and Python and are installed here, by name.

    Packages that are not installed took no part in the build, such as those of unused extras.
    """
    return sorted(filter(None, map(_installed, _entries(lock))), key=lambda package: package.name)


def _entries(lock: str) -> Iterator[re.Match[str]]:
    plain = re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE).replace("\\\n", " ")
    return (found for line in plain.splitlines() if (found := ENTRY.fullmatch(line.strip())))


def _installed(entry: re.Match[str]) -> Package | None:
    if not _is_for_here(entry["marker"]):
        return None
    try:
        version = metadata.version(entry["name"])
    except metadata.PackageNotFoundError:
        return None
    hashes = re.findall(r"[0-9a-f]{64}", entry["hashes"])
    return Package(entry["name"], version, entry["version"], tuple(sorted(hashes)))


def _is_for_here(marker: str | None) -> bool:
    """Whether a marker holds here: a lock file can name a package twice, for an old and a new Python."""
    with needed():
        from packaging.markers import Marker

        return marker is None or Marker(marker).evaluate()
