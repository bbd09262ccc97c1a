"""Says who built a release, from what and with what, and checks it: provenance, SBOM, signature, reproduction."""
