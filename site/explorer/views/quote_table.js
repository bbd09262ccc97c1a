// Quotes as rows: a concordance if words were searched, else a list.
import { html } from "htm/preact";
import { visible } from "../../shared/visible.js";
import { recordAddress } from "../address.js";
import { labelsOf, valuesOf } from "../data/facet.js";
import { contentOf, foldedOf } from "../data/texts.js";
import { places } from "../search/match.js";
import { beginningWords, endingWords, shortened } from "../words.js";
import { RecordLinks } from "./parts.js";

/** Characters of the words before and after a match that are shown, and of a quote in a list. */
const BESIDE = 70;
const MOST_LETTERS = 280;

/** A column: the sort that its heading chooses, and its heading. */
const IN_CONCORDANCE = [
  ["left", "Words before"],
  ["match", "Match"],
  ["right", "Words after"],
];
const IN_LIST = [["content", "Quote"]];
const ALWAYS = [
  ["speaker", "Speaker"],
  ["outlet", "Outlet"],
  ["date", "Published"],
  ["type", "Type"],
];

/**
 * @param {object} props
 * @param {import("../data/quotes.js").Quotes} props.quotes
 * @param {ArrayLike<number>} props.rows
 * @param {import("../search/match.js").Matches | null} [props.matches]
 * @param {import("../search/query.js").Term[]} [props.terms]
 * @param {string} [props.sort]
 * @param {(sort: string) => void} [props.onSort]  without it the rows cannot be sorted
 * @param {string} props.label
 */
export function QuoteTable({ quotes, rows, matches = null, terms = [], sort = "", onSort, label }) {
  const columns = [...(matches ? IN_CONCORDANCE : IN_LIST), ...ALWAYS];
  return html`<table class=${matches ? "quotes concordance" : "quotes"}>
    <caption class="vh">${label}</caption>
    <thead><tr>${columns.map(([name, text]) => html`<${Heading} name=${name} text=${text} sort=${sort} onSort=${onSort} />`)}</tr></thead>
    <tbody>
      ${Array.from(rows, (row) => html`<${QuoteRow} key=${row} quotes=${quotes} row=${row} matches=${matches} terms=${terms} />`)}
    </tbody>
  </table>`;
}

/**
 * @param {{name: string, text: string, sort: string, onSort?: (sort: string) => void}} props
 */
function Heading({ name, text, sort, onSort }) {
  const order = sort === name ? "ascending" : sort === `-${name}` ? "descending" : undefined;
  const next = order === "ascending" ? `-${name}` : order === "descending" ? "" : name;
  const arrow = order === "ascending" ? " ↑" : order === "descending" ? " ↓" : "";
  return html`<th scope="col" class=${`column-${name}`} aria-sort=${order}>
    ${onSort ? html`<button type="button" title=${`Sort by ${text.toLowerCase()}`} onClick=${() => onSort(next)}>${text}<span aria-hidden="true">${arrow}</span></button>` : text}
  </th>`;
}

/**
 * @param {object} props
 * @param {import("../data/quotes.js").Quotes} props.quotes
 * @param {number} props.row
 * @param {import("../search/match.js").Matches | null} props.matches
 * @param {import("../search/query.js").Term[]} props.terms
 */
function QuoteRow({ quotes, row, matches, terms }) {
  const { speaker, outlet, type } = quotes.facets;
  const [outletId] = valuesOf(outlet, row);
  const ids = valuesOf(speaker, row).filter(Boolean);
  const [kind] = valuesOf(type, row);
  return html`<tr>
    ${matches ? html`<${InContext} quotes=${quotes} row=${row} matches=${matches} terms=${terms} />` : html`<${InFull} quotes=${quotes} row=${row} />`}
    <td class="column-speaker">${ids.length ? html`<${RecordLinks} view="speakers" ids=${ids} names=${labelsOf(speaker, row)} />` : html`<span class="quiet">none named</span>`}</td>
    <td class="column-outlet">${outletId ? html`<${RecordLinks} view="outlets" ids=${[outletId]} names=${labelsOf(outlet, row)} />` : html`<span class="quiet">unknown</span>`}</td>
    <td class="column-date">${quotes.dates[row] || html`<span class="quiet">unknown</span>`}</td>
    <td class="column-type"><span class=${`type ${kind}`}>${kind}</span></td>
  </tr>`;
}

/**
 * @param {{quotes: import("../data/quotes.js").Quotes, row: number}} props
 */
function InFull({ quotes, row }) {
  const words = contentOf(quotes.blocks, row) || "(the words are not in this release)";
  return html`<th scope="row" class="column-content"><a href=${recordAddress("quotes", quotes.ids[row])}>${visible(shortened(words, MOST_LETTERS))}</a></th>`;
}

/**
 * @param {object} props
 * @param {import("../data/quotes.js").Quotes} props.quotes
 * @param {number} props.row
 * @param {import("../search/match.js").Matches} props.matches
 * @param {import("../search/query.js").Term[]} props.terms
 */
function InContext({ quotes, row, matches, terms }) {
  const words = contentOf(quotes.blocks, row);
  const at = matches.at[row];
  const end = at + matches.length[row];
  const left = endingWords(words.slice(0, at), BESIDE);
  const right = beginningWords(words.slice(end), BESIDE);
  const others = places(foldedOf(quotes.blocks, row).slice(at - left.length, end + right.length), terms);
  const marked = (/** @type {number} */ from, /** @type {number} */ to) =>
    withMarks(words, from, to, others, at - left.length);
  return html`<td class="column-left">${left.length < at ? "…" : ""}${marked(at - left.length, at)}</td>
    <th scope="row" class="column-match"><a href=${recordAddress("quotes", quotes.ids[row])}>${visible(words.slice(at, end))}</a></th>
    <td class="column-right">${marked(end, end + right.length)}${end + right.length < words.length ? "…" : ""}</td>`;
}

/**
 * A stretch of the words with all matches in it marked.
 * @param {string} words
 * @param {number} from
 * @param {number} to
 * @param {[number, number][]} found  from `base` on
 * @param {number} base
 */
function withMarks(words, from, to, found, base) {
  const parts = [];
  let at = from;
  for (const [start, end] of found) {
    if (base + start < from || base + end > to) continue;
    parts.push(
      visible(words.slice(at, base + start)),
      html`<mark>${visible(words.slice(base + start, base + end))}</mark>`,
    );
    at = base + end;
  }
  return [...parts, visible(words.slice(at, to))];
}
