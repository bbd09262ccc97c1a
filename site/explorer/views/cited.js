// How to cite what a page shows, and its permanent link.
import { html } from "htm/preact";
import { address } from "../address.js";
import { bibtex, citation } from "../cite.js";
import { Copy } from "./parts.js";

/**
 * @param {{app: import("../app.js").App, kind: string, words: string}} props
 */
export function Cited({ app, kind, words }) {
  const { view, id } = app.state;
  const url = new URL(address({ view, id, version: app.release.version }), location.href).href;
  const cited = { id, kind, words, url };
  return html`<section class="cite"><h2>Cite this ${kind.toLowerCase()}</h2>
    <p class="citation">${citation(app.release, cited)}</p>
    <p><${Copy} text=${() => citation(app.release, cited)}>Copy as text<//> <${Copy} text=${() => bibtex(app.release, cited)}>Copy as BibTeX<//> <${Copy} text=${() => url}>Copy link<//></p>
  </section>`;
}
