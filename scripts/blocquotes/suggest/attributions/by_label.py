"""Attributions by labels: transcripts and headlines ("X: …"), and names before a colon and a quotation."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from blocquotes.sentences import places, ranges
from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.attributions.by_signature import by_headline, is_claim, speaks
from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.finite_verbs import has_finite_verb
from blocquotes.suggest.grammar.subjects import first_subject
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    BRACKET,
    COMMA,
    DASH,
    MARK,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
)
from blocquotes.suggest.text.lexicon import CLAUSE_NOUNS
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, is_town

_LONGEST_LABEL: Final = 7
# Tokens before the colon of a label with a time and a stage direction: "[10:31] LIND (on the phone from Oslo):".
_LONGEST_HEAD: Final = 24
_LONGEST_NAME: Final = 5
_LONGEST_HEADLINE: Final = 20
# Tokens from the comma behind a name to the colon: "Ann Lee, The Daily Post:".
_LONGEST_OUTLET: Final = 5
_TURNS: Final = 3
# Paragraphs without a label that a turn may go on with.
_LONGEST_TURN: Final = 12
# How many lines a headline may have: the second may be a subheading.
_HEADLINES: Final = 2

_NO_NAME: Final = MARK | VERB | AUXILIARY | STOP
_NO_SPEAKER: Final = TIME | QUESTION | SUBORDINATOR
# Words without which a paragraph is no sentence.
_SPOKEN: Final = SUBJECT | AUXILIARY | VERB
_ANSWERS: Final = CLAUSE_NOUNS | word_class("answer-noun")
_STAMP: Final = BRACKET | STOP | DASH
_STAMPS: Final = word_class("label-mark")
_QUESTION_AND_ANSWER: Final = word_class("question-or-answer")
_NUMBERED: Final = name_class("title") | name_class("role") | word_class("numbered-speaker")
# Labels of questions and answers that need no colon.
_BARE: Final = ("Q.", "A.", "Q")
# Small words that a name may have: "Bank of the South", "Doctors without Borders".
_IN_NAMES: Final = word_class("small-word-in-name")
_NO_SPEAKERS: Final = word_class("no-speaker-label")
_TOPICS: Final = word_class("topic-label")
_PLACING: Final = ("in", "inside", "at", "from", "behind", "beyond", "on", "after", "before")
# Words between who speaks in a headline and what about.
_ABOUT: Final = ("on", "about", "after")
# Words that begin a headline's title or topic where no verb follows: "Rome: a guide".
_TOPICAL: Final = ("a", "an", "the", "how", "what", "why", "live", "inside", "in")
# The result of a match: "2-1", "3–0".
_SCORE: Final = re.compile(r"\d{1,2}[-–]\d{1,2}")
# What may be behind the verb that ends a label: "Senate hopeful doubles | down: …".
_PARTICLES: Final = ("down", "back", "out", "up", "in")


class Label(NamedTuple):
    """A label that a paragraph begins with: whom it names, and the token of its colon."""

    name: Range
    colon: int


def by_label(sheet: Sheet) -> Iterator[Attribution]:
    """The paragraphs that begin with a speaker and a colon, and headlines that end with their source.

    Below the headline labels count only where they take turns, as in a transcript.
    """
    paragraphs = ranges(sheet.tokens.paragraphs)
    with_colon = _with_colon(sheet)
    labels = [_label(sheet, start, end) if start in with_colon else None for start, end in paragraphs]
    transcript = _takes_turns(sheet, labels) or _is_exchange(sheet, paragraphs, labels)
    # "Flour: 200 grams. ⏎ Salt: a pinch.": a list has no headline.
    is_list = len(labels) > 1 and all(labels[:2])
    headlines = 0 if is_list else _HEADLINES
    for k, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label and transcript:
            yield _turn(sheet, label, [paragraph, *_rest(paragraphs, labels, k)])
        elif k < headlines and (found := _headline(sheet, paragraph, label, paragraphs[0])):
            yield found


def _with_colon(sheet: Sheet) -> set[int]:
    """Where the paragraphs begin that have a colon, or are like "Q Is it late?"; most have none."""
    tokens = sheet.tokens
    colons = [bisect_right(tokens.starts, at) - 1 for at in places(tokens.text, ":")]
    begins = {tokens.paragraphs[bisect_right(tokens.paragraphs, k) - 1] for k in colons}
    return begins.union(start for start in tokens.paragraphs if sheet.words[start] in _BARE)


def _takes_turns(sheet: Sheet, labels: Sequence[Label | None]) -> bool:
    """Whether names come again, as speakers' do."""
    names = [_key(sheet, label) for label in labels if label]
    if len(names) < _TURNS:
        return False
    return len(set(names)) * 3 <= len(names) * 2


def _is_exchange(sheet: Sheet, paragraphs: Sequence[Range], labels: Sequence[Label | None]) -> bool:
    """Whether a text has one turn of each of two speakers: "Lee: Is it late? ⏎ Roe: It is.", but no list."""
    turns = [k for k, label in enumerate(labels) if label]
    if len(turns) != 2 or turns[1] > turns[0] + 1:
        return False
    # "From the hearing of 4 May: ⏎ Lee: Is it late? ⏎ Roe: For years."
    if sheet.words[paragraphs[turns[0]][1] - 1] == "?":
        return True
    return all(any(tag & _SPOKEN for tag in sheet.tags[start:end]) for start, end in paragraphs)


def _key(sheet: Sheet, label: Label) -> str:
    """The family name of a label: "MAYOR ANN LEE, OSLO" and "LEE" are one speaker."""
    start, end = label.name
    last = next((k for k in range(start, end) if sheet.tags[k] & (COMMA | BRACKET)), end) - 1
    return sheet.lower[last].rstrip(".")


def _rest(paragraphs: Sequence[Range], labels: Sequence[Label | None], k: int) -> Sequence[Range]:
    """The paragraphs behind a labelled one that go on with its turn: those before the next label."""
    reach = range(k + 1, min(k + 1 + _LONGEST_TURN, len(labels)))
    later = next((j for j in reach if labels[j]), k)
    return paragraphs[k + 1 : later]


def _turn(sheet: Sheet, label: Label, paragraphs: Sequence[Range]) -> Attribution:
    """What a speaker says until the next label; like words in quotation marks, with the last full stop."""
    (_, end), *rest = paragraphs
    content = ((label.colon + 1, end), *rest)
    return Attribution(
        label.colon,
        content,
        # "Q. Is it late?" has no colon.
        ((label.colon, label.colon + 1),) if label.colon >= label.name[1] else (),
        label.name,
        "speech",
        "asserted",
        rules.TRANSCRIPT_LABEL,
    )


def _label(sheet: Sheet, start: int, end: int) -> Label | None:
    """The name that a paragraph begins with if a colon follows it, with a time before or a direction behind it."""
    high = min(start + _LONGEST_HEAD, end - 1)
    # "Q. Is it late?", "Q    Is it late?"
    if sheet.words[start] in _BARE and sheet.words[start + 1][0].isupper():
        return Label((start, start + 1), start)
    if ":" not in sheet.words[start:high]:
        return None
    begin = _after_stamp(sheet, start, high)
    stop = next((k for k in range(begin, high) if _ends_name(sheet, k)), high)
    colon = _after_direction(sheet, stop, high)
    # ":all:"
    if sheet.words[colon] != ":" or colon + 1 >= end:
        return None
    if not begin < stop <= begin + _LONGEST_LABEL:
        return None
    # "[HOST]: Is it late?"
    if sheet.words[stop - 1] == "]":
        stop -= 1
    # "UN chief to leaders: act now"
    stop = next((k for k in range(begin + 1, stop) if sheet.words[k] == "to"), stop)
    # "Mayor on floods: “We lost”", but "War on drugs: “We lost”"
    about = next((k for k in range(begin + 1, stop) if sheet.words[k] in _ABOUT), stop)
    if speaks(sheet, begin, about):
        stop = about
    # "Senate hopeful doubles down: ‘I will stay’"
    if sheet.lower[stop - 1] in _PARTICLES:
        stop -= 2
    if not _names_someone(sheet, begin, stop):
        return None
    return Label((begin, stop), colon) if _says(sheet, colon + 1, end) else None


def _after_stamp(sheet: Sheet, start: int, high: int) -> int:
    """The token behind the time or the marks that a line of a transcript begins with: "[10:31] ", "10:31 ", ">> "."""
    return next((k for k in range(start, high) if not _is_of_stamp(sheet, k)), high)


def _is_of_stamp(sheet: Sheet, k: int) -> bool:
    """Whether a token is a figure, a mark or a word that times before labels hold: "10:31 a.m."."""
    if sheet.tags[k] & _STAMP:
        return True
    return sheet.lower[k].isdigit() or sheet.lower[k] in _STAMPS


def _ends_name(sheet: Sheet, k: int) -> bool:
    """Whether the name of a label ends before `k`; only in capitals may it have an office behind a comma."""
    tag, tag_before = sheet.tags[k], sheet.tags[k - 1]
    # "Lee, the envoy, put it so: …" is a sentence.
    if tag & COMMA:
        if _is_before_outlet(sheet, k):
            return False
        if not sheet.words[k + 1].isupper():
            return True
        return not tag_before & BRACKET
    # "ANN LEE (D), SENATOR"
    if sheet.words[k + 2 : k + 4] == [")", ","]:
        return False
    return bool(tag & _NO_NAME) or sheet.words[k] in "(["


def _is_before_outlet(sheet: Sheet, comma: int) -> bool:
    """Whether a comma is between a full name and whom its bearer asks for: "Ann Lee, Reuters: Is it late?"."""
    colon = next((k for k in range(comma + 2, comma + _LONGEST_OUTLET) if sheet.words[k : k + 1] == [":"]), None)
    if colon is None:
        return False
    return all(word[0].isupper() for word in sheet.words[comma + 1 : colon])


def _after_direction(sheet: Sheet, k: int, high: int) -> int:
    """The token behind a stage direction in brackets: "LEE (laughing)"."""
    if not sheet.tags[k] & BRACKET:
        return k
    return next((j + 1 for j in range(k, high) if sheet.words[j] in ")]"), k)


def _names_someone(sheet: Sheet, start: int, end: int) -> bool:
    name = " ".join(sheet.lower[start:end])
    if name in _QUESTION_AND_ANSWER:
        return True
    # "Rail: Line to Karsk will reopen", but "Ministry of Transport: …"
    if name in _TOPICS:
        return False
    if not _NO_SPEAKERS.isdisjoint(sheet.lower[start:end]):
        return False
    # "What Lee wants: …", "Since Monday: …"
    if any(tag & _NO_SPEAKER for tag in sheet.tags[start:end]):
        return False
    # "Inside the White House: …"
    if sheet.lower[start] in _PLACING or not sheet.words[start][0].isupper():
        return False
    # "A guide to the polls: …"
    if sheet.lower[start] in ("a", "an"):
        return False
    # "The best of Rome: …", "War in Ukraine: …", but "The mayor of Rome: …", "Bank of Japan: …"
    if any(word.islower() and word not in _IN_NAMES for word in sheet.words[start:end]):
        # "Former mayor Lee at the port"
        if sheet.lower[start] == "former":
            return True
        return any(speaks(sheet, start, k) for k in range(start + 1, end + 1))
    if _is_numbered(sheet, start):  # "Speaker 2", but not "Group 2"
        return sheet.lower[start] in _NUMBERED
    return sheet.words[end - 1][0].isupper()


def _is_numbered(sheet: Sheet, start: int) -> bool:
    """Whether the name of a label is a noun with a number, as recordings have for speakers without a name."""
    return sheet.words[start + 1].isdigit()


def _says(sheet: Sheet, start: int, end: int) -> bool:
    """Whether there is a word behind a label, and not only a figure ("Lee: 120")."""
    return any(word[0].isalpha() for word in sheet.words[start : min(end, start + _LONGEST_LABEL)])


def _headline(sheet: Sheet, line: Range, label: Label | None, first: Range) -> Attribution | None:
    """A headline `X: …`, `… – X` or `…: X`."""
    signed = by_headline(sheet, *line)
    # "No survivors in Andes crash: police"
    if signed and label and is_claim(sheet, label.name[0], signed):
        return signed
    if label and _is_headline(sheet, label, line[1], first):
        return _labelled(sheet, label, line[1])
    return signed


def _is_headline(sheet: Sheet, label: Label, end: int, first: Range) -> bool:
    """Whether a labelled line is the headline or, under one (`first`), a subheading."""
    (start, end_of_name), colon = label.name, label.colon
    if colon < end_of_name:  # "Q. Is it late?"
        return False
    # "Oslo 2-1 Bergen: late goal sinks the guests"
    if any(_SCORE.fullmatch(word) for word in sheet.words[start:colon]):
        return False
    # "Rome: a guide", "Lee: the man of the day"
    if sheet.lower[colon + 1] in _TOPICAL and not has_finite_verb(sheet, (colon + 1, end)):
        return False
    if start == first[0]:
        # "Tokyo: The dam broke on Monday." is a dateline, "Tokyo: we will not pay" a headline.
        if sheet.words[end - 1] == "." and is_town(sheet.words[start:colon]):
            return False
        # "NEW DELHI: The police …" is a dateline with the first sentence.
        longest = _LONGEST_HEADLINE // 2 if sheet.words[start].isupper() else _LONGEST_HEADLINE
        return sheet.words[end - 1] != "." or end - colon <= longest
    # Sentences and labels that say nothing are no subheadings: "In Rome: Lee has left", "Lee: the man of the day".
    if "." in (sheet.words[first[1] - 1], sheet.words[end - 1]):
        return False
    return has_finite_verb(sheet, (colon + 1, end))


def _labelled(sheet: Sheet, label: Label, end: int) -> Attribution:
    """The words behind a label, without the full stop that ends them unless a quotation holds it."""
    colon = label.colon
    # "Lee: “It is late.” Roe: “It is not.”"
    if (k := sheet.inside[colon + 1]) >= 0 and sheet.quotations[k].end in sheet.sentences:
        end = sheet.quotations[k].end
    words = (k for k in range(end - 1, colon, -1) if not sheet.tags[k] & STOP)
    return _attribution(colon, (colon + 1, next(words, colon) + 1), label.name, rules.HEADLINE_LABEL)


def by_colon(sheet: Sheet, at: int) -> Attribution | None:
    """A quotation at `at` after a colon and no verb: `pollster Jane Roe: “…”`, `He went on: “…”`."""
    mark = at - 1
    if sheet.words[mark] != ":":
        return None
    if mark < 2:
        return None
    start = _name_start(sheet, mark)
    source = _speaker(sheet, (start, mark) if start < mark else _introducing(sheet, mark))
    q = sheet.quotations[sheet.inside[at]]
    return _attribution(mark, (q.start, q.end), source, rules.COLON_BEFORE_QUOTATION)


def _speaker(sheet: Sheet, source: Range | None) -> Range | None:
    """A source without the noun for what is said: "Lee | ’s answer: “No.”", "Her | answer: “No.”"."""
    if source is None or sheet.lower[source[1] - 1] not in _ANSWERS:
        return source
    start, end = source
    owner = next((k for k in range(start, end - 1) if sheet.tags[k] & POSSESSIVE), None)
    if owner is None:
        return source
    return (start, owner) if owner > start else (start, start + 1)


def _introducing(sheet: Sheet, mark: int) -> Range | None:
    """Whose words a clause before a colon introduces: its subject, or what they are from."""
    low = bounds(sheet, mark)[0]
    # "From the report: “…”", "More from Ann Lee: “…”"
    origin = low if sheet.lower[low] == "from" else low + 1
    if sheet.lower[origin] == "from":
        return origin + 1, mark
    return first_subject(sheet, low, mark)


def _name_start(sheet: Sheet, end: int) -> int:
    """Where the name begins that ends before token `end`; `end` if none does."""
    reach = range(end - 1, max(0, end - _LONGEST_NAME) - 1, -1)
    words = (k for k in reach if not sheet.words[k][0].isupper() or sheet.tags[k] & (TIME | PREPOSITION))
    start = next(words, reach.stop) + 1
    # "Lee took to Twitter: “It is late.”", but "a post by Ann Lee: “It is late.”"
    return end if sheet.tags[start - 1] & PREPOSITION and sheet.lower[start - 1] != "by" else start


def _attribution(mark: int, content: Range, source: Range | None, rule: rules.Rule) -> Attribution:
    return Attribution(mark, (content,), ((mark, mark + 1),), source, "speech", "asserted", rule)
