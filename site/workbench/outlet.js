// Outlets that come with the article, since the corpus does not have them yet.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { addOutlet, removeOutlet } from "./edits.js";
import { FindingCard, Select } from "./fields.js";
import { idOf } from "./names.js";

/** @import { Finding, Outlet } from "./types.js" */
/** @import { Tools } from "./quote.js" */

/** The kinds of outlets, as in the schema. @type {[string, string][]} */
export const KINDS = [
  ["newspaper", "newspaper or magazine"],
  ["agency", "news agency"],
  ["broadcaster", "broadcaster"],
  ["website", "website"],
  ["repost-site", "website that reposts texts of others"],
];

/** @type {Outlet} */
const EMPTY = { id: "", name: "", kind: "website", domain: "", country: "", description: "" };

/**
 * A button that opens the form of a new outlet.
 * @param {{tools: Tools}} props
 */
export function NewOutlet({ tools }) {
  const { selected, text, edit, outlets } = tools;
  const [value, setValue] = useState(/** @type {Outlet | undefined} */ (undefined));
  const set = (/** @type {string} */ key) => (/** @type {any} */ event) =>
    value && setValue({ ...value, [key]: event.target.value });
  if (!value) {
    const name = selected ? text.words(selected) : "";
    return html`<p><button type="button" onClick=${() => setValue({ ...EMPTY, id: idOf(name), name })}>
      ${name ? `New outlet: ${name}` : "New outlet"}
    </button></p>`;
  }
  const isTaken = outlets.has(value.id);
  const save = () => {
    const fields = Object.entries(value).map(([key, words]) => [key, words.trim()]);
    edit(addOutlet(Object.fromEntries(fields.filter(([, words]) => words))), `Added the outlet ${value.name}`);
    setValue(undefined);
  };
  return html`<form
    class="outlet-form"
    aria-label="New outlet"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (!isTaken) save();
    }}
  >
    <label class="field"><span>Name in English</span>
      <input
        required
        maxlength="2000"
        value=${value.name}
        onInput=${(/** @type {any} */ event) => setValue({ ...value, name: event.target.value, id: idOf(event.target.value) })}
      />
    </label>
    <label class="field"><span>Permanent id of the outlet</span>
      <input required pattern="[a-z0-9]+(-[a-z0-9]+)*" maxlength="80" value=${value.id} onInput=${set("id")} />
    </label>
    ${isTaken && html`<p class="notice" role="alert">The id ${value.id} is taken. Choose another one, or choose that outlet from the list.</p>`}
    <${Select} label="Kind of outlet" value=${value.kind} options=${KINDS} onChange=${(/** @type {string} */ kind) => setValue({ ...value, kind })} />
    <label class="field"><span>Internet domain, such as news.example (if known)</span>
      <input pattern="[a-z0-9\\-]+([.][a-z0-9\\-]+)+" title="Lower case, without https:// and without a path" value=${value.domain} onInput=${set("domain")} />
    </label>
    <label class="field"><span>Country, two letters (if a source says so)</span>
      <input pattern="[A-Z]{2}" title="Two capital letters, such as NZ" value=${value.country} onInput=${set("country")} />
    </label>
    <label class="field"><span>What it is, and how you know</span>
      <input required maxlength="2000" placeholder="news site from Wellington, by its own page" value=${value.description} onInput=${set("description")} />
    </label>
    <p>
      <button type="submit" class="main">Add the outlet</button>${" "}
      <button type="button" onClick=${() => setValue(undefined)}>Cancel</button>
    </p>
  </form>`;
}

/**
 * The outlets that come with the article; one that the article does not name can be deleted.
 * @param {{tools: Tools, findings: Finding[]}} props
 */
export function OwnOutlets({ tools, findings }) {
  const { document, edit } = tools;
  const own = Object.values(document.outlets ?? {});
  if (!own.length) return null;
  return html`<ul class="cards">
    ${own.map(
      (outlet) => html`<li key=${outlet.id} class="card" id=${`outlet-${outlet.id}`}>
        <h3>${outlet.name} <code>${outlet.id}</code></h3>
        <p>New outlet: ${outlet.description}</p>
        ${findings
          .filter(({ file }) => file === `corpus/outlets/${outlet.id}.json`)
          .map((finding, index) => html`<${FindingCard} key=${index} finding=${finding} />`)}
        ${
          document.article.outlet.value !== outlet.id &&
          html`<button type="button" onClick=${() => edit(removeOutlet(outlet.id), `Deleted ${outlet.name}`)}>Delete (the article does not name it)</button>`
        }
      </li>`,
    )}
  </ul>`;
}
