"""Text reuse: planted passages are found where they were planted, whole, and nothing else is."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, combinations, product
from pathlib import Path

import pytest

from blocquotes import schemas
from blocquotes.dataset import reuse
from blocquotes.dataset.reuse import Passage, Reuse, align, phrases, shared_passages, words
from blocquotes.model import Article, Fact, Span
from conftest import article_models, cpu_seconds, least_cpu, real

ROOT = Path(__file__).parents[2]

QUOTATION = "The ships will stay in the strait for as long as the islands ask us to"
SENTENCE = "Ministers from nine coastal states agreed on Friday to open a shared radar station before the winter begins"

Names = tuple[str | None, ...]


@cache
def real_articles() -> tuple[Article, ...]:
    return tuple(article_models(real()).values())


def article(id_: str, text: str) -> Article:
    unknown = Fact(None, "unknown", (), None, None)
    made = replace(real_articles()[0], id=id_, text=text, outlet=unknown, published=unknown)
    return replace(made, origins=(), regions=(), mentions=(), quotes=())


@cache
def vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Made-up words and their running weights: the n-th is n times as rare as the first, as in real text."""
    made = random.Random(7)
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ost")]
    found = tuple(dict.fromkeys("".join(made.choices(syllables, k=made.choice((2, 3)))) for _ in range(12_000)))
    return found, tuple(accumulate(1 / n for n in range(1, len(found) + 1)))


def filler(seed: str, count: int) -> list[str]:
    """Words of a text of its own, the same for the same seed."""
    found, weights = vocabulary()
    return random.Random(seed).choices(found, cum_weights=weights, k=count)


def around(seed: str, passage: str, before: int = 40, after: int = 40) -> str:
    """A text with a passage in it; the words beside it stand in no other text."""
    left, right = filler(f"{seed} left", before), filler(f"{seed} right", after)
    edges = (f"left{seed}" if before else "", f"right{seed}" if after else "")
    return " ".join(filter(None, (*left, edges[0], passage, edges[1], *right)))


def found(*texts: str) -> Sequence[Passage]:
    return shared_passages([article(f"x{i}", text) for i, text in enumerate(texts)]).passages


def only(*texts: str) -> Passage:
    (passage,) = found(*texts)
    return passage


def check_places(articles: Sequence[Article], result: Reuse) -> None:
    texts = {a.id: a.text for a in articles}
    for p in result.passages:
        assert texts[p.article_a_id][p.start_a : p.end_a] == p.text_a
        assert texts[p.article_b_id][p.start_b : p.end_b] == p.text_b
        assert p.article_a_id < p.article_b_id
    assert len({p.reuse_id for p in result.passages}) == len(result.passages)


def test_copied_word_for_word() -> None:
    a, b = around("a", SENTENCE), around("b", SENTENCE, before=5)
    p = only(a, b)
    assert (p.text_a, p.text_b) == (SENTENCE, SENTENCE)
    assert (p.start_a, p.start_b) == (a.index(SENTENCE), b.index(SENTENCE))
    assert (p.words_a, p.words_b, p.similarity) == (18, 18, 1.0)
    assert p.reuse_id == f"x0~x1@{p.start_a}~{p.start_b}"


EDITS = {
    "a word inserted": (SENTENCE.replace("shared radar", "shared coastal radar"), 18, 19, 36 / 37),
    "a word deleted": (SENTENCE.replace("shared ", ""), 18, 17, 34 / 35),
    "a word replaced": (SENTENCE.replace("Friday", "Sunday"), 18, 18, 34 / 36),
    "words in two places": (SENTENCE.replace("coastal", "of the coast").replace("radar ", ""), 18, 19, 32 / 37),
    "three words replaced": (SENTENCE.replace("on Friday to", "late yesterday they"), 18, 18, 30 / 36),
    "a clause inserted": (SENTENCE.replace(" to open", ", a spokesman told reporters, to open"), 18, 22, 36 / 40),
    "case and marks": (SENTENCE.upper().replace("SHARED RADAR", "“SHARED-RADAR”,"), 18, 18, 1.0),
}


@pytest.mark.parametrize("name", EDITS)
def test_copied_with_small_edits(name: str) -> None:
    edited, words_a, words_b, similarity = EDITS[name]
    p = only(around("a", SENTENCE), around("b", edited))
    assert (p.text_a, p.text_b) == (SENTENCE, edited)
    assert (p.words_a, p.words_b) == (words_a, words_b)
    assert p.similarity == pytest.approx(similarity)


def test_two_words_before_an_edit_may_agree_by_chance() -> None:
    p = only(around("a", SENTENCE), around("b", SENTENCE.replace("nine", "ten")))
    assert p.text_a == SENTENCE.removeprefix("Ministers from nine ")


def test_a_long_edit_parts_two_passages() -> None:
    between = " ".join(f"word{i}" for i in range(align.WIDEST + 1))
    p, q = found(f"{SENTENCE} {QUOTATION}", f"{SENTENCE} {between} {QUOTATION}")
    assert (p.text_a, q.text_a) == (SENTENCE, QUOTATION)


@pytest.mark.parametrize("marks", ("“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "„{}“", "``{}''", "{}"))
def test_quotation_with_other_marks(marks: str) -> None:
    a, b = around("a", f"“{QUOTATION}.”"), around("b", marks.format(QUOTATION) + ".")
    p = only(a, b)
    assert (p.text_a, p.text_b, p.similarity) == (QUOTATION, QUOTATION, 1.0)


@pytest.mark.parametrize("pair", ["U.S.=US", "China’s=China's", "café=cafe\u0301", "un\u00adited=United", "1,000=1000"])
def test_words_that_agree(pair: str) -> None:
    one, other = ([words.key(w) for w in words.WORD.findall(form)] for form in pair.split("="))
    assert one == other
    assert len(one) == 1


def test_a_missing_blank_parts_words() -> None:
    assert words.WORD.findall('aligned".He said, RT reported.The') == ["aligned", "He", "said", "RT", "reported", "The"]


def test_the_shortest_passage() -> None:
    sentence = SENTENCE.split()
    assert not found(around("a", " ".join(sentence[:7])), around("b", " ".join(sentence[:7])))
    assert only(around("a", " ".join(sentence[:8])), around("b", " ".join(sentence[:8]))).words_a == 8


def test_at_the_very_start_and_end() -> None:
    start = only(around("a", SENTENCE, before=0), around("b", SENTENCE, after=0))
    assert (start.start_a, start.text_a, start.text_b) == (0, SENTENCE, SENTENCE)
    assert start.end_b == len(around("b", SENTENCE, after=0))
    assert only(SENTENCE, SENTENCE).text_b == SENTENCE
    assert only("The word before is the last one", SENTENCE, f"one {SENTENCE}").text_a == SENTENCE
    assert only(f"one {SENTENCE}", "The word before is the last one", SENTENCE).text_b == SENTENCE


def test_twice_in_one_article() -> None:
    twice = around("a", f"{SENTENCE} leftonce {' '.join(filler('middle', 30))} rightonce {SENTENCE}")
    once = around("b", SENTENCE)
    for texts in ((twice, once), (once, twice)):
        p, q = found(*texts)
        assert {p.text_a, p.text_b, q.text_a, q.text_b} == {SENTENCE}
        assert len({p.reuse_id, q.reuse_id}) == 2
        assert (p.start_a, p.start_b) < (q.start_a, q.start_b)


def test_a_passage_inside_another_is_left_out() -> None:
    # Each copy holds the sentence twice, so the first here agrees with the second there as well.
    both = f"{SENTENCE} {' '.join(filler('middle', 30))} {SENTENCE}"
    assert only(around("a", both), around("b", both)).text_a == both


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("a b", "a b"), (f"{SENTENCE}. {SENTENCE}.", "x")])
def test_next_to_nothing(texts: Sequence[str]) -> None:
    assert shared_passages([article(f"x{i}", text) for i, text in enumerate(texts)]) == Reuse((), ())


@pytest.mark.parametrize("boilerplate", ["Read more on our pages", "Read this and many more like it on our pages"])
def test_a_phrase_in_hundreds_of_articles_is_reported_and_not_compared(boilerplate: str) -> None:
    articles = [article(f"x{i:03}", around(str(i), boilerplate)) for i in range(300)]
    articles += [article(id_, around(id_, f"{boilerplate} {SENTENCE}")) for id_ in ("y", "z")]
    result = shared_passages(articles)
    # What is not too common finds the two, and the passage then takes the common phrase in.
    (passage,) = result.passages
    assert passage.text_a == passage.text_b == f"{boilerplate} {SENTENCE}"
    assert {c.words for c in result.common} == phrases_of(boilerplate.lower().split())
    assert {(c.places, c.articles) for c in result.common} == {(302, 302)}


def test_the_bound_on_common_phrases() -> None:
    at_most = [article(f"x{i:02}", around(str(i), SENTENCE)) for i in range(phrases.MOST_PLACES)]
    result = shared_passages(at_most)
    assert len(result.passages) == phrases.MOST_PLACES * (phrases.MOST_PLACES - 1) / 2
    assert not result.common
    one_more = shared_passages([*at_most, article("y", around("y", SENTENCE))])
    assert not one_more.passages
    assert len(one_more.common) == 18 - phrases.SIZE + 1


REPEATED = [article("x0", "said " * 50_000), article("x1", "said " * 50_000)]


def test_a_phrase_repeated_without_end_is_common() -> None:
    result = shared_passages(REPEATED)
    assert not result.passages
    assert [(c.words, c.articles) for c in result.common] == [("said said said said said", 2)]


@pytest.mark.timed
def test_a_phrase_repeated_without_end_costs_little() -> None:
    assert least_cpu(lambda: shared_passages(REPEATED), 2) < 2


def test_a_start_from_two_phrases_with_one_hash_is_ignored() -> None:
    one, other = (tuple(words.numbers(text)) for text in (SENTENCE, QUOTATION))
    assert align.chains(one, other, [(0, 0)]) == []


def generated(count: int, length: int) -> tuple[list[Article], list[tuple[int, int, str]]]:
    """Articles of made-up words; a fifth copies 30 to 60 words of an earlier one, of which 3 % are replaced.

    With them the copies: the earlier article, the later one, and the words as they stand in that.
    """
    texts: list[list[str]] = []
    copies = []
    for i in range(count):
        choice, text = random.Random(f"article {i}"), filler(f"article {i}", length)
        if i and choice.random() < 0.2:
            source, size = choice.randrange(max(0, i - 500), i), choice.randint(30, 60)
            at, to = choice.randrange(length - size), choice.randrange(length - size)
            copied = texts[source][at : at + size]
            text[to : to + size] = [choice.choice(vocabulary()[0]) if choice.random() < 0.03 else w for w in copied]
            copies.append((source, i, " ".join(text[to : to + size])))
        texts.append(text)
    return [article(f"g{i:05}", " ".join(text)) for i, text in enumerate(texts)], copies


def test_recall_and_precision_on_generated_articles() -> None:
    articles, copies = generated(600, 200)
    result = shared_passages(articles)
    check_places(articles, result)
    covered = 0
    for source, target, copied in copies:
        start = articles[target].text.index(copied)
        ends = articles[source].id, articles[target].id
        mine = [p for p in result.passages if (p.article_a_id, p.article_b_id) == ends]
        covered += any(abs(p.start_b - start) + abs(p.end_b - start - len(copied)) <= 40 for p in mine)
    assert len(copies) > 100
    assert covered == len(copies)
    # Passages between two copies of one text are right as well; there are few of those.
    assert len(result.passages) <= 1.2 * len(copies)


def patchwork(seed: int) -> list[Article]:
    """Articles of the same few blocks of few different words in any order, with an edit every dozen words."""
    choice = random.Random(seed)
    blocks = [choice.choices(range(20), k=14) for _ in range(6)]
    texts = []
    for _ in range(10):
        text = [n for block in choice.choices(blocks, k=8) for n in block]
        for at in sorted(choice.sample(range(len(text)), 9), reverse=True):
            text[at : at + choice.randrange(2)] = choice.choices(range(20), k=choice.randrange(3))
        texts.append(" ".join(f"w{n}" for n in text))
    return [article(f"x{i:02}", text) for i, text in enumerate(texts)]


@pytest.mark.parametrize("seed", range(3))
def test_every_run_of_eight_words_is_found_and_every_passage_is_maximal(seed: int) -> None:
    articles = patchwork(seed)
    result = shared_passages(articles)
    check_places(articles, result)
    common = {c.words for c in result.common}
    runs = 0
    for a, b in combinations(articles, 2):
        mine = [p for p in result.passages if (p.article_a_id, p.article_b_id) == (a.id, b.id)]
        for at_a, at_b, run in shared_runs(a.text, b.text):
            if not phrases_of(run) & common:
                runs += 1
                size = len(" ".join(run))
                holding = (p for p in mine if p.start_a <= at_a and at_a + size <= p.end_a)
                assert any(p.start_b <= at_b and at_b + size <= p.end_b for p in holding)
        for p in mine:
            before, behind = (a.text[: p.start_a], b.text[: p.start_b]), (a.text[p.end_a :], b.text[p.end_b :])
            assert not all(before) or before[0].split()[-1] != before[1].split()[-1]
            assert not all(behind) or behind[0].split()[0] != behind[1].split()[0]
            assert p.similarity > 0.5
    assert runs > 200


def shared_runs(one: str, other: str) -> Iterator[tuple[int, int, list[str]]]:
    """Every eight words of one text that stand in the other one, with both places: the slow and sure way."""
    a, b = one.split(), other.split()
    for i, j in product(range(len(a) - 7), range(len(b) - 7)):
        if a[i : i + 8] == b[j : j + 8]:
            yield len(" ".join([*a[:i], ""])), len(" ".join([*b[:j], ""])), a[i : i + 8]


def phrases_of(run: Sequence[str]) -> set[str]:
    return {" ".join(run[i : i + phrases.SIZE]) for i in range(len(run) - phrases.SIZE + 1)}


def test_the_order_of_the_articles_makes_no_difference() -> None:
    articles, _ = generated(120, 120)
    expected = shared_passages(articles)
    assert expected.passages
    assert shared_passages(random.Random(1).sample(articles, len(articles))) == expected
    assert shared_passages(articles[::-1]) == expected


def test_phrases_in_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    articles, _ = generated(120, 120)
    expected = shared_passages(articles)
    monkeypatch.setattr(phrases, "PART", 1000)
    monkeypatch.setattr(phrases, "BATCH", 100)
    assert shared_passages(articles) == expected


@pytest.mark.timed
def test_time_grows_with_the_number_of_articles() -> None:
    articles, _ = generated(2000, 200)
    shared_passages(articles[:50])  # imports numpy
    half, once, twice = articles[:1000], float("inf"), float("inf")
    for _ in range(3):
        once = min(once, cpu_seconds(lambda: shared_passages(half)))
        twice = min(twice, cpu_seconds(lambda: shared_passages(articles)))
        if twice <= 2.6 * once:
            break
    assert twice <= 2.6 * once


def fact(value: str | None) -> Fact:
    return Fact(value, "stated" if value else "unknown", (), None, None)


DATES = [  # both dates, and whose is older
    ("2024-05-16", "2024-06-28", "x0"),
    ("2024-06-28", "2024-05-16", "x1"),
    ("2024-05-16", "2024-05-16", None),
    ("2024-05-16", None, None),
    ("2024-05-16", "2024-05", None),
    ("2024-05-16", "2024-06", "x0"),
    ("2024-05", "2023", "x1"),
]


@pytest.mark.parametrize(("one", "other", "older"), DATES)
def test_the_older_article(one: str, other: str | None, older: str | None) -> None:
    articles = [replace(article(f"x{i}", SENTENCE), published=fact(date)) for i, date in enumerate((one, other))]
    assert shared_passages(articles).passages[0].older_id == older


ORIGINS = [  # origins of both articles, and those that both name
    (((), ("rt",)), ()),
    ((("rt", "reuters"), ("reuters", "rt")), ("reuters", "rt")),
    (((None,), (None,)), ()),
]


@pytest.mark.parametrize(("origins", "both"), ORIGINS)
def test_the_origins_of_both(origins: tuple[Names, Names], both: Names) -> None:
    articles = [
        replace(article(f"x{i}", SENTENCE), origins=tuple(fact(o) for o in named)) for i, named in enumerate(origins)
    ]
    assert shared_passages(articles).passages[0].both_origin_ids == both


def test_quotes_that_overlap_the_passage() -> None:
    a = article("x0", f"Before it. {SENTENCE}. After it.")
    end = 11 + len(SENTENCE)
    contents = {
        "before": (Span(0, 11),),
        "across": (Span(0, 12),),
        "parts": (Span(0, 3), Span(end - 1, end)),
        "after": (Span(end, end + 5),),
    }
    quotes = tuple(replace(real_articles()[0].quotes[0], id=id_, content=spans) for id_, spans in contents.items())
    passage = shared_passages([replace(a, quotes=quotes), article("x1", SENTENCE)]).passages[0]
    assert passage.quote_ids_a == ("x0#across", "x0#parts")
    assert passage.quote_ids_b == ()


REAL = [  # articles, words on each side; first and last words, which are the same on both sides
    ("000", "001", 23, 23, "The Asia-Pacific region", "Vladimir Putin"),
    ("000", "001", 129, 123, "Speaking at a", "counterproductive,” he"),
    ("000", "001", 156, 156, "While NATO Secretary", "military drills"),
    ("000", "003", 8, 8, "no place for", "political alliances"),
    ("001", "003", 8, 8, "no place for", "political alliances"),
]


def test_the_passages_of_the_real_articles() -> None:
    five = [a for a in real_articles() if a.id[:3] in ("000", "001", "002", "003", "004")]
    result = shared_passages(five)
    check_places(five, result)
    assert not result.common
    assert [(p.article_a_id[:3], p.article_b_id[:3], p.words_a, p.words_b) for p in result.passages] == [
        row[:4] for row in REAL
    ]
    for p, (*_, first, last) in zip(result.passages, REAL, strict=True):
        assert all(text.startswith(first) and text.endswith(last) for text in (p.text_a, p.text_b))
    quoted = result.passages[3]
    assert quoted.text_b == "no place for closed military and political alliances"
    assert quoted.older_id == quoted.article_a_id
    assert quoted.both_origin_ids == ("rt",)
    assert all(len(ids) == 1 for ids in (quoted.quote_ids_a, quoted.quote_ids_b))


def test_rows_have_the_columns_of_the_table() -> None:
    passages = shared_passages(real_articles()).passages
    rows = [reuse.row(p, "train") for p in passages]
    columns = schemas.columns(ROOT / "schema", "text_reuse")
    assert rows
    for row in rows:
        assert list(row) == [column.name for column in columns]
        assert not list(schemas.errors(ROOT / "schema", "tables/text_reuse", row))
