// Finds terms in the words of quotes.

const WORD = /[\p{L}\p{M}\p{N}_]/u;

/**
 * @typedef {object} Matches
 * @property {Int32Array} at  where the first term begins in each quote, from its beginning; -1 if a term is missing
 * @property {Int32Array} length  of what was found there
 */

/**
 * @param {import("../data/quotes.js").Quotes} quotes
 * @param {import("./query.js").Term[]} terms
 * @returns {Matches}
 */
export function findTerms(quotes, terms) {
  const at = new Int32Array(quotes.loaded).fill(-1);
  const length = new Int32Array(quotes.loaded);
  const found = new Uint8Array(quotes.loaded);
  terms.forEach((term, number) => {
    for (const block of quotes.blocks) {
      for (const form of term.forms) {
        for (const { row, place } of occurrences(block, form, term.isOpen)) {
          if (found[row] < number) continue;
          if (number === 0 && (at[row] < 0 || place < at[row])) {
            at[row] = place;
            length[row] = form.length;
          }
          found[row] = number + 1;
        }
      }
    }
  });
  for (let row = 0; row < at.length; row++) if (found[row] < terms.length) at[row] = -1;
  return { at, length };
}

/**
 * The quotes of a block in which a form is, each once, with the first place.
 * @param {import("../data/texts.js").Block} block
 * @param {string} form
 * @param {boolean} isOpen
 */
function* occurrences({ folded, starts, first }, form, isOpen) {
  let index = 0;
  for (let at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, at)) {
    if (!standsAlone(folded, at, form, isOpen)) {
      at++;
      continue;
    }
    while (starts[index + 1] <= at) index++;
    yield { row: first + index, place: at - starts[index] };
    at = starts[index + 1];
  }
}

/**
 * Whether the form at a place is no part of a longer word.
 * @param {string} text
 * @param {number} at
 * @param {string} form
 * @param {boolean} isOpen
 */
function standsAlone(text, at, form, isOpen) {
  const end = at + form.length;
  const cutsFirst = at > 0 && isWord(text[at - 1]) && isWord(form[0]);
  return !cutsFirst && (isOpen || end === text.length || !isWord(text[end]) || !isWord(form[form.length - 1]));
}

/** @param {string} character */
function isWord(character) {
  const code = character.charCodeAt(0);
  return code < 128 ? (code > 96 && code < 123) || (code > 47 && code < 58) || code === 95 : WORD.test(character);
}

/**
 * All places of the terms in the words of one quote, in order and without overlaps, as [start, end].
 * @param {string} folded
 * @param {import("./query.js").Term[]} terms
 */
export function places(folded, terms) {
  /** @type {[number, number][]} */
  const found = [];
  for (const { forms, isOpen } of terms) {
    for (const form of forms) {
      for (let at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, at + form.length)) {
        if (standsAlone(folded, at, form, isOpen)) found.push([at, at + form.length]);
      }
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let end = -1;
  return found.filter(([start, stop]) => {
    if (start < end) return false;
    end = stop;
    return true;
  });
}
