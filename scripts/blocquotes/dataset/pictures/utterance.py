"""The picture of one utterance as each article words it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from blocquotes.dataset.pictures.drawing import (
    BOLD,
    EDGE,
    MUTED,
    PLAIN,
    RIGHT,
    SMALL,
    STRONG,
    TEXT,
    Line,
    Picture,
    Shape,
    Style,
    Words,
    column,
    heading,
    wrap,
)
from blocquotes.dataset.pictures.words import TYPES, count, listed, outlet, published, when

Row = Mapping[str, Any]
Wordings = tuple[Row, Sequence[Row]]
"""An article, and its quotes that report the utterance."""

MOST_COLUMNS, MOST_WORDINGS, MOST_LINES = 4, 5, 14
"""Articles, wordings of an article, and lines of a wording that are shown before the picture says “and N more”."""

GAP, WIDEST = 26, 420
"""Room between two columns; the most width of one."""

PARAPHRASE, TYPE = Style(13), Style(11, MUTED, bold=True)


def utterance(articles: Sequence[Row], quotes: Sequence[Row], utterances: Sequence[Row]) -> Picture:
    """The utterance that the most articles report, and of those in the most quotes: one column an article."""
    title = "One utterance, as each article words it"
    if not utterances:
        alt = "No utterance is reported by two quotes yet."
        shapes, y = heading(title, alt)
        return Picture("utterance", y + 10, shapes, title, alt, alt)
    chosen = min(utterances, key=lambda u: (-u["n_articles"], -u["n_quotes"], u["utterance_id"]))
    wordings = _wordings_of(chosen, articles, quotes)
    shown, more = wordings[:MOST_COLUMNS], len(wordings) - MOST_COLUMNS
    shapes, y = _chosen(title, chosen)
    below, y = _columns(y + 14, shown)
    note = column(EDGE, y, [f"and {count(more, 'more article')}"] if more > 0 else [], SMALL)
    alt = _alt(chosen, [quote for _, found in wordings for quote in found])
    words = " ".join([alt, *(_described(article, found) for article, found in shown)])
    return Picture("utterance", y + 18 * len(note), [*shapes, *below, *note], title, words, alt)


def _wordings_of(chosen: Row, articles: Sequence[Row], quotes: Sequence[Row]) -> list[Wordings]:
    """The articles that report an utterance, by day, with their quotes that do."""
    found: dict[str, list[Row]] = {}
    for quote in quotes:
        if chosen["utterance_id"] in quote["utterance_ids"]:
            found.setdefault(quote["article_id"], []).append(quote)
    return [(article, found[article["article_id"]]) for article in articles if article["article_id"] in found]


def _alt(chosen: Row, quotes: Sequence[Row]) -> str:
    """The main numbers in two sentences."""
    types = Counter(quote["type"] for quote in quotes)
    by_type = listed([f"{types[type_]:,} {type_}" for type_ in TYPES])
    articles = count(chosen["n_articles"], "article")
    words = "words" if chosen["n_articles"] == 1 else "word"
    first = f"One utterance as {articles} {words} it in {count(len(quotes), 'quote')}: {by_type}."
    return f"{first} {_occasion(chosen)}: {chosen['paraphrase']}"


def _occasion(chosen: Row) -> str:
    inferred = "day inferred; " if chosen["said_on_basis"] == "inferred" else ""
    said = f"Said by {listed(chosen['speaker_names'])} {when(chosen['said_on'], chosen['said_on_precision'])}"
    return f"{said} ({inferred}{chosen['occasion']})"


def _described(article: Row, quotes: Sequence[Row]) -> str:
    """The wordings of an article in words."""
    found = "; ".join(f"{_kind(quote)}: {quote['content']}" for quote in quotes[:MOST_WORDINGS])
    return f"{outlet(article)}, {article['article_id']}, {published(article)}: {found}."


def _kind(quote: Row) -> str:
    """Type of a quote, where it stands unless in the body, and how many utterances more it reports."""
    others = len(quote["utterance_ids"]) - 1
    parts = [quote["type"], *([f"in the {quote['region']}"] if quote["region"] != "body" else [])]
    return ", ".join([*parts, *([f"with {count(others, 'other utterance')}"] if others else [])])


def _chosen(title: str, chosen: Row) -> tuple[list[Shape], float]:
    """Title, paraphrase, occasion and key, and the y below them."""
    shapes, _ = heading(title, "")
    said = wrap(chosen["paraphrase"], PARAPHRASE, RIGHT - EDGE, 3)
    shapes += column(EDGE, 36, said, PARAPHRASE)
    y = 38 + len(said) * PARAPHRASE.leading
    occasion = wrap(f"This is our paraphrase. {_occasion(chosen)}.", SMALL, RIGHT - EDGE, 3)
    key = wrap(f"{BOLD}Bold{PLAIN}: words that the article gives in quotation marks", SMALL, RIGHT - EDGE)
    return [*shapes, *column(EDGE, y, [*occasion, *key], SMALL)], y + (len(occasion) + len(key)) * SMALL.leading


def _columns(y: float, articles: Sequence[Wordings]) -> tuple[list[Shape], float]:
    """The wordings of each article side by side, and the y below the longest column."""
    room = min(WIDEST, (RIGHT - EDGE + GAP) / len(articles) - GAP)
    lefts = [EDGE + i * (room + GAP) for i in range(len(articles))]
    heads = [_head(article, room) for article, _ in articles]
    top = y + max(head[-1].y for head in heads) + 10
    shapes: list[Shape] = []
    bottoms = []
    for x, head, (_, quotes) in zip(lefts, heads, articles, strict=True):
        words, bottom = _wordings(x, top + 10, quotes, room)
        shapes += [*(Words(x, y + line.y, line.text, line.style) for line in head), *words]
        shapes.append(Line(x, top, x + room, top, MUTED))
        bottoms.append(bottom)
    return shapes, max(bottoms)


def _head(article: Row, room: float) -> list[Words]:
    """Outlet, day and id of an article, from the upper edge down."""
    name = column(0, 0, wrap(outlet(article), STRONG, room, 3), STRONG)
    about = [line for text in (published(article), article["article_id"]) for line in wrap(text, SMALL, room, 3)]
    return [*name, *column(0, len(name) * STRONG.leading, about, SMALL)]


def _wordings(x: float, y: float, quotes: Sequence[Row], room: float) -> tuple[list[Shape], float]:
    """The wordings of an article one below the other, and the y below them."""
    shapes: list[Shape] = []
    for quote in quotes[:MOST_WORDINGS]:
        kind = wrap(_kind(quote), TYPE, room)
        shapes += column(x, y, kind, TYPE)
        y += len(kind) * TYPE.leading + 1
        content = wrap(_marked(quote), TEXT, room, MOST_LINES)
        shapes += column(x, y, content)
        y += len(content) * TEXT.leading + 12
    more = len(quotes) - MOST_WORDINGS
    note = column(x, y, [f"and {count(more, 'more wording')}"] if more > 0 else [], SMALL)
    return [*shapes, *note], y + 20 * len(note)


def _marked(quote: Row) -> str:
    """The content with its verbatim parts bold."""
    content, end = str(quote["content"]), 0
    for part in quote["verbatim"]:
        start = content.find(part, end)
        if part and start >= 0:
            content = f"{content[:start]}{BOLD}{part}{PLAIN}{content[start + len(part) :]}"
            end = start + len(part) + 2
    return content
