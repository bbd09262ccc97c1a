"""Attributions by verbs: which content and source a reporting verb has, whatever order they stand in."""

from dataclasses import dataclass

from blocquotes.suggest.clauses import Group, first_subject, noun_phrase, source_end, subject, verb_group
from blocquotes.suggest.government import Government, govern, unquoted_end
from blocquotes.suggest.inflection import BASE, FINITE, GERUND, PARTICIPLE, PAST, PRESENT
from blocquotes.suggest.lexicon import AMBIGUOUS, ADDRESSEE, CLAUSE, NOUN, QUOTING, SMALL, THAT, WIDE, Frame
from blocquotes.suggest.reading import Page, Range, bounds
from blocquotes.suggest.quotation import Quotation
from blocquotes.suggest.vocabulary import (
    ADVERB, AUXILIARY, COMMA, COORDINATOR, CUE, DASH, DETERMINER, OBJECT, POSSESSIVE, PREPOSITION, QUESTION, RELATIVE, STOP, SUBJECT,
    SUBORDINATOR, TIME, VENUE, VERB, BE, MARK
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as token ranges; `rule` names the pattern that found it."""

    anchor: int
    content: tuple[Range, ...]
    cue: tuple[Range, ...]
    source: Range | None
    medium: str
    factuality: str
    rule: str
    wide: bool = False


def by_verb(page: Page, i: int, before: list[Attribution]) -> Attribution | None:
    """What the reporting verb at token `i` attributes; `before` are the attributions found earlier in its sentence."""
    frame, form = page.verbs[page.lower[i]]
    low, high = bounds(page, i)
    group = verb_group(page, i, low, form)
    if not _is_verb(page, i, low, high, group, form, frame):
        return None
    if group.passive:
        return _passive(page, i, low, high, group, frame)
    inverted = _inverted(page, i, low, high, group, frame, form)
    if inverted:
        return inverted
    source, own = _source(page, i, low, group, form, before)
    return _active(page, i, low, high, group, frame, form, source, own)


def _is_verb(page: Page, i: int, low: int, high: int, group: Group, form: int, frame: Frame) -> bool:
    """Whether the word at `i` is used as a verb, and not as a noun or an adjective."""
    if group.start < i or group.infinitive:
        return not (group.infinitive and not form & BASE and group.start == i)
    before = page.tags[i - 1] if i > low else 0
    if before & (DETERMINER | POSSESSIVE) and not _pronominal(page, i, form):
        return False
    after = page.tags[i + 1] if i + 1 < high else STOP
    if form & PARTICIPLE and (i == low or page.lower[i - 1] in ("when", "if", "as", "once")) and page.inside[i] < 0:
        return False
    if group.start == i and form & PARTICIPLE and page.lower[i + 1 : i + 2] == ["by"]:
        return False
    if frame.flags & SMALL and form & PARTICIPLE and group.start == i and _naming(page, i, low):
        return False
    if page.words[i][0].isupper() and i > low and page.words[i - 1][0].islower():
        return False
    if before & MARK and page.words[i - 1] in "’'" and page.inside[i - 1] == page.inside[i]:
        return False
    if form & GERUND:
        return True
    if before & PREPOSITION and not before & SUBORDINATOR:
        return False
    if form & PRESENT and page.lower[i] in AMBIGUOUS:
        if before & (SUBJECT | RELATIVE):
            return True
        if i == low:
            return False
        word = page.lower[i + 1] if i + 1 < high else ""
        if page.lower[i - 1].endswith(ADJECTIVAL) and page.words[i - 1][0].islower() and word != "that":
            return False
        if word == ":" and page.words[i - 1][0].islower() or page.lower[i] in ("states", "state") and word != "that":
            return False
        if after & (AUXILIARY | STOP) and word != ":":
            return False
        if form & BASE and page.lower[i - 1][-1] != "s" and not before & COORDINATOR and page.lower[i - 1] not in PLURALS and "and" not in page.lower[i - 3 : i - 1]:
            return False
        if page.lower[i - 1].endswith(("an", "ese", "ish")) and page.tags[i - 2] & (DETERMINER | POSSESSIVE):
            return False
        if after & PREPOSITION and word not in frame.prepositions and word != "to" and not frame.object_prepositions:
            return False
        if page.words[i][0].isupper() and page.words[i-1][0].islower():
            return False
        if after & COORDINATOR:
            return False
    if form & BASE and not form & PAST:
        # A bare form needs a plural or a pronoun before it.
        if i == low or not (before & (SUBJECT | RELATIVE | COORDINATOR | COMMA | ADVERB) or page.lower[i - 1][-1] == "s" or page.words[i-1][0].isupper()
                            or page.lower[i-1] in PLURALS or page.lower[i-1] == "to"):
            return False
    return True


def _naming(page: Page, i: int, low: int) -> bool:
    """Whether the participle only gives a name to something new: "a play called …"."""
    for k in range(i - 1, max(low, i - 6) - 1, -1):
        if page.lower[k] in ("a", "an", "something", "one"):
            return True
        if page.tags[k] & (COMMA | STOP | AUXILIARY | PREPOSITION):
            return False
    return False


def _pronominal(page: Page, i: int, form: int) -> bool:
    """Whether the determiner before a verb stands alone, as in "many said"."""
    word = page.lower[i - 1]
    if not form & FINITE:
        return False
    if page.lower[i] in AMBIGUOUS:
        return word in _ALONE and i + 1 < len(page.tags) and page.tags[i - 1] & DETERMINER > 0 and page.words[i - 1][0].isupper()
    return bool(page.tags[i - 1] & (SUBJECT | RELATIVE)) or word == "her" or word in _ALONE


_ALONE = frozenset("most many some several few all both those another others this these each one half neither".split(" "))
ADJECTIVAL = ("ing", "ed", "al", "ive", "ous", "ic", "able", "ful", "less", "ent", "ary", "ese")
PLURALS = frozenset("people police men women media some many most others few several both all analysts children".split(" "))
INVERTING = frozenset(
    """say add write ask reply respond explain note recall continue shout yell joke quip tweet declare announce warn
    argue insist conclude remark observe report claim exclaim wonder boast lament muse complain sneer snap chant admit
    concede agree counter retort read go caution predict assert state think suggest cry scream mutter whisper murmur
    inquire interject opine reason recount advise urge tell demand acknowledge post blog brag begin""".split()
)
def _source(page: Page, i: int, low: int, group: Group, form: int, before: list[Attribution]) -> tuple[Range | None, bool]:
    """The subject of an active verb and whether it is its own, or shared with an earlier verb of the sentence."""
    tags = page.tags
    end = group.left
    if (form & GERUND and group.start == i or group.infinitive) and (own := _controlling(page, i, low, end, group)):
        return own, False
    if form & GERUND and group.start == i or group.infinitive or end == low or tags[end - 1] & COORDINATOR or (
        tags[end - 1] & COMMA and form & GERUND
    ):
        return _shared(page, low, end, before), False
    found = subject(page, end, low)
    if found is None and tags[end - 1] & COMMA:
        return _shared(page, low, end, before), False
    return found, True


_CONTROLLING = frozenset(
    """lead led leads leading cause caused causes causing prompt prompted prompts prompting force forced forces forcing
    push pushed pushing urge urged urging ask asked asking allow allowed allows allowing invite invited press pressed
    inspire inspired encourage encouraged persuade persuaded convince convinced drive drove get got with as""".split()
)


def _controlling(page: Page, i: int, low: int, end: int, group: Group) -> Range | None:
    """The object that does what an infinitive or a participle says: "led X to say", "with X saying"."""
    k = end - 1
    while k >= low and end - k < 8 and not page.tags[k] & (COMMA | STOP | COORDINATOR | MARK):
        if page.lower[k] in _CONTROLLING and (page.tags[k] & PREPOSITION) != group.infinitive * PREPOSITION:
            return (k + 1, end) if k + 1 < end else None
        k -= 1
    return None


def _shared(page: Page, low: int, end: int, before: list[Attribution]) -> Range | None:
    for earlier in reversed(before):
        if earlier.source is not None and earlier.anchor < end and not page.tags[earlier.source[0]] & RELATIVE:
            return earlier.source
    return first_subject(page, low, end) if end > low else None


def _inverted(page: Page, i: int, low: int, high: int, group: Group, frame: Frame, form: int) -> Attribution | None:
    """`“…,” said X` and `…, says X`: the verb after the content, its subject behind."""
    if not (frame.lemma in INVERTING and form & (PAST | PRESENT)) or i + 1 >= high or group.start < i or group.infinitive:
        return None
    left = _left_content(page, group.left, low, i)
    if left is None:
        return None
    content, quoted = left
    tag, word = page.tags[i + 1], page.words[i + 1]
    if tag & (COMMA | STOP | MARK | PREPOSITION | QUESTION | ADVERB | TIME | COORDINATOR) and not tag & (SUBJECT | DETERMINER):
        return None
    if not quoted and (not _is_clause(page, content) or _has_insertion(page, group.left, low, content)):
        return None
    if not quoted and (tag & SUBJECT or frame.flags & ADDRESSEE or not (word[0].isupper() or tag & (DETERMINER | SUBJECT)) or not frame.flags & CLAUSE):
        return None
    if page.lower[i + 1] == "that" or (quoted and frame.flags & ADDRESSEE and page.lower[i] in ("told", "tells")):
        return None
    end = source_end(page, i + 1, high)
    if end == i + 1 or end < high and (page.inside[end] != page.inside[i] or _goes_on(page, end)):
        return None
    rest = unquoted_end(page, end, high)
    return _make(page, i, group, frame, (content, *rest), (i + 1, end), "inverted" if quoted else "trailing")


def _is_clause(page: Page, span: Range) -> bool:
    """Whether a stretch holds a finite verb, as far as closed classes and endings tell."""
    return span[1] - span[0] > 2 and any(
        page.tags[k] & (AUXILIARY | VERB | CUE) and not page.tags[k] & POSSESSIVE or page.lower[k].endswith("ed")
        for k in range(*span)
    )


def _has_insertion(page: Page, edge: int, low: int, content: Range) -> bool:
    """Whether what stands before a comma is a subject with an insertion, and no clause of its own."""
    found = subject(page, edge, low)
    if found is None or found[0] > content[0] + 1:
        return False
    opening = next((k for k in range(content[0], content[1]) if page.tags[k] & COMMA), content[1])
    return not page.tags[opening + 1] & (AUXILIARY | VERB) and not _is_clause(page, (content[0], opening))


def _goes_on(page: Page, k: int) -> bool:
    """Whether a finite verb stands at `k`, so that what precedes is its subject."""
    tag = page.tags[k]
    if tag & (COMMA | STOP | DASH | PREPOSITION | COORDINATOR | RELATIVE | SUBORDINATOR):
        return False
    return bool(tag & (AUXILIARY | VERB | SUBJECT)) or page.lower[k].endswith("ed")


def _left_content(page: Page, edge: int, low: int, i: int) -> tuple[Range, bool] | None:
    """The content that ends before token `edge`, and whether a quotation ends it."""
    k = edge - 1
    if k < 0:
        return None
    own = page.inside[i]
    if page.tags[k] & (COMMA | DASH) and k > 0 and page.inside[k] == own and page.inside[k - 1] != own:
        k -= 1
    if page.inside[k] >= 0 and page.inside[k] != own:
        q = page.quotations[page.inside[k]]
        if own >= 0 or not q.closed or not _open_ended(page, q, low, edge):
            return None
        start = _outer_start(page, q.start)
        if not (page.tags[edge - 1] & (COMMA | DASH) or start == q.start or page.words[q.end - 2][-1] in ",.?!…—–’'-"):
            return None
        return (content_start(page, start, q.end), q.end), True
    if page.tags[k] & (COMMA | DASH) and page.inside[k] == own and k > low:
        start = content_start(page, low, k)
        if start < k:
            return (start, k), False
    return None


def _open_ended(page: Page, q: Quotation, low: int, edge: int) -> bool:
    """Whether the sentence of a quotation goes on after it, as far as its last mark tells."""
    if q.end > low:
        return True
    last = page.words[q.end - 2]
    if last in ("’", "'") and q.end - q.start > 4:
        last = page.words[q.end - 3]
    return last in ("?", "!", "…", "...", "—", "–", "--") and edge == q.end and q.end not in page.tokens.paragraphs


def _outer_start(page: Page, at: int) -> int:
    from bisect import bisect_right

    return page.sentences[bisect_right(page.sentences, at) - 1]


def content_start(page: Page, start: int, end: int) -> int:
    while start < end and page.lower[start] in ("but", "and", "so", "or", "yet", "still", ",") and page.inside[start] < 0:
        start += 1
    return start


def _active(page: Page, i: int, low: int, high: int, group: Group, frame: Frame, form: int, source: Range | None, own: bool) -> Attribution | None:
    relative = source is not None and bool(page.tags[source[0]] & RELATIVE)
    edge = source[0] if source and source[1] <= group.left and source[0] >= low else group.left
    if relative or not own or group.infinitive or form & GERUND and group.start == i:
        left = None
    else:
        left = _left_content(page, edge, low, i) if source else None
    if source and page.lower[edge - 1 : edge] == ["as"]:
        pass
    if left and page.lower[left[0][0]] == "according":
        left = None
    right = govern(page, i, high, frame, bool(left and left[1]))
    if source and page.lower[source[0]] == "something" and source[1] - source[0] > 1:
        pro_form = (source[0], source[0] + 1)
        return _make(page, i, group, frame, (pro_form,), (source[0] + 1, source[1]), "something")
    if left and left[1] and frame.flags & QUOTING:
        content = [left[0]]
        if right.kind in ("quote", "colon"):
            content.append(right.content[0])
        return _make(page, i, group, frame, tuple(content), source, "after")
    if right.kind == "none" or right.kind == "comma":
        if left and frame.flags & CLAUSE and form & FINITE and _parenthetical(page, left[0], i, high):
            content = [left[0]]
            if right.kind == "comma" and right.content:
                content.append(right.content[0])
            return _make(page, i, group, frame, tuple(content), source, "parenthetical")
        return None
    if not _plausible(page, i, group, frame, form, right, source):
        return None
    content = list(right.content)
    if left and right.comma and not _is_adjunct(page, left[0]):
        content.insert(0, left[0])
    return _make(page, i, group, frame, tuple(content), source, right.kind, right.cue)


def _is_adjunct(page: Page, span: Range) -> bool:
    """Whether a fronted phrase says when or where something was said, and so is not said itself."""
    if page.lower[span[0]] in ("as", "of", "if", "what", "to") and page.lower[span[0] + 1 : span[0] + 2] != ["he"]:
        return False
    return True


def _plausible(page: Page, i: int, group: Group, frame: Frame, form: int, right: Government, source: Range | None) -> bool:
    if form & PARTICIPLE and not form & PAST and group.start == i:
        return False
    if group.infinitive and right.kind in ("noun", "bare", "small", "to") :
        return False
    if frame.lemma == "read" and source and (page.tags[source[0]] & SUBJECT and page.lower[source[0]] not in ("it", "that", "which")):
        return False
    if source and source[1] - source[0] == 1 and page.words[source[0]][0].islower() and page.lower[source[0]].endswith(ADJECTIVAL):
        return False
    if right.kind == "bare" and form & PARTICIPLE and page.tags[right.content[0][0]] & AUXILIARY and not _fronted(page, source):
        return False
    if form & GERUND and group.start == i and right.kind in ("noun", "bare"):
        return source is not None and not (right.kind == "noun" and page.tags[i - 1] & PREPOSITION)
    return source is not None or right.kind in ("quote", "colon", "that", "prep", "object")


def _fronted(page: Page, source: Range | None) -> bool:
    """Whether a relative word stands before the subject: "what he said were …"."""
    return source is not None and source[0] > 0 and bool(page.tags[source[0] - 1] & (RELATIVE | QUESTION))


def _parenthetical(page: Page, left: Range, i: int, high: int) -> bool:
    """Whether what stands before a comma is a clause of its own and no fronted adjunct."""
    tags, lower = page.tags, page.lower
    if left[1] - left[0] < 2:
        return False
    if tags[left[0]] & (PREPOSITION | SUBORDINATOR) and not any(t & AUXILIARY for t in tags[left[0] : left[1]]):
        return page.lower[i + 1 : i + 2] == [","]
    return True


def _passive(page: Page, i: int, low: int, high: int, group: Group, frame: Frame) -> Attribution | None:
    """`X was accused of …`, `it was said that …`, `X is expected to …`, with an agent after "by" if there is one."""
    right = govern(page, i, high, frame, False, passive=True)
    if right.kind in ("none", "comma", "bare", "quote") and not (right.kind == "quote"):
        return None
    patient = subject(page, group.left, low)
    content = list(right.content)
    if right.kind in ("object", "to", "small") and patient and page.lower[patient[0]] != "it":
        content.insert(0, patient)
    source = right.agent
    if source is None and content:
        start, end = content[-1]
        by = next((k for k in range(end - 2, max(start, end - 9), -1) if page.lower[k] == "by"), None)
        if by is not None and noun_phrase(page, by + 1, end) == end:
            source, content[-1] = (by + 1, end), (start, by)
    return _make(page, i, group, frame, tuple(content), source, "passive", right.cue)


_DOCUMENTS = frozenset(
    """statement communique communiqué declaration treaty agreement document paper report study article letter memo
    concept strategy doctrine newspaper magazine editorial website outlet agency editorial column book email tweet post
    poll survey filing lawsuit memorandum resolution manifesto petition op-ed blog headline transcript""".split()
)


def _medium(page: Page, frame: Frame, source: Range | None) -> str:
    """The verb's medium, but writing where a document speaks or an outlet reports."""
    if frame.medium != "speech" or source is None:
        return frame.medium
    words = page.lower[source[0] : source[1]]
    if page.tags[source[0]] & SUBJECT:
        return "speech"
    if any(word in _DOCUMENTS for word in words):
        return "writing"
    named = all(word[0].isupper() for word in page.words[source[0] : source[1]] if word.lower() != "the")
    return "writing" if frame.lemma == "report" and named else "speech"


def _make(page: Page, i: int, group: Group, frame: Frame, content: tuple[Range, ...], source: Range | None, rule: str, cue: tuple[Range, ...] = ()) -> Attribution:
    factuality = "negated" if group.negated else "hypothetical" if group.hypothetical else "asserted"
    spans = ((group.start, cue[0][1]), *cue[1:]) if cue and cue[0][0] == i + 1 else ((group.start, i + 1), *cue)
    return Attribution(i, content, spans, source, _medium(page, frame, source), factuality, rule, bool(frame.flags & WIDE))
