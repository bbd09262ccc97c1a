"""Words as the dataset counts them: in `n_words`, in quotation marks, in agreement; and tokens for annotation tools.

Two other modules split text differently; tests/test_words.py has examples of the differences:

- `sentences` is for grammar and for the table `tokens`. It splits off clitics ("China’s" is two tokens) and keeps the
  full stop of an abbreviation, which ends no sentence ("Sen."). It is also the only place that splits sentences.
- `dataset.reuse.words` compares pages. Words that two outlets print differently must be equal, so it splits at
  hyphens and drops soft hyphens and separate accents ("co-operation", "Zoë" in two spellings).
"""

import re

# Combining marks, variation selectors and the joiner (Unicode blocks), which belong to the character before them.
_COMBINING = r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u200d"

# \w alone would be enough, but looks every character up in Unicode's tables; the ASCII ranges are faster.

_LETTER = r"[a-zA-Z0-9_\w]"
_PART = rf"{_LETTER}++(?>(?:[{_COMBINING}]++{_LETTER}*+)*)"

# A word, as a pattern: a run of word characters, with single apostrophes, full stops and hyphens inside it.
# `(?>(?:…)*)` is `(?:…)*+`, which Python before 3.11.5 reads wrongly: it would find "late." in "It was late."
WORD = rf"{_PART}(?>(?:['’.\-]{_PART})*)"

# A word or a single mark.
TOKEN = re.compile(rf"{WORD}|\S[{_COMBINING}]*+")

# The same words: no trial at blanks, and one look where a word ends before a blank or a comma, as most do.
_WORD = re.compile(rf"(?! )(?:[a-zA-Z0-9]++(?=[ ,])|{WORD})")


def count_words(text: str) -> int:
    """How many words a text has, marks not counted."""
    return len(_WORD.findall(text))
