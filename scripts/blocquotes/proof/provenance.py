"""The provenance of a release: an in-toto statement with a SLSA v1 predicate, which says who built it and from what."""

import hashlib
import json
import os
import platform
from typing import Any

from blocquotes.layout import MANIFEST
from blocquotes.verify.listing import SBOM
from blocquotes.verify.manifest import Manifest

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
# Names how the inputs become a release: `blocquotes build` in a checkout of the commit.
BUILD_TYPE = "urn:blocquotes:build:v1"
# Who builds outside a workflow. It names no machine and no person, because this file is published.
LOCAL = "urn:blocquotes:builder:local"


def builder() -> tuple[str, str | None]:
    """Who builds, and the address of the repository, which is None on somebody's own machine.

    A workflow of GitHub says so in its environment variables.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return LOCAL, None
    server = os.environ["GITHUB_SERVER_URL"]
    return f"{server}/{os.environ['GITHUB_WORKFLOW_REF']}", f"{server}/{os.environ['GITHUB_REPOSITORY']}"


def provenance(info: Manifest, inputs: list[dict[str, Any]], sbom: bytes, is_locked: bool) -> bytes:
    """The statement about a release; the same release, environment and Python give the same bytes.

    It has no times, since those of a build differ on every run; the commit has its own.
    """
    who, repository = builder()
    value = {
        "_type": STATEMENT,
        "subject": [{"name": MANIFEST, "digest": {"sha256": hashlib.sha256(info.text).hexdigest()}}],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {"version": info.version, "texts": info.value.get("texts", "included")},
                "internalParameters": {"lockedPackages": is_locked},
                "resolvedDependencies": [_source(info, repository), *inputs],
            },
            "runDetails": {
                "builder": {"id": who, "version": _versions(info)},
                "byproducts": [{"name": SBOM, "digest": {"sha256": hashlib.sha256(sbom).hexdigest()}}],
            },
        },
    }
    return (json.dumps(value, indent=2) + "\n").encode("utf-8")


def _source(info: Manifest, repository: str | None) -> dict[str, Any]:
    place = {"uri": f"git+{repository}@refs/tags/v{info.version}"} if repository else {}
    return {"name": "source", **place, "digest": {"gitCommit": info.commit}}


def _versions(info: Manifest) -> dict[str, str]:
    return {
        **info.value.get("tools", {}),
        "python": platform.python_version(),
        "platform": f"{platform.system()}-{platform.machine()}",
    }
