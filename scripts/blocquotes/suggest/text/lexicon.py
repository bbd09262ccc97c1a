"""Reporting words of English: which verbs, nouns and adverbs attribute words or thoughts, and how."""

from dataclasses import dataclass
from typing import Final

from blocquotes.suggest.data import rows, word_class
from blocquotes.suggest.text.inflection import third_person, verb_forms

CLAUSE: Final = 1 << 0
THAT: Final = 1 << 1
ADDRESSEE: Final = 1 << 2
NOUN: Final = 1 << 3
OBJECT_TO: Final = 1 << 4
TO: Final = 1 << 5
QUOTING: Final = 1 << 6
SMALL: Final = 1 << 7

# What `data/reporting-verbs.tsv` says a verb governs → its bit.
_FLAGS: Final = {
    "clause": CLAUSE,
    "that-clause": THAT,
    "addressee": ADDRESSEE,
    "noun": NOUN,
    "object-to": OBJECT_TO,
    "to-clause": TO,
    "quotation": QUOTING,
    "small-clause": SMALL,
}


_OPENERS: Final = frozenset((":", "that"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a reporting word governs.

    `flags`: CLAUSE a clause with or without "that"; THAT a clause with "that" or a question word; ADDRESSEE
    an addressee before the content; NOUN a noun phrase that is the content; OBJECT_TO an object with a to-clause; TO a
    to-clause; QUOTING words in quotation marks; SMALL an object and its predicate ("call it a fraud").
    `prepositions` introduce the content, `object_prepositions` come after an object that is content too
    ("accuse … of"), `openers` are both, with a colon and "that"; without one of the `particles`, where there are any,
    the word reports nothing ("point out", "make clear").
    """

    lemma: str
    flags: int
    medium: str
    prepositions: frozenset[str]
    object_prepositions: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]


def is_naming(frame: Frame) -> bool:
    """Whether a verb says what something is called, and governs no clause: "call", "dub", but not "declare"."""
    return frame.flags & (SMALL | CLAUSE) == SMALL


def _frame(row: dict[str, str]) -> Frame:
    flags = sum(_FLAGS[name] for name in row["governs"].split())
    governed = (frozenset(row[column].split()) for column in ("prepositions", "object-prepositions", "particles"))
    return _framed(row["verb"], flags, row["medium"], *governed)


def _framed(
    lemma: str,
    flags: int,
    medium: str,
    prepositions: frozenset[str],
    object_prepositions: frozenset[str],
    particles: frozenset[str],
) -> Frame:
    openers = _OPENERS | prepositions | object_prepositions
    return Frame(lemma, flags, medium, prepositions, object_prepositions, particles, openers)


def _merged(one: Frame, other: Frame) -> Frame:
    """Both rows of a verb as one, in the medium of the first."""
    return _framed(
        one.lemma,
        one.flags | other.flags,
        one.medium,
        one.prepositions | other.prepositions,
        one.object_prepositions | other.object_prepositions,
        one.particles | other.particles,
    )


def _forms(verbs: list[dict[str, str]]) -> dict[str, tuple[Frame, int]]:
    """The forms of all verbs; of two verbs with one form ("lambasted") the first has it."""
    frames: dict[str, Frame] = {}
    spelled: dict[str, dict[str, int]] = {}
    for row in verbs:
        lemma, frame = row["verb"], _frame(row)
        frames[lemma] = _merged(frames[lemma], frame) if lemma in frames else frame
        spelled.setdefault(lemma, verb_forms(lemma, row["past"], row["participle"]))
    forms: dict[str, tuple[Frame, int]] = {}
    for lemma, frame in frames.items():
        for form, bits in spelled[lemma].items():
            forms.setdefault(form, (frame, bits))
    return forms


_ROWS: Final = list(rows("reporting-verbs.tsv"))

# Form → its frame and what form it may be, for the guidelines' reporting verbs.
VERBS: Final = _forms([row for row in _ROWS if row["set"] != "wide"])

# As VERBS, with verbs of wishing, supporting, opposing and planning added.
WIDE_VERBS: Final = _forms(_ROWS)


def _nouns(words: frozenset[str]) -> frozenset[str]:
    return words | {third_person(noun) for noun in words}


# Adverbs that are the only cue of their clause.
ADVERBS: Final = word_class("reporting-adverb")

CLAUSE_NOUNS: Final = _nouns(word_class("clause-noun"))
# … those that need no "that" before the clause.
BARE_NOUNS: Final = _nouns(word_class("bare-clause-noun"))
TO_NOUNS: Final = _nouns(word_class("to-noun"))
# Words of feeling, which attribute behind “be” and “feel”.
FEELINGS: Final = word_class("feeling")
SHOUTS: Final = word_class("shouting-noun")
ENSURING: Final = word_class("ensuring")
WIDE_NOUNS: Final = _nouns(word_class("wide-noun"))

# Present forms that are nouns more often than verbs.
AMBIGUOUS: Final = word_class("noun-or-verb")
