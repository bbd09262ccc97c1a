// One quote: its words where they stand, everything that is known of it, and how to cite it.
import { html } from "htm/preact";
import { visible } from "../../shared/visible.js";
import { namesOf } from "../data/names.js";
import { findRow, readRow } from "../data/table.js";
import { shortened } from "../words.js";
import { fileLink } from "./article.js";
import { Cited } from "./cited.js";
import { QuoteInText } from "./marked.js";
import { Fact, Grounds, RecordLink, RecordLinks, Title, useLoaded, Waiting } from "./parts.js";

const MOST_LETTERS = 80;

/**
 * The quote, its article, and its line in the annotation file.
 * @param {import("../app.js").App} app
 */
async function load({ release, quotes, state }) {
  const number = quotes.ids.indexOf(state.id);
  const row = await readRow(release.table("quotes"), number);
  if (!row) return { row };
  const article = await findRow(release.table("articles"), "article_id", row.article_id);
  const line = release.lines ? await readRow(release.lines, number) : undefined;
  return { row, article, line: line?.line, names: await namesOf(release) };
}

/** @param {{app: import("../app.js").App}} props */
export function QuoteView({ app }) {
  const isThere = app.quotes.ids.includes(app.state.id);
  const isComplete = app.loaded === app.quotes.total;
  // A quote that is not read yet may be in a later part.
  const { value, error } = useLoaded(async () => (isThere ? load(app) : null), `${app.state.id} ${isThere}`);
  if (!value?.row) return html`<${Waiting} what="The quote" error=${error} isMissing=${isComplete && !isThere} />`;
  const { row, article, line, names } = value;
  const words = row.content ?? "(the words are not in this release)";
  return html`<${Title} label=${shortened(words, MOST_LETTERS)}><span class="vh">Quote: </span><span class=${`type ${row.type}`}>${visible(words)}</span><//>
    ${article?.text ? html`<${QuoteInText} article=${article} quoteId=${row.quote_id} />` : null}
    <dl class="facts-list">
      <${Fact} name="Speaker"><${Speakers} row=${row} /><//>
      <${Fact} name="Article"><${RecordLink} view="articles" id=${row.article_id}>${row.title ?? row.article_id}<//><//>
      <${Fact} name="Outlet">${row.outlet_id ? html`<${RecordLink} view="outlets" id=${row.outlet_id}>${row.outlet_name}<//>` : "unknown"} <small class=${`basis ${row.outlet_basis}`}>${row.outlet_basis}</small><//>
      <${Fact} name="Published">${row.published ?? "unknown"} <small class=${`basis ${row.published_basis}`}>${row.published_basis}</small><//>
      <${Fact} name="Manner">${[row.type, row.medium, row.factuality].join(" · ")}${row.unbalanced ? " · a quotation mark is missing in the text" : ""}<//>
      <${Fact} name="Source">${row.source ? html`<span class="source">${visible(row.source)}</span> <small>${row.source_form}</small>` : null}<//>
      <${Fact} name="Cue">${row.cue ? html`<span class="cue">${visible(row.cue)}</span> <small>${visible([row.cue_lemma && `form of “${row.cue_lemma}”`, row.cue_class && `class: ${row.cue_class}`].filter(Boolean).join(" · "))}</small>` : null}<//>
      <${Fact} name="In quotation marks">${row.verbatim?.length ? html`<${Verbatim} words=${row.verbatim} />` : null}<//>
      ${dates(row).map(({ name, value, ...grounds }) => html`<${Fact} name=${name}>${value ?? ""} <${Grounds} ...${grounds} /><//>`)}
      <${Fact} name="Passed on by">${row.via_id ? html`<${RecordLinks} view="entities" ids=${[row.via_id]} names=${names} />` : null}<//>
      <${Fact} name="Names">${row.content_entity_ids?.length ? html`<${RecordLinks} view="entities" ids=${row.content_entity_ids} names=${names} />` : null}<//>
      <${Fact} name="Inside quote">${row.within_id ? html`<${RecordLink} view="quotes" id=${row.within_id}>${row.within_id}<//>` : null}<//>
      <${Fact} name="Refers to">${row.antecedent_id ? html`<${RecordLink} view="quotes" id=${row.antecedent_id}>${row.antecedent_id}<//>` : null}<//>
      <${Fact} name="Other wordings">${row.utterance_ids?.length ? row.utterance_ids.map((/** @type {string} */ id) => html`<p><${RecordLink} view="utterances" id=${id}>Compare how each outlet words it<//> <code>${visible(id)}</code></p>`) : null}<//>
      <${Fact} name="Note">${row.note}<//>
      <${Fact} name="Id"><code>${visible(row.quote_id)}</code><//>
      <${Fact} name="Annotation">${fileLink(app.release, row.article_id, line, `Its line in corpus/articles/${row.article_id}.json`)}<//>
    </dl>
    <${Cited} app=${app} kind="Quote" words=${visible(words)} />`;
}

/** @param {{row: import("../data/table.js").Row}} props */
function Speakers({ row }) {
  if (!row.speaker_ids?.length)
    return html`none named${row.no_speaker ? html`<p class="quiet">${visible(row.no_speaker)}</p>` : null}`;
  const roles = (row.speaker_offices ?? []).join(", ");
  return html`<${RecordLinks} view="speakers" ids=${row.speaker_ids} names=${row.speaker_names} />${roles ? html` <small>${visible(roles)}</small>` : null}${row.certain ? null : html` <em>uncertain</em>`}`;
}

/** @param {{words: string[]}} props */
export function Verbatim({ words }) {
  return words.map((part, i) => html`${i ? ", " : ""}<q>${visible(part)}</q>`);
}

/**
 * When it was said, and when it became public, as far as anything is known of it.
 * @param {import("../data/table.js").Row} row
 */
function dates(row) {
  return [
    { field: "said_on", name: "Said on" },
    { field: "public_on", name: "Made public on" },
  ]
    .filter(({ field }) => row[`${field}_basis`] && (row[`${field}_basis`] !== "unknown" || field === "said_on"))
    .map(({ field, name }) => {
      const fact = (row.date_provenance ?? []).find((/** @type {any} */ one) => one.field === field) ?? {};
      const value = fact.value ?? row[field] ?? row[`${field}_month`] ?? row[`${field}_year`];
      return { name, ...fact, value: value && visible(`${value}`), basis: row[`${field}_basis`] };
    });
}
