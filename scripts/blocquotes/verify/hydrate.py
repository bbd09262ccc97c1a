"""Restores a release with texts, byte for byte, from one without texts and the seeds."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from blocquotes import marks, outputs, schemas, sources
from blocquotes.dataset import card, generated_parts, manifest, parquet, release_info, sentence_rows, variants
from blocquotes.dataset.content import Content, Progress, write
from blocquotes.dataset.release_info import ReleaseInfo
from blocquotes.dataset.spool import Kept
from blocquotes.fields import QUOTE_PARTS
from blocquotes.layout import MANIFEST, Layout
from blocquotes.model import Span
from blocquotes.refusal import FOUND, Refusal
from blocquotes.regions import JOINT
from blocquotes.shown import shown
from blocquotes.verify import release_check
from blocquotes.verify.manifest import Manifest, ManifestError
from blocquotes.verify.manifest import read as read_manifest
from blocquotes.verify.rows import BYTES_PER_BYTE, MOST_BYTES, Rows

Row = dict[str, Any]

# A name of a seed that cannot lead out of the folder of the seeds.
SEED_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.txt")

# Seeds that a message names.
MOST_SHOWN = 10

# What to do about a release that is damaged or made by another version.
REFETCH = "fetch the release again, and use the version of this program that built it; nothing was written"


def hydrate(release: Path, seeds: Path, target: Path, progress: Progress) -> Mapping[str, int]:
    """Restores the full release at `target`, completely or not at all; returns the size of every file.

    The release is verified first, as by `blocquotes verify`.
    """
    info = _without_texts(release)
    _check_pyarrow(info)
    progress("rows")
    tables = _verified(release)
    seed_texts = Seeds(tables["articles"], seeds)
    with outputs.new_folder(outputs.folder_for(target, "hydrate", (release, seeds))) as folder:
        sizes = _write(folder, release, info, rows(tables, seed_texts), progress)
        _check_complete(folder, info.value["full"])
        return sizes


def _write(
    folder: Path, release: Path, info: Manifest, made: Iterator[tuple[str, Iterator[Row]]], progress: Progress
) -> Mapping[str, int]:
    try:
        datasheet = _text(release, "DATASHEET.md")
        content = Content(
            layout=Layout(release),
            card=card.prose(_text(release, "README.md")),
            datasheet=datasheet,
            licence=_text(release, "LICENSE-DATA"),
            fixed={"agreement": generated_parts.filled(datasheet, "agreement")},
            about=_about(info),
        )
        schema = Layout(release).schema
        batches = (batch for table, some in made for batch in parquet.encode(schema, table, some))
        return write(folder, content, batches, progress).sizes
    except (OSError, Refusal):
        raise
    except Exception as error:
        # Rows and documents from elsewhere can make the writing fail in ways that cannot all be listed.
        raise Refusal(
            "the documents of the release must follow from its rows",
            f"documents that do not: {type(error).__name__}: {str(error)[:300]}",
            REFETCH,
            code=FOUND,
        ) from None


def _about(info: Manifest) -> ReleaseInfo:
    value = info.value
    return ReleaseInfo(info.version, info.commit, value["date"], value["tools"], info.tombstones)


def _without_texts(release: Path) -> Manifest:
    """The manifest of a release without texts."""
    try:
        info = read_manifest(release)
    except ManifestError as error:
        raise Refusal(
            "a release must have a readable manifest.json",
            str(error),
            "name the folder of a release built with --without-text",
            place=str(release),
        ) from None
    if info.has_texts:
        raise Refusal("a release to restore must be one without texts", "one with texts", "use it as it is")
    return info


def _verified(release: Path) -> Mapping[str, Rows]:
    """The rows of a release, which must have no findings and all tables of this version."""
    opened = release_check.sound(release, "restored", REFETCH)
    lacking = [table for table in schemas.TABLES if table not in opened.rows]
    if lacking:
        raise Refusal(
            "a release must have the tables of this version of the program",
            f"no {', '.join(lacking)}",
            f"use version {opened.manifest.version} of the program",
            code=FOUND,
        )
    for table in schemas.TABLES:
        _check_length(table, opened.rows[table])
    return opened.rows


def _check_length(table: str, found: Rows) -> None:
    """Refuses spans that add up to far more words than the files have room for."""
    most = MOST_BYTES + BYTES_PER_BYTE * sum((found.folder / name).stat().st_size for name, _ in found.files)
    total = 0
    for values in found.values():
        length = _characters(values)
        total += length
        if length > MOST_BYTES or total > most:
            raise Refusal(
                f"the words of a table must be at most {most:,} characters, and those of a row {MOST_BYTES:,}",
                f"spans of more in {table}",
                "fetch the release again",
                code=FOUND,
            )


def _characters(value: Any) -> int:
    """The total length of all spans in a value."""
    if isinstance(value, list):
        return sum(map(_characters, value))
    if not isinstance(value, dict):
        return 0
    ends = (("start", "end"), ("start_a", "end_a"), ("start_b", "end_b"))
    own = sum(max((value[b] or 0) - (value[a] or 0), 0) for a, b in ends if a in value)
    return own + sum(map(_characters, value.values()))


def _text(release: Path, name: str) -> str:
    return sources.read_plain(release / name, sources.MAX_BYTES).decode("utf-8")


def _check_pyarrow(info: Manifest) -> None:
    """Refuses another version of pyarrow, which writes other bytes."""
    have, must = release_info.tools()["pyarrow"], info.value["tools"].get("pyarrow", "unknown")
    if have != must:
        raise Refusal(
            f"the release must be restored by the pyarrow that wrote it, {must[:20]}",
            have,
            f"install pyarrow=={must[:20]} in a separate environment",
            code=FOUND,
        )


def _check_complete(folder: Path, full: Any) -> None:
    """Refuses a result that differs in any file from the release that was built with texts."""
    differing = [
        name
        for name, must in full["files"].items()
        if not (folder / name).is_file() or manifest.sha256(folder / name) != must["sha256"]
    ]
    if differing or manifest.sha256(folder / MANIFEST) != full["manifest_sha256"]:
        raise Refusal(
            "the restored release must equal the one that was built with texts, byte for byte",
            f"a different {', '.join(differing) or MANIFEST}",
            REFETCH,
            code=FOUND,
        )


def rows(tables: Mapping[str, Rows], seeds: "Seeds") -> Iterator[tuple[str, Iterator[Row]]]:
    """Each table and its rows with the words of the texts, made from the rows without them.

    The tables must be gone through in order, since the words of one come from those before it; texts and quotes that
    others need are on disk.
    """
    texts, quotes = Kept(), Kept()
    restore: Mapping[str, Callable[[Row], Row]] = {
        "articles": lambda row: _kept_article(row, seeds, texts),
        "quotes": lambda row: _kept_quote(row, seeds, texts, quotes),
        "mentions": lambda row: _piece(row, texts[row["article_id"]]["text"]),
        "utterances": lambda row: _utterance(row, seeds),
        "passes": lambda row: _pass(row, seeds[row["article_id"]]),
        "pass_mentions": lambda row: {**row, "text": seeds[row["article_id"]][row["seed_start"] : row["seed_end"]]},
        "pass_articles": lambda row: _pass_article(row, seeds[row["article_id"]]),
        "variants": lambda row: _variant(row, quotes, texts),
        "text_reuse": lambda row: _passage(row, texts),
        "sentences": lambda row: _piece(row, texts[row["article_id"]]["text"]),
        "tokens": lambda row: {**row, "words": _words(texts[row["article_id"]]["text"], row["word_spans"])},
    }
    for table in schemas.TABLES:
        yield table, map(restore.get(table, dict), tables[table].values())


def _kept_article(row: Row, seeds: "Seeds", texts: Kept) -> Row:
    made = _article(row, seeds[row["article_id"]])
    texts.put(row["article_id"], {"text": made["text"], "title": made["title"]})
    return made


def _kept_quote(row: Row, seeds: "Seeds", texts: Kept, quotes: Kept) -> Row:
    article = texts[row["article_id"]]
    made = {**_quote(row, article["text"], seeds[row["article_id"]]), "title": article["title"]}
    quotes.put(row["quote_id"], {"content": made["content"], "verbatim": made["verbatim"]})
    return made


class Seeds(Mapping[str, str]):
    """The texts of the seeds by article, whose checksums must be those in the release; read when they are needed."""

    def __init__(self, articles: Rows, folder: Path) -> None:
        """Checks all seeds."""
        if not folder.is_dir():
            raise Refusal("the original texts must be in a folder", f"none at {folder}", "name the folder with --seeds")
        self._folder = folder
        self._of: dict[str, tuple[str, str]] = {}
        wrong = []
        for row in articles.values():
            self._of[row["article_id"]] = row["seed_file"], row["seed_sha256"]
            wrong += [f"{row['seed_file']}: {what}" for what in _seed_flaws(row, folder)]
        if wrong:
            more = [f"and {len(wrong) - MOST_SHOWN} more"] if len(wrong) > MOST_SHOWN else []
            raise Refusal(
                "every seed must be the one that was annotated",
                f"{len(wrong)} of {len(self._of)} that are not:",
                "name the folder with the original texts; nothing was written",
                listed=[*wrong[:MOST_SHOWN], *more],
                code=FOUND,
            )
        self._read = lru_cache(maxsize=64)(self._text)

    def _text(self, article: str) -> str:
        name, must = self._of[article]
        seed = sources.read_seed(self._folder, name)
        if seed.sha256 != must or seed.text is None:
            raise Refusal("a seed must stay as it is while it is read", name, "run the command again", code=FOUND)
        return seed.text

    def __getitem__(self, article: str) -> str:
        return self._read(article)

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


def _seed_flaws(row: Row, folder: Path) -> Iterator[str]:
    """Why there is no seed for an article."""
    if not SEED_NAME.fullmatch(row["seed_file"]):
        yield "not a plain name of a text file"
        return
    seed = sources.read_seed(folder, row["seed_file"])
    if seed.sha256 != row["seed_sha256"] or seed.text is None:
        yield f"SHA-256 {seed.sha256 or 'of no file'} instead of {row['seed_sha256']}"


def _article(row: Row, seed: str) -> Row:
    published = [region for region in row["regions"] if region["start"] is not None]
    if any(after["seed_start"] < before["seed_end"] for before, after in pairwise(published)):
        must = f"the regions of {shown(row['article_id'])} must be in order and not overlap"
        raise Refusal(must, "regions that do not", REFETCH, code=FOUND)
    text = JOINT.join(seed[region["seed_start"] : region["seed_end"]] for region in published)
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["text_sha256"]:
        must = f"the regions of {shown(row['article_id'])} must make up its text"
        raise Refusal(must, "a text with a different SHA-256", REFETCH, code=FOUND)
    titles = (_slice(text, region) for region in published if region["role"] == "title")
    return {
        **row,
        "title": next(titles, None),
        "provenance": _with_evidence(row["provenance"], seed),
        "roles": _with_evidence(row["roles"], seed),
        "text": text,
        "mentions": [_piece(mention, text) for mention in row["mentions"]],
        "quotes": [_quote(quote, text, seed) for quote in row["quotes"]],
    }


def _with_evidence(facts: Sequence[Row], seed: str) -> list[Row]:
    return [{**fact, "evidence": _words(seed, fact["evidence_spans"])} for fact in facts]


def _slice(text: str, span: Mapping[str, Any]) -> str:
    return text[span["start"] : span["end"]]


def _words(text: str, spans: Sequence[Mapping[str, Any]]) -> list[str]:
    return [_slice(text, span) for span in spans]


def _quote(row: Row, text: str, seed: str) -> Row:
    content = [Span(span["start"], span["end"]) for span in row["content_spans"]]
    around = sentence_rows.context(text, content) if content else {}
    made = _with_words(row, lambda part: _words(text, row[f"{part}_spans"]))
    return {**made, **around, "date_provenance": _with_evidence(row["date_provenance"], seed)}


def _pass(row: Row, seed: str) -> Row:
    """A quote of a pass, from the seed, since the published text may not contain all of its words."""
    made = _with_words(row, lambda part: _words(seed, [s for s in row["seed_spans"] if s["part"] == part]))
    return {**made, "date_provenance": _with_evidence(row["date_provenance"], seed)}


def _pass_article(row: Row, seed: str) -> Row:
    return {**row, **{name: _with_evidence(row[name], seed) for name in ("provenance", "roles")}}


def _with_words(row: Row, words: Callable[[str], list[str]]) -> Row:
    joined = {part: " ".join(words(part)) or None for part in QUOTE_PARTS}
    return {**row, **joined, "verbatim": list(marks.read(words("content")).verbatim)}


def _piece(row: Row, text: str) -> Row:
    """A mention or a sentence."""
    return {**row, "text": _slice(text, row)}


def _utterance(row: Row, seeds: Seeds) -> Row:
    found = {
        f"{date}_evidence": [_slice(seeds.get(s["article_id"], ""), s) for s in row[f"{date}_evidence_spans"]]
        for date in ("said_on", "public_on")
    }
    return {**row, **found}


def _variant(row: Row, quotes: Kept, texts: Kept) -> Row:
    sides = {side: texts[row[f"article_{side}_id"]]["text"] for side in "ab"}
    steps = [
        {**step, **{f"words_{side}": _step_words(step, side, text) for side, text in sides.items()}}
        for step in row["alignment"]
    ]
    return {**row, **variants.of_text(quotes[row["quote_a_id"]], quotes[row["quote_b_id"]]), "alignment": steps}


def _step_words(step: Row, side: str, text: str) -> str | None:
    start, end = step[f"start_{side}"], step[f"end_{side}"]
    return None if start is None else text[start:end]


def _passage(row: Row, texts: Kept) -> Row:
    words = {
        f"text_{side}": texts[row[f"article_{side}_id"]]["text"][row[f"start_{side}"] : row[f"end_{side}"]]
        for side in "ab"
    }
    return {**row, **words}
