"""Utterance candidates: which known utterances a quote may report, by its words and its speakers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

# Similarity, of 100, of two wordings that may report one utterance.
LEAST: Final = 85

# Words that a wording must have to be compared: shorter ones are alike by chance.
FEWEST_WORDS: Final = 4


@dataclass(frozen=True)
class Reported:
    """One wording of an utterance, which is the content of a quote that reports it, and the utterance's speakers.

    `said_on` is the utterance's date, or what is known of it; "" for none.
    """

    utterance: str
    speakers: frozenset[str]
    wording: str
    said_on: str = ""


def reported_utterances(content: str, speakers: Collection[str], known: Sequence[Reported]) -> list[str]:
    """The utterances that a known quote reports in like words, by id; one's speakers are among the other's.

    Like means: of the words of the shorter wording, `LEAST` of 100 are in the longer one too (rapidfuzz,
    token set ratio).
    """
    from rapidfuzz import fuzz, utils

    if len(content.split()) < FEWEST_WORDS:
        return []
    given = frozenset(speakers)
    return sorted(
        {
            one.utterance
            for one in known
            if given
            and (one.speakers <= given or given <= one.speakers)
            and len(one.wording.split()) >= FEWEST_WORDS
            and fuzz.token_set_ratio(content, one.wording, processor=utils.default_process) >= LEAST
        }
    )
