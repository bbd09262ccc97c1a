// The text with its marks, where words are selected.
import { html } from "htm/preact";
import { memo } from "preact/compat";
import { pieces } from "./places.js";
/** @import { Document, Finding, Place, Region } from "./types.js" */
/** @import { Mark, Piece, Text } from "./places.js" */

/** The roles of a region, as in the schema. The first ones are published and carry annotations. */
export const CONTENT_ROLES = ["title", "kicker", "standfirst", "subheading", "caption", "body"];
export const OTHER_ROLES = ["section", "byline", "dateline", "date", "credit", "related", "sources", "boilerplate"];

/**
 * All marks of a document: quotes outermost, names innermost, as in the preview.
 * @param {Document} document
 * @param {Finding[]} findings
 * @param {string | undefined} current  id of the quote that is edited
 * @returns {Mark[]}
 */
export function marksOf({ article }, findings, current) {
  /** @type {Mark[]} */
  const marks = [];
  for (const [index, quote] of article.quotes.entries()) {
    const on = quote.id === current ? " on" : "";
    const about = { quote: quote.id, number: index + 1 };
    const open = quote.confidence === undefined ? "" : " open";
    const length = quote.content.reduce((sum, { span }) => sum + (span ? span[1] - span[0] : 0), 0);
    const rank = 2 - Math.min(length, 1e6) / 1e7;
    for (const [i, { span }] of quote.content.entries()) {
      const className = `q ${quote.type ?? "indirect"}${open}${on}`;
      if (span)
        marks.push({
          place: span,
          rank,
          className,
          quote: quote.id,
          ...(i === 0 ? about : {}),
          ...(on ? { grip: i } : {}),
        });
    }
    for (const part of /** @type {const} */ (["cue", "source"])) {
      for (const { span } of quote[part] ?? []) {
        if (span) marks.push({ place: span, rank: part === "cue" ? 3 : 4, className: `${part}${on}`, quote: quote.id });
      }
    }
  }
  for (const mention of article.mentions) {
    for (const span of mention.spans ?? (mention.span ? [mention.span] : [])) {
      marks.push({ place: span, rank: 5, className: "m" });
    }
  }
  for (const finding of findings) {
    for (const span of finding.spans) marks.push({ place: span, rank: 0, className: `f ${finding.severity}` });
  }
  for (const name of /** @type {const} */ (["outlet", "published", "byline"])) {
    for (const { span } of article[name].evidence ?? []) {
      if (span) marks.push({ place: span, rank: 1, className: "evidence" });
    }
  }
  return marks;
}

/**
 * @param {{piece: Piece}} props
 */
function Shown({ piece }) {
  if ("text" in piece) return piece.text;
  const { mark, begins, ends, parts } = piece;
  const number = begins && mark.number ? String(mark.number) : undefined;
  const grip = (/** @type {0 | 1} */ edge) =>
    mark.grip !== undefined &&
    html`<span class="grip" contenteditable="false" data-edge=${edge} data-stretch=${mark.grip}></span>`;
  return html`<span class=${mark.className} data-quote=${mark.quote} data-number=${number}
    >${begins && grip(0)}${parts.map((part) => html`<${Shown} piece=${part} />`)}${ends && grip(1)}</span
  >`;
}

/** Keys that move or select in a text; all others would change it. */
const HARMLESS = ["insertLineBreak", "insertParagraph"];

/** @param {InputEvent} event */
function refuseInput(event) {
  if (event.cancelable || HARMLESS.includes(event.inputType)) event.preventDefault();
}

/** @param {Event} event */
const refuse = (event) => event.preventDefault();

/**
 * @param {{text: Text, region: Region, index: number, marks: Mark[], onRole: (index: number, role: string) => void}} props
 */
function RegionText({ text, region, index, marks, onRole }) {
  const span = /** @type {Place} */ (region.span ?? [0, 0]);
  const isKept = CONTENT_ROLES.includes(region.role) && !region.repeat;
  return html`<div class=${`region ${isKept ? `kept role-${region.role}` : "off"}`}>
    <p class="label">
      <select
        aria-label=${`Part ${index + 1}: what it is`}
        value=${region.role}
        onChange=${(/** @type {any} */ event) => onRole(index, event.target.value)}
      >
        <optgroup label="Published, with quotes">${CONTENT_ROLES.map((role) => html`<option value=${role}>${role}</option>`)}</optgroup>
        <optgroup label="Not published">${OTHER_ROLES.map((role) => html`<option value=${role}>${role}</option>`)}</optgroup>
      </select>
      ${region.repeat && html`<span>repeat</span>`}${!isKept && html`<span>not published</span>`}
    </p>
    <div
      class="words"
      data-region=${index}
      contenteditable="true"
      role="textbox"
      aria-multiline="true"
      aria-readonly="true"
      aria-label=${`Part ${index + 1}, ${region.role}. Select words with Shift and the arrow keys.`}
      spellcheck=${false}
      inputmode="none"
      autocapitalize="off"
      onBeforeInput=${refuseInput}
      onPaste=${refuse}
      onCut=${refuse}
      onDrop=${refuse}
      onDragStart=${refuse}
    >
      ${text
        .paragraphs(span)
        .map(
          (place) =>
            html`<p key=${place[0]} data-start=${place[0]}>${pieces(text, place, marks).map((piece) => html`<${Shown} piece=${piece} />`)}</p>`,
        )}
    </div>
  </div>`;
}

/** The article, region by region. It is drawn again only if something in it changed. */
export const ArticleText = memo(
  /**
   * @param {{text: Text, document: Document, findings: Finding[], current: string | undefined,
   *   onRole: (index: number, role: string) => void}} props
   */
  ({ text, document, findings, current, onRole }) => {
    const marks = marksOf(document, findings, current);
    return html`<div class="text">
      ${document.article.regions.map(
        (region, index) =>
          html`<${RegionText} key=${index} text=${text} region=${region} index=${index} marks=${marks} onRole=${onRole} />`,
      )}
    </div>`;
  },
);
