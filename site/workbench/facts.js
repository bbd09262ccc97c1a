// Who published the article, when and by whom, each with the words that say so.
import { html } from "htm/preact";
import { placesOf, setFact } from "./edits.js";
import { FindingCard, Select } from "./quote.js";

/** @import { Fact, FactName, Finding } from "./types.js" */
/** @import { Tools } from "./quote.js" */

/** @type {[FactName, string, string][]} */
const FACTS = [
  ["outlet", "Outlet", "Who published the text"],
  ["published", "Date", "As 2024-05-16, 2024-05 or 2024"],
  ["byline", "Byline", "The author as the article names them"],
];

/** @type {[string, string][]} */
const BASES = [
  ["stated", "the words say it"],
  ["inferred", "it follows from the words"],
];

/**
 * @param {{tools: Tools, name: FactName, title: string, help: string, outlets: {id: string, name: string}[], findings: Finding[]}} props
 */
function FactForm({ tools, name, title, help, outlets, findings }) {
  const { document, edit, selected, text } = tools;
  /** @type {Fact} */
  const fact = document.article[name];
  const set = (/** @type {Partial<Fact>} */ fields) => edit(setFact(name, fields), `Changed: ${title}`);
  const places = placesOf(fact.evidence);
  const value = fact.value ?? "";
  const words = selected && text.words(selected);
  return html`<fieldset class="fact" id=${`fact-${name}`}>
    <legend>${title}</legend>
    ${
      name === "outlet"
        ? html`<${Select}
          label=${help}
          value=${value}
          options=${[["", "unknown"], ...outlets.map((one) => [one.id, one.name])]}
          onChange=${(/** @type {string} */ one) => set({ value: one })}
        />`
        : html`<label class="field"><span>${help}</span>
          <input value=${value} placeholder="unknown" onChange=${(/** @type {any} */ event) => set({ value: event.target.value.trim() })} />
        </label>`
    }
    ${
      value &&
      html`<${Select} label="How do we know?" value=${fact.basis} options=${BASES} onChange=${(/** @type {string} */ basis) => set({ basis })} />
      ${
        fact.basis === "inferred" &&
        html`<label class="field"><span>How it follows</span>
        <input value=${fact.reasoning ?? ""} onChange=${(/** @type {any} */ event) => set({ reasoning: event.target.value.trim() })} />
      </label>`
      }
      <ul class="chips">
        ${places.map(
          (place, index) =>
            html`<li key=${String(place)}>
              <q dir="auto">${text.words(place)}</q>
              <button
                type="button"
                aria-label=${`Remove the evidence ${text.words(place)}`}
                onClick=${() => set({ evidence: (fact.evidence ?? []).toSpliced(index, 1) })}
              >
                ×
              </button>
            </li>`,
        )}
      </ul>
      ${
        selected
          ? html`<button type="button" onClick=${() => set({ evidence: [...(fact.evidence ?? []), { span: selected }] })}>
            The selected words say so
          </button>`
          : !places.length && html`<p class="quiet">Select the words in the text that say so.</p>`
      }`
    }
    ${
      !value &&
      name === "byline" &&
      words &&
      html`<button type="button" onClick=${() => set({ value: words, evidence: [{ span: selected }] })}>The selected words are the byline</button>`
    }
    ${findings.map((finding, index) => html`<${FindingCard} key=${index} finding=${finding} />`)}
  </fieldset>`;
}

/** @param {{tools: Tools, outlets: {id: string, name: string}[], findings: Finding[]}} props */
export function Facts({ tools, outlets, findings }) {
  return html`<section aria-labelledby="facts-title">
    <h2 id="facts-title">Metadata</h2>
    <p class="quiet">An outlet that is not in the list needs a file of its own; add it with your pull request.</p>
    ${FACTS.map(
      ([name, title, help]) =>
        html`<${FactForm}
          key=${name}
          tools=${tools}
          name=${name}
          title=${title}
          help=${help}
          outlets=${outlets}
          findings=${findings.filter(({ path, file }) => path[0] === name && file.startsWith("corpus/articles/"))}
        />`,
    )}
  </section>`;
}
