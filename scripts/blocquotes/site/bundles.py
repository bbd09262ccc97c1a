"""The bundled JavaScript and styles in `site/build/`, and the licences of the packages in them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes.layout import Layout
from blocquotes.refusal import Refusal

# Where `npm run build` writes, from the root of the checkout, and the file there that lists what it wrote.
FOLDER = Path("site", "build")
LIST = "bundles.json"


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
    """The bundles of a checkout.

    Raises:
        Refusal: they have not been made.
    """
    folder = layout.root / FOLDER
    try:
        content: Any = json.loads((folder / LIST).read_bytes())
    except FileNotFoundError:
        raise Refusal(
            "the JavaScript of the website must be bundled first",
            f"no {FOLDER.as_posix()}/{LIST}",
            "run  make site , which bundles it and then runs this command",
        ) from None
    bundles = {name: Bundle(**parts) for name, parts in content["bundles"].items()}
    return Bundles(folder, bundles, [Licence(**licence) for licence in content["licences"]])
