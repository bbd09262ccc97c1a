"""Quotes of the Gender Gap Tracker's extractor, which is no package: it is loaded from a clone of its repository."""

import argparse
import importlib.util
import logging
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = "https://github.com/sfu-discourse-lab/GenderGapTracker"
NAME = "gender-gap-tracker"
OPTION = f"--{NAME}"
EXTRACTOR = Path("nlp", "english", "quote_extractor.py")
VERBS = Path("nlp", "english", "rules", "quote_verb_list.txt")

STRAIGHT = str.maketrans("“”〝〞\N{NO-BREAK SPACE}", '"""" ')
"""The marks and spaces that its `utils.preprocess_text` replaces; the extractor knows only the straight mark."""

Found = dict[str, str]


def add_option(parser: argparse.ArgumentParser) -> None:
    """Adds the option that names the clone."""
    parser.add_argument(
        OPTION, type=clone, metavar="FOLDER", help=f"compare the quote extractor in a clone of {REPOSITORY}"
    )


def clone(folder: str) -> Path:
    """The folder if it has the files of the extractor."""
    missing = [str(file) for file in (EXTRACTOR, VERBS) if not Path(folder, file).is_file()]
    if missing:
        raise argparse.ArgumentTypeError(
            f"must name a clone of the Gender Gap Tracker; found no {missing[0]} in {folder}\n"
            f"fix: git clone {REPOSITORY}, and name that folder"
        )
    return Path(folder)


def require(parser: argparse.ArgumentParser, folder: Path | None) -> Path:
    """The folder, or an error where the option was not given."""
    if folder is None:
        parser.error(
            f"the Gender Gap Tracker is no package, so {OPTION} must name a clone of it; found no such option\n"
            f"fix: git clone {REPOSITORY}, and add {OPTION} GenderGapTracker"
        )
    return folder


def extractor(folder: Path, nlp: Any) -> Callable[[Any], list[Found]]:
    """Its `extract_quotes`, which reads a text that spaCy has parsed."""
    # It imports both only for its database and its log. The real ones need MongoDB's packages and write a log.
    bson, utils = ModuleType("bson"), ModuleType("utils")
    vars(bson).update(ObjectId=str)
    vars(utils).update(create_logger=lambda name, **_: logging.getLogger(name))
    spec = importlib.util.spec_from_file_location("quote_extractor", folder / EXTRACTOR)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules.update(bson=bson, utils=utils)
    spec.loader.exec_module(module)
    del sys.modules["bson"], sys.modules["utils"]
    made = module.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(folder / VERBS)}})
    extract: Callable[[Any], list[Found]] = made.extract_quotes
    return extract


def prepared(text: str) -> tuple[str, list[int]]:
    """The text as `utils.preprocess_text` prepares it, and for each of its characters the place in the text.

    Double marks become straight, and each line ends with a full stop. Accents stay, which matter only for names.
    """
    pieces = []
    for before, char in zip(" " + text, text, strict=False):
        end = "\n " if before == "." else ".\n "
        pieces.append(end if char == "\n" else char)
    return "".join(pieces).translate(STRAIGHT), [at for at, piece in enumerate(pieces) for _ in piece]


def quotes(found: Sequence[Found], places: Sequence[int]) -> Iterator[dict[str, list[list[int]]]]:
    """The content, cue and source of each quote that it found in a prepared text, as spans of the text itself."""
    parts = {"content": "quote_index", "cue": "verb_index", "source": "speaker_index"}
    for quote in found:
        yield {part: list(spans(quote[field], places)) for part, field in parts.items()}


def spans(written: str, places: Sequence[int]) -> Iterator[list[int]]:
    """The span written as `(12,31)`. It writes `(0,0)` or nothing where a quote has no such part."""
    for start, end in re.findall(r"(\d+),(\d+)", written):
        if start != end:
            yield [places[int(start)], places[int(end) - 1] + 1]
