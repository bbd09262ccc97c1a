"""The columns of when, how and by whom words were said, and the tables of the passes, as rows of the corpus."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from blocquotes import cues
from blocquotes.agree import agree
from blocquotes.dataset import date_columns, speaker_columns
from blocquotes.layout import Layout
from blocquotes.model import Entity, Fact
from conftest import real_rows

ROOT = Path(__file__).parents[2]
Row = dict[str, Any]


def rows() -> dict[str, list[Row]]:
    return real_rows()


def fact(value: str | None) -> Fact:
    return Fact(value, "stated" if value else "unknown", (), None, None)


DATES = [  # value → day, month, year, precision
    ("2024-05-16", ("2024-05-16", "2024-05", 2024, "day")),
    ("2024-05", (None, "2024-05", 2024, "month")),
    ("2024", (None, None, 2024, "year")),
    (None, (None, None, None, None)),
]


@pytest.mark.parametrize(("value", "made"), DATES)
def test_the_columns_of_a_date(value: str | None, made: tuple[Any, ...]) -> None:
    row = date_columns.columns("said_on", fact(value))
    assert tuple(row[f"said_on{part}"] for part in ("", "_month", "_year", "_precision")) == made
    assert row["said_on_basis"] == ("stated" if value else "unknown")
    assert date_columns.known(row, "said_on") == value


LAGS = [("2024-05-16", "2024-06-28", 43), ("2024-05", "2024-06-28", None), (None, "2024-06-28", None)]


@pytest.mark.parametrize(("said", "published", "lag"), LAGS)
def test_the_lag_is_known_only_between_two_days(said: str | None, published: str, lag: int | None) -> None:
    assert date_columns.lag(fact(said), fact(published)) == lag


def test_the_country_of_a_government_is_its_state() -> None:
    government = Entity("russia-government", "Government of Russia", "ORG", True, None, "russia", (), "")
    assert speaker_columns.country(government) == "russia"
    assert speaker_columns.country(Entity("western", "Western", "NORP", True, None, "west", (), "")) is None


def test_the_weakest_basis() -> None:
    assert speaker_columns.weakest(["stated", "inferred", "stated"]) == "inferred"
    assert speaker_columns.weakest([]) == "unknown"


def test_every_cue_has_a_class_and_every_source_a_form() -> None:
    for row in rows()["quotes"]:
        assert (row["cue_class"] is None) == (row["cue"] is None), row["quote_id"]
        assert (row["source_form"] is None) == (row["source"] is None), row["quote_id"]


def test_no_quote_is_said_after_its_article() -> None:
    lags = [row["lag_days"] for row in rows()["quotes"] if row["lag_days"] is not None]
    assert lags
    assert min(lags) >= 0


def test_the_entities_of_a_content_are_those_mentioned_in_it() -> None:
    mentions = rows()["mentions"]
    for row in rows()["quotes"]:
        inside = [
            mention
            for mention in mentions
            if mention["article_id"] == row["article_id"]
            and any(s["start"] <= mention["start"] and mention["end"] <= s["end"] for s in row["content_spans"])
        ]
        assert row["content_entity_ids"] == sorted({id_ for mention in inside for id_ in mention["entity_ids"]})


def test_counts_of_entities_are_those_of_the_mentions() -> None:
    named = Counter(id_ for row in rows()["mentions"] for id_ in row["entity_ids"])
    meant = Counter(row["stands_for_id"] for row in rows()["mentions"])
    for row in rows()["entities"]:
        assert (row["n_mentions"], row["n_stands_for"]) == (named[row["entity_id"]], meant[row["entity_id"]])


def test_counts_of_speakers_are_those_of_the_quotes() -> None:
    for speaker in rows()["speakers"]:
        quotes = [row for row in rows()["quotes"] if speaker["speaker_id"] in row["speaker_ids"]]
        assert speaker["n_negated"] == sum(row["factuality"] == "negated" for row in quotes)
        assert speaker["n_nested"] == sum(row["within_id"] is not None for row in quotes)
        said = {id_ for row in quotes for id_ in row["utterance_ids"] or [row["quote_id"]]}
        assert speaker["n_utterances"] == len(said)


def test_quotes_by_country_include_those_of_persons() -> None:
    by_country = [row for row in rows()["quotes"] if "russia" in row["speaker_country_ids"]]
    assert sum("vladimir-putin" in row["speaker_ids"] for row in by_country) >= 40


def test_the_table_of_cues_is_the_lexicon() -> None:
    assert [row["lemma"] for row in rows()["cues"]] == [entry.lemma for entry in cues.entries()]


def f1(a: set[Any], b: set[Any]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def mentions_of(name: str, *columns: str) -> set[Any]:
    places = ("article_id", "seed_start", "seed_end")
    return {
        tuple(tuple(value) if isinstance(value := row[column], list) else value for column in (*places, *columns))
        for row in rows()["pass_mentions"]
        if row["pass"] == name and (row["form"] == "name") == ("type" in columns)
    }


@pytest.mark.parametrize(
    ("one", "other", "measure", "columns"),
    [
        ("a", "b", "mention-entity", ("type", "entity_ids")),
        ("layers-a", "layers-b", "chain-span", ()),
        ("layers-a", "layers-b", "chain-entity", ("entity_ids",)),
    ],
)
def test_agreement_can_be_computed_from_a_release(one: str, other: str, measure: str, columns: tuple[str, ...]) -> None:
    measured = agree(Layout(ROOT), one, other).figures[measure, "", "f1"]
    assert f1(mentions_of(one, *columns), mentions_of(other, *columns)) == pytest.approx(measured)


def test_the_dates_of_two_passes_can_be_compared_from_a_release() -> None:
    passes = {
        name: {row["pass_quote_id"].split("/")[1]: row for row in rows()["passes"] if row["pass"] == name}
        for name in ("layers-a", "layers-b")
    }
    assert passes["layers-a"].keys() == passes["layers-b"].keys()
    assert all(row["cue_class"] for row in passes["layers-a"].values() if row["cue"])
