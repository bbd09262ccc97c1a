"""Towns that stand for their clubs in reports of matches: `a 2-1 win over Exeter`, `Leeds were beaten`."""

import re
from typing import Final

from blocquotes.model import Span

# Words of which reports of matches have one.
_OF_MATCHES: Final = ("goal", "midfielder", "half-time", "Premier", "League", "Championship", "rugby", "hat-trick")
_PLAYS: Final = re.compile(
    r"""\b(?: (?:beat|beats|beating|thrash(?:ed)?|thump(?:ed)?|hammer(?:ed)?|edged?(?:[ ]past)?|relegated|promoted)
          | (?:win|wins|won|victory|triumph|defeat|loss|draw|goals?|brace|hat-trick|match|game|clash|tie|debut|success)
            [ ](?:over|against|to|by|with|at[ ]home[ ]to)
          | (?:lost|drew)[ ](?:to|against|with)
          | (?:rivals|strugglers|opponents)
        )[ ](?:relegated[ ]|promoted[ ])?$""",
    re.VERBOSE,
)
_LONGEST: Final = 34
# Whom clubs have, their results, and the plural that a town does not take.
_HAS: Final = re.compile(
    r"""(?:[’']s)?[ ](?:goalkeeper|keeper|striker|midfielder|defender|winger|forward|fly-half|scrum-half|full-back
            |skipper|captain|manager|boss|head[ ]coach|fans|supporters)\b
      | [ ]\d{1,2}[-–]\d{1,2}[ ][A-Z]""",
    re.VERBOSE,
)
_ARE: Final = re.compile(r"(?:, [^,.\n]{1,30},)? (?:were|are|have)\b")
_SENTENCE_STARTS: Final = (". ", "\n", "though ", "while ", "that ", "as ")
_PLACED: Final = (" in ", "In ", " at ", " near ", " from ", " outside ", " around ", " across ")


def may_be_of_matches(text: str) -> bool:
    """Whether a text has a word that reports of matches have."""
    return any(word in text for word in _OF_MATCHES)


def plays(text: str, span: Span) -> bool:
    """Whether a town's name is that of a club by the words around it: `a win over Exeter`, `Exeter’s goalkeeper`."""
    if _HAS.match(text, span.end) or _PLAYS.search(text, max(0, span.start - _LONGEST), span.start):
        return True
    return bool(_ARE.match(text, span.end)) and text.endswith(_SENTENCE_STARTS, 0, span.start)


def is_placed_town(text: str, span: Span) -> bool:
    """Whether something is in or comes from a town: `in Exeter`."""
    return text.endswith(_PLACED, 0, span.start)
