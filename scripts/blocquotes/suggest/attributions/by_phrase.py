"""Attributions by phrases without a verb of saying: "in the words of X", "to quote X", "per X", "is how X put it"."""

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution, verbal
from blocquotes.suggest.attributions.by_comment import by_phrase
from blocquotes.suggest.attributions.by_signature import speaks
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import content_start
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import AUXILIARY, BE, COMMA, DASH, DETERMINER, POSSESSIVE
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, is_finite_at

_PUTTING = word_class("putting-verb")
_BEFORE_PHRASE = COMMA | DASH
_OWNED = DETERMINER | POSSESSIVE


def by_words(sheet: Sheet, i: int) -> Attribution | None:
    """`In the words of X, “…”`, where "words" is at `i`."""
    if sheet.lower[i - 2 : i + 2] != ["in", "the", "words", "of"]:
        return None
    return by_phrase(sheet, i - 2, i + 2, rules.ATTRIBUTING_PHRASE)


def by_per(sheet: Sheet, i: int) -> Attribution | None:
    """`…, per X`, where "per" is at `i`; a rate such as "per year" has no comma before it."""
    if not _stands_apart(sheet, i):
        return None
    if not sheet.tags[i + 1] & _OWNED and not sheet.words[i + 1][0].isupper() and not speaks(sheet, i + 1, i + 2):
        return None
    found = by_phrase(sheet, i, i + 1, rules.ATTRIBUTING_PHRASE)
    # "Per Lind, a baker, said …": the first word is a name.
    if found is None or not found.content or is_finite_at(sheet, found.content[0][0], AUXILIARY):
        return None
    return found


def by_quoting(sheet: Sheet, i: int) -> Attribution | None:
    """`To quote X, “…”`, where "quote" is at `i`."""
    if sheet.lower[i - 1 : i + 1] != ["to", "quote"] or not _stands_apart(sheet, i - 1):
        return None
    return by_phrase(sheet, i - 1, i + 1, rules.ATTRIBUTING_PHRASE)


def _stands_apart(sheet: Sheet, i: int) -> bool:
    """Whether a phrase at `i` begins its sentence or its brackets, or follows a comma or dash."""
    return i == bounds(sheet, i)[0] or bool(sheet.tags[i - 1] & _BEFORE_PHRASE)


def by_how(sheet: Sheet, verb: Verb, source: Range | None) -> Attribution | None:
    """`“…” is how X put it`, where "it" follows the verb."""
    if source is None or sheet.lower[source[0] - 1] != "how":
        return None
    copula = source[0] - 2
    if verb.frame.lemma not in _PUTTING or copula <= verb.low or not sheet.tags[copula] & BE:
        return None
    content = content_start(sheet, verb.low, copula), copula
    return verbal(sheet, verb, (content,), source, rules.ATTRIBUTING_PHRASE, ((verb.at + 1, verb.at + 2),))
