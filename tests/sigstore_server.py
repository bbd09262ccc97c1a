"""A small Sigstore on loopback: it issues tokens and certificates and keeps a log, with the answers that clients check.

The clients are the real ones: they verify the certificate's chain and timestamp, the log entry and its signatures.
"""

import base64
import hashlib
import json
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ISSUER = "https://token.actions.githubusercontent.com"
ISSUER_OID = x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.1")
# Of the list of signed timestamps (RFC 6962).
TIMESTAMPS_OID = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")
USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
MORE_USAGES = ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")


def usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in names for name in (*USAGES, *MORE_USAGES)})


def der(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public key of a private one."""
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


class Sigstore(ThreadingHTTPServer):
    """The services, with keys of their own; `identity` is whom the next token and certificate name."""

    daemon_threads = True

    def __init__(self, identity: str) -> None:
        self.identity = identity
        self.root_key, self.timestamp_key, self.log_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
        self.root = self._root()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def environment(self) -> dict[str, str]:
        """The variables by which a workflow gets its identity."""
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "org/blocquotes",
            "GITHUB_WORKFLOW_REF": self.identity.removeprefix("https://github.com/"),
            "ACTIONS_ID_TOKEN_REQUEST_URL": f"{self.url}/token",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "runner",
        }

    def trust(self, folder: Path) -> Path:
        """Writes the trust configuration of this Sigstore."""
        always = {"start": "2020-01-01T00:00:00Z"}

        def log(key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
            public = {"rawBytes": b64(der(key)), "keyDetails": "PKIX_ECDSA_P256_SHA_256", "validFor": always}
            log_id = {"keyId": b64(hashlib.sha256(der(key)).digest())}
            return {"baseUrl": self.url, "hashAlgorithm": "SHA2_256", "publicKey": public, "logId": log_id}

        chain = {"certificates": [{"rawBytes": b64(self.root.public_bytes(serialization.Encoding.DER))}]}
        subject = {"organization": "tests", "commonName": "tests"}
        service = {"url": self.url, "majorApiVersion": 1, "validFor": always, "operator": "tests"}
        value = {
            "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
            "trustedRoot": {
                "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
                "tlogs": [log(self.log_key)],
                "certificateAuthorities": [
                    {"subject": subject, "uri": self.url, "certChain": chain, "validFor": always}
                ],
                "ctlogs": [log(self.timestamp_key)],
                "timestampAuthorities": [],
            },
            "signingConfig": {
                "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
                "caUrls": [service],
                "oidcUrls": [service],
                "rekorTlogUrls": [service],
                "tsaUrls": [],
                "rekorTlogConfig": {"selector": "ANY"},
                "tsaConfig": {"selector": "ANY"},
            },
        }
        path = folder / "trust.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return path

    def _root(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
        now, public = datetime.now(UTC), self.root_key.public_key()
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        )
        return made.sign(self.root_key, hashes.SHA256())

    def certificate(self, public: Any) -> x509.Certificate:
        """A certificate of a few minutes for the identity, with the timestamp of the log of certificates."""
        now = datetime.now(UTC)
        issuer = x509.UnrecognizedExtension(ISSUER_OID, ISSUER.encode())
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([]))
            .issuer_name(self.root.subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(minutes=1))
            .not_valid_after(now + timedelta(minutes=10))
            .add_extension(usage("digital_signature"), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root_key.public_key()), critical=False
            )
            .add_extension(x509.SubjectAlternativeName([x509.UniformResourceIdentifier(self.identity)]), critical=True)
            .add_extension(issuer, critical=False)
        )
        before = builder.sign(self.root_key, hashes.SHA256())
        stamp = x509.UnrecognizedExtension(TIMESTAMPS_OID, self._timestamp(before.tbs_certificate_bytes))
        return builder.add_extension(stamp, critical=False).sign(self.root_key, hashes.SHA256())

    def _timestamp(self, certificate: bytes) -> bytes:
        """The list of one signed timestamp of a certificate (RFC 6962), as the value of its extension."""
        time = int(datetime.now(UTC).timestamp() * 1000)
        issuer = hashlib.sha256(der(self.root_key)).digest()
        entry = issuer + len(certificate).to_bytes(3, "big") + certificate
        signed = struct.pack("!BBQH", 0, 0, time, 1) + entry + b"\0\0"
        signature = self.timestamp_key.sign(signed, ec.ECDSA(hashes.SHA256()))
        log_id = hashlib.sha256(der(self.timestamp_key)).digest()
        # 4 and 3 stand for SHA-256 and ECDSA.
        stamp = b"\0" + log_id + struct.pack("!QHBBH", time, 0, 4, 3, len(signature)) + signature
        listed = struct.pack("!H", len(stamp)) + stamp
        listed = struct.pack("!H", len(listed)) + listed
        return b"\x04" + (bytes([len(listed)]) if len(listed) < 128 else b"\x81" + bytes([len(listed)])) + listed

    def entry(self, proposed: Any) -> dict[str, Any]:
        """The entry of a log of one leaf for a signed envelope."""
        content = proposed["spec"]["proposedContent"]
        envelope = json.loads(content["envelope"])
        payload = base64.b64decode(envelope["payload"])
        signatures = [{"signature": s["sig"], "verifier": content["verifiers"][0]} for s in envelope["signatures"]]
        body = rfc8785.dumps(
            {
                "apiVersion": "0.0.1",
                "kind": "dsse",
                "spec": {
                    "envelopeHash": sha256_of(content["envelope"].encode()),
                    "payloadHash": sha256_of(payload),
                    "signatures": signatures,
                },
            }
        )
        log_id, root = hashlib.sha256(der(self.log_key)).digest(), hashlib.sha256(b"\0" + body).digest()
        note = f"tests\n1\n{b64(root)}\n"
        mark = b64(log_id[:4] + self._log_signature(note.encode()))
        promise: dict[str, Any] = {"body": b64(body), "integratedTime": int(datetime.now(UTC).timestamp())}
        promise |= {"logID": log_id.hex(), "logIndex": 0}
        proof: dict[str, Any] = {"logIndex": 0, "rootHash": root.hex(), "treeSize": 1, "hashes": []}
        proof |= {"checkpoint": f"{note}\n— tests {mark}\n"}
        signed = b64(self._log_signature(rfc8785.dumps(promise)))
        return {"0": {**promise, "verification": {"inclusionProof": proof, "signedEntryTimestamp": signed}}}

    def _log_signature(self, data: bytes) -> bytes:
        return self.log_key.sign(data, ec.ECDSA(hashes.SHA256()))


def sha256_of(data: bytes) -> dict[str, str]:
    return {"algorithm": "sha256", "value": hashlib.sha256(data).hexdigest()}


class Handler(BaseHTTPRequestHandler):
    """Answers the four requests that clients make."""

    server: Sigstore

    def log_message(self, format: str, *args: Any) -> None:
        """Prints nothing."""

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        if place.path == "/token" and self.headers["Authorization"] == "bearer runner":
            now = int(datetime.now(UTC).timestamp())
            claims = {"iss": ISSUER, "sub": "repo:org/blocquotes", "iat": now, "exp": now + 600}
            claims["aud"] = parse_qs(place.query)["audience"][0]
            self.answer(200, {"value": jwt.encode(claims, "k" * 32, algorithm="HS256")})
        elif place.path == "/.well-known/openid-configuration":
            places = dict.fromkeys(("authorization_endpoint", "token_endpoint"), f"{self.server.url}/none")
            self.answer(200, places)
        else:
            self.answer(404, {"message": "no such place"})

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/v2/signingCert":
            request = x509.load_pem_x509_csr(base64.b64decode(given["certificateSigningRequest"]))
            assert request.is_signature_valid
            made = (self.server.certificate(request.public_key()), self.server.root)
            chain = [certificate.public_bytes(serialization.Encoding.PEM).decode() for certificate in made]
            self.answer(201, {"signedCertificateEmbeddedSct": {"chain": {"certificates": chain}}})
        elif self.path == "/api/v1/log/entries":
            self.answer(201, self.server.entry(given))
        else:
            self.answer(404, {"message": "no such place"})

    def answer(self, status: int, value: Any) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def sigstore() -> Iterator[Callable[[str], Sigstore]]:
    """Starts a Sigstore that identifies everybody as the one that is named."""
    started = []

    def start(identity: str) -> Sigstore:
        server = Sigstore(identity)
        started.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()
