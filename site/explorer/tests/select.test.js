import assert from "node:assert/strict";
import { test } from "node:test";
import { FACETS } from "../data/facet.js";
import { findTerms } from "../search/match.js";
import { parseQuery } from "../search/query.js";
import { select } from "../search/select.js";
import { quotesOf } from "./quotes_of.js";

/** A repeatable random number below a bound. */
let seed = 1;
const random = (/** @type {number} */ below) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};

const rows = Array.from({ length: 500 }, (_, i) => ({
  quote_id: `q${i}`,
  content: ["peace now", "war then", "peace and war"][random(3)],
  type: ["direct", "mixed", null][random(3)],
  medium: ["speech", "writing"][random(2)],
  speaker_ids: ["a", "b", "c"].slice(0, random(4)),
  speaker_names: ["A", "B", "C"],
}));
const quotes = quotesOf(rows, 37);

/**
 * The same question, asked row by row.
 * @param {any} row
 * @param {Record<string, string[]>} filters
 * @param {string} without
 */
function meets(row, filters, without) {
  return Object.entries(filters).every(([key, chosen]) => {
    const facet = FACETS.find((one) => one.key === key);
    if (!facet || key === without) return true;
    const value = row[facet.column];
    const values = facet.isList ? value : value === null ? [] : [value];
    return (values.length ? values : [""]).some((/** @type {string} */ one) => chosen.includes(one));
  });
}

/** @type {import("../search/select.js").Filters[]} */
const CHOSEN = [
  {},
  { type: ["direct"] },
  { type: ["direct", ""], speaker: ["b"] },
  { speaker: ["", "c"], medium: ["writing"], type: ["mixed"] },
  { speaker: ["nobody"] },
];

for (const filters of CHOSEN) {
  for (const query of ["", "peace", "peace war"]) {
    test(`rows and counts are right for ${JSON.stringify(filters)} and “${query}”`, () => {
      const terms = parseQuery(query);
      const { rows: found, counts } = select(quotes, filters, terms.length ? findTerms(quotes, terms) : null);
      const inQuery = (/** @type {any} */ row) => query.split(" ").every((word) => row.content.includes(word));
      const expected = rows.flatMap((row, i) => (inQuery(row) && meets(row, filters, "") ? [i] : []));
      assert.deepEqual([...found], expected);
      for (const key of ["type", "medium", "speaker"]) {
        const facet = quotes.facets[key];
        facet.values.forEach((value, code) => {
          const number = rows.filter(
            (row) => inQuery(row) && meets(row, filters, key) && meets(row, { [key]: [value] }, ""),
          ).length;
          assert.equal(counts[key][code], number, `${key} ${value}`);
        });
      }
    });
  }
}
