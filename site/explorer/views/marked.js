// The text of an article with its annotations.
import { html } from "htm/preact";
import { visible } from "../../shared/visible.js";
import { recordAddress } from "../address.js";
import { toUnits } from "../text/codepoints.js";
import { lanes, nested, paragraphs } from "../text/marks.js";

/**
 * All marks of an article, with offsets in UTF-16 units.
 * @param {import("../data/table.js").Row} article
 * @returns {import("../text/marks.js").Mark[]}
 */
export function marksOf(article) {
  const units = toUnits(article.text);
  const quotes = article.quotes ?? [];
  const spans = (/** @type {any[]} */ list) =>
    (list ?? []).map(({ start, end }) => ({ start: units(start), end: units(end) }));
  const lane = lanes(quotes.map((/** @type {any} */ quote) => spans(quote.content_spans)));
  /** @type {import("../text/marks.js").Mark[]} */
  const found = [];
  const add = (/** @type {any} */ kind, /** @type {any[]} */ places, /** @type {any} */ about, level = 0) => {
    for (const [i, span] of spans(places).entries()) found.push({ ...span, kind, about, first: i === 0, lane: level });
  };
  quotes.forEach((/** @type {any} */ quote, /** @type {number} */ i) => {
    const about = { ...quote, number: i + 1 };
    add("content", quote.content_spans, about, lane[i]);
    add("cue", quote.cue_spans, about);
    add("source", quote.source_spans, about);
  });
  for (const mention of article.mentions ?? []) add("mention", [mention], mention);
  for (const fact of article.provenance ?? []) add("evidence", fact.evidence_spans, fact);
  return found;
}

/**
 * The text of an article, region by region, as the preview shows it.
 * @param {{article: import("../data/table.js").Row}} props
 */
export function MarkedText({ article }) {
  const marks = marksOf(article);
  const units = toUnits(article.text);
  const regions = (article.regions ?? []).filter(
    (/** @type {any} */ { start }) => start !== null && start !== undefined,
  );
  return html`<div class="text" lang=${article.language}>${regions.map(
    (/** @type {any} */ { role, start, end }) => html`<div class=${`region kept role-${role}`}>
      <p class="label" lang="en">${visible(role)}</p>
      <div class="words">${paragraphs(article.text, units(start), units(end)).map((span) => html`<p>${nodes(nested(article.text, span.start, span.end, marks))}</p>`)}</div>
    </div>`,
  )}</div>`;
}

/**
 * One paragraph, with the marks of one quote only.
 * @param {{article: import("../data/table.js").Row, quoteId: string}} props
 */
export function QuoteInText({ article, quoteId }) {
  const marks = marksOf(article).filter(
    ({ kind, about }) => kind !== "mention" && kind !== "evidence" && about.quote_id === quoteId,
  );
  const shown = paragraphs(article.text, 0, article.text.length).filter((span) =>
    marks.some((mark) => mark.start < span.end && mark.end > span.start),
  );
  return html`<div class="words in-text" lang=${article.language}>${shown.map((span) => html`<p>${nodes(nested(article.text, span.start, span.end, marks), true)}</p>`)}</div>`;
}

/**
 * @param {import("../text/marks.js").Node[]} list
 * @param {boolean} [isPlain]  without numbers
 * @returns {any[]}
 */
function nodes(list, isPlain = false) {
  return list.map((node) => (node.mark ? marked(node, isPlain) : visible(node.text)));
}

/**
 * @param {import("../text/marks.js").Node} node
 * @param {boolean} isPlain
 */
function marked(node, isPlain) {
  const mark = /** @type {import("../text/marks.js").Mark} */ (node.mark);
  const inside = nodes(node.children, isPlain);
  const { about, kind } = mark;
  if (kind === "mention")
    return html`<a class="m" href=${recordAddress("entities", about.entity_id)} title=${visible(about.entity_name)}>${inside}</a>`;
  if (kind === "evidence") return html`<span class="ev">${inside}</span>`;
  if (kind !== "content") return html`<span class=${kind}>${inside}</span>`;
  const number = node.begins && mark.first && !isPlain;
  return html`${
    number
      ? html`<a class=${`n ${about.type}`} lang="en" href=${recordAddress("quotes", about.quote_id)} aria-label=${`Quote ${about.number}: ${about.type}, ${visible((about.speaker_names ?? []).join(", ")) || "no speaker named"}`}>${about.number}</a>`
      : null
  }<span class=${`q ${about.type} l${mark.lane}`} data-quote=${about.quote_id}>${inside}</span>`;
}
