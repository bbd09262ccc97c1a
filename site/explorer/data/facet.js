// The columns of the quotes that one can filter by, stored as numbers: a code for each value.

/**
 * @typedef {object} FacetKind
 * @property {string} key  its name in addresses
 * @property {string} label
 * @property {string} column  the column with the values
 * @property {string} [names]  the column with what the values are called
 * @property {boolean} [isList]
 * @property {string} none  what a quote without a value is listed under
 * @property {boolean} [isHidden]  whether the list of filters leaves it out
 */

/** @type {FacetKind[]} */
export const FACETS = [
  {
    key: "speaker",
    label: "Speaker",
    column: "speaker_ids",
    names: "speaker_names",
    isList: true,
    none: "no speaker named",
  },
  { key: "outlet", label: "Outlet", column: "outlet_id", names: "outlet_name", none: "unknown outlet" },
  { key: "type", label: "Type", column: "type", none: "none" },
  { key: "medium", label: "Medium", column: "medium", none: "none" },
  { key: "factuality", label: "Factuality", column: "factuality", none: "none" },
  { key: "cue", label: "Cue", column: "cue_lemma", none: "no cue word" },
  { key: "year", label: "Year published", column: "published_year", none: "unknown year" },
  { key: "article", label: "Article", column: "article_id", names: "title", none: "none" },
  { key: "basis", label: "How the date said is known", column: "said_on_basis", none: "none" },
  {
    key: "about",
    label: "Mentions",
    column: "content_entity_ids",
    isList: true,
    none: "nothing named",
    isHidden: true,
  },
];

/**
 * @typedef {object} Facet
 * @property {FacetKind} kind
 * @property {string[]} values  by code; "" is the code of quotes without a value
 * @property {string[]} labels  by code
 * @property {Map<string, number>} codeOf
 * @property {Uint32Array} codes  those of all rows, one after the other
 * @property {Uint32Array} starts  where the codes of a row begin in `codes`; one more than there are rows
 */

/**
 * @param {FacetKind} kind
 * @param {number} rows
 * @returns {Facet}
 */
export function emptyFacet(kind, rows) {
  const codes = new Uint32Array(rows);
  return { kind, values: [], labels: [], codeOf: new Map(), codes, starts: new Uint32Array(rows + 1) };
}

/**
 * Adds the values of a row, which must come after all rows that were added.
 * @param {Facet} facet
 * @param {number} row
 * @param {any} value
 * @param {any} name
 */
export function addToFacet(facet, row, value, name) {
  const values = facet.kind.isList ? value : value === null || value === undefined ? [] : [value];
  const names = facet.kind.isList ? name : [name];
  let at = facet.starts[row];
  if (!values?.length) put(facet, at++, code(facet, "", facet.kind.none));
  else
    for (let i = 0; i < values.length; i++) put(facet, at++, code(facet, `${values[i]}`, names?.[i] ?? `${values[i]}`));
  facet.starts[row + 1] = at;
}

/**
 * @param {Facet} facet
 * @param {number} at
 * @param {number} value
 */
function put(facet, at, value) {
  if (at === facet.codes.length) {
    const larger = new Uint32Array(at * 2 + 1);
    larger.set(facet.codes);
    facet.codes = larger;
  }
  facet.codes[at] = value;
}

/**
 * @param {Facet} facet
 * @param {string} value
 * @param {string} label
 */
function code(facet, value, label) {
  let found = facet.codeOf.get(value);
  if (found === undefined) {
    found = facet.values.length;
    facet.codeOf.set(value, found);
    facet.values.push(value);
    facet.labels.push(label);
  }
  return found;
}

/**
 * The labels of a row.
 * @param {Facet} facet
 * @param {number} row
 */
export function labelsOf(facet, row) {
  return Array.from(facet.codes.subarray(facet.starts[row], facet.starts[row + 1]), (found) => facet.labels[found]);
}

/**
 * The values of a row; [""] if it has none.
 * @param {Facet} facet
 * @param {number} row
 */
export function valuesOf(facet, row) {
  return Array.from(facet.codes.subarray(facet.starts[row], facet.starts[row + 1]), (found) => facet.values[found]);
}
