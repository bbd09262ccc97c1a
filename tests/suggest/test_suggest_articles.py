"""The five articles, suggested from raw text with their annotations hidden, against what people annotated.

Nothing is learnt from the articles; the registry of entities holds names that they made known, so each article is also
suggested without the entities that no other article uses.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from blocquotes import cli
from blocquotes.agree import evaluation, passes
from blocquotes.agree.evaluation import Evaluation
from blocquotes.edit import drafting
from blocquotes.edit.raw import Raw
from blocquotes.layout import Layout
from blocquotes.model import Article
from conftest import ROOT, real

GOLD = str(ROOT / "corpus" / "articles")


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A checkout that has the seeds, entities and outlets, and as its articles the drafts suggested from the seeds."""
    root = tmp_path_factory.mktemp("hidden")
    for name in ("schema", "seeds", "corpus/entities", "corpus/outlets"):
        shutil.copytree(ROOT / name, root / name)
    ran = CliRunner().invoke(cli.main, ["--root", str(root), "suggest", str(root / "seeds")])
    assert ran.exit_code == 0, ran.output
    return Layout(root)


@pytest.fixture(scope="module")
def found(hidden: Layout) -> Evaluation:
    return evaluation.evaluate(hidden, GOLD, "articles")


@pytest.fixture(scope="module")
def both(hidden: Layout) -> list[tuple[Article, Article]]:
    """The articles as annotated and as suggested."""
    gold, drafts = (passes.read(hidden, name).articles for name in (GOLD, "articles"))
    assert gold.keys() == drafts.keys()
    return [(gold[file], drafts[file]) for file in gold]


def figure(found: Evaluation, measure: str, row: str = "", figure: str = "f1") -> float:
    return 100 * (found.agreement.figures[measure, row, figure] or 0)


def test_the_drafts_pass_check(hidden: Layout) -> None:
    ran = CliRunner().invoke(cli.main, ["--root", str(hidden.root), "check"])
    assert (ran.exit_code, "0 errors" in ran.output) == (0, True)


@pytest.mark.parametrize(
    ("measure", "row", "least"),
    [
        ("content-overlap", "direct+mixed", 92),
        ("content-words", "direct+mixed", 85),
        ("content-overlap", "all", 90),
        ("source-head", "all", 95),
        ("quote-source", "direct+mixed", 90),
        ("quote-source", "all", 90),
        ("speaker-name", "all", 90),
        ("mention-span", "", 97),
        ("mention-type", "", 97),
        ("mention-entity", "", 95),
    ],
)
def test_quotes_and_mentions(found: Evaluation, measure: str, row: str, least: float) -> None:
    assert figure(found, measure, row) >= least


def roles(article: Article) -> list[str]:
    """The role of the region that each character of the seed stands in."""
    return [region.role for region in article.regions for _ in range(*region.seed)]


def test_regions(both: list[tuple[Article, Article]]) -> None:
    same = [a == b for gold, draft in both for a, b in zip(roles(gold), roles(draft), strict=True)]
    assert sum(same) >= 0.95 * len(same)


def test_what_the_page_states_of_itself_is_right_and_nothing_else_is_claimed(hidden: Layout) -> None:
    drafts = {path.stem[:3]: json.loads(path.read_text()) for path in hidden.folder("article").glob("*.json")}
    gold = {path.stem[:3]: json.loads(path.read_text()) for path in Path(GOLD).glob("*.json")}
    for number, draft in drafts.items():
        for field in ("outlet", "published", "byline", "translated_from"):
            assert draft[field]["value"] in (None, gold[number][field]["value"]), f"{number}: {field}"
        known = [origin["value"] for origin in gold[number]["origins"]]
        assert all(origin["value"] in known for origin in draft["origins"])
    assert drafts["001"]["outlet"]["value"] == "islam-times"
    assert {n: drafts[n]["published"]["value"] for n in ("001", "003")} == {"001": "2024-05-16", "003": "2024-06-28"}
    assert drafts["003"]["byline"]["value"] == gold["003"]["byline"]["value"]


def used(articles: Mapping[str, Article], but: str = "") -> set[str]:
    """The entities that the articles use, all but one of them."""
    kept = [article for file, article in articles.items() if file != but]
    mentions = [mention for article in kept for mention in article.mentions]
    speakers = {id_ for article in kept for quote in article.quotes for id_ in (*quote.speakers, quote.via)}
    return (
        {id_ for mention in mentions for id_ in mention.entities}
        | {m.stands_for or "" for m in mentions}
        | {s or "" for s in speakers}
    )


def test_articles_whose_own_entities_are_unknown(tmp_path: Path) -> None:
    loaded, gold = real(), passes.read(Layout(ROOT), "articles").articles
    for file, article in gold.items():
        own = used({file: article}) - used(gold, but=file)
        kept = [r for r in loaded.records if r.kind in ("entity", "outlet") and r.id not in own]
        without = replace(loaded, records=tuple(kept), resolutions={})
        raw = Raw(ROOT / "seeds" / article.seed_file, article.seed_text.encode())
        made = drafting.drafts(without, [raw], article.id).made[0]
        (tmp_path / f"{article.id}.json").write_bytes(made.files[f"corpus/articles/{article.id}.json"])
    found = evaluation.evaluate(Layout(ROOT), "articles", str(tmp_path))
    assert figure(found, "content-overlap", "all") >= 90
    assert figure(found, "quote-source", "all") >= 90
    assert figure(found, "mention-span") >= 90
    assert figure(found, "mention-type") >= 90
