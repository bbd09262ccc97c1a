"""English pronouns: which ones are mentions, and which are only sources (docs/guidelines.md, 30, 49 and 52)."""

# Personal, possessive and reflexive pronouns, and “both”, which refer to an entity: mentions of the form pronoun.
REFERRING = frozenset(
    (
        *("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"),
        *("you", "your", "yours", "yourself", "yourselves", "he", "him", "his", "himself"),
        *("she", "her", "hers", "herself", "it", "its", "itself"),
        *("they", "them", "their", "theirs", "themselves", "themself", "both"),
    )
)

# Pronouns that are no mentions: relative, demonstrative, reciprocal, and words of place.
OTHER = frozenset(
    (
        *("who", "whom", "whose", "which", "that", "what", "this", "these", "those"),
        *("each other", "one another", "here", "there"),
    )
)

ANY = REFERRING | OTHER


def is_referring(words: str) -> bool:
    """Whether words are a pronoun that a mention can be: “its”, “We”, “both”."""
    return _bare(words) in REFERRING


def is_pronoun(words: str) -> bool:
    """Whether words are a pronoun of any kind; “he [Putin]” is a name."""
    return _bare(words) in ANY


def _bare(words: str) -> str:
    return " ".join(words.split()).casefold()
