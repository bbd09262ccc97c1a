"""The provenance of a release: an in-toto statement with a SLSA v1 predicate, which says who built it and from what."""

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blocquotes.layout import MANIFEST
from blocquotes.verify.listing import SBOM
from blocquotes.verify.manifest import Manifest

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
# Names how the inputs become a release:  blocquotes build  in a checkout of the commit.
BUILD_TYPE = "urn:blocquotes:build:v1"
# Who builds outside a workflow. It names no machine and no person, because this file is published.
LOCAL = "urn:blocquotes:builder:local"


@dataclass(frozen=True)
class Builder:
    """Who builds: an address that identifies the workflow, and that of the repository, None outside a workflow."""

    id: str
    repository: str | None


def builder(environment: Mapping[str, str]) -> Builder:
    """Who builds, from the environment variables of a workflow of GitHub; somebody's own machine otherwise."""
    if environment.get("GITHUB_ACTIONS") != "true":
        return Builder(LOCAL, None)
    server = environment["GITHUB_SERVER_URL"]
    return Builder(f"{server}/{environment['GITHUB_WORKFLOW_REF']}", f"{server}/{environment['GITHUB_REPOSITORY']}")


def provenance(info: Manifest, inputs: list[dict[str, Any]], sbom: bytes, is_locked: bool) -> bytes:
    """The statement about a release; the same release, environment and Python give the same bytes.

    It has no times, since those of a build differ on every run; the commit has its own.
    """
    who = builder(os.environ)
    value = {
        "_type": STATEMENT,
        "subject": [{"name": MANIFEST, "digest": {"sha256": hashlib.sha256(info.text).hexdigest()}}],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {"version": info.version, "texts": info.value.get("texts", "included")},
                "internalParameters": {"lockedPackages": is_locked},
                "resolvedDependencies": [_source(info, who), *inputs],
            },
            "runDetails": {
                "builder": {"id": who.id, "version": _versions(info)},
                "byproducts": [{"name": SBOM, "digest": {"sha256": hashlib.sha256(sbom).hexdigest()}}],
            },
        },
    }
    return (json.dumps(value, indent=2) + "\n").encode("utf-8")


def _source(info: Manifest, who: Builder) -> dict[str, Any]:
    place = {"uri": f"git+{who.repository}@refs/tags/v{info.version}"} if who.repository else {}
    return {"name": "source", **place, "digest": {"gitCommit": info.commit}}


def _versions(info: Manifest) -> dict[str, str]:
    return {
        **info.value.get("tools", {}),
        "python": platform.python_version(),
        "platform": f"{platform.system()}-{platform.machine()}",
    }
