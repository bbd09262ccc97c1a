"""TEI P5: the text with quotes, cues, sources and names marked up in it. Export only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from blocquotes.corpus import Corpus
from blocquotes.exchange.document import need_xml
from blocquotes.exchange.labels import Label, labels
from blocquotes.model import Article, Quote, Span

# Type of a mention → TEI element; all others are a plain `name`.
ELEMENTS = {"PERSON": "persName", "ORG": "orgName", "GPE": "placeName", "LOC": "placeName", "FAC": "placeName"}

# The order in which elements on the very same words contain one another.
LAYERS = ("content", "source", "cue", "mention")

DIRECT = {"direct": "true", "indirect": "false", "mixed": "unknown"}

PREFIXES = """<prefixDef ident="entity" matchPattern="(.+)" replacementPattern="corpus/entities/$1.json"/>
<prefixDef ident="value" matchPattern="(.+)" replacementPattern="schema/article.schema.json"/>
"""

Attributes = Mapping[str, str]


@dataclass(frozen=True, order=True)
class Piece:
    """A labelled span, or a piece of one that would cross another element; in the order of opening tags."""

    start: int
    minus_end: int
    layer: int
    number: int

    @property
    def end(self) -> int:
        """Where the piece ends."""
        return -self.minus_end


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """`<article>.xml` for each article. The texts of its `ab` elements, joined by blank lines, are the text."""
    for article in articles:
        need_xml(article, "export it in another format")
        yield f"{article.id}.xml", "".join(_document(article)).encode("utf-8")


def _document(article: Article) -> Iterator[str]:
    source = f"{article.outlet.value or 'unknown outlet'}, {article.published.value or 'unknown date'}"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader><fileDesc>\n'
    yield f"<titleStmt><title>{_text(article.id)}</title></titleStmt>\n"
    yield "<publicationStmt><p>BlocQuotes</p></publicationStmt>\n"
    yield f"<sourceDesc><p>{_text(source)}</p></sourceDesc>\n</fileDesc>\n"
    yield f"<encodingDesc><listPrefixDef>\n{PREFIXES}</listPrefixDef></encodingDesc></teiHeader>\n"
    yield f"<text xml:lang={quoteattr(article.language)}><body>\n"
    found = labels(article)
    pieces = sorted(_pieces(found))
    attributes = _attributes(article, found, pieces)
    for region in (region for region in article.regions if region.text is not None):
        assert region.text is not None
        inside = [piece for piece in pieces if region.text.start <= piece.start < region.text.end]
        yield f"<ab type={quoteattr(region.role)}>"
        yield from _marked_up(article.text, region.text, [(piece, attributes[piece]) for piece in inside], found)
        yield "</ab>\n"
    yield "</body></text>\n</TEI>\n"


def _text(words: str) -> str:
    return escape(words, {"\r": "&#13;"})


def _pieces(found: Sequence[Label]) -> Iterator[Piece]:
    """The spans, cut where they would cross an element that is open, so that all nest."""
    heap = [Piece(one.span.start, -one.span.end, LAYERS.index(one.layer), i) for i, one in enumerate(found)]
    heapify(heap)
    open_ends: list[int] = []
    while heap:
        piece = heappop(heap)
        while open_ends and open_ends[-1] <= piece.start:
            open_ends.pop()
        end = min([piece.end, *open_ends[-1:]])
        if end < piece.end:
            heappush(heap, Piece(end, piece.minus_end, piece.layer, piece.number))
        open_ends.append(end)
        yield Piece(piece.start, -end, piece.layer, piece.number)


def _attributes(article: Article, found: Sequence[Label], pieces: Iterable[Piece]) -> dict[Piece, Attributes]:
    """The attributes of every piece; pieces of one quote, or of one cut span, are chained by `prev` and `next`."""
    quotes = {quote.id: quote for quote in article.quotes}
    chains: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        one = found[piece.number]
        chains[f"q.{one.owner}" if one.layer == "content" else f"s.{piece.number}"].append(piece)
    attributes: dict[Piece, dict[str, str]] = {}
    for name, chain in chains.items():
        for i, piece in enumerate(chain, start=1):
            one = found[piece.number]
            linked = len(chain) > 1 or one.layer == "content"
            attributes[piece] = {**({"xml:id": f"{name}.{i}"} if linked else {}), **_own(one, quotes)}
        for i, (piece, other) in enumerate(pairwise(chain), start=1):
            attributes[piece]["next"], attributes[other]["prev"] = f"#{name}.{i + 1}", f"#{name}.{i}"
    return dict(attributes)


def _own(one: Label, quotes: Mapping[str, Quote]) -> Attributes:
    """What an element says of itself: who said it and how, whose cue or source it is, which entity it names."""
    if one.layer == "content":
        quote = quotes[one.owner]
        who = {"who": " ".join(f"entity:{id_}" for id_ in quote.speakers)} if quote.speakers else {}
        ana = " ".join(f"value:{word}" for word in (quote.type, quote.medium, quote.factuality))
        return {**who, "direct": DIRECT[quote.type], "ana": ana}
    if one.layer == "mention":
        return {"ref": f"entity:{one.owner}", **({} if one.label in ELEMENTS else {"type": one.label})}
    return {"type": one.layer, "corresp": f"#q.{one.owner}.1"}


def _element(one: Label) -> str:
    if one.layer == "mention":
        return ELEMENTS.get(one.label, "name")
    return "said" if one.layer == "content" else "seg"


def _marked_up(
    text: str, area: Span, pieces: Sequence[tuple[Piece, Attributes]], found: Sequence[Label]
) -> Iterator[str]:
    """The text of an area with the tags of its pieces, which nest."""
    at = area.start
    open_: list[tuple[int, str]] = []

    def close(until: int) -> Iterator[str]:
        nonlocal at
        while open_ and open_[-1][0] <= until:
            end, name = open_.pop()
            yield f"{_text(text[at:end])}</{name}>"
            at = end

    for piece, attributes in pieces:
        yield from close(piece.start)
        yield _text(text[at : piece.start])
        at = piece.start
        name = _element(found[piece.number])
        yield f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>"
        open_.append((piece.end, name))
    yield from close(area.end)
    yield _text(text[at : area.end])
