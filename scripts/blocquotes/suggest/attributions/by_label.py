"""Attributions by punctuation: transcripts and headlines ("X: …", "… – X"), names before a colon."""

from collections.abc import Iterator, Sequence

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
from blocquotes.suggest.text.tokens import ranges

_LONGEST_LABEL = 7
_LONGEST_NAME = 5
_LONGEST_HEADLINE = 20
_LONGEST_SIGNATURE = 3
_TURNS = 4
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
    for k, ((_, end), label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label and transcript:
            yield _labelled(sheet, label, end, rules.TRANSCRIPT_LABEL)
        elif label and k < 2 and _is_headline(sheet, label, end, paragraphs[0]):
            yield _labelled(sheet, label, end, rules.HEADLINE_LABEL)
        elif k < 2 and (headline := _headline(sheet, *paragraphs[k])):
            yield headline


def _is_headline(sheet: Sheet, label: Range, end: int, first: Range) -> bool:
    """Whether a labelled line is the headline, and no first sentence behind a place ("NEW DELHI: …"), or the second.

    Under a headline, `first`, no full stop may end either, and the line must say something.
    """
    if label[0] == first[0]:
        longest = _LONGEST_HEADLINE >> sheet.words[label[0]].isupper()
        return sheet.words[end - 1] != "." or end - label[1] <= longest
    if sheet.words[first[1] - 1] == "." or sheet.words[end - 1] == "." or sheet.tags[label[0]] & PREPOSITION:
        return False
    return has_finite_verb(sheet, (label[1] + 1, end))


def _takes_turns(sheet: Sheet, labels: Sequence[Range | None]) -> bool:
    """Whether names come again, by their last words, as speakers' do; one question with its answer is enough."""
    names = [sheet.lower[label[1] - 1] for label in labels if label]
    asked = _QUESTION_AND_ANSWER.intersection(names)
    return len(asked) == 2 or (len(names) >= _TURNS and len(set(names)) * 2 <= len(names))


def _label(sheet: Sheet, start: int, end: int) -> Range | None:
    """The name that a paragraph begins with if a colon follows it."""
    high = min(start + _LONGEST_LABEL + 1, end - 1)
    if ":" not in sheet.words[start:high]:
        return None
    for k in range(start, high):
        if sheet.words[k] == ":":
            return (start, k) if k > start and _names_someone(sheet, start, k) and _says(sheet, k + 1, end) else None
        if sheet.tags[k] & (COMMA | MARK | VERB | AUXILIARY | STOP):
            return None
    return None


def _says(sheet: Sheet, start: int, end: int) -> bool:
    """Whether there is a word behind a label, and not only a figure."""
    return any(sheet.words[k][0].isalpha() for k in range(start, min(end, start + _LONGEST_LABEL)))


def _names_someone(sheet: Sheet, start: int, end: int) -> bool:
    if end == start + 1 and sheet.lower[start] in _QUESTION_AND_ANSWER:
        return True
    if any(
        sheet.lower[k] in _NO_SPEAKERS or sheet.tags[k] & (TIME | QUESTION | SUBORDINATOR) for k in range(start, end)
    ):
        return False
    return sheet.words[start][0].isupper() and sheet.words[end - 1][0].isupper()


def _labelled(sheet: Sheet, label: Range, end: int, rule: rules.Rule) -> Attribution:
    colon = label[1]
    while end > colon + 1 and sheet.tags[end - 1] & STOP and sheet.inside[end - 1] < 0:
        end -= 1
    return _attribution(colon, (colon + 1, end), label, rule)


def _headline(sheet: Sheet, start: int, end: int) -> Attribution | None:
    """A headline `… – X`: a clause, a dash and a short name."""
    while end > start and sheet.words[end - 1] == ".":
        end -= 1
    for k in range(end - 2, max(start + 2, end - 2 - _LONGEST_SIGNATURE), -1):
        if sheet.words[k] in _DASHES and sheet.inside[k] < 0:
            named = all(word[0].isupper() for word in sheet.words[k + 1 : end])
            other = sheet.tags[k + 1] & (ADVERB | TIME) or sheet.lower[k + 1].endswith("ed")
            return _attribution(k, (start, k), (k + 1, end), rules.NAME_AFTER_DASH) if named and not other else None
    return None


def by_colon(sheet: Sheet, at: int) -> Attribution | None:
    """A quotation at `at` after a colon or dash and no verb: `pollster Jane Roe: “…”`, `He went on: “…”`."""
    mark = at - 1
    if mark < 2 or sheet.inside[mark] >= 0 or sheet.words[mark] not in _INTRODUCING:
        return None
    start = mark
    while start > mark - _LONGEST_NAME and sheet.words[start - 1][0].isupper() and not sheet.tags[start - 1] & TIME:
        start -= 1
    source = (start, mark) if start < mark else first_subject(sheet, bounds(sheet, mark)[0], mark)
    if start == mark and sheet.words[mark] != ":":
        return None
    q = sheet.quotations[sheet.inside[at]]
    return _attribution(mark, (q.start, q.end), source, rules.COLON_BEFORE_QUOTATION)


def _attribution(mark: int, content: Range, source: Range | None, rule: rules.Rule) -> Attribution:
    return Attribution(mark, (content,), ((mark, mark + 1),), source, "speech", "asserted", rule)
