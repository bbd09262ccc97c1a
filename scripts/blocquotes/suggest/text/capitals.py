"""Words with a capital that are names though they are spelled as helping verbs, months, pronouns: "said Will Orr"."""

from blocquotes.sentences import Tokens, where
from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.text.inflection import NOT_BARE
from blocquotes.suggest.text.lexicon import VERBS

_WORDS = word_class("name-or-word")
_MONTHS = word_class("month")
_CAPITALISED = frozenset(word.capitalize() for word in _WORDS)
_TITLES = name_class("title")
_BEFORE_DATE = word_class("before-date")
_NEVER_ALONE = ("he", "you", "so", "no", "to", "than", "even")
_ARTICLES = ("a", "an", "the")
_LONGEST_NAME = 3


def names_like_words(tokens: Tokens) -> list[int]:
    """The tokens that are written as a common word of a class but are part of a person's name."""
    found = where(tokens.words, _CAPITALISED)
    if not found:
        return []
    begins = frozenset(tokens.sentences)
    return [i for i in found if _is_name(tokens, i, i in begins or not tokens.words[i - 1][0].isalnum())]


def _is_name(tokens: Tokens, i: int, begins: bool) -> bool:
    """Whether the word at `i` is a name; `begins` says that its capital may be that of a sentence."""
    if tokens.lower[i] in _MONTHS and _is_date(tokens, i):
        return False
    if i and tokens.lower[i - 1] in _TITLES:
        return True
    if _says(tokens, i + 1):
        # "“Too late,” An said", "Grace Will wrote", but "He said", "So said the mayor"
        return tokens.lower[i] not in _NEVER_ALONE
    if begins:
        return _is_capital(tokens, i + 1) and _is_described(tokens, i)
    # "said Will Orr", "added little May,", but "The President Will Speak"
    return not _is_capital(tokens, i - 1) and (_is_capital(tokens, i + 1) or _at(tokens, i + 1) == ",")


def _is_date(tokens: Tokens, i: int) -> bool:
    """Whether a month is one: "in May", "May 5", "the May vote"."""
    if i and tokens.lower[i - 1] in _BEFORE_DATE:
        return True
    following = tokens.words[i + 1] if i + 1 < len(tokens.words) else ""
    return following.isdigit() or (following.islower() and not _says(tokens, i + 1))


def _is_described(tokens: Tokens, i: int) -> bool:
    """Whether the name at `i` has a verb behind it, or an apposition and a verb: "Do Van Minh, a fisherman, said"."""
    comma = next((k for k in range(i + 1, i + 2 + _LONGEST_NAME) if _at(tokens, k) == ","), None)
    if comma is None:
        return _says(tokens, i + 2)
    if not all(_is_capital(tokens, k) for k in range(i + 1, comma)):
        return False
    if _at(tokens, comma + 1) not in _ARTICLES:
        return False
    second = next((k for k in range(comma + 1, comma + 12) if _at(tokens, k) == ","), None)
    return second is not None and _says(tokens, second + 1)


def _says(tokens: Tokens, k: int) -> bool:
    """Whether a finite verb of saying that is no base form is at `k`: "said", "wrote"."""
    entry = VERBS.get(_at(tokens, k))
    return entry is not None and entry[1] in NOT_BARE


def _is_capital(tokens: Tokens, k: int) -> bool:
    return 0 <= k < len(tokens.words) and tokens.words[k][0].isupper()


def _at(tokens: Tokens, k: int) -> str:
    return tokens.lower[k] if 0 <= k < len(tokens.lower) else ""
