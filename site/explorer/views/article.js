// One article: its annotated text, its quotes, and what its date and outlet rest on.
import { html } from "htm/preact";
import { visible } from "../../shared/visible.js";
import { address } from "../address.js";
import { namesOf } from "../data/names.js";
import { findRow } from "../data/table.js";
import { sourceLink } from "../forge.js";
import { select } from "../search/select.js";
import { count } from "../words.js";
import { MarkedText } from "./marked.js";
import { Fact, Grounds, RecordLink, RecordLinks, Title, useLoaded, Waiting } from "./parts.js";
import { QuoteTable } from "./quote_table.js";

const MOST = 200;

/** @param {import("../app.js").App} app */
async function load({ release, state }) {
  return { row: await findRow(release.table("articles"), "article_id", state.id), names: await namesOf(release) };
}

/** @param {{app: import("../app.js").App}} props */
export function ArticleView({ app }) {
  const { id } = app.state;
  const { value, error } = useLoaded(() => load(app), id);
  if (!value?.row) return html`<${Waiting} what="The article" error=${error} isMissing=${value} />`;
  const { row, names } = value;
  const filters = { article: [id] };
  const { rows } = select(app.quotes, filters, null);
  return html`<${Title} label=${row.title ?? id}>${visible(row.title ?? id)}<//>
    <p class="facts">
      <span>${row.outlet_id ? html`<${RecordLink} view="outlets" id=${row.outlet_id}>${row.outlet_name}<//>` : "Outlet unknown"} <small>${row.outlet_basis}</small></span>
      <span>${row.published ?? "Date unknown"} <small>${row.published_basis}</small></span>
      ${row.byline ? html`<span>By ${visible(row.byline)}</span>` : null}
      <span>Annotated by: ${row.method}</span>
    </p>
    <p><a href=${address({ filters })}>Search and filter its ${count(rows.length, "quote")}</a></p>
    <section aria-label="Text" class="article-text">
      ${row.text ? html`<${Legend} /><${MarkedText} article=${row} />` : html`<p class="notice draft-notice">This release has no texts. The download page says how to restore them.</p>`}
    </section>
    <section><h2>Quotes</h2><${QuoteTable} quotes=${app.quotes} rows=${rows.subarray(0, MOST)} label="Quotes of this article" /></section>
    <section class="meta"><h2>What is known of it, and how</h2>
      <dl>
        ${(row.provenance ?? []).map((/** @type {any} */ fact) => html`<${Fact} name=${named(fact.field)}>${visible(fact.value ?? "")} <${Grounds} ...${fact} /><//>`)}
        <${Fact} name="Taken from">${row.origin_outlet_ids?.length ? html`<${RecordLinks} view="outlets" ids=${row.origin_outlet_ids} names=${names} />` : null}<//>
        <${Fact} name="Language">${row.language}<//>
        <${Fact} name="Rights to the text">${row.text_rights}<//>
        <${Fact} name="Roles">${(row.roles ?? []).map((/** @type {any} */ role, /** @type {number} */ i) => html`${i ? ", " : ""}<${RecordLinks} view="entities" ids=${[role.entity_id]} names=${names} />: ${visible(role.office)}`)}<//>
        <${Fact} name="Original file"><code>${visible(row.seed_file)}</code><p class="quiet">SHA-256 <code>${row.seed_sha256}</code></p><//>
        <${Fact} name="Annotation file">${fileLink(app.release, id)}<//>
      </dl>
    </section>`;
}

/** @param {string} field */
function named(field) {
  return `${field[0].toUpperCase()}${field.slice(1).replaceAll("_", " ")}`;
}

/**
 * @param {import("../data/release.js").Release} release
 * @param {string} id
 */
export function fileLink(release, id, line = 0, text = `corpus/articles/${id}.json`) {
  const link = sourceLink(release, `corpus/articles/${id}.json`, line || undefined);
  return link
    ? html`<a href=${link} rel="noopener noreferrer">${visible(text)}</a>`
    : html`<code>corpus/articles/${visible(id)}.json</code>`;
}

/** How to read the marks. */
function Legend() {
  return html`<p class="legend-line">
    <span class="q direct l0">direct quote</span> <span class="q mixed l0">mixed quote</span> <span class="q indirect l0">indirect quote</span>
    <span class="source">source</span> <span class="cue">cue</span> <span class="m">mention</span>
    <span class="quiet">A number opens the quote, an underlined name opens its page.</span>
  </p>`;
}
