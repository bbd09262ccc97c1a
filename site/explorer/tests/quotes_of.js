// Makes quotes in memory for tests, without files.
import { FACETS } from "../data/facet.js";
import { addGroup, emptyQuotes } from "../data/quotes.js";

/**
 * Quotes with some fields; the others are empty.
 * @param {Record<string, any>[]} rows
 * @param {number} [size]  rows in a group
 */
export function quotesOf(rows, size = 2) {
  const quotes = emptyQuotes(rows.length);
  const names = [
    "quote_id",
    "content",
    "published",
    ...FACETS.flatMap(({ column, names }) => [column, names ?? column]),
  ];
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.slice(start, start + size);
    const value = (/** @type {any} */ row, /** @type {string} */ name) =>
      row[name] ?? (/(ids|names)$/.test(name) ? [] : null);
    const columns = Object.fromEntries(names.map((name) => [name, part.map((row) => value(row, name))]));
    addGroup(quotes, { start, rows: part.length, columns });
  }
  return quotes;
}
