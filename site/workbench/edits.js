// Changes of a document. Each function returns a new document and leaves the old one as it is, so that undo is simple.
/** @import { Anchor, Document, Entity, Fact, FactName, Mention, Office, Outlet, Part, Place, Quote, Region } from "./types.js" */
/** @import { Text } from "./places.js" */

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

/** @typedef {"medium" | "factuality" | "no_speaker" | "within" | "unbalanced" | "via" | "antecedent" | "note" | "cue_class" | "cue_lemma" | "source_form"} QuoteField */

/**
 * Sets a field of a quote; an empty value removes it.
 * @param {string} id
 * @param {QuoteField} field
 * @param {string | boolean} value
 * @returns {Edit}
 */
export const setField = (id, field, value) =>
  changeQuote(id, (quote) => /** @type {Quote} */ (without({ ...quote, [field]: value }, value ? [] : [field])));

/**
 * Says whether the article leaves open who speaks.
 * @param {string} id
 * @param {boolean} isCertain
 * @returns {Edit}
 */
export const setCertain = (id, isCertain) =>
  changeQuote(id, (quote) =>
    without({ ...quote, certain: /** @type {false} */ (false) }, isCertain ? ["certain"] : []),
  );

/**
 * @param {string} id
 * @param {string[]} utterances
 * @returns {Edit}
 */
export const setUtterances = (id, utterances) =>
  changeQuote(id, (quote) => without({ ...quote, utterances }, utterances.length ? [] : ["utterances"]));

/**
 * Sets when something was said or made public; without a date the field is left out.
 * @param {string} id
 * @param {"said_on" | "public_on"} field
 * @param {Partial<Fact>} fields
 * @returns {Edit}
 */
export const setDate = (id, field, fields) =>
  changeQuote(id, (quote) => {
    const fact = filled({ ...(quote[field] ?? UNKNOWN), ...fields });
    return without({ ...quote, [field]: fact }, fact.value ? [] : [field]);
  });

/**
 * @template {object} T
 * @param {T} item
 * @param {string[]} keys
 * @returns {T}
 */
function without(item, keys) {
  return /** @type {T} */ (Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key))));
}

/** @type {Fact} */
const UNKNOWN = { value: null, basis: "unknown" };

/**
 * A fact without empty fields; without a value it is unknown, and has no evidence.
 * @param {Fact} fact
 * @returns {Fact}
 */
function filled(fact) {
  if (!fact.value) return UNKNOWN;
  const basis = fact.basis === "unknown" ? "stated" : fact.basis;
  const empty = [fact.reasoning ? "" : "reasoning", fact.evidence?.length ? "" : "evidence"];
  return without({ ...fact, basis }, empty);
}

/**
 * @param {FactName} name
 * @param {Partial<Fact>} fields
 * @returns {Edit}
 */
export const setFact = (name, fields) => (document) =>
  withArticle(document, { [name]: filled({ ...document.article[name], ...fields }) });

/** @param {string} note @returns {Edit} */
export const setNote = (note) => (document) => {
  const article = without({ ...document.article, note }, note ? [] : ["note"]);
  return { ...document, article };
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
 * Makes some words of a part of the page a part of its own; what is before and behind them stays as it is.
 * @param {Text} text
 * @param {number} index
 * @param {Place} place
 * @param {string} role
 * @returns {Edit}
 */
export const splitRegion = (text, index, place, role) => (document) => {
  const old = document.article.regions[index];
  if (!old?.span) return document;
  /** @type {[Place, Partial<Region>][]} */
  const parts = [
    [[old.span[0], place[0]], { ...old, repeat: undefined }],
    [place, { role }],
    [[place[1], old.span[1]], { role: old.role }],
  ];
  const made = parts.flatMap(([span, region]) => {
    const trimmed = text.trimmed(span);
    return trimmed ? [/** @type {Region} */ (without({ ...region, span: trimmed }, ["repeat"]))] : [];
  });
  return withArticle(document, { regions: document.article.regions.toSpliced(index, 1, ...made) });
};

/**
 * Joins a part of the page with the one above it, whose role it takes.
 * @param {number} index
 * @returns {Edit}
 */
export const joinRegion = (index) => (document) => {
  const { regions } = document.article;
  const [above, own] = [regions[index - 1], regions[index]];
  if (!above?.span || !own?.span) return document;
  /** @type {Region} */
  const joined = { ...above, span: [above.span[0], own.span[1]] };
  return withArticle(document, { regions: regions.toSpliced(index - 1, 2, joined) });
};

/**
 * Sets what the article calls a speaker; without office and affiliation there is nothing to say.
 * @param {string} entity
 * @param {Partial<Office>} fields
 * @returns {Edit}
 */
export const setOffice = (entity, fields) => (document) => {
  const roles = document.article.roles ?? [];
  const old = roles.find((one) => one.entity === entity);
  const made = { entity, evidence: [], ...old, ...fields };
  const empty = [made.office ? "" : "office", made.affiliation ? "" : "affiliation"];
  const kept = empty.includes("") ? [without(made, empty)] : [];
  const others = old ? roles.flatMap((one) => (one === old ? kept : [one])) : [...roles, ...kept];
  const article = without({ ...document.article, roles: others }, others.length ? [] : ["roles"]);
  return { ...document, article };
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
 * @param {"name" | "description" | "pronoun"} form
 * @returns {Edit}
 */
export const addMention = (place, entity, form) => (document) => {
  const kind = form === "name" ? { type: entity.type } : { form };
  const mention = { span: place, ...kind, entity: entity.id };
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

/**
 * Adds an outlet and makes it the article's.
 * @param {Outlet} outlet
 * @returns {Edit}
 */
export const addOutlet = (outlet) => (document) => {
  const made = /** @type {Outlet} */ ({ $schema: "../../schema/outlet.schema.json", wikidata: null, ...outlet });
  const outlets = { ...document.outlets, [outlet.id]: made };
  return setFact("outlet", { value: outlet.id })({ ...document, outlets });
};

/** @param {string} id @returns {Edit} */
export const removeOutlet = (id) => (document) => ({ ...document, outlets: without(document.outlets ?? {}, [id]) });

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
  const speaking = article.quotes.flatMap((quote) => [...quote.speakers, quote.via]);
  const affiliated = (article.roles ?? []).map((role) => role.affiliation);
  const belonging = Object.values(entities).map((entity) => entity.of);
  return new Set([...named, ...speaking, ...affiliated, ...belonging].filter((id) => id !== undefined));
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
