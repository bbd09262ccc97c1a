"""Sources that stand behind the words: headlines ("… – X", "…: X") and names under or beside a quotation."""

from bisect import bisect_right
from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.phrases import is_plural_possessive, source_end
from blocquotes.suggest.grammar.subjects import subject
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    COMMA,
    CUE,
    DASH,
    DETERMINER,
    ED,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    STOP,
    TIME,
    UNLISTED,
    VERB,
)
from blocquotes.suggest.text.inflection import FINITE, PAST, singular
from blocquotes.suggest.text.lexicon import ADDRESSEE
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, form_at, is_finite_at, word_at

_LONGEST_SOURCE: Final = 5
_SHORTEST_PHRASE: Final = 3
_LONGEST_HEADLINE: Final = 25
_LONGEST_SIGNATURE: Final = 16
_LISTS: Final = word_class("list-headline")
_SO_SAID: Final = ("said", "says", "so", "wrote", "writes", "added", "explained")
_ANSWERING: Final = ("came", "comes", "was", "were", "went")
_ANSWERS: Final = (
    word_class("shouting-noun")
    | word_class("answer-noun")
    | {"voice", "voices", "call", "calls", "message", "verdict", "assessment"}
)
# Tokens from the verb behind a quotation to the noun for it: "came a hoarse shout".
_LONGEST_ANSWER: Final = 5
_DASHES: Final = word_class("long-dash")
_BEFORE_SOURCE: Final = _DASHES | {":"}
_NO_SPEAKERS: Final = word_class("no-speaker-label")
_LINKS: Final = name_class("person-link")
# Nouns for persons and bodies that speak: "engineers", "the ministry".
_GROUPS: Final = word_class("speaking-noun")
_SPEAKING: Final = (
    name_class("title") | name_class("role") | name_class("organ") | _GROUPS | set(map(singular, _GROUPS))
)
_NO_SOURCE: Final = COMMA | MARK | STOP | VERB | AUXILIARY | QUESTION
_NO_SIGNATURE: Final = VERB | AUXILIARY | MARK
# Labels that are sources at the end of a headline, but not with a capital.
_ONLY_LOWER: Final = ("poll", "review", "source", "sources")
_POINTING: Final = ("that", "this", "those", "these")
_AFTER_POINTING: Final = STOP | COMMA | PREPOSITION | TIME | ADVERB | OBJECT
_AFTER_NAME: Final = COMMA | STOP | PREPOSITION


def by_headline(sheet: Sheet, start: int, end: int) -> Attribution | None:
    """A headline that ends with its source behind a dash or a colon: `… – X`, `…: X`."""
    end = end - 1 if sheet.words[end - 1] == "." else end
    start = _headline_start(sheet, start, end)
    if end - start > _LONGEST_HEADLINE or _is_byline(sheet, start, end):
        return None
    mark = _last_mark(sheet, start, end)
    if mark is None or not _is_source(sheet, mark + 1, end):
        return None
    if sheet.words[mark] == ":":
        if sheet.words[end] == "." or not _is_said(sheet, start, mark):
            return None
        return _signed((start, mark), mark, (mark + 1, end), rules.SOURCE_AFTER_COLON)
    # "Kim will not resign - aide", but "Dam bursts in Oslo - The Daily Post", whose outlet is behind the hyphen
    if sheet.words[mark] == "-" and not speaks(sheet, mark + 1, end):
        return None
    return _signed((start, mark), mark, (mark + 1, end), rules.NAME_AFTER_DASH)


def _headline_start(sheet: Sheet, start: int, end: int) -> int:
    """Where the words of a headline begin behind a bullet and a label: "• | Dam holds", "Exclusive: | Dam is old"."""
    begins = (k for k in range(start, end) if sheet.words[k][0].isalnum() or sheet.inside[k] >= 0)
    start = next(begins, end)
    is_label = sheet.lower[start] in _NO_SPEAKERS and word_at(sheet, start + 1) == ":"
    return start + 2 if is_label else start


def _last_mark(sheet: Sheet, start: int, end: int) -> int | None:
    """The dash or colon before the few words that end a headline: "Dam will hold | – Lee"."""
    reach = range(end - 2, max(start + 1, end - 2 - _LONGEST_SOURCE), -1)
    return next((k for k in reach if sheet.words[k] in _BEFORE_SOURCE or _is_spaced_hyphen(sheet, k)), None)


def _is_byline(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a line names its author: "By Ann Lee – Reporter", but "By Monday dam will be safe – Lee"."""
    if sheet.lower[start] != "by":
        return False
    return not any(word.islower() for word in sheet.words[start + 1 : end])


def by_headline_in_marks(sheet: Sheet, q: Quotation) -> Attribution | None:
    """A headline of words in marks, a colon and what who says them does: `“It is gone”: residents demand a wall`."""
    if sheet.words[q.end] != ":":
        return None
    start = q.end + 1
    # "“It is gone”:" may end a text.
    reach = range(start + 1, min(start + _LONGEST_SOURCE, len(sheet.tags)))
    end = next((k for k in reach if sheet.tags[k] & (CUE | VERB | AUXILIARY)), start)
    # "“It was late”: mayor’s tale"
    if sheet.tags[end] & POSSESSIVE or not speaks(sheet, start, end):
        return None
    return _signed((q.start, q.end), q.end, (start, end), rules.SOURCE_AFTER_COLON)


def _is_spaced_hyphen(sheet: Sheet, k: int) -> bool:
    """Whether a hyphen with blanks around it stands for a dash."""
    if sheet.words[k] != "-":
        return False
    starts, ends = sheet.tokens.starts, sheet.tokens.ends
    return ends[k - 1] < starts[k] and ends[k] < starts[k + 1]


def is_claim(sheet: Sheet, start: int, signed: Attribution) -> bool:
    """Whether the words from `start` to the colon of a signed headline are what is said, and name no speaker."""
    if signed.source is None:
        return False
    if speaks(sheet, *signed.source):
        return any(word.islower() for word in sheet.words[start : signed.anchor])
    # "Team not ready for final: Lee"
    if "not" in sheet.lower[start : signed.anchor]:
        return True
    return _has_infinitive(sheet, start, signed.anchor)


def _has_infinitive(sheet: Sheet, start: int, end: int) -> bool:
    """Whether "to" begins a verb in a headline: "Growth to slow in 2025", but "UN chief to leaders"."""
    k = next((k for k in range(start + 1, end - 2) if sheet.lower[k] == "to"), None)
    if k is None:
        return False
    if is_finite_at(sheet, k + 1):
        return True
    return bool(sheet.tags[k + 2] & (TIME | PREPOSITION | ADVERB))


def _is_source(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the last words of a headline name who speaks: a name, "finance minister", "survivors of the flood"."""
    # "Dam will hold: Ann Lee, mayor"
    if _is_titled(sheet, start, end):
        return True
    if any(sheet.tags[k] & _NO_SOURCE and not _is_in_name(sheet, k) for k in range(start, end)):
        return False
    # "… – Monday", "… – Updated", "…: Live", but "…: Red Cross"
    if sheet.tags[start] & (ADVERB | TIME | ED):
        return False
    # "…: poll", "…: sources", but "Poll"
    if not _NO_SPEAKERS.isdisjoint(sheet.lower[start:end]) and sheet.words[start] not in _ONLY_LOWER:
        return False
    if speaks(sheet, start, end):
        return True
    # "…: von der Lee", "…: Finance Minister Ann Mary Lee"
    return _has_capitals(sheet, _behind_links(sheet, start, end), end)


def _behind_links(sheet: Sheet, start: int, end: int) -> int:
    """The token behind the small words that a surname may begin with: "von der | Lee"."""
    return next((k for k in range(start, end - 1) if sheet.lower[k] not in _LINKS), end - 1)


def _is_in_name(sheet: Sheet, k: int) -> bool:
    """Whether a verb or a mark at `k` is part of a name: "Met Office", "farmers' union"."""
    if is_plural_possessive(sheet, k):
        return True
    # "the city's mayor"
    if sheet.tags[k] & POSSESSIVE:
        return True
    return sheet.lower[k + 1] in _SPEAKING


def _has_capitals(sheet: Sheet, start: int, end: int) -> bool:
    """Whether all words begin with a capital."""
    return all(word[0].isupper() for word in sheet.words[start:end])


def speaks(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the head of a noun phrase is a person or a body."""
    head = next((k for k in range(start, end - 1) if sheet.tags[k + 1] & PREPOSITION), end - 1)
    word = sheet.lower[head]
    if word.endswith("men"):
        return True
    # "auditor-general", "ex-minister"
    return not _SPEAKING.isdisjoint((word, singular(word), *word.split("-")))


def _is_said(sheet: Sheet, start: int, mark: int) -> bool:
    """Whether the words before the colon of a headline say something: "Dam will hold: Lee", not "The flood: Lee"."""
    # "Five minutes with: Ann Lee"
    if sheet.tags[mark - 1] & PREPOSITION:
        return False
    if sheet.tags[start] & QUESTION:
        return False
    # "Five things to know: Norway"
    if not _LISTS.isdisjoint(sheet.lower[start : start + 2]):
        return False
    # "Talks failed: envoy"
    if any(tag & (VERB | ED) for tag in sheet.tags[start + 1 : mark]):
        return True
    # "Book of the week: Ann Lee", "Day of the Dead: police", but "Rents up 8% in a year: report"
    if sheet.tags[mark - 1] & TIME and sheet.lower[mark - 2] == "the":
        return False
    if sheet.lower[start] in ("a", "an", "the"):  # "The flood: Ann Lee"
        return False
    # "No deal yet: White House", but not "Flood news: Ann Lee"
    if mark - start < _SHORTEST_PHRASE:
        return False
    return any(word.islower() for word in sheet.words[start:mark])


def by_signature(sheet: Sheet, q: Quotation) -> Attribution | None:
    """A quotation with its source behind it: after a dash, in brackets, or on a line of its own."""
    paragraphs = sheet.tokens.paragraphs
    k = bisect_right(paragraphs, q.start)
    own = paragraphs[k - 1], paragraphs[k]
    if found := _pointed_at(sheet, q) or _answered(sheet, q):
        return found
    if q.end == own[1] and q.end < len(sheet.tokens.words):
        return _below(sheet, q, q.end, paragraphs[k + 1])
    if own[1] - q.end > _LONGEST_SIGNATURE:
        return None
    return _beside(sheet, q, q.end, own[1])


def _pointed_at(sheet: Sheet, q: Quotation) -> Attribution | None:
    """`“…” That is what X said` and `“…” Those were the words of X`: the sentence behind points at the quotation."""
    start = q.end
    if sheet.lower[start] not in _POINTING or not sheet.tags[start + 1] & BE:
        return None
    if sheet.words[q.start - 1] == ":":
        return None
    high = bounds(sheet, start)[1]
    if sheet.lower[start + 2 : start + 5] == ["the", "words", "of"]:
        stop = source_end(sheet, start + 5, high)
        return _said(sheet, q, (start + 3, start + 5), (start + 5, stop)) if stop > start + 5 else None
    if sheet.lower[start + 2] not in ("what", "how"):
        return None
    verb = next((k for k in range(start + 3, high) if form_at(sheet, k) & FINITE), None)
    if verb is None or not _ends_at_verb(sheet, verb):
        return None
    source = subject(sheet, verb, start + 3)
    # "That is what people who say it want"
    if source is None or source[0] != start + 3:
        return None
    return _said(sheet, q, (verb, verb + 2 if sheet.lower[verb + 1] == "it" else verb + 1), source)


def _answered(sheet: Sheet, q: Quotation) -> Attribution | None:
    """`“…” came a shout from X` and `“…” was the answer of X`: a noun of saying behind the quotation."""
    verb = q.end
    if word_at(sheet, verb) not in _ANSWERING:
        return None
    high = bounds(sheet, verb)[1]
    near = range(verb + 1, min(verb + _LONGEST_ANSWER, high))
    noun = next((k for k in near if sheet.lower[k] in _ANSWERS), None)
    if noun is None:
        return None
    # "“…” was the coach’s verdict on it", "“…” was her answer"
    if sheet.lower[noun - 1] == "'s":
        return _said(sheet, q, (noun, noun + 1), (verb + 1, noun - 1))
    if sheet.tags[noun - 1] & POSSESSIVE:
        return _said(sheet, q, (noun, noun + 1), (noun - 1, noun))
    # "“…” was the answer."
    if sheet.tags[noun + 1] & (STOP | COMMA):
        return Attribution(noun, ((q.start, q.end),), ((noun, noun + 1),), None, "speech", "asserted", rules.SIGNATURE)
    stop = source_end(sheet, noun + 2, high)
    # "“Hope” was the answer to it all."
    if sheet.lower[noun + 1] not in ("from", "of", "by") or stop == noun + 2:
        return None
    return _said(sheet, q, (noun, noun + 2), (noun + 2, stop))


def _ends_at_verb(sheet: Sheet, verb: int) -> bool:
    """Whether a verb of saying has no content behind it: "what Lee said", "what Lee told the council"."""
    if sheet.verbs[sheet.lower[verb]][0].flags & ADDRESSEE:
        return True
    return bool(sheet.tags[verb + 1] & _AFTER_POINTING)


def _said(sheet: Sheet, q: Quotation, cue: Range, source: Range) -> Attribution:
    return Attribution(cue[0], ((q.start, q.end),), (cue,), source, "speech", "asserted", rules.SIGNATURE)


def _beside(sheet: Sheet, q: Quotation, start: int, end: int) -> Attribution | None:
    """`“…” – X` and `“…” (X, engineer)`."""
    if start >= end:
        return None
    if sheet.tags[start] & DASH:
        return _with_dash(sheet, q, start, end)
    # "- “It is late,” Ann Lee, engineer" in a list
    if _is_titled(sheet, start, end):
        return _signed((q.start, q.end), None, (start, end), rules.SIGNATURE)
    if (sheet.words[start], sheet.words[end - 1]) != ("(", ")"):
        return None
    # "“A triumph.” (Le Soir)"
    is_name = _is_full_name(sheet, start + 1, end - 1) and sheet.words[q.end - 2] in (".", "!", "?")
    if not is_name and not _is_titled(sheet, start + 1, end - 1):
        return None
    return _signed((q.start, q.end), None, (start + 1, end - 1), rules.SIGNATURE)


def _below(sheet: Sheet, q: Quotation, start: int, end: int) -> Attribution | None:
    """`“…”` and `– X` or `X, engineer` on the line below."""
    if end - start > _LONGEST_SIGNATURE:
        return None
    if sheet.tags[start] & DASH:
        return _with_dash(sheet, q, start, end)
    if sheet.lower[start] in _SO_SAID:
        return _said_below(sheet, q, start, end)
    if sheet.tags[end - 1] & STOP or not _is_titled(sheet, start, end):
        return None
    return _signed((q.start, q.end), None, (start, end), rules.SIGNATURE)


def _said_below(sheet: Sheet, q: Quotation, start: int, end: int) -> Attribution | None:
    """A line that begins with a verb and its subject: "said Ann Lee, an engineer", "So said Ann Lee"."""
    verb = start + 1 if sheet.lower[start] == "so" else start
    stop = source_end(sheet, verb + 1, end)
    if sheet.lower[verb] not in _SO_SAID:
        return None
    return Attribution(
        verb, ((q.start, q.end),), ((verb, verb + 1),), (verb + 1, stop), "speech", "asserted", rules.SIGNATURE
    )


def _with_dash(sheet: Sheet, q: Quotation, dash: int, end: int) -> Attribution | None:
    start = dash + 1
    if start >= end:
        return None
    # "“It is late.” – the lighthouse keeper", but "“Heron” – the oldest boat in the town"
    if not sheet.words[start][0].isupper() and not _may_sign(sheet, q, start, end):
        return None
    stop = source_end(sheet, start, end)
    # "– Ann Lee, mayor of Oslo, in May"
    if stop < end and not sheet.tags[stop] & _AFTER_NAME:
        return None
    if not _is_nominal(sheet, start, stop):
        return None
    return _signed((q.start, q.end), dash, (start, stop), rules.SIGNATURE)


def _may_sign(sheet: Sheet, q: Quotation, start: int, end: int) -> bool:
    """Whether a phrase without a name may sign a sentence: "“It is late.” – the keeper", "… – retired sailor, 81"."""
    if sheet.words[q.end - 2] not in (".", "!", "?"):
        return False
    comma = next((k for k in range(start, end) if sheet.tags[k] & COMMA), end)
    return bool(sheet.tags[start] & DETERMINER) or speaks(sheet, start, comma)


def _is_titled(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a line is a name with a title or a trade, and no subheading: "Ann Lee, director", "Mayor Ann Lee"."""
    if not sheet.words[start][0].isupper() or not _is_nominal(sheet, start, end):
        return False
    comma = next((k for k in range(start, end) if sheet.tags[k] & COMMA), None)
    if comma is None:
        if sheet.lower[start] not in _SPEAKING:
            return False
        return _has_capitals(sheet, start, end)
    if any(speaks(sheet, comma + 1, stop) for stop in range(comma + 2, end + 1)):
        return True
    # "Ann Lee, cleaner", "Ann Lee, piano tuner": common words behind a full name are a trade.
    if not _is_full_name(sheet, start, comma):
        return False
    return all(sheet.tags[k] in UNLISTED and sheet.words[k].islower() for k in range(comma + 1, end))


def _is_full_name(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the tokens are several words that all begin with a capital."""
    return end - start > 1 and _has_capitals(sheet, start, end)


def _is_nominal(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a line has no verb: "Ann Lee, mayor of Oslo", but "Ann Lee left the town"."""
    if start >= end or any(sheet.tags[k] & _NO_SIGNATURE and not _owns(sheet, k) for k in range(start, end)):
        return False
    return not any(form_at(sheet, k) & PAST for k in range(start, end))


def _owns(sheet: Sheet, k: int) -> bool:
    """Whether a token ends a possessive: "head of the union | ’s board", "head of the nurses | ’ union"."""
    return bool(sheet.tags[k] & POSSESSIVE) or is_plural_possessive(sheet, k)


def _signed(content: Range, mark: int | None, source: Range, rule: rules.Rule) -> Attribution:
    anchor = source[0] if mark is None else mark
    cue = () if mark is None else ((mark, mark + 1),)
    return Attribution(anchor, (content,), cue, source, "speech", "asserted", rule)
