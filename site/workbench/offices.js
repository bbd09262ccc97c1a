// What the article calls its speakers: their office, and whom they speak for.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Chooser } from "./choose.js";
import { setOffice } from "./edits.js";
import { Evidence, FindingCard, Line } from "./fields.js";

/** @import { Anchor, Entity, Finding, Office } from "./types.js" */
/** @import { Tools } from "./quote.js" */

/**
 * The words that say what an office or an affiliation is: the first that are equal, or else those that are selected.
 * @param {Tools} tools
 * @param {Partial<Office>} fields
 * @returns {Anchor[]}
 */
function evidenceOf({ text, selected, document }, { office, affiliation }) {
  const mention = document.article.mentions.find((one) => affiliation && one.entity === affiliation);
  const span = text.placeOf(office ?? "") ?? mention?.span ?? mention?.spans?.[0] ?? selected;
  return span ? [{ span }] : [];
}

/**
 * @param {{tools: Tools, entity: string, role: Office | undefined, findings: Finding[]}} props
 */
function Speaker({ tools, entity, role, findings }) {
  const { entities, edit } = tools;
  const [isOpen, setOpen] = useState(false);
  const [isUnsaid, setUnsaid] = useState(false);
  const nameOf = (/** @type {string} */ id) => entities.get(id)?.name ?? id;
  const name = nameOf(entity);
  const set = (/** @type {Partial<Office>} */ fields) => {
    const isLess = !fields.office && !fields.affiliation && !fields.evidence;
    if (isLess && !role) return;
    const evidence = role?.evidence.length ? role.evidence : evidenceOf(tools, fields);
    setUnsaid(!isLess && !evidence.length);
    if (isLess || evidence.length) edit(setOffice(entity, { evidence, ...fields }), `Changed the office of ${name}`);
  };
  const says = [role?.office, role?.affiliation && nameOf(role.affiliation)].filter(Boolean).join(", ");
  return html`<li>
    <strong>${name}</strong>${says && html`: ${says}`}
    <span class="borders">
      <button type="button" aria-expanded=${isOpen} aria-label=${`Change the office of ${name}`} onClick=${() => setOpen(!isOpen)}>Change</button>
      ${
        role &&
        html`<button type="button" aria-label=${`Remove the office of ${name}`} onClick=${() => set({ office: "", affiliation: undefined })}>Remove</button>`
      }
    </span>
    ${
      isOpen &&
      html`<${Line}
        label="Office in lower case, without country and name"
        placeholder="foreign minister"
        value=${role?.office ?? ""}
        onChange=${(/** @type {string} */ office) => set({ office })}
      />
      <p class="quiet">Speaks for: ${role?.affiliation ? nameOf(role.affiliation) : "not given"}
        ${role?.affiliation && html` <button type="button" onClick=${() => set({ affiliation: undefined })}>Remove</button>`}
      </p>
      <${Chooser}
        label="Country or body that the article connects the speaker with"
        entities=${[...entities.values()]}
        onChoose=${(/** @type {Entity} */ one) => set({ affiliation: one.id })}
      />
      ${isUnsaid && html`<p class="notice" role="alert">Select the words in the text that say so, and enter it again.</p>`}
      ${role && html`<${Evidence} tools=${tools} evidence=${role.evidence} onChange=${(/** @type {any} */ evidence) => set({ evidence })} />`}`
    }
    ${findings.map((finding, index) => html`<${FindingCard} key=${index} finding=${finding} />`)}
  </li>`;
}

/** @param {{tools: Tools, findings: Finding[]}} props */
export function Offices({ tools, findings }) {
  const { article } = tools.document;
  const roles = article.roles ?? [];
  const speaking = article.quotes.flatMap((quote) => [...quote.speakers, ...(quote.via ? [quote.via] : [])]);
  const all = [...new Set([...speaking, ...roles.map(({ entity }) => entity)])];
  return html`<section aria-labelledby="offices-title">
    <h2 id="offices-title">Offices of the speakers</h2>
    <p class="quiet">What this article calls them: “foreign minister”, of Japan. Leave it out if the article does not say.</p>
    <ul class="mentions">
      ${all.map((entity) => {
        const index = roles.findIndex((one) => one.entity === entity);
        return html`<${Speaker}
          key=${entity}
          tools=${tools}
          entity=${entity}
          role=${roles[index]}
          findings=${findings.filter(({ path }) => path[0] === "roles" && path[1] === index)}
        />`;
      })}
    </ul>
  </section>`;
}
