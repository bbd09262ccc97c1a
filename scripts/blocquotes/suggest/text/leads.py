"""What a paragraph has before its first sentence: the time of a live blog, a bullet, a dateline, "EXCLUSIVE:"."""

import re
from typing import Final

from blocquotes.sentences import Tokens
from blocquotes.suggest.text.months import MONTH

_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE: Final = rf"(?:{MONTH}\.?\ {_DAY}|{_DAY}\ {MONTH}\.?)(?:,?\ \d{{4}})?"
_PLACE: Final = r"[A-Z][\w.’'-]*+(?>(?:[ /][A-Z][\w.’'-]*+){0,3})"
_AGENCY: Final = r"(?:\((?:[A-Z][\w .&]{1,20}|dpa)\)|/[A-Z][\w .]{1,15}/)"
_SEPARATOR: Final = r"(?:\ ?(?:--?|[–—])\ |\ [–—-](?!-)|:\ )"
# What an editor puts in brackets for the first word of a sentence: "[The] fort fell".
_OPENERS: Final = "The|An?|This|That|These|Those|My|Our|His|Her|Their|I|We|You|He|She|It|They|But|And|If|When"
# A sentence follows, not a phrase: "Lee (SPD) – a baker – left" has no dateline.
_SENTENCE: Final = r"(?=[A-Z\d“‘\"'])"

_LEADS: Final = rf"""
      [\[(]?\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\ ?[ap]\.?m\b\.?)?(?:\ (?:GMT|BST|UTC|CES?T|E[SD]?T|IST))?[\])]?
        (?:\ ?[–—|:-])?\ (?=[A-Z“‘"'])                                          # 10:31 GMT –
    | [•·▪●*►–—-]\ {_SENTENCE}                                                    # •
    | (?:EXCLUSIVE|BREAKING(?:\ NEWS)?|UPDATED?(?:\ \d)?|LIVE|JUST\ IN|WATCH|LISTEN|VIDEO|PHOTOS?|Exclusive|Breaking)
        (?::|\ ?[–—-])\ {_SENTENCE}
    | \[(?!(?:{_OPENERS})\]){_PLACE}\]\ {_SENTENCE}                               # [Kigali]
    # Most lines begin with a capital and go on in lower case, which one look shows.
    | {_PLACE}(?=,|\ [–—(\[/\dA-Z-])
        (?: \ [–—-]\ {_DATE}:\ {_SENTENCE}                                      # CAIRO – 21 June:
          | (?:\ \({_PLACE}\))?(?:\ \[{_PLACE}\])?(?:,\ (?!{_DATE}){_PLACE})?
            (?:,?\ {_DATE},?(?:\ {_AGENCY}|\ [A-Z]{{2,6}})?|,?\ {_AGENCY})
            {_SEPARATOR}{_SENTENCE}                                             # Hanoi, May 3 (VNA) –
        )
    | (?=[(/\dADFJMNOS])(?:{_DATE}\ )?{_AGENCY}{_SEPARATOR}{_SENTENCE}           # (Reuters) - , May 3 (Reuters) -
    """
_LEAD: Final = re.compile(_LEADS, re.VERBOSE)
# What is before a line; nothing is before the first one.
_BEFORE_LINE: Final = frozenset(("\n", ""))


def after_leads(tokens: Tokens) -> list[int]:
    """The offsets at which the first sentence of a line begins behind such words."""
    text, starts = tokens.text, tokens.starts
    # A line that begins with a blank begins with none of these words.
    lines = [at for i in tokens.paragraphs[:-1] if text[(at := starts[i]) - 1 : at] in _BEFORE_LINE]
    return [match.end() for at in lines if (match := _LEAD.match(text, at))]
