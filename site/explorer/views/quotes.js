// The quotes that meet a search and filters.
import { html } from "htm/preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address } from "../address.js";
import { asPython, asSql } from "../download/code.js";
import { FORMATS } from "../download/write.js";
import { findTerms } from "../search/match.js";
import { parseQuery, withForms } from "../search/query.js";
import { select } from "../search/select.js";
import { sortRows } from "../search/sort.js";
import { count, figure } from "../words.js";
import { Chips, Facets } from "./facets.js";
import { Copy, Pager, Title } from "./parts.js";
import { QuoteTable } from "./quote_table.js";

const PAGE = 50;

/** A pause of so many milliseconds in typing starts the search. */
const PAUSE = 150;

/** @param {{app: import("../app.js").App}} props */
export function QuotesView({ app }) {
  const { quotes, loaded, state } = app;
  const { q, stem, filters, sort } = state;
  const terms = useMemo(() => {
    const asked = parseQuery(q);
    return stem && asked.length ? withForms(asked, quotes.blocks) : asked;
  }, [q, stem, stem && loaded]);
  const matches = useMemo(() => (terms.length ? findTerms(quotes, terms) : null), [terms, loaded]);
  const found = useMemo(() => select(quotes, filters, matches), [matches, loaded, JSON.stringify(filters)]);
  const rows = useMemo(() => sortRows(quotes, found.rows, sort, matches), [found, sort]);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(state.page, pages);
  const shown = rows.subarray((page - 1) * PAGE, page * PAGE);
  return html`<${Title} label="Quotes">Quotes<//>
    <${Search} app=${app} />
    <${Chips} app=${app} />
    <div class="with-facets">
      <section class="results" aria-label="Quotes found">
        <p class="result-count" role="status"><strong>${summary(quotes, rows.length)}</strong>${loaded < quotes.total ? html` <span class="quiet">(${figure(loaded)} read so far)</span>` : null}</p>
        <button type="button" class="to-facets" onClick=${toFilters}>Filter these quotes</button>
        ${loaded === quotes.total ? html`<${Take} app=${app} rows=${rows} terms=${terms} />` : null}
        ${
          rows.length
            ? html`<${QuoteTable} quotes=${quotes} rows=${shown} matches=${matches} terms=${terms} sort=${sort}
                onSort=${(/** @type {string} */ next) => app.change({ sort: next })} label="Quotes found" />`
            : html`<p>No quote matches. Remove a filter, or search for fewer words.</p>`
        }
        <${Pager} page=${page} of=${pages} go=${(/** @type {number} */ next) => app.change({ page: next })} />
      </section>
      <aside class="facets" aria-labelledby="filters"><h2 id="filters" tabindex="-1">Filters</h2><${Facets} app=${app} counts=${found.counts} /></aside>
    </div>`;
}

/** On a narrow screen the filters are below the rows. */
function toFilters() {
  document.getElementById("filters")?.focus();
}

/**
 * @param {import("../data/quotes.js").Quotes} quotes
 * @param {number} number
 */
function summary(quotes, number) {
  return number === quotes.loaded ? count(number, "quote") : `${figure(number)} of ${count(quotes.total, "quote")}`;
}

/** @param {{app: import("../app.js").App}} props */
function Search({ app }) {
  const { q, stem } = app.state;
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);
  useEffect(() => {
    // The search was changed elsewhere: by a chip, or by going back.
    if (q !== sent.current) setTyped(q);
    sent.current = q;
  }, [q]);
  useEffect(() => {
    if (typed === sent.current) return undefined;
    const waiting = setTimeout(() => {
      sent.current = typed;
      app.change({ q: typed }, true);
    }, PAUSE);
    return () => clearTimeout(waiting);
  }, [typed]);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    app.change({ q: typed });
  };
  return html`<form class="search" role="search" onSubmit=${submit}>
    <label for="q">Words in the quote</label>
    <input id="q" type="search" value=${typed} autocomplete="off" aria-describedby="q-help"
      onInput=${(/** @type {any} */ event) => setTyped(event.target.value)} />
    <label class="check"><input type="checkbox" checked=${stem} onChange=${() => app.change({ stem: !stem, q: typed })} /> also other forms of a word</label>
    <p id="q-help" class="quiet">All words must be in the quote. Put a phrase in quotation marks: "cold war". A star matches any ending: secur*.</p>
  </form>`;
}

/**
 * Takes the rows away: as a file, as a link, as code.
 * @param {{app: import("../app.js").App, rows: Uint32Array, terms: import("../search/query.js").Term[]}} props
 */
function Take({ app, rows, terms }) {
  const [said, setSaid] = useState("");
  const table = app.release.table("quotes");
  const wanted = () => ({
    urls: table.urls.map((url) => new URL(url, location.href).href),
    filters: app.state.filters,
    terms,
  });
  const save = async (/** @type {string} */ ending) => {
    setSaid(`Preparing the file …`);
    try {
      offer(await FORMATS[ending].make(table, rows), `quotes-${app.release.version}.${ending}`);
      setSaid(`${count(rows.length, "quote")} saved as ${FORMATS[ending].name}`);
    } catch (error) {
      setSaid(`The file could not be made: ${/** @type {Error} */ (error).message}`);
    }
  };
  return html`<div class="take">
    <span>Download these rows:</span>
    ${Object.entries(FORMATS).map(([ending, { name }]) => html`<button type="button" onClick=${() => save(ending)}>${name}</button> `)}
    <span class="vh" role="status">${said}</span>
    <span class="copies">
      <${Copy} text=${() => new URL(address({ ...app.state, version: app.release.version }), location.href).href}>Copy link<//>
      <${Copy} text=${() => asSql(wanted())}>Copy as SQL<//>
      <${Copy} text=${() => asPython(wanted())}>Copy as Python<//>
    </span>
    ${said ? html`<p class="quiet" aria-hidden="true">${said}</p>` : null}
  </div>`;
}

/**
 * Offers a file for download.
 * @param {Blob} blob
 * @param {string} name
 */
function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
