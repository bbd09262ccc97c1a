"""The datasheet: every question is answered, and what its prose says of the corpus is what the corpus holds."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from blocquotes import corpus
from blocquotes.build import release, splits
from blocquotes.build.parts import MARKED
from blocquotes.layout import Layout

ROOT = Path(__file__).parents[1]
DATASHEET = (ROOT / "DATASHEET.md").read_text(encoding="utf-8")

SEEDS = {path.name[:3]: path.read_bytes().decode("utf-8") for path in (ROOT / "seeds").glob("*.txt")}

PICTURES = ("picture-speakers", "picture-timeline", "picture-utterance")
PARTS = ("agreement", "articles", "columns", "counts", "files", "labels", "missing", *PICTURES, "reuse")

# The questions of "Datasheets for Datasets" in the wording of the preprint's seventh version, its slip
# ("will the dataset will be") included.
QUESTIONS = """
Motivation
For what purpose was the dataset created?
Who created the dataset (e.g., which team, research group) and on behalf of which entity (e.g., company, institution,
  organization)?
Who funded the creation of the dataset?

Composition
What do the instances that comprise the dataset represent (e.g., documents, photos, people, countries)?
How many instances are there in total (of each type, if appropriate)?
Does the dataset contain all possible instances or is it a sample (not necessarily random) of instances from a larger
  set?
What data does each instance consist of?
Is there a label or target associated with each instance?
Is any information missing from individual instances?
Are relationships between individual instances made explicit (e.g., users’ movie ratings, social network links)?
Are there recommended data splits (e.g., training, development/validation, testing)?
Are there any errors, sources of noise, or redundancies in the dataset?
Is the dataset self-contained, or does it link to or otherwise rely on external resources (e.g., websites, tweets, other
  datasets)?
Does the dataset contain data that might be considered confidential (e.g., data that is protected by legal privilege or
  by doctor-patient confidentiality, data that includes the content of individuals’ non-public communications)?
Does the dataset contain data that, if viewed directly, might be offensive, insulting, threatening, or might otherwise
  cause anxiety?
Does the dataset relate to people?
Does the dataset identify any subpopulations (e.g., by age, gender)?
Is it possible to identify individuals (i.e., one or more natural persons), either directly or indirectly (i.e., in
  combination with other data) from the dataset?
Does the dataset contain data that might be considered sensitive in any way (e.g., data that reveals racial or ethnic
  origins, sexual orientations, religious beliefs, political opinions or union memberships, or locations; financial or
  health data; biometric or genetic data; forms of government identification, such as social security numbers; criminal
  history)?

Collection process
How was the data associated with each instance acquired?
What mechanisms or procedures were used to collect the data (e.g., hardware apparatus or sensor, manual human curation,
  software program, software API)?
If the dataset is a sample from a larger set, what was the sampling strategy (e.g., deterministic, probabilistic with
  specific sampling probabilities)?
Who was involved in the data collection process (e.g., students, crowdworkers, contractors) and how were they
  compensated (e.g., how much were crowdworkers paid)?
Over what timeframe was the data collected?
Were any ethical review processes conducted (e.g., by an institutional review board)?
Does the dataset relate to people?
Did you collect the data from the individuals in question directly, or obtain it via third parties or other sources
  (e.g., websites)?
Were the individuals in question notified about the data collection?
Did the individuals in question consent to the collection and use of their data?
If consent was obtained, were the consenting individuals provided with a mechanism to revoke their consent in the future
  or for certain uses?
Has an analysis of the potential impact of the dataset and its use on data subjects (e.g., a data protection impact
  analysis) been conducted?

Preprocessing/cleaning/labeling
Was any preprocessing/cleaning/labeling of the data done (e.g., discretization or bucketing, tokenization,
  part-of-speech tagging, SIFT feature extraction, removal of instances, processing of missing values)?
Was the “raw” data saved in addition to the preprocessed/cleaned/labeled data (e.g., to support unanticipated future
  uses)?
Is the software used to preprocess/clean/label the instances available?

Uses
Has the dataset been used for any tasks already?
Is there a repository that links to any or all papers or systems that use the dataset?
What (other) tasks could the dataset be used for?
Is there anything about the composition of the dataset or the way it was collected and preprocessed/cleaned/labeled that
  might impact future uses?
Are there tasks for which the dataset should not be used?

Distribution
Will the dataset be distributed to third parties outside of the entity (e.g., company, institution, organization) on
  behalf of which the dataset was created?
How will the dataset will be distributed (e.g., tarball on website, API, GitHub)?
When will the dataset be distributed?
Will the dataset be distributed under a copyright or other intellectual property (IP) license, and/or under applicable
  terms of use (ToU)?
Have any third parties imposed IP-based or other restrictions on the data associated with the instances?
Do any export controls or other regulatory restrictions apply to the dataset or to individual instances?

Maintenance
Who is supporting/hosting/maintaining the dataset?
How can the owner/curator/manager of the dataset be contacted (e.g., email address)?
Is there an erratum?
Will the dataset be updated (e.g., to correct labeling errors, add new instances, delete instances)?
If the dataset relates to people, are there applicable limits on the retention of the data associated with the instances
  (e.g., were individuals in question told that their data would be retained for a fixed period of time and then
  deleted)?
Will older versions of the dataset continue to be supported/hosted/maintained?
If others want to extend/augment/build on/contribute to the dataset, is there a mechanism for them to do so?
"""
"""Sections and their questions, one a line; indented lines go on. Each section ends with one more."""

STATEMENT = (
    "Curation rationale; Language variety; Speaker demographic; Annotator demographic; Speech situation; "
    "Text characteristics; Recording quality; Other; Provenance appendix"
)
"""The headings of Bender and Friedman's data statements."""

PARTED = [part.replace("\n  ", " ").split("\n") for part in QUESTIONS.strip().split("\n\n")]
ASKED = [(section, question) for section, *questions in PARTED for question in (*questions, "Any other comments?")]
ASKED += [("Data statement", heading) for heading in STATEMENT.split("; ")]

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
    assert list(Counter(section for section, _ in ASKED).values()) == [4, 17, 13, 4, 6, 7, 8, 9]


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
    filled = DATASHEET.replace(": counts -->\n", ": counts -->\n\nwords that a program has written here\n")
    assert filled != DATASHEET
    assert list(flaws(filled.replace(text, ""))) == [f"not answered: {ASKED[5]}"]


def test_headings_inside_a_generated_part_are_no_questions() -> None:
    filled = DATASHEET.replace("<!-- generated: columns -->\n", "<!-- generated: columns -->\n\n### `articles`\n\n")
    assert filled != DATASHEET
    assert list(flaws(filled)) == []


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("### Is there an erratum?\n", "### Are there errata?\n", "not asked: ('Maintenance', 'Is there an erratum?"),
        ("## Uses\n", "## Use\n", "not asked: ('Uses', 'Has the dataset been"),
        ("<!-- generated: counts -->", "<!-- generated: count -->", "each generated part must stand once"),
        ("<!-- generated: files -->\n<!-- /generated -->\n", "", "each generated part must stand once"),
        ("<!-- generated: files -->", "<!-- generated:files -->", "each generated part must stand once"),
        ("## Motivation", "<!-- a comment -->\n\n## Motivation", "a comment is not a marker"),
    ],
)
def test_a_changed_heading_or_marker_is_refused(old: str, new: str, flaw: str) -> None:
    empty = MARKED.sub(r"\1\3", DATASHEET)
    assert old in empty
    assert any(found.startswith(flaw) for found in flaws(empty.replace(old, new)))


def test_questions_in_another_order_are_refused() -> None:
    one, other = "### Recording quality\n", "### Other\n"
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
    ("a page of news.kitchen0.com has the same text", having(outlet_name="news.kitchen0.com"), "000"),
    ("names Islam Times as its outlet", having(outlet_name="Islam Times"), "001"),
    ("those of the Natural News network", having(outlet_name="Natural News"), "003"),
    ("An aggregator, allnewspress.com,", having(outlet_name="allnewspress.com"), "004"),
    ("The dates of 001 and 003 are stated", having(published_basis="stated"), "001 003"),
    ("those of 000, 002 and 004 are inferred", having(published_basis="inferred"), "000 002 004"),
    ("The articles were published from 2022 to 2024", years, ["2022", "2024"]),
    ("Only 003 has a byline", having(byline=None), "000 001 002 004"),
    ("The byline of 003, `richardbrown`", having(byline="richardbrown"), "003"),
    ("001 and 002 came without a headline", having(title=None), "001 002"),
    ("004 was translated from German", having(translated_from="de"), "004"),
    ("004 was translated from German", having(translated_from=None), "000 001 002 003"),
    ("as is inferred from renderings", lambda t: dict(facts(t, "translated_from"))["004"]["basis"], "inferred"),
    ("is an origin of 000, 001 and 003", origin("rt", "stated", "inferred"), "000 001 003"),
    ("so RT is inferred as its origin", origin("rt", "inferred"), "000"),
    ("names its sources (RT, 9DASHLINE and Brighteon)", origin("9dashline", "stated"), "003"),
    ("names its sources (RT, 9DASHLINE and Brighteon)", origin("brighteon", "stated"), "003"),
    ("Reuters is the inferred origin of 002", origin("reuters", "inferred"), "002"),
    ("Agence France-Presse is the inferred origin of 004", origin("agence-france-presse", "inferred"), "004"),
    ("is given only for RT and Natural News", with_country, {"RT", "Natural News"}),
    ("Some quotes have no cue, no source or no speaker", all_missing("cue", "source", "speaker_ids"), True),
    (PERSONS, persons, set(re.split(", | and ", PERSONS))),
    ("To Lam and Kim Jong-un are named but not quoted", unquoted, {"To Lam", "Kim Jong-un"}),
    ("Vladimir Putin speaks in more quotes than anyone else", most_quoted, "Vladimir Putin"),
    ("The photographer credited in 004 stands in the seed alone", holds("Sitdikov"), False),
    ("they stand in regions that are not part of `text`", holds("globalist cabal"), False),
)
"""Words of the datasheet that say a hard fact, what of the tables they are about, and what must come of it."""

IN_SEEDS = {
    "000": ("has saidNo place", "Leave a Reply", "Back to top button", "defense"),
    "001": ("RT reported.The leaders", "stated that tooperation", "Indo Pacific", "Indo-Pacific", "defense"),
    "002": ("Western analysts", "defence", "criticising"),
    "003": ("walking war machine", "terrible monster", "globalist cabal", "criticized"),
    "004": ("Russia and China’s party leaders", "neighboring"),
}
"""Article → words that the datasheet quotes from its seed."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return release.rows(corpus.load(Layout(ROOT)))[0]


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
        ("004 was translated from German", {"translated_from": None}),
        ("Agence France-Presse is the inferred origin of 004", {"provenance": []}),
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
    assert in_prose(f"{shared(one, other)} of the eight-word sequences of 000 stand in 001 as well")
    assert in_prose(f"and {shared(other, one)} of those of 001 in 000")


def test_the_files_it_names_exist() -> None:
    named = set(re.findall(r"`([a-z]+/|(?:docs/)?[\w-]+\.md|LICENSE-DATA)`", prose(DATASHEET)))
    assert named == {"seeds/", "scripts/", "docs/guidelines.md", "CHANGELOG.md", "LICENSE-DATA"}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
