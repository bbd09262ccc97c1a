// Every state of the page is an address: `#/quotes?q=security&type=direct`, `#/articles/ID`.
import { FACETS } from "./data/facet.js";

/**
 * @typedef {object} State
 * @property {string} view  quotes, speakers, outlets, entities, articles or utterances
 * @property {string} id  of the record that is shown; "" for the list
 * @property {string} q  the search, or the filter of a list
 * @property {boolean} stem  whether other forms of a word match too
 * @property {import("./search/select.js").Filters} filters
 * @property {string} sort
 * @property {number} page  from 1
 * @property {string} against  the quote that others are compared with
 * @property {string} version  the release that a link was made for; "" if it names none
 */

export const VIEWS = ["quotes", "speakers", "outlets", "entities", "articles", "utterances"];

/** @type {State} */
export const START = {
  view: "quotes",
  id: "",
  q: "",
  stem: false,
  filters: {},
  sort: "",
  page: 1,
  against: "",
  version: "",
};

/**
 * The state that an address names; what it does not understand it leaves out.
 * @param {string} hash  with `#`
 * @returns {State}
 */
export function parseAddress(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", id = ""] = path.split("/", 2);
  const given = new URLSearchParams(query);
  /** @type {import("./search/select.js").Filters} */
  const filters = {};
  for (const { key } of FACETS) if (given.has(key)) filters[key] = [...new Set(given.getAll(key))];
  return {
    view: VIEWS.includes(view) ? view : START.view,
    id: decoded(id),
    q: given.get("q") ?? "",
    stem: given.has("stem"),
    filters,
    sort: given.get("sort") ?? "",
    page: Math.max(1, Number.parseInt(given.get("page") ?? "1", 10) || 1),
    against: given.get("against") ?? "",
    version: given.get("version") ?? "",
  };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The address of a state, from `#` on; `parseAddress` gives back the state.
 * @param {Partial<State>} changes  to the start
 */
export function address(changes) {
  const state = { ...START, ...changes };
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  if (state.stem) query.set("stem", "");
  for (const { key } of FACETS) for (const value of state.filters[key] ?? []) query.append(key, value);
  if (state.sort) query.set("sort", state.sort);
  if (state.page > 1) query.set("page", `${state.page}`);
  if (state.against) query.set("against", state.against);
  if (state.version) query.set("version", state.version);
  const path = state.id ? `${state.view}/${encodeURIComponent(state.id)}` : state.view;
  const rest = query.toString();
  return `#/${path}${rest ? `?${rest}` : ""}`;
}

/**
 * The address of a record.
 * @param {string} view
 * @param {string} id
 */
export function recordAddress(view, id) {
  return address({ view, id });
}
