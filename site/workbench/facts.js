// Who published the article, when and by whom, each with the words that say so.
import { html } from "htm/preact";
import { setFact, setNote } from "./edits.js";
import { Evidence, FindingCard, Line, Select } from "./fields.js";
import { NewOutlet, OwnOutlets } from "./outlet.js";

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
 * A value with the words that say so; `children` is what comes behind it.
 * @param {{tools: Tools, id: string, title: string, help: string, fact: Fact, options?: [string, string][],
 *   findings?: Finding[], onChange: (fields: Partial<Fact>) => void, children?: any}} props
 */
export function FactForm({ tools, id, title, help, fact, options, findings = [], onChange, children }) {
  const value = fact.value ?? "";
  return html`<fieldset class="fact" id=${id}>
    <legend>${title}</legend>
    ${
      options
        ? html`<${Select}
          label=${help}
          value=${value}
          options=${[["", "unknown"], ...options]}
          onChange=${(/** @type {string} */ one) => onChange({ value: one })}
        />`
        : html`<${Line} label=${help} value=${value} placeholder="unknown" onChange=${(/** @type {string} */ one) => onChange({ value: one })} />`
    }
    ${
      value &&
      html`<${Select} label="How do we know?" value=${fact.basis} options=${BASES} onChange=${(/** @type {string} */ basis) => onChange({ basis })} />
      ${
        fact.basis === "inferred" &&
        html`<${Line} label="How it follows" value=${fact.reasoning ?? ""} onChange=${(/** @type {string} */ reasoning) => onChange({ reasoning })} />`
      }
      <${Evidence} tools=${tools} evidence=${fact.evidence} onChange=${(/** @type {any} */ evidence) => onChange({ evidence })} />`
    }
    ${children}
    ${findings.map((finding, index) => html`<${FindingCard} key=${index} finding=${finding} />`)}
  </fieldset>`;
}

/**
 * @param {{tools: Tools, name: FactName, onChange: (fields: Partial<Fact>) => void}} props
 */
function Beside({ tools, name, onChange }) {
  const { document, selected, text } = tools;
  if (name === "outlet") return html`<${NewOutlet} tools=${tools} />`;
  if (name !== "byline" || !selected || document.article.byline.value) return null;
  const words = text.words(selected);
  return html`<button type="button" onClick=${() => onChange({ value: words, evidence: [{ span: selected }] })}>
    The selected words are the byline
  </button>`;
}

/** @param {{tools: Tools, outlets: {id: string, name: string}[], findings: Finding[]}} props */
export function Facts({ tools, outlets, findings }) {
  const { document, edit } = tools;
  const { article } = document;
  const known = [...outlets, ...Object.values(document.outlets ?? {})];
  return html`<section aria-labelledby="facts-title">
    <h2 id="facts-title">Metadata</h2>
    ${FACTS.map(([name, title, help]) => {
      const onChange = (/** @type {Partial<Fact>} */ fields) => edit(setFact(name, fields), `Changed: ${title}`);
      return html`<${FactForm}
        key=${name}
        tools=${tools}
        id=${`fact-${name}`}
        title=${title}
        help=${help}
        fact=${article[name]}
        options=${name === "outlet" ? known.map((one) => [one.id, one.name]) : undefined}
        findings=${findings.filter(({ path, file }) => path[0] === name && file.startsWith("corpus/articles/"))}
        onChange=${onChange}
      >
        <${Beside} tools=${tools} name=${name} onChange=${onChange} />
      <//>`;
    })}
    <${OwnOutlets} tools=${tools} findings=${findings} />
    <${Line}
      label="A remark for readers of the annotation"
      value=${article.note ?? ""}
      onChange=${(/** @type {string} */ note) => edit(setNote(note), "Changed the remark")}
    />
  </section>`;
}
