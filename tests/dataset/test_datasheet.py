"""The datasheet: every question is answered, and what its prose says of the corpus is what the corpus holds."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from blocquotes import corpus
from blocquotes.dataset import agreement, release, splits
from blocquotes.dataset.generated_parts import MARKED, fill, of_rows
from blocquotes.dataset.pictures import drawn
from blocquotes.layout import Layout
from conftest import real_rows
from datasheet_questions import ASKED

ROOT = Path(__file__).parents[2]
DATASHEET = (ROOT / "DATASHEET.md").read_text(encoding="utf-8")

SEEDS = {path.name[:3]: path.read_bytes().decode("utf-8") for path in (ROOT / "seeds").glob("*.txt")}

PARTS = ("agreement", "articles", "labels", "reuse", "sizes")

PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|more information needed)\b", re.IGNORECASE)
EMPTY_WORDS = re.compile(r"\b(?:n/a|not applicable|yes|no|none|nothing|unknown)\b", re.IGNORECASE)
FEWEST_WORDS = 5
"""Words that an answer has at least, besides those that answer nothing by themselves."""


def flaws(datasheet: str) -> Iterator[str]:
    """What is wrong with the form of a datasheet: its generated parts, its headings, its answers."""
    yield from marker_flaws(datasheet)
    answers = list(read(datasheet))
    found = [(section, question) for section, question, _ in answers]
    yield from (f"not asked: {heading}" for heading in ASKED if heading not in found)
    yield from (f"not a question of the list: {heading}" for heading in found if heading not in ASKED)
    if Counter(found) == Counter(ASKED) and found != ASKED:
        yield "the questions are not in the order of the list"
    yield from (f"not answered: {(section, question)}" for section, question, text in answers if not answered(text))


def marker_flaws(datasheet: str) -> Iterator[str]:
    names = [match[2] for match in MARKED.finditer(datasheet)]
    if sorted(names) != list(PARTS):
        yield f"each generated part must stand once: {', '.join(PARTS)}; found {', '.join(sorted(names))}"
    if len(re.findall(r"<!--", datasheet)) != 2 * len(names):
        yield "a comment is not a marker of a generated part, or the marker is misspelt or not closed"


def read(datasheet: str) -> Iterator[tuple[str, str, str]]:
    """Section, question and answer in order; generated parts, and the headings in them, are left out."""
    for part in re.split(r"^## ", prose(datasheet), flags=re.MULTILINE)[1:]:
        section, _, body = part.partition("\n")
        for answer in re.split(r"^### ", body, flags=re.MULTILINE)[1:]:
            question, _, text = answer.partition("\n")
            yield section.strip(), question.strip(), text.strip()


def prose(datasheet: str) -> str:
    return MARKED.sub("", datasheet)


def answered(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", EMPTY_WORDS.sub(" ", text))
    return len(words) >= FEWEST_WORDS and not PLACEHOLDER.search(text)


def test_every_question_is_answered() -> None:
    assert list(flaws(DATASHEET)) == []


def test_the_list_has_all_questions() -> None:
    assert list(Counter(section for section, _ in ASKED).values()) == [4, 17, 13, 4, 6, 7, 8, 15]


def with_answer(number: int, answer: str) -> str:
    """The datasheet with another answer to the question of that number."""
    _, question, text = list(read(DATASHEET))[number]
    changed = prose(DATASHEET).replace(f"### {question}\n\n{text}", f"### {question}\n\n{answer}")
    assert changed != prose(DATASHEET)
    return changed + "".join(f"\n<!-- generated: {part} -->\n<!-- /generated -->\n" for part in PARTS)


@pytest.mark.parametrize("number", range(len(ASKED)), ids=lambda number: ASKED[number][1][:30])
def test_a_removed_answer_is_refused(number: int) -> None:
    assert list(flaws(with_answer(number, ""))) == [f"not answered: {ASKED[number]}"]


NO_ANSWERS = "Yes.|No, none.|N/A|TODO|More Information Needed|Unknown, not applicable.|1 2 3 4 5 6 7"


@pytest.mark.parametrize("answer", [*NO_ANSWERS.split("|"), "[More Information Needed] on who funded the work."])
def test_an_empty_answer_is_refused(answer: str) -> None:
    assert list(flaws(with_answer(2, "Nobody knows who paid for it."))) == []
    assert list(flaws(with_answer(2, answer))) == [f"not answered: {ASKED[2]}"]


def test_a_generated_part_alone_is_no_answer() -> None:
    text = list(read(DATASHEET))[5][2]
    filled = DATASHEET.replace(": sizes -->\n", ": sizes -->\n\nwords that a program has written here\n")
    assert filled != DATASHEET
    assert list(flaws(filled.replace(text, ""))) == [f"not answered: {ASKED[5]}"]


def test_headings_inside_a_generated_part_are_no_questions() -> None:
    filled = DATASHEET.replace("<!-- generated: labels -->\n", "<!-- generated: labels -->\n\n### `articles`\n\n")
    assert filled != DATASHEET
    assert list(flaws(filled)) == []


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("### Is there an erratum?\n", "### Are there errata?\n", "not asked: ('Maintenance', 'Is there an erratum?"),
        ("## Uses\n", "## Use\n", "not asked: ('Uses', 'Has the dataset been"),
        ("<!-- generated: sizes -->", "<!-- generated: size -->", "each generated part must stand once"),
        ("<!-- generated: reuse -->\n<!-- /generated -->\n", "", "each generated part must stand once"),
        ("<!-- generated: reuse -->", "<!-- generated:reuse -->", "each generated part must stand once"),
        ("## Motivation", "<!-- a comment -->\n\n## Motivation", "a comment is not a marker"),
    ],
)
def test_a_changed_heading_or_marker_is_refused(old: str, new: str, flaw: str) -> None:
    empty = MARKED.sub(r"\1\3", DATASHEET)
    assert old in empty
    assert any(found.startswith(flaw) for found in flaws(empty.replace(old, new)))


def test_questions_in_another_order_are_refused() -> None:
    one, other = "### Capture quality\n", "### Limitations\n"
    swapped = DATASHEET.replace(one, "### \n").replace(other, one).replace("### \n", other)
    assert list(flaws(swapped)) == ["the questions are not in the order of the list"]


Tables = Mapping[str, Sequence[Mapping[str, Any]]]
View = Callable[[Tables], object]


def number(article: Mapping[str, Any]) -> str:
    return str(article["article_id"])[:3]


def having(**values: object) -> View:
    """The numbers of the articles that have these values, as words."""
    return lambda t: " ".join(sorted(number(a) for a in t["articles"] if values.items() <= a.items()))


def origin(outlet: str, *bases: str) -> View:
    """The numbers of the articles that have the outlet as an origin on one of the bases, as words."""
    return lambda t: " ".join(sorted(n for n, f in facts(t, "origin") if f["value"] == outlet and f["basis"] in bases))


def facts(tables: Tables, field: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((number(a), f) for a in tables["articles"] for f in a["provenance"] if f["field"] == field)


def years(tables: Tables) -> list[str]:
    found = sorted(a["published"][:4] for a in tables["articles"])
    return [found[0], found[-1]]


def persons(tables: Tables) -> set[str]:
    return {e["name"] for e in tables["entities"] if e["type"] == "PERSON" and e["named"]}


def unquoted(tables: Tables) -> set[str]:
    return persons(tables) - {speaker["name"] for speaker in tables["speakers"]}


def most_quoted(tables: Tables) -> object:
    return max(tables["speakers"], key=lambda speaker: speaker["n_quotes"])["name"]


def with_country(tables: Tables) -> set[str]:
    return {outlet["name"] for outlet in tables["outlets"] if outlet["country"]}


def all_missing(*parts: str) -> View:
    """Whether each of the parts is missing in some quote."""
    return lambda t: all(any(not quote[part] for quote in t["quotes"]) for part in parts)


def holds(words: str) -> View:
    """Whether the words stand anywhere in the tables."""
    return lambda t: words in str(t)


ALL = "000 001 002 003 004"
PERSONS = "Vladimir Putin, Xi Jinping, Jens Stoltenberg, Wang Wenbin, To Lam and Kim Jong-un"

CLAIMS: Sequence[tuple[str, View, object]] = (
    ("five seed articles and consists of these", having(), ALL),
    ("All five are in the split `train`", having(split="train"), ALL),
    ("When the corpus has fifty groups", lambda t: splits.SMALLEST, 50),
    ("All are in English (`en`)", having(language="en"), ALL),
    ("the field `method` is `model` for all five", having(method="model"), ALL),
    ("`text_rights` is `publisher` for all five", having(text_rights="publisher"), ALL),
    ("Only 001 names its outlet", having(outlet_basis="stated"), "001"),
    ("The outlets of 000, 003 and 004 are inferred", having(outlet_basis="inferred"), "000 003 004"),
    ("the outlet of 002 is unknown", having(outlet_basis="unknown", outlet_id=None), "002"),
    ("The dates of 001 and 003 are stated", having(published_basis="stated"), "001 003"),
    ("those of 000, 002 and 004 are inferred", having(published_basis="inferred"), "000 002 004"),
    ("The articles were published from 2022 to 2024", years, ["2022", "2024"]),
    ("Only 003 has a byline", having(byline=None), "000 001 002 004"),
    ("The byline of 003, `richardbrown`", having(byline="richardbrown"), "003"),
    ("001 and 002 came without a headline", having(title=None), "001 002"),
    ("004 was most likely translated from German", having(translated_from="de"), "004"),
    ("004 was most likely translated from German", having(translated_from=None), "000 001 002 003"),
    ("is an origin of 000, 001 and 003", origin("rt", "stated", "inferred"), "000 001 003"),
    ("so RT is inferred as the origin of 000", origin("rt", "inferred"), "000"),
    ("and Reuters as that of 002", origin("reuters", "inferred"), "002"),
    ("names its sources (RT, 9DASHLINE and Brighteon)", origin("9dashline", "stated"), "003"),
    ("names its sources (RT, 9DASHLINE and Brighteon)", origin("brighteon", "stated"), "003"),
    ("Some quotes have no cue, no source or no speaker", all_missing("cue", "source", "speaker_ids"), True),
    (PERSONS, persons, set(re.split(", | and ", PERSONS))),
    ("To Lam and Kim Jong-un are named but not quoted", unquoted, {"To Lam", "Kim Jong-un"}),
    ("Vladimir Putin speaks in more quotes than anyone else", most_quoted, "Vladimir Putin"),
    ("The photographer credited in 004 is named in the seed only", holds("Sitdikov"), False),
)
"""Words of the datasheet that say a hard fact, what of the tables they are about, and what must come of it."""

IN_SEEDS = {
    "000": ("has saidNo place", "Leave a Reply", "Back to top button", "defense"),
    "001": ("RT reported.The leaders", "stated that tooperation", "defense"),
    "002": ("defence", "criticising"),
    "003": ("walking war machine", "globalist cabal", "criticized"),
    "004": ("neighboring",),
}
"""Article → words that the datasheet quotes from its seed."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return real_rows()


def in_prose(words: str) -> bool:
    return words in " ".join(prose(DATASHEET).split())


@pytest.mark.release
@pytest.mark.parametrize(("words", "view", "expected"), CLAIMS, ids=[words for words, *_ in CLAIMS])
def test_what_it_claims_is_true_of_the_corpus(words: str, view: View, expected: object, tables: Tables) -> None:
    assert in_prose(words), f"DATASHEET.md must say {words!r}; if it says so in other words, give these here"
    assert view(tables) == expected, f"DATASHEET.md says {words!r}, which the corpus no longer bears out: revise it"


@pytest.mark.release
@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("The outlets of 000, 003 and 004 are inferred", {"outlet_basis": "stated"}),
        ("the field `method` is `model` for all five", {"method": "human"}),
        ("five seed articles and consists of these", {"article_id": "005-another"}),
        ("The articles were published from 2022 to 2024", {"published": "2020-01-01"}),
        ("004 was most likely translated from German", {"translated_from": None}),
    ],
)
def test_a_claim_that_is_no_longer_true_is_refused(words: str, values: dict[str, object], tables: Tables) -> None:
    view, expected = next((view, expected) for said, view, expected in CLAIMS if said == words)
    articles = [{**a, **values} if number(a) == "004" else a for a in tables["articles"]]
    assert view(tables) == expected
    assert view({**tables, "articles": articles}) != expected


def test_what_it_quotes_stands_in_the_seeds() -> None:
    for article, quoted in IN_SEEDS.items():
        for words in quoted:
            assert words in SEEDS[article], f"seed {article} has no {words!r}"
            assert in_prose(f"“{words}”"), f"DATASHEET.md does not quote “{words}”"


def eights(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+(?:['’-]\w+)*", text.lower())
    return [tuple(words[i : i + 8]) for i in range(len(words) - 7)]


def shared(ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]) -> str:
    """Percent of our sequences that stand among theirs, rounded."""
    return f"{100 * sum(map(set(theirs).__contains__, ours)) / len(ours):.0f} %"


def test_the_two_copies_share_as_much_as_it_says() -> None:
    one, other = eights(SEEDS["000"]), eights(SEEDS["001"])
    assert in_prose(f"{shared(one, other)} of the eight-word sequences of 000 also occur in 001")
    assert in_prose(f"and {shared(other, one)} of those of 001 in 000")


def test_the_files_it_names_exist() -> None:
    named = set(re.findall(r"`([a-z]+/|(?:docs/)?[\w-]+\.md|LICENSE-DATA)`", prose(DATASHEET)))
    documents = {"docs/adjudication.md", "docs/columns.md", "docs/guidelines.md", "CHANGELOG.md", "LICENSE-DATA"}
    assert named == {"seeds/", "scripts/", *documents}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


MOST_BYTES = 25_000


def article(number: int, words: str) -> dict[str, Any]:
    """An article of two words and a quote, as small as the schema allows."""
    unknown = {"value": None, "basis": "unknown"}
    return {
        "$schema": "../../schema/article.schema.json",
        "id": f"{number}-short",
        "seed": {"file": f"{number}.txt", "sha256": hashlib.sha256(words.encode()).hexdigest()},
        "method": ("human", "model")[number % 2],
        "text_rights": "CC-BY-4.0",
        "language": "en",
        "translated_from": unknown,
        "outlet": {"value": f"outlet-{number}", "basis": "stated", "evidence": [{"exact": str(number)}]},
        "origins": [],
        "published": unknown,
        "byline": unknown,
        "regions": [{"role": "body", "exact": words}],
        "mentions": [],
        "quotes": [
            {
                "id": "it",
                "type": "direct",
                "medium": "speech",
                "content": [{"exact": f"“Number {number} is ready,”"}],
                "cue": [{"exact": "said"}],
                "speakers": [],
                "no_speaker": "The text names nobody.",
            }
        ],
    }


def add_articles(checkout: Path, how_many: int) -> None:
    """Adds short articles, each by an outlet of its own."""
    for number in range(1000, 1000 + how_many):
        words = f"“Number {number} is ready,” somebody said."
        (checkout / "seeds" / f"{number}.txt").write_text(words, encoding="utf-8")
        outlet = {"id": f"outlet-{number}", "name": f"Outlet {number}", "kind": "website", "wikidata": None}
        outlet = {"$schema": "../../schema/outlet.schema.json", **outlet, "description": "An outlet"}
        for folder, record in (("articles", article(number, words)), ("outlets", outlet)):
            path = checkout / "corpus" / folder / f"{record['id']}.json"
            path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def test_its_length_does_not_grow_with_the_corpus(checkout: Path) -> None:
    add_articles(checkout, 300)
    loaded = corpus.load(Layout(checkout))
    made, _ = release.rows(loaded)
    assert len(made["articles"]) == 305
    parts = of_rows(loaded.layout, made, True, drawn(made), "pictures")
    written = fill(DATASHEET, {**parts, "agreement": agreement.part(loaded)})
    assert len(DATASHEET.encode()) <= MOST_BYTES
    # The same lines as for five articles; only numbers have more digits, and closed lists show more of their values.
    assert len(written.splitlines()) <= len(DATASHEET.splitlines()) + 10
    assert len(written.encode()) <= min(MOST_BYTES, len(DATASHEET.encode()) + 500)
    assert "outlet-1" not in written
