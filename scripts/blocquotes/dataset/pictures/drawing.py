"""SVG by hand: words, boxes, dots and lines in pixels from the upper left corner, in colours for light and dark pages.

Text stays text in the reader's own sans-serif: it can be searched and copied, a diff of the file shows which words
changed, and every script shows. No font is at hand to measure with, so `ems` estimates widths, generously.

Each picture brings its own ground, white or dark as `prefers-color-scheme` says. A page whose theme is not the
system's, or a viewer that knows no such query, then shows a light card instead of dark words on a dark page.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

# Width of every picture, in pixels: what a README on a wide screen gives it.
WIDTH = 820

# Left and right edge of what is drawn.
EDGE, RIGHT = 14, WIDTH - 14

# Class → its colour on a light and on a dark page. Words have a contrast of 5:1 or more on their ground; fillings are
# shades of one hue that differ in lightness, so that every eye can distinguish them, in grey too.
COLOURS = {
    "ink": ("#1f2328", "#f0f6fc"),
    "muted": ("#59636e", "#9198a1"),
    "rule": ("#d8dee4", "#30363d"),
    "mark": ("#0860ca", "#79b8ff"),
    "half": ("#a8cbf5", "#1d4f8f"),
    "ground": ("#ffffff", "#0d1117"),
}

# Sizes of words, in pixels.
TITLE, TEXT, SMALL = 15, 12, 11

# From one line of words to the next, in sizes.
LEADING = 1.36

# Where bold words begin and end inside a text; `plain` keeps these two out of contributed text.
BOLD, PLAIN = "\ue000", "\ue001"

NARROW, WIDE = frozenset("fijlrtI.,:;!|'’‘“”\"()[] /-"), frozenset("mwMW@%&—…")
# A stretch after which a line may end: a word, or a part of one up to a mark, as names of sites and ids have them.
PIECE = re.compile(r"[^\s\-./_:@]*[\-./_:@]*\s*")


@dataclass(frozen=True)
class Picture:
    """What is drawn, and the same in words: title, full description, and its main numbers in a sentence or two."""

    name: str
    height: float
    shapes: Sequence[str]
    title: str
    description: str
    alt: str


def plain(text: str) -> str:
    """Contributed text as it may be drawn: one line, without what XML forbids, formats, or marks bold words here."""
    kept = text if text.isprintable() else "".join(c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]", "\ufffd", " ".join(kept.split()))


def ems(text: str, bold: bool = False) -> float:
    """About how wide a line is, in sizes of its font: as much as DejaVu Sans, which is wider than most, takes."""
    total = 0.0
    for char in text:
        if char in (BOLD, PLAIN):
            bold = char == BOLD
        else:
            total += _advance(char) * (1.1 if bold else 1)
    return total


def _advance(char: str) -> float:
    if char in NARROW:
        return 0.4
    if char in WIDE or unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.72 if char.isupper() else 0.62


def wrap(text: str, room: float, size: float = TEXT, most: int = 1000, bold: bool = False) -> list[str]:
    """The lines of a text in a column `room` pixels wide; after `most` lines it ends in “…”."""
    lines = [""]
    for piece in PIECE.findall(text):
        for part in [piece] if ems(piece.rstrip(), bold) * size <= room else piece:
            if ems(f"{lines[-1]}{part}".rstrip(), bold) * size > room:
                lines.append(BOLD if _is_open(lines[-1]) else "")
            lines[-1] += part
    lines = [line.strip() for line in lines if ems(line.strip())]
    if len(lines) > most:
        last = lines[most - 1]
        while ems(f"{last} …", bold) * size > room:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last} …"]
    return [f"{line}{PLAIN}" if _is_open(line) else line for line in lines]


def _is_open(line: str) -> bool:
    """Whether a line ends within bold words."""
    return line.rfind(BOLD) > line.rfind(PLAIN)


def words(
    x: float, y: float, text: str, size: float = TEXT, colour: str = "ink", bold: bool = False, anchor: str = "start"
) -> str:
    """One line of text on its baseline; `anchor` says what part of it is at `x`: start, middle or end."""
    weight = ' font-weight="700"' if bold else ""
    marked = escape(text).replace(BOLD, '<tspan font-weight="700">').replace(PLAIN, "</tspan>")
    place = f'x="{_n(x)}" y="{_n(y)}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {place} class="{colour}"{weight}>{marked}</text>'


def _n(pixels: float) -> str:
    return f"{round(pixels, 1):g}"


def column(
    x: float,
    y: float,
    lines: Sequence[str],
    size: float = TEXT,
    colour: str = "ink",
    bold: bool = False,
    anchor: str = "start",
) -> list[str]:
    """Lines of text one below the other, from the upper edge `y` down."""
    return [words(x, y + size + i * size * LEADING, line, size, colour, bold, anchor) for i, line in enumerate(lines)]


def box(x: float, y: float, width: float, height: float, fill: str = "ground", edge: str = "mark") -> str:
    """A rectangle from its upper left corner; filled with the ground it is hollow."""
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" class="{fill} {edge}-edge"/>'


def dot(x: float, y: float, fill: str = "ground") -> str:
    """A circle around its centre."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4.5" class="{fill} mark-edge" stroke-width="1.5"/>'


def line(
    x1: float, y1: float, x2: float, y2: float, colour: str = "rule", width: float = 1, dashed: bool = False
) -> str:
    """A straight line."""
    dashes = ' stroke-dasharray="3 2"' if dashed else ""
    ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    return f'<line {ends} class="{colour}-edge" stroke-width="{width}"{dashes}/>'


def heading(title: str, about: str) -> tuple[list[str], float]:
    """A picture's title and the lines below it, and the y below them."""
    below = wrap(about, RIGHT - EDGE, SMALL)
    shapes = [*column(EDGE, 12, [title], TITLE, bold=True), *column(EDGE, 35, below, SMALL, "muted")]
    return shapes, 35 + len(below) * SMALL * LEADING


# A mark of a legend: how it is drawn right of a point, how wide it is, and what it means.
Mark = tuple[Callable[[float, float], str], float, str]


def legend(y: float, marks: Sequence[Mark]) -> tuple[list[str], float]:
    """The marks and what they mean, in as many rows as they need; and the y below them."""
    shapes: list[str] = []
    x: float = EDGE
    for draw, wide, meaning in marks:
        room = wide + 6 + ems(meaning) * SMALL
        if x > EDGE and x + room > RIGHT:
            x, y = EDGE, y + 20
        shapes += [draw(x, y), words(x + wide + 6, y + 4, meaning, SMALL, "muted")]
        x += room + 24
    return shapes, y + 20


def svg(picture: Picture) -> str:
    """The SVG file of a picture."""
    name, size = picture.name, f"{WIDTH} {picture.height:.0f}"
    light, dark = ("".join(_rules(name, pair[i]) for name, pair in COLOURS.items()) for i in (0, 1))
    shapes = "\n ".join(['<rect width="100%" height="100%" class="ground"/>', *picture.shapes])
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{picture.height:.0f}" \
viewBox="0 0 {size}" font-family="sans-serif" role="img" aria-labelledby="{name}-title {name}-desc">
 <title id="{name}-title">{escape(picture.title)}</title>
 <desc id="{name}-desc">{escape(picture.description)}</desc>
 <style>{light}@media (prefers-color-scheme: dark){{{dark}}}</style>
 {shapes}
</svg>
"""


def _rules(name: str, colour: str) -> str:
    return f".{name}{{fill:{colour}}}.{name}-edge{{stroke:{colour}}}"
