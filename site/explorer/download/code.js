// A selection as SQL for DuckDB, and as Python with pandas, that finds the same rows.
import { FACETS } from "../data/facet.js";

/**
 * @typedef {object} Wanted
 * @property {string[]} urls  the files of the table, absolute
 * @property {import("../search/select.js").Filters} filters
 * @property {import("../search/query.js").Term[]} terms
 */

/** @param {string} value */
const sqlText = (value) => `'${value.replaceAll("'", "''")}'`;

/** @param {string} value */
const pythonText = (value) =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/**
 * A term as a regular expression; `before` and `after` say what must not stand beside a word.
 * @param {import("../search/query.js").Term} term
 * @param {string} before
 * @param {string} after
 */
function pattern({ forms, isOpen }, before, after) {
  const one = forms.map((form) => {
    const words = form
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("'", "['‘’]")
      .replaceAll(" ", "\\s");
    return `${/^[\p{L}\p{M}\p{N}_]/u.test(form) ? before : ""}${words}${!isOpen && /[\p{L}\p{M}\p{N}_]$/u.test(form) ? after : ""}`;
  });
  return `(?:${one.join("|")})`;
}

/**
 * @param {Wanted} wanted
 */
export function asSql({ urls, filters, terms }) {
  const conditions = FACETS.filter(({ key }) => filters[key]?.length).map((facet) =>
    sqlFilter(facet, filters[facet.key]),
  );
  for (const term of terms) {
    const regex = pattern(term, "(?:^|[^\\pL\\pM\\pN_])", "(?:$|[^\\pL\\pM\\pN_])");
    conditions.push(`regexp_matches(content, ${sqlText(`(?i)${regex}`)})`);
  }
  const where = conditions.length ? `\nwhere ${conditions.join("\n  and ")}` : "";
  return `select *\nfrom read_parquet([${urls.map((url) => `\n  ${sqlText(url)}`).join(",")}\n])${where};\n`;
}

/**
 * @param {import("../data/facet.js").FacetKind} facet
 * @param {string[]} chosen
 */
function sqlFilter({ column, isList }, chosen) {
  const values = chosen.filter(Boolean).map((value) => (column === "published_year" ? Number(value) : sqlText(value)));
  const found = [];
  if (values.length)
    found.push(isList ? `list_has_any(${column}, [${values.join(", ")}])` : `${column} in (${values.join(", ")})`);
  if (chosen.includes("")) found.push(isList ? `coalesce(len(${column}), 0) = 0` : `${column} is null`);
  return found.length > 1 ? `(${found.join(" or ")})` : found[0];
}

/**
 * @param {Wanted} wanted
 */
export function asPython({ urls, filters, terms }) {
  const lines = [
    "import pandas as pd",
    "",
    `urls = [${urls.map((url) => `\n    ${pythonText(url)},`).join("")}\n]`,
    "quotes = pd.concat([pd.read_parquet(url) for url in urls], ignore_index=True)",
  ];
  for (const facet of FACETS)
    if (filters[facet.key]?.length) lines.push(`quotes = quotes[${pythonFilter(facet, filters[facet.key])}]`);
  for (const term of terms) {
    const regex = pythonText(pattern(term, "(?<!\\w)", "(?!\\w)"));
    lines.push(`quotes = quotes[quotes["content"].str.contains(${regex}, case=False, regex=True)]`);
  }
  return `${lines.join("\n")}\n`;
}

/**
 * @param {import("../data/facet.js").FacetKind} facet
 * @param {string[]} chosen
 */
function pythonFilter({ column, isList }, chosen) {
  const values = chosen.filter(Boolean).map((value) => (column === "published_year" ? value : pythonText(value)));
  const series = `quotes[${pythonText(column)}]`;
  const found = [];
  if (values.length)
    found.push(
      isList
        ? `${series}.map(lambda found: bool({${values.join(", ")}} & set(found)))`
        : `${series}.isin([${values.join(", ")}])`,
    );
  if (chosen.includes("")) found.push(isList ? `(${series}.map(len) == 0)` : `${series}.isna()`);
  return found.join(" | ");
}
