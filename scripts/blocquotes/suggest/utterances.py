"""Utterance candidates: which known utterances a quote may report, by its words and its speakers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

LEAST = 85
"""Similarity, of 100, of two wordings that may report one utterance."""

FEWEST_WORDS = 4
"""Words that a wording must have to be compared: shorter ones are alike by chance."""


@dataclass(frozen=True)
class Reported:
    """One wording of an utterance: the content of a quote that reports it, with that quote's speakers."""

    utterance: str
    speakers: frozenset[str]
    wording: str


def candidates(content: str, speakers: Collection[str], known: Sequence[Reported]) -> list[str]:
    """The utterances of the same speakers that a known quote reports in like words, by id.

    Like means: of the words of the shorter wording, `LEAST` of 100 stand in the longer one too (rapidfuzz,
    token set ratio).
    """
    from rapidfuzz import fuzz, utils

    if len(content.split()) < FEWEST_WORDS:
        return []
    return sorted(
        {
            one.utterance
            for one in known
            if one.speakers & set(speakers)
            and len(one.wording.split()) >= FEWEST_WORDS
            and fuzz.token_set_ratio(content, one.wording, processor=utils.default_process) >= LEAST
        }
    )
