// All quotes of the release in memory, as far as searching, filtering and listing needs them.
import { addToFacet, emptyFacet, FACETS } from "./facet.js";
import { countRows, readFirst, readGroups } from "./table.js";
import { block } from "./texts.js";

/**
 * @typedef {object} Quotes
 * @property {number} total  how many quotes the release has
 * @property {number} loaded  how many of them have been read, from the first on
 * @property {string[]} ids
 * @property {string[]} dates  when their articles were published, as ISO dates; "" if unknown
 * @property {Record<string, import("./facet.js").Facet>} facets
 * @property {import("./texts.js").Block[]} blocks
 * @property {Map<string, Uint32Array>} ranks  rows in the order of a column, once they were sorted by it
 */

/** In a release with more quotes than this, some are shown before all are read. */
const MANY = 2_000;
const FIRST = 50;

const COLUMNS = [
  ...new Set([
    "quote_id",
    "content",
    "published",
    ...FACETS.flatMap(({ column, names }) => (names ? [column, names] : [column])),
  ]),
];

/**
 * Reads all quotes, and calls back after every part of them.
 * @param {import("./release.js").Release} release
 * @param {(quotes: Quotes) => void} onPart
 */
export async function loadQuotes(release, onPart) {
  const table = release.table("quotes");
  const quotes = emptyQuotes(await countRows(table));
  if (quotes.total > MANY) onPart(await firstQuotes(table, quotes.total));
  for await (const group of readGroups(table, COLUMNS)) {
    addGroup(quotes, group);
    onPart(quotes);
    // Lets the browser draw and answer keys between two parts.
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (!quotes.total) onPart(quotes);
  return quotes;
}

/**
 * The quotes of the first page, to show while all are read.
 * @param {import("./table.js").Table} table
 * @param {number} total
 */
async function firstQuotes(table, total) {
  const quotes = emptyQuotes(total);
  addGroup(quotes, await readFirst(table, COLUMNS, FIRST));
  return quotes;
}

/**
 * @param {number} total
 * @returns {Quotes}
 */
export function emptyQuotes(total) {
  const facets = Object.fromEntries(FACETS.map((kind) => [kind.key, emptyFacet(kind, total)]));
  return { total, loaded: 0, ids: [], dates: [], facets, blocks: [], ranks: new Map() };
}

/**
 * @param {Quotes} quotes
 * @param {import("./table.js").Group} group
 */
export function addGroup(quotes, group) {
  for (const id of group.columns.quote_id) quotes.ids.push(id);
  for (const date of group.columns.published) quotes.dates.push(date ?? "");
  for (const facet of Object.values(quotes.facets)) {
    const values = group.columns[facet.kind.column];
    const names = facet.kind.names ? group.columns[facet.kind.names] : [];
    for (let i = 0; i < group.rows; i++) addToFacet(facet, group.start + i, values[i], names[i]);
  }
  quotes.blocks.push(block(group.start, group.columns.content));
  quotes.loaded += group.rows;
  quotes.ranks.clear();
}
