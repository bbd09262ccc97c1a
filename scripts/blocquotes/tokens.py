"""Words and tokens as the dataset counts and publishes them: in `n_words`, in the table `tokens`, in agreement.

Two other rooms cut text in ways of their own, for which tests/test_words.py has the examples:

- `suggest.text.tokens` reads grammar. It cuts clitics off ("China’s" is two tokens) and keeps the full stop of an
  abbreviation, which ends no sentence ("Sen."). It is also the one place that splits sentences.
- `dataset.reuse.words` compares pages. Words that two outlets print differently must be equal to it, so it cuts at
  hyphens and leaves out soft hyphens and accents of their own ("co-operation", "Zoë" in two spellings).
"""

import re

# Combining marks, variation selectors and the joiner, which belong to the character before them (Unicode blocks).
_COMBINING = r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u200d"

# The letters named are looked up in a table, the rest of \w is asked of Unicode, which takes longer.
_LETTER = r"[a-zA-Z0-9_\w]"
_PART = rf"{_LETTER}++(?:[{_COMBINING}]++{_LETTER}*+)*+"

# A word, as a pattern: a run of word characters, with single apostrophes, full stops and hyphens inside it.
WORD = rf"{_PART}(?:['’.\-]{_PART})*+"

# A word or a single mark.
TOKEN = re.compile(rf"{WORD}|\S[{_COMBINING}]*+")

_WORD = re.compile(WORD)


def count_words(text: str) -> int:
    """How many words a text has, marks not counted."""
    return len(_WORD.findall(text))
