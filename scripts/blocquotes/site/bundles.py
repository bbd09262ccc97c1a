"""The bundled JavaScript and styles in `site/build/`, and the licences of the packages in them."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes.layout import Layout
from blocquotes.refusal import Refusal

# Where `npm run build` writes, from the root of the checkout, and the file there that lists what it wrote.
FOLDER = Path("site", "build")
LIST = "bundles.json"

# The scripts with which a bundle begins, as `site/build.js` finds them.
ENTRIES = ("*/main.js", "*/worker.js")

# How many changed files are named.
MOST_NAMED = 3


@dataclass(frozen=True)
class Bundle:
    """The script and the style of a page, as paths from the folder of the site; either may be missing."""

    script: str | None = None
    style: str | None = None


@dataclass(frozen=True)
class Licence:
    """The licence of a package whose code the site contains."""

    name: str
    version: str
    licence: str
    author: str
    text: str


@dataclass(frozen=True)
class Bundles:
    """All bundles by name (`explorer`, `workbench`, `site` ...), and whose code is in them."""

    folder: Path
    of: Mapping[str, Bundle]
    licences: Sequence[Licence]


def read(layout: Layout) -> Bundles:
    """The bundles of a checkout."""
    folder = layout.root / FOLDER
    try:
        content: Any = json.loads((folder / LIST).read_bytes())
    except (FileNotFoundError, ValueError) as error:
        # A run of `npm` that was killed leaves half a list.
        what = "no" if isinstance(error, FileNotFoundError) else "no JSON in"
        raise Refusal(
            "the JavaScript of the website must be bundled first",
            f"{what} {FOLDER.as_posix()}/{LIST}",
            "run `make site`, which bundles it and then runs this command",
        ) from None
    changed = sorted(_changed(folder.parent, content.get("sources", {})))
    if changed:
        raise Refusal(
            "the bundled JavaScript of the website must be made from the files as they are now",
            f"changes in {', '.join(changed[:MOST_NAMED])}{' and others' if changed[MOST_NAMED:] else ''}",
            "run `make site`, which bundles it again",
        )
    bundles = {name: Bundle(**parts) for name, parts in content["bundles"].items()}
    return Bundles(folder, bundles, [Licence(**licence) for licence in content["licences"]])


def _changed(site: Path, sources: Mapping[str, str]) -> Iterator[str]:
    """The files that differ from what was bundled, are gone, or begin a bundle that was not made."""
    for name, checksum in sources.items():
        path = site / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != checksum:
            yield name
    entries = {path.relative_to(site).as_posix() for pattern in ENTRIES for path in site.glob(pattern)}
    yield from entries - {*sources}
