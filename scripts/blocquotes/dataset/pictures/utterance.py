"""The picture of one utterance as each article words it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from blocquotes.dataset.date_columns import known
from blocquotes.dataset.pictures.drawing import (
    BOLD,
    EDGE,
    LEADING,
    PLAIN,
    RIGHT,
    SMALL,
    TEXT,
    Picture,
    column,
    heading,
    line,
    wrap,
)
from blocquotes.dataset.pictures.wording import TYPES, listed, outlet, published, when
from blocquotes.shown import count

Row = Mapping[str, Any]
# Gives utterances with their paraphrase and occasion, by their ids.
Worded = Callable[[Collection[str]], Mapping[str, Row]]

# Gives the quotes that report an utterance, by its id.
Reporting = Callable[[str], Iterable[Row]]

# An article, and its quotes that report the utterance.
Wordings = tuple[Row, Sequence[Row]]

# Articles, wordings of an article, and lines of a wording that are shown before the picture says “and N more”.
MOST_COLUMNS, MOST_WORDINGS, MOST_LINES = 4, 5, 14

# Room between two columns; the most width of one.
GAP, WIDEST = 26, 420

# Size of the paraphrase, in pixels.
PARAPHRASE = 13


def utterance(articles: Sequence[Row], reporting: Reporting, utterances: Iterable[Row], worded: Worded) -> Picture:
    """The utterance that the most articles report, and of those in the most quotes: one column an article."""
    title = "One utterance, as each article words it"
    most = min(utterances, key=lambda u: (-u["n_articles"], -u["n_quotes"], u["utterance_id"]), default=None)
    if most is None:
        alt = "No utterance is reported by two quotes yet."
        shapes, y = heading(title, alt)
        return Picture("utterance", y + 10, shapes, title, alt, alt)
    chosen = worded([most["utterance_id"]])[most["utterance_id"]]
    wordings = _wordings_of(articles, reporting(chosen["utterance_id"]))
    shown, more = wordings[:MOST_COLUMNS], len(wordings) - MOST_COLUMNS
    shapes, y = _chosen(title, chosen)
    below, y = _columns(y + 14, shown)
    note = column(EDGE, y, [f"and {count(more, 'more article')}"] if more > 0 else [], SMALL, "muted")
    alt = _alt(chosen, [quote for _, found in wordings for quote in found])
    described = " ".join([alt, *(_described(article, found) for article, found in shown)])
    return Picture("utterance", y + 18 * len(note), [*shapes, *below, *note], title, described, alt)


def _wordings_of(articles: Sequence[Row], quotes: Iterable[Row]) -> list[Wordings]:
    """The articles with quotes that report an utterance, by day, given these quotes."""
    found: dict[str, list[Row]] = {}
    for quote in quotes:
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
    inferred = "date inferred" if chosen["said_on_basis"] == "inferred" else None
    about = "; ".join(part for part in (inferred, chosen["occasion"]) if part)
    said = f"Said by {listed(chosen['speaker_names'])} {when(known(chosen, 'said_on'))}"
    return f"{said} ({about})" if about else said


def _described(article: Row, quotes: Sequence[Row]) -> str:
    """The wordings of an article in words."""
    found = "; ".join(f"{_kind(quote)}: {quote['content']}" for quote in quotes[:MOST_WORDINGS])
    return f"{outlet(article)}, {article['article_id']}, {published(article)}: {found}."


def _kind(quote: Row) -> str:
    """Type of a quote, where it stands unless in the body, and how many utterances more it reports."""
    others = len(quote["utterance_ids"]) - 1
    parts = [quote["type"], *([f"in the {quote['region']}"] if quote["region"] != "body" else [])]
    return ", ".join([*parts, *([f"with {count(others, 'other utterance')}"] if others else [])])


def _chosen(title: str, chosen: Row) -> tuple[list[str], float]:
    """Title, paraphrase, occasion and key, and the y below them."""
    shapes, _ = heading(title, "")
    said = wrap(chosen["paraphrase"], RIGHT - EDGE, PARAPHRASE, 3)
    y = 38 + len(said) * PARAPHRASE * LEADING
    about = wrap(f"This is our paraphrase. {_occasion(chosen)}.", RIGHT - EDGE, SMALL, 3)
    about.append(f"{BOLD}Bold{PLAIN}: words that the article gives in quotation marks")
    below = column(EDGE, y, about, SMALL, "muted")
    return [*shapes, *column(EDGE, 36, said, PARAPHRASE), *below], y + len(about) * SMALL * LEADING


def _columns(y: float, articles: Sequence[Wordings]) -> tuple[list[str], float]:
    """The wordings of each article side by side, and the y below the longest column."""
    room = min(WIDEST, (RIGHT - EDGE + GAP) / len(articles) - GAP)
    names = [wrap(outlet(article), room, most=3, bold=True) for article, _ in articles]
    about = [
        [part for text in (published(article), article["article_id"]) for part in wrap(text, room, SMALL, 3)]
        for article, _ in articles
    ]
    under = [y + len(name) * TEXT * LEADING for name in names]
    top = max(at + len(lines) * SMALL * LEADING for at, lines in zip(under, about, strict=True)) + 6
    shapes: list[str] = []
    bottoms = []
    for i, (_, quotes) in enumerate(articles):
        x = EDGE + i * (room + GAP)
        drawn, bottom = _wordings(x, top + 10, quotes, room)
        shapes += [*column(x, y, names[i], bold=True), *column(x, under[i], about[i], SMALL, "muted"), *drawn]
        shapes.append(line(x, top, x + room, top, "muted"))
        bottoms.append(bottom)
    return shapes, max(bottoms)


def _wordings(x: float, y: float, quotes: Sequence[Row], room: float) -> tuple[list[str], float]:
    """The wordings of an article one below the other, and the y below them."""
    shapes: list[str] = []
    for quote in quotes[:MOST_WORDINGS]:
        kind = wrap(_kind(quote), room, SMALL, bold=True)
        shapes += column(x, y, kind, SMALL, "muted", bold=True)
        y += len(kind) * SMALL * LEADING + 1
        content = wrap(_marked(quote), room, most=MOST_LINES)
        shapes += column(x, y, content)
        y += len(content) * TEXT * LEADING + 12
    more = len(quotes) - MOST_WORDINGS
    note = column(x, y, [f"and {count(more, 'more wording')}"] if more > 0 else [], SMALL, "muted")
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
