// The form of one quote: its words, who speaks, and whether the suggestion is right.
import { html } from "htm/preact";
import { Chooser } from "./choose.js";
import {
  acceptQuote,
  NO_SPEAKER,
  placesOf,
  removeQuote,
  setCertain,
  setDate,
  setField,
  setPart,
  setSpeakers,
  setUtterances,
} from "./edits.js";
import { FactForm } from "./facts.js";
import { FindingCard, Line, Select } from "./fields.js";

/** @import { Document, Entity, Fact, Finding, Part, Place, Quote } from "./types.js" */
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
 * @property {Set<string>} outlets  the ids of the corpus's outlets and of the document's own
 * @property {{id: string, paraphrase: string}[]} utterances  those of the corpus
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

/** What a cue does, as in the schema. */
export const CUE_CLASSES = [
  "say",
  "argue",
  "claim",
  "describe",
  "accuse",
  "criticise",
  "deny",
  "demand",
  "ask",
  "warn",
  "promise",
  "believe",
  "expect",
  "report",
];

/** How a source names the speaker, as in the schema. @type {[string, string][]} */
export const SOURCE_FORMS = [
  ["name", "by name"],
  ["description", "by a description (“the Russian president”)"],
  ["pronoun", "by a pronoun"],
  ["document", "a document (“the paper”)"],
  ["unnamed", "without a name (“some”, “critics”)"],
];

/**
 * What a quote reports and other quotes report too.
 * @param {{tools: Tools, quote: Quote}} props
 */
function Utterances({ tools, quote }) {
  const { utterances, edit } = tools;
  const own = quote.utterances ?? [];
  const words = new Map(utterances.map((one) => [one.id, one.paraphrase]));
  const set = (/** @type {string[]} */ ids) => edit(setUtterances(quote.id, ids), "Changed the utterances");
  const left = utterances.filter(({ id }) => !own.includes(id));
  return html`<ul>
      ${own.map(
        (id) => html`<li key=${id}>
          ${words.get(id) ?? id}${" "}
          <button type="button" aria-label=${`Remove the utterance ${id}`} onClick=${() => set(own.filter((one) => one !== id))}>Remove</button>
        </li>`,
      )}
    </ul>
    ${
      left.length > 0 &&
      html`<${Select}
        label="Another article reports the same saying"
        value=""
        options=${[["", "choose it"], ...left.map((one) => [one.id, one.paraphrase])]}
        onChange=${(/** @type {string} */ id) => id && set([...own, id])}
      />`
    }`;
}

/** @param {{tools: Tools, quote: Quote}} props */
function Dates({ tools, quote }) {
  /** @type {["said_on" | "public_on", string][]} */
  const dates = [
    ["said_on", "When it was said"],
    ["public_on", "When it was made public, if the article dates only that"],
  ];
  return dates.map(
    ([field, title]) =>
      html`<${FactForm}
        key=${field}
        tools=${tools}
        id=${`quote-${field}`}
        title=${title}
        help="As 2024-05-16, 2024-05 or 2024"
        fact=${quote[field] ?? { value: null, basis: "unknown" }}
        onChange=${(/** @type {Partial<Fact>} */ fields) => tools.edit(setDate(quote.id, field, fields), "Changed the date")}
      />`,
  );
}

/** @param {{tools: Tools, quote: Quote}} props */
function PassedOn({ tools, quote }) {
  const { entities, edit } = tools;
  if (quote.via) {
    return html`<p>Passed on by ${entities.get(quote.via)?.name ?? quote.via}${" "}
      <button type="button" onClick=${() => edit(setField(quote.id, "via", ""), "Removed who passed it on")}>Remove</button>
    </p>`;
  }
  return html`<${Chooser}
    label="Who passed the words on, if not the speaker (“quoted by Xinhua”)"
    entities=${[...entities.values()]}
    onChoose=${(/** @type {Entity} */ one) => edit(setField(quote.id, "via", one.id), `Passed on by ${one.name}`)}
  />`;
}

/** @param {{tools: Tools, quote: Quote}} props */
function More({ tools, quote }) {
  const { document, edit } = tools;
  const others = document.article.quotes.filter((other) => other.id !== quote.id).map(({ id }) => [id, id]);
  const select = (
    /** @type {import("./edits.js").QuoteField} */ field,
    /** @type {string} */ label,
    /** @type {any[]} */ options,
    /** @type {string} */ says,
  ) =>
    html`<${Select}
      label=${label}
      value=${quote[field] ?? ""}
      options=${options}
      onChange=${(/** @type {string} */ value) => edit(setField(quote.id, field, value), says)}
    />`;
  const line = (/** @type {"note" | "cue_lemma"} */ field, /** @type {string} */ label, /** @type {string} */ says) =>
    html`<${Line} label=${label} value=${quote[field] ?? ""} onChange=${(/** @type {string} */ value) => edit(setField(quote.id, field, value), says)} />`;
  const check = (
    /** @type {string} */ label,
    /** @type {boolean} */ checked,
    /** @type {(checked: boolean) => void} */ onChange,
  ) =>
    html`<label class="check">
      <input type="checkbox" checked=${checked} onChange=${(/** @type {any} */ event) => onChange(event.target.checked)} />
      ${label}
    </label>`;
  const medium = [
    ["speech", "said"],
    ["writing", "written"],
    ["thought", "thought"],
  ];
  const factuality = [
    ["", "yes"],
    ["negated", "no: “did not say”"],
    ["hypothetical", "not yet or perhaps: “would say”"],
  ];
  const classes = [["", "what the list of cues says"], ...CUE_CLASSES.map((one) => [one, one])];
  return html`<details>
    <summary>More about this quote</summary>
    ${select("medium", "Said, written or thought", medium, "Changed the medium")}
    ${select("factuality", "Did it happen?", factuality, "Changed whether it happened")}
    ${select("within", "Inside another quote", [["", "no"], ...others], "Changed the outer quote")}
    ${check("The article leaves it open who speaks", quote.certain === false, (open) =>
      edit(setCertain(quote.id, !open), "Changed how sure the speaker is"),
    )}
    ${check("The article lost a quotation mark here", Boolean(quote.unbalanced), (lost) =>
      edit(setField(quote.id, "unbalanced", lost), "Changed the marks"),
    )}
    ${line("note", "A remark for readers of the annotation", "Changed the remark")}
    <details>
      <summary>Dates, cue, source, and who passed it on</summary>
      <${Dates} tools=${tools} quote=${quote} />
      ${
        quote.cue &&
        html`${select("cue_class", "What the cue does", classes, "Changed the class of the cue")}
        ${line("cue_lemma", "Main word of the cue as in a dictionary (only if the list of cues is wrong)", "Changed the word of the cue")}`
      }
      ${quote.source && select("source_form", "How the source names the speaker", [["", "not given"], ...SOURCE_FORMS], "Changed the form of the source")}
      ${select("antecedent", "“This” or “it” in the words means what this quote says", [["", "no quote"], ...others], "Changed the antecedent")}
      <${PassedOn} tools=${tools} quote=${quote} />
      <${Utterances} tools=${tools} quote=${quote} />
    </details>
  </details>`;
}

/**
 * @param {{tools: Tools, quote: Quote, number: number, findings: Finding[]}} props
 */
export function QuoteForm({ tools, quote, number, findings }) {
  const { edit } = tools;
  const sure = quote.confidence;
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
    <${More} tools=${tools} quote=${quote} />
  </section>`;
}
