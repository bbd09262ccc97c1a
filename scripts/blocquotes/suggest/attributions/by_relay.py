"""Attributions by verbs that pass another's words on: "quoted X as saying …", "X was cited as saying …"."""

from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution, verbal
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.government import govern
from blocquotes.suggest.grammar.phrases import source_end
from blocquotes.suggest.grammar.preceding import preceding
from blocquotes.suggest.grammar.subjects import subject
from blocquotes.suggest.grammar.verbs import Verb, read_verb
from blocquotes.suggest.text.classes import MARK, STOP
from blocquotes.suggest.text.inflection import GERUND, PARTICIPLE
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, form_at

# The verbs that pass words on.
RELAYING: Final = word_class("relaying-verb")
# The most words between the verb and "as": "quoted him in an interview with the paper on Monday as saying".
_FARTHEST: Final = 14
_NO_CONTENT: Final = ("none", "comma")


def by_relay(sheet: Sheet, verb: Verb) -> Attribution | None:
    """The words that a verb of `RELAYING` passes on; their source is whom it quotes, not who quotes."""
    at = _as_saying(sheet, verb)
    # "The report quoted Lee as saying": the nearer verb quotes
    if at is None or any(_relays(sheet, k) for k in range(verb.at + 1, at)):
        return None
    source = _quoted_person(sheet, verb, at)
    if source is None:
        return None
    saying = _saying(sheet, at)
    after = govern(sheet, read_verb(sheet, saying, bounds(sheet, saying)))
    content = () if after.kind in _NO_CONTENT else after.content
    edge = subject(sheet, verb.left, verb.low)
    if edge and (before := preceding(sheet, edge[0], verb.low, verb.at)) and (before.quoted or not content):
        content = (before.content, *content)
    return verbal(sheet, verb, content, source, rules.QUOTED_AS_SAYING, ((at, saying + 1), *after.cue))


def _relays(sheet: Sheet, k: int) -> bool:
    """Whether a verb that passes words on is at a token."""
    return bool(form_at(sheet, k)) and sheet.verbs[sheet.lower[k]][0].lemma in RELAYING


def _as_saying(sheet: Sheet, verb: Verb) -> int | None:
    """The "as" before the participle of saying that a verb of quoting needs."""
    for k in range(verb.at + 1, min(verb.at + _FARTHEST, verb.high - 1)):
        if sheet.tags[k] & (STOP | MARK):
            return None
        if sheet.lower[k] == "as" and form_at(sheet, _saying(sheet, k)) & (GERUND | PARTICIPLE):
            return k
    return None


def _saying(sheet: Sheet, at: int) -> int:
    """The participle behind "as": "as saying", "as having said"."""
    return at + 2 if sheet.lower[at + 1] == "having" else at + 1


def _quoted_person(sheet: Sheet, verb: Verb, at: int) -> Range | None:
    """Who is quoted: the subject of a passive, the object of an active verb."""
    if verb.passive:
        return subject(sheet, verb.left, verb.low)
    start = verb.at + 1
    end = source_end(sheet, start, at)
    return (start, end) if end > start else None
