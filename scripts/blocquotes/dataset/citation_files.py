"""The files from which archives read how to cite: .zenodo.json and codemeta.json, made from CITATION.cff."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from blocquotes.refusal import FOUND, Refusal

CITATION, ZENODO, CODEMETA = "CITATION.cff", ".zenodo.json", "codemeta.json"

# The lines of the card's BibTeX entry that follow from CITATION.cff: a DOI is known only after the first release.
BIBTEX_DOI = re.compile(r"(^  version = \{X\.Y\.Z\}),?\n(?:  doi = \{[^}\n]*\}\n)?", re.MULTILINE)


def citation_files(citation: str) -> dict[str, str]:
    """Name and text of each file that follows from the text of CITATION.cff.

    Zenodo registers what `.zenodo.json` says with DataCite; `codemeta.json` is for archives of software.

    Raises:
        Refusal: the citation cannot be read, or lacks a field.
    """
    try:
        cited = yaml.load(citation, yaml.BaseLoader)  # noqa: S506 -- it makes nothing but strings, lists and mappings
        values = {ZENODO: _zenodo(cited), CODEMETA: _codemeta(cited)}
    except (yaml.YAMLError, LookupError, TypeError) as error:
        must = f"{CITATION} must be YAML with title, abstract, authors, keywords and version"
        raise Refusal(must, f"{type(error).__name__}: {error}", "restore it", code=FOUND) from None
    return {name: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for name, value in values.items()}


def _zenodo(cited: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "upload_type": "dataset",
        "title": cited["title"],
        "description": cited["abstract"],
        "creators": [{"name": author["name"]} for author in cited["authors"]],
        "keywords": cited["keywords"],
        "version": cited["version"],
        **({"publication_date": cited["date-released"]} if "date-released" in cited else {}),
        "language": "eng",
        "access_right": "open",
        # Zenodo's licence for what may be read but is not free as a whole: the texts belong to their publishers.
        "license": "other-closed",
    }


def _codemeta(cited: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": cited["title"],
        "description": cited["abstract"],
        "author": [{"@type": "Organization", "name": author["name"]} for author in cited["authors"]],
        "keywords": cited["keywords"],
        "version": cited["version"],
        **({"datePublished": cited["date-released"]} if "date-released" in cited else {}),
        **({"identifier": f"https://doi.org/{cited['doi']}"} if "doi" in cited else {}),
        # That of the code; the abstract has the licence of the data.
        "license": "https://spdx.org/licenses/Apache-2.0",
        "programmingLanguage": "Python",
    }


def card(text: str, citation: str) -> str:
    """The text of docs/card.md whose BibTeX entry has the DOI of CITATION.cff, if there is one."""
    doi = yaml.load(citation, yaml.BaseLoader).get("doi")  # noqa: S506 -- as above
    line = f",\n  doi = {{{doi}}}\n" if doi else "\n"
    return BIBTEX_DOI.sub(lambda found: found[1] + line, text, count=1)
