"""Whether a verb with such a source reports such a content: what rules out an attribution that grammar would allow."""

import re
from collections.abc import Callable
from typing import Final

from blocquotes.suggest.attributions.by_signature import speaks
from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.grammar.verbs import ADJECTIVAL, Verb
from blocquotes.suggest.grammar.walk import Government
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    BE,
    COMMA,
    COORDINATOR,
    CUE,
    DETERMINER,
    ED,
    ING,
    NEGATION,
    OBJECT,
    POSSESSIVE,
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
from blocquotes.suggest.text.inflection import BASE, GERUND, PARTICIPLE, PAST, singular
from blocquotes.suggest.text.lexicon import CLAUSE_NOUNS, ENSURING, NOUN, is_naming
from blocquotes.suggest.text.months import MONTH
from blocquotes.suggest.text.namesakes import is_heading
from blocquotes.suggest.text.sheet import Range, Sheet, fits, form_at

_PARTICIPLE_OR_PAST: Final = PARTICIPLE | PAST
# Figures and months: "August 3, 2023", "2023/8/3".
_SHORTEST_DATE: Final = 3
_DATED: Final = re.compile(rf"\d|{MONTH}\.?\Z")
_INANIMATE: Final = word_class("inanimate-pronoun")
_DONE: Final = word_class("done-again-verb")
# Verbs of what may be kept secret.
_OF_SECRETS: Final = word_class("disclosing-verb") | {"remember", "discuss", "respond"}
_NAMED: Final = word_class("named")
# What somebody declines to do who says no more: "declined to give details".
_SILENT: Final = ("elaborate", "expand", "provide", "give")
_CONCEDED: Final = word_class("conceded-in-play")
_WON: Final = word_class("won")
_ANALYSES: Final = word_class("finding-document")
_POLICE: Final = word_class("questioning-body")
_FINDING: Final = _ANALYSES | word_class("finding-person") | word_class("document-noun") | word_class("showing-noun")
_PERSONS: Final = name_class("role") | {"crowd", "fan"}
_ASKED: Final = _PERSONS | name_class("title") | {"witness", "suspect"}
_OF_PERSONS: Final = ("question", "cite", "praise")
# Verbs that are no act of speaking with some objects.
_OF_DEEDS: Final = ("congratulate", "assume", "concede", "put", "compare", "show", "defend", "claim", *_OF_PERSONS)
# Verbs that report nothing in some phrases.
_OF_PHRASES: Final = ("name", "hold", "put")
_SOURCELESS: Final = ("quote", "colon", "that", "prep", "object")
_CLAUSES: Final = ("that", "bare", "quote")
_LOOSE: Final = ("noun", "small", "to")
_GOING_WITHOUT: Final = (["go", "without"], ["goes", "without"], ["went", "without"])
_SEEMING: Final = ("seem", "seems", "seemed", "appear", "appears", "appeared")
# Verbs of speech only right before somebody's words: "And he goes, “No.”"
_COLLOQUIAL: Final = ("go", "pose", "continue", "interrupt")
_OF_ANYTHING: Final = ("speak", "talk", "mention")
# What says something of a topic: "how it fell", "rising prices", "her hopes".
_SAYS_MORE: Final = ING | ED | SUBJECT | OBJECT | POSSESSIVE | QUESTION | VERB | AUXILIARY | CUE
# Verbs that some contents make too little of.
_OF_TOO_LITTLE: Final = (*_OF_ANYTHING, "know", "appeal", "refer", "agree")
_OF_TOPICS: Final = ("discuss", "stress", "emphasise", "emphasize", "underline", "underscore", "highlight")
# The ends of reflexive pronouns: "itself", "themselves".
_REFLEXIVE: Final = ("self", "selves")
_SHORT: Final = 3
# What somebody assumes without a word.
_OFFICES: Final = frozenset(("presidency", "office", "role", "post", "command", "control", "power", "leadership"))
# What somebody calls without calling it anything: "called a national strike".
_CALLED_FOR_ACT: Final = frozenset(("strike", "election", "meeting", "vote", "referendum", "halt", "truce", "walkout"))
# Verbs whose object may be a work with a title.
_OF_WORKS: Final = ("write", "sing", "compose", "record", "publish", "recite")
# Verbs of which words in marks may say when or how: "the talks should begin “at once”".
_GOING: Final = ("begin", "start", "conclude", "repeat")
_SUMMARIES: Final = word_class("summary-noun")
_TITLED: Final = name_class("noun-WORK_OF_ART") | word_class("named-noun")
_ENDING: Final = word_class("closing-punctuation")
# Words that are small in titles: "The Old Man and the Sea".
_SMALL: Final = DETERMINER | PREPOSITION | COORDINATOR
_NOTHING: Final = ("nothing", "nobody")
_ENDING_WORK: Final = (["it", "a", "night"], ["it", "a", "day"])
# Where somebody is called to, and what may be behind that: "called the dogs | in .".
_DIRECTIONS: Final = ("in", "out", "over", "back", "off", "up", "down", "away", "together", "home")
_AFTER_DIRECTION: Final = STOP | COMMA | COORDINATOR | PREPOSITION | SUBORDINATOR
# Words before somebody who is called on the phone or over a street: "called his sister".
_BEFORE_CALLED: Final = words_with(POSSESSIVE) | {"the", "a", "an"}
_PRONOUN: Final = tags_with(OBJECT, but=POSSESSIVE)
_FINITE_AUXILIARY: Final = tags_with(AUXILIARY, but=ING)


def is_plausible(sheet: Sheet, verb: Verb, after: Government, source: Range | None) -> bool:
    """Whether a verb with such a source governs such a content."""
    # "seen as", "known for": a participle that is no past form needs its auxiliary.
    if verb.single and verb.form & _PARTICIPLE_OR_PAST == PARTICIPLE:
        return False
    if _says_no_words(sheet, verb, after):
        return False
    if source is None:
        return after.kind in _SOURCELESS
    if _is_no_source(sheet, verb, source):
        return False
    if (rules_out := _BY_LEMMA.get(verb.frame.lemma)) and rules_out(sheet, verb, after, source):
        return False
    # A loop, since a generator costs more than the tests of most kinds.
    for rules_out in _BY_KIND[after.kind]:  # noqa: SIM110
        if rules_out(sheet, verb, after, source):
            return False
    return True


def _says_no_words(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether a verb with such a content says nothing, with any source."""
    if verb.frame.lemma in _OF_PHRASES and _is_in_phrase(sheet, verb, after):
        return True
    # "mentioned nobody", "admitted to nothing"
    if after.kind in ("noun", "prep") and sheet.lower[after.content[-1][0]] in _NOTHING:
        return True
    if after.kind == "colon" and _is_date(sheet, after.content[0]):
        return True
    return _is_unsaid(sheet, verb, after) if verb.infinitive or verb.participial else False


def _is_no_source(sheet: Sheet, verb: Verb, source: Range) -> bool:
    """Whether a source is none: "Here | ’s what to know", "which | the firm said | signalled a weak winter"."""
    start, end = source
    word = sheet.lower[start]
    # "They met to ensure (that) the pact calls for a truce"
    if not ENSURING.isdisjoint(sheet.lower[max(start - 2, 0) : end]):
        return True
    # "Please stop asking about this"
    if word == "please":
        return True
    if word == "it" and _is_impersonal(sheet, verb, source):
        return True
    if end > start + 1 and sheet.lower[end - 1] in ("said", "says"):
        return True
    # "life as we know it is over"
    if verb.frame.lemma == "know":
        if sheet.lower[start - 1] == "as":
            return True
    elif verb.frame.lemma == "read" and sheet.tags[start] & SUBJECT:
        return word not in _INANIMATE
    return _is_no_lone_source(sheet, start) if end == start + 1 else False


def _is_no_lone_source(sheet: Sheet, k: int) -> bool:
    """Whether a source of one word is a clitic, an object or a lone adjective."""
    word = sheet.lower[k]
    # "did not | excuse alleged errors"
    if word == "'s" or sheet.tags[k - 1] & NEGATION:
        return True
    # "Beijing says …"
    if sheet.words[k] != word:
        return False
    # "prices rose; management says …"
    return word.endswith(ADJECTIVAL) and not word.endswith("ment")


def _is_in_phrase(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether a verb reports nothing in the phrase that it is in: "held out", "put forward", ", named"."""
    # "The beetle, named Vera, was found."
    if verb.frame.lemma == "name":
        return sheet.lower[verb.at - 1] == ","
    # "held out hope that": the noun attributes
    if verb.frame.lemma == "hold":
        return sheet.lower[verb.at + 1] == "out"
    # "put forward that plan", but "put it to him that it was late"
    return after.kind == "that" and sheet.lower[verb.at + 1] != "it"


def _is_unsaid(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether the verb only names an act that may be done: "to call it late", "by accusing the town"."""
    if verb.infinitive:
        return _is_aim(sheet, verb, after) or _is_meant(sheet, verb)
    # "It goes without saying that …"
    if sheet.lower[verb.at - 2 : verb.at] in _GOING_WITHOUT:
        return True
    # "stopped short of declaring it over", but "stopped short of saying whether it was"
    if sheet.lower[verb.at - 2 : verb.at] == ["short", "of"]:
        return after.kind not in _CLAUSES
    # "without accusing the town", but "In rejecting the plan, Lee left"
    if after.kind != "noun" or sheet.lower[verb.low : verb.at] in (["in"], ["by"]):
        return False
    return bool(sheet.tags[verb.at - 1] & PREPOSITION)


def _is_meant(sheet: Sheet, verb: Verb) -> bool:
    """Whether the author says what something means: "That is not to say that it was late"."""
    if verb.frame.lemma != "say":
        return False
    be = verb.at - 3 if sheet.lower[verb.at - 2] == "not" else verb.at - 2
    return bool(sheet.tags[be] & BE) and sheet.lower[be - 1] in ("that", "this", "which")


def _is_aim(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether what an infinitive governs is not said yet: "to call it late"."""
    # "They seemed to agree: the shares rose"
    if after.kind == "colon" and sheet.lower[verb.start - 2] in _SEEMING:
        return True
    # "Five things to know: Norway"
    if after.kind == "colon":
        return verb.frame.medium == "thought"
    # "used his sermon to call it “a farce”", but "wants to call it “a farce”"
    if after.kind == "small" and sheet.quoted(after.content) and _is_done(sheet, verb):
        return False
    # "to say it is late", but "to deny it is late"
    if after.kind == "bare":
        return verb.frame.lemma != "say"
    return after.kind in _LOOSE


def _is_done(sheet: Sheet, verb: Verb) -> bool:
    """Whether the verb before an infinitive is in the past, so that what it names was done: "went so far as to"."""
    return any(sheet.tags[k] & ED for k in range(verb.low, verb.start - 1))


def _is_date(sheet: Sheet, content: Range) -> bool:
    """Whether a day and a time are all of what is behind a colon: "First published: August 3, 2023 10:11 GMT"."""
    words = sheet.words[slice(*content)]
    others = [word for word in words if not _DATED.match(word)]
    # "She answered: May.", "He said: 10."
    if len(words) - len(others) < _SHORTEST_DATE:
        return False
    # "August 3, 2023 10:11 GMT"
    return not any(word.upper() != word for word in others)


def _is_impersonal(sheet: Sheet, verb: Verb, source: Range) -> bool:
    """Whether "it" is nobody: "it felt like “a dream”", "it is worth noting that", "it is fair to say that"."""
    if verb.frame.lemma == "feel":
        return True
    # "It takes years to understand what happened."
    if verb.infinitive and sheet.lower[source[1]] in ("takes", "took"):
        return True
    if not (verb.participial or verb.infinitive):
        return False
    # "It was unfair of Lee, it is easy for Lee to say that …"
    if "for" in sheet.lower[source[1] : verb.at]:
        return False
    if not sheet.tags[source[1]] & BE:
        return False
    # "It is preparing to announce that …"
    return not sheet.tags[source[1] + 1] & (ING | ED)


def _quotes_nothing(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether words in marks are none that somebody said."""
    # "posed “a threat”", "was going to bed “a happy man”", but "posed: “Is it late?”"
    if verb.frame.lemma in _COLLOQUIAL and not after.comma:
        return True
    if _is_title(sheet, verb, after) or _is_when(sheet, verb, after):
        return True
    return _only_names(sheet, verb, after, source)


def _calls_nothing(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether an object is called nothing, or its predicate is the verb of the sentence."""
    # "The men Lee named are Jo Roe and Al Berg."
    if sheet.tags[after.content[0][0]] in _FINITE_AUXILIARY:
        return True
    # "which Lee called a farce"
    if _is_fronted(sheet, source):
        return False
    if _is_only_called(sheet, verb, after):
        return True
    return _is_only_considered(sheet, verb, after)


def _announces_nothing(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether what is behind a colon is not what the verb reports."""
    # "went further: it was late", but "went: “It is late”"
    if verb.frame.lemma == "go":
        return not sheet.quoted(after.content)
    # "What we know: the flood"
    if verb.frame.medium != "thought":
        return False
    return _is_fronted(sheet, source)


def _says_too_little(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether a verb of speaking has a content that says nothing of what was said."""
    # "What we know about the flood"
    if after.kind == "prep" and verb.frame.lemma == "know":
        return sheet.lower[source[0] - 1] == "what"
    # "spoke of bread", "mentions lighthouses", but "spoke of Lee", "spoke of it", "spoke of leaving"
    if verb.frame.lemma in _OF_ANYTHING:
        return _is_topic(sheet, after.content[-1])
    # "appealed to the court", but "appealed to the court to stop it"
    if verb.frame.lemma == "appeal" and sheet.lower[after.content[0][0] - 1] == "to":
        return not _is_asked_to(sheet, after.content[0])
    # "agreed with him"
    if verb.frame.lemma == "agree":
        return _is_pronoun(sheet, *after.content[-1])
    return not _names_as(sheet, verb, after.content[0]) if verb.frame.lemma == "refer" else False


def _is_pronoun(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a pronoun fills a content."""
    return end == start + 1 and sheet.tags[start] in _PRONOUN


def _is_asked_to(sheet: Sheet, content: Range) -> bool:
    """Whether an object of one phrase and a to-clause fill a content: "the court in Oslo to stop it"."""
    start, end = content
    return fits(sheet, noun_phrase(sheet, start, end), ("to",))


def _is_topic(sheet: Sheet, content: Range) -> bool:
    """Whether a content is a topic of which nothing is said: common nouns without an article, outside of marks.

    "talked about bread", "spoke of trade and bread in the town", but "spoke of rising prices", "talked about the need".
    """
    start, end = content
    if not sheet.words[start].islower() or sheet.quoted((content,)):
        return False
    if sheet.tags[start] & DETERMINER:
        return False
    return not any(tag & _SAYS_MORE for tag in sheet.tags[start:end])


def _is_only_considered(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether what is considered is called nothing: "is considering an appeal", "considered the matter last week"."""
    if verb.frame.lemma != "consider":
        return False
    start, end = after.content[0]
    phrase = noun_phrase(sheet, start, end)
    # "considers the law unfair"
    if verb.form & GERUND:
        return phrase == end or bool(sheet.tags[phrase] & PREPOSITION)
    if phrase < end:
        return False
    return any(tag & TIME for tag in sheet.tags[start:end])


def _is_only_called(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether who is called is called nothing: "called the police", "called his sister, Ann", "called Roe"."""
    if verb.frame.lemma != "call" or len(after.content) > 1:
        return False
    start, end = after.content[0]
    if sheet.quoted(after.content) - {sheet.inside[verb.at]}:
        return False
    # "called them", "called police", "called 911", "called the police to report it", "called him to complain"
    if _is_phoned(sheet, start, end):
        return True
    if _ends_work_or_moves(sheet, start, end):
        return True
    # "called them every day"
    if fits(sheet, start, OBJECT, ("every",), TIME):
        return True
    # "called Ann Roe on Sunday", but "Lee Calls Roe A Liar" and "Lee Calls Roe Weak"
    if all(word[0].isupper() for word in sheet.words[start:end]):
        return not is_heading(sheet.tokens.text, sheet.tokens.starts[start])
    # "called a strike over pay", but "called a second vote a waste"
    is_act = not _CALLED_FOR_ACT.isdisjoint(sheet.lower[start : start + _SHORT])
    articles = (k for k in range(start + 1, end) if sheet.tags[k] & DETERMINER)
    # "called a meeting at the hall"
    if is_act and all(sheet.tags[k - 1] & PREPOSITION for k in articles):
        return True
    # "called this madness", "called each a failure"
    if sheet.lower[start] not in _BEFORE_CALLED:
        return False
    rest = sheet.words[start + 2 : end]
    return all(word == "," or word[0].isupper() for word in rest)


def _ends_work_or_moves(sheet: Sheet, start: int, end: int) -> bool:
    """Whether somebody ends work or calls others to a place: "called it a night", "called the dogs in and left"."""
    # "called it a night of shame"
    if sheet.lower[start : start + _SHORT] in _ENDING_WORK:
        return sheet.lower[start + _SHORT] != "of"
    over = noun_phrase(sheet, start, end)
    return fits(sheet, over, _DIRECTIONS, _AFTER_DIRECTION)


def _is_phoned(sheet: Sheet, start: int, end: int) -> bool:
    """Whether those who are called are all of a content, or what they shall do is behind them."""
    phrase = noun_phrase(sheet, start, end)
    # "called her mother from the station", but "called her son her hero"
    owners = [tag for tag in sheet.tags[start:end] if tag & POSSESSIVE]
    is_whole = phrase == end and (end == start + 1 or len(owners) == 1)
    if not is_whole and sheet.lower[phrase] != "to":
        return False
    return bool(sheet.tags[start] & OBJECT) or speaks(sheet, start, phrase)


def _says_nothing(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether a noun phrase does not say what was said: "his view", what is posted, done again or recalled."""
    start, end = after.content[0]
    if sheet.quoted(((start, end),)) - {sheet.inside[verb.at]}:
        return False
    words = sheet.lower[start:end]
    # "discussed trade", "stressed competition", but "stressed rising tensions"
    if verb.frame.lemma in _OF_TOPICS and len(words) == 1:
        return True
    if _is_owned_noun(sheet, start, words):
        return True
    # "revealed itself"
    if words[0].endswith(_REFLEXIVE):
        return True
    return CLAUSE_NOUNS.isdisjoint(words) if verb.frame.lemma in _DONE else False


def _is_owned_noun(sheet: Sheet, start: int, words: list[str]) -> bool:
    """Whether the words, which begin at `start`, name what somebody said and nothing of it: "outlined his view"."""
    # "repeated his old and often heard claim"
    if len(words) > _SHORT:
        return False
    if not sheet.tags[start] & POSSESSIVE:
        return False
    return words[-1] in CLAUSE_NOUNS


def _names_as(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether who refers to something says what it is: in quotation marks, or by "as"."""
    if sheet.quoted((content,)) - {sheet.inside[verb.at]}:
        return True
    return "as" in sheet.lower[content[0] + 1 : content[1]]


def _only_names(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether words in quotation marks right behind "called" and the like are the name of what precedes."""
    # "called over her shoulder, “It is late.”"
    if after.comma:
        return False
    # "has called “…”"
    if not verb.single:
        return False
    if not is_naming(verb.frame):
        return False
    if not verb.form & PARTICIPLE:
        return False
    return not _is_fronted(sheet, source)


def _is_title(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether the words in marks are the title of a work or a name: "wrote “The Last Ferryman” in two weeks"."""
    start = after.content[0][0]
    # "wrote under the pseudonym “The Fox”", "argued in his book “The Wall” …"
    if start > verb.at + 1:
        return sheet.lower[start - 1] in _TITLED
    if verb.frame.lemma not in _OF_WORKS:
        return False
    q = sheet.quotations[sheet.inside[start]]
    words = sheet.words[q.start + 1 : q.end - q.closed]
    # "wrote “" may end a text that is cut off.
    if not words or words[-1] in _ENDING:
        return False
    return all(word[0].isupper() or sheet.tags[k] & _SMALL for k, word in enumerate(words, q.start + 1))


def _is_when(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether words in marks only say when or how something goes: "the talks should begin “at once”"."""
    if after.comma:
        return False
    # "to put “dull” things in boxes", but "put it: “It is late”"
    if verb.frame.lemma == "put":
        return sheet.lower[verb.at + 1] != "it"
    if verb.frame.lemma not in _GOING:
        return False
    return sheet.words[after.content[0][0] + 1].islower()


def _is_fronted(sheet: Sheet, source: Range) -> bool:
    """Whether a relative or question word is before the subject: "what he called “late” was …"."""
    if sheet.lower[source[0] - 1] in _SUMMARIES:
        return True
    return bool(sheet.tags[source[0] - 1] & (RELATIVE | QUESTION))


def _is_kept_secret(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether the source leaves something unsaid: "did not name the girl", "spoke without naming the price"."""
    if not verb.negated and sheet.lower[verb.at - 1] != "without":
        return False
    # "did not respond to questions about how many were hurt"
    if verb.frame.lemma == "respond":
        return True
    # "did not remember the vote", "declined to discuss the deal"
    return after.kind in ("noun", "small")


def _is_anonymous(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether the source only wants to stay unnamed: "told them, requesting anonymity"."""
    start, end = after.content[0]
    return end == start + 1 and sheet.lower[start] == "anonymity"


def _stays_unnamed(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether the source only asks for that: "asked not to be named"."""
    start = after.content[0][0]
    return sheet.lower[start] == "not" and not _NAMED.isdisjoint(sheet.lower[start + 3 : start + 5])


def _is_silence(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether who refuses only says nothing, or the verb behind says what: "declined to comment", "refused to deny"."""
    if sheet.wide or after.kind != "to":
        return False
    start, end = after.content[0]
    first = sheet.lower[start:end].index("to") + start + 1
    if form_at(sheet, first) & BASE:
        return True
    # "declined to be interviewed"
    if sheet.lower[first] in _SILENT:
        return True
    return sheet.lower[first + 1] in _NAMED


def _is_deed(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether the verb with such an object is no act of speaking: "conceded a penalty", "police questioned the boy"."""
    start, end = after.content[0]
    # "was congratulating itself on the win"
    if verb.frame.lemma == "congratulate":
        return sheet.lower[verb.at + 1].endswith(_REFLEXIVE)
    # "assumed the presidency"
    if verb.frame.lemma == "assume":
        return not _OFFICES.isdisjoint(sheet.lower[start : start + _SHORT])
    # "conceded a penalty", "conceded a penalty and it was late"
    if verb.frame.lemma == "concede":
        return not _CONCEDED.isdisjoint(sheet.lower[start : start + _SHORT])
    # "put the plan at risk", but "put the loss at 40 million"
    if verb.frame.lemma == "put" and after.kind == "object":
        return not _is_figure(sheet, after.content[-1])
    # "the study compared two drugs with a third", but "Lee compared the tax to theft"
    if verb.frame.lemma == "compare":
        return not _ANALYSES.isdisjoint(sheet.lower[slice(*source)])
    # "the poll shows no change", but "the council showed no mercy", "had shown “not a flicker of remorse”"
    if verb.frame.lemma == "show" and after.kind in ("noun", "quote"):
        # "the poll shows him up three"
        if end == start + 1 and sheet.tags[start] & OBJECT:
            return True
        return _FINDING.isdisjoint([singular(word) for word in sheet.lower[slice(*source)]])
    if after.kind != "noun":
        return False
    # "defended the plan", "defends the plan", but "we defend the peace"
    if verb.frame.lemma == "defend":
        return bool(verb.form & BASE)
    # "claimed a third victory", "claimed nine lives", but "claimed a right to the land"
    if verb.frame.lemma == "claim":
        return not _WON.isdisjoint(sheet.lower[start : start + _SHORT])
    if verb.frame.lemma == "question" and not _POLICE.isdisjoint(sheet.lower[slice(*source)]):
        return True
    # "citing witnesses", "citing local media"
    if verb.frame.lemma == "cite":
        return speaks(sheet, start, end)
    # "questioned the boy", "praised the crowd of 2,300"
    head = next((k for k in range(start, end - 1) if sheet.tags[k + 1] & (PREPOSITION | TIME)), end - 1)
    # "questioned Ann Lee for an hour", but "questioned Lee's role in it"
    if verb.frame.lemma == "question" and _is_questioned(sheet, start, head):
        return True
    # "will question the minister next week"
    asked = _ASKED if verb.frame.lemma == "question" else _PERSONS
    return not asked.isdisjoint((sheet.lower[head], singular(sheet.lower[head])))


def _is_questioned(sheet: Sheet, start: int, head: int) -> bool:
    """Whether somebody with a name is questioned: "questioned Ann Lee | for an hour"."""
    return all(word[0].isupper() for word in sheet.words[start : head + 1])


def _is_figure(sheet: Sheet, content: Range) -> bool:
    """Whether a number begins a noun phrase: "about 40 million", "$3 billion"."""
    start, end = content
    return any(word[0].isdigit() for word in sheet.words[start : min(start + _SHORT, end)])


def _holds_two(sheet: Sheet, source: Range) -> bool:
    """Whether a noun and a subject are a source, which nothing joins: "a rise | the authors said was small"."""
    start, end = source
    inner = (k for k in range(start + 2, end) if sheet.tags[k] & DETERMINER)
    return any(not sheet.tags[k - 1] & (DETERMINER | PREPOSITION | COORDINATOR | POSSESSIVE) for k in inner)


def _is_reduced(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether a finite verb behind makes this a participle or a relative clause: "a deal signed Monday | would …"."""
    start = after.content[0][0]
    # "a letter that Lee wrote in May | was lost"
    if start > verb.at + 1 and sheet.tags[start] in _FINITE_AUXILIARY:
        return True
    if not verb.form & PARTICIPLE:
        return False
    if _is_fronted(sheet, source) or _holds_two(sheet, source):
        return False
    # "the man they said was ill", but "the plan they announced was late"
    if sheet.tags[source[0]] & SUBJECT and not verb.frame.flags & NOUN:
        return False
    return sheet.tags[start] in _FINITE_AUXILIARY


def _is_reduced_before_phrase(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether a finite verb is behind a participle with a preposition: "a curfew agreed with the town | would stay"."""
    if not (verb.single and verb.form & PARTICIPLE):
        return False
    behind = noun_phrase(sheet, *after.content[0])
    return sheet.tags[behind] in _FINITE_AUXILIARY


_Test = Callable[[Sheet, Verb, Government, Range], bool]

# Verbs that need a test of their own, and what it is.
_BY_LEMMA: Final[dict[str, _Test]] = {
    **dict.fromkeys(_OF_DEEDS, _is_deed),
    **dict.fromkeys(_OF_TOO_LITTLE, _says_too_little),
    **dict.fromkeys(_OF_SECRETS, _is_kept_secret),
    **dict.fromkeys(("decline", "refuse"), _is_silence),
}
# Kind of content → what rules it out.
_BY_KIND: Final[dict[str, tuple[_Test, ...]]] = {
    "that": (),
    "quote": (_quotes_nothing,),
    "colon": (_announces_nothing, _is_anonymous),
    "small": (_calls_nothing, _is_anonymous),
    "to": (_stays_unnamed,),
    "object": (_is_anonymous,),
    "prep": (_is_anonymous, _is_reduced_before_phrase),
    "bare": (_is_reduced,),
    "noun": (_is_anonymous, _says_nothing, _is_reduced),
}
