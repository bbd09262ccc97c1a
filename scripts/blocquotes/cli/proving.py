"""Commands that prove where a release comes from, and check it: attest, verify, reproduce."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blocquotes.cli.console import checkout, recover
from blocquotes.cli.ending import FOUND, in_lines, stop

if TYPE_CHECKING:
    from blocquotes.proof.signature import Pin

FILE = click.Path(path_type=Path, dir_okay=False)

TRUST = click.option(
    "--trust-config", type=FILE, help="Sigstore trust configuration to use instead of the public Sigstore."
)


@click.command()
@click.argument("release", type=click.Path(path_type=Path), required=False)
@click.option("--key", type=FILE, help="Sign with the private key in this PEM file.")
@click.option("--keyless", is_flag=True, help="Sign with the identity of this workflow, certified by Sigstore.")
@TRUST
@click.pass_context
def attest(
    context: click.Context, release: Path | None, key: Path | None, keyless: bool, trust_config: Path | None
) -> None:
    """Write the provenance, the SBOM and the signature of RELEASE [default: dist/] into its folder.

    \b
    provenance.intoto.json  which commit it was built from, by whom, and the checksums of all inputs
    sbom.cdx.json           the packages that built it
    release.sigstore.json   a signature over both and the manifest, with --key or --keyless

    Run it in the checkout and the environment that built the release. The same release, environment and commit give
    the same provenance and SBOM, byte for byte.
    """
    from blocquotes import outputs
    from blocquotes.proof import attest as attesting
    from blocquotes.proof.signature import Signer

    if key and keyless:
        stop("--key and --keyless cannot be used together: give one of them")
    if trust_config and not keyless:
        stop("--trust-config needs --keyless")
    here = checkout(context)
    folder = release or here.dist
    recover(outputs.located(folder).parent)
    signer = Signer(key, trust_config) if key or keyless else None
    attesting.attest(here, folder, signer, lambda line: click.echo(in_lines(line)))


@click.command()
@click.argument("target", metavar="DIR|ORG/NAME@REVISION")
@click.option("--key", type=FILE, help="Public key in a PEM file; the release must be signed with its private key.")
@click.option("--identity", help="Identity that must have signed: the address of a workflow, or an e-mail address.")
@click.option(
    "--issuer",
    help="Address of the service that confirmed the identity to Sigstore, such as "
    "https://token.actions.githubusercontent.com.",
)
@TRUST
def verify(target: str, key: Path | None, identity: str | None, issuer: str | None, trust_config: Path | None) -> None:
    """Verify a downloaded release: its files, rows and schemas, every span and every reference.

    With --key, or --identity and --issuer, also verify who signed it. Each line of the output says what was proved or
    not proved. Without a signature, the release is verified by its checksums.

    \b
    Exit codes: 0  no findings; if you named a key or an identity, the signature is by it
                1  findings: something is wrong with a file, a row, the provenance, the SBOM or the signature
                2  the release, the key or the network cannot be used
    """
    from blocquotes.checks import report
    from blocquotes.publish import verify as verifying
    from blocquotes.shown import count

    found = verifying.verify(target, _pin(key, identity, issuer, trust_config))
    for line in report.as_text(found.findings):
        click.echo(line)
    if found.findings:
        stop(f"{count(len(found.findings), 'finding')} in {found.summary}", FOUND)
    click.echo(f"verified {found.summary}")
    for line in found.proof:
        click.echo(f"  {in_lines(line)}")


def _pin(key: Path | None, identity: str | None, issuer: str | None, trust: Path | None) -> "Pin | None":
    """Who must have signed, from the options; None if none was named."""
    from blocquotes.proof.signature import Pin

    named = [part for part in (identity, issuer) if part]
    if key and named:
        stop("--key and --identity cannot be used together: give one of them")
    if len(named) == 1:
        stop("--identity and --issuer go together: an identity is only unique to its issuer")
    if trust and not named:
        stop("--trust-config needs --identity and --issuer")
    if not key and not named:
        return None
    return Pin(key, identity or "", issuer or "", trust)


@click.command()
@click.argument("tag")
@click.argument("target", metavar="DIR|ORG/NAME@REVISION")
@click.option("--no-install", is_flag=True, help="Build with the packages that are installed here.")
@click.pass_context
def reproduce(context: click.Context, tag: str, target: str, no_install: bool) -> None:
    """Rebuild the release of TAG in a temporary worktree and compare every byte with the published release.

    The packages that the tag locks are installed into a temporary environment, and their hashes are checked. The
    command runs the code of the tag. The last line says what was rebuilt, where, and with which result; you can post
    it.

    \b
    Exit codes: 0  every byte is the same
                1  files differ (the output names each), or the tag does not build
                2  the tag or the release cannot be found
    """
    from blocquotes.proof import reproduce as reproducing
    from blocquotes.publish import verify as publishing

    here = checkout(context)
    with publishing.located(target) as folder:
        differences, attestation = reproducing.reproduce(
            here, tag, folder, not no_install, lambda line: click.echo(in_lines(line), err=True)
        )
    for line in differences:
        click.echo(in_lines(line))
    click.echo(in_lines(attestation))
    sys.exit(FOUND if differences else 0)
