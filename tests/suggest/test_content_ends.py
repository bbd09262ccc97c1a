"""Where contents begin and end: sentences of the article that go on behind them, and some that only look as if."""

import pytest

from blocquotes.suggest.joining.quotes import suggest_quotes
from test_suggest_quotes import parts

# A sentence, and the contents of its quotes.
TENSES = [
    ("Lee said it had rained, and the room fell silent.", ["it had rained"]),
    ("Lee said it had rained, and the roads had closed.", ["it had rained, and the roads had closed"]),
    ("Lee said it was late, and the room was cold.", ["it was late, and the room was cold"]),
    ("Lee said it had rained since May, and he looked away.", ["it had rained since May"]),
    ("Lee said all of it had been sold, and its agent handed them a bill.", ["all of it had been sold"]),
    ("Lee said the firm had known of it, and the room fell silent.", ["the firm had known of it"]),
    ("Lee said they would wait, while families left food.", ["they would wait"]),
    ("Lee said they would wait, while families would not.", ["they would wait, while families would not"]),
    ("Lee said it would fall, but Roe, who left, did not wait.", ["it would fall, but Roe, who left, did not wait"]),
    ("Lee said the sea could rise, a forecast that sent tourists home.", ["the sea could rise"]),
    (
        "Lee said the sea could reach Oslo, a town that will suffer.",
        ["the sea could reach Oslo, a town that will suffer"],
    ),
    ("Lee said all was in order, though inspectors have fined the firm.", ["all was in order"]),
    ("Lee said all was in order, though it was cold.", ["all was in order, though it was cold"]),
    ("Lee said no lives were lost, even as a crowd wept.", ["no lives were lost"]),
    ("Lee said no lives were lost, even after a flood.", ["no lives were lost, even after a flood"]),
    ("Lee said it had closed, while denying that it was late.", ["it had closed", "that it was late"]),
    ("Lee said it had closed, before warning that it was late.", ["it had closed", "that it was late"]),
    ("Lee said they ate, before leaving the town.", ["they ate, before leaving the town"]),
    ("Lee says the debt will reach a million and keeps a clock.", ["the debt will reach a million"]),
    ("Lee says the debt will bring work and plans.", ["the debt will bring work and plans"]),
]


@pytest.mark.parametrize(("text", "contents"), TENSES, ids=[text for text, _ in TENSES])
def test_a_content_ends_where_the_tense_is_that_of_the_article(text: str, contents: list[str]) -> None:
    assert [content for content, _, _ in parts(text)] == contents


WIDE = [
    ("Lee backed Roe during a rally.", ["Roe"]),
    ("Lee backed Ann Roe from the start.", ["Ann Roe"]),
    ("Lee backed the march during the war.", ["the march during the war"]),
    ("In May, men backing Lee and Roe paid a fine.", ["Lee and Roe"]),
    ("In May, men backing Lee and the town paid for it.", ["Lee and the town"]),
    ("Men backing the plan that was late paid for it.", ["the plan that was late"]),
]


@pytest.mark.parametrize(("text", "contents"), WIDE, ids=[text for text, _ in WIDE])
def test_what_somebody_backs_ends_with_its_noun_phrase(text: str, contents: list[str]) -> None:
    found = suggest_quotes(text, wide=True)
    assert [text[start:end] for quote in found for start, end in quote.content] == contents


VERBS = [
    ("Lee was rejected by voters who wanted more.", [("Lee", "was rejected", "voters")]),
    ("Lee was rejected by voters he no longer knew.", [("Lee", "was rejected", "voters")]),
    ("Lee was rejected by voters as too old.", [("Lee | too old", "was rejected | as", "voters")]),
    ("It was written while Roe, seated near him, slept.", []),
    ("Lee wrote while it was late, they would stay.", [("while it was late, they would stay", "wrote", "Lee")]),
    ("The letter states the road is closed.", [("the road is closed", "states", "The letter")]),
    ("The northern states the road crosses are poor.", []),
    ("Prosecutors suspect him of theft.", [("him | theft", "suspect | of", "Prosecutors")]),
    ("Reform advocates believe it is late.", [("it is late", "believe", "Reform advocates")]),
    ("Reform groups advocate a truce.", [("a truce", "advocate", "Reform groups")]),
    (
        "Without a second well, warn nurses, the clinic will close.",
        [("Without a second well | the clinic will close", "warn", "nurses")],
    ),
    ("A nurse, warn doctors, the clinic will close.", []),
]


@pytest.mark.parametrize(("text", "expected"), VERBS, ids=[text for text, _ in VERBS])
def test_a_verb_reads_what_is_beside_it(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert parts(text) == expected
