"""Attributions by marks of punctuation: headlines ("X: …", "… – X"), transcripts and names before a colon."""

from collections.abc import Iterator

from blocquotes.suggest.attribution import Attribution
from blocquotes.suggest.clauses import first_subject
from blocquotes.suggest.reading import Page, Range, bounds
from blocquotes.suggest.tokens import ranges
from blocquotes.suggest.vocabulary import ADVERB, AUXILIARY, COMMA, CUE, MARK, PREPOSITION, QUESTION, STOP, SUBORDINATOR, TIME, VERB

_LONGEST_NAME = 7
_QUESTION_AND_ANSWER = frozenset(("q", "a", "question", "answer"))
_NO_SPEAKERS = frozenset(
    """update updated note correction related read watch listen source sources photo photos video image via editor's
    where when who what why how time date location breaking exclusive opinion analysis fact more twitter email
    contact follow copyright here today facts first second third warning latest live poll""".split()
)


def by_label(page: Page) -> Iterator[Attribution]:
    """The paragraphs that begin with a speaker and a colon, and the headline that ends with a dash and a name."""
    paragraphs = ranges(page.tokens.paragraphs)
    labels = [_label(page, p) for p in paragraphs]
    spoken = {page.tokens.text[slice(*_offsets(page, name))] for name in labels if name}
    transcript = len([1 for name in labels if name]) >= 4 and len(spoken) * 2 <= len([1 for name in labels if name])
    for k, (paragraph, name) in enumerate(zip(paragraphs, labels, strict=True)):
        if name and (k == 0 or transcript):
            stop = paragraph[1]
            while k + 1 < len(paragraphs) and transcript and k and not labels[k + 1] and False:
                k += 1
            yield _attribution(page, name, (name[1] + 1, stop))
        elif k < 2 and (dashed := _dashed(page, paragraph)):
            yield dashed


def _offsets(page: Page, span: Range) -> Range:
    return page.tokens.starts[span[0]], page.tokens.ends[span[1] - 1]


def _label(page: Page, paragraph: Range) -> Range | None:
    """The name that a paragraph begins with if a colon follows it and no quotation that a verb may hold."""
    start, end = paragraph
    for k in range(start, min(start + _LONGEST_NAME + 1, end - 1)):
        if page.words[k] == ":":
            return (start, k) if k > start and _names_someone(page, start, k) else None
        if page.tags[k] & (COMMA | MARK | VERB | AUXILIARY | STOP) and page.words[k] not in ("U.S.",):
            return None
    return None


def _names_someone(page: Page, start: int, end: int) -> bool:
    lower = page.lower
    if lower[start] in _QUESTION_AND_ANSWER and end == start + 1:
        return True
    if any(lower[k] in _NO_SPEAKERS or page.tags[k] & (TIME | QUESTION | SUBORDINATOR | AUXILIARY) for k in range(start, end)):
        return False
    return page.words[end - 1][0].isupper() and page.words[start][0].isupper()


def _attribution(page: Page, name: Range, content: Range) -> Attribution:
    while content[1] > content[0] and page.tags[content[1] - 1] & STOP and page.inside[content[1] - 1] < 0:
        content = (content[0], content[1] - 1)
    return Attribution(name[1], (content,), ((name[1], name[1] + 1),), name, "speech", "asserted", "label")


def _dashed(page: Page, paragraph: Range) -> Attribution | None:
    """A headline `… – X`: a clause, a dash and a short name."""
    start, end = paragraph
    while end > start and page.words[end - 1] == ".":
        end -= 1
    for k in range(end - 2, max(start + 2, end - 5), -1):
        if page.words[k] in ("–", "—", "―") and page.inside[k] < 0:
            name = (k + 1, end)
            if all(page.words[j][0].isupper() for j in range(*name)) and not page.tags[k + 1] & (ADVERB | TIME):
                return Attribution(k, ((start, k),), ((k, k + 1),), name, "speech", "asserted", "headline")
            return None
    return None


def by_colon(page: Page, at: int) -> Attribution | None:
    """A quotation at `at` after a colon and no verb: `pollster Jane Roe: “…”`, with the name before as source."""
    colon = at - 1
    if colon < 2 or page.words[colon] not in (":", "–", "—", "-") or page.inside[colon] >= 0:
        return None
    start = colon
    while start > 0 and page.words[start - 1][0].isupper() and colon - start < 5 and not page.tags[start - 1] & TIME:
        start -= 1
    source = (start, colon) if start < colon else first_subject(page, bounds(page, colon)[0], colon)
    if page.words[colon] != ":" and start == colon:
        return None
    q = page.quotations[page.inside[at]]
    return Attribution(colon, ((q.start, q.end),), ((colon, colon + 1),), source, "speech", "asserted", "colon")
