// The form of one quote: its words, who speaks, and whether the suggestion is right.
import { html } from "htm/preact";
import { Chooser } from "./choose.js";
import { acceptQuote, NO_SPEAKER, placesOf, removeQuote, setField, setPart, setSpeakers } from "./edits.js";

/** @import { Document, Entity, Finding, Part, Place, Quote } from "./types.js" */
/** @import { Edit } from "./edits.js" */
/** @import { Text } from "./places.js" */

/** Part of a quote → what the form calls it. */
const NAMES = /** @type {const} */ ({
  content: "What was said",
  cue: "Cue (said, according to)",
  source: "Source (who)",
});

/**
 * @typedef {object} Tools
 * @property {Text} text
 * @property {Document} document
 * @property {Map<string, Entity>} entities  the registry and the document's own, by id
 * @property {Place | undefined} selected  the selected words
 * @property {(edit: Edit, says: string) => void} edit  changes the document and says what was done
 * @property {(name: string, then: (entity: Entity) => Edit) => void} newEntity  opens the form for a new entity
 */

/**
 * The region that holds a place.
 * @param {Document} document
 * @param {Place} place
 * @returns {Place}
 */
function areaOf(document, [start, end]) {
  const held = document.article.regions.find(({ span }) => span && span[0] <= start && end <= span[1]);
  return held?.span ?? [start, end];
}

/**
 * One stretch of words, whose borders buttons move.
 * @param {{tools: Tools, quote: Quote, part: Part, index: number}} props
 */
function Stretch({ tools, quote, part, index }) {
  const { text, document, edit } = tools;
  const places = placesOf(quote[part]);
  const place = places[index];
  const words = text.words(place);
  const move = (/** @type {0 | 1} */ edge, /** @type {-1 | 1} */ by) => () => {
    const moved = text.stepped(place, edge, by, areaOf(document, place));
    edit(setPart(quote.id, part, places.with(index, moved)), `Now: ${text.words(moved)}`);
  };
  const button = (
    /** @type {0 | 1} */ edge,
    /** @type {-1 | 1} */ by,
    /** @type {string} */ sign,
    /** @type {string} */ name,
  ) => html`<button type="button" aria-label=${name} title=${name} onClick=${move(edge, by)}>${sign}</button>`;
  return html`<li class="stretch">
    <q dir="auto">${words}</q>
    <span class="borders">
      <span role="group" aria-label="First word"><small>begin</small> ${button(0, -1, "←", "Begin one word earlier")}${button(0, 1, "→", "Begin one word later")}</span>
      <span role="group" aria-label="Last word"><small>end</small> ${button(1, -1, "←", "End one word earlier")}${button(1, 1, "→", "End one word later")}</span>
      ${
        (part !== "content" || places.length > 1) &&
        html`<button
        type="button"
        aria-label=${`Remove these words: ${words}`}
        onClick=${() => edit(setPart(quote.id, part, places.toSpliced(index, 1)), "Removed the words")}
      >
        Remove
      </button>`
      }
    </span>
  </li>`;
}

/** @param {{tools: Tools, quote: Quote, part: Part}} props */
function PartRow({ tools, quote, part }) {
  const { selected, text, edit } = tools;
  const places = placesOf(quote[part]);
  const words = selected && text.words(selected);
  return html`<fieldset>
    <legend>${NAMES[part]}</legend>
    ${
      places.length
        ? html`<ul>${places.map((_, index) => html`<${Stretch} key=${index} tools=${tools} quote=${quote} part=${part} index=${index} />`)}</ul>`
        : html`<p class="quiet">No words yet. Select them in the text.</p>`
    }
    ${
      selected &&
      html`<p>
      <button type="button" onClick=${() => edit(setPart(quote.id, part, [selected]), `Now: ${words}`)}>Use the selected words</button>
      ${
        places.length > 0 &&
        html` <button type="button" onClick=${() => edit(setPart(quote.id, part, [...places, selected]), `Added: ${words}`)}>Add them</button>`
      }
    </p>`
    }
  </fieldset>`;
}

/** @param {{tools: Tools, quote: Quote}} props */
function Speakers({ tools, quote }) {
  const { entities, edit, newEntity } = tools;
  const add = (/** @type {Entity} */ entity) => setSpeakers(quote.id, [...new Set([...quote.speakers, entity.id])]);
  return html`<fieldset>
    <legend>Speakers</legend>
    ${
      quote.speakers.length > 0 &&
      html`<ul class="chips">
      ${quote.speakers.map(
        (id) =>
          html`<li key=${id}>
            ${entities.get(id)?.name ?? id}
            <button
              type="button"
              aria-label=${`Remove the speaker ${entities.get(id)?.name ?? id}`}
              onClick=${() =>
                edit(
                  setSpeakers(
                    quote.id,
                    quote.speakers.filter((one) => one !== id),
                  ),
                  "Removed the speaker",
                )}
            >
              ×
            </button>
          </li>`,
      )}
    </ul>`
    }
    <${Chooser}
      label="Add a speaker"
      entities=${[...entities.values()]}
      onChoose=${(/** @type {Entity} */ entity) => edit(add(entity), `Added the speaker ${entity.name}`)}
      onNew=${(/** @type {string} */ name) => newEntity(name, add)}
    />
    ${
      quote.speakers.length === 0 &&
      html`<label>
      <input
        type="checkbox"
        checked=${Boolean(quote.no_speaker)}
        onChange=${(/** @type {any} */ event) => edit(setField(quote.id, "no_speaker", event.target.checked ? NO_SPEAKER : ""), "Changed the speaker")}
      />
      The article does not say who speaks
    </label>`
    }
  </fieldset>`;
}

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
 * @param {{tools: Tools, quote: Quote, number: number, findings: Finding[]}} props
 */
export function QuoteForm({ tools, quote, number, findings }) {
  const { document, edit } = tools;
  const sure = quote.confidence;
  const others = document.article.quotes.filter((other) => other.id !== quote.id);
  return html`<section class="quote-form" aria-labelledby="quote-title">
    <h2 id="quote-title" tabindex="-1">Quote ${number} <span class=${`type ${quote.type ?? ""}`}>${quote.type ?? "new"}</span></h2>
    ${
      sure !== undefined &&
      html`<p class="quiet">Suggested by the rule <code>${quote.rule}</code> with a confidence of ${sure}, where 1 is certain.</p>`
    }
    <p class="decide">
      ${
        sure !== undefined &&
        html`<button type="button" class="main" onClick=${() => edit(acceptQuote(quote.id), `Accepted quote ${number}`)}>Accept <kbd>A</kbd></button>`
      }
      <button type="button" onClick=${() => edit(removeQuote(quote.id), `Removed quote ${number}`)}>${sure === undefined ? "Delete" : "Reject"} <kbd>X</kbd></button>
    </p>
    ${findings.map((finding, index) => html`<${FindingCard} key=${index} finding=${finding} />`)}
    ${
      /** @type {const} */ (["content", "cue", "source"]).map(
        (part) => html`<${PartRow} key=${part} tools=${tools} quote=${quote} part=${part} />`,
      )
    }
    <${Speakers} tools=${tools} quote=${quote} />
    <details>
      <summary>More about this quote</summary>
      <${Select}
        label="Said, written or thought"
        value=${quote.medium}
        options=${[["speech", "said"], ["writing", "written"], ["thought", "thought"]]}
        onChange=${(/** @type {string} */ value) => edit(setField(quote.id, "medium", value), "Changed the medium")}
      />
      <${Select}
        label="Did it happen?"
        value=${quote.factuality ?? ""}
        options=${[["", "yes"], ["negated", "no: “did not say”"], ["hypothetical", "not yet or perhaps: “would say”"]]}
        onChange=${(/** @type {string} */ value) => edit(setField(quote.id, "factuality", value), "Changed whether it happened")}
      />
      <${Select}
        label="Inside another quote"
        value=${quote.within ?? ""}
        options=${[["", "no"], ...others.map((other) => [other.id, other.id])]}
        onChange=${(/** @type {string} */ value) => edit(setField(quote.id, "within", value), "Changed the outer quote")}
      />
      <label>
        <input
          type="checkbox"
          checked=${Boolean(quote.unbalanced)}
          onChange=${(/** @type {any} */ event) => edit(setField(quote.id, "unbalanced", event.target.checked), "Changed the marks")}
        />
        The article lost a quotation mark here
      </label>
    </details>
  </section>`;
}
