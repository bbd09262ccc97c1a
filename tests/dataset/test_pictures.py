"""The pictures: true to the rows, the same bytes everywhere, readable on light and dark pages, whatever the names."""

import hashlib
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from markdown_it import MarkdownIt

from blocquotes.dataset import date_columns
from blocquotes.dataset import pictures as all_pictures
from blocquotes.dataset.pictures import alt_texts, drawing, pictures
from blocquotes.model import Fact
from conftest import real_rows

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
HEAD = (f"{SVG}title", f"{SVG}desc", f"{SVG}style")
NAMES = ("speakers.svg", "timeline.svg", "utterance.svg", "drift.svg")

Rows = dict[str, list[dict[str, Any]]]

HOSTILE = [
    "<script>alert(1)</script> & ]]> “x”",
    "$a$ or $b_1$",
    "w" * 150,
    "亚太地区没有军事集团的容身之地" * 4,
    "bell\x07, override\u202e, private\ue000, [link](x)",
]

PROGRAM = f"""
import hashlib
from pathlib import Path
from blocquotes import corpus, layout
from blocquotes.dataset import release
from blocquotes.dataset import date_columns
from blocquotes.dataset.pictures import pictures
made = pictures(release.rows(corpus.load(layout.find(Path({str(ROOT)!r}))))[0])
print(hashlib.sha256("".join(made.values()).encode()).hexdigest())
"""


def made_up(articles: int, names: list[str]) -> Rows:
    """Rows of that many articles, with days of every precision, unknown days and unknown outlets among them."""
    days = ["2021-03-05", None, "2022-06", "2020", "2023-11-30"]
    rows: Rows = {"articles": [], "quotes": [], "utterances": []}
    for i in range(articles):
        known = {"outlet_id": f"o{i % 40}", "outlet_name": f"{names[i % len(names)]} {i % 40}"} if i % 7 else {}
        article = {"article_id": f"{i:03}-{'long-id-' * (i % 4)}x", "outlet_id": None, "outlet_name": None, **known}
        article |= dated("published", days[i % 5], "stated")
        rows["articles"].append(article)
        rows["quotes"] += [quote(article, i, j, names) for j in range(10)]
    for u in range(8 * min(articles, 6)):
        rows["utterances"].append(utterance(rows, f"u{u}", days[(u * u) % 5], names))
    rows["variants"] = [variant(rows, u, v) for u in range(1, len(rows["utterances"])) for v in range(u * u)]
    return rows


def quote(article: dict[str, Any], i: int, j: int, names: list[str]) -> dict[str, Any]:
    speakers = {f"s{(i * j) % 60}", f"s{j}"} if j else set()
    name = {id_: f"{names[int(id_[1:]) % len(names)]} {id_}" for id_ in sorted(speakers)}
    return {
        **article,
        "quote_id": f"{article['article_id']}#q{j}",
        "type": ("direct", "mixed", "indirect")[j % 3],
        "content": f"said “{names[j % len(names)]}” and {'more ' * 20 * j}",
        "verbatim": [names[j % len(names)]],
        "speaker_ids": list(name),
        "speaker_names": list(name.values()),
        "utterance_ids": [f"u{n}" for n in {0, i % 6 * 8 + j % 8}],
        "region": ("body", "title")[j % 2],
    }


def variant(rows: Rows, u: int, v: int) -> dict[str, Any]:
    return {
        "utterance_ids": [rows["utterances"][u]["utterance_id"]],
        "similarity": 1 - (u * v) % 101 / 100 if u % 9 else 1.0,
        "article_a_id": "a",
        "article_b_id": "ab"[v % 2],
    }


def dated(name: str, value: str | None, basis: str) -> dict[str, Any]:
    return {**date_columns.columns(name, Fact(value, basis if value else "unknown", (), None, None))}


def utterance(rows: Rows, id_: str, said_on: str | None, names: list[str]) -> dict[str, Any]:
    found = [row for row in rows["quotes"] if id_ in row["utterance_ids"]]
    article_ids = list(dict.fromkeys(row["article_id"] for row in found))
    return {
        "utterance_id": id_,
        "paraphrase": names[0],
        "occasion": names[-1],
        "speaker_ids": ["s1"],
        "speaker_names": names,
        **dated("said_on", said_on, "inferred"),
        "article_ids": article_ids,
        "n_articles": len(article_ids),
        "n_quotes": len(found),
    }


@pytest.fixture(scope="module")
def rows() -> Rows:
    return real_rows()


@pytest.fixture(scope="module")
def made(rows: Rows) -> dict[str, str]:
    return pictures(rows)


@pytest.fixture(scope="module", params=["seeds", "one", "five hundred", "hostile"])
def drawn(request: pytest.FixtureRequest, made: dict[str, str]) -> dict[str, ET.Element]:
    plain = ["Ann Example", "Ministry of Something Quite Long and of the Like", "example-news.org"]
    given = {"one": (1, plain), "five hundred": (500, plain), "hostile": (30, HOSTILE)}
    files = made if request.param == "seeds" else pictures(made_up(*given[request.param]))
    return {name: ET.fromstring(file) for name, file in files.items()}


def words(root: ET.Element) -> str:
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def boxes(root: ET.Element) -> Iterator[tuple[float, float, float, float, str]]:
    """Left, top, right, bottom of every text, as wide as it is in a font that runs wide."""
    for text in root.iter(f"{SVG}text"):
        size, bold = float(text.get("font-size", "")), text.get("font-weight") == "700"
        runs = [(text.text, bold), *((t, b) for span in text for t, b in ((span.text, True), (span.tail, bold)))]
        wide = sum(drawing.ems(t or "", b) * size for t, b in runs)
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "")]
        yield left, y - 0.75 * size, left + wide, y + 0.2 * size, "".join(text.itertext())


def test_every_picture_says_in_words_what_it_shows(drawn: dict[str, ET.Element]) -> None:
    assert tuple(drawn) == NAMES
    for name, root in drawn.items():
        stem = name.removesuffix(".svg")
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{stem}-title {stem}-desc"
        title, description = list(root)[:2]
        assert (title.tag, title.get("id")) == (f"{SVG}title", f"{stem}-title")
        assert (description.tag, description.get("id")) == (f"{SVG}desc", f"{stem}-desc")
        assert title.text and description.text


def test_no_words_overlap_or_run_out_of_the_picture(drawn: dict[str, ET.Element]) -> None:
    for name, root in drawn.items():
        found = list(boxes(root))
        wide, high = float(root.get("width", "")), float(root.get("height", ""))
        assert found
        for left, top, right, bottom, text in found:
            assert left >= 0 and top >= 0 and right <= wide and bottom <= high, (name, text)
        for one, other in combinations(found, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (name, one, other)


def test_pictures_stay_of_a_readable_size(drawn: dict[str, ET.Element]) -> None:
    for name, root in drawn.items():
        assert float(root.get("height", "")) < 2200, name


@pytest.mark.parametrize("drawn", ["five hundred"], indirect=True)
def test_what_is_left_out_is_counted(drawn: dict[str, ET.Element]) -> None:
    assert "and 40 more speakers, each with 109 quotes or fewer" in words(drawn["speakers.svg"])
    assert "36 more outlets 4,420 quotes 442 articles" in words(drawn["speakers.svg"])
    assert "and 492 more articles, each with 9 utterances or fewer" in words(drawn["timeline.svg"])
    assert "and 496 more articles" in words(drawn["utterance.svg"])
    assert "and 27 more utterances with differences" in words(drawn["drift.svg"])
    assert "and 6 more utterances whose reports agree word for word" in words(drawn["drift.svg"])


def test_contributed_text_comes_out_as_text() -> None:
    for name, file in pictures(made_up(5, HOSTILE)).items():
        root = ET.fromstring(file)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "style", "rect", "circle", "line", "text", "tspan"}, name
        assert "<script>alert(1)</script> & ]]> “x”" in (root[1].text or ""), name
        assert "<script>alert(1)</script> & ]]> “x”" in " ".join(words(root).split()), name
        assert "$a$ or $b_1$" in words(root), name
        assert "bell�, override, private�" in (root[1].text or ""), name


def test_alt_texts_are_harmless_markdown() -> None:
    reader = MarkdownIt("gfm-like")
    texts = alt_texts(all_pictures.drawn(made_up(5, HOSTILE))).values()
    for text in texts:
        page = reader.render(f"![{text}](picture.svg)")
        assert re.fullmatch(r'<p><img src="picture\.svg" alt="[^"<>]*"( />|>)</p>\n', page), page
        assert "\n" not in text
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in reader.render(f"![{text}](picture.svg)") for text in texts)


def test_same_bytes_in_every_process_and_setting(made: dict[str, str]) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "2", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}
    found = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment)
    assert found.stdout.strip() == hashlib.sha256("".join(made.values()).encode()).hexdigest()


def test_every_colour_has_one_for_dark_pages(drawn: dict[str, ET.Element]) -> None:
    for name, root in drawn.items():
        light, dark = (root[2].text or "").split("@media (prefers-color-scheme: dark)")
        used = {class_ for element in root.iter() for class_ in element.get("class", "").split()}
        assert all(f".{class_}{{" in light and f".{class_}{{" in dark for class_ in used), name
        # What has no colour of its own would be black on either page.
        assert all(element.get("class") for element in root if element.tag not in HEAD), name


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_words_and_marks_stand_out_on_both_grounds(dark: bool) -> None:
    def shade(colour: str) -> str:
        return drawing.COLOURS[colour][dark]

    ground = shade("ground")
    assert all(contrast(shade(colour), ground) >= 5 for colour in ("ink", "muted", "mark"))
    # The three fillings differ in lightness, so that nobody needs their hue to distinguish them.
    assert contrast(shade("mark"), shade("half")) >= 3
    assert contrast(shade("half"), ground) >= 1.5


def test_alt_texts_have_the_true_numbers(rows: Rows) -> None:
    alt = alt_texts(all_pictures.drawn(rows))
    assert tuple(alt) == NAMES
    types = Counter(row["type"] for row in rows["quotes"])
    assert f"{types['direct']} direct, {types['mixed']} mixed and {types['indirect']} indirect" in alt["speakers.svg"]
    most = max(rows["speakers"], key=lambda row: row["n_quotes"])
    assert f"{most['name']} ({most['n_quotes']})" in alt["speakers.svg"]
    known = Counter(row["said_on_precision"] for row in rows["utterances"])
    assert f"{len(rows['utterances'])} utterances" in alt["timeline.svg"]
    assert f"{known['day']} with a known day and {known['month']} with a known month, from" in alt["timeline.svg"]
    assert alt["timeline.svg"].endswith(f"{known[None]} without a date.")
    widest = max(rows["utterances"], key=lambda row: (row["n_articles"], row["n_quotes"]))
    assert f"as {widest['n_articles']} articles word it in {widest['n_quotes']} quotes" in alt["utterance.svg"]


def test_descriptions_have_the_numbers_of_the_tables(rows: Rows, made: dict[str, str]) -> None:
    speakers = ET.fromstring(made["speakers.svg"])[1].text or ""
    timeline = ET.fromstring(made["timeline.svg"])[1].text or ""
    for row in rows["speakers"]:
        assert f" {row['name']}, {row['n_quotes']}: " in f" {speakers}"
    per_article = Counter(id_ for row in rows["utterances"] for id_ in row["article_ids"])
    for article_id, number in per_article.items():
        found = re.search(rf"{article_id}, published [^:]*: ([^.]*)\.", timeline)
        assert found and sum(map(int, re.findall(r"(\d+) said", found[1]))) == number


def test_bars_are_as_long_as_their_numbers(rows: Rows, made: dict[str, str]) -> None:
    wide: dict[str, float] = defaultdict(float)
    for bar in ET.fromstring(made["speakers.svg"]).iter(f"{SVG}rect"):
        if float(bar.get("y", "0")) > 75:  # below the legend
            wide[bar.get("class", "").split()[0]] += float(bar.get("width", ""))
    quotes = Counter(row["type"] for row in rows["quotes"] for _ in row["speaker_ids"] or [None])
    fills = {"direct": "mark", "mixed": "half", "indirect": "ground"}
    lengths = {wide[fill] / quotes[type_] for type_, fill in fills.items()}
    assert max(lengths) - min(lengths) < 0.05  # coordinates are rounded to a tenth of a pixel


def test_verbatim_words_are_bold(rows: Rows, made: dict[str, str]) -> None:
    root = ET.fromstring(made["utterance.svg"])
    chosen = max(rows["utterances"], key=lambda row: (row["n_articles"], row["n_quotes"]))
    quotes = [row for row in rows["quotes"] if row["quote_id"] in chosen["quote_ids"]]
    bold = " ".join(span.text or "" for span in root.iter(f"{SVG}tspan"))
    assert bold == " ".join(["Bold", *(part for row in quotes for part in row["verbatim"])])


def test_days_are_where_the_axis_has_them(rows: Rows, made: dict[str, str]) -> None:
    circles = ET.fromstring(made["timeline.svg"]).iter(f"{SVG}circle")
    places = [(float(circle.get("cx", "")), float(circle.get("cy", ""))) for circle in circles]
    drawn = [x for x, y in sorted(places, key=lambda at: at[1]) if y > 75]  # below the legend
    said = [
        sorted(
            {u["said_on"] for u in rows["utterances"] if id_ in u["article_ids"] and u["said_on_precision"] == "day"}
        )
        for id_ in (row["article_id"] for row in rows["articles"])
    ]
    days = [date.fromisoformat(on).toordinal() for found in said for on in found]
    a_day = (max(drawn) - min(drawn)) / (max(days) - min(days))
    assert [round(min(drawn) + (on - min(days)) * a_day) for on in days] == [round(x) for x in drawn]


def test_pairs_are_where_the_axis_has_them(rows: Rows, made: dict[str, str]) -> None:
    root = ET.fromstring(made["drift.svg"])
    dots = [(float(c.get("cx", "")), c.get("class", "").split()[0]) for c in root.iter(f"{SVG}circle")]
    shown = [u for u in rows["utterances"] if any(v["similarity"] < 1 for v in of(rows, u))]
    must = {
        (u["utterance_id"], round(v["similarity"] * 20), v["article_a_id"] == v["article_b_id"])
        for u in shown
        for v in of(rows, u)
    }
    at = {x: round((x - 420) / (790 - 420) * 20) for x, _ in dots}
    assert Counter((at[x], fill == "ground") for x, fill in dots[2:]) == Counter((step, one) for _, step, one in must)
    alike = [row["similarity"] for row in rows["variants"]]
    alt = alt_texts(all_pictures.drawn(rows))["drift.svg"]
    assert alt.startswith(f"{len(alike)} pairs of quotes that report the same utterance: {alike.count(1)} agree")
    assert f"; {sum(one < 0.5 for one in alike)} have less than half" in alt
    assert alt.endswith(f"The median is {median(alike):.0%}.")


def of(rows: Rows, utterance: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in rows["variants"] if utterance["utterance_id"] in row["utterance_ids"]]


def test_nothing_to_show_is_said() -> None:
    nothing = pictures({"articles": [], "quotes": [], "utterances": [], "variants": []})
    assert "0 quotes in 0 articles" in nothing["speakers.svg"]
    assert "No utterance is reported by two quotes yet." in nothing["utterance.svg"]
    assert "No utterance is reported by two quotes yet." in nothing["drift.svg"]
