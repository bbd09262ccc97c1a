"""The software bill of materials of a release in CycloneDX JSON: the packages that built it, from the lock file."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from blocquotes.proof.extra import needed
from blocquotes.proof.locked import Package

if TYPE_CHECKING:
    from cyclonedx.model.component import Component

# The property of a package whose installed version is not the locked one.
LOCKED_VERSION = "blocquotes:locked-version"


def sbom(version: str, commit: str, time: datetime, packages: Sequence[Package]) -> bytes:
    """The SBOM of a release; the same arguments give the same bytes.

    `time` is that of the commit. The hashes of a package are those of all files that the lock file allows.
    """
    with needed():
        from cyclonedx.model.bom import Bom
        from cyclonedx.model.component import Component, ComponentType
        from cyclonedx.output.json import JsonV1Dot6

        about = Component(name="blocquotes", version=version, type=ComponentType.DATA, bom_ref=f"blocquotes@{version}")
        found = [_component(package) for package in packages]
        # The serial number is random by default; here it follows from the commit.
        bom = Bom(components=found, serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"blocquotes@{version}#{commit}"))
        bom.metadata.timestamp = time
        bom.metadata.component = about
        bom.register_dependency(about, found)
        value = json.loads(JsonV1Dot6(bom).output_as_string())
        return (json.dumps(value, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _component(package: Package) -> "Component":
    from cyclonedx.model import HashAlgorithm, HashType, Property
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    purl = PackageURL("pypi", None, package.name, package.installed)
    return Component(
        name=package.name,
        version=package.installed,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl),
        # The hashes are those of the locked version.
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha) for sha in package.sha256 if package.is_locked],
        properties=[] if package.is_locked else [Property(name=LOCKED_VERSION, value=package.locked)],
    )
