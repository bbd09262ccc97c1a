"""The rules of a release as data: what `blocquotes verify` proves of a folder of published files."""

from blocquotes.checks.rules import Rule

_FETCH_AGAIN = "fetch the release again; if the same is found there, report it and use another version"
_BUILD_AGAIN = "build the release anew with  blocquotes build  and do not change its files"

_RULES = (
    Rule(
        "release-manifest",
        "release",
        "a release must hold manifest.json with its version, its tables and its files",
        "All proof starts from the manifest; without it nothing says what the release should hold.",
        "name the folder of a built or downloaded release; " + _FETCH_AGAIN,
    ),
    Rule(
        "release-version",
        "release",
        "a tag vX.Y.Z must hold the release of version X.Y.Z",
        "Who names a version must get that version.",
        "report it, and name the commit of the release that you want",
    ),
    Rule(
        "release-file-missing",
        "release",
        "every file that manifest.json names must be there",
        "Half a release gives wrong counts without a word.",
        _FETCH_AGAIN,
    ),
    Rule(
        "release-file-added",
        "release",
        "a release must hold no file that manifest.json does not name",
        "A file that nobody vouches for may be loaded with the others.",
        "take the file out, or " + _FETCH_AGAIN,
    ),
    Rule(
        "release-file-changed",
        "release",
        "a file must have the size and the SHA-256 that manifest.json gives",
        "A file that differs by one byte is not the one that was released.",
        _FETCH_AGAIN + "; a release of your own: " + _BUILD_AGAIN,
    ),
    Rule(
        "release-schema",
        "release",
        "every table of manifest.json must have its JSON Schema in schema/",
        "The schemas are the contract; without them no row can be judged.",
        _FETCH_AGAIN,
    ),
    Rule(
        "release-card",
        "release",
        "the YAML of README.md must be what schema/card.schema.json says, and name every data file and its rows",
        "load_dataset and the Hub read it first: a wrong line there hides a table, or loads another in its place.",
        _FETCH_AGAIN + "; a release of your own: " + _BUILD_AGAIN,
    ),
    Rule(
        "release-table",
        "release",
        "every table of manifest.json must have its rows in Parquet files in data/<table>/",
        "A table that cannot be read is lost to everyone.",
        _FETCH_AGAIN,
    ),
    Rule(
        "release-arrow-schema",
        "release",
        "a Parquet file must have exactly the columns and types that its table's JSON Schema gives",
        "Readers rely on the types: a changed one changes results or breaks the load.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-row-shape",
        "release",
        "a row must be what its table's JSON Schema says",
        "The schema is what the data dictionary promises to readers.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-rows-changed",
        "release",
        "the rows of a table must have the number and the checksum that manifest.json gives",
        "The checksum of the rows holds whatever program wrote the file, so it tells a new encoding from new data.",
        _FETCH_AGAIN + "; a release of your own: " + _BUILD_AGAIN,
    ),
    Rule(
        "release-key",
        "release",
        "the id of a row must stand once in its table",
        "Two rows of one id double every join.",
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
        "A span that misses its words by one character is wrong wherever it is used.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-tags",
        "release",
        "the tags of a row of tokens must be those that the quotes and mentions of its article give",
        "A tagger learns from the tags alone, so nobody would see that they differ from the annotations.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-nested",
        "release",
        "the rows nested in articles must be those of the flat table",
        "Readers of the one and of the other must find the same.",
        _BUILD_AGAIN,
    ),
    Rule(
        "release-reference",
        "release",
        "an id must lead to a row of the table that it refers to",
        "An id that leads nowhere drops rows from every join.",
        _BUILD_AGAIN,
    ),
)

RELEASE_RULES = {rule.id: rule for rule in _RULES}
"""Rule id → rule."""
