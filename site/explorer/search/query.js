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
 * @param {import("../data/texts.js").Block[]} blocks
 */
export function withForms(terms, blocks) {
  return terms.map((term) => {
    const [form] = term.forms;
    if (term.isOpen || form.includes(" ")) return term;
    const stem = stemmer(form);
    // The last letter of a stem can differ from that of the word: the stem of `policy` is `polici`.
    const found = wordsFrom(blocks, stem.slice(0, -1) || stem);
    return { ...term, forms: [...new Set([form, ...[...found].filter((word) => stemmer(word) === stem)])] };
  });
}

const NO_LETTER = /[^\p{L}\p{M}']/u;

/**
 * The words of the quotes that begin with some letters, folded.
 * @param {import("../data/texts.js").Block[]} blocks
 * @param {string} letters
 */
function wordsFrom(blocks, letters) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const { folded } of blocks) {
    for (let at = folded.indexOf(letters); at >= 0; at = folded.indexOf(letters, at + letters.length)) {
      if (at && !NO_LETTER.test(folded[at - 1])) continue;
      let end = at + letters.length;
      while (end < folded.length && !NO_LETTER.test(folded[end])) end++;
      found.add(folded.slice(at, end));
    }
  }
  return found;
}
