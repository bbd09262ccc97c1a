"""The rule catalogue: what must hold, why, and how to fix it. Checks find; rules explain."""

from blocquotes.checks.rule import Rule as Rule
from blocquotes.sources import MAX_DEPTH, MAX_NUMBER

LAYERS = ("tool", "file", "shape", "seed", "anchors", "quotes", "references", "form")
"""Layers in the order in which a file's findings are looked for; a broken layer hides those that need it."""

# fmt: off
_RULES = (
    # tool
    Rule(
        "nothing-to-check", "tool",
        must="there must be at least one file to check",
        why="A check that read nothing proves nothing, and a misspelt path would pass unseen.",
        fix="name a file or folder below corpus/, or leave the paths out to check everything",
    ),
    # file
    Rule(
        "unreadable", "file",
        must="every file and folder of corpus/ and seeds/ must be readable",
        why="What cannot be read cannot be checked, and would be missing from the dataset without notice.",
        fix="give yourself permission to read it (chmod -R u+rX corpus seeds), or put a plain file or folder in the "
        "place of a link that leads nowhere",
    ),
    Rule(
        "wrong-folder", "file",
        must="corpus/ must hold nothing but JSON records in articles/, entities/, outlets/, utterances/ and "
        "passes/<pass>/",
        why="A file elsewhere is read by nothing, so its annotations would be lost without a word.",
        fix="move the file into the folder of its kind, as <id>.json, or take it out of corpus/",
    ),
    Rule(
        "file-size", "file",
        must="a file must have at most 4 MiB",
        why="No record comes near this; a larger file is a mistake or an attack.",
        fix="keep one record in one file, and see what made it so large",
    ),
    Rule(
        "file-encoding", "file",
        must="a file must be UTF-8 text without a byte order mark or NUL characters",
        why="Another encoding turns quotation marks and accents into other characters.",
        fix="save the file as UTF-8 (without BOM) in your editor",
    ),
    Rule(
        "json-syntax", "file",
        must="a file must be JSON",
        why="What cannot be parsed cannot be checked or published.",
        fix='write strings in straight marks ", one within them as \\", commas between items, brackets at most '
        f'{MAX_DEPTH} deep and numbers of at most {MAX_NUMBER} characters; or let blocquotes fix  try',
    ),
    Rule(
        "duplicate-key", "file",
        must="a field must be given once",
        why="Of two values for one field, JSON readers silently keep the last.",
        fix="keep one of them",
    ),
    # shape
    Rule(
        "unknown-field", "shape",
        must="a field must be one that the schema knows at this place",
        why="A misspelt field would be ignored, and its value lost.",
        fix="correct the field's name or take it out",
    ),
    Rule(
        "missing-field", "shape",
        must="every required field must be there",
        why="A field left out leaves it open whether it was forgotten or is empty.",
        fix="add the field",
    ),
    Rule(
        "wrong-type", "shape",
        must="a value must be of the type that the schema asks for",
        why="Published columns have one type each.",
        fix="write the value as the type named",
    ),
    Rule(
        "bad-value", "shape",
        must="a value must be one that the schema allows",
        why="Closed lists and patterns keep one word for one thing.",
        fix="use an allowed value",
    ),
    Rule(
        "bad-date", "shape",
        must="a date must be a real day, written YYYY-MM-DD, with 01 for what its precision leaves open",
        why="Dates are published as dates, and sorted and compared as such.",
        fix="write the date as YYYY-MM-DD; where the day or month is unknown write 01 and set precision",
    ),
    Rule(
        "file-name", "shape",
        must="a file's name must be its record's id with .json",
        why="The id is how every other file finds this one.",
        fix="rename the file, or correct its id",
    ),
    # seed
    Rule(
        "seed-missing", "seed",
        must="the seed that an article names must be in seeds/",
        why="Without the text received, no annotation can be proved.",
        fix="add the raw text under that name, or correct seed.file",
    ),
    Rule(
        "seed-changed", "seed",
        must="a seed must have the SHA-256 that its article names",
        why="Seeds are kept byte for byte as received; annotations made on another text would drift.",
        fix="restore the seed (git checkout -- seeds/), or, if seed and article are new, run  blocquotes fix",
    ),
    Rule(
        "seed-shared", "seed",
        must="a seed must belong to one article",
        why="Two annotations of one text would count its quotes twice.",
        fix="keep one of the two articles, or name another seed",
    ),
    Rule(
        "seed-bom", "seed",
        must="a seed must not begin with a byte order mark",
        why="The mark is no part of the text, and would shift every offset by one.",
        fix="save the raw text without BOM before it is added; a seed once released is never edited",
    ),
    Rule(
        "seed-encoding", "seed",
        must="a seed must be a plain file of UTF-8 text without NUL characters, of at most 4 MiB",
        why="Offsets count characters, and bytes that are no characters have none.",
        fix="convert the raw text to UTF-8 before it is added",
    ),
    Rule(
        "seed-unused", "seed", severity="warning",
        must="a seed should have an article",
        why="A text without annotations is published nowhere.",
        fix="annotate it in corpus/articles/, or take it out",
    ),
    Rule(
        "region-gap", "seed",
        must="the regions must cut the whole seed: nothing but white space may stand between them",
        why="What no region holds would be lost without a word.",
        fix="add a region for the words named, let its neighbour hold them, or order them as the seed is",
    ),
    Rule(
        "region-overlap", "seed",
        must="a region must begin after the one before it ended",
        why="A stretch in two regions would be published twice.",
        fix="shorten the region before (its `to` is the first one after its `from`), or put the regions in text order",
    ),
    Rule(
        "region-mismatch", "seed",
        must="the words of a region must stand in the seed, so that the regions joined give it back",
        why="A region that is not there labels nothing.",
        fix="copy the words from the seed",
    ),
    # anchors
    Rule(
        "anchor-empty", "anchors",
        must="an anchor's exact words must hold a visible character and neither begin nor end with white space",
        why="Empty words stand everywhere and mean nothing.",
        fix="copy the words of the span from the seed",
    ),
    Rule(
        "anchor-not-found", "anchors",
        must="an anchor's words, between its prefix and its suffix, must occur in the seed",
        why="Annotations are words of the text; a near match is never taken for them.",
        fix="copy words, prefix and suffix from the seed character by character;  blocquotes anchor  prints them",
    ),
    Rule(
        "anchor-ambiguous", "anchors",
        must="an anchor must have one place: quotes and mentions in the annotated regions, evidence in the whole seed",
        why="With two places, nobody knows which one is meant.",
        fix="add the prefix or suffix shown for the place that is meant; for a cue or a source try  blocquotes fix",
    ),
    Rule(
        "anchor-outside", "anchors",
        must="quotes and mentions must stand in title, kicker, standfirst, subheading, caption or body regions",
        why="Other regions, and repeated headlines, are not published.",
        fix="anchor the words where they stand in an annotated region, or correct the region's role",
    ),
    Rule(
        "anchor-crosses-region", "anchors",
        must="an anchor, with its prefix and suffix, must lie inside one region",
        why="Regions are parted in the published text, so a span across two of them has no place there.",
        fix="use one anchor for each region, or join the regions",
    ),
    Rule(
        "anchor-splits-word", "anchors",
        must="a span must begin and end at the edge of a word",
        why="Half a word is a slip of the mouse, and counts as another word when scored.",
        fix="take the whole word in, or leave it out",
    ),
    Rule(
        "mentions-overlap", "anchors",
        must="mentions must not overlap",
        why="The longest name wins; what stands inside it is no mention of its own.",
        fix="keep the longest name",
    ),
    # quotes
    Rule(
        "quote-id-reused", "quotes",
        must="a quote's id must be unique in its article",
        why="Published ids are permanent, and one id cannot mean two quotes.",
        fix="give the quote another id",
    ),
    Rule(
        "parts-out-of-order", "quotes",
        must="the spans of a content, cue or source must stand in text order and not overlap",
        why="Joined, they are read as the quote's words.",
        fix="put the anchors in text order, each word in one of them",
    ),
    Rule(
        "type-mismatch", "quotes",
        must="a quote's type must be the one that its content's quotation marks give",
        why="The type is derived: every word inside marks is direct, some are mixed, none is indirect.",
        fix="correct the type, or the content's extent; where the seed lost a mark set `unbalanced`",
    ),
    Rule(
        "marks-unbalanced", "quotes",
        must="the quotation marks of a content must pair up, unless `unbalanced` says that the seed lost one",
        why="A missing mark is mostly a content cut short.",
        fix="take the other mark into the content; set `unbalanced` only where the seed has none",
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
        why="A word that two sources say at once is a nested quote with `within`, or a mistake.",
        fix="set `within` on the inner quote, or correct the contents",
    ),
    Rule(
        "within-outside", "quotes",
        must="a nested quote's content must lie inside the content of the quote that `within` names",
        why="Nested means that the outer source reports the inner one's words.",
        fix="take `within` out, or correct the contents",
    ),
    Rule(
        "within-cycle", "quotes",
        must="`within` and `antecedent` must not lead from a quote back to itself",
        why="No quote is nested in itself.",
        fix="take `within` or `antecedent` out of the outermost quote",
    ),
    Rule(
        "no-speaker", "quotes",
        must="a quote must have a speaker, or the reason in `no_speaker` why it has none",
        why="An empty list leaves it open whether the speaker was forgotten or cannot be named.",
        fix="name the speakers, or say in `no_speaker` why that cannot be done; not both",
    ),
    # references
    Rule(
        "unknown-entity", "references",
        must="an entity that is named must have a file in corpus/entities/",
        why="An id without a record links to nothing.",
        fix="correct the id, or add corpus/entities/<id>.json:  blocquotes new entity",
    ),
    Rule(
        "unknown-outlet", "references",
        must="an outlet that is named must have a file in corpus/outlets/",
        why="An id without a record links to nothing.",
        fix="correct the id, or add corpus/outlets/<id>.json:  blocquotes new outlet",
    ),
    Rule(
        "unknown-utterance", "references",
        must="an utterance that is named must have a file in corpus/utterances/",
        why="An id without a record links to nothing.",
        fix="correct the id, or add corpus/utterances/<id>.json:  blocquotes new utterance",
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
        why="Evidence that cannot be opened proves nothing.",
        fix="correct the id",
    ),
    Rule(
        "date-not-in-evidence", "references",
        must="the words that are evidence of a stated date must name its year, and its month and day by the precision",
        why="Stated means that the seed says it; a date that is worked out is inferred.",
        fix="anchor the words that give the date, or make the basis inferred and say how it follows",
    ),
    Rule(
        "wikidata-unproved", "references",
        must="the evidence of a Wikidata id must name that id",
        why="Ids are easily mistyped, and a wrong one links to somebody else.",
        fix="verify the id, and write it into both fields",
    ),
    Rule(
        "wikidata-shared", "references",
        must="a Wikidata id must belong to one entity",
        why="Two records of one thing split its mentions.",
        fix="merge the records, or correct one of the ids",
    ),
    Rule(
        "unnamed-shared", "references",
        must="an entity without a name must belong to one article",
        why="Two articles' \"some observers\" are not known to be the same people.",
        fix="make an entity for each article, its id ending in the article's number",
    ),
    Rule(
        "lone-utterance", "references",
        must="an utterance must be reported by two quotes or more",
        why="Only what is reported more than once needs an id of its own.",
        fix="name it in the other quotes that report it, or take it out",
    ),
    Rule(
        "utterance-speakers", "references",
        must="a quote's speakers must be among those of every utterance that it reports, or the other way about",
        why="An utterance is one proposition said by the same speakers.",
        fix="correct the speakers, or take the utterance out of the quote",
    ),
    Rule(
        "unused-entity", "references", severity="warning",
        must="an entity should be used by an article, an outlet, an utterance or another entity",
        why="A record that nothing names is often a misspelt id.",
        fix="use it or take it out",
    ),
    Rule(
        "draft", "references", severity="warning",
        must="a record should be corrected by somebody before it is released",
        why="A draft is a program's suggestion; a release refuses it.",
        fix="correct the record, then take `status` out; in an article, also write who did so as `method`",
    ),
    Rule(
        "suggestion-left", "references",
        must="a record that is no draft must hold no `confidence` or `rule`, no method `rules` and no words that end "
        "in (draft)",
        why="What a program suggested must not look like what somebody went through and stands for.",
        fix="run  blocquotes fix  to take confidences out; write the rest yourself, or put `status` back",
    ),
    Rule(
        "unused-outlet", "references", severity="warning",
        must="an outlet should be the outlet or an origin of an article",
        why="A record that nothing names is often a misspelt id.",
        fix="use it or take it out",
    ),
    Rule(
        "tombstone-id", "references",
        must="the id of a tombstone must be used by no record, and stand in one tombstone",
        why="An id that was released and taken out would mean one thing in an old release and another in a new one.",
        fix="give the new record another id; a tombstone stays for good",
    ),
    Rule(
        "said-after-publication", "references",
        must="an utterance must be said before every article that reports it is published",
        why="Nobody can report what has not been said; one of the two dates is wrong.",
        fix="correct `said_on` of the utterance or `published` of the article, or name another utterance in the quote",
    ),
    Rule(
        "date-not-in-reasoning", "references",
        must="an inferred date must be named in its evidence, its reasoning or `outside`, as far as its precision goes",
        why="Readers must be able to follow how the date was found, and a typing error in it must show.",
        fix="end the reasoning with the date that follows, such as 16 May 2024, or correct the date",
    ),
    Rule(
        "outlet-not-in-evidence", "references",
        must="the evidence of a stated outlet or origin must have its name or its domain",
        why="Stated means that the seed names it; an outlet that is concluded from other signs is inferred.",
        fix="anchor the words that name the outlet, correct the outlet, or make the basis inferred with a reasoning",
    ),
    Rule(
        "byline-not-in-evidence", "references",
        must="the evidence of a stated byline must have every word of the name",
        why="The byline is the name as printed.",
        fix="copy the name from the evidence, or anchor the words that give it",
    ),
    Rule(
        "language-code", "references",
        must="a language must have its code of two letters (ISO 639-1) where there is one",
        why="With en and eng for one language, a filter by language misses articles.",
        fix="use the code of two letters, such as en",
    ),
    Rule(
        "language-mismatch", "references", severity="warning",
        must="a text should have the stop words of its language",
        why="A wrong language code puts the text into the wrong part of every multilingual study.",
        fix="correct `language`; if it is right, leave it",
    ),
    Rule(
        "mention-not-a-name", "references", severity="warning",
        must="the words of a mention should be the name or an alias of its entity, or part of a person's name",
        why="Most often the mention names another entity.",
        fix="correct the entity of the mention, or add the words to `aliases` in corpus/entities/<id>.json",
    ),
    Rule(
        "mention-type", "references",
        must="a mention must have its entity's type, or a type that such an entity can be used as",
        why="A person is never used as a place; such a pair is a wrong type or a wrong entity.",
        fix="correct the type of the mention, or its entity",
    ),
    Rule(
        "entity-type", "references", severity="warning",
        must="an entity should have the type of at least one of its mentions",
        why="A type that no mention shows is often a slip.",
        fix="correct the type of the entity, or of its mentions",
    ),
    Rule(
        "stands-for-type", "references",
        must="only a place or an organisation must stand for another entity, and only for a government (an ORG); a "
        "country with a government in corpus/entities/ for that one",
        why="`stands_for` is for capitals, countries and buildings that are named in the place of a government.",
        fix="name the government in `stands_for`, or take the field out",
    ),
    Rule(
        "speaker-contradicted", "references",
        must="the speakers of a quote must be those that its source names",
        why="A name in the source is the strongest evidence of who speaks; other speakers are a slip.",
        fix="correct `speakers`, the words of `source`, or the entity of the mention in it",
    ),
    Rule(
        "part-far-away", "quotes", severity="warning",
        must="a cue or source should be in a sentence of its quote's content, or in the one before or after it",
        why="Words further away rarely attribute the content; often the anchor has the wrong place.",
        fix="anchor the words beside the content: add a `prefix` or `suffix` that settles the place",
    ),
    # form
    Rule(
        "not-canonical", "form",
        must="a file must be in canonical form: keys in schema order, annotations in text order",
        why="One form means that a diff shows the annotation that changed and nothing else.",
        fix="run  blocquotes fmt",
    ),
)
# fmt: on

RULES = {rule.id: rule for rule in _RULES}
"""Every rule by its id."""
