"""Commas: whether a content ends at one, or goes on behind it."""

from itertools import pairwise
from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.adjuncts import OCCASIONS, is_speech
from blocquotes.suggest.grammar.contents import (
    ASKED,
    CLAUSE_KIND,
    LONGEST_NAME,
    NEAREST,
    OBJECTS,
    TO_KIND,
    Content,
    opens,
)
from blocquotes.suggest.grammar.coordination import (
    begins_clause,
    is_before_auxiliary,
    is_of_one_form,
    leaves_tense,
    leaves_verb,
)
from blocquotes.suggest.grammar.finite_verbs import PASTS, finite_follows, has_finite_verb, holds_verb
from blocquotes.suggest.grammar.phrases import is_reporting, noun_phrase
from blocquotes.suggest.grammar.trailing import is_scene, sums_up
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    COMMA,
    COORDINATOR,
    CUE,
    DETERMINER,
    ED,
    ING,
    MARK,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
    tags_with,
    words_with,
)
from blocquotes.suggest.text.inflection import FINITE, GERUND, PAST
from blocquotes.suggest.text.sheet import Sheet, fits, form_at, is_finite_at, is_name_at, skip

_JOINING: Final = words_with(COORDINATOR | RELATIVE) - {"that"}
_ONLY_SUBJECT: Final = tags_with(SUBJECT, but=RELATIVE)
_QUESTIONS: Final = words_with(QUESTION)
_ABSOLUTE: Final = 7
_AFTER_DEMAND: Final = word_class("after-demand")
_CRITICS: Final = word_class("doubter")
# Tokens from a comma to the one that ends an insertion: ", in a statement on Monday,".
_INSERTED: Final = 8
# Tokens of a comment: "as the mayor of Oslo put it ,".
_LONGEST_COMMENT: Final = 8
# The most words between "which" and the verb of those who dispute what was said.
_FARTHEST_DISPUTE: Final = 6
# What says how many of those polled think so, and how many words that takes: "about 4 in 10 voters".
_SHARES: Final = word_class("share-of-polled")
_LONGEST_SHARE: Final = 6
# "said it was late, | compared with a third last year", "announced the sale, | effective on Monday"
_COORDINATORS: Final = tags_with(COORDINATOR)
_COMPARED: Final = ("compared", "effective")
_AND_OTHERS: Final = ("while", "and", "but", "compared", "after", "up", "down")
# What begins a clause that may be the reporter's.
_BEFORE_CLAUSE: Final = ("and", "but", "so", "while", "though", "although", "a", "an")
# The most words from "though" to the verb of those who doubt what was said: "though few fans agreed".
_LONGEST_DOUBTER: Final = 4
_PRICES: Final = frozenset(("share", "shares", "stock", "stocks", "bonds"))
_NEAR_PRICE: Final = 4
_ADVISING: Final = ("should", "must", "will", "can", "may")
_EXAMPLES: Final = word_class("example-opener")
# The most words of an item of a list, with what goes with it: "rising costs of food and …".
_LONGEST_ITEM: Final = 8


def ends_at_comma(content: Content, k: int) -> bool:
    """Whether the content ends at a comma before token `k`."""
    if _is_unfinished(content, k) or _closes_relative(content, k):
        return False
    if _closes_leading_clause(content, k):
        return True
    embedding = content.embedding
    # "The mine, which locals call “the hole”, | reopens in May"
    if embedding.relative and _is_quotation(content, k):
        return not opens(content.sheet, k)
    # "the envoy, who said it was late, left", but "the envoy, who said that Lee, under fire for it, would leave"
    if embedding.relative and finite_follows(content.sheet, k):
        if _has_own_verb(content, k):
            return True
        return _ends_after_comma(content, k)
    return _ends_after_comma(content, k)


def _closes_leading_clause(content: Content, k: int) -> bool:
    """Whether the main clause comes behind the one that reports: "While he said it was late, | they left"."""
    # "While he said that Lee, or Roe, was late, they left"
    if content.embedding.subordinate and _has_own_verb(content, k):
        return True
    return (content.embedding.subordinate or content.embedding.fronted) and main_clause_follows(content, k)


def _is_quotation(content: Content, k: int) -> bool:
    """Whether a content is a quotation that is closed before the comma before `k`."""
    sheet = content.sheet
    if not opens(sheet, content.start):
        return False
    return sheet.quotations[sheet.inside[content.start]].end == k - 1


def _is_unfinished(content: Content, k: int) -> bool:
    """Whether what a content cannot do without is still to come behind a comma before `k`."""
    sheet, start = content.sheet, content.start
    # "asked Lee, Roe and Cruz to leave", "urged him, in public, to leave"
    if content.kind == TO_KIND:
        if content.phrasal:
            return False
        return "to" not in sheet.lower[start:k]
    if sheet.lower[start] != "that" or not (_begins_with_phrase(sheet, start) or _is_beside_insertion(content, k)):
        return False
    return not _has_own_verb(content, k)


def _begins_with_phrase(sheet: Sheet, start: int) -> bool:
    """Whether something is before the subject of a clause with "that": "that of the five, none is late"."""
    return bool(sheet.tags[start + 1] & (PREPOSITION | SUBORDINATOR))


def _is_beside_insertion(content: Content, k: int) -> bool:
    """Whether a comma before `k` begins or ends a phrase between subject and verb: "that Lee, | in May, | left"."""
    sheet = content.sheet
    near = range(max(content.start, k - _INSERTED), min(k + _INSERTED, content.high))
    for opening, closing in pairwise(j for j in near if sheet.tags[j] & COMMA):
        if k - 1 in (opening, closing):
            return is_finite_at(sheet, closing + 1, AUXILIARY | VERB | ED | CUE)
    return False


def _closes_relative(content: Content, k: int) -> bool:
    """Whether the comma before `k` ends a relative clause, and the verb of its noun follows.

    "saying that Lee, who left, | was ill", "asked whether the claim, which is old, | was true".
    """
    sheet = content.sheet
    if content.kind != CLAUSE_KIND or not sheet.tags[k] & AUXILIARY:
        return False
    opening = next((j for j in range(k - 2, content.start, -1) if sheet.tags[j] & COMMA), None)
    if opening is None:
        return False
    return bool(sheet.tags[opening + 1] & RELATIVE)


def _has_own_verb(content: Content, k: int) -> bool:
    """Whether a clause has its finite verb before the comma before `k`; other kinds of content need none."""
    if content.kind != CLAUSE_KIND:
        return True
    sheet, start = content.sheet, content.start
    if opens(sheet, start):
        return True
    # "The group, which says it stands for many, said no"
    if sheet.tags[start] in _ONLY_SUBJECT:
        return True
    return holds_verb(sheet, start, k - 1, AUXILIARY | VERB | ED)


def main_clause_follows(content: Content, k: int) -> bool:
    """Whether a subject and its finite verb begin behind a comma before `k`."""
    sheet, high = content.sheet, content.high
    end = noun_phrase(sheet, k, high)
    if end == k:
        return False
    # "In a claim that the dam, the port and the mill are weak, he named no source."
    if not _COORDINATORS.isdisjoint(sheet.tags[k:end]):
        return False
    return is_finite_at(sheet, end, AUXILIARY | VERB | ED)


def _ends_after_comma(content: Content, k: int) -> bool:
    """Whether what follows a comma no longer belongs to the content."""
    sheet, high = content.sheet, content.high
    behind = skip(sheet, k, high - 1, ADVERB)
    if content.nominal and (ends := _ends_phrase(content, behind)) is not None:
        return ends
    k = behind
    word = sheet.lower[k]
    # "expressed “concern” over it, prompting an answer"
    if sheet.tags[k] & ING and (opens(sheet, content.start) or _moves_market(sheet, k)):
        return True
    if form_at(sheet, k) & GERUND:  # "said it was late, noting …"
        return True
    if word in _COMPARED:
        return True
    if _is_of_reporter(sheet, k, high) or _counts_on(content, k):
        return True
    if word == "with":  # "said it was late, with officials saying …"
        if content.phrasal:
            return True
        return any(form_at(sheet, j) & GERUND for j in range(k + 2, min(k + _ABSOLUTE, high)))
    if _goes_on_with_verb(content, k):
        return True
    return _leaves_phrase(content, k) if content.nominal else _leaves_clause(content, k)


def _moves_market(sheet: Sheet, k: int) -> bool:
    """Whether what was said had an effect on a price: "said it would pay more, | sending its shares up"."""
    return not _PRICES.isdisjoint(sheet.lower[k + 1 : k + _NEAR_PRICE])


def _ends_phrase(content: Content, k: int) -> bool | None:
    """Whether a noun phrase ends behind a comma and adverbs, before `k`; None where more must be known."""
    sheet, word = content.sheet, content.sheet.lower[k]
    # "did not dispute it, | however, and left"
    if sheet.tags[k] & (COMMA | STOP):
        return True
    if _is_listed(content, k):
        return False
    # "blamed it on the “wind,” not on the wall"
    if sheet.lower[k - 1] == "not":
        return False
    # "called it “unfair,” because it was late"
    if word == "because":
        return not is_speech(content)
    # "accused of fraud, | which he denies"
    return True if word == "which" and _is_denied(sheet, k + 1, content.high) else None


def _goes_on_with_verb(content: Content, k: int) -> bool:
    """Whether the reporter's sentence goes on with another verb: "said it was late, | and left"."""
    if content.sheet.tags[k] & COORDINATOR and _answers(content, k):
        return True
    if _lists_verb(content, k):
        return True
    # "said it was late, then | left"
    return leaves_verb(content, k)


def _answers(content: Content, k: int) -> bool:
    """Whether the answer to an indirect question follows: "asked whether it was late, | but got no reply"."""
    sheet = content.sheet
    if sheet.lower[content.start] not in _QUESTIONS:
        return False
    return is_finite_at(sheet, k + 1, AUXILIARY | VERB | ED)


def _counts_on(content: Content, k: int) -> bool:
    """Whether others of a poll follow those who said the content: "half say it is late, | while 4 in 10 …"."""
    sheet, start = content.sheet, content.start
    if sheet.lower[k] not in _AND_OTHERS or _SHARES.isdisjoint(sheet.lower[k + 1 : k + _LONGEST_SHARE]):
        return False
    return not _SHARES.isdisjoint(sheet.lower[max(start - NEAREST, 0) : start])


def _lists_verb(content: Content, k: int) -> bool:
    """Whether a second verb of a list follows a comma: "said it was late, | called them liars and left"."""
    sheet = content.sheet
    if content.kind != CLAUSE_KIND and fits(sheet, k, ED, OBJECTS):
        return True
    if not form_at(sheet, k) & PAST:
        return False
    if not is_of_one_form(sheet, content.start, k):
        return False
    # "said it was late, and Lee, who left, said it was over"
    if "," in sheet.lower[content.start : k - 1]:
        return False
    # "said it was late, called “foul play” and left"
    if not (is_name_at(sheet, k + 1, OBJECTS) or opens(sheet, k + 1)):
        return False
    # "said a man, called the “fox”, had left"
    return not _closes_before_verb(content, k)


def _leaves_clause(content: Content, k: int) -> bool:
    """Whether the word after a comma begins a clause of the reporter, not of what was said (guidelines, 7)."""
    sheet, word = content.sheet, content.sheet.lower[k]
    if word == "as":
        return _leaves_at_as(content, k)
    if content.kind == CLAUSE_KIND:
        return _leaves_what_was_said(content, k)
    # "pledged to close the base, which opened in May"
    if word in _AFTER_DEMAND:
        return True
    # "accused of lying, and of theft"
    if word != "and" or sheet.tags[k + 1] & PREPOSITION:
        return False
    # "urged them to leave, and the crowd left"
    return "," not in sheet.lower[content.start : k - 1]


def _leaves_at_as(content: Content, k: int) -> bool:
    """Whether "as" at `k` begins a clause of the reporter: "…, as he left the room", "…, just as the mayor had"."""
    sheet = content.sheet
    # "said it was over only if, as she put it, …"
    if _is_comment(content, k):
        return False
    if sheet.lower[k - 1] in ("just", "even"):
        return True
    if sheet.tags[k + 1] & (SUBJECT | AUXILIARY):
        return True
    return _is_past(content, k) or leaves_tense(content, k)


def _leaves_what_was_said(content: Content, k: int) -> bool:
    """Whether the word at `k`, after a clause that somebody said, begins one of the reporter."""
    sheet, word = content.sheet, content.sheet.lower[k]
    if word == "who":
        return _describes_last_name(content, k)
    if word == "which":
        return _is_disputed(content, k + 1)
    if word in _BEFORE_CLAUSE and leaves_tense(content, k):
        return True
    # "said it would close, while refusing to go", "…, before warning of it"
    if word in ("while", "before") and form_at(sheet, k + 1) & GERUND:
        return True
    # "said it would close, while his rival said nothing"
    if word == "while":
        return is_reporting(sheet, noun_phrase(sheet, k + 1, content.high))
    # "said it was late, when asked about the talks"
    if word in ("when", "if"):
        return sheet.lower[k + 1] in ASKED
    if word in ("though", "although"):
        return _is_reporters_concession(sheet, k)
    return word == "but" and _leaves_at_but(content, k)


def _leaves_at_but(content: Content, k: int) -> bool:
    """Whether "but" at `k` begins a clause of the reporter: "said it was late, | but he stayed"."""
    sheet = content.sheet
    # "said they should not go, but they should wait"
    if sheet.tags[k + 1] & SUBJECT and sheet.lower[k + 2] in _ADVISING:
        return False
    # "…, but he stayed", "…, but critics doubt it"
    if sheet.tags[k + 1] & SUBJECT or sheet.lower[k + 1] in _CRITICS:
        return True
    # "called it “late,” but in fact it was not"
    return opens(sheet, content.start)


def _is_comment(content: Content, k: int) -> bool:
    """Whether "as" at `k` begins a comment between two commas, behind which the content goes on in marks."""
    sheet = content.sheet
    comma = next((j for j in range(k, min(k + _LONGEST_COMMENT, content.high - 1)) if sheet.tags[j] & COMMA), None)
    return comma is not None and opens(sheet, comma + 1)


def _is_past(content: Content, k: int) -> bool:
    """Whether "as" at `k` begins a clause in the past with an object: "said it was “late”, as Roe posted a loss"."""
    sheet, end = content.sheet, noun_phrase(content.sheet, k + 1, content.high)
    # "…, as police broke up a march"
    if sheet.lower[end] in PASTS:
        return True
    # "…, as Roe noted", "…, as the rain showed"
    return fits(sheet, end, ED, OBJECTS)


def _is_disputed(content: Content, k: int) -> bool:
    """Whether somebody else says something of what was said: "said it was late, which | the town disputes"."""
    sheet, high = content.sheet, content.high
    # "groups, which claimed it, are few"
    if is_finite_at(sheet, k, AUXILIARY | VERB):
        return False
    verb = next((j for j in range(k + 1, min(k + _FARTHEST_DISPUTE, high)) if form_at(sheet, j) & FINITE), None)
    # "…, which the law promises to them" goes on
    if verb is None:
        return False
    return verb + 1 >= high or bool(sheet.tags[verb + 1] & (STOP | COMMA))


def _is_denied(sheet: Sheet, k: int, high: int) -> bool:
    """Whether one word and a verb of reporting end the clause: "…, which | he denies", "…, which | lawyers reject"."""
    if not form_at(sheet, k + 1) & FINITE:
        return False
    return k + 2 >= high or bool(sheet.tags[k + 2] & (STOP | COMMA))


def _describes_last_name(content: Content, k: int) -> bool:
    """Whether ", who" begins a clause about a person named right before it: "will vote for Lee, | who won".

    That is the reporter's own. "said that Lee, who won, was ill" goes on.
    """
    sheet = content.sheet
    if not sheet.words[k - 2][0].isupper() or not has_finite_verb(sheet, (content.start, k - 1)):
        return False
    # "paid it to Lee, who ran the port, in exchange for a favour"
    comma = next((j for j in range(k, content.high - 1) if sheet.tags[j] & COMMA), None)
    if comma is not None and sheet.tags[comma + 1] & PREPOSITION:
        return False
    return not _closes_before_verb(content, k)


def _closes_before_verb(content: Content, k: int) -> bool:
    """Whether a comma behind `k` has a finite verb behind it, so that what is before it was inserted."""
    sheet = content.sheet
    return any(sheet.tags[j] & COMMA and finite_follows(sheet, j + 1) for j in range(k, content.high - 1))


def _is_reporters_concession(sheet: Sheet, k: int) -> bool:
    """Whether "though" behind a comma is the reporter's: "called it “late,” though it was not", ", even though"."""
    if sheet.lower[k - 1] == "even":
        return True
    # "said there was hope, although he declined to give a date", "said it was right, though few fans agreed"
    if any(is_reporting(sheet, j) for j in range(k + 2, k + _LONGEST_DOUBTER)):
        return True
    return bool((sheet.tags[k - 1] | sheet.tags[k - 2]) & MARK)


def _is_lag(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a phrase behind a comma says how long after something it was said: "…, | two days after the vote"."""
    at = k + 1 if sheet.tags[k] & DETERMINER or sheet.lower[k].isdigit() else k
    if not sheet.tags[at] & TIME:
        return False
    return sheet.lower[at + 1] in ("after", "before")


def _is_where_said(sheet: Sheet, k: int, high: int) -> bool:
    """Whether where something was said is all that is behind a comma: "said it was late, | in a statement"."""
    if sheet.lower[k] not in ("in", "during"):
        return False
    if OCCASIONS.isdisjoint(sheet.lower[k + 2 : k + LONGEST_NAME + 1]):
        return False
    return not any(tag & COMMA for tag in sheet.tags[k:high])


def _is_of_reporter(sheet: Sheet, k: int, high: int) -> bool:
    """Whether what begins behind a comma is the reporter's, whatever the content."""
    if _is_where_said(sheet, k, high):
        return True
    return sums_up(sheet, k, high) or _is_lag(sheet, k, high) or is_scene(sheet, k, high)


def _leaves_phrase(content: Content, k: int) -> bool:
    """Whether the word after a comma goes on with the sentence and not with a noun phrase."""
    sheet = content.sheet
    tag, word = sheet.tags[k], sheet.lower[k]
    if word in _EXAMPLES:
        return False
    # "called it “late,” and Mayor Lee left"
    if word == "and" and sheet.tags[k - 1] & MARK and is_name_at(sheet, k + 1, SUBJECT):
        return True
    if word in _JOINING:  # "criticized allies, and Japan", "…, which", but "…, but left", "…, and his aides have left"
        return _begins_clause_behind(content, k) if word == "and" else word == "but"
    return bool(tag & (SUBORDINATOR | PREPOSITION | SUBJECT | ADVERB | ING))


def _begins_clause_behind(content: Content, k: int) -> bool:
    """Whether a clause begins behind the "and" at `k`: "…, and his aides were late", "…, and marches have begun"."""
    # "described it as “old”, and the whole town laughed"
    return begins_clause(content.sheet, k + 1) or is_before_auxiliary(content.sheet, k + 1, content.high)


def _is_listed(content: Content, k: int) -> bool:
    """Whether the word in -ing at `k` goes on with a list: "warned of delays, | rising costs and a shortage"."""
    sheet = content.sheet
    if not sheet.tags[k] & ING or form_at(sheet, k) & GERUND:
        return False
    # "called him a kind, loving and able man"
    if sheet.tags[k + 1] & (COORDINATOR | COMMA):
        return True
    # "condemned the attack, raising hopes and fears", "called for talks, leaving the town and its mayor in doubt"
    if (sheet.tags[content.start] | sheet.tags[k + 1]) & OBJECTS:
        return False
    reach = range(k + 1, min(k + _LONGEST_ITEM, content.high))
    end = next((j for j in reach if sheet.tags[j] & (COORDINATOR | COMMA | STOP | VERB | AUXILIARY)), k)
    return bool(sheet.tags[end] & COORDINATOR)
