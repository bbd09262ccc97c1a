"""A draft that the suggester makes always passes the checks, whatever the text."""

import re
from functools import cache

from hypothesis import example, given
from hypothesis import strategies as st

from blocquotes import checks
from blocquotes.edit import drafting
from blocquotes.edit.draft_file import Known
from blocquotes.edit.raw import Raw
from conftest import ROOT, examples, real


def alternatives(lines: str) -> list[str]:
    """The alternatives of some lines, a bar between two."""
    return lines.strip().replace("\n", "|").split("|")


FULL = alternatives("""
Wren Talbot|Anna Berg|Jeb Bush|New York|El Paso|Al Sharpton|Opportunity Project Officer Berg|Opportunity Project
Bank of Japan|John “Jack” Marsh|Stefan KÃ\x83rner|Jean-Luc O’Neil|Vladimir Putin|NATO|North Korea|US|USA
the Russian Foreign Ministry|Ðorđe Łęcki|王毅
""")
"""Names inside names, short forms, nicknames, a broken encoding, and names without a Latin letter."""

NAMES = sorted({*FULL, *(part for name in FULL for part in name.split())})
SOURCES = alternatives("he|she|they|officials|a spokesman for {}|President {}|{}’s aide|{}'s|{} and {}|{}")
QUOTED = alternatives("""“{}”|"{}"|‘{}’|“{}|{}”|„{}“|«{}»|''{}''|“‘{}’”|``{}''|"{}|{}""")
SAID = alternatives("It is late|we have no choice|{} is here|no|…|Ships will go, {} said|the wall, which {} built,")
FRAMES = alternatives("""
{q}, {s} said.|{s} said that {c}.|{q} said {s}.|According to {s}, {c}.|{s}: {q}|{s} warned {c}|{q}, said {s}. {q}
{s} called {s} {q} and said {c}.|{s} told {s} {q}|{s} said {s} had claimed {c}.|{c}|{s}|By {s}|Published: 16 May 2024
Read more: {c}|{s}_{s}|({s})|{s}/{s} said {q}|{s}\t{q}|{q}{q}|{s}said {q}|1. {s} said: {q}\x85
""")


def filled(words: list[str], gaps: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The words with a value in place of each gap."""

    @st.composite
    def fill(draw: st.DrawFn) -> str:
        return re.sub(r"\{\}", lambda _: draw(gaps), draw(st.sampled_from(words)))

    return fill()


names = st.sampled_from(NAMES)
sources = filled(SOURCES, names)
contents = filled(SAID, names)
quotations = filled(QUOTED, contents)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    frame = draw(st.sampled_from(FRAMES))
    kinds = {"q": quotations, "s": sources, "c": contents}
    return re.sub(r"\{(\w)\}", lambda gap: draw(kinds[gap[1]]), frame)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """A page that repeats sentences, complete or in part."""
    few = draw(st.lists(sentences(), min_size=1, max_size=6))
    order = draw(st.lists(st.sampled_from(few), min_size=1, max_size=12))
    gaps = draw(st.lists(st.sampled_from(["\n\n", "\n", " ", "  ", "\r\n", "\u2028"]), min_size=12, max_size=12))
    return "".join(part for pair in zip(order, gaps, strict=False) for part in pair)


@cache
def known() -> Known:
    return drafting.known(real())


def findings(text: str) -> list[tuple[str, str]]:
    made = drafting.draft(real(), known(), Raw(None, text.encode()), "any-text")
    return [(finding.rule, finding.found) for finding in made.findings if checks.has_errors([finding])]


@examples(40)
@given(articles())
@example("“…“…”\n\n")
@example("he_Al’s aide")
@example("Jeb Bush left. “It is late,” said Jeb Bush. Then Jeb Bush, who met Jeb, left.")
def test_a_draft_of_repeated_names_and_odd_marks_passes_the_checks(text: str) -> None:
    assert not findings(text)


@examples(15)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(str.strip))
def test_a_draft_of_any_characters_passes_the_checks(text: str) -> None:
    assert text.startswith("\ufeff") or not findings(text)


def test_a_draft_of_a_page_that_repeats_itself_is_small_and_passes_the_checks() -> None:
    seeds = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    made = drafting.draft(real(), known(), Raw(None, (seeds * 6).encode()), "any-text")
    assert not checks.has_errors(made.findings)
    assert len(made.files["corpus/articles/any-text.json"]) < 12 * len(seeds)
