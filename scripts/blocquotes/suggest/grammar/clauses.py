"""Where a content ends that begins at a token, and where one begins that a verb comes behind."""

from dataclasses import dataclass
from typing import Final

from blocquotes.suggest.data import rows, word_class
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    DETERMINER,
    ED,
    HAVE,
    ING,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    UNLISTED,
    VENUE,
    VERB,
    tags_with,
    words_with,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND, NOT_BARE, PARTICIPLE, PAST, PRESENT
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, NOUN, SMALL, THAT, WIDE_VERBS, Frame
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import (
    Range,
    Sheet,
    bounds,
    bracket_around,
    fits,
    form_at,
    is_adverb,
    is_finite_at,
    is_name_at,
    sentence_start,
    skip,
    tagged,
)

# Kinds of content by their end: a clause, a to-clause, a noun phrase, an object with its predicate.
CLAUSE_KIND: Final = "clause"
TO_KIND: Final = "to"
NOUN_KIND: Final = "noun"
SMALL_KIND: Final = "small"

_NOMINAL: Final = (NOUN_KIND, SMALL_KIND)
_ENDS: Final = DASH | COMMA | STOP | COORDINATOR
_NOMINAL_ENDS: Final = _ENDS | TIME | PREPOSITION | SUBORDINATOR
# Kind of content → classes of the words that it may end before.
_MAY_END: Final = {
    CLAUSE_KIND: _ENDS,
    TO_KIND: _ENDS | CUE | SUBORDINATOR,
    NOUN_KIND: _NOMINAL_ENDS,
    SMALL_KIND: _NOMINAL_ENDS,
}
# … and the tags of these words, and of marks, which may open a quotation.
_STOPS: Final = {kind: tags_with(classes | MARK) for kind, classes in _MAY_END.items()}
_COMMA_OR_DASH: Final = tags_with(COMMA | DASH)
_SUBORDINATE: Final = word_class("subordinating")
_ADJUNCTS: Final = word_class("adjunct-opener")
_PAST_OPENERS: Final = word_class("past-opener")
_OBJECTS: Final = DETERMINER | OBJECT | POSSESSIVE
_BEFORE_NOUN: Final = DETERMINER | POSSESSIVE | PREPOSITION
_JOINING: Final = words_with(COORDINATOR | RELATIVE) - {"that"}
_TEMPORAL: Final = word_class("temporal-opener")
_ASKED: Final = word_class("asked")
_SUMMARIES: Final = word_class("summary-noun")
_LONGEST_SUMMARY: Final = 4
_LEADING: Final = frozenset({"but", "and", "so", ","})
_CONJUNCTIONS: Final = word_class("conjunction")
_UNFINISHED: Final = word_class("unfinished-mark")
_APART: Final = word_class("dash") | {":"}
_VERBAL: Final = tags_with(AUXILIARY | VERB | CUE, but=POSSESSIVE) | tags_with(ED)
_SHORTEST_CLAUSE: Final = 3
# Tokens of a sentence that only attributes the one before it: "Governor Ann Lee said."
_LONGEST_ATTRIBUTION: Final = 6
_PLAIN: Final = ("said", "says", "added", "explained")
_SENTENCE_ENDS: Final = frozenset("!?.")
_PRONOUN: Final = tags_with(OBJECT, but=POSSESSIVE)
_NO_PERFECT: Final = tags_with(AUXILIARY, but=HAVE)
_ABSOLUTE: Final = 7
_CLOSED: Final = _SUBORDINATE | _ASKED
_FRONTING: Final = _SUBORDINATE | {"according"}
_AFTER_DEMAND: Final = word_class("after-demand")
_ONLY_SUBJECT: Final = tags_with(SUBJECT, but=OBJECT)
_LONGEST_NAME: Final = 4
_OPENS_CLAUSE: Final = COMMA | COORDINATOR | SUBORDINATOR | RELATIVE | QUESTION | SUBJECT | CUE | STOP | DASH | MARK
_CLAUSAL: Final = _OPENS_CLAUSE | AUXILIARY | VERB | ED
PASTS: Final = frozenset(row["past"] for row in rows("common-verbs.tsv") if row["past"])
_PAST_FORMS: Final = PASTS | word_class("past-auxiliary")
_ONLY_AUXILIARY: Final = tags_with(AUXILIARY, but=POSSESSIVE)
_ONLY_FINITE: Final = tags_with(AUXILIARY | VERB, but=POSSESSIVE)
# What is right before a verb that is the content's own, or before a noun that looks like one.
_NO_MAIN_VERB: Final = AUXILIARY | ADVERB | PREPOSITION | DETERMINER | POSSESSIVE | COORDINATOR | VERB
_DENYING: Final = word_class("denying-auxiliary")
# Tokens between a reporting verb and its content in which the verb is looked for.
_NEAREST: Final = 8
# The most words between two dashes that a noun phrase goes on behind.
_INSERTED: Final = 12
_CALLING_OUT: Final = word_class("calling-out-verb")
_REFUSING: Final = word_class("refusing-verb")
_ELABORATING: Final = word_class("elaborating-verb")
_BODY: Final = word_class("body-noun")
_DRAWING: Final = word_class("drawing-word")
_RESPONSES: Final = word_class("audible-response")
_UNPROVEN_OPENERS: Final = ("without",)
_UNPROVEN: Final = word_class("not-given")
_CRITICS: Final = word_class("doubter")
_EXAMPLES: Final = word_class("example-opener")
# What only the speaker can say of what is to come: "which will hurt the poor".
_FORESEEING: Final = word_class("hypothetical")
_REMARKS: Final = word_class("remark-opener")
# The most words of an item of a list, with what goes with it: "rising costs of food and …".
_LONGEST_ITEM: Final = 8


@dataclass(slots=True)
class _Embedding:
    """What is open where a content begins.

    `subordinate` is a clause before the main one, `fronted` a phrase before it, `inserted` a pair of dashes, and
    `relative` a relative clause or a participle.
    """

    subordinate: bool
    fronted: bool
    inserted: bool
    relative: bool


@dataclass(slots=True)
class _Content:
    """A content being read: its kind, where it begins, and where it ends at the latest."""

    sheet: Sheet
    start: int
    high: int
    kind: str
    read: _Embedding | None = None

    @property
    def nominal(self) -> bool:
        return self.kind in _NOMINAL

    @property
    def phrasal(self) -> bool:
        """Whether it is a noun phrase or a gerund."""
        return self.nominal or bool(self.sheet.tags[self.start] & ING)

    @property
    def embedding(self) -> _Embedding:
        """What is open where the content begins; few contents have a word that needs to know."""
        if self.read is None:
            self.read = _embedding(self.sheet, self.start)
        return self.read


def clause_range(sheet: Sheet, start: int, high: int, kind: str = CLAUSE_KIND) -> Range:
    """The content of a kind from `start` to where its clause ends, at `high` at the latest."""
    if kind == NOUN_KIND:
        if _is_pronoun(sheet, start):
            return start, start + 1
        if sheet.tags[start] & ING:  # "accused them of lying, stealing and running away on Monday"
            kind = TO_KIND
    inside, tags, ends = sheet.inside, sheet.tags, _MAY_END[kind]
    # "said on “Today” that …": a content behind a quotation begins outside of it
    own = inside[start] if inside[start] == inside[start - 1] else -1
    content = _Content(sheet, start, high, kind)
    end, behind = high, start  # `behind` is the token behind the last quotation
    for k in tagged(sheet, _STOPS[kind], start, high):
        if k < behind:
            continue
        place = inside[k]
        if place != own and place != -1:
            behind = sheet.quotations[place].end
            if _ends_with_quotation(content, behind):
                end = min(behind, high)
                break
        elif tags[k] & ends and _ends_before(content, k):
            end = k
            break
    return start, _without_punctuation(sheet, start, end, own)


def _is_pronoun(sheet: Sheet, k: int) -> bool:
    """Whether a pronoun is all of the noun phrase at `k`: "criticized him"."""
    if sheet.tags[k] not in _PRONOUN:
        return False
    # "criticized him as weak"
    if sheet.lower[k + 1] == "as":
        return False
    # "called for him | to resign"
    return sheet.lower[k + 1] != "to" or not sheet.tags[k - 1] & PREPOSITION


def _without_punctuation(sheet: Sheet, start: int, end: int, own: int) -> int:
    for k in range(end, start, -1):
        if sheet.inside[k - 1] != own or not sheet.tags[k - 1] & (COMMA | STOP | DASH):
            return k
    return start


def _ends_with_quotation(content: _Content, k: int) -> bool:
    """Whether the content ends with the quotation that ends before token `k`, as the last mark inside it shows."""
    sheet = content.sheet
    if sheet.lower[k] in _TEMPORAL:  # "said it was “over” as he left"
        return True
    mark = sheet.words[k - 2]
    if mark in _SENTENCE_ENDS:
        return True
    # "said it was “late” in the town", "said it was “late” until the vote"
    if _opens(sheet, content.start) and _leaves_quotation(content, k):
        return True
    return mark == "," and _ends_at_inner_comma(content, k)


def _leaves_quotation(content: _Content, k: int) -> bool:
    """Whether what is behind the quotation that is all of a content is the reporter's."""
    sheet = content.sheet
    # "shouted “shame” until she left", but "said “three weeks” until the vote"
    if sheet.lower[k] in ("until", "while"):
        return has_finite_verb(sheet, (k + 1, content.high))
    # "said “no” and left", but "said “no” and “yes”"
    if sheet.tags[k] & COORDINATOR:
        return is_finite_at(sheet, k + 1, VERB | AUXILIARY | ED)
    # "shouted “shame” at the envoy"
    if sheet.tags[k] & PREPOSITION and _is_called_out(content):
        return True
    # "said “no” in an interview"
    return _names_occasion(sheet, k, content.high)


def _is_called_out(content: _Content) -> bool:
    """Whether the verb right before a content says how loud it was, so that who hears it is behind it."""
    entry = content.sheet.verbs.get(content.sheet.lower[content.start - 1])
    return entry is not None and entry[0].lemma in _CALLING_OUT


def _ends_at_inner_comma(content: _Content, k: int) -> bool:
    """Whether the content ends at the comma inside a quotation that ends before token `k`."""
    return _ends_at_comma(content, k) or _is_apposition(content, k)


def _is_apposition(content: _Content, k: int) -> bool:
    """Whether what follows a quotation to the end of the sentence explains it: "read “No,” a line from a song"."""
    sheet = content.sheet
    # "said it was “late,” which the envoy denied", but "said it was “unfair,” which will hurt the poor"
    if sheet.lower[k] == "which":
        return sheet.lower[k + 1] not in _FORESEEING
    # "said we need “bread,” the right to work and peace"
    articles = ("a", "an", "the", "another") if _opens(sheet, content.start) else ("a", "an", "another")
    if sheet.lower[k] not in articles:
        return False
    return not any(tag & COMMA for tag in sheet.tags[k : content.high])


def _ends_before(content: _Content, k: int) -> bool:
    """Whether the content ends before the unquoted token `k`."""
    sheet, tag = content.sheet, content.sheet.tags[k]
    if tag & COMMA:
        return _ends_at_comma(content, k + 1)
    if tag & STOP:
        return sheet.lower[k] in (";" if content.kind == CLAUSE_KIND else ";:")
    if tag & DASH:
        return _ends_at_dash(content, k)
    if k == content.start:
        return False
    if tag & COORDINATOR and _joins_reporters(content, k):
        return True
    if _is_main_verb(sheet, k):
        return True
    return _adjunct_begins(content, k) if content.nominal else _tells_of_promise(content, k)


def _ends_at_comma(content: _Content, k: int) -> bool:
    """Whether the content ends at a comma before token `k`."""
    if _is_unfinished(content, k) or _closes_relative(content, k):
        return False
    if content.embedding.subordinate:  # "While he said it was late, they left"
        return True
    if content.embedding.fronted and _main_clause_follows(content, k):
        return True
    # "the envoy, who said it was late, left", but "the envoy, who said that Lee, under fire for it, would leave"
    if content.embedding.relative and _finite_follows(content.sheet, k):
        return _has_own_verb(content, k) or _ends_after_comma(content, k)
    return _ends_after_comma(content, k)


def _is_unfinished(content: _Content, k: int) -> bool:
    """Whether what a content cannot do without is still to come behind a comma before `k`."""
    sheet, start = content.sheet, content.start
    # "asked Lee, Roe and Cruz to leave", "urged him, in public, to leave"
    if content.kind == TO_KIND:
        return not content.phrasal and "to" not in sheet.lower[start:k]
    # "says that of the five, none is late"
    if sheet.lower[start] != "that" or not sheet.tags[start + 1] & (PREPOSITION | SUBORDINATOR):
        return False
    return not _has_own_verb(content, k)


def _closes_relative(content: _Content, k: int) -> bool:
    """Whether the comma before `k` ends a relative clause, and the verb of its noun follows.

    "saying that Lee, who left, | was ill", "asked whether the claim, which is old, | was true".
    """
    sheet = content.sheet
    if content.kind != CLAUSE_KIND or not sheet.tags[k] & AUXILIARY:
        return False
    opening = next((j for j in range(k - 2, content.start, -1) if sheet.tags[j] & COMMA), None)
    return opening is not None and bool(sheet.tags[opening + 1] & RELATIVE)


def _has_own_verb(content: _Content, k: int) -> bool:
    """Whether a clause has its finite verb before the comma before `k`; other kinds of content need none."""
    if content.kind != CLAUSE_KIND:
        return True
    if _opens(content.sheet, content.start):
        return True
    return _holds_verb(content.sheet, content.start, k - 1, AUXILIARY | VERB | ED)


def _holds_verb(sheet: Sheet, start: int, end: int, classes: int = AUXILIARY | VERB) -> bool:
    """Whether a finite verb is in a range: "under | fire" and "the plan" are nouns."""
    # A loop over what may be one, since most words are of no class.
    for k in range(start, end):
        if sheet.tags[k] & (classes | CUE) and not sheet.tags[k - 1] & _BEFORE_NOUN and is_finite_at(sheet, k, classes):
            return True
    return False


def _embedding(sheet: Sheet, start: int) -> _Embedding:
    low, _ = bounds(sheet, start - 1)
    low = next((k for k in range(low, start) if not _leads(sheet, k)), start - 1)
    # "While he said …", "Asked whether …", "Noting that …"
    subordinate = sheet.lower[low] in _CLOSED or bool(form_at(sheet, low) & GERUND)
    fronted = sheet.lower[low] in _FRONTING
    relative, dashes = False, 0
    # "When a man shouted, “No,” they left": the comma before the content closes nothing.
    for k in tagged(sheet, _COMMA_OR_DASH, low, start - 1 if _opens(sheet, start) else start):
        if sheet.tags[k] & COMMA:
            relative = _begins_insertion(sheet, k + 1)
            # "While the envoy, who said it was late, left, …"; "…, and when …"
            subordinate = (relative and fronted) or _joins_subordinate(sheet, k + 1)
        else:
            dashes += 1
    return _Embedding(subordinate, _is_fronted(sheet, low, start), dashes % 2 == 1, relative)


def _is_fronted(sheet: Sheet, low: int, start: int) -> bool:
    """Whether a content is in a phrase before the main clause: "Despite claims that it was late, they left"."""
    if not sheet.tags[low] & (PREPOSITION | ING) or sheet.lower[low] in _FRONTING:
        return False
    return not _holds_verb(sheet, low + 1, start)


def _main_clause_follows(content: _Content, k: int) -> bool:
    """Whether a subject and its finite verb begin behind a comma before `k`."""
    sheet, high = content.sheet, content.high
    end = noun_phrase(sheet, k, high)
    if end == k:
        return False
    # "In a claim that the dam, the port and the mill are weak, he named no source."
    if any(tag & COORDINATOR for tag in sheet.tags[k:end]):
        return False
    return is_finite_at(sheet, end, AUXILIARY | VERB | ED)


def _leads(sheet: Sheet, k: int) -> bool:
    """Whether a conjunction, an adverb or a comma may be before what begins a sentence: "Oddly, | after he said …"."""
    if sheet.lower[k] in _LEADING:
        return True
    return is_adverb(sheet, k) and not sheet.tags[k] & (SUBORDINATOR | PREPOSITION)


def _is_main_verb(sheet: Sheet, k: int) -> bool:
    """Whether a verb goes on with the sentence around a relative clause: "who asked not to be named said"."""
    return bool(form_at(sheet, k) & PAST) if form_at(sheet, k - 1) & PARTICIPLE else False


def _joins_subordinate(sheet: Sheet, k: int) -> bool:
    """Whether a second main clause begins with a subordinate one: "…, and when …"."""
    return fits(sheet, k, COORDINATOR, _SUBORDINATE)


def _begins_insertion(sheet: Sheet, k: int) -> bool:
    """Whether a relative clause or participle begins at `k`: "…, who said", "…, noting that", "…, asked whether"."""
    if sheet.lower[k + 2] == "whom" and sheet.lower[k + 1] == "of":  # "…, many of whom say"
        return True
    # "…, a nurse who says"
    if sheet.lower[k] in ("a", "an", "the") and "who" in sheet.lower[k + 2 : k + _LONGEST_NAME]:
        return True
    return bool(sheet.tags[k] & (RELATIVE | ING)) or sheet.lower[k] in _ASKED


def _finite_follows(sheet: Sheet, k: int) -> bool:
    """Whether a finite verb follows, with only adverbs before it."""
    while is_adverb(sheet, k):
        k += 1
    # "…, many of whom say it was late, sued"
    return is_finite_at(sheet, k, AUXILIARY | VERB | ED)


def _ends_after_comma(content: _Content, k: int) -> bool:
    """Whether what follows a comma no longer belongs to the content."""
    sheet, high = content.sheet, content.high
    if _opens(sheet, k):  # "called it late, “a farce”"
        return False
    k = skip(sheet, k, high - 1, ADVERB)
    word = sheet.lower[k]
    if content.nominal and _is_listed(content, k):
        return False
    if form_at(sheet, k) & GERUND:  # "said it was late, noting …"
        return True
    if word == "compared":  # "said it was late, compared with a third last year"
        return True
    if _sums_up(sheet, k, high) or _is_lag(sheet, k) or _is_scene(sheet, k):
        return True
    if word == "with":  # "said it was late, with officials saying …"
        return content.phrasal or any(form_at(sheet, j) & GERUND for j in range(k + 2, min(k + _ABSOLUTE, high)))
    if sheet.tags[k] & COORDINATOR and _verb_follows(content, k):
        return True
    if _lists_verb(content, k):
        return True
    return _leaves_phrase(sheet, k) if content.nominal else _leaves_clause(content, k)


def _is_scene(sheet: Sheet, k: int) -> bool:
    """Whether what is behind a comma says how it was said or heard: "…, | his voice rising", "…, | drawing boos"."""
    word = sheet.lower[k]
    if sheet.tags[k] & POSSESSIVE:
        return sheet.lower[k + 1] in _BODY
    if word in _UNPROVEN_OPENERS:
        return sheet.lower[k + 1] in _UNPROVEN
    return word in _DRAWING and not _RESPONSES.isdisjoint(sheet.lower[k + 1 : k + _LONGEST_SUMMARY])


def _lists_verb(content: _Content, k: int) -> bool:
    """Whether a second verb of a list follows a comma: "said it was late, | called them liars and left"."""
    sheet = content.sheet
    if content.kind != CLAUSE_KIND and fits(sheet, k, ED, _OBJECTS):
        return True
    if not form_at(sheet, k) & PAST:
        return False
    if not _is_of_one_form(sheet, content.start, k):
        return False
    # "said it was late, and Lee, who left, said it was over"
    if "," in sheet.lower[content.start : k - 1]:
        return False
    # "said it was late, called “foul play” and left"
    if not (is_name_at(sheet, k + 1, _OBJECTS) or _opens(sheet, k + 1)):
        return False
    # "said a man, called the “fox”, had left"
    return not _closes_before_verb(content, k)


def _leaves_clause(content: _Content, k: int) -> bool:
    """Whether the word after a comma begins a clause of the reporter, not of what was said (guidelines, 7)."""
    sheet, word = content.sheet, content.sheet.lower[k]
    # "…, as he left the room", "…, as was the case in May", "…, just as the mayor had"
    if word == "as":
        return sheet.lower[k - 1] == "just" or bool(sheet.tags[k + 1] & (SUBJECT | AUXILIARY))
    if content.kind == CLAUSE_KIND:
        # "said it was late, but he stayed"
        if word == "who":
            return _describes_last_name(content, k)
        if word == "which":
            return _is_disputed(content, k + 1)
        # "said it was late, when asked about the talks"
        if word in ("when", "if"):
            return sheet.lower[k + 1] in _ASKED
        if word in ("though", "although"):
            return _is_reporters_concession(sheet, k)
        # "called it “late,” but in fact it was not"
        if word != "but":
            return False
        # "…, but he stayed", "…, but critics doubt it"
        if sheet.tags[k + 1] & SUBJECT or sheet.lower[k + 1] in _CRITICS:
            return True
        return _opens(sheet, content.start)
    # "pledged to close the base, which opened in May"
    if word in _AFTER_DEMAND:
        return True
    # "accused of lying, and of theft"
    if word != "and" or sheet.tags[k + 1] & PREPOSITION:
        return False
    # "urged them to leave, and the crowd left"
    return "," not in sheet.lower[content.start : k - 1]


def _is_disputed(content: _Content, k: int) -> bool:
    """Whether somebody else says something of what was said: "said it was late, which | the town disputes"."""
    sheet, end = content.sheet, noun_phrase(content.sheet, k, content.high)
    verb = skip(sheet, end, content.high, AUXILIARY | ADVERB)
    return end > k and bool(form_at(sheet, verb) & (FINITE | PARTICIPLE))


def _describes_last_name(content: _Content, k: int) -> bool:
    """Whether ", who" begins a clause about a person named right before it: "will vote for Lee, | who won".

    That is the reporter's own. "said that Lee, who won, was ill" goes on.
    """
    sheet = content.sheet
    if not sheet.words[k - 2][0].isupper() or not has_finite_verb(sheet, (content.start, k - 1)):
        return False
    return not _closes_before_verb(content, k)


def _closes_before_verb(content: _Content, k: int) -> bool:
    """Whether a comma behind `k` has a finite verb behind it, so that what is before it was inserted."""
    sheet = content.sheet
    return any(sheet.tags[j] & COMMA and _finite_follows(sheet, j + 1) for j in range(k, content.high - 1))


def _is_reporters_concession(sheet: Sheet, k: int) -> bool:
    """Whether "though" behind a comma is the reporter's: "called it “late,” though it was not", ", even though"."""
    return sheet.lower[k - 1] == "even" or bool(sheet.tags[k - 1] & MARK)


def _opens(sheet: Sheet, k: int) -> bool:
    return sheet.inside[k] > sheet.inside[k - 1]


def _is_lag(sheet: Sheet, k: int) -> bool:
    """Whether a phrase behind a comma says how long after something it was said: "…, | two days after the vote"."""
    at = k + 1 if sheet.tags[k] & DETERMINER or sheet.lower[k].isdigit() else k
    return fits(sheet, at, TIME, ("after", "before"))


def _sums_up(sheet: Sheet, k: int, high: int) -> bool:
    """Whether an apposition to the sentence begins at `k`: "…, a claim that the rivals denied"."""
    if sheet.lower[k] not in ("a", "an", "another"):
        return False
    return not _SUMMARIES.isdisjoint(sheet.lower[k + 1 : min(k + _LONGEST_SUMMARY, high)])


def _leaves_phrase(sheet: Sheet, k: int) -> bool:
    """Whether the word after a comma goes on with the sentence and not with a noun phrase."""
    tag, word = sheet.tags[k], sheet.lower[k]
    if word in _EXAMPLES:
        return False
    if word in _JOINING:  # "criticized allies, and Japan", "…, which", but "…, but left", "…, and his aides have left"
        return _begins_clause(sheet, k + 1) if word == "and" else word == "but"
    return bool(tag & (SUBORDINATOR | PREPOSITION | SUBJECT | ADVERB | ING))


def _is_listed(content: _Content, k: int) -> bool:
    """Whether the word in -ing at `k` goes on with a list: "warned of delays, | rising costs and a shortage"."""
    sheet = content.sheet
    if not sheet.tags[k] & ING or form_at(sheet, k) & GERUND:
        return False
    # "called him a kind, loving and able man"
    if sheet.tags[k + 1] & (COORDINATOR | COMMA):
        return True
    # "condemned the attack, raising hopes and fears", "called for talks, leaving the town and its mayor in doubt"
    if (sheet.tags[content.start] | sheet.tags[k + 1]) & _OBJECTS:
        return False
    reach = range(k + 1, min(k + _LONGEST_ITEM, content.high))
    end = next((j for j in reach if sheet.tags[j] & (COORDINATOR | COMMA | STOP | VERB | AUXILIARY)), k)
    return bool(sheet.tags[end] & COORDINATOR)


def _begins_clause(sheet: Sheet, k: int) -> bool:
    """Whether a subject and its auxiliary begin at `k`: "they have", "his aides were"."""
    if sheet.tags[k] in _ONLY_SUBJECT:
        return True
    if not sheet.tags[k] & (POSSESSIVE | DETERMINER):
        return False
    # "a rise, and the hospital said no", "his allies, and the mayor has left"
    return any(form_at(sheet, j) in NOT_BARE or sheet.tags[j] in _ONLY_AUXILIARY for j in range(k + 2, k + 4))


def _verb_follows(content: _Content, coordinator: int) -> bool:
    """Whether a coordinated reporting verb follows, with only auxiliaries and adverbs before it.

    In a clause, where the verb may be the content's own, neither verbs of thought nor bare forms nor other
    auxiliaries than those of the perfect end it.
    """
    sheet, high, k = content.sheet, content.high, coordinator + 1
    j = next((j for j in range(k, high) if not is_adverb(sheet, j, ADVERB | AUXILIARY)), high)
    form = form_at(sheet, j)
    if content.kind == CLAUSE_KIND:
        if _turns_to_reporter(sheet, coordinator, j):
            return True
        return form in NOT_BARE and _goes_on_reporting(content, k, j)
    if form & GERUND:
        return content.nominal
    if not form & BASE:
        return form in NOT_BARE
    if content.kind == TO_KIND:  # "agreed to leave and say no more"
        return j > k
    if "to" in sheet.lower[content.start : k]:  # "called on them to leave and say no more"
        return False
    if form in NOT_BARE:
        return True
    if sheet.tags[j + 1] & _OBJECTS:  # "rejected the deal and demand a truce"
        return True
    # "warned of floods and fear among the farmers"
    return _is_of_one_form(sheet, content.start, j)


def _is_third_person(word: str) -> bool:
    """Whether a word is the third person of a verb of saying or wanting, which no infinitive is coordinated with."""
    _, form = WIDE_VERBS.get(word, (None, 0))
    return form == PRESENT


def _clause_follows(content: _Content, coordinator: int) -> bool:
    """Whether a clause of its own follows a noun phrase or a to-clause: "asked for a photo and | Lee said no"."""
    sheet, k = content.sheet, coordinator + 1
    if content.kind == CLAUSE_KIND:
        return False
    if sheet.tags[k] in _ONLY_SUBJECT:
        return True
    if not sheet.words[k][0].isupper():
        return False
    for j in range(k + 1, min(k + _LONGEST_NAME, content.high)):
        # "spoke of ties between Rome and Oslo and urged more": the verb is that of the first subject.
        if sheet.tags[j] & (COORDINATOR | COMMA):
            return False
        if form_at(sheet, j) in NOT_BARE:
            return True
    return False


def _goes_on_reporting(content: _Content, k: int, verb: int) -> bool:
    """Whether a second verb is the reporter's, not the content's: "and warned", but "and would think", "and knew"."""
    sheet = content.sheet
    # "said it fell and says it burned", "arguing that it fell and showed …": only a verb of its own form goes on.
    if not sheet.tags[k - 2] & COMMA and not _is_of_one_form(sheet, content.start, verb):
        return False
    frame = sheet.verbs[sheet.lower[verb]][0]
    if frame.medium == "thought":
        return False
    if _lacks_clause(sheet, frame, verb):
        return False
    return not any(tag in _NO_PERFECT for tag in sheet.tags[k:verb])


def _lacks_clause(sheet: Sheet, frame: Frame, verb: int) -> bool:
    """Whether a verb that only a clause with "that" makes one of reporting has none: "but found it too late"."""
    if frame.flags & (CLAUSE | NOUN | SMALL | ADDRESSEE | THAT) != THAT:
        return False
    return sheet.lower[verb + 1] != "that" and not _opens(sheet, verb + 1)


def _is_of_one_form(sheet: Sheet, start: int, verb: int) -> bool:
    """Whether a verb has the form of the reporting verb before a content that begins at `start`, if there is one."""
    first = next(
        (k for k in range(start - 1, max(start - _NEAREST, 0), -1) if form_at(sheet, k) & (FINITE | GERUND)), None
    )
    if first is None:
        return True
    # "did say it fell and called it late"
    if form_at(sheet, first) & BASE and sheet.tags[first - 1] & AUXILIARY:
        return True
    return bool(form_at(sheet, first) & form_at(sheet, verb))


def _turns_to_reporter(sheet: Sheet, k: int, verb: int) -> bool:
    """Whether a coordinator at `k` goes on with what was not said: "…, but did not say …", but "… but did not pay"."""
    if sheet.lower[k] != "but":
        return False
    # "…, but declined to elaborate"
    if sheet.lower[k + 1] in _REFUSING and sheet.lower[k + 2] == "to":
        return bool(form_at(sheet, k + 3)) or sheet.lower[k + 3] in _ELABORATING
    if not form_at(sheet, verb) & BASE:
        return False
    return not _DENYING.isdisjoint(sheet.lower[k + 1 : verb])


def _goes_on(content: _Content, k: int) -> bool:
    """Whether a verb of the sentence follows the coordinator at `k` behind a quotation: "called it “late” and left"."""
    sheet, following = content.sheet, content.sheet.tags[k + 1]
    if content.kind == CLAUSE_KIND:
        return False
    if sheet.inside[k - 1] != sheet.inside[k]:
        return bool(following & (VERB | AUXILIARY | ED)) if content.phrasal else False
    # "talks about tariffs and getting rid of them"
    if following & ING:
        return False
    is_past = bool(following & ED) or sheet.lower[k + 1] in PASTS
    # "expects profits to rise and plans to open shops", "urged them to act and tried to help"
    if content.kind == TO_KIND and sheet.lower[k + 2] == "to":
        return is_past or _is_third_person(sheet.lower[k + 1])
    # "denied the charges and accused her", "claimed a win and was cheered"
    return bool(sheet.tags[k + 2] & _OBJECTS) if is_past else following in _ONLY_AUXILIARY


def _joins_reporters(content: _Content, k: int) -> bool:
    """Whether a coordinator joins the reporter's words to a content."""
    return _verb_follows(content, k) or _goes_on(content, k) or _clause_follows(content, k)


def _adjunct_begins(content: _Content, k: int) -> bool:
    """Whether an adjunct of the reporting verb begins at `k`: when, where, why or on what occasion."""
    # "voiced fear that he would win when they vote": the adjunct goes with the nearest clause
    return _looks_like_adjunct(content, k) and not _has_clause(content, k)


def _looks_like_adjunct(content: _Content, k: int) -> bool:
    """Whether the words at `k` are those of an adjunct, whatever it goes with."""
    sheet, tag, word = content.sheet, content.sheet.tags[k], content.sheet.lower[k]
    if word == "because":
        return sheet.lower[k + 1] == "of" or not _is_speech(content)
    if word in _ADJUNCTS:
        return True
    if tag & TIME and word != sheet.words[k]:  # "praised the deal Monday", but "praised the Monday deal"
        return not sheet.tags[k - 1] & DETERMINER
    if word == "by":  # "defended himself by saying"
        return bool(sheet.tags[k + 1] & ING)
    return _names_occasion(sheet, k, content.high)


def _has_clause(content: _Content, k: int) -> bool:
    """Whether a noun phrase has a clause of its own before `k`: "the deal that failed", "fear that he would win"."""
    sheet = content.sheet
    for j in range(content.start + 2, k):
        tag, before = sheet.tags[j], sheet.tags[j - 1]
        # "called it “what they wanted” in May"
        if sheet.inside[j] != sheet.inside[k]:
            continue
        # "fears a major attack because of it"
        if sheet.lower[j] in AMBIGUOUS:
            continue
        if tag in _ONLY_FINITE and not before & _BEFORE_NOUN:
            return True
        if not before & (RELATIVE | SUBJECT):
            continue
        # "the plan they wanted", "the deal that failed"
        if tag & ED or form_at(sheet, j) in NOT_BARE:
            return True
    return False


def _is_speech(content: _Content) -> bool:
    """Whether the verb before the content is one of speaking, whose reason is said too.

    "called it unfair because it was late", but "fears a war because it was late" (guidelines, 7).
    """
    sheet = content.sheet
    near = range(content.start - 1, max(content.start - _NEAREST, 0), -1)
    verb = next((k for k in near if form_at(sheet, k) & (FINITE | GERUND)), None)
    return verb is not None and sheet.verbs[sheet.lower[verb]][0].medium == "speech"


def _tells_of_promise(content: _Content, k: int) -> bool:
    """Whether a clause in the past begins at `k`, which is none of what is promised or asked, since that lies ahead.

    "vowed to leave | after they lost the vote", but "vowed to leave after the vote", "… before they lose the vote".
    """
    sheet = content.sheet
    if sheet.lower[k] not in _PAST_OPENERS:
        return False
    # "accused them of leaving after they lost the vote"
    if content.phrasal:
        return False
    # "claimed to have seen them when they left", "asked those who had come to leave when it was late"
    verbs = (j for j in range(content.start + 1, k) if is_finite_at(sheet, j, AUXILIARY | VERB))
    if any(sheet.lower[j - 1] != "to" or sheet.tags[j] & HAVE for j in verbs):
        return False
    return _is_past_clause(sheet, k + 1, content.high)


def _is_past_clause(sheet: Sheet, k: int, high: int) -> bool:
    """Whether the first finite verb from `k` on is in the past."""
    for j in range(k + 1, high):
        tag, word = sheet.tags[j], sheet.lower[j]
        if tag & (COMMA | RELATIVE | DASH | STOP):
            return False
        if word in _PAST_FORMS or form_at(sheet, j) & (PAST | PARTICIPLE) == PAST:
            return True
        if fits(sheet, j, ED, _OBJECTS | PREPOSITION):
            return True
        if tag in _ONLY_FINITE and not sheet.tags[j - 1] & DETERMINER:
            return False
    return False


def _ends_at_dash(content: _Content, k: int) -> bool:
    """Whether the content ends at the dash at `k`."""
    if content.embedding.inserted:  # "the plan – he said it was late – failed"
        return True
    if k == content.start:
        return False
    if not content.nominal:
        return _is_remark(content, k)
    sheet, tags = content.sheet, content.sheet.tags
    # "called on all – rich and poor – to help"
    near = range(max(content.start, k - _INSERTED), min(k + _INSERTED, content.high))
    partners = (j for j in near if j != k and tags[j] & DASH)
    if any(tags[max(j, k) + 1] & PREPOSITION for j in partners):
        return False
    if sheet.words[k] != "-" or k + 1 >= content.high:
        return True
    # "a U.S.-based firm"
    return sheet.tokens.starts[k] + 1 != sheet.tokens.starts[k + 1]


def _is_remark(content: _Content, k: int) -> bool:
    """Whether the last dash of a sentence, at `k`, begins the reporter's remark on a clause.

    "said it was late — though it was not", "… — a claim that nobody believed", but "… — especially in May" and
    "… — a boat that had sunk — was late".
    """
    sheet, following = content.sheet, content.sheet.lower[k + 1]
    # "Asked how she would end it – a word of hers – she laughed"
    if any(tag & DASH for tag in sheet.tags[k + 1 : content.high]) and not content.embedding.subordinate:
        return False
    if following in ("and", "but"):
        return _begins_clause(sheet, k + 2)
    return following in _REMARKS or sheet.lower[k + 1 : k + 3] == ["even", "though"]


def _names_occasion(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a phrase at `k` says when or where it was said: "in an interview", but not "in principle"."""
    if sheet.lower[k] not in ("in", "on", "at"):
        return False
    if "condition" in sheet.lower[k + 1 : k + 3]:  # "confirmed the meeting | on condition of anonymity"
        return sheet.lower[k] == "on"
    for j in range(k + 1, min(k + 5, high)):
        tag = sheet.tags[j]
        if tag & (TIME | VENUE):
            # "about her vote in the event that he won"
            return sheet.lower[j + 1] != "that" and not _dates_noun(sheet, k, j, high)
        # "controls on the border | on Monday"
        if tag & PREPOSITION:
            return False
    return False


def _dates_noun(sheet: Sheet, k: int, j: int, high: int) -> bool:
    """Whether the time at `j` only says which thing is meant: "any role in the May attacks", but "in a May speech"."""
    if not sheet.tags[k + 1] & DETERMINER or sheet.words[j] == sheet.lower[j]:
        return False
    # "in the Sept. 11, 2001, attacks"
    dated = (i for i in range(j, high) if sheet.words[i][0].islower() or sheet.words[i] in _SENTENCE_ENDS)
    thing = next(dated, None)  # none in "praised it in the May", which ends the text
    return thing is not None and not sheet.tags[thing]


def around_bracket(sheet: Sheet, i: int) -> tuple[Range, ...]:
    """The clause around the brackets that token `i` is in: "The wall (according to Lee) will fall"."""
    pair = bracket_around(sheet, i)
    if pair is None:
        return ()
    opening, closing = pair
    low, high = bounds(sheet, opening)
    rest = clause_range(sheet, closing + 1, high) if closing + 1 < high else (high, high)
    return tuple([span for span in ((content_start(sheet, low, opening), opening), rest) if span[0] < span[1]])


@dataclass(slots=True)
class Preceding:
    """The content before a verb and whether a quotation ends it."""

    content: Range
    quoted: bool


def preceding(sheet: Sheet, edge: int, low: int, at: int) -> Preceding | None:
    """The content that ends before token `edge`, where the subject or the verb at `at` begins."""
    k, own = edge - 1, sheet.inside[at]
    closed = bool(sheet.tags[k] & (COMMA | DASH)) if sheet.inside[k] == own else False
    if closed and sheet.inside[k - 1] != own:  # "“It is over”, he said"
        k -= 1
    if sheet.inside[k] not in (own, -1):
        content = _quoted(sheet, sheet.quotations[sheet.inside[k]], edge, low) if own < 0 else None
        return Preceding(content, True) if content else None
    start = content_start(sheet, low, k) if closed else k
    return Preceding((start, k), False) if start < k else None


def _quoted(sheet: Sheet, q: Quotation, edge: int, low: int) -> Range | None:
    """The content that a quotation ends, with what its sentence has before the quotation."""
    if not _sentence_goes_on(sheet, q, edge, low):
        return None
    start = sentence_start(sheet, q.start)
    # "When a man shouted, “Cruz,” Lee joked": the quotation is that of another verb.
    before = q.start - 2 if sheet.tags[q.start - 1] & COMMA else q.start - 1
    if sheet.lower[start] in _SUBORDINATE and form_at(sheet, before) & FINITE:
        return None
    if sheet.words[q.start - 1] in _APART:  # "The plan failed: “It is over,” he said"
        return q.start, q.end
    is_ended = bool(sheet.tags[edge - 1] & (COMMA | DASH)) or sheet.words[q.end - 2][-1] in ",.?!…—–’'-"
    return (content_start(sheet, start, q.end), q.end) if is_ended or start == q.start else None


def _sentence_goes_on(sheet: Sheet, q: Quotation, edge: int, low: int) -> bool:
    """Whether the sentence of a quotation goes on after it, as far as its last mark shows."""
    if q.end > low:
        return True
    last = sheet.words[q.end - 2]
    if last in ("’", "'"):  # "“He said ‘Why?’” she recalled"
        last = sheet.words[q.end - 3]
    if edge != q.end or q.end in sheet.tokens.paragraphs:
        return False
    return last in _UNFINISHED or _only_attributes(sheet, q.end)


def _only_attributes(sheet: Sheet, start: int) -> bool:
    """Whether a sentence says no more than who said it: "“It is over.” | Lee said."."""
    end = bounds(sheet, start)[1]
    if end - start > _LONGEST_ATTRIBUTION or sheet.lower[end - 2] not in _PLAIN:
        return False
    return is_name_at(sheet, start, SUBJECT)


def content_start(sheet: Sheet, start: int, end: int) -> int:
    """Where a content begins that is first in its sentence: after conjunctions."""
    for k in range(start, end):
        if sheet.lower[k] not in _CONJUNCTIONS:
            return k
    return end


def before_main_verb(sheet: Sheet, content: Range, has_verb: bool = False) -> Range:
    """An embedded clause without the verb of the sentence around it: "the claim that it was late | was wrong".

    `has_verb` says that the clause needs no finite verb of its own: "his promise to leave | was kept".
    """
    start, end = content
    is_open, shortest = not has_verb, 0 if has_verb else 2
    for k in range(start, end):
        tag = sheet.tags[k]
        if not tag & _CLAUSAL:
            continue
        if not is_open and k > start + shortest and _is_past(sheet, k, end):
            return start, k
        if tag & _OPENS_CLAUSE and not _opens_nothing(sheet, k):
            is_open = True
        if tag not in _ONLY_AUXILIARY:
            continue
        # "is best suited to be", "had to get"
        if not is_open and not sheet.tags[k - 1] & (AUXILIARY | ADVERB | PREPOSITION):
            return start, k
        is_open = False
    return content


def _opens_nothing(sheet: Sheet, k: int) -> bool:
    """Whether the word at `k` looks like the beginning of a clause or a verb of reporting and is neither."""
    # "who praised the claim warned": behind a determiner a reporting word is a noun
    if sheet.tags[k] & CUE:
        return bool(sheet.tags[k - 1] & DETERMINER)
    # "the claim that it was used as a lure"
    return fits(sheet, k - 1, ED, ("as",))


def _is_last_verb(sheet: Sheet, k: int, end: int) -> bool:
    """Whether a word in -ed before a noun is the only verb left: "the claim that it was late | angered voters"."""
    if sheet.tags[k - 1] & _NO_MAIN_VERB or sheet.tags[k + 1] not in UNLISTED:
        return False
    return not _holds_verb(sheet, k + 1, end, AUXILIARY | VERB | ED)


def _is_past(sheet: Sheet, k: int, end: int) -> bool:
    """Whether a past form of its own is at `k`: "the claim that it was late | came late", "… | surprised the town"."""
    if sheet.tags[k] & AUXILIARY:
        return False
    # "who praised the plan | warned": behind an article "plan" is a noun
    if sheet.tags[k - 1] & _NO_MAIN_VERB and not fits(sheet, k - 2, ("a", "an", "the"), VERB):
        return False
    if sheet.lower[k] in PASTS:
        return True
    # "who praised the deal | warned on Tuesday that it was late"
    if form_at(sheet, k) & PAST and sheet.tags[k + 2] & TIME:
        return True
    if not sheet.tags[k] & ED:
        return False
    return is_name_at(sheet, k + 1, _OBJECTS) or _is_last_verb(sheet, k, end)


def has_finite_verb(sheet: Sheet, span: Range) -> bool:
    """Whether a stretch of three words or more holds a finite verb, as far as closed classes and endings show."""
    start, end = span
    if end - start < _SHORTEST_CLAUSE:
        return False
    return any(tag in _VERBAL for tag in sheet.tags[start:end])
