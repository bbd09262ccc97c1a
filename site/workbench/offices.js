// What the article calls its speakers: their office, and whom they speak for.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Chooser } from "./choose.js";
import { setOffice } from "./edits.js";
import { Evidence, FindingCard, Line } from "./fields.js";

/** @import { Entity, Finding, Office } from "./types.js" */
/** @import { Tools } from "./quote.js" */

/**
 * @param {{tools: Tools, entity: string, role: Office | undefined, findings: Finding[]}} props
 */
function Speaker({ tools, entity, role, findings }) {
  const { entities, edit } = tools;
  const [isOpen, setOpen] = useState(false);
  const nameOf = (/** @type {string} */ id) => entities.get(id)?.name ?? id;
  const name = nameOf(entity);
  const set = (/** @type {Partial<Office>} */ fields) =>
    edit(setOffice(entity, fields), `Changed the office of ${name}`);
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
    <p class="quiet">What this article calls them: “foreign minister”, of Japan. Leave it out where the article does not say.</p>
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
