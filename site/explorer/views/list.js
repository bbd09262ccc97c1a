// Lists of speakers, outlets, entities, articles and utterances.
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { visible } from "../../shared/visible.js";
import { columnNames, readRows } from "../data/table.js";
import { count, KINDS, shortened } from "../words.js";
import { Pager, RecordLink, Title, useLoaded, Waiting } from "./parts.js";

const PAGE = 100;
const MOST_LETTERS = 200;
const DATES = ["published", "said_on"];

/**
 * @typedef {object} ListKind
 * @property {string} title
 * @property {string} noun
 * @property {string} id  the column with the id
 * @property {string} name  the column with the name, whose text leads to the record
 * @property {[string, string][]} columns  column and heading of what else is shown
 * @property {string} order  the column that orders the list, largest first
 */

/** @type {Record<string, ListKind>} */
export const LISTS = {
  speakers: {
    title: "Speakers",
    noun: "speaker",
    id: "speaker_id",
    name: "name",
    columns: [
      ["type", "Kind"],
      ["n_quotes", "Quotes"],
      ["n_direct", "Direct"],
      ["n_mixed", "Mixed"],
      ["n_indirect", "Indirect"],
      ["n_articles", "Articles"],
    ],
    order: "n_quotes",
  },
  outlets: {
    title: "Outlets",
    noun: "outlet",
    id: "outlet_id",
    name: "name",
    columns: [
      ["kind", "Kind"],
      ["country", "Country"],
      ["n_articles", "Articles"],
      ["n_quotes", "Quotes"],
    ],
    order: "n_quotes",
  },
  entities: {
    title: "Entities",
    noun: "entity",
    id: "entity_id",
    name: "name",
    columns: [
      ["type", "Kind"],
      ["n_mentions", "Mentions"],
      ["n_quotes", "Quotes"],
      ["n_articles", "Articles"],
    ],
    order: "n_mentions",
  },
  articles: {
    title: "Articles",
    noun: "article",
    id: "article_id",
    name: "title",
    columns: [
      ["outlet_name", "Outlet"],
      ["published", "Published"],
      ["n_quotes", "Quotes"],
    ],
    order: "published",
  },
  utterances: {
    title: "Utterances",
    noun: "utterance",
    id: "utterance_id",
    name: "paraphrase",
    columns: [
      ["speaker_names", "Speakers"],
      ["said_on", "Said on"],
      ["n_quotes", "Quotes"],
      ["n_articles", "Articles"],
    ],
    order: "n_quotes",
  },
};

/** What a view is about, in a sentence. */
/** @type {Record<string, string>} */
const ABOUT = {
  speakers: "Everyone who is quoted: people, governments, organisations.",
  outlets: "The newspapers and sites that published an article, or that an article names as its source.",
  entities: "The people, places, organisations and events that the articles name.",
  articles: "The annotated articles, each with its text, its quotes, and the evidence for its date and outlet.",
  utterances: "Things that were said once and reported more than once: compare how each outlet words them.",
};

/** @param {{app: import("../app.js").App}} props */
export function ListView({ app }) {
  const { view, q, page } = app.state;
  const kind = LISTS[view];
  const { value: rows, error } = useLoaded(() => listed(app.release.table(view), kind), view);
  const found = useMemo(() => wanted(rows ?? [], kind, q), [rows, q]);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const at = Math.min(page, pages);
  return html`<${Title} label=${kind.title}>${kind.title}<//>
    <p>${ABOUT[view]}</p>
    <form class="search" role="search" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <label for="name">Find by name</label>
      <input id="name" type="search" value=${q} autocomplete="off"
        onInput=${(/** @type {any} */ event) => app.change({ q: event.target.value }, true)} />
    </form>
    ${
      rows
        ? html`<p class="result-count" role="status"><strong>${count(found.length, kind.noun)}</strong></p>
          <${ListTable} view=${view} kind=${kind} rows=${found.slice((at - 1) * PAGE, at * PAGE)} />
          <${Pager} page=${at} of=${pages} go=${(/** @type {number} */ next) => app.change({ page: next })} />`
        : html`<${Waiting} error=${error} what=${kind.title} />`
    }`;
}

/**
 * @param {import("../data/table.js").Table} table
 * @param {ListKind} kind
 */
async function listed(table, kind) {
  const there = await columnNames(table);
  const columns = [kind.id, kind.name, ...kind.columns.map(([column]) => column)].filter((name) =>
    there.includes(name),
  );
  const rows = await readRows(table, columns);
  const key = (/** @type {any} */ row) => row[kind.order] ?? "";
  return rows.sort((a, b) => (key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0));
}

/**
 * @param {import("../data/table.js").Row[]} rows
 * @param {ListKind} kind
 * @param {string} q
 */
function wanted(rows, kind, q) {
  const part = q.trim().toLowerCase();
  return part ? rows.filter((row) => `${row[kind.name]} ${row[kind.id]}`.toLowerCase().includes(part)) : rows;
}

/**
 * @param {{view: string, kind: ListKind, rows: import("../data/table.js").Row[]}} props
 */
function ListTable({ view, kind, rows }) {
  const [first] = kind.title;
  return html`<table class="records">
    <caption class="vh">${kind.title}</caption>
    <thead><tr><th scope="col">${first}${kind.noun.slice(1)}</th>${kind.columns.map(([, heading]) => html`<th scope="col">${heading}</th>`)}</tr></thead>
    <tbody>${rows.map(
      (row) => html`<tr key=${row[kind.id]}>
        <th scope="row"><${RecordLink} view=${view} id=${row[kind.id]}>${shortened(row[kind.name] ?? row[kind.id], MOST_LETTERS)}<//></th>
        ${kind.columns.map(([column, heading]) => html`<td class=${classOf(column)} data-heading=${heading}>${shown(column === "type" ? (KINDS[row.type] ?? row.type) : row[column])}</td>`)}
      </tr>`,
    )}</tbody>
  </table>`;
}

/**
 * The class of a cell that stays on one line; empty for other cells.
 * @param {string} column
 */
function classOf(column) {
  if (column.startsWith("n_")) return "num";
  return DATES.includes(column) ? "date" : "";
}

/** @param {any} value */
function shown(value) {
  if (value === null || value === undefined || value === "") return "–";
  return visible(Array.isArray(value) ? value.join(", ") : `${value}`);
}
