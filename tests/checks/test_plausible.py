"""Plausible wrong values, written into the articles of the real corpus, are found by the rule that looks for them.

They have the right shape and name things that exist, so only a comparison with another value shows them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes import checks
from blocquotes.checks.facts import dates_of, missing_parts
from blocquotes.checks.mentions import USES
from blocquotes.checks.verdicts import gather, judge
from blocquotes.corpus import Corpus, Record, form_of
from blocquotes.model import ENTITY_TYPES, Finding, Path
from conftest import real
from test_mutations import put, record_at, written


def found(record: Record, *changes: tuple[Path, Any]) -> Counter[str]:
    """How many findings each rule gives for a record and across files, after some of its values were changed."""
    value = record.value
    for path, new in changes:
        value = put(value, path, new)
    changed, broken = written(real(), record, json.dumps(value))
    return Counter(finding.rule for finding in across(changed, broken))


def across(changed: Corpus, broken: Record) -> Iterator[Finding]:
    """The findings in a record, and those in others that follow from all records together."""
    found = tuple(checks.check_record(broken, changed))
    verdicts = (judge(record, changed, found if record is broken else ()) for record in changed.records)
    yield from gather(verdicts, changed, ())


def articles() -> Iterator[Record]:
    return real().of_kind("article")


def entity(id_: str) -> Any:
    return record_at(real(), f"corpus/entities/{id_}.json").value


def named(article: Record) -> list[tuple[int, Any]]:
    """The mentions that are names, which have a type and one entity, with their place in the list."""
    return [(i, mention) for i, mention in enumerate(article.value["mentions"]) if form_of(mention) == "name"]


def is_person(id_: str) -> bool:
    return entity(id_)["type"] == "PERSON" and "named" not in entity(id_)


def names(id_: str) -> set[str]:
    return {entity(id_)["name"], *entity(id_).get("aliases", ())}


def test_nothing_is_found_in_the_corpus_as_it_is() -> None:
    assert checks.run(real()) == []


def dated(kind: str, key: str) -> list[Record]:
    return [record for record in real().of_kind(kind) if record.value[key]["value"]]


def test_an_utterance_said_after_a_report_of_it() -> None:
    records = dated("utterance", "said_on")
    assert len(records) > 15
    for record in records:
        wrong = {**record.value["said_on"], "value": "2031-02", "basis": "inferred", "reasoning": "February 2031."}
        assert found(record, (("said_on",), wrong))["said-after-publication"] == 1


def test_a_quote_said_after_its_article() -> None:
    count = 0
    for article in dated("article", "published"):
        changes: list[tuple[Path, Any]] = []
        for path, said_on in dates_of(article):
            if path[0] == "quotes":
                wrong = {**said_on, "value": "2031-02", "basis": "inferred", "reasoning": "February 2031."}
                changes.append((path, wrong))
        count += len(changes)
        assert found(article, *changes)["said-after-publication"] == len(changes)
    assert count > 60


def test_an_article_published_before_what_it_reports() -> None:
    for article in dated("article", "published"):
        published = {
            **article.value["published"],
            "value": "2001-02-03",
            "basis": "inferred",
            "reasoning": "3 Feb 2001.",
        }
        assert found(article, (("published",), published))["said-after-publication"] >= 1


@pytest.mark.parametrize("part", [0, 1, 2], ids=["year", "month", "day"])
def test_an_inferred_date_that_its_reasoning_does_not_name(part: int) -> None:
    count = 0
    for record in (*articles(), *real().of_kind("utterance")):
        changes = []
        for path, fact in dates_of(record):
            date = fact["value"].split("-")
            if fact["basis"] == "inferred" and part < len(date):
                date[part] = {0: "2019", 1: "12", 2: "27"}[part]
                changes.append(((*path, "value"), "-".join(date)))
        count += len(changes)
        assert found(record, *changes)["date-not-in-reasoning"] == len(changes)
    assert count > 40


def with_speakers(quote: Any, *speakers: str) -> Any:
    """A quote with other speakers; without its utterances, whose speakers differ from them too."""
    return {**{key: part for key, part in quote.items() if key != "utterances"}, "speakers": list(speakers)}


def test_a_speaker_that_the_source_contradicts() -> None:
    people = {name: id_ for id_ in real().ids["entity"] for name in names(id_) if is_person(id_)}
    count = 0
    for article in articles():
        changes = []
        for i, quote in enumerate(article.value["quotes"]):
            who = people.get(name_at_the_end(quote.get("source", ()), people))
            if who and len(quote["speakers"]) == 1:
                assert quote["speakers"] == [who], "the corpus is right"
                other = "jens-stoltenberg" if who != "jens-stoltenberg" else "nato"
                changes.append((("quotes", i), with_speakers(quote, other)))
        count += len(changes)
        assert found(article, *changes)["speaker-contradicted"] == len(changes)
    assert count > 30


def name_at_the_end(source: Sequence[Any], known: Any) -> str:
    words = " ".join(anchor["exact"] for anchor in source)
    return max((name for name in known if re.search(rf"(^|\w )\b{name}$", words)), key=len, default="")


def test_a_government_that_the_source_contradicts() -> None:
    count = 0
    for article in articles():
        changes = [
            (("quotes", i), with_speakers(quote, "nato", *quote["speakers"][1:]))
            for i, quote in enumerate(article.value["quotes"])
            if [anchor["exact"] for anchor in quote.get("source", ())] in SOLE
        ]
        count += len(changes)
        assert found(article, *changes)["speaker-contradicted"] == len(changes)
    assert count >= 10


SOLE = [["Russia and China"], ["China"], ["Russia"], ["Beijing"], ["Moscow and Beijing"], ["both China and Russia"]]
"""Sources that are nothing but names of countries and capitals."""


def test_a_mention_of_another_entity_of_the_same_type() -> None:
    ids = [id_ for id_ in sorted(real().ids["entity"]) if "named" not in entity(id_)]
    count = 0
    for article in articles():
        changes: list[tuple[Path, Any]] = []
        for i, mention in named(article):
            same = [id_ for id_ in ids if entity(id_)["type"] == mention["type"] and id_ != mention["entity"]]
            others = [id_ for id_ in same if mention["exact"] not in names(id_)]
            if others and "stands_for" not in mention:
                changes.append((("mentions", i, "entity"), others[i % len(others)]))
        count += len(changes)
        assert found(article, *changes)["mention-not-a-name"] == len(changes)
    assert count > 100


def test_a_mention_of_a_type_that_its_entity_never_has() -> None:
    for article in articles():
        changes: list[tuple[Path, Any]] = []
        for i, mention in named(article):
            own = entity(mention["entity"])["type"]
            wrong = [kind for kind in ENTITY_TYPES if kind not in (own, *USES.get(own, ()))]
            changes.append((("mentions", i, "type"), wrong[i % len(wrong)]))
        assert found(article, *changes)["mention-type"] == len(changes)


def test_an_entity_of_a_type_that_no_mention_has() -> None:
    for id_ in sorted({mention["entity"] for article in articles() for _, mention in named(article)})[::3]:
        record = record_at(real(), f"corpus/entities/{id_}.json")
        wrong = next(kind for kind in ENTITY_TYPES if kind not in (record.value["type"], "NORP"))
        assert found(record, (("type",), wrong))["entity-type"] == 1


@pytest.mark.parametrize("part", ["cue", "source"])
def test_a_part_in_another_paragraph(part: str) -> None:
    count = 0
    for article in articles():
        quotes = enumerate(article.value["quotes"])
        words = {i: far_word(real(), article, ("quotes", i)) for i, quote in quotes if part in quote}
        changes = [(("quotes", i, part), [{"exact": word}]) for i, word in words.items() if word]
        count += len(changes)
        assert found(article, *changes)["part-far-away"] == len(changes)
    assert count > 80


def far_word(corpus: Corpus, article: Record, path: Path) -> str:
    """A word that occurs once in the text, at least 1,500 characters from a quote's content."""
    resolution = corpus.resolution(article)
    assert resolution
    content = resolution.hits[(*path, "content", 0)][0]
    for area in resolution.areas:
        for match in re.finditer(r"\b[a-z]{7,}\b", resolution.seed[area.start : area.end]):
            is_far = min(abs(area.start + match.start() - content.end), abs(area.start + match.end() - content.start))
            if is_far > 1500 and len(re.findall(rf"{match[0]}", resolution.seed)) == 1:
                return match[0]
    return ""


def test_a_stated_outlet_that_the_evidence_does_not_name() -> None:
    count = 0
    for article in articles():
        facts: list[tuple[Path, Any]] = [(("outlet",), article.value["outlet"])]
        facts += [(("origins", i), origin) for i, origin in enumerate(article.value["origins"])]
        for path, fact in facts:
            if fact["basis"] == "stated":
                for other in real().ids["outlet"] - {fact["value"]}:
                    count += 1
                    assert found(article, ((*path, "value"), other))["outlet-not-in-evidence"] == 1, (fact, other)
    assert count > 20


def test_a_stated_byline_that_the_evidence_does_not_have() -> None:
    (article,) = (a for a in articles() if a.value["byline"]["basis"] == "stated")
    assert found(article, (("byline", "value"), "richardgreen"))["byline-not-in-evidence"] == 1


@pytest.mark.parametrize(
    ("code", "rule"),
    [("eng", "language-code"), ("xx", "language-code"), ("de", "language-mismatch"), ("ru", "language-mismatch")],
)
def test_a_language_that_is_not_that_of_the_text(code: str, rule: str) -> None:
    for article in articles():
        assert found(article, (("language",), code))[rule] == 1


@pytest.mark.parametrize("wrong", ["vladimir-putin", "china", "united-nations", "world-war-ii"])
def test_stands_for_without_a_government_or_with_the_wrong_one(wrong: str) -> None:
    own = {entity(id_).get("of") for id_ in real().ids["entity"] if entity(id_)["type"] == "ORG"}
    for article in articles():
        changes = [
            (("mentions", i, "stands_for"), wrong)
            for i, mention in enumerate(article.value["mentions"])
            if "stands_for" in mention and (wrong != "united-nations" or mention["entity"] in own)
        ]
        assert found(article, *changes)["stands-for-type"] == len(changes)


def test_a_source_form_that_the_words_contradict() -> None:
    count = 0
    for article in articles():
        changes = [
            (("quotes", i, "source_form"), "name" if quote["source_form"] == "pronoun" else "pronoun")
            for i, quote in enumerate(article.value["quotes"])
            if "source_form" in quote
        ]
        count += len(changes)
        assert found(article, *changes)["source-form"] == len(changes)
    assert count > 90


def test_a_speaker_that_the_pronoun_of_the_source_does_not_refer_to() -> None:
    count = 0
    for article in articles():
        changes = [
            (("quotes", i), with_speakers(quote, "nato"))
            for i, quote in enumerate(article.value["quotes"])
            if [anchor["exact"] for anchor in quote.get("source", ())] in PEOPLE
        ]
        count += len(changes)
        assert found(article, *changes)["pronoun-speaker"] == len(changes)
    assert count > 15


PEOPLE = [["he"], ["He"], ["We"], ["They"]]
"""Sources that are a pronoun of people; "it" may refer to a document, which is no entity."""


def test_a_role_of_an_entity_that_does_not_speak() -> None:
    for article in articles():
        changes = [(("roles", i, "entity"), "asia-pacific") for i, _ in enumerate(article.value["roles"])]
        assert found(article, *changes)["role-speaker"] == len(changes) > 0


def test_a_class_and_lemma_of_a_cue_that_the_lexicon_gives_as_well() -> None:
    count = 0
    for article in articles():
        changes = [
            (
                ("quotes", i),
                {**quote, "cue_lemma": "say", "cue_class": "claim" if quote["id"] == WHAT_HE_SAID else "say"},
            )
            for i, quote in enumerate(article.value["quotes"])
            if [anchor["exact"] for anchor in quote.get("cue", ())] in (["said"], ["has said"])
        ]
        count += len(changes)
        assert found(article, *changes)["cue-given-twice"] == 2 * len(changes)
    assert count > 15


WHAT_HE_SAID = "us-selfish"
"""The quote whose cue is in "what he said were selfish attempts", where every class is claim."""


@given(st.text("0127 sth.", max_size=12), st.sampled_from(["2017-01-07", "2017-02-17", "1712-02-21"]))
def test_the_year_and_the_day_of_a_date_are_numbers_of_their_own(words: str, date: str) -> None:
    year, _, day = date.split("-")
    plain = {"year": rf"(?<!\d){year}(?!\d)", "day": rf"(?<!\d)0?{int(day)}(?:st|nd|rd|th)?(?!\d)"}
    named = {part for part, pattern in plain.items() if re.search(pattern, words)}
    missing = missing_parts({"value": date}, words)
    assert plain.keys() - named == plain.keys() & missing
