"""The suggester compiled by mypyc finds the same as the interpreted one.

A value that its annotation does not allow is no mistake to the interpreter; compiled code raises a `TypeError` for it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

SOURCES = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "VERSION", "schema", "scripts")

READ_ALL = """
import hashlib, sys
from pathlib import Path

import blocquotes
from blocquotes.bulk import rows
from blocquotes.registry import read_registry
from blocquotes.suggest.attributions import by_verb

root = Path(sys.argv[1])
words = read_registry(root / "corpus" / "entities").words
found = hashlib.sha256()
texts = [path.read_text(encoding="utf-8") for path in sorted((root / "seeds").glob("*.txt"))]
for path in sorted((root / "tests" / "suggest").glob("*.txt")):
    texts += path.read_text(encoding="utf-8").split("\\n")
for n, text in enumerate(texts):
    found.update(repr(rows.of_text(str(n), text.replace("\\\\n", "\\n"), words)).encode())
# Settings and names go to other processes.
for one in blocquotes.extract_many(texts[:4], processes=2, registry=root / "corpus" / "entities"):
    found.update(repr(one).encode())
print(by_verb.__file__.rpartition(".")[2], len(texts), found.hexdigest())
"""


def read_all(packages: Path) -> list[str]:
    """The suffix of a module, the number of texts, and a checksum of what the package in a folder finds in them."""
    path = {**os.environ, "PYTHONPATH": str(packages)}
    command = [sys.executable, "-c", READ_ALL, str(ROOT)]
    return subprocess.run(command, env=path, check=True, stdout=subprocess.PIPE, text=True).stdout.split()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a C compiler")
def test_the_compiled_suggester_finds_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    (copy / "docs").mkdir(parents=True)
    subprocess.run(["cp", "-R", *SOURCES, str(copy)], cwd=ROOT, check=True)
    subprocess.run(["cp", "docs/analysis.md", str(copy / "docs")], cwd=ROOT, check=True)
    project = (copy / "pyproject.toml").read_text(encoding="utf-8")
    # Without optimisation it compiles in half the time, and raises the same errors.
    quick = project.replace('opt_level = "3"', 'opt_level = "0"')
    assert quick != project
    (copy / "pyproject.toml").write_text(quick, encoding="utf-8")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    compile_it = {**os.environ, "HATCH_BUILD_HOOK_ENABLE_MYPYC": "true"}
    subprocess.run([*install, "--target", str(tmp_path / "site"), str(copy)], env=compile_it, check=True)
    kind, *compiled = read_all(tmp_path / "site")
    assert kind != "py"
    assert ["py", *compiled] == read_all(ROOT / "scripts")
