"""Attributions as token ranges, whatever found them: content, cue, source, medium, factuality."""

from dataclasses import dataclass
from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.rules import Rule
from blocquotes.suggest.text.classes import AUXILIARY, BRACKET, COMMA, PREPOSITION, SUBJECT, VERB
from blocquotes.suggest.text.lexicon import Frame
from blocquotes.suggest.text.sheet import Range, Sheet

# "Neither Lee nor Roe said it was late": nobody said it.
_NOBODY: Final = word_class("negating-source")
_RELATIVES: Final = word_class("relative")
_DOCUMENTS: Final = word_class("document-noun")


@dataclass(slots=True, init=False)
class Attribution:
    """One attribution; `anchor` is the token of its cue, `rule` found it.

    `end` is the token after the sentence of its anchor where that is known.
    """

    anchor: int
    content: tuple[Range, ...]
    cue: tuple[Range, ...]
    source: Range | None
    medium: str
    factuality: str
    rule: Rule
    end: int | None = None

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(
        self,
        anchor: int,
        content: tuple[Range, ...],
        cue: tuple[Range, ...],
        source: Range | None,
        medium: str,
        factuality: str,
        rule: Rule,
        end: int | None = None,
    ) -> None:
        self.anchor = anchor
        self.content = content
        self.cue = cue
        self.source = source
        self.medium = medium
        self.factuality = factuality
        self.rule = rule
        self.end = end


def verbal(
    sheet: Sheet,
    verb: Verb,
    content: tuple[Range, ...],
    source: Range | None,
    rule: Rule,
    cue: tuple[Range, ...] = (),
) -> Attribution:
    """The attribution of a verb; parts of the cue that follow it directly become one span with it."""
    medium, denied = verb.frame.medium, verb.negated
    if source:
        if source[1] - source[0] > 2:
            source = _without_relative(sheet, source)
        denied = denied or sheet.lower[source[0]] in _NOBODY
        if medium == "speech" and not sheet.tags[source[0]] & SUBJECT:
            medium = _medium(sheet, verb.frame, source)
    factuality = "negated" if denied else "hypothetical" if verb.hypothetical else "asserted"
    at = verb.at
    spans: tuple[Range, ...] = ((verb.start, at + 1),)
    if cue:
        spans = ((verb.start, cue[0][1]), *cue[1:]) if cue[0][0] == at + 1 else (*spans, *cue)
    return Attribution(at, content, spans, source, medium, factuality, rule, verb.high)


def _without_relative(sheet: Sheet, source: Range) -> Range:
    """A source without the relative clause at its end: "Lee, a clerk | who left"."""
    start, end = source
    if _RELATIVES.isdisjoint(sheet.lower[start + 1 : end - 1]):
        return source
    who = next((k for k in range(start + 1, end - 1) if _begins_relative(sheet, k)), None)
    if who is None or any(sheet.tags[k] & (COMMA | BRACKET) for k in range(who, end)):
        return source
    stop = who - 1 if sheet.tags[who - 1] & COMMA else who
    # "The report, a copy of which was seen, | says"
    if sheet.tags[who - 1] & PREPOSITION:
        stop = next((k for k in range(who - 2, start, -1) if sheet.tags[k] & COMMA), who - 1)
    return start, stop


def _begins_relative(sheet: Sheet, k: int) -> bool:
    """Whether a relative clause begins at a token: "who", "that has", but not "that town"."""
    if sheet.lower[k] == "that":
        return bool(sheet.tags[k + 1] & (AUXILIARY | VERB))
    return sheet.lower[k] in _RELATIVES


def _medium(sheet: Sheet, frame: Frame, source: Range) -> str:
    """The medium of a verb of speaking: writing where a document speaks or an outlet reports."""
    start, end = source
    # "The joint statement said …" is written, whatever the verb.
    if not _DOCUMENTS.isdisjoint(sheet.lower[start:end]):
        return "writing"
    if frame.lemma != "report":
        return "speech"
    # "The Daily Caller reports …" is written, "the union reports …" is spoken.
    named = all(word[0].isupper() for word in sheet.words[start:end] if word.lower() != "the")
    return "writing" if named else "speech"
