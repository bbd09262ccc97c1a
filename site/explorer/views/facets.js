// The filters beside the quotes, each value with the number of quotes it leaves.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { visible } from "../../shared/visible.js";
import { FACETS } from "../data/facet.js";
import { figure, shortened } from "../words.js";

/** So many values are shown before one asks for more, and after that. */
const FEW = 6;
const MANY = 100;

/** The facets that are open when the page is first shown. */
const OPEN = ["speaker", "outlet", "type"];

const MOST_LETTERS = 60;

/**
 * @param {{app: import("../app.js").App, counts: Record<string, Uint32Array>}} props
 */
export function Facets({ app, counts }) {
  const shown = FACETS.filter(({ isHidden, key }) => !isHidden || app.state.filters[key]);
  return shown.map(
    ({ key }) => html`<${FacetList} key=${key} facet=${app.quotes.facets[key]} counts=${counts[key]} app=${app} />`,
  );
}

/**
 * @param {{facet: import("../data/facet.js").Facet, counts: Uint32Array, app: import("../app.js").App}} props
 */
function FacetList({ facet, counts, app }) {
  const { key, label } = facet.kind;
  const [isLong, setLong] = useState(false);
  const [wanted, setWanted] = useState("");
  const chosen = app.state.filters[key] ?? [];
  const found = ranked(facet, counts, chosen, wanted);
  const shown = found.slice(0, isLong || wanted ? MANY : Math.max(FEW, chosen.length));
  const more = found.length - shown.length;
  return html`<details class="facet" open=${OPEN.includes(key) || chosen.length > 0}>
    <summary>${label}${chosen.length ? html` <strong class="chosen">${chosen.length} chosen</strong>` : null}</summary>
    <fieldset>
      <legend class="vh">${label}</legend>
      ${
        facet.values.length > FEW
          ? html`<input type="search" value=${wanted} placeholder="Find in this list" aria-label=${`Find in the list: ${label}`}
              onInput=${(/** @type {any} */ event) => setWanted(event.target.value)} />`
          : null
      }
      <ul>${shown.map((code) => html`<${Choice} key=${code} facet=${facet} code=${code} number=${counts[code]} app=${app} />`)}</ul>
      ${more > 0 && !isLong && !wanted ? html`<button type="button" onClick=${() => setLong(true)}>Show more</button>` : null}
      ${more > 0 && (isLong || wanted) ? html`<p class="quiet">${figure(more)} more: type a part of the name above</p>` : null}
    </fieldset>
  </details>`;
}

/**
 * The codes with quotes, most quotes first; chosen ones before all others.
 * @param {import("../data/facet.js").Facet} facet
 * @param {Uint32Array} counts
 * @param {string[]} chosen
 * @param {string} wanted
 */
function ranked(facet, counts, chosen, wanted) {
  const part = wanted.toLowerCase();
  const isChosen = facet.values.map((value) => (chosen.includes(value) ? 1 : 0));
  return Array.from(facet.values.keys())
    .filter((code) => (counts[code] || isChosen[code]) && facet.labels[code].toLowerCase().includes(part))
    .sort((a, b) => isChosen[b] - isChosen[a] || counts[b] - counts[a] || (facet.labels[a] < facet.labels[b] ? -1 : 1));
}

/**
 * @param {{facet: import("../data/facet.js").Facet, code: number, number: number, app: import("../app.js").App}} props
 */
function Choice({ facet, code, number, app }) {
  const { filters } = app.state;
  const { key } = facet.kind;
  const value = facet.values[code];
  const chosen = filters[key] ?? [];
  const isOn = chosen.includes(value);
  const toggle = () => {
    const next = isOn ? chosen.filter((other) => other !== value) : [...chosen, value];
    app.change({ filters: next.length ? { ...filters, [key]: next } : without(filters, key) });
  };
  return html`<li><label>
    <input type="checkbox" checked=${isOn} onChange=${toggle} />
    <span class="value-name">${visible(shortened(facet.labels[code], MOST_LETTERS))}</span>
    <span class="number">${figure(number)}</span>
  </label></li>`;
}

/**
 * @param {import("../search/select.js").Filters} filters
 * @param {string} key
 */
function without(filters, key) {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => name !== key));
}

/**
 * What is active, each with a button that removes it.
 * @param {{app: import("../app.js").App}} props
 */
export function Chips({ app }) {
  const { filters, q } = app.state;
  const chips = Object.entries(filters).flatMap(([key, values]) => values.map((value) => ({ key, value })));
  if (!chips.length && !q) return null;
  const remove = (/** @type {string} */ key, /** @type {string} */ value) => {
    const left = filters[key].filter((other) => other !== value);
    app.change({ filters: left.length ? { ...filters, [key]: left } : without(filters, key) });
  };
  return html`<ul class="chips" aria-label="Active filters">
    ${q ? html`<li><button type="button" onClick=${() => app.change({ q: "", sort: "" })}>Words: ${visible(q)} <span aria-hidden="true">×</span><span class="vh">, remove</span></button></li>` : null}
    ${chips.map(({ key, value }) => {
      const facet = app.quotes.facets[key];
      const code = facet.codeOf.get(value);
      const label = code === undefined ? value : facet.labels[code];
      return html`<li><button type="button" onClick=${() => remove(key, value)}>${facet.kind.label}: ${visible(shortened(label, MOST_LETTERS))} <span aria-hidden="true">×</span><span class="vh">, remove</span></button></li>`;
    })}
    <li><button type="button" class="plain" onClick=${() => app.change({ q: "", sort: "", filters: {} })}>Clear all</button></li>
  </ul>`;
}
