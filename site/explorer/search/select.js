// Which quotes meet a search and filters, and how many each further filter would leave.

/**
 * @typedef {Record<string, string[]>} Filters  key of a facet → the chosen values, any of which a quote must have
 *
 * @typedef {object} Selection
 * @property {Uint32Array} rows  in the order of the release
 * @property {Record<string, Uint32Array>} counts  facet → code → quotes that meet the search and all other facets
 */

/**
 * @param {import("../data/quotes.js").Quotes} quotes
 * @param {Filters} filters
 * @param {import("./match.js").Matches | null} matches
 * @returns {Selection}
 */
export function select(quotes, filters, matches) {
  const facets = Object.values(quotes.facets);
  const failing = failures(quotes, filters, matches);
  const rows = new Uint32Array(quotes.loaded);
  const counts = facets.map((facet) => new Uint32Array(facet.values.length));
  let number = 0;
  for (let row = 0; row < quotes.loaded; row++) {
    const bits = failing[row];
    if (bits === 0) {
      rows[number++] = row;
      for (let i = 0; i < facets.length; i++) count(facets[i], row, counts[i]);
    } else if ((bits & (bits - 1)) === 0 && bits !== MISSED) {
      // A single facet leaves it out, so that facet's own counts, which are without its filter, have it.
      const only = 31 - Math.clz32(bits);
      count(facets[only], row, counts[only]);
    }
  }
  return {
    rows: rows.slice(0, number),
    counts: Object.fromEntries(facets.map(({ kind }, i) => [kind.key, counts[i]])),
  };
}

/** The bit of quotes that the search did not find. */
const MISSED = 1 << 30;

/**
 * For each quote, a bit for every facet whose filter it does not meet.
 * @param {import("../data/quotes.js").Quotes} quotes
 * @param {Filters} filters
 * @param {import("./match.js").Matches | null} matches
 */
function failures(quotes, filters, matches) {
  const failing = new Uint32Array(quotes.loaded);
  if (matches) for (let row = 0; row < failing.length; row++) if (matches.at[row] < 0) failing[row] = MISSED;
  Object.values(quotes.facets).forEach((facet, i) => {
    const chosen = filters[facet.kind.key];
    if (!chosen?.length) return;
    const isWanted = new Uint8Array(facet.values.length);
    for (const value of chosen) {
      const code = facet.codeOf.get(value);
      if (code !== undefined) isWanted[code] = 1;
    }
    for (let row = 0; row < failing.length; row++) if (!hasAny(facet, row, isWanted)) failing[row] |= 1 << i;
  });
  return failing;
}

/**
 * @param {import("../data/facet.js").Facet} facet
 * @param {number} row
 * @param {Uint8Array} isWanted
 */
function hasAny({ codes, starts }, row, isWanted) {
  for (let i = starts[row]; i < starts[row + 1]; i++) if (isWanted[codes[i]]) return true;
  return false;
}

/**
 * @param {import("../data/facet.js").Facet} facet
 * @param {number} row
 * @param {Uint32Array} counts
 */
function count({ codes, starts }, row, counts) {
  for (let i = starts[row]; i < starts[row + 1]; i++) counts[codes[i]]++;
}
