"""Makes what the workbench page runs: this package, the libraries that its checks need, and the corpus, as one ZIP.

The ZIP is laid out like a checkout, with the libraries in `lib/`, so that the same code finds the same files.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from blocquotes import checks, corpus
from blocquotes.checks import report
from blocquotes.layout import FOLDERS, Layout, own_version
from blocquotes.refusal import FOUND, Refusal
from blocquotes.schemas import own_folder
from blocquotes.shown import harmless
from blocquotes.site.bundles import Bundles, Licence
from blocquotes.site.page import Page
from blocquotes.site.published import Release

# Rooms of the package that the page needs, besides the ground floor.
ROOMS = ("checks", "edit", "suggest")

# Modules of other rooms that the page needs. Their rooms' `__init__` is left empty, since it needs jinja2.
SINGLE = tuple(f"preview/{name}.py" for name in ("context", "located", "marked_text", "views"))
OWN = ("site/placed_article.py", "site/in_page.py", "site/review.py")

# Libraries that the checks need. rapidfuzz works without its compiled parts, with the same results.
LIBRARIES = ("attrs", "jsonschema", "jsonschema-specifications", "rapidfuzz", "referencing")

# Folders of a library that only its developers need.
OF_DEVELOPERS = ("tests", "benchmarks", "__pyinstaller")

# Types of the files of a library that Python reads; a file without a suffix is a JSON Schema or a licence.
READ = ("", ".py", ".json", ".txt", ".md")

# What an installer writes beside a library, which differs between machines.
OF_INSTALLER = ("RECORD", "direct_url.json", "INSTALLER", "REQUESTED")

# The date in every ZIP, so that the same files give the same bytes.
DATE = (1980, 1, 1, 0, 0, 0)

# The folder of the site with Python, and the files of Pyodide that go there.
PYTHON = "python"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip")

# The page compiles WebAssembly, and starts its worker from a `blob:` address, by which the worker is under this policy.
POLICY = {
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "trusted-types": "workbench",
}


def page(made: Bundles, release: Release) -> Page:
    """The page on which articles are annotated."""
    data = {
        "worker": made.of["workbench-worker"].script,
        "python": f"{PYTHON}/",
        "repository": release.repository,
        "branch": release.branch,
    }
    return Page("annotate.html", "Annotate", "application.html", "workbench", POLICY, data)


def add(folder: Path, made: Bundles, layout: Layout) -> None:
    """Puts Python, the package, its libraries and the corpus of a checkout into the folder of a site."""
    target = folder / PYTHON
    target.mkdir()
    for name in PYODIDE:
        shutil.copyfile(_pyodide(made) / name, target / name)
    source = target / "source.zip"
    source.write_bytes(bundle(layout))
    _compile(made, source, target)
    source.unlink()


def _compile(made: Bundles, source: Path, target: Path) -> None:
    """Compiles the modules of a ZIP, and keeps the memory of a Python that has loaded them, which node runs here."""
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])
    node = shutil.which("node", path=places)
    if node is None:
        raise Refusal("the Python of the workbench must be compiled by node", "no node", "run `make site`")
    command = [node, str(made.folder.parent / "compile-python.js"), str(source), str(target)]
    ran = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 -- paths of our own
    if ran.returncode:
        raise Refusal("node must compile the Python of the workbench", harmless(ran.stderr.strip()), "run `make site`")


def licences(made: Bundles) -> Iterator[Licence]:
    """The licences of Pyodide and of the Python libraries."""
    about = json.loads((_pyodide(made) / "package.json").read_bytes())
    text = "With CPython, under the PSF licence. The source is at https://github.com/pyodide/pyodide."
    yield Licence(about["name"], about["version"], about["license"], "", text)
    for library in LIBRARIES:
        found = metadata.metadata(library).json
        names = (path for path in metadata.files(library) or () if path.name in ("LICENSE", "COPYING"))
        licence = str(found.get("license_expression") or found.get("license"))
        author = str(found.get("author") or found.get("author_email") or "")
        words = next((path.read_text() for path in names), "")
        yield Licence(str(found["name"]), str(found["version"]), licence, author, words)


def _pyodide(made: Bundles) -> Path:
    folder = made.folder.parent / "node_modules" / "pyodide"
    if not folder.is_dir():
        raise Refusal("Pyodide must be installed for the workbench", f"no {folder}", "run `make site`")
    return folder


def bundle(layout: Layout) -> bytes:
    """The ZIP for a checkout; the same files give the same bytes."""
    refuse_broken(layout)
    files = dict(sorted([*_package(), *_libraries(), *_records(layout)]))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, DATE), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def refuse_broken(layout: Layout) -> None:
    """Refuses records with errors: the page takes them as checked, since a check would take seconds at each start."""
    found = checks.run(corpus.load_complete(layout))
    if checks.has_errors(found):
        number = report.summary(found, len({finding.file for finding in found}))
        raise Refusal("the records in a workbench must be without errors", number, "run `blocquotes check`", code=FOUND)


def _package() -> Iterator[tuple[str, bytes]]:
    """The modules of this package and its schemas."""
    root = Path(__file__).parents[1]
    rooms = [path for room in ROOMS for path in (root / room).rglob("*")]
    chosen = [*root.glob("*.py"), *root.glob("*.tsv"), *rooms, *(root / name for name in (*SINGLE, *OWN))]
    for path in chosen:
        if path.is_file() and path.suffix != ".pyc":
            yield f"scripts/blocquotes/{path.relative_to(root).as_posix()}", path.read_bytes()
    yield from ((f"scripts/blocquotes/{room}/__init__.py", b"") for room in ("preview", "site"))
    yield from ((f"schema/{path.name}", path.read_bytes()) for path in own_folder().glob("*.json"))
    yield "VERSION", own_version().encode("utf-8")


def _libraries() -> Iterator[tuple[str, bytes]]:
    """The Python files and licences of the libraries, as they are installed."""
    yield "lib/rpds.py", Path(__file__).with_name("rpds_stand_in.py").read_bytes()
    for library in LIBRARIES:
        for path in metadata.files(library) or ():
            is_code = path.suffix in READ and not {*path.parts} & {*OF_DEVELOPERS} and ".." not in path.parts
            if is_code and path.name not in OF_INSTALLER:
                yield f"lib/{path.as_posix()}", path.read_binary()


def _records(layout: Layout) -> Iterator[tuple[str, bytes]]:
    """The records that drafts and checks of an article need, and the seeds of the articles."""
    folders = [(layout.folder(kind), "*.json") for kind in FOLDERS]
    for folder, names in (*folders, (layout.seeds, "*.txt")):
        for path in sorted(folder.glob(names)):
            yield layout.relative(path), path.read_bytes()
