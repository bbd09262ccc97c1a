"""Signatures over the manifest, provenance and SBOM of a release, made and verified by OpenSSF model-signing.

With a key, everything happens offline. Without one (*keyless*), Sigstore certifies the identity of a person or workflow
and records the signature in a public log. The library only ever sees copies that were read within limits.
"""

import hashlib
import io
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from blocquotes import sources
from blocquotes.proof import proof_files
from blocquotes.proof.extra import needed
from blocquotes.proof.proof_files import SIGNED
from blocquotes.refusal import Refusal
from blocquotes.shown import harmless
from blocquotes.sources import PlainError
from blocquotes.verify.listing import SIGNATURE

if TYPE_CHECKING:
    from model_signing.verifying import Config

# Bytes of a key or a trust configuration at most; those of Sigstore have 20,000.
MOST_BYTES = 2**20


@dataclass(frozen=True)
class Signer:
    """Who signs: a private key in a PEM file, or, if it is None, the identity of this workflow (keyless).

    `trust` is a Sigstore trust configuration in a file; None for the public one.
    """

    key: Path | None
    trust: Path | None = None


@dataclass(frozen=True)
class Pin:
    """Who must have signed: the owner of a public key in a PEM file, or else an identity that an issuer vouches for."""

    key: Path | None = None
    identity: str = ""
    issuer: str = ""
    trust: Path | None = None

    def __str__(self) -> str:
        """The key or identity in words, not escaped."""
        if self.key:
            return f"the key {self.key} (SHA-256 {hashlib.sha256(_bytes(self.key, 'key')).hexdigest()[:16]}…)"
        return f"{self.identity}, whom {self.issuer} identified"


def sign(contents: Mapping[str, bytes], name: str, signer: Signer) -> bytes:
    """The signature over some files, as a Sigstore bundle; `name` is the name of what is signed."""
    with needed(), _only(contents, name) as folder:
        from model_signing import signing

        target = folder.with_name(SIGNATURE)
        config = signing.Config()  # type: ignore[no-untyped-call]
        try:
            if signer.trust:
                _bytes(signer.trust, "trust configuration")
            if signer.key:
                _bytes(signer.key, "key")
                config.use_elliptic_key_signer(private_key=signer.key)
            else:
                config.use_sigstore_signer(identity_token=_identity_token(), trust_config=signer.trust)
            config.sign(folder, target)
        except (ImportError, Refusal):
            raise
        # The libraries below raise errors of many kinds, for keys, tokens, and answers of servers.
        except Exception as error:
            raise _cannot_sign(signer, error) from None
        return target.read_bytes()


def _identity_token() -> str:
    """The token by which a workflow proves its identity; without one, the library would open a browser and wait."""
    from sigstore import oidc

    token = oidc.detect_credential()
    if token is None:
        raise Refusal(
            "keyless signing needs the identity of a workflow",
            "none here",
            "run it in a workflow that may ask for its identity (id-token: write), or sign with --key",
        )
    return token


def _cannot_sign(signer: Signer, error: Exception) -> Refusal:
    if signer.key:
        must = "the key must be an elliptic curve private key in a PEM file without a password"
        return Refusal(must, f"{signer.key}: {_words(error)}", "see RELEASING.md for how to make one")
    return Refusal(
        "keyless signing needs the identity of a workflow, and Sigstore",
        _words(error),
        "run it in the workflow, or sign with --key; see RELEASING.md",
    )


def check_pin(pin: Pin) -> None:
    """Refuses a key or trust configuration that cannot be used, before the long work begins."""
    if pin.trust:
        _bytes(pin.trust, "trust configuration")
    if pin.key:
        with needed():
            _verifier(pin)


def verify(folder: Path, pin: Pin) -> None:
    """Verifies that the signature of a release is by the pinned key or identity, over the files as they are now.

    Raises:
        PlainError: it is not; the message says why.
    """
    bundle = proof_files.read(folder, SIGNATURE)
    if not isinstance(proof_files.parse(bundle), dict):
        raise PlainError("JSON that is not an object")
    contents = {name: proof_files.read(folder, name) for name in SIGNED if (folder / name).exists()}
    with needed(), _only(contents, "release") as signed:
        config = _verifier(pin)
        (signed.with_name(SIGNATURE)).write_bytes(bundle)
        try:
            # The library prints a warning for signatures of its first versions.
            with redirect_stdout(io.StringIO()):
                config.verify(signed, signed.with_name(SIGNATURE))
        except Exception as error:
            # A hostile bundle can make the libraries raise anything.
            raise PlainError(_reason(error, pin)) from None


def _verifier(pin: Pin) -> "Config":
    from model_signing import verifying

    if pin.key:
        _bytes(pin.key, "key")
    config = verifying.Config()  # type: ignore[no-untyped-call]
    try:
        if pin.key:
            return config.use_elliptic_key_verifier(public_key=pin.key)
        return config.use_sigstore_verifier(identity=pin.identity, oidc_issuer=pin.issuer, trust_config=pin.trust)
    except Exception as error:
        raise _cannot_verify(pin, error) from None


def _cannot_verify(pin: Pin, error: Exception) -> Refusal:
    if pin.key:
        must = "the key to verify with must be an elliptic curve public key in a PEM file"
        return Refusal(must, f"{pin.key}: {_words(error)}", "name the public key that the project published")
    return Refusal(
        "the keys of Sigstore must be known to verify an identity",
        _words(error),
        "check the network, or name a trust configuration with --trust-config",
    )


def _reason(error: Exception, pin: Pin) -> str:
    """Why a signature was not accepted, in our words where the library's are hard to read."""
    words = str(error)
    if words.startswith("Key mismatch"):
        return f"a signature by a key other than {pin}"
    if words.startswith("Signature mismatch"):
        return f"a signature over different bytes of {', '.join(name for name in SIGNED if name in words)}"
    if words.startswith("Certificate's"):
        return f"a signature by an identity other than {pin}: {_words(error)}"
    return f"a signature that does not verify with {pin}: {_words(error)}"


def _words(error: Exception) -> str:
    """The beginning of a library's message, after the name of its error, which is often all there is."""
    return harmless(" ".join(f"{type(error).__name__} {error}".split()))[:200]


def _bytes(path: Path, what: str) -> bytes:
    try:
        return sources.read_plain(path, MOST_BYTES)
    except sources.PlainError as error:
        raise Refusal(f"the {what} must be a file", f"{path}: {error}", f"name the file of the {what}") from None


@contextmanager
def _only(contents: Mapping[str, bytes], name: str) -> Iterator[Path]:
    """A folder of some name that holds only these files."""
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as place:
        folder = Path(place) / name
        folder.mkdir()
        for file, data in contents.items():
            (folder / file).write_bytes(data)
        yield folder
