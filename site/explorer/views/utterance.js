// One utterance: how each outlet words it, compared with a version that the user chooses.
import { html } from "htm/preact";
import { visible } from "../../shared/visible.js";
import { recordAddress } from "../address.js";
import { findRow, readRow } from "../data/table.js";
import { compareWords } from "../text/compare.js";
import { shortened } from "../words.js";
import { Cited } from "./cited.js";
import { Fact, Grounds, RecordLinks, Title, useLoaded, Waiting } from "./parts.js";
import { Verbatim } from "./quote.js";

/** What is shown of each wording. */
const COLUMNS = ["quote_id", "content", "type", "outlet_name", "published", "verbatim"];

/** @param {import("../app.js").App} app */
async function load({ release, quotes, state }) {
  const row = await findRow(release.table("utterances"), "utterance_id", state.id);
  const ids = new Set(row?.quote_ids ?? []);
  const numbers = quotes.ids.flatMap((id, number) => (ids.has(id) ? [number] : []));
  const table = release.table("quotes");
  const wordings = await Promise.all(numbers.map((number) => readRow(table, number, COLUMNS)));
  return { row, wordings: /** @type {import("../data/table.js").Row[]} */ (wordings) };
}

/** @param {{app: import("../app.js").App}} props */
export function UtteranceView({ app }) {
  const isComplete = app.loaded === app.quotes.total;
  const { value, error } = useLoaded(() => load(app), `${app.state.id} ${isComplete}`);
  if (!value?.row) return html`<${Waiting} what="The utterance" error=${error} isMissing=${value} />`;
  const { row, wordings } = value;
  const chosen = wordings.find(({ quote_id }) => quote_id === app.state.against);
  return html`<${Title} label=${row.paraphrase ?? row.utterance_id}>${visible(row.paraphrase ?? row.utterance_id)}<//>
    <p class="quiet">An utterance, in our words; below it are the words of each article. <code>${visible(row.utterance_id)}</code></p>
    <dl class="facts-list">
      <${Fact} name="Speaker"><${RecordLinks} view="speakers" ids=${row.speaker_ids ?? []} names=${row.speaker_names ?? []} /><//>
      <${Fact} name="Occasion">${row.occasion}<//>
      <${Fact} name="Said on">${dated(row, "said_on")} <${Grounds} ...${grounds(row, "said_on")} /><//>
      ${row.public_on_basis && row.public_on_basis !== "unknown" ? html`<${Fact} name="Made public on">${dated(row, "public_on")} <${Grounds} ...${grounds(row, "public_on")} /><//>` : null}
    </dl>
    <h2>The wordings</h2>
    <${Choose} app=${app} wordings=${wordings} />
    <ul class="versions">${wordings.map((wording) => html`<${Version} key=${wording.quote_id} wording=${wording} chosen=${chosen} />`)}</ul>
    <${Cited} app=${app} kind="Utterance" words=${visible(row.paraphrase ?? "")} />`;
}

/**
 * @param {import("../data/table.js").Row} row
 * @param {string} field
 */
function dated(row, field) {
  return row[field] ?? row[`${field}_month`] ?? row[`${field}_year`] ?? "";
}

/**
 * @param {import("../data/table.js").Row} row
 * @param {string} field
 */
function grounds(row, field) {
  const [evidence, reasoning, outside] = ["evidence", "reasoning", "outside"].map((name) => row[`${field}_${name}`]);
  return { basis: row[`${field}_basis`], evidence: evidence ?? [], reasoning, outside };
}

/**
 * Chooses the version that the others are compared with.
 * @param {{app: import("../app.js").App, wordings: import("../data/table.js").Row[]}} props
 */
function Choose({ app, wordings }) {
  const choose = (/** @type {any} */ event) => app.change({ against: event.target.value });
  return html`<p class="choose"><label for="against">Compare with</label>
    <select id="against" value=${app.state.against} onChange=${choose}>
      <option value="">nothing: show the wordings as they are</option>
      ${wordings.map(({ quote_id, outlet_name, content }) => html`<option value=${quote_id}>${visible(outlet_name ?? "unknown outlet")}: ${visible(shortened(content ?? quote_id, 60))}</option>`)}
    </select></p>`;
}

/**
 * @param {{wording: import("../data/table.js").Row, chosen?: import("../data/table.js").Row}} props
 */
function Version({ wording, chosen }) {
  const isChosen = wording.quote_id === chosen?.quote_id;
  return html`<li class=${isChosen ? "version chosen" : "version"}>
    <h3><a href=${recordAddress("quotes", wording.quote_id)}>${visible(wording.outlet_name ?? "Unknown outlet")}</a> <small>${wording.published ?? "date unknown"} · ${wording.type}</small></h3>
    <p class="words">${chosen && !isChosen ? html`<${Compared} before=${chosen.content ?? ""} after=${wording.content ?? ""} />` : html`<span class=${`type ${wording.type}`}>${visible(wording.content)}</span>`}</p>
    <p class="quiet">${isChosen ? "The others are compared with this one. " : null}${wording.verbatim?.length ? html`Kept in quotation marks: <${Verbatim} words=${wording.verbatim} />` : "Nothing is in quotation marks."}</p>
  </li>`;
}

/** @param {{before: string, after: string}} props */
function Compared({ before, after }) {
  return compareWords(before, after).map(({ text, status }) =>
    status === "same"
      ? visible(text)
      : status === "added"
        ? html`<ins>${visible(text)}</ins>`
        : html`<del>${visible(text)}</del>`,
  );
}
