// Sorts quotes by a column, or by the words around the match.
import { labelsOf } from "../data/facet.js";
import { foldedOf } from "../data/texts.js";

/** So many characters of a context decide the order. */
const CONTEXT = 80;

/**
 * What quotes can be sorted by; those of the match need a search.
 * @type {Record<string, string>}
 */
export const SORTS = {
  left: "words before",
  match: "match",
  right: "words after",
  content: "quote",
  speaker: "speaker",
  outlet: "outlet",
  date: "date",
  type: "type",
};

/**
 * Rows in a new order; `-` before the name of the order reverses it.
 * @param {import("../data/quotes.js").Quotes} quotes
 * @param {Uint32Array} rows
 * @param {string} order
 * @param {import("./match.js").Matches | null} matches
 */
export function sortRows(quotes, rows, order, matches) {
  const name = order.replace(/^-/, "");
  if (!(name in SORTS)) return rows;
  const sorted = name in BY_MATCH ? byMatch(quotes, rows, name, matches) : byRank(quotes, rows, name);
  return order.startsWith("-") ? sorted.reverse() : sorted;
}

/** @type {Record<string, (folded: string, at: number, length: number) => string>} */
const BY_MATCH = {
  // From the match outward: first the word beside it, then the one before that.
  left: (folded, at) =>
    folded
      .slice(Math.max(0, at - CONTEXT), at)
      .split(" ")
      .filter(Boolean)
      .reverse()
      .join(" "),
  match: (folded, at, length) => folded.slice(at, at + length + CONTEXT),
  right: (folded, at, length) => folded.slice(at + length, at + length + CONTEXT).trimStart(),
};

/**
 * @param {import("../data/quotes.js").Quotes} quotes
 * @param {Uint32Array} rows
 * @param {string} name
 * @param {import("./match.js").Matches | null} matches
 */
function byMatch(quotes, rows, name, matches) {
  if (!matches) return rows;
  const keyed = Array.from(rows, (row) => ({
    row,
    key: BY_MATCH[name](foldedOf(quotes.blocks, row), matches.at[row], matches.length[row]),
  }));
  return Uint32Array.from(keyed.sort(byKey), ({ row }) => row);
}

/**
 * Sorts all rows once by a column that does not depend on the search, and keeps those that are wanted.
 * @param {import("../data/quotes.js").Quotes} quotes
 * @param {Uint32Array} rows
 * @param {string} name
 */
function byRank(quotes, rows, name) {
  const ranked = quotes.ranks.get(name) ?? Uint32Array.from(keys(quotes, name).sort(byKey), ({ row }) => row);
  quotes.ranks.set(name, ranked);
  const isWanted = new Uint8Array(quotes.loaded);
  for (const row of rows) isWanted[row] = 1;
  return ranked.filter((row) => isWanted[row]);
}

/**
 * @param {import("../data/quotes.js").Quotes} quotes
 * @param {string} name
 */
function keys(quotes, name) {
  /** @type {(row: number) => string} */
  const key =
    name === "content"
      ? (row) => foldedOf(quotes.blocks, row).slice(0, CONTEXT)
      : name === "date"
        ? (row) => quotes.dates[row]
        : (row) => labelsOf(quotes.facets[name], row).join(", ").toLowerCase();
  return Array.from({ length: quotes.loaded }, (_, row) => ({ row, key: key(row) }));
}

/**
 * Quotes without a key come last; those with the same key stay in their order.
 * @param {{row: number, key: string}} a
 * @param {{row: number, key: string}} b
 */
function byKey(a, b) {
  if (a.key === b.key) return a.row - b.row;
  if (!a.key || !b.key) return a.key ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}
