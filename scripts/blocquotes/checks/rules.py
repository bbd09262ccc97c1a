"""The rule catalogue: what must hold, why, and how to mend it. Checks find; rules explain."""

from dataclasses import dataclass

LAYERS = ("tool", "file", "shape", "seed", "anchors", "quotes", "references", "form")
"""Layers in the order in which a file's findings are looked for; a broken layer hides those that need it."""


@dataclass(frozen=True)
class Rule:
    """One thing that must hold; `severity` is error or warning, and a release is refused for errors only."""

    id: str
    layer: str
    must: str
    why: str
    fix: str
    severity: str = "error"


_RULES = (
    # tool
    Rule(
        "nothing-to-check",
        "tool",
        "there must be at least one file to check",
        "A check that read nothing proves nothing, and a misspelt path would pass unseen.",
        "name a file or folder below corpus/, or leave the paths out to check everything",
    ),
    # file
    Rule(
        "wrong-folder",
        "file",
        "corpus/ must hold nothing but JSON records in articles/, entities/, outlets/, utterances/ and passes/<pass>/",
        "A file elsewhere is read by nothing, so its annotations would be lost without a word.",
        "move the file into the folder of its kind, as <id>.json, or take it out of corpus/",
    ),
    Rule(
        "file-size",
        "file",
        "a file must have at most 4 MiB",
        "No record comes near this; a larger file is a mistake or an attack.",
        "keep one record in one file, and see what made it so large",
    ),
    Rule(
        "file-encoding",
        "file",
        "a file must be UTF-8 text without a byte order mark or NUL characters",
        "Another encoding turns quotation marks and accents into other characters.",
        "save the file as UTF-8 (without BOM) in your editor",
    ),
    Rule(
        "json-syntax",
        "file",
        "a file must be JSON",
        "What cannot be parsed cannot be checked or published.",
        'write strings in straight marks ", one within them as \\", commas between items; or let  blocquotes mend  try',
    ),
    Rule(
        "duplicate-key",
        "file",
        "a field must be given once",
        "Of two values for one field, JSON readers silently keep the last.",
        "keep one of them",
    ),
    # shape
    Rule(
        "unknown-field",
        "shape",
        "a field must be one that the schema knows at this place",
        "A misspelt field would be ignored, and its value lost.",
        "correct the field's name or take it out",
    ),
    Rule(
        "missing-field",
        "shape",
        "every required field must be there",
        "A field left out leaves it open whether it was forgotten or is empty.",
        "add the field",
    ),
    Rule(
        "wrong-type",
        "shape",
        "a value must be of the type that the schema asks for",
        "Published columns have one type each.",
        "write the value as the type named",
    ),
    Rule(
        "bad-value",
        "shape",
        "a value must be one that the schema allows",
        "Closed lists and patterns keep one word for one thing.",
        "use an allowed value",
    ),
    Rule(
        "bad-date",
        "shape",
        "a date must be a real day, written YYYY-MM-DD, with 01 for what its precision leaves open",
        "Dates are published as dates, and sorted and compared as such.",
        "write the date as YYYY-MM-DD; where the day or month is unknown write 01 and set precision",
    ),
    Rule(
        "file-name",
        "shape",
        "a file's name must be its record's id with .json",
        "The id is how every other file finds this one.",
        "rename the file, or correct its id",
    ),
    # seed
    Rule(
        "seed-missing",
        "seed",
        "the seed that an article names must be in seeds/",
        "Without the text received, no annotation can be proved.",
        "add the raw text under that name, or correct seed.file",
    ),
    Rule(
        "seed-changed",
        "seed",
        "a seed must have the SHA-256 that its article names",
        "Seeds are kept byte for byte as received; annotations made on another text would drift.",
        "restore the seed (git checkout -- seeds/), or, if seed and article are new, run  blocquotes mend",
    ),
    Rule(
        "seed-shared",
        "seed",
        "a seed must belong to one article",
        "Two annotations of one text would count its quotes twice.",
        "keep one of the two articles, or name another seed",
    ),
    Rule(
        "seed-bom",
        "seed",
        "a seed must not begin with a byte order mark",
        "The mark is no part of the text, and would shift every offset by one.",
        "save the raw text without BOM before it is added; a seed once released is never edited",
    ),
    Rule(
        "seed-encoding",
        "seed",
        "a seed must be a plain file of UTF-8 text without NUL characters, of at most 4 MiB",
        "Offsets count characters, and bytes that are no characters have none.",
        "convert the raw text to UTF-8 before it is added",
    ),
    Rule(
        "seed-unused",
        "seed",
        "a seed should have an article",
        "A text without annotations is published nowhere.",
        "annotate it in corpus/articles/, or take it out",
        "warning",
    ),
    Rule(
        "region-gap",
        "seed",
        "the regions must cut the whole seed: nothing but white space may stand between them",
        "What no region holds would be lost without a word.",
        "add a region for the words named, let its neighbour hold them, or put the regions in the order of the seed",
    ),
    Rule(
        "region-overlap",
        "seed",
        "a region must begin after the one before it ended",
        "A stretch in two regions would be published twice.",
        "shorten the region before (its `to` is the first one after its `from`), or put the regions in text order",
    ),
    Rule(
        "region-mismatch",
        "seed",
        "the words of a region must stand in the seed, so that the regions joined give it back",
        "A region that is not there labels nothing.",
        "copy the words from the seed",
    ),
    # anchors
    Rule(
        "anchor-empty",
        "anchors",
        "an anchor's exact words must hold a visible character and neither begin nor end with white space",
        "Empty words stand everywhere and mean nothing.",
        "copy the words of the span from the seed",
    ),
    Rule(
        "anchor-not-found",
        "anchors",
        "an anchor's words, between its prefix and its suffix, must occur in the seed",
        "Annotations are words of the text; a near match is never taken for them.",
        "copy words, prefix and suffix from the seed character by character;  blocquotes quote  prints them",
    ),
    Rule(
        "anchor-ambiguous",
        "anchors",
        "an anchor must have one place: quotes and mentions in the annotated regions, evidence in the whole seed",
        "With two places, nobody knows which one is meant.",
        "add the prefix or suffix shown for the place that is meant; for a cue or a source try  blocquotes mend",
    ),
    Rule(
        "anchor-outside",
        "anchors",
        "quotes and mentions must stand in title, kicker, standfirst, subheading, caption or body regions",
        "Other regions, and repeated headlines, are not published.",
        "anchor the words where they stand in an annotated region, or correct the region's role",
    ),
    Rule(
        "anchor-crosses-region",
        "anchors",
        "an anchor, with its prefix and suffix, must lie inside one region",
        "Regions are parted in the published text, so a span across two of them has no place there.",
        "use one anchor for each region, or join the regions",
    ),
    Rule(
        "anchor-splits-word",
        "anchors",
        "a span must begin and end at the edge of a word",
        "Half a word is a slip of the mouse, and counts as another word when scored.",
        "take the whole word in, or leave it out",
    ),
    Rule(
        "mentions-overlap",
        "anchors",
        "mentions must not overlap",
        "The longest name wins; what stands inside it is no mention of its own.",
        "keep the longest name",
    ),
    # quotes
    Rule(
        "quote-id-reused",
        "quotes",
        "a quote's id must be unique in its article",
        "Published ids are permanent, and one id cannot mean two quotes.",
        "give the quote another id",
    ),
    Rule(
        "parts-out-of-order",
        "quotes",
        "the spans of a content, cue or source must stand in text order and not overlap",
        "Joined, they are read as the quote's words.",
        "put the anchors in text order, each word in one of them",
    ),
    Rule(
        "type-mismatch",
        "quotes",
        "a quote's type must be the one that its content's quotation marks give",
        "The type is derived: every word inside marks is direct, some are mixed, none is indirect.",
        "correct the type, or the content's extent; where the seed lost a mark set `unbalanced`",
    ),
    Rule(
        "marks-unbalanced",
        "quotes",
        "the quotation marks of a content must pair up, unless `unbalanced` says that the seed lost one",
        "A missing mark is mostly a content cut short.",
        "take the other mark into the content; set `unbalanced` only where the seed has none",
    ),
    Rule(
        "cue-in-content",
        "quotes",
        "a cue must lie outside its quote's content",
        "The cue attributes the content; it is not part of what was said.",
        "split the content around the cue into two anchors",
    ),
    Rule(
        "source-in-content",
        "quotes",
        "a source must lie outside its quote's content",
        "The source is who says it; it is not part of what was said.",
        "split the content around the source into two anchors",
    ),
    Rule(
        "quotes-overlap",
        "quotes",
        "the contents of two quotes must not overlap unless one is nested in the other",
        "A word that two sources say at once is a nested quote with `within`, or a mistake.",
        "set `within` on the inner quote, or correct the contents",
    ),
    Rule(
        "within-outside",
        "quotes",
        "a nested quote's content must lie inside the content of the quote that `within` names",
        "Nested means that the outer source reports the inner one's words.",
        "take `within` out, or correct the contents",
    ),
    Rule(
        "within-cycle",
        "quotes",
        "`within` and `antecedent` must not lead from a quote back to itself",
        "No quote is nested in itself.",
        "take `within` or `antecedent` out of the outermost quote",
    ),
    Rule(
        "no-speaker",
        "quotes",
        "a quote must have a speaker, or the reason in `no_speaker` why it has none",
        "An empty list leaves it open whether the speaker was forgotten or cannot be named.",
        "name the speakers, or say in `no_speaker` why that cannot be done; not both",
    ),
    # references
    Rule(
        "unknown-entity",
        "references",
        "an entity that is named must have a file in corpus/entities/",
        "An id without a record links to nothing.",
        "correct the id, or add corpus/entities/<id>.json:  blocquotes new entity",
    ),
    Rule(
        "unknown-outlet",
        "references",
        "an outlet that is named must have a file in corpus/outlets/",
        "An id without a record links to nothing.",
        "correct the id, or add corpus/outlets/<id>.json:  blocquotes new outlet",
    ),
    Rule(
        "unknown-utterance",
        "references",
        "an utterance that is named must have a file in corpus/utterances/",
        "An id without a record links to nothing.",
        "correct the id, or add corpus/utterances/<id>.json:  blocquotes new utterance",
    ),
    Rule(
        "unknown-quote",
        "references",
        "`within` and `antecedent` must name a quote of the same article",
        "An id without a quote links to nothing.",
        "correct the id",
    ),
    Rule(
        "unknown-article",
        "references",
        "the article that a pass or a piece of evidence names must have a file in corpus/articles/",
        "Evidence that cannot be opened proves nothing.",
        "correct the id",
    ),
    Rule(
        "date-not-in-evidence",
        "references",
        "the words that are evidence of a stated date must name its year, and its month and day by the precision",
        "Stated means that the seed says it; a date that is worked out is inferred.",
        "anchor the words that give the date, or make the basis inferred and say how it follows",
    ),
    Rule(
        "wikidata-unproved",
        "references",
        "the evidence of a Wikidata id must name that id",
        "Ids are easily mistyped, and a wrong one links to somebody else.",
        "verify the id, and write it into both fields",
    ),
    Rule(
        "wikidata-shared",
        "references",
        "a Wikidata id must belong to one entity",
        "Two records of one thing split its mentions.",
        "merge the records, or correct one of the ids",
    ),
    Rule(
        "unnamed-shared",
        "references",
        "an entity without a name must belong to one article",
        'Two articles\' "some observers" are not known to be the same people.',
        "make an entity for each article, its id ending in the article's number",
    ),
    Rule(
        "lone-utterance",
        "references",
        "an utterance must be reported by two quotes or more",
        "Only what is reported more than once needs an id of its own.",
        "name it in the other quotes that report it, or take it out",
    ),
    Rule(
        "utterance-speakers",
        "references",
        "a quote's speakers must be among those of every utterance that it reports, or the other way about",
        "An utterance is one proposition said by the same speakers.",
        "correct the speakers, or take the utterance out of the quote",
    ),
    Rule(
        "unused-entity",
        "references",
        "an entity should be used by an article, an outlet, an utterance or another entity",
        "A record that nothing names is often a misspelt id.",
        "use it or take it out",
        "warning",
    ),
    Rule(
        "unused-outlet",
        "references",
        "an outlet should be the outlet or an origin of an article",
        "A record that nothing names is often a misspelt id.",
        "use it or take it out",
        "warning",
    ),
    # form
    Rule(
        "not-canonical",
        "form",
        "a file must be in canonical form: keys in schema order, annotations in text order",
        "One form means that a diff shows the annotation that changed and nothing else.",
        "run  blocquotes fmt",
    ),
)

RULES = {rule.id: rule for rule in _RULES}
"""Every rule by its id."""
