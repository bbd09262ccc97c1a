"""Attributions by punctuation: transcripts and headlines ("X: …", "… – X"), names before a colon."""

from collections.abc import Iterator, Sequence

from blocquotes.sentences import ranges
from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import has_finite_verb
from blocquotes.suggest.grammar.subjects import first_subject
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    COMMA,
    MARK,
    PREPOSITION,
    QUESTION,
    STOP,
    SUBORDINATOR,
    TIME,
    VERB,
)
from blocquotes.suggest.text.sheet import Range, Sheet, bounds

_LONGEST_LABEL = 7
_LONGEST_NAME = 5
_LONGEST_HEADLINE = 20
_LONGEST_SIGNATURE = 3
_TURNS = 4
# How many lines a headline may have: the second may be a subheading.
_HEADLINES = 2

_NO_NAME = COMMA | MARK | VERB | AUXILIARY | STOP
_DASHES = word_class("long-dash")
_INTRODUCING = _DASHES | {":", "-"}
_QUESTION_AND_ANSWER = word_class("question-or-answer")
_NO_SPEAKERS = word_class("no-speaker-label")


def by_label(sheet: Sheet) -> Iterator[Attribution]:
    """The paragraphs that begin with a speaker and a colon, and a headline that ends with a dash and a name.

    Below the headline labels count only where they take turns, as in a transcript.
    """
    paragraphs = ranges(sheet.tokens.paragraphs)
    labels = [_label(sheet, *paragraph) for paragraph in paragraphs]
    transcript = _takes_turns(sheet, labels)
    for k, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label and transcript:
            yield _labelled(sheet, label, paragraph[1], rules.TRANSCRIPT_LABEL)
        elif k < _HEADLINES and (found := _headline(sheet, paragraph, label, paragraphs[0])):
            yield found


def _takes_turns(sheet: Sheet, labels: Sequence[Range | None]) -> bool:
    """Whether names come again, by their last words, as speakers' do; one question with its answer is enough."""
    names = [sheet.lower[label[1] - 1] for label in labels if label]
    if len(_QUESTION_AND_ANSWER.intersection(names)) == 2:
        return True
    return len(names) >= _TURNS and len(set(names)) * 2 <= len(names)


def _label(sheet: Sheet, start: int, end: int) -> Range | None:
    """The name that a paragraph begins with if a colon follows it."""
    high = min(start + _LONGEST_LABEL + 1, end - 1)
    if ":" not in sheet.words[start:high]:
        return None
    colon = next(k for k in range(start, high) if sheet.tags[k] & _NO_NAME)
    # "Lee, the envoy, put it so: …" is a sentence.
    if colon == start or sheet.words[colon] != ":":
        return None
    return (start, colon) if _names_someone(sheet, start, colon) and _says(sheet, colon + 1, end) else None


def _names_someone(sheet: Sheet, start: int, end: int) -> bool:
    if end == start + 1 and sheet.lower[start] in _QUESTION_AND_ANSWER:
        return True
    if not _NO_SPEAKERS.isdisjoint(sheet.lower[start:end]):
        return False
    # "What Lee wants: …", "Since Monday: …"
    if any(tag & (TIME | QUESTION | SUBORDINATOR) for tag in sheet.tags[start:end]):
        return False
    return sheet.words[start][0].isupper() and sheet.words[end - 1][0].isupper()


def _says(sheet: Sheet, start: int, end: int) -> bool:
    """Whether there is a word behind a label, and not only a figure ("Lee: 120")."""
    return any(word[0].isalpha() for word in sheet.words[start : min(end, start + _LONGEST_LABEL)])


def _headline(sheet: Sheet, line: Range, label: Range | None, first: Range) -> Attribution | None:
    """A headline `X: …` or `… – X`."""
    if label and _is_headline(sheet, label, line[1], first):
        return _labelled(sheet, label, line[1], rules.HEADLINE_LABEL)
    return _signed(sheet, *line)


def _is_headline(sheet: Sheet, label: Range, end: int, first: Range) -> bool:
    """Whether a labelled line is the headline or, under one (`first`), a subheading."""
    if label[0] == first[0]:
        # "NEW DELHI: The police …" is a dateline with the first sentence.
        longest = _LONGEST_HEADLINE // 2 if sheet.words[label[0]].isupper() else _LONGEST_HEADLINE
        return sheet.words[end - 1] != "." or end - label[1] <= longest
    # Sentences and labels that say nothing are no subheadings: "In Rome: Lee has left", "Lee: the man of the day".
    if "." in (sheet.words[first[1] - 1], sheet.words[end - 1]) or sheet.tags[label[0]] & PREPOSITION:
        return False
    return has_finite_verb(sheet, (label[1] + 1, end))


def _labelled(sheet: Sheet, label: Range, end: int, rule: rules.Rule) -> Attribution:
    """The words behind a label, without the full stop that ends them unless a quotation holds it."""
    colon = label[1]
    words = (k for k in range(end - 1, colon, -1) if not sheet.tags[k] & STOP or sheet.inside[k] >= 0)
    return _attribution(colon, (colon + 1, next(words, colon) + 1), label, rule)


def _signed(sheet: Sheet, start: int, end: int) -> Attribution | None:
    """A headline `… – X`: a clause, a dash and a short name."""
    if sheet.words[end - 1] == ".":
        end -= 1
    reach = range(end - 2, max(start + 2, end - 2 - _LONGEST_SIGNATURE), -1)
    dash = next((k for k in reach if sheet.words[k] in _DASHES and sheet.inside[k] < 0), None)
    if dash is None or not all(word[0].isupper() for word in sheet.words[dash + 1 : end]):
        return None
    # "… – Monday", "… – Updated"
    if sheet.tags[dash + 1] & (ADVERB | TIME) or sheet.lower[dash + 1].endswith("ed"):
        return None
    return _attribution(dash, (start, dash), (dash + 1, end), rules.NAME_AFTER_DASH)


def by_colon(sheet: Sheet, at: int) -> Attribution | None:
    """A quotation at `at` after a colon or dash and no verb: `pollster Jane Roe: “…”`, `He went on: “…”`."""
    mark = at - 1
    if mark < 2 or sheet.inside[mark] >= 0 or sheet.words[mark] not in _INTRODUCING:
        return None
    start = _name_start(sheet, mark)
    # A dash introduces the words of a name alone: "the cost – “late and dear” – is known".
    if start == mark and sheet.words[mark] != ":":
        return None
    source = (start, mark) if start < mark else first_subject(sheet, bounds(sheet, mark)[0], mark)
    q = sheet.quotations[sheet.inside[at]]
    return _attribution(mark, (q.start, q.end), source, rules.COLON_BEFORE_QUOTATION)


def _name_start(sheet: Sheet, end: int) -> int:
    """Where the name begins that ends before token `end`; `end` if none does."""
    reach = range(end - 1, max(0, end - _LONGEST_NAME) - 1, -1)
    words = (k for k in reach if not sheet.words[k][0].isupper() or sheet.tags[k] & TIME)
    return next(words, reach.stop) + 1


def _attribution(mark: int, content: Range, source: Range | None, rule: rules.Rule) -> Attribution:
    return Attribution(mark, (content,), ((mark, mark + 1),), source, "speech", "asserted", rule)
