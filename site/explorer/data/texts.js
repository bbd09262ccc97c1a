// The words of many quotes as a few long strings, so that a search is a scan through them.

/** Separates quotes in the folded text; in the words of a quote it is folded to a space. */
const SEPARATOR = "\n";

/**
 * @typedef {object} Block  the words of the quotes from row `first` on
 * @property {number} first
 * @property {number} rows
 * @property {string} text  as published
 * @property {string} folded  in lower case, of the same length
 * @property {Uint32Array} starts  where each quote begins; one more than there are rows
 */

/**
 * A text in which letters differ in case no more, apostrophes are straight and white space is blank. It has the length of
 * the original, so that a place in the one is a place in the other: `İ`, whose lower case is longer, stays.
 * @param {string} text
 */
export function fold(text) {
  const lower = text.toLowerCase();
  const folded = lower.length === text.length ? lower : Array.from(text, lowerIfAsLong).join("");
  return folded.replace(/[‘’]/g, "'").replace(/\s/g, " ");
}

/** @param {string} character */
function lowerIfAsLong(character) {
  const lower = character.toLowerCase();
  return lower.length === character.length ? lower : character;
}

/**
 * @param {number} first
 * @param {(string | null)[]} contents
 * @returns {Block}
 */
export function block(first, contents) {
  const starts = new Uint32Array(contents.length + 1);
  for (let i = 0; i < contents.length; i++) starts[i + 1] = starts[i] + (contents[i]?.length ?? 0) + 1;
  const text = contents.map((content) => content ?? "").join(SEPARATOR);
  const folded = contents.map((content) => fold(content ?? "")).join(SEPARATOR);
  return { first, rows: contents.length, text, folded, starts };
}

/**
 * The words of a quote.
 * @param {Block[]} blocks
 * @param {number} row
 */
export function contentOf(blocks, row) {
  const found = blockOf(blocks, row);
  return found ? found.text.slice(found.starts[row - found.first], found.starts[row - found.first + 1] - 1) : "";
}

/**
 * The folded words of a quote.
 * @param {Block[]} blocks
 * @param {number} row
 */
export function foldedOf(blocks, row) {
  const found = blockOf(blocks, row);
  return found ? found.folded.slice(found.starts[row - found.first], found.starts[row - found.first + 1] - 1) : "";
}

/**
 * @param {Block[]} blocks
 * @param {number} row
 */
function blockOf(blocks, row) {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].first + blocks[middle].rows <= row) low = middle + 1;
    else high = middle;
  }
  return blocks[low];
}
