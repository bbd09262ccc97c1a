"""The rules of a release as data: what `blocquotes verify` checks in a folder of published files."""

from blocquotes.checks.rules import Rule

_FETCH_AGAIN = "fetch the release again; if the finding remains, report it and use another version"
_BUILD_AGAIN = "build the release again with `blocquotes build` and do not change its files"
_FETCH_OR_ATTEST_AGAIN = _FETCH_AGAIN + "; if it is your own release, run `blocquotes attest` again"
_FETCH_OR_BUILD_AGAIN = _FETCH_AGAIN + "; if it is your own release, " + _BUILD_AGAIN

_RULES = (
    Rule(
        "release-manifest",
        "release",
        "a release must hold manifest.json with its version, its tables and its files",
        "Everything is verified against the manifest; without it, nothing says what the release should contain.",
        "name the folder of a built or downloaded release; " + _FETCH_AGAIN,
    ),
    Rule(
        "release-version",
        "release",
        "a tag vX.Y.Z must hold the release of version X.Y.Z",
        "If you request a version, you must get that version.",
        "report it, and load the release by the commit that you want",
    ),
    Rule(
        "release-signature",
        "release",
        "the signature of a release must be made by the key or identity that you name, and cover the files as they are",
        "Checksums prove that a release is complete; only a signature proves who made it.",
        "name the key or identity that the project published; if the finding remains, do not use the release, and "
        "report it",
    ),
    Rule(
        "release-provenance",
        "release",
        "the provenance must be an in-toto statement about this manifest.json, its version, its commit and its SBOM",
        "It says from which commit and by whom a release was built; the provenance of another release proves nothing.",
        _FETCH_OR_ATTEST_AGAIN,
    ),
    Rule(
        "release-sbom",
        "release",
        "the SBOM must be a CycloneDX document that the provenance names",
        "It says which packages built the release, so that a flaw in one of them can be traced.",
        _FETCH_OR_ATTEST_AGAIN,
    ),
    Rule(
        "release-file-missing",
        "release",
        "every file that manifest.json names must be present",
        "An incomplete release gives wrong counts without notice.",
        _FETCH_AGAIN,
    ),
    Rule(
        "release-file-added",
        "release",
        "a release must contain no file that manifest.json does not name, except its provenance, SBOM and signature",
        "An unlisted file may be loaded together with the others.",
        "remove the file, or " + _FETCH_AGAIN,
    ),
    Rule(
        "release-file-changed",
        "release",
        "a file must have the size and the SHA-256 that manifest.json gives",
        "A file that differs by one byte is not the file that was released.",
        _FETCH_OR_BUILD_AGAIN,
    ),
    Rule(
        "release-schema",
        "release",
        "every table of manifest.json must have the JSON Schema of its version in schema/, and it must be safe to use",
        "The rows are validated against these schemas. A hostile pattern or reference could hang the program, and a "
        "schema that allows more than that of its version would let wrong rows pass.",
        _FETCH_AGAIN,
    ),
    Rule(
        "release-card",
        "release",
        "the YAML of README.md must match schema/card.schema.json, and name every data file and its rows",
        "load_dataset and the Hub read it first: a wrong line there hides a table or loads another one.",
        _FETCH_OR_BUILD_AGAIN,
    ),
    Rule(
        "release-table",
        "release",
        "every table of manifest.json must have its rows in Parquet files in data/<table>/",
        "A table that is missing or cannot be read cannot be used.",
        _FETCH_AGAIN,
    ),
    Rule(
        "release-arrow-schema",
        "release",
        "a Parquet file must have exactly the columns and types that its table's JSON Schema gives",
        "Readers rely on the types: a changed type changes results or breaks loading.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-row-shape",
        "release",
        "a row must be valid under its table's JSON Schema",
        "The schema is what the data dictionary promises to users.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-rows-changed",
        "release",
        "the rows of a table must have the number and the checksum that manifest.json gives",
        "The checksum covers the rows, not the bytes of the file, so it shows whether the data itself changed.",
        _FETCH_OR_BUILD_AGAIN,
    ),
    Rule(
        "release-key",
        "release",
        "the id of a row must be unique in its table",
        "Two rows with one id duplicate rows in every join.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-text",
        "release",
        "the text of an article must have its text_sha256 and be its published regions joined by blank lines",
        "All offsets count the characters of this text.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-span",
        "release",
        "the words of a row must be the text at its spans",
        "A span that is wrong by one character is wrong wherever it is used.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-tags",
        "release",
        "the tags of a row of tokens must be those derived from the quotes and mentions of its article",
        "A tagger learns only from the tags, so a difference from the annotations would go unnoticed.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-sentence",
        "release",
        "the sentences of an article must be numbered in text order, and a quote must have the sentences around it",
        "The context of a quote must be what a reader finds in the text.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-variant",
        "release",
        "a row of variants must have the contents and the articles of its two quotes",
        "A comparison of words other than those of the quotes would mislead.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-nested",
        "release",
        "the rows nested in articles must be those of the flat table",
        "Both forms of the data must give the same results.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-reference",
        "release",
        "an id must refer to a row that exists in the other table",
        "An id that refers to nothing drops rows from every join.",
        _BUILD_AGAIN,
    ),
)

# Rule id → rule.
RELEASE_RULES = {rule.id: rule for rule in _RULES}
