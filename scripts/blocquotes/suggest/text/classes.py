"""Closed classes of English words and marks as bits, the part-of-speech knowledge of the suggester."""

from typing import Final

from blocquotes.suggest.data import rows, word_class
from blocquotes.suggest.text.inflection import FINITE, verb_forms

# Final, so that compiled code has the numbers where it needs them instead of looking them up.
# The classes that are asked for most have the lowest bits: sets of small numbers are searched faster.
CUE: Final = 1 << 0  # said, claim, according: a word that may attribute
ED: Final = 1 << 1  # delayed
ING: Final = 1 << 2  # saying, something
VERB: Final = 1 << 3  # went: a finite form of a common verb
COMMA: Final = 1 << 4  # ,
STOP: Final = 1 << 5  # . : ;
MARK: Final = 1 << 6  # “ ’
AUXILIARY: Final = 1 << 7  # has, 's
PREPOSITION: Final = 1 << 8  # of, after
DETERMINER: Final = 1 << 9  # the
SUBJECT: Final = 1 << 10  # he, who
COORDINATOR: Final = 1 << 11  # and
ADVERB: Final = 1 << 12  # also
TIME: Final = 1 << 13  # Monday, last
DASH: Final = 1 << 14  # –
BRACKET: Final = 1 << 15  # (
POSSESSIVE: Final = 1 << 16  # his, 's
RELATIVE: Final = 1 << 17  # which
SUBORDINATOR: Final = 1 << 18  # while, after
OBJECT: Final = 1 << 19  # him
QUESTION: Final = 1 << 20  # whether
BE: Final = 1 << 21  # was
NEGATION: Final = 1 << 22  # never
VENUE: Final = 1 << 23  # interview, call
HAVE: Final = 1 << 24  # had


# Bit → the class of `data/word-classes.tsv` whose words have it; VERB and CUE come from the lists of verbs.
_CLASSES: Final = {
    DETERMINER: "determiner",
    SUBJECT: "subject-pronoun",
    OBJECT: "object-pronoun",
    POSSESSIVE: "possessive",
    PREPOSITION: "preposition",
    COORDINATOR: "coordinator",
    SUBORDINATOR: "subordinator",
    RELATIVE: "relative",
    QUESTION: "question-word",
    AUXILIARY: "auxiliary",
    HAVE: "have",
    BE: "be",
    NEGATION: "negation",
    ADVERB: "adverb",
    TIME: "time",
    COMMA: "comma",
    STOP: "stop",
    DASH: "dash",
    BRACKET: "bracket",
    MARK: "quotation-mark",
    VENUE: "venue",
}


def _tags() -> dict[str, int]:
    tags: dict[str, int] = {}
    for bit, name in _CLASSES.items():
        for word in word_class(name):
            tags[word] = tags.get(word, 0) | bit
    for verb in rows("common-verbs.tsv"):
        for form, bits in verb_forms(**verb).items():
            if bits & FINITE:
                tags[form] = tags.get(form, 0) | VERB
    return tags


_NO_PARTICIPLES: Final = word_class("no-participle")
_ENDINGS: Final = ("ed", "ing")


def ending(word: str) -> int:
    """The class of a word by its ending, as a bit: ED, ING or none."""
    if not word.endswith(_ENDINGS) or word in _NO_PARTICIPLES:
        return 0
    return ED if word.endswith("ed") else ING


# Lower-case word or mark → its classes as bits; words not listed are nouns, names, adjectives or verbs.
TAGS: Final = {word: tag | ending(word) for word, tag in _tags().items()}

# The tags of words that are of no class.
UNLISTED: Final = frozenset((0, ED, ING))

_TAGS: Final = UNLISTED.union(TAGS.values())


def tags_with(classes: int, but: int = 0) -> frozenset[int]:
    """The tags of the words that are of some of these classes and of none of those after `but`.

    Many words are of several classes: "that" is a determiner as well as a subordinator. Rules ask `tag in _THESE`.
    """
    return frozenset(tag for known in _TAGS for tag in (known, known | CUE) if tag & classes and not tag & but)


def words_with(classes: int, but: int = 0) -> frozenset[str]:
    """The words that are of some of these classes and of none of those after `but`."""
    tags = tags_with(classes, but)
    return frozenset(word for word, tag in TAGS.items() if tag in tags)


_NO_ADVERBS: Final = word_class("no-adverb-in-ly")
_LONGEST_NAME_IN_LY: Final = 8
# … and what longer ones end in.
_ENDINGS_OF_NAMES: Final = ("aly", "oly")


def is_manner(word: str) -> bool:
    """Whether a word as printed is an adverb in -ly: no "rally" or "elderly", and no "Kelly" or "Coulibaly"."""
    if not word.endswith("ly"):
        return False
    if word[0].islower():
        return word not in _NO_ADVERBS
    return len(word) > _LONGEST_NAME_IN_LY and not word.endswith(_ENDINGS_OF_NAMES)
