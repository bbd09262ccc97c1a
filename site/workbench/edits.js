// Changes of a document. Each function returns a new document and leaves the old one as it is, so that undo is simple.
/** @import { Anchor, Document, Entity, Fact, FactName, Mention, Part, Place, Quote } from "./types.js" */

/** What a reader must say where nobody can be named as the speaker. */
export const NO_SPEAKER = "The article does not say who";

/** @typedef {(document: Document) => Document} Edit */

/**
 * @param {Document} document
 * @param {Partial<Document["article"]>} fields
 * @returns {Document}
 */
const withArticle = (document, fields) => ({ ...document, article: { ...document.article, ...fields } });

/**
 * Without what the program added: somebody has decided.
 * @template {{rule?: string, confidence?: number}} T
 * @param {T} item
 * @returns {T}
 */
export function decided(item) {
  const { rule: _, confidence: __, ...rest } = item;
  return /** @type {T} */ (rest);
}

/**
 * @param {string} id
 * @param {(quote: Quote) => Quote} change
 * @returns {Edit}
 */
export const changeQuote = (id, change) => (document) =>
  withArticle(document, {
    quotes: document.article.quotes.map((quote) => (quote.id === id ? decided(change(quote)) : quote)),
  });

/** @param {string} id @returns {Edit} */
export const acceptQuote = (id) => changeQuote(id, (quote) => quote);

/**
 * Removes a quote; quotes inside it stay, one level further out.
 * @param {string} id
 * @returns {Edit}
 */
export const removeQuote = (id) => (document) => {
  const outer = document.article.quotes.find((quote) => quote.id === id)?.within;
  const quotes = document.article.quotes
    .filter((quote) => quote.id !== id)
    .map((quote) => (quote.within === id ? without({ ...quote, within: outer }, outer ? [] : ["within"]) : quote));
  return withArticle(document, { quotes });
};

/**
 * A new quote without a speaker yet; the checks ask for one.
 * @param {Place} place
 * @returns {Edit}
 */
export const addQuote = (place) => (document) => {
  /** @type {Quote} */
  const quote = { id: "", medium: "speech", content: [{ span: place }], speakers: [] };
  return withArticle(document, { quotes: [...document.article.quotes, quote] });
};

/**
 * @param {string} id
 * @param {Part} part
 * @param {Place[]} places
 * @returns {Edit}
 */
export const setPart = (id, part, places) =>
  changeQuote(id, (quote) => {
    const known = new Map((quote[part] ?? []).map((anchor) => [String(anchor.span), anchor]));
    const anchors = ordered(places).map((span) => known.get(String(span)) ?? { span });
    return without({ ...quote, [part]: anchors }, anchors.length ? [] : [part]);
  });

/**
 * @param {Place[]} places
 * @returns {Place[]}
 */
const ordered = (places) => [...places].sort((a, b) => a[0] - b[0]);

/**
 * @param {string} id
 * @param {string[]} speakers
 * @returns {Edit}
 */
export const setSpeakers = (id, speakers) =>
  changeQuote(id, (quote) => without({ ...quote, speakers }, speakers.length ? ["no_speaker"] : []));

/**
 * Sets a field of a quote; an empty value removes it.
 * @param {string} id
 * @param {"medium" | "factuality" | "no_speaker" | "within" | "unbalanced"} field
 * @param {string | boolean} value
 * @returns {Edit}
 */
export const setField = (id, field, value) =>
  changeQuote(id, (quote) => /** @type {Quote} */ (without({ ...quote, [field]: value }, value ? [] : [field])));

/**
 * @template {object} T
 * @param {T} item
 * @param {string[]} keys
 * @returns {T}
 */
function without(item, keys) {
  return /** @type {T} */ (Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key))));
}

/**
 * Sets a fact; without a value it is unknown, and has no evidence.
 * @param {FactName} name
 * @param {Partial<Fact>} fields
 * @returns {Edit}
 */
export const setFact = (name, fields) => (document) => {
  const fact = { ...document.article[name], ...fields };
  if (fact.value === null || fact.value === "")
    return withArticle(document, { [name]: { value: null, basis: "unknown" } });
  const basis = fact.basis === "unknown" ? "stated" : fact.basis;
  const empty = [fact.reasoning ? "" : "reasoning", fact.evidence?.length ? "" : "evidence"];
  return withArticle(document, { [name]: without({ ...fact, basis }, empty) });
};

/**
 * @param {number} index
 * @param {string} role
 * @returns {Edit}
 */
export const setRole = (index, role) => (document) => {
  const regions = document.article.regions.map((region, i) => (i === index ? { ...region, role } : region));
  return withArticle(document, { regions });
};

/**
 * @param {number} index
 * @param {Partial<Mention>} fields
 * @returns {Edit}
 */
export const changeMention = (index, fields) => (document) => {
  const mentions = document.article.mentions.map((one, i) => (i === index ? decided({ ...one, ...fields }) : one));
  return withArticle(document, { mentions });
};

/** @param {number} index @returns {Edit} */
export const removeMention = (index) => (document) =>
  withArticle(document, { mentions: document.article.mentions.filter((_, i) => i !== index) });

/**
 * @param {Place} place
 * @param {Entity} entity
 * @returns {Edit}
 */
export const addMention = (place, entity) => (document) => {
  const mention = { span: place, type: entity.type, entity: entity.id };
  return withArticle(document, { mentions: [...document.article.mentions, mention] });
};

/**
 * Adds an entity, or replaces the one of its id.
 * @param {Entity} entity
 * @returns {Edit}
 */
export const putEntity = (entity) => (document) => ({
  ...document,
  entities: {
    ...document.entities,
    [entity.id]: /** @type {Entity} */ ({ $schema: "../../schema/entity.schema.json", wikidata: null, ...entity }),
  },
});

/** @param {string} id @returns {Edit} */
export const removeEntity = (id) => (document) => ({ ...document, entities: without(document.entities, [id]) });

/** @param {string} id @returns {Edit} */
export const acceptEntity = (id) => (document) => putEntity(without(document.entities[id], ["status"]))(document);

/**
 * Accepts what is left and says that a person annotated this, so that all checks run.
 * @param {Document} document
 * @returns {Document}
 */
export function finish(document) {
  const { status: _, ...article } = document.article;
  const { quotes, mentions } = article;
  return {
    ...document,
    article: { ...article, method: "human", quotes: quotes.map(decided), mentions: mentions.map(decided) },
  };
}

/**
 * The ids of the entities that the article names or that others of the document need.
 * @param {Document} document
 * @returns {Set<string>}
 */
export function usedEntities({ article, entities }) {
  const named = article.mentions.flatMap((one) => [one.entity, one.stands_for, ...(one.entities ?? [])]);
  const speaking = article.quotes.flatMap((quote) => quote.speakers);
  const belonging = Object.values(entities).map((entity) => entity.of);
  return new Set([...named, ...speaking, ...belonging].filter((id) => id !== undefined));
}

/**
 * What nobody has decided yet, the least certain first.
 * @param {Document} document
 * @returns {{kind: "quote" | "mention", id: string, confidence: number, words: string}[]}
 */
export function undecided({ article }) {
  const quotes = article.quotes.map((quote) => ({
    kind: /** @type {"quote"} */ ("quote"),
    id: quote.id,
    confidence: quote.confidence,
    words: quote.content.map((anchor) => anchor.exact ?? "").join(" … "),
  }));
  const mentions = article.mentions.map((one, index) => ({
    kind: /** @type {"mention"} */ ("mention"),
    id: String(index),
    confidence: one.confidence,
    words: one.exact ?? "",
  }));
  return [...quotes, ...mentions]
    .flatMap((one) => (one.confidence === undefined ? [] : [{ ...one, confidence: one.confidence }]))
    .sort((a, b) => a.confidence - b.confidence);
}

/** @param {Anchor[] | undefined} anchors @returns {Place[]} */
export const placesOf = (anchors) => (anchors ?? []).flatMap(({ span }) => (span ? [span] : []));
