"""Pictures as shapes and SVG: what can be drawn, how wide words run, and the file that comes of them.

Text stays text (`svg.fonttype: none`) in the reader's own sans-serif: it can be searched and copied, a diff of the file
shows which words changed, and scripts that no bundled font has (Chinese, Thai) still show. Widths are measured in
DejaVu Sans, which comes with matplotlib and runs wide: the first 105 quotes of the corpus take 0.88 of its width in
Liberation Sans, which is as wide as Arial, and 0.93 in Noto Sans, so what is shown stays inside the room measured.

Each picture brings its own ground, white or dark as `prefers-color-scheme` asks. A page whose theme is not the
system's, or a viewer that knows no such query, then shows a light card instead of dark words on a dark page.
"""

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font
    from matplotlib.transforms import Transform

WIDTH = 820
"""Width of every picture, in pixels: what a README on a wide screen gives it."""

INK, MUTED, RULE, MARK, HALF, GROUND = "#1f2328", "#59636e", "#d8dee4", "#0860ca", "#a8cbf5", "#ffffff"
DARK = {INK: "#f0f6fc", MUTED: "#9198a1", RULE: "#30363d", MARK: "#79b8ff", HALF: "#1d4f8f", GROUND: "#0d1117"}
"""Colour on the light ground → on the dark one. Words have a contrast of 5:1 or more on their ground; fillings are
shades of one hue that differ in lightness, so that they are told apart in grey and by every eye."""

EDGE, RIGHT = 14, WIDTH - 14
"""Left and right edge of what is drawn."""

BOLD, PLAIN = "\ue000", "\ue001"
"""Where bold words begin and end inside a text; `plain` keeps these two out of contributed text."""


@dataclass(frozen=True)
class Style:
    """How words are set: size in pixels, colour, weight."""

    size: float
    colour: str = INK
    bold: bool = False

    @property
    def leading(self) -> float:
        """From one line to the next, in pixels."""
        return round(self.size * 1.36, 1)


TITLE, TEXT, STRONG, SMALL = Style(15, bold=True), Style(12), Style(12, bold=True), Style(11, MUTED)


@dataclass(frozen=True)
class Words:
    """One line of text on its baseline; `anchor` says what of it stands at `x`: left, center or right."""

    x: float
    y: float
    text: str
    style: Style = TEXT
    anchor: str = "left"


@dataclass(frozen=True)
class Box:
    """A rectangle from its upper left corner; filled with the ground it is hollow."""

    x: float
    y: float
    width: float
    height: float
    fill: str = GROUND
    edge: str = MARK


@dataclass(frozen=True)
class Dot:
    """A circle around its centre."""

    x: float
    y: float
    radius: float
    fill: str = GROUND
    edge: str = MARK


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = RULE
    width: float = 1
    dashed: bool = False


Shape = Words | Box | Dot | Line


@dataclass(frozen=True)
class Picture:
    """What is drawn, and the same in words: title, full description, and its main numbers in a sentence or two."""

    name: str
    height: float
    shapes: Sequence[Shape]
    title: str
    description: str
    alt: str


def plain(text: str) -> str:
    """Contributed text as it may be drawn: one line, without what XML forbids, formats, or marks bold words here."""
    kept = text if text.isprintable() else "".join(c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]", "\ufffd", " ".join(kept.split()))


def width(text: str, style: Style) -> float:
    """Width of a line in pixels, in DejaVu Sans without kerning."""
    total, bold = 0.0, style.bold
    for char in text:
        if char in (BOLD, PLAIN):
            bold = char == BOLD
        else:
            total += _advance(char, bold)
    return total * style.size


@cache
def _advance(char: str, bold: bool) -> float:
    """Width of a character in ems; what the font lacks is taken to be as wide as a Chinese character."""
    from matplotlib.ft2font import LoadFlags

    font = _font(bold)
    return font.load_char(ord(char), LoadFlags.NO_SCALE).horiAdvance / 2048 if font.get_char_index(ord(char)) else 1.0


@cache
def _font(bold: bool) -> "FT2Font":
    from matplotlib.ft2font import FT2Font

    return FT2Font(_font_path(bold))


def _font_path(bold: bool) -> str:
    import matplotlib

    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf")


def wrap(text: str, style: Style, room: float, most: int = 1000) -> list[str]:
    """The lines of a text that is set in a column `room` pixels wide; after `most` lines it ends in “…”."""
    lines = [""]
    for word in _words(text):
        longer = f"{lines[-1]} {word}".lstrip().replace(f"{PLAIN} {BOLD}", " ")
        if width(longer, style) <= room:
            lines[-1] = longer
        else:
            lines += _pieces(word, style, room)
    lines = [line for line in lines if line]
    return lines if len(lines) <= most else [*lines[: most - 1], _shortened(lines[most - 1], style, room)]


def _words(text: str) -> Iterator[str]:
    """The words of a text, each with the marks of its own bold parts."""
    bold = False
    for word in text.split():
        begun = f"{BOLD}{word}" if bold else word
        bold = begun.rfind(BOLD) > begun.rfind(PLAIN)
        yield f"{begun}{PLAIN}" if bold else begun


def _pieces(word: str, style: Style, room: float) -> Iterator[str]:
    """A word broken where it must be, rather after a mark inside it, since names of sites and ids have those."""
    if width(word, style) <= room:
        yield word
        return
    frame = f"{BOLD}{{}}{PLAIN}" if BOLD in word else "{}"
    rest = word.replace(BOLD, "").replace(PLAIN, "")
    while rest:
        end = next((n for n in range(1, len(rest)) if width(frame.format(rest[: n + 1]), style) > room), len(rest))
        marks = [match.end() for match in re.finditer(r"[-./_@:]", rest[:end])] if end < len(rest) else []
        end = marks[-1] if marks else end
        yield frame.format(rest[:end])
        rest = rest[end:]


def _shortened(line: str, style: Style, room: float) -> str:
    while line and width(f"{line} …", style) > room:
        line = line.rsplit(" ", 1)[0] if " " in line else line[:-1]
    return f"{line}{PLAIN if line.rfind(BOLD) > line.rfind(PLAIN) else ''} …"


def column(x: float, y: float, lines: Sequence[str], style: Style = TEXT, anchor: str = "left") -> list[Words]:
    """Lines of text one below the other, from the upper edge `y` down."""
    return [Words(x, y + style.size + i * style.leading, line, style, anchor) for i, line in enumerate(lines)]


def heading(title: str, about: str) -> tuple[list[Shape], float]:
    """A picture's title and the lines below it, and the y below them."""
    below = wrap(about, SMALL, RIGHT - EDGE)
    return [*column(EDGE, 12, [title], TITLE), *column(EDGE, 35, below, SMALL)], 35 + len(below) * SMALL.leading


def legend(y: float, entries: Sequence[tuple[Shape, float, str]]) -> tuple[list[Shape], float]:
    """Marks, each as it stands right of the origin and how wide it is, and what they mean; and the y below them."""
    shapes: list[Shape] = []
    x: float = EDGE
    for mark, wide, words in entries:
        room = wide + 6 + width(words, SMALL)
        if x > EDGE and x + room > RIGHT:
            x, y = EDGE, y + 20
        shapes += [_moved(mark, x, y), Words(x + wide + 6, y + 4, words, SMALL)]
        x += room + 24
    return shapes, y + 20


def _moved(shape: Shape, x: float, y: float) -> Shape:
    if isinstance(shape, Line):
        return replace(shape, x1=shape.x1 + x, x2=shape.x2 + x, y1=shape.y1 + y, y2=shape.y2 + y)
    return replace(shape, x=shape.x + x, y=shape.y + y)


def svg(picture: Picture) -> str:
    """The SVG file of a picture: the same bytes wherever the pinned matplotlib draws it."""
    name, size = picture.name, f"{WIDTH} {picture.height:g}"
    head = f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
width="{WIDTH}" height="{picture.height:g}" viewBox="0 0 {size}" role="img" \
aria-labelledby="{name}-title {name}-desc">
 <title id="{name}-title">{escape(picture.title)}</title>
 <desc id="{name}-desc">{escape(picture.description)}</desc>
 <style>{_dark()}</style>"""
    body = re.sub(r"^.*?<svg[^>]*>", "", _drawn(picture), flags=re.DOTALL)
    return head + body.replace(BOLD, '<tspan style="font-weight: 700">').replace(PLAIN, "</tspan>")


def _dark() -> str:
    """The rules that change each colour for a dark page; matplotlib writes colours into `style`."""
    rules = "".join(
        f'[style*="fill: {light}"]{{fill:{dark}!important}}[style*="stroke: {light}"]{{stroke:{dark}!important}}'
        for light, dark in DARK.items()
    )
    return f"@media (prefers-color-scheme: dark){{{rules}}}"


def _drawn(picture: Picture) -> str:
    """What matplotlib makes of the shapes, whatever the settings of the user."""
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    file = io.StringIO()
    with matplotlib.rc_context(), warnings.catch_warnings():
        # Glyphs are measured only: a character that the font lacks is drawn by the reader's own font.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "blocquotes", "font.sans-serif": []})
        figure = Figure(figsize=(WIDTH / 72, picture.height / 72), dpi=72, facecolor=GROUND)
        down = Affine2D().scale(1, -1).translate(0, picture.height)
        for order, shape in enumerate(picture.shapes):
            figure.add_artist(_artist(shape, down, order))
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(file, format="svg", metadata=nothing)
    return file.getvalue()


def _artist(shape: Shape, down: "Transform", order: int) -> "Artist":
    """The artist of a shape, in pixels from the upper left corner, above those before it."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Rectangle
    from matplotlib.text import Text

    match shape:
        case Words(x, y, text, style, anchor):
            # No mathematics: a text with two dollar signs is no formula.
            font = _properties(style)
            artist: Artist = Text(x, y, text, color=style.colour, ha=anchor, fontproperties=font, parse_math=False)
        case Box(x, y, wide, high, fill, edge):
            artist = Rectangle((x, y), wide, high, facecolor=fill, edgecolor=edge, linewidth=1)
        case Dot(x, y, radius, fill, edge):
            artist = Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=1.5)
        case Line(x1, y1, x2, y2, colour, thick, dashed):
            artist = Line2D([x1, x2], [y1, y2], color=colour, linewidth=thick, linestyle=(0, (3, 2)) if dashed else "-")
    artist.set_transform(down)
    artist.set_zorder(order)
    return artist


def _properties(style: Style) -> "FontProperties":
    from matplotlib.font_manager import FontProperties

    weight = "bold" if style.bold else "normal"
    return FontProperties(fname=_font_path(style.bold), family="sans-serif", weight=weight, size=style.size)
