"""A release read back: its manifest, files, schemas and rows checked within limits, and its texts restored."""
