"""A release with texts, restored from one without them and from the seeds, byte for byte."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from blocquotes import marks, outputs, schemas, sources
from blocquotes.dataset import card, generated_parts, manifest, parquet, release_info
from blocquotes.dataset.content import Content, Progress, write
from blocquotes.dataset.release_info import ReleaseInfo
from blocquotes.layout import Layout
from blocquotes.model import Tombstone
from blocquotes.regions import JOINT

Row = dict[str, Any]
Texts = Mapping[str, str]


class HydrateError(Exception):
    """A release or seeds from which the texts cannot be restored; says what must hold, what was found, the fix.

    `is_usage` tells that there is nothing to restore, rather than that something is wrong with it.
    """

    def __init__(self, message: str, is_usage: bool = False) -> None:
        super().__init__(message)
        self.is_usage = is_usage


def hydrate(release: Path, seeds: Path, target: Path, progress: Progress) -> dict[str, int]:
    """Restores the full release at `target`, whole or not at all, and tells the size of every file.

    Raises:
        HydrateError: `release` is none without texts, a seed is missing or another one, the pyarrow is another
            one, or what comes out is not the release that was built with texts.
    """
    told = read_manifest(release)
    _check_pyarrow(told)
    layout = Layout(release)
    progress("rows")
    made = rows({table: parquet.read(release, table) for table in schemas.TABLES}, seeds)
    content = Content(
        layout=layout,
        rows=made,
        card=card.prose(_text(release, "README.md")),
        datasheet=_text(release, "DATASHEET.md"),
        licence=_text(release, "LICENSE-DATA"),
        fixed={"agreement": generated_parts.filled(_text(release, "DATASHEET.md"), "agreement")},
        about=_about(told),
    )
    with outputs.new_folder(outputs.folder_for(target, "hydrate", (release, seeds))) as folder:
        sizes = write(folder, content, progress)
        _check_whole(folder, told["full"])
        return sizes


def _about(told: Any) -> ReleaseInfo:
    tombstones = tuple(Tombstone(**value) for value in told["tombstones"])
    return ReleaseInfo(told["version"], told["commit"], told["date"], told["tools"], tombstones)


def read_manifest(release: Path) -> Any:
    """The manifest of a release without texts.

    Raises:
        HydrateError: it is missing, cannot be read, or is that of a release with texts.
    """
    try:
        told = json.loads(_text(release, manifest.NAME))
        texts = told["texts"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HydrateError(
            f"a release must have a manifest.json that says whether texts are withheld; found {type(error).__name__} "
            "in the folder named\nfix: name the folder of a release built with --without-text",
            is_usage=True,
        ) from None
    if texts != "withheld":
        raise HydrateError(
            f"the release must be one without texts; found one whose texts are {texts!r:.40}\n"
            "fix: nothing is to be done for a release with texts",
            is_usage=True,
        )
    return told


def _text(release: Path, name: str) -> str:
    return (release / name).read_bytes().decode("utf-8")


def _check_pyarrow(told: Any) -> None:
    """Another writer makes other bytes, so that nothing could be proved."""
    have, must = release_info.tools()["pyarrow"], told["tools"]["pyarrow"]
    if have != must:
        raise HydrateError(
            f"the release must be restored by the pyarrow that wrote it, {must:.20}; found {have}\n"
            f"fix: install pyarrow=={must:.20} in an environment of its own"
        )


def _check_whole(folder: Path, full: Any) -> None:
    """What was restored is, file by file, what was built with texts."""
    differing = [
        name
        for name, must in full["files"].items()
        if not (folder / name).is_file() or manifest.sha256(folder / name) != must["sha256"]
    ]
    if differing or manifest.sha256(folder / manifest.NAME) != full["manifest_sha256"]:
        raise HydrateError(
            "what is restored must be the release that was built with texts, byte for byte; found another "
            f"{', '.join(differing) or manifest.NAME}\n"
            "fix: fetch the release anew, and use the version of this program that built it; nothing was written"
        )


def rows(tables: Mapping[str, list[Row]], seeds: Path) -> dict[str, list[Row]]:
    """The rows with the words of the texts, from those without them.

    Raises:
        HydrateError: a seed is missing or another one.
    """
    seed_texts = _seeds(tables["articles"], seeds)
    articles = [_article(row, seed_texts[row["article_id"]]) for row in tables["articles"]]
    texts = {row["article_id"]: row["text"] for row in articles}
    return {
        **tables,
        "articles": articles,
        "quotes": [_quote(row, texts[row["article_id"]]) for row in tables["quotes"]],
        "mentions": [_mention(row, texts[row["article_id"]]) for row in tables["mentions"]],
        "utterances": [_utterance(row, seed_texts) for row in tables["utterances"]],
        "passes": [_pass(row, seed_texts[row["article_id"]]) for row in tables["passes"]],
        "text_reuse": [_passage(row, texts) for row in tables["text_reuse"]],
        "tokens": [_paragraph(row, texts[row["article_id"]]) for row in tables["tokens"]],
    }


def _seeds(articles: Sequence[Row], folder: Path) -> dict[str, str]:
    """Article → the text of its seed, each one of the checksum that the release tells."""
    found, wrong = {}, []
    for row in articles:
        seed = sources.read_seed(folder, row["seed_file"])
        if seed.sha256 != row["seed_sha256"] or seed.text is None:
            wrong.append(f"{row['seed_file']}: SHA-256 {seed.sha256 or 'of no file'} instead of {row['seed_sha256']}")
        found[row["article_id"]] = seed.text or ""
    if wrong:
        listed = "\n  ".join(wrong)
        raise HydrateError(
            f"every seed must be the very one that was annotated; found {len(wrong)} of {len(articles)} otherwise:\n"
            f"  {listed}\nfix: name the folder of the seeds as received; nothing was written"
        )
    return found


def _article(row: Row, seed: str) -> Row:
    published = [region for region in row["regions"] if region["start"] is not None]
    text = JOINT.join(seed[region["seed_start"] : region["seed_end"]] for region in published)
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["text_sha256"]:
        raise HydrateError(f"the regions of {row['article_id']} must make up its text; found another SHA-256")
    titles = (_slice(text, region) for region in published if region["role"] == "title")
    return {
        **row,
        "title": next(titles, None),
        "provenance": [{**fact, "evidence": _words(seed, fact["evidence_spans"])} for fact in row["provenance"]],
        "text": text,
        "mentions": [_mention(mention, text) for mention in row["mentions"]],
        "quotes": [_quote(quote, text) for quote in row["quotes"]],
    }


def _slice(text: str, span: Mapping[str, Any]) -> str:
    return text[span["start"] : span["end"]]


def _words(text: str, spans: Sequence[Mapping[str, Any]]) -> list[str]:
    return [_slice(text, span) for span in spans]


def _quote(row: Row, text: str) -> Row:
    return _with_words(row, lambda part: _words(text, row[f"{part}_spans"]))


def _pass(row: Row, seed: str) -> Row:
    """A quote of a pass, from the seed: the published text does not hold all of its words."""
    return _with_words(row, lambda part: _words(seed, [s for s in row["seed_spans"] if s["part"] == part]))


def _with_words(row: Row, words: Callable[[str], list[str]]) -> Row:
    joined = {part: " ".join(words(part)) or None for part in ("content", "cue", "source")}
    return {**row, **joined, "verbatim": list(marks.read(words("content")).verbatim)}


def _mention(row: Row, text: str) -> Row:
    return {**row, "text": _slice(text, row)}


def _paragraph(row: Row, text: str) -> Row:
    return {**row, "words": _words(text, row["word_spans"])}


def _utterance(row: Row, seeds: Texts) -> Row:
    evidence = [_slice(seeds[span["article_id"]], span) for span in row["said_on_evidence_spans"]]
    return {**row, "said_on_evidence": evidence}


def _passage(row: Row, texts: Texts) -> Row:
    words = {
        f"text_{side}": texts[row[f"article_{side}_id"]][row[f"start_{side}"] : row[f"end_{side}"]] for side in "ab"
    }
    return {**row, **words}
