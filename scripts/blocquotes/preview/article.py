"""One article's part of the page: its text with all marks, its cards and its findings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from blocquotes.corpus import Record, Resolution, entities_of
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import CONTENT_ROLES, Path, Span
from blocquotes.preview import cards, marked_text
from blocquotes.preview.context import Context
from blocquotes.preview.located import Located, elsewhere, locate, stretches
from blocquotes.preview.marked_text import Mark
from blocquotes.preview.views import ArticleView, Block, QuoteView


def article(record: Record, context: Context) -> ArticleView:
    """The view of an article, as far as its file and its seed can be read."""
    g = locate(record, context)
    evidence = {path: f"#{g.evidence_key(path)}" for path in g.evidence}
    quotes = tuple(cards.quotes(record, context, g.key, evidence, g.flags())) if record.is_sound else ()
    bare = ArticleView(
        key=g.key,
        id=record.id,
        file=record.file,
        title=_title(g),
        notice=_notice(g),
        blocks=tuple(_blocks(g, [*_finding_marks(g), *_marks(g, context, quotes)])),
        findings=tuple(g.findings),
    )
    return _annotated(bare, g, context, quotes, evidence) if record.is_sound else bare


def _annotated(
    bare: ArticleView, g: Located, context: Context, quotes: tuple[QuoteView, ...], evidence: Mapping[Path, str]
) -> ArticleView:
    value, flags = g.record.value, g.flags()
    outlet = value["outlet"]["value"]
    names = tuple(cards.names(g.record, context, g.key, g.mentions, flags))
    return replace(
        bare,
        value=value,
        outlet=context.outlet_ref(outlet).text if outlet else "",
        facts=tuple(cards.facts(g.record, context, g.key, evidence, flags)),
        quotes=quotes,
        names=names,
        doubts=tuple(cards.doubts(quotes, names)),
        elsewhere=tuple(elsewhere(g, context)),
    )


def _title(g: Located) -> str:
    """The first published title; empty if there is none."""
    if g.resolution:
        for region, span in zip(g.record.value["regions"], g.resolution.spans, strict=False):
            if region["role"] == "title" and not region.get("repeat"):
                return g.text[span.start : span.end]
    return ""


def _notice(g: Located) -> str:
    """Why annotations are not shown in the text; empty if all of them are."""
    if not g.record.is_sound:
        return "The file cannot be read as an article yet. Below are its findings and, if it names one, its raw seed."
    if g.resolution is None:
        return "The seed is missing or is not the one that was annotated, so no annotation has a place in a text."
    if g.resolution.breaks:
        return "The regions do not cover the seed, so no annotation has a certain place yet: the seed is shown raw."
    if not g.resolution.is_whole:
        return "Some words have no single place in the seed. They are listed below, but not marked in the text."
    return ""


def _finding_marks(g: Located) -> Iterator[Mark]:
    for view, path, spans in zip(g.findings, g.paths, g.spans, strict=True):
        is_of_words = any(step in ("evidence", "mentions", *QUOTE_PARTS) for step in path)
        for i, span in enumerate(spans):
            yield Mark(span, "finding", (view, view.key.replace("-f", "-x"), is_of_words), first=i == 0)


def _marks(g: Located, context: Context, quotes: Sequence[QuoteView]) -> Iterator[Mark]:
    """The marks of evidence, quotes and mentions that have a place."""
    for path, span in g.evidence.items():
        yield Mark(span, "evidence", g.evidence_key(path))
    yield from _quote_marks(g.record, context, quotes)
    for number, (span, index) in enumerate(g.mentions, start=1):
        yield Mark(span, "mention", _mention(g, context, number, index))


def _quote_marks(record: Record, context: Context, quotes: Sequence[QuoteView]) -> Iterator[Mark]:
    numbers = context.numbers(record) if quotes else {}
    lanes = marked_text.lanes({number: context.parts(record, index, "content") for index, number in numbers.items()})
    for index, number in numbers.items():
        for part in QUOTE_PARTS:
            for i, span in enumerate(context.parts(record, index, part)):
                yield Mark(span, part, quotes[number - 1], i == 0, lanes[number])


def _mention(g: Located, context: Context, number: int, index: int) -> dict[str, str]:
    """What a mention's link needs: its own id, that of its entity's card, and whom it stands for."""
    line = g.record.value["mentions"][index]
    names = cards.name_keys(g.record, g.key)
    stands = line.get("stands_for")
    return {
        "key": f"{g.key}-m{number}",
        "card": names[entities_of(line)[0]],
        "stands_for": context.entity_ref(stands, "").text if stands else "",
    }


def _blocks(g: Located, marks: Sequence[Mark]) -> Iterator[Block]:
    """The complete seed, region by region, with its marks."""
    resolution: Resolution | None = g.resolution
    for role, repeat, span in stretches(g.record, g.text, resolution):
        cut = tuple(
            tuple(marked_text.tokens(g.text, area, marks)) for area in marked_text.paragraphs(g.text, Span(*span))
        )
        if cut:
            yield Block(role or "", role in CONTENT_ROLES and not repeat, repeat, cut)
