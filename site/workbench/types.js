// The shapes of what Python answers and the page edits. Every place counts code points of the seed, `[start, end]`.

/** @typedef {[number, number]} Place */

/**
 * Words of the text. `span` is their place; `exact`, `prefix` and `suffix` are what the file says, made by Python.
 * @typedef {object} Anchor
 * @property {string} [exact]
 * @property {string} [prefix]
 * @property {string} [suffix]
 * @property {Place} [span]
 */

/**
 * @typedef {object} Quote
 * @property {string} id  empty until Python has named a new quote
 * @property {string} [type]
 * @property {string} medium
 * @property {string} [factuality]
 * @property {Anchor[]} content
 * @property {Anchor[]} [cue]
 * @property {Anchor[]} [source]
 * @property {string[]} speakers
 * @property {string} [no_speaker]
 * @property {false} [certain]
 * @property {string} [within]
 * @property {true} [unbalanced]
 * @property {string} [via]
 * @property {string} [antecedent]
 * @property {string} [source_form]
 * @property {string} [cue_class]
 * @property {string} [cue_lemma]
 * @property {Fact} [said_on]
 * @property {Fact} [public_on]
 * @property {string[]} [utterances]
 * @property {string} [note]
 * @property {string} [rule]
 * @property {number} [confidence]
 */

/**
 * @typedef {object} Mention
 * @property {string} [exact]
 * @property {true} [every]
 * @property {Place} [span]
 * @property {Place[]} [spans]  the places of an `every` line
 * @property {string} [type]
 * @property {string} [form]
 * @property {string} [entity]
 * @property {string[]} [entities]
 * @property {string} [stands_for]
 * @property {number} [confidence]
 */

/**
 * @typedef {object} Fact
 * @property {string | null} value
 * @property {string} basis
 * @property {Anchor[]} [evidence]
 * @property {string} [reasoning]
 * @property {string} [outside]
 */

/** @typedef {{role: string, repeat?: true, span?: Place}} Region */

/** What the article calls a speaker. @typedef {{entity: string, office?: string, affiliation?: string, evidence: Anchor[]}} Office */

/**
 * @typedef {object} Outlet
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {string} [country]
 * @property {string} [domain]
 * @property {string} description
 */

/**
 * @typedef {object} Article
 * @property {string} id
 * @property {string} method
 * @property {string} [status]
 * @property {string} [note]
 * @property {Region[]} regions
 * @property {Office[]} [roles]
 * @property {Quote[]} quotes
 * @property {Mention[]} mentions
 * @property {Fact} outlet
 * @property {Fact} published
 * @property {Fact} byline
 */

/**
 * @typedef {object} Entity
 * @property {string} id
 * @property {string} name
 * @property {string} type
 * @property {string} description
 * @property {string} [status]
 * @property {string[]} [aliases]
 * @property {string} [of]
 * @property {string | null} [wikidata]
 * @property {false} [named]
 */

/**
 * What is edited, undone and kept.
 * @typedef {object} Document
 * @property {Article} article
 * @property {Record<string, Entity>} entities  those that come with the article
 * @property {Record<string, Outlet>} [outlets]  those that come with the article; not in work kept by older pages
 * @property {{name: string, text: string}} seed
 * @property {{quotes: Quote[], mentions: Mention[]} | null} suggested  what the draft began with
 */

/**
 * @typedef {object} Finding
 * @property {string} rule
 * @property {string} severity
 * @property {string} file
 * @property {number} line
 * @property {number} column
 * @property {string} must
 * @property {string} found
 * @property {string} hint
 * @property {string} fix
 * @property {(string | number)[]} path
 * @property {Place[]} spans
 */

/** @typedef {{document: Document, files: Record<string, string>, findings: Finding[], summary?: string}} Answer */

/**
 * @typedef {object} Corpus
 * @property {{id: string, published: string | null}[]} articles
 * @property {Entity[]} entities
 * @property {{id: string, name: string}[]} outlets
 * @property {{id: string, paraphrase: string}[]} utterances
 */

/** @typedef {"content" | "cue" | "source"} Part */
/** @typedef {"outlet" | "published" | "byline"} FactName */

export const PARTS = /** @type {const} */ (["content", "cue", "source"]);
