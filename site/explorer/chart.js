// A small chart of quotes over time, by type, with the same figures as a table for those who do not see it.
import { html } from "htm/preact";
import { valuesOf } from "./data/facet.js";
import { figure } from "./words.js";

const TYPES = ["direct", "mixed", "indirect"];

const WIDTH = 480;
const HEIGHT = 90;

/** More periods than this are shown by year instead of by month. */
const MOST_MONTHS = 36;

/**
 * @typedef {{period: string, counts: number[]}} Bar
 *
 * How many quotes of each type were published in each month or year; periods between the first and the last without
 * quotes are there too.
 * @param {import("./data/quotes.js").Quotes} quotes
 * @param {Iterable<number>} rows
 * @returns {Bar[]}
 */
export function overTime(quotes, rows) {
  const dated = Array.from(rows).filter((row) => quotes.dates[row]);
  const months = allMonths(dated.map((row) => quotes.dates[row].slice(0, 7)).sort());
  const length = months.length > MOST_MONTHS ? 4 : 7;
  const bars = new Map(
    [...new Set(months.map((month) => month.slice(0, length)))].map((period) => [period, [0, 0, 0]]),
  );
  for (const row of dated) {
    const counts = /** @type {number[]} */ (bars.get(quotes.dates[row].slice(0, length)));
    counts[Math.max(0, TYPES.indexOf(valuesOf(quotes.facets.type, row)[0]))]++;
  }
  return Array.from(bars, ([period, counts]) => ({ period, counts }));
}

/** @param {string[]} sorted */
function allMonths(sorted) {
  const found = [];
  const last = sorted.at(-1) ?? "";
  for (let month = sorted[0]; month && month <= last; month = nextMonth(month)) found.push(month);
  return found;
}

/** @param {string} month */
function nextMonth(month) {
  const [year, number] = month.split("-").map(Number);
  return number === 12
    ? `${`${year + 1}`.padStart(4, "0")}-01`
    : `${`${year}`.padStart(4, "0")}-${`${number + 1}`.padStart(2, "0")}`;
}

/**
 * @param {{quotes: import("./data/quotes.js").Quotes, rows: Uint32Array}} props
 */
export function TimeChart({ quotes, rows }) {
  const bars = overTime(quotes, rows);
  if (!bars.length) return null;
  const most = Math.max(...bars.map(({ counts }) => sum(counts)));
  const undated = rows.length - bars.reduce((all, { counts }) => all + sum(counts), 0);
  const step = WIDTH / bars.length;
  return html`<figure class="chart">
    <figcaption>When they were published (the highest bar: ${figure(most)})${undated ? html`; ${figure(undated)} without a known date` : null}
      <span aria-hidden="true">${TYPES.map((type) => html`<span class=${`key ${type}`}></span>${type}`)}</span></figcaption>
    <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" preserveAspectRatio="none">
      ${bars.map(({ counts }, i) => stacked(counts, i * step, Math.min(step - 1, 40), most))}
    </svg>
    <p class="axis" aria-hidden="true"><span>${bars[0].period}</span>${bars.length > 1 ? html`<span>${bars.at(-1)?.period}</span>` : null}</p>
    <details><summary>The figures</summary><table class="records figures">
      <thead><tr><th scope="col">Published</th>${TYPES.map((type) => html`<th scope="col">${type}</th>`)}</tr></thead>
      <tbody>${bars.filter(({ counts }) => sum(counts)).map(({ period, counts }) => html`<tr><th scope="row">${period}</th>${counts.map((n) => html`<td class="num">${figure(n)}</td>`)}</tr>`)}</tbody>
    </table></details>
  </figure>`;
}

/**
 * @param {number[]} counts
 * @param {number} x
 * @param {number} width
 * @param {number} most
 */
function stacked(counts, x, width, most) {
  let y = HEIGHT;
  return counts.map((count, i) => {
    const height = (count / most) * (HEIGHT - 2);
    y -= height;
    return count
      ? html`<rect class=${`bar ${TYPES[i]}`} x=${x} y=${y} width=${Math.max(1, width)} height=${height} />`
      : null;
  });
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((all, number) => all + number, 0);
}
