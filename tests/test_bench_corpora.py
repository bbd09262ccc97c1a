"""The corpora of the benchmarks are correct, differ from each other in their words, and are the same on every run."""

from pathlib import Path

from bench import corpora
from blocquotes import checks, corpus
from blocquotes.dataset import reuse
from blocquotes.layout import Layout
from conftest import article_models


def test_a_made_corpus_has_no_findings_and_is_a_part_of_a_larger_one(tmp_path: Path) -> None:
    corpora.write(tmp_path / "small", 10)
    corpora.write(tmp_path / "large", 15)
    loaded = corpus.load(Layout(tmp_path / "large"))
    assert checks.run(loaded) == []
    assert len(list(loaded.of_kind("article"))) == 15
    for path in (tmp_path / "small").rglob("*.*"):
        assert (tmp_path / "large" / path.relative_to(tmp_path / "small")).read_bytes() == path.read_bytes(), path


def test_only_articles_of_one_round_share_long_passages_word_for_word(tmp_path: Path) -> None:
    corpora.write(tmp_path, 10)
    articles = article_models(corpus.load(Layout(tmp_path)))
    equal = [p for p in reuse.shared_passages(list(articles.values())).passages if p.similarity == 1]
    within = [p.words_a for p in equal if p.article_a_id[-5:] == p.article_b_id[-5:]]
    across = [p.words_a for p in equal if p.article_a_id[-5:] != p.article_b_id[-5:]]
    assert max(within) > max(across)


def test_rounds_have_few_made_up_words_in_common() -> None:
    words = [f"{a}{b}rest" for a in "abcdefgh" for b in "abcdefgh"]
    made = [word for number in range(1, 201) for word in corpora.replacements(words, number).values()]
    assert len(made) - len(set(made)) < len(made) / 10
