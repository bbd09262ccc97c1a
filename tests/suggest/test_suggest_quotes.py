"""Quotes suggested from raw text: one small text per phenomenon, and texts made to slow the rules down."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes.model import Span
from blocquotes.sentences import ranges, tokenize
from blocquotes.suggest.joining.quotes import SuggestedQuote, suggest_quotes
from conftest import least_cpu


def words(text: str, spans: Sequence[Span]) -> str:
    return " | ".join(text[start:end] for start, end in spans)


def only(text: str) -> SuggestedQuote:
    (quote,) = suggest_quotes(text)
    return quote


def parts(text: str) -> list[tuple[str, str, str]]:
    """Content, cue and source of every quote that is in no other one."""
    quotes = [quote for quote in suggest_quotes(text) if quote.within is None]
    return [(words(text, q.content), words(text, q.cue), words(text, q.source)) for q in quotes]


@pytest.mark.parametrize(
    ("text", "type_", "unbalanced", "verbatim"),
    [
        ("Lee said the “new ‘port’ plan” was “late.”", "mixed", False, ("new ‘port’ plan", "late.")),
        ("Lee said it was “the dogs’ day.”", "mixed", False, ("the dogs’ day.",)),
        ("Lee said the plan was “late.", "mixed", True, ("late.",)),
        ("Lee said it was a ‘port.", "mixed", True, ("port",)),
        ("Lee said it was late.” Doe left.", "indirect", True, ()),
        ("Lee said that the dogs' day is late.", "indirect", False, ()),
    ],
)
def test_the_words_inside_the_marks(text: str, type_: str, unbalanced: bool, verbatim: tuple[str, ...]) -> None:
    quote = only(text)
    assert (quote.type, quote.unbalanced, quote.verbatim) == (type_, unbalanced, verbatim)


def test_tokens_keep_their_offsets() -> None:
    text = "Mr. O’Neil (R-Ky.) didn’t say “a.b” at 1,000 U.S. bases.\n\nHe left…"
    tokens = tokenize(text)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert tokens.words[:5] == ["Mr.", "O’Neil", "(", "R-Ky.", ")"]
    assert [tokens.words[a] for a, _ in ranges(tokens.sentences)] == ["Mr.", "He"]


def test_offsets_count_code_points() -> None:
    text = "🛰 Ana e\u0301tait là 𝒳. “Oui,” she said."
    assert words(text, only(text).content) == "“Oui,”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pact is dead, the envoy said.", ("The pact is dead", "said", "the envoy")),
        ("The envoy said that the pact is dead.", ("that the pact is dead", "said", "The envoy")),
        ("The envoy said the pact is dead.", ("the pact is dead", "said", "The envoy")),
        ("“It is dead,” she said on Monday.", ("“It is dead,”", "said", "she")),
        ("“It is dead,” said Ann Lee, the envoy, who left.", ("“It is dead,”", "said", "Ann Lee, the envoy")),
        ("“Is it dead?” Ann Lee asked.", ("“Is it dead?”", "asked", "Ann Lee")),
        ("Ann Lee has never said whether it is dead.", ("whether it is dead", "has never said", "Ann Lee")),
        ("She told reporters on Friday that it was over.", ("that it was over", "told", "She")),
        ("Ann Lee, the envoy, said it was over.", ("it was over", "said", "Ann Lee, the envoy")),
        ("Ann Lee, who lives in Rome, said it was over.", ("it was over", "said", "Ann Lee")),
        ("Ann Lee (R-Ky.) said it was over.", ("it was over", "said", "Ann Lee (R-Ky.)")),
        ("Lee, Doe and Roe said it was over.", ("it was over", "said", "Lee, Doe and Roe")),
        ("On Monday Lee said it was over.", ("it was over", "said", "Lee")),
        ("Speaking in Rome, Mr. Lee said it was over.", ("it was over", "said", "Mr. Lee")),
        ("According to the envoy, it is over.", ("it is over", "According to", "the envoy")),
        ("It is over, according to Ann Lee, an envoy.", ("It is over", "according to", "Ann Lee, an envoy")),
        ("They called for a new treaty on Monday.", ("a new treaty", "called for", "They")),
        ("Officials accused Beijing of spying.", ("Beijing | spying", "accused | of", "Officials")),
        ("She described the deal as “dead”.", ("the deal | “dead”", "described | as", "She")),
        ("He called the deal a “farce” on Monday.", ("the deal a “farce”", "called", "He")),
        ("Tokyo pledged to build more ships.", ("to build more ships", "pledged", "Tokyo")),
        ("Kyiv urged its allies to send more arms.", ("its allies to send more arms", "urged", "Kyiv")),
        ("Beijing has made clear that it will not go.", ("that it will not go", "has made clear", "Beijing")),
        ("Beijing made its view clear.", ("its view", "made | clear", "Beijing")),
        ("He was accused of lying by the union.", ("He | lying", "was accused of", "the union")),
        ("It was reported that the base had closed.", ("that the base had closed", "was reported", "")),
        ("The fleet reportedly left.", ("The fleet | left", "reportedly", "")),
        (
            "His claim that the war is over surprised us.",
            ("that the war is over surprised us", "claim", "His"),
        ),
        ("What it calls a “special operation” is over.", ("a “special operation”", "calls", "it")),
    ],
)
def test_attributions_in_every_order(text: str, expected: tuple[str, str, str]) -> None:
    assert parts(text) == [expected]


def test_a_quotation_that_its_cue_interrupts_is_one_quote() -> None:
    text = "“We are ready,” she said, “and we always were.”"
    quote = only(text)
    assert words(text, quote.content) == "“We are ready,” | “and we always were.”"
    assert quote.type == "direct"


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    text = "“We are ready,” she said. “We always were.” Then she left."
    assert parts(text) == [("“We are ready,” | “We always were.”", "said", "she")]


def test_a_quotation_goes_on_past_another_attribution() -> None:
    text = "“We are ready,” she said, adding that all was well. “Let us go.”"
    assert parts(text) == [
        ("“We are ready,” | “Let us go.”", "said", "she"),
        ("that all was well", "adding", "she"),
    ]


def test_paragraphs_that_repeat_the_opening_mark_are_one_quote() -> None:
    text = "She said: “One.\n\n“Two.\n\n“Three.”\n\nHe left."
    assert parts(text) == [("“One. | “Two. | “Three.”", "said", "She")]


def test_the_attribution_may_stand_in_the_last_paragraph_of_a_quotation() -> None:
    assert parts("“One.\n\n“Two,” she said.") == [("“One. | “Two,”", "said", "she")]


def test_scare_quotes_and_titles_are_none() -> None:
    assert suggest_quotes("The so-called “axis” met. She has read “War and Peace” and saw “Hamlet”.") == []


def test_words_that_are_nouns_are_no_cues() -> None:
    assert suggest_quotes("The report was long. A number of calls came. The states are many.") == []


@pytest.mark.parametrize(
    "quotation",
    [
        "“Go on,”",
        '"Go on,"',
        "``Go on,''",
        "''Go on,''",
        "„Go on,“",
        "»Go on,«",
        "«Go on,»",
        "‘Go on,’",
        "'Go on,'",
    ],
)
def test_marks_of_every_kind(quotation: str) -> None:
    text = f"{quotation} she said."
    assert parts(text) == [(quotation, "said", "she")]


def test_single_marks_with_apostrophes_inside() -> None:
    text = "‘It’s the states’ money,’ said Mr Lee. ‘I won’t take it.’"
    assert parts(text) == [("‘It’s the states’ money,’ | ‘I won’t take it.’", "said", "Mr Lee")]


def test_a_lost_closing_mark_ends_with_the_paragraph() -> None:
    text = "She said: “It is over.\n\nHe left the room."
    quote = only(text)
    assert words(text, quote.content) == "“It is over."
    assert quote.unbalanced


def test_a_lost_closing_mark_ends_where_the_next_one_opens() -> None:
    text = "“It is over. “We won,” she said."
    assert ("“We won,”" in parts(text)[-1][0]) and parts(text)[-1][2] == "she"


def test_headlines() -> None:
    assert parts("Putin: NATO must go") == [("NATO must go", ":", "Putin")]
    assert parts("No bases in Asia – Putin") == [("No bases in Asia", "–", "Putin")]


def test_transcripts() -> None:
    text = "Q: Is it true?\nA: It is.\nQ: Since when?\nA: I forgot."
    assert [source for _, _, source in parts(text)] == ["Q", "A", "Q", "A"]


def test_a_question_and_its_answer_are_a_transcript() -> None:
    assert [source for _, _, source in parts("The interview\nQ: Is it true?\nA: It is.")] == ["Q", "A"]


def test_speakers_of_a_transcript_may_be_named_in_full_at_first() -> None:
    text = "Transcript: a talk\nJens Berg: It is.\nAnn Lee: Since when?\nBerg: I forgot.\nLEE: Pity."
    assert [source for _, _, source in parts(text)] == ["Jens Berg", "Ann Lee", "Berg", "LEE"]


def test_a_name_before_a_colon_is_a_source() -> None:
    text = "That pleased pollster Jane Roe: “They have never seen such numbers before.”"
    assert parts(text) == [("“They have never seen such numbers before.”", ":", "Jane Roe")]


def test_dialogue() -> None:
    text = "“Stop!” he cried.\n\n“Why?” asked Ann.\n\n“Look there,” he whispered."
    assert [source for _, _, source in parts(text)] == ["he", "Ann", "he"]


def test_coordinated_and_participial_verbs_share_their_subject() -> None:
    text = "Lee said it was over and called it “a farce”, warning that more would come."
    assert [source for _, _, source in parts(text)] == ["Lee", "Lee", "Lee"]


def test_with_and_led_name_who_speaks() -> None:
    assert parts("Talks ended, with Ann Lee saying that it was over.")[0][2] == "Ann Lee"
    assert parts("The news led Ann Lee to say that it was over.")[0][2] == "Ann Lee"


def test_a_coordinated_verb_in_a_content_has_the_content_s_subject() -> None:
    _, inner = suggest_quotes("Lee has said the pact is dead and does not see Doe as a threat.")
    assert words("Lee has said the pact is dead and does not see Doe as a threat.", inner.source) == "the pact"


def test_a_dateline_is_no_part_of_a_quote() -> None:
    assert parts("TOKYO (AP) — The pact is dead, the envoy said.")[0][0] == "The pact is dead"


def test_a_sentence_that_its_cue_interrupts_is_one_content() -> None:
    text = "The pact, the envoy said, “is dead and gone”."
    assert parts(text) == [("The pact | “is dead and gone”", "said", "the envoy")]


def test_a_relative_clause_with_its_own_source_ends_the_content() -> None:
    text = "He warned of a new bloc, which both states view as “harmful”."
    assert parts(text) == [("a new bloc", "warned of", "He"), ("“harmful”", "view as", "both states")]


def test_siblings_are_told_apart() -> None:
    text = "Lee said it was over, but Doe denied that it was."
    assert parts(text) == [("it was over", "said", "Lee"), ("that it was", "denied", "Doe")]


def test_nested_quotes_name_the_quote_around_them() -> None:
    text = "Lee said that Doe believes it is over."
    outer, inner = suggest_quotes(text)
    assert (outer.within, inner.within) == (None, 0)
    assert words(text, inner.content) == "it is over"
    assert (outer.medium, inner.medium) == ("speech", "thought")


def test_a_quotation_may_hold_a_quote() -> None:
    text = "“We believe that it is over,” she said."
    outer, inner = suggest_quotes(text)
    assert (words(text, outer.source), words(text, inner.source), inner.within) == ("she", "We", 0)


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("He said that it was over.", "asserted"),
        ("He denied that it was over.", "asserted"),
        ("He did not say that it was over.", "negated"),
        ("He has refused to say whether it was over.", "negated"),
        ("He will say that it is over.", "hypothetical"),
    ],
)
def test_factuality(text: str, factuality: str) -> None:
    assert only(text).factuality == factuality


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("He said that it was over.", "speech"),
        ("He wrote that it was over.", "writing"),
        ("The joint statement said that it was over.", "writing"),
        ("He fears that it is over.", "thought"),
        ("He regards it as “over”.", "speech"),
    ],
)
def test_medium(text: str, medium: str) -> None:
    assert only(text).medium == medium


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It is over,” he said.", "direct"),
        ("He said it was “over”.", "mixed"),
        ("He said that “it is over”.", "mixed"),
        ("He said it was over.", "indirect"),
    ],
)
def test_type(text: str, kind: str) -> None:
    assert only(text).type == kind


def test_wishes_and_sides_are_quotes_only_in_the_wide_lexicon() -> None:
    text = "Lee wants to leave the pact."
    assert suggest_quotes(text) == []
    (quote,) = suggest_quotes(text, wide=True)
    assert words(text, quote.content) == "to leave the pact"


def test_nothing_comes_of_nothing() -> None:
    assert suggest_quotes("") == suggest_quotes(" \n\n ") == suggest_quotes("“”") == []


PIECES = sorted(
    [
        "said",
        "says",
        "he",
        "Ann",
        "that",
        "“",
        "”",
        '"',
        "‘",
        "’",
        "'",
        ",",
        ".",
        ":",
        ";",
        "?",
        "–",
        "(",
        ")",
        "and",
        "but",
        "to",
        "of",
        "the",
        "which",
        "who",
        "told",
        "claim",
        "according",
        "Trump",
        "as",
        "by",
        "in",
        "not",
        "is",
        "called",
        "asked",
        "reportedly",
        "made",
        "clear",
        "something",
        "was",
        "accused",
        "refused",
        "with",
        "saying",
        "cross",
        "about",
        "bank",
        "seems",
    ]
)


@given(st.lists(st.sampled_from([*PIECES, "\n\n"]), max_size=60), st.booleans())
def test_spans_are_ordered_filled_and_in_the_text(pieces: list[str], wide: bool) -> None:
    text = " ".join(pieces)
    quotes = suggest_quotes(text, wide)
    for quote in quotes:
        assert quote.content
        for spans in (quote.content, quote.cue, quote.source):
            edges = [edge for span in spans for edge in span]
            assert edges == sorted(edges)
            assert all(0 <= start < end <= len(text) for start, end in spans)
        assert quote.within is None or quotes[quote.within] is not quote


HOSTILE = [
    '"', "“", "“”", "'", "''", "said ", "he said that ", "to say ", "according to ", "a", "said, ", "\n"
]  # fmt: skip
"""What a page repeats without end."""


@pytest.mark.timed
@pytest.mark.parametrize("length", [100_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("unit", HOSTILE)
def test_a_megabyte_of_anything_takes_three_seconds_at_most(unit: str, length: int) -> None:
    text, limit = unit * (length // len(unit)), 3 * length / 1_000_000
    assert least_cpu(lambda: suggest_quotes(text), limit) < limit


@pytest.mark.timed
@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ("“a ", "b” ")])
def test_deeply_nested_marks_take_three_seconds_at_most(opening: str, closing: str) -> None:
    text = opening * 33_000 + closing * 33_000
    assert least_cpu(lambda: suggest_quotes(text), 1) < 1
