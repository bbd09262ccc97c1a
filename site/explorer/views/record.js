// One speaker, outlet or entity: what it is, when it was quoted, and its quotes.
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { visible } from "../../shared/visible.js";
import { address } from "../address.js";
import { TimeChart } from "../chart.js";
import { namesOf } from "../data/names.js";
import { findRow } from "../data/table.js";
import { select } from "../search/select.js";
import { count, KINDS } from "../words.js";
import { LISTS } from "./list.js";
import { Fact, RecordLink, RecordLinks, Title, useLoaded, Waiting } from "./parts.js";
import { QuoteTable } from "./quote_table.js";

const FEW = 20;

/** View → the filters that select the quotes of a record, each with a heading. */
/** @type {Record<string, [string, string][]>} */
const SELECTED_BY = {
  speakers: [["speaker", "Quotes"]],
  outlets: [["outlet", "Quotes it published"]],
  entities: [
    ["speaker", "Quotes of it"],
    ["about", "Quotes in which it is named"],
  ],
};

/**
 * @param {import("../app.js").App} app
 * @param {string} column
 */
async function load({ release, state }, column) {
  return { row: await findRow(release.table(state.view), column, state.id), names: await namesOf(release) };
}

/** @param {{app: import("../app.js").App}} props */
export function RecordView({ app }) {
  const { view, id } = app.state;
  const kind = LISTS[view];
  const { value, error } = useLoaded(() => load(app, kind.id), `${view}/${id}`);
  if (!value?.row) return html`<${Waiting} what="The record" error=${error} isMissing=${value} />`;
  const { row, names } = value;
  return html`<${Title} label=${row.name ?? id}>${visible(row.name ?? id)}<//>
    <p class="quiet">${kind.title[0]}${kind.noun.slice(1)} <code>${visible(id)}</code></p>
    <dl class="facts-list">
      <${Fact} name="What">${row.description ?? row.kind}<//>
      <${Fact} name="Kind">${KINDS[row.type] ?? row.type}<//>
      <${Fact} name="Also called">${row.aliases?.join(", ")}<//>
      <${Fact} name="Country">${row.country ?? (row.country_id ? html`<${RecordLinks} view="entities" ids=${[row.country_id]} names=${names} />` : null)}<//>
      <${Fact} name="Member of">${row.member_of_ids?.length ? html`<${RecordLinks} view="entities" ids=${row.member_of_ids} names=${names} />` : null}<//>
      <${Fact} name="Website">${row.domain}<//>
      <${Fact} name="Wikidata">${row.wikidata ? html`<a class="wd" href=${`https://www.wikidata.org/wiki/${encodeURIComponent(row.wikidata)}`} rel="noopener noreferrer">${row.wikidata}</a>` : null}<//>
      <${Fact} name="Outlets">${row.outlet_ids?.length ? html`<${RecordLinks} view="outlets" ids=${row.outlet_ids} names=${names} />` : null}<//>
      <${Fact} name="Articles">${`${row.n_articles ?? 0}`}<//>
      <${Fact} name="More">${elsewhere(view, id, app)}<//>
    </dl>
    ${SELECTED_BY[view].map(([key, heading]) => html`<${Selected} app=${app} facet=${key} heading=${heading} />`)}`;
}

/**
 * The page of the same thing in the other role.
 * @param {string} view
 * @param {string} id
 * @param {import("../app.js").App} app
 */
function elsewhere(view, id, app) {
  if (view === "speakers") return html`<${RecordLink} view="entities" id=${id}>As an entity: where it is mentioned<//>`;
  const isSpeaker = view === "entities" && app.quotes.facets.speaker.codeOf.has(id);
  return isSpeaker ? html`<${RecordLink} view="speakers" id=${id}>As a speaker<//>` : null;
}

/**
 * @param {{app: import("../app.js").App, facet: string, heading: string}} props
 */
function Selected({ app, facet, heading }) {
  const { id } = app.state;
  const filters = { [facet]: [id] };
  const { rows, counts } = useMemo(() => select(app.quotes, filters, null), [id, facet, app.loaded]);
  if (!rows.length && facet === "speaker") return null;
  const { type } = app.quotes.facets;
  const byType = type.labels.map((label, code) => [label, counts.type[code]]).filter(([, number]) => number);
  return html`<section>
    <h2>${heading}</h2>
    <p>${count(rows.length, "quote")}${byType.length ? `: ${byType.map(([label, number]) => `${number} ${label}`).join(", ")}` : ""}. ${
      rows.length ? html`<a href=${address({ filters })}>Search and filter them</a>` : null
    }</p>
    <${TimeChart} quotes=${app.quotes} rows=${rows} />
    ${rows.length ? html`<${QuoteTable} quotes=${app.quotes} rows=${rows.subarray(0, FEW)} label=${heading} />` : null}
    ${rows.length > FEW ? html`<p><a href=${address({ filters })}>All ${count(rows.length, "quote")}</a></p>` : null}
  </section>`;
}
