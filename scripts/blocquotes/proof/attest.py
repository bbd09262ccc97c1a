"""Writes the provenance, the SBOM and the signature of a built release beside its manifest, all or none."""

from collections.abc import Callable
from pathlib import Path

from blocquotes import files, git, outputs
from blocquotes.layout import MANIFEST, Layout
from blocquotes.outputs import MARK
from blocquotes.proof import locked, sbom, signature
from blocquotes.proof.inputs import LOCK, content, inputs
from blocquotes.proof.provenance import provenance
from blocquotes.proof.signature import Signer
from blocquotes.refusal import FOUND, Refusal
from blocquotes.verify import release_check
from blocquotes.verify.listing import PROOF, PROVENANCE, SBOM, SIGNATURE
from blocquotes.verify.manifest import Manifest

Say = Callable[[str], None]

BUILD = "build it with `blocquotes build`"


def attest(layout: Layout, folder: Path, signer: Signer | None, say: Say) -> None:
    """Writes the proof of a release that this checkout built; `signer` is None for a proof without signature."""
    if not (folder / MANIFEST).is_file():
        raise Refusal("the release must be a folder with manifest.json", f"none at {folder}", BUILD)
    output = outputs.folder_for(folder, "build")
    info = release_check.sound(folder, "attested", "build the release again with `blocquotes build`").manifest
    made = _unsigned(layout, info)
    if signer:
        made[SIGNATURE] = signature.sign({MANIFEST: info.text, **made}, f"blocquotes-{info.version}", signer)
    with outputs.new_folder(output) as new:
        for path in files.below(folder):
            name = path.relative_to(folder)
            if name.as_posix() not in (MARK, *PROOF):
                files.link(path, new / name)
        for file, data in made.items():
            files.write(new / file, data)
    for file, data in made.items():
        say(f"wrote {file}: {len(data):,} bytes")
    if not signer:
        say("note: without a signature, nothing proves who wrote these files; sign with --key or --keyless")


def _unsigned(layout: Layout, info: Manifest) -> dict[str, bytes]:
    """The SBOM and the provenance, which names the SBOM's checksum."""
    commit = info.commit
    if not commit or commit == git.DIRTY or not git.resolve(layout.root, commit):
        raise Refusal(
            "a release must be built from a commit of this checkout to be attested",
            f"one built from {'files that no commit holds' if commit == git.DIRTY else commit or 'no commit'}",
            "commit your changes, then `blocquotes build`",
            code=FOUND,
        )
    try:
        lock = content(layout.root, f"{commit}:{LOCK}").decode("utf-8")
    except git.GitError:
        must = f"a release must be built from a commit that locks its packages in {LOCK}, to be attested"
        raise Refusal(must, f"no such file in {commit[:12]}", "add it with `make lock`", code=FOUND) from None
    found = locked.packages(lock)
    bom = sbom.sbom(info.version, commit, git.time(layout.root, commit), found)
    is_locked = all(package.is_locked for package in found)
    return {SBOM: bom, PROVENANCE: provenance(info, list(inputs(layout.root, commit)), bom, is_locked)}
