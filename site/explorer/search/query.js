// What a user types: words, "phrases", and wor* for the beginning of a word.
import { stemmer } from "stemmer";
import { fold } from "../data/texts.js";

/**
 * @typedef {object} Term
 * @property {string[]} forms  folded; any of them matches
 * @property {boolean} isOpen  whether a form may be the beginning of a longer word
 */

const PARTS = /"([^"]*)"?|“([^”]*)”?|(\S+)/g;

/**
 * The terms of a query, all of which must be in a quote.
 * @param {string} query
 * @returns {Term[]}
 */
export function parseQuery(query) {
  const terms = [];
  for (const [, straight, curly, word] of query.matchAll(PARTS)) {
    const isOpen = word?.endsWith("*") ?? false;
    const form = fold((straight ?? curly ?? word.replace(/\*+$/, "")).trim()).replace(/ +/g, " ");
    if (form) terms.push({ forms: [form], isOpen });
  }
  return terms;
}

/**
 * The terms with all words that have the same stem, as far as they occur in the quotes.
 * @param {Term[]} terms
 * @param {Iterable<string>} vocabulary
 */
export function withForms(terms, vocabulary) {
  const wanted = new Map(terms.map(({ forms }) => [stemmer(forms[0]), /** @type {string[]} */ ([])]));
  for (const word of vocabulary) wanted.get(stemmer(word))?.push(word);
  return terms.map((term) => {
    const isWord = !term.isOpen && !term.forms[0].includes(" ");
    return isWord
      ? { ...term, forms: [...new Set([...term.forms, ...(wanted.get(stemmer(term.forms[0])) ?? [])])] }
      : term;
  });
}

/**
 * All words of the quotes, folded.
 * @param {import("../data/texts.js").Block[]} blocks
 */
export function vocabulary(blocks) {
  const found = new Set();
  for (const { folded } of blocks) for (const [word] of folded.matchAll(/[\p{L}\p{M}']+/gu)) found.add(word);
  return /** @type {Set<string>} */ (found);
}
