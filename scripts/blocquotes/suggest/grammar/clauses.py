"""Where a content ends that begins at a token."""

from itertools import compress
from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.adjuncts import adjunct_begins, before_occasion, names_occasion, tells_of_promise
from blocquotes.suggest.grammar.commas import ends_at_comma, main_clause_follows
from blocquotes.suggest.grammar.contents import (
    CLAUSE_KIND,
    NOUN_KIND,
    SENTENCE_ENDS,
    SMALL_KIND,
    TO_KIND,
    Content,
    opens,
)
from blocquotes.suggest.grammar.coordination import begins_clause, is_answered, joins_reporters
from blocquotes.suggest.grammar.finite_verbs import BEFORE_NOUN, has_finite_verb, holds_verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BRACKET,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    ED,
    ING,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    STOP,
    SUBORDINATOR,
    TIME,
    VERB,
    tags_with,
)
from blocquotes.suggest.text.inflection import GERUND, PARTICIPLE, PAST, PRESENT
from blocquotes.suggest.text.lexicon import AMBIGUOUS, OBJECT_TO
from blocquotes.suggest.text.sheet import Range, Sheet, form_at, is_finite_at

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
_DASHES: Final = tags_with(DASH)
_TEMPORAL: Final = word_class("temporal-opener")
# The pair of a token that is in no brackets.
_NO_BRACKETS: Final = (-1, -1)
_AFTER_THIS: Final = tags_with(SUBORDINATOR | ADVERB | PREPOSITION, but=TIME)
_PRONOUN: Final = tags_with(OBJECT, but=POSSESSIVE)
_ENDS_SENTENCE: Final = ".!?…”\"’'"
# The most words between two dashes that a noun phrase goes on behind.
_INSERTED: Final = 16
_CALLING_OUT: Final = word_class("calling-out-verb")
# What only the speaker can say of what is to come: "which will hurt the poor".
_FORESEEING: Final = word_class("hypothetical")
_REMARKS: Final = word_class("remark-opener")


def clause_range(sheet: Sheet, start: int, high: int, kind: str = CLAUSE_KIND) -> Range:
    """The content of a kind from `start` to where its clause ends, at `high` at the latest."""
    if kind == NOUN_KIND:
        if _is_one_word(sheet, start):
            return start, start + 1
        if sheet.tags[start] & ING:  # "accused them of lying, stealing and running away on Monday"
            kind = TO_KIND
    inside, tags, ends = sheet.inside, sheet.tags, _MAY_END[kind]
    # "said on “Today” that …": a content behind a quotation begins outside of it
    own = inside[start]
    if own != inside[start - 1]:
        own = -1
    content = Content(sheet, start, high, kind)
    end, behind = high, start  # `behind` is the token behind the last quotation
    stops = compress(range(start, high), map(_STOPS[kind].__contains__, tags[start:high]))
    for k in stops:
        if k < behind:
            continue
        if (place := inside[k]) != own and place != -1:
            behind = sheet.quotations[place].end
            if _ends_with_quotation(content, behind):
                end = min(behind, high)
                break
        # The full stop of most contents needs no look.
        elif (tag := tags[k]) & ends and sheet.words[k] != "." and _ends_before(content, k, tag):
            end = k
            break
    if is_headline(sheet, high):
        end = _before_setting(content, end)
    end = _without_punctuation(sheet, start, end, own)
    if end - 1 in sheet.brackets or sheet.tags[end - 1] & BRACKET:  # as at the end of few
        end = _before_aside(content, end)
    if kind == CLAUSE_KIND and (before := before_occasion(content, end)) < end:
        end = _without_punctuation(sheet, start, before, own)
    return start, end


def _is_one_word(sheet: Sheet, start: int) -> bool:
    """Whether an object is a pronoun alone: "criticized him", "stated this | while leaving"."""
    if sheet.lower[start] == "this":
        return sheet.tags[start + 1] in _AFTER_THIS
    return _is_pronoun(sheet, start)


def _before_setting(content: Content, end: int) -> int:
    """The end of a content of a headline without what happens meanwhile: "Minister denies it | as peers press on"."""
    sheet, high = content.sheet, content.high
    settings = (k for k in range(content.start + 1, end) if sheet.lower[k] == "as" and sheet.inside[k] < 0)
    return next((k for k in settings if is_setting(sheet, k, high)), end)


def is_headline(sheet: Sheet, high: int) -> bool:
    """Whether a line ends at a token without a full stop."""
    if sheet.words[high - 1][-1] in _ENDS_SENTENCE:
        return False
    return high in sheet.tokens.paragraphs


def is_setting(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a subject and its verb are behind the "as" of a headline: "as prices rise", but "as top ally"."""
    for j in range(k + 2, high):
        word, before = sheet.lower[j], sheet.lower[j - 1]
        if sheet.tags[j] & (PREPOSITION | COMMA | STOP):
            return False
        if sheet.tags[j] & (AUXILIARY | VERB):
            return True
        # "as peers demand answers", "as strike enters May", but "as fake news"
        if word.endswith("s") != before.endswith("s") and (before.endswith("s") or j + 1 < high):
            return True
    return False


def _is_pronoun(sheet: Sheet, k: int) -> bool:
    """Whether a pronoun is all of the noun phrase at `k`: "criticized him"."""
    if sheet.tags[k] not in _PRONOUN:
        return False
    # "criticized him as weak"
    if sheet.lower[k + 1] == "as":
        return False
    # "called for him | to resign"
    if sheet.lower[k + 1] != "to":
        return True
    return not sheet.tags[k - 1] & PREPOSITION


def _before_aside(content: Content, end: int) -> int:
    """The end of a content without the aside in brackets at its end: "denied the claim | (he called it a lie)"."""
    sheet, start = content.sheet, content.start
    # "denied the claim (|“a lie,” he said)": an end between brackets that open behind the start
    opening, closing = sheet.brackets.get(end - 1, (end - 1, end))
    if sheet.words[end - 1] in ")]":
        opening, closing = sheet.brackets.get(end - 2, _NO_BRACKETS)
    if opening <= start:
        return end
    if closing >= end:
        return opening
    # "denied the claim (of theft)", "said it was late (it was not)"
    return opening if content.nominal and holds_verb(sheet, opening, closing) else end


def _without_punctuation(sheet: Sheet, start: int, end: int, own: int) -> int:
    tags, inside = sheet.tags, sheet.inside
    while end > start and tags[end - 1] & _ENDS and inside[end - 1] == own:
        end -= 1
    return end


def _ends_with_quotation(content: Content, k: int) -> bool:
    """Whether the content ends with the quotation that ends before token `k`, as the last mark inside it shows."""
    sheet = content.sheet
    if sheet.lower[k] in _TEMPORAL and _tells_when(content, k):
        return True
    # "said it was “late” adding that they would wait"
    if form_at(sheet, k) & GERUND:
        return True
    mark = sheet.words[k - 2]
    if mark in SENTENCE_ENDS:
        # "According to Lee, she shouted “Stop!” three times before it fell"
        return not (sheet.tags[content.start - 1] & COMMA and sheet.words[k].islower())
    # "said it was “late” in the town", "said it was “late” until the vote"
    if opens(sheet, content.start) and _leaves_quotation(content, k):
        return True
    return mark == "," and _ends_at_inner_comma(content, k)


def _tells_when(content: Content, k: int) -> bool:
    """Whether a word of time behind a quotation says when the words fell: "said it was “over” as he left".

    "said it would be “over” before 2031" and "said it was “safe” during the storm" go on.
    """
    sheet = content.sheet
    if opens(sheet, content.start):
        return True
    # "said they had drunk “six beers” before the ship left"
    if "had" in sheet.lower[content.start : k]:
        return False
    if sheet.lower[k] in ("as", "when"):
        return True
    # "would be “late” after the vote, even if it was over"
    comma = next((j for j in range(k, content.high) if sheet.tags[j] & COMMA), content.high)
    verbs = (j for j in range(k, comma) if is_finite_at(sheet, j, AUXILIARY | VERB | ED))
    return any(
        sheet.lower[j] not in AMBIGUOUS and not (sheet.tags[j] & POSSESSIVE or sheet.tags[j - 1] & BEFORE_NOUN)
        for j in verbs
    )


def _leaves_quotation(content: Content, k: int) -> bool:
    """Whether what is behind the quotation that is all of a content is the reporter's."""
    sheet = content.sheet
    # "shouted “shame” until she left", but "said “three weeks” until the vote"
    if sheet.lower[k] in ("until", "while"):
        return has_finite_verb(sheet, (k + 1, content.high))
    # "said “no”, and left"
    if sheet.tags[k + 1] & COORDINATOR:
        return is_finite_at(sheet, k + 2, VERB | AUXILIARY)
    # "said “no” and left", but "said “no” and “yes”"
    if sheet.tags[k] & COORDINATOR:
        if is_finite_at(sheet, k + 1, VERB | AUXILIARY | ED):
            return True
        # "said: “It is late,” and the crowd left"
        if sheet.words[k - 2] != ",":
            return False
        return main_clause_follows(content, k + 1)
    # "a banner reading “No” hung there"
    if form_at(sheet, content.start - 1) & GERUND and is_finite_at(sheet, k, AUXILIARY | VERB | ED):
        return True
    # "shouted “shame” at the envoy"
    if _is_called_out(content):
        return True
    # "said “no” in an interview"
    return names_occasion(sheet, k, content.high)


def _is_called_out(content: Content) -> bool:
    """Whether the verb right before a content says how loud it was, so that who hears it is behind it."""
    entry = content.sheet.verbs.get(content.sheet.lower[content.start - 1])
    return entry is not None and entry[0].lemma in _CALLING_OUT


def _ends_at_inner_comma(content: Content, k: int) -> bool:
    """Whether the content ends at the comma inside a quotation that ends before token `k`."""
    return ends_at_comma(content, k) or _is_apposition(content, k)


def _is_apposition(content: Content, k: int) -> bool:
    """Whether what follows a quotation to the end of the sentence explains it: "read “No,” a line from a song"."""
    sheet = content.sheet
    # "said it was “late,” which the envoy denied", but "said it was “unfair,” which will hurt the poor"
    if sheet.lower[k] == "which":
        return sheet.lower[k + 1] not in _FORESEEING
    # "said we need “bread,” the right to work and peace"
    articles = ("a", "an", "the", "another") if opens(sheet, content.start) else ("a", "an", "another")
    if sheet.lower[k] not in articles:
        return False
    return not any(tag & COMMA for tag in sheet.tags[k : content.high])


def _ends_before(content: Content, k: int, tag: int) -> bool:
    """Whether the content ends before the unquoted token `k` of some classes (`tag`)."""
    sheet = content.sheet
    if tag & COMMA:
        if sheet.inside[k - 1] >= 0 and _explains_quotation(content, k):
            return True
        return ends_at_comma(content, k + 1) or _lists_in_headline(content, k + 1)
    if tag & STOP:
        if sheet.lower[k] not in (";" if content.kind == CLAUSE_KIND else ";:"):
            return False
        # "agreed to buy Berg (OSE: BRG) for a billion"
        return sheet.brackets.get(k, _NO_BRACKETS)[0] <= content.start
    if tag & DASH:
        return _ends_at_dash(content, k)
    if k == content.start:
        return False
    if tag & COORDINATOR and joins_reporters(content, k):
        return True
    # Few words are verbs of reporting that another one is right before.
    if tag & CUE and _is_main_verb(sheet, k):
        return True
    if sheet.lower[k] == "while" and _asks(sheet, k + 1):
        return True
    return adjunct_begins(content, k) if content.nominal else tells_of_promise(content, k)


def _asks(sheet: Sheet, k: int) -> bool:
    """Whether a participle asks something of others: "called on them to stop while | urging Oslo to wait"."""
    if not form_at(sheet, k) & GERUND:
        return False
    return bool(sheet.verbs[sheet.lower[k]][0].flags & OBJECT_TO)


def _explains_quotation(content: Content, comma: int) -> bool:
    """Whether an apposition is behind the quotation that is the content, and a comma: "“the curse”, a word of old"."""
    # "dubbed it “the curse”, a word of old", but "denied a “curse”, a ghost and a fire"
    if content.kind != SMALL_KIND and not opens(content.sheet, content.start):
        return False
    return _is_apposition(content, comma + 1)


def _lists_in_headline(content: Content, k: int) -> bool:
    """Whether the second verb of a headline is at `k`: "Bank denies plan, | warns hoarders"."""
    sheet = content.sheet
    return form_at(sheet, k) == PRESENT and is_headline(sheet, content.high)


def _is_main_verb(sheet: Sheet, k: int) -> bool:
    """Whether a verb goes on with the sentence around a relative clause: "who asked not to be named said"."""
    return bool(form_at(sheet, k) & PAST) if form_at(sheet, k - 1) & PARTICIPLE else False


def _ends_at_dash(content: Content, k: int) -> bool:
    """Whether the content ends at the dash at `k`."""
    if content.embedding.inserted:  # "the plan – he said it was late – failed"
        return True
    if _signs_headline(content.sheet, k, content.high):
        return True
    if k == content.start:
        return False
    if is_answered(content, k):
        return True
    if not content.nominal:
        return _is_remark(content, k)
    sheet, tags = content.sheet, content.sheet.tags
    # "called on all – rich and poor – to help"
    near = range(max(content.start, k - _INSERTED), min(k + _INSERTED, content.high))
    partners = (j for j in near if j != k and tags[j] & DASH)
    # "as a sign that her focus on jobs – her favourite theme – was right"
    if any(tags[max(j, k) + 1] & (PREPOSITION | AUXILIARY) for j in partners):
        return False
    if sheet.words[k] != "-":
        return True
    # "a U.S.-based firm"
    return sheet.tokens.starts[k] + 1 != sheet.tokens.starts[k + 1]


def _signs_headline(sheet: Sheet, dash: int, high: int) -> bool:
    """Whether a dash and a name end a headline: "Kim orders army to leave | - KCNA"."""
    return all(word[0].isupper() for word in sheet.words[dash + 1 : high])


def _is_remark(content: Content, k: int) -> bool:
    """Whether the last dash of a sentence, at `k`, begins the reporter's remark on a clause.

    "said it was late — though it was not", "… — a claim that nobody believed", but "… — especially in May" and
    "… — a boat that had sunk — was late".
    """
    sheet, following = content.sheet, content.sheet.lower[k + 1]
    # "Asked how she would end it – a word of hers – she laughed"
    if not _DASHES.isdisjoint(sheet.tags[k + 1 : content.high]) and not content.embedding.subordinate:
        return False
    if following in ("and", "but"):
        return begins_clause(sheet, k + 2)
    if following in _REMARKS:
        return True
    return sheet.lower[k + 1 : k + 3] == ["even", "though"]
