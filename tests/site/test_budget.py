"""What the explorer may cost: the bytes of its JavaScript, and that its packages are those of the lock file."""

import gzip
import json
import re
from pathlib import Path

from blocquotes.site import bundles
from conftest import ROOT

# Bytes of gzipped JavaScript that the explorer loads before any data.
MOST = 60_000

IMPORT = re.compile(rb"""(?:from|import)\s*["']\./([\w-]+\.js)["']""")


def loaded(folder: Path, name: str, found: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """A script and all that it imports at its start, by name."""
    found = {} if found is None else found
    if name not in found:
        found[name] = (folder / name).read_bytes()
        for other in IMPORT.findall(found[name]):
            loaded(folder, other.decode(), found)
    return found


def test_the_explorer_loads_little(made: bundles.Bundles) -> None:
    script = made.of["explorer"].script
    assert script
    scripts = loaded(made.folder / "assets", Path(script).name)
    assert len(scripts) > 1, "what both pages use is in a file of its own"
    assert 20_000 < sum(len(gzip.compress(data, 9, mtime=0)) for data in scripts.values()) <= MOST


def test_the_writer_of_parquet_is_loaded_only_for_a_download(made: bundles.Bundles) -> None:
    script = made.of["explorer"].script
    assert script
    every = b"".join(loaded(made.folder / "assets", Path(script).name).values())
    lazy = {name.decode() for name in re.findall(rb"""import\(["']\./([\w-]+\.js)["']\)""", every)}
    assert len(lazy) == 1
    assert not lazy & set(loaded(made.folder / "assets", Path(script).name))


def test_every_package_is_locked_by_its_hash_and_no_registry_is_named() -> None:
    lock = (ROOT / "site" / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: package for name, package in json.loads(lock)["packages"].items() if name}
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert "resolved" not in lock
    wanted = json.loads((ROOT / "site" / "package.json").read_bytes())
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert packages[f"node_modules/{name}"]["version"] == version
