// What the forms are made of: lists to choose from, fields for a line of text, evidence, findings.
import { html } from "htm/preact";
import { placesOf } from "./edits.js";

/** @import { Anchor, Finding } from "./types.js" */
/** @import { Tools } from "./quote.js" */

/**
 * A list to choose from; each option is [value, words].
 * @param {{label: string, value: string, options: [string, string][], onChange: (value: string) => void}} props
 */
export function Select({ label, value, options, onChange }) {
  return html`<label class="field">
    <span>${label}</span>
    <select value=${value} onChange=${(/** @type {any} */ event) => onChange(event.target.value)}>
      ${options.map(([key, words]) => html`<option key=${key} value=${key}>${words}</option>`)}
    </select>
  </label>`;
}

/** @param {{finding: Finding}} props */
export function FindingCard({ finding }) {
  return html`<div class=${`finding ${finding.severity}`}>
    <p><strong>${finding.severity}</strong> ${finding.must} <code>${finding.rule}</code></p>
    <dl>
      <div><dt>found</dt><dd dir="auto">${finding.found}</dd></div>
      ${finding.hint && html`<div><dt>hint</dt><dd dir="auto" class="lines">${finding.hint}</dd></div>`}
      <div><dt>fix</dt><dd>${finding.fix}</dd></div>
    </dl>
  </div>`;
}

/**
 * A line of text, which is taken over when the reader leaves the field.
 * @param {{label: string, value: string, placeholder?: string, onChange: (value: string) => void}} props
 */
export function Line({ label, value, placeholder, onChange }) {
  return html`<label class="field"><span>${label}</span>
    <input
      maxlength="2000"
      value=${value}
      placeholder=${placeholder}
      onChange=${(/** @type {any} */ event) => onChange(event.target.value.trim())}
    />
  </label>`;
}

/**
 * Words of the text that support something; the selected words can be added.
 * @param {{tools: Tools, evidence: Anchor[] | undefined, onChange: (evidence: Anchor[]) => void}} props
 */
export function Evidence({ tools, evidence = [], onChange }) {
  const { text, selected } = tools;
  const places = placesOf(evidence);
  return html`<ul class="chips">
      ${places.map(
        (place, index) =>
          html`<li key=${String(place)}>
            <q dir="auto">${text.words(place)}</q>
            <button
              type="button"
              aria-label=${`Remove the evidence ${text.words(place)}`}
              onClick=${() => onChange(evidence.toSpliced(index, 1))}
            >
              ×
            </button>
          </li>`,
      )}
    </ul>
    ${
      selected
        ? html`<button type="button" onClick=${() => onChange([...evidence, { span: selected }])}>The selected words say so</button>`
        : !places.length && html`<p class="quiet">Select the words in the text that say so.</p>`
    }`;
}
