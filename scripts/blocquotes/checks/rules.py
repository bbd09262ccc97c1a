"""The rule catalogue: what must hold, why, and how to fix it. Checks find; rules explain."""

from dataclasses import dataclass

from blocquotes.sources import MAX_DEPTH, MAX_NUMBER


@dataclass(frozen=True)
class Rule:
    """One thing that must hold; `severity` is error or warning, and a release is refused for errors only."""

    id: str
    layer: str
    must: str
    why: str
    fix: str
    severity: str = "error"


# Layers in the order in which a file is checked; an error in one layer skips the layers that need it.
LAYERS = ("tool", "file", "shape", "seed", "anchors", "quotes", "references", "challenge", "form")

# fmt: off
_RULES = (
    # tool
    Rule(
        "nothing-to-check", "tool",
        must="there must be at least one file to check",
        why="Otherwise a misspelt path would pass as a check without findings.",
        fix="name a file or folder below corpus/, or give no path to check everything",
    ),
    # file
    Rule(
        "unreadable", "file",
        must="every file and folder of corpus/ and seeds/ must be readable",
        why="A file that cannot be read cannot be checked, and would be missing from the dataset.",
        fix="give yourself permission to read it (chmod -R u+rX corpus seeds); replace a broken link with a plain "
        "file or folder",
    ),
    Rule(
        "wrong-folder", "file",
        must="corpus/ must contain only JSON records in articles/, entities/, outlets/, utterances/, challenge/ and "
        "passes/<pass>/",
        why="No command reads a file elsewhere, so its annotations would be lost.",
        fix="move the file to the folder of its kind, as <id>.json, or remove it from corpus/",
    ),
    Rule(
        "file-size", "file",
        must="a file must be at most 4 MiB",
        why="Records are far smaller; a larger file is a mistake or an attack.",
        fix="keep one record per file, and check what made the file so large",
    ),
    Rule(
        "too-many-findings", "file",
        must="a file must have fewer than 1,000 findings of one check",
        why="A check stops there, so that no file takes minutes. It has not seen the rest of the file.",
        fix="fix the findings that are shown, and run `blocquotes check` again",
    ),
    Rule(
        "file-encoding", "file",
        must="a file must be UTF-8 text without a byte order mark or NUL characters",
        why="Another encoding turns quotation marks and accents into other characters.",
        fix="save the file as UTF-8 (without BOM) in your editor; to only remove the mark run `blocquotes fix`",
    ),
    Rule(
        "json-syntax", "file",
        must="a file must be valid JSON",
        why="A file that cannot be parsed cannot be checked or published.",
        fix='put strings in straight quotation marks ", write one inside a string as \\", put commas between items, '
        f'nest brackets at most {MAX_DEPTH} deep and keep numbers to {MAX_NUMBER} characters; for curly quotation '
        'marks and trailing commas try `blocquotes fix`',
    ),
    Rule(
        "duplicate-key", "file",
        must="a field must be given only once",
        why="JSON readers silently keep only the last of two values.",
        fix="keep one of the values and remove the other",
    ),
    # shape
    Rule(
        "unknown-field", "shape",
        must="a field must be one that the schema allows here",
        why="A misspelt field would be ignored, and its value lost.",
        fix="correct the field's name or remove the field",
    ),
    Rule(
        "missing-field", "shape",
        must="every required field must be present",
        why="If a field is missing, it is unclear whether it was forgotten or has no value.",
        fix="add the field",
    ),
    Rule(
        "wrong-type", "shape",
        must="a value must have the type that the schema requires",
        why="Each published column has one type.",
        fix="change the value to the required type",
    ),
    Rule(
        "bad-value", "shape",
        must="a value must be one that the schema allows",
        why="Closed lists and patterns keep the data consistent.",
        fix="use an allowed value",
    ),
    Rule(
        "bad-date", "shape",
        must="a date must be a real day (2024-05-16), month (2024-05) or year (2024)",
        why="Dates are published in a date column, and are sorted and compared as dates.",
        fix="write the date as YYYY-MM-DD; if the day is unknown, as YYYY-MM; if the month is unknown too, as YYYY",
    ),
    Rule(
        "file-name", "shape",
        must="a file's name must be its record's id followed by .json",
        why="Other files refer to the record by this id.",
        fix="rename the file, or correct its id",
    ),
    # seed
    Rule(
        "seed-missing", "seed",
        must="the seed that an article names must be in seeds/",
        why="Annotations can be verified only against the original text.",
        fix="add the raw text to seeds/ under that name, or correct seed.file",
    ),
    Rule(
        "seed-changed", "seed",
        must="a seed must have the SHA-256 that its article states",
        why="Seeds are kept byte for byte as received; in a changed text, annotations may point at the wrong words.",
        fix="restore the seed (git checkout -- seeds/); if the seed and its article are both new, run `blocquotes fix`",
    ),
    Rule(
        "seed-shared", "seed",
        must="a seed must belong to only one article",
        why="If two articles annotate the same text, its quotes are counted twice.",
        fix="remove one of the two articles, or name another seed",
    ),
    Rule(
        "seed-bom", "seed",
        must="a seed must not begin with a byte order mark",
        why="The mark is not part of the text and would shift every offset by one.",
        fix="save the raw text without a BOM before you add it; never edit a seed that has been released",
    ),
    Rule(
        "seed-encoding", "seed",
        must="a seed must be a plain file of UTF-8 text without NUL characters, at most 4 MiB",
        why="Offsets count Unicode characters, so the text must decode as UTF-8.",
        fix="add the raw text as a plain file of UTF-8 text",
    ),
    Rule(
        "seed-unused", "seed", severity="warning",
        must="a seed should have an article",
        why="A text without annotations is not published.",
        fix="annotate it in corpus/articles/, or remove it",
    ),
    Rule(
        "region-gap", "seed",
        must="the regions must cover the complete seed, with only white space between them",
        why="Text outside every region would be lost without notice.",
        fix="add a region for these words, extend a neighbouring region, or put the regions in the order of the seed",
    ),
    Rule(
        "region-overlap", "seed",
        must="a region must begin after the previous one ends",
        why="Text in two regions would be published twice.",
        fix="shorten the previous region (its `to` is the first match after its `from`), or put the regions in text "
        "order",
    ),
    Rule(
        "region-mismatch", "seed",
        must="the words of a region must occur in the seed",
        why="A region whose words are not in the seed labels nothing.",
        fix="copy the words from the seed",
    ),
    # anchors
    Rule(
        "anchor-empty", "anchors",
        must="an anchor's `exact` must contain a visible character and must not begin or end with white space",
        why="Empty words match everywhere and mean nothing.",
        fix="copy the words of the span from the seed",
    ),
    Rule(
        "anchor-not-found", "anchors",
        must="an anchor's words, between its prefix and its suffix, must occur in the seed",
        why="Annotations are exact words of the text; a near match is not accepted.",
        fix="copy the words, prefix and suffix exactly from the seed; `blocquotes anchor` prints them",
    ),
    Rule(
        "anchor-ambiguous", "anchors",
        must="an anchor must match only one place: quotes and mentions in the annotated regions, evidence in the "
        "complete seed",
        why="With two matches, it is unclear which one is meant.",
        fix="add the prefix or suffix shown for the place that is meant; for a cue or a source try `blocquotes fix`",
    ),
    Rule(
        "anchor-outside", "anchors",
        must="quotes and mentions must be in title, kicker, standfirst, subheading, caption or body regions",
        why="Other regions and repeated headlines are not published.",
        fix="anchor the words where they occur in an annotated region, or correct the region's role",
    ),
    Rule(
        "anchor-crosses-region", "anchors",
        must="an anchor, with its prefix and suffix, must lie inside one region",
        why="Regions are separated in the published text, so a span cannot run from one into the next.",
        fix="use one anchor per region, or join the regions",
    ),
    Rule(
        "anchor-splits-word", "anchors",
        must="a span must begin and end at a word boundary",
        why="Half a word is usually a slip of the mouse, and is scored as a different word.",
        fix="include the complete word, or leave it out",
    ),
    Rule(
        "mentions-overlap", "anchors",
        must="names must not overlap; a pronoun or a description may only contain another mention or be inside one",
        why="Only the longest name is annotated; no place has two mentions.",
        fix="keep the longest name; correct the words of a description that only partly overlaps another mention",
    ),
    # quotes
    Rule(
        "quote-id-reused", "quotes",
        must="a quote's id must be unique in its article",
        why="Published ids are permanent, so one id cannot mean two quotes.",
        fix="give the quote another id",
    ),
    Rule(
        "parts-out-of-order", "quotes",
        must="the spans of a content, cue or source must be in text order and must not overlap",
        why="Joined in this order, they are the words of the quote.",
        fix="put the anchors in text order, and each word in only one of them",
    ),
    Rule(
        "type-mismatch", "quotes",
        must="a quote's type must match the quotation marks of its content",
        why="The type is derived: direct if all words are inside marks, mixed if some are, indirect if none are.",
        fix="correct where the content begins or ends, or the type: `blocquotes fix` sets it; if the seed lost a mark, "
        "set `unbalanced`",
    ),
    Rule(
        "marks-unbalanced", "quotes",
        must="the quotation marks of a content must pair up, unless `unbalanced` says that the seed lost one",
        why="A missing mark usually means that the content was cut short.",
        fix="extend the content to the other mark; set `unbalanced` only if the seed has no such mark",
    ),
    Rule(
        "cue-in-content", "quotes",
        must="a cue must lie outside its quote's content",
        why="The cue attributes the content; it is not part of what was said.",
        fix="split the content around the cue into two anchors",
    ),
    Rule(
        "source-in-content", "quotes",
        must="a source must lie outside its quote's content",
        why="The source is who says it; it is not part of what was said.",
        fix="split the content around the source into two anchors",
    ),
    Rule(
        "quotes-overlap", "quotes",
        must="the contents of two quotes must not overlap unless one is nested in the other",
        why="Words in two quotes are either a nested quote, which has `within`, or a mistake.",
        fix="set `within` on the inner quote, or correct the contents",
    ),
    Rule(
        "within-outside", "quotes",
        must="a nested quote's content must lie inside the content of the quote that `within` names",
        why="Nested means that the outer source reports the inner one's words.",
        fix="remove `within`, or correct the contents",
    ),
    Rule(
        "within-cycle", "quotes",
        must="`within` and `antecedent` must not lead from a quote back to itself",
        why="A quote cannot be nested in itself or refer back to itself.",
        fix="remove `within` or `antecedent` from the outermost quote",
    ),
    Rule(
        "no-speaker", "quotes",
        must="a quote must have either speakers or a reason in `no_speaker`",
        why="With an empty list, it is unclear whether the speaker was forgotten or cannot be named.",
        fix="list the speakers, or give the reason in `no_speaker`; not both",
    ),
    # references
    Rule(
        "unknown-entity", "references",
        must="every entity named must have a file in corpus/entities/",
        why="An id without a record links to nothing.",
        fix="correct the id, or add corpus/entities/<id>.json: `blocquotes new entity`",
    ),
    Rule(
        "unknown-outlet", "references",
        must="every outlet named must have a file in corpus/outlets/",
        why="An id without a record links to nothing.",
        fix="correct the id, or add corpus/outlets/<id>.json: `blocquotes new outlet`",
    ),
    Rule(
        "unknown-utterance", "references",
        must="every utterance named must have a file in corpus/utterances/",
        why="An id without a record links to nothing.",
        fix="correct the id, or add corpus/utterances/<id>.json: `blocquotes new utterance`",
    ),
    Rule(
        "unknown-quote", "references",
        must="`within` and `antecedent` must name a quote of the same article",
        why="An id without a quote links to nothing.",
        fix="correct the id",
    ),
    Rule(
        "unknown-article", "references",
        must="the article that a pass or a piece of evidence names must have a file in corpus/articles/",
        why="Without the article, neither a pass nor a piece of evidence can be checked.",
        fix="correct the id",
    ),
    Rule(
        "publication-year", "references",
        must="an article must be published between 1605, when the first newspaper appeared, and next year",
        why="Another year is a mistake, such as 2567 of the Buddhist calendar for 2024.",
        fix="correct the date, or set it to unknown",
    ),
    Rule(
        "date-not-in-evidence", "references",
        must="the evidence of a stated date must contain its year, and its month and day as far as its precision goes",
        why="`stated` means that the seed gives the date; a date that follows from other facts is `inferred`.",
        fix="anchor the words that give the date, or set the basis to inferred and explain the reasoning",
    ),
    Rule(
        "wikidata-unverified", "references",
        must="the evidence of a Wikidata id must contain that id",
        why="Ids are easily mistyped, and a wrong one links to another person or thing.",
        fix="verify the id, and write it in `wikidata` and in its evidence",
    ),
    Rule(
        "wikidata-shared", "references",
        must="a Wikidata id must belong to only one entity",
        why="Two records of one entity split its mentions.",
        fix="merge the records, or correct one of the ids",
    ),
    Rule(
        "unnamed-shared", "references",
        must="an entity without a name must be used in only one article",
        why="The \"some observers\" of two articles are not known to be the same people.",
        fix="create one entity per article, with the article's number at the end of its id",
    ),
    Rule(
        "lone-utterance", "references",
        must="an utterance must be reported by at least two quotes",
        why="Only an utterance that is reported more than once needs its own id.",
        fix="add it to the other quotes that report it, or remove it",
    ),
    Rule(
        "utterance-speakers", "references",
        must="the speakers of a quote must include those of an utterance that it reports, or be among them",
        why="An utterance is one proposition said by the same speakers.",
        fix="correct the speakers, or remove the utterance from the quote",
    ),
    Rule(
        "unused-entity", "references", severity="warning",
        must="an entity should be used by an article, an outlet, an utterance or another entity",
        why="A record that nothing refers to is often the result of a misspelt id.",
        fix="use it or remove it",
    ),
    Rule(
        "draft", "references", severity="warning",
        must="a record should be corrected by a person or a model before it is released",
        why="A draft is the suggestion of a program, and `blocquotes release` refuses drafts.",
        fix="correct the record, then remove `status`; in an article, also set `method` to who corrected it",
    ),
    Rule(
        "suggestion-left", "references",
        must="a record that is not a draft must have no `confidence` or `rule`, no method `rules` and no text that "
        "ends in (draft)",
        why="A program's suggestion must not look like a corrected annotation.",
        fix="run `blocquotes fix` to remove confidences and rules; write the rest yourself, or put `status` back",
    ),
    Rule(
        "unused-outlet", "references", severity="warning",
        must="an outlet should be the outlet or an origin of an article",
        why="A record that nothing refers to is often the result of a misspelt id.",
        fix="use it or remove it",
    ),
    Rule(
        "tombstone-id", "references",
        must="no record and no other tombstone may use the id of a tombstone",
        why="A reused id would mean one thing in an old release and another in a new one.",
        fix="give the new record another id; a tombstone is permanent",
    ),
    Rule(
        "said-after-publication", "references",
        must="a quote or an utterance must not be dated after the publication of an article that reports it",
        why="An article can report only what has already been said, so one of the two dates is wrong.",
        fix="correct `said_on` or `public_on`, or `published` of the article, or name another utterance in the quote",
    ),
    Rule(
        "public-before-said", "references",
        must="words must not become public before they were said",
        why="A broadcast or a publication follows what it reports, so one of the two dates is wrong.",
        fix="correct `said_on` or `public_on`; leave `said_on` out if only the broadcast is dated",
    ),
    Rule(
        "utterance-date", "references",
        must="the date of a quote and that of an utterance that it reports must agree, if both are known",
        why="An utterance is said on one occasion, so all quotes that report it have its date, or a coarser one.",
        fix="correct `said_on` of the quote or of the utterance, or remove the utterance from the quote",
    ),
    Rule(
        "cue-unknown", "references", severity="warning",
        must="every cue should have a class: from the lexicon of cues, or in the file",
        why="Users count quotes by the class of their cue, and a quote without a class is missing from these counts.",
        fix="add `cue_class` and `cue_lemma` to the quote, or add the verb to scripts/blocquotes/cues.tsv",
    ),
    Rule(
        "cue-given-twice", "references", severity="warning",
        must="a quote should have `cue_class` and `cue_lemma` only if the lexicon of cues is wrong about its cue",
        why="The file overrides the lexicon, so a copy would stay when somebody corrects the lexicon.",
        fix="remove the field",
    ),
    Rule(
        "source-form", "references",
        must="`source_form` must fit the source and its speakers; an article must have it for all sources or none",
        why="Users count how often speakers are named, described or left unnamed.",
        fix="correct or add `source_form` (docs/guidelines.md, 49), or correct the source, its mention or its speakers",
    ),
    Rule(
        "pronoun-speaker", "references",
        must="a pronoun that is a quote's source must refer to exactly the quote's speakers, with the same `certain`",
        why="The two say the same about the same words, so one of them is wrong.",
        fix="correct the entity of the mention or `speakers`; write `certain: false` in both or in neither",
    ),
    Rule(
        "mention-form", "references",
        must="a mention must have the form pronoun only if its words are a personal, possessive or reflexive pronoun",
        why="Relative, demonstrative and reciprocal pronouns are not mentions; other words are names or descriptions.",
        fix="correct `form`, or remove the mention",
    ),
    Rule(
        "role-speaker", "references",
        must="a role must belong to an entity that speaks or passes on words in the article; an entity has one role",
        why="Roles describe those who speak; the offices of others are not annotated.",
        fix="remove the role, or correct its entity",
    ),
    Rule(
        "office-not-in-evidence", "references",
        must="the evidence of a role must contain every word of its office",
        why="An office is what the article calls it, not what readers know.",
        fix="anchor the words that name the office, or write the office as the article does",
    ),
    Rule(
        "date-not-in-reasoning", "references",
        must="an inferred date must appear in its evidence, its reasoning or `outside`, as far as its precision goes",
        why="Readers must be able to see how the date was found, and a mistyped date must be noticed.",
        fix="end the reasoning with the resulting date, such as 16 May 2024, or correct the date",
    ),
    Rule(
        "outlet-not-in-evidence", "references",
        must="the evidence of a stated outlet or origin must contain its name or its domain",
        why="`stated` means that the seed names the outlet; an outlet that follows from other signs is `inferred`.",
        fix="anchor the words that name the outlet, correct the outlet, or set the basis to inferred and explain the "
        "reasoning",
    ),
    Rule(
        "byline-not-in-evidence", "references",
        must="the evidence of a stated byline must contain every word of the name",
        why="The byline is the name as printed.",
        fix="copy the name from the evidence, or anchor the words that give it",
    ),
    Rule(
        "language-code", "references",
        must="a language must have its two-letter code (ISO 639-1) if there is one",
        why="If one language is coded both en and eng, a filter by language misses articles.",
        fix="use the two-letter code, such as en",
    ),
    Rule(
        "language-mismatch", "references", severity="warning",
        must="a text should contain the most frequent words of its language",
        why="With a wrong language code, a filter by language returns the wrong articles.",
        fix="correct `language`; if it is right, ignore this warning",
    ),
    Rule(
        "mention-not-a-name", "references", severity="warning",
        must="the words of a mention should be the name or an alias of its entity, or part of a person's name",
        why="Otherwise the mention usually refers to another entity.",
        fix="correct the entity of the mention, or add the words to `aliases` in corpus/entities/<id>.json",
    ),
    Rule(
        "mention-type", "references",
        must="a mention must have its entity's type, or a type that such an entity can be used as",
        why="A person is never used as a place; such a pair means a wrong type or a wrong entity.",
        fix="correct the type of the mention, or its entity",
    ),
    Rule(
        "entity-type", "references", severity="warning",
        must="an entity should have the type of at least one of its mentions",
        why="A type that no mention has is often a slip.",
        fix="correct the type of the entity, or of its mentions",
    ),
    Rule(
        "stands-for-type", "references",
        must="`stands_for` must name a government (an ORG), in a mention of a place or an organisation; if "
        "the government of a country is in corpus/entities/, it must be that one",
        why="`stands_for` is for capitals, countries and buildings that are named instead of a government.",
        fix="name the government in `stands_for`, or remove the field",
    ),
    Rule(
        "speaker-contradicted", "references",
        must="the speakers of a quote must be those that its source names",
        why="A name in the source is the strongest evidence of the speaker; other speakers are usually a slip.",
        fix="correct `speakers`, the words of `source`, or the entity of the mention in it",
    ),
    Rule(
        "part-far-away", "quotes", severity="warning",
        must="a cue or source should be in a sentence of its quote's content, or in the one before or after it",
        why="Words further away rarely attribute the content; often the anchor matched the wrong place.",
        fix="anchor the words near the content: add a `prefix` or `suffix` that selects the place",
    ),
    # challenge
    Rule(
        "challenge-item", "challenge",
        must="the items of a challenge file must have different ids and different texts",
        why="Results are reported by item, and a text that comes twice counts twice.",
        fix="give the item another id, or remove one of the two",
    ),
    Rule(
        "challenge-speaker", "challenge",
        must="a speaker of a challenge item must be named by words of its text",
        why="Systems without a list of entities can only be compared by the words of the text.",
        fix="copy the fullest name from the text, without title, or the description without its article",
    ),
    Rule(
        "challenge-pair", "challenge",
        must="a pair must have two items or more, whose texts differ in at most three words and whose answers differ",
        why="A system that answers both right has seen the words that decide; with more differences it may have seen "
        "others.",
        fix="make the texts more similar or the answers different, or remove `pair`",
    ),
    # form
    Rule(
        "not-canonical", "form",
        must="a file must be in canonical form: keys in schema order, annotations in text order",
        why="With one form, a diff shows only the annotations that changed.",
        fix="run `blocquotes fmt`",
    ),
)
# fmt: on

# Every rule by its id.
RULES = {rule.id: rule for rule in _RULES}
